package hours

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fix rewrites common deviations from the language: full-width characters,
// weekdays and words in Chinese and English, times by the twelve-hour clock.
// The result is only a suggestion, which Parse shows if it is valid, so fix
// may leave ambiguous text such as "9-5" unchanged. halves reports whether s
// contains times by the twelve-hour clock.
func fix(s string) (meant string, halves bool) {
	var m fixer
	parts := strings.Split(strings.Map(plainSign, s), `"`)
	for i := range parts {
		if i%2 == 0 { // outside a comment
			parts[i] = m.words(parts[i])
		}
	}
	if m.halves > 0 && m.plain > 0 { // "2:00-5:00 pm"
		return s, true
	}
	return tidy(strings.Join(parts, `"`)), m.halves > 0
}

// A fixer counts the times that are, and that might be, by the twelve-hour
// clock. If there are both kinds, the half of the day is ambiguous.
type fixer struct{ halves, plain int }

// plainSign returns the ASCII character for a full-width or similar one.
func plainSign(c rune) rune {
	switch {
	case '！' <= c && c <= '～' && c != '～':
		return c - '！' + '!'
	case unicode.Is(unicode.Pd, c) || c == '−' || c == '～' || c == '〜' || c == '~':
		return '-'
	case c == '、':
		return ','
	case c == '。':
		return ';'
	case strings.ContainsRune("“”„«»「」『』", c):
		return '"'
	case unicode.IsSpace(c):
		return ' '
	}
	return c
}

// typos maps words to keywords of the language. A longer word precedes its
// own prefixes. Latin words are in lower case.
var typos = []struct{ written, meant string }{
	{"国家法定节假日", "PH"}, {"法定节假日", "PH"}, {"法定假日", "PH"}, {"节假日", "PH"}, {"法定節假日", "PH"},
	{"節假日", "PH"}, {"國定假日", "PH"}, {"公众假期", "PH"}, {"公眾假期", "PH"},
	{"寒暑假", "SH"}, {"学校假期", "SH"}, {"學校假期", "SH"},
	{"工作日", "Mo-Fr"}, {"周末", "Sa,Su"}, {"週末", "Sa,Su"}, {"双休日", "Sa,Su"}, {"每天", "Mo-Su"}, {"每日", "Mo-Su"},
	{"开放时间", ""}, {"開放時間", ""}, {"营业时间", ""}, {"營業時間", ""}, {"开馆时间", ""}, {"開館時間", ""},
	{"全天开放", "00:00-24:00"}, {"全天開放", "00:00-24:00"}, {"全天", "00:00-24:00"}, {"24小时", "00:00-24:00"}, {"24小時", "00:00-24:00"},
	{"停止开放", "off"}, {"不开放", "off"}, {"不開放", "off"}, {"闭馆", "off"}, {"閉館", "off"}, {"休馆", "off"}, {"休館", "off"},
	{"闭园", "off"}, {"閉園", "off"}, {"关闭", "off"}, {"關閉", "off"}, {"休息", "off"}, {"公休", "off"},
	{"开放", "open"}, {"開放", "open"}, {"至", "-"}, {"到", "-"}, {"和", ","}, {"及", ","},

	{"mondays", "Mo"}, {"monday", "Mo"}, {"mon", "Mo"},
	{"tuesdays", "Tu"}, {"tuesday", "Tu"}, {"tues", "Tu"}, {"tue", "Tu"},
	{"wednesdays", "We"}, {"wednesday", "We"}, {"weds", "We"}, {"wed", "We"},
	{"thursdays", "Th"}, {"thursday", "Th"}, {"thurs", "Th"}, {"thur", "Th"}, {"thu", "Th"},
	{"fridays", "Fr"}, {"friday", "Fr"}, {"fri", "Fr"},
	{"saturdays", "Sa"}, {"saturday", "Sa"}, {"sat", "Sa"},
	{"sundays", "Su"}, {"sunday", "Su"}, {"sun", "Su"},
	{"january", "Jan"}, {"february", "Feb"}, {"march", "Mar"}, {"april", "Apr"}, {"june", "Jun"}, {"july", "Jul"},
	{"august", "Aug"}, {"september", "Sep"}, {"sept", "Sep"}, {"october", "Oct"}, {"november", "Nov"}, {"december", "Dec"},
	{"every day", "Mo-Su"}, {"everyday", "Mo-Su"}, {"daily", "Mo-Su"}, {"weekdays", "Mo-Fr"}, {"weekends", "Sa,Su"},
	{"public holidays", "PH"}, {"bank holidays", "PH"}, {"school holidays", "SH"}, {"holidays", "PH"},
	{"to", "-"}, {"till", "-"}, {"until", "-"}, {"through", "-"}, {"thru", "-"}, {"and", ","}, {"&", ","},
	{"noon", "12:00"}, {"midnight", "24:00"}, {"close", "off"}, {"24 hours", "00:00-24:00"}, {"24h", "00:00-24:00"},
}

func (m *fixer) words(s string) string {
	var out strings.Builder
	for s != "" {
		meant, length := typoAt(s)
		if length == 0 {
			meant, length = chineseDays(s)
		}
		if length == 0 {
			meant, length = m.clock(s, out.String())
		}
		if length == 0 { // nothing to fix: copy a whole word or number, or one character
			length = same(s)
			out.WriteString(s[:length])
		} else {
			out.WriteString(" " + meant + " ")
		}
		s = s[length:]
	}
	return out.String()
}

// same returns the length of the run of ASCII letters or digits at the start
// of s, or else of its first character.
func same(s string) int {
	class := func(c byte) int {
		switch {
		case '0' <= c && c <= '9':
			return 1
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			return 2
		}
		return 0
	}
	if class(s[0]) == 0 {
		_, size := utf8.DecodeRuneInString(s)
		return size
	}
	n := 1
	for n < len(s) && class(s[n]) == class(s[0]) {
		n++
	}
	return n
}

func typoAt(s string) (meant string, length int) {
	for _, typo := range typos {
		n := len(typo.written)
		if len(s) < n || !strings.EqualFold(s[:n], typo.written) {
			continue
		}
		if ends := same(typo.written[n-1:]); n < len(s) && s[n] < utf8.RuneSelf && typo.written[n-1] < utf8.RuneSelf && same(s[n-1:]) > ends {
			continue // "mon" in "month"
		}
		if typo.meant == "" { // a heading, and its colon
			for n < len(s) && (s[n] == ':' || s[n] == ' ') {
				n++
			}
		}
		return typo.meant, n
	}
	return "", 0
}

// chineseDays reads 周一, 星期日, 每周六, and further days without the prefix:
// 周一至五, 周一、三、五.
func chineseDays(s string) (meant string, length int) {
	rest := strings.TrimPrefix(s, "每")
	for _, prefix := range []string{"周", "週", "星期", "礼拜", "禮拜"} {
		if after, ok := strings.CutPrefix(rest, prefix); ok {
			day, size := chineseDay(after)
			if day == "" {
				return "", 0
			}
			rest, meant = after[size:], day
			for {
				sign, next := "", ""
				for _, joint := range []string{",", "-", "至", "到"} {
					if after, ok := strings.CutPrefix(rest, joint); ok {
						sign, next = joint, after
					}
				}
				day, size := chineseDay(next)
				if day == "" {
					return meant, len(s) - len(rest)
				}
				if sign != "," {
					sign = "-"
				}
				rest, meant = next[size:], meant+sign+day
			}
		}
	}
	return "", 0
}

func chineseDay(s string) (day string, size int) {
	c, size := utf8.DecodeRuneInString(s)
	switch c {
	case '一':
		return "Mo", size
	case '二':
		return "Tu", size
	case '三':
		return "We", size
	case '四':
		return "Th", size
	case '五':
		return "Fr", size
	case '六':
		return "Sa", size
	case '日', '天':
		return "Su", size
	}
	return "", 0
}

// tidy sets spaces as in the specification's examples.
func tidy(s string) string {
	tokens, err := scan(s)
	if err != nil {
		return s
	}
	var out strings.Builder
	for i, t := range tokens[:len(tokens)-1] {
		if i > 0 && spaced(tokens[max(i-2, 0)], tokens[i-1], t) {
			out.WriteByte(' ')
		}
		text := s[t.from:t.to]
		if len(text) == 1 && t.kind == number && tokens[i+1].is(':') {
			text = "0" + text
		}
		out.WriteString(text)
	}
	return out.String()
}

// spaced reports whether a space separates t from the token before it; first
// is the token before that.
func spaced(first, before, t token) bool {
	switch {
	case before.is(';'), before.is(fallbackSign), t.is(fallbackSign):
		return true
	case before.is(','): // after a time a new rule begins; "Sa,Su" is a list
		return t.kind != number && first.kind != weekdayWord && first.kind != holidayWord && first.kind != monthWord
	case before.is(':'), before.is('+'), before.is(']'):
		return t.kind != number && t.kind != symbol
	}
	return before.kind != symbol && t.kind != symbol
}

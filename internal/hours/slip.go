package hours

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mend rewrites what people write instead of the language: full-width signs,
// weekdays and words in Chinese and English, times by the twelve-hour clock.
// The result is only a suggestion: Parse shows it when it is valid, so mend
// may leave alone whatever has more than one meaning, such as "9-5". halves:
// it holds times by the twelve-hour clock.
func mend(s string) (meant string, halves bool) {
	var m mender
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

// A mender counts the times by the twelve-hour clock, and those that may be.
// Where there are both, a time's half of the day is anybody's guess.
type mender struct{ halves, plain int }

// plainSign is the ASCII sign for its full-width form and its look-alikes.
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

// slips are words that stand for words of the language, a longer one before
// one that it begins with. Latin ones are in lower case.
var slips = []struct{ written, meant string }{
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

func (m *mender) words(s string) string {
	var out strings.Builder
	for s != "" {
		meant, length := slipAt(s)
		if length == 0 {
			meant, length = chineseDays(s)
		}
		if length == 0 {
			meant, length = m.clock(s, out.String())
		}
		if length == 0 { // nothing to mend: a whole word or number, or one sign
			length = same(s)
			out.WriteString(s[:length])
		} else {
			out.WriteString(" " + meant + " ")
		}
		s = s[length:]
	}
	return out.String()
}

// same is how long the run of ASCII letters, or of digits, is that s begins
// with; one character where it begins with another.
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

func slipAt(s string) (meant string, length int) {
	for _, slip := range slips {
		n := len(slip.written)
		if len(s) < n || !strings.EqualFold(s[:n], slip.written) {
			continue
		}
		if ends := same(slip.written[n-1:]); n < len(s) && s[n] < utf8.RuneSelf && slip.written[n-1] < utf8.RuneSelf && same(s[n-1:]) > ends {
			continue // "mon" in "month"
		}
		if slip.meant == "" { // a heading, and its colon
			for n < len(s) && (s[n] == ':' || s[n] == ' ') {
				n++
			}
		}
		return slip.meant, n
	}
	return "", 0
}

// chineseDays reads 周一, 星期日, 每周六, and what follows the first of them
// without the 周: 周一至五, 周一、三、五.
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

// tidy sets the spaces as the specification's examples have them.
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

// spaced: t stands apart from the token before it; first is the one before
// that.
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

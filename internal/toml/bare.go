package toml

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"wayside/internal/geo"
)

// isBare reports whether a text is a value of TOML that has no quotation marks.
func isBare(text string) bool {
	digits, dots := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && i > 0 && i < len(text)-1:
			dots++
		case c != '-' || i > 0:
			return text == "true" || text == "false" || bareForm.MatchString(text)
		}
	}
	// Most values are numbers such as 118.1; a zero first must be 0 or 0.5.
	if digits > 0 && dots < 2 {
		if number := strings.TrimPrefix(text, "-"); number[0] != '0' || len(number) == 1 || number[1] == '.' {
			return true
		}
	}
	return bareForm.MatchString(text)
}

var bareForm = regexp.MustCompile(`^(?:[-+]?(?:inf|nan)|[-+]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?` +
	`|0x[\dA-Fa-f](?:_?[\dA-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*` +
	`|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?)$`)

// longestBare is the length in bytes of the longest text that is taken for a value
// without its quotation marks.
const longestBare = 500

// meantBy returns the value that was probably meant by a text without quotation
// marks, and the key of a message about it; "" for a text that is fine, or of which
// the decoder knows better what is wrong.
func meantBy(text string) (key, value string) {
	if text == "" || len(text) > longestBare || isBare(text) {
		return "", ""
	}
	if formed(text[:min(len(text), 10)], "0000-00-00") {
		if moment, ok := ReadMoment(text); ok && strings.ContainsFunc(text, wide) {
			return "bad-date/moment", moment
		}
		return "", ""
	}
	first, _ := utf8.DecodeRuneInString(text)
	if first < utf8.RuneSelf && !bare(byte(first)) && first != '+' && first != '(' {
		return "", ""
	}
	if date, ok := ReadDate(text); ok {
		return "bad-date/form", date
	}
	if clock, ok := ReadClock(text); ok {
		return "toml-syntax/clock", clock
	}
	if moment, ok := ReadMoment(text); ok {
		return "bad-date/moment", moment
	}
	if degrees, ok := ReadAngle(text); ok {
		return "toml-syntax/angle", degrees
	}
	narrow, _, _ := strings.Cut(halfWidths(text), "#")
	if isBare(strings.TrimRight(narrow, " ,;")) { // a full-width character is all that is wrong
		return "", ""
	}
	if _, typed := meant(first); typed != "" {
		return "", ""
	}
	if inside := strings.Trim(text, `"“”＂'‘’ `); !strings.ContainsAny(inside, "\"\\\t=") {
		return "toml-syntax/quotes", `"` + inside + `"`
	}
	return "", ""
}

// wide reports whether a character is not an ASCII one.
func wide(c rune) bool { return c >= utf8.RuneSelf }

// halfWidths replaces all that a Chinese keyboard types.
func halfWidths(text string) string {
	var b strings.Builder
	for _, c := range text {
		if ascii, key := meant(c); key != "" {
			b.WriteString(ascii)
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// bareEnd returns the end of a value without quotation marks, at most a byte more
// than longestBare away. inside says that a comma or a bracket ends it too.
func bareEnd(line string, at int, inside bool) int {
	for i := at; i < len(line) && i <= at+longestBare; i++ {
		switch line[i] {
		case '#', '\r', '\n':
			return i
		case ',', ']', '}':
			if inside {
				return i
			}
		case "，"[0]:
			if inside && strings.HasPrefix(line[i:], "，") {
				return i
			}
		}
	}
	return min(at+longestBare+1, len(line))
}

// quoted returns a line in which values without quotation marks are those that were
// probably meant.
func quoted(line string) string {
	depth := 0
	w := walker{src: line, deep: -1}
	for w.pos < len(w.src) {
		switch c := w.src[w.pos]; c {
		case '#':
			return w.src
		case '"', '\'':
			if !w.text(&node{}) {
				return w.src
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '=':
			w.pos++
			w.blank(false)
			end := bareEnd(w.src, w.pos, depth > 0)
			if end > w.pos && strings.IndexByte(`"'[{`, w.src[w.pos]) < 0 {
				text := strings.TrimRight(w.src[w.pos:end], " \t")
				if key, value := meantBy(text); key != "" {
					w.src = w.src[:w.pos] + value + w.src[w.pos+len(text):]
					w.pos += len(value)
				}
			}
			continue
		}
		w.pos++
	}
	return w.src
}

var (
	dateForm  = regexp.MustCompile(`^(\d{4})\s*[-/／.年]\s*(\d{1,2})\s*[-/／.月]\s*(\d{1,2})\s*[日号號]?$`)
	clockForm = regexp.MustCompile(`^(上午|早上|早晨|中午|下午|晚上)?\s*(\d{1,2})\s*(?:[:：]\s*(\d{2})(?:\s*[:：]\s*(\d{2}))?|[时点點]\s*(?:(\d{1,2}|半)\s*分?)?)$`)
)

// ReadDate reads a day in the forms that people write, such as 2026年12月2日 and
// 2026/12/2, and returns it as TOML has it.
func ReadDate(text string) (date string, ok bool) {
	m := dateForm.FindStringSubmatch(halfWidths(strings.TrimSpace(text)))
	if m == nil {
		return "", false
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	date = fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
	_, err := time.Parse(time.DateOnly, date)
	return date, err == nil
}

// ReadClock reads a time of day in the forms that people write, such as 8:30 and
// 下午2点半, and returns it as TOML has it.
func ReadClock(text string) (clock string, ok bool) {
	m := clockForm.FindStringSubmatch(halfWidths(strings.TrimSpace(strings.ReplaceAll(text, "：", ":"))))
	if m == nil {
		return "", false
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3] + m[5])
	second, _ := strconv.Atoi(m[4])
	if m[5] == "半" {
		minute = 30
	}
	if (m[1] == "下午" || m[1] == "晚上") && hour < 12 {
		hour += 12
	}
	return fmt.Sprintf("%02d:%02d:%02d", hour, minute, second), hour < 24 && minute < 60 && second < 60
}

// dayForm matches the day with which a date and time begins.
var dayForm = regexp.MustCompile(`^\s*\d{4}\s*[-/／.年]\s*\d{1,2}\s*[-/／.月]\s*\d{1,2}(?:\s*[日号號]|[Tt]|\s)`)

// ReadMoment reads a date and a time of day in the forms that people write, such as
// 2026/12/2 15:00 and 2026年12月2日下午3点, and returns them as TOML has them.
func ReadMoment(text string) (moment string, ok bool) {
	text = strings.ReplaceAll(halfWidths(strings.ReplaceAll(text, "：", ":")), "\u3000", " ")
	day := dayForm.FindString(text)
	date, isDate := ReadDate(strings.TrimRight(day, "Tt"))
	clock, isClock := ReadClock(text[len(day):])
	return date + "T" + clock, isDate && isClock
}

// ReadAngle reads degrees, minutes and seconds, such as 34°24′38″, and returns them
// as a number of degrees.
func ReadAngle(text string) (degrees string, ok bool) {
	if !strings.ContainsAny(text, "°º度纬经NSEWnsew") {
		return "", false
	}
	value, _, ok := geo.ParseAngle(text)
	return strconv.FormatFloat(math.Round(value*1e6)/1e6, 'f', -1, 64), ok
}

package hours

import (
	"fmt"
	"strings"
	"time"

	"wayside/internal/guide"
)

// clock fixes a time or a date component at the start of s: 9:00am, 5 pm,
// 09.00, 0900-1700, 9-17, 下午2点至5点半, 4月1日, 2026年. before is the output so
// far.
func (m *fixer) clock(s, before string) (meant string, length int) {
	n, size := leadingNumber(s)
	if size > 0 {
		if meant, length = datePart(n, s[size:]); length > 0 {
			return meant, size + length
		}
		if meant, length = bareRange(s, before); length > 0 {
			return meant, length
		}
	}
	t := readTime(s, noHalf)
	if t.length == 0 || t.written && t.half == noHalf {
		if t.length > 0 && t.hour <= 12 {
			m.plain++
		}
		return "", 0
	}
	meant, length = t.String(), t.length
	if t.half == noHalf {
		return meant, length
	}
	m.halves++
	if t.named { // 下午2:00-5:00: both times are in the afternoon
		joint, end := jointAt(s[length:])
		if u := readTime(end, t.half); joint && u.length > 0 && !u.named {
			meant, length = meant+"-"+u.String(), len(s)-len(end)+u.length
		}
	}
	return meant, length
}

// A half is a half of the day, as used by the twelve-hour clock.
type half uint8

const (
	noHalf half = iota
	morning
	noon // 中午11点 and 中午1点 are both in the daytime
	afternoon
)

// A writtenTime is a time of day as the author wrote it.
type writtenTime struct {
	hour, minute int
	half         half
	named        bool // the half precedes the time, in Chinese
	written      bool // already in the language's form: 9:00
	length       int  // bytes; 0 if there is no time
}

// String formats the time by the 24-hour clock.
func (t writtenTime) String() string {
	switch {
	case t.half == afternoon && t.hour < 12, t.half == noon && t.hour < 10:
		t.hour += 12
	case t.half == morning && t.hour == 12:
		t.hour = 0
	}
	return guide.Clock(t.hour*60 + t.minute)
}

// readTime reads a time at the start of s. Unless s names a half of the day,
// the time is in the given half.
func readTime(s string, in half) writtenTime {
	t := writtenTime{half: in}
	rest := s
	for _, name := range []struct {
		word string
		half half
	}{{"上午", morning}, {"早上", morning}, {"凌晨", morning}, {"中午", noon}, {"下午", afternoon}, {"晚上", afternoon}} {
		if after, ok := strings.CutPrefix(s, name.word); ok {
			rest, t.half, t.named = strings.TrimLeft(after, " "), name.half, true
		}
	}
	n, size := leadingNumber(rest)
	if size == 0 || size > 2 || n > 24 {
		return writtenTime{}
	}
	t.hour = n
	rest = rest[size:]
	whole := false // "9": an hour without a separator after it
	switch sign, after := hourSign(rest); {
	case sign == "":
		whole = true
	case strings.HasPrefix(after, "半"):
		t.minute, rest = 30, after[len("半"):]
	default:
		n, size := leadingNumber(after)
		if size != 2 && (size != 0 || sign == ":" || sign == ".") || n > 59 {
			return writtenTime{}
		}
		t.minute, t.written, rest = n, sign == ":", strings.TrimPrefix(after[size:], "分")
	}
	trimmed := strings.TrimLeft(rest, " ")
	for _, name := range []struct {
		word string
		half half
	}{{"a.m.", morning}, {"am", morning}, {"p.m.", afternoon}, {"pm", afternoon}} {
		if n := len(name.word); len(trimmed) >= n && strings.EqualFold(trimmed[:n], name.word) {
			t.half, t.named = name.half, false
			rest = rest[len(rest)-len(trimmed)+len(name.word):]
			break
		}
	}
	if whole && t.half == noHalf {
		return writtenTime{}
	}
	t.length = len(s) - len(rest)
	return t
}

// hourSign returns the separator between hours and minutes at the start of s and the text after it.
func hourSign(s string) (sign, after string) {
	for _, sign := range []string{":", ".", "点", "點", "时", "時"} {
		if after, ok := strings.CutPrefix(s, sign); ok {
			return sign, after
		}
	}
	return "", s
}

func jointAt(s string) (is bool, after string) {
	s = strings.TrimLeft(s, " ")
	for _, joint := range []string{"-", "至", "到"} {
		if after, ok := strings.CutPrefix(s, joint); ok {
			return true, strings.TrimLeft(after, " ")
		}
	}
	return false, s
}

// datePart converts a number followed by 年, 月 or 日.
func datePart(n int, after string) (meant string, length int) {
	switch {
	case strings.HasPrefix(after, "年"):
		return fmt.Sprintf("%04d", n), len("年")
	case strings.HasPrefix(after, "月") && 1 <= n && n <= 12:
		return time.Month(n).String()[:3], len("月")
	case strings.HasPrefix(after, "日"), strings.HasPrefix(after, "号"), strings.HasPrefix(after, "號"):
		return fmt.Sprintf("%02d", n), len("日")
	}
	return "", 0
}

// bareRange fixes times without minutes or without a colon that can be read in
// only one way: "9-17" after a weekday, "0900-1700".
func bareRange(s, before string) (meant string, length int) {
	from, size := leadingNumber(s)
	joint, tail := jointAt(s[size:])
	to, digits := leadingNumber(tail)
	if !joint || digits == 0 {
		return "", 0
	}
	tail = tail[digits:]
	length = len(s) - len(tail)
	if follows := strings.TrimLeft(tail, " "); follows != "" && strings.ContainsAny(follows[:1], ":.-/aApP") {
		return "", 0
	}
	if sign, _ := hourSign(tail); sign != "" {
		return "", 0
	}
	if part, _ := datePart(to, tail); part != "" {
		return "", 0
	}
	switch {
	case size == 4 && digits == 4 && from < 1900 && from%100 < 60 && to%100 < 60 && from < to && to <= 2400:
		return fmt.Sprintf("%02d:%02d-%02d:%02d", from/100, from%100, to/100, to%100), length
	case size <= 2 && digits <= 2 && from < to && 12 < to && to <= 24 && afterDays(before):
		return fmt.Sprintf("%02d:00-%02d:00", from, to), length
	}
	return "", 0
}

// afterDays reports whether times may follow before but days of a month may not.
func afterDays(before string) bool {
	tokens, err := scan(before)
	if err != nil || len(tokens) == 1 {
		return err == nil
	}
	last := tokens[len(tokens)-2]
	return last.kind == weekdayWord || last.kind == holidayWord || last.is(';')
}

// leadingNumber returns the number at the start of s and its count of digits.
func leadingNumber(s string) (n, digits int) {
	for digits < len(s) && digits < 6 && '0' <= s[digits] && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

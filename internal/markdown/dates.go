package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A moment is a day, a month or a year, as it was written and as the attribute
// datetime has it.
type moment struct{ text, iso string }

// cutDates cuts the moment with which a text begins, or the two moments of a range
// ("1917–1920"), which between separates, and returns the length of all of them. It is 0
// if the text does not begin with a date: "1960s", "1960年代", "1966-13".
func cutDates(text string) (from, until moment, between string, length int) {
	from, length = cutDate(text)
	if length == 0 {
		return moment{}, moment{}, "", 0
	}
	if gap := rangeSign(text[length:]); gap > 0 {
		if second, n := cutDate(text[length+gap:]); n > 0 {
			return from, second, text[length : length+gap], length + gap + n
		}
	}
	return from, moment{}, "", length
}

// rangeSign returns the length of what separates two dates, with spaces around it; 0 if
// there is none.
func rangeSign(text string) int {
	inner := strings.TrimLeft(text, " ")
	rest := inner
	for _, sign := range []string{"——", "—", "–", "-", "/", "~", "～", "至", "到", "to "} {
		if after, ok := strings.CutPrefix(inner, sign); ok {
			rest = after
			break
		}
	}
	if rest == inner {
		return 0
	}
	return len(text) - len(strings.TrimLeft(rest, " "))
}

// cutDate cuts a moment from the start of a text and returns its length, or 0.
func cutDate(text string) (moment, int) {
	for _, form := range []func(string) (date, int){chineseDate, isoDate, englishDate} {
		d, n := form(text)
		if n > 0 && d.exists() && !continues(text[:n], text[n:]) {
			return moment{text[:n], d.iso()}, n
		}
	}
	return moment{}, 0
}

// continues reports whether the number at the end of a date goes on after it: 1960s, 19481,
// 1960年代.
func continues(date, rest string) bool {
	if last := date[len(date)-1]; last < '0' || last > '9' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return next == '年' || next < utf8.RuneSelf && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// A date is a day, a month if day is 0, or a year if month is 0.
type date struct{ year, month, day int }

func (d date) exists() bool {
	if d.year < 1 || d.month > 12 || d.day > 0 && d.month == 0 {
		return false
	}
	return d.day == 0 || time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
}

func (d date) iso() string {
	text := fmt.Sprintf("%04d", d.year)
	for _, part := range []int{d.month, d.day} {
		if part > 0 {
			text += fmt.Sprintf("-%02d", part)
		}
	}
	return text
}

// cutDigits cuts a number of at most most digits, and returns its length.
func cutDigits(text string, most int) (number, length int) {
	for length < len(text) && length < most && text[length] >= '0' && text[length] <= '9' {
		length++
	}
	number, _ = strconv.Atoi(text[:length])
	return number, length
}

// chineseDate reads 1948年11月6日, 1948年11月 and 1948年. A decade, 1960年代, is none.
func chineseDate(text string) (d date, length int) {
	units := [][]string{{"年"}, {"月"}, {"日", "号"}}
	for i, part := range []*int{&d.year, &d.month, &d.day} {
		number, digits := cutDigits(text[length:], []int{4, 2, 2}[i])
		rest := text[length+digits:]
		unit := slices.IndexFunc(units[i], func(u string) bool { return strings.HasPrefix(rest, u) })
		if digits == 0 || number == 0 || unit < 0 {
			break
		}
		*part = number
		length += digits + len(units[i][unit])
	}
	if strings.HasPrefix(text[length:], "代") {
		return date{}, 0
	}
	return d, length
}

// isoDate reads 1948-11-06, 1948-11 and 1948.
func isoDate(text string) (d date, length int) {
	d.year, length = cutDigits(text, 4)
	if length != 4 {
		return date{}, 0
	}
	for _, part := range []*int{&d.month, &d.day} {
		rest, ok := strings.CutPrefix(text[length:], "-")
		number, digits := cutDigits(rest, 4)
		if !ok || digits != 2 { // 1917-1920 is a range
			break
		}
		*part = number
		if number == 0 {
			return date{}, 0
		}
		length += 1 + digits
	}
	return d, length
}

// englishDate reads 6 November 1948, November 6, 1948 and November 1948. Months may be
// abbreviated.
func englishDate(text string) (d date, length int) {
	day, digits := cutDigits(text, 2)
	rest := text[digits:]
	if digits > 0 {
		d.day = day
		rest = strings.TrimPrefix(rest, " ")
	}
	word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(c rune) bool { return c < utf8.RuneSelf && unicode.IsLetter(c) }))]
	if d.month = monthNamed(word); d.month == 0 {
		return date{}, 0
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest[len(word):], "."), " ")
	if day, n := cutDigits(rest, 2); digits == 0 && n > 0 {
		if after, ok := strings.CutPrefix(rest[n:], ", "); ok {
			d.day, rest = day, after
		}
	}
	year, n := cutDigits(rest, 4)
	if n != 4 {
		return date{}, 0
	}
	d.year = year
	return d, len(text) - len(rest) + n
}

// monthNamed returns the number of a month's English name, or of its first letters, at
// least three; 0 for another word.
func monthNamed(word string) int {
	for m := time.January; len(word) >= 3 && m <= time.December; m++ {
		if strings.HasPrefix(m.String(), word) {
			return int(m)
		}
	}
	return 0
}

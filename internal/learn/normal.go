package learn

import (
	"strconv"
	"strings"

	"wayside/internal/fold"
)

// Normal returns the form in which answers are compared: folded as for the search,
// numbers in digits, and without spaces and punctuation. A point, a colon or a slash
// between two digits remains: 38.15 is not 3815, and 8:30 not 830.
func Normal(text string) string {
	var b strings.Builder
	piece := func(p []rune) {
		stream := fold.Append(nil, []byte(inDigits(p)))
		b.WriteString(strings.ReplaceAll(string(stream), " ", ""))
	}
	runes := []rune(text)
	from := 0
	for i := 1; i+1 < len(runes); i++ {
		if mark := markOf(runes[i]); mark != 0 && digit(runes[i-1]) >= 0 && digit(runes[i+1]) >= 0 {
			piece(runes[from:i])
			b.WriteRune(mark)
			from = i + 1
		}
	}
	piece(runes[from:])
	return b.String()
}

// markOf returns the mark that remains between digits, or 0.
func markOf(r rune) rune {
	switch r {
	case '.', '．':
		return '.'
	case ':', '：':
		return ':'
	case '/', '／':
		return '/'
	}
	return 0
}

// digit returns the value of a digit of either width, or -1.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// numerals are the Chinese numerals below ten, each in all its forms.
var numerals = []string{"零〇", "一壹弌", "二贰貳两兩弍", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"}

// units are the Chinese numerals that multiply, and what they multiply by.
var units = []struct {
	forms string
	value float64
}{{"十拾", 10}, {"百佰", 100}, {"千仟", 1000}, {"万萬", 1e4}, {"亿億", 1e8}}

// numeral returns the value of a Chinese numeral below ten, or -1.
func numeral(r rune) int {
	for n, forms := range numerals {
		if strings.ContainsRune(forms, r) {
			return n
		}
	}
	return -1
}

// unit returns the value of a Chinese numeral that multiplies, or 0.
func unit(r rune) float64 {
	for _, u := range units {
		if strings.ContainsRune(u.forms, r) {
			return u.value
		}
	}
	return 0
}

// inDigits writes the Chinese numbers of a text in digits: 三十二, 二〇二六, 3万.
func inDigits(text []rune) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && (digit(text[end]) >= 0 || numeral(text[end]) >= 0 || unit(text[end]) > 0) {
			end++
		}
		if end == i {
			b.WriteRune(text[i])
			i++
			continue
		}
		b.WriteString(number(text[i:end]))
		i = end
	}
	return b.String()
}

// largest is the largest number that is computed. Longer ones are left as they are.
const largest = 1e15

// number returns a run of digits and numerals in digits. Without a multiplier the
// digits are those of a year or a room.
func number(run []rune) string {
	var digits strings.Builder
	sum, section, last := 0.0, 0.0, -1.0 // last is the number before a multiplier; -1 for none
	multiplied := false
	for _, r := range run {
		n := digit(r)
		if n < 0 {
			n = numeral(r)
		}
		switch u := unit(r); {
		case n >= 0:
			digits.WriteByte(byte('0' + n))
			last = max(last, 0)*10 + float64(n)
		case u >= 1e4:
			multiplied = true
			if section += max(last, 0); sum+section == 0 {
				section = 1
			}
			sum, section, last = (sum+section)*u, 0, -1
		default:
			multiplied = true
			if last < 0 {
				last = 1
			}
			section, last = section+last*u, -1
		}
		if sum > largest || section > largest || last > largest {
			return string(run)
		}
	}
	if !multiplied {
		return digits.String()
	}
	return strconv.FormatFloat(sum+section+max(last, 0), 'f', -1, 64)
}

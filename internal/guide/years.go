package guide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wayside/internal/diag"
)

// A Year is a year from 1000 to 2099 that a text names in four digits, at its first place.
type Year struct {
	Year         int16
	Line, Column int32 // in the page's file, from 1
}

// A Lifespan is a name with the years after it, as in 王杰（1942—1965） or
// Wang Jie (1942–1965).
type Lifespan struct {
	Name       string // Chinese characters up to a sign, or words that begin with capitals
	Born, Died int
	At         diag.Place // of Born
}

// yearsMost and lifespansMost are how many of them are read in a page, which bounds the
// work for a long line.
const (
	yearsMost     = 200
	lifespansMost = 100
)

// YearsIn returns the first years of a Markdown text that begins at a line of a file, without
// repetitions, and the first names with years, both in order. Years in addresses count as
// well.
func YearsIn(file, text string, line int) (years []Year, lives []Lifespan) {
	for source := range strings.Lines(text) {
		for at := 0; ; {
			year, i := nextYear(source, at)
			if i < 0 {
				break
			}
			at = i + 4
			if len(years) < yearsMost && !slices.ContainsFunc(years, func(y Year) bool { return int(y.Year) == year }) {
				years = append(years, Year{int16(year), int32(line), int32(utf8.RuneCountInString(source[:i]) + 1)})
			}
			if len(lives) == lifespansMost {
				continue
			}
			if name, died := lifeAt(source, i, year); name != "" {
				lives = append(lives, Lifespan{name, year, died, diag.Place{File: file, Line: line, Column: utf8.RuneCountInString(source[:i]) + 1}})
			}
		}
		line++
	}
	return years, lives
}

// nextYear returns the next year in a text from a place on; i is -1 if there is none.
func nextYear(text string, from int) (year, i int) {
	for i = from; i+4 <= len(text); i++ {
		if c := text[i]; c != '1' && c != '2' || i > 0 && digit(text[i-1]) {
			continue
		}
		if year = yearAt(text[i:]); year > 0 {
			return year, i
		}
	}
	return 0, -1
}

// yearAt returns the year with which a text begins, 0 for none.
func yearAt(text string) int {
	if len(text) < 4 || len(text) > 4 && digit(text[4]) {
		return 0
	}
	year := 0
	for i := range 4 {
		if !digit(text[i]) {
			return 0
		}
		year = 10*year + int(text[i]-'0')
	}
	if year < 1000 || year > 2099 {
		return 0
	}
	return year
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// opening and dashes are what is before the years of a life, and between them.
var (
	opening = []string{"（", "("}
	dashes  = []string{"——", "—", "–", "-", "－", "～", "~", " – ", " - ", " — "}
)

// longestName is how far before the years a name is looked for, in bytes.
const longestName = 200

// lifeAt returns the name before the year at a place of a line and the year after it, if both
// years are those of a life; otherwise the name is "".
func lifeAt(line string, at, born int) (name string, died int) {
	after := line[at+4:]
	for _, dash := range dashes {
		rest, ok := strings.CutPrefix(after, dash)
		if !ok {
			continue
		}
		if died = yearAt(rest); died > born && (strings.HasPrefix(rest[4:], "）") || strings.HasPrefix(rest[4:], ")")) {
			return nameBefore(line[max(0, at-longestName):at]), died
		}
		return "", 0
	}
	return "", 0
}

// nameBefore returns the name that ends, with an opening bracket, before the years: without
// the marks of a link or of emphasis. It is "" if there is none.
func nameBefore(text string) string {
	for _, o := range opening {
		if before, ok := strings.CutSuffix(text, o); ok {
			text = strings.TrimRight(before, " ")
			return lastName(linkText(text))
		}
	}
	return ""
}

// linkText returns a text that ends in a link or in emphasis up to what is shown last.
func linkText(text string) string {
	if i := strings.LastIndex(text, "]("); i >= 0 && strings.HasSuffix(text, ")") && !strings.ContainsAny(text[i+2:len(text)-1], ")( ") {
		text = text[:i]
	}
	return strings.TrimRight(text, "*_")
}

// lastName returns the name at the end of a text: all Chinese characters, or the words that
// begin with capitals, five at most.
func lastName(text string) string {
	chinese := strings.TrimRightFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) || r == '·' })
	if len(chinese) < len(text) {
		return text[len(chinese):]
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("'’-.", r) })
	first := len(words)
	for first > 0 && len(words)-first < 5 {
		if r, _ := utf8.DecodeRuneInString(words[first-1]); !unicode.IsUpper(r) || !strings.HasSuffix(text, strings.Join(words[first-1:], " ")) {
			break
		}
		first--
	}
	return strings.Join(words[first:], " ")
}

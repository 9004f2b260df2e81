package guide

import (
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
// repetitions, in order. Years in addresses count as well.
func YearsIn(text string, line int) (years []Year) {
	known := map[int16]bool{}
	for source := range strings.Lines(text) {
		for at := 0; ; {
			year, i := nextYear(source, at)
			if i < 0 {
				break
			}
			at = i + 4
			if len(years) == yearsMost {
				return years
			}
			if !known[int16(year)] {
				known[int16(year)] = true
				years = append(years, Year{int16(year), int32(line), int32(utf8.RuneCountInString(source[:i]) + 1)})
			}
		}
		line++
	}
	return years
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

// LifespansIn returns the first names with years in a Markdown text that begins at a line of a
// file.
func LifespansIn(file, text string, line int) (all []Lifespan) {
	for source := range strings.Lines(text) {
		for at := 0; ; {
			year, i := nextYear(source, at)
			if i < 0 {
				break
			}
			at = i + 4
			if len(all) == lifespansMost {
				return all
			}
			name := nameBefore(source[max(0, i-longestName):i])
			rest, _ := cutAny(source[at:], dashes)
			died := yearAt(rest)
			if name == "" || died <= year || len(rest) == len(source[at:]) {
				continue
			}
			if end := rest[4:]; strings.HasPrefix(end, "）") || strings.HasPrefix(end, ")") {
				all = append(all, Lifespan{name, year, died, diag.Place{File: file, Line: line, Column: utf8.RuneCountInString(source[:i]) + 1}})
			}
		}
		line++
	}
	return all
}

func cutAny(text string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(text, p); ok {
			return rest, true
		}
	}
	return text, false
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
	start := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
	if name := text[start+1:]; start < 0 {
		return name
	} else if _, size := utf8.DecodeRuneInString(text[start:]); len(text) > start+size {
		return text[start+size:]
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("'’-.", r) })
	tail := len(words)
	for tail > 0 && len(words)-tail < 5 {
		if first, _ := utf8.DecodeRuneInString(words[tail-1]); !unicode.IsUpper(first) || !strings.HasSuffix(text, strings.Join(words[tail-1:], " ")) {
			break
		}
		tail--
	}
	return strings.Join(words[tail:], " ")
}

package hours

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	end    kind = iota
	number      // ASCII digits; value is the number
	symbol      // one character; value is it, or fallbackSign
	quoted      // a comment; value is its length without the quotes
	// Keywords; value identifies the keyword.
	weekdayWord // 0 is Monday
	monthWord   // a time.Month
	holidayWord // a dayKind
	stateWord   // a State
	weekWord
	daysWord
	sunWord
	easterWord
	otherWord // any other run of letters
)

// fallbackSign is the value of "||". It is not a valid character.
const fallbackSign = -1

// A token is the part s[from:to] of a value.
type token struct {
	kind     kind
	from, to int
	value    int
}

// is reports whether the token is the symbol c.
func (t token) is(c rune) bool { return t.kind == symbol && t.value == int(c) }

// scan splits s into tokens; the last is an end. Spaces only separate words.
func scan(s string) ([]token, *SyntaxError) {
	tokens := make([]token, 0, 32)
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		t := token{symbol, i, i + size, int(c)}
		switch {
		case unicode.IsSpace(c):
			i += size
			continue
		case '0' <= c && c <= '9':
			t.kind, t.value = number, 0
			for t.to = i; t.to < len(s) && '0' <= s[t.to] && s[t.to] <= '9'; t.to++ {
				t.value = min(t.value*10+int(s[t.to]-'0'), 1e6) // larger than any valid number
			}
		case c == '"':
			length := strings.IndexByte(s[i+1:], '"')
			if length < 0 {
				return nil, &SyntaxError{Offset: i, Key: "opening-hours/quote"}
			}
			t.kind, t.value, t.to = quoted, length, i+1+length+1
		case unicode.IsLetter(c):
			for t.to < len(s) {
				c, size := utf8.DecodeRuneInString(s[t.to:])
				if !unicode.IsLetter(c) {
					break
				}
				t.to += size
			}
			t.kind, t.value = word(s[t.from:t.to])
		case strings.HasPrefix(s[i:], "||"):
			t.to, t.value = i+2, fallbackSign
		}
		tokens = append(tokens, t)
		i = t.to
	}
	return append(tokens, token{end, len(s), len(s), 0}), nil
}

// word classifies a keyword. Case is insignificant: all programs accept
// "mo-fr off" and "Mo-Fr OFF".
func word(s string) (kind, int) {
	var lower [7]byte
	if len(s) > len(lower) {
		return otherWord, 0
	}
	for i := range len(s) {
		lower[i] = s[i]
		if 'A' <= s[i] && s[i] <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	switch string(lower[:len(s)]) {
	case "mo":
		return weekdayWord, 0
	case "tu":
		return weekdayWord, 1
	case "we":
		return weekdayWord, 2
	case "th":
		return weekdayWord, 3
	case "fr":
		return weekdayWord, 4
	case "sa":
		return weekdayWord, 5
	case "su":
		return weekdayWord, 6
	case "jan":
		return monthWord, int(time.January)
	case "feb":
		return monthWord, int(time.February)
	case "mar":
		return monthWord, int(time.March)
	case "apr":
		return monthWord, int(time.April)
	case "may":
		return monthWord, int(time.May)
	case "jun":
		return monthWord, int(time.June)
	case "jul":
		return monthWord, int(time.July)
	case "aug":
		return monthWord, int(time.August)
	case "sep":
		return monthWord, int(time.September)
	case "oct":
		return monthWord, int(time.October)
	case "nov":
		return monthWord, int(time.November)
	case "dec":
		return monthWord, int(time.December)
	case "ph":
		return holidayWord, int(publicHoliday)
	case "sh":
		return holidayWord, int(schoolHoliday)
	case "off", "closed":
		return stateWord, int(Closed)
	case "open":
		return stateWord, int(Open)
	case "unknown":
		return stateWord, int(Unknown)
	case "week":
		return weekWord, 0
	case "day", "days":
		return daysWord, 0
	case "dawn", "sunrise", "sunset", "dusk":
		return sunWord, 0
	case "easter":
		return easterWord, 0
	}
	return otherWord, 0
}

// wordAt returns the text of s from offset up to a space, for use in a
// message.
func wordAt(s string, offset int) string {
	rest := s[min(offset, len(s)):]
	if i := strings.IndexFunc(rest, unicode.IsSpace); i > 0 {
		return rest[:i]
	}
	return rest
}

package fold

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed simplified.txt
var simplified string

// A script is a table of traditional characters, and of the words in which they are not
// converted one by one.
type script struct {
	characters map[rune]rune
	phrases    map[rune][][2]string // by their first character; long ones first
}

var toSimplified = sync.OnceValue(func() *script {
	s := &script{characters: map[rune]rune{}, phrases: map[rune][][2]string{}}
	for line := range strings.Lines(simplified) {
		from, to, phrase := strings.Cut(strings.TrimSpace(line), " ")
		first, size := utf8.DecodeRuneInString(from)
		switch {
		case first == '#':
		case phrase:
			s.phrases[first] = append(s.phrases[first], [2]string{from, to})
		default:
			s.characters[first], _ = utf8.DecodeRuneInString(from[size:])
		}
	}
	return s
})

// Simplified converts traditional Chinese characters to simplified ones. Other characters
// stay as they are.
func Simplified(text string) string {
	if !strings.ContainsFunc(text, ideograph) {
		return text
	}
	s := toSimplified()
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		converted, ok := s.characters[r]
		to := text[:size]
		if ok {
			to = string(converted)
		}
		for _, p := range s.phrases[r] {
			if strings.HasPrefix(text, p[0]) {
				size, to = len(p[0]), p[1]
				break
			}
		}
		b.WriteString(to)
		text = text[size:]
	}
	return b.String()
}

// Package lexicon finds words of a list in a text: those with which a place of the text
// begins, the longest first. A word costs no more than its length to find, however many
// there are.
package lexicon

import (
	"strings"
	"unicode/utf8"
)

// A Lexicon maps words to what replaces them. Finding the longest word at a place costs no
// more than its length, however many words there are.
type Lexicon struct {
	next  map[step]int32
	words map[int32]string // by the node at which a word ends
	nodes int32            // the root is 0
}

// A step leads from a node to another one.
type step struct {
	node int32
	r    rune
}

// New returns a lexicon for about so many words.
func New(words int) *Lexicon {
	return &Lexicon{next: make(map[step]int32, 2*words), words: make(map[int32]string, words)}
}

// Add adds a word, or replaces what replaces it.
func (l *Lexicon) Add(word, by string) {
	at := int32(0)
	for _, r := range word {
		to, ok := l.next[step{at, r}]
		if !ok {
			l.nodes++
			to = l.nodes
			l.next[step{at, r}] = to
		}
		at = to
	}
	l.words[at] = by
}

// Longest returns the length in bytes of the longest word with which a text begins, and
// what replaces it; 0 if there is none.
func (l *Lexicon) Longest(text string) (length int, by string) {
	at := int32(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		to, ok := l.next[step{at, r}]
		if !ok || r == utf8.RuneError && size == 1 {
			break
		}
		at = to
		i += size
		if word, ends := l.words[at]; ends {
			length, by = i, word
		}
	}
	return length, by
}

// Replace replaces the words of a text from its beginning, each as long as possible. None
// of them begins with ASCII.
func (l *Lexicon) Replace(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		size := 1
		if text[i] >= utf8.RuneSelf {
			length, by := l.Longest(text[i:])
			if length > 0 {
				b.WriteString(by)
				i += length
				continue
			}
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		b.WriteString(text[i : i+size])
		i += size
	}
	return b.String()
}

// Remove removes a word that the lexicon has.
func (l *Lexicon) Remove(word string) {
	at := int32(0)
	for _, r := range word {
		at = l.next[step{at, r}]
	}
	delete(l.words, at)
}

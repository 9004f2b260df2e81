package convert

import (
	"strings"
	"unicode/utf8"
)

// A trie maps words to what replaces them. Finding the longest word at a place costs no
// more than its length, however many words there are.
type trie struct {
	next  map[step]int32
	words map[int32]string // by the node at which a word ends
	nodes int32            // the root is 0
}

// A step leads from a node to another one.
type step struct {
	node int32
	r    rune
}

func newTrie(words int) *trie {
	return &trie{next: make(map[step]int32, 2*words), words: make(map[int32]string, words)}
}

// add adds a word, or replaces what replaces it.
func (t *trie) add(word, by string) {
	at := int32(0)
	for _, r := range word {
		to, ok := t.next[step{at, r}]
		if !ok {
			t.nodes++
			to = t.nodes
			t.next[step{at, r}] = to
		}
		at = to
	}
	t.words[at] = by
}

// longest returns the length in bytes of the longest word with which a text begins, and
// what replaces it; 0 if there is none.
func (t *trie) longest(text string) (length int, by string) {
	at := int32(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		to, ok := t.next[step{at, r}]
		if !ok || r == utf8.RuneError && size == 1 {
			break
		}
		at = to
		i += size
		if word, ends := t.words[at]; ends {
			length, by = i, word
		}
	}
	return length, by
}

// replace replaces the words of a text from its beginning, each as long as possible. None
// of them begins with ASCII.
func (t *trie) replace(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		size := 1
		if text[i] >= utf8.RuneSelf {
			length, by := t.longest(text[i:])
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

package convert

import (
	"embed"
	"strings"

	"wayside/internal/lexicon"
)

// tables are made of OpenCC's dictionaries by a test of this package. A line is a word and
// what replaces it; a word alone is converted character by character.
//
//go:embed tables/*.txt
var tables embed.FS

// readTable reads a table of the program. Characters come before the words that they are in.
func readTable(name string) *lexicon.Lexicon {
	data, err := tables.ReadFile("tables/" + name + ".txt")
	if err != nil {
		panic(err) // the program lacks a part
	}
	text := string(data)
	t := lexicon.New(strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		word, by, replaced := strings.Cut(line, " ")
		if !replaced {
			by = oneByOne(t, word)
		}
		t.Add(word, by)
	}
	return t
}

// oneByOne converts the characters of a word by themselves.
func oneByOne(t *lexicon.Lexicon, word string) string {
	var b strings.Builder
	for _, r := range word {
		character := string(r)
		if _, by := t.Longest(character); by != "" {
			character = by
		}
		b.WriteString(character)
	}
	return b.String()
}

package finder

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"wayside/internal/pinyin"
)

// A soundTable has the usual reading of each Chinese character.
type soundTable map[rune]string

// readings returns the table of the characters in the sites' names.
func readings(sites []Site) soundTable {
	t := soundTable{}
	for i := range sites {
		for _, c := range sites[i].Names[0] {
			if _, known := t[c]; known || c < utf8.RuneSelf {
				continue
			}
			if words := pinyin.Words(string(c)); len(words) == 1 {
				t[c] = words[0]
			}
		}
	}
	return t
}

// read returns the words of a name by the table, as the script does: the readings of its
// characters, and its runs of ASCII letters and digits.
func (t soundTable) read(name string) []string {
	var words []string
	word := ""
	flush := func() {
		if word != "" {
			words = append(words, word)
		}
		word = ""
	}
	for _, c := range name {
		switch {
		case c >= 'A' && c <= 'Z':
			word += string(c + 'a' - 'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			word += string(c)
		case c == '\'' || c == '’':
		default:
			flush()
			if sound := t[c]; sound != "" {
				words = append(words, sound)
			}
		}
	}
	flush()
	return words
}

// String returns the table: each reading with its characters, "dao岛道 shan山".
func (t soundTable) String() string {
	characters := map[string][]rune{}
	for c, sound := range t {
		characters[sound] = append(characters[sound], c)
	}
	var all []string
	for _, sound := range slices.Sorted(maps.Keys(characters)) {
		slices.Sort(characters[sound])
		all = append(all, sound+string(characters[sound]))
	}
	return strings.Join(all, " ")
}

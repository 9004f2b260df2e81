// Package pinyin transcribes Chinese names for addresses and for the search.
//
// From a name it makes words of lower-case ASCII letters and digits, one per Chinese
// character, read as in its word: 长城 is chang cheng, 校长楼 is xiao zhang lou. It
// has no tones, and ü is v, as people type it.
package pinyin

import "strings"

// Words returns the words of a name: the reading of each Chinese character, and
// each run of ASCII letters and digits, in lower case and without apostrophes. Other
// characters separate words.
func Words(name string) []string {
	var words []string
	word := ""
	flush := func() {
		if word != "" {
			words = append(words, word)
		}
		word = ""
	}
	text := []rune(strings.ToLower(name))
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			word += string(r)
		case r == '\'' || r == '’':
		default:
			flush()
			if read := readAs(text, i); read != "" {
				words = append(words, read)
			} else if read := single(r); read != "" {
				words = append(words, read)
			}
		}
	}
	flush()
	return words
}

// Typed returns what people type for a Chinese name, each as words of one text: its
// readings, these joined, and their initials. A name without Chinese characters
// has none.
func Typed(name string) string {
	words := Words(name)
	if len(words) < 2 || !strings.ContainsFunc(name, func(r rune) bool { return single(r) != "" }) {
		return ""
	}
	initials := ""
	for _, w := range words {
		initials += w[:1]
	}
	return strings.Join(words, " ") + " " + strings.Join(words, "") + " " + initials
}

package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folding makes of a text what is compared: letters and digits alone, without
// case, marks, widths and the difference between simplified and traditional
// characters. A space is left where white space or punctuation stood between
// two letters; beside a Chinese character there is none. So whatever a reader
// copies out of a text, folded, is found in the text, folded.
//
// static/theme/search/fold.js mirrors it, and script_test.go compares both.

//go:embed variants.txt
var variants string

// Fold is a text as it is compared.
func Fold(text string) string { return string(appendFold(nil, []byte(text))) }

// appendFold appends a text's folded characters to a stream of them.
func appendFold(stream []rune, text []byte) []rune {
	t := folds()
	start, apart := len(stream), false
	add := func(r rune) {
		switch {
		case r == ' ':
			apart = true
			return
		case apart && len(stream) > start && !chinese(r) && !chinese(stream[len(stream)-1]):
			stream = append(stream, ' ')
		}
		apart = false
		stream = append(stream, r)
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		i += size
		to := several
		if r < bmp {
			to = t.of[r]
		}
		switch {
		case to == several:
			for _, r := range t.fold(r) {
				add(r)
			}
		case to == ' ':
			apart = true
		case to == dropped:
		default:
			if apart && len(stream) > start && to < firstChinese && stream[len(stream)-1] < firstChinese {
				stream = append(stream, ' ')
			}
			apart = false
			stream = append(stream, to)
		}
	}
	return stream
}

// What a character becomes, where it is not one other character.
const (
	dropped rune = 0  // nothing: it is passed over inside a word too
	several rune = -1 // ask fold
)

const bmp = 0x10000

// firstChinese is the first of the characters that are written without spaces
// between words: ideographs, kana, bopomofo. What follows them in Unicode and
// is another script's folds to letters before them, or is so rare that
// treating its words as such text does no harm.
const firstChinese = 0x3005

func chinese(r rune) bool { return r >= firstChinese }

// A foldTable says what characters become.
type foldTable struct {
	of    []rune        // of the basic plane
	first map[rune]rune // a character's class, by its first character
}

var folds = sync.OnceValue(func() *foldTable {
	t := &foldTable{of: make([]rune, bmp), first: map[rune]rune{}}
	for class := range classes {
		for _, r := range class[1:] {
			t.first[r] = class[0]
		}
	}
	for r := range rune(bmp) {
		if r >= 0xA000 && r < 0xF900 { // Yi, Hangul and what stands for nothing: seldom, and many
			t.of[r] = several
			continue
		}
		t.of[r] = several
		switch to := t.fold(r); len(to) {
		case 0:
			t.of[r] = dropped
		case 1:
			t.of[r] = to[0]
		}
	}
	return t
})

// classes yields the classes of characters that are taken for one another.
func classes(yield func([]rune) bool) {
	for line := range strings.Lines(variants) {
		if !strings.HasPrefix(line, "#") && !yield([]rune(strings.TrimSpace(line))) {
			return
		}
	}
}

// letters are folded as they are typed by those whose keyboard lacks them.
var letters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l", 'ı': "i", 'þ': "th", 'ð': "d", 'ς': "σ"}

// fold is what a character becomes: characters, and spaces for what stands
// between words.
func (t *foldTable) fold(r rune) []rune {
	if ideograph(r) {
		return []rune{t.class(r)}
	}
	if r == '\'' || r == '’' || unicode.Is(unicode.Cf, r) {
		return nil
	}
	var to []rune
	for _, d := range norm.NFKD.String(string(r)) {
		switch {
		case unicode.Is(unicode.M, d):
		case ideograph(d):
			to = append(to, t.class(d))
		case unicode.In(d, unicode.L, unicode.N):
			d = unicode.ToLower(d)
			if more, ok := letters[d]; ok {
				to = append(to, []rune(more)...)
			} else {
				to = append(to, d)
			}
		default:
			to = append(to, ' ')
		}
	}
	return to
}

// ideograph reports whether a character is Chinese whatever edition of Unicode
// a program knows.
func ideograph(r rune) bool {
	return r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF || r >= 0x20000 && r <= 0x3FFFD && r != 0x2FFFE && r != 0x2FFFF &&
		!(r >= 0x2F800 && r <= 0x2FA1F) // which NFKD maps to others
}

func (t *foldTable) class(r rune) rune {
	if first, ok := t.first[r]; ok {
		return first
	}
	return r
}

// characters are the Chinese ones of the guide's folded texts.
type characters struct{ seen [bmp / 64]uint64 }

func (c *characters) add(stream []rune) {
	for _, r := range stream {
		if r >= firstChinese && r < bmp {
			c.seen[r/64] |= 1 << (r % 64)
		}
	}
}

func (c *characters) join(other *characters) {
	for i, bits := range other.seen {
		c.seen[i] |= bits
	}
}

// classesOf are the classes that the guide's characters belong to, for the
// browser: it need not know others, since nothing in the guide is of them.
func classesOf(c *characters) string {
	var all []string
	for class := range classes {
		if r := class[0]; r < bmp && c.seen[r/64]&(1<<(r%64)) != 0 {
			all = append(all, string(class))
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

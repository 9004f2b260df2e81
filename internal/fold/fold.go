// Package fold reduces texts to the form in which they are compared: letters and
// digits without case, marks, width and the difference between simplified and
// traditional characters. A space remains where white space or punctuation
// separated two letters, but not next to a Chinese character. As a result, the
// folded form of any part of a text is a part of its folded form.
//
// static/theme/search/fold.js implements the same for the browser, which gets the
// classes of equivalent characters that a guide needs (Characters.Classes); a test
// in this package compares the two.
package fold

import (
	_ "embed"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed variants.txt
var variants string

// Append appends the folded form of text to a stream of characters.
func Append(stream []rune, text []byte) []rune {
	t := folds()
	start, apart := len(stream), false
	add := func(r rune) {
		switch {
		case r == ' ':
			apart = true
			return
		case apart && len(stream) > start && !Chinese(r) && !Chinese(stream[len(stream)-1]):
			stream = append(stream, ' ')
		}
		apart = false
		stream = append(stream, r)
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			// Most of a large guide's text are characters of three bytes, and this is
			// faster than DecodeRune. E3 to E9 begin U+3000 to U+9FFF.
			if r >= 0xE3 && r <= 0xE9 && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
				r, size = r&0xF<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F), 3
			} else {
				r, size = utf8.DecodeRune(text[i:])
			}
		}
		i += size
		to := several
		if r < bmp {
			b := t.blocks[r/256].Load()
			if b == nil {
				b = t.block(r)
			}
			to = b[r%256]
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

// Results of folding that are not a single character.
const (
	dropped rune = 0  // removed, also inside a word
	several rune = -1 // call fold
)

const bmp = 0x10000

// firstChinese is the first character of the scripts written without spaces
// between words: ideographs, kana, bopomofo. Later characters of other scripts
// either fold to letters below it or are so rare that treating them as Chinese is
// harmless.
const firstChinese = 0x3005

// Chinese reports whether a folded character is written without spaces between
// words.
func Chinese(r rune) bool { return r >= firstChinese }

// A foldTable maps characters to their folded form. Blocks of 256 characters are made
// when the first of them occurs: a guide has characters of few blocks, and making all
// takes as long as folding a book.
type foldTable struct {
	blocks [bmp / 256]atomic.Pointer[[256]rune] // of the basic multilingual plane
	first  map[rune]rune                        // the first character of a character's class
}

var folds = sync.OnceValue(func() *foldTable {
	t := &foldTable{first: map[rune]rune{}}
	for class := range classes {
		for _, r := range class[1:] {
			t.first[r] = class[0]
		}
	}
	return t
})

// block makes the block with a character. Two goroutines may make the same one.
func (t *foldTable) block(r rune) *[256]rune {
	b := new([256]rune)
	for i := range b {
		switch to := t.fold(r&^255 + rune(i)); len(to) {
		case 0:
			b[i] = dropped
		case 1:
			b[i] = to[0]
		default:
			b[i] = several
		}
	}
	t.blocks[r/256].Store(b)
	return b
}

// classes yields the classes of equivalent characters.
func classes(yield func([]rune) bool) {
	for line := range strings.Lines(variants) {
		if !strings.HasPrefix(line, "#") && !yield([]rune(strings.TrimSpace(line))) {
			return
		}
	}
}

// letters are folded as typed on keyboards that lack them.
var letters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l", 'ı': "i", 'þ': "th", 'ð': "d", 'ς': "σ"}

// fold returns the folded form of a character, with spaces for separators.
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

// ideograph reports whether a character is a Chinese ideograph, independent of
// the Unicode version in use.
func ideograph(r rune) bool {
	return r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF || r >= 0x20000 && r <= 0x3FFFD && r != 0x2FFFE && r != 0x2FFFF &&
		!(r >= 0x2F800 && r <= 0x2FA1F) // which NFKD maps to other characters
}

func (t *foldTable) class(r rune) rune {
	if first, ok := t.first[r]; ok {
		return first
	}
	return r
}

// Classes returns all classes of equivalent characters, separated by spaces.
func Classes() string {
	var all []string
	for class := range classes {
		all = append(all, string(class))
	}
	return strings.Join(all, " ")
}

// Characters is the set of Chinese characters in folded texts. The zero value is
// empty.
type Characters struct{ seen [bmp / 64]uint64 }

// Add adds the characters of a folded text.
func (c *Characters) Add(stream []rune) {
	for _, r := range stream {
		c.Put(r, true)
	}
}

// Put adds a character to the set or removes it.
func (c *Characters) Put(r rune, in bool) {
	switch {
	case r < firstChinese || r >= bmp: // no class begins with it
	case in:
		c.seen[r/64] |= 1 << (r % 64)
	default:
		c.seen[r/64] &^= 1 << (r % 64)
	}
}

// All yields the characters of the set in order.
func (c *Characters) All(yield func(rune) bool) {
	for i, word := range c.seen {
		for ; word != 0; word &= word - 1 {
			if !yield(rune(64*i + bits.TrailingZeros64(word))) {
				return
			}
		}
	}
}

// Classes returns the classes of equivalent characters of which one is in the set,
// separated by spaces. A guide needs no others, as they match nothing in it.
func (c *Characters) Classes() string {
	var all []string
	for class := range classes {
		if r := class[0]; r < bmp && c.seen[r/64]&(1<<(r%64)) != 0 {
			all = append(all, string(class))
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// wide contains the characters of Chinese, Japanese and Korean including their
// punctuation and full-width forms: those of East Asian Width W, F and H except
// emoji, and all of Hangul.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x11FF, 1}, // Hangul letters
		{0x2E80, 0x303E, 1}, // radicals, punctuation
		{0x3041, 0x4DBF, 1}, // kana, Bopomofo, enclosed forms, Han
		{0x4E00, 0xA4CF, 1}, // Han, Yi
		{0xA960, 0xA97F, 1},
		{0xAC00, 0xD7FF, 1}, // Hangul syllables
		{0xF900, 0xFAFF, 1}, // Han compatibility
		{0xFE10, 0xFE1F, 1}, // vertical forms
		{0xFE30, 0xFE6F, 1},
		{0xFF01, 0xFFEE, 1}, // full-width and half-width forms
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x18DFF, 1}, // Tangut, Khitan
		{0x1AFF0, 0x1B2FF, 1}, // kana
		{0x20000, 0x3FFFF, 1}, // Han, supplementary planes
	},
}

// shared reports whether r is punctuation of both Western and Chinese text, which
// only the adjacent characters can distinguish.
func shared(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return false
}

func isWide(r rune) bool { return r >= 0x1100 && unicode.Is(wide, r) }

// isVariation reports whether r is a variation selector, other than the one for
// emoji, and so only modifies the preceding character.
func isVariation(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0E || r >= 0xE0100 && r <= 0xE01EF
}

// joins reports whether the line break after n is removed: both adjacent
// characters belong to a script without spaces. Korean has spaces.
//
// goldmark offers two rules. Its Simple one ignores “ ” … — and every
// boundary of an emphasis or a link; its CSS3Draft one also drops the space
// after an English comma.
func (b *body) joins(n *ast.Text) bool {
	last, first := b.lastRune(n), b.firstRune(n.NextSibling())
	return b.spaceless(last) && b.spaceless(first)
}

func (b *body) spaceless(r rune) bool {
	return isWide(r) && !unicode.Is(unicode.Hangul, r) || b.chinese && shared(r)
}

// lastRune returns the last character in n or before it, in the same parent or
// its descendants, or utf8.RuneError if it is not text.
func (b *body) lastRune(n ast.Node) rune {
	for ; n != nil; n = n.PreviousSibling() {
		switch t := n.(type) {
		case *ast.Text:
			value := b.source[t.Segment.Start:t.Segment.Stop]
			r, size := utf8.DecodeLastRune(value)
			if isVariation(r) {
				r, _ = utf8.DecodeLastRune(value[:len(value)-size])
			}
			if len(value) > 0 {
				return r
			}
		default:
			if n.LastChild() == nil {
				return utf8.RuneError
			}
			return b.lastRune(n.LastChild())
		}
	}
	return utf8.RuneError
}

// firstRune is lastRune in the other direction.
func (b *body) firstRune(n ast.Node) rune {
	for ; n != nil; n = n.NextSibling() {
		switch t := n.(type) {
		case *ast.Text:
			if t.Segment.Stop > t.Segment.Start {
				r, _ := utf8.DecodeRune(b.source[t.Segment.Start:t.Segment.Stop])
				return r
			}
		default:
			if n.FirstChild() == nil {
				return utf8.RuneError
			}
			return b.firstRune(n.FirstChild())
		}
	}
	return utf8.RuneError
}

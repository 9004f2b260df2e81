package cover

import (
	"image"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// have reports whether each character of a text is in one of the fonts.
func (f Fonts) have(text string) bool {
	for _, c := range text {
		if !unicode.IsSpace(c) && f.For(string(c)) == nil {
			return false
		}
	}
	return true
}

// A mixed face takes each character from the first font that has it: a font of Chinese
// may lack a dot, or the letters with accents.
type mixed struct {
	font.Face // of the first character
	of        map[rune]font.Face
	all       []font.Face
}

// face returns a face for a text in a size.
func (f Fonts) face(text string, size float64) (font.Face, error) {
	m := &mixed{of: map[rune]font.Face{}}
	opened := map[*sfnt.Font]font.Face{}
	for _, c := range text + ellipsis {
		use := f.For(string(c))
		if use == nil {
			continue
		}
		if opened[use] == nil {
			face, err := opentype.NewFace(use, &opentype.FaceOptions{Size: size, DPI: 72})
			if err != nil {
				m.Close()
				return nil, err
			}
			opened[use] = face
			m.all = append(m.all, face)
		}
		if m.Face == nil {
			m.Face = opened[use]
		}
		m.of[c] = opened[use]
	}
	if m.Face == nil {
		return nil, sfnt.ErrNotFound
	}
	return m, nil
}

func (m *mixed) face(c rune) font.Face {
	if f := m.of[c]; f != nil {
		return f
	}
	return m.Face
}

// Close closes the faces.
func (m *mixed) Close() error {
	for _, f := range m.all {
		f.Close()
	}
	return nil
}

// Glyph implements font.Face.
func (m *mixed) Glyph(dot fixed.Point26_6, c rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	return m.face(c).Glyph(dot, c)
}

// GlyphBounds implements font.Face.
func (m *mixed) GlyphBounds(c rune) (fixed.Rectangle26_6, fixed.Int26_6, bool) {
	return m.face(c).GlyphBounds(c)
}

// GlyphAdvance implements font.Face.
func (m *mixed) GlyphAdvance(c rune) (fixed.Int26_6, bool) { return m.face(c).GlyphAdvance(c) }

// Kern implements font.Face.
func (m *mixed) Kern(a, b rune) fixed.Int26_6 {
	if m.face(a) != m.face(b) {
		return 0
	}
	return m.face(a).Kern(a, b)
}

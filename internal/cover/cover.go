// Package cover sets a title on a picture: what a chat shows of a link.
//
// The picture is 1200 × 630 pixels, as chats expect, darkened towards its lower edge, with
// the title there in white and a line above it. The fonts are those of the project, since
// a program has no others that are the same on every machine.
//
// A poster is sent to a group as a picture: below a picture it has a title, the QR code of a
// page and its address. It has one of the few fonts that a program can contain for letters
// that the project's lack.
package cover

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Width and Height are the size of a cover in pixels.
const (
	Width  = 1200
	Height = 630
)

const (
	margin    = 64 // pixels
	edge      = 16 // the height of the lower edge, pixels
	lineSize  = 30 // of the line above the title, pixels
	mostLines = 2  // of the title
	ellipsis  = "…"
)

// titleSizes are the sizes of a title in pixels, of which the first that fits is used.
var titleSizes = []float64{76, 64, 54}

// Fonts are the fonts of a project.
type Fonts []*sfnt.Font

// Parse returns the fonts among the contents of files. Files that are not fonts are left
// out.
func Parse(files [][]byte) Fonts {
	var fonts Fonts
	for _, data := range files {
		if f, err := parse(data); err == nil {
			fonts = append(fonts, f)
		}
	}
	return fonts
}

// parse recovers from a panic of the parser, as on any bytes of a project.
func parse(data []byte) (f *sfnt.Font, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, sfnt.ErrNotFound
		}
	}()
	return opentype.Parse(data)
}

// For returns the first font that has all characters of the texts, or nil.
func (f Fonts) For(texts ...string) *sfnt.Font {
	for _, each := range f {
		if covers(each, texts) {
			return each
		}
	}
	return nil
}

// covers reports whether a font has all characters of the texts, none of them so large that
// drawing it would take much memory.
func covers(f *sfnt.Font, texts []string) (ok bool) {
	defer func() {
		if p := recover(); p != nil { // the outlines are bytes of a project, too
			ok = false
		}
	}()
	var b sfnt.Buffer
	const size, most = 100, 400 // pixels
	for _, text := range texts {
		for _, c := range text {
			glyph, err := f.GlyphIndex(&b, c)
			if err != nil || glyph == 0 && !unicode.IsSpace(c) {
				return false
			}
			outline, err := f.LoadGlyph(&b, glyph, fixed.I(size), nil)
			if err != nil {
				return false
			}
			if box := outline.Bounds(); box.Min.X < fixed.I(-most) || box.Min.Y < fixed.I(-most) || box.Max.X > fixed.I(most) || box.Max.Y > fixed.I(most) {
				return false
			}
		}
	}
	return true
}

// Draw draws a title, and a line above it, over a picture of Width × Height pixels.
func Draw(picture draw.Image, f *sfnt.Font, title, line string) (err error) {
	defer func() {
		if p := recover(); p != nil { // the font's outlines are bytes of a project, too
			err = sfnt.ErrNotFound
		}
	}()
	shade(picture)
	dots := ellipsis
	if !covers(f, []string{dots}) {
		dots = ""
	}
	var lines []string
	var face font.Face
	for _, size := range titleSizes {
		if face != nil {
			face.Close()
		}
		if face, err = opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72}); err != nil {
			return err
		}
		if lines = wrapped(face, title, Width-2*margin); len(lines) <= mostLines {
			break
		}
	}
	defer face.Close()
	if len(lines) > mostLines {
		lines = lines[:mostLines]
		lines[mostLines-1] += dots
	}
	small, err := opentype.NewFace(f, &opentype.FaceOptions{Size: lineSize, DPI: 72})
	if err != nil {
		return err
	}
	defer small.Close()

	height := face.Metrics().Height.Ceil()
	y := Height - margin - (len(lines)-1)*height
	if line != "" {
		write(picture, small, shortened(small, line, dots), y-height-lineSize/4)
	}
	for i, text := range lines {
		write(picture, face, shortened(face, text, dots), y+i*height)
	}
	return nil
}

// Edge draws the lower edge in a colour: an institution's.
func Edge(picture draw.Image, c color.Color) {
	b := picture.Bounds()
	draw.Draw(picture, image.Rect(b.Min.X, b.Max.Y-edge, b.Max.X, b.Max.Y), image.NewUniform(c), image.Point{}, draw.Src)
}

// write writes a line of text in white.
func write(to draw.Image, face font.Face, text string, baseline int) {
	d := font.Drawer{Dst: to, Src: image.White, Face: face, Dot: fixed.P(margin, baseline)}
	d.DrawString(text)
}

// shade darkens a picture towards its lower edge, so that white text has a contrast of at
// least 4.5 on whatever is shown there.
func shade(picture draw.Image) {
	const top = Height / 4
	b := picture.Bounds()
	for y := top; y < Height; y++ {
		alpha := min(200, 280*(y-top)/(Height-top))
		row := image.Rect(b.Min.X, b.Min.Y+y, b.Max.X, b.Min.Y+y+1)
		draw.Draw(picture, row, image.NewUniform(color.NRGBA{A: uint8(alpha)}), image.Point{}, draw.Over)
	}
}

// wrapped breaks a text into lines of at most width pixels.
func wrapped(face font.Face, text string, width int) []string {
	var lines []string
	line := ""
	for _, part := range parts(text) {
		if line != "" && font.MeasureString(face, strings.TrimRight(line+part, " ")).Ceil() > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += part
	}
	return append(lines, strings.TrimRight(line, " "))
}

// shortened cuts a line until it fits between the margins, with dots if anything was cut.
func shortened(face font.Face, line, dots string) string {
	runes := []rune(line)
	for cut := len(runes); cut > 0; cut-- {
		text := string(runes[:cut])
		if cut < len(runes) {
			text = strings.TrimRight(text, " "+dots) + dots
		}
		if font.MeasureString(face, text).Ceil() <= Width-2*margin {
			return text
		}
	}
	return ""
}

// Characters that no line begins with, and those that none ends with.
const (
	closing = "，。、；：？！）》〉】」』”’…—·,.;:?!)%"
	opening = "（《〈【「『“‘(¥$"
)

// parts splits a text where a line may break: behind spaces, and between Chinese
// characters unless punctuation forbids it.
func parts(text string) []string {
	var all []string
	begin := 0
	runes := []rune(text)
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		breaks := before == ' ' && after != ' ' || (wide(before) || wide(after)) && after != ' '
		if breaks && !strings.ContainsRune(closing, after) && !strings.ContainsRune(opening, before) {
			all = append(all, string(runes[begin:i]))
			begin = i
		}
	}
	return append(all, string(runes[begin:]))
}

// wide reports whether a line may break on both sides of a character.
func wide(c rune) bool { return c >= 0x2E80 && c < 0xFFF0 }

package cover

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The size of a poster and of the picture at its top, in pixels. A picture is as wide as
// the copies for phones, which are therefore shown pixel by pixel.
const (
	PosterWidth   = 960
	PosterHeight  = 1280
	PictureHeight = 600
)

// MostPoster is the size that a poster does not exceed, in bytes: a chat would make a
// larger picture small itself, and the code in it unreadable.
const MostPoster = 300_000

const (
	posterMargin = 56  // pixels
	codeSide     = 300 // of the code with its light border, if its modules are whole pixels, pixels
	leastModule  = 4   // pixels
	quiet        = 4   // the width of the code's light border, modules
	columnGap    = 40  // between the code and the text next to it, pixels
	accentHeight = 10  // of the line below the picture, pixels
)

// A Poster is a picture that is sent or printed to lead to a page.
type Poster struct {
	Picture image.Image // of PosterWidth × PictureHeight pixels; nil for none
	Title   string
	Line    string // facts, below the title
	Name    string // of the guide
	Hint    string // what to do with the code
	Address string // for readers who type it
	// Code are the modules of the QR code of the address, by row, without a border.
	Code   [][]bool
	Accent color.Color // nil for none
}

// latin returns the font of the characters that no font of the project has: an address can
// be read without one.
func latin() *sfnt.Font {
	f, err := parse(goregular.TTF)
	if err != nil {
		return nil
	}
	return f
}

// PNG draws the poster. A text with a character that no font has is left out.
func (p *Poster) PNG(fonts Fonts) ([]byte, error) {
	if f := latin(); f != nil {
		fonts = append(fonts[:len(fonts):len(fonts)], f)
	}
	// The texts are drawn in black on white, and get their colours with the palette.
	paper := image.NewRGBA(image.Rect(0, 0, PosterWidth, PosterHeight))
	draw.Draw(paper, paper.Rect, image.White, image.Point{}, draw.Src)
	area, code := p.layOut(paper, fonts)
	for shades := range pictureShades {
		data, err := p.encode(paper, area, code, pictureShades[shades])
		if err != nil || len(data) <= MostPoster || shades == len(pictureShades)-1 {
			return data, err
		}
	}
	return nil, nil
}

// A placed code is a QR code on a poster.
type placed struct {
	at     image.Point // the upper left corner of its border
	module int         // pixels
}

// layOut draws the texts and returns the area below the picture, and where the code is.
func (p *Poster) layOut(to draw.Image, fonts Fonts) (area image.Rectangle, code placed) {
	area = image.Rect(0, 0, PosterWidth, PosterHeight)
	if p.Picture != nil {
		area.Min.Y = PictureHeight
	}
	column := &column{to: to, fonts: fonts, left: posterMargin, width: PosterWidth - 2*posterMargin}
	sizes, most := []float64{60, 52, 46}, 2
	y := area.Min.Y + accentHeight + 36
	if p.Picture == nil {
		sizes, most = []float64{88, 76, 64}, 4
		y += 100
	}
	top := y
	y = column.text(p.Title, sizes, most, y)
	y = column.text(p.Line, []float64{32, 28}, 2, y+10)

	modules := len(p.Code) + 2*quiet
	code.module = max(leastModule, codeSide/modules)
	side := code.module * modules
	const footer = 64 // the line of the address
	address := column.lines(p.Address, []float64{26, 22}, 2)
	bottom := PosterHeight - posterMargin + 12
	baseline := bottom
	if len(address.lines) > 0 {
		baseline -= (len(address.lines)-1)*address.height() + address.descent()
		bottom -= (len(address.lines)-1)*address.height() + footer - 10
	}
	beside := *column
	beside.left, beside.width = posterMargin+side+columnGap, PosterWidth-2*posterMargin-side-columnGap
	name := beside.lines(p.Name, []float64{36, 32, 28}, 2)
	hint := beside.lines(p.Hint, []float64{30, 26}, 3)
	defer name.close()
	defer hint.close()
	defer address.close()
	code.at = image.Pt(posterMargin, bottom-side)
	if len(name.lines)+len(hint.lines) == 0 { // without a font for it, the code has all of the width
		if y == top+10 { // and all of the height
			code.module = max(code.module, min(PosterWidth-4*posterMargin, bottom-area.Min.Y-accentHeight-40)/modules)
			side = code.module * modules
		}
		code.at = image.Pt((PosterWidth-side)/2, bottom-side)
		column.left = (PosterWidth - address.width()) / 2
	}
	column.draw(address, baseline)
	height := len(name.lines)*name.height() + len(hint.lines)*hint.height() + 12
	at := code.at.Y + (side-height)/2
	at = beside.draw(name, at+name.ascent())
	beside.draw(hint, at+12-name.ascent()+hint.ascent())
	return area, code
}

// A column is where texts are drawn below each other.
type column struct {
	to          draw.Image
	fonts       Fonts
	left, width int
}

// Set lines are a text in a size in which it fits.
type setLines struct {
	face  font.Face // nil without lines
	lines []string
}

func (s *setLines) metric(of func(font.Metrics) fixed.Int26_6) int {
	if s.face == nil {
		return 0
	}
	return of(s.face.Metrics()).Ceil()
}

func (s *setLines) height() int {
	return s.metric(func(m font.Metrics) fixed.Int26_6 { return m.Height })
}
func (s *setLines) ascent() int {
	return s.metric(func(m font.Metrics) fixed.Int26_6 { return m.Ascent })
}
func (s *setLines) descent() int {
	return s.metric(func(m font.Metrics) fixed.Int26_6 { return m.Descent })
}

// width returns the width of the longest line.
func (s *setLines) width() (widest int) {
	for _, line := range s.lines {
		widest = max(widest, font.MeasureString(s.face, line).Ceil())
	}
	return widest
}

func (s *setLines) close() {
	if s.face != nil {
		s.face.Close()
	}
}

// lines breaks a text into at most most lines, in the first of the sizes in which it fits.
func (c *column) lines(text string, sizes []float64, most int) (set setLines) {
	defer func() {
		if recover() != nil { // the font's outlines are bytes of a project
			set = setLines{}
		}
	}()
	if text == "" || !c.fonts.have(text) {
		return set
	}
	dots := ellipsis
	if !c.fonts.have(dots) {
		dots = ""
	}
	for _, size := range sizes {
		set.close()
		face, err := c.fonts.face(text, size)
		if err != nil {
			return setLines{}
		}
		set.face, set.lines = face, filled(face, text, c.width)
		if len(set.lines) > most {
			continue
		}
		// Lines of about the same length look better than one with two characters.
		for narrow, wide := c.width/2, c.width; len(set.lines) > 1 && wide-narrow > 8; {
			middle := (narrow + wide) / 2
			if lines := filled(face, text, middle); len(lines) > len(set.lines) {
				narrow = middle
			} else {
				wide, set.lines = middle, lines
			}
		}
		return set
	}
	set.lines = set.lines[:most]
	last := []rune(set.lines[most-1])
	for font.MeasureString(set.face, string(last)+dots).Ceil() > c.width && len(last) > 0 {
		last = last[:len(last)-1]
	}
	set.lines[most-1] = strings.TrimRight(string(last), " "+dots) + dots
	return set
}

// filled breaks a text into lines of at most width pixels.
func filled(face font.Face, text string, width int) (lines []string) {
	for _, line := range wrapped(face, text, width) {
		lines = append(lines, broken(face, line, width)...)
	}
	return lines
}

// broken breaks a line without spaces, such as an address, where it is full.
func broken(face font.Face, line string, width int) []string {
	var all []string
	begin, x := 0, fixed.Int26_6(0)
	for i, c := range line {
		advance, _ := face.GlyphAdvance(c)
		if i > begin && (x+advance).Ceil() > width {
			all, begin, x = append(all, line[begin:i]), i, 0
		}
		x += advance
	}
	return append(all, line[begin:])
}

// draw draws lines, the first on a baseline, and returns the baseline after the last.
func (c *column) draw(set setLines, baseline int) int {
	defer func() { _ = recover() }() // as in lines: the rest of the text is left out
	for _, line := range set.lines {
		d := font.Drawer{Dst: c.to, Src: image.Black, Face: set.face, Dot: fixed.P(c.left, baseline)}
		d.DrawString(line)
		baseline += set.height()
	}
	return baseline
}

// text draws a text below y and returns where it ends.
func (c *column) text(text string, sizes []float64, most, y int) int {
	set := c.lines(text, sizes, most)
	defer set.close()
	c.draw(set, y+set.ascent())
	return y + len(set.lines)*set.height()
}

var (
	paperColour = color.RGBA{250, 248, 243, 255}
	inkColour   = color.RGBA{34, 32, 28, 255}
	// accentColour is that of the theme, for guides without one.
	accentColour = color.RGBA{138, 59, 42, 255}
)

const (
	inkShades   = 16            // from paper to ink, at the palette's begin
	whiteIndex  = inkShades     // of the code's ground
	blackIndex  = inkShades + 1 // of its modules
	accentIndex = inkShades + 2
	firstShade  = inkShades + 3 // of the picture
)

// encode writes the poster as a PNG with a palette, with so many colours for its picture.
func (p *Poster) encode(paper *image.RGBA, area image.Rectangle, code placed, shades int) ([]byte, error) {
	colours := make(color.Palette, firstShade, 256)
	for i := range inkShades {
		mix := func(from, to uint8) uint8 { return uint8((int(from)*(inkShades-1-i) + int(to)*i) / (inkShades - 1)) }
		colours[i] = color.RGBA{mix(paperColour.R, inkColour.R), mix(paperColour.G, inkColour.G), mix(paperColour.B, inkColour.B), 255}
	}
	colours[whiteIndex], colours[blackIndex], colours[accentIndex] = color.RGBA{255, 255, 255, 255}, color.RGBA{0, 0, 0, 255}, accentColour
	if p.Accent != nil {
		colours[accentIndex] = p.Accent
	}
	out := image.NewPaletted(paper.Rect, nil)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row, from := out.Pix[y*out.Stride:][:PosterWidth], paper.Pix[y*paper.Stride:]
		for x := range row {
			row[x] = uint8((255 - int(from[4*x])) * (inkShades - 1) / 255)
		}
	}
	fill := func(r image.Rectangle, index uint8) {
		r = r.Intersect(out.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := out.Pix[y*out.Stride:][r.Min.X:r.Max.X]
			for x := range row {
				row[x] = index
			}
		}
	}
	fill(image.Rect(0, area.Min.Y, PosterWidth, area.Min.Y+accentHeight), accentIndex)
	side := (len(p.Code) + 2*quiet) * code.module
	fill(image.Rectangle{code.at, code.at.Add(image.Pt(side, side))}, whiteIndex)
	for y, modules := range p.Code {
		for x, dark := range modules {
			if dark {
				at := code.at.Add(image.Pt(x+quiet, y+quiet).Mul(code.module))
				fill(image.Rectangle{at, at.Add(image.Pt(code.module, code.module))}, blackIndex)
			}
		}
	}
	if p.Picture != nil {
		colours = reduce(out, p.Picture, colours, shades)
	}
	out.Palette = colours
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, out)
	return b.Bytes(), err
}

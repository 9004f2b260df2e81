package routemap

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A box is a rectangle of the drawing.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

func (b box) has(p Spot) bool {
	return p.X >= b.left && p.X <= b.right && p.Y >= b.top && p.Y <= b.bottom
}

// clamp returns the point of the box that is nearest to a point.
func (b box) clamp(p Spot) Spot {
	return Spot{min(max(p.X, b.left), b.right), min(max(p.Y, b.top), b.bottom)}
}

// A label is a name split into lines, with its position.
type label struct {
	lines []string
	note  string // below the lines, in smaller letters
	box
	far bool // far from its disc, so that a leader connects them
}

// gap is the margin around a name.
const gap = 5.0

// crossing is the cost of a name across the line of the route, which is more than that of
// any place next to its disc.
const crossing = 30.0

// through is the cost of a name whose line to its disc passes through other names or discs.
const through = 6.0

// names places the stops' names. Each is tried at positions around its disc, nearest first,
// and then anywhere; names in crowded places come first. The procedure is repeated until no
// name moves. names reports whether all names were placed.
func (s *sheet) names() bool {
	s.labels = make([]label, len(s.Stops))
	placed := make([]bool, len(s.Stops))
	s.obstacles = newGrid(s.width, s.height)
	for i, at := range s.at {
		half := s.half(i)
		s.obstacles.add(obstacle{box{at.X - half - gap/2, at.Y - Disc - gap/2, at.X + half + gap/2, at.Y + Disc + gap/2}, -1})
	}
	for i, stop := range s.Stops {
		placed[i] = stop.Name == ""
	}
	for round := range 4 {
		moved := false
		for _, i := range s.crowdedFirst() {
			if s.Stops[i].Name == "" {
				continue
			}
			old := s.labels[i]
			if placed[i] {
				s.obstacles.remove(obstacle{old.margins(), i})
			}
			if placed[i] = s.place(i) || placed[i]; placed[i] {
				s.obstacles.add(obstacle{s.labels[i].margins(), i})
			}
			moved = moved || s.labels[i].box != old.box
		}
		if round > 0 && !moved {
			break
		}
	}
	return !slices.Contains(placed, false)
}

// crowdedFirst returns the stops in descending order of the number of nearby stops.
func (s *sheet) crowdedFirst() []int {
	order := make([]int, len(s.at))
	near := make([]int, len(s.at))
	for i := range s.at {
		order[i] = i
		for j := range s.at {
			if math.Hypot(s.at[i].X-s.at[j].X, s.at[i].Y-s.at[j].Y) < 8*Disc {
				near[i]++
			}
		}
	}
	for i := 1; i < len(order); i++ {
		for j := i; j > 0 && near[order[j]] > near[order[j-1]]; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	return order
}

// place finds the best position for a stop's name and reports whether there is one. If the
// name would cross the route's line, it is tried in narrower lines, and then anywhere.
func (s *sheet) place(i int) bool {
	best := math.Inf(1)
	name, long := s.Stops[i].Name, max(0.36*s.width, 6*Letter)
	for range 3 {
		b := s.block(lines(name, Letter, long), s.Stops[i].Note)
		s.tryAround(i, b, &best)
		if best < crossing {
			return true
		}
		long = 0.7 * b.width
	}
	s.tryAnywhere(i, s.block(lines(name, Letter, max(0.36*s.width, 6*Letter)), s.Stops[i].Note), &best)
	return !math.IsInf(best, 1)
}

// A block is a name in lines with its note, and its size.
type block struct {
	lines         []string
	note          string
	width, height float64
}

func (s *sheet) block(lines []string, note string) block {
	b := block{lines, note, width(note, s.Word), float64(len(lines)) * 1.15 * Letter}
	for _, line := range lines {
		b.width = max(b.width, width(line, Letter))
	}
	if note != "" {
		b.height += 1.15 * s.Word
	}
	return b
}

// tryAround tries places around a stop's disc.
func (s *sheet) tryAround(i int, b block, best *float64) {
	at := s.at[i]
	for ring := range 5 {
		distance := Disc + gap + 1 + float64(ring)*0.9*Letter
		for step := range 16 {
			angle := float64(step) * math.Pi / 8
			dx, dy := math.Cos(angle), math.Sin(angle)
			// East is easiest to read, then west; above and below come last.
			cost := 2*float64(ring) + 0.6*math.Abs(dy) + 0.3*(1-dx)
			s.try(i, b, Spot{at.X + dx*(distance+b.width/2), at.Y + dy*(distance+b.height/2)}, cost, ring > 0, best)
		}
	}
}

// tryAnywhere tries places on the whole sheet.
func (s *sheet) tryAnywhere(i int, b block, best *float64) {
	for y := b.height; y < s.height-foot; y += Letter / 2 {
		for x := b.width / 2; x < s.width-b.width/2; x += Letter {
			s.try(i, b, Spot{x, y}, 20+math.Hypot(x-s.at[i].X, y-s.at[i].Y)/Letter, true, best)
		}
	}
}

// try places a stop's name around a point if it is better there than at its best place so
// far.
func (s *sheet) try(i int, block block, p Spot, cost float64, far bool, best *float64) {
	b := box{p.X - block.width/2, p.Y - block.height/2, p.X + block.width/2, p.Y + block.height/2}
	if cost >= *best || !s.free(b) {
		return
	}
	if s.course.ink.meets(b) {
		cost += crossing
	}
	if far && cost < *best && s.passes(i, b) {
		cost += through
	}
	if cost < *best {
		*best = cost
		s.labels[i] = label{block.lines, block.note, b, far}
	}
}

// passes reports whether the line from a stop's disc to a box passes through a name or
// another disc.
func (s *sheet) passes(i int, b box) bool {
	at := s.at[i]
	to := Spot{min(max(at.X, b.left), b.right), min(max(at.Y, b.top), b.bottom)}
	for d := s.half(i) + gap; d < math.Hypot(to.X-at.X, to.Y-at.Y); d += 2 * gap {
		if s.obstacles.covers(around(at.towards(at, to, d), 1)) {
			return true
		}
	}
	return false
}

// free reports whether a name fits in a box: inside the frame, and without overlapping
// furniture, discs or other names.
func (s *sheet) free(b box) bool {
	if b.left < gap || b.right > s.width-gap || b.top < gap {
		return false
	}
	for _, t := range s.taken {
		if t.meets(b) {
			return false
		}
	}
	return !s.obstacles.covers(b)
}

// margins returns the box of a name with the space that other names leave around it, or an
// empty box if there is no name.
func (l *label) margins() box {
	if l.lines == nil {
		return box{}
	}
	return box{l.left - gap, l.top - gap, l.right + gap, l.bottom + gap}
}

// A grid finds the obstacles near a box without looking at all of them, since there are
// thousands of places to try for the name of each stop. What is outside the drawing is in
// the squares at its edge.
type grid struct {
	columns, rows int
	squares       [][]obstacle
}

// An obstacle is a box that names must not cover: that of a stop's name, or of a disc
// with the stop -1.
type obstacle struct {
	box
	stop int
}

// gridSquare is the size of the grid's squares.
const gridSquare = 6 * Disc

func newGrid(width, height float64) grid {
	g := grid{columns: int(width/gridSquare) + 1, rows: int(height/gridSquare) + 1}
	g.squares = make([][]obstacle, g.columns*g.rows)
	return g
}

// at returns the range of squares that a box is in.
func (g *grid) at(b box) (left, top, right, bottom int) {
	column := func(x float64) int { return min(max(int(x/gridSquare), 0), g.columns-1) }
	row := func(y float64) int { return min(max(int(y/gridSquare), 0), g.rows-1) }
	return column(b.left), row(b.top), column(b.right), row(b.bottom)
}

func (g *grid) add(o obstacle) {
	left, top, right, bottom := g.at(o.box)
	for y := top; y <= bottom; y++ {
		for i := y*g.columns + left; i <= y*g.columns+right; i++ {
			g.squares[i] = append(g.squares[i], o)
		}
	}
}

func (g *grid) remove(o obstacle) {
	left, top, right, bottom := g.at(o.box)
	for y := top; y <= bottom; y++ {
		for i := y*g.columns + left; i <= y*g.columns+right; i++ {
			g.squares[i] = slices.DeleteFunc(g.squares[i], func(other obstacle) bool { return other == o })
		}
	}
}

// covers reports whether an obstacle meets a box.
func (g *grid) covers(b box) bool {
	left, top, right, bottom := g.at(b)
	for y := top; y <= bottom; y++ {
		for _, square := range g.squares[y*g.columns+left : y*g.columns+right+1] {
			for i := range square {
				if b.meets(square[i].box) {
					return true
				}
			}
		}
	}
	return false
}

// leader writes a line between a name and its disc if they are far apart.
func (l *label) leader(b *strings.Builder, at Spot) {
	if !l.far {
		return
	}
	x, y := min(max(at.X, l.left), l.right), min(max(at.Y, l.top), l.bottom)
	fmt.Fprintf(b, `<path class="leader" d="M%s %sL%s %s"/>`, num(at.X), num(at.Y), num(x), num(y))
}

// write writes the name's lines and its note, in letters of the given height, relative to
// its disc.
func (l *label) write(b *strings.Builder, at Spot, noteSize float64) {
	for k, line := range l.lines {
		fmt.Fprintf(b, `<text class="name" x="%s" y="%s">%s</text>`, num((l.left+l.right)/2-at.X), num(l.top+(float64(k)*1.15+0.88)*Letter-at.Y), html.EscapeString(line))
	}
	if l.note != "" {
		fmt.Fprintf(b, `<text class="stop-note" x="%s" y="%s" font-size="%s">%s</text>`, num((l.left+l.right)/2-at.X), num(l.bottom-0.3*noteSize-at.Y), num(noteSize), html.EscapeString(l.note))
	}
}

// lines breaks a name in letters of the given size into lines of at most the given width,
// at the best places.
func lines(name string, size, widest float64) []string {
	if width(name, size) <= widest {
		return []string{name}
	}
	head, tail := halves(name)
	if tail == "" {
		return []string{name}
	}
	return append(lines(head, size, widest), lines(tail, size, widest)...)
}

// halves breaks a name near its middle: at a space or dot, or else between two characters of
// which the second may begin a line. tail is "" if there is no such place.
func halves(name string) (head, tail string) {
	total := width(name, 1)
	best, before := math.Inf(1), 0.0 // in letters: the width of what precedes a character
	for i, c := range name {
		after := i + utf8.RuneLen(c)
		cost := math.Abs(before - total/2)
		before += breadth(c)
		switch {
		case i == 0:
			continue
		case c == ' ' || c == '·':
		case wide(c) && !strings.ContainsRune("，。、：；！？）》」』”’·", c):
			cost += total / 12
			after = i
		default:
			continue
		}
		if cost < best {
			best, head, tail = cost, strings.TrimRight(name[:i], " ·"), strings.TrimLeft(name[after:], " ·")
		}
	}
	if head == "" {
		return name, ""
	}
	return head, tail
}

// width estimates the width of a text in letters of the given size. The estimate is
// generous, because the font is unknown.
func width(text string, size float64) float64 {
	w := 0.0
	for _, c := range text {
		w += breadth(c)
	}
	return w * size
}

// breadth estimates the width of a character in letters.
func breadth(c rune) float64 {
	switch {
	case wide(c):
		return 1
	case unicode.IsSpace(c), strings.ContainsRune("ijlfrtI.,:;'’!|()[]-", c):
		return 0.37
	case strings.ContainsRune("mwMW", c):
		return 0.9
	case unicode.IsUpper(c):
		return 0.7
	}
	return 0.57
}

// wide reports whether a character is full-width.
func wide(c rune) bool {
	return c >= 0x2E80 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF || c >= 0xFF00 && c <= 0xFF60 || c >= 0x20000 || c == '“' || c == '”' || c == '‘' || c == '’' || c == '—' || c == '…'
}

package routemap

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"wayside/internal/geo"
)

// Where ways follow the same piece of a street in both directions, their lines are pitch
// units apart: each to the right of the other, as traffic is. Ways in the same direction
// share a line, since a street that a group walks five times would be wider than its block.
const pitch = 11.0

// A common is a piece that ways follow. Its direction is that of the first one.
type common struct {
	uses []use
	both bool // ways follow it in both directions
}

// A use is that of a piece by a segment of a way.
type use struct{ way, segment int }

// A course is the ways of a route as they are drawn.
type course struct {
	view
	ways   []Way
	lines  [][]Spot
	arrows [][]float64 // where along the lines arrows are needed most
	stubs  [][2]Spot   // from the ends of lines to stops that they do not reach
	ink    ink
}

func newCourse(v view, ways []Way) *course {
	c := &course{view: v, ways: ways, ink: newInk(v.width, v.height)}
	points := split(ways)
	offsets := offsets(points)
	for i := range ways {
		line, arrows := c.moved(points[i], offsets[i])
		c.lines, c.arrows = append(c.lines, line), append(c.arrows, arrows)
		c.ink.stroke(line, clear)
	}
	c.findStubs()
	for _, stub := range c.stubs {
		c.ink.stroke(stub[:], clear/2)
	}
	return c
}

// split returns the lines of the ways with a point of their own wherever another way begins
// or ends on them, so that pieces are shared as a whole.
func split(ways []Way) [][]geo.Point {
	ends := map[square][]geo.Point{}
	var all []geo.Point
	for _, w := range ways {
		for _, p := range []geo.Point{w.Line[0], w.Line[len(w.Line)-1]} {
			if q := squareOf(p); w.Traced && !slices.Contains(ends[q], p) {
				ends[q] = append(ends[q], p)
				all = append(all, p)
			}
		}
	}
	near := func(a, b geo.Point) []geo.Point {
		low, high := squareOf(geo.Point{Lat: min(a.Lat, b.Lat), Lon: min(a.Lon, b.Lon)}), squareOf(geo.Point{Lat: max(a.Lat, b.Lat), Lon: max(a.Lon, b.Lon)})
		if (high.y-low.y+1)*(high.x-low.x+1) > len(all) {
			return all
		}
		var found []geo.Point
		for y := low.y; y <= high.y; y++ {
			for x := low.x; x <= high.x; x++ {
				found = append(found, ends[square{y, x}]...)
			}
		}
		return found
	}
	lines := make([][]geo.Point, len(ways))
	for i, w := range ways {
		if !w.Traced {
			lines[i] = w.Line
			continue
		}
		lines[i] = append(lines[i], w.Line[0])
		for k, b := range w.Line[1:] {
			a := w.Line[k]
			var on []geo.Point
			for _, p := range near(a, b) {
				if between(a, p, b) {
					on = append(on, p)
				}
			}
			slices.SortFunc(on, func(p, q geo.Point) int { return cmp.Compare(geo.Distance(a, p), geo.Distance(a, q)) })
			lines[i] = append(append(lines[i], on...), b)
		}
	}
	return lines
}

// A square is one of the squares of a thousandth of a degree in which ends are looked up.
type square struct{ y, x int }

func squareOf(p geo.Point) square {
	return square{int(math.Floor(p.Lat * 1000)), int(math.Floor(p.Lon * 1000))}
}

// between reports whether a point is on a segment, but not at its ends, to about 0.2 m.
func between(a, p, b geo.Point) bool {
	if p == a || p == b {
		return false
	}
	const metre = 1e-5 // degrees, about
	narrow := math.Cos(a.Lat * math.Pi / 180)
	flat := func(q geo.Point) Spot { return Spot{(q.Lon - a.Lon) * narrow, q.Lat - a.Lat} }
	return off(flat(p), Spot{}, flat(b)) < 0.2*metre
}

// offsets returns how far to its right each segment of each line is drawn.
func offsets(lines [][]geo.Point) [][]float64 {
	pieces := map[[2]geo.Point]*common{}
	var all []*common
	offsets := make([][]float64, len(lines))
	for i, line := range lines {
		offsets[i] = make([]float64, len(line)-1)
		for k := range offsets[i] {
			a, b := line[k], line[k+1]
			if p := pieces[[2]geo.Point{b, a}]; p != nil {
				p.uses, p.both = append(p.uses, use{i, k}), true
				continue
			}
			p := pieces[[2]geo.Point{a, b}]
			if p == nil {
				p = &common{}
				pieces[[2]geo.Point{a, b}] = p
				all = append(all, p)
			}
			p.uses = append(p.uses, use{i, k})
		}
	}
	for _, p := range all {
		if !p.both {
			continue
		}
		for _, u := range p.uses {
			offsets[u.way][u.segment] = pitch / 2
		}
	}
	return offsets
}

// moved returns a line on the sheet with each segment at its offset to the right, and where
// along it arrows are needed most: on what it shares with others. Stretches of one offset
// are simplified first, since many short segments cannot be moved smoothly.
func (c *course) moved(points []geo.Point, offsets []float64) (moved []Spot, arrows []float64) {
	var line []Spot
	var along []float64 // offset of the segment that follows each spot
	done := 0.0
	spots := c.spots(points)
	for from := 0; from < len(offsets); {
		to := from
		for to < len(offsets) && offsets[to] == offsets[from] {
			to++
		}
		run := simplified(spots[from:to+1], 1)
		if len(line) > 0 {
			line = line[:len(line)-1]
		}
		line = append(line, run...)
		for range len(run) - 1 {
			along = append(along, offsets[from])
		}
		long := length(run)
		if offsets[from] != 0 && long > 3*Disc {
			arrows = append(arrows, done+early*long)
		}
		done += long
		from = to
	}
	return shifted(line, along), arrows
}

// sharpestMiter limits how far a corner moves, in offsets.
const sharpestMiter = 2.0

// shifted returns a line with each segment at an offset to its right.
func shifted(line []Spot, offsets []float64) []Spot {
	var result []Spot
	right := func(i int) Spot {
		dx, dy := line[i+1].X-line[i].X, line[i+1].Y-line[i].Y
		long := max(math.Hypot(dx, dy), 1e-9)
		return Spot{-dy / long, dx / long}
	}
	add := func(p, n Spot, o float64) { result = append(result, Spot{p.X + n.X*o, p.Y + n.Y*o}) }
	for i, p := range line {
		if i == 0 {
			add(p, right(0), offsets[0])
			continue
		}
		a, o := right(i-1), offsets[i-1]
		if i == len(line)-1 {
			add(p, a, o)
			break
		}
		b := right(i)
		cos := math.Sqrt(max(0, (1+a.X*b.X+a.Y*b.Y)/2)) // of half the angle between the two
		if o != offsets[i] || cos < 1/sharpestMiter {
			add(p, a, o)
			add(p, b, offsets[i])
			continue
		}
		add(p, Spot{(a.X + b.X) / 2 / cos, (a.Y + b.Y) / 2 / cos}, o/cos)
	}
	return result
}

// shortestStub is the length in metres above which the rest between a traced line and its
// stop is drawn.
const shortestStub = 6.0

// findStubs finds the stops on the sheet that traced lines do not reach.
func (c *course) findStubs() {
	known := map[[2]Spot]bool{}
	add := func(from Spot, to geo.Point) {
		stub := [2]Spot{from, c.spot(to)}
		_, _, drawn := part(stub[0], stub[1], c.bleed())
		if drawn && length(stub[:]) > max(Disc+4, shortestStub*c.scale) && !known[stub] {
			known[stub] = true
			c.stubs = append(c.stubs, stub)
		}
	}
	for i, w := range c.ways {
		if w.Traced && w.From != w.To {
			add(c.lines[i][0], w.From)
			add(c.lines[i][len(c.lines[i])-1], w.To)
		}
	}
}

// write writes the ways, with arrowheads that touch none of the discs.
func (c *course) write(b *strings.Builder, discs []Spot) {
	if len(c.stubs) > 0 {
		var d strings.Builder
		for _, stub := range c.stubs {
			pen(&d, stub[:], false)
		}
		fmt.Fprintf(b, `<path class="stub" d="%s"/>`, d.String())
	}
	for _, casing := range []bool{true, false} {
		for i, w := range c.ways {
			class := "way by-" + w.By
			switch {
			case casing:
				class = "casing"
			case !w.Traced:
				class += " straight"
			}
			var d strings.Builder
			for _, piece := range clipLine(c.lines[i], c.bleed()) {
				pen(&d, piece, false)
			}
			if d.Len() > 0 {
				fmt.Fprintf(b, `<path class="%s" d="%s"/>`, class, d.String())
			}
		}
	}
	var drawn [][2]Spot
	for i, line := range c.lines {
		for _, p := range arrowsOn(line, c.arrows[i]) {
			hidden := slices.ContainsFunc(discs, func(at Spot) bool { return length([]Spot{at, p[0]}) < Disc+12 })
			if hidden || !c.bleed().meets(around(p[0], 1)) || slices.ContainsFunc(drawn, func(q [2]Spot) bool { return sameArrow(p, q) }) {
				continue
			}
			drawn = append(drawn, p)
			writeArrow(b, p[0], p[1])
		}
	}
}

// sameArrow reports whether an arrow says the same as another nearby: ways share a line.
func sameArrow(p, q [2]Spot) bool {
	dx, dy := p[1].X-p[0].X, p[1].Y-p[0].Y
	ex, ey := q[1].X-q[0].X, q[1].Y-q[0].Y
	return dx*ex+dy*ey > 0.8 && math.Hypot(p[0].X-q[0].X, p[0].Y-q[0].Y) < arrowEvery/3
}

// The distance between arrows, the length of a line below which it has none, and where they
// are in their part of a line. That is not in the middle: where two lines are next to each
// other in opposite directions, their arrows are not.
const (
	arrowEvery = 320.0
	arrowLeast = 5 * Disc
	early      = 0.4
)

// arrowsOn returns the places of arrows on a line, each with a point ahead: the given ones,
// and others at even distances that are not near them.
func arrowsOn(line []Spot, needed []float64) [][2]Spot {
	total := length(line)
	if total < arrowLeast {
		return nil
	}
	places := slices.Clone(needed)
	count := max(1, math.Round(total/arrowEvery))
	for k := range int(count) {
		p := (float64(k) + early) * total / count
		if !slices.ContainsFunc(needed, func(q float64) bool { return math.Abs(p-q) < arrowEvery/2 }) {
			places = append(places, p)
		}
	}
	slices.Sort(places)
	var arrows [][2]Spot
	along := 0.0
	for i := 1; i < len(line); i++ {
		long := math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
		for ; len(places) > 0 && places[0] <= along+long; places = places[1:] {
			p := at(line[i-1], line[i], (places[0]-along)/max(long, 1e-9))
			arrows = append(arrows, [2]Spot{p, p.towards(line[i-1], line[i], 1)})
		}
		along += long
	}
	return arrows
}

// writeArrow writes an arrowhead that points from p to a point ahead.
func writeArrow(b *strings.Builder, p, ahead Spot) {
	x, y := ahead.X-p.X, ahead.Y-p.Y
	corner := func(forward, aside float64) string {
		return num(p.X+x*forward-y*aside) + " " + num(p.Y+y*forward+x*aside)
	}
	fmt.Fprintf(b, `<path class="arrow" d="M%sL%sL%sz"/>`, corner(10, 0), corner(-8, 9), corner(-8, -9))
}

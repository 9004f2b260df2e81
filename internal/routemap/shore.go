package routemap

import (
	"cmp"
	"math"
	"slices"
)

// A shore is the outline of a water within a box. Its lines end at the edge of the box,
// so that the edge can close it.
type shore struct {
	box   box
	lines [][]Spot
	rings [][]Spot // closed; the first point is not repeated
	// patched reports whether an end inside the box was joined to another one or to the
	// edge. That is a guess, for which there has to be evidence.
	patched bool
}

// How far an end may be from another one, or from the edge, to be joined to it, as
// fractions of the box's shorter side.
const (
	widestGap = 1.0 / 20
	toEdge    = 1.0 / 8
)

// mostEnds is the maximum number of ends inside a box, since each is compared with each.
const mostEnds = 500

// newShore clips lines to a box and joins those that meet, or nearly. If the lines are
// directed, only an end and a beginning are joined. It returns false if an end is left
// in the middle of the box.
func newShore(lines [][]Spot, directed bool, b box) (shore, bool) {
	s := shore{box: b}
	var pieces [][]Spot
	for _, line := range lines {
		for _, piece := range clipLine(line, b) {
			if left, top, right, bottom := extent(piece); max(right-left, bottom-top) > touch {
				pieces = append(pieces, piece)
			}
		}
	}
	links, ok := s.join(pieces, directed)
	if !ok {
		return s, false
	}
	short := min(b.right-b.left, b.bottom-b.top)
	used := make([]bool, len(pieces))
	for e := range links {
		if links[e] >= 0 || used[e/2] || directed && e%2 == 1 {
			continue
		}
		line := follow(pieces, links, e, used)
		first, last := b.nearest(line[0]), b.nearest(line[len(line)-1])
		far := max(distance(first, line[0]), distance(last, line[len(line)-1]))
		if far > toEdge*short {
			return s, false
		}
		s.patched = s.patched || far > touch
		s.lines = append(s.lines, slices.Concat([]Spot{first}, line, []Spot{last}))
	}
	for i := range pieces {
		if !used[i] {
			s.rings = append(s.rings, follow(pieces, links, 2*i, used))
		}
	}
	return s, len(s.lines)+len(s.rings) > 0
}

// touch is the distance below which points are the same; clipping is not exact.
const touch = 0.01

// join links the ends inside the box, nearest first. The ends of piece i are 2*i, its
// beginning, and 2*i+1; links has the linked end of each, or -1.
func (s *shore) join(pieces [][]Spot, directed bool) (links []int, ok bool) {
	at := func(e int) Spot {
		if e%2 == 0 {
			return pieces[e/2][0]
		}
		return pieces[e/2][len(pieces[e/2])-1]
	}
	type pair struct {
		a, b int
		far  float64
	}
	var inside []int
	links = make([]int, 2*len(pieces))
	for e := range links {
		links[e] = -1
		if distance(at(e), s.box.nearest(at(e))) > touch {
			inside = append(inside, e)
		}
	}
	if len(inside) > mostEnds {
		return nil, false
	}
	gap := widestGap * min(s.box.right-s.box.left, s.box.bottom-s.box.top)
	var pairs []pair
	for i, a := range inside {
		for _, b := range inside[i+1:] {
			far := distance(at(a), at(b))
			if far > gap || directed && a%2 == b%2 || far > touch && far > min(distance(at(a), s.box.nearest(at(a))), distance(at(b), s.box.nearest(at(b)))) {
				continue
			}
			pairs = append(pairs, pair{a, b, far})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.far, b.far) })
	for _, p := range pairs {
		if links[p.a] < 0 && links[p.b] < 0 {
			links[p.a], links[p.b] = p.b, p.a
			s.patched = s.patched || p.far > touch
		}
	}
	return links, true
}

// follow returns the points from an end of a piece through all linked ones, and marks
// their pieces as used.
func follow(pieces [][]Spot, links []int, from int, used []bool) []Spot {
	var line []Spot
	for e := from; e >= 0 && !used[e/2]; e = links[e^1] {
		used[e/2] = true
		line = append(line, beginning(pieces, e)...)
	}
	return line
}

// beginning returns the line that has an end, beginning with it.
func beginning(lines [][]Spot, end int) []Spot {
	line := lines[end/2]
	if end%2 == 1 {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	return line
}

// A landfall is where a line of a shore meets the edge of its box.
type landfall struct {
	along float64 // clockwise along the edge from the upper left corner
	end   int     // as in join: 2*i is the beginning of line i, 2*i+1 its end
}

// extended returns the shore with its lines drawn out straight to the edge of a larger
// box. Beyond its own box nothing is known, and most likely it is as at the edge.
func (s shore) extended(to box) shore {
	lines := make([][]Spot, len(s.lines))
	for i, line := range s.lines {
		first, last := line[0], line[len(line)-1]
		lines[i] = slices.Concat([]Spot{to.onto(s.box.side(first), first)}, line, []Spot{to.onto(s.box.side(last), last)})
	}
	return shore{box: to, lines: lines, rings: s.rings, patched: s.patched || to != s.box}
}

// landfalls returns all landfalls, clockwise.
func (s *shore) landfalls() []landfall {
	var all []landfall
	for i, line := range s.lines {
		all = append(all, landfall{s.box.along(line[0]), 2 * i}, landfall{s.box.along(line[len(line)-1]), 2*i + 1})
	}
	slices.SortStableFunc(all, func(a, b landfall) int { return cmp.Compare(a.along, b.along) })
	return all
}

// sea returns the rings of the water to the right of directed lines, to be filled by the
// even-odd rule, or nil if the lines contradict each other.
//
// Along the edge, beginnings and ends have to alternate. A ring in the water is an island,
// whatever its direction. A ring on land is left out: that a sea is enclosed by the land on
// a town's map is less likely than that somebody drew an island in the wrong direction.
func (s *shore) sea() [][]Spot {
	all := s.landfalls()
	for i, c := range all {
		if next := all[(i+1)%len(all)]; c.end%2 == next.end%2 {
			return nil
		}
	}
	slices.SortStableFunc(s.rings, func(a, b []Spot) int { return cmp.Compare(math.Abs(area(b)), math.Abs(area(a))) })
	first := 0
	if len(all) > 0 && all[0].end%2 == 0 {
		first = 1 // an end begins the water
	}
	water := s.close(all, first)
	if len(all) == 0 {
		for i, ring := range s.rings {
			if area(ring) > 0 && !wet(ring[0], s.rings[:i]) {
				return nil
			}
		}
		water = [][]Spot{s.box.corners()}
	}
	return append(water, islands(s.rings, water)...)
}

// islands returns the rings that are in the water. Of a ring on an island, there may be
// thousands, only the bounds of the others are compared.
func islands(rings, water [][]Spot) [][]Spot {
	var found [][]Spot
	var bounds []box
	for _, ring := range rings {
		at := ring[0]
		in := wet(at, water)
		for i, b := range bounds {
			if b.has(at) && inside(at, found[i]) {
				in = !in
			}
		}
		if in {
			var b box
			b.left, b.top, b.right, b.bottom = extent(ring)
			found, bounds = append(found, ring), append(bounds, b)
		}
	}
	return found
}

// sides returns the two possible waters of lines without a direction, as for sea.
func (s *shore) sides() [2][][]Spot {
	all := s.landfalls()
	if len(all) == 0 {
		return [2][][]Spot{s.rings, nil}
	}
	return [2][][]Spot{append(s.close(all, 0), s.rings...), append(s.close(all, 1), s.rings...)}
}

// close returns the rings that consist of lines and of every second part of the edge,
// beginning with that from the given landfall to the next one, clockwise.
func (s *shore) close(all []landfall, first int) [][]Spot {
	place := make([]int, len(all)) // of each end
	for i, c := range all {
		place[c.end] = i
	}
	used := make([]bool, len(s.lines))
	var rings [][]Spot
	for i := range s.lines {
		var ring []Spot
		for e := 2 * i; !used[e/2]; {
			used[e/2] = true
			ring = append(ring, beginning(s.lines, e)...)
			from := place[e^1]
			if (from-first)%2 == 0 {
				to := (from + 1) % len(all)
				ring = append(ring, s.box.between(all[from].along, all[to].along)...)
				e = all[to].end
			} else {
				to := (from + len(all) - 1) % len(all)
				back := s.box.between(all[to].along, all[from].along)
				slices.Reverse(back)
				ring = append(ring, back...)
				e = all[to].end
			}
		}
		if len(ring) > 2 {
			rings = append(rings, ring)
		}
	}
	return rings
}

// wet reports whether a point is in rings, by the even-odd rule.
func wet(p Spot, rings [][]Spot) bool {
	in := false
	for _, ring := range rings {
		in = in != inside(p, ring)
	}
	return in
}

func distance(a, b Spot) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// A side is a side of a box, clockwise.
type side int

const (
	left side = iota
	top
	right
	bottom
)

// side returns the side of a box that is nearest to a point in the box.
func (b box) side(p Spot) side {
	all := [4]float64{p.X - b.left, p.Y - b.top, b.right - p.X, b.bottom - p.Y}
	nearest := left
	for s := top; s <= bottom; s++ {
		if all[s] < all[nearest] {
			nearest = s
		}
	}
	return nearest
}

// onto returns the point of a side that is straight ahead of a point.
func (b box) onto(s side, p Spot) Spot {
	switch s {
	case left:
		return Spot{b.left, p.Y}
	case top:
		return Spot{p.X, b.top}
	case right:
		return Spot{b.right, p.Y}
	}
	return Spot{p.X, b.bottom}
}

// nearest returns the point of a box's edge that is nearest to a point in the box.
func (b box) nearest(p Spot) Spot { return b.onto(b.side(p), p) }

// corners returns a box's corners, clockwise from the upper left one.
func (b box) corners() []Spot {
	return []Spot{{b.left, b.top}, {b.right, b.top}, {b.right, b.bottom}, {b.left, b.bottom}}
}

// along returns the distance of a point of the edge from the upper left corner,
// clockwise along the edge.
func (b box) along(p Spot) float64 {
	wide, high := b.right-b.left, b.bottom-b.top
	switch b.side(p) {
	case top:
		return p.X - b.left
	case right:
		return wide + p.Y - b.top
	case bottom:
		return wide + high + b.right - p.X
	}
	return 2*wide + high + b.bottom - p.Y
}

// between returns the corners between two points of the edge, clockwise.
func (b box) between(from, to float64) []Spot {
	wide, high := b.right-b.left, b.bottom-b.top
	at := [4]float64{0, wide, wide + high, 2*wide + high}
	var after, before []Spot
	for i, corner := range b.corners() {
		switch {
		case at[i] > from && (from <= to && at[i] < to || from > to):
			after = append(after, corner)
		case from > to && at[i] < to:
			before = append(before, corner)
		}
	}
	return append(after, before...)
}

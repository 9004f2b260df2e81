package routemap

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/osm"
)

// A surface is a part of a named area that the sheet shows.
type surface struct {
	text string
	ring []Spot
	size float64 // square units
}

// smallestNamed is the size in square units below which areas have no name.
const smallestNamed = 2500

// others writes the names that the route does not need, as many as the sheet can carry, in
// the order of the lengths of streets and the widths of areas.
func (n *namer) others(streets []*street, part *osm.Extract) {
	type candidate struct {
		text   string
		weight float64
		place  func() bool
	}
	var all []candidate
	for _, st := range streets {
		if st.class() == 2 {
			all = append(all, candidate{st.text, st.long, func() bool { return n.place(st) }})
		}
	}
	for _, a := range n.surfaces(part) {
		all = append(all, candidate{a.text, math.Sqrt(a.size), func() bool { return n.placeIn(a) }})
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text)) })
	written := map[string]bool{}
	for _, w := range n.written {
		written[w.text] = true
	}
	for _, stop := range n.Stops {
		written[stop.Name] = true // has its own
	}
	for left := int(n.width * n.height / unitsPerName); left > 0 && len(all) > 0; all = all[1:] {
		if c := all[0]; !written[c.text] && c.place() {
			written[c.text] = true
			left--
		}
	}
}

// surfaces returns the named areas of the base map.
func (n *namer) surfaces(part *osm.Extract) []surface {
	var all []surface
	for _, a := range part.Areas {
		text := n.nameOf(a.Tags)
		if text == "" || !slices.ContainsFunc(layers, func(l layer) bool { return l.surface && 1/n.scale <= l.coarse && l.is(a.Tags) }) {
			continue
		}
		for _, outer := range a.Outer {
			ring := n.clippedRing(part, outer)
			if size := math.Abs(area(ring)); size > smallestNamed {
				all = append(all, surface{text, ring, size})
			}
		}
	}
	return all
}

// placeIn places the name of an area inside it, near its middle.
func (n *namer) placeIn(a surface) bool {
	left, top, right, bottom := extent(a.ring)
	l := n.level(a.text, max(0.9*(right-left), 4*n.Word))
	if l.long > 1.1*(right-left) || l.high > 1.1*(bottom-top) {
		return false
	}
	for _, dy := range []float64{0, -0.15, 0.15, -0.3, 0.3} {
		for _, dx := range []float64{0, -0.15, 0.15, -0.3, 0.3} {
			p := Spot{(left+right)/2 + dx*(right-left), (top+bottom)/2 + dy*(bottom-top)}
			if b := l.around(p); inside(p, a.ring) && n.open(b) {
				n.put(l, b)
				return true
			}
		}
	}
	return false
}

// inside reports whether a point is inside a ring.
func inside(p Spot, ring []Spot) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+len(ring)-1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			in = !in
		}
	}
	return in
}

// A level is a name in horizontal rows.
type level struct {
	rows       []string
	long, high float64
}

// rowHeight is the distance between rows, in letters.
const rowHeight = 1.1

// level breaks a name into rows of at most the given width, if it can be broken.
func (n *namer) level(text string, widest float64) level {
	l := level{rows: lines(text, n.Word, widest)}
	for _, row := range l.rows {
		l.long = max(l.long, width(row, n.Word))
	}
	l.high = float64(len(l.rows)) * rowHeight * n.Word
	return l
}

func (l level) around(p Spot) box {
	return box{p.X - l.long/2, p.Y - l.high/2, p.X + l.long/2, p.Y + l.high/2}
}

// put writes a name into its box, which is taken from then on.
func (n *namer) put(l level, b box) {
	n.take(b)
	boxes := []box{b}
	for k, row := range l.rows {
		n.written = append(n.written, written{row, true, []Spot{{(b.left + b.right) / 2, b.top + (float64(k)+0.5)*rowHeight*n.Word}}, boxes})
		boxes = nil
	}
}

// callOut writes the name of a street that is too short for it next to the part that the
// route follows, with a line that connects the two.
func (n *namer) callOut(st *street) bool {
	var best struct {
		level
		box
		leader [2]Spot
	}
	least := math.Inf(1)
	texts := shortened(st.text)
	for _, widest := range []float64{0.2 * n.width, 0, 0.4 * n.width} {
		l := n.level(texts[len(texts)-1], max(widest, 4*n.Word))
		for _, c := range st.chains {
			for _, w := range c.walked {
				for i := w.from; i < w.to; i += max(4, (w.to-w.from)/10) {
					n.tryCallOut(l, c.line[i], func(b box, from, to Spot, cost float64) {
						if cost < least {
							least, best.level, best.box, best.leader = cost, l, b, [2]Spot{from, to}
						}
					})
				}
			}
		}
		if !math.IsInf(least, 1) {
			n.put(best.level, best.box)
			n.leaders = append(n.leaders, best.leader)
			n.ink.stroke(best.leader[:], cell)
			n.solid.stroke(best.leader[:], cell)
			return true
		}
	}
	return false
}

// farthest is the greatest length of a connecting line, in letters.
const farthest = 10.0

// tryCallOut tries the places around a point of a street for its name.
func (n *namer) tryCallOut(l level, p Spot, found func(b box, from, to Spot, cost float64)) {
	for far := clear + n.Word/3; far <= farthest*n.Word; far += n.Word / 2 {
		for turn := range 16 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
			b := l.around(Spot{p.X + cos*(far+l.long/2), p.Y + sin*(far+l.high/2)})
			if !n.open(b) {
				continue
			}
			to := Spot{min(max(p.X, b.left), b.right), min(max(p.Y, b.top), b.bottom)}
			if !blocked(&n.solid, p, to) { // by more than the line of the route
				found(b, p, to, math.Hypot(to.X-p.X, to.Y-p.Y)/n.Word)
			}
		}
	}
}

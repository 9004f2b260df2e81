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
		text := n.name(a.Tags)
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
	rows := lines(a.text, n.Word, max(0.9*(right-left), 4*n.Word))
	long := 0.0
	for _, row := range rows {
		long = max(long, width(row, n.Word))
	}
	high := float64(len(rows)) * 1.1 * n.Word
	if long > 1.1*(right-left) || high > 1.1*(bottom-top) {
		return false
	}
	for _, dy := range []float64{0, -0.15, 0.15, -0.3, 0.3} {
		for _, dx := range []float64{0, -0.15, 0.15, -0.3, 0.3} {
			p := Spot{(left+right)/2 + dx*(right-left), (top+bottom)/2 + dy*(bottom-top)}
			b := box{p.X - long/2, p.Y - high/2, p.X + long/2, p.Y + high/2}
			if !inside(p, a.ring) || !n.open(b) {
				continue
			}
			n.ink.mark(b)
			for k, row := range rows {
				n.written = append(n.written, written{text: row, line: []Spot{{p.X, b.top + (float64(k)+0.5)*1.1*n.Word}}})
			}
			return true
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

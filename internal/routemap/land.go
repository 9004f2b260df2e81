package routemap

import (
	"slices"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// The evidence for where land is: streets and houses. Water that covers more than a small
// part of it is not drawn, whatever the outlines say, because they are wrong; quays and
// breakwaters with houses are the small t.part. A shore with gaps, or without a direction,
// needs some evidence.
const (
	mostFlooded  = 0.03
	leastDry     = 0.2 // of the other side of a shore without a direction
	fewest       = 20  // points
	mostEvidence = 400 // points that are looked at
	leastKnown   = 0.5 // of a sheet's width and height, for a coast to be continued beyond it
)

// coast writes the sea, and the coast's line.
func (t *terrain) coast() {
	var lines [][]Spot
	for _, w := range t.part.Ways {
		if w.Tags.Is("natural", "coastline") {
			lines = append(lines, simplified(t.spots(t.part.Line(w.Nodes)), fine))
		}
	}
	if len(lines) == 0 {
		return
	}
	t.fill("base-water", sea(lines, t.land(), t.known(), t.bleed()))
	t.path("base-shore", t.strokes(lines))
}

// sea returns the rings of the sea on a sheet, of which a part is known, or nil if the
// coastlines or the land contradict them.
func sea(coastlines [][]Spot, land []Spot, known, sheet box) [][]Spot {
	s, ok := newShore(coastlines, true, known)
	if !ok {
		return nil
	}
	tries := []shore{s}
	if known.right-known.left >= leastKnown*(sheet.right-sheet.left) && known.bottom-known.top >= leastKnown*(sheet.bottom-sheet.top) {
		tries = []shore{s.extended(sheet), s}
	}
	for _, s := range tries {
		if water := s.sea(); flooded(land, water) <= mostFlooded && (!s.patched || len(land) >= fewest) {
			return water
		}
	}
	return nil
}

// cut writes a water of which a part of the outline is unknown. If it is not clear on
// which side of its lines it is, only they and the rings that are whole are written.
func (t *terrain) cut(c osm.Cut) {
	lines, rings := t.allSpots(c.Lines), t.allSpots(c.Rings)
	if water := wetSide(slices.Concat(lines, rings), t.land(), t.known()); water != nil {
		t.fill("base-water", water)
		return
	}
	t.fill("base-water", rings)
	t.path("base-shore", t.strokes(lines))
}

// wetSide returns the rings of the water on that side of lines on which there is no land,
// or nil if that is not clear.
func wetSide(lines [][]Spot, land []Spot, known box) [][]Spot {
	s, ok := newShore(lines, false, known)
	if !ok || len(land) < fewest {
		return nil
	}
	sides := s.sides()
	for i, water := range sides {
		if flooded(land, water) <= mostFlooded && flooded(land, sides[1-i]) >= leastDry {
			return water
		}
	}
	return nil
}

// known returns the part of the sheet in which the base map is complete.
func (t *terrain) known() box {
	known := t.part.Known(t.box())
	if known.Empty() {
		return box{}
	}
	upper, lower := t.spot(geo.Point{Lat: known.Max.Lat, Lon: known.Min.Lon}), t.spot(geo.Point{Lat: known.Min.Lat, Lon: known.Max.Lon})
	return box{upper.X, upper.Y, lower.X, lower.Y}
}

// land returns points that are on land: of streets, but not of bridges and piers, and of
// houses.
func (t *terrain) land() []Spot {
	if t.dry != nil {
		return t.dry
	}
	sheet := t.bleed()
	dry := []Spot{}
	add := func(node int32) {
		if at := t.spot(t.part.Nodes[node].Point()); sheet.has(at) {
			dry = append(dry, at)
		}
	}
	for _, w := range t.part.Ways {
		if w.Tags.Get("highway") == "" || levelOf(w.Tags) != ground || w.Tags.Get("man_made") != "" {
			continue
		}
		for _, node := range w.Nodes {
			add(node)
		}
	}
	for _, a := range t.part.Areas {
		if a.Tags.Get("building") != "" {
			add(a.Outer[0][0])
		}
	}
	t.dry = dry
	if step := len(dry)/mostEvidence + 1; step > 1 {
		t.dry = t.dry[:0]
		for i := 0; i < len(dry); i += step {
			t.dry = append(t.dry, dry[i])
		}
	}
	return t.dry
}

// flooded returns the part of the land that is in the water, from 0 to 1.
func flooded(land []Spot, water [][]Spot) float64 {
	n := 0
	for _, p := range land {
		if wet(p, water) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(land)))
}

func (t *terrain) allSpots(lines [][]int32) [][]Spot {
	all := make([][]Spot, len(lines))
	for i, line := range lines {
		all[i] = t.spots(t.part.Line(line))
	}
	return all
}

package routemap

import (
	"slices"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// The evidence for where land is: streets and houses. Water that covers more than a small
// part of it is not drawn, whatever the outlines say, because they are wrong; quays and
// breakwaters with houses are the small part. A shore with gaps, or without a direction,
// needs some evidence.
const (
	mostFlooded  = 0.03
	leastDry     = 0.2 // of the other side of a shore without a direction
	fewest       = 20  // points
	mostEvidence = 400 // points that are looked at
)

// coast writes the sea, and the coast's line.
func (s *sheet) coast(b *strings.Builder, part *osm.Extract) {
	var lines [][]Spot
	for _, w := range part.Ways {
		if w.Tags.Is("natural", "coastline") {
			lines = append(lines, s.spots(part.Line(w.Nodes)))
		}
	}
	if len(lines) == 0 {
		return
	}
	s.fill(b, "base-water", sea(lines, s.land(part), s.known(part), s.bleed()))
	s.strokes(b, "base-shore", lines)
}

// sea returns the rings of the sea on a sheet, of which a part is known, or nil if the
// coastlines or the land contradict them.
func sea(coastlines [][]Spot, land []Spot, known, sheet box) [][]Spot {
	s, ok := newShore(coastlines, true, known)
	if !ok {
		return nil
	}
	for _, s := range []shore{s.extended(sheet), s} {
		if water := s.sea(); flooded(land, water) <= mostFlooded && (!s.patched || len(land) >= fewest) {
			return water
		}
	}
	return nil
}

// cut writes a water of which a part of the outline is unknown. If it is not clear on
// which side of its lines it is, only they and the rings that are whole are written.
func (s *sheet) cut(b *strings.Builder, part *osm.Extract, c osm.Cut) {
	lines, rings := s.allSpots(part, c.Lines), s.allSpots(part, c.Rings)
	if water := wetSide(slices.Concat(lines, rings), s.land(part), s.known(part)); water != nil {
		s.fill(b, "base-water", water)
		return
	}
	s.fill(b, "base-water", rings)
	s.strokes(b, "base-shore", lines)
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
func (s *sheet) known(part *osm.Extract) box {
	known := part.Known(s.box())
	if known.Empty() {
		return box{}
	}
	upper, lower := s.spot(geo.Point{Lat: known.Max.Lat, Lon: known.Min.Lon}), s.spot(geo.Point{Lat: known.Min.Lat, Lon: known.Max.Lon})
	return box{upper.X, upper.Y, lower.X, lower.Y}
}

// land returns points that are on land: of streets, but not of bridges and piers, and of
// houses.
func (s *sheet) land(part *osm.Extract) []Spot {
	if s.dry != nil {
		return s.dry
	}
	sheet := s.bleed()
	dry := []Spot{}
	add := func(node int32) {
		if at := s.spot(part.Nodes[node].Point()); sheet.has(at) {
			dry = append(dry, at)
		}
	}
	for _, w := range part.Ways {
		if w.Tags.Get("highway") == "" || level(w.Tags) != ground || w.Tags.Get("man_made") != "" {
			continue
		}
		for _, node := range w.Nodes {
			add(node)
		}
	}
	for _, a := range part.Areas {
		if a.Tags.Get("building") != "" {
			add(a.Outer[0][0])
		}
	}
	s.dry = dry
	if step := len(dry)/mostEvidence + 1; step > 1 {
		s.dry = s.dry[:0]
		for i := 0; i < len(dry); i += step {
			s.dry = append(s.dry, dry[i])
		}
	}
	return s.dry
}

// flooded returns the part of the land that is in the water, from 0 to 1.
func flooded(land []Spot, water [][]Spot) float64 {
	wet := 0
	for _, p := range land {
		if inside(p, water) {
			wet++
		}
	}
	return float64(wet) / float64(max(1, len(land)))
}

func (s *sheet) allSpots(part *osm.Extract, lines [][]int32) [][]Spot {
	all := make([][]Spot, len(lines))
	for i, line := range lines {
		all[i] = s.spots(part.Line(line))
	}
	return all
}

// fill writes rings as one surface.
func (s *sheet) fill(b *strings.Builder, class string, rings [][]Spot) {
	var d strings.Builder
	for _, ring := range rings {
		s.ring(&d, ring)
	}
	s.path(b, class, d.String())
}

// strokes writes lines as one path.
func (s *sheet) strokes(b *strings.Builder, class string, lines [][]Spot) {
	var d strings.Builder
	for _, line := range lines {
		for _, piece := range clipLine(line, s.bleed()) {
			pen(&d, simplified(piece, fine), false)
		}
	}
	s.path(b, class, d.String())
}

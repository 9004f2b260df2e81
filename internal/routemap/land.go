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
	if sh, ok := newShore(lines, true, s.known(part)); ok {
		land := s.land(part)
		if water := sh.sea(); flooded(land, water) <= mostFlooded && (!sh.patched || len(land) >= fewest) {
			s.fill(b, "base-water", water)
		}
	}
	s.strokes(b, "base-shore", lines)
}

// cut writes a water of which a part of the outline is unknown: the side of its lines on
// which there is no land. If that is not clear, only its lines and islands are written.
func (s *sheet) cut(b *strings.Builder, part *osm.Extract, c osm.Cut) {
	lines, rings := s.allSpots(part, c.Lines), s.allSpots(part, c.Rings)
	if sh, ok := newShore(slices.Concat(lines, rings), false, s.known(part)); ok {
		if land := s.land(part); len(land) >= fewest {
			sides := sh.sides()
			for i, water := range sides {
				if flooded(land, water) <= mostFlooded && flooded(land, sides[1-i]) >= leastDry {
					s.fill(b, "base-water", water)
					return
				}
			}
		}
	}
	s.fill(b, "base-water", rings)
	s.strokes(b, "base-shore", lines)
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
	known := s.known(part)
	dry := []Spot{}
	add := func(node int32) {
		if at := s.spot(part.Nodes[node].Point()); at.X > known.left && at.X < known.right && at.Y > known.top && at.Y < known.bottom {
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

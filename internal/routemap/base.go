package routemap

import (
	"fmt"
	"math"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A layer is a kind of feature of the base map. Surfaces are filled; others are lines.
type layer struct {
	class   string
	surface bool
	is      func(osm.Tags) bool
	// coarse is the scale in metres per unit above which the layer is omitted.
	coarse float64
}

// layers are in drawing order, with one path each, so that a browser draws a dozen paths and
// not thousands.
var layers = []layer{
	{"green", true, func(t osm.Tags) bool {
		return t.Is("leisure", "park", "garden", "golf_course", "nature_reserve", "pitch", "playground") ||
			t.Is("landuse", "forest", "grass", "meadow", "cemetery", "recreation_ground", "orchard", "village_green", "allotments") || t.Is("natural", "wood", "scrub", "grassland", "heath")
	}, 60},
	{"water", true, func(t osm.Tags) bool {
		return t.Is("natural", "water", "bay") || t.Is("waterway", "riverbank", "dock") || t.Is("landuse", "reservoir", "basin")
	}, 1e9},
	{"square", true, func(t osm.Tags) bool { return t.Is("highway", "pedestrian", "footway") || t.Is("place", "square") }, 8},
	{"building", true, func(t osm.Tags) bool { return t.Get("building") != "" && t.Get("building") != "no" }, 4},
	{"stream", false, func(t osm.Tags) bool {
		return t.Is("waterway", "river", "stream", "canal", "ditch", "drain") && t.Get("tunnel") == ""
	}, 30},
	{"path", false, func(t osm.Tags) bool {
		return t.Is("highway", "footway", "path", "cycleway", "track", "bridleway", "corridor") && !t.Is("footway", "crossing", "sidewalk")
	}, 6},
	{"steps", false, func(t osm.Tags) bool { return t.Is("highway", "steps") }, 4},
	{"lane", false, func(t osm.Tags) bool { return t.Is("highway", "service", "living_street", "pedestrian") }, 6},
	{"street", false, func(t osm.Tags) bool {
		return t.Is("highway", "tertiary", "tertiary_link", "unclassified", "residential", "road")
	}, 25},
	{"road", false, func(t osm.Tags) bool {
		return t.Is("highway", "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link")
	}, 1e9},
	{"rail", false, func(t osm.Tags) bool {
		return t.Is("railway", "rail", "light_rail", "tram", "narrow_gauge") && t.Get("tunnel") == "" && t.Get("service") == ""
	}, 1e9},
}

// Tolerance of the base map's lines in units, and the size below which surfaces are omitted.
const (
	fine     = 2.0
	smallest = 90.0 // square units
)

// box returns the geographic extent of the sheet.
func (s *sheet) box() geo.Box {
	return geo.Around(s.point(0, 0), s.point(s.width, s.height))
}

// base writes the base map.
func (s *sheet) base(b *strings.Builder) {
	if s.Base == nil {
		return
	}
	part := s.Base.Within(s.box())
	perUnit := 1 / s.scale
	for _, l := range layers {
		if perUnit > l.coarse {
			continue
		}
		var d strings.Builder
		if l.surface {
			for _, a := range part.Areas {
				if l.is(a.Tags) {
					s.surface(&d, part, a)
				}
			}
		} else {
			for _, w := range part.Ways {
				if l.is(w.Tags) {
					s.line(&d, part, w)
				}
			}
		}
		if d.Len() > 0 {
			s.based = true
			fmt.Fprintf(b, `<path class="base-%s" d="%s"/>`, l.class, d.String())
		}
	}
}

// surface writes an area.
func (s *sheet) surface(d *strings.Builder, part *osm.Extract, a osm.Area) {
	for _, rings := range [][][]int32{a.Outer, a.Inner} {
		for _, ring := range rings {
			line := s.clippedRing(part, ring)
			if math.Abs(area(line)) < smallest {
				continue
			}
			if line = simplifiedRing(line, fine); len(line) >= 3 {
				pen(d, line, true)
			}
		}
	}
}

// clippedRing returns the part of a ring that is on the sheet.
func (s *sheet) clippedRing(part *osm.Extract, ring []int32) []Spot {
	return clipRing(s.spots(part.Line(ring)), s.bleed())
}

// line writes a way.
func (s *sheet) line(d *strings.Builder, part *osm.Extract, w osm.Way) {
	for _, piece := range s.clippedLine(part, w.Nodes) {
		pen(d, piece, false)
	}
}

// clippedLine returns the pieces of a line that are on the sheet, simplified.
func (s *sheet) clippedLine(part *osm.Extract, nodes []int32) [][]Spot {
	pieces := clipLine(s.spots(part.Line(nodes)), s.bleed())
	for i := range pieces {
		pieces[i] = simplified(pieces[i], fine)
	}
	return pieces
}

// bleed returns the box to which the base map is clipped: the sheet and a margin that hides
// the ends of strokes.
func (v *view) bleed() box { return box{-8, -8, v.width + 8, v.height + 8} }

package routemap

import (
	"fmt"
	"math"
	"strconv"
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
// not thousands. One without a class is for its names only.
var layers = []layer{
	{"green", true, func(t osm.Tags) bool {
		return t.Is("leisure", "park", "garden", "golf_course", "nature_reserve", "pitch", "playground") ||
			t.Is("landuse", "forest", "grass", "meadow", "cemetery", "recreation_ground", "orchard", "village_green", "allotments") || t.Is("natural", "wood", "scrub", "grassland", "heath")
	}, 60},
	{water, true, osm.Tags.Water, 1e9},
	{"", true, func(t osm.Tags) bool { return t.Is("natural", "bay") }, 1e9},
	{"square", true, func(t osm.Tags) bool { return t.Is("natural", "beach", "sand") }, 30},
	{"square", true, func(t osm.Tags) bool {
		return (t.Is("highway", "pedestrian", "footway") || t.Is("place", "square") || pier(t)) && !below(t)
	}, 8},
	{"building", true, func(t osm.Tags) bool { return t.Get("building") != "" && t.Get("building") != "no" && !below(t) }, 4},
	{"stream", false, func(t osm.Tags) bool {
		return t.Is("waterway", "river", "stream", "canal", "ditch", "drain") && t.Get("tunnel") == ""
	}, 30},
	{"lane", false, pier, 8},
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
		return t.Is("railway", "rail", "light_rail", "tram", "narrow_gauge") && level(t) != tunnel && t.Get("service") == ""
	}, 1e9},
}

// water is the class of the layer before which the sea is written: over the parks that
// reach into it, and under the beaches.
const water = "water"

func pier(t osm.Tags) bool { return t.Is("man_made", "pier", "breakwater", "groyne", "quay") }

// below reports whether a surface is under the ground.
func below(t osm.Tags) bool { return strings.HasPrefix(t.Get("layer"), "-") }

// The levels of lines. Those on bridges are 1 and more.
const (
	tunnel = -1
	ground = 0
)

// level returns the level of a way. A way through a house is on the ground, and so is a
// path through a tunnel, since people walk there.
func level(t osm.Tags) int {
	switch layer, _ := strconv.Atoi(t.Get("layer")); {
	case t.Is("bridge", "no") || t.Is("tunnel", "no", "building_passage"):
		return ground
	case t.Get("bridge") != "":
		return min(max(ground+1, layer), highest)
	case t.Get("tunnel") != "" && !t.Is("highway", "footway", "path", "cycleway", "pedestrian", "steps", "corridor"):
		return tunnel
	}
	return ground
}

// highest is the maximum level of a bridge; there are at most five in reality.
const highest = 5

// decks are the widths of bridges: a little wider than the lines that the stylesheet draws
// on them, near and far.
var decks = map[string][2]int{"stream": {8, 5}, "path": {5, 3}, "steps": {7, 4}, "lane": {5, 3}, "street": {9, 5}, "road": {14, 8}, "rail": {5, 4}}

// far is the scale in metres per unit above which lines are thinner.
const far = 1.5

func (s *sheet) wide(l layer) int {
	if 1/s.scale > far {
		return decks[l.class][1]
	}
	return decks[l.class][0]
}

// Tolerance of the base map's lines in units, and the size below which surfaces are omitted.
const (
	fine     = 2.0
	smallest = 90.0 // square units
)

// box returns the geographic extent of the sheet with its bleed.
func (s *sheet) box() geo.Box {
	at := func(x, y float64) geo.Point {
		return geo.Point{Lat: s.origin.Lat - (s.top+y/s.scale)/metresPerLat, Lon: s.origin.Lon + (s.left+x/s.scale)/s.metresPerLon}
	}
	b := s.bleed()
	return geo.Around(at(b.left, b.top), at(b.right, b.bottom))
}

// base writes the base map.
func (s *sheet) base(b *strings.Builder) {
	if s.Base == nil {
		return
	}
	part := s.Base.Within(s.box())
	if 1/s.scale > far {
		b.WriteString(`<g class="far">`)
		defer b.WriteString("</g>")
	}
	var lines []layer
	for _, l := range layers {
		if l.class == water {
			s.waters(b, part)
		}
		switch {
		case 1/s.scale > l.coarse || l.class == "":
		case l.surface:
			s.surface(b, part, l)
		default:
			lines = append(lines, l)
		}
	}
	for at := tunnel; at <= highest; at++ {
		s.writeLevel(b, part, lines, at)
	}
	s.collectWords(part)
}

// waters writes the sea, and the waters of which only a part is known.
func (s *sheet) waters(b *strings.Builder, part *osm.Extract) {
	s.coast(b, part)
	for _, c := range part.Cut {
		s.cut(b, part, c)
	}
}

// surface writes the areas of a layer.
func (s *sheet) surface(b *strings.Builder, part *osm.Extract, l layer) {
	var d strings.Builder
	for _, a := range part.Areas {
		if !l.is(a.Tags) {
			continue
		}
		for _, rings := range [][][]int32{a.Outer, a.Inner} {
			for _, ring := range rings {
				s.ring(&d, s.clippedRing(part, ring))
			}
		}
	}
	s.path(b, "base-"+l.class, d.String())
}

// ring appends a ring to a path unless it is too small.
func (s *sheet) ring(d *strings.Builder, ring []Spot) {
	if math.Abs(area(ring)) < smallest {
		return
	}
	if ring = simplifiedRing(ring, fine); len(ring) >= 3 {
		pen(d, ring, true)
	}
}

// writeLevel writes the ways of one level: those in tunnels alike, those on bridges with
// edges.
func (s *sheet) writeLevel(b *strings.Builder, part *osm.Extract, lines []layer, at int) {
	var ways []osm.Way
	for _, w := range part.Ways {
		if level(w.Tags) == at {
			ways = append(ways, w)
		}
	}
	var edges, paths strings.Builder
	for _, l := range lines {
		var d strings.Builder
		for _, w := range ways {
			if l.is(w.Tags) {
				s.line(&d, part, w)
			}
		}
		if at == tunnel {
			s.path(&paths, "base-tunnel", d.String())
			continue
		}
		if at > ground && d.Len() > 0 {
			fmt.Fprintf(&edges, `<path class="base-bridge" stroke-width="%d" d="%s"/><path class="base-deck" stroke-width="%d" d="%[2]s"/>`, s.wide(l)+4, d.String(), s.wide(l))
		}
		s.path(&paths, "base-"+l.class, d.String())
	}
	b.WriteString(edges.String())
	b.WriteString(paths.String())
}

// path writes a path unless it is empty.
func (s *sheet) path(b *strings.Builder, class, d string) {
	if d != "" {
		s.based = true
		fmt.Fprintf(b, `<path class="%s" d="%s"/>`, class, d)
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
func (s *sheet) bleed() box { return box{-8, -8, s.width + 8, s.height + 8} }

func (s *sheet) spots(points []geo.Point) []Spot {
	line := make([]Spot, len(points))
	for i, p := range points {
		line[i] = s.spot(p)
	}
	return line
}

package routemap

import (
	"fmt"
	"math"
	"slices"
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
		return t.Is("railway", "rail", "light_rail", "tram", "narrow_gauge") && levelOf(t) != tunnel && t.Get("service") == ""
	}, 1e9},
}

// water is the class of the layer before which the sea is written: over the parks that
// reach into it, and under the beaches.
const water = "water"

func pier(t osm.Tags) bool { return t.Is("man_made", "pier", "breakwater", "groyne", "quay") }

// below reports whether a surface is under the ground.
func below(t osm.Tags) bool { return strings.HasPrefix(t.Get("layer"), "-") }

// The levels of lines. Those on bridges are 1 and more; what is in stations and houses is
// not drawn.
const (
	indoors = -2
	tunnel  = -1
	ground  = 0
)

// levelOf returns the level of a way. A way through a house is on the ground, and so is a
// path through a tunnel, since people walk there.
func levelOf(t osm.Tags) int {
	has := func(key string) bool { return t.Get(key) != "" && !t.Is(key, "no") }
	layer, _ := strconv.Atoi(t.Get("layer"))
	switch floor := ";" + t.Get("level"); {
	case has("indoor") || strings.Contains(floor, ";-"):
		return indoors
	case has("bridge"):
		return min(max(ground+1, layer), highest)
	case has("tunnel") && !t.Is("tunnel", "building_passage") && !t.Is("highway", "footway", "path", "cycleway", "pedestrian", "steps", "corridor"):
		return tunnel
	}
	return ground
}

// highest is the maximum level of a bridge; there are at most five in reality.
const highest = 5

// decks are the widths of bridges: a little wider than the lines that the stylesheet draws
// on them, near and far.
var decks = map[string][2]int{"stream": {8, 5}, "path": {5, 3}, "steps": {7, 4}, "lane": {5, 3}, "street": {9, 5}, "road": {14, 8}, "rail": {5, 4}}

// dashed are the lines of which one sees what is below them between the dashes.
var dashed = []string{"path", "steps", "rail"}

// far is the scale in metres per unit above which lines are thinner.
const far = 1.5

// Tolerance of the base map's lines in units, and the size below which surfaces are omitted.
const (
	fine     = 2.4
	smallest = 120.0 // square units
)

// A terrain is the base map under construction.
type terrain struct {
	view
	part *osm.Extract // what meets the sheet
	out  strings.Builder
	dry  []Spot // see land
}

// base writes the base map.
func (s *sheet) base(b *strings.Builder) {
	if s.Base == nil {
		return
	}
	t := &terrain{view: s.view, part: s.Base.Within(s.box())}
	t.write()
	s.based = t.out.Len() > 0
	if 1/s.scale > far {
		b.WriteString(`<g class="far">` + t.out.String() + "</g>")
	} else {
		b.WriteString(t.out.String())
	}
}

// write writes the surfaces, and then the lines from the lowest level to the highest.
func (t *terrain) write() {
	var lines []layer
	for _, l := range layers {
		if l.class == water {
			t.coast()
			for _, c := range t.part.Cut {
				t.cut(c)
			}
		}
		switch {
		case 1/t.scale > l.coarse || l.class == "":
		case l.surface:
			t.surface(l)
		default:
			lines = append(lines, l)
		}
	}
	for at := tunnel; at <= highest; at++ {
		t.level(lines, at)
	}
}

// surface writes the areas of a layer.
func (t *terrain) surface(l layer) {
	var rings [][]Spot
	for _, a := range t.part.Areas {
		if l.is(a.Tags) {
			rings = append(rings, t.clipped(a.Outer)...)
			rings = append(rings, t.clipped(a.Inner)...)
		}
	}
	t.fill("base-"+l.class, rings)
}

// clipped returns the parts of rings that are on the sheet.
func (t *terrain) clipped(rings [][]int32) [][]Spot {
	all := make([][]Spot, len(rings))
	for i, ring := range rings {
		all[i] = t.clippedRing(t.part, ring)
	}
	return all
}

// level writes the ways of one level: those in tunnels alike, those on bridges with
// edges.
func (t *terrain) level(lines []layer, at int) {
	var ways []osm.Way
	for _, w := range t.part.Ways {
		if levelOf(w.Tags) == at {
			ways = append(ways, w)
		}
	}
	drawn := make([]string, len(lines))
	for i, l := range lines {
		var shown [][]Spot
		for _, w := range ways {
			if l.is(w.Tags) {
				shown = append(shown, t.spots(t.part.Line(w.Nodes)))
			}
		}
		if drawn[i] = t.strokes(shown); drawn[i] != "" && at > ground {
			wide := decks[l.class][0]
			if 1/t.scale > far {
				wide = decks[l.class][1]
			}
			fmt.Fprintf(&t.out, `<path class="base-bridge" stroke-width="%d" d="%s"/>`, wide+4, drawn[i])
			if slices.Contains(dashed, l.class) {
				fmt.Fprintf(&t.out, `<path class="base-deck" stroke-width="%d" d="%s"/>`, wide, drawn[i])
			}
		}
	}
	for i, l := range lines {
		if at == tunnel {
			l.class = "tunnel"
		}
		t.path("base-"+l.class, drawn[i])
	}
}

// fill writes rings as one surface, without those that are too small.
func (t *terrain) fill(class string, rings [][]Spot) {
	var d strings.Builder
	least := smallest
	if 1/t.scale > far {
		least *= 2 // of the houses of a whole town the large ones are enough
	}
	for _, ring := range rings {
		if math.Abs(area(ring)) < least {
			continue
		}
		if ring = simplifiedRing(ring, fine); len(ring) >= 3 {
			pen(&d, ring, true)
		}
	}
	t.path(class, d.String())
}

// strokes returns the data of a path of lines.
func (t *terrain) strokes(lines [][]Spot) string {
	var d strings.Builder
	for _, line := range lines {
		for _, piece := range clipLine(line, t.bleed()) {
			pen(&d, simplified(piece, fine), false)
		}
	}
	return d.String()
}

// path writes a path unless it is empty.
func (t *terrain) path(class, d string) {
	if d != "" {
		fmt.Fprintf(&t.out, `<path class="%s" d="%s"/>`, class, d)
	}
}

// box returns the geographic extent of the sheet with its bleed.
func (v *view) box() geo.Box {
	b := v.bleed()
	return geo.Around(v.point(b.left, b.top), v.point(b.right, b.bottom))
}

// clippedRing returns the part of a ring that is on the sheet.
func (v *view) clippedRing(part *osm.Extract, ring []int32) []Spot {
	return clipRing(v.spots(part.Line(ring)), v.bleed())
}

// bleed returns the box to which the base map is clipped: the sheet and a margin that hides
// the ends of strokes.
func (v *view) bleed() box { return box{-8, -8, v.width + 8, v.height + 8} }

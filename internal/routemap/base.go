package routemap

import (
	"cmp"
	"fmt"
	"html"
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
	at := func(x, y float64) geo.Point {
		return geo.Point{Lat: s.origin.Lat - (s.top+y/s.scale)/metresPerLat, Lon: s.origin.Lon + (s.left+x/s.scale)/s.metresPerLon}
	}
	return geo.Around(at(0, 0), at(s.width, s.height))
}

// base writes the base map and collects its names.
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
	slices.SortStableFunc(s.words, func(a, b word) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text)) })
}

// surface writes an area and collects its name.
func (s *sheet) surface(d *strings.Builder, part *osm.Extract, a osm.Area) {
	for _, rings := range [][][]int32{a.Outer, a.Inner} {
		for _, ring := range rings {
			line := clipRing(s.spots(part.Line(ring)), box{-8, -8, s.width + 8, s.height + 8})
			size := math.Abs(area(line))
			if size < smallest {
				continue
			}
			if line = simplifiedRing(line, fine); len(line) >= 3 {
				pen(d, line, true)
			}
			if name := s.name(a.Tags); name != "" && size > 2500 {
				left, top, right, bottom := extent(line)
				s.words = append(s.words, word{text: name, at: Spot{(left + right) / 2, (top + bottom) / 2}, weight: math.Sqrt(size), room: right - left})
			}
		}
	}
}

// line writes a way and collects its name for each straight piece.
func (s *sheet) line(d *strings.Builder, part *osm.Extract, w osm.Way) {
	for _, piece := range clipLine(s.spots(part.Line(w.Nodes)), box{-8, -8, s.width + 8, s.height + 8}) {
		piece = simplified(piece, fine)
		pen(d, piece, false)
		name := s.name(w.Tags)
		if name == "" {
			continue
		}
		for i := 1; i < len(piece); i++ {
			dx, dy := piece[i].X-piece[i-1].X, piece[i].Y-piece[i-1].Y
			long := math.Hypot(dx, dy)
			turn := math.Atan2(dy, dx)
			if turn > math.Pi/2+0.05 {
				turn -= math.Pi
			} else if turn < -math.Pi/2+0.05 {
				turn += math.Pi
			}
			s.words = append(s.words, word{text: name, at: Spot{(piece[i].X + piece[i-1].X) / 2, (piece[i].Y + piece[i-1].Y) / 2}, turn: turn, along: true, weight: long, room: long})
		}
	}
}

// name returns the name of a feature in the map's language.
func (s *sheet) name(t osm.Tags) string {
	for _, lang := range s.Languages {
		if name := t.Get("name:" + lang); name != "" {
			return name
		}
	}
	return t.Get("name")
}

func (s *sheet) spots(points []geo.Point) []Spot {
	line := make([]Spot, len(points))
	for i, p := range points {
		line[i] = s.spot(p)
	}
	return line
}

// A word is a name of the base map that is a candidate for being written.
type word struct {
	text   string
	at     Spot    // centre
	turn   float64 // radians
	along  bool    // along a line, not inside a surface
	weight float64
	room   float64 // available width in units
}

// The names of the base map are smaller than those of stops, and limited in number.
const (
	wordSize = 22.0
	mostWord = 28
)

// writeWords writes the names of the base map that fit between the stops' names and each
// other, each name once.
func (s *sheet) writeWords(b *strings.Builder) {
	var taken []box
	written := map[string]bool{}
	for _, w := range s.words {
		long := width(w.text, wordSize)
		if len(taken) == mostWord || written[w.text] || long > w.room*1.05 || long < wordSize {
			continue
		}
		dx := (long*math.Abs(math.Cos(w.turn)) + wordSize*math.Abs(math.Sin(w.turn))) / 2
		dy := (long*math.Abs(math.Sin(w.turn)) + wordSize*math.Abs(math.Cos(w.turn))) / 2
		at := box{w.at.X - dx - gap, w.at.Y - dy - gap, w.at.X + dx + gap, w.at.Y + dy + gap}
		if !s.open(at) || slices.ContainsFunc(taken, at.meets) {
			continue
		}
		taken = append(taken, at)
		written[w.text] = true
		turn := ""
		if w.along {
			turn = ` transform="rotate(` + strconv.Itoa(int(math.Round(w.turn*180/math.Pi))) + " " + num(w.at.X) + " " + num(w.at.Y) + `)"`
		}
		fmt.Fprintf(b, `<text class="base-name" x="%s" y="%s"%s>%s</text>`, num(w.at.X), num(w.at.Y+0.36*wordSize), turn, html.EscapeString(w.text))
	}
}

// open reports whether a box contains no part of the route.
func (s *sheet) open(b box) bool {
	if b.left < 0 || b.top < 0 || b.right > s.width || b.bottom > s.height || slices.ContainsFunc(s.taken, b.meets) {
		return false
	}
	for i, at := range s.at {
		half := s.half(i)
		if b.meets(box{at.X - half, at.Y - Disc, at.X + half, at.Y + Disc}) || b.meets(s.labels[i].box) {
			return false
		}
	}
	return s.crossed(b) == 0
}

package routemap

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/osm"
)

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

// collectWords collects the names of the features that are drawn, the most important first.
func (s *sheet) collectWords(part *osm.Extract) {
	for _, l := range layers {
		if 1/s.scale > l.coarse {
			continue
		}
		if l.surface {
			for _, a := range part.Areas {
				if name := s.name(a.Tags); name != "" && l.is(a.Tags) {
					s.nameArea(name, part, a)
				}
			}
			continue
		}
		for _, w := range part.Ways {
			if name := s.name(w.Tags); name != "" && l.is(w.Tags) {
				s.nameLine(name, part, w)
			}
		}
	}
	slices.SortStableFunc(s.words, func(a, b word) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text)) })
}

// nameArea collects the name of an area, in its middle.
func (s *sheet) nameArea(name string, part *osm.Extract, a osm.Area) {
	for _, ring := range a.Outer {
		line := s.clippedRing(part, ring)
		size := math.Abs(area(line))
		if size <= 2500 {
			continue
		}
		left, top, right, bottom := extent(line)
		s.words = append(s.words, word{text: name, at: Spot{(left + right) / 2, (top + bottom) / 2}, weight: math.Sqrt(size), room: right - left})
	}
}

// nameLine collects the name of a way for each of its straight pieces.
func (s *sheet) nameLine(name string, part *osm.Extract, w osm.Way) {
	for _, piece := range s.clippedLine(part, w.Nodes) {
		for i := 1; i < len(piece); i++ {
			dx, dy := piece[i].X-piece[i-1].X, piece[i].Y-piece[i-1].Y
			long := math.Hypot(dx, dy)
			turn := math.Atan2(dy, dx)
			if turn > math.Pi/2+0.05 {
				turn -= math.Pi
			} else if turn < -math.Pi/2+0.05 {
				turn += math.Pi
			}
			s.words = append(s.words, word{text: name, at: at(piece[i-1], piece[i], 0.5), turn: turn, along: true, weight: long, room: long})
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

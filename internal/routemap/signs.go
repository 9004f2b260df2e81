package routemap

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"wayside/internal/geo"
)

// A Sign is a pictogram at a place next to the way.
type Sign struct {
	Kind string // one of guide.Services
	At   geo.Point
}

// frame is the sign's square, and pictograms what is cut out of it. A sign is one path,
// filled by the even-odd rule in the colour of the text, so it prints in black.
const frame = "M-10-15h20a5 5 0 0 1 5 5v20a5 5 0 0 1-5 5h-20a5 5 0 0 1-5-5v-20a5 5 0 0 1 5-5z"

// A pictogram is the drawing of a kind of sign.
type pictogram struct {
	kind, path string
	// few is the maximum number of the kind on a sheet; 0 for half of all signs.
	few int
}

// pictograms are our own drawings, those that are needed most first.
var pictograms = []pictogram{
	{kind: "toilets", path: "M-8.6-9a2.6 2.6 0 1 1 5.2 0a2.6 2.6 0 1 1-5.2 0zM-10-5h8v8h-1.6v8h-4.8v-8h-1.6zM3.4-9a2.6 2.6 0 1 1 5.2 0a2.6 2.6 0 1 1-5.2 0zM4-5h4l3.5 10h-3v6h-5v-6h-3z"},
	{kind: "water", path: "M0-11c4 6 7 9 7 14a7 7 0 0 1-14 0c0-5 3-8 7-14z"},
	{kind: "metro", path: "M-10 9v-18h5l5 9l5-9h5v18h-4.5v-10l-4 7h-3l-4-7v10z"},
	{kind: "first-aid", path: "M-3-10h6v7h7v6h-7v7h-6v-7h-7v-6h7z"},
	{kind: "aed", path: "M0 11c-7-5-11-9-11-14a5.5 5.5 0 0 1 11-2a5.5 5.5 0 0 1 11 2c0 5-4 9-11 14zM1-5l-5 7h3.5l-1.5 6l5-7.5h-3.5z"},
	{kind: "shelter", path: "M-12-2l12-9l12 9v3h-3v10h-3v-10h-12v10h-3v-10h-3z", few: 3},
	{kind: "bus", path: "M-9-11h18v18h-2v3h-4v-3h-6v3h-4v-3h-2zM-6-8h12v7h-12zM-6 2h3v3h-3zM3 2h3v3h-3z", few: 3},
}

// Symbol returns the path of a kind of sign, 30 units wide and high around the origin.
func Symbol(kind string) string {
	if i := rank(kind); i < len(pictograms) {
		return frame + pictograms[i].path
	}
	return ""
}

// rank returns the index of a kind in pictograms, or their number.
func rank(kind string) int {
	if i := slices.IndexFunc(pictograms, func(p pictogram) bool { return p.kind == kind }); i >= 0 {
		return i
	}
	return len(pictograms)
}

const (
	// signSize is the width of a sign in units, and signScale what makes it of a symbol.
	signSize  = 36.0
	signScale = signSize / 30
	// perSign is the part of the sheet for each sign in square units: it must not be a map
	// of bus stops.
	perSign = 110_000.0
	// merged is the distance in units within which one sign is for all of its kind.
	merged = 3 * signSize
)

// A placed sign is on the sheet.
type placedSign struct {
	kind string
	at   Spot
}

// placeSigns places the signs between the stops and their names, as many as the sheet can
// carry, and takes their space before the names of the base map.
func (s *sheet) placeSigns() {
	signs := slices.Clone(s.Signs)
	slices.SortStableFunc(signs, func(a, b Sign) int { return cmp.Compare(rank(a.Kind), rank(b.Kind)) })
	most := max(4, int(s.width*s.height/perSign))
	placed := map[string]int{}
	for _, sign := range signs {
		i := rank(sign.Kind)
		if i == len(pictograms) || len(s.signs) == most || placed[sign.Kind] == cmp.Or(pictograms[i].few, max(2, most/2)) {
			continue
		}
		real := s.spot(sign.At)
		if slices.ContainsFunc(s.signs, func(p placedSign) bool { return p.kind == sign.Kind && distance(p.at, real) < merged }) {
			continue
		}
		if at, ok := s.roomNear(real); ok {
			s.signs = append(s.signs, placedSign{sign.Kind, at})
			s.taken = append(s.taken, around(at, signSize/2+2))
			placed[sign.Kind]++
		}
	}
}

// roomNear returns the free place for a sign that is nearest to a spot: there, or up to
// one and a half signs away, so that it is still clear what it is about.
func (s *sheet) roomNear(real Spot) (Spot, bool) {
	for _, r := range []float64{0, 0.8 * signSize, 1.2 * signSize, 1.6 * signSize} {
		for turn := range 8 {
			angle := float64(turn) * math.Pi / 4
			at := Spot{real.X + r*math.Cos(angle), real.Y + r*math.Sin(angle)}
			if b := around(at, signSize/2+3); b.right < s.width-gap && b.bottom < s.height-foot && s.free(b) && !s.course.ink.meets(b) {
				return at, true
			}
			if r == 0 {
				break
			}
		}
	}
	return Spot{}, false
}

// writeSigns writes the signs, of which a script can keep the size like that of marks.
func (s *sheet) writeSigns(b *strings.Builder) {
	for _, sign := range s.signs {
		fmt.Fprintf(b, `<g transform="translate(%s %s) scale(%g)"><path class="mark sign" d="%s"/></g>`, num(sign.at.X), num(sign.at.Y), signScale, Symbol(sign.kind))
	}
}

// drawnSigns returns the kinds of signs on the sheet and in its insets, those that are needed
// most first.
func (s *sheet) drawnSigns() []string {
	all := slices.Clone(s.signs)
	for _, in := range s.insets {
		all = append(all, in.signs...)
	}
	var kinds []string
	for _, p := range pictograms {
		if slices.ContainsFunc(all, func(sign placedSign) bool { return sign.kind == p.kind }) {
			kinds = append(kinds, p.kind)
		}
	}
	return kinds
}

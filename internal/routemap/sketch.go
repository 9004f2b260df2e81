package routemap

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode/utf8"

	"wayside/internal/geo"
)

// A Region is a district or a town that a map without a base shows by its name.
type Region struct {
	Name string
	At   []geo.Point // of what is known to be in it
}

// regionSize is the height of a region's letters, and its share of the width in which they
// may be away from the middle of what is in the region.
const (
	regionSize = 1.25 * Letter
	regionAway = 0.3
)

// nameLegs writes the labels of the ways: next to their middles, or else as near to them
// as there is space.
func (n *namer) nameLegs() {
	for i, w := range n.Ways {
		if w.Label != "" {
			n.nameLeg(n.level(w.Label, 0.3*n.width), n.course.lines[i])
		}
	}
}

func (n *namer) nameLeg(l level, line []Spot) {
	points := resampled(line, step)
	for away := 0; away < len(points)/2; away += 4 {
		for _, i := range []int{len(points)/2 - away, len(points)/2 + away} {
			ahead := points[min(len(points)-1, i+1)]
			back := points[max(0, i-1)]
			u := Spot{}.towards(back, ahead, 1)
			far := math.Sqrt2*clear + 2*cell + math.Abs(u.Y)*l.long/2 + math.Abs(u.X)*l.high/2
			for _, side := range []float64{1, -1} {
				if b := l.around(Spot{points[i].X - side*u.Y*far, points[i].Y + side*u.X*far}); n.open(b) {
					n.put(l, b)
					return
				}
			}
		}
	}
}

// writeRegions writes the names of the regions where nothing else is.
func (n *namer) writeRegions(b *strings.Builder) {
	for _, r := range n.Regions {
		middle := Spot{}
		for _, p := range r.At {
			s := n.spot(p)
			middle.X, middle.Y = middle.X+s.X/float64(len(r.At)), middle.Y+s.Y/float64(len(r.At))
		}
		if at, ok := n.regionAt(r.Name, middle); ok {
			fmt.Fprintf(b, `<text class="region" x="%s" y="%s" font-size="%s">%s</text>`, num(at.X), num(at.Y+0.36*regionSize), num(regionSize), html.EscapeString(r.Name))
		}
	}
}

// spacing is the space between a region's letters, in letters.
const spacing = 0.3

// regionAt finds the nearest free place for a region's name, in rings around a point.
func (n *namer) regionAt(name string, middle Spot) (Spot, bool) {
	long, high := width(name, regionSize)+float64(utf8.RuneCountInString(name))*spacing*regionSize, 1.2*regionSize
	for ring := range int(regionAway * n.width / Letter) {
		for turn := range 16 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
			p := Spot{middle.X + cos*float64(ring)*Letter, middle.Y + sin*float64(ring)*Letter}
			if b := (box{p.X - long/2, p.Y - high/2, p.X + long/2, p.Y + high/2}); n.open(b) {
				n.take(b)
				return p, true
			}
		}
	}
	return Spot{}, false
}

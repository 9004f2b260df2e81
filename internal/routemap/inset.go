package routemap

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/geo"
)

// Stops that are too close to be told apart are drawn again in an inset, magnified. The
// place of the inset in the drawing is framed, and has one disc for all of them.
const (
	tooClose  = 1.1 * Disc // units between two stops
	apart     = 3.0        // metres between two stops below which no magnification helps
	insetMost = 2          // insets in a drawing
	magnified = 2.0        // least ratio of the two scales
	insetLess = 60.0       // metres of the least width of an inset
	// insetHigher is by how much of its width a drawing may become higher to have space for
	// its insets, if its height is not fixed.
	insetHigher = 0.4
)

// An inset is a magnified part of a drawing.
type inset struct {
	*sheet     // of its own, with its own scale
	at     box // in the drawing
	part   box // what it shows, in the drawing
}

// groups returns the groups of stops of which some are too close to each other and the
// others are nearer than touching units to one of the group, as indexes in order, the largest groups first.
func groups(s *sheet, touching float64) [][]int {
	group, crowded := make([]int, len(s.Stops)), make([]bool, len(s.Stops))
	for i := range group {
		group[i] = i
	}
	for i := range s.real {
		for j := range i {
			d := math.Hypot(s.real[i].X-s.real[j].X, s.real[i].Y-s.real[j].Y)
			if d > apart*s.scale && d < tooClose {
				crowded[i], crowded[j] = true, true
			}
			if d < touching && group[i] != group[j] {
				from := group[i]
				for k, g := range group {
					if g == from {
						group[k] = group[j]
					}
				}
			}
		}
	}
	members := map[int][]int{}
	for i, g := range group {
		members[g] = append(members[g], i)
	}
	var all [][]int
	for i := range group {
		if g := members[i]; slices.ContainsFunc(g, func(i int) bool { return crowded[i] }) {
			all = append(all, g)
		}
	}
	slices.SortStableFunc(all, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return all[:min(len(all), insetMost)]
}

// insets lays out a map with insets for its groups of close stops, or returns nil if there
// is none that would help and has space.
func insets(m Map, plain *sheet) *sheet {
	// An inset has all stops of which the discs touch each other, or else, if those need too
	// much space, those that are too close.
	for _, touching := range []float64{2 * Disc, tooClose} {
		if s := insetsOf(m, plain, groups(plain, touching)); s != nil {
			return s
		}
	}
	return nil
}

func insetsOf(m Map, plain *sheet, groups [][]int) *sheet {
	var parts []*inset
	merged := m
	merged.Stops = slices.Clone(m.Stops)
	gone := make([]bool, len(m.Stops))
	for n, group := range groups {
		in := detail(m, group, plain, n)
		if in == nil {
			continue
		}
		parts = append(parts, in)
		merged.Stops[group[0]] = together(m, group)
		for _, i := range group[1:] {
			gone[i] = true
		}
	}
	if len(parts) == 0 {
		return nil
	}
	kept := merged.Stops[:0]
	for i, stop := range merged.Stops {
		if !gone[i] {
			kept = append(kept, stop)
		}
	}
	merged.Stops = kept
	s := layOut(merged, parts)
	if s == nil && m.Tallest > m.Flattest {
		merged.Flattest = plain.height/plain.width + insetHigher
		merged.Tallest = max(m.Tallest, merged.Flattest)
		s = layOut(merged, parts)
	}
	return s
}

// detail lays out the inset for a group of stops, or returns nil if it would show little
// more.
func detail(m Map, group []int, plain *sheet, n int) *inset {
	inner := m
	inner.Stops = nil
	for _, i := range group {
		inner.Stops = append(inner.Stops, m.Stops[i])
	}
	inner.inset, inner.ID, inner.Note, inner.Regions = true, m.ID+"-"+strconv.Itoa(n), "", nil
	inner.Width = math.Round(max(0.3*m.Width, min(0.46*m.Width, 480)))
	inner.Tallest, inner.Flattest = 0.9, 0.5
	s := layOut(inner, nil)
	if s == nil || s.height > s.width || s.scale < magnified*plain.scale {
		return nil
	}
	return &inset{sheet: s}
}

// together returns a stop that represents a group.
func together(m Map, group []int) Stop {
	var numbers []string
	middle := geo.Point{}
	for _, i := range group {
		numbers = append(numbers, m.Stops[i].Number)
		middle.Lat += m.Stops[i].At.Lat / float64(len(group))
		middle.Lon += m.Stops[i].At.Lon / float64(len(group))
	}
	if m.Join == nil {
		return Stop{Number: strings.Join(numbers, ", "), At: middle}
	}
	return Stop{Number: m.Join(numbers), At: middle}
}

// placeInsets finds space for the insets, each as near as possible to what it shows, and
// reports whether there is enough.
func (s *sheet) placeInsets(insets []*inset) bool {
	free := s.course.ink.and(newInk(s.width, s.height))
	for i := range s.at {
		free.mark(s.discSpace(i))
	}
	for _, b := range s.taken {
		free.mark(b)
	}
	for _, in := range insets {
		a, b := s.spot(in.point(0, 0)), s.spot(in.point(in.width, in.height))
		in.part = box{a.X, a.Y, b.X, b.Y}
		least := math.Inf(1)
		for y := 2 * gap; y+in.height < s.height-2*gap; y += Disc / 2 {
			for x := 2 * gap; x+in.width < s.width-2*gap; x += Disc / 2 {
				at := box{x, y, x + in.width, y + in.height}
				cost := math.Hypot((at.left+at.right-a.X-b.X)/2, (at.top+at.bottom-a.Y-b.Y)/2)
				if cost >= least || free.meets(box{at.left - gap, at.top - gap, at.right + gap, at.bottom + gap}) || at.meets(in.part) {
					continue
				}
				if from, to := nearest(in.part, at); blocked(&free, from, to) {
					cost += detour
				}
				if cost < least {
					least, in.at = cost, at
				}
			}
		}
		if math.IsInf(least, 1) {
			return false
		}
		s.taken = append(s.taken, box{in.at.left - gap, in.at.top - gap, in.at.right + gap, in.at.bottom + gap})
		free.mark(s.taken[len(s.taken)-1])
	}
	s.insets = insets
	return true
}

// detour is how much farther away an inset may be for a line to it that crosses nothing, in
// units.
const detour = 400.0

// blocked reports whether something is on a line between two points.
func blocked(k *ink, from, to Spot) bool {
	long := math.Hypot(to.X-from.X, to.Y-from.Y)
	for d := cell; d < long-cell; d += cell {
		if k.meets(around(from.towards(from, to, d), cell/2)) {
			return true
		}
	}
	return false
}

// writeInsets writes the insets, and the lines that connect them with what they show.
func (s *sheet) writeInsets(b *strings.Builder) {
	for _, in := range s.insets {
		from, to := nearest(in.part, in.at)
		fmt.Fprintf(b, `<path class="leader" d="M%s %sL%s %s"/>`, num(from.X), num(from.Y), num(to.X), num(to.Y))
		in.part.write(b)
		fmt.Fprintf(b, `<svg class="inset" x="%s" y="%s" width="%s" height="%s" viewBox="0 0 %[3]s %[4]s">%s</svg>`, num(in.at.left), num(in.at.top), num(in.width), num(in.height), in.svg())
		in.at.write(b)
		s.based, s.doubts = s.based || in.based, s.doubts || in.doubts
	}
}

// write writes a box as a frame.
func (b box) write(out *strings.Builder) {
	fmt.Fprintf(out, `<rect class="frame" x="%s" y="%s" width="%s" height="%s"/>`, num(b.left), num(b.top), num(b.right-b.left), num(b.bottom-b.top))
}

// nearest returns points of two boxes that are as near to each other as any.
func nearest(a, b box) (p, q Spot) {
	p.X, q.X = closest(a.left, a.right, b.left, b.right)
	p.Y, q.Y = closest(a.top, a.bottom, b.top, b.bottom)
	return p, q
}

// closest returns numbers of two ranges that are as near to each other as any.
func closest(a, b, c, d float64) (p, q float64) {
	switch {
	case b < c:
		return b, c
	case d < a:
		return a, d
	}
	middle := (max(a, c) + min(b, d)) / 2
	return middle, middle
}

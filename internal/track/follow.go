package track

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A stop is a stop of a route that has a position.
type stop struct {
	index    int // in the route's stops
	at       diag.Place
	id       string // of its site
	location *guide.Location
	passes   []pass  // where the track passes the stop, in order
	off      float64 // minimum distance from the track in metres
	apart    bool    // after a place without a position that has a travel time
}

// Follow measures the route's legs along the track. A recording made in the opposite
// direction is reversed without a report: its lengths are valid, and the editor could
// not do anything about it.
func (t *Track) Follow(g *guide.Guide, r *guide.Route, problems *diag.List) *guide.Way {
	w := &guide.Way{Line: t.line, Metres: int(math.Round(t.Metres())), Legs: make([]int, len(r.Stops)), At: slices.Repeat([]int{-1}, len(r.Stops))}
	stops := stopsOf(g, r)
	flat := planeAt(t.line[len(t.line)/2])
	spots := make([]spot, len(t.line))
	for i, p := range t.line {
		spots[i] = flat.spot(p)
	}
	for i := range stops {
		s := &stops[i]
		s.off, s.passes = t.passes(spots, flat.spot(s.location.Point), s.location.Accuracy+maxOffset)
	}
	w.Profile = t.levels
	there, cost := along(stops)
	back, less := along(turned(stops, t.end()))
	turn := less < cost-unlike
	if turn {
		there = back
		w.Line = slices.Clone(t.line)
		slices.Reverse(w.Line)
		w.Profile = reversed(t.levels)
		for i, m := range there {
			there[i] = t.end() - m
		}
	}
	shifted := t.shifted(flat, spots, stops, problems)
	reported := map[int]bool{} // holes, by index
	for i := range stops {
		s := &stops[i]
		switch {
		case !math.IsNaN(there[i]):
			w.At[s.index] = int(math.Round(there[i]))
			if turn {
				w.At[s.index] = int(math.Round(t.end() - there[i]))
			}
			if i > 0 && !s.apart && !math.IsNaN(there[i-1]) {
				w.Legs[s.index] = t.leg(there[i-1], there[i], reported, problems)
			}
		case shifted:
		case len(s.passes) == 0:
			problems.Add(s.at, "track-stop", s.id, int(math.Round(s.off)))
		default:
			problems.Add(s.at, "track-stop/order", s.id)
		}
	}
	return w
}

// stopsOf returns the stops that have a valid position.
func stopsOf(g *guide.Guide, r *guide.Route) []stop {
	var stops []stop
	apart := false
	for i := range r.Stops {
		site := g.Site(r.Stops[i].Site)
		if site == nil || site.Location == nil || !site.Location.Point.Valid() {
			// A place without travel time, such as a lunch, is at the previous stop.
			// A place with travel time is somewhere along the track.
			apart = apart || r.Stops[i].Travel > 0
			continue
		}
		stops = append(stops, stop{index: i, at: r.Stops[i].At, id: site.ID, location: site.Location, apart: apart})
		apart = false
	}
	return stops
}

// leg returns the length of the track between two positions, or 0 if there is a hole
// between them. Each hole is reported once.
func (t *Track) leg(from, to float64, reported map[int]bool, problems *diag.List) int {
	from, to = min(from, to), max(from, to)
	whole := true
	for i, h := range t.holes {
		if h.before < to && h.before+h.wide > from {
			if whole = false; !reported[i] {
				reported[i] = true
				problems.Add(h.at, "track-hole", int(math.Round(h.wide)))
			}
		}
	}
	if !whole {
		return 0
	}
	return int(math.Round(to - from))
}

// A pass is a local minimum of the distance between a track and a stop.
type pass struct{ at, off float64 } // metres along the track, and distance from it

const (
	// maxOffset is the maximum distance in metres of a stop from the track, in
	// addition to the accuracy of its position: a building's centre is not at its gate.
	maxOffset = 150.0
	// leaves is how much the distance must increase, in metres, between two passes,
	// so that noise does not produce many passes.
	leaves = 20.0
	// passesKept is the maximum number of passes of one stop; the nearest are kept.
	passesKept = 64
)

// passes returns the minimum distance of the track from a spot, and all passes within
// the limit.
func (t *Track) passes(spots []spot, q spot, limit float64) (float64, []pass) {
	var passes []pass
	best, near := math.Inf(1), true // near: approaching a minimum
	low, high := pass{off: math.Inf(1)}, 0.0
	see := func(p pass) {
		best = min(best, p.off)
		switch {
		case near && p.off < low.off:
			low = p
		case near && p.off > low.off+leaves:
			if low.off <= limit {
				passes = append(passes, low)
			}
			near, high = false, p.off
		case !near && p.off < high-leaves:
			near, low = true, p
		case !near:
			high = max(high, p.off)
		}
	}
	for i := range spots {
		see(pass{t.metres[i], apart(q, spots[i])})
		if i+1 < len(spots) {
			off, part := nearest(q, spots[i], spots[i+1])
			see(pass{t.metres[i] + part*(t.metres[i+1]-t.metres[i]), off})
		}
	}
	if near && low.off <= limit {
		passes = append(passes, low)
	}
	if len(passes) > passesKept {
		slices.SortStableFunc(passes, func(a, b pass) int { return cmp.Compare(a.off, b.off) })
		passes = passes[:passesKept]
		slices.SortFunc(passes, func(a, b pass) int { return cmp.Compare(a.at, b.at) })
	}
	return best, passes
}

// turned returns the stops with their passes in the opposite direction.
func turned(stops []stop, metres float64) []stop {
	stops = slices.Clone(stops)
	for i := range stops {
		passes := slices.Clone(stops[i].passes)
		for j := range passes {
			passes[j].at = metres - passes[j].at
		}
		slices.Reverse(passes)
		stops[i].passes = passes
	}
	return stops
}

// Costs for choosing passes: for each stop that is left out, and for the distance of
// the others from the track.
const (
	leftOut = 4.0
	// unlike is the minimum difference in cost for choosing the opposite direction.
	unlike = 0.5
	// blur is the distance in metres below which passes are considered equal.
	blur = 15.0
	// abreast is how far back, in metres, the next stop may be: two houses may face
	// each other, and positions are inaccurate.
	abreast = 30.0
	// perMetre makes the shorter of two equal ways win: a group that walked around
	// its first stop starts its way when it finally leaves it.
	perMetre = 1e-6
	// ways is the maximum number of choices kept from stop to stop.
	ways = 256
)

// A way is a choice of passes up to a stop.
type way struct {
	at, cost float64
	stop     int // the last stop that is not left out
	before   *way
}

// along chooses a pass for each stop, in order along the track, with the minimum total
// cost. Choosing the nearest pass of each stop in turn would not work, because one
// wrong choice at a place that is passed twice would affect all following stops. The
// result is in metres along the track, NaN for stops that are left out.
func along(stops []stop) ([]float64, float64) {
	// The ways so far, sorted by at; later ones are kept only if they cost less.
	kept := []*way{}
	for i := range stops {
		s := &stops[i]
		next := []*way{}
		for _, p := range s.passes {
			off := math.Max(0, p.off-blur) / (s.location.Accuracy + maxOffset)
			next = append(next, &way{at: p.at, cost: float64(i)*leftOut + off*off - perMetre*p.at, stop: i})
			n, _ := slices.BinarySearchFunc(kept, p.at+abreast, func(w *way, at float64) int { return cmp.Compare(w.at, at) })
			if n > 0 {
				before := kept[n-1] // the cheapest of those that are early enough
				next = append(next, &way{at: max(p.at, before.at), cost: before.cost + off*off, stop: i, before: before})
			}
		}
		for _, w := range kept {
			w.cost += leftOut
			next = append(next, w)
		}
		slices.SortStableFunc(next, func(a, b *way) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.cost, b.cost)) })
		kept = kept[:0:0]
		for _, w := range next {
			if n := len(kept); n == 0 || w.cost < kept[n-1].cost {
				kept = append(kept, w)
			}
		}
		kept = kept[max(0, len(kept)-ways):] // the last are the cheapest
	}
	there := make([]float64, len(stops))
	for i := range there {
		there[i] = math.NaN()
	}
	best, cost := (*way)(nil), float64(len(stops))*leftOut
	for _, w := range kept {
		if total := w.cost + perMetre*w.at; total < cost {
			best, cost = w, total
		}
	}
	for w := best; w != nil; w = w.before {
		there[w.stop] = w.at
	}
	return there, cost
}

// Distances in metres for detecting a wrong datum: the usual distance of the stops
// from the track before and after shifting them.
const (
	misplaced = 100.0
	fits      = 50.0
)

// shifted reports evidence of a wrong datum: stops that are off the track by as much
// as GCJ-02 or BD-09 shifts a position. Either the recording was exported in that
// datum, or the positions were copied from a map that uses it. Nothing is corrected,
// because a wrong guess would be off by half a kilometre.
func (t *Track) shifted(flat plane, spots []spot, stops []stop, problems *diag.List) bool {
	distances := func(move func(geo.Point) geo.Point) (off []float64, usual float64) {
		for i := range stops {
			best, _ := t.passes(spots, flat.spot(move(stops[i].location.Point)), 0)
			off = append(off, best)
		}
		sorted := slices.Sorted(slices.Values(off))
		return off, sorted[len(sorted)/2]
	}
	if len(stops) < 2 {
		return false
	}
	now, usual := distances(func(p geo.Point) geo.Point { return p })
	if usual < misplaced {
		return false
	}
	for _, datum := range geo.Datums[1:] {
		if _, then := distances(func(p geo.Point) geo.Point { return geo.FromWGS84(p, datum) }); then < fits {
			problems.Add(diag.Place{File: t.file, Line: 1, Column: 1}, "track-datum", int(math.Round(usual)), datum)
			return true
		}
		off, then := distances(func(p geo.Point) geo.Point { return geo.ToWGS84(p, datum) })
		if then >= fits {
			continue
		}
		for i, m := range off {
			if m < fits && now[i] >= misplaced {
				problems.Add(stops[i].location.At, "track-datum/stop", int(math.Round(now[i])), t.file, datum)
			}
		}
		return true
	}
	return false
}

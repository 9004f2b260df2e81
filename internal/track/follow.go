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
	index    int // in the route
	at       diag.Place
	id       string // of its site
	location *guide.Location
	passes   []pass  // where the track passes it, the first first
	off      float64 // metres from the track, wherever that is nearest
	apart    bool    // the editor gave the time from a place before it
}

// Follow goes along the track from stop to stop of the route. A recording
// that was made the other way round is turned, without a word: its lengths
// hold, and an editor could do nothing about it.
func (t *Track) Follow(g *guide.Guide, r *guide.Route, problems *diag.List) *guide.Way {
	w := &guide.Way{Line: t.line, Metres: int(math.Round(t.Metres())), Legs: make([]int, len(r.Stops))}
	stops := stopsOf(g, r)
	flat := planeAt(t.line[len(t.line)/2])
	spots := make([]spot, len(t.line))
	for i, p := range t.line {
		spots[i] = flat.spot(p)
	}
	for i := range stops {
		s := &stops[i]
		s.off, s.passes = t.passes(spots, flat.spot(s.location.Point), s.location.Accuracy+beside)
	}
	there, cost := along(stops)
	if back, less := along(turned(stops, t.end())); less < cost-unlike {
		there = back
		w.Line = slices.Clone(t.line)
		slices.Reverse(w.Line)
		for i, m := range there {
			there[i] = t.end() - m
		}
	}
	shifted := t.shifted(flat, spots, stops, problems)
	told := map[int]bool{} // holes, by index
	for i := range stops {
		s := &stops[i]
		switch {
		case !math.IsNaN(there[i]):
			if i > 0 && !s.apart && !math.IsNaN(there[i-1]) {
				w.Legs[s.index] = t.leg(there[i-1], there[i], told, problems)
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

// stopsOf are the stops that have a position on Earth.
func stopsOf(g *guide.Guide, r *guide.Route) []stop {
	var stops []stop
	apart := false
	for i := range r.Stops {
		site := g.Site(r.Stops[i].Site)
		if site == nil || site.Location == nil || !site.Location.Point.Valid() {
			// At a lunch that took no travel the group is where it was; one that
			// did is somewhere along the track, and nobody knows where.
			apart = apart || r.Stops[i].Travel > 0
			continue
		}
		stops = append(stops, stop{index: i, at: r.Stops[i].At, id: site.ID, location: site.Location, apart: apart})
		apart = false
	}
	return stops
}

// leg is the way between two places along the track; 0 across a hole, which
// is reported once.
func (t *Track) leg(from, to float64, told map[int]bool, problems *diag.List) int {
	from, to = min(from, to), max(from, to)
	whole := true
	for i, h := range t.holes {
		if h.before < to && h.before+h.wide > from {
			if whole = false; !told[i] {
				told[i] = true
				problems.Add(h.at, "track-hole", int(math.Round(h.wide)))
			}
		}
	}
	if !whole {
		return 0
	}
	return int(math.Round(to - from))
}

// A pass is where a track comes near a stop and leaves it again.
type pass struct{ at, off float64 } // metres along the track, and beside it

const (
	// beside is how far from the track a stop may lie, in metres, over what
	// its position may be off: a building's middle is not at its gate.
	beside = 150.0
	// leaves is how much farther off, in metres, a track must go between two
	// passes, so that the receiver's tremble does not make a dozen of one.
	leaves = 20.0
	// passesKept bounds the passes at one stop, the nearest first.
	passesKept = 64
)

// passes finds how near the track comes to a spot anywhere, and every place
// where it is nearest within the limit.
func (t *Track) passes(spots []spot, q spot, limit float64) (float64, []pass) {
	var passes []pass
	best, near := math.Inf(1), true // near: on the way to the lowest of a pass
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

// turned are the stops as the track passes them the other way round.
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

// What speaks against a choice of passes: each stop that is left out, and how
// far beside the track the others lie.
const (
	leftOut = 4.0
	// unlike is the least difference that tells one direction from the other.
	unlike = 0.5
	// blur is how far beside, in metres, nobody can tell two passes apart.
	blur = 15.0
	// abreast is how far back, in metres, the next stop may lie: two houses
	// that face each other, and a position that is a little off.
	abreast = 30.0
	// perMetre lets the shorter of two equal ways win: a group that wandered
	// about its first stop began its way when it left it for good.
	perMetre = 1e-6
	// ways bounds the choices that are kept from stop to stop.
	ways = 256
)

// A way is a choice of passes up to some stop.
type way struct {
	at, cost float64
	stop     int // the last one that is on the track
	before   *way
}

// along chooses for each stop a pass, none before that of the stop before it,
// so that as little as possible speaks against the whole. Taking the nearest
// pass for each in turn would let one bad choice at a place that is passed
// twice spoil the rest. It returns metres along the track, NaN for a stop that
// is left out.
func along(stops []stop) ([]float64, float64) {
	// The ways so far, by at; a later one stays only if it costs less.
	kept := []*way{}
	for i := range stops {
		s := &stops[i]
		next := []*way{}
		for _, p := range s.passes {
			off := math.Max(0, p.off-blur) / (s.location.Accuracy + beside)
			next = append(next, &way{at: p.at, cost: float64(i)*leftOut + off*off - perMetre*p.at, stop: i})
			n, _ := slices.BinarySearchFunc(kept, p.at+abreast, func(w *way, at float64) int { return cmp.Compare(w.at, at) })
			if n > 0 {
				before := kept[n-1] // of those that are early enough the cheapest
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

// How far from the track stops lie that nobody would put there, and that fit
// once they are shifted, in metres.
const (
	misplaced = 100.0
	fits      = 50.0
)

// shifted reports what looks like two datums: stops that lie beside the track
// by as much as GCJ-02 or BD-09 shifts a position. Either the recording was
// exported in it, or the positions were copied from a map that uses it.
// Nothing is moved: a guess that is wrong would be wrong by half a kilometre.
func (t *Track) shifted(flat plane, spots []spot, stops []stop, problems *diag.List) bool {
	beside := func(move func(geo.Point) geo.Point) (off []float64, usual float64) {
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
	now, usual := beside(func(p geo.Point) geo.Point { return p })
	if usual < misplaced {
		return false
	}
	for _, datum := range geo.Datums[1:] {
		if _, then := beside(func(p geo.Point) geo.Point { return geo.FromWGS84(p, datum) }); then < fits {
			problems.Add(diag.Place{File: t.file, Line: 1, Column: 1}, "track-datum", int(math.Round(usual)), datum)
			return true
		}
		off, then := beside(func(p geo.Point) geo.Point { return geo.ToWGS84(p, datum) })
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

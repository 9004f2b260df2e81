package walk

import (
	"maps"
	"math"
	"sync"

	"wayside/internal/geo"
)

// A Preference says which paths are wanted. The zero Preference is that of a group on foot.
type Preference struct {
	Shortest bool // whatever the ways are like, and wherever the positions are held
	StepFree bool // for wheels: no steps, no stiles
	Always   bool // open at all hours
}

// Find returns the path between two positions that suits a group best: its length, with
// each part multiplied by the factor of its way, and the waiting for lifts are the least.
// It returns false if a position is far from every way, or if no way connects them.
//
// Each position is projected onto the nearest way that is connected to the other: a path
// in a courtyard may be nearer than the street but be isolated. Trading a longer distance
// to the way for a shorter path was tried and gave worse results: within a hundred metres
// it finds a back door of every other building.
func (g *Graph) Find(from, to geo.Point, by Preference) (p Path, ok bool) {
	starts, ends := g.footholds(from, to, by)
	if len(starts) == 0 {
		return p, false
	}
	return g.search(starts, ends, by)
}

// footholds returns the starting points of a search. Ways in buildings and under the
// ground are for positions without another way.
func (g *Graph) footholds(from, to geo.Point, by Preference) (starts, ends []foothold) {
	holds := []hold{holdsAll, holdsInside}
	if by.Shortest {
		holds = []hold{holdsNothing}
	}
	for _, least := range holds {
		here, there := g.islands(from, whole, least), g.islands(to, whole, least)
		island := g.common(whole, here, there, geo.Distance(from, to))
		if island < 0 {
			continue
		}
		away, off := here[island], there[island]
		n := whole
		if by.StepFree {
			// Another way that is hardly farther from the position does as well, but
			// not one at the foot of the steps that lead to it.
			n = stepFree
			here, there = within(g.islands(from, n, least), away+roundCorner), within(g.islands(to, n, least), off+roundCorner)
			if island = g.common(n, here, there, geo.Distance(from, to)); island < 0 {
				continue
			}
			away, off = here[island], there[island]
		}
		return g.nearest(from, n, island, least, away), g.nearest(to, n, island, least, off)
	}
	return nil, nil
}

// roundCorner is how much farther from a position a path without steps may begin, in
// metres.
const roundCorner = 15.0

// within returns the islands at no more than a distance.
func within(islands map[int32]float64, most float64) map[int32]float64 {
	maps.DeleteFunc(islands, func(_ int32, metres float64) bool { return metres > most })
	return islands
}

// common returns an island near two positions: of several, the one with the smallest total
// distance, excluding islands less than half as long as the distance between the positions
// in metres, such as a path in a yard between them. It returns -1 if there is none.
func (g *Graph) common(n network, here, there map[int32]float64, apart float64) int32 {
	island, least := int32(-1), math.Inf(1)
	for i, metres := range here {
		away, ok := there[i]
		if sum := metres + away; ok && 2*g.lengths[n][i] >= int64(1000*apart) && (sum < least || sum == least && i < island) {
			island, least = i, sum
		}
	}
	return island
}

// A step records how a corner was reached.
type step struct {
	search uint32 // the search that reached it
	cost   int64  // millimetres times weights
	edge   int32  // last edge; -1 at a start
	start  int32  // index of the starting foothold, if edge is -1
}

// A searcher is the reusable memory of a search.
type searcher struct {
	search  uint32
	reached []step // by corner
	queue   queue
	goals   [][3]float64
	by      Preference
}

// searchers contains unused searchers. Each is as large as its graph, and a guide has few
// graphs; searchers that are too small are dropped.
var searchers sync.Pool

func (g *Graph) searcher(by Preference) *searcher {
	s, _ := searchers.Get().(*searcher)
	if s == nil || len(s.reached) < len(g.corners) || s.search == math.MaxUint32 {
		s = &searcher{reached: make([]step, len(g.corners))}
	}
	s.search++
	s.queue, s.goals, s.by = s.queue[:0], s.goals[:0], by
	return s
}

// lightest is the weight of the best way.
var lightest = weightOf(best)

// cost returns the cost of so many millimetres of an edge.
func (by Preference) cost(e *edge, length int64) int64 {
	if by.Shortest {
		return length * lightest
	}
	return length * e.weight
}

// waiting is the cost of a lift for a group: as much as 150 metres of pavement, since
// few go up at a time.
const waiting = 150_000 // millimetres

// wait returns the cost of passing a corner. Those who avoid steps need lifts.
func (by Preference) wait(c *corner) int64 {
	if by.Shortest || by.StepFree || !c.lift {
		return 0
	}
	return waiting * lightest
}

// takes reports whether an edge may be part of a path, and passes whether a corner may.
func (by Preference) takes(e *edge) bool {
	return !(by.StepFree && e.rough) && !(by.Always && e.hours)
}

func (by Preference) passes(c *corner) bool {
	return !(by.StepFree && c.rough) && !(by.Always && c.hours)
}

// reach records a step to a corner if it is the best so far.
func (s *searcher) reach(g *Graph, c int32, to step) {
	to.cost += s.by.wait(&g.corners[c])
	if known := &s.reached[c]; known.search == s.search && known.cost <= to.cost || !s.by.passes(&g.corners[c]) {
		return
	}
	to.search = s.search
	s.reached[c] = to
	left := int64(math.MaxInt64)
	for _, goal := range s.goals {
		left = min(left, through(g.corners[c].space, goal))
	}
	s.queue.push(entry{to.cost + left*lightest, c, to.cost})
}

// An arrival is a goal on an edge of a corner, with the remaining cost.
type arrival struct {
	corner int32
	cost   int64
	end    int
}

// search runs A* from the footholds of one position to those of the other. The estimate of
// the remaining cost is the straight line on the best ways.
func (g *Graph) search(starts, ends []foothold, by Preference) (p Path, ok bool) {
	s := g.searcher(by)
	defer searchers.Put(s)
	// A goal is reached from the corners of its edge.
	var arrivals []arrival
	for j, t := range ends {
		e := &g.edges[t.edge]
		if !by.takes(e) {
			continue
		}
		s.goals = append(s.goals, space(t.point))
		if e.ahead {
			arrivals = append(arrivals, arrival{e.from, by.cost(e, t.along), j})
		}
		if e.back {
			arrivals = append(arrivals, arrival{e.to, by.cost(e, e.length()-t.along), j})
		}
	}
	best := int64(math.MaxInt64)
	start, last, end := -1, int32(-1), 0 // of the best path: start if it stays on one edge, or else the last corner
	for i, f := range starts {
		e := &g.edges[f.edge]
		if !by.takes(e) {
			continue
		}
		for j, t := range ends {
			if cost := by.cost(e, abs(t.along-f.along)); f.leads(e, t) && cost < best {
				best, start, end = cost, i, j
			}
		}
		if e.back {
			s.reach(g, e.from, step{cost: by.cost(e, f.along), edge: -1, start: int32(i)})
		}
		if e.ahead {
			s.reach(g, e.to, step{cost: by.cost(e, e.length()-f.along), edge: -1, start: int32(i)})
		}
	}
	for len(s.queue) > 0 {
		next := s.queue.pop()
		if next.least >= best {
			break
		}
		if s.reached[next.corner].cost != next.cost {
			continue // a shorter way to it has been found since
		}
		for _, a := range arrivals {
			if cost := next.cost + a.cost; a.corner == next.corner && cost < best {
				best, start, last, end = cost, -1, next.corner, a.end
			}
		}
		for _, i := range g.corners[next.corner].edges {
			e := &g.edges[i]
			if !by.takes(e) {
				continue
			}
			if e.from == next.corner && e.ahead {
				s.reach(g, e.to, step{cost: next.cost + by.cost(e, e.length()), edge: i})
			}
			if e.to == next.corner && e.back {
				s.reach(g, e.from, step{cost: next.cost + by.cost(e, e.length()), edge: i})
			}
		}
	}
	switch {
	case best == math.MaxInt64:
		return p, false
	case start >= 0:
		return g.onEdge(starts[start], ends[end]), true
	}
	return g.path(s.reached, starts, ends[end], last), true
}

// leads reports whether a foothold leads to another on the same edge.
func (f foothold) leads(e *edge, to foothold) bool {
	return f.edge == to.edge && (to.along >= f.along && e.ahead || to.along <= f.along && e.back)
}

// An entry is a corner waiting to be expanded.
type entry struct {
	least  int64 // minimum cost of a path through it
	corner int32
	cost   int64 // of reaching it at the time of the entry
}

func (a entry) before(b entry) bool {
	return a.least < b.least || a.least == b.least && a.corner < b.corner
}

// A queue is a heap ordered by least, then by corner. container/heap uses an interface
// and took 50% longer.
type queue []entry

func (q *queue) push(e entry) {
	*q = append(*q, e)
	for h, i := *q, len(*q)-1; i > 0 && h[i].before(h[(i-1)/2]); i = (i - 1) / 2 {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
	}
}

func (q *queue) pop() entry {
	h := *q
	first, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	*q = h
	for i := 0; ; {
		least := 2*i + 1
		if least >= last {
			return first
		}
		if least+1 < last && h[least+1].before(h[least]) {
			least++
		}
		if !h[least].before(h[i]) {
			return first
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

package walk

import (
	"math"
	"sync"

	"wayside/internal/geo"
)

// Find returns the shortest path between two positions. It returns false if a position
// is far from every way, or if no way connects them.
//
// Each position is projected onto the nearest way that is connected to the other: a path
// in a courtyard may be nearer than the street but be isolated. Trading a longer distance
// to the way for a shorter path was tried and gave worse results: within a hundred metres
// it finds a back door of every other building.
func (g *Graph) Find(from, to geo.Point) (p Path, ok bool) {
	starts, ends := g.footholds(from, to)
	if len(starts) == 0 {
		return p, false
	}
	return g.search(starts, ends)
}

// footholds returns the starting points of a search: the nearest points of the same
// island for both positions. Of several islands near both, it chooses the one with the
// smallest total distance, excluding islands less than half as long as the distance
// between the positions, such as a path in a yard between them.
func (g *Graph) footholds(from, to geo.Point) (starts, ends []foothold) {
	here, there := g.islands(from), g.islands(to)
	apart := int64(1000 * geo.Distance(from, to))
	island, least := int32(-1), math.Inf(1)
	for i, metres := range here {
		away, ok := there[i]
		if sum := metres + away; ok && 2*g.lengths[i] >= apart && (sum < least || sum == least && i < island) {
			island, least = i, sum
		}
	}
	if island < 0 {
		return nil, nil
	}
	return g.nearest(from, island, here[island]), g.nearest(to, island, there[island])
}

// A step records how a corner was reached.
type step struct {
	search uint32 // the search that reached it
	cost   int64  // millimetres
	edge   int32  // last edge; -1 at a start
	start  int32  // index of the starting foothold, if edge is -1
}

// A searcher is the reusable memory of a search.
type searcher struct {
	search  uint32
	reached []step // by corner
	queue   queue
	goals   [][3]float64
}

// searchers contains unused searchers. Each is as large as its graph, and a guide has few
// graphs; searchers that are too small are dropped.
var searchers sync.Pool

func (g *Graph) searcher() *searcher {
	s, _ := searchers.Get().(*searcher)
	if s == nil || len(s.reached) < len(g.corners) || s.search == math.MaxUint32 {
		s = &searcher{reached: make([]step, len(g.corners))}
	}
	s.search++
	s.queue, s.goals = s.queue[:0], s.goals[:0]
	return s
}

// reach records a step to a corner if it is the best so far.
func (s *searcher) reach(g *Graph, c int32, to step) {
	if known := &s.reached[c]; known.search == s.search && known.cost <= to.cost {
		return
	}
	to.search = s.search
	s.reached[c] = to
	left := int64(math.MaxInt64)
	for _, goal := range s.goals {
		left = min(left, through(g.corners[c].space, goal))
	}
	s.queue.push(entry{to.cost + left, c, to.cost})
}

// An arrival is a goal on an edge of a corner, with the remaining cost.
type arrival struct {
	corner int32
	cost   int64
	end    int
}

// search runs A* from the footholds of one position to those of the other. The estimate of
// the remaining cost is the straight line.
func (g *Graph) search(starts, ends []foothold) (p Path, ok bool) {
	s := g.searcher()
	defer searchers.Put(s)
	// A goal is reached from the corners of its edge.
	var arrivals []arrival
	for j, t := range ends {
		e := &g.edges[t.edge]
		s.goals = append(s.goals, space(t.point))
		if e.ahead {
			arrivals = append(arrivals, arrival{e.from, t.along, j})
		}
		if e.back {
			arrivals = append(arrivals, arrival{e.to, e.length() - t.along, j})
		}
	}
	best := int64(math.MaxInt64)
	start, last, end := -1, int32(-1), 0 // of the best path: start if it stays on one edge, or else the last corner
	for i, f := range starts {
		e := &g.edges[f.edge]
		for j, t := range ends {
			if t.edge == f.edge && (t.along >= f.along && e.ahead || t.along <= f.along && e.back) && abs(t.along-f.along) < best {
				best, start, end = abs(t.along-f.along), i, j
			}
		}
		if e.back {
			s.reach(g, e.from, step{cost: f.along, edge: -1, start: int32(i)})
		}
		if e.ahead {
			s.reach(g, e.to, step{cost: e.length() - f.along, edge: -1, start: int32(i)})
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
			if e.from == next.corner && e.ahead {
				s.reach(g, e.to, step{cost: next.cost + e.length(), edge: i})
			}
			if e.to == next.corner && e.back {
				s.reach(g, e.from, step{cost: next.cost + e.length(), edge: i})
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

package timetable

import (
	"math/bits"
	"slices"
)

// Limits of the search for the best order: with more stops that can be exchanged, or
// after more partial orders, there is no proposal. leastSaving is the saving in metres, and
// leastShare its share of the way in percent, below which another order is not worth
// proposing.
const (
	mostFree                = 12
	mostNodes               = 5_000
	leastSaving, leastShare = 100, 2
)

// An Order is an order of a tour's stops with a shorter way.
type Order struct {
	Stops []int `json:"stops"` // indexes of the stops that are visited
	Saves int   `json:"saves"` // metres
}

// BestOrder returns the order of the stops of a choice that has the shortest way
// without a conflict that the choice does not have. Stops keep their position if they
// are the first or the last, are not sites, are not reached on foot, or are reached
// by a way that was given or measured. ok is false if no order is notably shorter,
// or if more stops can be exchanged than the search is exact for.
func (t *Tour) BestOrder(c Choice) (o Order, ok bool) {
	p := t.planner(c)
	v := p.chosen(c)
	var known []identity
	for c := range p.conflicts(v) {
		known = append(known, p.identity(c))
	}
	o.Stops, o.Saves, ok = p.best(v, known)
	return o, ok
}

// best returns the order with the shortest way that has only known conflicts.
func (p *planner) best(v *variant, known []identity) (order []int, saves int, ok bool) {
	// What a way around a gate costs depends on the order, so the search does without.
	direct := *v
	direct.around = nil
	s := search{planner: p, plan: &direct, known: known}
	if v.rotates() || !s.prepare() {
		return nil, 0, false
	}
	written := walked(v)
	for {
		order, ok := s.next()
		if !ok {
			return nil, 0, false
		}
		found := *v
		found.order = order
		p.time(&found)
		if saves = written - walked(&found); saves < leastSaving || saves*100 < written*leastShare {
			return nil, 0, false // all others are longer
		}
		if s.acceptable(&found) {
			return order, saves, true
		}
	}
}

func walked(v *variant) (metres int) {
	for _, l := range v.courses[0].legs {
		metres += l.Metres
	}
	return metres
}

// A search explores orders from their beginning, first those whose way can be the
// shortest (A*). The rest of a way is estimated by the shortest rest without regard
// to conflicts, which is computed for all sets of stops (Held and Karp).
type search struct {
	*planner
	plan  *variant
	known []identity
	slots []int // the positions whose stops can be exchanged
	// Metres, which are needed again and again: between the slots' stops, and from
	// and to each of them to what follows and precedes each slot.
	between, onward, toward [][]int
	adjacent                []bool  // whether a slot follows the one before it
	rest                    [][]int // the shortest rest of a way, by the set of the slots' stops visited and the last of them
	nodes                   []node
	open                    queue // of the nodes to explore
}

// A node is the beginning of an order: which stop is in each of the first slots. Stops
// are numbered by the slots in which they are in the plan.
type node struct {
	least  int // the length of the shortest way that begins like this, without regard to conflicts
	way    int // the length so far
	set    int // the stops, one bit each
	stop   int // in the last of these slots
	before int // the node without it; negative for none
}

// prepare finds the slots and the shortest rests of ways. It returns false if there
// is nothing to exchange, or too much.
func (s *search) prepare() bool {
	for i := range s.plan.order {
		if s.free(i) {
			s.slots = append(s.slots, i)
		}
	}
	m := len(s.slots)
	if m < 2 || m > mostFree {
		return false
	}
	s.measure()
	s.rest = make([][]int, 1<<m)
	for set := len(s.rest) - 1; set > 0; set-- {
		s.rest[set] = make([]int, m)
		k := bits.OnesCount(uint(set))
		for last := range m {
			if set>>last&1 == 0 {
				continue
			}
			if k == m {
				s.rest[set][last] = s.onward[last][m-1]
				continue
			}
			shortest := -1
			for next := range m {
				if set>>next&1 == 0 {
					if way := s.step(k, last, next) + s.rest[set|1<<next][next]; shortest < 0 || way < shortest {
						shortest = way
					}
				}
			}
			s.rest[set][last] = shortest
		}
	}
	s.expand(-1, node{stop: -1})
	return true
}

// free reports whether the stop at a position can be exchanged: neither its leg nor
// the one from it was given, measured or ridden.
func (s *search) free(i int) bool {
	if i == 0 || i >= len(s.plan.order)-1 {
		return false
	}
	h := &s.Stops[s.plan.order[i]]
	next := i + 1
	for next < len(s.plan.order)-1 && s.Stops[s.plan.order[next]].Floats {
		next++
	}
	return h.Site >= 0 && h.Spot >= 0 && !h.Night && s.walks(i) && s.walks(next)
}

// walks reports whether the leg to a position is on foot and computed, also if stops
// before it are left out.
func (s *search) walks(i int) bool {
	to := s.plan.order[i]
	from := s.plan.anchor(s.plan.order[i-1])
	if !located(s.plan.spots, from, to) {
		return false
	}
	first := to
	if s.skips(s.plan, from, to) {
		first = from + 1
	}
	for stop := first; stop <= to; stop++ {
		if !s.computed(stop) || s.by(s.plan, stop) != "walk" {
			return false
		}
	}
	return true
}

func (s *search) stop(n int) int { return s.plan.order[s.slots[n]] }

// metres returns the length of the way between two stops.
func (s *search) metres(from, to int) int {
	if s.Stops[to].Floats {
		return 0
	}
	return s.direct(s.plan, s.plan.spots, from, to).Metres
}

// step returns the length of the way to a stop in slot k from one in the slot before,
// without the part of it that is the same in all orders.
func (s *search) step(k, from, to int) int {
	switch {
	case k == 0:
		return s.toward[to][0]
	case s.adjacent[k]:
		return s.between[from][to]
	}
	return s.onward[from][k-1] + s.toward[to][k]
}

// measure fills the tables of metres.
func (s *search) measure() {
	m := len(s.slots)
	for a := range m {
		s.adjacent = append(s.adjacent, a > 0 && s.fixedAfter(a-1) == s.stop(a))
		s.between, s.onward, s.toward = append(s.between, make([]int, m)), append(s.onward, make([]int, m)), append(s.toward, make([]int, m))
		for k := range m {
			if k != a {
				s.between[a][k] = s.metres(s.stop(a), s.stop(k))
			}
			s.onward[a][k] = s.metres(s.stop(a), s.fixedAfter(k))
			s.toward[a][k] = s.metres(s.fixedBefore(k), s.stop(a))
		}
	}
}

// fixedAfter and fixedBefore return the stops after and before slot k, in which the
// group is not wherever it was before. The neighbouring slot may hold them.
func (s *search) fixedAfter(k int) int {
	i := s.slots[k] + 1
	for s.Stops[s.plan.order[i]].Floats && i < len(s.plan.order)-1 {
		i++
	}
	return s.plan.order[i]
}

func (s *search) fixedBefore(k int) int { return s.plan.anchor(s.plan.order[s.slots[k]-1]) }

// next returns the complete order with the shortest way that it has not returned yet.
func (s *search) next() (order []int, ok bool) {
	for len(s.open) > 0 && len(s.nodes) < mostNodes {
		at := s.open.pop(s.nodes)
		n := s.nodes[at]
		order := s.orderOf(at)
		if bits.OnesCount(uint(n.set)) == len(s.slots) {
			return order, true
		}
		if s.possible(order, bits.OnesCount(uint(n.set))) {
			s.expand(at, n)
		}
	}
	return nil, false
}

// expand adds the nodes with one stop more.
func (s *search) expand(at int, n node) {
	k := bits.OnesCount(uint(n.set))
	for stop := range s.slots {
		if n.set>>stop&1 == 1 {
			continue
		}
		set := n.set | 1<<stop
		way := n.way + s.step(k, n.stop, stop)
		s.nodes = append(s.nodes, node{least: way + s.rest[set][stop], way: way, set: set, stop: stop, before: at})
		s.open.push(len(s.nodes)-1, s.nodes)
	}
}

// orderOf returns the plan's order with the stops of a node in its slots. Slots after
// them keep their stops, which may then be there twice.
func (s *search) orderOf(at int) []int {
	order := slices.Clone(s.plan.order)
	for at >= 0 {
		n := s.nodes[at]
		order[s.slots[bits.OnesCount(uint(n.set))-1]] = s.stop(n.stop)
		at = n.before
	}
	return order
}

// possible reports whether the stops up to the last of the first k slots can be
// visited in this order.
func (s *search) possible(order []int, k int) bool {
	v := *s.plan
	v.order = order[:s.slots[k-1]+1]
	s.time(&v)
	for i := range v.order {
		if c, ok := s.visit(&v, i); ok && !slices.Contains(s.known, s.identity(c)) {
			return false
		}
	}
	return true
}

// acceptable reports whether a variant has no conflict that is not known.
func (s *search) acceptable(v *variant) bool {
	for c := range s.conflicts(v) {
		if !slices.Contains(s.known, s.identity(c)) {
			return false
		}
	}
	return true
}

// A queue is a binary heap of nodes: the shortest way first, and of two equal ones
// the node that was added first.
type queue []int

func (q queue) less(i, j int, nodes []node) bool {
	a, b := q[i], q[j]
	return nodes[a].least < nodes[b].least || nodes[a].least == nodes[b].least && a < b
}

func (q *queue) push(at int, nodes []node) {
	*q = append(*q, at)
	for i := len(*q) - 1; i > 0 && q.less(i, (i-1)/2, nodes); i = (i - 1) / 2 {
		(*q)[i], (*q)[(i-1)/2] = (*q)[(i-1)/2], (*q)[i]
	}
}

func (q *queue) pop(nodes []node) int {
	first, last := (*q)[0], len(*q)-1
	(*q)[0] = (*q)[last]
	*q = (*q)[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if q.less(child, least, nodes) {
				least = child
			}
		}
		if least == i {
			return first
		}
		(*q)[i], (*q)[least] = (*q)[least], (*q)[i]
		i = least
	}
}

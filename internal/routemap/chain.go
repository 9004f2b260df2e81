package routemap

import (
	"cmp"
	"math"
	"slices"
)

// sharpest is the greatest turn at which two ways of one name are joined.
const sharpest = 60 * math.Pi / 180

// mostAtNode is the number of ends of one name at a node above which none are joined: a
// name that meets itself so often is not a street's.
const mostAtNode = 8

// An end is one of the two ends of a way: its first node or, if last is set, its last one.
type end struct {
	way  int
	last bool
}

// joined joins ways that share end nodes into chains, at each node those that turn least.
// Together the chains contain every way once.
func joined(ways [][]int32, spot func(int32) Spot) [][]int32 {
	next := partners(ways, spot)
	used := make([]bool, len(ways))
	var chains [][]int32
	follow := func(from end) []int32 {
		var chain []int32
		for at := from; ; {
			used[at.way] = true
			nodes := ways[at.way]
			if at.last {
				nodes = slices.Clone(nodes)
				slices.Reverse(nodes)
			}
			if len(chain) > 0 {
				nodes = nodes[1:]
			}
			chain = append(chain, nodes...)
			to, ok := next[end{at.way, !at.last}]
			if !ok || used[to.way] {
				return chain
			}
			at = to
		}
	}
	// Chains begin at ends without a partner; what remains are rings.
	for _, ring := range []bool{false, true} {
		for i := range ways {
			for _, from := range []end{{i, false}, {i, true}} {
				if _, ok := next[from]; !used[i] && (ring || !ok) {
					chains = append(chains, follow(from))
				}
			}
		}
	}
	return chains
}

// partners returns for each end the end of another way that continues it.
func partners(ways [][]int32, spot func(int32) Spot) map[end]end {
	at := map[int32][]end{}
	var nodes []int32 // in the order of the ways
	for i, w := range ways {
		for _, e := range []end{{i, false}, {i, true}} {
			n := w[0]
			if e.last {
				n = w[len(w)-1]
			}
			if at[n] == nil {
				nodes = append(nodes, n)
			}
			at[n] = append(at[n], e)
		}
	}
	leaving := func(e end) float64 {
		w := ways[e.way]
		a, b := spot(w[0]), spot(w[1])
		if e.last {
			a, b = spot(w[len(w)-1]), spot(w[len(w)-2])
		}
		return math.Atan2(b.Y-a.Y, b.X-a.X)
	}
	next := map[end]end{}
	for _, n := range nodes {
		ends := at[n]
		if len(ends) < 2 || len(ends) > mostAtNode {
			continue
		}
		type pair struct {
			a, b end
			turn float64
		}
		var pairs []pair
		for i, a := range ends {
			for _, b := range ends[:i] {
				if turn := math.Pi - bend(leaving(a), leaving(b)); a.way != b.way && turn <= sharpest {
					pairs = append(pairs, pair{a, b, turn})
				}
			}
		}
		slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(p.turn, q.turn) })
		for _, p := range pairs {
			_, a := next[p.a]
			_, b := next[p.b]
			if !a && !b {
				next[p.a], next[p.b] = p.b, p.a
			}
		}
	}
	return next
}

// bend returns the angle between two directions, at most π.
func bend(a, b float64) float64 {
	return math.Abs(math.Remainder(a-b, 2*math.Pi))
}

// resampled returns the points of a line at multiples of a length along it.
func resampled(line []Spot, step float64) []Spot {
	points := []Spot{line[0]}
	along, next := 0.0, step
	for i := 1; i < len(line); i++ {
		long := math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
		for ; next <= along+long; next += step {
			points = append(points, at(line[i-1], line[i], (next-along)/long))
		}
		along += long
	}
	return points
}

// smoothed returns a moving average of a resampled line over a number of points on either
// side, which rounds its corners. The ends stay.
func smoothed(line []Spot, side int) []Spot {
	sums := make([]Spot, len(line)+1)
	for i, p := range line {
		sums[i+1] = Spot{sums[i].X + p.X, sums[i].Y + p.Y}
	}
	smooth := make([]Spot, len(line))
	for i := range line {
		n := min(side, i, len(line)-1-i)
		count := float64(2*n + 1)
		a, b := sums[i-n], sums[i+n+1]
		smooth[i] = Spot{(b.X - a.X) / count, (b.Y - a.Y) / count}
	}
	return smooth
}

// parallel returns a line at a distance to the right of a resampled one, or to its left if
// the distance is negative.
func parallel(line []Spot, distance float64) []Spot {
	moved := make([]Spot, len(line))
	for i, p := range line {
		a, b := line[max(0, i-1)], line[min(len(line)-1, i+1)]
		long := max(math.Hypot(b.X-a.X, b.Y-a.Y), 1e-9)
		moved[i] = Spot{p.X - (b.Y-a.Y)/long*distance, p.Y + (b.X-a.X)/long*distance}
	}
	return moved
}

package walk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"wayside/internal/geo"
)

// randomTown returns a grid of streets of all kinds with missing ones, diagonals, and optionally
// streets that are one-way on foot.
func randomTown(t *testing.T, r *rand.Rand, oneways bool) *Graph {
	const side = 8
	var rows []string
	letter := func(x, y int) rune { return rune(0x4e00 + y*side + x) }
	for y := range side {
		row := []rune{}
		for x := range side {
			row = append(row, letter(x, y))
			for range 1 + r.IntN(3) {
				row = append(row, ' ')
			}
		}
		rows = append(rows, string(row))
	}
	sketch := ""
	for _, row := range rows {
		sketch += row + "\n"
	}
	var things []string
	for y := range side {
		for x := range side {
			for _, to := range [][2]int{{x + 1, y}, {x, y + 1}, {x + 1, y + 1}} {
				if to[0] >= side || to[1] >= side || r.IntN(3) == 0 {
					continue
				}
				tags := streets[r.IntN(len(streets))]
				if oneways && r.IntN(4) == 0 {
					tags += " oneway:foot=yes"
				}
				things = append(things, fmt.Sprintf("%c%c %s", letter(x, y), letter(to[0], to[1]), tags))
			}
		}
	}
	for range 6 {
		things = append(things, fmt.Sprintf("%c: %s", letter(r.IntN(side), r.IntN(side)), []string{"barrier=kissing_gate", "barrier=gate opening_hours=08:00-18:00", "barrier=gate access=no", "highway=elevator"}[r.IntN(4)]))
	}
	g, _ := draw(t, sketch, things...)
	return g
}

// streets are the kinds of streets of a random town.
var streets = []string{
	"highway=footway", "highway=residential", "highway=residential sidewalk=both", "highway=steps", "highway=primary", "highway=secondary sidewalk=both",
	"highway=service service=parking_aisle", "highway=corridor", "highway=tertiary tunnel=yes", "highway=footway opening_hours=08:00-18:00", "highway=motorway", "highway=footway wheelchair=no",
}

// preferences are all combinations.
var preferences = []Preference{
	{}, {Shortest: true}, {StepFree: true}, {Always: true}, {Shortest: true, StepFree: true}, {StepFree: true, Always: true},
}

// everyWay computes the cost of a path between footholds with the simple Bellman–Ford
// algorithm.
func (g *Graph) everyWay(starts, ends []foothold, by Preference) int64 {
	const never = math.MaxInt64 / 4
	cost := make([]int64, len(g.corners))
	for i := range cost {
		cost[i] = never
	}
	reach := func(c int32, at int64) {
		if by.passes(&g.corners[c]) {
			cost[c] = min(cost[c], at+by.wait(&g.corners[c]))
		}
	}
	best := int64(never)
	for _, f := range starts {
		e := &g.edges[f.edge]
		if !by.takes(e) {
			continue
		}
		if e.back {
			reach(e.from, by.cost(e, f.along))
		}
		if e.ahead {
			reach(e.to, by.cost(e, e.length()-f.along))
		}
		for _, t := range ends {
			if t.edge == f.edge && (t.along >= f.along && e.ahead || t.along <= f.along && e.back) {
				best = min(best, by.cost(e, abs(t.along-f.along)))
			}
		}
	}
	for range g.corners {
		for i := range g.edges {
			e := &g.edges[i]
			if !by.takes(e) {
				continue
			}
			if e.ahead {
				reach(e.to, cost[e.from]+by.cost(e, e.length()))
			}
			if e.back {
				reach(e.from, cost[e.to]+by.cost(e, e.length()))
			}
		}
	}
	for _, t := range ends {
		e := &g.edges[t.edge]
		if !by.takes(e) {
			continue
		}
		if e.ahead {
			best = min(best, cost[e.from]+by.cost(e, t.along))
		}
		if e.back {
			best = min(best, cost[e.to]+by.cost(e, e.length()-t.along))
		}
	}
	return best
}

// costOf returns the cost and the millimetres of a path.
func (g *Graph) costOf(p Path, by Preference) (cost, length int64) {
	for i, q := range p.parts {
		if c := g.edges[q.edge].corner(q.from); i > 0 && c >= 0 {
			cost += by.wait(&g.corners[c])
		}
		cost += by.cost(&g.edges[q.edge], abs(q.to-q.from))
		length += abs(q.to - q.from)
	}
	return cost, length
}

// TestBest checks in random towns that the path found is the best, has the same length in
// the opposite direction, that its line has its length, and that it has nothing that it is
// to avoid.
func TestBest(t *testing.T) {
	found := map[Preference]int{}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		g := randomTown(t, r, seed%3 == 0)
		for range 20 {
			from := geo.Point{Lat: -r.Float64() * 8 * north, Lon: r.Float64() * 24 * north}
			to := geo.Point{Lat: -r.Float64() * 8 * north, Lon: r.Float64() * 24 * north}
			for _, by := range preferences {
				if p, ok := g.Find(from, to, by); g.verify(t, from, to, by, p, ok) {
					found[by]++
				}
				if t.Failed() {
					t.Fatalf("seed %d: %+v", seed, by)
				}
			}
		}
	}
	for _, by := range preferences {
		if found[by] < 100 {
			t.Errorf("%+v: %d paths found", by, found[by])
		}
	}
}

// verify checks a result of Find. It reports whether there is a path.
func (g *Graph) verify(t *testing.T, from, to geo.Point, by Preference, p Path, ok bool) bool {
	starts, ends := g.footholds(from, to, by)
	want := g.everyWay(starts, ends, by)
	if !ok {
		if len(starts) > 0 && want < math.MaxInt64/4 {
			t.Errorf("no path found, want one of cost %d", want)
		}
		return false
	}
	cost, length := g.costOf(p, by)
	if cost != want || int64(p.Metres) != (length+500)/1000 {
		t.Errorf("a path of cost %d, %d mm, given as %d m; want cost %d", cost, length, p.Metres, want)
	}
	if again, _ := g.Find(from, to, by); !reflect.DeepEqual(again, p) {
		t.Error("a repeated search found a different path")
	}
	if back, _ := g.Find(to, from, by); g.Symmetric() && back.Metres != p.Metres {
		t.Errorf("%d m there, %d m back", p.Metres, back.Metres)
	}
	if by.StepFree && (p.Rough || p.Steps > 0) || by.Always && len(p.Gates) > 0 {
		t.Errorf("a path with steps or gates: %+v", p)
	}
	if there := p.Reversed().Reversed(); !reflect.DeepEqual(there, p) {
		t.Error("a path that is reversed twice is different")
	}
	if q, ok := g.Find(from, to, Preference{Shortest: true}); ok && q.Metres > p.Metres && sameEnds(p, q) {
		t.Errorf("the shortest path has %d m, another has %d", q.Metres, p.Metres)
	}
	line := 0.0
	for i := 1; i < len(p.Line); i++ {
		line += geo.Distance(p.Line[i-1], p.Line[i])
	}
	if math.Abs(line-float64(p.Metres)) > 1.5 {
		t.Errorf("a path of %d m, a line of %.1f m", p.Metres, line)
	}
	return true
}

// sameEnds reports whether two paths have the same ends. A path without steps may begin a
// little farther from a position.
func sameEnds(a, b Path) bool {
	return a.Line[0] == b.Line[0] && a.Line[len(a.Line)-1] == b.Line[len(b.Line)-1]
}

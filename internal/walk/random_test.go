package walk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"wayside/internal/geo"
)

// randomTown returns a grid of streets with missing ones, steps, diagonals, and optionally
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
				tags := []string{"highway=footway", "highway=residential", "highway=steps"}[r.IntN(3)]
				if oneways && r.IntN(4) == 0 {
					tags += " oneway:foot=yes"
				}
				things = append(things, fmt.Sprintf("%c%c %s", letter(x, y), letter(to[0], to[1]), tags))
			}
		}
	}
	g, _ := draw(t, sketch, things...)
	return g
}

// everyWay computes the distance in millimetres between footholds with the simple
// Bellman–Ford algorithm.
func (g *Graph) everyWay(starts, ends []foothold) int64 {
	const never = math.MaxInt64 / 4
	cost := make([]int64, len(g.corners))
	for i := range cost {
		cost[i] = never
	}
	best := int64(never)
	for _, f := range starts {
		e := &g.edges[f.edge]
		if e.back {
			cost[e.from] = min(cost[e.from], f.along)
		}
		if e.ahead {
			cost[e.to] = min(cost[e.to], e.length()-f.along)
		}
		for _, t := range ends {
			if t.edge == f.edge && (t.along >= f.along && e.ahead || t.along <= f.along && e.back) {
				best = min(best, abs(t.along-f.along))
			}
		}
	}
	for range g.corners {
		for i := range g.edges {
			e := &g.edges[i]
			if e.ahead {
				cost[e.to] = min(cost[e.to], cost[e.from]+e.length())
			}
			if e.back {
				cost[e.from] = min(cost[e.from], cost[e.to]+e.length())
			}
		}
	}
	for _, t := range ends {
		e := &g.edges[t.edge]
		if e.ahead {
			best = min(best, cost[e.from]+t.along)
		}
		if e.back {
			best = min(best, cost[e.to]+e.length()-t.along)
		}
	}
	return best
}

// TestShortest checks in random towns that the path found is the shortest, has the same
// length in the opposite direction, and that its line has its length.
func TestShortest(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		g := randomTown(t, r, seed%3 == 0)
		for range 40 {
			from := geo.Point{Lat: -r.Float64() * 8 * north, Lon: r.Float64() * 24 * north}
			to := geo.Point{Lat: -r.Float64() * 8 * north, Lon: r.Float64() * 24 * north}
			found, ok := g.Find(from, to)
			starts, ends := g.footholds(from, to)
			want := g.everyWay(starts, ends)
			if !ok {
				if len(starts) > 0 && want < math.MaxInt64/4 {
					t.Fatalf("seed %d: no path found, want one of %d mm", seed, want)
				}
				continue
			}
			if int64(found.Metres) != (want+500)/1000 {
				t.Fatalf("seed %d: %d m, want %d mm", seed, found.Metres, want)
			}
			if again, _ := g.Find(from, to); !reflect.DeepEqual(again, found) {
				t.Fatalf("seed %d: repeated search found a different path", seed)
			}
			if back, _ := g.Find(to, from); g.Symmetric() && back.Metres != found.Metres {
				t.Fatalf("seed %d: %d m there, %d m back", seed, found.Metres, back.Metres)
			}
			length := 0.0
			for i := 1; i < len(found.Line); i++ {
				length += geo.Distance(found.Line[i-1], found.Line[i])
			}
			if math.Abs(length-float64(found.Metres)) > 1.5 {
				t.Fatalf("seed %d: path of %d m, line of %.1f m", seed, found.Metres, length)
			}
		}
	}
}

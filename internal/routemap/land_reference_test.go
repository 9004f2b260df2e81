package routemap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"wayside/internal/geo"
)

// monaco has places in the sea and on land of which there is no doubt.
var (
	monacoSea  = []geo.Point{{Lat: 43.7300, Lon: 7.4300}, {Lat: 43.7350, Lon: 7.4240}, {Lat: 43.7385, Lon: 7.4340}, {Lat: 43.7270, Lon: 7.4230}}
	monacoLand = []geo.Point{{Lat: 43.7314, Lon: 7.4202}, {Lat: 43.7393, Lon: 7.4279}, {Lat: 43.7289, Lon: 7.4160}, {Lat: 43.7366, Lon: 7.4190}}
)

// TestMonaco draws random sheets of Monaco, of the whole extract and of a part of it: where
// the sea is drawn it is the sea, and it is drawn on nearly all sheets.
func TestMonaco(t *testing.T) {
	e, places := referenceTowns[1].open(t)
	random := rand.New(rand.NewPCG(4, 2))
	drawn, sheets := 0, 0
	for range 60 {
		m := Map{Width: 900, Word: 24, Tallest: 1.15, Flattest: 0.5, North: "N", Distance: words, Base: e}
		for i := range 2 + random.IntN(5) {
			m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), At: places[random.IntN(len(places))]})
		}
		part := *e
		if random.IntN(2) == 0 {
			whole := geo.Around()
			for _, s := range m.Stops {
				whole = whole.Add(s.At)
			}
			part = *e.Within(whole.Grow(300))
			part.Boxes = []geo.Box{whole.Grow(300)}
		}
		s := set(m)
		ground := &terrain{view: s.view, part: part.Within(s.box())}
		water := seaOf(ground)
		sheet := s.bleed()
		for _, p := range monacoLand {
			if at := s.spot(p); sheet.has(at) && wet(at, water) {
				t.Errorf("%v on land is in the sea", p)
			}
		}
		for _, p := range monacoSea {
			if at := s.spot(p); sheet.has(at) && ground.known().has(at) {
				sheets++
				if wet(at, water) {
					drawn++
				}
			}
		}
	}
	t.Logf("%d of %d places are in the sea", drawn, sheets)
	if drawn < sheets*95/100 {
		t.Errorf("%d of %d places are in the sea, want 95%%", drawn, sheets)
	}
}

// TestDamagedMonaco reverses and drops coastlines: the land stays dry.
func TestDamagedMonaco(t *testing.T) {
	e, _ := referenceTowns[1].open(t)
	random := rand.New(rand.NewPCG(6, 1))
	for n := range 60 {
		damaged := *e
		damaged.Ways = nil
		for _, w := range e.Ways {
			if w.Tags.Is("natural", "coastline") {
				switch {
				case n == 0 || random.IntN(5) == 0:
					w.Nodes = slices.Clone(w.Nodes)
					slices.Reverse(w.Nodes)
				case random.IntN(5) == 0:
					continue
				}
			}
			damaged.Ways = append(damaged.Ways, w)
		}
		m := Map{Width: 900, Word: 24, Tallest: 1.15, Flattest: 0.5, North: "N", Distance: words, Base: &damaged}
		for i, p := range monacoLand {
			m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), At: p})
		}
		s := set(m)
		water := seaOf(&terrain{view: s.view, part: damaged.Within(s.box())})
		for _, p := range monacoLand {
			if wet(s.spot(p), water) {
				t.Errorf("damage %d: %v on land is in the sea", n, p)
			}
		}
	}
}

// seaOf returns the sea of a terrain.
func seaOf(t *terrain) [][]Spot {
	var lines [][]Spot
	for _, w := range t.part.Ways {
		if w.Tags.Is("natural", "coastline") {
			lines = append(lines, t.spots(t.part.Line(w.Nodes)))
		}
	}
	return sea(lines, t.land(), t.known(), t.bleed())
}

// BenchmarkDense draws ten stops of each town with names, signs, and the sea.
func BenchmarkDense(b *testing.B) {
	for _, town := range referenceTowns {
		b.Run(town.name, func(b *testing.B) {
			e, places := town.open(b)
			m := Map{Width: 1760, Word: 24, Tallest: 1.15, Flattest: 0.5, North: "N", Distance: words, Base: e}
			for i := range 10 {
				m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), Name: "清华大学大礼堂", At: places[i*len(places)/10]})
			}
			for _, spot := range e.Spots {
				m.Signs = append(m.Signs, Sign{[]string{"toilets", "water", "bus"}[len(m.Signs)%3], e.Nodes[spot.Node].Point()})
			}
			for b.Loop() {
				b.SetBytes(int64(len(Draw(m).SVG)))
			}
		})
	}
}

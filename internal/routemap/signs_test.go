package routemap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wayside/internal/geo"
)

// TestSigns draws random routes with many services: no sign covers a disc, a name, a way,
// the furniture or another sign, there are not too many, and the names of the base map are
// next to them.
func TestSigns(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	kinds := []string{"bus", "shelter", "aed", "first-aid", "metro", "water", "toilets", "unknown"}
	for n := range 150 {
		m := townMap(t)
		m.Width = []float64{900, 1760}[n%2]
		at := func() geo.Point {
			return geo.Point{Lat: 39.998 + 0.006*random.Float64(), Lon: 116.001 + 0.008*random.Float64()}
		}
		for i := range random.IntN(8) {
			m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 3), Name: "纪念馆", At: at()})
			m.Ways = append(m.Ways, Way{By: "walk", Traced: true, Line: []geo.Point{m.Stops[i].At, m.Stops[i+1].At}})
		}
		for range random.IntN(60) {
			m.Signs = append(m.Signs, Sign{kinds[random.IntN(len(kinds))], at()})
		}
		s := set(m)
		if most := max(4, int(s.width*s.height/perSign)); len(s.signs) > most {
			t.Errorf("map %d has %d signs, want at most %d", n, len(s.signs), most)
		}
		for i, sign := range s.signs {
			b := around(sign.at, signSize/2)
			if b.left < 0 || b.top < 0 || b.right > s.width || b.bottom > s.height || s.obstacles.covers(b) || s.course.ink.meets(b) {
				t.Errorf("map %d: the sign of %s covers something", n, sign.kind)
			}
			others := slices.DeleteFunc(slices.Clone(s.taken), func(taken box) bool { return taken == around(sign.at, signSize/2+2) })
			if len(others) != len(s.taken)-1 || slices.ContainsFunc(others, b.meets) {
				t.Errorf("map %d: the sign of %s covers furniture or another sign", n, sign.kind)
			}
			for _, other := range s.signs[:i] {
				if rank(other.kind) > rank(sign.kind) {
					t.Errorf("map %d: %s is placed before %s", n, other.kind, sign.kind)
				}
			}
		}
		d := Draw(m)
		if got := strings.Count(d.SVG, `class="mark sign"`); got != len(s.signs) {
			t.Errorf("map %d: %d signs are drawn, want %d", n, got, len(s.signs))
		}
		if slices.Contains(d.Signs, "unknown") || len(d.Signs) > len(s.signs) || len(s.signs) > 0 && len(d.Signs) == 0 {
			t.Errorf("map %d: the legend is %q for %d signs", n, d.Signs, len(s.signs))
		}
	}
}

// Toilets come first, and close ones are one sign.
func TestSignsByNeed(t *testing.T) {
	m := townMap(t)
	for i := range 40 {
		m.Signs = append(m.Signs, Sign{"bus", geo.Point{Lat: 39.999 + float64(i%8)*0.0006, Lon: 116.002 + float64(i/8)*0.001}})
	}
	m.Signs = append(m.Signs, Sign{"toilets", geo.Point{Lat: 40.0012, Lon: 116.0041}}, Sign{"toilets", geo.Point{Lat: 40.00121, Lon: 116.00412}})
	d := Draw(m)
	if !slices.Equal(d.Signs, []string{"toilets", "bus"}) || strings.Count(d.SVG, Symbol("toilets")) != 1 || strings.Count(d.SVG, Symbol("bus")) != 3 {
		t.Errorf("%q: %d toilets and %d bus stops", d.Signs, strings.Count(d.SVG, Symbol("toilets")), strings.Count(d.SVG, Symbol("bus")))
	}
	if Symbol("unknown") != "" {
		t.Error("an unknown kind has a symbol")
	}
}

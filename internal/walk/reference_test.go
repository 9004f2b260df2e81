package walk

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// munichMap is an extract, and munichPairs the distances computed by Valhalla for 400 pairs
// of places in it with its pedestrian profile and shortest = true. They are not part of the
// repository.
const (
	munichMap   = "../../../shared/data/osm/munchen-valhalla.osm.pbf"
	munichPairs = "../../../shared/data/ref/poiref-munchen-valhalla.json"
)

type pair struct {
	A, B     [2]float64
	Shortest float64 `json:"shortest"` // metres
}

func munich(t testing.TB) (*Graph, []pair) {
	t.Helper()
	data, err := os.ReadFile(munichMap)
	if err != nil {
		t.Skip("the reference is not available: ", err)
	}
	text, err := os.ReadFile(munichPairs)
	if err != nil {
		t.Skip("the reference is not available: ", err)
	}
	var pairs []pair
	if err := json.Unmarshal(text, &pairs); err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	e := osm.Read(context.Background(), []osm.File{{Name: munichMap, Data: data}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	return New(e), pairs
}

// TestReference compares distances with Valhalla's.
func TestReference(t *testing.T) {
	g, pairs := munich(t)
	var off []float64
	close := 0
	for _, p := range pairs {
		found, ok := g.Find(point(p.A), point(p.B))
		if !ok {
			t.Errorf("no way from %v to %v", p.A, p.B)
			continue
		}
		off = append(off, math.Abs(float64(found.Metres)-p.Shortest)/p.Shortest)
		if off[len(off)-1] <= 0.05 {
			close++
		}
		if back, _ := g.Find(point(p.B), point(p.A)); back.Metres != found.Metres && g.Symmetric() {
			t.Errorf("from %v to %v: %d m, and %d m back", p.A, p.B, found.Metres, back.Metres)
		}
		length := 0.0
		for i := 1; i < len(found.Line); i++ {
			length += geo.Distance(found.Line[i-1], found.Line[i])
		}
		if math.Abs(length-float64(found.Metres)) > 1.5 {
			t.Errorf("from %v to %v: path of %d m, line of %.1f m", p.A, p.B, found.Metres, length)
		}
	}
	slices.Sort(off)
	median, p90, share := off[len(off)/2], off[len(off)*9/10], float64(close)/float64(len(pairs))
	t.Logf("%d pairs: off by %.2f %% at the median, %.2f %% at the 90th percentile; %.1f %% within 5 %%", len(pairs), 100*median, 100*p90, 100*share)
	if median > 0.005 || p90 > 0.05 || share < 0.92 {
		t.Error("want at most 0.5% at the median and 5% at the 90th percentile, and at least 92% within 5%")
	}
}

func point(p [2]float64) geo.Point { return geo.Point{Lat: p[0], Lon: p[1]} }

// BenchmarkFind finds the paths of the reference.
func BenchmarkFind(b *testing.B) {
	g, pairs := munich(b)
	i := 0
	for b.Loop() {
		g.Find(point(pairs[i%len(pairs)].A), point(pairs[i%len(pairs)].B))
		i++
	}
}

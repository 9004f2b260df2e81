package track

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

// tour returns a route with a stop at each spot; NaN represents a place that is not a
// site.
func tour(flat plane, spots ...spot) (*guide.Guide, *guide.Route) {
	g, r := &guide.Guide{}, &guide.Route{}
	for i, s := range spots {
		stop := guide.Stop{At: diag.Place{File: "routes/walk.toml", Line: 10 + i, Column: 1}}
		if !math.IsNaN(s.x) {
			stop.Site = fmt.Sprintf("s%d", i)
			g.Sites = append(g.Sites, guide.Site{ID: stop.Site, Location: &guide.Location{Point: flat.point(s), At: diag.Place{File: "sites.toml", Line: 20 + i, Column: 12}}})
		}
		r.Stops = append(r.Stops, stop)
	}
	g.Index()
	return g, r
}

var nowhere = spot{math.NaN(), math.NaN()}

// spur passes 600, 0 twice.
var spur = walks["there and back"]

func TestFollow(t *testing.T) {
	lane := []spot{{0, 0}, {1000, 0}}
	round := []spot{{0, 0}, {500, 0}, {500, 500}, {0, 500}, {0, 0}}
	for _, c := range []struct {
		name     string
		track    []spot
		stops    []spot
		want     []int
		problems string
	}{
		{"one after another", lane, []spot{{100, 10}, {400, -20}, {900, 0}}, []int{0, 300, 500}, ""},
		{"the other way round", lane, []spot{{900, 10}, {400, -20}, {100, 0}}, []int{0, 500, 300}, ""},
		{"a crossing passed twice", spur, []spot{{0, 0}, {600, 0}, {600, 500}, {600, 0}, {0, 0}}, []int{0, 600, 500, 500, 600}, ""},
		{"a crossing once, on the way out", spur, []spot{{0, 0}, {600, 10}, {600, 500}}, []int{0, 600, 500}, ""},
		{"a crossing once, on the way home", spur, []spot{{600, 500}, {600, 10}, {0, 0}}, []int{0, 500, 600}, ""},
		{"nearer on the way home", []spot{{0, 0}, {1000, 0}, {1000, 40}, {0, 40}}, []spot{{500, 25}, {1000, 20}}, []int{0, 520}, ""},
		{"a round trip", round, []spot{{0, 0}, {500, 500}, {0, 0}}, []int{0, 1000, 1000}, ""},
		{"a round trip backwards", round, []spot{{0, 0}, {0, 500}, {500, 0}, {0, 0}}, []int{0, 500, 1000, 500}, ""},
		{"a lunch between", lane, []spot{{100, 0}, nowhere, {900, 0}}, []int{0, 0, 800}, ""},
		{"no position at all", lane, []spot{nowhere, nowhere}, []int{0, 0}, ""},
		{"no stops", lane, nil, nil, ""},
		{"two that face each other", lane, []spot{{100, 0}, {505, 20}, {495, -20}, {900, 0}}, []int{0, 405, 0, 395}, ""},
		{"wandering about the first", []spot{{0, 0}, {200, 0}, {200, 200}, {0, 200}, {0, 0}, {-900, 0}}, []spot{{0, 0}, {-900, 0}}, []int{0, 900}, ""},
		{"away from the track", lane, []spot{{100, 0}, {500, 400}, {900, 0}}, []int{0, 0, 0}, "routes/walk.toml:11:1 track-stop [s1 400]"},
		{"out of order", lane, []spot{{100, 0}, {300, 0}, {700, 0}, {500, 0}, {900, 0}}, []int{0, 200, 0, 0, 400}, "routes/walk.toml:12:1 track-stop/order [s2]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := read(t, gpx(recorder{every: 5}.record(rand.New(rand.NewPCG(1, 1)), c.track)))
			g, r := tour(town, c.stops...)
			var problems diag.List
			w := tr.Follow(g, r, &problems)
			if got := format(problems); got != c.problems {
				t.Errorf("problems %q, want %q", got, c.problems)
			}
			for i, want := range c.want {
				if math.Abs(float64(w.Legs[i]-want)) > 25 || want == 0 && w.Legs[i] > 5 {
					t.Errorf("legs %v, want %v", w.Legs, c.want)
					break
				}
			}
		})
	}
}

// TestTurned checks that the line of a reversed recording begins at the first stop.
func TestTurned(t *testing.T) {
	tr := read(t, gpx(recorder{every: 5}.record(rand.New(rand.NewPCG(1, 1)), walks["town"])))
	g, r := tour(town, at(walks["town"], 2000), at(walks["town"], 100))
	w := tr.Follow(g, r, new(diag.List))
	if w.Line[0] != tr.line[len(tr.line)-1] || w.Legs[1] < 1850 || w.Legs[1] > 1950 {
		t.Errorf("from %v, legs %v", w.Line[0], w.Legs)
	}
}

// TestPlaceApart checks that the leg after a place with travel time and no position
// is not measured.
func TestPlaceApart(t *testing.T) {
	tr := read(t, gpx(recorder{every: 5}.record(rand.New(rand.NewPCG(1, 1)), walks["straight"])))
	g, r := tour(town, spot{0, 0}, nowhere, spot{2000, 0}, spot{3000, 0})
	r.Stops[1].Travel = 10 * time.Minute
	if w := tr.Follow(g, r, new(diag.List)); w.Legs[2] != 0 || w.Legs[3] < 990 || w.Legs[3] > 1010 {
		t.Errorf("legs %v", w.Legs)
	}
}

func TestHole(t *testing.T) {
	points := recorder{every: 5}.record(rand.New(rand.NewPCG(1, 1)), walks["straight"])
	points = append(points[:200:200], points[300:]...) // 600 m are missing
	text := gpx(points)
	tr := read(t, text)
	g, r := tour(town, spot{100, 0}, spot{1000, 0}, spot{2000, 0}, spot{2900, 0})
	var problems diag.List
	w := tr.Follow(g, r, &problems)
	if got := format(problems); got != "routes/walk.gpx:204:1 track-hole [606]" {
		t.Error(got)
	}
	if w.Legs[1] < 890 || w.Legs[2] != 0 || w.Legs[3] < 890 {
		t.Errorf("legs %v", w.Legs)
	}
}

func TestDatum(t *testing.T) {
	way := walks["town"]
	points := recorder{every: 5, off: 5}.record(rand.New(rand.NewPCG(1, 1)), way)
	right := read(t, gpx(points))
	for i := range points {
		points[i].Point = geo.FromWGS84(points[i].Point, "GCJ-02")
	}
	moved := read(t, gpx(points))
	spots := []spot{at(way, 100), at(way, 900), at(way, 1500), at(way, 2200)}

	g, r := tour(town, spots...)
	var problems diag.List
	if right.Follow(g, r, &problems); len(problems) > 0 {
		t.Error(format(problems))
	}
	moved.Follow(g, r, &problems)
	if len(problems) != 1 || problems[0].Key != "track-datum" || problems[0].Args[1] != "GCJ-02" {
		t.Errorf("a shifted track: %s", format(problems))
	}

	for i := range g.Sites {
		g.Sites[i].Location.Point = geo.FromWGS84(g.Sites[i].Location.Point, "BD-09")
	}
	problems = nil
	right.Follow(g, r, &problems)
	if len(problems) != 4 || problems[3].Key != "track-datum/stop" || problems[3].Args[2] != "BD-09" || problems[3].Place.Line != 23 {
		t.Errorf("shifted stops: %s", format(problems))
	}
}

// TestOrder checks for random tracks and stops that the legs, and their sum, are not
// longer than the recording.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var way, stops []spot
		for range 3 + r.IntN(20) {
			way = append(way, spot{800 * r.Float64(), 800 * r.Float64()})
		}
		for range 1 + r.IntN(12) {
			stops = append(stops, spot{800 * r.Float64(), 800 * r.Float64()})
		}
		tr := read(t, gpx(recorder{every: 8, off: 4}.record(r, way)))
		g, route := tour(town, stops...)
		w := tr.Follow(g, route, new(diag.List))
		sum := 0
		for _, m := range w.Legs {
			if sum += m; m < 0 || m > w.Metres {
				t.Fatalf("legs %v of %d m", w.Legs, w.Metres)
			}
		}
		if sum > w.Metres+len(stops) {
			t.Fatalf("legs %v of %d m", w.Legs, w.Metres)
		}
	}
}

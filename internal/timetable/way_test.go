package timetable

import (
	"testing"
	"time"

	"wayside/internal/guide"
)

// TestWay: a leg that a recording tells is as long as the recording, give or
// take a twentieth; one that it does not tell is estimated.
func TestWay(t *testing.T) {
	g := walk()
	r := guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}, {Site: "c"}}, Way: &guide.Way{Legs: []int{0, 2000, 0}}}
	legs := New(g).Of(&r).Legs()
	// 2 km at 4 km/h are 30 minutes, and two to gather; 1 km in a straight line 19.5.
	if want := (Leg{By: "walk", Metres: 2000, Low: 31, Likely: 32, High: 34}); legs[1] != want {
		t.Errorf("%+v, want %+v", legs[1], want)
	}
	if legs[2].Metres != 1300 {
		t.Errorf("a leg beside the recording: %+v", legs[2])
	}
}

// TestFoot: a walked leg is as long as the map's ways, and steps cost their
// half minutes; a recording wins over the map, and so does given travel.
func TestFoot(t *testing.T) {
	g := walk()
	walks := []guide.Walk{{From: "a", To: "b", Metres: 2000, Steps: 90}, {From: "b", To: "a", Metres: 2000}, {From: "a", To: "c", Metres: 1500}}
	r := guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}, {Site: "c"}}, Walks: walks}
	tour := New(g).Of(&r)
	// 2 km at 4 km/h are 30 minutes, a minute and a half of steps, and two to gather.
	if want := (Leg{By: "walk", Metres: 2000, Low: 32, Likely: 34, High: 35, Mapped: true}); tour.Legs()[1] != want {
		t.Errorf("%+v, want %+v", tour.Legs()[1], want)
	}
	if leg := tour.Legs()[2]; leg.Metres != 1300 || leg.Mapped {
		t.Errorf("a leg that the map does not know: %+v", leg)
	}
	// Without b the group goes straight from a to c.
	if leg := tour.Plan(Choice{Without: []int{1}}).Rows[1].Leg; leg.Metres != 1500 || !leg.Mapped {
		t.Errorf("a stop left out: %+v", leg)
	}
	recorded := r
	recorded.Way = &guide.Way{Legs: []int{0, 900, 0}}
	if leg := New(g).Of(&recorded).Legs()[1]; leg.Metres != 900 || leg.Mapped {
		t.Errorf("a recorded leg: %+v", leg)
	}
	ridden := guide.Route{Mode: "coach", Stops: r.Stops, Walks: walks}
	if leg := New(g).Of(&ridden).Legs()[1]; leg.Mapped {
		t.Errorf("a leg by coach: %+v", leg)
	}
	given := guide.Route{Mode: "walk", Stops: []guide.Stop{{Site: "a"}, {Site: "b", Travel: 50 * time.Minute}}, Walks: walks}
	if leg := New(g).Of(&given).Legs()[1]; leg != (Leg{By: "walk", Metres: 2000, Low: 50, Likely: 50, High: 50, Given: true, Mapped: true}) {
		t.Errorf("a leg that takes as long as the editor says: %+v", leg)
	}
}

package timetable

import (
	"testing"
	"time"

	"wayside/internal/guide"
)

// TestWay checks that a recorded leg has the length of the recording, accurate
// to 5%, and that other legs are estimated.
func TestWay(t *testing.T) {
	g := walk()
	r := guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}, {Site: "c"}}, Way: &guide.Way{Legs: []int{0, 2000, 0}}}
	legs := New(g).Of(&r).Legs()
	// 2 km at 4 km/h take 30 minutes, plus two to gather.
	if want := (Leg{By: "walk", Metres: 2000, Low: 31, Likely: 32, High: 34}); legs[1] != want {
		t.Errorf("%+v, want %+v", legs[1], want)
	}
	if legs[2].Metres != 1300 {
		t.Errorf("a leg without a recording: %+v", legs[2])
	}
}

// TestFoot checks that a walked leg is as long as the map's ways and that steps
// add their time. Recordings and given travel times take precedence.
func TestFoot(t *testing.T) {
	g := walk()
	walks := []guide.Walk{{From: "a", To: "b", Metres: 2000, Steps: 90}, {From: "b", To: "a", Metres: 2000}, {From: "a", To: "c", Metres: 1500}}
	r := guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}, {Site: "c"}}, Walks: walks}
	tour := New(g).Of(&r)
	// 2 km at 4 km/h take 30 minutes, plus 90 seconds of steps and two minutes to gather.
	if want := (Leg{By: "walk", Metres: 2000, Low: 32, Likely: 34, High: 35, Mapped: true}); tour.Legs()[1] != want {
		t.Errorf("%+v, want %+v", tour.Legs()[1], want)
	}
	if leg := tour.Legs()[2]; leg.Metres != 1300 || leg.Mapped {
		t.Errorf("a leg missing from the map: %+v", leg)
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
		t.Errorf("a leg with a given travel time: %+v", leg)
	}
}

package timetable

import (
	"testing"

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

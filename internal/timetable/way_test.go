package timetable

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
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

// wayCases are about gates and steps on the ways. The leg has 1000 m and a flight of
// steps: it takes 18 minutes, from 09:00 on.
func wayCases() []planCase {
	steps := walk1000(halt(0, 30), halt(1, 30))
	steps.Foot = [][][2]int{{{}, {1000, 60}}, {{1000, 60}, {}}}
	steps.Level = [][3]int{{0, 1, 1400}, {1, 0, 1400}}
	with := func(t Tour, do func(*Tour)) Tour {
		t.Level = slices.Clone(t.Level)
		do(&t)
		return t
	}
	none := with(steps, func(t *Tour) { t.Level[0][2] = 0 })
	// A gate half-way, at 09:09, and the same on the way without steps.
	gate := func(around int, open ...Stretch) Tour {
		t := withHours(steps, [][]Stretch{append([]Stretch{}, open...)}, strings.Repeat("0", 31))
		t.Passages = []Passage{{From: 0, To: 1, Gates: [][2]int{{0, 500}}, Around: around}, {From: 0, To: 1, StepFree: true, Gates: [][2]int{{0, 700}}}}
		return t
	}
	avoids := func(t *Tour) { t.StepFree = true }
	const direct, level, around = "0 08:30-09:00, 1 walk 1000m 18/18/19 09:18-09:48", "0 08:30-09:00, 1 walk 1400m 22/23/25 09:23-09:53", "0 08:30-09:00, 1 walk 1300m 22/23/24 09:23-09:53"
	day, morning, later := Stretch{540, 1020, false}, Stretch{300, 540, false}, Stretch{550, 1020, false}
	return []planCase{
		{"steps", steps, Choice{}, direct, ""},
		{"without steps", with(steps, avoids), Choice{}, level, ""},
		{"without steps by choice", steps, Choice{StepFree: true}, level, ""},
		{"no way without steps", none, Choice{StepFree: true}, direct, "steps 1 [ride 1] [without 1]"},
		{"a ride needs no way without steps", with(none, func(t *Tour) { t.Stops = []Halt{t.Stops[0], change(t.Stops[1], func(h *Halt) { h.By = "coach" })} }), Choice{StepFree: true}, "", ""},
		{"the way back has none", none, Choice{StepFree: true, Order: []int{1, 0}}, "1 08:30-09:00, 0 walk 1400m 22/23/25 09:23-09:53", ""},
		{"an open gate", gate(0, day), Choice{}, direct, ""},
		{"a gate that is shut", gate(0, morning), Choice{}, direct, "gate-shut 1 09:09 [start 08:20] [ride 1]"},
		{"a gate that opens a minute later", gate(0, later), Choice{}, direct, "gate-shut 1 09:09 [start 08:35] [ride 1]"},
		{"around a gate that is shut", gate(1300, morning), Choice{}, around, ""},
		{"not around an open gate", gate(1300, day), Choice{}, direct, ""},
		{"around a gate for the second batch", gate(1300, Stretch{300, 560, false}), Choice{Batches: 2, Interval: 30}, "0 08:30-09:00 09:00-09:30, 1 walk 1300m 22/23/24 09:23-09:53 09:53-10:23", ""},
		{"the gate on the way without steps", gate(1300, morning), Choice{StepFree: true}, level, "gate-shut 1 09:11 [start 08:15] [ride 1]"},
		{"a gate without a date", with(gate(0, morning), func(t *Tour) { t.Date = "" }), Choice{}, direct, ""},
		{"a gate that is closed all day", gate(0), Choice{}, direct, "gate-shut 1 09:09 [ride 1] [without 1]"},
		{"a gate whose hours are unknown", with(gate(0), func(t *Tour) { t.Hours = []Opening{{First: "2027-01-01", Days: "0", Kinds: [][]Stretch{{}}}} }), Choice{}, direct, ""},
		{"a gate on a measured leg", with(gate(0), func(t *Tour) { t.Stops = []Halt{t.Stops[0], change(t.Stops[1], func(h *Halt) { h.Way = 900 })} }), Choice{}, "", ""},
	}
}

// TestGatesOfWalks checks that a tour has the gates of the walks of its route.
func TestGatesOfWalks(t *testing.T) {
	g := walk()
	night := []guide.Gate{{Hours: "08:00-18:00", Metres: 300}, {Hours: "by arrangement!", Metres: 600}}
	r := guide.Route{Mode: "walk", StepFree: true, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}, {Site: "c"}}, Walks: []guide.Walk{
		{From: "a", To: "b", Metres: 1000, Gates: night, Around: 1300, Rough: true, StepFree: &guide.Detour{Metres: 1200, Gates: night[:1]}},
		{From: "b", To: "a", Metres: 1000}, {From: "b", To: "c", Metres: 1000, Rough: true},
	}}
	tour := New(g).Of(&r)
	want := []Passage{{From: 0, To: 1, Gates: [][2]int{{0, 300}, {-1, 600}}, Around: 1300}, {From: 0, To: 1, StepFree: true, Gates: [][2]int{{0, 300}}}}
	if !reflect.DeepEqual(tour.Passages, want) || len(tour.Hours) != 1 || !tour.StepFree || !reflect.DeepEqual(tour.Level, [][3]int{{0, 1, 1200}, {1, 2, 0}}) {
		t.Errorf("passages %+v, level %v, %d tables, step-free %v", tour.Passages, tour.Level, len(tour.Hours), tour.StepFree)
	}
	g.Audiences[0].StepFree = true
	if r := (guide.Route{Audiences: []string{"secondary", "primary"}}); !g.StepFree(&r) {
		t.Error("an audience that avoids steps has a route with steps")
	}
	if r := (guide.Route{Audiences: []string{"secondary", "unheard-of"}}); g.StepFree(&r) {
		t.Error("a route avoids steps for nobody")
	}
}

// TestWays checks for random tours that each leg has the length of the way that the group
// takes, and that a gate that is shut is avoided or a conflict.
func TestWays(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 6))
		tour := []func(*rand.Rand) Tour{wayTour, turningTour}[seed%2](r)
		choice := randomChoice(r, tour)
		p := passing{tour.planner(choice)}
		v := p.chosen(choice)
		for i := range v.order {
			for b := range v.batches {
				leg := v.legTo(b, i)
				_, shut := p.shut(v, b, i)
				switch {
				case leg.Around:
					seen["around"]++
					if !shut && p.Passages[leg.Passage-1].Around != leg.Metres {
						t.Fatalf("seed %d: %+v, want %+v", seed, leg, p.Passages[leg.Passage-1])
					}
				case shut:
					seen["shut"]++
					if p.Passages[leg.Passage-1].Around > 0 {
						t.Fatalf("seed %d: stop %d: a gate is shut, and there is a way around", seed, v.order[i])
					}
					if _, ok := p.gateShut(v, i); !ok {
						t.Fatalf("seed %d: stop %d: a gate is shut, and it is no conflict", seed, v.order[i])
					}
				}
				if leg.Rough {
					seen["rough"]++
					if _, ok := p.steps(v, i); !ok || !p.StepFree {
						t.Fatalf("seed %d: stop %d: steps are no conflict", seed, v.order[i])
					}
				}
			}
		}
	}
	for _, what := range []string{"around", "shut", "rough"} {
		if seen[what] < 100 {
			t.Errorf("%s: only %d legs", what, seen[what])
		}
	}
}

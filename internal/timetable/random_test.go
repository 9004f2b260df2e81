package timetable

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"wayside/internal/guide"
)

// randomTour returns an arbitrary, mostly unrealistic tour.
func randomTour(r *rand.Rand) Tour {
	t := Tour{
		Date: dateOf(dayNumber(guide.Date{Year: 2026, Month: 10, Day: 14}) + r.IntN(9) - 4).String(), Start: 420 + 5*r.IntN(80),
		Pace: 3000 + 100*r.IntN(16), Longest: []int{500, 1500, 3000}[r.IntN(3)], Batches: 1 + r.IntN(3), Year: Year{2026, []int{286, 287}},
	}
	if r.IntN(12) == 0 {
		t.Start = -1
	}
	if r.IntN(12) == 0 {
		t.Date = ""
	}
	if r.IntN(2) == 0 {
		t.Group = 20 + r.IntN(40)
	}
	if t.Batches > 1 {
		t.Interval = 5 * r.IntN(7)
	}
	for range 1 + r.IntN(2) {
		t.Hours = append(t.Hours, randomOpening(r))
	}
	spots := 1 + r.IntN(5)
	for i := range spots {
		row := make([]int, i)
		for j := range row {
			row[j] = r.IntN(2500)
		}
		t.Spots = append(t.Spots, row)
	}
	capacities := make([]int, spots)
	for i := range capacities {
		capacities[i] = []int{0, 0, 20, 30}[r.IntN(4)]
	}
	for range 1 + r.IntN(6) {
		h := Halt{Stay: 5 * r.IntN(14), By: "walk", Spot: r.IntN(spots), Site: -1, Hours: -1}
		if r.IntN(5) > 0 {
			h.Site = h.Spot
			h.Hours, h.Capacity = h.Site%(len(t.Hours)+1)-1, capacities[h.Site]
			h.LastEntry = []int{0, 0, 30, 60}[h.Site%4]
		}
		switch r.IntN(10) {
		case 0:
			h.Travel = 1 + r.IntN(60)
		case 1:
			h.Way = 100 + r.IntN(4000)
		case 2:
			h.By = guide.Modes[r.IntN(len(guide.Modes))]
		case 3:
			h.Spot = -1
		}
		t.Stops = append(t.Stops, h)
	}
	return t
}

// footTour returns a random tour with walking distances for most pairs of
// spots.
func footTour(r *rand.Rand) Tour {
	t := randomTour(r)
	spots := len(t.Spots)
	t.Foot = make([][][2]int, spots)
	for i := range spots {
		t.Foot[i] = make([][2]int, spots)
		for j := range spots {
			if i != j && r.IntN(5) > 0 {
				t.Foot[i][j] = [2]int{100 + r.IntN(3000), 30 * max(0, r.IntN(6)-2)}
			}
		}
	}
	return t
}

// randomOpening returns a few weeks around the random tours' dates.
func randomOpening(r *rand.Rand) Opening {
	o := Opening{First: "2026-10-01"}
	for range 1 + r.IntN(3) {
		kind := []Stretch{}
		at := 5 * r.IntN(150)
		for range r.IntN(4) {
			to := min(day, at+5*(1+r.IntN(100)))
			kind = append(kind, Stretch{at, to, r.IntN(5) == 0})
			if at = to + 5*(1+r.IntN(20)); at >= day {
				break
			}
		}
		o.Kinds = append(o.Kinds, kind)
	}
	for range 24 {
		o.Days += fmt.Sprint(r.IntN(len(o.Kinds)))
	}
	return o
}

// TestProperties checks for random tours that times increase, batches keep
// their order, planning does not modify the tour, and each fix works.
func TestProperties(t *testing.T) {
	fixes := map[string]int{}
	for seed := range uint64(4000) {
		tour := randomTour(rand.New(rand.NewPCG(seed, 1)))
		before, _ := json.Marshal(tour)
		plan := tour.Plan(Choice{})
		after, _ := json.Marshal(tour)
		if string(before) != string(after) || !reflect.DeepEqual(plan, tour.Plan(Choice{})) {
			t.Fatalf("seed %d: planning modified the tour", seed)
		}
		now := plan.Start
		for _, row := range plan.Rows {
			for b, at := range row.Times {
				if at.Depart < at.Arrive || b == 0 && at.Arrive < now || b > 0 && at.Arrive < row.Times[b-1].Arrive || at.Depart > plan.End {
					t.Fatalf("seed %d: stop %d at %v, after %d", seed, row.Stop, row.Times, now)
				}
			}
			if row.Times != nil {
				now = row.Times[0].Depart
			}
		}
		for _, c := range plan.Conflicts {
			if len(c.Fixes) > mostFixes {
				t.Fatalf("seed %d: %d fixes", seed, len(c.Fixes))
			}
			for _, m := range c.Fixes {
				fixes[m.Kind]++
				tried, stops := fixed(tour, m)
				p := tried.planner()
				for _, other := range tried.Plan(choiceOf(m)).Conflicts {
					id := p.identity(other)
					if id.kind != NoBreak && id.kind != Crowded {
						id.index = stops[id.index]
					}
					existed := func(c Conflict) bool { return p.identity(c).kind == id.kind && tour.planner().identity(c) == id }
					if id == tour.planner().identity(c) || !slices.ContainsFunc(plan.Conflicts, existed) {
						t.Fatalf("seed %d: for %+v the fix %+v leaves or causes %+v\n%s", seed, c, m, other, before)
					}
				}
			}
		}
	}
	for _, kind := range []string{FixStart, FixSwap, FixDate, FixWithout, FixBatches, FixBreak, FixRide} {
		if fixes[kind] < 20 {
			t.Errorf("only %d fixes of the kind %s were tried", fixes[kind], kind)
		}
	}
}

// choiceOf returns the choice that applies a fix, if a teacher can choose it.
func choiceOf(m Fix) Choice {
	switch m.Kind {
	case FixStart:
		return Choice{Start: m.Value}
	case FixDate:
		return Choice{Date: m.Date}
	case FixWithout:
		return Choice{Without: []int{m.Value}}
	}
	return Choice{}
}

// fixed applies a fix that an editor would write. It also returns the original
// index of each stop.
func fixed(t Tour, m Fix) (Tour, []int) {
	t.Stops = slices.Clone(t.Stops)
	stops := make([]int, len(t.Stops))
	for i := range stops {
		stops[i] = i
	}
	switch m.Kind {
	case FixSwap:
		t.Stops[m.Value], t.Stops[m.Other] = t.Stops[m.Other], t.Stops[m.Value]
		stops[m.Value], stops[m.Other] = stops[m.Other], stops[m.Value]
	case FixBatches:
		t.Batches, t.Interval = m.Value, m.Other
	case FixBreak:
		rest := Halt{Stay: m.Other, By: t.Stops[m.Value+1].By, Spot: t.Stops[m.Value].Spot, Site: -1, Hours: -1}
		t.Stops = slices.Insert(t.Stops, m.Value+1, rest)
		stops = slices.Insert(stops, m.Value+1, -1)
	case FixRide:
		t.Stops[m.Value].By = ride
	}
	return t, stops
}

// BenchmarkPlan plans tours whose stops all have conflicts, so that the search
// for fixes is exhaustive.
func BenchmarkPlan(b *testing.B) {
	for _, stops := range []int{12, 30} {
		b.Run(fmt.Sprint(stops), func(b *testing.B) {
			var halts []Halt
			for i := range stops {
				halts = append(halts, at(change(halt(i, 20), func(h *Halt) { h.Capacity, h.LastEntry = 10, 30 }), i))
			}
			tour := change(walk1000(halts...), func(t *Tour) { t.Group, t.Batches, t.Interval, t.Longest = 40, 3, 10, 500 })
			for i := range stops { // each opens after the group has left
				tour = daily(tour, Stretch{min(1400, 600+45*i), min(1440, 700+45*i), i%2 == 0})
			}
			if n := len(tour.Plan(Choice{}).Conflicts); n < 2*stops {
				b.Fatalf("%d conflicts, want at least %d", n, 2*stops)
			}
			for b.Loop() {
				tour.Plan(Choice{})
			}
		})
	}
}

package timetable

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"wayside/internal/geo"
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

// wayTour returns a random tour with ways that have steps, or gates that are shut at
// times.
func wayTour(r *rand.Rand) Tour {
	t := footTour(r)
	t.StepFree = r.IntN(4) == 0
	gates := func(p Passage, metres int) {
		for range r.IntN(3) {
			p.Gates = append(p.Gates, [2]int{r.IntN(len(t.Hours)+1) - 1, r.IntN(metres + 1)})
		}
		if p.Around = r.IntN(2) * (metres + r.IntN(500)); p.Gates != nil && r.IntN(2) == 0 {
			t.Passages = append(t.Passages, p)
		}
	}
	for i := range t.Foot {
		for j, way := range t.Foot[i] {
			if way[0] == 0 {
				continue
			}
			gates(Passage{From: i, To: j}, way[0])
			if way[1] == 0 {
				continue
			}
			level := [3]int{i, j}
			if r.IntN(3) > 0 {
				level[2] = way[0] + r.IntN(600)
				gates(Passage{From: i, To: j, StepFree: true}, level[2])
			}
			t.Level = append(t.Level, level)
		}
	}
	return t
}

// dayTour returns a random tour with lunches, nights, alternatives and limits of the
// day, and carouselTour one whose batches rotate.
func dayTour(r *rand.Rand) Tour {
	t := randomTour(r)
	t.EndBy, t.LongestDay = []int{0, 900, 1020}[r.IntN(3)], []int{0, 240, 420}[r.IntN(3)]
	if r.IntN(3) > 0 {
		t.Sun = sunAt(geo.Point{Lat: 40, Lon: 116}, civil(time.FixedZone("", 8*3600), 2026, 2026))
	}
	for i := range t.Stops {
		h := &t.Stops[i]
		switch k := r.IntN(8); {
		case k == 0:
			h.Night, h.Next = true, []int{0, 480, 540}[r.IntN(3)]
		case k == 1 && h.Site >= 0:
			other := Halt{Stay: 5 * r.IntN(14), By: "walk", Spot: r.IntN(len(t.Spots)), Hours: -1}
			other.Site = len(t.Spots) + other.Spot // no other stop is there
			h.Instead = &other
		case k < 5 && i > 0:
			*h = Halt{Stay: 10 * r.IntN(9), By: "walk", Spot: t.Stops[i-1].Spot, Site: -1, Hours: -1, Floats: true, Lunch: r.IntN(2) == 0}
		}
	}
	return t
}

func carouselTour(r *rand.Rand) Tour {
	t := dayTour(r)
	t.Carousel, t.Batches, t.Group = true, 2+r.IntN(6), 20+r.IntN(200)
	for i := range t.Stops {
		t.Stops[i].Fixed = t.Stops[i].Site < 0 || r.IntN(6) == 0
		if h := &t.Stops[i]; h.Capacity > 0 {
			h.Capacity *= 1 + h.Site%4
		}
	}
	return t
}

// lateTour returns a random walk past up to nine sites in no good order, which ends
// too late.
func lateTour(r *rand.Rand) Tour {
	t := randomTour(r)
	t.Stops, t.Spots, t.EndBy, t.Longest = nil, nil, 600, 20_000
	for i := range 4 + r.IntN(6) {
		row := make([]int, i)
		for j := range row {
			row[j] = 200 + r.IntN(3000)
		}
		t.Spots = append(t.Spots, row)
		t.Stops = append(t.Stops, Halt{Stay: 5 * r.IntN(6), By: "walk", Spot: i, Site: i, Hours: []int{-1, -1, 0}[r.IntN(3)]})
		t.EndBy += 5 + r.IntN(30)
	}
	if t.Hours[0].Kinds[0] == nil || r.IntN(3) > 0 {
		t.Hours[0].Kinds[0] = []Stretch{{480 + r.IntN(60), 700 + r.IntN(600), false}}
	}
	return t
}

// turningTour returns a wayTour whose batches may rotate.
func turningTour(r *rand.Rand) Tour {
	t := wayTour(r)
	t.Carousel, t.Batches, t.Group = r.IntN(4) > 0, 1+r.IntN(5), 20+r.IntN(100)
	return t
}

// audienceTour returns a wayTour or lateTour with several audiences. The limits of the
// tour suit all of them.
func audienceTour(r *rand.Rand) Tour {
	t := []func(*rand.Rand) Tour{wayTour, lateTour}[r.IntN(2)](r)
	t.Pace, t.Longest, t.StepFree = 6000, 20_000, false
	for i := range 2 + r.IntN(2) {
		a := Audience{
			ID: string(rune('a' + i)), Pace: 2500 + 100*r.IntN(30), Longest: 400 + r.IntN(3000),
			EndBy: r.IntN(2) * (600 + r.IntN(600)), LongestDay: r.IntN(2) * (60 + r.IntN(400)), StepFree: r.IntN(3) == 0,
		}
		t.Audiences = append(t.Audiences, a)
		t.Pace, t.Longest, t.StepFree = min(t.Pace, a.Pace), min(t.Longest, a.Longest), t.StepFree || a.StepFree
	}
	return t
}

// makers return tours of all kinds.
var makers = []func(*rand.Rand) Tour{randomTour, footTour, dayTour, carouselTour, lateTour, wayTour, turningTour, audienceTour}

// randomChoice returns an arbitrary choice for a tour.
func randomChoice(r *rand.Rand, t Tour) Choice {
	c := Choice{Instead: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		c.Order = r.Perm(len(t.Stops))[:r.IntN(len(t.Stops)+1)]
	}
	if r.IntN(3) == 0 {
		c.Group, c.Batches, c.Interval = r.IntN(90), r.IntN(6), 5*r.IntN(6)
	}
	for range r.IntN(len(t.Stops) + 1) {
		c.Stays = append(c.Stays, 5*r.IntN(15)-10)
	}
	for range r.IntN(3) {
		c.Without = append(c.Without, r.IntN(len(t.Stops)))
	}
	c.StepFree = r.IntN(3) == 0
	if n := len(t.Audiences); n > 0 {
		c.For = append(t.Audiences, Audience{ID: "none"})[r.IntN(n+1)].ID
	}
	return c
}

// TestCarousel checks for random carousels that each team visits each stop once, in
// the order of its course and with time for its legs and stays, that all are together
// at fixed stops, and that no site has more people than fit in turn.
func TestCarousel(t *testing.T) {
	rotating := 0
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 5))
		tour := carouselTour(r)
		choice := randomChoice(r, tour)
		plan := tour.Plan(choice)
		if plan.Courses == nil || plan.Start < 0 {
			continue
		}
		rotating++
		p := tour.planner(choice)
		rows := map[int]Row{}
		for _, row := range plan.Rows {
			rows[row.Stop] = row
		}
		for team, course := range plan.Courses {
			if visited := slices.Sorted(slices.Values(course)); len(visited) != len(plan.Rows) || len(slices.Compact(visited)) != len(plan.Rows) {
				t.Fatalf("seed %d: team %d visits %v", seed, team, course)
			}
			now := plan.Start
			for _, stop := range course {
				at, leg, h := rows[stop].Times[team], rows[stop].Legs[team], &p.Stops[stop]
				if at.Arrive < now+leg.Likely || at.Depart < at.Arrive || !h.Night && at.Depart != at.Arrive+h.Stay {
					t.Fatalf("seed %d: team %d is at stop %d at %v, %d min after %d", seed, team, stop, at, leg.Likely, now)
				}
				if (h.Fixed || h.Night) && at != rows[stop].Times[0] {
					t.Fatalf("seed %d: team %d is not with the others at the fixed stop %d", seed, team, stop)
				}
				now = at.Depart
			}
		}
		checkRooms(t, seed, p, plan)
	}
	if rotating < 2000 {
		t.Errorf("only %d carousels", rotating)
	}
}

// checkRooms checks minute by minute that a site holds at most the teams that fit,
// and one if not even one fits, apart from the fixed stops, where all are.
func checkRooms(t *testing.T, seed uint64, p *planner, plan Plan) {
	t.Helper()
	teams := len(plan.Courses)
	size := (p.Group + teams - 1) / teams
	for _, row := range plan.Rows {
		h := &p.Stops[row.Stop]
		if h.Site < 0 || h.Fixed || h.Night {
			continue
		}
		for _, time := range row.Times {
			present := 0
			for _, other := range plan.Rows {
				o := &p.Stops[other.Stop]
				if o.Fixed || o.Night || o.Site != h.Site || h.Capacity == 0 && other.Stop != row.Stop {
					continue
				}
				for _, at := range other.Times {
					if at.Arrive <= time.Arrive && time.Arrive < max(at.Arrive+1, at.Depart) {
						present++
					}
				}
			}
			fit := 1
			if h.Capacity > 0 {
				fit = max(1, h.Capacity/max(1, size))
			}
			if present > fit {
				t.Fatalf("seed %d: %d teams of %d at stop %d with a capacity of %d at %s", seed, present, size, row.Stop, h.Capacity, hhmm(time.Arrive))
			}
		}
	}
}

// TestBestOrder compares the best order of random tours with all orders of their free stops.
func TestBestOrder(t *testing.T) {
	better := 0
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 6))
		tour := makers[seed%uint64(len(makers))](r)
		tour.Carousel, tour.Passages = false, nil // the search does without ways around gates
		for i := range tour.Stops {
			tour.Stops[i].Travel, tour.Stops[i].Way = 0, 0
		}
		p := tour.planner(Choice{})
		v := p.chosen(Choice{})
		var known []identity
		for c := range p.conflicts(v) {
			known = append(known, p.identity(c))
		}
		s := search{planner: p, plan: v, known: known}
		least := walked(v)
		s.prepare()
		permute(s.slots, func(slots []int) {
			other := *v
			other.order = slices.Clone(v.order)
			for i, from := range slots {
				other.order[s.slots[i]] = v.order[from]
			}
			if p.time(&other); s.acceptable(&other) {
				least = min(least, walked(&other))
			}
		})
		got, ok := tour.BestOrder(Choice{})
		saves := walked(v) - least
		if want := saves >= leastSaving && saves*100 >= walked(v)*leastShare; ok != want || ok && got.Saves != saves {
			t.Fatalf("seed %d: %v %v, want %d m less", seed, got, ok, saves)
		}
		if ok {
			better++
		}
	}
	if better < 50 {
		t.Errorf("only %d tours have a better order", better)
	}
}

// permute calls do with each order of some values.
func permute(values []int, do func([]int)) {
	var from func(all []int, k int)
	from = func(all []int, k int) {
		if k == len(all) {
			do(all)
			return
		}
		for i := k; i < len(all); i++ {
			all[k], all[i] = all[i], all[k]
			from(all, k+1)
			all[k], all[i] = all[i], all[k]
		}
	}
	from(slices.Clone(values), 0)
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
	seeds := uint64(3000)
	if testing.Short() {
		seeds = 400
	}
	for seed := range seeds {
		tour := makers[seed%uint64(len(makers))](rand.New(rand.NewPCG(seed, 1)))
		before, _ := json.Marshal(tour)
		plan := tour.Plan(Choice{})
		after, _ := json.Marshal(tour)
		if string(before) != string(after) || !reflect.DeepEqual(plan, tour.Plan(Choice{})) {
			t.Fatalf("seed %d: planning modified the tour", seed)
		}
		now := plan.Start
		for _, row := range plan.Rows {
			if plan.Courses != nil {
				break // TestCarousel checks them
			}
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
				was := tour.planner(Choice{})
				for _, other := range tried.Plan(choiceOf(tour, m)).Conflicts {
					original := other
					original.Stop = stops[other.Stop]
					id := was.identity(original)
					existed := func(c Conflict) bool { return was.identity(c) == id }
					if id == was.identity(c) || !slices.ContainsFunc(plan.Conflicts, existed) {
						t.Fatalf("seed %d: for %+v the fix %+v leaves or causes %+v\n%s", seed, c, m, other, before)
					}
				}
			}
		}
	}
	for _, kind := range []string{FixStart, FixSwap, FixDate, FixWithout, FixBatches, FixBreak, FixRide, FixMove, FixOrder, FixRotate} {
		if fixes[kind] < 20 && !testing.Short() {
			t.Errorf("only %d fixes of the kind %s were tried", fixes[kind], kind)
		}
	}
}

// choiceOf returns the choice that applies a fix, if a teacher can choose it.
func choiceOf(t Tour, m Fix) Choice {
	switch m.Kind {
	case FixMove:
		order := slices.DeleteFunc(t.sequence(nil), func(stop int) bool { return stop == m.Value })
		return Choice{Order: slices.Insert(order, slices.Index(order, m.Other)+1, m.Value)}
	case FixStart:
		return Choice{Start: m.Value}
	case FixDate:
		return Choice{Date: m.Dates[0]}
	case FixWithout:
		return Choice{Without: []int{m.Value}}
	case FixOrder:
		return Choice{Order: m.Order}
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
		stops = slices.Insert(stops, m.Value+1, m.Value)
	case FixRide:
		t.Stops[m.Value].By = ride
	case FixRotate:
		t.Stops[m.Value].Fixed = false
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

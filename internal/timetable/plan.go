package timetable

import (
	"cmp"
	"slices"
)

// Plan returns the timetable for a choice. It does not modify the tour.
func (t *Tour) Plan(c Choice) Plan {
	p := t.planner(c)
	v := p.chosen(c)
	plan := planOf(p, v)
	for i := range plan.Conflicts {
		plan.Conflicts[i].Fixes = p.fixes(v, plan.Conflicts, plan.Conflicts[i])
	}
	return plan
}

// Outline returns the timetable for a choice as Plan does, with conflicts that have no
// fixes: these take most of the time.
func (t *Tour) Outline(c Choice) Plan {
	p := t.planner(c)
	return planOf(p, p.chosen(c))
}

func planOf(p *planner, v *variant) Plan {
	plan := Plan{Start: -1, End: -1, Rows: make([]Row, 0, len(v.order)), Conflicts: []Conflict{}}
	plan.Conflicts = slices.AppendSeq(plan.Conflicts, p.conflicts(v))
	slices.SortFunc(plan.Conflicts, compare)
	if v.dated {
		plan.Date = dateOf(v.day).String()
	}
	if v.start >= 0 {
		plan.Start, plan.End = v.start, v.start
	}
	for i, stop := range v.order {
		row := Row{Stop: stop, Day: v.dayOf(i)}
		for b := range v.batches {
			if v.start >= 0 {
				row.Times = append(row.Times, Time{v.arrives(b, i), v.leaves(b, i)})
				plan.End = max(plan.End, v.leaves(b, i))
			}
			if v.rotates() {
				row.Legs = append(row.Legs, v.courses[b].legs[i])
			}
		}
		if !v.rotates() {
			row.Leg = v.courses[0].legs[i]
		}
		if h := p.Stops[stop].Hours; h >= 0 && v.dated {
			row.Open = p.tables[h].stretches(v.day + row.Day)
		}
		plan.Rows = append(plan.Rows, row)
	}
	if v.rotates() {
		for b := range v.batches {
			stops := make([]int, 0, len(v.order))
			for _, i := range v.courses[b].sequence {
				stops = append(stops, v.order[i])
			}
			plan.Courses = append(plan.Courses, stops)
		}
	}
	return plan
}

// Legs returns the legs of the tour as written, one for each stop. The first is
// empty, because the way to the start is not part of the tour.
func (t *Tour) Legs() []Leg {
	together := *t
	together.Carousel = false
	return together.planner(Choice{}).chosen(Choice{}).courses[0].legs
}

// A planner is a tour with the stops and the group of a choice, and its opening
// tables.
type planner struct {
	legs
	tables   []table
	sequence []int // the stops in the order of the choice
	floating bool  // there is a stop that floats
	better   *better
}

func (t *Tour) planner(c Choice) *planner {
	tour := t.meantFor(c.For)
	tour.Stops = t.stops(c)
	if c.Group > 0 {
		tour.Group = c.Group
	}
	if c.Batches > 0 {
		tour.Batches = min(c.Batches, mostChosen)
	}
	if c.Interval > 0 {
		tour.Interval = c.Interval
	}
	tour.StepFree = tour.StepFree || c.StepFree
	p := &planner{legs: legs{Tour: &tour, ways: tour.ways()}, tables: make([]table, len(t.Hours)), sequence: t.sequence(c.Order)}
	for i := range t.Hours {
		p.tables[i] = t.Hours[i].table()
	}
	for i := range tour.Stops {
		p.spots = append(p.spots, tour.Stops[i].Spot)
		p.floating = p.floating || tour.Stops[i].Floats
	}
	return p
}

// meantFor returns the tour with the limits of one of its audiences.
func (t *Tour) meantFor(id string) Tour {
	tour := *t
	if i := slices.IndexFunc(t.Audiences, func(a Audience) bool { return a.ID == id }); i >= 0 {
		a := t.Audiences[i]
		tour.Pace, tour.Longest, tour.EndBy, tour.LongestDay, tour.StepFree = a.Pace, a.Longest, a.EndBy, a.LongestDay, a.StepFree
	}
	return tour
}

// mostChosen is the largest number of batches that a teacher can choose.
const mostChosen = 200

// stops returns the stops with the stays and the alternatives of a choice.
func (t *Tour) stops(c Choice) []Halt {
	if !c.Instead && c.Stays == nil {
		return t.Stops
	}
	stops := slices.Clone(t.Stops)
	for i := range stops {
		h := &stops[i]
		if other := h.Instead; other != nil && c.Instead {
			was := h.By
			*h = *other
			// The way onward begins somewhere else, so what was given for it no longer holds.
			if i+1 < len(stops) {
				next := &stops[i+1]
				next.Travel, next.Way = 0, 0
				if next.By == was {
					next.By = other.By
				}
			}
		}
		if i < len(c.Stays) && c.Stays[i] >= 0 {
			h.Stay = c.Stays[i]
		}
	}
	return stops
}

// sequence completes an order of stops with those that it lacks.
func (t *Tour) sequence(order []int) []int {
	all := make([]int, 0, len(t.Stops))
	seen := make([]bool, len(t.Stops))
	for _, stop := range order {
		if stop >= 0 && stop < len(seen) && !seen[stop] {
			seen[stop] = true
			all = append(all, stop)
		}
	}
	for stop := range t.Stops {
		if !seen[stop] {
			all = append(all, stop)
		}
	}
	return all
}

// A variant is a tour with the changes of a choice or a fix.
type variant struct {
	day     int // as returned by dayNumber
	dated   bool
	start   int // negative for none
	pace    int
	batches int
	// interval is the time between batches in minutes.
	interval int
	order    []int // the stops that are kept, in order of visit
	out      []bool
	rest     int   // the stop after which the group rests; negative for none
	ride     int   // the stop whose leg is ridden instead of walked; negative for none
	freed    int   // the fixed stop that the batches of a carousel visit in turn; negative for none
	around   []int // numbers of the passages whose gates are shut and that are avoided

	// Computed from the above.
	spots   []int // of each stop
	anchors []int // of each stop: itself or, if it floats, the stop where it is
	courses []course
	parts   []part // of a carousel
}

// A course is the way of one batch, or of all batches one after the other. Its slices
// have one element for each position in the variant's order.
type course struct {
	legs     []Leg // to the stop
	at, left []int // when the batch arrives and leaves, in minutes after the start
	sequence []int // in a carousel: the positions in the order in which the batch visits them
}

// chosen returns the tour with a teacher's choice.
func (p *planner) chosen(c Choice) *variant {
	v := &variant{
		start: p.Start, pace: p.Pace, batches: max(1, p.Batches), interval: p.Interval, out: make([]bool, len(p.Stops)),
		rest: -1, ride: -1, freed: -1,
	}
	if v.day, v.dated = parseDay(c.Date); c.Date == "" {
		v.day, v.dated = parseDay(p.Date)
	}
	if c.Start > 0 {
		v.start = c.Start
	}
	if c.Pace > 0 {
		v.pace = c.Pace
	}
	for _, stop := range c.Without {
		if stop >= 0 && stop < len(v.out) {
			v.out[stop] = true
		}
	}
	p.layOut(v)
	return v
}

// layOut sets the order of a variant to that of the choice, without the stops that are left out.
func (p *planner) layOut(v *variant) {
	v.order = make([]int, 0, len(p.Stops))
	for _, stop := range p.sequence {
		if !v.out[stop] {
			v.order = append(v.order, stop)
		}
	}
	p.time(v)
}

// time computes a variant's legs and times from its order. A way around a gate that is
// shut takes longer, so that another may be shut later: ways are added until none is.
func (p *planner) time(v *variant) {
	v.around = nil
	p.place(v)
	for again := true; again; again = (passing{p}).goAround(v) {
		if v.parts = nil; p.Carousel && v.batches > 1 && v.batches <= MostTeams {
			teams{p}.rotate(v)
		} else {
			v.courses = []course{p.together(v)}
		}
	}
}

// retime updates the times of a variant after a change of its start, its day or its
// batches.
func (p *planner) retime(v *variant) {
	switch {
	case len(p.Passages) > 0:
		p.time(v)
	case v.rotates():
		teams{p}.pick(v)
	case slices.ContainsFunc(v.order, func(stop int) bool { return p.Stops[stop].Night }):
		p.time(v)
	}
}

// place determines where the stops are.
func (p *planner) place(v *variant) {
	v.spots = p.spots
	if !p.floating {
		return
	}
	v.spots, v.anchors = slices.Clone(p.spots), make([]int, len(p.spots))
	for i := range v.anchors {
		v.anchors[i] = i
	}
	for i, stop := range v.order {
		if i > 0 && p.Stops[stop].Floats {
			v.spots[stop], v.anchors[stop] = v.spots[v.order[i-1]], v.anchor(v.order[i-1])
		}
	}
}

// anchor returns the stop at which a stop is.
func (v *variant) anchor(stop int) int {
	if v.anchors == nil {
		return stop
	}
	return v.anchors[stop]
}

// together returns the course of batches that follow each other in the same order.
func (p *planner) together(v *variant) course {
	c := newCourse(len(v.order))
	now := 0
	for i, stop := range v.order {
		if i > 0 {
			c.legs[i] = p.leg(v, v.order[i-1], stop)
			now += c.legs[i].Likely
		}
		c.at[i] = now
		now = p.leaving(v, i, now)
		if c.left[i] = now; p.Home { // nobody stays overnight: the evening ends
			c.left[i] = c.at[i] + p.Stops[stop].Stay
		}
		if stop == v.rest {
			now += breakLength
		}
	}
	return c
}

func newCourse(stops int) course {
	return course{legs: make([]Leg, stops), at: make([]int, stops), left: make([]int, stops)}
}

// leaving returns when a batch leaves a position at which it arrives at a given time,
// both in minutes after the start: after its stay or, if it spends the night there,
// at the start of the next day.
func (p *planner) leaving(v *variant, i, arrival int) int {
	h := &p.Stops[v.order[i]]
	if !h.Night || i == len(v.order)-1 {
		return arrival + h.Stay
	}
	start := max(0, v.start)
	return ((start+arrival)/day+1)*day + cmp.Or(h.Next, start) - start
}

// rotates reports whether the batches visit the stops in different orders.
func (v *variant) rotates() bool { return v.parts != nil }

// course returns the course of a batch, and the minutes by which the batch is later.
func (v *variant) course(batch int) (c *course, later int) {
	if v.rotates() {
		return &v.courses[batch], 0
	}
	return &v.courses[0], batch * v.interval
}

// legTo returns the leg of a batch to a position.
func (v *variant) legTo(batch, i int) Leg {
	c, _ := v.course(batch)
	return c.legs[i]
}

// arrives and leaves return when a batch arrives at a position and leaves it, in
// minutes after the midnight of the first day, or after the start if there is none.
func (v *variant) arrives(batch, i int) int {
	c, later := v.course(batch)
	return max(0, v.start) + c.at[i] + later
}

func (v *variant) leaves(batch, i int) int {
	c, later := v.course(batch)
	return max(0, v.start) + c.left[i] + later
}

// dayOf returns the number of days after the first on which the first batch arrives
// at a position.
func (v *variant) dayOf(i int) int { return v.arrives(0, i) / day }

package timetable

import "slices"

// Plan returns the timetable for a choice. It does not modify the tour.
func (t *Tour) Plan(c Choice) Plan {
	p := t.planner()
	v := p.chosen(c)
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
		row := Row{Stop: stop, Leg: v.legs[i]}
		for b := range v.batches {
			if v.start < 0 {
				break
			}
			at := v.start + v.at[i] + b*v.interval
			row.Times = append(row.Times, Time{at, at + t.Stops[stop].Stay})
			plan.End = max(plan.End, at+t.Stops[stop].Stay)
		}
		if h := t.Stops[stop].Hours; h >= 0 && v.dated {
			row.Open = p.tables[h].stretches(v.day)
		}
		plan.Rows = append(plan.Rows, row)
	}
	for i := range plan.Conflicts {
		plan.Conflicts[i].Fixes = p.fixes(v, plan.Conflicts, plan.Conflicts[i])
	}
	return plan
}

// Legs returns the legs of the tour as written, one for each stop. The first is
// empty, because the way to the start is not part of the tour.
func (t *Tour) Legs() []Leg { return t.planner().chosen(Choice{}).legs }

// A planner is a tour with its opening tables.
type planner struct {
	*Tour
	tables []table
}

func (t *Tour) planner() *planner {
	p := &planner{Tour: t, tables: make([]table, len(t.Hours))}
	for i := range t.Hours {
		p.tables[i] = t.Hours[i].table()
	}
	return p
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
	rest     int // the stop after which the group rests; negative for none
	ride     int // the stop whose leg is ridden instead of walked; negative for none

	// Computed from the above, by position in order.
	legs []Leg
	at   []int // when the first batch arrives, in minutes after the start
}

// chosen returns the tour with a teacher's choice.
func (p *planner) chosen(c Choice) *variant {
	v := &variant{start: p.Start, pace: p.Pace, batches: max(1, p.Batches), interval: p.Interval, out: make([]bool, len(p.Stops)), rest: -1, ride: -1}
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

// layOut sets the order of a variant to that of the tour, without the stops that are left out.
func (p *planner) layOut(v *variant) {
	v.order = make([]int, 0, len(p.Stops))
	for stop := range p.Stops {
		if !v.out[stop] {
			v.order = append(v.order, stop)
		}
	}
	p.time(v)
}

// time computes a variant's legs and the arrival times of the first batch.
func (p *planner) time(v *variant) {
	v.legs, v.at = make([]Leg, len(v.order)), make([]int, len(v.order))
	now := 0
	for i, stop := range v.order {
		if i > 0 {
			v.legs[i] = p.leg(v, v.order[i-1], stop)
			now += v.legs[i].Likely
		}
		v.at[i] = now
		now += p.Stops[stop].Stay
		if stop == v.rest {
			now += breakLength
		}
	}
}

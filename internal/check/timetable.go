package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// timetable plans a route as it is written, and reports each conflict at its stop.
func (c *checker) timetable(r *guide.Route) {
	if len(r.Stops) == 0 || r.Broken {
		return
	}
	tour := c.tours.Of(r)
	plan := c.tours.Plan(r)
	fast := tooFast(c, r, tour)
	for _, conflict := range plan.Conflicts {
		if conflict.Kind == timetable.LongWalk && fast[conflict.Stop] {
			continue // a consequence
		}
		c.conflict(r, tour, plan, conflict)
	}
	if r.Date.IsZero() {
		c.week(r, tour)
	} else if stop, ok := c.tours.HolidaysUnknown(r); ok {
		c.add(r.DateAt, "holidays-unknown", r.Stops[stop].Site, r.Date.Year)
	}
}

// fastest is the speed in metres per hour above which the given time of a leg must be
// wrong: that of an airliner.
const fastest = 1_000_000

// tooFast reports the legs for which less time is given than anybody needs, and returns
// their stops.
func tooFast(c *checker, r *guide.Route, tour *timetable.Tour) map[int]bool {
	fast := map[int]bool{}
	for i, leg := range tour.Legs() {
		if leg.Given && int64(leg.Metres)*60 > fastest*int64(leg.Likely) {
			fast[i] = true
			c.add(r.Stops[i].At, "leg-fast", (leg.Metres+500)/1000, duration(leg.Likely))
		}
	}
	return fast
}

// conflict reports one conflict of a plan.
func (c *checker) conflict(r *guide.Route, tour *timetable.Tour, plan timetable.Plan, conflict timetable.Conflict) {
	at, site := r.Stops[conflict.Stop].At, r.Stops[conflict.Stop].Site
	fixes := fixesOf(conflict)
	who := diag.Say("group")
	switch {
	case plan.Courses != nil:
		who = diag.Say("team", conflict.Batch+1)
	case tour.Batches > 1:
		who = diag.Say("batch", conflict.Batch+1)
	}
	var when timetable.Time // when the batch is at the stop; zero without a start
	row := plan.Rows[slices.IndexFunc(plan.Rows, func(r timetable.Row) bool { return r.Stop == conflict.Stop })]
	if row.Times != nil {
		when = row.Times[conflict.Batch]
	}
	arrive, depart, figure := clock(when.Arrive), clock(when.Depart), clock(conflict.Figure)
	switch conflict.Kind {
	case timetable.Closed:
		date, weekday := dayOf(plan.Date, when.Arrive)
		c.add(at, "site-closed", site, date, weekday, fixes)
	case timetable.Early:
		c.add(at, "site-early", site, who, arrive, figure, fixes)
	case timetable.Late:
		c.add(at, "site-late", site, who, arrive, figure, fixes)
	case timetable.LastEntry:
		c.add(at, "site-last-entry", site, who, arrive, figure, fixes)
	case timetable.Overstay:
		c.add(at, "site-overstay", site, who, depart, figure, fixes)
	case timetable.Unsure:
		if row.Times != nil {
			c.add(at, "site-unsure", site, who, arrive, depart, fixes)
			break
		}
		date, weekday := dayOf(plan.Date, 0)
		c.add(at, "site-unsure/day", site, date, weekday, fixes)
	case timetable.Crowded:
		c.add(at, "site-crowded", site, who, conflict.Figure, conflict.Limit, fixes)
	case timetable.NoBreak:
		last := plan.Rows[len(plan.Rows)-1].Times[0].Depart
		c.add(at, "no-break", clock(plan.Start), clock(last), fixes)
	case timetable.LateLunch:
		c.add(at, "lunch-time", arrive, depart, fixes)
	case timetable.LongWalk:
		c.add(at, "long-walk", conflict.Figure, conflict.Limit, fixes)
	case timetable.GateShut:
		gate, name := gateOf(c.guide, r, tour, row, conflict)
		if name == "" {
			c.add(at, "gate-shut/unnamed", who, figure, gate.Hours, fixes)
			break
		}
		c.add(at, "gate-shut", who, name, figure, gate.Hours, fixes)
	case timetable.Steps:
		c.add(at, "steps-only", before(tour, plan, conflict)+1, conflict.Stop+1, fixes)
	case timetable.Dark:
		c.add(at, "after-dark", who, arrive, figure, fixes)
	case timetable.EndsLate:
		if r.EndBy > 0 {
			at = r.EndByAt
		}
		c.add(at, "ends-late", figure, clock(conflict.Limit), fixes)
	case timetable.LongDay:
		c.add(at, "long-day", duration(conflict.Figure), duration(conflict.Limit), fixes)
	}
}

// gateOf returns the gate of a conflict, and its name for editors.
func gateOf(g *guide.Guide, r *guide.Route, tour *timetable.Tour, row timetable.Row, conflict timetable.Conflict) (gate guide.Gate, name string) {
	leg := row.Leg
	if row.Legs != nil {
		leg = row.Legs[conflict.Batch]
	}
	passage := tour.Passages[leg.Passage-1]
	walk := r.Walk(siteAt(r, tour, passage.From), siteAt(r, tour, passage.To))
	gates := walk.Gates
	if passage.StepFree {
		gates = walk.StepFree.Gates
	}
	gate = gates[conflict.Limit]
	name, _ = gate.Name.In(g.Default())
	return gate, name
}

// siteAt returns the site at a spot of a tour.
func siteAt(r *guide.Route, tour *timetable.Tour, spot int) string {
	at := func(h timetable.Halt) bool { return h.Spot == spot && !h.Floats }
	return r.Stops[slices.IndexFunc(tour.Stops, at)].Site
}

// before returns the stop from which a batch comes to that of a conflict.
func before(tour *timetable.Tour, plan timetable.Plan, conflict timetable.Conflict) int {
	var order []int
	for _, row := range plan.Rows {
		order = append(order, row.Stop)
	}
	if plan.Courses != nil {
		order = plan.Courses[conflict.Batch]
	}
	i := slices.Index(order, conflict.Stop) - 1
	for i > 0 && tour.Stops[order[i]].Floats {
		i--
	}
	return order[i]
}

// week reports a route without a date that is possible on no day of the week. The
// message is about the first weekday that fails for a reason other than a closing
// day, which needs the smallest change.
func (c *checker) week(r *guide.Route, tour *timetable.Tour) {
	week := tour.Week()
	least := 0
	for i, day := range week {
		if day.Works != timetable.Never {
			return
		}
		if week[least].Why.Kind == timetable.Closed && day.Why.Kind != timetable.Closed {
			least = i
		}
	}
	day := week[least]
	plan := tour.Plan(timetable.Choice{Date: day.Date})
	why := plan.Conflicts[slices.IndexFunc(plan.Conflicts, func(c timetable.Conflict) bool { return c.Stop == day.Why.Stop && c.Kind == day.Why.Kind })]
	why.Fixes = slices.DeleteFunc(why.Fixes, func(m timetable.Fix) bool { return m.Kind == timetable.FixDate })
	// After a walk that is too long, arrival times are meaningless. The walk must
	// be fixed first, and has been reported.
	tired := func(c timetable.Conflict) bool { return c.Kind == timetable.LongWalk && c.Stop <= why.Stop }
	if why.Kind != timetable.Closed && slices.ContainsFunc(plan.Conflicts, tired) {
		return
	}
	_, weekday := dayOf(day.Date, 0)
	c.add(r.At, "route-never", weekday, why.Stop+1, fixesOf(why))
}

// fixesOf returns the changes that would resolve a conflict.
func fixesOf(c timetable.Conflict) diag.Either {
	var either diag.Either
	if c.Kind == timetable.Unsure {
		either = append(either, diag.Say("fix-ask"))
	}
	for _, m := range c.Fixes {
		switch m.Kind {
		case timetable.FixStart:
			either = append(either, diag.Say("fix-start", clock(m.Value)))
		case timetable.FixSwap:
			either = append(either, diag.Say("fix-swap", m.Value+1, m.Other+1))
		case timetable.FixDate:
			phrase := "fix-date"
			for _, d := range m.Dates {
				date, weekday := dayOf(d, 0)
				either = append(either, diag.Say(phrase, date, weekday))
				phrase = "fix-date-more"
			}
		case timetable.FixWithout:
			either = append(either, diag.Say("fix-without", m.Value+1))
		case timetable.FixBatches:
			if m.Other == 0 {
				either = append(either, diag.Say("fix-teams", m.Value))
				break
			}
			either = append(either, diag.Say("fix-batches", m.Value, m.Other))
		case timetable.FixBreak:
			either = append(either, diag.Say("fix-break", m.Value+1, m.Other))
		case timetable.FixRide:
			either = append(either, diag.Say("fix-ride", m.Value+1))
		case timetable.FixMove:
			either = append(either, diag.Say("fix-move", m.Value+1, m.Other+1))
		case timetable.FixOrder:
			either = append(either, diag.Say("fix-order", orderOf(m.Order)))
		case timetable.FixRotate:
			either = append(either, diag.Say("fix-rotate", m.Value+1))
		}
	}
	if either == nil {
		either = append(either, diag.Say("fix-none"))
	}
	return either
}

// orderOf returns the numbers of stops in an order.
func orderOf(stops []int) string {
	numbers := make([]string, len(stops))
	for i, stop := range stops {
		numbers[i] = strconv.Itoa(stop + 1)
	}
	return strings.Join(numbers, " ")
}

// duration returns minutes as an editor writes them.
func duration(minutes int) string { return schema.FormatDuration(time.Duration(minutes) * time.Minute) }

// clock is the time of day of a minute that may be on a later day.
func clock(minute int) string { return guide.Clock(minute % (24 * 60)) }

// weekdays are terms of the catalogue, indexed by time.Weekday.
var weekdays = [...]diag.Term{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// dayOf returns the day of a minute that counts from a date's midnight.
func dayOf(date string, minute int) (string, diag.Term) {
	at, _ := time.Parse(time.DateOnly, date) // a plan's date is valid
	at = at.AddDate(0, 0, minute/(24*60))
	return at.Format(time.DateOnly), weekdays[at.Weekday()]
}

package timetable

import "slices"

// Limits of the search for fixes, in minutes, days and batches.
const (
	earliestStart, latestStart = 5 * 60, 20 * 60
	furthestStart, startStep   = 480, 5
	furthestDate, mostDates    = 60, 3
	mostBatches                = 12
	longestInterval            = 120
	mostFixes                  = 2
)

// Length and preferred time of the break that a fix proposes, in minutes.
const breakLength, midday = 40, 12 * 60

// ride is the mode of a leg that a fix changes from walking.
const ride = "coach"

// remedies are the kinds of fix for each kind of conflict, in order of preference.
var remedies = map[string][]string{
	Closed:    {FixDate, FixStart, FixSwap, FixWithout}, // another start helps past midnight
	Early:     {FixStart, FixSwap, FixDate, FixWithout},
	Late:      {FixStart, FixSwap, FixDate, FixWithout},
	LastEntry: {FixStart, FixSwap, FixDate, FixWithout},
	Overstay:  {FixStart, FixSwap, FixDate, FixWithout},
	Unsure:    {FixStart, FixSwap, FixDate, FixWithout},
	Crowded:   {FixRotate, FixBatches, FixWithout},
	NoBreak:   {FixBreak},
	LateLunch: {FixMove, FixStart},
	LongWalk:  {FixRide, FixWithout},
	Dark:      {FixStart, FixOrder, FixRide, FixWithout},
	EndsLate:  {FixStart, FixOrder, FixWithout},
	LongDay:   {FixOrder, FixWithout},
	GateShut:  {FixStart, FixRide, FixWithout},
	Steps:     {FixRide, FixWithout},
}

// fixes returns the first changes that resolve one of a variant's conflicts and
// cause no other.
func (p *planner) fixes(v *variant, all []Conflict, c Conflict) []Fix {
	t := trial{planner: p, plan: v, conflict: c, position: slices.Index(v.order, c.Stop)}
	for _, other := range all {
		t.known = append(t.known, p.identity(other))
	}
	find := map[string]func() (Fix, bool){
		FixStart: t.start, FixSwap: t.swap, FixDate: t.date, FixWithout: t.without,
		FixBatches: t.batches, FixBreak: t.rest, FixRide: t.ride, FixMove: t.move, FixOrder: t.shorter, FixRotate: t.rotate,
	}
	var fixes []Fix
	for _, kind := range remedies[c.Kind] {
		if m, ok := find[kind](); ok {
			m.Kind = kind
			fixes = append(fixes, m)
		}
		if len(fixes) == mostFixes {
			break
		}
	}
	return fixes
}

// A trial searches for a fix for one conflict of a plan.
type trial struct {
	*planner
	plan     *variant
	conflict Conflict
	position int // of its stop
	known    []identity
}

// An identity identifies a conflict across changes: crowds belong to a site, and
// what concerns a day to the day.
type identity struct {
	kind  string
	index int
}

func (p *planner) identity(c Conflict) identity {
	switch c.Kind {
	case NoBreak, LateLunch:
		return identity{NoBreak, p.nightsBefore(c.Stop)}
	case Dark, EndsLate, LongDay:
		return identity{c.Kind, p.nightsBefore(c.Stop)}
	case Crowded:
		return identity{c.Kind, p.Stops[c.Stop].Site}
	}
	return identity{c.Kind, c.Stop}
}

// nightsBefore returns the number of nights before a stop of the tour.
func (p *planner) nightsBefore(stop int) (nights int) {
	for i := range stop {
		if p.Stops[i].Night {
			nights++
		}
	}
	return nights
}

// works reports whether the conflict is absent from v and no new one appears.
func (t *trial) works(v *variant) bool {
	target := t.identity(t.conflict)
	// Most changes do not help: check the stop itself first.
	if i := slices.Index(v.order, t.conflict.Stop); i >= 0 {
		if c, ok := t.visit(v, i); ok && t.identity(c) == target {
			return false
		}
	}
	for c := range t.conflicts(v) {
		if id := t.identity(c); id == target || !slices.Contains(t.known, id) {
			return false
		}
	}
	return true
}

// start looks for the nearest start that works.
func (t *trial) start() (Fix, bool) {
	if t.plan.start < 0 {
		return Fix{}, false
	}
	v := *t.plan
	for off := 1; off <= furthestStart; off++ {
		for _, v.start = range [...]int{t.plan.start - off, t.plan.start + off} {
			if v.start%startStep != 0 || v.start < earliestStart || v.start > latestStart {
				continue
			}
			if t.retime(&v); t.works(&v) {
				return Fix{Value: v.start}, true
			}
		}
	}
	return Fix{}, false
}

// swap looks for a stop to swap with, in order of distance.
func (t *trial) swap() (Fix, bool) {
	for off := 1; off < len(t.plan.order) && !t.plan.rotates(); off++ {
		for _, other := range [...]int{t.position - off, t.position + off} {
			if other < 0 || other >= len(t.plan.order) {
				continue
			}
			first, second := min(t.position, other), max(t.position, other)
			if !t.swappable(first, second) {
				continue
			}
			v := *t.plan
			v.order = slices.Clone(t.plan.order)
			v.order[first], v.order[second] = v.order[second], v.order[first]
			if t.time(&v); t.works(&v) {
				return Fix{Value: t.plan.order[first], Other: t.plan.order[second]}, true
			}
		}
	}
	return Fix{}, false
}

// swappable reports whether the legs to and from two positions can be computed
// in another order: none of them is given or measured, all have the same mode,
// and their ends have positions.
func (t *trial) swappable(first, second int) bool {
	order := t.plan.order
	by := t.Stops[order[second]].By
	for _, i := range [...]int{first, first + 1, second, second + 1} {
		if i >= len(order) {
			continue
		}
		before := order[i] // for the first stop only its own leg matters
		if i > 0 {
			before = order[i-1] + 1
			if !located(t.plan.spots, order[i-1], order[i]) {
				return false
			}
		}
		for stop := before; stop <= order[i]; stop++ {
			if !t.computed(stop) || t.Stops[stop].By != by {
				return false
			}
		}
	}
	return true
}

// date looks for the next days that work or, if there are none, for the last one
// that did.
func (t *trial) date() (f Fix, ok bool) {
	if !t.plan.dated {
		return f, false
	}
	v := *t.plan
	works := func(day int) bool {
		v.day = day
		t.retime(&v)
		return t.works(&v)
	}
	for off := 1; off <= furthestDate && len(f.Dates) < mostDates; off++ {
		if works(t.plan.day + off) {
			f.Dates = append(f.Dates, dateOf(v.day).String())
		}
	}
	for off := 1; off <= furthestDate && f.Dates == nil; off++ {
		if works(t.plan.day - off) {
			f.Dates = []string{dateOf(v.day).String()}
		}
	}
	return f, f.Dates != nil
}

// without leaves out the stop, unless it is the only one. A day that is too long may
// leave out any of its sites, the last one first.
func (t *trial) without() (Fix, bool) {
	first := t.position
	if t.ofDay() {
		first = 0
	}
	for i := t.position; i >= first && len(t.plan.order) > 1; i-- {
		stop := t.plan.order[i]
		if t.ofDay() && (t.Stops[stop].Site < 0 || t.Stops[stop].Night || t.nightsBefore(stop) != t.nightsBefore(t.conflict.Stop)) {
			continue
		}
		v := *t.plan
		v.out = slices.Clone(v.out)
		v.out[stop] = true
		if t.layOut(&v); t.works(&v) {
			return Fix{Value: stop}, true
		}
	}
	return Fix{}, false
}

// ofDay reports whether the conflict concerns a day and not a stop.
func (t *trial) ofDay() bool {
	return t.conflict.Kind == Dark || t.conflict.Kind == EndsLate || t.conflict.Kind == LongDay
}

// batches looks for the smallest number of batches, then for the shortest interval.
func (t *trial) batches() (Fix, bool) {
	v := *t.plan
	for v.batches = max(2, v.batches); v.batches <= min(mostBatches, t.Group); v.batches++ {
		if (t.Group+v.batches-1)/v.batches > t.conflict.Limit {
			continue
		}
		if t.Carousel {
			if t.time(&v); t.works(&v) {
				return Fix{Value: v.batches}, true
			}
			continue
		}
		for v.interval = startStep; v.interval <= longestInterval; v.interval += startStep {
			if t.retime(&v); t.works(&v) {
				return Fix{Value: v.batches, Other: v.interval}, true
			}
		}
	}
	return Fix{}, false
}

// rest looks for a stop to rest after, in order of closeness to noon.
func (t *trial) rest() (Fix, bool) {
	if len(t.plan.order) < 2 || t.plan.rotates() {
		return Fix{}, false
	}
	v := *t.plan
	for _, i := range t.aroundNoon(t.plan, t.today()) {
		v.rest = v.order[i]
		if t.time(&v); t.works(&v) {
			return Fix{Value: v.rest, Other: breakLength}, true
		}
	}
	return Fix{}, false
}

// today returns the day of the conflict.
func (t *trial) today() span {
	days := t.days(t.plan)
	return days[slices.IndexFunc(days, func(d span) bool { return t.position <= d.last })]
}

// move looks for a stop after which the lunch is around noon.
func (t *trial) move() (Fix, bool) {
	stop := t.conflict.Stop
	if t.plan.start < 0 || len(t.plan.order) < 2 || !t.movable() {
		return Fix{}, false
	}
	rest, d := *t.plan, t.today()
	rest.order = slices.Delete(slices.Clone(rest.order), t.position, t.position+1)
	t.time(&rest)
	for _, i := range t.aroundNoon(&rest, span{d.first, d.last - 1}) {
		v := *t.plan
		v.order = slices.Insert(slices.Clone(rest.order), i+1, stop)
		if t.time(&v); t.works(&v) {
			return Fix{Value: stop, Other: rest.order[i]}, true
		}
	}
	return Fix{}, false
}

// movable reports whether the legs to and from the stop can be computed in another order.
func (t *trial) movable() bool {
	h := &t.Stops[t.conflict.Stop]
	if h.Floats || t.plan.rotates() {
		return h.Floats
	}
	next := t.position + 1
	return h.Spot >= 0 && t.computed(t.conflict.Stop) && (next >= len(t.plan.order) || t.computed(t.plan.order[next]))
}

// A better order of a plan is searched for once, although several conflicts of a day
// may be resolved by it.
type better struct {
	of    *variant
	order []int // nil for none
}

// shorter visits the stops in the order with the shortest way.
func (t *trial) shorter() (Fix, bool) {
	if t.better == nil || t.better.of != t.plan {
		order, _, _ := t.best(t.plan, t.known)
		t.better = &better{t.plan, order}
	}
	if t.better.order == nil {
		return Fix{}, false
	}
	v := *t.plan
	v.order = t.better.order
	t.time(&v)
	return Fix{Order: v.order}, t.works(&v)
}

// rotate has the teams of a carousel visit a fixed stop in turn.
func (t *trial) rotate() (Fix, bool) {
	if !t.plan.rotates() || !t.Stops[t.conflict.Stop].Fixed {
		return Fix{}, false
	}
	v := *t.plan
	v.freed = t.conflict.Stop
	t.time(&v)
	return Fix{Value: v.freed}, t.works(&v)
}

// ride replaces walking on the leg.
func (t *trial) ride() (Fix, bool) {
	v := *t.plan
	v.ride = t.conflict.Stop
	t.time(&v)
	return Fix{Value: v.ride}, t.works(&v)
}

package timetable

import "slices"

// Limits of the search for fixes, in minutes, days and batches.
const (
	earliestStart, latestStart = 5 * 60, 20 * 60
	furthestStart, startStep   = 240, 5
	furthestDate               = 30
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
	Crowded:   {FixBatches, FixWithout},
	NoBreak:   {FixBreak},
	LongWalk:  {FixRide, FixWithout},
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
		FixBatches: t.batches, FixBreak: t.rest, FixRide: t.ride,
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
// the break to the tour.
type identity struct {
	kind  string
	index int
}

func (p *planner) identity(c Conflict) identity {
	switch c.Kind {
	case NoBreak:
		return identity{c.Kind, 0}
	case Crowded:
		return identity{c.Kind, p.Stops[c.Stop].Site}
	}
	return identity{c.Kind, c.Stop}
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
			if v.start%startStep == 0 && v.start >= earliestStart && v.start <= latestStart && t.works(&v) {
				return Fix{Value: v.start}, true
			}
		}
	}
	return Fix{}, false
}

// swap looks for a stop to swap with, in order of distance.
func (t *trial) swap() (Fix, bool) {
	for off := 1; off < len(t.plan.order); off++ {
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
			if !t.located(order[i-1], order[i]) {
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

// date looks for the nearest day that works, later days first.
func (t *trial) date() (Fix, bool) {
	if !t.plan.dated {
		return Fix{}, false
	}
	v := *t.plan
	for off := 1; off <= furthestDate; off++ {
		for _, v.day = range [...]int{t.plan.day + off, t.plan.day - off} {
			if t.works(&v) {
				return Fix{Date: dateOf(v.day).String()}, true
			}
		}
	}
	return Fix{}, false
}

// without leaves the stop out unless it is the only one.
func (t *trial) without() (Fix, bool) {
	if len(t.plan.order) < 2 {
		return Fix{}, false
	}
	v := *t.plan
	v.out = slices.Clone(v.out)
	v.out[t.conflict.Stop] = true
	t.layOut(&v)
	return Fix{Value: t.conflict.Stop}, t.works(&v)
}

// batches looks for the smallest number of batches, then for the shortest interval.
func (t *trial) batches() (Fix, bool) {
	v := *t.plan
	for v.batches = max(2, v.batches); v.batches <= min(mostBatches, t.Group); v.batches++ {
		if (t.Group+v.batches-1)/v.batches > t.conflict.Limit {
			continue
		}
		for v.interval = startStep; v.interval <= longestInterval; v.interval += startStep {
			if t.works(&v) {
				return Fix{Value: v.batches, Other: v.interval}, true
			}
		}
	}
	return Fix{}, false
}

// rest looks for a stop to rest after, in order of closeness to noon.
func (t *trial) rest() (Fix, bool) {
	if len(t.plan.order) < 2 {
		return Fix{}, false
	}
	v := *t.plan
	for _, i := range t.aroundNoon(t.plan) {
		v.rest = v.order[i]
		if t.time(&v); t.works(&v) {
			return Fix{Value: v.rest, Other: breakLength}, true
		}
	}
	return Fix{}, false
}

// aroundNoon returns a plan's positions in order of how close to noon they end.
// The last position is excluded: no part of the tour remains after it.
func (p *planner) aroundNoon(v *variant) []int {
	positions := make([]int, max(1, len(v.order)-1))
	for i := range positions {
		positions[i] = i
	}
	off := func(i int) int { return max(p.leaves(v, i)-midday, midday-p.leaves(v, i)) }
	slices.SortStableFunc(positions, func(a, b int) int { return off(a) - off(b) })
	return positions
}

// ride replaces walking on the leg.
func (t *trial) ride() (Fix, bool) {
	v := *t.plan
	v.ride = t.conflict.Stop
	t.time(&v)
	return Fix{Value: v.ride}, t.works(&v)
}

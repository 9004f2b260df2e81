package timetable

import "slices"

// How far a fix is looked for. Minutes, days and batches.
const (
	earliestStart, latestStart = 5 * 60, 20 * 60
	furthestStart, startStep   = 240, 5
	furthestDate               = 30
	mostBatches                = 12
	longestInterval            = 120
	mostMends                  = 2
)

// A break as a fix proposes it, in minutes, and when it had better be.
const breakLength, midday = 40, 12 * 60

// ride is how a group goes that does not walk.
const ride = "coach"

// remedies are the fixes for a kind of conflict, the ones to try first first.
var remedies = map[string][]string{
	Closed:    {FixDate, FixStart, FixSwap, FixWithout}, // another hour helps past midnight
	Early:     {FixStart, FixSwap, FixDate, FixWithout},
	Late:      {FixStart, FixSwap, FixDate, FixWithout},
	LastEntry: {FixStart, FixSwap, FixDate, FixWithout},
	Overstay:  {FixStart, FixSwap, FixDate, FixWithout},
	Unsure:    {FixStart, FixSwap, FixDate, FixWithout},
	Crowded:   {FixBatches, FixWithout},
	NoBreak:   {FixBreak},
	LongWalk:  {FixRide, FixWithout},
}

// fixes are the first changes that do away with one of a variant's conflicts
// and bring no other.
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
		if len(fixes) == mostMends {
			break
		}
	}
	return fixes
}

// A trial looks for a way around one conflict of a plan.
type trial struct {
	*planner
	plan     *variant
	conflict Conflict
	position int // of its stop
	known    []identity
}

// An identity tells a conflict from others after a change: crowds are a
// site's, and the break is the tour's.
type identity struct {
	kind string
	of   int
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

// works tries a change out.
func (t *trial) works(v *variant) bool {
	own := t.identity(t.conflict)
	// Most changes do not help: the stop itself is asked before all others.
	if i := slices.Index(v.order, t.conflict.Stop); i >= 0 {
		if c, ok := t.visit(v, i); ok && t.identity(c) == own {
			return false
		}
	}
	for c := range t.conflicts(v) {
		if id := t.identity(c); id == own || !slices.Contains(t.known, id) {
			return false
		}
	}
	return true
}

// start looks for the nearest other start.
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

// swap looks for a stop to change places with, the nearest in the order first.
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

// swappable reports whether the legs to and from two positions can be
// computed in another order: none of them is given or measured, all are
// travelled alike, and it is known where they begin and end.
func (t *trial) swappable(first, second int) bool {
	order := t.plan.order
	by := t.Stops[order[second]].By
	for _, i := range [...]int{first, first + 1, second, second + 1} {
		if i >= len(order) {
			continue
		}
		before := order[i] // of the first stop, only its own leg can be in the way
		if i > 0 {
			before = order[i-1] + 1
			if !t.spotted(order[i-1], order[i]) {
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

// date looks for the nearest other day, a later one first.
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

// without leaves the stop out, when others stay.
func (t *trial) without() (Fix, bool) {
	if len(t.plan.order) < 2 {
		return Fix{}, false
	}
	v := *t.plan
	v.out = slices.Clone(v.out)
	v.out[t.conflict.Stop] = true
	t.lay(&v)
	return Fix{Value: t.conflict.Stop}, t.works(&v)
}

// batches looks for the fewest batches, then for the shortest interval.
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

// rest looks for a stop to rest after, the one that ends nearest to noon first.
func (t *trial) rest() (Fix, bool) {
	if len(t.plan.order) < 2 {
		return Fix{}, false
	}
	v := *t.plan
	for _, i := range t.aboutNoon(t.plan) {
		v.rest = v.order[i]
		if t.time(&v); t.works(&v) {
			return Fix{Value: v.rest, Other: breakLength}, true
		}
	}
	return Fix{}, false
}

// aboutNoon are a plan's positions, those first that end nearest to noon. The
// last is not among them: after it there is no tour left to break.
func (p *planner) aboutNoon(v *variant) []int {
	positions := make([]int, max(1, len(v.order)-1))
	for i := range positions {
		positions[i] = i
	}
	off := func(i int) int { return max(p.leaves(v, i)-midday, midday-p.leaves(v, i)) }
	slices.SortStableFunc(positions, func(a, b int) int { return off(a) - off(b) })
	return positions
}

// ride does not walk the leg.
func (t *trial) ride() (Fix, bool) {
	v := *t.plan
	v.ride = t.conflict.Stop
	t.time(&v)
	return Fix{Value: v.ride}, t.works(&v)
}

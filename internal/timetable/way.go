package timetable

import "slices"

// A Passage is the way between two spots if it passes gates, or ways such as those of a
// park, that are open at certain hours only.
type Passage struct {
	From int `json:"from"` // spots
	To   int `json:"to"`
	// StepFree says that the way is the one in Tour.Level, and not in Tour.Foot.
	StepFree bool `json:"stepFree,omitempty"`
	// Gates contains for each gate its index in Tour.Hours, negative if its hours are
	// unknown, and its distance in metres from the start.
	Gates  [][2]int `json:"gates"`
	Around int      `json:"around,omitempty"` // metres of the way without them; 0 if there is none
}

// A footway is the way on foot between two spots. Its zero value means unknown.
type footway struct {
	metres, steps int // steps in seconds
	rough         bool
	passage       int // number of its Passage from 1; 0 for none
	around        bool
}

// ways contains what is known of the ways between the spots of a tour, by spots.
type ways struct {
	level    map[[2]int]int     // metres; 0 if there is no way without steps
	passages map[passageKey]int // numbers from 1
}

type passageKey struct {
	from, to int
	stepFree bool
}

func (t *Tour) ways() ways {
	w := ways{map[[2]int]int{}, map[passageKey]int{}}
	for _, l := range t.Level {
		w.level[[2]int{l[0], l[1]}] = l[2]
	}
	for i, p := range t.Passages {
		w.passages[passageKey{p.From, p.To, p.StepFree}] = i + 1
	}
	return w
}

// onFoot returns the way between two spots: without steps if the group avoids them and
// there is one, and around the gates that the variant avoids.
func (p *legs) onFoot(v *variant, from, to int) (f footway) {
	if p.Foot == nil {
		return f
	}
	f.metres, f.steps = p.Foot[from][to][0], p.Foot[from][to][1]
	free := false
	if metres, rough := p.ways.level[[2]int{from, to}]; p.StepFree && rough {
		if free, f.rough = metres > 0, metres == 0; free {
			f.metres, f.steps = metres, 0
		}
	}
	if f.passage = p.ways.passages[passageKey{from, to, free}]; f.passage > 0 && slices.Contains(v.around, f.passage) {
		f.metres, f.around = p.Passages[f.passage-1].Around, true
	}
	return f
}

// passing finds what is in the way of a group on foot: gates and steps.
type passing struct{ *planner }

// goAround makes a variant avoid the gates that are shut when a batch passes them, if
// there is another way. It reports whether any way has changed.
func (p passing) goAround(v *variant) (changed bool) {
	if len(p.Passages) == 0 {
		return false
	}
	for i := range v.order {
		for b := range v.batches {
			leg := v.legTo(b, i)
			if leg.Passage == 0 || leg.Around || p.Passages[leg.Passage-1].Around == 0 || slices.Contains(v.around, leg.Passage) {
				continue
			}
			if _, shut := p.shut(v, b, i); shut {
				v.around, changed = append(v.around, leg.Passage), true
			}
		}
	}
	return changed
}

// shut looks for a gate on the leg to a position that is shut when a batch passes it.
func (p passing) shut(v *variant, batch, i int) (c Conflict, ok bool) {
	leg := v.legTo(batch, i)
	if leg.Passage == 0 || leg.Around || !v.dated || v.start < 0 {
		return c, false
	}
	for gate, g := range p.Passages[leg.Passage-1].Gates {
		at := v.arrives(batch, i) - leg.Likely + leg.Likely*min(g[1], leg.Metres)/max(1, leg.Metres)
		if g[0] >= 0 && p.tables[g[0]].shut(v.day, at) {
			return Conflict{Kind: GateShut, Stop: v.order[i], Batch: batch, Figure: at, Limit: gate}, true
		}
	}
	return c, false
}

// gateShut returns the conflict of the first batch that finds a gate shut on its leg to a
// position.
func (p passing) gateShut(v *variant, i int) (c Conflict, ok bool) {
	for b := range v.batches {
		if c, ok = p.shut(v, b, i); ok {
			return c, true
		}
	}
	return c, false
}

// steps looks for a leg to a position that has steps, of a group that avoids them.
func (p passing) steps(v *variant, i int) (c Conflict, ok bool) {
	for b := range v.courses {
		if v.courses[b].legs[i].Rough {
			return Conflict{Kind: Steps, Stop: v.order[i], Batch: b}, true
		}
	}
	return c, false
}

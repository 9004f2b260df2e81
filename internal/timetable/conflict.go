package timetable

import (
	"cmp"
	"iter"
)

// conflicts yields all conflicts of a variant, in no particular order.
func (p *planner) conflicts(v *variant) iter.Seq[Conflict] {
	return func(yield func(Conflict) bool) {
		for i := range v.order {
			for _, find := range [...]func(*variant, int) (Conflict, bool){p.visit, p.longWalk, p.crowd, passing{p}.gateShut, passing{p}.steps} {
				if c, ok := find(v, i); ok && !yield(c) {
					return
				}
			}
		}
		for _, d := range p.days(v) {
			for _, find := range [...]func(*variant, span) (Conflict, bool){p.noBreak, p.dark, p.endsLate, p.longDay} {
				if c, ok := find(v, d); ok && !yield(c) {
					return
				}
			}
		}
	}
}

func compare(a, b Conflict) int {
	return cmp.Or(cmp.Compare(a.Stop, b.Stop), cmp.Compare(a.Kind, b.Kind))
}

// visit compares the visit at a position with the opening hours. It returns the
// conflict of the first batch that cannot enter, or else of the first for which
// the hours are uncertain.
func (p *planner) visit(v *variant, i int) (found Conflict, ok bool) {
	h := &p.Stops[v.order[i]]
	if h.Hours < 0 || !v.dated || h.Night {
		return found, false
	}
	t := &p.tables[h.Hours]
	if v.start < 0 {
		kind := t.wholeDay(v.day + v.dayOf(i))
		return Conflict{Kind: kind, Stop: v.order[i]}, kind != ""
	}
	for b := range v.batches {
		at := v.arrives(b, i)
		kind, figure := t.visit(v.day, at, at+max(1, h.Stay), h.LastEntry)
		c := Conflict{Kind: kind, Stop: v.order[i], Batch: b, Figure: figure}
		switch {
		case c.Refuses():
			return c, true
		case kind != "" && !ok:
			found, ok = c, true
		}
	}
	return found, ok
}

// longWalk compares the legs to a position with the distance that the audience walks.
func (p *planner) longWalk(v *variant, i int) (found Conflict, ok bool) {
	for b := range v.courses {
		l := v.courses[b].legs[i]
		if l.By != "walk" {
			continue
		}
		metres := l.Metres
		if metres == 0 && l.Given {
			metres = l.Likely * v.pace / 60
		}
		if metres > p.Longest && metres > found.Figure {
			found, ok = Conflict{Kind: LongWalk, Stop: v.order[i], Batch: b, Figure: metres, Limit: p.Longest}, true
		}
	}
	return found, ok
}

// crowd counts the people at the site of a position. It reports each site once,
// at its first position. It does not need a start, because the interval between
// batches is constant.
func (p *planner) crowd(v *variant, i int) (found Conflict, ok bool) {
	h := &p.Stops[v.order[i]]
	size := (p.Group + v.batches - 1) / v.batches
	if h.Site < 0 || h.Capacity == 0 || min(p.Group, size*v.batches) <= h.Capacity {
		return found, false
	}
	for _, stop := range v.order[:i] {
		if p.Stops[stop].Site == h.Site {
			return found, false
		}
	}
	first := 0
	for j := i; j < len(v.order); j++ {
		if p.Stops[v.order[j]].Site != h.Site {
			continue
		}
		for b := range v.batches {
			at := v.arrives(b, j)
			people := min(p.Group, size*p.present(v, h.Site, at))
			if people <= h.Capacity {
				continue
			}
			if !ok || at < first {
				found.Stop, found.Batch, first = v.order[j], b, at
			}
			found.Kind, found.Figure, found.Limit, ok = Crowded, max(found.Figure, people), h.Capacity, true
		}
	}
	return found, ok
}

// present returns the number of batches at a site at a minute.
func (p *planner) present(v *variant, site, minute int) (batches int) {
	for b := range v.batches {
		for j, stop := range v.order {
			at := v.arrives(b, j)
			if p.Stops[stop].Site == site && at <= minute && minute < max(at+1, v.leaves(b, j)) {
				batches++
				break
			}
		}
	}
	return batches
}

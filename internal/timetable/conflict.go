package timetable

import (
	"cmp"
	"iter"
	"time"
)

// A tour of more than four hours needs a break: at least half an hour around
// noon at a stop that is not a site. Values are in minutes.
const (
	longTour         = 240
	noonFrom, noonTo = 11 * 60, 13*60 + 30
	shortestBreak    = 30
)

// ShortestBreak is how long the break of a long tour must be.
const ShortestBreak = shortestBreak * time.Minute

// conflicts yields all conflicts of a variant, in no particular order.
func (p *planner) conflicts(v *variant) iter.Seq[Conflict] {
	return func(yield func(Conflict) bool) {
		for i := range v.order {
			for _, find := range [...]func(*variant, int) (Conflict, bool){p.visit, p.longWalk, p.crowd} {
				if c, ok := find(v, i); ok && !yield(c) {
					return
				}
			}
		}
		if c, ok := p.noBreak(v); ok {
			yield(c)
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
	if h.Hours < 0 || !v.dated {
		return found, false
	}
	t := &p.tables[h.Hours]
	if v.start < 0 {
		kind := t.wholeDay(v.day)
		return Conflict{Kind: kind, Stop: v.order[i]}, kind != ""
	}
	for b := range v.batches {
		at := v.start + v.at[i] + b*v.interval
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

// longWalk compares the leg to a position with the distance that the audience walks.
func (p *planner) longWalk(v *variant, i int) (Conflict, bool) {
	l := v.legs[i]
	if l.By != "walk" {
		return Conflict{}, false
	}
	metres := l.Metres
	if metres == 0 && l.Given {
		metres = l.Likely * v.pace / 60
	}
	return Conflict{Kind: LongWalk, Stop: v.order[i], Figure: metres, Limit: p.Longest}, metres > p.Longest
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
			at := v.at[j] + b*v.interval
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

// present returns the number of batches at a site at a minute after the start.
func (p *planner) present(v *variant, site, minute int) (batches int) {
	for b := range v.batches {
		for j, stop := range v.order {
			at := v.at[j] + b*v.interval
			if p.Stops[stop].Site == site && at <= minute && minute < at+max(1, p.Stops[stop].Stay) {
				batches++
				break
			}
		}
	}
	return batches
}

// noBreak looks for a break around noon for the first batch. The conflict's stop
// is the one after which a break would be best.
func (p *planner) noBreak(v *variant) (Conflict, bool) {
	if v.start < 0 || len(v.order) == 0 {
		return Conflict{}, false
	}
	last := len(v.order) - 1
	end := p.leaves(v, last)
	// A tour with less than a break's time around noon can eat before or after.
	if end-v.start <= longTour || overlap(v.start, end) < shortestBreak {
		return Conflict{}, false
	}
	for i, stop := range v.order {
		leaves := p.leaves(v, i)
		if h := &p.Stops[stop]; h.Site < 0 && h.Stay >= shortestBreak && overlap(leaves-h.Stay, leaves) >= shortestBreak ||
			stop == v.rest && overlap(leaves, leaves+breakLength) >= shortestBreak {
			return Conflict{}, false
		}
	}
	return Conflict{Kind: NoBreak, Stop: v.order[p.aroundNoon(v)[0]]}, true
}

// leaves returns the time at which the first batch leaves a position.
func (p *planner) leaves(v *variant, i int) int {
	return v.start + v.at[i] + p.Stops[v.order[i]].Stay
}

// overlap returns how many minutes of an interval are around noon.
func overlap(from, to int) int { return min(to, noonTo) - max(from, noonFrom) }

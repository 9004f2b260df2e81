package timetable

import "slices"

// A tour of more than four hours needs a break: at least half an hour around
// noon at a stop that is not a site. Values are in minutes.
const (
	longTour         = 240
	noonFrom, noonTo = 11 * 60, 13*60 + 30
	shortestBreak    = 30
)

// A span is a day of a variant: the positions from first to last, both included. The
// last is where the group spends the night, unless it is the last of the tour. A day
// after a night begins when the group leaves, at no position of its own.
type span struct{ first, last int }

// days returns the days of a variant with a start.
func (p *planner) days(v *variant) []span {
	if v.start < 0 || len(v.order) == 0 {
		return nil
	}
	var all []span
	first := 0
	for i, stop := range v.order {
		if i == len(v.order)-1 || p.Stops[stop].Night {
			all = append(all, span{first, i})
			first = i + 1
		}
	}
	return all
}

// begins and ends return when a day begins and ends for a batch. At home an evening begins
// with its first part.
func begins(p *planner, v *variant, d span, batch int) int {
	switch {
	case d.first > 0 && p.Home:
		return v.arrives(batch, d.first)
	case d.first > 0:
		return v.leaves(batch, d.first-1)
	}
	first := v.arrives(batch, 0)
	for i := d.first; i <= d.last; i++ {
		first = min(first, v.arrives(batch, i)) // a team may begin at any stop
	}
	return first
}

func (p *planner) ends(v *variant, d span, batch int) int {
	ends := 0
	for i := d.first; i <= d.last; i++ {
		if p.Stops[v.order[i]].Night && i < len(v.order)-1 && !p.Home {
			ends = max(ends, v.arrives(batch, i))
		} else {
			ends = max(ends, v.leaves(batch, i))
		}
	}
	return ends
}

// endsLate compares the end of a day, of the batch that is last, with the tour's limit.
func (p *planner) endsLate(v *variant, d span) (Conflict, bool) {
	c := Conflict{Kind: EndsLate, Stop: v.order[d.last]}
	for b := range v.batches {
		if end := p.ends(v, d, b); end > c.Figure {
			c.Batch, c.Figure = b, end
		}
	}
	c.Limit = begins(p, v, d, 0)/day*day + p.EndBy
	return c, p.EndBy > 0 && c.Figure > c.Limit
}

// longDay compares the length of a day with the tour's limit.
func (p *planner) longDay(v *variant, d span) (Conflict, bool) {
	c := Conflict{Kind: LongDay, Stop: v.order[d.last], Limit: p.LongestDay}
	for b := range v.courses {
		if length := p.ends(v, d, b) - begins(p, v, d, b); length > c.Figure {
			c.Batch, c.Figure = b, length
		}
	}
	return c, p.LongestDay > 0 && c.Figure > c.Limit
}

// dark looks for a leg on foot or by bicycle that ends after sunset, the first of the
// day for the batch that is last there.
func (p *planner) dark(v *variant, d span) (found Conflict, ok bool) {
	if !v.dated {
		return found, false
	}
	midnight := begins(p, v, d, 0) / day
	sunset, known := p.Sun.sunset(v.day + midnight)
	if !known {
		return found, false
	}
	sunset += midnight * day
	first := 0
	for i := d.first; i <= d.last; i++ {
		for b := range v.batches {
			c, _ := v.course(b)
			at := v.arrives(b, i)
			outside := c.legs[i].By == "walk" || c.legs[i].By == "cycle"
			if outside && c.legs[i].High > 0 && at > sunset && (!ok || at < first) {
				found, first, ok = Conflict{Kind: Dark, Stop: v.order[i], Batch: b, Figure: sunset}, at, true
			}
		}
	}
	return found, ok
}

// noBreak looks for a lunch that is not around noon or, in a day without one, for a
// break around noon for the first batch. If there is none, but a break at another
// time, that is the lunch; otherwise the conflict's stop is the one after which a
// break would be best.
func (p *planner) noBreak(v *variant, d span) (Conflict, bool) {
	lunches := false
	for i := d.first; i <= d.last; i++ {
		if !p.Stops[v.order[i]].Lunch {
			continue
		}
		lunches = true
		for b := range v.batches {
			at, left := p.around(v, b, i)
			if overlap(at, left) < min(shortestBreak, left-at) {
				return Conflict{Kind: LateLunch, Stop: v.order[i], Batch: b, Figure: v.arrives(b, i)}, true
			}
		}
	}
	from, to := begins(p, v, d, 0), p.ends(v, d, 0)
	from, to = from%day, to-from/day*day
	// A tour with less than a break's time around noon can eat before or after.
	if lunches || to-from <= longTour || overlap(from, to) < shortestBreak {
		return Conflict{}, false
	}
	other, off := -1, 0
	for i := d.first; i <= d.last; i++ {
		stop := v.order[i]
		at, left := p.around(v, 0, i)
		h := &p.Stops[stop]
		rests := h.Site < 0 && !h.Night && h.Stay >= shortestBreak
		if rests && overlap(at, left) >= shortestBreak ||
			stop == v.rest && overlap(left, left+breakLength) >= shortestBreak {
			return Conflict{}, false
		}
		if distance := max(at-midday, midday-at); rests && (other < 0 || distance < off) {
			other, off = i, distance
		}
	}
	if other >= 0 {
		return Conflict{Kind: LateLunch, Stop: v.order[other], Figure: v.arrives(0, other)}, true
	}
	return Conflict{Kind: NoBreak, Stop: v.order[p.aroundNoon(v, d)[0]]}, true
}

// around returns a stay at a position in minutes after the midnight of its day.
func (p *planner) around(v *variant, batch, i int) (at, left int) {
	at, left = v.arrives(batch, i), v.leaves(batch, i)
	return at % day, left - at/day*day
}

// aroundNoon returns the positions of a day in order of how close to noon they end.
// The last position is excluded, unless it is the only one: no part of the day remains
// after it.
func (p *planner) aroundNoon(v *variant, d span) []int {
	positions := []int{}
	for i := d.first; i < min(len(v.order), max(d.last, d.first+1)); i++ {
		positions = append(positions, i)
	}
	off := func(i int) int {
		left := v.leaves(0, i) % day
		return max(left-midday, midday-left)
	}
	slices.SortStableFunc(positions, func(a, b int) int { return off(a) - off(b) })
	return positions
}

// overlap returns how many minutes of an interval are around noon.
func overlap(from, to int) int { return min(to, noonTo) - max(from, noonFrom) }

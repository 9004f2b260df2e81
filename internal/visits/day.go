package visits

import (
	"slices"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/timetable"
)

// A Day is what happens at a place on one day.
type Day struct {
	Place  *Place
	Date   guide.Date
	Closed bool // no groups are received: the site is closed, or the place by itself
	Slots  []Slot
	Visits []*Visit // those that take place, by start
	// Between are those of Visits that begin in none of the slots.
	Between []*Visit

	people, groups *[day]int            // taken at each minute; nil if there are no visits
	halls          map[string]*[day]int // likewise the people in halls with a capacity, and the groups in others
}

// A Slot is a time at which a usual visit through all halls can begin.
type Slot struct {
	From, To int
	Unsure   bool                  // whether the place is open depends on holidays that are not known yet
	Event    *programme.Occurrence // what has the place for itself; nil for nothing
	Visits   []*Visit              // those that begin before the next slot
	// People and Groups are how many still fit; Unlimited if nothing limits them.
	People, Groups int
}

// Free reports whether another group fits.
func (s *Slot) Free() bool { return s.Event == nil && s.People != 0 && s.Groups != 0 }

// Day returns a day of the place.
func (p *Place) Day(on guide.Date) *Day {
	d := &Day{Place: p, Date: on, Visits: p.days[on]}
	d.count()
	runs, known := p.open(on)
	d.Closed = known && len(runs) == 0 || p.Away(on)
	if d.Closed {
		d.Between = d.Visits
		return d
	}
	usual := p.visit(&guide.Visit{Date: on})
	for _, from := range p.starts(runs, known) {
		s := Slot{From: from, To: min(from+p.Stay, day)}
		for _, r := range runs {
			s.Unsure = s.Unsure || r.unsure && r.from <= from && from < r.to
		}
		legs := make([]Leg, len(usual.Legs))
		for i, l := range usual.Legs {
			legs[i] = Leg{l.Hall, min(l.From+from, day), min(l.To+from, day)}
		}
		s.Event = p.block(on, s.From, s.To, legs)
		s.People, s.Groups = d.fits(s.From, s.To, legs)
		if s.Event != nil {
			s.People, s.Groups = 0, 0
		}
		d.Slots = append(d.Slots, s)
	}
	next := 0
	for _, v := range d.Visits { // both are in order
		for next < len(d.Slots)-1 && d.Slots[next+1].From <= v.From {
			next++
		}
		if next < len(d.Slots) && d.Slots[next].From <= v.From && v.From < d.Slots[next].To {
			d.Slots[next].Visits = append(d.Slots[next].Visits, v)
		} else {
			d.Between = append(d.Between, v)
		}
	}
	return d
}

// Away reports whether a day is one of those on which the place by itself receives no groups.
func (p *Place) Away(on guide.Date) bool {
	return slices.ContainsFunc(p.Rule.Closed, func(r guide.DateRange) bool { return !on.Before(r.First) && !r.Last.Before(on) })
}

// A run is a time during which groups are received.
type run struct {
	from, to int
	unsure   bool
}

// open returns when groups are received on a day. known is false if nothing says when.
func (p *Place) open(on guide.Date) (runs []run, known bool) {
	hours := p.Rule.Hours
	if hours == "" {
		hours = p.Site.OpeningHours
	}
	spans, known := p.book.tours.Spans(p.Site, hours, on)
	if len(spans) == 1 && spans[0] == (timetable.Stretch{From: 0, To: day, Unknown: true}) {
		return nil, false // a year of which the holidays are not known at all
	}
	for _, s := range spans {
		if n := len(runs); n > 0 && runs[n-1].to == s.From {
			runs[n-1].to, runs[n-1].unsure = s.To, runs[n-1].unsure || s.Unknown
			continue
		}
		runs = append(runs, run{s.From, s.To, s.Unknown})
	}
	return runs, known
}

// starts returns when the slots of a day begin.
func (p *Place) starts(runs []run, known bool) (all []int) {
	if !known {
		runs = []run{{0, day, false}}
		if len(p.Starts) == 0 {
			return nil
		}
	}
	for _, r := range runs {
		if len(p.Starts) == 0 {
			for at := r.from; at+p.Stay <= r.to; at += p.Slot {
				all = append(all, at)
			}
		}
		for _, at := range p.Starts {
			if at >= r.from && at+p.Stay <= r.to {
				all = append(all, at)
			}
		}
	}
	return all
}

// count fills in what the visits take.
func (d *Day) count() {
	if len(d.Visits) == 0 {
		return
	}
	d.people, d.groups, d.halls = new([day]int), new([day]int), map[string]*[day]int{}
	for _, v := range d.Visits {
		for at := v.From; at < v.To; at++ {
			d.people[at] += v.People
			d.groups[at]++
		}
		for _, l := range v.Legs {
			taken := d.halls[l.Hall.ID]
			if taken == nil {
				taken = new([day]int)
				d.halls[l.Hall.ID] = taken
			}
			for at := l.From; at < l.To; at++ {
				if l.Hall.Capacity > 0 {
					taken[at] += v.People
				} else {
					taken[at]++
				}
			}
		}
	}
}

// Taken returns how many people and groups are at the place at a minute.
func (d *Day) Taken(at int) (people, groups int) {
	if d.people == nil {
		return 0, 0
	}
	return d.people[at], d.groups[at]
}

// Left returns how many more people and groups the place itself takes at a minute, whatever
// its halls do.
func (d *Day) Left(at int) (people, groups int) {
	people, groups = d.Taken(at)
	return left(d.Place.People, people), left(d.Place.Groups, groups)
}

// left returns what remains of a limit.
func left(limit, taken int) int {
	if limit == Unlimited {
		return Unlimited
	}
	return max(0, limit-taken)
}

// fits returns how many people, in how many groups, fit all the time of a visit. A hall
// without a capacity takes one group at a time.
func (d *Day) fits(from, to int, legs []Leg) (people, groups int) {
	people, groups = left(d.Place.People, 0), left(d.Place.Groups, 0)
	for at := from; at < to; at++ {
		p, g := d.Left(at)
		people, groups = least(people, p), least(groups, g)
	}
	for _, l := range legs {
		limit := max(l.Hall.Capacity, 1)
		rest := limit
		if taken := d.halls[l.Hall.ID]; taken != nil {
			for at := l.From; at < l.To; at++ {
				rest = min(rest, left(limit, taken[at]))
			}
		}
		if l.Hall.Capacity > 0 {
			people = least(people, rest)
		} else {
			groups = least(groups, rest)
		}
	}
	if people == 0 || groups == 0 {
		return 0, 0
	}
	return people, groups
}

// least returns the smaller of two numbers of which Unlimited is the largest.
func least(a, b int) int {
	switch {
	case a == Unlimited:
		return b
	case b == Unlimited:
		return a
	}
	return min(a, b)
}

// Package visits makes a calendar of the bookings of groups.
//
// In come a guide and its visits; out come, for a place and a day, the slots with how many
// people and groups still fit, the visits with the halls that they walk through, and what is
// wrong with them. Everything is counted in minutes of a day in the guide's time zone; a visit
// that reaches beyond midnight is cut there, which is a conflict. A visit that was cancelled
// takes no place. The package reads no clock.
package visits

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// day is the length of a day in minutes.
const day = 24 * 60

const (
	usualStay  = 60 // of a visit of which nothing else is known
	hallStay   = 15 // in a hall of which nothing else is known
	leastSlot  = 5  // between two slots, so that a day has at most 288 of them
	Unlimited  = -1 // of a number of people or groups
	mostBlocks = 400
)

// A Book has the places that receive groups, and their visits.
type Book struct {
	Places []*Place // in the order of the file; those that only visits name come last
	Visits []*Visit // of all places by date and start, cancelled ones too
	tours  *timetable.Tours
	blocks map[string]map[guide.Date][]programme.Occurrence // by site: what closes it or a hall to visitors
}

// A Place is a site that receives groups.
type Place struct {
	Site   *guide.Site
	Stay   int   // minutes of a usual visit
	Slot   int   // minutes from one slot to the next
	Starts []int // when slots begin, instead of Slot; none: every Slot
	People int   // at once; Unlimited if the place itself has no limit
	Groups int   // at once, likewise
	Rule   guide.VisitPlace
	book   *Book
	days   map[guide.Date][]*Visit // those that take place
}

// A Visit is a visit of a book.
type Visit struct {
	*guide.Visit
	Place    *Place
	From, To int // minutes after midnight
	Past     int // how many minutes after the next midnight it would end; 0 if it does not
	Legs     []Leg
}

// A Leg is the time of a visit in one hall.
type Leg struct {
	Hall     *guide.Hall
	From, To int
}

// New returns the book of some visits. A visit without a day, or to a site that the guide
// does not have, is left out: the loader has reported it.
func New(g *guide.Guide, tours *timetable.Tours, v *guide.Visits) *Book {
	b := &Book{tours: tours, blocks: map[string]map[guide.Date][]programme.Occurrence{}}
	places := map[string]*Place{}
	add := func(rule guide.VisitPlace) *Place {
		if p := places[rule.Site]; p != nil {
			return p
		}
		site := g.Site(rule.Site)
		if site == nil {
			return nil
		}
		p := newPlace(b, site, rule)
		places[rule.Site] = p
		b.Places = append(b.Places, p)
		return p
	}
	for i := range v.Places {
		add(v.Places[i])
	}
	for i := range v.Visits {
		visit := &v.Visits[i]
		if visit.Date.IsZero() {
			continue
		}
		p := add(guide.VisitPlace{At: visit.At, Site: visit.Site, SiteAt: visit.SiteAt})
		if p != nil {
			b.Visits = append(b.Visits, p.visit(visit))
		}
	}
	slices.SortStableFunc(b.Visits, func(x, y *Visit) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.From, y.From), cmp.Compare(x.At.Line, y.At.Line))
	})
	for _, visit := range b.Visits {
		if visit.Takes() {
			visit.Place.days[visit.Date] = append(visit.Place.days[visit.Date], visit)
		}
	}
	b.blocked(g, places)
	return b
}

func newPlace(b *Book, site *guide.Site, rule guide.VisitPlace) *Place {
	p := &Place{
		Site: site, Rule: rule, Stay: minutes(rule.Stay), Slot: minutes(rule.Slot),
		People: cmp.Or(rule.People, site.Capacity, Unlimited), Groups: cmp.Or(rule.Groups, Unlimited),
		book: b, days: map[guide.Date][]*Visit{},
	}
	if p.Stay == 0 {
		halls := 0
		for i := range site.Halls {
			halls += cmp.Or(minutes(site.Halls[i].Stay), hallStay)
		}
		p.Stay = cmp.Or(halls, minutes(site.Stay), usualStay)
	}
	p.Slot = max(cmp.Or(p.Slot, p.Stay), leastSlot)
	for _, at := range rule.Starts {
		p.Starts = append(p.Starts, minutes(at))
	}
	slices.Sort(p.Starts)
	p.Starts = slices.Compact(p.Starts)
	if p.Groups == Unlimited && p.People == Unlimited && len(site.Halls) == 0 {
		p.Groups = 1
	}
	return p
}

func minutes(d time.Duration) int { return int(d / time.Minute) }

// Takes reports whether the visit takes a place: it was not cancelled.
func (v *Visit) Takes() bool { return v.Status != schema.Cancelled }

// visit returns a visit with its times.
func (p *Place) visit(v *guide.Visit) *Visit {
	var halls []*guide.Hall
	for _, id := range v.Halls {
		if h := p.Site.Hall(id); h != nil {
			halls = append(halls, h)
		}
	}
	stay := minutes(v.Stay)
	switch {
	case len(v.Halls) == 0:
		for i := range p.Site.Halls {
			halls = append(halls, &p.Site.Halls[i])
		}
		stay = cmp.Or(stay, p.Stay)
	case stay == 0:
		for _, h := range halls {
			stay += cmp.Or(minutes(h.Stay), hallStay)
		}
		stay = cmp.Or(stay, p.Stay)
	}
	from := minutes(v.Start)
	return &Visit{Visit: v, Place: p, From: from, To: min(from+stay, day), Past: max(0, from+stay-day), Legs: legs(halls, from, stay)}
}

// legs divides a stay among the halls. If they take longer than the stay, each is shortened in
// proportion; if they take less, the rest comes after the last.
func legs(halls []*guide.Hall, from, stay int) []Leg {
	sum := 0
	for _, h := range halls {
		sum += cmp.Or(minutes(h.Stay), hallStay)
	}
	all := make([]Leg, len(halls))
	at, passed := from, 0
	for i, h := range halls {
		passed += cmp.Or(minutes(h.Stay), hallStay)
		until := from + passed
		if sum > stay {
			until = from + passed*stay/sum
		}
		all[i] = Leg{h, min(at, day), min(until, day)}
		at = until
	}
	return all
}

// blocked notes the events that have a place or a hall for themselves.
func (b *Book) blocked(g *guide.Guide, places map[string]*Place) {
	for _, o := range programme.All(g) {
		d := o.Event.Details()
		if !d.Blocks || !o.Holds() || places[d.Site] == nil {
			continue
		}
		days := b.blocks[d.Site]
		if days == nil {
			days = map[guide.Date][]programme.Occurrence{}
			b.blocks[d.Site] = days
		}
		at, until := o.Start.Date, o.Until()
		for range mostBlocks {
			days[at] = append(days[at], o)
			if at = Next(at); until.Date.Before(at) || until.Date == at && until.Minute == 0 {
				break
			}
		}
	}
}

// Next returns the day after a day.
func Next(d guide.Date) guide.Date {
	t := d.Time().AddDate(0, 0, 1)
	return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// MinutesOn returns the part of an occurrence on a day. A moment lasts a minute.
func MinutesOn(o *programme.Occurrence, on guide.Date) (from, to int) {
	if o.Start.Date == on {
		from = o.Start.Minute
	}
	to = day
	if until := o.Until(); until.Date == on {
		to = until.Minute
	}
	return from, max(to, from+1)
}

// block returns the event that has the place, or a hall of the legs while the group is there,
// for itself, or nil.
func (p *Place) block(on guide.Date, from, to int, legs []Leg) *programme.Occurrence {
	all := p.book.blocks[p.Site.ID][on]
	for i := range all {
		begins, ends := MinutesOn(&all[i], on)
		hall := all[i].Event.Details().Hall
		if hall == "" && begins < to && from < ends {
			return &all[i]
		}
		for _, leg := range legs {
			if leg.Hall.ID == hall && begins < leg.To && leg.From < ends {
				return &all[i]
			}
		}
	}
	return nil
}

// unit is the form in which units are compared.
func unit(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

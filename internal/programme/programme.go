// Package programme makes dates of events.
//
// From an event of the model it makes its occurrences: repeated, without the days that
// are excepted, and with what changed on one of them. Everything is counted in days and
// minutes of the guide's time zone, so that an event at three is at three on both sides of
// a change to summer time. It also finds occurrences that take the same place. It reads
// no clock: what is ahead is found by the reader's browser.
package programme

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// An Occurrence is one date of an event.
type Occurrence struct {
	Event  *guide.Event
	Day    guide.Date   // on which the event has it, whatever changed; unique in the event
	Start  guide.Moment // when it begins in fact
	End    guide.Moment // when it ends; of a whole day the last one; the zero Moment: not known
	Status string       // "" for as planned, schema.Cancelled, Postponed or Moved
	Reason guide.Text   // of the status
	Was    guide.Moment // when it would have begun, if it was moved
}

// Of returns the occurrences of an event in order. Those of an event whose repetition is
// invalid are its first one; of one without a start, none.
func Of(e *guide.Event) []Occurrence {
	d := e.Details()
	if d.Start.IsZero() {
		return nil
	}
	days := Days(d)
	all := make([]Occurrence, 0, len(days))
	for _, day := range days {
		all = append(all, occurrence(e, d, day))
	}
	slices.SortStableFunc(all, compare)
	return all
}

// Days returns the days of an event in order, without those that are excepted, and at
// most MostDates.
func Days(d *guide.EventDetails) []guide.Date {
	days := []guide.Date{d.Start.Date}
	if d.Repeat != "" {
		if r, fault := ParseRepeat(d.Repeat); fault == nil {
			days = r.Days(d.Start.Date)
		}
	}
	days = slices.DeleteFunc(days, func(day guide.Date) bool { return slices.Contains(d.Except, day) })
	return days[:min(len(days), MostDates)]
}

func occurrence(e *guide.Event, d *guide.EventDetails, day guide.Date) Occurrence {
	o := Occurrence{Event: e, Day: day, Start: d.Start, Status: d.Status, Reason: d.Reason}
	o.Start.Date = day
	o.End = shifted(d.End, d.Start.Date, day)
	for i := range d.Changes {
		if c := &d.Changes[i]; c.Date == day && d.Status == "" {
			o.Status, o.Reason = c.Status, c.Reason
			if c.Status == schema.Moved && !c.Start.IsZero() {
				o.Was, o.Start = o.Start, c.Start
				if o.End = c.End; c.End.IsZero() {
					o.End = lasting(d, c.Start)
				}
			}
		}
	}
	return o
}

// lasting returns the end of an event that begins at another time, as long as usual.
func lasting(d *guide.EventDetails, start guide.Moment) guide.Moment {
	switch {
	case d.End.IsZero():
		return guide.Moment{}
	case !start.Timed || !d.Start.Timed:
		return shifted(guide.Moment{Date: d.End.Date}, d.Start.Date, start.Date)
	}
	end := d.End.In(time.UTC).Add(start.In(time.UTC).Sub(d.Start.In(time.UTC)))
	return guide.Moment{Date: dateOf(end), Minute: end.Hour()*60 + end.Minute(), Timed: true}
}

// shifted returns a moment as many days later as to is after from.
func shifted(m guide.Moment, from, to guide.Date) guide.Moment {
	if m.IsZero() {
		return m
	}
	m.Date = dateOf(m.Date.Time().Add(to.Time().Sub(from.Time())))
	return m
}

func compare(a, b Occurrence) int {
	return cmp.Or(a.Start.Compare(b.Start), strings.Compare(a.Event.ID, b.Event.ID), a.Day.Compare(b.Day))
}

// All returns the occurrences of published events in order.
func All(g *guide.Guide) []Occurrence {
	all := make([]Occurrence, 0, len(g.Events))
	for i := range g.Events {
		if e := &g.Events[i]; !e.Document.Draft {
			all = append(all, Of(e)...)
		}
	}
	slices.SortStableFunc(all, compare)
	return all
}

// Holds reports whether it takes place.
func (o *Occurrence) Holds() bool { return o.Status == "" || o.Status == schema.Moved }

// Until returns when it is over: the minute after its end, or after its beginning if the
// end is not known; of whole days the next midnight.
func (o *Occurrence) Until() guide.Moment {
	end := o.End
	if end.IsZero() || end.Compare(o.Start) < 0 {
		end = o.Start
	}
	if end.Timed {
		return end
	}
	return guide.Moment{Date: dateOf(end.Date.Time().AddDate(0, 0, 1))}
}

// Meets reports whether two occurrences overlap in time. One that ends when the other
// begins does not, and one without an end is a moment.
func (o *Occurrence) Meets(p *Occurrence) bool {
	if o.Start == p.Start {
		return true
	}
	return o.Start.Compare(p.Until()) < 0 && p.Start.Compare(o.Until()) < 0
}

// A Clash is two occurrences in one place at one time.
type Clash struct{ First, Second Occurrence }

// Clashes returns the pairs of occurrences that cannot both take place, the first of each
// two events, in order. Whole days meet only what blocks its place: an exhibition is on
// while a class looks at it.
func Clashes(all []Occurrence) []Clash {
	places := map[room][]Occurrence{}
	for _, o := range all {
		if d := o.Event.Details(); d.Site != "" && o.Holds() {
			places[roomOf(d)] = append(places[roomOf(d)], o)
		}
	}
	var clashes []Clash
	seen := map[[2]string]bool{}
	for i := range all {
		o := &all[i]
		d := o.Event.Details()
		if d.Site == "" || !o.Holds() {
			continue
		}
		for _, p := range after(places[roomOf(d)], o) {
			pair := [2]string{o.Event.ID, p.Event.ID}
			if !seen[pair] && o.excludes(&p) && o.Meets(&p) {
				seen[pair], seen[[2]string{pair[1], pair[0]}] = true, true
				clashes = append(clashes, Clash{*o, p})
			}
		}
	}
	return clashes
}

// A room is where one event is at a time: a site or a hall, and the room that its editor
// names.
type room struct{ site, hall, place string }

func roomOf(d *guide.EventDetails) room {
	r := room{site: d.Site, hall: d.Hall}
	if len(d.Place) > 0 {
		r.place = d.Place[0].Text
	}
	return r
}

// mostCompared is how many of the occurrences that follow are compared with one, so that a
// thousand events in one hall at one time are not a million pairs.
const mostCompared = 200

// after returns the occurrences of a place that begin after another one in order, and not
// after its end.
func after(place []Occurrence, o *Occurrence) []Occurrence {
	from, _ := slices.BinarySearchFunc(place, *o, compare)
	rest := place[min(from+1, len(place)):]
	until := o.Until()
	n := 0
	for n < min(len(rest), mostCompared) && (rest[n].Start.Compare(until) < 0 || rest[n].Start == o.Start) {
		n++
	}
	return rest[:n]
}

// excludes reports whether two occurrences need their place for themselves.
func (o *Occurrence) excludes(p *Occurrence) bool {
	if o.Event == p.Event {
		return false
	}
	return o.Event.Details().Blocks || p.Event.Details().Blocks || o.Start.Timed && p.Start.Timed
}

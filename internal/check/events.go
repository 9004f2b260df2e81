package check

import (
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// checkEvents applies the rules about the programme.
func checkEvents(c *checker) {
	if len(c.guide.Events) == 0 {
		return
	}
	for i := range c.guide.Events {
		e := &c.guide.Events[i]
		c.document(&e.Document)
		if d := e.Details(); e.Document.Draft {
			continue
		} else if d.Request {
			activity(c, e, d)
		} else if !d.Start.IsZero() {
			eventTimes(c, d)
			eventSkipped(c, e, d)
			eventPlace(c, e, d)
			eventTexts(c, d)
			checkMaterials(c, &e.Document, d.Materials)
		}
	}
	all := programme.All(c.guide)
	for _, clash := range programme.Clashes(all) {
		first, second := &clash.First, &clash.Second
		c.add(second.Event.Details().SiteAt, "event-clash", first.Event.ID, second.Event.ID, laterDay(first, second), spanOf(first), spanOf(second))
	}
	eventHours(c, all)
	blockedRoutes(c, all)
}

// eventTimes checks the times of an event, its repetition and its changes.
func eventTimes(c *checker, d *guide.EventDetails) {
	switch {
	case d.End.IsZero():
	case d.End.Timed != d.Start.Timed:
		c.add(d.EndAt, "bad-event/form")
	case d.End.Compare(d.Start) < 0:
		c.add(d.EndAt, "bad-event")
	}
	if d.Repeat != "" && !repetition(c, d) {
		return
	}
	days := map[guide.Date]bool{}
	for _, day := range programme.Days(d) {
		days[day] = true
	}
	changed := map[guide.Date]bool{}
	for i := range d.Changes {
		change := &d.Changes[i]
		switch {
		case change.Date.IsZero(): // as the loader has reported
		case !days[change.Date]:
			c.add(change.DateAt, "bad-event/change", change.Date.String())
		case changed[change.Date]:
			c.add(change.DateAt, "bad-event/twice", change.Date.String())
		case change.Status == schema.Moved && change.Start.IsZero():
			c.add(change.At, "bad-event/moved")
		case !change.End.IsZero() && (change.End.Timed != change.Start.Timed || change.End.Compare(change.Start) < 0):
			c.add(change.At, "bad-event")
		}
		changed[change.Date] = true
	}
}

// eventSkipped reports the first time of an event that its time zone skips: pages would show
// a time that no clock does.
func eventSkipped(c *checker, e *guide.Event, d *guide.EventDetails) {
	zone := c.guide.Zone()
	for _, o := range programme.Of(e) {
		start, end := d.StartAt, d.EndAt
		for i := range d.Changes {
			if change := &d.Changes[i]; change.Date == o.Day && !o.Was.IsZero() {
				start, end = change.StartAt, change.At
			}
		}
		for _, m := range []struct {
			guide.Moment
			at diag.Place
		}{{o.Start, start}, {o.End, end}} {
			if o.Holds() && m.Skipped(zone) {
				c.add(m.at, "bad-event/skipped", m.Date.String(), guide.Clock(m.Minute))
				return
			}
		}
	}
}

// repetition reports whether the repetition of an event is valid.
func repetition(c *checker, d *guide.EventDetails) bool {
	r, fault := programme.ParseRepeat(d.Repeat)
	if fault != nil {
		c.add(d.RepeatAt, fault.Key, fault.Args...)
		return false
	}
	days := r.Days(d.Start.Date)
	if len(days) > programme.MostDates {
		c.add(d.RepeatAt, "bad-repeat/many", programme.MostDates)
	}
	if len(days) == 0 || days[0] != d.Start.Date {
		c.add(d.RepeatAt, "bad-repeat/start", d.Start.Date.String(), weekdays[d.Start.Date.Time().Weekday()], d.Repeat)
	}
	return true
}

// eventPlace checks that an event is somewhere, and that its place is large enough.
func eventPlace(c *checker, e *guide.Event, d *guide.EventDetails) {
	if d.SiteAt == (diag.Place{}) && d.Place.Empty() && d.Online == "" && d.Broadcast == "" {
		c.add(e.Document.At(), "bad-event/nowhere")
	}
	site := c.guide.Site(d.Site)
	if site != nil && site.Document.Draft {
		c.add(d.SiteAt, "link-to-draft", d.Site)
	}
	if site == nil {
		return
	}
	place, limit := d.Site, site.Capacity
	if hall := site.Hall(d.Hall); hall != nil && hall.Capacity > 0 {
		place, limit = d.Site+"/"+d.Hall, hall.Capacity
	}
	if limit > 0 && d.Capacity > limit {
		c.add(d.CapacityAt, "event-crowded", d.Capacity, place, limit)
	}
}

func eventTexts(c *checker, d *guide.EventDetails) {
	c.text(d.Reason, d.Place, d.Organizer, d.Speaker)
	for i := range d.Changes {
		c.text(d.Changes[i].Reason)
	}
	c.text(d.Needs...)
	c.text(d.Brings...)
	for i := range d.Standards {
		c.text(d.Standards[i].Text)
	}
}

// eventHours reports, for each event, the first date on which its place is not open.
func eventHours(c *checker, all []programme.Occurrence) {
	reported := map[string]bool{}
	for i := range all {
		o := &all[i]
		d := o.Event.Details()
		site := c.guide.Site(d.Site)
		if site == nil || !o.Holds() || reported[o.Event.ID] || !o.Start.Timed && o.Until().Date.Time().Sub(o.Start.Date.Time()) > 24*time.Hour {
			continue // an exhibition of several days is not open on closing days
		}
		from, to := minutesOf(o)
		switch c.tours.Held(site, d.Hall, o.Start.Date, from, to) {
		case timetable.Closed:
			c.add(d.SiteAt, "event-closed", d.Site, o.Start.Date.String(), weekdays[o.Start.Date.Time().Weekday()])
		case timetable.Early, timetable.Late, timetable.Overstay:
			c.add(d.SiteAt, "event-closed/hours", d.Site, o.Start.Date.String(), guide.Clock(from), clock(to))
		default:
			continue
		}
		reported[o.Event.ID] = true
	}
}

// minutesOf returns when an occurrence begins and ends, in minutes after the midnight of
// the day on which it begins; 0 and 0 for a whole day.
func minutesOf(o *programme.Occurrence) (from, to int) {
	if !o.Start.Timed {
		return 0, 0
	}
	midnight := guide.Moment{Date: o.Start.Date}.In(time.UTC)
	return o.Start.Minute, int(o.Until().In(time.UTC).Sub(midnight).Minutes())
}

// blockedRoutes reports the stops of routes with a date at which an event has the place
// for itself.
func blockedRoutes(c *checker, all []programme.Occurrence) {
	taken := map[string][]*programme.Occurrence{}
	for i := range all {
		if d := all[i].Event.Details(); d.Blocks && d.Site != "" && all[i].Holds() {
			taken[d.Site] = append(taken[d.Site], &all[i])
		}
	}
	if len(taken) == 0 {
		return
	}
	for i := range c.guide.Routes {
		r := &c.guide.Routes[i]
		if r.Date.IsZero() || r.Broken || len(r.Stops) == 0 {
			continue
		}
		for _, row := range c.tours.Plan(r).Rows {
			for _, at := range row.Times {
				s, visit := &r.Stops[row.Stop], visitOf(r, at)
				if o := blocking(taken[s.Site], s.Hall, &visit); o != nil {
					c.add(s.At, "event-blocks", o.Event.Details().Site, o.Event.ID, guide.Clock(o.Start.Minute), lastClock(o))
					break
				}
			}
		}
	}
}

// visitOf returns when a batch of a route is at a stop, as an occurrence.
func visitOf(r *guide.Route, at timetable.Time) programme.Occurrence {
	moment := func(minute int) guide.Moment {
		t := r.Date.Time().Add(time.Duration(minute) * time.Minute)
		return guide.Moment{Date: guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, Minute: t.Hour()*60 + t.Minute(), Timed: true}
	}
	return programme.Occurrence{Start: moment(at.Arrive), End: moment(at.Depart)}
}

// blocking returns the one of the occurrences at a site that has the hall of a visit for
// itself at the time, or nil. "" is the site as a whole.
func blocking(taken []*programme.Occurrence, hall string, visit *programme.Occurrence) *programme.Occurrence {
	for _, o := range taken {
		if h := o.Event.Details().Hall; (h == "" || hall == "" || h == hall) && o.Meets(visit) {
			return o
		}
	}
	return nil
}

// spanOf returns from when to when an occurrence is, for a message.
func spanOf(o *programme.Occurrence) string {
	if !o.Start.Timed {
		return o.Start.Date.String()
	}
	return guide.Clock(o.Start.Minute) + "–" + lastClock(o)
}

// lastClock returns the time of day at which an occurrence ends; of whole days midnight.
func lastClock(o *programme.Occurrence) string {
	if !o.Start.Timed {
		return guide.Clock(24 * 60)
	}
	return guide.Clock(o.Until().Minute)
}

// laterDay returns the day on which the later of two occurrences begins.
func laterDay(a, b *programme.Occurrence) string {
	if a.Start.Compare(b.Start) > 0 {
		return a.Start.Date.String()
	}
	return b.Start.Date.String()
}

package export

import (
	"time"
)

// A Programme is a list of dates for a calendar program to subscribe to.
type Programme struct {
	Name   string // of the calendar
	Zone   *time.Location
	Events []Event
}

// An Event is one date of an event, in the reader's language. Repeated events are written
// date by date: programs disagree about exceptions to a rule, and none about dates.
type Event struct {
	ID     string    // unique among all dates of all guides, and the same in every build
	Name   string    // with what has happened to it, since not every program shows a status
	About  string    // "" for none
	Where  string    // the place, with its address on a second line; "" for none
	Online string    // where one takes part; "" for on site only
	URL    string    // of its page; "" for none
	Start  time.Time // in the programme's zone
	End    time.Time // of whole days, the midnight after them; the zero Time: not known
	Whole  bool      // whether it is whole days
	Off    bool      // it does not take place at this time
	Change int       // programs keep what has the higher number
	Stamp  time.Time // when it was last revised
}

// Calendar returns the programme as iCalendar. Like that of a route, it has the same bytes
// in every build.
func (p *Programme) Calendar() []byte {
	c := &calendar{zone: p.Zone, data: make([]byte, 0, 600*(1+len(p.Events)))}
	c.put("BEGIN", "VCALENDAR")
	c.put("VERSION", "2.0")
	c.put("PRODID", "-//Wayside//Wayside//EN")
	c.put("CALSCALE", "GREGORIAN")
	c.put("METHOD", "PUBLISH")
	c.text("X-WR-CALNAME", line(p.Name))
	c.put("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	c.put("X-PUBLISHED-TTL", "P1D")
	if first, last, timed := p.span(); timed {
		c.timezone(first, last)
	}
	for i := range p.Events {
		c.date(&p.Events[i])
	}
	c.put("END", "VCALENDAR")
	return c.data
}

// span returns the first and the last instant of the dates that have a time.
func (p *Programme) span() (first, last time.Time, timed bool) {
	for i := range p.Events {
		e := &p.Events[i]
		if e.Whole {
			continue
		}
		if !timed || e.Start.Before(first) {
			first = e.Start
		}
		for _, t := range []time.Time{e.Start, e.End} {
			if t.After(last) {
				last = t
			}
		}
		timed = true
	}
	return first, last, timed
}

// date writes one date. A program that does not know the state of an event shows its name,
// which has the state in words.
func (c *calendar) date(e *Event) {
	c.put("BEGIN", "VEVENT")
	c.text("UID", e.ID)
	c.put("DTSTAMP", e.Stamp.UTC().Format(utcTime))
	if e.Whole {
		c.put("DTSTART;VALUE=DATE", e.Start.Format(localDate))
		c.put("DTEND;VALUE=DATE", e.End.Format(localDate))
	} else {
		c.when("DTSTART", e.Start)
		if e.End.After(e.Start) {
			c.when("DTEND", e.End)
		}
	}
	c.text("SUMMARY", line(e.Name))
	c.text("DESCRIPTION", paragraphs(e.About, e.Online, e.URL))
	c.text("LOCATION", clean(e.Where))
	c.put("URL", e.URL)
	c.put("SEQUENCE", number(e.Change))
	if e.Off {
		c.put("STATUS", "CANCELLED")
	}
	if e.Whole || e.Off {
		c.put("TRANSP", "TRANSPARENT")
	}
	c.put("END", "VEVENT")
}

const localDate = "20060102"

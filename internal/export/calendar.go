package export

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar returns a dated route as iCalendar: one event for the whole tour, which
// marks the teacher as busy, and one for each stop, which does not. Times are the
// first batch's, because two events at one stop would look like two visits; the
// descriptions contain the others' times.
//
// An event's UID is derived from the route's address and the stop's number, so that
// importing the file again, or in another language, updates the existing events.
// DTSTAMP, the creation time, is the midnight before the tour: the actual time would
// change the file with every build. The route must have a Tour.
func Calendar(r *Route) []byte {
	t := r.Tour
	c := &calendar{zone: t.Zone, stamp: time.Date(t.Date.Year, t.Date.Month, t.Date.Day, 0, 0, 0, 0, time.UTC)}
	c.put("BEGIN", "VCALENDAR")
	c.put("VERSION", "2.0")
	c.put("PRODID", "-//Wayside//Wayside//EN")
	c.put("CALSCALE", "GREGORIAN")
	c.text("X-WR-CALNAME", line(r.Name))
	end := t.End
	for i := range r.Stops {
		end = max(end, r.Stops[i].Depart)
	}
	c.timezone(t.at(t.Start), t.at(end))

	var times []string
	for i := range r.Stops {
		s := &r.Stops[i]
		times = append(times, strings.TrimSpace(line(s.title())+"  "+line(s.When)))
	}
	whole := event{id: t.ID, name: r.Name, about: paragraphs(r.About, strings.Join(times, "\n"), r.Credit, r.URL), url: r.URL, from: t.at(t.Start), to: t.at(end), busy: true}
	if len(r.Stops) > 0 {
		whole.place(&r.Stops[0])
	}
	c.event(whole)
	for i := range r.Stops {
		s := &r.Stops[i]
		user, host, _ := strings.Cut(t.ID, "@")
		e := event{
			id: user + "-" + number(s.Number) + "@" + host, name: s.title(), about: paragraphs(s.When, s.Doubt, s.Text, s.URL), url: s.URL,
			from: t.at(s.Arrive), to: t.at(s.Depart),
		}
		e.place(s)
		c.event(e)
	}
	c.put("END", "VCALENDAR")
	return c.data
}

// An event contains the properties of a VEVENT.
type event struct {
	id, name, about, url string
	where, position      string // "" when unknown
	from, to             time.Time
	busy                 bool
}

func (e *event) place(s *Stop) {
	e.where = s.Name
	if s.Address != "" {
		e.where += "\n" + s.Address // the format of Apple's calendar
	}
	if s.At != nil {
		e.position = string(degree(s.At.Lat).text()) + ";" + string(degree(s.At.Lon).text())
	}
}

// A calendar is an iCalendar file under construction.
type calendar struct {
	data  []byte
	long  []byte // the buffer of put
	zone  *time.Location
	stamp time.Time
}

func (c *calendar) event(e event) {
	c.put("BEGIN", "VEVENT")
	c.text("UID", e.id)
	c.put("DTSTAMP", c.stamp.Format(utcTime))
	c.when("DTSTART", e.from)
	if e.to.After(e.from) { // DTEND must be later; without it the event has no duration
		c.when("DTEND", e.to)
	}
	c.text("SUMMARY", line(e.name))
	c.text("DESCRIPTION", clean(e.about))
	c.text("LOCATION", clean(e.where))
	c.put("GEO", e.position)
	c.put("URL", e.url)
	if !e.busy {
		c.put("TRANSP", "TRANSPARENT")
	}
	c.put("END", "VEVENT")
}

const (
	localTime = "20060102T150405"
	utcTime   = "20060102T150405Z"
)

// inUTC reports whether times are written in UTC, without a TZID.
func (c *calendar) inUTC() bool { return c.zone.String() == "UTC" }

func (c *calendar) when(name string, t time.Time) {
	if c.inUTC() {
		c.put(name, t.Format(utcTime))
		return
	}
	c.put(name+";TZID="+c.zone.String(), t.Format(localTime))
}

// timezone writes the offsets of the zone between two times: an observance for each
// transition from the last one before the tour to the last one within it. Other rules
// of the zone are not relevant to these events.
func (c *calendar) timezone(first, last time.Time) {
	if c.inUTC() {
		return
	}
	c.put("BEGIN", "VTIMEZONE")
	c.put("TZID", c.zone.String())
	for t := first; ; {
		begins, ends := observance(t)
		name, after := t.Zone()
		before, starts := after, "19700101T000000"
		if !begins.IsZero() {
			_, before = begins.Add(-time.Second).Zone()
			starts = begins.In(time.FixedZone("", before)).Format(localTime) // in the local time before the transition
		}
		kind := "STANDARD"
		if t.IsDST() {
			kind = "DAYLIGHT"
		}
		c.put("BEGIN", kind)
		c.put("DTSTART", starts)
		c.put("TZOFFSETFROM", offset(before))
		c.put("TZOFFSETTO", offset(after))
		c.text("TZNAME", name)
		c.put("END", kind)
		if ends.IsZero() || !ends.Before(last) {
			break
		}
		t = ends
	}
	c.put("END", "VTIMEZONE")
}

// observance returns when the zone's time that holds at t begins and ends; a zero time
// means never. For years that the zone database describes by a rule, which one system's
// does from 2008 and another's from 2038, Time.ZoneBounds also divides at the end of each
// year, where nothing changes, and in a leap year a day before it: on 31 December, its end
// is not after t.
func observance(t time.Time) (begins, ends time.Time) {
	begins, ends = t.ZoneBounds()
	for !begins.IsZero() && sameZone(begins.Add(-time.Second), t) {
		begins, _ = begins.Add(-time.Second).ZoneBounds()
	}
	for at := t; !ends.IsZero(); _, ends = at.ZoneBounds() {
		if !ends.After(at) {
			ends = at.Add(24 * time.Hour)
		}
		if at = ends; !sameZone(at, t) {
			break
		}
	}
	return begins, ends
}

// sameZone reports whether the same time of a zone holds at both times.
func sameZone(a, b time.Time) bool {
	nameA, offsetA := a.Zone()
	nameB, offsetB := b.Zone()
	return nameA == nameB && offsetA == offsetB && a.IsDST() == b.IsDST()
}

// offset formats an offset from UTC in seconds: "+0800".
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// text writes a text value with special characters escaped.
func (c *calendar) text(name, value string) {
	c.put(name, escaper.Replace(value))
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// put writes a property, folded into lines of at most 75 octets without splitting
// characters. It writes nothing if value is empty.
func (c *calendar) put(name, value string) {
	if value == "" {
		return
	}
	c.long = append(append(append(c.long[:0], name...), ':'), value...)
	text := c.long
	for room := 75; len(text) > room; room = 74 { // the space at the start of a continuation line counts
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.data = append(append(c.data, text[:cut]...), "\r\n "...)
		text = text[cut:]
	}
	c.data = append(append(c.data, text...), "\r\n"...)
}

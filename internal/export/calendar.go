package export

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar is a dated route as iCalendar: one event for the whole tour, which
// keeps a teacher's day taken, and one for each stop, which does not. Times
// are the first batch's, since two events at one stop would look like two
// visits; the descriptions tell the others'.
//
// An event's UID comes from the route's address and the stop's number, so a
// file that is imported again, or in another language, changes the events
// that are there. DTSTAMP, which says when an event was written down, is the
// midnight before the tour: the true moment would change the file with every
// build. Call it only for a route with a Tour.
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
	return []byte(c.b.String())
}

// An event is a VEVENT.
type event struct {
	id, name, about, url string
	where, position      string // "" when unknown
	from, to             time.Time
	busy                 bool
}

func (e *event) place(s *Stop) {
	e.where = s.Name
	if s.Address != "" {
		e.where += "\n" + s.Address // as Apple's calendar writes a place and its address
	}
	if s.At != nil {
		e.position = string(degree(s.At.Lat).text()) + ";" + string(degree(s.At.Lon).text())
	}
}

// A calendar is a file being written.
type calendar struct {
	b     strings.Builder
	zone  *time.Location
	stamp time.Time
}

func (c *calendar) event(e event) {
	c.put("BEGIN", "VEVENT")
	c.text("UID", e.id)
	c.put("DTSTAMP", c.stamp.Format(utcTime))
	c.when("DTSTART", e.from)
	if e.to.After(e.from) { // an end that is no later is not allowed; without one the event ends as it begins
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

// inUTC reports whether times need no zone told.
func (c *calendar) inUTC() bool { return c.zone.String() == "UTC" }

func (c *calendar) when(name string, t time.Time) {
	if c.inUTC() {
		c.put(name, t.Format(utcTime))
		return
	}
	c.put(name+";TZID="+c.zone.String(), t.Format(localTime))
}

// timezone writes what a clock of the zone shows from the first moment to the
// last: an observance for each change of the clocks from the one before the
// tour to the last one within it. The rules of all other years, which the
// zone's name stands for, are no business of these events.
func (c *calendar) timezone(first, last time.Time) {
	if c.inUTC() {
		return
	}
	c.put("BEGIN", "VTIMEZONE")
	c.put("TZID", c.zone.String())
	for t := first; ; {
		begins, ends := t.ZoneBounds()
		name, after := t.Zone()
		before, starts := after, "19700101T000000"
		if !begins.IsZero() {
			_, before = begins.Add(-time.Second).Zone()
			starts = begins.In(time.FixedZone("", before)).Format(localTime) // by the clocks that are about to be changed
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

// offset is seconds east of UTC: "+0800".
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

// text writes a value that is a text, with what has a meaning in it escaped.
func (c *calendar) text(name, value string) {
	c.put(name, escaper.Replace(value))
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// put writes a line, folded after 75 octets at most and never inside a
// character; nothing where there is no value.
func (c *calendar) put(name, value string) {
	if value == "" {
		return
	}
	text := name + ":" + value
	for room := 75; len(text) > room; room = 74 { // the space that continues a line counts
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.b.WriteString(text[:cut] + "\r\n ")
		text = text[cut:]
	}
	c.b.WriteString(text + "\r\n")
}

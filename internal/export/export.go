// Package export writes a route for other programs: GPX 1.1, KML 2.2,
// GeoJSON (RFC 7946) and iCalendar (RFC 5545), and the links that open a
// position in a map program.
//
// A Route comes in, plain texts in one language and positions in WGS-84; the
// bytes of a file come out, the same for the same Route on any day. Markdown,
// words and pages stay with render. It asks no clock, so no file says when it
// was made, and the files hold no other datum than WGS-84: a datum of a map
// service exists only inside a link to that service.
//
// The three formats of maps are structs whose fields stand in the order that
// their schemas want, for encoding/xml and encoding/json; see
// docs/dependencies.md for the libraries that were passed over.
package export

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A Route is a route as a reader of one language gets it. Texts are plain;
// line breaks in them are kept.
type Route struct {
	Name   string
	About  string // what it is about; "" for nothing
	Author string // the publisher; "" for unknown
	Credit string // who is to be named with the data, and under which licence; "" for nobody
	URL    string // of its page; "" when the guide has no address yet
	Stops  []Stop
	Ways   []Way // from stop to stop where positions are known
	// Apart says that nobody goes from stop to stop: a route followed at a
	// desk has places, and no line between them.
	Apart bool
	Tour  *Tour // nil for a route without a date or a start

	// The program's own words.
	StopsLabel, WayLabel string
}

// A Stop is one halt.
type Stop struct {
	Number   int
	Name     string
	Kind     string // what it is, in words; "" at a place that is no site
	Text     string // what is told there; "" for nothing
	When     string // times or length of the stay, in words; "" when unknown
	Doubt    string // how far the position may be off, in words; "" for exact enough
	Address  string
	URL      string // of its page; "" at a place that is no site, or without an address of the guide
	At       *geo.Point
	Accuracy float64 // metres; 0 for exact enough to walk to
	Stay     int     // minutes; 0 unknown
	// Arrive and Depart are the first batch's, in minutes after the midnight
	// of the tour's day. Without a Tour they say nothing.
	Arrive, Depart int
}

// title is how lists of points show a stop: they sort by name or not at all.
func (s *Stop) title() string { return number(s.Number) + " " + s.Name }

// A Way is a line that the group follows.
type Way struct {
	By     string // one of guide.Modes; "" for several, or unknown
	Line   []geo.Point
	Traced bool // it lies where people go; else it is straight and shows the order alone
}

// A Tour is when a dated route takes place.
type Tour struct {
	ID   string         // of the event: the same in every language and every build
	Date guide.Date     // not zero
	Zone *time.Location // of the date and all times
	// Start and End are in minutes after midnight: when the first batch arrives
	// at the first stop, and when the last one leaves the last.
	Start, End int
}

// at is the moment so many minutes after the tour's midnight, as a clock on
// the wall has them.
func (t *Tour) at(minutes int) time.Time {
	return time.Date(t.Date.Year, t.Date.Month, t.Date.Day, 0, minutes, 0, 0, t.Zone)
}

// Located reports whether there is a position to export.
func (r *Route) Located() bool {
	for i := range r.Stops {
		if r.Stops[i].At != nil {
			return true
		}
	}
	return false
}

// lines are what is drawn between the stops.
func (r *Route) lines() []Way {
	if r.Apart {
		return nil
	}
	return r.Ways
}

// bounds are the corners of everything that is drawn.
func (r *Route) bounds() (low, high geo.Point) {
	low, high = geo.Point{Lat: 90, Lon: 180}, geo.Point{Lat: -90, Lon: -180}
	add := func(p geo.Point) {
		low = geo.Point{Lat: min(low.Lat, p.Lat), Lon: min(low.Lon, p.Lon)}
		high = geo.Point{Lat: max(high.Lat, p.Lat), Lon: max(high.Lon, p.Lon)}
	}
	for i := range r.Stops {
		if at := r.Stops[i].At; at != nil {
			add(*at)
		}
	}
	for _, way := range r.lines() {
		for _, p := range way.Line {
			add(p)
		}
	}
	return low, high
}

// paragraphs joins those texts that say something.
func paragraphs(texts ...string) string {
	var all []string
	for _, text := range texts {
		if text = clean(text); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n\n")
}

// clean drops what none of the formats can carry, or shows as a box: control
// characters but for line breaks, and bytes that are no UTF-8. encoding/xml
// would write U+FFFD for them.
func clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(c rune) rune {
		switch {
		case c == '\r':
			return '\n'
		case c == '\t':
			return ' '
		case c == '\n':
			return c
		case unicode.IsControl(c), c == utf8.RuneError, c == 0xFFFE, c == 0xFFFF:
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}

// line is a clean text on one line: a name.
func line(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

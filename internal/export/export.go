// Package export writes a route for other programs: GPX 1.1, KML 2.2, GeoJSON (RFC 7946)
// and iCalendar (RFC 5545), and links that open a position in a map program.
//
// The input is a Route with plain texts in one language and positions in WGS-84. The
// output is the bytes of a file, which depend only on the Route: files do not contain the
// time of their creation. Markdown, words and pages are handled by package render. Files
// use WGS-84 only; the datums of map services are used only in links to them.
//
// The three map formats are structs for encoding/xml and encoding/json, with fields in
// the order required by the schemas. See docs/dependencies.md for the libraries that were
// considered.
package export

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A Route is a route in one language. Texts are plain and may contain line breaks.
type Route struct {
	Name   string
	About  string // description; "" for none
	Author string // publisher; "" if unknown
	Credit string // attribution and licence of the data; "" for none
	URL    string // of its page; "" if the guide's address is unknown
	Stops  []Stop
	Ways   []Way // from stop to stop, where positions are known
	// Apart reports that nobody travels between the stops: the route is followed at
	// home, and no lines are drawn.
	Apart bool
	Tour  *Tour // nil for a route without a date or a start

	// Labels in the route's language.
	StopsLabel, WayLabel string
}

// A Stop is a stop of a Route.
type Stop struct {
	Number   int
	Name     string
	Kind     string // kind of site in words; "" if not a site
	Text     string // what to do or learn there; "" for none
	When     string // times, or duration of the stay, in words; "" if unknown
	Doubt    string // inaccuracy of the position in words; "" if accurate
	Address  string
	URL      string // of its page; "" if not a site, or if the guide's address is unknown
	At       *geo.Point
	Accuracy float64 // metres; 0 if accurate enough for walking
	Stay     int     // minutes; 0 if unknown
	// Arrive and Depart are the first batch's times, in minutes after midnight of
	// the tour's day. They are meaningless without a Tour.
	Arrive, Depart int
}

// title returns the name shown in lists of points, which sort by name or not at all.
func (s *Stop) title() string { return number(s.Number) + " " + s.Name }

// A Way is a line between stops.
type Way struct {
	By     string // one of guide.Modes; "" for several or unknown
	Line   []geo.Point
	Traced bool // follows real ways; otherwise it is straight and only shows the order
}

// A Tour is the date and time of a route.
type Tour struct {
	ID   string         // of the event; independent of language and build
	Date guide.Date     // not zero
	Zone *time.Location // of the date and all times
	// Start is when the first batch arrives at the first stop, and End when the
	// last batch leaves the last, in minutes after midnight.
	Start, End int
}

// at returns the wall-clock time that is the given number of minutes after the tour's
// midnight.
func (t *Tour) at(minutes int) time.Time {
	return guide.Moment{Date: t.Date, Minute: minutes}.In(t.Zone)
}

// Located reports whether any stop has a position.
func (r *Route) Located() bool {
	for i := range r.Stops {
		if r.Stops[i].At != nil {
			return true
		}
	}
	return false
}

// lines returns the lines to draw between the stops.
func (r *Route) lines() []Way {
	if r.Apart {
		return nil
	}
	return r.Ways
}

// bounds returns the corners of the box around all stops and lines.
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

// paragraphs joins the non-empty texts.
func paragraphs(texts ...string) string {
	var all []string
	for _, text := range texts {
		if text = clean(text); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n\n")
}

// clean removes what the formats cannot represent: control characters except line
// breaks, and invalid UTF-8, which encoding/xml would replace with U+FFFD.
func clean(text string) string {
	if !strings.ContainsFunc(text, unclean) { // nearly every text
		return strings.TrimSpace(text)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(c rune) rune {
		switch {
		case c == '\r':
			return '\n'
		case c == '\t':
			return ' '
		case c == '\n':
			return c
		case unclean(c):
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}

// unclean reports whether a character is not in clean texts.
func unclean(c rune) bool {
	return c != '\n' && unicode.IsControl(c) || c == utf8.RuneError || c == 0xFFFE || c == 0xFFFF
}

// line returns a cleaned text on one line, for names.
func line(text string) string {
	text = clean(text)
	if !strings.ContainsFunc(text, unicode.IsSpace) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

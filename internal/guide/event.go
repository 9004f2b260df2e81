package guide

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
)

// An Event is an entry of the programme.
type Event struct {
	ID       string
	Document Document // at least one page
}

// EventDetails are what the front matter of an event says besides what every page has.
// Package programme makes its dates of them.
type EventDetails struct {
	Kind      string // never ""
	Start     Moment
	StartAt   diag.Place
	End       Moment // the zero Moment: not known, or the same day
	EndAt     diag.Place
	Repeat    string // "" for once
	RepeatAt  diag.Place
	Except    []Date
	Status    string // "", schema.Cancelled or schema.Postponed
	Reason    Text
	Changes   []EventChange
	Site      string
	SiteAt    diag.Place
	Hall      string // "" for the site as a whole
	Place     Text
	Online    string
	Organizer Text // empty: the guide's publisher
	Speaker   Text
	Audiences []string // none: for everybody
	Capacity  int      // 0: not limited
	// CapacityAt is the place of Capacity.
	CapacityAt diag.Place
	Booking    Booking
	Broadcast  string
	Recording  string
	Materials  []Material
	Standards  []Standard
	Blocks     bool // nobody else can visit the place meanwhile
	Request    bool // it is an activity that units order, without dates
	Duration   time.Duration
	DurationAt diag.Place
	Party      Party
	Needs      []Text // what the unit provides
	Brings     []Text // what those who hold it bring
	Venue      string // of an activity on request never ""
	VenueAt    diag.Place
}

// A Party is for how many people an activity on request is.
type Party struct {
	At   diag.Place `toml:",place"`
	From int        `toml:"from"` // 0: any
	To   int        `toml:"to"`   // 0: any
}

// Fits reports whether an activity is for a group of a size.
func (p Party) Fits(size int) bool { return size >= p.From && (p.To == 0 || size <= p.To) }

// An EventChange is what is different on one date of an event.
type EventChange struct {
	At      diag.Place `toml:",place"`
	Date    Date       `toml:"date"`
	DateAt  diag.Place `toml:"date,place"`
	Status  string     `toml:"status"`
	Start   Moment     `toml:"start"` // the zero Moment unless it is moved
	StartAt diag.Place `toml:"start,place"`
	End     Moment     `toml:"end"` // the zero Moment: as long as usual
	Reason  Text       `toml:"reason"`
}

// A Booking is how to book an event. Its zero value means that none is necessary.
type Booking struct {
	Phone string `toml:"phone"`
	Mail  string `toml:"mail"`
	URL   string `toml:"url"`
	Until Date   `toml:"until"`
	Days  int    `toml:"days"` // ahead, of an activity on request; 0: not said
}

// A Material is what one reads before or after an event: a file or an address.
type Material struct {
	At     diag.Place `toml:",place"`
	Text   Text       `toml:"text"`
	URL    string     `toml:"url"`
	File   string     `toml:"file"` // as it is written; Document.Beside returns where it is
	FileAt diag.Place `toml:"file,place"`
}

// A Moment is a minute of a day in the guide's time zone, or a whole day.
type Moment struct {
	Date   Date // the zero Date: none
	Minute int  // after midnight
	Timed  bool // whether it has a time; otherwise Minute is 0
}

// IsZero reports whether there is none.
func (m Moment) IsZero() bool { return m == Moment{} }

// In returns the instant in a time zone, as iCalendar defines it: a time that the zone skips
// is as much later as the zone skips, so that no day begins on the one before, and one that
// it has twice is the first. time.Date promises neither.
func (m Moment) In(zone *time.Location) time.Time {
	t := time.Date(m.Date.Year, m.Date.Month, m.Date.Day, 0, m.Minute, 0, 0, zone)
	wanted := time.Date(m.Date.Year, m.Date.Month, m.Date.Day, 0, m.Minute, 0, 0, time.UTC)
	_, offset := t.Zone()
	if late := wanted.Add(-time.Duration(offset) * time.Second); late.After(t) { // t is before the time that is skipped
		return late.In(zone)
	}
	begins, _ := t.ZoneBounds()
	if begins.IsZero() {
		return t
	}
	_, offset = begins.Add(-time.Second).Zone()
	if first := wanted.Add(-time.Duration(offset) * time.Second); first.Before(begins) {
		return first.In(zone)
	}
	return t
}

// Skipped reports whether a time zone skips the time.
func (m Moment) Skipped(zone *time.Location) bool {
	t := m.In(zone)
	return m.Timed && t.Hour()*60+t.Minute() != m.Minute
}

// Compare returns a negative number if m is before n, 0 if both are the same, and
// otherwise a positive one. A whole day is before its minutes.
func (m Moment) Compare(n Moment) int {
	return cmp.Or(m.Date.Compare(n.Date), cmp.Compare(m.Minute, n.Minute))
}

// Details returns what does not depend on the language: that of the first page.
func (e *Event) Details() *EventDetails {
	if len(e.Document.Pages) == 0 || e.Document.Pages[0].Event == nil {
		return &EventDetails{}
	}
	return e.Document.Pages[0].Event
}

// For reports whether an event is for an audience.
func (d *EventDetails) For(audience string) bool {
	return len(d.Audiences) == 0 || slices.Contains(d.Audiences, audience)
}

// Beside returns the path in the project of a file that an editor wrote next to the
// document, or "" if that is not below content/: nothing else is ever published.
func (d *Document) Beside(written string) string {
	full, ok := Inside(d.Dir, written)
	if !ok || !strings.HasPrefix(full, "content/") {
		return ""
	}
	return full
}

// FindActivity returns the activity on request of a guide with this id, or nil if there is
// none that is published.
func FindActivity(g *Guide, id string) *Event {
	if e := FindEvent(g, id); e != nil && e.Details().Request && !e.Document.Draft {
		return e
	}
	return nil
}

// FindEvent returns the event of a guide with this id, or nil if there is none.
func FindEvent(g *Guide, id string) *Event {
	if i, ok := slices.BinarySearchFunc(g.Events, id, func(e Event, id string) int { return strings.Compare(e.ID, id) }); ok {
		return &g.Events[i]
	}
	return nil
}

package hours

import (
	"slices"

	"wayside/internal/guide"
)

// dayLength is a day's minutes. Hours are written by the clock on the wall,
// so the days on which clocks are changed are no longer or shorter.
const dayLength = 24 * 60

// DayHours are the hours of one day.
type DayHours struct {
	// Spans are in order and do not overlap. A span belongs to the day it
	// begins on, however far it runs into the next: Friday's 22:00–02:00 is
	// Friday's alone.
	Spans []Span
	// Comments are what editors said of times of this day, closed ones
	// included, in the order of the times.
	Comments []string
	// Holiday: what holds at some time of the day comes from a rule for
	// public holidays, and the day is one.
	Holiday bool
	// Doubt says which holidays would have to be known to be sure of the
	// day. Times that depend on them are unknown.
	Doubt Doubt
}

// A Span is a time that is not closed, in minutes since the day's midnight.
type Span struct {
	From, To int  // To is the first minute after it, and may lie past 1440
	Unknown  bool // may be open; one has to ask
	OpenEnd  bool // only From was given: To is a guess, and the span is unknown
	Comment  string
}

// Open reports whether the day has any time that is surely open.
func (d DayHours) Open() bool {
	return slices.ContainsFunc(d.Spans, func(s Span) bool { return !s.Unknown })
}

// State is Open where any time of the day is, Unknown where none is but some
// may be, else Closed.
func (d DayHours) State() State {
	switch {
	case d.Open():
		return Open
	case len(d.Spans) > 0:
		return Unknown
	}
	return Closed
}

// Day is the hours of a date.
func (h *Hours) Day(date guide.Date, cal guide.Calendar) DayHours {
	d := dayOf(date)
	today, doubt := h.line(d, cal)
	var tomorrow timeline
	if h.spills {
		tomorrow, _ = h.line(d.add(1), cal)
	}
	out := DayHours{Spans: spans(today, tomorrow), Doubt: doubt}
	for _, s := range today {
		out.Holiday = out.Holiday || s.holiday
		if s.comment != "" && !slices.Contains(out.Comments, s.comment) {
			out.Comments = append(out.Comments, s.comment)
		}
	}
	return out
}

// Course is what is not closed from a date's midnight to the next, the tail
// of the evening before included: a civil day, where Day's is a working day.
func (h *Hours) Course(date guide.Date, cal guide.Calendar) []Span {
	line, _ := h.line(dayOf(date), cal)
	var out []Span
	for _, s := range line {
		out = extend(out, s, 0)
	}
	return out
}

// spans are what begins today, with its tail of tomorrow.
func spans(today, tomorrow timeline) []Span {
	var out []Span
	for _, s := range today {
		if !s.spill {
			out = extend(out, s, 0)
		}
	}
	for _, s := range tomorrow {
		if s.spill {
			out = extend(out, s, dayLength)
		}
	}
	return out
}

// extend appends a stretch that is not closed, or lengthens the last span by it.
func extend(to []Span, s stretch, offset int) []Span {
	if s.state == Closed {
		return to
	}
	span := Span{s.from + offset, s.to + offset, s.state == Unknown, s.openEnd, s.comment}
	if n := len(to); n > 0 {
		last := &to[n-1]
		if last.To == span.From && last.Unknown == span.Unknown && last.OpenEnd == span.OpenEnd && last.Comment == span.Comment {
			last.To = span.To
			return to
		}
	}
	return append(to, span)
}

// State is what holds at one minute after the date's midnight.
func (h *Hours) State(date guide.Date, minute int, cal guide.Calendar) State {
	return h.During(date, minute, minute+1, cal)
}

// During is what holds for a whole visit, from one minute after the date's
// midnight up to another: Open when all of it is open, Closed when any of it
// is closed. Unlike Day's spans it counts the tail of the evening before.
func (h *Hours) During(date guide.Date, from, to int, cal guide.Calendar) State {
	d := dayOf(date)
	for ; from < 0; from, to = from+dayLength, to+dayLength {
		d = d.add(-1)
	}
	for ; from >= dayLength; from, to = from-dayLength, to-dayLength {
		d = d.add(1)
	}
	state, covered := Open, from
	for ; covered < to; d, covered, to = d.add(1), 0, to-dayLength {
		line, _ := h.line(d, cal)
		for _, s := range line {
			if s.to <= covered || s.from >= to {
				continue
			}
			if s.from > covered || s.state == Closed {
				return Closed
			}
			if s.state == Unknown {
				state = Unknown
			}
			covered = s.to
		}
		if covered < min(to, dayLength) {
			return Closed
		}
		if to <= dayLength {
			break
		}
	}
	return state
}

// line is the course of a civil day, from 0 to 1440. Where holidays are not
// known it is the course on which all cases agree, and Unknown where they
// differ.
func (h *Hours) line(d day, cal guide.Calendar) (timeline, Doubt) {
	w := world{calendar: cal}
	line := h.course(d, &w)
	doubt := w.doubt
	if doubt == 0 {
		return line, 0
	}
	for _, assume := range [...]Doubt{PublicHolidays, SchoolHolidays, PublicHolidays | SchoolHolidays} {
		if assume&^doubt == 0 {
			other := world{calendar: cal, assume: assume}
			line = line.agreement(h.course(d, &other))
			doubt |= other.doubt
		}
	}
	return line, doubt
}

// course applies the rules in order: each paints its times over what stands.
// The tail of a rule's evening before belongs right after the rule itself, so
// a later rule for the day wipes it out too, as in opening_hours.js.
func (h *Hours) course(d day, w *world) timeline {
	line := make(timeline, 0, 8)
	var previous *rule
	for i := range h.rules {
		r := &h.rules[i]
		w.met = false
		if r.matches(d, w) {
			if r.overrides(previous) {
				line = line[:0]
			}
			if len(r.times) == 0 {
				line = line.paint(r, stretch{from: 0, to: dayLength, holiday: w.met})
			}
			for _, t := range r.times {
				line = line.paint(r, stretch{from: t.from, to: min(t.to, dayLength), openEnd: t.openEnd, holiday: w.met})
			}
		}
		if h.spills && r.late() {
			w.met = false
			if r.matches(d.add(-1), w) {
				for _, t := range r.times {
					line = line.paint(r, stretch{from: max(t.from-dayLength, 0), to: min(t.to-dayLength, dayLength), openEnd: t.openEnd, holiday: w.met, spill: true})
				}
			}
		}
		previous = r
	}
	return line
}

// late reports whether the rule runs past midnight.
func (r *rule) late() bool {
	return slices.ContainsFunc(r.times, func(t timeRange) bool { return t.to > dayLength })
}

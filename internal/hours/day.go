package hours

import (
	"slices"

	"wayside/internal/guide"
)

// dayLength is the length of a day in minutes. Opening hours are wall-clock
// times, so days with a daylight saving change have the same length.
const dayLength = 24 * 60

// DayHours are the hours of one day.
type DayHours struct {
	// Spans are in order and do not overlap. A span belongs to the day on
	// which it begins, even if it extends into the next: 22:00–02:00 on
	// Friday is in Friday's spans only.
	Spans []Span
	// Comments are the editors' comments on times of this day, including
	// closed ones, in the order of the times.
	Comments []string
	// Holiday reports whether the day is a public holiday and a rule for
	// public holidays determines at least part of it.
	Holiday bool
	// Doubt is the set of holidays whose dates are missing. Times that
	// depend on them are unknown.
	Doubt Doubt
}

// A Span is an open or possibly open time, in minutes since midnight of its day.
type Span struct {
	From, To int  // To is exclusive and may exceed 1440
	Unknown  bool // may be open; visitors have to ask
	OpenEnd  bool // only From is given: To is an estimate, and the span is Unknown
	Comment  string
}

// Open reports whether any time of the day is certainly open.
func (d DayHours) Open() bool {
	return slices.ContainsFunc(d.Spans, func(s Span) bool { return !s.Unknown })
}

// State returns Open if any time of the day is open, Unknown if some time may
// be, and Closed otherwise.
func (d DayHours) State() State {
	switch {
	case d.Open():
		return Open
	case len(d.Spans) > 0:
		return Unknown
	}
	return Closed
}

// Day returns the opening hours of a date.
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

// CivilDay returns the spans from a date's midnight to the next, including the
// part of the previous evening's span after midnight. Day, in contrast,
// assigns a span to the day on which it begins.
func (h *Hours) CivilDay(date guide.Date, cal guide.Calendar) []Span {
	line, _ := h.line(dayOf(date), cal)
	var out []Span
	for _, s := range line {
		out = extend(out, s, 0)
	}
	return out
}

// spans returns the spans that begin today, including their part after midnight.
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

// extend appends a stretch unless it is closed. A stretch that continues the last span extends it.
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

// State returns the state at a minute after the date's midnight.
func (h *Hours) State(date guide.Date, minute int, cal guide.Calendar) State {
	return h.During(date, minute, minute+1, cal)
}

// During returns the state of a whole visit between two times in minutes after
// the date's midnight: Open if all of it is open, Closed if any of it is
// closed. Unlike Day's spans, it includes the part of the previous evening
// after midnight.
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

// line returns the timeline of a civil day, from 0 to 1440. If the dates of
// holidays are missing, times for which the possible cases differ are Unknown.
func (h *Hours) line(d day, cal guide.Calendar) (timeline, Doubt) {
	w := world{calendar: cal}
	line := h.evaluate(d, &w)
	doubt := w.doubt
	if doubt == 0 {
		return line, 0
	}
	for _, assume := range [...]Doubt{PublicHolidays, SchoolHolidays, PublicHolidays | SchoolHolidays} {
		if assume&^doubt == 0 {
			other := world{calendar: cal, assume: assume}
			line = line.agreement(h.evaluate(d, &other))
			doubt |= other.doubt
		}
	}
	return line, doubt
}

// evaluate applies the rules in order: each paints its times over earlier
// ones. The part of a rule's previous evening after midnight is painted
// immediately after the rule itself, so a later rule for the day overrides it
// too, as in opening_hours.js.
func (h *Hours) evaluate(d day, w *world) timeline {
	line := make(timeline, 0, 8)
	var previous *rule
	for i := range h.rules {
		r := &h.rules[i]
		w.matched = false
		if r.matches(d, w) {
			if r.overrides(previous) {
				line = line[:0]
			}
			if len(r.times) == 0 {
				line = line.paint(r, stretch{from: 0, to: dayLength, holiday: w.matched})
			}
			for _, t := range r.times {
				line = line.paint(r, stretch{from: t.from, to: min(t.to, dayLength), openEnd: t.openEnd, holiday: w.matched})
			}
		}
		if h.spills && r.late() {
			w.matched = false
			if r.matches(d.add(-1), w) {
				for _, t := range r.times {
					line = line.paint(r, stretch{from: max(t.from-dayLength, 0), to: min(t.to-dayLength, dayLength), openEnd: t.openEnd, holiday: w.matched, spill: true})
				}
			}
		}
		previous = r
	}
	return line
}

// late reports whether the rule has times past midnight.
func (r *rule) late() bool {
	return slices.ContainsFunc(r.times, func(t timeRange) bool { return t.to > dayLength })
}

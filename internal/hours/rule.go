package hours

import (
	"time"

	"wayside/internal/guide"
)

// A rule is one part of a value between separators: on which days it counts,
// at what times of them, and what it says then.
type rule struct {
	join joint

	// The selectors. A day must satisfy each list that is not empty, by any
	// of its members; with no list at all, every day does.
	years []yearRange
	dates []dateRange
	weeks []weekRange
	days  []weekday
	// within are the holidays of "SH Mo-Fr": a day must be one of them and
	// one of days.
	within []weekday

	times   []timeRange // empty: the whole day
	state   State
	comment string
	// bare: neither times nor a state were written, so "Mo-Fr" stands alone.
	bare bool
}

// A joint is how a rule relates to those before it.
type joint uint8

const (
	override   joint = iota // ";": on the days it matches, the earlier ones are void
	additional              // ",": it adds to the earlier ones
	fallback                // "||": it fills the times that are still closed
)

type yearRange struct {
	from, to int // both included; to is lastYear for "2026+"
	every    int // 1: each year
}

const lastYear = 9999

// A dateRange goes from one date to another, both included. A range without
// years comes back every year, and may run over New Year.
type dateRange struct{ from, to date }

type date struct {
	year  int // 0: every year; both ends of a range have one or neither
	month time.Month
	day   int // 0: the whole month
}

type weekRange struct {
	from, to int // ISO weeks, both included
	every    int // 1: each week
}

// A weekday is a member of a list such as "Mo-Fr,Su[-1],PH".
type weekday struct {
	kind     dayKind
	from, to int    // ordinary: 0 is Monday; to before from runs over Sunday
	nth      uint16 // ordinary: which of the month, bits as nthBit has them; 0: each
	shift    int    // days after (before, when negative) the day that is named
}

type dayKind uint8

const (
	ordinary dayKind = iota
	publicHoliday
	schoolHoliday
)

// nthBit is the bit of Mo[n] in weekday.nth, for n from 1 to 5 and -1 to -5.
func nthBit(n int) uint16 {
	if n < 0 {
		n = 5 - n
	}
	return 1 << n
}

// A timeRange is in minutes since midnight; to may lie past 1440.
type timeRange struct {
	from, to int
	openEnd  bool // the closing time is not given: to is a guess
}

// dated reports whether the rule names any days at all.
func (r *rule) dated() bool {
	return len(r.years)+len(r.dates)+len(r.weeks)+len(r.days)+len(r.within) > 0
}

// overrides reports whether the rule makes void, on the days it matches, what
// r's predecessors say. Closing does not: it only paints over, so that "12:00-13:00
// off" leaves the rest of the day. A rule without days after one with days
// does not either, as in opening_hours.js.
func (r *rule) overrides(previous *rule) bool {
	if r.join != override || r.state == Closed {
		return false
	}
	return r.dated() || r.state == Open && previous != nil && !previous.dated()
}

// matches reports whether the rule counts on the day.
func (r *rule) matches(d day, w *world) bool {
	return anyOf(r.years, func(y yearRange) bool { return y.has(d) }) &&
		anyOf(r.dates, func(t dateRange) bool { return t.has(d) }) &&
		anyOf(r.weeks, func(k weekRange) bool { return k.has(d) }) &&
		anyOf(r.within, func(k weekday) bool { return k.has(d, w) }) &&
		anyOf(r.days, func(k weekday) bool { return k.has(d, w) })
}

// anyOf is true of an empty list too: what is not named is not asked for.
func anyOf[T any](list []T, has func(T) bool) bool {
	for _, member := range list {
		if has(member) {
			return true
		}
	}
	return len(list) == 0
}

func (y yearRange) has(d day) bool {
	return y.from <= d.year && d.year <= y.to && (d.year-y.from)%y.every == 0
}

func (t dateRange) has(d day) bool {
	from, to, at := t.from.order(1), t.to.order(31), int(d.month)<<5|d.dom
	if t.from.year != 0 {
		at |= d.year << 9
	}
	if to < from { // over New Year
		return at >= from || at <= to
	}
	return from <= at && at <= to
}

// order is a number that grows with the date; open stands in for a day that
// is not given.
func (t date) order(open int) int {
	if t.day != 0 {
		open = t.day
	}
	return t.year<<9 | int(t.month)<<5 | open
}

func (k weekRange) has(d day) bool {
	_, week := d.time().ISOWeek()
	return k.from <= week && week <= k.to && (week-k.from)%k.every == 0
}

func (k weekday) has(d day, w *world) bool {
	if k.shift != 0 {
		d = d.add(-k.shift)
	}
	switch k.kind {
	case publicHoliday:
		return w.public(d)
	case schoolHoliday:
		return w.school()
	}
	if k.nth != 0 {
		first, last := (d.dom-1)/7+1, -((daysIn(d.year, d.month)-d.dom)/7 + 1)
		return d.weekday == k.from && k.nth&(nthBit(first)|nthBit(last)) != 0
	}
	if k.to < k.from {
		return d.weekday >= k.from || d.weekday <= k.to
	}
	return k.from <= d.weekday && d.weekday <= k.to
}

// A day is a date with what selectors ask of it.
type day struct {
	year    int
	month   time.Month
	dom     int
	weekday int // 0 is Monday
}

func dayOf(d guide.Date) day { return dayAt(d.Time()) }

func dayAt(t time.Time) day {
	year, month, dom := t.Date()
	return day{year, month, dom, (int(t.Weekday()) + 6) % 7}
}

func (d day) time() time.Time {
	return time.Date(d.year, d.month, d.dom, 0, 0, 0, 0, time.UTC)
}

func (d day) date() guide.Date { return guide.Date{Year: d.year, Month: d.month, Day: d.dom} }

func (d day) add(days int) day { return dayAt(d.time().AddDate(0, 0, days)) }

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

package hours

import (
	"time"

	"wayside/internal/guide"
)

// A rule is a part of a value between separators: the days it matches, times
// of these days, and the state at these times.
type rule struct {
	join joint

	// The selectors. A day must match a member of each non-empty list. A
	// rule without selectors matches every day.
	years []yearRange
	dates []dateRange
	weeks []weekRange
	days  []weekday
	// within are the holidays of "SH Mo-Fr": a day must match one of them and
	// one of days.
	within []weekday

	times   []timeRange // empty: the whole day
	state   State
	comment string
	// bare reports that neither times nor a state are given, as in "Mo-Fr".
	bare bool
}

// A joint is the relation of a rule to the previous ones.
type joint uint8

const (
	override   joint = iota // ";": replaces earlier rules on the days it matches
	additional              // ",": adds to earlier rules
	fallback                // "||": applies to times that are still closed
)

type yearRange struct {
	from, to int // inclusive; to is lastYear for "2026+"
	every    int // 1 for each year
}

const lastYear = 9999

// A dateRange is a range between two dates, inclusive. A range without years
// recurs every year and may extend over New Year.
type dateRange struct{ from, to date }

type date struct {
	year  int // 0 for every year; both ends of a range have a year or neither has
	month time.Month
	day   int // 0 for the whole month
}

type weekRange struct {
	from, to int // ISO weeks, inclusive
	every    int // 1 for each week
}

// A weekday is a member of a list such as "Mo-Fr,Su[-1],PH".
type weekday struct {
	kind     dayKind
	from, to int    // ordinary: 0 is Monday; to < from extends over Sunday
	nth      uint16 // ordinary: occurrences in the month, as bits of nthBit; 0 for all
	shift    int    // days after the named day; before it if negative
}

type dayKind uint8

const (
	ordinary dayKind = iota
	publicHoliday
	schoolHoliday
)

// nthBit returns the bit of Mo[n] in weekday.nth, for n from 1 to 5 and -1 to -5.
func nthBit(n int) uint16 {
	if n < 0 {
		n = 5 - n
	}
	return 1 << n
}

// A timeRange is in minutes since midnight; to may exceed 1440.
type timeRange struct {
	from, to int
	openEnd  bool // the closing time is not given: to is an estimate
}

// dated reports whether the rule has selectors.
func (r *rule) dated() bool {
	return len(r.years)+len(r.dates)+len(r.weeks)+len(r.days)+len(r.within) > 0
}

// overrides reports whether the rule replaces the earlier rules on the days it
// matches. Closed rules do not: they are painted over the others, so that
// "12:00-13:00 off" keeps the rest of the day. Neither does a rule without
// selectors after one with selectors, as in opening_hours.js.
func (r *rule) overrides(previous *rule) bool {
	if r.join != override || r.state == Closed {
		return false
	}
	return r.dated() || r.state == Open && previous != nil && !previous.dated()
}

// matches reports whether the rule applies to the day.
func (r *rule) matches(d day, w *world) bool {
	return anyOf(r.years, func(y yearRange) bool { return y.has(d) }) &&
		anyOf(r.dates, func(t dateRange) bool { return t.has(d) }) &&
		anyOf(r.weeks, func(k weekRange) bool { return k.has(d) }) &&
		anyOf(r.within, func(k weekday) bool { return k.has(d, w) }) &&
		anyOf(r.days, func(k weekday) bool { return k.has(d, w) })
}

// anyOf reports whether any member satisfies has, or the list is empty.
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

func (r dateRange) has(d day) bool {
	from, to, at := r.from.order(1), r.to.order(31), int(d.month)<<5|d.dom
	if r.from.year != 0 {
		at |= d.year << 9
	}
	if to < from { // over New Year
		return at >= from || at <= to
	}
	return from <= at && at <= to
}

// order returns a number that increases with the date; open replaces a missing day.
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

// A day is a date with the values that selectors need.
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

package timetable

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"wayside/internal/guide"
	"wayside/internal/hours"
)

// day is a day's minutes.
const day = 24 * 60

// reach is how many years before and after the built-in calendar's last one a
// table may begin and end: a year that was mistyped must not make it grow.
// A date beyond is unknown.
const reach = 10

// digits is the base of Opening.Days.
const digits = 36

type openingKey struct {
	value       string
	first, last int // years
}

// openingOf is the number of the tour's opening table for a value; negative where
// there is none, or none that can be understood, which check has reported.
func (t *Tours) openingOf(tour *Tour, numbers map[string]int, value string, year int) int {
	if value == "" {
		return -1
	}
	if n, ok := numbers[value]; ok {
		return n
	}
	key := openingKey{value: value}
	key.first, key.last = t.span(year)
	made, ok := t.openings.Load(key)
	if !ok {
		made, _ = t.openings.LoadOrStore(key, sync.OnceValues(func() (Opening, bool) { return opening(key, t.calendar) }))
	}
	numbers[value] = -1
	if o, ok := made.(func() (Opening, bool))(); ok {
		numbers[value] = len(tour.Hours)
		tour.Hours = append(tour.Hours, o)
	}
	return numbers[value]
}

// span is the years of a table for a route dated in a year; 0 for no date.
func (t *Tours) span(year int) (first, last int) {
	_, built := hours.ChinaYears()
	first, last = built, max(built, t.year.Year)
	if year != 0 && year >= built-reach && year <= built+reach {
		first, last = min(first, year), max(last, year)
	}
	return first, last + 2
}

// latest is the latest year that a calendar knows, within reach of the
// built-in one's last year; that year itself when it knows none.
func latest(cal guide.Calendar, built int) int {
	year := 0
	for _, r := range cal.Holidays {
		if r.Last.Year <= built+reach {
			year = max(year, r.Last.Year)
		}
	}
	if year < built-reach {
		return built
	}
	return year
}

// opening tabulates opening hours, years included.
func opening(key openingKey, cal guide.Calendar) (Opening, bool) {
	h, err := hours.Parse(key.value)
	if err != nil {
		return Opening{}, false
	}
	date := guide.Date{Year: key.first, Month: time.January, Day: 1}
	o := Opening{First: date.String()}
	var days []int
	for at := date.Time(); at.Year() <= key.last; at = at.AddDate(0, 0, 1) {
		date = guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
		today := stretches(h.CivilDay(date, cal))
		kind := slices.IndexFunc(o.Kinds, func(k []Stretch) bool { return slices.Equal(k, today) })
		if kind < 0 {
			kind = len(o.Kinds)
			o.Kinds = append(o.Kinds, today)
		}
		days = append(days, kind)
	}
	var b strings.Builder
	for _, kind := range days {
		if len(o.Kinds) > digits {
			b.WriteString(strconv.FormatInt(int64(kind/digits), digits))
		}
		b.WriteString(strconv.FormatInt(int64(kind%digits), digits))
	}
	o.Days = b.String()
	return o, true
}

// stretches are a day's spans, without what only a reader wants to know.
func stretches(spans []hours.Span) []Stretch {
	course := []Stretch{}
	for _, s := range spans {
		if n := len(course); n > 0 && course[n-1].To == s.From && course[n-1].Unknown == s.Unknown {
			course[n-1].To = s.To
			continue
		}
		course = append(course, Stretch{s.From, s.To, s.Unknown})
	}
	return course
}

// yearOf is a year with the days that a calendar calls holidays.
func yearOf(year int, calendar guide.Calendar) Year {
	y := Year{Year: year}
	first := dayNumber(guide.Date{Year: year, Month: time.January, Day: 1})
	for n := first; dateOf(n).Year == year; n++ {
		date := dateOf(n)
		holiday := slices.ContainsFunc(calendar.Holidays, func(r guide.DateRange) bool { return !date.Before(r.First) && !r.Last.Before(date) })
		if holiday && !slices.Contains(calendar.Workdays, date) {
			y.Off = append(y.Off, n-first)
		}
	}
	return y
}

// A table is an Opening ready for look-ups.
type table struct {
	*Opening
	first, width int
}

func (o *Opening) table() table {
	t := table{Opening: o, width: 1}
	t.first, _ = parseDay(o.First)
	if len(o.Kinds) > digits {
		t.width = 2
	}
	return t
}

// unknown is the course of a day that no table covers.
var unknown = []Stretch{{0, day, true}}

// course is a day's.
func (t *table) course(n int) []Stretch {
	at := (n - t.first) * t.width
	if at < 0 || at+t.width > len(t.Days) {
		return unknown
	}
	kind, err := strconv.ParseUint(t.Days[at:at+t.width], digits, 16)
	if err != nil || int(kind) >= len(t.Kinds) {
		return unknown
	}
	return t.Kinds[kind]
}

// holds is the stretch that holds a minute after the midnight of day n, in
// the same count; false when it is closed.
func (t *table) holds(n, minute int) (Stretch, bool) {
	midnight := minute / day * day
	for _, s := range t.course(n + minute/day) {
		if midnight+s.From <= minute && minute < midnight+s.To {
			return Stretch{midnight + s.From, midnight + s.To, s.Unknown}, true
		}
	}
	return Stretch{}, false
}

// until is the end of what is open from a minute on, or not closed when
// unknown counts too. It looks no further than the horizon.
func (t *table) until(n, minute, horizon int, unknownToo bool) int {
	for minute < horizon {
		s, ok := t.holds(n, minute)
		if !ok || s.Unknown && !unknownToo {
			break
		}
		minute = s.To
	}
	return minute
}

// visit holds a visit against the hours: from one minute up to another, after
// the midnight of day n. The kind is "" when nothing is wrong.
func (t *table) visit(n, from, to, lastEntry int) (kind string, figure int) {
	course, midnight := t.course(n+from/day), from/day*day
	if len(course) == 0 {
		return Closed, 0
	}
	held, ok := t.holds(n, from)
	if !ok {
		for _, s := range course {
			if from < midnight+s.From {
				return Early, midnight + s.From
			}
		}
		return Late, midnight + course[len(course)-1].To
	}
	if held.Unknown {
		return Unsure, 0
	}
	closes := t.until(n, from, to+lastEntry, false)
	_, maybe := t.holds(n, closes) // when it really closes nobody knows
	late := lastEntry > 0 && from > closes-lastEntry
	if late && !maybe {
		return LastEntry, closes - lastEntry
	}
	if shut := t.until(n, from, to, true); shut < to {
		return Overstay, shut
	}
	if late || closes < to {
		return Unsure, 0
	}
	return "", 0
}

// wholeDay is what can be said of a visit at an hour that nobody set.
func (t *table) wholeDay(n int) (kind string) {
	course := t.course(n)
	switch {
	case len(course) == 0:
		return Closed
	case !slices.ContainsFunc(course, func(s Stretch) bool { return !s.Unknown }):
		return Unsure
	}
	return ""
}

// dayNumber counts days since 1 January 1970.
func dayNumber(d guide.Date) int { return int(d.Time().Unix() / (60 * day)) }

func dateOf(n int) guide.Date {
	at := time.Unix(int64(n)*60*day, 0).UTC()
	return guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
}

// parseDay is the number of a date in ISO 8601.
func parseDay(date string) (n int, ok bool) {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, false
	}
	return dayNumber(guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}), true
}

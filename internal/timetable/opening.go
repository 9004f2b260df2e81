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

// day is the length of a day in minutes.
const day = 24 * 60

// reach is the maximum number of years by which a table may begin before or end
// after the built-in calendar's last year, so that a mistyped year does not
// produce a huge table. Dates outside the table are unknown.
const reach = 10

// digits is the base of Opening.Days.
const digits = 36

type openingKey struct {
	value       string
	notices     string // the guide's indexes of those that change it
	first, last int    // years
}

// openingOf returns the index of the tour's opening table for a site, or for a hall in
// it, or a negative number if nothing is known of its hours or they are invalid; check
// reports the latter.
func (t *Tours) openingOf(tour *Tour, numbers map[string]int, site *guide.Site, hall string, year int) int {
	key := t.openingKey(site.OpeningHours, year)
	var notices []*guide.Notice
	for i := range t.guide.Notices {
		if n := &t.guide.Notices[i]; changes(n, site.ID, hall) {
			notices = append(notices, n)
			key.notices += strconv.Itoa(i) + " "
		}
	}
	return t.tableOf(tour, numbers, key, notices)
}

func (t *Tours) openingKey(value string, year int) openingKey {
	key := openingKey{value: value}
	key.first, key.last = t.span(year)
	return key
}

// tableOf returns the index of the tour's opening table for a key, which it adds on first
// use, or a negative number if nothing is known.
func (t *Tours) tableOf(tour *Tour, numbers map[string]int, key openingKey, notices []*guide.Notice) int {
	name := key.notices + key.value
	if n, ok := numbers[name]; ok {
		return n
	}
	made, ok := t.openings.Load(key)
	if !ok {
		made, _ = t.openings.LoadOrStore(key, sync.OnceValues(func() (Opening, bool) { return opening(key, notices, t.calendar) }))
	}
	numbers[name] = -1
	if o, ok := made.(func() (Opening, bool))(); ok {
		numbers[name] = len(tour.Hours)
		tour.Hours = append(tour.Hours, o)
	}
	return numbers[name]
}

// changes reports whether a notice changes the hours of a site, or of a hall in it.
func changes(n *guide.Notice, site, hall string) bool {
	return n.Site == site && (n.Hall == "" || n.Hall == hall) && (n.Closed || n.OpeningHours != "")
}

// span returns the range of years in a table for a route in a given year, or 0 for no date.
func (t *Tours) span(year int) (first, last int) {
	_, built := hours.ChinaYears()
	first, last = built, max(built, t.year.Year)
	if year != 0 && year >= built-reach && year <= built+reach {
		first, last = min(first, year), max(last, year)
	}
	return first, last + 2
}

// latest returns the last year of a calendar, within reach of the built-in
// calendar's last year. It returns the latter if the calendar has no such year.
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

// opening tabulates opening hours with their notices for the years of the key. ok is
// false if nothing is known of them.
func opening(key openingKey, notices []*guide.Notice, cal guide.Calendar) (o Opening, ok bool) {
	usual, _ := hours.Parse(key.value) // nil for none and invalid ones
	others := make([]*hours.Hours, len(notices))
	for i, n := range notices {
		others[i], _ = hours.Parse(n.OpeningHours)
	}
	if (usual == nil || key.value == "") && len(notices) == 0 {
		return o, false
	}
	date := guide.Date{Year: key.first, Month: time.January, Day: 1}
	o.First = date.String()
	var days []int
	for at := date.Time(); at.Year() <= key.last; at = at.AddDate(0, 0, 1) {
		date = guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
		var today []Stretch
		if usual != nil && key.value != "" {
			today = stretches(usual.CivilDay(date, cal))
		}
		for i, n := range notices {
			switch {
			case !n.Holds(date):
			case n.Closed:
				today = []Stretch{}
			case others[i] != nil:
				today = stretches(others[i].CivilDay(date, cal))
			}
		}
		kind := slices.IndexFunc(o.Kinds, func(k []Stretch) bool { return (k == nil) == (today == nil) && slices.Equal(k, today) })
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

// stretches converts a day's spans, dropping the details that only readers need.
func stretches(spans []hours.Span) []Stretch {
	merged := []Stretch{}
	for _, s := range spans {
		if n := len(merged); n > 0 && merged[n-1].To == s.From && merged[n-1].Unknown == s.Unknown {
			merged[n-1].To = s.To
			continue
		}
		merged = append(merged, Stretch{s.From, s.To, s.Unknown})
	}
	return merged
}

// yearOf returns a year with the calendar's holidays.
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

// A table is an Opening prepared for look-ups.
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

// unknown applies to days outside the table.
var unknown = []Stretch{{0, day, true}}

// stretches returns the stretches of a day.
func (t *table) stretches(n int) []Stretch {
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

// stretchAt returns the stretch that contains a minute after the midnight of day n,
// in minutes after the same midnight. It returns false if the site is closed then.
func (t *table) stretchAt(n, minute int) (Stretch, bool) {
	midnight := minute / day * day
	for _, s := range t.stretches(n + minute/day) {
		if midnight+s.From <= minute && minute < midnight+s.To {
			return Stretch{midnight + s.From, midnight + s.To, s.Unknown}, true
		}
	}
	return Stretch{}, false
}

// until returns the end of the contiguous open time from a minute on; if
// unknownToo is set, unknown times count as open. It stops at the horizon.
func (t *table) until(n, minute, horizon int, unknownToo bool) int {
	for minute < horizon {
		s, ok := t.stretchAt(n, minute)
		if !ok || s.Unknown && !unknownToo {
			break
		}
		minute = s.To
	}
	return minute
}

// shut reports whether it is certain that nobody passes at a minute after the midnight
// of day n.
func (t *table) shut(n, minute int) bool {
	_, open := t.stretchAt(n, minute)
	return !open && t.stretches(n+minute/day) != nil
}

// visit compares a visit with the hours. Times are in minutes after the
// midnight of day n. The kind is "" if there is no conflict.
func (t *table) visit(n, from, to, lastEntry int) (kind string, figure int) {
	today, midnight := t.stretches(n+from/day), from/day*day
	if today == nil {
		return "", 0
	}
	if len(today) == 0 {
		return Closed, 0
	}
	held, ok := t.stretchAt(n, from)
	if !ok {
		for _, s := range today {
			if from < midnight+s.From {
				return Early, midnight + s.From
			}
		}
		return Late, midnight + today[len(today)-1].To
	}
	if held.Unknown {
		return Unsure, 0
	}
	closes := t.until(n, from, to+lastEntry, false)
	_, maybe := t.stretchAt(n, closes) // the actual closing time is unknown
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

// wholeDay returns the conflict of a visit without a time.
func (t *table) wholeDay(n int) (kind string) {
	today := t.stretches(n)
	switch {
	case today == nil:
	case len(today) == 0:
		return Closed
	case !slices.ContainsFunc(today, func(s Stretch) bool { return !s.Unknown }):
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

// parseDay returns the day number of an ISO 8601 date.
func parseDay(date string) (n int, ok bool) {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, false
	}
	return dayNumber(guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}), true
}

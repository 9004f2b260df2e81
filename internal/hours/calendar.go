package hours

import (
	"slices"

	"wayside/internal/guide"
)

// Doubt is a set of kinds of holidays whose dates a calendar does not give.
type Doubt uint8

const (
	PublicHolidays Doubt = 1 << iota
	SchoolHolidays
)

// A world is a calendar together with the assumptions made about the days it does not know.
//
// A calendar knows the public holidays of a year if it lists any for that
// year: the State Council announces a year's holidays only in the November
// before, and treating a missing year as one without holidays would show sites
// as open on 1 October. A calendar never knows school holidays, which differ
// from school to school.
type world struct {
	calendar guide.Calendar
	assume   Doubt // unknown holidays that are assumed to include the day
	doubt    Doubt // unknown holidays that a selector depended on
	matched  bool  // a selector matched a known public holiday
}

// public reports whether the day is a PH day in the sense of opening hours: a
// day off by the calendar. A weekend day worked in exchange is an ordinary
// Saturday or Sunday: OpenStreetMap has no notation for it, and museums keep
// their weekend hours on it. A day listed as both is a working day.
func (w *world) public(d day) bool {
	at, known := d.date(), false
	for _, r := range w.calendar.Holidays {
		if !at.Before(r.First) && !r.Last.Before(at) {
			is := !slices.Contains(w.calendar.Workdays, at)
			w.matched = w.matched || is
			return is
		}
		known = known || r.First.Year <= at.Year && at.Year <= r.Last.Year
	}
	if known {
		return false
	}
	w.doubt |= PublicHolidays
	return w.assume&PublicHolidays != 0
}

func (w *world) school() bool {
	w.doubt |= SchoolHolidays
	return w.assume&SchoolHolidays != 0
}

// Merge returns base combined with a project's calendar. Where the two
// disagree about a day, over wins.
func Merge(base, over guide.Calendar) guide.Calendar {
	holidays := slices.Concat(base.Holidays, over.Holidays)
	slices.SortStableFunc(holidays, func(a, b guide.DateRange) int { return a.First.Time().Compare(b.First.Time()) })
	workdays := slices.Clone(over.Workdays)
	for _, d := range base.Workdays {
		off := slices.ContainsFunc(over.Holidays, func(r guide.DateRange) bool { return !d.Before(r.First) && !r.Last.Before(d) })
		if !off && !slices.Contains(workdays, d) {
			workdays = append(workdays, d)
		}
	}
	slices.SortFunc(workdays, func(a, b guide.Date) int { return a.Time().Compare(b.Time()) })
	return guide.Calendar{Holidays: holidays, Workdays: workdays}
}

package hours

import (
	"slices"

	"wayside/internal/guide"
)

// Doubt is a set of holidays that a calendar says nothing of.
type Doubt uint8

const (
	PublicHolidays Doubt = 1 << iota
	SchoolHolidays
)

// A world is a calendar, and what is assumed of the days it does not know.
//
// A calendar knows the public holidays of a year when it names any of them:
// the State Council announces a year's each November, and to take a year
// without an entry for one without holidays would open sites on 1 October.
// It never knows school holidays, which differ from school to school.
type world struct {
	calendar guide.Calendar
	assume   Doubt // which of the unknown holidays are taken to be today
	doubt    Doubt // which unknown holidays were asked for
	met      bool  // a public holiday was asked for, and it is one
}

// public reports whether the day is one that opening hours call PH: a day off
// by the calendar. A weekend that is worked instead is an ordinary Saturday
// or Sunday: OpenStreetMap has no word for it, and museums keep their weekend
// hours on it. When the calendar calls a day both, it is worked.
func (w *world) public(d day) bool {
	at, known := d.date(), false
	for _, r := range w.calendar.Holidays {
		if !at.Before(r.First) && !r.Last.Before(at) {
			is := !slices.Contains(w.calendar.Workdays, at)
			w.met = w.met || is
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

// Merge is base with a project's own calendar over it: days of both, and
// where they disagree about a day the project is right.
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

package timetable

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"wayside/internal/guide"
	"wayside/internal/hours"
)

// Days are the states of a site on the days of the calendar's years.
type Days struct {
	First  guide.Date
	States []hours.State
}

// Days returns whether a site is open on each day, with its notices. It is nil if
// nothing is known of its hours or they are invalid. The result is shared and must not
// be modified. For the years of the calendar, see span.
func (t *Tours) Days(site *guide.Site) *Days {
	key := t.openingKey(site.OpeningHours, 0)
	var notices []*guide.Notice
	for i := range t.guide.Notices {
		if n := &t.guide.Notices[i]; changes(n, site.ID, "") {
			notices = append(notices, n)
			key.notices += strconv.Itoa(i) + " "
		}
	}
	made, ok := t.days.Load(key)
	if !ok {
		made, _ = t.days.LoadOrStore(key, sync.OnceValue(func() *Days { return daysOf(key, notices, t.calendar) }))
	}
	return made.(func() *Days)()
}

func daysOf(key openingKey, notices []*guide.Notice, cal guide.Calendar) *Days {
	usual := parsed(key.value)
	others := make([]*hours.Hours, len(notices))
	for i, n := range notices {
		others[i] = parsed(n.OpeningHours)
	}
	if usual == nil && len(notices) == 0 {
		return nil
	}
	days := &Days{First: guide.Date{Year: key.first, Month: time.January, Day: 1}}
	for at := days.First.Time(); at.Year() <= key.last; at = at.AddDate(0, 0, 1) {
		date := guide.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
		state := hours.Unknown
		if usual != nil {
			state = usual.Day(date, cal).State()
		}
		for i, n := range notices {
			switch {
			case !n.Holds(date):
			case n.Closed:
				state = hours.Closed
			case others[i] != nil:
				state = others[i].Day(date, cal).State()
			}
		}
		days.States = append(days.States, state)
	}
	return days
}

// parsed returns opening hours, or nil for none and invalid ones.
func parsed(value string) *hours.Hours {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	h, err := hours.Parse(value)
	if err != nil {
		return nil
	}
	return h
}

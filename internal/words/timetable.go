package words

import (
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// Minutes formats a whole number of minutes as a duration.
func (w Words) Minutes(n int) string { return w.Duration(time.Duration(n) * time.Minute) }

// Range formats the shortest and longest time of a leg: "12–14 min".
func (w Words) Range(leg timetable.Leg) string {
	if leg.High < 60 {
		return w.Fill("minutes", "m", strconv.Itoa(leg.Low)+"–"+strconv.Itoa(leg.High))
	}
	return w.Fill("from-to", "from", w.Minutes(leg.Low), "to", w.Minutes(leg.High))
}

// Batches returns the headings of the timetable's time columns, one for each of n
// batches.
func (w Words) Batches(n int) []string {
	if n == 1 {
		return []string{w.T("time")}
	}
	headings := make([]string, n)
	for k := range headings {
		headings[k] = w.Batch(k)
	}
	return headings
}

// Batch returns the name of batch k, counted from 0.
func (w Words) Batch(k int) string { return w.Fill("batch", "n", strconv.Itoa(k+1)) }

// Open describes the opening hours of one day. It returns "" if they are unknown.
func (w Words) Open(open []timetable.Stretch) string {
	if open == nil {
		return ""
	}
	var all []string
	for _, s := range open {
		text := w.Fill("hours-times", "from", Clock(s.From), "to", Clock(s.To))
		switch allDay := s.From == 0 && s.To == 24*60; {
		case allDay && s.Unknown:
			text = w.T("hours-unknown")
		case allDay:
			text = w.T("hours-open-all-day")
		case s.Unknown:
			text = w.Fill("hours-unknown-at", "times", text)
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return w.T("hours-closed")
	}
	return strings.Join(all, w.T("hours-comma"))
}

// Week lists the days of the week, Monday first, on which a route is possible,
// sometimes possible, and never possible, with the first reason.
func (w Words) Week(week [7]timetable.Weekday) []string {
	var lines []string
	for _, c := range []struct {
		works timetable.Works
		key   string
	}{{timetable.Always, "works"}, {timetable.Sometimes, "works-sometimes"}, {timetable.Never, "works-never"}} {
		why := ""
		var days []string
		for i, d := range week {
			if d.Works != c.works {
				continue
			}
			days = append(days, nth(w.T("weekdays"), (i+1)%7))
			if why == "" && c.works != timetable.Always {
				why = w.Conflict(timetable.Conflict{Kind: d.Why.Kind, Stop: d.Why.Stop, Figure: d.Why.Figure, Limit: d.Why.Limit})
			}
		}
		switch {
		case len(days) == 7:
			lines = append(lines, w.Fill(c.key, "days", w.T("hours-every-day"), "why", why))
		case len(days) > 0:
			lines = append(lines, w.Fill(c.key, "days", strings.Join(days, w.T("hours-comma")), "why", why))
		}
	}
	return lines
}

// Conflict describes a conflict, followed by the changes that would resolve it.
func (w Words) Conflict(c timetable.Conflict) string {
	text := w.Fill("conflict-"+c.Kind, "stop", strconv.Itoa(c.Stop+1), "time", Clock(c.Figure), "count", strconv.Itoa(c.Figure),
		"limit", strconv.Itoa(c.Limit), "distance", w.Distance(float64(c.Figure)), "longest", w.Distance(float64(c.Limit)))
	var fixes []string
	for _, m := range c.Fixes {
		fixes = append(fixes, w.fix(m))
	}
	if len(fixes) > 0 {
		text += w.Fill("fixes", "fixes", strings.Join(fixes, w.T("fix-or")))
	}
	return text
}

func (w Words) fix(m timetable.Fix) string {
	date := ""
	if day, err := time.Parse(time.DateOnly, m.Date); err == nil {
		date = w.Date(guide.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()})
	}
	return w.Fill("fix-"+m.Kind, "time", Clock(m.Value), "date", date, "n", strconv.Itoa(m.Value), "stop", strconv.Itoa(m.Value+1),
		"other", strconv.Itoa(m.Other+1), "minutes", w.Minutes(m.Other))
}

// Clock formats minutes since midnight as a time of day: "09:05". One minute past
// the following midnight is "00:01".
func Clock(minutes int) string { return guide.Clock(minutes % (24 * 60)) }

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

// Batches returns the headings of a plan's time columns, one for each batch, which a
// carousel calls groups.
func (w Words) Batches(p timetable.Plan) []string {
	if len(p.Rows) == 0 || len(p.Rows[0].Times) == 0 {
		return nil
	}
	n := len(p.Rows[0].Times)
	if n == 1 {
		return []string{w.T("time")}
	}
	headings := make([]string, n)
	for k := range headings {
		if p.Courses != nil {
			headings[k] = w.Team(k)
		} else {
			headings[k] = w.Batch(k)
		}
	}
	return headings
}

// Day returns the name of a day that is n days after the first.
func (w Words) Day(n int) string { return w.Fill("day", "n", strconv.Itoa(n+1)) }

// Team returns the name of group k of a carousel, counted from 0.
func (w Words) Team(k int) string { return w.Fill("team", "n", strconv.Itoa(k+1)) }

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
		"limit", strconv.Itoa(c.Limit), "distance", w.Distance(float64(c.Figure)), "longest", w.Distance(float64(c.Limit)),
		"until", Clock(c.Limit), "long", w.Minutes(c.Figure), "most", w.Minutes(c.Limit))
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
	var dates, order []string
	for _, d := range m.Dates {
		if day, err := time.Parse(time.DateOnly, d); err == nil {
			dates = append(dates, w.Date(guide.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}))
		}
	}
	for _, stop := range m.Order {
		order = append(order, strconv.Itoa(stop+1))
	}
	key := "fix-" + m.Kind
	if m.Kind == timetable.FixBatches && m.Other == 0 {
		key = "fix-teams"
	}
	return w.Fill(key, "time", Clock(m.Value), "date", strings.Join(dates, w.T("fix-or")), "n", strconv.Itoa(m.Value), "stop", strconv.Itoa(m.Value+1),
		"other", strconv.Itoa(m.Other+1), "minutes", w.Minutes(m.Other), "order", strings.Join(order, " "))
}

// Clock formats minutes since midnight as a time of day: "09:05". One minute past
// the following midnight is "00:01".
func Clock(minutes int) string { return guide.Clock(minutes % (24 * 60)) }

package render

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// A Timetable is when a route is where.
type Timetable struct {
	Date     string   // in words; "" for any day
	Batches  []string // the heads of the columns of times; nil without a start
	Rows     []TimetableRow
	Works    []string // of a route without a date: on which days of the week it works
	Estimate string   // how distances and times were computed; "" when there are none
	Ask      string   // that some hours are not known; "" when all are
	Remarks  []string // what will not work well
	Length   string   // from the first arrival to the last departure; "" without a start
}

// A TimetableRow is a stop.
type TimetableRow struct {
	Index  int // from 0
	Number int // from 1
	Name   template.HTML
	Leg    *LegView
	Stay   string
	Times  []string // a batch each: "09:00–09:45"
	Open   string   // that day's opening hours; "" where they are not known or there is no date
	Ask    bool     // the site's hours are not known: one has to ask
}

func (r *Renderer) timetable(p *draft, route *guide.Route, plan timetable.Plan) Timetable {
	w := r.words(p.lang)
	t := Timetable{Date: w.Date(route.Date)}
	tour := r.tours.Of(route)
	var sources sources
	for _, row := range plan.Rows {
		s := &route.Stops[row.Stop]
		v := TimetableRow{
			Index: row.Stop, Number: row.Stop + 1, Name: r.stopName(p, s).HTML(), Stay: stayOf(w, r.guide, s),
			Leg: legView(w, row.Leg), Times: times(row), Open: w.spans(row.Open),
		}
		if site := r.guide.Site(s.Site); site != nil && site.OpeningHours == "" && !tour.Home {
			v.Ask, t.Ask = true, w.T("ask-hours")
		}
		if row.Leg.High > row.Leg.Low {
			switch {
			case tour.Stops[row.Stop].Way > 0:
				sources.track = true
			case row.Leg.Mapped:
				sources.mapped = true
			default:
				sources.guess = true
			}
		}
		t.Rows = append(t.Rows, v)
	}
	if key, ok := estimates[sources]; ok {
		t.Estimate = w.T(key)
	}
	if plan.Start >= 0 && len(plan.Rows) > 0 {
		t.Batches = w.batches(len(plan.Rows[0].Times))
		t.Length = w.minutes(plan.End - plan.Start)
	}
	if route.Date.IsZero() && !tour.Home {
		t.Works = w.week(tour.Week())
	}
	for _, c := range plan.Conflicts {
		t.Remarks = append(t.Remarks, w.conflict(c))
	}
	return t
}

// sources are what a timetable's distances come from.
type sources struct{ track, mapped, guess bool }

// estimates are the words that say so.
var estimates = map[sources]string{
	{guess: true}:                            "estimate",
	{track: true}:                            "estimate-track",
	{track: true, guess: true}:               "estimate-mixed",
	{mapped: true}:                           "estimate-map",
	{mapped: true, guess: true}:              "estimate-map-mixed",
	{mapped: true, track: true}:              "estimate-map-track",
	{mapped: true, track: true, guess: true}: "estimate-map-all",
}

// batches are the heads of the columns of times.
func (w Words) batches(n int) []string {
	if n == 1 {
		return []string{w.T("time")}
	}
	heads := make([]string, n)
	for k := range heads {
		heads[k] = w.batch(k)
	}
	return heads
}

func (w Words) batch(k int) string { return w.Fill("batch", "n", strconv.Itoa(k+1)) }

func times(row timetable.Row) []string {
	var all []string
	for _, t := range row.Times {
		all = append(all, clock(t.Arrive)+"–"+clock(t.Depart))
	}
	return all
}

// spans says a day's opening hours; "" when nothing is known of them.
func (w Words) spans(open []timetable.Stretch) string {
	if open == nil {
		return ""
	}
	var all []string
	for _, s := range open {
		text := w.Fill("hours-times", "from", clock(s.From), "to", clock(s.To))
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

// week says on which days of the week a route works, Monday first.
func (w Words) week(week [7]timetable.Weekday) []string {
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
				why = w.conflict(timetable.Conflict{Kind: d.Why.Kind, Stop: d.Why.Stop, Figure: d.Why.Figure, Limit: d.Why.Limit})
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

// conflict says what will not work, and what would.
func (w Words) conflict(c timetable.Conflict) string {
	text := w.Fill("conflict-"+c.Kind, "stop", strconv.Itoa(c.Stop+1), "time", clock(c.Figure), "count", strconv.Itoa(c.Figure),
		"limit", strconv.Itoa(c.Limit), "distance", w.Distance(float64(c.Figure)), "longest", w.Distance(float64(c.Limit)))
	var mends []string
	for _, m := range c.Mends {
		mends = append(mends, w.mend(m))
	}
	if len(mends) > 0 {
		text += w.Fill("mends", "mends", strings.Join(mends, w.T("mend-or")))
	}
	return text
}

func (w Words) mend(m timetable.Mend) string {
	day, err := time.Parse(time.DateOnly, m.Date)
	date := ""
	if err == nil {
		date = w.Date(guide.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()})
	}
	return w.Fill("mend-"+m.Kind, "time", clock(m.Value), "date", date, "n", strconv.Itoa(m.Value), "stop", strconv.Itoa(m.Value+1),
		"other", strconv.Itoa(m.Other+1), "minutes", w.minutes(m.Other))
}

// scriptWords are the words that the script of a handout speaks with.
var scriptWords = []string{
	"time", "batch", "date", "months", "weekdays", "minutes", "hours", "hours-minutes", "metres", "kilometres", "about", "comma", "from-to",
	"points", "points-one", "by-walk", "by-cycle", "by-coach", "by-drive", "by-metro", "by-ferry",
	"hours-times", "hours-open-all-day", "hours-unknown", "hours-unknown-at", "hours-closed", "hours-comma", "hours-every-day",
	"works", "works-sometimes", "works-never",
	"conflict-closed", "conflict-early", "conflict-late", "conflict-last-entry", "conflict-overstay", "conflict-unsure", "conflict-crowded", "conflict-no-break", "conflict-long-walk",
	"mends", "mend-or", "mend-start", "mend-swap", "mend-date", "mend-without", "mend-batches", "mend-break", "mend-ride",
	"date-outside", "no-conflicts", "ask-hours",
	"setup-date", "setup-start", "setup-pace", "setup-group", "setup-stops", "setup-see", "setup-print", "setup-reset", "setup-link", "setup-copied",
}

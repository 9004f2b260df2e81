package render

import (
	"html/template"

	"wayside/internal/guide"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A Timetable lists the times at which a group is at each stop.
type Timetable struct {
	Date     string   // in words; "" for any day
	Batches  []string // headings of the time columns; nil without a start
	Rows     []TimetableRow
	Works    []string // for a route without a date: the days of the week on which it is possible
	Estimate string   // how distances and times were computed; "" for none
	Ask      string   // a note that some opening hours are unknown; "" if all are known
	Remarks  []string // conflicts
	Length   string   // from the first arrival to the last departure; "" without a start
}

// A TimetableRow is a stop.
type TimetableRow struct {
	Index  int // from 0
	Number int // from 1
	Name   template.HTML
	Leg    *LegView
	Stay   string
	Times  []string // one for each batch: "09:00–09:45"
	Open   string   // that day's opening hours; "" if unknown or without a date
	Ask    bool     // the site's opening hours are unknown
}

func newTimetable(p *draft, route *guide.Route, plan timetable.Plan) Timetable {
	w := p.words()
	t := Timetable{Date: w.Date(route.Date)}
	tour := p.r.tours.Of(route)
	var sources sources
	for _, row := range plan.Rows {
		s := &route.Stops[row.Stop]
		v := TimetableRow{
			Index: row.Stop, Number: row.Stop + 1, Name: p.stopName(s).HTML(), Stay: stayOf(w, p.r.guide, s),
			Leg: legView(w, row.Leg), Times: times(row), Open: w.Open(row.Open),
		}
		if site := p.site(s.Site); site != nil && site.OpeningHours == "" && !tour.Home {
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
		t.Batches = w.Batches(len(plan.Rows[0].Times))
		t.Length = w.Minutes(plan.End - plan.Start)
	}
	if route.Date.IsZero() && !tour.Home {
		t.Works = w.Week(tour.Week())
	}
	for _, c := range plan.Conflicts {
		t.Remarks = append(t.Remarks, w.Conflict(c))
	}
	return t
}

// sources says where a timetable's distances come from.
type sources struct{ track, mapped, guess bool }

// estimates maps sources to the keys of the words that describe them.
var estimates = map[sources]string{
	{guess: true}:                            "estimate",
	{track: true}:                            "estimate-track",
	{track: true, guess: true}:               "estimate-mixed",
	{mapped: true}:                           "estimate-map",
	{mapped: true, guess: true}:              "estimate-map-mixed",
	{mapped: true, track: true}:              "estimate-map-track",
	{mapped: true, track: true, guess: true}: "estimate-map-all",
}

func times(row timetable.Row) []string {
	var all []string
	for _, t := range row.Times {
		all = append(all, words.Clock(t.Arrive)+"–"+words.Clock(t.Depart))
	}
	return all
}

// scriptWords are the keys of the words that a handout's script shows.
var scriptWords = []string{
	"time", "batch", "date", "months", "weekdays", "minutes", "hours", "hours-minutes", "metres", "kilometres", "about", "comma", "from-to",
	"points", "points-one", "by-walk", "by-cycle", "by-coach", "by-drive", "by-metro", "by-ferry",
	"hours-times", "hours-open-all-day", "hours-unknown", "hours-unknown-at", "hours-closed", "hours-comma", "hours-every-day",
	"works", "works-sometimes", "works-never",
	"conflict-closed", "conflict-early", "conflict-late", "conflict-last-entry", "conflict-overstay", "conflict-unsure", "conflict-crowded", "conflict-no-break", "conflict-long-walk",
	"fixes", "fix-or", "fix-start", "fix-swap", "fix-date", "fix-without", "fix-batches", "fix-break", "fix-ride",
	"date-outside", "no-conflicts", "ask-hours",
	"setup-date", "setup-start", "setup-pace", "setup-group", "setup-stops", "setup-see", "setup-print", "setup-reset", "setup-link", "setup-copied",
	"paper", "paper-copies", "paper-pages", "paper-pages-one", "paper-sheets", "paper-sheets-one",
}

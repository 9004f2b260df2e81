package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

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
	Board    []string // the meals and nights of each day; nil for a tour of one day
}

// Columns returns the number of columns of the table.
func (t Timetable) Columns(teacher bool) int {
	n := 5 + len(t.Batches)
	if teacher {
		n += 2 // the hours, and the pupils' pages
	}
	return n
}

// A PlanView is a timetable next to the main one, for the group's leader: of a team of
// a carousel, or for bad weather.
type PlanView struct {
	ID      string
	Title   string
	Batches []string
	Rows    []TimetableRow
	Remarks []string
}

// A TimetableRow is a stop.
type TimetableRow struct {
	Index  int    // from 0
	Number int    // from 1
	Day    string // heading of the day that begins here; "" for none
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
	nights := route.Nights()
	for i, row := range plan.Rows {
		s := &route.Stops[row.Stop]
		v := TimetableRow{
			Index: row.Stop, Number: row.Stop + 1, Name: p.stopName(s).HTML(), Stay: stayOf(w, p.r.guide, s),
			Leg: legView(w, row.Leg), Times: times(row), Open: w.Open(row.Open),
		}
		if v.Leg != nil && row.Legs == nil {
			v.Leg.Services = serviceWords(p, route, row.Stop)
		}
		if nights && (i == 0 || row.Day != plan.Rows[i-1].Day) {
			v.Day = w.Day(row.Day)
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
		t.Batches = w.Batches(plan)
	}
	t.Length = lengthOf(w, route, plan)
	if nights {
		t.Board = board(p, route, plan)
	}
	if route.Date.IsZero() && !tour.Home {
		t.Works = w.Week(tour.Week())
	}
	for _, c := range plan.Conflicts {
		t.Remarks = append(t.Remarks, w.Conflict(c))
	}
	return t
}

// lengthOf returns how long a plan is, in days if it has nights, at home all evenings
// together; "" without a start.
func lengthOf(w words.Words, route *guide.Route, plan timetable.Plan) string {
	switch {
	case plan.Start < 0 || len(plan.Rows) == 0:
		return ""
	case route.Mode == guide.AtHome: // all evenings together
		minutes := 0
		for i, row := range plan.Rows {
			minutes += row.Times[0].Depart - row.Times[0].Arrive
			if !beginsEvening(route, plan, i) {
				minutes += row.Leg.Likely
			}
		}
		return w.Minutes(minutes)
	case route.Nights():
		return w.Count("days", plan.Rows[len(plan.Rows)-1].Day+1)
	}
	return w.Minutes(plan.End - plan.Start)
}

// durationOf is like lengthOf, and says that it is computed.
func durationOf(w words.Words, route *guide.Route, plan timetable.Plan) string {
	if length := lengthOf(w, route, plan); length != "" {
		return w.Fill("about", "what", length)
	}
	return ""
}

// board lists the meals and nights of each day of a plan.
func board(p *draft, route *guide.Route, plan timetable.Plan) []string {
	w := p.words()
	var days [][]string
	for _, row := range plan.Rows {
		for len(days) <= row.Day {
			days = append(days, nil)
		}
		s, name := &route.Stops[row.Stop], p.stopName(&route.Stops[row.Stop]).Text
		if s.Meal != "" {
			days[row.Day] = append(days[row.Day], w.Fill("board", "what", w.T("meal-"+s.Meal), "where", name))
		}
		if s.Overnight && route.Mode != guide.AtHome {
			days[row.Day] = append(days[row.Day], w.Fill("board", "what", w.T("night"), "where", name))
		}
	}
	var lines []string
	for n, items := range days {
		if items != nil {
			lines = append(lines, w.Day(n)+w.T("colon")+strings.Join(items, w.T("comma")))
		}
	}
	return lines
}

// leaderPlans returns the timetables that only the group's leader needs: one for each
// team of a carousel, and the one for bad weather.
func leaderPlans(p *draft, route *guide.Route, plan timetable.Plan) []PlanView {
	w := p.words()
	var views []PlanView
	row := func(r timetable.Row, leg timetable.Leg, name template.HTML) TimetableRow {
		s := &route.Stops[r.Stop]
		return TimetableRow{Index: r.Stop, Number: r.Stop + 1, Name: name, Stay: stayOf(w, p.r.guide, s), Leg: legView(w, leg), Times: times(r)}
	}
	for team, course := range plan.Courses {
		view := PlanView{ID: "team-" + strconv.Itoa(team+1), Title: w.Team(team), Batches: []string{w.T("time")}}
		for _, stop := range course {
			r := plan.Rows[slices.IndexFunc(plan.Rows, func(r timetable.Row) bool { return r.Stop == stop })]
			if len(r.Times) > 0 {
				r.Times = r.Times[team : team+1]
			}
			view.Rows = append(view.Rows, row(r, r.Legs[team], p.stopName(&route.Stops[stop]).HTML()))
		}
		if plan.Start < 0 {
			view.Batches = nil
		}
		views = append(views, view)
	}
	if tour := p.r.tours.Of(route); slices.ContainsFunc(tour.Stops, func(h timetable.Halt) bool { return h.Instead != nil }) {
		other := tour.Plan(timetable.Choice{Instead: true})
		view := PlanView{ID: "weather", Title: w.T("weather-plan"), Batches: w.Batches(other)}
		for _, r := range other.Rows {
			s := &route.Stops[r.Stop]
			name := p.stopName(s).HTML()
			if instead := p.site(s.Instead); instead != nil {
				name = p.phrase(instead.Name).HTML()
			}
			view.Rows = append(view.Rows, row(r, r.Leg, name))
		}
		for _, c := range other.Conflicts {
			view.Remarks = append(view.Remarks, w.Conflict(c))
		}
		views = append(views, view)
	}
	return views
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
	"time", "batch", "team", "date", "months", "weekdays", "minutes", "hours", "hours-minutes", "metres", "kilometres", "about", "comma", "from-to",
	"points", "points-one", "by-walk", "by-cycle", "by-coach", "by-drive", "by-metro", "by-ferry", "by-home",
	"hours-times", "hours-open-all-day", "hours-unknown", "hours-unknown-at", "hours-closed", "hours-comma", "hours-every-day",
	"works", "works-sometimes", "works-never",
	"conflict-closed", "conflict-early", "conflict-late", "conflict-last-entry", "conflict-overstay", "conflict-unsure", "conflict-crowded", "conflict-no-break", "conflict-long-walk",
	"conflict-lunch", "conflict-dark", "conflict-ends-late", "conflict-long-day", "conflict-gate-shut", "conflict-steps",
	"fixes", "fix-or", "fix-start", "fix-swap", "fix-date", "fix-without", "fix-batches", "fix-break", "fix-ride", "fix-move", "fix-order", "fix-rotate", "fix-teams",
	"date-outside", "no-conflicts", "ask-hours", "computing", "day", "days", "days-one", "stay-here",
	"setup-date", "setup-start", "setup-pace", "setup-group", "setup-stops", "setup-see", "setup-reset",
	"setup-size", "setup-batches", "setup-interval", "setup-team", "setup-teams", "setup-stay", "setup-minutes", "setup-up", "setup-down", "setup-shorter", "setup-weather", "setup-step-free",
	"setup-link", "setup-copied",
	"paper", "paper-copies", "paper-pages", "paper-pages-one", "paper-sheets", "paper-sheets-one",
}

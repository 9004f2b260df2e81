package render

import (
	"strconv"

	"wayside/internal/guide"
	"wayside/internal/theme"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// An EveningView is what the page of a route has that is followed at home: its sessions,
// for the script that keeps time.
type EveningView struct {
	Clock    WalkView // what the clock needs; it is loaded when it is started
	Sessions []SessionView
}

// A SessionView is an evening, with what a reader sees before beginning.
type SessionView struct {
	Label string // "" if there is one only
	Facts string // when it begins, as planned, and how long it takes
	First int    // the number of its first stop
}

// followAtHome adds to the page of a route that is followed at home what it has instead of
// the way: the sites' own texts, so that a session needs no other page, and a clock. Pictures
// come when they are asked for.
func followAtHome(page *RoutePage, p *draft, route *guide.Route, plan timetable.Plan) {
	w := p.words()
	page.Evening = &EveningView{Clock: WalkView{
		Script: p.root + p.r.assets.Script("evening", p.lang), Sheet: p.root + p.r.assets.Styles(theme.ClockKind)[0], Route: keptRoute(p, route),
	}}
	page.Walk = nil
	read := map[string]bool{}
	session := -1
	begun, minutes := "", 0
	close := func() {
		if session >= 0 {
			page.Evening.Sessions[session].Facts = commas(w, begun, w.Minutes(minutes))
		}
	}
	for i, row := range plan.Rows {
		stop := &page.Stops[i]
		stop.OpenIn, stop.At = nil, ""
		stop.Reading = readingAt(p, &route.Stops[row.Stop], stop.Number, read)
		stop.Minutes = int(timetable.Stay(p.r.guide, &route.Stops[row.Stop]).Minutes())
		stop.Pause = row.Leg.Likely
		if beginsEvening(route, plan, i) {
			close()
			session++
			begun, minutes = "", 0
			if len(row.Times) > 0 {
				begun = words.Clock(row.Times[0].Arrive)
			}
			v := SessionView{First: stop.Number}
			if route.Nights() {
				v.Label = w.Fill("evening-session", "n", strconv.Itoa(session+1))
			}
			stop.Session, stop.Pause = session+1, 0
			page.Evening.Sessions = append(page.Evening.Sessions, v)
		}
		minutes += stop.Minutes + stop.Pause
	}
	close()
}

// readingAt returns the text of the site or the hall of a stop: that of a site at the first
// stop there. read has the ids of the sites whose text was shown.
func readingAt(p *draft, s *guide.Stop, number int, read map[string]bool) Body {
	site := p.site(s.Site)
	if site == nil || site.Document.Draft {
		return Body{}
	}
	prefix := "stop-" + strconv.Itoa(number) + "-"
	if hall := site.Hall(s.Hall); hall != nil {
		return p.passage(hall.Text, inset{prefix: prefix + "hall-", shift: 3})
	}
	if read[site.ID] {
		return Body{}
	}
	read[site.ID] = true
	return p.bodyOn(&site.Document, inset{prefix: prefix + "text-", shift: 2, home: siteDir(site.ID), screen: true})
}

// beginsEvening reports whether an evening at home begins with a row of a plan. One may go
// on after midnight.
func beginsEvening(route *guide.Route, plan timetable.Plan, row int) bool {
	return row == 0 || route.Stops[plan.Rows[row-1].Stop].Overnight
}

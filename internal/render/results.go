package render

import (
	"html/template"
	"slices"

	"wayside/internal/guide"
	"wayside/internal/learn"
)

// A ResultsPage is /results/ of the teacher's folder: a class's results, which pupils hand
// in as codes and its script collects. What a result is, package learn describes.
type ResultsPage struct {
	Frame
	Name        template.HTML
	TeacherHref string
	Decoder     string      // the script that reads QR codes where the browser cannot
	Data        template.JS // for the script
}

const resultsDir = "results/"

// resultSet is the questions of a route or a series as the script of the results has them.
type resultSet struct {
	Route   string `json:"route"`
	Version string `json:"version"`
	Title   string `json:"title"`
	// Audiences are those among whom readers choose, in their order.
	Audiences []resultAudience `json:"audiences"`
	Items     []resultItem     `json:"items"`
	// Cards are the answer cards by audience, see answerCards.
	Cards []*learn.Card `json:"cards"`
}

type resultItem struct {
	Kind   string `json:"kind"`
	Points int    `json:"points"`
	For    string `json:"for,omitempty"` // the ids of its audiences with spaces between; "" for all
}

type resultAudience struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// anyCheck reports whether a route or a series of the guide has questions.
func anyCheck(g *guide.Guide, routes []guide.Route) bool {
	if slices.ContainsFunc(publishedSeries(g), func(s *guide.Series) bool { return hasSeriesCheck(s) }) {
		return true
	}
	for i := range routes {
		if hasCheck(&routes[i]) {
			return true
		}
	}
	return false
}

func newResultsPage(p *draft) *ResultsPage {
	page := &ResultsPage{Name: p.html(p.r.guide.Title), TeacherHref: p.to(""), Decoder: p.root + p.r.assets.Script("decode", p.lang)}
	var data struct {
		Sets []resultSet `json:"sets"`
	}
	routes := p.routes()
	for i := range routes {
		route := &routes[i]
		p.shows(factRoute, route.ID)
		if hasCheck(route) {
			set := newResultSet(p, route, p.plain(route.Title))
			set.Cards = answerCards(checkReaders(p.r.guide, route), route)
			data.Sets = append(data.Sets, set)
		}
	}
	for _, s := range allSeries(&p.view) {
		seriesShown(&p.view, s)
		if route := asked(&p.view, s); hasCheck(route) {
			data.Sets = append(data.Sets, newResultSet(p, route, documentTitle(&s.Document, p.lang).Text))
		}
	}
	page.Data = scriptData(data)
	page.Frame = newFrame(p, "results", p.words().T("results"), nil)
	page.Description = p.words().T("results-lead")
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("results", p.lang))
	return page
}

// newResultSet returns the questions of a route, or of a series as asked returns it.
func newResultSet(p *draft, route *guide.Route, title string) resultSet {
	audiences := checkReaders(p.r.guide, route)
	check := checkOf(&p.view, audiences, route)
	set := resultSet{Route: check.Route, Version: check.Version, Title: title, Audiences: []resultAudience{}, Cards: []*learn.Card{}}
	for _, id := range audiences {
		set.Audiences = append(set.Audiences, resultAudience{id, p.plain(p.r.guide.Audience(id).Name)})
	}
	for k, q := range allQuestions(route) {
		item := check.Items[k]
		set.Items = append(set.Items, resultItem{item.Kind, item.Points, forWhom(p.r.guide, route, q.Audiences)})
	}
	return set
}

package render

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/learn"
)

// A CheckPage is /routes/<id>/check/ or /programme/series/<id>/check/, the questions of a
// route or a series to be answered on the phone. Without scripts it shows the questions. No answer is on it, see learn.
type CheckPage struct {
	Frame
	Name      template.HTML
	For       *ForView
	Levels    []CheckLevel
	RouteHref string      // of the route or the series
	Back      string      // the text of the link to it
	Route     string      // the address of its folder in the default language: all languages share what a phone keeps
	Typed     string      // the script that compares typed answers; "" if none is typed
	HandIn    string      // the script that shows the result
	Data      template.JS // for the script
}

// A CheckLevel are the questions of a stop, or those of a series.
type CheckLevel struct {
	Number    int // of the stop, 1 for a series
	Name      template.HTML
	Label     string // its name
	Questions []QuestionView
}

// checkSuffix ends the folders of self-checks.
const checkSuffix = "/check/"

func checkDir(route string) string { return strings.TrimSuffix(routeDir(route), "/") + checkSuffix }

// hasCheck reports whether a route has questions for its audiences.
func hasCheck(route *guide.Route) bool {
	return len(allQuestions(route)) > 0
}

// checkOf returns a route's questions as the self-check and the teacher's results have
// them. Their ids and codes, which phones keep and which are printed, outlast a renaming.
func checkOf(v *view, audiences []string, route *guide.Route) learn.Check {
	return learn.Of(firstID(v, guide.RouteKind, route.ID, route.Former), audiences, allQuestions(route))
}

// checkReaders returns the audiences among whom readers of a self-check choose: those of
// the route, if some questions are not for all of them.
func checkReaders(g *guide.Guide, route *guide.Route) []string {
	some := func(q *guide.Question) bool { return forWhom(g, route, q.Audiences) != "" }
	if !slices.ContainsFunc(allQuestions(route), some) {
		return nil
	}
	return audiencesOf(g, route)
}

func newCheckPage(p *draft, route *guide.Route) *CheckPage {
	p.shows(factRoute, route.ID)
	w := p.words()
	page := &CheckPage{Name: p.html(route.Title), RouteHref: p.to(routeDir(route.ID)), Back: w.T("check-back"), Route: keptRoute(p, route)}
	page.ask(p, route, func(stop int) Phrase { return p.stopName(&route.Stops[stop]) })
	page.finish(p, route, p.plain(route.Title))
	page.Description = cmp.Or(excerpt(p, route.Summary).Text, page.Title)
	setTrail(&page.Frame, p, w.T("routes"), "routes/", p.plain(route.Title), routeDir(route.ID))
	setOpenGraph(&page.Frame, p, cmp.Or(routeCover(p.r.guide, route), p.face()))
	return page
}

// ask adds the questions of each stop of a route, or of a series as asked returns it.
func (page *CheckPage) ask(p *draft, route *guide.Route, name func(stop int) Phrase) {
	audiences := checkReaders(p.r.guide, route)
	set := checkOf(&p.view, audiences, route)
	data := checkData{Route: set.Route, Version: set.Version, Audiences: audiences}
	for i := range route.Stops {
		name := name(i)
		level := CheckLevel{Number: i + 1, Name: name.HTML(), Label: name.Text}
		for _, q := range questionsFor(route, i) {
			item := set.Items[len(data.Items)]
			data.Items = append(data.Items, checkItem{ID: item.ID, Kind: item.Kind, Several: item.Several, Points: item.Points, Salt: item.Salt, Digests: item.Digests, Sealed: sealed(p, q, item)})
			level.Questions = append(level.Questions, newNumbered(p, route, q, len(data.Items)))
			if q.Kind == guide.Short {
				page.Typed = p.root + p.r.assets.Script("typed", p.lang)
			}
		}
		if level.Questions != nil {
			page.Levels = append(page.Levels, level)
		}
	}
	page.Data = scriptData(data)
}

// finish sets the frame and what the script needs.
func (page *CheckPage) finish(p *draft, route *guide.Route, title string) {
	w := p.words()
	page.HandIn = p.root + p.r.assets.Script("result", p.lang)
	page.Frame = newFrame(p, "check", title+w.T("title-comma")+w.T("check"), nil)
	page.For = forView(&page.Frame, p, checkReaders(p.r.guide, route))
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("check", p.lang))
}

// checkData is the input of the page's script.
type checkData struct {
	Route   string `json:"route"`
	Version string `json:"version"`
	// Audiences are the ids of those among whom readers choose.
	Audiences []string    `json:"audiences,omitempty"`
	Items     []checkItem `json:"items"`
}

type checkItem struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"`
	Several bool     `json:"several,omitempty"`
	Points  int      `json:"points"`
	For     string   `json:"for,omitempty"` // on a certificate: the ids of the audiences that it asks; "" for all
	Salt    string   `json:"salt,omitempty"`
	Digests []string `json:"digests,omitempty"`
	Sealed  string   `json:"sealed,omitempty"`
}

// sealed returns what the page shows of a question once it has been answered: its
// answer, as a key where options answer it and in words where not, and its explanation.
// It is "" for an open question without either.
func sealed(p *draft, q *guide.Question, item learn.Item) string {
	var shown struct {
		Key     string        `json:"key,omitempty"`
		Words   string        `json:"words,omitempty"`
		Explain template.HTML `json:"explain,omitempty"`
	}
	switch q.Kind {
	case guide.Short, guide.Open:
		if len(q.Accepted) > 0 {
			shown.Words = q.Accepted[0]
		}
	case guide.Choice, guide.TrueFalse, guide.Order: // not a kind that is wrong, which has been reported
		shown.Key = learn.Key(q)
	}
	if shown.Explain = p.html(q.Explain); shown.Key+shown.Words+string(shown.Explain) == "" {
		return ""
	}
	data, err := json.Marshal(shown)
	if err != nil {
		return "" // not reached: it consists of strings
	}
	return item.Seal(string(data))
}

package render

import (
	"html/template"
	"slices"

	"wayside/internal/guide"
	"wayside/internal/search"
)

// An AudiencePage is /for/<id>/, where an audience begins: what is ahead for it, its
// routes, and the standards of the curriculum that they meet.
type AudiencePage struct {
	Frame
	ID         string
	Name       template.HTML
	Summary    template.HTML
	Ahead      *AheadView // what a script finds to be ahead; nil for none, and if there are too many
	Routes     []RouteCard
	MoreRoutes *Link // nil if Routes has all routes for it
	Series     []SeriesCard
	Materials  []MaterialsView
	Activities []ActivityView // what can be ordered for it, the first of it if there is much; the menu has all
	MenuHref   string
	Standards  []StandardItem
	Calendar   *CalendarLink // nil without events for it

	audience *guide.Audience
}

// A MaterialsView has the materials of an event or a series.
type MaterialsView struct {
	Href  string
	Title template.HTML
	Links template.HTML
}

const readersDir = "for/"

func readerDir(audience string) string { return readersDir + audience + "/" }

// hasReaders reports whether audiences have pages: a guide for one audience is all for
// it.
func hasReaders(g *guide.Guide) bool { return len(g.Audiences) > 1 }

func audiencePages(l *listing) {
	if !hasReaders(l.r.guide) {
		return
	}
	for i := range l.r.guide.Audiences {
		if a := &l.r.guide.Audiences[i]; a.ID != "" && l.r.guide.Audience(a.ID) == a {
			l.add(readerDir(a.ID), a.At, func(p *draft) page { return newAudiencePage(p, a) })
		}
	}
}

func newAudiencePage(p *draft, a *guide.Audience) *AudiencePage {
	w := p.words()
	page := &AudiencePage{audience: a, ID: a.ID, Name: p.html(a.Name), Summary: p.html(a.Summary)}
	routes := routesFor(&p.view, a.ID)
	for _, route := range routes[:min(homeCount, len(routes))] {
		page.Routes = append(page.Routes, routeCard(p, route))
	}
	if len(routes) > homeCount {
		page.MoreRoutes = &Link{Text: w.T("routes"), Href: p.to("routes/")}
	}
	page.Series, page.Materials = seriesCards(p, a.ID), materialsFor(p, a.ID)
	for _, e := range menu(&p.view) {
		if e.Details().For(a.ID) && len(page.Activities) < homeCount {
			page.Activities, page.MenuHref = append(page.Activities, newActivityView(p, e)), p.to(menuDir)
		}
	}
	all := coverage(&p.view)
	for i := range all {
		if c := &all[i]; servesAudience(c, a.ID, routes) {
			page.Standards = append(page.Standards, newStandardItem(p, c))
		}
	}
	page.Frame = newFrame(p, "readers", p.plain(a.Name), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("readers", p.lang))
	if x := wholeProgramme(&p.view); slices.Contains(chosenAudiences(p.r.guide, x), a.ID) {
		events := slices.DeleteFunc(slices.Clone(x.events), func(e *guide.Event) bool { return !e.Details().For(a.ID) })
		if page.Ahead = newAhead(p, events, x, mostAhead); page.Ahead != nil {
			page.Ahead.More = &Link{Text: w.T("programme-all"), Href: p.to(audienceDir(a.ID))}
			useProgramme(&page.Frame, p)
		}
		calendar := calendarLink(p, audienceDir(a.ID), calendarName(audienceDir(a.ID)))
		page.Calendar = &calendar
	}
	page.Description = p.plain(a.Summary)
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p)
	return page
}

// materialsFor returns the materials of the events and series for an audience, whatever
// their dates: a reader may come to them later.
func materialsFor(p *draft, audience string) (all []MaterialsView) {
	add := func(d *guide.Document, dir string, materials []guide.Material) {
		if links := materialLinks(p, d, dir, materials); links != "" {
			title := documentTitle(d, p.lang)
			all = append(all, MaterialsView{p.to(dir), p.phraseIn(title.Text, title.Lang).HTML(), links})
		}
	}
	for _, e := range slices.Concat(wholeProgramme(&p.view).events, menu(&p.view)) {
		if d := e.Details(); d.For(audience) && len(d.Materials) > 0 {
			add(&eventShown(&p.view, e.ID).Document, eventDir(e.ID), d.Materials)
		}
	}
	for _, s := range allSeries(&p.view) {
		if d := s.Details(); d.For(audience) && len(d.Materials) > 0 {
			seriesShown(&p.view, s)
			add(&s.Document, seriesDir(s.ID), d.Materials)
		}
	}
	return all
}

// servesAudience reports whether a standard is met by one of the routes for an audience
// or by an event, and is for the audience.
func servesAudience(c *guide.Covered, audience string, routes []*guide.Route) bool {
	if len(c.Audiences) > 0 && !slices.Contains(c.Audiences, audience) {
		return false
	}
	return slices.ContainsFunc(c.Routes, func(s guide.Serves) bool { return slices.Contains(routes, s.Route) }) ||
		slices.ContainsFunc(c.Events, func(e *guide.Event) bool { return e.Details().For(audience) })
}

func (page *AudiencePage) entry(p *draft) *search.Page {
	e := newEntry(p, p.phrase(page.audience.Name), p.words().T("audience"), page.audience.Name)
	e.section("", "", part{text: p.plain(page.audience.Summary)})
	return &e.Page
}

// readerLinks leads to the pages of all audiences.
func readerLinks(p *draft) (links []Link) {
	if !hasReaders(p.r.guide) { // a part of factGuide
		return nil
	}
	for i := range p.r.guide.Audiences {
		if a := &p.r.guide.Audiences[i]; a.ID != "" {
			links = append(links, Link{Text: p.plain(a.Name), Href: p.to(readerDir(a.ID))})
		}
	}
	return links
}

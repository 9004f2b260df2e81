package render

import (
	"html/template"

	"wayside/internal/guide"
)

// A MovedPage is at the address of a page under a former id, and leads to the present one.
type MovedPage struct {
	Frame
	Name template.HTML
	To   string // the present page
}

// A move is a page at a former address: folders from a language's root.
type move struct {
	guide.Former
	from, to string
}

// moves returns the pages at former addresses: those of what is published, unless something
// else has the id now.
func moves(g *guide.Guide) (all []move) {
	made := map[string]bool{}
	for _, f := range guide.Formers(g) {
		if !guide.ValidID(f.ID) || guide.Renamed(g, f.Kind, f.ID) != f.Now || !shown(g, f.Kind, f.Now) {
			continue
		}
		for _, dir := range movedDirs(g, f.Kind, f.Now) {
			if from := dir(f.ID); !made[from] {
				made[from] = true
				all = append(all, move{f, from, dir(f.Now)})
			}
		}
	}
	return all
}

// shown reports whether the thing with an id is published.
func shown(g *guide.Guide, kind, id string) bool {
	switch kind {
	case guide.SiteKind:
		return !g.Site(id).Document.Draft
	case guide.PageKind:
		return !g.Page(id).Draft
	case guide.PersonKind:
		return !g.Person(id).Document.Draft
	case guide.EventKind:
		return !guide.FindEvent(g, id).Document.Draft
	case guide.SeriesKind:
		return !guide.FindSeries(g, id).Document.Draft
	}
	return true
}

// movedDirs returns the folders of the pages of a thing, as functions of its id.
func movedDirs(g *guide.Guide, kind, id string) []func(id string) string {
	switch kind {
	case guide.SiteKind:
		return []func(string) string{siteDir}
	case guide.RouteKind:
		dirs := []func(string) string{routeDir, handoutDir}
		if hasCheck(g.Route(id)) {
			dirs = append(dirs, checkDir)
		}
		return dirs
	case guide.ThemeKind:
		return []func(string) string{themeDir}
	case guide.PersonKind:
		return []func(string) string{personDir}
	case guide.EventKind:
		return []func(string) string{eventDir}
	case guide.SeriesKind:
		return seriesDirs(guide.FindSeries(g, id))
	}
	return []func(string) string{func(id string) string { return id + "/" }}
}

// movedAddresses returns the former addresses, in all languages.
func movedAddresses(r *Renderer) map[string]bool {
	all := map[string]bool{}
	for _, m := range moves(r.guide) {
		for _, lang := range r.guide.Languages {
			all[r.prefix(lang)+m.from+"index.html"] = true
		}
	}
	return all
}

// addMoved adds the pages at former addresses.
func (l *listing) addMoved() {
	for _, m := range moves(l.r.guide) {
		l.add(m.from, m.At, func(p *draft) page { return newMovedPage(p, m) })
		addMovedCalendar(l, m)
	}
}

// addMovedCalendar adds the calendar of an event at its former address. A calendar program that
// follows it there reads no page, and would never learn that a date is cancelled.
func addMovedCalendar(l *listing, m move) {
	if e := guide.FindEvent(l.r.guide, m.Now); m.Kind == guide.EventKind && !e.Details().Request {
		addEventCalendar(l, m.At, m.from, e)
	}
}

func newMovedPage(p *draft, m move) *MovedPage {
	renamed(&p.view, m.Kind, m.ID)
	name := movedName(p, m.Kind, m.Now)
	page := &MovedPage{Name: name.HTML(), To: p.to(m.to)}
	page.Frame = newFrame(p, "moved", name.Text, nil)
	page.Refresh, page.Description = page.To, p.words().T("moved")
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("moved", p.lang))
	page.Canonical, page.Alternates = p.r.absolute(p.lang, m.to), nil
	setOpenGraph(&page.Frame, p, p.face()) // chats do not follow a refresh
	return page
}

// movedName returns the name of a thing.
func movedName(p *draft, kind, id string) Phrase {
	switch kind {
	case guide.SiteKind:
		return p.phrase(siteShown(&p.view, id).Name)
	case guide.RouteKind:
		return p.phrase(routeTitle(&p.view, id))
	case guide.ThemeKind:
		return p.phrase(p.r.guide.Theme(id).Name)
	case guide.PersonKind:
		return personName(p, person(&p.view, id))
	}
	var d *guide.Document
	switch kind {
	case guide.EventKind:
		d = &eventShown(&p.view, id).Document
	case guide.SeriesKind:
		d = &seriesCard(&p.view, id).Document
	default:
		d = p.freePage(id)
	}
	title := documentTitle(d, p.lang)
	return p.phraseIn(title.Text, title.Lang)
}

// keptRoute returns the address under which phones keep what readers do on a route: its notes,
// its answers, where they are. It is that of the route's first id, see firstID.
func keptRoute(p *draft, r *guide.Route) string {
	return p.root + routeDir(firstID(&p.view, guide.RouteKind, r.ID, r.Former))
}

// keptSeries is like keptRoute for a series.
func keptSeries(p *draft, s *guide.Series) string {
	return p.root + seriesDir(firstID(&p.view, guide.SeriesKind, s.ID, s.Document.FormerIDs()))
}

// keptSite is like keptRoute for a site.
func keptSite(p *draft, s *guide.Site) string {
	return p.root + siteDir(firstID(&p.view, guide.SiteKind, s.ID, s.Former))
}

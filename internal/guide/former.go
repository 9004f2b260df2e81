package guide

import (
	"slices"

	"wayside/internal/diag"
	"wayside/internal/schema"
)

// The kinds of things that have a page, as references and links name them.
const (
	SiteKind   = "site"
	RouteKind  = "route"
	ThemeKind  = "theme"
	PageKind   = "page"
	PersonKind = schema.PersonKind
	EventKind  = schema.EventKind
	SeriesKind = schema.SeriesKind
)

// A Former is an id that a thing had before, under whose address it is still found.
type Former struct {
	Kind string
	ID   string // the former id
	Now  string // the id of the thing
	At   diag.Place
}

// A thing is a kind and an id.
type thing struct{ kind, id string }

// Formers returns the former ids of all things, in the order of the guide. A translation
// may repeat those of its original.
func Formers(g *Guide) (all []Former) {
	add := func(kind, now string, at diag.Place, ids []string) {
		for _, id := range ids {
			all = append(all, Former{kind, id, now, at})
		}
	}
	document := func(kind string, d *Document) {
		for i := range d.Pages {
			page := &d.Pages[i]
			for _, id := range page.Former {
				if i == 0 || !slices.Contains(d.Pages[0].Former, id) {
					add(kind, d.ID, page.Places["former"], []string{id})
				}
			}
		}
	}
	for i := range g.Themes {
		t := &g.Themes[i]
		add(ThemeKind, t.ID, t.FormerAt, t.Former)
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		add(SiteKind, s.ID, s.FormerAt, s.Former)
		document(SiteKind, &s.Document)
	}
	for i := range g.Routes {
		r := &g.Routes[i]
		add(RouteKind, r.ID, r.FormerAt, r.Former)
	}
	for i := range g.Pages {
		document(PageKind, &g.Pages[i])
	}
	for i := range g.People {
		document(PersonKind, &g.People[i].Document)
	}
	for i := range g.Events {
		document(EventKind, &g.Events[i].Document)
	}
	for i := range g.Series {
		document(SeriesKind, &g.Series[i].Document)
	}
	return all
}

// indexFormer makes Renamed know the former ids.
func indexFormer(g *Guide) {
	g.index.renamed = map[thing]string{}
	for _, f := range Formers(g) {
		if at := (thing{f.Kind, f.ID}); g.index.renamed[at] == "" && !Has(g, f.Kind, f.ID) {
			g.index.renamed[at] = f.Now
		}
	}
}

// Renamed returns the id of the thing of a kind that had an id before, "" if none had it or
// something has it now.
func Renamed(g *Guide, kind, id string) string { return g.index.renamed[thing{kind, id}] }

// FirstID returns the first id that a thing had, of which former are the earlier ones: what
// phones and calendars keep of it outlasts its renaming under that id. It is the present one
// if something else has the first one now.
func FirstID(g *Guide, kind, id string, former []string) string {
	if len(former) > 0 && Renamed(g, kind, former[0]) == id {
		return former[0]
	}
	return id
}

// FormerIDs returns the ids that the thing of a document had before.
func (d *Document) FormerIDs() []string {
	if len(d.Pages) == 0 {
		return nil
	}
	return d.Pages[0].Former
}

// Has reports whether there is a thing of a kind with an id.
func Has(g *Guide, kind, id string) bool {
	switch kind {
	case SiteKind:
		return g.Site(id) != nil
	case RouteKind:
		return g.Route(id) != nil
	case ThemeKind:
		return g.Theme(id) != nil
	case PageKind:
		return g.Page(id) != nil
	case PersonKind:
		return g.Person(id) != nil
	case EventKind:
		return FindEvent(g, id) != nil
	case SeriesKind:
		return FindSeries(g, id) != nil
	}
	return g.Audience(id) != nil
}

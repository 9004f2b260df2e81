package guide

import (
	"slices"

	"wayside/internal/diag"
)

// index contains the guide's elements by id and by theme. Index builds it once, when
// the model is complete; its slices are shared and must not be changed.
type index struct {
	sites      map[string]*Site
	routes     map[string]*Route
	pages      map[string]*Document
	themes     map[string]*Theme
	audiences  map[string]*Audience
	themeSites map[string][]*Site
	siteRoutes map[string][]*Route
}

// Index must be called when the model is complete and before any lookup. Of two
// elements with the same id the first is used; the loader has reported the other.
func (g *Guide) Index() {
	g.index = index{
		sites: make(map[string]*Site, len(g.Sites)), routes: make(map[string]*Route, len(g.Routes)),
		pages: map[string]*Document{}, themes: map[string]*Theme{}, audiences: map[string]*Audience{},
		themeSites: map[string][]*Site{}, siteRoutes: map[string][]*Route{},
	}
	x := &g.index
	first(x.themes, g.Themes, func(t *Theme) string { return t.ID })
	first(x.audiences, g.Audiences, func(a *Audience) string { return a.ID })
	first(x.sites, g.Sites, func(s *Site) string { return s.ID })
	first(x.routes, g.Routes, func(r *Route) string { return r.ID })
	first(x.pages, g.Pages, func(d *Document) string { return d.ID })
	for i := range g.Sites {
		g.Sites[i].Order = i
		for _, t := range g.Sites[i].Themes {
			x.themeSites[t] = append(x.themeSites[t], &g.Sites[i])
		}
	}
	for i := range g.Routes {
		r := &g.Routes[i]
		seen := map[string]bool{}
		for j := range r.Stops {
			if id := r.Stops[j].Site; id != "" && !seen[id] {
				seen[id] = true
				x.siteRoutes[id] = append(x.siteRoutes[id], r)
			}
		}
	}
}

func first[T any](m map[string]*T, all []T, id func(*T) string) {
	for i := range all {
		if _, taken := m[id(&all[i])]; !taken {
			m[id(&all[i])] = &all[i]
		}
	}
}

// HideDrafts removes drafts from publication: a document whose page in the default
// language is a draft, or all of whose pages are, and the draft pages of other
// documents. The home page always exists; as a draft it has no text.
func (g *Guide) HideDrafts() (hidden []string) {
	draft := func(p Page) bool { return p.Draft }
	hide := func(d *Document) {
		if len(d.Pages) == 0 {
			return
		}
		for _, p := range d.Pages {
			if p.Draft || d.Pages[0].Draft {
				hidden = append(hidden, p.At.File)
			}
		}
		published := slices.DeleteFunc(slices.Clone(d.Pages), draft)
		d.Draft = len(published) == 0 || d.Pages[0].Lang == g.Default() && d.Pages[0].Draft
		if !d.Draft {
			d.Pages = published
		}
	}
	if hide(&g.Home); g.Home.Draft {
		g.Home.Pages, g.Home.Draft = nil, false
	}
	for i := range g.Sites {
		hide(&g.Sites[i].Document)
	}
	for i := range g.Pages {
		hide(&g.Pages[i])
	}
	return hidden
}

// Site returns the site with this id, or nil if there is none.
func (g *Guide) Site(id string) *Site { return g.index.sites[id] }

// Route returns the route with this id, or nil if there is none.
func (g *Guide) Route(id string) *Route { return g.index.routes[id] }

// Page returns the free page with this id, or nil if there is none.
func (g *Guide) Page(id string) *Document { return g.index.pages[id] }

// Theme returns the theme with this id, or nil if there is none.
func (g *Guide) Theme(id string) *Theme { return g.index.themes[id] }

// Audience returns the audience with this id, or nil if there is none.
func (g *Guide) Audience(id string) *Audience { return g.index.audiences[id] }

// ThemeSites returns the sites of a theme in the registry's order.
func (g *Guide) ThemeSites(theme string) []*Site { return g.index.themeSites[theme] }

// SiteRoutes returns the routes that stop at a site, by id.
func (g *Guide) SiteRoutes(site string) []*Route { return g.index.siteRoutes[site] }

// Hall returns the site's hall with this id, or nil if there is none.
func (s *Site) Hall(id string) *Hall {
	for i := range s.Halls {
		if s.Halls[i].ID == id {
			return &s.Halls[i]
		}
	}
	return nil
}

// Default returns the guide's default language.
func (g *Guide) Default() Lang {
	if len(g.Languages) == 0 {
		return "zh-Hans"
	}
	return g.Languages[0]
}

// In returns the page for a reader of lang: in that language, else in the default
// language, else in any; nil if the document has no page.
func (d *Document) In(lang Lang) *Page {
	for i := range d.Pages {
		if d.Pages[i].Lang == lang {
			return &d.Pages[i]
		}
	}
	if len(d.Pages) == 0 {
		return nil
	}
	return &d.Pages[0]
}

// Cover returns the photo that represents the document: the one its page names, else
// the first of the gallery; nil if there are no photos.
func (d *Document) Cover(lang Lang) *Photo {
	if p := d.In(lang); p != nil && p.Cover != "" {
		for i := range d.Photos {
			if d.Photos[i].Base() == p.Cover || d.Photos[i].File == p.Cover {
				return &d.Photos[i]
			}
		}
	}
	if len(d.Photos) == 0 {
		return nil
	}
	return &d.Photos[0]
}

// At returns the place of the document's first page, for problems of the document as
// a whole.
func (d *Document) At() diag.Place {
	if len(d.Pages) == 0 {
		return diag.Place{}
	}
	return d.Pages[0].At
}

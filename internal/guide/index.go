package guide

import (
	"iter"
	"slices"
	"sync"

	"wayside/internal/diag"
)

// index contains the guide's elements by id and by theme. Index builds it once, when
// the model is complete; its slices are shared and must not be changed.
type index struct {
	sites      map[string]int // index of Guide.Sites
	routes     map[string]*Route
	pages      map[string]*Document
	themes     map[string]*Theme
	audiences  map[string]*Audience
	themeSites map[string][]int // indexes of Guide.Sites
	themed     *sync.Map        // theme → []*Site, once it was asked for
	repeated   map[int]bool     // the indexes of sites with the id of an earlier one
	siteRoutes map[string][]*Route
	instead    map[string]bool  // the sites that are visited instead of others
	drafts     []*Route         // those that HideDrafts removed
	renamed    map[thing]string // the ids of what had another id before, by that
}

// Index must be called when the model is complete and before any lookup. Of two
// elements with the same id the first is used; the loader has reported the other.
func (g *Guide) Index() {
	g.index = index{
		drafts: g.index.drafts,
		sites:  make(map[string]int, len(g.Sites)), routes: make(map[string]*Route, len(g.Routes)),
		pages: map[string]*Document{}, themes: map[string]*Theme{}, audiences: map[string]*Audience{},
		themeSites: map[string][]int{}, themed: new(sync.Map), repeated: map[int]bool{}, siteRoutes: map[string][]*Route{}, instead: map[string]bool{},
	}
	x := &g.index
	defer indexFormer(g)
	first(x.themes, g.Themes, func(t *Theme) string { return t.ID })
	first(x.audiences, g.Audiences, func(a *Audience) string { return a.ID })
	first(x.routes, g.Routes, func(r *Route) string { return r.ID })
	first(x.pages, g.Pages, func(d *Document) string { return d.ID })
	for i := range g.Sites {
		s := &g.Sites[i]
		s.Order = i
		if _, taken := x.sites[s.ID]; taken {
			x.repeated[i] = true
		} else {
			x.sites[s.ID] = i
		}
		for _, t := range s.Themes {
			x.themeSites[t] = append(x.themeSites[t], i)
		}
	}
	for i := range g.Routes {
		r := &g.Routes[i]
		seen := map[string]bool{}
		for j := range r.Stops {
			x.instead[r.Stops[j].Instead] = true
			if id := r.Stops[j].Site; id != "" && !seen[id] {
				seen[id] = true
				x.siteRoutes[id] = append(x.siteRoutes[id], r)
			}
		}
	}
}

// Reindex must be called instead of Index for a copy of an indexed guide with copies of
// Sites and Pages, in which no id and no theme of a site has changed.
func (g *Guide) Reindex() {
	g.index.themed, g.index.pages = new(sync.Map), map[string]*Document{}
	first(g.index.pages, g.Pages, func(d *Document) string { return d.ID })
	indexFormer(g)
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
// documents; a site with draft = true, whose document then is one; and routes. The
// home page always exists; as a draft it has no text.
// It returns the files with the hidden texts.
func (g *Guide) HideDrafts() (hidden []string) {
	draft := func(p Page) bool { return p.Draft }
	hide := func(d *Document, whole bool) {
		if d.Draft = whole; len(d.Pages) == 0 {
			return
		}
		for _, p := range d.Pages {
			if p.Draft || whole || d.Pages[0].Draft {
				hidden = append(hidden, p.At.File)
			}
		}
		published := slices.DeleteFunc(slices.Clone(d.Pages), draft)
		d.Draft = whole || len(published) == 0 || d.Pages[0].Lang == g.Default() && d.Pages[0].Draft
		if !d.Draft {
			d.Pages = published
		}
	}
	if hide(&g.Home, false); g.Home.Draft {
		g.Home.Pages, g.Home.Draft = nil, false
	}
	for i := range g.Sites {
		hide(&g.Sites[i].Document, g.Sites[i].Draft)
	}
	for i := range g.Pages {
		hide(&g.Pages[i], false)
	}
	for i := range g.People {
		hide(&g.People[i].Document, false)
	}
	for i := range g.Events {
		hide(&g.Events[i].Document, false)
	}
	for i := range g.Series {
		hide(&g.Series[i].Document, false)
	}
	if !slices.ContainsFunc(g.Routes, func(r Route) bool { return r.Draft }) {
		return hidden
	}
	var published []Route
	for i := range g.Routes {
		if r := g.Routes[i]; r.Draft {
			g.index.drafts = append(g.index.drafts, &r)
			hidden = append(hidden, r.At.File)
		} else {
			published = append(published, r)
		}
	}
	g.Routes = published
	g.Index()
	return hidden
}

// IsDraft reports whether a document's page for a reader of lang is a draft: by
// itself, or since that in the default language is.
func (g *Guide) IsDraft(d *Document, lang Lang) bool {
	if len(d.Pages) == 0 {
		return false
	}
	return d.In(lang).Draft || d.Pages[0].Lang == g.Default() && d.Pages[0].Draft
}

// DraftRoute returns the route with this id that HideDrafts removed, or nil.
func (g *Guide) DraftRoute(id string) *Route {
	for _, r := range g.index.drafts {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// OnDraftRoute reports whether a route that HideDrafts removed stops at a site.
func (g *Guide) OnDraftRoute(site string) bool {
	return slices.ContainsFunc(g.index.drafts, func(r *Route) bool {
		return slices.ContainsFunc(r.Stops, func(s Stop) bool { return s.Site == site })
	})
}

// Site returns the site with this id, or nil if there is none.
func (g *Guide) Site(id string) *Site {
	if i, ok := g.index.sites[id]; ok {
		return &g.Sites[i]
	}
	return nil
}

// Repeated reports whether a site of the guide has the id of an earlier one.
func (g *Guide) Repeated(s *Site) bool { return g.index.repeated[s.Order] }

// Route returns the route with this id, or nil if there is none.
func (g *Guide) Route(id string) *Route { return g.index.routes[id] }

// Page returns the free page with this id, or nil if there is none.
func (g *Guide) Page(id string) *Document { return g.index.pages[id] }

// Theme returns the theme with this id, or nil if there is none.
func (g *Guide) Theme(id string) *Theme { return g.index.themes[id] }

// Audience returns the audience with this id, or nil if there is none.
func (g *Guide) Audience(id string) *Audience { return g.index.audiences[id] }

// ThemeSites returns the sites of a theme in the registry's order.
func (g *Guide) ThemeSites(theme string) []*Site {
	found := g.index.themeSites[theme]
	if len(found) == 0 {
		return nil
	}
	if all, ok := g.index.themed.Load(theme); ok {
		return all.([]*Site)
	}
	all := make([]*Site, len(found))
	for n, i := range found {
		all[n] = &g.Sites[i]
	}
	g.index.themed.Store(theme, all)
	return all
}

// SiteRoutes returns the routes that stop at a site, by id.
func (g *Guide) SiteRoutes(site string) []*Route { return g.index.siteRoutes[site] }

// IsAlternative reports whether a route visits a site instead of another in bad weather.
func (g *Guide) IsAlternative(site string) bool { return site != "" && g.index.instead[site] }

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

// Documents returns all documents of a guide: the home page, and those of sites, pages,
// people, events and series.
func Documents(g *Guide) iter.Seq[*Document] {
	return func(yield func(*Document) bool) {
		if !yield(&g.Home) {
			return
		}
		for i := range g.Sites {
			if !yield(&g.Sites[i].Document) {
				return
			}
		}
		for i := range g.Pages {
			if !yield(&g.Pages[i]) {
				return
			}
		}
		for i := range g.People {
			if !yield(&g.People[i].Document) {
				return
			}
		}
		for i := range g.Events {
			if !yield(&g.Events[i].Document) {
				return
			}
		}
		for i := range g.Series {
			if !yield(&g.Series[i].Document) {
				return
			}
		}
	}
}

// MaterialFiles returns the paths of the files that events and series offer.
func MaterialFiles(g *Guide) map[string]bool {
	files := map[string]bool{}
	add := func(d *Document, materials []Material) {
		for i := range materials {
			files[d.Beside(materials[i].File)] = true
		}
	}
	for i := range g.Events {
		add(&g.Events[i].Document, g.Events[i].Details().Materials)
	}
	for i := range g.Series {
		add(&g.Series[i].Document, g.Series[i].AllMaterials())
	}
	delete(files, "")
	return files
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

// IDs returns the ids of things, in order.
func IDs[T any](all []T, id func(*T) string) []string {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = id(&all[i])
	}
	return ids
}

package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/timetable"
)

// perPage is how many sites or routes one page of a list shows. Up to so many
// a list is one page of cards with filters; a longer one has pages of links,
// which a reader looks through and a phone loads.
const perPage = 240

// homeCount is how many sites and routes the home page shows.
const homeCount = 12

// A HomePage is /.
type HomePage struct {
	Frame
	Name       template.HTML
	Summary    template.HTML
	Cover      *Picture
	Body       Body
	Routes     []RouteCard
	MoreRoutes *Link // nil when Routes are all
	Themes     []ThemeLink
	Sites      []SiteCard
	MoreSites  *Link
}

// A SitesPage is /sites/, or a further page of it.
type SitesPage struct {
	Frame
	Filters []ThemeLink // empty on a list of several pages
	Groups  []SiteGroup
	Pages   []Link // empty when there is one
}

// A SiteGroup is the sites of one kind.
type SiteGroup struct {
	ID    string
	Name  string
	Count int
	Sites []SiteCard    // of a list that is one page long
	Links template.HTML // of a longer one: items of a list of links
}

// A RoutesPage is /routes/, or a further page of it.
type RoutesPage struct {
	Frame
	Routes []RouteCard
	Pages  []Link
}

// A RouteCard is a route in a list.
type RouteCard struct {
	Href    string
	Title   template.HTML
	Facts   string // how many stops, by what, how far
	Summary template.HTML
	Cover   *Picture
}

// A ThemePage is /themes/<id>/, or a further page of it.
type ThemePage struct {
	Frame
	ID      string
	Name    template.HTML
	Summary template.HTML
	Routes  []RouteCard
	Sites   []SiteCard    // of a list that is one page long
	Links   template.HTML // of a longer one: items of a list of links
	Pages   []Link
}

// A ThemeLink leads to a theme.
type ThemeLink struct {
	ID      string
	Href    string
	Name    template.HTML
	Summary template.HTML
	Count   string // how many sites, in words; only on the home page
}

func (r *Renderer) home(p *draft) *HomePage {
	g := r.guide
	w := r.words(p.lang)
	summary := r.summary(p, &g.Home)
	name := p.said(g.Title)
	if d := g.Home.In(p.lang); d != nil && d.Title != "" {
		name = p.in(d.Title, d.Lang)
	}
	page := &HomePage{Name: name.HTML(), Summary: summary.HTML()}
	page.Cover = r.cover(p, r.face, sizesLead, first)
	page.Body = r.body(p, &g.Home, map[string]bool{})
	for i := range g.Routes[:min(homeCount, len(g.Routes))] {
		page.Routes = append(page.Routes, r.routeCard(p, &g.Routes[i]))
	}
	if len(g.Routes) > homeCount {
		page.MoreRoutes = &Link{Text: w.Count("all-routes", len(g.Routes)), Href: r.to(p, "routes/")}
	}
	for i := range g.Themes {
		link := r.themeLink(p, &g.Themes[i])
		link.Count = w.Count("count-sites", len(r.published(g.ThemeSites(g.Themes[i].ID))))
		page.Themes = append(page.Themes, link)
	}
	all := r.publishedSites()
	for _, s := range all[:min(homeCount, len(all))] {
		page.Sites = append(page.Sites, r.siteCard(p, s))
	}
	if len(all) > homeCount {
		page.MoreSites = &Link{Text: w.Count("all-sites", len(all)), Href: r.to(p, "sites/")}
	}
	page.Frame = r.frame(p, "home", name.Text, writtenIn(&g.Home))
	page.Frame.Lead = page.Cover
	page.Description = cmp.Or(summary.Text, w.Count("count-routes", len(g.Routes))+w.T("comma")+w.Count("count-sites", len(all)))
	page.OpenGraph.Type = "website"
	r.openGraph(&page.Frame, p, r.face)
	page.Schema = r.homeSchema(p)
	return page
}

func (r *Renderer) published(sites []*guide.Site) []*guide.Site {
	var all []*guide.Site
	for _, s := range sites {
		if !s.Document.Draft && s.ID != "" {
			all = append(all, s)
		}
	}
	return all
}

func (r *Renderer) publishedSites() []*guide.Site {
	all := make([]*guide.Site, len(r.guide.Sites))
	for i := range r.guide.Sites {
		all[i] = &r.guide.Sites[i]
	}
	return r.published(all)
}

// listPages are the outputs of a list that may need several pages.
func (r *Renderer) listPages(lang guide.Lang, dir string, from diag.Place, count int, page func(p *draft, from, to int, pages []Link) (any, string)) []output.Output {
	last := max(1, (count+perPage-1)/perPage)
	var plan []output.Output
	for n := range last {
		here := dir
		if n > 0 {
			here = dir + "page/" + strconv.Itoa(n+1) + "/"
		}
		one := r.page
		if n == 0 && strings.HasPrefix(dir, "themes/") { // which says something beside its list
			one = r.searched
		}
		plan = append(plan, one(lang, here, from, func(p *draft) (any, string) {
			var links []Link
			for k := 0; last > 1 && k < last; k++ {
				l := Link{Text: strconv.Itoa(k + 1), Href: r.to(p, dir)}
				if k > 0 {
					l.Href = r.to(p, dir+"page/"+l.Text+"/")
				}
				if k == n {
					l.Current = "page"
				}
				links = append(links, l)
			}
			return page(p, n*perPage, min((n+1)*perPage, count), links)
		}))
	}
	return plan
}

// registry is the place of what comes from the registry as a whole.
var registry = diag.Place{File: "sites.toml"}

func (r *Renderer) siteLists(lang guide.Lang) []output.Output {
	sites := r.publishedSites()
	return r.listPages(lang, "sites/", registry, len(sites), func(p *draft, from, to int, pages []Link) (any, string) {
		w := r.words(p.lang)
		page := &SitesPage{Pages: pages}
		for _, kind := range guide.Kinds {
			group := SiteGroup{ID: "kind-" + kind, Name: w.T("kinds-" + kind)}
			var links listItems
			for _, s := range sites[from:to] {
				switch {
				case kindOf(s) != kind:
					continue
				case len(pages) == 0:
					card := r.siteCard(p, s)
					card.Note = "" // the group's name says it
					group.Sites = append(group.Sites, card)
				default:
					links.link(r.siteLink(p, s), "")
				}
				group.Count++
			}
			if group.Links = links.html(); group.Count > 0 {
				page.Groups = append(page.Groups, group)
			}
		}
		if len(pages) == 0 && len(r.guide.Themes) > 1 {
			for i := range r.guide.Themes {
				page.Filters = append(page.Filters, r.themeLink(p, &r.guide.Themes[i]))
			}
		}
		page.Frame = r.frame(p, "sites", w.T("sites"), nil)
		page.Description = w.Count("count-sites", len(sites))
		r.openGraph(&page.Frame, p, r.face)
		r.trail(&page.Frame, p)
		return page, "sites"
	})
}

func (r *Renderer) routeLists(lang guide.Lang) []output.Output {
	routes := r.guide.Routes
	return r.listPages(lang, "routes/", diag.Place{File: "routes"}, len(routes), func(p *draft, from, to int, pages []Link) (any, string) {
		w := r.words(p.lang)
		page := &RoutesPage{Pages: pages}
		for i := range routes[from:to] {
			page.Routes = append(page.Routes, r.routeCard(p, &routes[from+i]))
		}
		page.Frame = r.frame(p, "routes", w.T("routes"), nil)
		page.Description = w.Count("count-routes", len(routes))
		r.openGraph(&page.Frame, p, r.face)
		r.trail(&page.Frame, p)
		return page, "routes"
	})
}

func (r *Renderer) themePages(lang guide.Lang, theme *guide.Theme) []output.Output {
	sites := r.published(r.guide.ThemeSites(theme.ID))
	return r.listPages(lang, themeDir(theme.ID), theme.At, len(sites), func(p *draft, from, to int, pages []Link) (any, string) {
		page := &ThemePage{ID: theme.ID, Name: p.say(theme.Name), Summary: p.say(theme.Summary), Pages: pages}
		var links listItems
		for _, s := range sites[from:to] {
			if len(pages) == 0 {
				page.Sites = append(page.Sites, r.siteCard(p, s))
			} else {
				links.link(r.siteLink(p, s), r.words(p.lang).T("kind-"+kindOf(s)))
			}
		}
		page.Links = links.html()
		for i := range r.guide.Routes {
			if route := &r.guide.Routes[i]; from == 0 && slices.Contains(route.Themes, theme.ID) {
				page.Routes = append(page.Routes, r.routeCard(p, route))
			}
		}
		page.Frame = r.frame(p, "theme", p.plain(theme.Name), nil)
		page.Description = cmp.Or(p.plain(theme.Summary), r.words(p.lang).Count("count-sites", len(sites)))
		cover := r.face
		for _, s := range sites {
			if len(s.Document.Photos) > 0 {
				cover = &s.Document
				break
			}
		}
		r.openGraph(&page.Frame, p, cover)
		r.trail(&page.Frame, p)
		return page, "theme"
	})
}

func (r *Renderer) themeLink(p *draft, t *guide.Theme) ThemeLink {
	return ThemeLink{ID: t.ID, Href: r.to(p, themeDir(t.ID)), Name: p.say(t.Name), Summary: p.say(t.Summary)}
}

// chips are links to themes, each made by the part "theme-chip".
func (r *Renderer) chips(p *draft, ids []string) template.HTML {
	var links template.HTML
	for _, id := range ids {
		if t := r.guide.Theme(id); t != nil {
			links += r.once(p, "theme-chip", id, func() any { return r.themeLink(p, t) })
		}
	}
	return links
}

// siteLink is a link to a site, made by the part "site-link" once for each
// language and depth: every site is named by a dozen others.
func (r *Renderer) siteLink(p *draft, s *guide.Site) template.HTML {
	key := sharedKey{name: "site-link", root: p.root, lang: p.lang}
	table, ok := r.layouts.shared.Load(key)
	if !ok {
		table, _ = r.layouts.shared.LoadOrStore(key, make([]atomic.Pointer[template.HTML], len(r.guide.Sites)))
	}
	slot := &table.([]atomic.Pointer[template.HTML])[s.Order]
	if made := slot.Load(); made != nil {
		return *made
	}
	made := r.part(p, "site-link", SiteCard{Href: r.to(p, siteDir(s.ID)), Name: p.say(s.Name)})
	slot.Store(&made)
	return made
}

func (r *Renderer) routeCard(p *draft, route *guide.Route) RouteCard {
	w := r.words(p.lang)
	facts := []string{w.Count("count-stops", len(route.Stops)), w.T("by-" + route.Mode)}
	if metres, ok := length(r.tours.Of(route).Legs()); ok {
		facts = append(facts, w.Fill("about", "what", w.Distance(metres)))
	}
	card := RouteCard{
		Href: r.to(p, routeDir(route.ID)), Title: p.say(route.Title), Facts: strings.Join(facts, " · "),
		Summary: p.excerpt(route.Summary).HTML(),
	}
	if d := r.routeCover(route); d != nil {
		card.Cover = r.cover(p, d, sizesCard, lazy)
	}
	return card
}

// length is how long a route is; ok is false when a leg's length is unknown
// or there is none.
func length(legs []timetable.Leg) (metres float64, ok bool) {
	for i, leg := range legs {
		if i > 0 && leg.Metres == 0 && leg.High > 0 {
			return 0, false
		}
		metres += float64(leg.Metres)
	}
	return metres, metres > 0
}

// routeCover is the first stop's page that has photos.
func (r *Renderer) routeCover(route *guide.Route) *guide.Document {
	for i := range route.Stops {
		if s := r.guide.Site(route.Stops[i].Site); s != nil && len(s.Document.Photos) > 0 {
			return &s.Document
		}
	}
	return nil
}

// excerpt is a Markdown field's first paragraph without its marks, cut at a
// length that suits a card.
func (p *draft) excerpt(t guide.Text) Said {
	const longest = 90
	said := p.said(t)
	text, _, _ := strings.Cut(strings.TrimSpace(said.Text), "\n\n")
	text = strings.NewReplacer("**", "", "*", "", "`", "", "\n", " ").Replace(text)
	if runes := []rune(text); len(runes) > 2*longest {
		text = string(runes[:2*longest]) + "…"
	}
	said.Text = text
	return said
}

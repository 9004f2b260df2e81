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
	"wayside/internal/theme"
	"wayside/internal/timetable"
)

// perPage is the maximum number of sites or routes on one page of a list. See few for
// how many of the sites have cards: links are easier to scan and faster to load.
const perPage = 240

// homeCount is the maximum number of sites, and of routes, on the home page.
const homeCount = 12

// A HomePage is /.
type HomePage struct {
	Frame
	Name       template.HTML
	Summary    template.HTML
	Cover      *Picture // nil if ListFirst
	ListFirst  bool     // the lists are before the text
	Notices    []NoticeView
	Find       *FindView // what a guide with many sites begins with; nil for others
	Drawn      *HomeMap  // nil without a route that has one
	MapWords   template.JS
	Body       Body
	Routes     []RouteCard
	MoreRoutes *Link      // nil if Routes has all routes
	Ahead      *AheadView // of the programme; nil for none, and if there are too many
	Audiences  []Link     // the pages of audiences; none in a guide for one
	Themes     []ThemeLink
	MoreThemes *Link      // nil if Themes has all themes
	Sites      []SiteCard // none in a guide with many
	MoreSites  *Link
}

// A RoutesPage is /routes/, or a further page of it.
type RoutesPage struct {
	Frame
	Routes []RouteCard
	Pages  PageLinks
}

// A RouteCard is a route in a list.
type RouteCard struct {
	Href    string
	Title   template.HTML
	Facts   string // the number of stops, the mode and the distance
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
	Sites   []SiteCard    // if it has a few sites
	Links   template.HTML // if it has more: items of a list of links
	Pages   PageLinks

	theme   *guide.Theme
	further bool // not the first page of its list
}

// A ThemeLink leads to a theme.
type ThemeLink struct {
	ID      string
	Href    string
	Name    template.HTML
	Summary template.HTML
	Count   string // the number of sites, in words; only on the home page and in the index of themes
}

func newHomePage(p *draft) *HomePage {
	g, home := p.r.guide, p.home()
	w := p.words()
	summary := p.summary(home)
	name := homeTitle(p)
	page := &HomePage{Name: name.HTML(), Summary: summary.HTML(), Notices: newNotices(p, latest(p.notices(), mostNotices), "")}
	if page.ListFirst = g.Brand.Home == "list"; !page.ListFirst {
		page.Cover = p.cover(p.face(), sizesLead, first)
	}
	page.Body = p.body("home", home, map[string]bool{})
	routes := p.routes()
	for i := range routes[:min(homeCount, len(routes))] {
		page.Routes = append(page.Routes, routeCard(p, &routes[i]))
	}
	if len(routes) > homeCount {
		page.MoreRoutes = &Link{Text: w.Count("all-routes", len(routes)), Href: p.to("routes/")}
	}
	page.Audiences = readerLinks(p)
	if hasEvents(g) { // a part of factGuide
		x := wholeProgramme(&p.view)
		page.Ahead = newAhead(p, x.events, x, fewAhead)
	}
	all := p.sites()
	if len(all) > few {
		page.Find = newFind(p, len(all))
		page.Themes, page.MoreThemes = largestThemes(p)
	} else {
		for i := range g.Themes {
			page.Themes = append(page.Themes, countedTheme(p, &g.Themes[i]))
		}
		for _, s := range all[:min(homeCount, len(all))] {
			page.Sites = append(page.Sites, siteCard(p, s))
		}
		if len(all) > homeCount {
			page.MoreSites = &Link{Text: w.Count("all-sites", len(all)), Href: p.to(sitesDir)}
		}
	}
	page.Frame = newFrame(p, "home", name.Text, writtenIn(home))
	if page.Drawn = homeMap(p, routes); page.Drawn != nil {
		page.Styles = append(page.Styles, p.root+p.r.assets.Styles(theme.MapKind)[0])
		page.MapWords = page.mapScript(p)
	}
	if page.Find != nil {
		page.Styles = append(page.Styles, p.root+p.r.assets.Styles(theme.FinderKind)[0])
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("find", p.lang))
	}
	if page.Ahead != nil {
		page.Ahead.More = &Link{Text: w.T("programme-all"), Href: p.to(programmeDir)}
		useProgramme(&page.Frame, p)
	}
	page.Frame.Lead = page.Cover
	page.Description = cmp.Or(summary.Text, w.Count("count-routes", len(routes))+w.T("comma")+w.Count("count-sites", len(all)))
	page.OpenGraph.Type = "website"
	setCover(&page.Frame, p, p.face())
	page.Schema = homeSchema(p)
	return page
}

// homeTitle returns the home page's title, or the guide's if it has none.
func homeTitle(p *draft) Phrase {
	if d := p.home().In(p.lang); d != nil && d.Title != "" {
		return p.phraseIn(d.Title, d.Lang)
	}
	return p.phrase(p.r.guide.Title)
}

// published returns the sites that have a page.
func published(sites []*guide.Site) []*guide.Site {
	var all []*guide.Site
	for _, s := range sites {
		if !s.Document.Draft && s.ID != "" {
			all = append(all, s)
		}
	}
	return all
}

// publishedSites returns the guide's sites that have a page, in the registry's
// order.
func publishedSites(g *guide.Guide) []*guide.Site {
	all := make([]*guide.Site, len(g.Sites))
	for i := range g.Sites {
		all[i] = &g.Sites[i]
	}
	return published(all)
}

// PageLinks lead to the pages of a list: to all of them or, if there are many, to the
// first, the last, the neighbours, and some farther away.
type PageLinks []PageLink

// A PageLink leads to a page of a list.
type PageLink struct {
	Link
	Gap bool // whether there are pages before it that have no link
}

// Gaps reports whether some pages have no link.
func (p PageLinks) Gaps() bool { return slices.ContainsFunc(p, func(l PageLink) bool { return l.Gap }) }

// allLinked is the maximum number of pages of a list of which each links to all.
const allLinked = 12

// linkedPages returns which of a list's pages a page links to, in order: at most
// thirteen, from which any other is a few links away.
func linkedPages(page, pages int) []int {
	var linked []int
	for k := range pages {
		distance := max(k-page, page-k)
		if pages <= allLinked || k == 0 || k == pages-1 || distance <= 2 || distance == 10 || distance == 100 {
			if last := len(linked) - 1; last >= 0 && k-linked[last] == 2 {
				linked = append(linked, k-1) // a gap would be no shorter
			}
			linked = append(linked, k)
		}
	}
	return linked
}

// pageLinks links the pages of a list, of which this is page n, counted from 0. It returns
// none if there is one page. at returns the folder of a page.
func pageLinks(p *draft, n, pages int, at func(n int) string) PageLinks {
	if pages == 1 {
		return nil
	}
	var links PageLinks
	before := -1
	for _, k := range linkedPages(n, pages) {
		link := PageLink{Link: Link{Text: strconv.Itoa(k + 1), Href: p.to(at(k))}, Gap: k > before+1}
		if k == n {
			link.Current = "page"
		}
		links = append(links, link)
		before = k
	}
	return links
}

// addList adds the pages of a list with count items. newPage receives the range of
// items on a page and, if the list has several pages, links to them.
func (l *listing) addList(dir string, from diag.Place, count int, newPage func(p *draft, from, to int, pages PageLinks) page) {
	last := max(1, (count+perPage-1)/perPage)
	at := func(n int) string { return listPage(dir, n) }
	for n := range last {
		l.add(at(n), from, func(p *draft) page {
			return newPage(p, n*perPage, min((n+1)*perPage, count), pageLinks(p, n, last, at))
		})
	}
}

// listPage returns the folder of a list's page n, counted from 0.
func listPage(dir string, n int) string {
	if n == 0 {
		return dir
	}
	return dir + "page/" + strconv.Itoa(n+1) + "/"
}

// registry is the place of outputs that are made from the whole registry.
var registry = diag.Place{File: "sites.toml"}

func (l *listing) addRoutes() {
	r := l.r
	l.addList("routes/", diag.Place{File: "routes"}, len(r.guide.Routes), func(p *draft, from, to int, pages PageLinks) page {
		w := r.words(p.lang)
		routes := p.routes()
		page := &RoutesPage{Pages: pages}
		for i := range routes[from:to] {
			page.Routes = append(page.Routes, routeCard(p, &routes[from+i]))
		}
		page.Frame = newFrame(p, "routes", w.T("routes"), nil)
		page.Description = w.Count("count-routes", len(routes))
		setOpenGraph(&page.Frame, p, p.face())
		setTrail(&page.Frame, p)
		return page
	})
}

func (l *listing) addTheme(theme *guide.Theme) {
	r := l.r
	l.addList(themeDir(theme.ID), theme.At, len(published(r.guide.ThemeSites(theme.ID))), func(p *draft, from, to int, pages PageLinks) page {
		sites, routes := p.themeSites(theme.ID), p.routes()
		page := &ThemePage{theme: theme, further: from > 0, ID: theme.ID, Name: p.html(theme.Name), Summary: p.html(theme.Summary), Pages: pages}
		var links listItems
		for _, s := range sites[from:to] {
			if len(sites) <= few {
				page.Sites = append(page.Sites, siteCard(p, s))
			} else {
				links.link(p.siteLink(s), p.words().T("kind-"+kindOf(s)))
			}
		}
		page.Links = links.html()
		for i := range routes {
			if route := &routes[i]; from == 0 && slices.Contains(route.Themes, theme.ID) {
				page.Routes = append(page.Routes, routeCard(p, route))
			}
		}
		page.Frame = newFrame(p, "theme", p.plain(theme.Name), nil)
		page.Description = cmp.Or(p.plain(theme.Summary), p.words().Count("count-sites", len(sites)))
		setCover(&page.Frame, p, themeCover(p, theme.ID))
		if len(p.sites()) > few && len(r.guide.Themes) > 1 {
			setTrail(&page.Frame, p, p.words().T("themes"), themesDir)
		} else {
			setTrail(&page.Frame, p)
		}
		return page
	})
}

func themeLink(p *draft, t *guide.Theme) ThemeLink {
	return ThemeLink{ID: t.ID, Href: p.to(themeDir(t.ID)), Name: p.html(t.Name), Summary: p.html(t.Summary)}
}

// chips returns links to themes, each made by the part "theme-chip".
func (p *draft) chips(ids []string) template.HTML {
	var links template.HTML
	for _, id := range ids {
		if t := p.r.guide.Theme(id); t != nil {
			links += p.once("theme-chip", id, func() any { return themeLink(p, t) })
		}
	}
	return links
}

// siteLink returns a link to a site, made by the part "site-link" once for each
// language and depth: about a dozen pages link to every site.
func (p *draft) siteLink(s *guide.Site) template.HTML {
	p.shows(factCard, s.ID)
	key := sharedKey{name: "site-link", root: p.root, lang: p.lang}
	table, ok := p.r.layouts.shared.Load(key)
	if !ok {
		table, _ = p.r.layouts.shared.LoadOrStore(key, make([]atomic.Pointer[template.HTML], len(p.r.guide.Sites)))
	}
	slot := &table.([]atomic.Pointer[template.HTML])[s.Order]
	if made := slot.Load(); made != nil {
		return *made
	}
	made := p.part("site-link", SiteCard{Href: p.to(siteDir(s.ID)), Name: p.html(s.Name)})
	slot.Store(&made)
	return made
}

func routeCard(p *draft, route *guide.Route) RouteCard {
	p.shows(factRouteCard, route.ID)
	w := p.words()
	facts := []string{w.Count("count-stops", len(route.Stops)), modeWord(w, route.Mode)}
	if metres, ok := length(p.r.tours.Of(route).Legs()); ok {
		facts = append(facts, w.Fill("about", "what", w.Distance(metres)))
	}
	card := RouteCard{
		Href: p.to(routeDir(route.ID)), Title: p.html(route.Title), Facts: strings.Join(facts, " · "),
		Summary: excerpt(p, route.Summary).HTML(),
	}
	if d := routeCover(p.r.guide, route); d != nil {
		card.Cover = p.cover(d, sizesCard, lazy)
	}
	return card
}

// length returns the length of a route. ok is false if the length of a leg is
// unknown or there are no legs.
func length(legs []timetable.Leg) (metres float64, ok bool) {
	for i, leg := range legs {
		if i > 0 && leg.Metres == 0 && leg.High > 0 {
			return 0, false
		}
		metres += float64(leg.Metres)
	}
	return metres, metres > 0
}

// routeCover returns the page of the first stop that has photos.
func routeCover(g *guide.Guide, route *guide.Route) *guide.Document {
	for i := range route.Stops {
		if s := g.Site(route.Stops[i].Site); s != nil && len(s.Document.Photos) > 0 {
			return &s.Document
		}
	}
	return nil
}

// excerpt returns the first paragraph of a Markdown field as plain text, cut to a
// length that fits a card.
func excerpt(p *draft, t guide.Text) Phrase {
	const longest = 90
	phrase := p.phrase(t)
	paragraph, _, _ := strings.Cut(strings.TrimSpace(phrase.Text), "\n\n")
	text := plainly(p, t, paragraph, nil)
	if runes := []rune(text); len(runes) > 2*longest {
		text = string(runes[:2*longest]) + "…"
	}
	phrase.Text = text
	return phrase
}

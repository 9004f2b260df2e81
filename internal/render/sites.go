package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"wayside/internal/guide"
	"wayside/internal/theme"
)

// A SitesPage is /sites/, or a further page of it.
type SitesPage struct {
	Frame
	Filters []ThemeLink // of a list of a few sites, which need no script; empty otherwise
	Finder  *FinderView // the form of a longer list, on its first page; nil otherwise
	MapHref string      // of the map of all sites; "" if there is none
	Jump    []CountLink // to the districts in the list, for readers without scripts
	Groups  []SiteGroup
	Pages   PageLinks // empty if there is one
}

// A SiteGroup is the sites of one kind or district.
type SiteGroup struct {
	ID    string
	Name  string
	Count int
	Sites []SiteCard    // if the list has a few sites
	Links template.HTML // if it has more: items of a list of links
}

// A CountLink is a link with the number of what it leads to.
type CountLink struct {
	Text, Href string
	Count      int
}

const sitesDir = "sites/"

func (l *listing) addSites() {
	r := l.r
	l.addList(sitesDir, registry, len(r.published()), func(p *draft, from, to int, pages PageLinks) page {
		w := p.words()
		sites := p.sites()
		page := &SitesPage{Pages: pages}
		switch districts := p.districts(); {
		case len(sites) <= few:
			page.Groups = kindGroups(p, sites, true)
			if len(r.guide.Themes) > 1 {
				for i := range r.guide.Themes {
					page.Filters = append(page.Filters, themeLink(p, &r.guide.Themes[i]))
				}
			}
		case len(districts.all) == 0:
			page.Groups = kindGroups(p, sites[from:to], false)
		default:
			page.Groups = districtGroups(p, districts, from, to)
			page.Jump = jumpLinks(p, districts)
		}
		if hasSitesMap(p) {
			page.MapHref = p.to(sitesMapDir)
		}
		page.Frame = newFrame(p, "sites", w.T("sites"), nil)
		if len(sites) > few && from == 0 {
			page.Finder = newFinder(p)
			page.Styles = append(page.Styles, p.root+p.r.assets.Styles(theme.FinderKind)[0])
			page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("finder", p.lang))
		}
		page.Description = w.Count("count-sites", len(sites))
		setOpenGraph(&page.Frame, p, p.face())
		setTrail(&page.Frame, p)
		return page
	})
}

// kindGroups groups sites by their kinds, as cards or as links.
func kindGroups(p *draft, sites []*guide.Site, cards bool) []SiteGroup {
	var groups []SiteGroup
	for _, kind := range guide.Kinds {
		group := SiteGroup{ID: "kind-" + kind, Name: p.words().T("kinds-" + kind)}
		var links listItems
		for _, s := range sites {
			p.shows(factCard, s.ID)
			switch {
			case kindOf(s) != kind:
				continue
			case cards:
				card := siteCard(p, s)
				card.Note = "" // the same as the group's name
				group.Sites = append(group.Sites, card)
			default:
				links.link(p.siteLink(s), "")
			}
			group.Count++
		}
		if group.Links = links.html(); group.Count > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// districtGroups returns the part of the list by district from one site to another.
func districtGroups(p *draft, districts *districtList, from, to int) []SiteGroup {
	w := p.words()
	kinds := kindsOf(p.listed())
	var groups []SiteGroup
	for _, run := range districts.runs(from, to) {
		group := SiteGroup{ID: districtAnchor(run.at), Name: w.T("finder-elsewhere"), Count: len(districts.rest)}
		if run.at >= 0 {
			group.Name, group.Count = districts.all[run.at].in(p.lang), len(districts.all[run.at].sites)
		}
		var links listItems
		for _, s := range run.sites {
			note := ""
			if len(kinds) > 1 {
				note = w.T("kind-" + kindOf(s))
			}
			links.link(p.siteLink(s), note)
		}
		group.Links = links.html()
		groups = append(groups, group)
	}
	return groups
}

// kindsOf returns the kinds of sites, in the order of guide.Kinds.
func kindsOf(sites []*guide.Site) []string {
	used := map[string]bool{}
	for _, s := range sites {
		used[kindOf(s)] = true
	}
	return slices.DeleteFunc(slices.Clone(guide.Kinds), func(kind string) bool { return !used[kind] })
}

// districtAnchor returns the anchor of a district in the list, or of the sites in none.
func districtAnchor(at int) string { return "district-" + strconv.Itoa(at+1) }

// jumpLinks returns links to the places of the list where districts begin.
func jumpLinks(p *draft, districts *districtList) []CountLink {
	var links []CountLink
	for i, d := range districts.all {
		page := p.to(listPage(sitesDir, districts.start(i)/perPage))
		links = append(links, CountLink{d.in(p.lang), page + "#" + districtAnchor(i), len(d.sites)})
	}
	return links
}

// A ThemeIndexPage is /themes/, the index of the themes of a guide with many sites.
type ThemeIndexPage struct {
	Frame
	Themes []ThemeLink
}

const themesDir = "themes/"

func (l *listing) addThemes() {
	if len(l.r.published()) <= few || len(l.r.guide.Themes) < 2 {
		return
	}
	l.add(themesDir, registry, func(p *draft) page {
		page := &ThemeIndexPage{}
		for i := range p.r.guide.Themes {
			page.Themes = append(page.Themes, countedTheme(p, &p.r.guide.Themes[i]))
		}
		page.Frame = newFrame(p, "theme-index", p.words().T("themes"), nil)
		page.Description = p.words().Count("count-themes", len(page.Themes))
		setOpenGraph(&page.Frame, p, p.face())
		setTrail(&page.Frame, p)
		return page
	})
}

// countedTheme returns a link to a theme with the number of its sites.
func countedTheme(p *draft, t *guide.Theme) ThemeLink {
	link := themeLink(p, t)
	link.Count = p.words().Count("count-sites", len(p.themeSites(t.ID)))
	return link
}

// A FindView is how the home page of a guide with many sites begins: a field for words,
// which the search page finds, and links to the list and the map of all sites.
type FindView struct {
	SearchHref string
	Sites      Link
	MapHref    string // "" if there is no map
}

// homeThemes is the number of themes on the home page of a guide with many sites.
const homeThemes = 6

// newFind returns how the home page of a guide with many sites begins.
func newFind(p *draft, count int) *FindView {
	find := &FindView{SearchHref: p.to(searchDir), Sites: Link{Text: p.words().Count("all-sites", count), Href: p.to(sitesDir)}}
	if hasSitesMap(p) {
		find.MapHref = p.to(sitesMapDir)
	}
	return find
}

// largestThemes returns the themes with the most sites, and a link to all if there are
// more.
func largestThemes(p *draft) (themes []ThemeLink, more *Link) {
	type sized struct {
		theme *guide.Theme
		sites int
	}
	var all []sized
	for i := range p.r.guide.Themes {
		t := &p.r.guide.Themes[i]
		all = append(all, sized{t, len(p.themeSites(t.ID))})
	}
	slices.SortStableFunc(all, func(a, b sized) int { return cmp.Compare(b.sites, a.sites) })
	for _, t := range all[:min(homeThemes, len(all))] {
		themes = append(themes, countedTheme(p, t.theme))
	}
	if len(all) > homeThemes {
		more = &Link{Text: p.words().Count("all-themes", len(all)), Href: p.to(themesDir)}
	}
	return themes, more
}

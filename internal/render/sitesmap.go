package render

import (
	"html/template"
	"slices"
	"strconv"

	"wayside/internal/cluster"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/routemap"
	"wayside/internal/words"
)

// A SitesMapPage is /sites/map/, the map of all sites, or that of a district or of a part
// of a map with too many sites for one page.
type SitesMapPage struct {
	Frame
	Name      template.HTML
	Count     string // how many sites are on it, in words
	Map       *MapView
	MapWords  template.JS
	Parts     []MapPart   // what the discs stand for: the text of the map
	Districts []CountLink // to the maps of the districts; on the map of all sites
	Missing   string      // how many sites have no position; "" for none
	ListHref  string
}

// A MapPart is a disc of a map of sites: one site or several.
type MapPart struct {
	ID     string // anchor
	Number string // on its disc
	Name   template.HTML
	Href   string        // of the site, or of a map of its own; "" if Sites lists them
	Count  string        // how many sites, in words; "" for one
	Map    *MapView      // of these sites; nil if they are too many
	Sites  template.HTML // items of a list of links
}

const (
	sitesMapDir = "sites/map/"
	// sitesMapLeast is the number of sites with positions from which there is a map of all
	// sites: of fewer, the maps of routes and sites show more.
	sitesMapLeast = 10
	// discsMost is the number of discs on a map of sites, and partsMost that of the sites
	// that one disc opens with a map of their own.
	discsMost = 24
	partsMost = 24
	// drawnMost is the number of sites on a page up to which its parts have maps, and
	// listedMost up to which they have lists and not pages: with them a page has at most
	// 200 KB.
	drawnMost  = 400
	listedMost = 1500
)

// A mapNode is the map of some sites, and those of its parts that have pages of their own.
type mapNode struct {
	dir   string
	sites []*guide.Site
	parts []mapPart
}

// A mapPart is the sites of a disc. node is their page, if they have one.
type mapPart struct {
	sites []*guide.Site
	node  *mapNode
}

// newMapNode divides sites, which have positions, among the discs of a map.
func newMapNode(dir string, sites []*guide.Site) *mapNode {
	n := &mapNode{dir: dir, sites: sites}
	points := make([]geo.Point, len(sites))
	for i, s := range sites {
		points[i] = s.Location.Point
	}
	for _, group := range groupsOf(points) {
		part := mapPart{}
		for _, i := range group {
			part.sites = append(part.sites, sites[i])
		}
		if len(sites) > listedMost && len(group) > 1 {
			part.node = newMapNode(dir+strconv.Itoa(len(n.parts)+1)+"/", part.sites)
		}
		n.parts = append(n.parts, part)
	}
	return n
}

// groupsOf returns the discs of a map.
func groupsOf(points []geo.Point) [][]int {
	groups := cluster.Split(points, discsMost)
	if len(groups) == 1 { // all at one place: parts that a page can list
		return slices.Collect(slices.Chunk(groups[0], listedMost))
	}
	return groups
}

// A mapTree is the maps of a guide's sites.
type mapTree struct {
	root      *mapNode
	districts []*mapNode // nil for those of which no site has a position; by the index of the district
}

func newMapTree(sites []*guide.Site, districts *districtList) *mapTree {
	t := &mapTree{root: newMapNode(sitesMapDir, sites)}
	within := make([][]*guide.Site, len(districts.all))
	for _, s := range sites {
		if i := districts.of(s); i >= 0 {
			within[i] = append(within[i], s)
		}
	}
	for i, some := range within {
		var node *mapNode
		if len(some) > 0 {
			node = newMapNode(sitesMapDir+districts.all[i].slug+"/", some)
		}
		t.districts = append(t.districts, node)
	}
	return t
}

// hasSitesMap reports whether the guide has a map of all sites.
func hasSitesMap(p *draft) bool { return len(p.located()) >= sitesMapLeast }

// addSitesMap adds the map of all sites, and those of districts and parts.
func (l *listing) addSitesMap() {
	located := locatedSites(l.r)
	if len(located) < sitesMapLeast {
		return
	}
	tree := newMapTree(located, l.r.districts())
	l.addMapNode(tree.root, "")
	for i, node := range tree.districts {
		if node != nil {
			l.addMapNode(node, l.r.districts().all[i].in(l.lang))
		}
	}
}

// addMapNode adds the page of a map and those of its parts. name is that of its district.
func (l *listing) addMapNode(n *mapNode, name string) {
	l.add(n.dir, registry, func(p *draft) page { return newSitesMapPage(p, n, name) })
	for _, part := range n.parts {
		if part.node != nil {
			l.addMapNode(part.node, name)
		}
	}
}

func newSitesMapPage(p *draft, n *mapNode, name string) *SitesMapPage {
	w := p.words()
	p.located() // records what n was made of, and so do the districts
	districts := p.districts()
	page := &SitesMapPage{ListHref: p.to(sitesDir), Count: w.Count("count-sites", len(n.sites))}
	title := w.T("sites-map")
	switch {
	case name != "":
		title = w.Fill("sites-map-of", "what", name)
	case n.dir != sitesMapDir:
		title = w.Fill("sites-map-of", "what", areaName(p, districts, n.sites))
	default:
		page.Districts = districtMaps(p, districts)
		if missing := len(p.sites()) - len(n.sites); missing > 0 {
			page.Missing = w.Count("sites-map-missing", missing)
		}
	}
	page.Name = template.HTML(template.HTMLEscapeString(title))
	var stops []routemap.Stop
	names := partNames(p, districts, n, name != "")
	for i, part := range n.parts {
		view := newMapPart(p, n, i, names[i])
		page.Parts = append(page.Parts, view)
		stops = append(stops, discOf(p, part, view, names[i]))
	}
	page.Map = sitesMap(p, routemap.Map{ID: "map-sites", Stops: stops, Regions: districtRegions(p, districts, n.sites), Whole: true}, title, len(n.parts) == len(n.sites))
	page.Frame = newFrame(p, "sites-map", title, nil)
	page.MapWords = page.mapScript(p)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("parts", p.lang))
	page.Description = title + w.T("colon") + page.Count
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p, w.T("sites"), sitesDir)
	return page
}

// districtMaps returns links to the maps of the districts.
func districtMaps(p *draft, districts *districtList) []CountLink {
	counts := make([]int, len(districts.all))
	for _, s := range p.located() {
		if i := districts.of(s); i >= 0 {
			counts[i]++
		}
	}
	var links []CountLink
	for i, d := range districts.all {
		if counts[i] > 0 {
			links = append(links, CountLink{d.in(p.lang), p.to(sitesMapDir + d.slug + "/"), counts[i]})
		}
	}
	return links
}

// newMapPart returns the text of disc i, with a name of its area.
func newMapPart(p *draft, n *mapNode, i int, name string) MapPart {
	part := n.parts[i]
	view := MapPart{ID: "part-" + strconv.Itoa(i+1), Number: strconv.Itoa(len(part.sites))}
	if len(part.sites) == 1 {
		s := part.sites[0]
		p.shows(factCard, s.ID)
		view.Name, view.Href = p.html(s.Name), p.to(siteDir(s.ID))
		if view.Number = "●"; len(n.parts) == len(n.sites) {
			view.Number = strconv.Itoa(i + 1) // there are no numbers of sites
		}
		return view
	}
	view.Name = template.HTML(template.HTMLEscapeString(name))
	view.Count = p.words().Count("count-sites", len(part.sites))
	if part.node != nil {
		view.Href = p.to(part.node.dir)
		return view
	}
	numbered := len(n.sites) <= drawnMost && len(part.sites) <= partsMost
	var links listItems
	var stops []routemap.Stop
	for k, s := range part.sites {
		p.shows(factCard, s.ID)
		if !numbered {
			links.link(p.siteLink(s), "")
			continue
		}
		number := strconv.Itoa(k + 1)
		links.link(`<span class="badge">`+template.HTML(number)+`</span>`+p.siteLink(s), "")
		stops = append(stops, siteDisc(p, s, number))
	}
	view.Sites = links.html()
	if numbered {
		view.Map = sitesMap(p, routemap.Map{ID: "map-" + view.ID, Stops: stops}, name, true)
	}
	return view
}

// partNames returns what a reader may call the parts of a map. Where several are in the
// same district, as on its own map, a site says which is which.
func partNames(p *draft, districts *districtList, n *mapNode, within bool) []string {
	names := make([]string, len(n.parts))
	count := map[string]int{}
	for i, part := range n.parts {
		names[i] = areaName(p, districts, part.sites)
		count[names[i]]++
	}
	for i, part := range n.parts {
		around := aroundSite(p, part.sites[0])
		switch {
		case within:
			names[i] = around
		case count[names[i]] > 1 && names[i] != around:
			names[i] += p.words().T("comma") + around
		}
	}
	return names
}

// areaName returns the districts that an area has most sites in, at most two, or else a
// site in it.
func areaName(p *draft, districts *districtList, sites []*guide.Site) string {
	counts := map[int]int{}
	for _, s := range sites {
		counts[districts.of(s)]++
	}
	var main []int
	for i := range districts.all {
		if 3*counts[i] >= len(sites) {
			main = append(main, i)
		}
	}
	slices.SortStableFunc(main, func(a, b int) int { return counts[b] - counts[a] })
	switch len(main) {
	case 0:
		return aroundSite(p, sites[0])
	case 1:
		return districts.all[main[0]].in(p.lang)
	}
	return p.words().Fill("sites-map-two", "first", districts.all[main[0]].in(p.lang), "second", districts.all[main[1]].in(p.lang))
}

func aroundSite(p *draft, s *guide.Site) string {
	p.shows(factCard, s.ID)
	return p.words().Fill("sites-map-around", "what", p.plain(s.Name))
}

// discOf returns the disc of a part: at its site, or in the middle of its sites.
func discOf(p *draft, part mapPart, view MapPart, name string) routemap.Stop {
	if len(part.sites) == 1 {
		return siteDisc(p, part.sites[0], view.Number)
	}
	stop := routemap.Stop{Number: view.Number, Href: "#" + view.ID, Label: name + p.words().T("comma") + view.Count}
	if part.node != nil {
		stop.Href = view.Href
	}
	for _, s := range part.sites {
		at := s.Location.Point
		stop.At.Lat += at.Lat / float64(len(part.sites))
		stop.At.Lon += at.Lon / float64(len(part.sites))
	}
	return stop
}

// siteDisc returns the disc of a site, with the circle in which it is.
func siteDisc(p *draft, s *guide.Site, number string) routemap.Stop {
	return routemap.Stop{Number: number, Name: p.plain(s.Name), Label: p.plain(s.Name), At: s.Location.Point, Accuracy: s.Location.Accuracy, Href: p.to(siteDir(s.ID))}
}

// namesMost is the number of discs up to which a map of sites has their names: the list
// below it has all.
const namesMost = 12

// sitesMap draws a map of the stops and regions of m. Their numbers are those of a list, or
// say how many sites there are.
func sitesMap(p *draft, m routemap.Map, title string, listed bool) *MapView {
	w := p.words()
	base := baseMap(p, m.ID)
	base.Stops, base.Regions, base.Whole = m.Stops, m.Regions, m.Whole
	base.Width, base.Word, base.Tallest, base.Flattest = phoneMap, phoneWord, 1.2, 0.6
	if len(m.Stops) > namesMost {
		for i := range m.Stops {
			m.Stops[i].Name = ""
		}
	}
	drawing := routemap.Draw(base)
	drawing.View = routemap.View{} // what the script says of the reader's position is for a route
	numbers, ground := "sites-map-counted", "sites-map-schematic"
	if listed {
		numbers = "sites-map-listed"
	}
	if drawing.Based {
		ground = "map-base"
	}
	sentences := []string{w.T(numbers), w.T(ground)}
	if drawing.Inset {
		sentences = append(sentences, w.T("map-inset"))
	}
	if drawing.Doubts {
		sentences = append(sentences, w.T("map-doubt"))
	}
	return &MapView{SVG: svg(drawing, "group", title, ""), Note: words.Sentences(sentences)}
}

// regionLeast is the share of a map's sites from which it names their district.
const regionLeast = 1.0 / 20

// districtRegions returns the districts in which most of the sites are.
func districtRegions(p *draft, districts *districtList, sites []*guide.Site) []routemap.Region {
	regions := make([]routemap.Region, len(districts.all))
	for _, s := range sites {
		if i := districts.of(s); i >= 0 {
			regions[i].Name = districts.all[i].in(p.lang)
			regions[i].At = append(regions[i].At, s.Location.Point)
		}
	}
	return slices.DeleteFunc(regions, func(r routemap.Region) bool { return float64(len(r.At)) < max(1, regionLeast*float64(len(sites))) })
}

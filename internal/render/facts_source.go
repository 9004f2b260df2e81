package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/trace"
)

// Facts returns the facts of the guide, by which a build decides what to make again.
func (r *Renderer) Facts() trace.Source { return &factSource{r: r} }

// A factSource computes the digests of facts and remembers them.
type factSource struct {
	r    *Renderer
	memo sync.Map // trace.Fact → known
}

type known struct {
	digest digest.Digest
	ok     bool
}

// hasher ignores places: a page that shows a place has a problem, and such a page is
// made in every build.
var hasher = digest.New(diag.Place{}, map[string]diag.Place{})

// Digest implements trace.Source.
func (s *factSource) Digest(f trace.Fact) (digest.Digest, bool) {
	switch f.Kind {
	case factBody:
		return s.r.options.Content(f.Name) // no longer known once the file has changed
	case factModel:
		if s.r.options.Model == nil {
			return digest.Digest{}, false
		}
		return *s.r.options.Model, true
	}
	if k, ok := s.memo.Load(f); ok {
		return k.(known).digest, k.(known).ok
	}
	k := s.find(f) // at the same time as another goroutine, perhaps
	s.memo.Store(f, k)
	return k.digest, k.ok
}

// Guard implements trace.Source.
func (s *factSource) Guard(f trace.Fact) (trace.Fact, bool) {
	switch f.Kind {
	case factCard:
		return trace.Fact{Kind: factSite, Name: f.Name}, true
	case factRouteCard:
		return trace.Fact{Kind: factRoute, Name: f.Name}, true
	case factSeriesCard:
		return trace.Fact{Kind: factSeries, Name: f.Name}, true
	case factPersonCard:
		return trace.Fact{Kind: factPerson, Name: f.Name}, true
	case factThemeSites, factSameTheme:
		return trace.Fact{Kind: factThemed}, true
	case factNear:
		return trace.Fact{Kind: factPositions}, true
	case factSiteRoutes:
		return trace.Fact{Kind: factStops}, true
	case factBody, factModel:
		return trace.Fact{}, false
	}
	return trace.Fact{Kind: factModel}, true
}

// find computes the digest of a fact. What does not exist has the digest of nothing.
func (s *factSource) find(f trace.Fact) known {
	r, g := s.r, s.r.guide
	of := func(values ...any) known { return known{hasher.Of(values...), true} }
	switch f.Kind {
	case factGuide:
		return of(s.shared()...)
	case factSite:
		if site := g.Site(f.Name); site != nil {
			copied := *site
			copied.Order = 0
			return of(copied, pictures(g, site.Document.Photos))
		}
	case factCard:
		if site := g.Site(f.Name); site != nil {
			return of(s.card(site)...)
		}
	case factRoute:
		if route := g.Route(f.Name); route != nil {
			return s.route(route)
		}
	case factRouteCard:
		if route := g.Route(f.Name); route != nil {
			return s.routeCard(route)
		}
	case factPage:
		d := &g.Home
		if f.Name != "" {
			d = g.Page(f.Name)
		}
		if d != nil {
			return of(*d, pictures(g, d.Photos))
		}
	case factPicture:
		if pic, ok := g.Pictures[f.Name]; ok {
			return of(pic)
		}
	case factFile:
		if _, ok := g.Files[f.Name]; ok {
			return of(true)
		}
	case factSize:
		if file, ok := g.Files[f.Name]; ok {
			return of(file.Size)
		}
	case factRecording:
		if recording, ok := g.Recordings[f.Name]; ok {
			return of(recording)
		}
	case factConversion:
		return of(g.Convert)
	case factReaders:
		var all []string
		for _, route := range guideRoutesFor(g, f.Name) {
			all = append(all, route.ID)
		}
		return of(all)
	case factStandards:
		return of(coverageFacts(g)...)
	case factFace:
		return of(*r.face, pictures(g, r.face.Photos))
	case factRenamed:
		kind, id, _ := strings.Cut(f.Name, " ")
		return of(guide.Renamed(g, kind, id))
	case factSites:
		return of(ids(r.published()))
	case factThemed:
		var all [][]string
		for _, site := range r.published() {
			all = append(all, append([]string{site.ID}, site.Themes...))
		}
		return of(all)
	case factThemeSites:
		return of(ids(published(g.ThemeSites(f.Name))))
	case factThemeFace:
		if face := themeFace(g, f.Name); face != nil {
			return of(face.ID)
		}
	case factRoutes:
		var all [][]string
		for i := range g.Routes {
			all = append(all, append([]string{g.Routes[i].ID, strconv.Itoa(len(g.Routes[i].Plans))}, g.Routes[i].Themes...))
		}
		return of(all)
	case factSameTheme:
		if site := g.Site(f.Name); site != nil {
			var all [][]string
			for _, theme := range sameThemes(g, site) {
				all = append(all, append([]string{theme.theme}, ids(theme.sites)...))
			}
			return of(all)
		}
	case factDistricts:
		return of(r.districts().facts(g)...)
	case factListed:
		return of(listedFacts(r)...)
	case factPositions:
		return of(positions(r.published()))
	case factNear:
		if site := g.Site(f.Name); site != nil {
			var all []place
			for _, n := range r.near().Near(site.Order, nearbyCount, nearbyMetres) {
				other := &g.Sites[n.I]
				all = append(all, place{other.ID, n.Metres, site.Location.Accuracy, other.Location.Accuracy})
			}
			return of(all)
		}
	case factStops:
		var all [][]string
		for i := range g.Routes {
			all = append(all, stopSites(&g.Routes[i]))
		}
		return of(all)
	case factNotices:
		var all []guide.Notice
		for _, n := range g.Notices {
			if f.Name == "" || n.Site == f.Name {
				all = append(all, n)
			}
		}
		return of(all)
	case factSiteRoutes:
		var all []string
		for _, route := range g.SiteRoutes(f.Name) {
			all = append(all, route.ID)
		}
		return of(all)
	}
	if values := s.findPerson(f); values != nil {
		return of(values...)
	}
	if values := s.findEvent(f); values != nil {
		return of(values...)
	}
	if values := s.findSeries(f); values != nil {
		return of(values...)
	}
	return of("")
}

// place is a site with three numbers: of a neighbour its distance and both
// accuracies, of a position its coordinates and its accuracy.
type place struct {
	ID      string
	A, B, C float64
}

// positions returns the positions of sites.
func positions(sites []*guide.Site) []place {
	var all []place
	for _, s := range sites {
		if at := s.Location; at != nil {
			all = append(all, place{s.ID, at.Point.Lat, at.Point.Lon, at.Accuracy})
		}
	}
	return all
}

func ids(sites []*guide.Site) []string {
	all := make([]string, len(sites))
	for i, s := range sites {
		all[i] = s.ID
	}
	return all
}

// stopSites returns a route's id and the sites of its stops.
func stopSites(route *guide.Route) []string {
	all := []string{route.ID}
	for i := range route.Stops {
		all = append(all, route.Stops[i].Site)
	}
	return all
}

func pictures(g *guide.Guide, photos []guide.Photo) []guide.Picture {
	all := make([]guide.Picture, len(photos))
	for i := range photos {
		all[i] = g.Pictures[photos[i].File]
	}
	return all
}

// shared returns everything that any page may show without recording it.
func (s *factSource) shared() []any {
	r, g := s.r, *s.r.guide
	type title struct {
		ID    string
		Draft bool
		Text  guide.Text
	}
	var free []title // in the footer
	for i := range g.Pages {
		free = append(free, title{g.Pages[i].ID, g.Pages[i].Draft, titles(&g.Pages[i])})
	}
	listed, planned, offered, guided := len(publishedPeople(&g)) > 0, hasProgramme(&g), len(activities(&g)) > 0, guide.HasStandards(&g) // in the footer, in the header
	g.Sites, g.Routes, g.Home, g.Pages, g.Files, g.Pictures = nil, nil, guide.Document{}, nil, nil, nil
	g.People, g.Sources, g.SourcesBroken, g.Events, g.Series = nil, nil, false, nil, nil
	recorded := len(g.Recordings) > 0
	g.Recordings = nil
	g.Convert.Terms = nil // the texts and factConversion have what they change
	var assets []string
	for _, f := range r.assets.Files {
		assets = append(assets, f.Address)
	}
	o := r.options
	return []any{g, free, assets, slices.Sorted(maps.Keys(r.assets.static)), packWidths(r.guide), o.Look, o.Printed, o.Teacher, o.Search, o.Fonts, recorded, listed, planned, offered, guided}
}

// card returns what siteCard, siteLink and setOpenGraph show of a site.
func (s *factSource) card(site *guide.Site) []any {
	type text struct {
		Lang           guide.Lang
		Summary, Cover string
	}
	var texts []text
	for _, page := range site.Document.Pages {
		texts = append(texts, text{page.Lang, page.Summary, page.Cover})
	}
	type cover struct {
		File string
		Alt  guide.Text
	}
	var covers []cover
	for _, lang := range s.r.guide.Languages {
		if photo := site.Document.Cover(lang); photo != nil {
			covers = append(covers, cover{photo.File, photo.Alt})
		}
	}
	return []any{site.Name, site.Kind, site.Themes, site.Document.Draft, texts, covers}
}

// route returns the digest of a route and of everything that it takes from its sites.
func (s *factSource) route(route *guide.Route) known {
	values := []any{*route}
	visited := map[string]bool{}
	for i := range route.Stops {
		for _, id := range [...]string{route.Stops[i].Site, route.Stops[i].Instead} {
			if id != "" {
				visited[id] = true
				site, _ := s.Digest(trace.Fact{Kind: factSite, Name: id})
				values = append(values, id, site)
			}
		}
	}
	for _, n := range s.r.guide.Notices {
		if visited[n.Site] || n.Route == route.ID {
			values = append(values, n)
		}
	}
	return known{hasher.Of(values...), true}
}

func (s *factSource) routeCard(route *guide.Route) known {
	metres, ok := length(s.r.tours.Of(route).Legs())
	// A card is made once for all pages, so its picture is not a fact of each of them.
	var covers []guide.Picture
	for _, lang := range s.r.guide.Languages {
		if d := routeCover(s.r.guide, route); d != nil {
			covers = append(covers, s.r.guide.Pictures[d.Cover(lang).File])
		}
	}
	return known{hasher.Of(route.Title, route.Summary, route.Mode, len(route.Stops), metres, ok, covers), true}
}

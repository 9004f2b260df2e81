package render

import (
	"slices"

	"wayside/internal/convert"
	"wayside/internal/guide"
	"wayside/internal/trace"
)

// The kinds of facts that pages show. A page depends on nothing else, so whatever it
// takes from the guide must come through a method of view that records a fact; a
// test of this package compares its source with this rule.
const (
	factGuide       trace.Kind = iota // what all pages share: settings, themes, audiences, words, layouts, assets
	factSite                          // a site with its front matter and photos, by id
	factCard                          // what lists and links show of a site, by id
	factRoute                         // a route with its sites, by id
	factRouteCard                     // what lists show of a route, by id
	factPage                          // the front matter of a free page, by id; that of the home page by ""
	factBody                          // a Markdown file, by path
	factPicture                       // what the survey found in a picture, by path
	factFile                          // whether a file exists, by path
	factSize                          // the size of a file, by path
	factRecording                     // what is known of a recording or a video, by path
	factFace                          // the document whose cover represents the guide
	factSites                         // the published sites in order
	factRoutes                        // the routes in order, with their themes and the number of their plans
	factThemed                        // the themes of all sites
	factThemeSites                    // the sites of a theme in order, by the theme's id
	factThemeFace                     // the first site of a theme with a photo, by the theme's id
	factSameTheme                     // the sites that follow a site in its themes, by id
	factDistricts                     // the districts of all sites, with their sites in order
	factListed                        // what the list of all sites is filtered by
	factPositions                     // the positions of all sites
	factNear                          // the sites near a site, by id
	factStops                         // the sites of all routes
	factSiteRoutes                    // the routes that stop at a site, by id
	factNotices                       // the notices of a site, by id; all notices by ""
	factPerson                        // a person or a term with its front matter and photos, by id
	factPersonCard                    // what links and lists show of one, by id
	factPeople                        // the published people and terms in order
	factAppearances                   // where texts link to a person or a term, by language and id
	factCited                         // a work that texts cite, by key
	factEvent                         // an event with its front matter and photos, by id
	factEvents                        // what lists show of all published events
	factMenu                          // what lists show of all published activities on request
	factSiteEvents                    // what lists show of the events at a site, by the site's id
	factSeries                        // a series with its front matter, photos and events, by id
	factSeriesCard                    // what lists and links show of one, by id
	factAllSeries                     // the published series in order
	factEventSeries                   // the series that have an event, by the event's id
	factReaders                       // the routes for an audience in order, by its id
	factStandards                     // the standards of the curriculum with what serves each
	factConversion                    // how bodies are converted to another script
	factRenamed                       // what has a former id, by its kind and that id
	factModel                         // the whole guide; no page shows it, but it guards all facts except texts
)

// A view is what a page may take from the guide, and a record of what it took.
type view struct {
	r     *Renderer
	trace *trace.Trace
}

// shows records that the page shows a fact.
func (v *view) shows(kind trace.Kind, name string) { v.trace.Add(kind, name) }

// site returns a site, or nil.
func (v *view) site(id string) *guide.Site {
	v.shows(factSite, id)
	return v.r.guide.Site(id)
}

// home and freePage return documents; a free page may be nil.
func (v *view) home() *guide.Document {
	v.shows(factPage, "")
	return &v.r.guide.Home
}

// hasRoute reports whether there is a route that is published.
func (v *view) hasRoute(id string) bool {
	v.shows(factRouteCard, id)
	return v.r.guide.Route(id) != nil
}

// renamed returns the id of the thing of a kind that had an id before, or "".
func renamed(v *view, kind, id string) string {
	v.shows(factRenamed, kind+" "+id)
	return guide.Renamed(v.r.guide, kind, id)
}

// firstID returns guide.FirstID of a thing that the page shows.
func firstID(v *view, kind, id string, former []string) string {
	if len(former) > 0 {
		v.shows(factRenamed, kind+" "+former[0])
	}
	return guide.FirstID(v.r.guide, kind, id, former)
}

func (v *view) freePage(id string) *guide.Document {
	v.shows(factPage, id)
	return v.r.guide.Page(id)
}

// face returns the document whose cover represents the guide.
func (v *view) face() *guide.Document {
	v.shows(factFace, "")
	return v.r.face
}

// surveyed returns a picture of the guide.
func (v *view) surveyed(file string) (guide.Picture, bool) {
	v.shows(factPicture, file)
	pic, ok := v.r.guide.Pictures[file]
	return pic, ok
}

// hasFile reports whether a file exists below content/.
func (v *view) hasFile(file string) bool {
	v.shows(factFile, file)
	_, ok := v.r.guide.Files[file]
	return ok
}

// sizeOf returns the size of a file below content/ in bytes.
func (v *view) sizeOf(file string) (bytes int64, ok bool) {
	v.shows(factSize, file)
	f, ok := v.r.guide.Files[file]
	return f.Size, ok
}

// recorded returns a recording or a video.
func (v *view) recorded(file string) (guide.Recording, bool) {
	v.shows(factRecording, file)
	r, ok := v.r.guide.Recordings[file]
	return r, ok
}

// sites returns the sites that have a page, in the registry's order. The page then
// shows some of them with siteCard or siteLink, which record what they show.
func (v *view) sites() []*guide.Site {
	v.shows(factSites, "")
	return v.r.published()
}

// districts returns the districts of these sites.
func (v *view) districts() *districtList {
	v.shows(factDistricts, "")
	return v.r.districts()
}

// listed returns what the list of all sites is filtered by.
func (v *view) listed() []*guide.Site {
	v.shows(factListed, "")
	return v.r.published()
}

// located returns the sites that have a page and a position, in the registry's order.
func (v *view) located() []*guide.Site {
	v.shows(factPositions, "")
	return locatedSites(v.r)
}

func locatedSites(r *Renderer) []*guide.Site {
	return slices.DeleteFunc(slices.Clone(r.published()), func(s *guide.Site) bool { return s.Location == nil || !s.Location.Point.Valid() })
}

func (v *view) themeSites(theme string) []*guide.Site {
	v.shows(factThemeSites, theme)
	return published(v.r.guide.ThemeSites(theme))
}

// themeFace returns the first site of a theme that has a photo, or nil.
func (v *view) themeFace(theme string) *guide.Site {
	v.shows(factThemeFace, theme)
	face := themeFace(v.r.guide, theme)
	if face != nil {
		v.shows(factCard, face.ID)
	}
	return face
}

// themeFace returns the first site of a theme that has a page and a photo, or nil.
func themeFace(g *guide.Guide, theme string) *guide.Site {
	for _, s := range g.ThemeSites(theme) {
		if !s.Document.Draft && s.ID != "" && len(s.Document.Photos) > 0 {
			return s
		}
	}
	return nil
}

// converter returns what converts the bodies of pages.
func (v *view) converter() *convert.Converter {
	v.shows(factConversion, "")
	return v.r.options.Convert
}

func (v *view) routes() []guide.Route {
	v.shows(factRoutes, "")
	return v.r.guide.Routes
}

func (v *view) siteRoutes(s *guide.Site) []*guide.Route {
	v.shows(factSiteRoutes, s.ID)
	return v.r.guide.SiteRoutes(s.ID)
}

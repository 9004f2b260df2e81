package render

import (
	"cmp"
	"strings"

	"wayside/internal/cover"
	"wayside/internal/guide"
	"wayside/internal/output"
)

// posterFile is the name of a route's poster, in the folder of its page.
const posterFile = "poster.png"

// longestPosted is the longest address of which the code is on a poster, in bytes: the modules
// of a longer one would be too small for the camera of a phone that is held over another.
const longestPosted = 300

// A PosterView is the link to a route's poster and its picture.
type PosterView struct {
	Href          string
	Name          string // of the saved file
	Alt           string
	Width, Height int
}

// posted reports whether a route's page has a poster: those have one that are followed at
// home, which are passed on in groups, and those that ask for it, because drawing one takes
// longer than all the rest of a route. Its code needs the guide's address.
func posted(r *Renderer, lang guide.Lang, route *guide.Route) bool {
	address := r.absolute(lang, routeDir(route.ID))
	return (route.Poster || route.Mode == guide.AtHome) && r.options.Poster != nil && address != "" && len(address) <= longestPosted && !r.options.Teacher
}

// addPoster adds a route's poster.
func (l *listing) addPoster(route *guide.Route) {
	if !posted(l.r, l.lang, route) {
		return
	}
	dir := routeDir(route.ID)
	addFile(l, dir, posterFile, route.At, output.Asset, func(p *draft) (output.Made, error) {
		return p.r.options.Poster(routePoster(p, route), p.r.qr.Modules)
	})
}

// routePoster returns what a route's poster shows.
func routePoster(p *draft, route *guide.Route) guide.Poster {
	p.shows(factRoute, route.ID)
	w := p.words()
	facts := []string{w.Count("count-stops", len(route.Stops)), modeWord(w, route.Mode)}
	if metres, ok := length(p.r.tours.Of(route).Legs()); ok {
		facts = append(facts, w.Fill("about", "what", w.Distance(metres)))
	}
	address := p.r.absolute(p.lang, routeDir(route.ID))
	made := guide.Poster{
		Title: p.plain(route.Title), Line: strings.Join(facts, " · "), Name: p.r.title(p.lang), Hint: w.T("poster-scan"),
		Address: address, Typed: typed(address), Accent: p.r.guide.Brand.Accent,
	}
	if d := cmp.Or(routeCover(p.r.guide, route), p.face()); d != nil {
		if photo := d.Cover(p.lang); photo != nil {
			made.File = photo.File
			made.Picture, _ = p.surveyed(photo.File)
		}
	}
	return made
}

// posterView returns the poster on a route's page, or nil without one.
func posterView(p *draft, route *guide.Route) *PosterView {
	if !posted(p.r, p.lang, route) {
		return nil
	}
	w := p.words()
	return &PosterView{
		Href: posterFile, Name: route.ID + "-poster.png", Alt: w.Fill("poster-alt", "title", p.plain(route.Title)),
		Width: cover.PosterWidth, Height: cover.PosterHeight,
	}
}

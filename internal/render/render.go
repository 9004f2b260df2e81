// Package render turns the model into pages.
//
// A guide that was checked comes in, a list of outputs comes out: addresses
// with functions that make them when they are asked for. Each page is typed
// data given to a template; the structs of this package are what a theme's
// author works with, and docs/theme.md lists them. Templates decide nothing
// that a test should know, and nothing here writes a file.
package render

import (
	"bytes"
	"io/fs"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/export"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/osm"
	"wayside/internal/output"
	"wayside/internal/timetable"
)

// Options are what a build decides about its pages.
type Options struct {
	// Theme holds layouts/ and static/, the project's over the built-in ones.
	Theme fs.FS
	// Project holds the project's files.
	Project fs.FS
	// Body returns a Markdown file with its front matter blanked.
	Body func(path string) []byte
	// Tours are the guide's own.
	Tours *timetable.Tours
	// Map is what the guide's map data hold about its routes; nil for none.
	Map *osm.Extract
	// Printed are the PDFs that will lie beside each handout.
	Printed []Printed
	// Teacher makes the teacher's handouts and nothing else.
	Teacher bool
}

// A Renderer makes the pages of one guide. It is safe for concurrent use.
type Renderer struct {
	guide    *guide.Guide
	options  Options
	markdown *markdown.Renderer
	assets   assets
	near     func() *geo.Index
	face     *guide.Document // whose cover stands for the guide as a whole
	layouts  layouts
	tours    *timetable.Tours
	openings sync.Map // opening_hours as written → *opening
	buffers  sync.Pool
	anchors  anchors
	codes    codes
	bodies   recent[*markdown.Parsed] // by file
	passages recent[*markdown.Parsed] // by what they say
	exported recent[*export.Route]    // by folder
	texts    texts
}

// New prepares the guide's pages. A style that cannot be read is a
// problem with its place; the renderer is then nil.
func New(g *guide.Guide, options Options) (*Renderer, diag.List) {
	r := &Renderer{
		guide: g, options: options, tours: options.Tours, markdown: markdown.New(markdown.Options{RawHTML: g.RawHTML}),
	}
	r.layouts.open(options.Theme, r.words)
	r.buffers.New = func() any { return new(bytes.Buffer) }
	var problems diag.List
	r.gather(&problems)
	if errors, _ := problems.Count(); errors > 0 {
		return nil, problems
	}
	r.near = sync.OnceValue(r.index)
	r.texts.sealed = sync.OnceValue(r.searchFiles)
	r.face = faceOf(g)
	return r, problems
}

// index finds sites near each other. It is made when the first site's page is.
func (r *Renderer) index() *geo.Index {
	points := make([]geo.Point, len(r.guide.Sites))
	for i := range r.guide.Sites {
		s := &r.guide.Sites[i]
		points[i] = geo.Point{Lat: 1000} // nowhere: near nothing
		if s.Location != nil && !s.Document.Draft && s.ID != "" {
			points[i] = s.Location.Point
		}
	}
	return geo.NewIndex(points)
}

// faceOf is the home page if it has photos, else the first site that has.
func faceOf(g *guide.Guide) *guide.Document {
	for i := range g.Sites {
		if d := &g.Sites[i].Document; len(g.Home.Photos) == 0 && !d.Draft && len(d.Photos) > 0 {
			return d
		}
	}
	return &g.Home
}

// Plan lists every output of the guide: pages, feeds, files of routes and assets.
func (r *Renderer) Plan() []output.Output {
	if r.options.Teacher {
		return r.teacherPlan()
	}
	var plan []output.Output
	for _, lang := range r.guide.Languages {
		plan = append(plan, r.pages(lang)...)
		plan = append(plan, r.feed(lang)...)
	}
	plan = append(plan, r.notFound(), r.manifest(), r.robots())
	return append(plan, r.assets.outputs...)
}

// pages lists the pages of one language, those together that show the same.
func (r *Renderer) pages(lang guide.Lang) []output.Output {
	g := r.guide
	home := g.Home.At()
	if home.File == "" {
		home = registry
	}
	plan := []output.Output{r.searched(lang, "", home, func(p *draft) (any, string) { return r.home(p), "home" })}
	plan = append(plan, r.page(lang, searchDir, registry, func(p *draft) (any, string) { return r.search(p), "search" }))
	plan = append(plan, r.siteLists(lang)...)
	plan = append(plan, r.routeLists(lang)...)
	plan = append(plan, r.saved(lang))
	listed := map[*guide.Site]bool{}
	site := func(s *guide.Site) {
		if s != nil && !listed[s] && !s.Document.Draft && s.ID != "" && g.Site(s.ID) == s {
			listed[s] = true
			plan = append(plan, r.searched(lang, siteDir(s.ID), s.At, func(p *draft) (any, string) { return r.site(p, s), "site" }))
		}
	}
	for i := range g.Routes {
		route := &g.Routes[i]
		plan = append(plan, r.searched(lang, routeDir(route.ID), route.At, func(p *draft) (any, string) { return r.route(p, route), "route" }))
		plan = append(plan, r.handoutFiles(lang, route)...)
		plan = append(plan, r.exportFiles(lang, route)...)
		for k := range route.Stops {
			site(g.Site(route.Stops[k].Site)) // beside the handout, whose text is the same
		}
	}
	for i := range g.Sites {
		site(&g.Sites[i])
	}
	for i := range g.Themes {
		if t := &g.Themes[i]; g.Theme(t.ID) == t {
			plan = append(plan, r.themePages(lang, t)...)
		}
	}
	for i := range g.Pages {
		if d := &g.Pages[i]; !d.Draft {
			plan = append(plan, r.searched(lang, d.ID+"/", d.At(), func(p *draft) (any, string) { return r.free(p, d), "page" }))
		}
	}
	return plan
}

// A draft is a page being made: where it stands, and what was found wrong.
type draft struct {
	lang     guide.Lang
	dir      string // from the language's root: "", "sites/x/"
	address  string // of its file in the published folder
	root     string // the way from the page to the published folder: "../../"
	problems diag.List
	code     bool // it shows highlighted code
	ids      map[string]bool
}

// page is the output of one page. data fills the draft and returns what the
// layout of that kind gets.
func (r *Renderer) page(lang guide.Lang, dir string, from diag.Place, data func(*draft) (any, string)) output.Output {
	address := r.prefix(lang) + dir + "index.html"
	return output.Output{Address: address, From: from, Phase: output.Page, Make: func() (output.Made, error) {
		p := &draft{lang: lang, dir: dir, address: address, root: rootFrom(address)}
		d, kind := data(p)
		return r.execute(kind, p, d)
	}}
}

func (r *Renderer) execute(kind string, p *draft, data any) (output.Made, error) {
	buffer := r.buffers.Get().(*bytes.Buffer)
	buffer.Reset()
	if !r.run(p, kind, "base", data, buffer) {
		return output.Made{Problems: p.problems}, nil
	}
	return output.Made{Data: buffer.Bytes(), Problems: p.problems, Done: func() { r.buffers.Put(buffer) }}, nil
}

// words returns the theme's words for a language.
func (r *Renderer) words(lang guide.Lang) Words { return Words(r.guide.Words[lang]) }

// title is the guide's name for a reader of lang.
func (r *Renderer) title(lang guide.Lang) string {
	t, _ := r.guide.Title.In(lang)
	return t
}

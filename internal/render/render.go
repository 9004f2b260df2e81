// Package render makes the pages of a guide.
//
// From a guide it makes a list of outputs: addresses, with functions that make the
// files on demand. A page is a typed value that is passed to a layout; the
// exported structs of this package are the interface for authors of themes, and
// docs/theme.md lists them. A page also returns facts for other outputs: its
// language, its search entry, its headings and its links to headings of other
// pages.
//
// Outputs that depend on all pages take their facts as an argument: Index is made
// from the facts, and Offline from the index. Templates contain no logic that
// needs a test, and nothing in this package writes a file.
package render

import (
	"bytes"
	"io/fs"
	"sync"

	"wayside/internal/convert"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/export"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/osm"
	"wayside/internal/output"
	"wayside/internal/prose"
	"wayside/internal/qr"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// Options configure a Renderer.
type Options struct {
	// Theme contains layouts/ and static/. Files of the project replace those of
	// the built-in theme.
	Theme fs.FS
	// Project contains the project's files.
	Project fs.FS
	// Body returns the text of a Markdown file with its front matter blanked out.
	Body func(path string) []byte
	// Content returns a digest of a file's content; ok is false if it is not known.
	Content func(path string) (d digest.Digest, ok bool)
	// Model is a digest of everything from which the guide was made, except the texts
	// below front matter; nil if it is not known.
	Model *digest.Digest
	// Layouts, if not nil, are those that earlier renderers have parsed.
	Layouts *Layouts
	// Look is a digest of the project's layouts, static files and map data.
	Look digest.Digest
	// Tours are the tours of the guide's routes.
	Tours *timetable.Tours
	// Map is the guide's map data around its routes; nil if there is none.
	Map *osm.Extract
	// Fonts is a digest of the fonts in which titles are set on pictures for chats; nil if
	// there are none.
	Fonts *digest.Digest
	// Poster draws a poster, and code the modules of its QR code; nil for no posters.
	Poster func(p guide.Poster, code func(text string) [][]bool) (output.Made, error)
	// Printed are the PDFs that will be published next to each handout.
	Printed []Printed
	// Convert converts the texts of the guide that are marked as converted; nil if there
	// are none.
	Convert *convert.Converter
	// Wordings finds forms that the guide does not use; nil for none.
	Wordings *prose.Wordings
	// Teacher makes the teacher's edition instead of the website.
	Teacher bool
	// Search adds search entries to the facts of pages.
	Search bool
}

// A Renderer makes the pages of one guide. It is safe for concurrent use.
type Renderer struct {
	guide       *guide.Guide
	options     Options
	markdown    *markdown.Renderer
	assets      assets
	near        func() *geo.Index
	published   func() []*guide.Site                                // in the registry's order
	districts   func() *districtList                                // of the published sites
	face        *guide.Document                                     // the document whose cover represents the guide
	appearances map[guide.Lang]func() map[string][]guide.Appearance // of people and terms in texts
	programme   func() *programmeIndex                              // the dates of events
	layouts     layouts
	tours       *timetable.Tours
	openings    openings
	buffers     sync.Pool
	qr          qr.Encoder
	bodies      recent[*markdown.Parsed] // by file
	passages    recent[*markdown.Parsed] // by source text
	exported    recent[*export.Route]    // by folder
}

// New returns a renderer of the guide's pages. If a part of the theme cannot be
// read, that is reported and the renderer is nil.
func New(g *guide.Guide, options Options) (*Renderer, diag.List) {
	r := &Renderer{
		guide: g, options: options, tours: options.Tours, markdown: markdown.New(markdown.Options{RawHTML: g.RawHTML}),
	}
	r.layouts.open(options.Theme, r.words, options.Layouts)
	r.buffers.New = func() any { return new(bytes.Buffer) }
	var problems diag.List
	r.gather(&problems)
	if errors, _ := problems.Count(); errors > 0 {
		return nil, problems
	}
	r.near = sync.OnceValue(func() *geo.Index { return indexSites(g) })
	r.published = sync.OnceValue(func() []*guide.Site { return publishedSites(g) })
	r.districts = sync.OnceValue(func() *districtList { return newDistrictList(g, r.published()) })
	r.face = faceOf(g)
	r.programme = sync.OnceValue(func() *programmeIndex { return indexProgramme(g) })
	r.appearances = make(map[guide.Lang]func() map[string][]guide.Appearance, len(g.Languages))
	for _, lang := range g.Languages {
		r.appearances[lang] = sync.OnceValue(func() map[string][]guide.Appearance { return guide.Appearances(g, lang) })
	}
	return r, problems
}

// Forget makes the next page that shows one of the Markdown files read it again.
func (r *Renderer) Forget(files []string) {
	for _, file := range files {
		r.bodies.forget(file)
	}
}

// indexSites returns an index of the sites' positions.
func indexSites(g *guide.Guide) *geo.Index {
	points := make([]geo.Point, len(g.Sites))
	for i := range g.Sites {
		s := &g.Sites[i]
		points[i] = geo.Point{Lat: 1000} // not a position, so it is not near any other
		if s.Location != nil && !s.Document.Draft && s.ID != "" {
			points[i] = s.Location.Point
		}
	}
	return geo.NewIndex(points)
}

// faceOf returns the home page if it has photos, otherwise the first site that
// has.
func faceOf(g *guide.Guide) *guide.Document {
	for i := range g.Sites {
		if d := &g.Sites[i].Document; len(g.Home.Photos) == 0 && !d.Draft && len(d.Photos) > 0 {
			return d
		}
	}
	return &g.Home
}

// Plan lists all outputs of the guide: pages, feeds, files of routes and assets.
// Outputs that show the same data are adjacent.
func (r *Renderer) Plan() []output.Output {
	plan := make([]output.Output, 0, len(r.guide.Languages)*(len(r.guide.Sites)+2*len(r.guide.Events)+perRoute*len(r.guide.Routes)))
	for _, lang := range r.guide.Languages {
		l := listing{r: r, lang: lang, outputs: plan}
		if r.options.Teacher {
			l.addTeacher()
		} else {
			l.addAll()
		}
		plan = l.outputs
	}
	if r.options.Teacher {
		plan = append(plan, r.teacherMark())
	} else {
		plan = append(plan, r.notFound(), r.manifest(), robots(r.guide))
		plan = append(plan, archive(r)...)
	}
	return append(plan, r.assets.outputs...)
}

// perRoute is about how many outputs there are for a route in a language.
const perRoute = 9

// words returns the theme's words for a language.
func (r *Renderer) words(lang guide.Lang) words.Words { return words.Words(r.guide.Words[lang]) }

// title returns the guide's name for a reader of lang.
func (r *Renderer) title(lang guide.Lang) string {
	t, _ := r.guide.Title.In(lang)
	return t
}

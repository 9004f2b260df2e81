// Package render turns the model into pages.
//
// A checked guide comes in, a list of outputs goes out: addresses with
// functions that make them when they are asked for. Each page is a typed value
// that is given to a layout; the exported structs of this package are what the
// author of a theme works with, and docs/theme.md lists them. A page also
// brings what other stages need to know of it: its language, its search entry,
// its headings and its links to headings of other pages.
//
// What needs all pages takes their facts as an argument: Index is made of
// them, and Offline of the index. Templates decide nothing that a test should
// know, and nothing here writes a file.
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
	"wayside/internal/qr"
	"wayside/internal/timetable"
	"wayside/internal/words"
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
	// Printed are the PDFs that will be published next to each handout.
	Printed []Printed
	// Teacher makes the teacher's handouts and nothing else.
	Teacher bool
	// Search adds a search entry to the facts of the pages that are made.
	Search bool
}

// A Renderer makes the pages of one guide. It is safe for concurrent use.
type Renderer struct {
	guide    *guide.Guide
	options  Options
	markdown *markdown.Renderer
	assets   assets
	near     func() *geo.Index
	face     *guide.Document // whose cover represents the whole guide
	layouts  layouts
	tours    *timetable.Tours
	openings openings
	buffers  sync.Pool
	qr       qr.Encoder
	bodies   recent[*markdown.Parsed] // by file
	passages recent[*markdown.Parsed] // by source text
	exported recent[*export.Route]    // by folder
}

// New prepares the guide's pages. A style that cannot be read is a problem
// with its place; the renderer is then nil.
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
	r.near = sync.OnceValue(func() *geo.Index { return indexSites(g) })
	r.face = faceOf(g)
	return r, problems
}

// indexSites finds sites near each other.
func indexSites(g *guide.Guide) *geo.Index {
	points := make([]geo.Point, len(g.Sites))
	for i := range g.Sites {
		s := &g.Sites[i]
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

// Plan lists every output of the guide: pages, feeds, files of routes and
// assets. Outputs that show the same data are next to each other.
func (r *Renderer) Plan() []output.Output {
	var plan []output.Output
	for _, lang := range r.guide.Languages {
		l := listing{r: r, lang: lang}
		if r.options.Teacher {
			l.addTeacher()
		} else {
			l.addAll()
		}
		plan = append(plan, l.outputs...)
	}
	if r.options.Teacher {
		plan = append(plan, r.teacherMark())
	} else {
		plan = append(plan, r.notFound(), r.manifest(), robots(r.guide))
	}
	return append(plan, r.assets.outputs...)
}

// words returns the theme's words for a language.
func (r *Renderer) words(lang guide.Lang) words.Words { return words.Words(r.guide.Words[lang]) }

// title is the guide's name for a reader of lang.
func (r *Renderer) title(lang guide.Lang) string {
	t, _ := r.guide.Title.In(lang)
	return t
}

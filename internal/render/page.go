package render

import (
	"bytes"
	"cmp"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/search"
	"wayside/internal/trace"
)

// A page is the typed data of one page. Its frame contains the kind and the
// language.
type page interface{ frame() *Frame }

// A searchedPage is a page with an entry in the search index.
type searchedPage interface {
	page
	// entry returns the entry of the page: its content without the pages that it
	// lists. Answers are on no page of the website and so in no entry. It is
	// nil for the 404 page and for the second and later pages of a list.
	entry(p *draft) *search.Page
}

// A draft is a page that is being made: its address, and what rendering has found.
type draft struct {
	view
	lang      guide.Lang
	dir       string // from the language's root: "", "sites/x/"
	address   string // of its file, in the published folder
	root      string // the relative path to the published folder: "../../"
	search    bool   // whether the page's search entry is needed
	problems  diag.List
	code      bool   // whether the page shows highlighted code
	paired    bool   // whether it shows pictures of then and now
	dated     bool   // whether it shows a timeline
	addressed bool   // whether a text of the page has a passage for some audiences only
	plays     bool   // whether the page has a player
	source    string // the Markdown file of its body
	headings  []string
	links     []output.HeadingLink
	anchors   map[string]string // of the photos of the page's gallery, by file
	anchored  map[string]bool   // the photos that have their anchor already, by file
	refs      *refs             // to what its texts refer; nil for what has none
	files     []string          // the pictures and recordings that its texts show
	authored  bool              // whether the text of the page was written in its language
	terms     map[string]bool   // the editor's terms in the texts that it converted; nil if there are none to convert
}

func (r *Renderer) draft(lang guide.Lang, dir, file string) *draft {
	address := r.prefix(lang) + dir + file
	p := &draft{view: view{r, &trace.Trace{}}, lang: lang, dir: dir, address: address, root: rootFrom(address), refs: &refs{}}
	if r.options.Convert != nil {
		p.terms = map[string]bool{}
	}
	p.shows(factGuide, "")
	return p
}

// quiet returns a draft of the same page whose problems are not reported: what it
// renders is reported elsewhere.
func quiet(p *draft) *draft {
	return &draft{view: p.view, lang: p.lang, address: p.address, root: p.root, refs: p.refs, terms: p.terms}
}

// page returns the output of a page. dir is its folder, from the language's root.
func (r *Renderer) page(lang guide.Lang, dir string, from diag.Place, newPage func(*draft) page) output.Output {
	return output.Output{
		Address: r.prefix(lang) + dir + "index.html", From: from, Phase: output.Page,
		Make: func() (output.Made, error) {
			p := r.draft(lang, dir, "index.html")
			p.search = r.options.Search
			return p.execute(newPage(p))
		},
		Facts: func() output.Facts {
			p := r.draft(lang, dir, "index.html")
			p.search = true
			return p.facts(newPage(p))
		},
	}
}

// addFile adds a file to the folder of a page. make's draft records what it shows.
func addFile(l *listing, dir, file string, from diag.Place, phase output.Phase, make func(p *draft) (output.Made, error)) {
	r, lang := l.r, l.lang
	l.outputs = append(l.outputs, output.Output{Address: r.prefix(lang) + dir + file, From: from, Phase: phase, Make: func() (output.Made, error) {
		p := r.draft(lang, dir, file)
		made, err := make(p)
		made.Trace = p.trace.Facts()
		return made, err
	}})
}

// execute executes the page's layout.
func (p *draft) execute(page page) (output.Made, error) {
	facts := p.facts(page)
	buffer := p.r.buffers.Get().(*bytes.Buffer)
	buffer.Reset()
	if !p.run(page.frame().Kind, "base", page, buffer) {
		return output.Made{Problems: p.problems, Facts: &facts, Trace: p.trace.Facts()}, nil
	}
	return output.Made{Data: buffer.Bytes(), Problems: p.problems, Done: func() { p.r.buffers.Put(buffer) }, Facts: &facts, Trace: p.trace.Facts()}, nil
}

// facts returns what other outputs need to know about the page.
func (p *draft) facts(page page) output.Facts {
	f := output.Facts{Lang: string(p.lang), Dir: p.dir, Source: p.source, Headings: p.headings, Links: p.links, Files: p.files, Terms: keys(p.terms)}
	if found, ok := page.(searchedPage); ok && p.search {
		if e := found.entry(p); e != nil {
			entry := e.Entry()
			f.Entry, f.Search = entry.AppendTo, output.Entry{Hash: entry.Hash(), Size: len(entry)}
		}
	}
	return f
}

// A listing collects the outputs of one language.
type listing struct {
	r       *Renderer
	lang    guide.Lang
	outputs []output.Output
}

// add adds a page.
func (l *listing) add(dir string, from diag.Place, newPage func(*draft) page) {
	l.outputs = append(l.outputs, l.r.page(l.lang, dir, from, newPage))
}

// addAll adds every page and file of the language.
func (l *listing) addAll() {
	g := l.r.guide
	home := g.Home.At()
	if home.File == "" {
		home = registry
	}
	l.add("", home, func(p *draft) page { return newHomePage(p) })
	l.add(searchDir, registry, func(p *draft) page { return newSearchPage(p) })
	l.addSites()
	l.addFinder()
	l.addSitesMap()
	l.addRoutes()
	l.add(savedDir, registry, func(p *draft) page { return newSavedPage(p) })
	listed := make([]bool, len(g.Sites))
	site := func(s *guide.Site) {
		if s != nil && !listed[s.Order] && !s.Document.Draft && s.ID != "" && !g.Repeated(s) {
			listed[s.Order] = true
			l.add(siteDir(s.ID), s.At, func(p *draft) page { return newSitePage(p, s) })
			l.addGallery(s)
		}
	}
	for i := range g.Routes {
		route := &g.Routes[i]
		l.add(routeDir(route.ID), route.At, func(p *draft) page { return newRoutePage(p, route) })
		l.addHandout(route)
		if hasCheck(route) {
			l.add(checkDir(route.ID), route.At, func(p *draft) page { return newCheckPage(p, route) })
		}
		l.addExports(route)
		l.addPoster(route)
		for k := range route.Stops {
			site(g.Site(route.Stops[k].Site)) // adjacent to the handout, which shows the same text
		}
	}
	for i := range g.Sites {
		site(&g.Sites[i])
	}
	for i := range g.Themes {
		if t := &g.Themes[i]; g.Theme(t.ID) == t {
			l.addTheme(t)
		}
	}
	l.addThemes()
	l.addPeople()
	l.addProgramme()
	audiencePages(l)
	standardsPages(l)
	for i := range g.Pages {
		if d := &g.Pages[i]; !d.Draft {
			l.add(d.ID+"/", d.At(), func(p *draft) page { return newFreePage(p, d) })
		}
	}
	l.addMoved()
	if g.BaseURL != "" { // required for the addresses in a feed
		l.addFeed()
	}
}

// CheckHeadings reports links to headings that do not exist. The headings of a
// page are known when it has been made, so facts must be those of all pages.
func CheckHeadings(facts []output.Facts) diag.List {
	known := map[string]map[string]bool{} // Markdown file → ids
	var links []output.HeadingLink
	for _, f := range facts {
		links = append(links, f.Links...)
		if f.Source == "" || len(f.Headings) == 0 || known[f.Source] != nil {
			continue
		}
		ids := make(map[string]bool, len(f.Headings))
		for _, id := range f.Headings {
			ids[id] = true
		}
		known[f.Source] = ids
	}
	slices.SortStableFunc(links, func(a, b output.HeadingLink) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	var problems diag.List
	for _, l := range links {
		if ids := known[l.File]; !ids[l.Heading] {
			problems.AddUnknown(l.At, "broken-anchor/page", l.Heading, keys(ids), l.File)
		}
	}
	return problems
}

package render

import (
	"html/template"
	"strconv"

	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/output"
	"wayside/internal/pinyin"
	"wayside/internal/search"
)

// A SearchPage is /search/. The files of the index are next to it.
type SearchPage struct {
	Frame
	Routes, Sites Link        // the lists, for readers without scripts
	Data          template.JS // the words that the script shows
}

// searchDir is the search page's folder.
const searchDir = "search/"

// searchWords are the keys of the words that the script of the search page shows.
var searchWords = []string{"search-none", "search-count", "search-count-one", "search-about", "search-busy", "search-partial", "search-away"}

func newSearchPage(p *draft) *SearchPage {
	w := p.words()
	page := &SearchPage{
		Routes: Link{Text: w.T("routes"), Href: p.to("routes/")}, Sites: Link{Text: w.T("sites"), Href: p.to("sites/")},
		Data: scriptData(struct {
			Words map[string]string `json:"words"`
		}{w.Some(searchWords)}),
	}
	page.Frame = newFrame(p, "search", w.T("search"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("search", p.lang))
	page.Description = w.T("search-lead")
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p)
	return page
}

// An Index is the search index of a guide in all languages.
type Index struct {
	files  []output.Output
	search map[guide.Lang]*search.Search
}

// Files lists the files that the search page reads.
func (x *Index) Files() []output.Output { return x.files }

// Records returns what Reindex needs for the next build, by language.
func (x *Index) Records() map[guide.Lang][]byte {
	all := map[guide.Lang][]byte{}
	for lang, s := range x.search {
		all[lang] = s.Record()
	}
	return all
}

// Index makes the search index from the facts of all pages, which must have their
// entries. That of the teacher's folder, which has no search, is empty.
func (r *Renderer) Index(pages []output.Facts) *Index {
	x := &Index{search: map[guide.Lang]*search.Search{}}
	for _, lang := range searchedIn(r) {
		x.add(r, lang, search.New(searchGuide(r.guide, lang, pages)))
	}
	return x
}

// Reindex is Index with the records of the last build, for pages whose entries it has
// published. read returns a file that it has published. ok is false if that is not
// enough.
func (r *Renderer) Reindex(pages []output.Facts, records map[guide.Lang][]byte, read func(address string) ([]byte, bool)) (x *Index, ok bool) {
	x = &Index{search: map[guide.Lang]*search.Search{}}
	for _, lang := range searchedIn(r) {
		all, ok := search.Update(records[lang], searchGuide(r.guide, lang, pages), func(name string) ([]byte, bool) {
			return read(r.prefix(lang) + searchDir + name)
		})
		if !ok {
			return nil, false
		}
		x.add(r, lang, all)
	}
	return x, true
}

// searchedIn returns the languages with a search.
func searchedIn(r *Renderer) []guide.Lang {
	if r.options.Teacher {
		return nil
	}
	return r.guide.Languages
}

func (x *Index) add(r *Renderer, lang guide.Lang, all *search.Search) {
	x.search[lang] = all
	for _, f := range all.Files() {
		o := output.Output{Address: r.prefix(lang) + searchDir + f.Name, From: registry, Phase: output.Asset, Final: true, Same: f.Same}
		if !f.Same {
			o.Make = func() (output.Made, error) { return output.Made{Data: f.Data()}, nil }
		}
		x.files = append(x.files, o)
	}
}

// searchGuide returns the pages of a language, and which of them belong to each
// route and series.
func searchGuide(g *guide.Guide, lang guide.Lang, pages []output.Facts) search.Guide {
	var all search.Guide
	at := map[string]int{}
	for i := range pages {
		if f := &pages[i]; f.Lang == string(lang) && f.Search != (output.Entry{}) {
			at[f.Dir] = len(all.Pages)
			all.Pages = append(all.Pages, search.Item{Address: f.Dir, Entry: f.Entry, Size: f.Search.Size, Hash: f.Search.Hash})
		}
	}
	for i := range g.Routes {
		route := &g.Routes[i]
		entry := search.Route{ID: route.ID}
		taken := map[int]bool{}
		take := func(dir string) {
			if n, ok := at[dir]; ok && !taken[n] {
				taken[n] = true
				entry.Pages = append(entry.Pages, n)
			}
		}
		take(routeDir(route.ID))
		for k := range route.Stops {
			take(siteDir(route.Stops[k].Site))
		}
		for _, who := range guide.RoutePeople(g, route, lang) {
			take(personDir(who.ID))
		}
		all.Routes = append(all.Routes, entry)
	}
	for _, s := range publishedSeries(g) {
		entry := search.Route{ID: searched(seriesPack(s.ID))}
		dirs := []string{seriesDir(s.ID)}
		for _, e := range guide.SeriesEvents(g, s) {
			dirs = append(dirs, eventDir(e.ID))
		}
		for _, dir := range dirs {
			if n, ok := at[dir]; ok {
				entry.Pages = append(entry.Pages, n)
			}
		}
		all.Routes = append(all.Routes, entry)
	}
	return all
}

// A searchEntry is a search.Page that is being filled with the content of a page.
type searchEntry struct{ search.Page }

// newEntry returns an entry without text. names are the page's names in all
// languages.
func newEntry(p *draft, title Phrase, kind string, names ...guide.Text) *searchEntry {
	e := &searchEntry{search.Page{Address: p.dir, Title: title.Text, TitleLang: string(title.Lang), Typed: pinyin.Typed(title.Text), Kind: kind}}
	for _, list := range names {
		for _, n := range list {
			if n.Text != title.Text {
				e.Names = append(e.Names, n.Text)
			}
		}
	}
	return e
}

// A part is a text, or a body with its headings, in a section of an entry.
type part struct {
	text string
	body Body
}

// section adds a section of the page. Headings in its bodies begin further
// sections.
func (e *searchEntry) section(anchor, heading string, parts ...part) {
	last := search.Section{Anchor: anchor, Heading: heading}
	end := func() {
		if last.Heading != "" || last.Text != "" {
			e.Sections = append(e.Sections, last)
		}
	}
	add := func(text string) {
		if last.Text != "" && text != "" {
			last.Text += markdown.Gap
		}
		last.Text += text
	}
	for _, p := range parts {
		add(p.text)
		for _, s := range p.body.sections {
			if s.Anchor != "" {
				end()
				last = search.Section{Anchor: s.Anchor, Heading: s.Heading}
			}
			add(s.Text)
		}
	}
	end()
}

// text adds the text of the page. summary may be empty.
func (e *searchEntry) text(summary Phrase, body Body) {
	e.TextLang = string(body.Lang)
	if body.HTML == "" && summary.Text != "" {
		e.TextLang = string(summary.Lang)
	}
	e.section("", "", part{text: summary.Text}, part{body: body})
}

func (d *HomePage) entry(p *draft) *search.Page {
	home := p.home()
	e := newEntry(p, homeTitle(p), p.words().T("home"), p.r.guide.Title, titles(home))
	e.text(p.summary(home), d.Body)
	return &e.Page
}

func (d *FreePage) entry(p *draft) *search.Page {
	title := documentTitle(d.document, p.lang)
	e := newEntry(p, p.phraseIn(title.Text, title.Lang), p.words().T("kind-page"), titles(d.document))
	e.text(p.summary(d.document), d.Body)
	return &e.Page
}

func (d *ThemePage) entry(p *draft) *search.Page {
	if d.further {
		return nil
	}
	e := newEntry(p, p.phrase(d.theme.Name), p.words().T("theme"), d.theme.Name)
	e.text(p.phrase(d.theme.Summary), Body{})
	return &e.Page
}

func (d *SitePage) entry(p *draft) *search.Page {
	s := d.site
	e := newEntry(p, p.phrase(s.Name), d.KindName, s.Name)
	e.Places = append(e.Places, p.plain(s.Protection), p.plain(s.Address))
	e.Places = append(e.Places, themeNames(p, s.Themes)...)
	e.text(p.summary(&s.Document), d.Body)
	for i, h := range d.Halls {
		e.section(h.ID, p.plain(s.Halls[i].Name), part{text: h.played}, part{body: h.Body})
	}
	e.section("", "", part{text: p.plain(s.Admission)}, part{text: p.plain(s.Access)})
	for _, source := range d.Sources {
		e.section("", "", part{text: source})
	}
	if d.Lead != nil {
		e.section("", "", part{text: d.Lead.caption.Text}, part{body: d.Lead.narration})
	}
	e.gallery(d.Gallery)
	return &e.Page
}

// gallery adds the texts of a page's pictures.
func (e *searchEntry) gallery(figures []Figure) {
	for i := range figures {
		e.section("gallery", "", part{text: figures[i].caption.Text}, part{body: figures[i].narration})
	}
}

func (d *RoutePage) entry(p *draft) *search.Page {
	route := d.route
	e := newEntry(p, p.phrase(route.Title), p.words().T("route"), route.Title)
	e.Places = themeNames(p, route.Themes)
	e.text(Phrase{}, d.Summary)
	for i := range d.Stops {
		stop := &route.Stops[i]
		parts := []part{{body: d.Stops[i].Story}}
		for k := range stop.Questions {
			parts = append(parts, part{text: p.plain(stop.Questions[k].Prompt)})
		}
		e.section("stop-"+strconv.Itoa(d.Stops[i].Number), p.stopName(stop).Text, parts...)
	}
	for _, list := range routeLists(route) {
		var parts []part
		for _, text := range list.texts {
			parts = append(parts, part{text: p.plain(text)})
		}
		e.section(list.key, "", parts...)
	}
	e.section("safety", "", part{body: d.Safety})
	return &e.Page
}

// themeNames returns the names of themes in the reader's language.
func themeNames(p *draft, ids []string) []string {
	var names []string
	for _, id := range ids {
		if t := p.r.guide.Theme(id); t != nil {
			names = append(names, p.plain(t.Name))
		}
	}
	return names
}

// titles returns a document's titles in the languages in which it was written.
func titles(d *guide.Document) guide.Text {
	var all guide.Text
	for i := range d.Pages {
		if page := &d.Pages[i]; page.Title != "" {
			all = append(all, guide.Passage{Lang: page.Lang, From: page.From, Text: page.Title})
		}
	}
	return all
}

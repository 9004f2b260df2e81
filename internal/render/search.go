package render

import (
	"html/template"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/search"
)

// A SearchPage is /search/. The texts that it searches are files beside it.
type SearchPage struct {
	Frame
	Routes, Sites Link        // the lists, for readers without a script
	Data          template.JS // the words that the script says
}

// searchDir is the search page's folder.
const searchDir = "search/"

// searchWords are what the script of the search page says.
var searchWords = []string{"search-none", "search-count", "search-count-one", "search-about", "search-busy", "search-partial", "search-away"}

func (r *Renderer) search(p *draft) *SearchPage {
	w := r.words(p.lang)
	page := &SearchPage{
		Routes: Link{Text: w.T("routes"), Href: r.to(p, "routes/")}, Sites: Link{Text: w.T("sites"), Href: r.to(p, "sites/")},
		Data: scriptData(struct {
			Words map[string]string `json:"words"`
		}{w.of(searchWords)}),
	}
	page.Frame = r.frame(p, "search", w.T("search"), nil)
	page.Scripts = append(page.Scripts, p.root+r.assets.Script("search", p.lang))
	page.Description = w.T("search-lead")
	r.openGraph(&page.Frame, p, r.face)
	r.trail(&page.Frame, p)
	return page
}

// texts are what the guide's pages say, taken down while they are made: a
// page's text is rendered once.
type texts struct {
	kept   bool // pages are to leave their text; else it is asked for later, if at all
	slots  []*slot
	sealed func() []output.Output
	found  map[guide.Lang]*search.Search // once it is sealed
}

// A slot is where a page leaves its text.
type slot struct {
	lang  guide.Lang
	dir   string
	entry search.Entry
	make  func() search.Entry
}

// KeepTexts has each page leave its text for the search when it is made. A
// preview does without: it makes what is searched when somebody searches.
func (r *Renderer) KeepTexts() { r.texts.kept = true }

// searched is the output of a page that can be found.
func (r *Renderer) searched(lang guide.Lang, dir string, from diag.Place, data func(*draft) (any, string)) output.Output {
	s := &slot{lang: lang, dir: dir}
	s.make = func() search.Entry {
		address := r.prefix(lang) + dir + "index.html"
		p := &draft{lang: lang, dir: dir, address: address, root: rootFrom(address)}
		page, _ := data(p)
		return r.entry(p, page)
	}
	r.texts.slots = append(r.texts.slots, s)
	return r.page(lang, dir, from, func(p *draft) (any, string) {
		page, kind := data(p)
		if r.texts.kept {
			s.entry = r.entry(p, page)
		}
		return page, kind
	})
}

// SearchFiles are the files that the search page reads. They are sealed: the
// texts are known when every page is made. Those of pages that were not are
// made now.
func (r *Renderer) SearchFiles() []output.Output { return r.texts.sealed() }

func (r *Renderer) searchFiles() []output.Output {
	if r.options.Teacher {
		return nil
	}
	var group sync.WaitGroup
	next := make(chan *slot)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for s := range next {
				s.entry = s.make()
			}
		})
	}
	for _, s := range r.texts.slots {
		if s.entry == nil {
			next <- s
		}
	}
	close(next)
	group.Wait()
	var files []output.Output
	r.texts.found = map[guide.Lang]*search.Search{}
	for _, lang := range r.guide.Languages {
		all := search.New(r.searchable(lang))
		r.texts.found[lang] = all
		for _, f := range all.Files() {
			files = append(files, output.Output{
				Address: r.prefix(lang) + searchDir + f.Name, From: registry, Phase: output.Asset, Final: true,
				Make: func() (output.Made, error) { return output.Made{Data: f.Data()}, nil },
			})
		}
	}
	r.texts.slots = nil
	return files
}

// searchable is a language's pages, and which of them go with a route.
func (r *Renderer) searchable(lang guide.Lang) search.Guide {
	var g search.Guide
	at := map[string]int{}
	for _, s := range r.texts.slots {
		if s.lang == lang {
			at[s.dir] = len(g.Pages)
			g.Pages = append(g.Pages, s.entry)
		}
	}
	for i := range r.guide.Routes {
		route := &r.guide.Routes[i]
		own := search.Route{ID: route.ID}
		taken := map[int]bool{}
		take := func(dir string) {
			if n, ok := at[dir]; ok && !taken[n] {
				taken[n] = true
				own.Pages = append(own.Pages, n)
			}
		}
		take(routeDir(route.ID))
		for k := range route.Stops {
			take(siteDir(route.Stops[k].Site))
		}
		g.Routes = append(g.Routes, own)
	}
	return g
}

// entry is a page as it is found: what it says itself, not what it lists.
// A question's answer is on no page that readers see, and so in no entry.
func (r *Renderer) entry(p *draft, data any) search.Entry {
	w := r.words(p.lang)
	page := search.Page{Address: p.dir}
	title := func(f *Frame, name template.HTML, kind string, names ...guide.Text) {
		page.Title, page.TitleLang, page.Kind = f.Title, langOf(name), kind
		for _, list := range names {
			for _, n := range list {
				if n.Text != f.Title {
					page.Names = append(page.Names, n.Text)
				}
			}
		}
	}
	section := func(anchor, heading string, html ...template.HTML) {
		var all strings.Builder
		for _, h := range html {
			if h != "" {
				all.WriteString("<p>")
				all.WriteString(string(h))
			}
		}
		page.Sections = append(page.Sections, search.Sections(anchor, heading, all.String())...)
	}
	text := func(b Body, before template.HTML) {
		page.TextLang = string(b.Lang)
		if b.HTML == "" {
			page.TextLang = langOf(before)
		}
		section("", "", before, b.HTML)
	}
	switch d := data.(type) {
	case *HomePage:
		title(&d.Frame, d.Name, w.T("home"), r.guide.Title, titles(&r.guide.Home))
		text(d.Body, d.Summary)
	case *FreePage:
		title(&d.Frame, d.Name, w.T("kind-page"), titles(r.guide.Page(strings.TrimSuffix(p.dir, "/"))))
		text(d.Body, d.Summary)
	case *ThemePage:
		title(&d.Frame, d.Name, w.T("theme"), r.guide.Theme(d.ID).Name)
		text(Body{}, d.Summary)
	case *SitePage:
		s := r.guide.Site(strings.TrimPrefix(strings.TrimSuffix(p.dir, "/"), "sites/"))
		title(&d.Frame, d.Name, d.KindName, s.Name)
		page.Places = append(page.Places, p.plain(s.Protection), p.plain(s.Address))
		page.Places = append(page.Places, r.themeNames(p, s.Themes)...)
		text(d.Body, d.Summary)
		for _, h := range d.Halls {
			section(h.ID, search.Plain(string(h.Name)), h.Body.HTML)
		}
		section("", "", p.say(s.Admission), p.say(s.Access))
		for _, source := range s.Sources {
			section("", "", Said{Text: source}.HTML())
		}
		if d.Lead != nil {
			section("", "", d.Lead.Caption, d.Lead.Narration)
		}
		for i := range d.Gallery {
			section("gallery", "", d.Gallery[i].Caption, d.Gallery[i].Narration)
		}
	case *RoutePage:
		route := r.guide.Route(strings.TrimPrefix(strings.TrimSuffix(p.dir, "/"), "routes/"))
		title(&d.Frame, d.Name, w.T("route"), route.Title)
		page.Places = r.themeNames(p, route.Themes)
		text(d.Summary, "")
		for i := range d.Stops {
			s := &d.Stops[i]
			html := []template.HTML{s.Story.HTML}
			for k := range s.Questions {
				html = append(html, s.Questions[k].Prompt)
			}
			section("stop-"+strconv.Itoa(s.Number), search.Plain(string(s.Name)), html...)
		}
		for _, list := range d.Lists {
			section(list.ID, "", list.Items...)
		}
		section("safety", "", d.Safety.HTML)
	}
	return page.Entry()
}

// themeNames are the names of themes in the reader's language.
func (r *Renderer) themeNames(p *draft, ids []string) []string {
	var names []string
	for _, id := range ids {
		if t := r.guide.Theme(id); t != nil {
			names = append(names, p.plain(t.Name))
		}
	}
	return names
}

// titles are a document's titles in the languages it was written in.
func titles(d *guide.Document) guide.Text {
	var all guide.Text
	for i := range d.Pages {
		if page := &d.Pages[i]; page.Title != "" {
			all = append(all, guide.Passage{Lang: page.Lang, Text: page.Title})
		}
	}
	return all
}

// langOf is the language that a name or a summary is marked with.
func langOf(said template.HTML) string {
	rest, ok := strings.CutPrefix(string(said), `<span lang="`)
	if !ok {
		return ""
	}
	lang, _, _ := strings.Cut(rest, `"`)
	return lang
}

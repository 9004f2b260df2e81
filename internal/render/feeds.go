package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/colour"
	"wayside/internal/guide"
	"wayside/internal/output"
)

const feedEntries = 20

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		Title   string      `xml:"title"`
		ID      string      `xml:"id"`
		Links   []atomLink  `xml:"link"`
		Updated string      `xml:"updated"`
		Author  atomAuthor  `xml:"author"`
		Rights  string      `xml:"rights,omitempty"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomEntry struct {
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Link    atomLink `xml:"link"`
		Updated string   `xml:"updated"`
		Summary string   `xml:"summary,omitempty"`
	}
)

// addFeed adds the language's Atom feed: the pages with a date, newest first.
func (l *listing) addFeed() {
	r, g, lang := l.r, l.r.guide, l.lang
	address := r.prefix(lang) + "feed.xml"
	l.outputs = append(l.outputs, output.Output{Address: address, From: registry, Phase: output.Page, Make: func() (output.Made, error) {
		p := &draft{view: view{r: r}, lang: lang}
		feed := atomFeed{
			Lang: string(lang), Title: r.title(lang), ID: r.absolute(lang, ""), Rights: g.Licence,
			Links:  []atomLink{{"self", g.BaseURL + address}, {"alternate", r.absolute(lang, "")}},
			Author: atomAuthor{p.plain(g.Publisher)},
		}
		if feed.Author.Name == "" {
			feed.Author.Name = feed.Title
		}
		for _, n := range newest(g, lang) {
			address := r.absolute(lang, n.dir)
			feed.Entries = append(feed.Entries, atomEntry{
				Title: n.title(p), ID: address, Link: atomLink{"alternate", address}, Updated: midnight(g, n.page.Date), Summary: n.page.Summary,
			})
		}
		feed.Updated = "1970-01-01T00:00:00Z" // if nothing in the guide has a date
		if len(feed.Entries) > 0 {
			feed.Updated = feed.Entries[0].Updated
		}
		return encodeXML(feed)
	}})
}

// A feedPage is a page with a date, which a feed may have.
type feedPage struct {
	page  *guide.Page
	dir   string
	title func(p *draft) string
}

// newest returns the pages in a language that a feed has.
func newest(g *guide.Guide, lang guide.Lang) []feedPage {
	var all []feedPage
	trim := func() {
		slices.SortFunc(all, func(a, b feedPage) int {
			return cmp.Or(b.page.Date.Compare(a.page.Date), strings.Compare(a.dir, b.dir))
		})
		all = all[:min(feedEntries, len(all))]
	}
	add := func(d *guide.Document, dir string, title func(p *draft) string) {
		page := d.In(lang)
		if d.Draft || page == nil || page.Date.IsZero() || page.Lang != lang {
			return
		}
		all = append(all, feedPage{page, dir, title})
		if len(all) == 20*feedEntries { // keep few at a time
			trim()
		}
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		add(&s.Document, siteDir(s.ID), func(p *draft) string { return p.plain(s.Name) })
	}
	for i := range g.Pages {
		d := &g.Pages[i]
		add(d, d.ID+"/", func(*draft) string { return documentTitle(d, lang).Text })
	}
	for _, who := range publishedPeople(g) {
		add(&who.Document, personDir(who.ID), func(*draft) string { return documentTitle(&who.Document, lang).Text })
	}
	for i := range g.Events {
		e := &g.Events[i]
		add(&e.Document, eventDir(e.ID), func(p *draft) string {
			return stated(p.words(), e.Details().Status, documentTitle(&e.Document, lang).Text)
		})
	}
	for _, s := range publishedSeries(g) {
		add(&s.Document, seriesDir(s.ID), func(*draft) string { return documentTitle(&s.Document, lang).Text })
	}
	trim()
	return all
}

func encodeXML(v any) (output.Made, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	err := xml.NewEncoder(&b).Encode(v)
	return output.Made{Data: b.Bytes()}, err
}

// midnight formats the start of a day in the guide's time zone as RFC 3339.
func midnight(g *guide.Guide, d guide.Date) string {
	return guide.Moment{Date: d}.In(g.Zone()).Format(time.RFC3339)
}

type (
	sitemap struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}
	sitemapIndex struct {
		XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Sitemaps []sitemapURL `xml:"sitemap"`
	}
	sitemapURL struct {
		Loc string `xml:"loc"`
	}
)

// sitemapURLs is the maximum number of addresses in a sitemap, according to its
// protocol.
const sitemapURLs = 50_000

// Sitemap returns the sitemaps of the pages among the files of a build. Self-checks are
// not among them: their questions are those of the routes' pages.
func (r *Renderer) Sitemap(files []output.File) []output.Output {
	if r.guide.BaseURL == "" || r.options.Teacher {
		return nil
	}
	var pages []sitemapURL
	moved := movedAddresses(r)
	for _, f := range files {
		if dir, ok := strings.CutSuffix(f.Address, "index.html"); ok && !moved[f.Address] && written(r.guide, dir) && !strings.HasSuffix(dir, checkSuffix) {
			pages = append(pages, sitemapURL{r.guide.BaseURL + dir})
		}
	}
	return sitemaps(r.guide.BaseURL, pages, sitemapURLs)
}

// sitemaps returns sitemap.xml. If there are more than most pages, it lists
// sitemap-1.xml, sitemap-2.xml and so on, which are returned too.
func sitemaps(base string, pages []sitemapURL, most int) []output.Output {
	file := func(name string, content any) output.Output {
		return output.Output{Address: name, From: registry, Phase: output.Page, Make: func() (output.Made, error) { return encodeXML(content) }}
	}
	if len(pages) <= most {
		return []output.Output{file("sitemap.xml", sitemap{URLs: pages})}
	}
	var index sitemapIndex
	var outputs []output.Output
	for part := range slices.Chunk(pages, most) {
		name := "sitemap-" + strconv.Itoa(len(outputs)+1) + ".xml"
		index.Sitemaps = append(index.Sitemaps, sitemapURL{base + name})
		outputs = append(outputs, file(name, sitemap{URLs: part}))
	}
	return append(outputs, file("sitemap.xml", index))
}

// written reports whether a page has content in its language, rather than in the
// default language.
func written(g *guide.Guide, dir string) bool {
	lang := g.Default()
	for _, l := range g.Languages[1:] {
		if rest, ok := strings.CutPrefix(dir, string(l)+"/"); ok {
			lang, dir = l, rest
			break
		}
	}
	d := (*guide.Document)(nil)
	if id, ok := strings.CutPrefix(dir, "sites/"); ok && id != "" {
		if s := g.Site(strings.TrimSuffix(id, "/")); s != nil {
			d = &s.Document
		}
	} else if id, ok := strings.CutPrefix(dir, peopleDir); ok && id != "" {
		if who := g.Person(strings.TrimSuffix(id, "/")); who != nil {
			d = &who.Document
		}
	} else if id, ok := strings.CutPrefix(dir, programmeDir); ok && id != "" {
		if e := guide.FindEvent(g, strings.TrimSuffix(id, "/")); e != nil {
			d = &e.Document
		}
	} else if dir == "" {
		d = &g.Home
	} else {
		d = g.Page(strings.TrimSuffix(dir, "/"))
	}
	if d == nil || len(d.Pages) == 0 {
		return true
	}
	return slices.Contains(writtenIn(d), lang)
}

// robots returns /robots.txt, which allows everything.
func robots(g *guide.Guide) output.Output {
	text := "User-agent: *\nAllow: /\n"
	if g.BaseURL != "" {
		text += "\nSitemap: " + g.BaseURL + "sitemap.xml\n"
	}
	return output.Output{Address: "robots.txt", From: registry, Phase: output.Page, Make: output.Bytes([]byte(text))}
}

type (
	webManifest struct {
		Name       string         `json:"name"`
		ShortName  string         `json:"short_name"`
		Lang       string         `json:"lang"`
		StartURL   string         `json:"start_url"`
		Scope      string         `json:"scope"`
		Display    string         `json:"display"`
		Background string         `json:"background_color"`
		Theme      string         `json:"theme_color"`
		Icons      []manifestIcon `json:"icons"`
	}
	manifestIcon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
)

// manifest returns /manifest.webmanifest, which allows the guide to be added to a
// phone's home screen.
func (r *Renderer) manifest() output.Output {
	return output.Output{Address: "manifest.webmanifest", From: registry, Phase: output.Page, Make: func() (output.Made, error) {
		title := r.title(r.guide.Default())
		data, err := json.Marshal(webManifest{
			Name: title, ShortName: title, Lang: string(r.guide.Default()), StartURL: "index.html", Scope: "./",
			Display: "minimal-ui", Background: colour.LightPaper[0].String(), Theme: cmp.Or(r.guide.Brand.Accent, colour.LightPaper[0].String()),
			Icons: []manifestIcon{{"favicon.svg", "any", "image/svg+xml", "any"}},
		})
		return output.Made{Data: data}, err
	}}
}

package render

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/theme"
	"wayside/internal/words"
)

// A Frame is the data of the head, the header and the footer. Every page's data
// embeds one.
type Frame struct {
	words.Words         // T, Fill, Count, Duration, Distance and Date, in the page's language
	Kind         string // of page: the name of its layout
	Lang         guide.Lang
	Title        string // of this page
	Description  string // one or two sentences; may be ""
	GuideTitle   string
	Root         string // the relative path to the published folder: "../../"
	HomeHref     string
	Top, Foot    template.HTML // the header and the footer, made from Shared
	Canonical    string        // absolute; "" when the guide has no base_url
	Policy       string        // the Content-Security-Policy
	Inline       template.JS   // a script that Policy allows by its hash; only the 404 page has one
	Early        template.JS   // a script run before anything is shown, allowed in the same way; "" in the teacher's folder
	TextFirst    bool          // whether pictures wait until they are asked for, unless the reader has chosen otherwise
	Lead         *Picture      // the picture at the head of the page, for Early; nil for none
	Links        template.HTML // to styles, icon, manifest and feed, made by "links"
	Styles       []string      // further stylesheets of this page
	Scripts      []string      // classic scripts, deferred
	Viewer       string        // the script that shows pictures large, loaded when one is pressed; "" where none is
	ViewerStyle  string        // its stylesheet, loaded by it
	Alternates   []Alternate   // the page in every language in which it was written
	Languages    []Link        // to the same page in the other languages
	Trail        template.HTML // breadcrumbs, made by "trail"; "" on the home page
	OpenGraph    OpenGraph
	Schema       []any          // schema.org objects, marshalled as JSON-LD
	Bibliography []Reference    // the sources that the page cites; nil for none
	Refresh      string         // the relative address to which a browser goes on at once; "" but at a former address
	Untranslated string         // a note that the text is in another language; "" if it is not
	Converted    *ConvertedNote // nil for a page that was written in its language

	terms []term // Dublin Core
}

func (f *Frame) frame() *Frame { return f }

// A Link is a reference inside the site.
type Link struct {
	Text    string
	Href    string
	Lang    guide.Lang // the language of the target, if it differs from the page's
	Current string     // the value of aria-current; "" for other pages
}

// A ConvertedNote says that a page was converted from another script.
type ConvertedNote struct {
	Text     string
	Original Link // the page from which it was
}

// A Trail is the breadcrumb trail of a page, the data of the part "trail".
type Trail struct {
	words.Words
	Links []Link // home first
}

// policy allows a page to load only files of the guide. data: is for the
// placeholders of pictures. The policy is in the page and not in a header, so it
// also applies to pages opened from the disk.
var policy = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self' '" + hashOf(earlyScript) + "'; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

// earlyScript sets classes before anything is shown: whether scripts run, and
// whether the browser supports a service worker, which can save pages, and whether it
// has saved routes of this guide. Styles reserve space for what these add. If the reader has chosen to see the text
// first, or the browser asks for less data, it sets the class text-first.
// Otherwise it requests the page's first picture at once: that picture is lazy,
// because nothing else keeps a browser from loading it, and would wait for the
// styles. In a page opened from a file it does not ask for the storage: Chromium, asked
// before it has noted that the page is there, returns one that is lost with the page,
// and with it what later scripts keep. The script is written in a form that the minifier does not change,
// which would change its hash.
const earlyScript = `(function(d,n,h,c,s,m,l){h=/^http/.test(location),c=d.documentElement.classList,c.add("scripts"),h&&n.serviceWorker&&c.add("keeps");try{h&&(s=localStorage.getItem("text-first"),Object.keys(localStorage).some(k=>location.href.startsWith(k.split("saved ")[1]))&&c.add("saves"))}catch(e){}(s?s=="1":d.documentElement.dataset.light||n.connection&&n.connection.saveData)?c.add("text-first"):(m=d.querySelector("meta[name=lead]"))&&(l=d.createElement("link"),l.rel="preload",l.as="image",l.imageSrcset=m.content,l.imageSizes=m.dataset.sizes,d.head.append(l))})(document,navigator)`

// hashOf returns a script's hash as a policy lists it.
func hashOf(script string) string {
	sum := sha256.Sum256([]byte(script))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// locales maps languages to the values of og:locale.
var locales = map[guide.Lang]string{"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_GB"}

// viewed are the kinds of pages with pictures of their own, which a reader may see
// large. The pictures of a handout are for paper, those of lists lead elsewhere.
var viewed = []string{"home", "site", "photos", "route", "page", "person", "event", "series"}

// newFrame returns a frame with all fields that do not depend on the page's
// content. written are the languages of the content; nil means all.
func newFrame(p *draft, kind, title string, written []guide.Lang) Frame {
	f := Frame{
		Words: p.words(), Kind: kind, Lang: p.lang, Title: title, GuideTitle: p.r.title(p.lang), Root: p.root, HomeHref: p.to(""),
		Links: headLinks(p, kind), Top: frameSection(p, "top"), Foot: frameSection(p, "foot"), Policy: policy,
		OpenGraph: OpenGraph{Type: "article", Locale: locales[p.lang]},
	}
	if !p.r.options.Teacher {
		f.Early = earlyScript
		if slices.Contains(viewed, kind) {
			f.Viewer = p.root + p.r.assets.Script("viewer", p.lang)
			f.ViewerStyle = p.root + p.r.assets.Styles(theme.ViewerKind)[0]
			if p.paired {
				f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("then-now", p.lang))
			}
		}
	}
	if f.OpenGraph.Locale == "" {
		f.OpenGraph.Locale = strings.ReplaceAll(string(p.lang), "-", "_")
	}
	if p.plays && kind != "handout" && kind != "route" && !p.r.options.Teacher { // a route's script has it
		f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("later", p.lang))
	}
	if p.refs != nil && len(p.refs.named.all) > 0 && !onPaper(p) {
		f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("gloss", p.lang))
	}
	if kind != "404" { // there is one for all languages
		linkLanguages(&f, p, written)
	}
	f.Bibliography = bibliography(p)
	f.Schema = append(f.Schema, workSchema(p, &f)...)
	return f
}

func navLinks(p *draft) []Link {
	if p.r.options.Teacher {
		return nil
	}
	w := p.words()
	links := []Link{{Text: w.T("routes"), Href: p.to("routes/")}, {Text: w.T("sites"), Href: p.to("sites/")}, {Text: w.T("search"), Href: p.to(searchDir)}}
	dirs := []string{"routes/", "sites/", searchDir}
	if hasProgramme(p.r.guide) { // a part of factGuide
		links, dirs = slices.Insert(links, 2, Link{Text: w.T("programme"), Href: p.to(programmeDir)}), slices.Insert(dirs, 2, programmeDir)
	}
	if !hasEvents(p.r.guide) && len(activities(p.r.guide)) > 0 { // a part of factGuide
		links, dirs = slices.Insert(links, 2, Link{Text: w.T("menu-short"), Href: p.to(menuDir)}), slices.Insert(dirs, 2, programmeDir)
	}
	for i, dir := range dirs {
		switch {
		case p.dir == dir:
			links[i].Current = "page"
		case strings.HasPrefix(p.dir, dir):
			links[i].Current = "true"
		}
	}
	return links
}

// HeadLinks are the links in a page's head, the data of the part "links".
type HeadLinks struct {
	GuideTitle string
	Root       string
	Manifest   bool     // false in the teacher's folder
	FeedHref   string   // "" when the guide has no base_url
	Styles     []string // stylesheets, in order
	Script     string   // of every page; "" in the teacher's folder
}

// headLinks returns the links in the head of a kind of page.
func headLinks(p *draft, kind string) template.HTML {
	kinds := []string{kind}
	if p.code {
		kinds = append(kinds, codeKind)
	}
	if p.plays && kind != "handout" {
		kinds = append(kinds, theme.PlayerKind)
	}
	if (p.paired || p.dated) && slices.Contains(viewed, kind) {
		kinds = append(kinds, theme.ExhibitKind)
	}
	if p.refs != nil && len(p.refs.named.all)+len(p.refs.cited.all) > 0 {
		of := theme.ReferencesKind
		if onPaper(p) {
			of = theme.GlossaryKind
		}
		kinds = append(kinds, of)
	}
	of := strings.Join(kinds, " ")
	return p.once("links", of, func() any {
		l := HeadLinks{GuideTitle: p.r.title(p.lang), Root: p.root, Manifest: !p.r.options.Teacher, FeedHref: feedHref(p)}
		if !p.r.options.Teacher {
			l.Script = p.root + p.r.assets.Script("page", p.lang)
		}
		for _, address := range p.r.assets.Styles(kinds...) {
			l.Styles = append(l.Styles, p.root+address)
		}
		return l
	})
}

// feedHref returns the address of the language's feed, or "" without a base_url.
func feedHref(p *draft) string {
	if p.r.guide.BaseURL == "" || p.r.options.Teacher {
		return ""
	}
	return p.root + p.r.prefix(p.lang) + "feed.xml"
}

// linkLanguages adds links to the page in other languages. In a language in which
// it was not written, the page shows the text of the default language, and the
// canonical address is that of the page in the text's language.
func linkLanguages(f *Frame, p *draft, written []guide.Lang) {
	g := p.r.guide
	if written == nil {
		written = g.Languages
	}
	real := p.lang
	if !slices.Contains(written, p.lang) && len(written) > 0 {
		real = written[0]
		f.Untranslated = f.Fill("untranslated", "language", p.words().T("language-"+string(real)))
	}
	setConverted(f, p, written)
	base := g.BaseURL
	if p.r.options.Teacher {
		base = "" // not published
	} else {
		f.Canonical = p.r.absolute(real, p.dir)
	}
	if len(g.Languages) > 1 {
		for _, lang := range g.Languages {
			l := Link{Text: p.r.words(lang).T("language-name"), Lang: lang, Href: p.root + p.r.prefix(lang) + p.dir + "index.html"}
			if lang == p.lang {
				l.Current = "true"
			}
			f.Languages = append(f.Languages, l)
			if slices.Contains(written, lang) && base != "" {
				f.Alternates = append(f.Alternates, Alternate{string(lang), p.r.absolute(lang, p.dir)})
			}
		}
		if base != "" && len(written) > 0 {
			f.Alternates = append(f.Alternates, Alternate{"x-default", p.r.absolute(written[0], p.dir)})
		}
	}
}

// setConverted sets the note of a page in an edition that is made from another one. A page
// whose document was written in its language has none, though the names around it may be
// converted.
func setConverted(f *Frame, p *draft, written []guide.Lang) {
	from, to, ok := p.r.guide.Conversion()
	if !ok || p.lang != to || !slices.Contains(written, from) || p.authored {
		return
	}
	f.Converted = &ConvertedNote{
		Text:     f.Fill("converted", "language", f.T("language-"+string(from))),
		Original: Link{Text: f.T("converted-original"), Lang: from, Href: p.root + p.r.prefix(from) + p.dir + "index.html"},
	}
}

// writtenIn returns the languages in which a document is available.
func writtenIn(d *guide.Document) []guide.Lang {
	if len(d.Pages) == 0 {
		return nil
	}
	langs := make([]guide.Lang, len(d.Pages))
	for i := range d.Pages {
		langs[i] = d.Pages[i].Lang
	}
	return langs
}

// setTrail sets the frame's breadcrumbs and adds them to its schema: each pair
// is a text and a folder.
func setTrail(f *Frame, p *draft, pairs ...string) {
	pairs = append([]string{p.words().T("home"), ""}, pairs...)
	links := make([]Link, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		links = append(links, Link{Text: pairs[i], Href: p.to(pairs[i+1])})
	}
	f.Trail = p.once("trail", pairs[len(pairs)-1], func() any { return Trail{p.words(), links} })
	if p.r.guide.BaseURL == "" {
		return // breadcrumbs need absolute addresses
	}
	list := schemaList{Context: schemaContext, Type: "BreadcrumbList"}
	for i := 0; i+1 < len(pairs); i += 2 {
		list.add(pairs[i], p.r.absolute(p.lang, pairs[i+1]))
	}
	list.add(f.Title, p.r.absolute(p.lang, p.dir))
	f.Schema = append(f.Schema, list)
}

package render

import (
	"encoding/json"
	"html/template"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/output"
)

// A FreePage is /<page>/.
type FreePage struct {
	Frame
	Name    template.HTML
	Summary template.HTML
	Body    Body
	For     *ForView

	document *guide.Document
}

// A NotFoundPage is /404.html.
type NotFoundPage struct {
	Frame
	RoutesHref, SearchHref string
}

func newFreePage(p *draft, d *guide.Document) *FreePage {
	p.shows(factPage, d.ID)
	title, summary := documentTitle(d, p.lang), p.summary(d)
	page := &FreePage{document: d, Name: p.phraseIn(title.Text, title.Lang).HTML(), Summary: summary.HTML(), Body: p.body("page", d, map[string]bool{})}
	page.Frame = newFrame(p, "page", title.Text, writtenIn(d))
	page.For = forView(&page.Frame, p, readers(p))
	page.Description = summary.Text
	setTrail(&page.Frame, p)
	setOpenGraph(&page.Frame, p, d)
	return page
}

// documentTitle returns a page's title in lists, or its id if it has no title.
func documentTitle(d *guide.Document, lang guide.Lang) Phrase {
	page := d.In(lang)
	if page == nil || page.Title == "" {
		return Phrase{Text: d.ID}
	}
	return Phrase{page.Title, page.Lang}
}

// notFoundScript corrects the relative links of the 404 page, which a server sends
// for every missing address, at any depth. It is written in a form that the
// minifier does not change, which would change its hash.
const notFoundScript = `(function(){if(/^http/.test(location.protocol)){var b=document.createElement("base"),r=BASE;b.href=location.pathname.indexOf(r)?"/":r,document.head.prepend(b)}})()`

// notFound returns /404.html, in the default language.
func (r *Renderer) notFound() output.Output {
	const address = "404.html"
	return output.Output{Address: address, From: registry, Phase: output.Page, Make: func() (output.Made, error) {
		p := &draft{view: view{r: r}, lang: r.guide.Default(), address: address}
		page := &NotFoundPage{RoutesHref: p.to("routes/"), SearchHref: p.to(searchDir)}
		page.Frame = newFrame(p, "404", r.words(p.lang).T("not-found"), nil)
		if base := basePath(r.guide); base != "" {
			quoted, err := json.Marshal(base)
			if err != nil {
				return output.Made{}, err
			}
			script := strings.Replace(notFoundScript, "BASE", string(quoted), 1)
			page.Inline = template.JS(script)
			page.Policy = strings.Replace(policy, "script-src 'self'", "script-src 'self' '"+hashOf(script)+"'", 1)
			page.Policy = strings.Replace(page.Policy, "base-uri 'none'", "base-uri 'self'", 1)
		}
		return p.execute(page)
	}}
}

// basePath returns the path of base_url: "/red/" of https://guide.example.org/red/.
func basePath(g *guide.Guide) string {
	_, rest, ok := strings.Cut(g.BaseURL, "://")
	if !ok {
		return ""
	}
	_, path, _ := strings.Cut(rest, "/")
	return "/" + path
}

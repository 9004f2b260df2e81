package render

import (
	"cmp"
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"wayside/internal/guide"
)

// Meta returns the part of a page's head for browsers, search engines and chats.
// It is not in a layout, because it is the same for every theme, can be tested
// here, and would be a third of a page's template actions.
func (f *Frame) Meta() template.HTML {
	var b strings.Builder
	b.Grow(3000)
	write := func(parts ...string) {
		for _, s := range parts {
			b.WriteString(s)
		}
	}
	title, description := template.HTMLEscapeString(f.Title), template.HTMLEscapeString(f.Description)
	name, url := template.HTMLEscapeString(f.GuideTitle), template.HTMLEscapeString(f.Canonical)
	write("<title>", template.HTMLEscapeString(f.documentTitle()), "</title>\n")
	if f.Refresh != "" {
		write(`<meta name="robots" content="noindex">`, "\n", `<meta http-equiv="refresh" content="0; url=`, template.HTMLEscapeString(f.Refresh), "\">\n")
	}
	if description != "" {
		write(`<meta name="description" content="`, description, "\">\n")
	}
	if url != "" {
		write(`<link rel="canonical" href="`, url, "\">\n")
	}
	for _, a := range f.Alternates {
		write(`<link rel="alternate" hreflang="`, a.Lang, `" href="`, template.HTMLEscapeString(a.Href), "\">\n")
	}
	property := func(name, content string) { write(`<meta property="og:`, name, `" content="`, content, "\">\n") }
	property("type", f.OpenGraph.Type)
	property("title", title)
	property("site_name", name)
	property("locale", template.HTMLEscapeString(f.OpenGraph.Locale))
	if description != "" {
		property("description", description)
	}
	if url != "" {
		property("url", url)
	}
	if image := f.OpenGraph.Image; image != nil {
		property("image", template.HTMLEscapeString(image.URL))
		property("image:width", strconv.Itoa(image.Width))
		property("image:height", strconv.Itoa(image.Height))
		if image.Alt != "" {
			property("image:alt", template.HTMLEscapeString(image.Alt))
		}
		write(`<meta name="twitter:card" content="summary_large_image">`, "\n")
	}
	for _, t := range f.terms {
		write(`<meta name="DCTERMS.`, t.name, `" content="`, template.HTMLEscapeString(t.content), "\">\n")
	}
	for _, object := range f.Schema {
		// Marshal escapes <, > and &, so the data cannot end the script element.
		if data, err := json.Marshal(object); err == nil {
			write(`<script type="application/ld+json">`, string(data), "</script>\n")
		}
	}
	return template.HTML(strings.TrimSuffix(b.String(), "\n"))
}

// documentTitle returns the title of the browser's tab.
func (f *Frame) documentTitle() string {
	if f.Title == "" || f.Title == f.GuideTitle {
		return f.GuideTitle
	}
	return f.Title + " · " + f.GuideTitle
}

// An Alternate is the absolute address of the page in one language.
type Alternate struct {
	Lang string // BCP 47, or "x-default"
	Href string
}

// OpenGraph describes the page for chats that show a preview of a link.
type OpenGraph struct {
	Type   string // "website" or "article"
	Locale string // "zh_CN"
	Image  *OpenGraphImage
}

// OpenGraphImage is a picture with an absolute address.
type OpenGraphImage struct {
	URL           string
	Width, Height int
	Alt           string
}

// setOpenGraph sets the page's picture for chats, in the published width nearest
// to 1200 px. It is the document's cover or, if it has none, the guide's.
func setOpenGraph(f *Frame, p *draft, d *guide.Document) {
	photo := cmp.Or(d.Cover(p.lang), p.face().Cover(p.lang))
	if photo == nil || p.r.guide.BaseURL == "" {
		return
	}
	picture, _ := p.surveyed(photo.File)
	if best := nearChat(picture.Variants); best.Width > 0 {
		f.OpenGraph.Image = &OpenGraphImage{URL: p.r.guide.BaseURL + best.Address, Width: best.Width, Height: best.Height, Alt: p.plain(photo.Alt)}
	}
}

// nearChat returns the copy whose width is the nearest to 1200 px; the zero Variant for
// none.
func nearChat(variants []guide.Variant) (best guide.Variant) {
	for _, v := range variants {
		if best.Width == 0 || off(v.Width) < off(best.Width) {
			best = v
		}
	}
	return best
}

func off(width int) int { return max(width-1200, 1200-width) }

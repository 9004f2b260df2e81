package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"

	"wayside/internal/cite"
	"wayside/internal/guide"
	"wayside/internal/markdown"
)

// refs is what the texts of a page refer to: the sources that they cite, by key, and the
// people and terms to which they link, by id.
type refs struct{ cited, named sequence }

// A sequence has texts in the order in which they came first.
type sequence struct {
	all    []string
	places map[string]int // from 0
}

// add returns the place of a text, from 1, and whether it is new.
func (s *sequence) add(text string) (place int, first bool) {
	if i, known := s.places[text]; known {
		return i + 1, false
	}
	if s.places == nil {
		s.places = map[string]int{}
	}
	s.places[text] = len(s.all)
	s.all = append(s.all, text)
	return len(s.all), true
}

// cut forgets all but the first n texts.
func (s *sequence) cut(n int) {
	for _, text := range s.all[n:] {
		delete(s.places, text)
	}
	s.all = s.all[:n]
}

// A Reference is a source in the list at the end of a page.
type Reference struct {
	ID     string // its anchor
	Number int
	Back   string // the anchor of its first citation
	Label  string // of the list
	HTML   template.HTML
}

// The anchors of a reference and of its first citation. No heading has a colon.
const (
	referenceAnchor = "source:"
	citationAnchor  = "cite:"
)

// apart calls text and forgets what the text refers to: it is not shown, or is not a part
// of the page.
func apart[T any](p *draft, text func() T) T {
	if p.refs == nil {
		return text()
	}
	cited, named := len(p.refs.cited.all), len(p.refs.named.all)
	defer func() {
		p.refs.cited.cut(cited)
		p.refs.named.cut(named)
	}()
	return text()
}

// cited returns what is shown of a citation in a text.
func cited(t *text, c markdown.Citation) (shown markdown.Cited, ok bool) {
	if _, ok := source(&t.p.view, c.Key); !ok {
		if !sourcesBroken(t.p.r) { // else it may be the one that could not be read
			t.p.problems.AddUnknown(t.place(c.Offset), "unknown-source", c.Key, sourceKeys(t.p.r))
		}
		return shown, false
	}
	if t.p.refs == nil {
		return shown, false
	}
	n, first := t.p.refs.cited.add(c.Key)
	number := strconv.Itoa(n)
	shown = markdown.Cited{Number: number, Href: "#" + referenceAnchor + number, Note: cite.Note(c.Locator, string(t.p.lang))}
	if first {
		shown.ID = citationAnchor + number
	}
	return shown, true
}

// bibliography returns the references to the sources that a page cites.
func bibliography(p *draft) []Reference {
	if p.refs == nil {
		return nil
	}
	var all []Reference
	for i, key := range p.refs.cited.all {
		item, _ := source(&p.view, key)
		n := strconv.Itoa(i + 1)
		all = append(all, Reference{ID: referenceAnchor + n, Number: i + 1, Back: citationAnchor + n, Label: p.words().T("bibliography"), HTML: referenceHTML(&item, p.lang)})
	}
	return all
}

// referenceHTML returns a reference with a link to its address. Chinese titles in a
// reference for other readers are marked.
func referenceHTML(item *cite.Item, lang guide.Lang) template.HTML {
	var b strings.Builder
	marks := !strings.HasPrefix(string(lang), "zh")
	for _, piece := range cite.Format(item, string(lang)) {
		html := linked(piece.Text, item.URL)
		han := marks && strings.ContainsFunc(piece.Text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		switch {
		case piece.Italic && han:
			html = `<cite lang="zh">` + html + `</cite>`
		case piece.Italic:
			html = "<cite>" + html + "</cite>"
		case han:
			html = `<span lang="zh">` + html + `</span>`
		}
		b.WriteString(html)
	}
	return template.HTML(b.String())
}

// linked returns a text as HTML in which an address is a link.
func linked(text, url string) string {
	before, after, found := strings.Cut(text, url)
	if url == "" || !found {
		return template.HTMLEscapeString(text)
	}
	address := template.HTMLEscapeString(url)
	return template.HTMLEscapeString(before) + `<a href="` + address + `" rel="noopener">` + address + `</a>` + template.HTMLEscapeString(after)
}

// schemaWork is a page as a work that cites others and mentions people.
type schemaWork struct {
	Context  string   `json:"@context"`
	Type     string   `json:"@type"`
	URL      string   `json:"url,omitempty"`
	Name     string   `json:"name"`
	Language string   `json:"inLanguage"`
	Citation []string `json:"citation,omitempty"`
	Mentions []any    `json:"mentions,omitempty"`
}

// workSchema describes what a page cites and whom it mentions; nil for nothing.
func workSchema(p *draft, f *Frame) []any {
	if p.refs == nil || len(p.refs.cited.all)+len(p.refs.named.all) == 0 || p.r.options.Teacher {
		return nil
	}
	work := schemaWork{Context: schemaContext, Type: "WebPage", URL: f.Canonical, Name: f.Title, Language: string(p.lang)}
	for _, key := range p.refs.cited.all {
		item, _ := source(&p.view, key)
		work.Citation = append(work.Citation, cite.Format(&item, string(p.lang)).String())
	}
	for _, id := range p.refs.named.all {
		work.Mentions = append(work.Mentions, mention(p, person(&p.view, id)))
	}
	return []any{work}
}

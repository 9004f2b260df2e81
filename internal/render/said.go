package render

import (
	"html/template"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// A Said is a text for an attribute and, where it is not in the page's
// language, the language it is in: a screen reader then changes its voice.
type Said struct {
	Text string
	Lang guide.Lang // "" when it is the page's own
}

// HTML is the text for an element, marked with its language where it must be.
func (s Said) HTML() template.HTML {
	text := template.HTMLEscapeString(s.Text)
	if s.Lang == "" || s.Text == "" {
		return template.HTML(text)
	}
	return template.HTML(`<span lang="` + template.HTMLEscapeString(string(s.Lang)) + `">` + text + `</span>`)
}

// words returns the theme's words in the page's language.
func (p *draft) words() words.Words { return p.r.words(p.lang) }

// say is a text for a page's reader.
func (p *draft) say(t guide.Text) template.HTML { return p.said(t).HTML() }

// said is the same for an attribute.
func (p *draft) said(t guide.Text) Said {
	text, lang := t.In(p.lang)
	return p.in(text, lang)
}

// plain is the same where no mark can stand: in a title, in data.
func (p *draft) plain(t guide.Text) string {
	text, _ := t.In(p.lang)
	return text
}

// in is a text known to be in one language.
func (p *draft) in(text string, lang guide.Lang) Said {
	if lang == p.lang {
		lang = ""
	}
	return Said{text, lang}
}

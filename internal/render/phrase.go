package render

import (
	"html/template"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// A Phrase is a text for an attribute and, if it is not in the page's language,
// the language it is in, with which a screen reader changes its voice.
type Phrase struct {
	Text string
	Lang guide.Lang // "" when it is the page's own
}

// HTML returns the text for an element, marked with its language if necessary.
func (s Phrase) HTML() template.HTML {
	text := template.HTMLEscapeString(s.Text)
	if s.Lang == "" || s.Text == "" {
		return template.HTML(text)
	}
	return template.HTML(`<span lang="` + template.HTMLEscapeString(string(s.Lang)) + `">` + text + `</span>`)
}

// words returns the theme's words in the page's language.
func (p *draft) words() words.Words { return p.r.words(p.lang) }

// html returns a text in the reader's language for an element.
func (p *draft) html(t guide.Text) template.HTML { return p.phrase(t).HTML() }

// phrase returns the same for an attribute.
func (p *draft) phrase(t guide.Text) Phrase {
	text, lang := t.In(p.lang)
	return p.phraseIn(text, lang)
}

// plain returns the same without its language: for a title, for data.
func (p *draft) plain(t guide.Text) string {
	text, _ := t.In(p.lang)
	return text
}

// phraseIn is a text that is known to be in one language.
func (p *draft) phraseIn(text string, lang guide.Lang) Phrase {
	if lang == p.lang {
		lang = ""
	}
	return Phrase{text, lang}
}

package render

import (
	"html/template"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// A Phrase is a text for an attribute with its language, if that is not the
// page's: screen readers change the voice for it.
type Phrase struct {
	Text string
	Lang guide.Lang // "" if it is that of the page
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

// phrase returns a text in the reader's language for an attribute.
func (p *draft) phrase(t guide.Text) Phrase {
	text, lang := t.In(p.lang)
	return p.phraseIn(text, lang)
}

// plain returns a text in the reader's language without marking another language,
// for titles and data.
func (p *draft) plain(t guide.Text) string {
	text, _ := t.In(p.lang)
	return text
}

// phraseIn returns a text in the given language.
func (p *draft) phraseIn(text string, lang guide.Lang) Phrase {
	if lang == p.lang {
		lang = ""
	}
	return Phrase{text, lang}
}

// OtherName is the name of a site, a person or a term in another language.
type OtherName struct {
	Text string
	Lang guide.Lang
}

// otherNames returns the names in other languages than a page's, which shows one of them.
// A name and what is converted from it are the same name.
func otherNames(p *draft, names guide.Text, shown string) (others []OtherName) {
	written := names.Passage(p.lang)
	for _, name := range names {
		if name.Lang != p.lang && name.Text != shown && name.From == "" && name.Lang != written.From {
			others = append(others, OtherName{name.Text, name.Lang})
		}
	}
	return others
}

// commas joins those of some texts that are not "".
func commas(w words.Words, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), w.T("comma"))
}

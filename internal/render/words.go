package render

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
)

// Words are the theme's own words in one language, by the keys of
// layouts/words/en.toml. A key that is missing shows as itself, so that a
// theme's author sees it.
type Words guide.Words

// T is the word for a key.
func (w Words) T(key string) string {
	if s, ok := w[key]; ok {
		return s
	}
	return key
}

// of are the words for some keys, for a script; one that this language does
// not need ("points-one") is left out.
func (w Words) of(keys []string) map[string]string {
	some := make(map[string]string, len(keys))
	for _, key := range keys {
		if said, ok := w[key]; ok {
			some[key] = said
		}
	}
	return some
}

// Fill puts values into the word's {name} places: Fill("about", "what", "5 min").
func (w Words) Fill(key string, pairs ...string) string {
	rest := w.T(key)
	var b strings.Builder
	for {
		before, after, open := strings.Cut(rest, "{")
		name, after, closed := strings.Cut(after, "}")
		b.WriteString(before)
		if !open || !closed {
			return b.String()
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
			}
		}
		rest = after
	}
}

// Count says how many: the key for one where the language has one, with {n}.
func (w Words) Count(key string, n int) string {
	if _, ok := w[key+"-one"]; ok && n == 1 {
		key += "-one"
	}
	return w.Fill(key, "n", strconv.Itoa(n))
}

// Duration says a length of time in hours and minutes.
func (w Words) Duration(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h == 0:
		return w.Fill("minutes", "m", strconv.Itoa(m))
	case m == 0:
		return w.Fill("hours", "h", strconv.Itoa(h))
	}
	return w.Fill("hours-minutes", "h", strconv.Itoa(h), "m", strconv.Itoa(m))
}

// Distance says metres as a reader would: tens of metres, tenths of
// kilometres, whole kilometres from ten.
func (w Words) Distance(metres float64) string {
	switch {
	case metres < 995:
		return w.Fill("metres", "n", strconv.Itoa(int(metres/10+0.5)*10))
	case metres < 9950:
		tenths := int(metres/100 + 0.5) // a half goes up, as in a handout's script: FormatFloat rounds 1.25 to 1.2
		return w.Fill("kilometres", "n", strconv.Itoa(tenths/10)+"."+strconv.Itoa(tenths%10))
	}
	return w.Fill("kilometres", "n", strconv.Itoa(int(metres/1000+0.5)))
}

// Date says a day with its weekday; "" for none.
func (w Words) Date(d guide.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.Fill("date", "y", strconv.Itoa(d.Year), "d", strconv.Itoa(d.Day),
		"month", nth(w.T("months"), int(d.Month)-1), "weekday", nth(w.T("weekdays"), int(d.Time().Weekday())))
}

// nth is an item of a list that a translator wrote with spaces between.
func nth(list string, i int) string {
	items := strings.Fields(list)
	if i >= len(items) {
		return strconv.Itoa(i + 1)
	}
	return items[i]
}

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

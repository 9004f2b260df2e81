package load

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// text reads a field that is a string or a table by language.
func (t *table) text(key string) guide.Text {
	v, at := t.key(key)
	if v == nil {
		return nil
	}
	return t.textOf(key, v, t.node.at(key), at)
}

// texts reads a list of such fields.
func (t *table) texts(key string) []guide.Text {
	var all []guide.Text
	t.list(key, func(v any, n *node, at diag.Place) {
		all = append(all, t.textOf(key, v, n, at))
	})
	return all
}

func (t *table) textOf(key string, v any, n *node, at diag.Place) guide.Text {
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) == "" {
			return nil
		}
		return guide.Text{passage(t.defaults, v, n, at)}
	case map[string]any:
		var text guide.Text
		for lang, item := range v {
			in := n.at(lang)
			place, keyPlace := at, at
			if in != nil {
				place, keyPlace = t.place(in.value), t.place(in.key)
			}
			s, ok := item.(string)
			switch {
			case !ok:
				t.wrong(place, lang, "a string")
			case !slices.Contains(t.langs, guide.Lang(lang)):
				t.unknownLanguage(keyPlace, lang)
			case strings.TrimSpace(s) != "":
				text = append(text, passage(guide.Lang(lang), s, in, place))
			}
		}
		slices.SortFunc(text, func(a, b guide.Passage) int {
			return slices.Index(t.langs, a.Lang) - slices.Index(t.langs, b.Lang)
		})
		return text
	}
	t.wrong(at, key, "a text")
	return nil
}

func passage(lang guide.Lang, s string, n *node, at diag.Place) guide.Passage {
	return guide.Passage{Lang: lang, Text: s, At: at, Literal: n != nil && n.raw == s}
}

// unknownLanguage reports a key that is no language, or one of the guide's
// written in another way. A language that the guide does not list is nobody's
// mistake: a translation may be under way, or other guides may have it.
func (s *source) unknownLanguage(at diag.Place, lang string) {
	tag, err := language.Parse(lang)
	if err == nil && !slices.Contains(s.langs, guide.Lang(tag.String())) {
		return
	}
	p := diag.New(at, "unknown-language", lang)
	names := make([]string, len(s.langs))
	for i, l := range s.langs {
		names[i] = string(l)
	}
	p.Nearest = diag.Nearest(lang, names)
	*s.problems = append(*s.problems, p)
}

// path reads a path of the project, relative to dir. One that leads out of
// the project is an error and reads as "".
func (t *table) path(key, dir string) (string, diag.Place) {
	s, at := t.str(key)
	if s == "" {
		return "", at
	}
	full, ok := guide.Inside(dir, s)
	if !ok {
		t.problems.Add(at, "path-outside", s)
		return "", at
	}
	return full, at
}

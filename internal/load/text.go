package load

import (
	"io/fs"
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

// required reads such a field that must be there.
func (t *table) required(key string, what diag.Term) guide.Text {
	before := len(*t.problems)
	text := t.text(key)
	if text.Empty() && len(*t.problems) == before {
		t.problems.Add(t.at, "missing-field", key, what)
	}
	return text
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
	near := meant(lang, s.langs)
	if _, err := language.Parse(lang); err == nil && near == "" {
		return
	}
	p := diag.New(at, "unknown-language", lang)
	if p.Nearest = near; near == "" {
		p.Nearest = nearestLanguage(lang, s.langs)
	}
	*s.problems = append(*s.problems, p)
}

// meant is the language of the list that a code names in another way: zh and
// zh-CN are zh-Hans, and so is ZH-HANS. "" when it names none of them.
func meant(code string, langs []guide.Lang) string {
	tag, err := language.Parse(code)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	script, _ := tag.Script()
	for _, l := range langs {
		other, err := language.Parse(string(l))
		if err != nil {
			continue
		}
		otherBase, _ := other.Base()
		if otherScript, _ := other.Script(); base == otherBase && script == otherScript {
			return string(l)
		}
	}
	return ""
}

func nearestLanguage(code string, langs []guide.Lang) string {
	names := make([]string, len(langs))
	for i, l := range langs {
		names[i] = string(l)
	}
	return diag.Nearest(code, names)
}

// path reads the path of a file of the project, relative to dir; "" where
// there is none.
func (t *table) path(key, dir string) string {
	s, at := t.str(key)
	if s == "" {
		return ""
	}
	return t.inside(s, dir, at)
}

// paths reads a list of such paths and hands each to add, with its place.
func (t *table) paths(key, dir string, add func(path string, at diag.Place)) {
	t.list(key, func(v any, _ *node, at diag.Place) {
		s, ok := v.(string)
		if !ok {
			t.wrong(at, key, "a string")
		} else if full := t.inside(s, dir, at); full != "" {
			add(full, at)
		}
	})
}

// inside joins a written path to dir. One that leads out of the project, or
// to nothing, is an error and comes back as "".
func (t *table) inside(written, dir string, at diag.Place) string {
	full, ok := guide.Inside(dir, written)
	if !ok {
		t.problems.Add(at, "path-outside", written)
		return ""
	}
	if info, err := fs.Stat(t.files, full); err != nil || info.IsDir() {
		t.problems.Add(at, "path-missing", written, full)
		return ""
	}
	return full
}

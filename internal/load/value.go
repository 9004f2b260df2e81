package load

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// string reads a string of any type. It reports an invalid one and returns false. An
// invalid id is kept, so that references to it are not reported too.
func (d *decoder) string(f *schema.Bound, v toml.Value) (text string, ok bool) {
	text, ok = v.Any.(string)
	if !ok {
		d.wrong(v, f.Key, "a string")
		return "", false
	}
	invalid := func(key string) (string, bool) {
		d.problems.Add(d.at(v), key, text)
		return "", false
	}
	switch f.Type {
	case schema.ID:
		if !guide.ValidID(text) {
			d.problems.Add(d.at(v), "bad-id", text)
		}
	case schema.Enum:
		return text, d.enum(f, v, text)
	case schema.Ref:
		return text, d.ref(f, v, text)
	case schema.Path:
		return d.path(f.Dir, v, text)
	case schema.URL:
		if !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
			return invalid("bad-value/website")
		}
	case schema.BaseURL:
		if !baseURL(text) {
			return invalid("bad-value/base-url")
		}
		return strings.TrimRight(text, "/") + "/", true
	case schema.Colour:
		if !colour(text) {
			return invalid("bad-value/colour")
		}
		return strings.ToLower(text), true
	case schema.TimeZone:
		if _, err := time.LoadLocation(text); err != nil || text == "Local" {
			return invalid("bad-value/timezone")
		}
	case schema.Country:
		if len(text) != 2 || strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return invalid("bad-value/country")
		}
	}
	return text, true
}

func (d *decoder) enum(f *schema.Bound, v toml.Value, text string) bool {
	if slices.ContainsFunc(f.Values, func(value schema.Value) bool { return value.Name == text }) {
		return true
	}
	names := f.Names()
	p := diag.New(d.at(v), "bad-value", f.Key, text, strings.Join(names, ", "))
	if i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, text) }); i >= 0 {
		p.Nearest = names[i]
	} else {
		p.Nearest = diag.Nearest(strings.ToLower(text), names)
	}
	*d.problems = append(*d.problems, p)
	return false
}

// ref reports an unknown id. That of a site is resolved with its hall.
func (d *decoder) ref(f *schema.Bound, v toml.Value, id string) bool {
	known := d.names.of(f.Refers)
	if f.Refers == "site" || slices.Contains(known, id) {
		return true
	}
	d.problems.AddUnknown(d.at(v), "unknown-reference", id, known, diag.Term(f.Refers))
	return false
}

func baseURL(text string) bool {
	rest, secure := strings.CutPrefix(text, "https://")
	if !secure {
		rest, secure = strings.CutPrefix(text, "http://")
	}
	host, _, _ := strings.Cut(rest, "/")
	return secure && host != "" && !strings.ContainsAny(text, " ?#\"<>\\")
}

func colour(text string) bool {
	digits, ok := strings.CutPrefix(text, "#")
	_, err := strconv.ParseUint(digits, 16, 32)
	return ok && len(digits) == 6 && err == nil
}

// path joins a path to the folder to which it is relative. It reports a path that
// leads out of the project and one of a file that does not exist.
func (d *decoder) path(dir string, v toml.Value, written string) (full string, ok bool) {
	full, ok = guide.Inside(dir, written)
	if !ok {
		d.problems.Add(d.at(v), "path-outside", written)
		return "", false
	}
	if info, err := fs.Stat(d.files, full); err != nil || info.IsDir() {
		d.problems.Add(d.at(v), "path-missing", written, full)
		return "", false
	}
	return full, true
}

// text reads a string or a table of strings by language. ok is false for any
// other value.
func (d *decoder) text(key string, v toml.Value) (text guide.Text, ok bool) {
	if s, isString := v.Any.(string); isString {
		if strings.TrimSpace(s) == "" {
			return nil, true
		}
		return guide.Text{d.passage(d.langs[0], v, s)}, true
	}
	if v.Table() == nil {
		d.wrong(v, key, "a text")
		return nil, false
	}
	for lang := range v.Table() {
		item := v.Get(lang)
		s, isString := item.Any.(string)
		switch {
		case !isString:
			d.wrong(item, lang, "a string")
		case !slices.Contains(d.langs, guide.Lang(lang)):
			d.unknownLanguage(d.keyAt(item), lang)
		case strings.TrimSpace(s) != "":
			text = append(text, d.passage(guide.Lang(lang), item, s))
		}
	}
	slices.SortFunc(text, func(a, b guide.Passage) int {
		return slices.Index(d.langs, a.Lang) - slices.Index(d.langs, b.Lang)
	})
	return text, true
}

func (d *decoder) passage(lang guide.Lang, v toml.Value, s string) guide.Passage {
	return guide.Passage{Lang: lang, Text: s, At: d.at(v), Literal: v.Literal()}
}

// unknownLanguage reports a key that is not a language code, or one of the
// guide's languages written differently. A language that the guide does not
// list is not an error: a translation may be in progress, or the table may be
// shared with other guides.
func (d *decoder) unknownLanguage(at diag.Place, lang string) {
	near := sameLanguage(lang, d.langs)
	if _, err := language.Parse(lang); err == nil && near == "" {
		return
	}
	p := diag.New(at, "unknown-language", lang)
	if p.Nearest = near; near == "" {
		p.Nearest = nearestLanguage(lang, d.langs)
	}
	*d.problems = append(*d.problems, p)
}

// sameLanguage returns the language of the list for another form of its code: zh,
// zh-CN and ZH-HANS all mean zh-Hans. It returns "" if there is none.
func sameLanguage(code string, langs []guide.Lang) string {
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

// decodeLanguages reads the guide's languages, each once.
func decodeLanguages(d *decoder, f *schema.Bound, v toml.Value) (all []guide.Lang) {
	d.items(f, v, func(item toml.Value) {
		code, ok := item.Any.(string)
		if !ok {
			d.wrong(item, f.Key, "a string")
			return
		}
		tag, err := language.Parse(code)
		switch {
		case err != nil:
			d.problems.Add(d.at(item), "bad-language", code)
			return
		case tag.String() != code:
			p := diag.New(d.at(item), "bad-language", code)
			p.Nearest = tag.String()
			*d.problems = append(*d.problems, p)
		case slices.Contains(all, guide.Lang(code)):
			d.problems.Add(d.at(item), "bad-language/twice", code)
			return
		}
		all = append(all, guide.Lang(tag.String()))
	})
	return all
}

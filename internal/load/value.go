package load

import (
	"io/fs"
	"path"
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
		d.wrong(v, f.Key, "a string", inQuotes(v.Raw()))
		return "", false
	}
	text = shortEnough(d, f, v, text)
	invalid := func(key, fix string) (string, bool) {
		d.problems.AddFix(d.at(v), inQuotes(fix), key, text)
		return "", false
	}
	switch f.Type {
	case schema.ID:
		if !guide.ValidID(text) {
			d.problems.AddFix(d.at(v), inQuotes(MeantID(text)), "bad-id", text)
		}
	case schema.Enum:
		return d.enum(f, v, text)
	case schema.Ref:
		return d.ref(f, v, text)
	case schema.Path:
		if f.Dir == schema.OwnFolder { // which Load finds out when it knows the files
			return text, true
		}
		return d.path(f.Dir, v, text)
	case schema.URL:
		if !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
			return invalid("bad-value/website", meantURL(text))
		}
	case schema.Identity:
		if !isIdentity(text) {
			return invalid("bad-value/identity", meantIdentity(text))
		}
	case schema.BaseURL:
		if !baseURL(text) {
			return invalid("bad-value/base-url", meantURL(text))
		}
		return strings.TrimRight(text, "/") + "/", true
	case schema.Colour:
		if !colour(text) {
			return invalid("bad-value/colour", meantColour(text))
		}
		return strings.ToLower(text), true
	case schema.TimeZone:
		if _, err := time.LoadLocation(text); err != nil || text == "Local" {
			return invalid("bad-value/timezone", meantZone(text))
		}
	case schema.Country:
		if len(text) != 2 || strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return invalid("bad-value/country", meantCountry(text))
		}
	}
	return text, true
}

// enum reads one of a field's values. One that is clearly meant, such as 博物馆 for
// museum, is used although it is reported.
func (d *decoder) enum(f *schema.Bound, v toml.Value, text string) (name string, ok bool) {
	if slices.ContainsFunc(f.Values, func(value schema.Value) bool { return value.Name == text }) {
		return text, true
	}
	names := f.Names()
	p := diag.New(d.at(v), "bad-value", f.Key, text, strings.Join(names, ", "))
	if p.Nearest = f.Named(text); p.Nearest == "" {
		p.Nearest = diag.Nearest(strings.ToLower(text), names)
	}
	d.problems.Append(p)
	return p.Nearest, p.Nearest != ""
}

// ref reports an unknown id. One that is clearly meant is used all the same. A
// site with a hall is resolved by decodeStop or decodeNotice, and the halls of a visit by decodeVisit.
func (d *decoder) ref(f *schema.Bound, v toml.Value, id string) (used string, ok bool) {
	if f.Refers == "site/hall" || f.Refers == "hall" || f.Refers == "route" || f.Refers == schema.EventKind { // routes and events are read later, and internal/check knows them
		return id, true
	}
	return refTo(d, f.Refers, v, id)
}

// refTo is ref for the id of a kind of thing.
func refTo(d *decoder, what string, v toml.Value, id string) (used string, ok bool) {
	known := d.names.of(what)
	if slices.Contains(known, id) {
		return id, true
	}
	near := d.names.named(what, id)
	if near == "" {
		near = diag.Nearest(id, known)
	}
	if near == "" && (d.names.unread || slices.Contains(known, "")) {
		return "", false // it may be the one that could not be read
	}
	p := diag.New(d.at(v), "unknown-reference", id, diag.Term(what))
	p.Nearest = near
	d.problems.Append(p)
	return near, near != ""
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
func (d *decoder) text(f *schema.Bound, v toml.Value) (text guide.Text, ok bool) {
	if s, isString := v.Any.(string); isString {
		if strings.TrimSpace(s) == "" {
			return nil, true
		}
		return guide.Text{d.passage(f, d.langs[0], v, s)}, true
	}
	if v.Table() == nil {
		fix := v.Raw()
		if v.Lost() || strings.ContainsAny(fix, "[{") {
			fix = ""
		}
		d.wrong(v, f.Key, "a text", inQuotes(fix))
		return nil, false
	}
	for lang := range v.Table() {
		item := v.Get(lang)
		s, isString := item.Any.(string)
		switch {
		case !isString:
			d.wrong(item, lang, "a string", "")
		case !slices.Contains(d.langs, guide.Lang(lang)):
			d.unknownLanguage(d.keyAt(item), lang)
		case strings.TrimSpace(s) != "":
			text = append(text, d.passage(f, guide.Lang(lang), item, s))
		}
	}
	slices.SortFunc(text, func(a, b guide.Passage) int {
		return slices.Index(d.langs, a.Lang) - slices.Index(d.langs, b.Lang)
	})
	return text, true
}

func (d *decoder) passage(f *schema.Bound, lang guide.Lang, v toml.Value, s string) guide.Passage {
	return guide.Passage{Lang: lang, Text: shortEnough(d, f, v, s), At: d.at(v), Literal: v.Literal()}
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
	d.problems.Append(p)
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
			d.wrong(item, f.Key, "a string", "")
			return
		}
		tag, err := language.Parse(code)
		if err != nil {
			meant := meantLanguage(code)
			d.problems.AddFix(d.at(item), inQuotes(meant), "bad-language", code)
			if meant != "" && !slices.Contains(all, guide.Lang(meant)) {
				all = append(all, guide.Lang(meant))
			}
			return
		}
		lang := guide.Lang(tag.String())
		if known := translations(d.theme); !slices.Contains(known, lang) {
			// zh-CN and en-US are languages, but the theme knows them as zh-Hans
			// and en. A project that needs another one adds a file of words for it.
			if same := sameLanguage(string(lang), known); same != "" && !exists(d.files, wordsDir+"/"+string(lang)+".toml") {
				lang = guide.Lang(same)
			}
		}
		switch {
		case string(lang) != code:
			key := "bad-language"
			if tag.String() == code {
				key = "bad-language/other"
			}
			d.problems.AddFix(d.at(item), inQuotes(string(lang)), key, code, string(lang))
		case slices.Contains(all, lang):
			d.problems.Add(d.at(item), "bad-language/twice", code)
			return
		}
		if !slices.Contains(all, lang) {
			all = append(all, lang)
		}
	})
	return all
}

// translations returns the languages for which the built-in theme has words.
func translations(theme fs.FS) (all []guide.Lang) {
	files, _ := fs.Glob(theme, wordsDir+"/*.toml")
	for _, file := range files {
		all = append(all, guide.Lang(strings.TrimSuffix(path.Base(file), ".toml")))
	}
	return all
}

func exists(fsys fs.FS, file string) bool {
	_, err := fs.Stat(fsys, file)
	return err == nil
}

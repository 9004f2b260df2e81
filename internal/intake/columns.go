package intake

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// A column is the meaning of the values under a heading.
type column struct {
	key   string     // of a field of [[site]], or of a column of the schema; also lat, lon, position, datum, accuracy, story, route
	lang  guide.Lang // of a text; "" for the guide's default
	unit  string     // the text in brackets in the heading, or its datum, folded
	loose bool       // only the end of the heading is known
}

// A vocabulary is what the columns of one kind of table are called.
type vocabulary struct {
	names, endings map[string]string // keys of columns by their names, and by the ends of names
	fields         map[string]*schema.Field
	needed         string // the key without which a line is no headings
	missing        string // the problem of a table without it
}

func (v *vocabulary) add(key string, f *schema.Field) {
	v.fields[key] = f
	for name := range strings.FieldsSeq(f.Headings) {
		v.names[name] = key
	}
	for name := range strings.FieldsSeq(f.Endings) {
		v.endings[name] = key
	}
}

// known returns all names of columns, to find the nearest one to an unknown name.
func (v *vocabulary) known() []string { return slices.Sorted(maps.Keys(v.names)) }

// translated reports whether a key has a text in a language.
func (v *vocabulary) translated(key string) bool {
	f := v.fields[key]
	return f != nil && (f.Type == schema.Text || f.Type == schema.Markdown) && key != "route"
}

func newVocabulary(needed, missing string) *vocabulary {
	return &vocabulary{names: map[string]string{}, endings: map[string]string{}, fields: map[string]*schema.Field{}, needed: needed, missing: missing}
}

// placeWords are the columns of a table of places.
var placeWords = sync.OnceValue(func() *vocabulary {
	v := newVocabulary("name", "import-column/name")
	for i := range schema.Site.Fields {
		if f := &schema.Site.Fields[i]; f.Table == &schema.Location {
			v.add("position", f)
		} else {
			v.add(f.Key, f)
		}
	}
	for _, fields := range [][]schema.Field{schema.Location.Fields, schema.Columns} {
		for i := range fields {
			v.add(fields[i].Key, &fields[i])
		}
	}
	v.add("story", schema.Stop.Field("story"))
	v.add("route", schema.Route.Field("title"))
	return v
})

// languages are the names of languages in headings.
var languages = []struct{ name, code string }{
	{"英文", "en"}, {"英语", "en"}, {"english", "en"}, {"繁体", "zh-Hant"}, {"繁體", "zh-Hant"}, {"中文", "zh-Hans"}, {"简体", "zh-Hans"},
	{"日文", "ja"}, {"日语", "ja"}, {"韩文", "ko"}, {"韩语", "ko"}, {"俄文", "ru"}, {"俄语", "ru"}, {"法文", "fr"}, {"德文", "de"},
}

// code is the form of a language's code in a heading.
var code = regexp.MustCompile(`^[a-z]{2,3}([-_][a-z]{2,4})?$`)

// longestHeading is the length in bytes of the longest text that is read as a heading.
const longestHeading = 300

// columnOf reads a heading such as 纬度, "Name (en)", address_en, 英文名,
// 经度（GCJ-02） or bd_lng. lang is the name of the language in the heading.
func (v *vocabulary) columnOf(heading string) (c column, lang string, ok bool) {
	if len(heading) > longestHeading {
		return c, "", false
	}
	heading = joined(heading, " ")
	h := Fold(heading)
	if i := strings.IndexAny(h, "([【"); i > 0 {
		c.unit = strings.Trim(h[i:], "()[]【】 ")
		h = strings.TrimSpace(h[:i])
	}
	h = strings.Trim(h, "*:. ")
	if c.key = v.names[plain(h)]; c.key != "" {
		if lang = languageNamed(c.unit); lang == "" && v.translated(c.key) && code.MatchString(c.unit) {
			lang = c.unit
		}
		return c, lang, true
	}
	for _, t := range languages {
		for _, rest := range []string{strings.TrimPrefix(h, t.name), strings.TrimSuffix(h, t.name)} {
			if key := v.names[plain(rest)]; rest != h && v.translated(key) {
				c.key = key
				return c, t.code, true
			}
		}
	}
	if i := strings.LastIndexAny(h, "_:.- "); i > 0 && code.MatchString(h[i+1:]) {
		if key := v.names[plain(h[:i])]; v.translated(key) {
			c.key = key
			return c, h[i+1:], true
		}
	}
	word, rest := datumIn(plain(h))
	if key := v.names[rest]; word != "" && (key == "lat" || key == "lon" || key == "position") { // 高德纬度
		c.key, c.unit = key, word
		return c, "", true
	}
	if c.key = v.ending(heading, plain(h)); c.key == "" {
		return c, "", false
	}
	if c.loose = true; word != "" && (c.key == "lat" || c.key == "lon" || c.key == "position") {
		c.unit = word
	}
	return c, "", true
}

// datumIn finds the name of a datum at the start or the end of a plain heading, and
// returns the rest.
func datumIn(h string) (word, rest string) {
	for _, name := range schema.DatumWords() {
		if len(name) <= len(word) {
			continue
		}
		for _, other := range []string{strings.TrimPrefix(h, name), strings.TrimSuffix(h, name)} {
			if other != h && other != "" {
				word, rest = name, other
			}
		}
	}
	return word, rest
}

// ending returns the key of the column in whose name a heading ends. Latin words are
// compared as a whole: "colon" is no longitude.
func (v *vocabulary) ending(heading, h string) string {
	lat, lon := strings.Contains(h, "纬度"), strings.Contains(h, "经度")
	switch { // 经度坐标, 纬度值
	case lat && !lon:
		return "lat"
	case lon && !lat:
		return "lon"
	}
	for i := range h { // the longest comes first
		if key := v.endings[h[i:]]; key != "" && h[i] >= 0x80 {
			return key
		}
	}
	tokens := tokensOf(heading)
	for i := range tokens {
		if key := v.endings[strings.Join(tokens[i:], "")]; key != "" {
			return key
		}
	}
	return ""
}

// tokensOf splits geo_Longitude, siteName and "Site Name" into words in lower case.
func tokensOf(heading string) []string {
	var tokens []string
	word := ""
	flush := func() {
		if word != "" {
			tokens = append(tokens, word)
		}
		word = ""
	}
	lower := false
	for _, c := range heading {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) || unicode.IsUpper(c) && lower {
			flush()
		}
		if lower = unicode.IsLower(c); unicode.IsLetter(c) || unicode.IsDigit(c) {
			word += strings.ToLower(string(c))
		}
	}
	flush()
	return tokens
}

// languageNamed returns the code of a language by its name, or "" for another word.
func languageNamed(word string) string {
	for _, t := range languages {
		if word == t.name {
			return t.code
		}
	}
	return ""
}

// plain returns a heading without the characters between its words.
func plain(h string) string { return between.Replace(h) }

var between = strings.NewReplacer(" ", "", "_", "", "-", "", "*", "", ":", "")

// language returns the guide's language that a code means: zh and zh-cn are
// zh-Hans in a guide without other Chinese. ok is false if the guide does not have it.
func language(g *guide.Guide, code string) (lang guide.Lang, ok bool) {
	code = strings.ReplaceAll(code, "_", "-")
	for _, l := range g.Languages {
		if strings.EqualFold(string(l), code) {
			return l, true
		}
	}
	base, _, _ := strings.Cut(strings.ToLower(code), "-")
	for _, l := range g.Languages {
		if other, _, _ := strings.Cut(strings.ToLower(string(l)), "-"); other == base && (code == base || len(code) == 5) {
			return l, true
		}
	}
	return "", false
}

package intake

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// A column is the meaning of the values under a heading.
type column struct {
	key  string     // of a field of [[site]]; also lat, lon, position, datum, accuracy, story, route, order, none
	lang guide.Lang // of a text; "" for the guide's default
	unit string     // the text in brackets in the heading, folded
}

// Columns that are not fields: the order of stops, and data that a guide ignores.
const (
	orderHeadings = "order 顺序 次序 站序 stop"
	noneHeadings  = "no number 序号 备注 remark note notes #"
)

// headings returns the keys of columns by their names. Most
// are declared in internal/schema.
var headings = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	add := func(key, names string) {
		for name := range strings.FieldsSeq(names) {
			all[name] = key
		}
	}
	for _, f := range schema.Site.Fields {
		if f.Table == &schema.Location {
			add("position", f.Headings)
		} else {
			add(f.Key, f.Headings)
		}
	}
	for _, f := range schema.Location.Fields {
		add(f.Key, f.Headings)
	}
	add("story", schema.Stop.Field("story").Headings)
	add("route", schema.Route.Field("title").Headings)
	add("order", orderHeadings)
	add("none", noneHeadings)
	return all
})

// known returns all names of columns, to find the nearest one to an unknown name.
func known() []string { return slices.Sorted(maps.Keys(headings())) }

// translated reports whether a key has a text in a language.
func translated(key string) bool {
	f := schema.Site.Field(key)
	return key == "story" || f != nil && (f.Type == schema.Text || f.Type == schema.Markdown)
}

// languages are the names of languages in headings.
var languages = []struct{ name, code string }{
	{"英文", "en"}, {"英语", "en"}, {"english", "en"}, {"繁体", "zh-Hant"}, {"繁體", "zh-Hant"}, {"中文", "zh-Hans"}, {"简体", "zh-Hans"},
	{"日文", "ja"}, {"日语", "ja"}, {"韩文", "ko"}, {"韩语", "ko"}, {"俄文", "ru"}, {"俄语", "ru"}, {"法文", "fr"}, {"德文", "de"},
}

// columnOf reads a heading such as 纬度, "Name (en)", address_en, 英文名 or
// 经度（GCJ-02）. lang is the name of the language in the heading.
func columnOf(heading string) (c column, lang string, ok bool) {
	h := Fold(heading)
	if i := strings.IndexAny(h, "(["); i > 0 {
		c.unit = strings.Trim(h[i:], "()[] ")
		h = strings.TrimSpace(h[:i])
	}
	if c.key = headings()[plain(h)]; c.key != "" {
		if lang = languageNamed(c.unit); lang == "" && translated(c.key) {
			lang = c.unit
		}
		return c, lang, true
	}
	for _, t := range languages {
		for _, rest := range []string{strings.TrimPrefix(h, t.name), strings.TrimSuffix(h, t.name)} {
			if key := headings()[plain(rest)]; rest != h && translated(key) {
				c.key = key
				return c, t.code, true
			}
		}
	}
	if i := strings.LastIndexAny(h, "_:.- "); i > 0 {
		if key := headings()[plain(h[:i])]; translated(key) && len(h)-i > 2 && len(h)-i < 10 {
			c.key = key
			return c, h[i+1:], true
		}
	}
	for datum := range strings.FieldsSeq("高德 腾讯 百度 wgs84 gcj02 bd09") { // 高德纬度
		if key := headings()[plain(strings.TrimPrefix(h, datum))]; strings.HasPrefix(h, datum) && (key == "lat" || key == "lon" || key == "position") {
			c.key, c.unit = key, datum
			return c, "", true
		}
	}
	return c, "", false
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
func plain(h string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "", "*", "").Replace(h)
}

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

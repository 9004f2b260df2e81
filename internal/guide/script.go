package guide

import (
	"reflect"
	"slices"
	"sync"

	"wayside/internal/diag"
)

// A Conversion says in which script an edition is made from another one.
type Conversion struct {
	Traditional   string     `toml:"zh-Hant"` // "zh-Hans", or "" if it is not converted
	TraditionalAt diag.Place `toml:"zh-Hant,place"`
	Simplified    string     `toml:"zh-Hans"` // "zh-Hant", or "" if it is not converted
	SimplifiedAt  diag.Place `toml:"zh-Hans,place"`
	Region        string     `toml:"region"` // "tw", "hk", or "" for neither
	RegionAt      diag.Place `toml:"region,place"`
	Terms         []Term     // of the edition that is made, in the order of their file
}

// A Term is a word that is always converted in the same way.
type Term struct {
	At       diag.Place
	Word, By string
}

// Conversion returns the languages from which and to which texts are converted; ok is false
// if none is, or the guide does not have both.
func (g *Guide) Conversion() (from, to Lang, ok bool) {
	switch c := &g.Convert; {
	case c.Traditional != "" && c.Simplified == "":
		from, to = Lang(c.Traditional), "zh-Hant"
	case c.Simplified != "" && c.Traditional == "":
		from, to = Lang(c.Simplified), "zh-Hans"
	}
	return from, to, slices.Contains(g.Languages, from) && slices.Contains(g.Languages, to)
}

// Converted returns a copy of the guide in which every text, page and caption that is in
// from and not in to is in both. What it shares with the guide is not changed. The bodies
// of pages and the Markdown of texts are converted where they are rendered.
func (g *Guide) Converted(from, to Lang, convert func(string) string) *Guide {
	c := conversion{from: from, to: to, convert: convert, order: g.Languages}
	next := *g
	c.value(reflect.ValueOf(&next).Elem())
	next.Index()
	return &next
}

// A conversion is the copying of a guide.
type conversion struct {
	from, to Lang
	convert  func(string) string
	order    []Lang
}

// value converts the texts in a value, which is a copy. What it refers to is copied first.
func (c *conversion) value(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *Text:
		*x = c.text(*x)
		return
	case *Document:
		x.Pages = c.pages(c.details(x.Pages))
	case *Recording:
		x.Captions = c.captions(x.Captions)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && hasTexts(f.Type) {
				c.value(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			return
		}
		copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(copied, v)
		v.Set(copied)
		for i := range v.Len() {
			c.value(v.Index(i))
		}
	case reflect.Map:
		copied := reflect.MakeMapWithSize(v.Type(), v.Len())
		for entries := v.MapRange(); entries.Next(); {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(entries.Value())
			c.value(element)
			copied.SetMapIndex(entries.Key(), element)
		}
		if !v.IsNil() {
			v.Set(copied)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			v.Set(copied)
			c.value(copied.Elem())
		}
	}
}

func (c *conversion) text(t Text) Text {
	return converted(c, t, func(p Passage) Lang { return p.Lang }, func(p *Passage) {
		p.Lang, p.From, p.Text, p.Literal = c.to, c.from, c.convert(p.Text), false
	})
}

// details converts what events and series say besides their pages' texts, which does not
// depend on the language of a page.
func (c *conversion) details(pages []Page) []Page {
	pages = slices.Clone(pages)
	for i := range pages {
		p := &pages[i]
		if p.Event != nil {
			p.Event = convertedCopy(c, p.Event)
		}
		if p.Series != nil {
			p.Series = convertedCopy(c, p.Series)
		}
	}
	return pages
}

func convertedCopy[T any](c *conversion, of *T) *T {
	copied := *of
	c.value(reflect.ValueOf(&copied).Elem())
	return &copied
}

func (c *conversion) pages(pages []Page) []Page {
	return converted(c, pages, func(p Page) Lang { return p.Lang }, func(p *Page) {
		p.Lang, p.From, p.Placeholders = c.to, c.from, nil
		p.Title, p.Summary = c.convert(p.Title), c.convert(p.Summary)
		if p.Particulars != nil {
			about := *p.Particulars
			about.Roles = slices.Clone(about.Roles)
			for i, role := range about.Roles {
				about.Roles[i] = c.convert(role)
			}
			p.Particulars = &about
		}
	})
}

func (c *conversion) captions(all []Captions) []Captions {
	return converted(c, all, func(x Captions) Lang { return x.Lang }, func(x *Captions) {
		x.Lang, x.From, x.Cues = c.to, c.from, slices.Clone(x.Cues)
		for i := range x.Cues {
			x.Cues[i].Text = c.convert(x.Cues[i].Text)
		}
	})
}

// converted returns a list by language with the entry that is made of the original's, if the
// list has the original and no entry of its own.
func converted[T any](c *conversion, all []T, lang func(T) Lang, convert func(*T)) []T {
	i := slices.IndexFunc(all, func(x T) bool { return lang(x) == c.from })
	if i < 0 || slices.ContainsFunc(all, func(x T) bool { return lang(x) == c.to }) {
		return all
	}
	x := all[i]
	convert(&x)
	return inOrder(c, append(slices.Clone(all), x), lang)
}

// inOrder sorts by language, in the order of the guide's.
func inOrder[T any](c *conversion, all []T, lang func(T) Lang) []T {
	slices.SortStableFunc(all, func(a, b T) int {
		return slices.Index(c.order, lang(a)) - slices.Index(c.order, lang(b))
	})
	return all
}

var withTexts sync.Map // reflect.Type → bool

// hasTexts reports whether values of a type contain texts of the guide.
func hasTexts(t reflect.Type) bool {
	if known, ok := withTexts.Load(t); ok {
		return known.(bool)
	}
	has := false
	switch t {
	case reflect.TypeFor[Text](), reflect.TypeFor[Document](), reflect.TypeFor[Recording]():
		has = true
	default:
		switch t.Kind() {
		case reflect.Struct:
			for i := range t.NumField() {
				has = has || t.Field(i).IsExported() && hasTexts(t.Field(i).Type)
			}
		case reflect.Slice, reflect.Map, reflect.Pointer:
			has = hasTexts(t.Elem())
		}
	}
	withTexts.Store(t, has)
	return has
}

package guide

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"wayside/internal/media"
)

func TestConversion(t *testing.T) {
	both := []Lang{"zh-Hans", "zh-Hant"}
	for _, c := range []struct {
		convert  Conversion
		langs    []Lang
		from, to Lang
		ok       bool
	}{
		{Conversion{Traditional: "zh-Hans"}, both, "zh-Hans", "zh-Hant", true},
		{Conversion{Simplified: "zh-Hant"}, both, "zh-Hant", "zh-Hans", true},
		{Conversion{Traditional: "zh-Hans"}, both[:1], "zh-Hans", "zh-Hant", false},
		{Conversion{Traditional: "zh-Hans", Simplified: "zh-Hant"}, both, "", "", false},
		{Conversion{Region: "tw"}, both, "", "", false},
	} {
		g := &Guide{Languages: c.langs, Convert: c.convert}
		if from, to, ok := g.Conversion(); from != c.from || to != c.to || ok != c.ok {
			t.Errorf("%+v: %s, %s, %v", c.convert, from, to, ok)
		}
	}
}

// sample returns a guide with a text in every place that has one.
func sample() *Guide {
	g := &Guide{Languages: []Lang{"zh-Hans", "zh-Hant", "en"}}
	fillTexts(reflect.ValueOf(g).Elem(), 0)
	g.Index()
	return g
}

// fillTexts gives every text of a value a passage, and every list an element.
func fillTexts(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *Text:
		*x = Text{{Lang: "zh-Hans", Text: "a"}, {Lang: "en", Text: "a"}}
		return
	case *Document:
		defer func() {
			event := &EventDetails{}
			fillTexts(reflect.ValueOf(event).Elem(), depth+1)
			x.Pages = []Page{{Lang: "zh-Hans", Title: "a", Summary: "a", Event: event}, {Lang: "en", Title: "a"}}
		}()
	case *Recording:
		x.Captions = []Captions{{Lang: "zh-Hans", Cues: []media.Cue{{Text: "a"}}}}
		return
	}
	if depth > 12 || !hasTexts(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillTexts(v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillTexts(v.Index(0), depth+1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillTexts(v.Elem(), depth+1)
	case reflect.Map:
		element := reflect.New(v.Type().Elem()).Elem()
		fillTexts(element, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), element)
	}
}

// TestConverted converts a guide with a text in every place. The original stays as it is.
func TestConverted(t *testing.T) {
	g := sample()
	converted := g.Converted("zh-Hans", "zh-Hant", strings.ToUpper)
	if !reflect.DeepEqual(g, sample()) {
		t.Error("the guide that was converted has changed")
	}
	texts := 0
	var visit func(reflect.Value)
	visit = func(v reflect.Value) {
		if text, ok := v.Interface().(Text); ok {
			texts++
			want := Text{{Lang: "zh-Hans", Text: "a"}, {Lang: "zh-Hant", From: "zh-Hans", Text: "A"}, {Lang: "en", Text: "a"}}
			if !reflect.DeepEqual(text, want) {
				t.Errorf("a text is %+v", text)
			}
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					visit(v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				visit(v.Elem())
			}
		}
	}
	visit(reflect.ValueOf(*converted))
	if texts < 40 {
		t.Errorf("%d texts were seen", texts)
	}
	pages := converted.Sites[0].Document.Pages
	if len(pages) != 3 || pages[1].Lang != "zh-Hant" || pages[1].From != "zh-Hans" || pages[1].Title != "A" || pages[1].Summary != "A" {
		t.Errorf("the pages of a site are %+v", pages)
	}
	for _, r := range converted.Recordings {
		if c := r.In("zh-Hant"); c == nil || c.From != "zh-Hans" || c.Cues[0].Text != "A" {
			t.Errorf("the captions are %+v", r.Captions)
		}
	}
	if site := converted.Site(""); site != &converted.Sites[0] {
		t.Error("the index is that of the original")
	}
}

// TestConvertedKeeps converts texts that are written in the language already, or not in the
// one from which they would be converted.
func TestConvertedKeeps(t *testing.T) {
	g := &Guide{Languages: []Lang{"zh-Hant", "zh-Hans", "en"}, Title: Text{{Lang: "zh-Hans", Text: "a"}, {Lang: "zh-Hant", Text: "b"}}, Publisher: Text{{Lang: "en", Text: "c"}}}
	converted := g.Converted("zh-Hans", "zh-Hant", strings.ToUpper)
	if !slices.Equal(converted.Title, g.Title) || !slices.Equal(converted.Publisher, g.Publisher) {
		t.Errorf("the texts are %+v, %+v", converted.Title, converted.Publisher)
	}
	g.Title = g.Title[:1]
	if title := g.Converted("zh-Hans", "zh-Hant", strings.ToUpper).Title; title[0].Lang != "zh-Hant" {
		t.Errorf("the first language is not the first: %+v", title)
	}
}

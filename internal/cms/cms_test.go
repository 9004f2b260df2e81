package cms

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

func english(w schema.Words) string { return w.EN }

func page(file string, lang guide.Lang, title string) guide.Page {
	return guide.Page{At: diag.Place{File: file}, Lang: lang, Title: title}
}

// coast is a guide in two languages, with a site of each form.
func coast() *guide.Guide {
	return &guide.Guide{
		Languages: []guide.Lang{"zh-Hans", "en"},
		Themes:    []guide.Theme{{ID: "sea", Name: guide.Text{{Lang: "zh-Hans", Text: "守海"}}}},
		Sites: []guide.Site{
			{Document: guide.Document{ID: "pier", Folder: true, Pages: []guide.Page{
				page("content/sites/pier/index.md", "zh-Hans", "码头"), page("content/sites/pier/index.en.md", "en", "Pier"),
			}}},
			{Document: guide.Document{ID: "tower", Pages: []guide.Page{page("content/sites/tower.md", "zh-Hans", "塔")}}},
			{Document: guide.Document{ID: "unwritten"}},
		},
		Pages: []guide.Document{{ID: "about", Pages: []guide.Page{page("content/about.md", "zh-Hans", "关于")}}},
	}
}

func configOf(t *testing.T, system string, g *guide.Guide) (c configuration) {
	t.Helper()
	data, ok := Config(system, g, english)
	if !ok {
		t.Fatalf("no configuration for %s", system)
	}
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func names(c configuration) (all []string) {
	for _, one := range c.Collections {
		all = append(all, one.Name)
	}
	return all
}

func keys(fields []field) (all []string) {
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return all
}

func TestSveltia(t *testing.T) {
	c := configOf(t, "sveltia", coast())
	if got := names(c); !slices.Equal(got, []string{"sites", "sites-files", "pages", "people", "programme"}) {
		t.Errorf("collections: %s", got)
	}
	sites := c.Collections[0]
	want := slices.DeleteFunc(append(schema.Page.Keys(), "body"), func(key string) bool { return key == "former" })
	if got := keys(sites.Fields); !slices.Equal(got, want) {
		t.Errorf("fields of a page: %s", got)
	}
	if themes := sites.Fields[slices.Index(want, "themes")]; !themes.Multiple || themes.I18n || len(themes.Options) != 1 || themes.Options[0] != (option{"守海", "sea"}) {
		t.Errorf("themes: %+v", themes)
	}
	if c.I18n == nil || !c.I18n.OmitDefault || c.I18n.Default != "zh-Hans" || !sites.I18n || !sites.Fields[0].I18n {
		t.Errorf("languages: %+v", c.I18n)
	}
	if got := keys(c.Collections[3].Fields); slices.Contains(got, "born") || !slices.Contains(got, "gloss") {
		t.Errorf("fields of a person: %s", got)
	}
	programme := c.Collections[4]
	if got := keys(programme.Fields); !slices.Contains(got, "request") || !slices.Contains(got, "duration") || slices.Contains(got, "start") || slices.Contains(got, "booking") {
		t.Errorf("fields of an event: %s", got)
	}
	for _, f := range programme.Fields {
		if want := f.Name == "title" || f.Name == "summary" || f.Name == "body" || f.Name == "date" || f.Name == "draft" || f.Name == "cover"; f.I18n != want {
			t.Errorf("%s is in each language: %t", f.Name, f.I18n)
		}
	}
	one := coast()
	one.Languages, one.Themes = one.Languages[:1], nil
	if c := configOf(t, "sveltia", one); c.I18n != nil || c.Collections[0].I18n || slices.Contains(keys(c.Collections[0].Fields), "themes") {
		t.Errorf("a guide in one language without themes: %+v", c)
	}
}

func TestDecap(t *testing.T) {
	c := configOf(t, "decap", coast())
	if got := names(c); !slices.Equal(got, []string{"sites", "pages", "sites-en"}) {
		t.Errorf("collections: %s", got)
	}
	var files []string
	for _, one := range c.Collections {
		for _, f := range one.Files {
			files = append(files, f.Name+" "+f.Label+" "+f.File)
			if slices.Contains(keys(f.Fields), "date") {
				t.Errorf("%s has a date, which Decap would write as a string", f.File)
			}
		}
	}
	want := []string{
		"sites-pier-index 码头 content/sites/pier/index.md", "sites-tower 塔 content/sites/tower.md", "about 关于 content/about.md",
		"sites-pier-index-en 码头 content/sites/pier/index.en.md",
	}
	if !slices.Equal(files, want) {
		t.Errorf("files: %q", files)
	}
	if _, ok := Config("hugo", coast(), english); ok {
		t.Error("a configuration for an unknown system")
	}
}

// TestSveltiaSchema validates the configuration with the schema in the npm package
// @sveltia/cms, where WAYSIDE_SVELTIA names its folder.
func TestSveltiaSchema(t *testing.T) {
	folder := os.Getenv("WAYSIDE_SVELTIA")
	if folder == "" {
		t.Skip("WAYSIDE_SVELTIA is not set")
	}
	s, err := jsonschema.NewCompiler().Compile(filepath.Join(folder, "schema", "sveltia-cms.json"))
	if err != nil {
		t.Fatal(err)
	}
	data, _ := Config("sveltia", coast(), english)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Error(err)
	}
}

package cms

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

func english(w schema.Words) string { return w.EN }

func unwrittenFront(string) string { return "" }

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
		Events: []guide.Event{{ID: "talk", Document: guide.Document{ID: "talk", Pages: []guide.Page{
			page("content/programme/talk.md", "zh-Hans", "宣讲"), page("content/programme/talk.en.md", "en", "Talk"),
		}}}},
		Series: []guide.Series{{ID: "talks", Document: guide.Document{ID: "talks", Pages: []guide.Page{page("content/series/talks.md", "zh-Hans", "六讲")}}}},
		Pages:  []guide.Document{{ID: "about", Pages: []guide.Page{page("content/about.md", "zh-Hans", "关于")}}},
	}
}

func configOf(t *testing.T, system string, g *guide.Guide) (c configuration) {
	t.Helper()
	data, _, ok := Config(system, g, unwrittenFront, english)
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
	if got := names(c); !slices.Equal(got, []string{"sites", "sites-files", "pages", "people", "programme", "series"}) {
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
	if got := keys(programme.Fields); !slices.Contains(got, "request") || !slices.Contains(got, "duration") || slices.Contains(got, "standards") || slices.Contains(got, "former") {
		t.Errorf("fields of an event: %s", got)
	}
	for path, want := range map[string]string{
		"start": "datetime", "except": "list", "reason": "object", "reason.en": "string", "needs": "list", "needs.zh-Hans": "string",
		"change": "list", "change.date": "datetime", "change.status": "select", "change.start": "datetime", "change.reason.en": "string",
		"booking": "object", "booking.until": "datetime", "booking.days": "number", "group.from": "number", "materials": "list", "materials.file": "string",
	} {
		if got := fieldOf(programme.Fields, path).Widget; got != want {
			t.Errorf("%s of an event is a %q, want a %q", path, got, want)
		}
	}
	series := c.Collections[5]
	for path, want := range map[string]string{
		"part": "list", "part.event": "select", "part.title.en": "string", "part.materials.text": "object", "certificate": "boolean", "question": "", "former": "",
	} {
		if got := fieldOf(series.Fields, path).Widget; got != want {
			t.Errorf("%s of a series is a %q, want a %q", path, got, want)
		}
	}
	if talk := fieldOf(series.Fields, "part.event"); len(talk.Options) != 1 || talk.Options[0] != (option{"宣讲", "talk"}) {
		t.Errorf("events: %+v", talk.Options)
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

// fieldOf returns the field with a path, the zero field if there is none.
func fieldOf(fields []field, path string) field {
	key, below, deeper := strings.Cut(path, ".")
	i := slices.IndexFunc(fields, func(f field) bool { return f.Name == key })
	switch {
	case i < 0:
		return field{}
	case deeper:
		return fieldOf(fields[i].Fields, below)
	}
	return fields[i]
}

// TestTexts checks in which form texts are edited: in that in which the guide has them.
func TestTexts(t *testing.T) {
	zh, both := guide.Text{{Lang: "zh-Hans", Text: "馆长"}}, guide.Text{{Lang: "zh-Hans", Text: "馆长"}, {Lang: "en", Text: "The director"}}
	for _, test := range []struct {
		speakers []guide.Text
		langs    int
		want     string
	}{
		{[]guide.Text{zh, nil}, 2, "string"},
		{[]guide.Text{both, nil}, 2, "object"},
		{[]guide.Text{zh, both}, 2, ""},
		{[]guide.Text{nil}, 2, "object"},
		{[]guide.Text{nil}, 1, "string"},
	} {
		g := coast()
		g.Languages, g.Events = g.Languages[:test.langs], nil
		for _, speaker := range test.speakers {
			g.Events = append(g.Events, guide.Event{Document: guide.Document{Pages: []guide.Page{{Event: &guide.EventDetails{Speaker: speaker}}}}})
		}
		if got := fieldOf(configOf(t, "sveltia", g).Collections[4].Fields, "speaker").Widget; got != test.want {
			t.Errorf("%v: the speaker is a %q, want a %q", test.speakers, got, test.want)
		}
	}
	// The titles of some parts are translated: a list without them would lose them.
	g := coast()
	g.Series[0].Document.Pages[0].Series = &guide.SeriesDetails{Parts: []guide.SeriesPart{{Title: zh}, {Title: both}}}
	if got := fieldOf(configOf(t, "sveltia", g).Collections[5].Fields, "part"); got.Widget != "" {
		t.Errorf("parts: %+v", got)
	}
}

// TestTextsOfAll checks that the form of every text of events and series is known.
func TestTextsOfAll(t *testing.T) {
	var visit func(table *schema.Table, path string, known forms)
	visit = func(table *schema.Table, path string, known forms) {
		for i := range table.Fields {
			f := &table.Fields[i]
			if _, ok := known[path+f.Key]; f.Type == schema.Text && !ok {
				t.Errorf("the form of %s of %s is not known", path+f.Key, table.Name)
			}
			if f.Table != nil && f.Table != &schema.Standard && f.Table != &schema.Question {
				visit(f.Table, path+f.Key+".", known)
			}
		}
	}
	visit(&schema.Event, "", eventForms(&guide.Guide{}))
	visit(&schema.Series, "", seriesForms(&guide.Guide{}))
}

func TestDecap(t *testing.T) {
	c := configOf(t, "decap", coast())
	if got := names(c); !slices.Equal(got, []string{"sites", "pages", "programme", "series", "sites-en", "programme-en"}) {
		t.Errorf("collections: %s", got)
	}
	var files []string
	for _, one := range c.Collections {
		for _, f := range one.Files {
			files = append(files, f.Name+" "+f.Label+" "+f.File)
			for _, path := range []string{"date", "start", "end", "except", "change", "booking.until"} {
				if fieldOf(f.Fields, path).Widget != "" {
					t.Errorf("%s has %s, which Decap would write as a string", f.File, path)
				}
			}
		}
	}
	want := []string{
		"sites-pier-index 码头 content/sites/pier/index.md", "sites-tower 塔 content/sites/tower.md", "about 关于 content/about.md",
		"programme-talk 宣讲 content/programme/talk.md", "series-talks 六讲 content/series/talks.md",
		"sites-pier-index-en 码头 content/sites/pier/index.en.md", "programme-talk-en 宣讲 content/programme/talk.en.md",
	}
	if !slices.Equal(files, want) {
		t.Errorf("files: %q", files)
	}
	if got := keys(c.Collections[5].Files[0].Fields); !slices.Equal(got, []string{"title", "summary", "draft", "cover", "body"}) {
		t.Errorf("fields of a translation: %s", got)
	}
	if got := c.Collections[2].Files[0].Fields; fieldOf(got, "booking.phone").Widget != "string" || fieldOf(got, "materials.url").Widget != "string" || fieldOf(got, "group.to").Widget != "number" {
		t.Errorf("fields of an event: %s", keys(got))
	}
	if _, _, ok := Config("hugo", coast(), unwrittenFront, english); ok {
		t.Error("a configuration for an unknown system")
	}
}

// TestDecapDates checks that files are left out that Decap could not read.
func TestDecapDates(t *testing.T) {
	for front, want := range map[string]bool{
		"date = 2026-11-20\n":                                false,
		"date = 2026-11-20  # revised\n":                     false,
		"start = 2026-11-20T15:00:00\nend = 2026-11-20":      false,
		"booking = { phone = \"1\", until = 2026-11-20 }\n":  true,
		"booking = { until = 2026-11-20, phone = \"1\" }\n":  true,
		"booking = { until = \"2026-11-20\" }\n":             false,
		"except = [2026-11-20]\n":                            true,
		"except = [\"2026-11-20\"]\n":                        false,
		"[booking]\nuntil = 2026-11-20\n":                    false,
		"[[change]]\ndate = 2026-11-20\nstatus = \"moved\"":  false,
		"title = \"2026-11-20 }\"\n":                         false,
		"x = [{ a = [2026-11-20, 2026-11-21] }]\nbroken = {": true,
	} {
		if got := datesHide(front); got != want {
			t.Errorf("%q: %t", front, got)
		}
	}
	data, left, _ := Config("decap", coast(), func(file string) string {
		if file == "content/programme/talk.md" {
			return "booking = { until = 2026-11-20 }\n"
		}
		return ""
	}, english)
	if !slices.Equal(left, []string{"content/programme/talk.md"}) || bytes.Contains(data, []byte("programme/talk.md")) {
		t.Errorf("left out: %q", left)
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
	data, _, _ := Config("sveltia", coast(), unwrittenFront, english)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Error(err)
	}
}

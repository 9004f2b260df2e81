package build

import (
	"slices"
	"testing"
	"testing/fstest"

	"wayside"
	"wayside/internal/check"
	"wayside/internal/diag"
	"wayside/internal/load"
	"wayside/internal/schematest"
	"wayside/internal/timetable"
)

// TestTypos checks that each typo of the table of internal/schema is reported with its
// rule.
func TestTypos(t *testing.T) {
	all := schematest.ReadTypos(t, "../schema/testdata/typos.toml")
	project := fstest.MapFS{"content/sites/kaishan/photos/gate.jpg": {}}
	places := map[string]string{
		"sites": "sites.toml", "route": "routes/day.toml", "terms": "content/terms.toml", "visits": "visits.toml",
		"photos": "content/sites/kaishan/photos/photos.toml", "page": "content/sites/kaishan/index.md",
	}
	write := func(kind, text string) {
		if kind == "page" {
			text = "+++\n" + text + "+++\n\n守岛的人。\n"
		}
		project[places[kind]] = &fstest.MapFile{Data: []byte(text)}
	}
	errors := func() (rules []string) {
		g, problems, err := load.New(project, wayside.Theme).Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, _, private, err := load.Visits(t.Context(), load.New(project, wayside.Theme))
		if err != nil {
			t.Fatal(err)
		}
		problems = append(problems, private...)
		for _, p := range append(problems, check.Check(g, timetable.New(g))...) {
			if p.Severity() == diag.Error {
				rules = append(rules, p.Rule())
			}
		}
		return rules
	}
	for kind, text := range all.Files {
		write(kind, text)
	}
	if found := errors(); len(found) > 0 {
		t.Errorf("without a typo: %s", found)
	}
	for _, typo := range all.Typo {
		write(typo.File, all.Text(t, typo))
		if found := errors(); !slices.Contains(found, typo.Rule) {
			t.Errorf("%s, %s: want %s, got %s", typo.File, typo.Wrong, typo.Rule, found)
		}
		write(typo.File, all.Files[typo.File])
	}
}

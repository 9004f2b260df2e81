package schema_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"wayside/internal/schema"
	"wayside/internal/schematest"
)

// frontMatter returns the TOML between the +++ lines of a page, "" for none.
func frontMatter(text string) string {
	if rest, ok := strings.CutPrefix(text, "+++\n"); ok {
		front, _, _ := strings.Cut(rest, "\n+++\n")
		return front
	}
	return ""
}

// TestJSONOfSample validates every TOML file of the sample guide.
func TestJSONOfSample(t *testing.T) {
	project := os.DirFS("../..")
	sample := map[string]map[string]string{"sites": {}, "route": {}, "photos": {}, "page": {}, "person": {}, "event": {}, "series": {}, "visits": {}}
	read := func(kind, file string) {
		data, err := fs.ReadFile(project, file)
		if err != nil {
			t.Fatal(err)
		}
		sample[kind][file] = string(data)
	}
	read("sites", "sites.toml")
	read("visits", "visits.toml")
	for _, dir := range []string{"routes", "content"} {
		err := fs.WalkDir(project, dir, func(file string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case dir == "routes" && path.Ext(file) == ".toml":
				read("route", file)
			case path.Base(file) == "photos.toml":
				read("photos", file)
			case dir == "content" && path.Ext(file) == ".md":
				kind := "page"
				switch path.Dir(file) {
				case "content/people":
					kind = "person"
				case "content/series":
					kind = "series"
				case "content/programme":
					kind = "event"
				}
				read(kind, file)
				sample[kind][file] = frontMatter(sample[kind][file])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all := schematest.Compile(t, "", "")
	for kind, files := range sample {
		if len(files) == 0 {
			t.Errorf("the sample has no file of the kind %s", kind)
		}
		s := schematest.Compile(t, kind, "")
		for file, text := range files {
			value := schematest.Decode(t, text)
			if err := s.Validate(value); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			if err := all.Validate(value); err != nil {
				t.Errorf("%s by the schema of all files: %v", file, err)
			}
		}
	}
}

func TestJSONRefuses(t *testing.T) {
	const guide = "[guide]\ntitle = \"x\"\nlanguages = [\"en\"]\n"
	const site = guide + "[[site]]\nid = \"a\"\nname = \"A\"\n"
	for _, c := range []struct {
		kind, text string
		valid      bool
	}{
		{"sites", site, true},
		{"sites", site + "capacity = 80\nstay = \"1h30m\"\nname2 = 1\n", false},
		{"sites", site + "capacity = 80\nstay = \"1h30m\"\n", true},
		{"sites", site + "capacity = 0\n", false},
		{"sites", site + "capacity = 1.5\n", false},
		{"sites", site + "stay = 5\n", false},
		{"sites", site + "stay = \"an hour\"\n", false},
		{"sites", site + "kind = \"memorail\"\n", false},
		{"sites", site + "location = { lat = 91, lon = 0 }\n", false},
		{"sites", site + "location = { lat = 1 }\n", false},
		{"sites", "[[site]]\nid = \"a\"\nname = \"A\"\n", false},
		{"route", "title = { en = \"x\" }\ndate = 2026-10-14\nstart = 08:30:00\n", true},
		{"route", "title = { en = 1 }\n", false},
		{"route", "title = \"x\"\ndate = 08:30:00\n", false},
		{"page", "title = \"x\"\n", true},
		{"page", "title = { en = \"x\" }\n", false},
		{"photos", "[[photo]]\nalt = \"x\"\n", false},
	} {
		if err := schematest.Compile(t, c.kind, "").Validate(schematest.Decode(t, c.text)); (err == nil) != c.valid {
			t.Errorf("%q: %v", c.text, err)
		}
	}
	if _, ok := schema.JSON("site", schematest.English); ok {
		t.Error("a schema of an unknown kind of file")
	}
}

package main

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/load"
	"wayside/internal/schema"
)

// commented matches a commented-out line of a starter file: a key with a value,
// or a header.
var commented = regexp.MustCompile(`(?m)^# ?((\w+ *= |\[\[\w+).*)$`)

// TestStarterFiles loads the files that new writes with all commented-out lines
// enabled, and checks that each is a field of the format with a valid value.
func TestStarterFiles(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		project := fstest.MapFS{}
		root := path.Join("starts", lang)
		read := func(file string) []byte {
			text, err := readStart(path.Join(root, file), "another")
			if err != nil {
				t.Fatal(err)
			}
			return commented.ReplaceAll([]byte(text), []byte("$1"))
		}
		if err := fs.WalkDir(starts, path.Join(root, "guide"), func(file string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				name := strings.TrimPrefix(file, root+"/")
				project[strings.TrimPrefix(name, "guide/")] = &fstest.MapFile{Data: read(name)}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		site, route, page := read("site.toml"), read("route.toml"), read("site/index.md")
		project["sites.toml"].Data = append(append(project["sites.toml"].Data, '\n'), site...)
		project["routes/another.toml"] = &fstest.MapFile{Data: route}
		project["content/sites/another/index.md"] = &fstest.MapFile{Data: page}
		project["content/people/another.md"] = &fstest.MapFile{Data: read("person.md")}
		project["content/programme/another.md"] = &fstest.MapFile{Data: read("event.md")}
		project["content/programme/ordered.md"] = &fstest.MapFile{Data: read("activity.md")}
		project["content/series/another.md"] = &fstest.MapFile{Data: read("series.md")}
		project["visits.toml"] = &fstest.MapFile{Data: read("visits.toml")}

		enabled := 0
		for _, f := range []string{"site.toml", "route.toml", "site/index.md", "person.md", "event.md", "activity.md", "series.md", "visits.toml"} {
			data, _ := starts.ReadFile(path.Join(root, f))
			enabled += len(commented.FindAll(data, -1))
		}
		if enabled < 20 {
			t.Errorf("%s: only %d commented-out lines were found", lang, enabled)
		}
		_, problems, err := load.New(project, wayside.Theme).Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, booked, private, err := load.Visits(t.Context(), load.New(project, wayside.Theme))
		if err != nil || len(booked.Places) != 1 || len(booked.Visits) != 1 {
			t.Fatal(booked, err)
		}
		for _, p := range append(problems, private...) {
			if p.Rule() == "placeholder" {
				continue
			}
			// The examples refer to sites, themes and files that do not exist.
			if rule := p.Rule(); rule != "unknown-reference" && rule != "unknown-site" {
				t.Errorf("%s: %s", lang, p.Line(diag.English))
			}
		}
	}
}

// TestPlaceholders checks that the files that new writes have every placeholder in
// both languages, and no other.
func TestPlaceholders(t *testing.T) {
	token := regexp.MustCompile(`\{[a-z][a-z-]*\}`)
	for _, lang := range []string{"en", "zh"} {
		var all strings.Builder
		if err := fs.WalkDir(starts, path.Join("starts", lang), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := starts.ReadFile(file)
			all.Write(data)
			written, _ := readStart(file, "x")
			if left := token.FindString(written); left != "" {
				t.Errorf("%s has the unknown placeholder %s", file, left)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, p := range schema.Placeholders {
			if !strings.Contains(all.String(), "{"+p.Name+"}") {
				t.Errorf("no file in %s has the placeholder %s", lang, p.Name)
			}
		}
	}
}

package main

import (
	archive "archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// TestPrivate fills every private field of the format with a text of its own, and looks for
// these texts in everything that is published, inside archives too. Those of routes and of series are in the
// teacher's edition and those of visits.toml in the staff's folder, or the test would prove
// nothing, and nowhere else.
func TestPrivate(t *testing.T) {
	project := t.TempDir()
	m := &marker{}
	files := map[string]string{
		"sites.toml": "[guide]\ntitle = \"Guide\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"en\"]\n[guide.photos]\niiif = true\n" +
			"[[site]]\nid = \"s\"\nname = \"Site\"\nopening_hours = \"08:00-20:00\"\nlocation = { lat = 34.5, lon = 119.8 }\n[[site.hall]]\nid = \"h\"\nname = \"Hall\"\nnumber = 1\n",
		"content/index.md":             "Text.\n",
		"content/sites/s.md":           "Text.\n",
		"content/programme/lecture.md": "+++\ntitle = \"Lecture\"\nstart = 2026-12-09T10:00:00\nsite = \"s\"\n+++\nText.\n",
	}
	// Where a kind of file with private fields is.
	places := map[string]string{"route": "routes/r.toml", "visits": "visits.toml", "series": "content/series/c.md"}
	marks := map[string][]string{}
	for _, f := range schema.Files {
		if !hasPrivate(f.Root) {
			continue
		}
		if places[f.Name] == "" {
			t.Fatalf("%s has private fields, and the test does not know where to put such a file", f.Path)
		}
		before := len(m.all)
		files[places[f.Name]] = m.file(f.Root)
		marks[f.Name] = slices.Clone(m.all[before:])
	}
	files["content/series/c.md"] = "+++\n" + files["content/series/c.md"] + "[[part]]\ntitle = \"Part\"\nduration = \"10m\"\n+++\nText.\n"
	const open = "publicmark"
	files["routes/r.toml"] = "summary = \"" + open + "\"\n" + files["routes/r.toml"]
	for name, text := range files {
		path := filepath.Join(project, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if len(marks["route"]) < 5 || len(marks["visits"]) < 5 || len(marks["series"]) < 2 {
		t.Fatalf("few private texts: %v", marks)
	}

	shared := t.TempDir()
	o := build.Options{Project: project, Theme: wayside.Theme, Cache: filepath.Join(project, "cache"), Shared: build.Shared{Store: shared}}
	report := func(problems diag.List, err error) {
		if errors, _ := problems.Count(); err != nil || errors > 0 {
			t.Fatalf("%v %v\n%s\n%s", err, problems, files["routes/r.toml"], files["visits.toml"]+files["content/series/c.md"])
		}
	}
	_, problems, err := build.Build(t.Context(), o)
	report(problems, err)
	problems, err = build.Check(t.Context(), o) // which reads visits.toml, and remembers things
	report(problems, err)
	o.Teacher = true
	_, problems, err = build.Build(t.Context(), o)
	report(problems, err)
	o.Teacher, o.Shared = false, build.Shared{}
	_, problems, err = build.Visits(t.Context(), o, build.VisitOptions{From: dayOf(2026, 12, 1), To: dayOf(2026, 12, 31)})
	report(problems, err)

	public, teacher, staff := published(t, filepath.Join(project, "public")), published(t, filepath.Join(project, "teacher")), published(t, filepath.Join(project, "visits"))
	kept := slices.Concat(published(t, o.Cache), published(t, shared))
	if !within(public, open) || !slices.ContainsFunc(public, func(f content) bool { return strings.Contains(f.name, ".zip/") && f.has(open) }) {
		t.Error("a text that is not private is not found, or not inside an archive")
	}
	for _, mark := range slices.Concat(marks["route"], marks["series"]) {
		never(t, mark, public)
		if !within(teacher, mark) {
			t.Errorf("%s is not in the teacher's edition: is its field read?", m.where[mark])
		}
		never(t, mark, staff)
	}
	for _, mark := range marks["visits"] {
		for _, folder := range [][]content{public, teacher, kept} {
			never(t, mark, folder)
		}
		if !within(staff, mark) {
			t.Errorf("%s is not in the staff's folder: is its field read?", m.where[mark])
		}
	}
	for _, f := range slices.Concat(public, teacher) {
		if strings.Contains(f.name, "visits") {
			t.Errorf("%s is published", f.name)
		}
	}
}

func dayOf(year int, month time.Month, day int) guide.Date {
	return guide.Date{Year: year, Month: month, Day: day}
}

// hasPrivate reports whether a table has a private field, in whatever depth.
func hasPrivate(t *schema.Table) bool {
	return slices.ContainsFunc(t.Fields, func(f schema.Field) bool { return f.Private || f.Table != nil && hasPrivate(f.Table) })
}

// A marker writes TOML in which every private text is unique.
type marker struct {
	all   []string
	where map[string]string // the field of each
}

func (m *marker) mark(path string) string {
	if m.where == nil {
		m.where = map[string]string{}
	}
	text := fmt.Sprintf("zqmark%dx", 100+len(m.all))
	m.all = append(m.all, text)
	m.where[text] = path
	return text
}

// file writes a file of which every top-level table has a header of its own.
func (m *marker) file(root *schema.Table) string {
	values, tables := "", ""
	for i := range root.Fields {
		f := &root.Fields[i]
		switch {
		case f.Type == schema.Sub && f.List && !f.Table.Inline && (f.Private || hasPrivate(f.Table)):
			tables += "[[" + f.Key + "]]\n" + strings.Join(m.pairs(f.Table, f.Private, f.Key), "\n") + "\n"
		default:
			if pair := m.pair(root, f, false, f.Key); pair != "" {
				values += pair + "\n"
			}
		}
	}
	return values + tables
}

// pairs returns the required fields of a table and its private ones.
func (m *marker) pairs(t *schema.Table, private bool, path string) (all []string) {
	for i := range t.Fields {
		if pair := m.pair(t, &t.Fields[i], private, path+"."+t.Fields[i].Key); pair != "" {
			all = append(all, pair)
		}
	}
	return all
}

func (m *marker) pair(t *schema.Table, f *schema.Field, private bool, path string) string {
	private = private || f.Private
	value := ""
	switch {
	case f.Type == schema.Sub && (private || hasPrivate(f.Table)):
		value = "{ " + strings.Join(m.pairs(f.Table, private, path), ", ") + " }"
	case t == &schema.Question && f.Key == "kind":
		value = `"short"`
	case t == &schema.Visit && f.Key == "date", t == &schema.Visit && f.Key == "start":
		value = f.Example // in the days that are shown
	case f.Type == schema.Ref && (private || f.Required || len(t.One) > 0 && t.One[0] == f.Key):
		value = map[string]string{"site": `"s"`, "site/hall": `"s"`, "hall": `"h"`}[f.Refers]
	case !private && f.Required:
		return f.Key + " = " + f.Example
	case !private:
		return ""
	case f.Type == schema.String, f.Type == schema.Text, f.Type == schema.Markdown, f.Type == schema.Phone, f.Type == schema.Answer:
		value = `"` + m.mark(path) + `"`
	default:
		return f.Key + " = " + f.Example // a number, a day or one of some words: no text of somebody
	}
	if f.List {
		value = "[" + value + "]"
	}
	return f.Key + " = " + value
}

// A content is a file, or a file in an archive, as it reads when it is not compressed.
type content struct {
	name string
	data []byte // in lower case
}

func (c content) has(text string) bool { return bytes.Contains(c.data, []byte(text)) }

func within(all []content, text string) bool {
	return slices.ContainsFunc(all, func(c content) bool { return c.has(text) })
}

func never(t *testing.T, mark string, all []content) {
	t.Helper()
	for _, c := range all {
		if c.has(mark) {
			t.Errorf("%s has the private text %s", c.name, mark)
		}
	}
}

// published reads all files of a folder.
func published(t *testing.T, dir string) (all []content) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all = append(all, unpacked(t, filepath.ToSlash(rel), data)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func unpacked(t *testing.T, name string, data []byte) []content {
	all := []content{{name, bytes.ToLower(data)}}
	add := func(inside string, r io.Reader, err error) {
		var more []byte
		if err == nil {
			more, err = io.ReadAll(r)
		}
		if err != nil {
			t.Fatalf("%s: %v", inside, err)
		}
		all = append(all, unpacked(t, inside, more)...)
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")): // workbooks too
		files, err := archive.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range files.File {
			r, err := f.Open()
			add(name+"/"+f.Name, r, err)
		}
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		r, err := gzip.NewReader(bytes.NewReader(data))
		add(name+"/", r, err)
	}
	return all
}

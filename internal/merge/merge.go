// Package merge takes what other programs' files hold into a project.
//
// In come a project as an fs.FS and a file's bytes, out goes what each of the
// project's files would be, and nothing is written here. Of what an editor
// wrote no byte changes: sites.toml and the routes are never written anew,
// only inserted into, so comments, order, line ends and columns stay. A value
// that is there is kept, and told where the file has another. Merged twice, a
// file changes nothing.
//
// A library that writes TOML back was not used: none keeps comments and
// columns, and a round trip through values would touch every line.
package merge

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/load"
)

// Options are what a file is taken into.
type Options struct {
	Project fs.FS
	Theme   fs.FS  // the built-in theme
	Datum   string // of positions that declare none; "" for the file's own
}

// A Result is what a file changes.
type Result struct {
	Changes                   []Change // in the order to write them
	New, Completed, Unchanged int      // sites of the file
	Routes                    []Route
}

// A Change is one file of the project, before and after.
type Change struct {
	Path          string
	Before, After []byte // Before is nil where there is no such file yet
}

// A Route is what happens to one route of the file.
type Route struct {
	ID    string
	New   bool
	Stops int // that are added
}

const registryFile = "sites.toml"

// Import takes a file into the project. With an error among the problems the
// result is nil.
func Import(file string, raw []byte, o Options, problems *diag.List) *Result {
	switch {
	case len(raw) > intake.Longest:
		problems.Add(diag.Place{File: file}, "import-broken/large", intake.Longest>>20)
		return nil
	case intake.Packed(raw):
		problems.Add(diag.Place{File: file}, "import-broken/packed")
		return nil
	}
	text := load.Foreign(file, raw, problems)
	if text == nil {
		return nil
	}
	g, before := load.New(o.Project, o.Theme).Load()
	if unreadable(before, problems) {
		return nil
	}
	in := intake.Read(file, text, intake.Options{Guide: g, Datum: o.Datum}, problems)
	m := &merger{o: o, g: g, file: file, problems: problems, files: map[string][]byte{}}
	m.registry = m.read(registryFile)
	m.tables = siteTables(m.registry)
	m.sites(in.Sites)
	m.routes(in.Routes)
	if errors, _ := problems.Count(); errors > 0 {
		return nil
	}
	m.write()
	// What was written by the rules must be read by them: a value that the
	// loader refuses is told here, and never reaches the disk.
	_, after := load.New(over{o.Project, m.files}, o.Theme).Load()
	if fresh := freshErrors(before, after); len(fresh) > 0 {
		*problems = append(*problems, fresh...)
		return nil
	}
	return &m.result
}

// Diff is the change for people and for patch.
func (c Change) Diff() []byte {
	return diff.Diff("a/"+c.Path, c.Before, "b/"+c.Path, c.After)
}

// unreadable reports what keeps the registry from being read at all: then
// nobody knows which sites are there.
func unreadable(found diag.List, problems *diag.List) bool {
	blocked := false
	for _, p := range found {
		rule := p.Rule()
		if p.Place.File == registryFile && p.Severity() == diag.Error &&
			(rule == "registry-missing" || strings.HasPrefix(rule, "toml-") || strings.HasPrefix(rule, "file-")) {
			*problems = append(*problems, p)
			blocked = true
		}
	}
	return blocked
}

// freshErrors are the errors of after that before has not. Lines move, so
// places are not compared.
func freshErrors(before, after diag.List) diag.List {
	same := func(p diag.Problem) string { return p.Place.File + "\x00" + p.Key + "\x00" + p.Message(diag.English) }
	old := map[string]int{}
	for _, p := range before {
		old[same(p)]++
	}
	var fresh diag.List
	for _, p := range after {
		if key := same(p); p.Severity() == diag.Error {
			if old[key]--; old[key] < 0 {
				fresh = append(fresh, p)
			}
		}
	}
	return fresh
}

// A merger is one import.
type merger struct {
	o        Options
	g        *guide.Guide
	file     string
	problems *diag.List
	registry []byte
	tables   []load.Table // of the registry's sites, as they are in g
	edits    []edit
	added    []string          // tables of new sites
	ids      []string          // of the file's sites
	files    map[string][]byte // what the project's files become
	result   Result
}

// read is a file of the project as it is; nil where there is none.
func (m *merger) read(path string) []byte {
	data, err := fs.ReadFile(m.o.Project, path)
	if err != nil {
		return nil
	}
	return data
}

var mark = []byte("\xEF\xBB\xBF")

// siteTables are the registry's [[site]] tables; offsets are of the text
// behind a byte order mark.
func siteTables(registry []byte) []load.Table {
	return slices.DeleteFunc(load.Outline(string(bytes.TrimPrefix(registry, mark))), func(t load.Table) bool { return t.Root != "site" })
}

// sites holds each site of the file against the registry's.
func (m *merger) sites(all []intake.Site) {
	taken := map[string]bool{}
	for i := range m.g.Sites {
		taken[m.g.Sites[i].ID] = true
	}
	for i := range all {
		taken[all[i].ID] = true // by its own id, also further down
	}
	matched := map[int]int{}
	for i := range all {
		s := &all[i]
		at, ok := m.find(s)
		if first, again := matched[at]; again && at >= 0 {
			m.problems.Add(s.At, "import-conflict/both", s.Name[0].Text, all[first].Name[0].Text, m.g.Sites[at].ID)
			ok = false
		}
		switch {
		case !ok:
			m.ids = append(m.ids, "")
		case at >= 0:
			matched[at] = i
			m.ids = append(m.ids, m.g.Sites[at].ID)
			m.complete(at, s)
		default:
			if s.ID == "" {
				s.ID = intake.ID(s.Name, "site", func(id string) bool { return taken[id] })
				taken[s.ID] = true
			}
			m.ids = append(m.ids, s.ID)
			m.result.New++
			m.added = append(m.added, m.table(s))
		}
	}
}

// find is the index of the guide's site that is the same place; -1 for none.
// An id that both have decides. A name does where it is one site's, or one
// near: every other town has a martyrs' cemetery.
func (m *merger) find(s *intake.Site) (at int, ok bool) {
	var named, near []int
	for i := range m.g.Sites {
		old := &m.g.Sites[i]
		if s.ID != "" && old.ID == s.ID {
			return i, true
		}
		if !sameName(old.Name, s.Name) {
			continue
		}
		named = append(named, i)
		if old.Location == nil || s.Position == nil || geo.Distance(old.Location.Point, s.Position.Point) <= intake.Same {
			near = append(near, i)
		}
	}
	switch {
	case len(near) == 1:
		return near[0], true
	case s.ID != "" || len(named) == 0:
		return -1, true
	case len(named) == 1:
		return named[0], true
	}
	m.problems.Add(s.At, "import-conflict/many", s.Name[0].Text, len(named))
	return -1, false
}

// sameName reports whether two texts have a name in common, in one language.
func sameName(a, b guide.Text) bool {
	for _, p := range a {
		for _, q := range b {
			if p.Lang == q.Lang && intake.Fold(p.Text) == intake.Fold(q.Text) {
				return true
			}
		}
	}
	return false
}

// write puts the insertions into the registry.
func (m *merger) write() {
	text := bytes.TrimPrefix(m.registry, mark)
	eol := lineEnd(text)
	if len(m.added) > 0 {
		m.edits = append(m.edits, edit{len(text), ending(text, eol) + strings.ReplaceAll(strings.Join(m.added, "\n"), "\n", eol)})
	}
	if len(m.edits) > 0 {
		m.change(registryFile, m.registry, insert(m.registry, m.edits))
		// Routes refer to sites, so sites are written first.
		last := len(m.result.Changes) - 1
		m.result.Changes = slices.Insert(m.result.Changes[:last], 0, m.result.Changes[last])
	}
}

func (m *merger) change(path string, before, after []byte) {
	m.files[path] = after
	m.result.Changes = append(m.result.Changes, Change{path, before, after})
}

// Package merge adds the contents of other programs' files to a project.
//
// In come a project as an fs.FS and the bytes of a file; out comes what each of
// the project's files becomes. Nothing is written here. No byte that an editor
// wrote changes: sites.toml and the routes are only inserted into, so comments,
// order, line ends and columns stay. An existing value is kept, and reported
// where the file has another one. Importing a file twice changes nothing.
//
// A library that writes TOML was not used: none keeps comments and columns, and a
// round trip through values would touch every line.
package merge

import (
	"bytes"
	"context"
	"io/fs"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/load"
	"wayside/internal/toml"
)

// Options say where a file is imported to.
type Options struct {
	Project fs.FS
	Theme   fs.FS  // the built-in theme
	Datum   string // of positions that declare none; "" for that of the file's format
}

// A Result is what an import changes.
type Result struct {
	Changes                   []Change // in the order to write them
	New, Completed, Unchanged int      // sites of the file
	Routes                    []Route
}

// A Change is one file of the project, before and after.
type Change struct {
	Path          string
	Before, After []byte // Before is nil for a new file
}

// A Route is what an import does to one route.
type Route struct {
	ID    string
	New   bool
	Stops int // added ones
}

const registryFile = "sites.toml"

// Import adds a file to the project. With an error among the problems the result
// is nil. The error is the context's.
func Import(ctx context.Context, file string, raw []byte, o Options, problems *diag.List) (*Result, error) {
	switch {
	case len(raw) > intake.Longest:
		problems.Add(diag.Place{File: file}, "import-broken/large", intake.Longest>>20)
		return nil, nil
	case intake.Packed(raw):
		problems.Add(diag.Place{File: file}, "import-broken/packed")
		return nil, nil
	}
	text := load.Foreign(file, raw, problems)
	if text == nil {
		return nil, nil
	}
	g, before, err := load.New(o.Project, o.Theme).Load(ctx)
	if err != nil {
		return nil, err
	}
	if unreadable(before, problems) {
		return nil, nil
	}
	in := intake.Read(file, text, intake.Options{Guide: g, Datum: o.Datum}, problems)
	m := &merger{o: o, g: g, file: file, problems: problems, files: map[string][]byte{}}
	m.registry = m.read(registryFile)
	m.tables = siteTables(m.registry)
	m.sites(in.Sites)
	m.routes(in.Routes)
	if errors, _ := problems.Count(); errors > 0 {
		return nil, nil
	}
	m.write()
	// A value that the loader would refuse is reported now and never reaches the
	// disk.
	_, after, err := load.New(over{o.Project, m.files}, o.Theme).Load(ctx)
	if err != nil {
		return nil, err
	}
	if fresh := freshErrors(before, after); len(fresh) > 0 {
		*problems = append(*problems, fresh...)
		return nil, nil
	}
	return &m.result, nil
}

// Diff returns the change as a unified diff.
func (c Change) Diff() []byte {
	return diff.Diff("a/"+c.Path, c.Before, "b/"+c.Path, c.After)
}

// unreadable reports what prevents the registry from being read at all: which
// sites exist is then not known.
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

// freshErrors returns the errors of after that before does not have. Lines move,
// so places are not compared.
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
	tables   []toml.Table // of the registry's sites, as they are in g
	edits    []edit
	added    []string          // tables of new sites
	ids      []string          // of the file's sites
	files    map[string][]byte // what the project's files become
	result   Result
}

// read returns a file of the project, nil where there is none.
func (m *merger) read(path string) []byte {
	data, err := fs.ReadFile(m.o.Project, path)
	if err != nil {
		return nil
	}
	return data
}

var mark = []byte("\xEF\xBB\xBF")

// siteTables returns the registry's [[site]] tables. Offsets are those of the text
// after a byte order mark.
func siteTables(registry []byte) []toml.Table {
	return slices.DeleteFunc(toml.Outline(string(bytes.TrimPrefix(registry, mark))), func(t toml.Table) bool { return t.Root != "site" })
}

// sites matches each site of the file with the registry's.
func (m *merger) sites(all []intake.Site) {
	taken := map[string]bool{}
	for i := range m.g.Sites {
		taken[m.g.Sites[i].ID] = true
	}
	for i := range all {
		taken[all[i].ID] = true // by an id of its own, wherever it is in the file
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

// find returns the index of the guide's site that is the same place, -1 for none.
// A common id decides. A common name does if only one site has it, or only one
// nearby: every other town has a martyrs' cemetery.
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

// write applies the insertions to the registry.
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

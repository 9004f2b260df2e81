// Package merge adds the contents of other programs' files to a project.
//
// From a project, given as an fs.FS, and the bytes of a file, it makes the new
// contents of the project's files, and writes nothing. No byte that an editor
// wrote changes: text is only inserted into sites.toml and the routes, so comments,
// order, line ends and alignment are kept. Existing values are kept too; different
// values in the file are reported. Importing a file twice changes nothing.
//
// No library is used to write TOML, because none keeps comments and alignment, and
// encoding decoded values again would change every line.
package merge

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/load"
	"wayside/internal/toml"
)

// Options configure Import.
type Options struct {
	Project fs.FS
	Theme   fs.FS  // the built-in theme
	Datum   string // of positions that declare none; "" means that of the file's format
	Sheet   string // of a workbook; "" means the first with places
}

// A Result contains the changes of an import.
type Result struct {
	Changes                   []Change // in the order to write them
	New, Completed, Unchanged int      // sites of the file
	Routes                    []Route
	// Read counts the features and rows of the file: Imported of them are part of a
	// site, and a problem reports each of the LeftOut others.
	Read, Imported, LeftOut int
	// Refused reports whether there are errors among the problems: there are no
	// changes then, and nothing is imported.
	Refused bool
}

// A Change is a changed file of the project.
type Change struct {
	Path          string
	Before, After []byte // Before is nil for a new file
}

// A Route summarises the changes to one route.
type Route struct {
	ID    string
	New   bool
	Stops int // the number of added stops
}

const registryFile = "sites.toml"

// Import adds a file to the project. The error is that of the context.
func Import(ctx context.Context, file string, raw []byte, o Options, problems *diag.List) (*Result, error) {
	if len(raw) > intake.Longest {
		problems.Add(diag.Place{File: file}, "import-broken/large", intake.Longest>>20)
		return &Result{Refused: true}, nil
	}
	g, before, err := load.New(o.Project, o.Theme).Load(ctx)
	if err != nil {
		return nil, err
	}
	if unreadable(before, problems) {
		return &Result{Refused: true}, nil
	}
	in := read(file, raw, intake.Options{Guide: g, Datum: o.Datum, Sheet: o.Sheet}, problems)
	m := &merger{o: o, g: g, file: file, problems: problems, files: map[string][]byte{}}
	m.registry = m.read(registryFile)
	m.tables = siteTables(m.registry)
	m.sites(in.Sites)
	m.routes(in.Routes)
	m.result.Read, m.result.LeftOut = in.Read, in.LeftOut+m.left
	m.result.Imported = m.result.Read - m.result.LeftOut
	refused := &Result{Refused: true, Read: in.Read, LeftOut: in.Read}
	if errors, _ := problems.Count(); errors > 0 {
		return refused, nil
	}
	m.write()
	// Values that the loader would report as errors are reported now and are not
	// written to the disk.
	_, after, err := load.New(newOver(o.Project, m.files), o.Theme).Load(ctx)
	if err != nil {
		return nil, err
	}
	if fresh := freshErrors(before, after); len(fresh) > 0 {
		*problems = append(*problems, fresh...)
		return refused, nil
	}
	return &m.result, nil
}

// read reads a file of any kind. If it cannot be read, there is an error among the
// problems.
func read(file string, raw []byte, o intake.Options, problems *diag.List) intake.Intake {
	switch {
	case intake.Packed(raw) && intake.Workbook(raw):
		return intake.ReadWorkbook(file, raw, o, problems)
	case intake.Packed(raw):
		file, raw = intake.KML(file, raw, problems)
	case strings.EqualFold(path.Ext(file), ".kmz") || strings.EqualFold(path.Ext(file), ".xlsx"):
		problems.Add(diag.Place{File: file}, "import-broken/archive")
		return intake.Intake{}
	}
	if raw == nil {
		return intake.Intake{}
	}
	text := load.Foreign(file, raw, problems)
	if text == nil {
		return intake.Intake{}
	}
	return intake.Read(file, text, o, problems)
}

// Diff returns the change as a unified diff.
func (c Change) Diff() []byte {
	return diff.Diff("a/"+c.Path, c.Before, "b/"+c.Path, c.After)
}

// unreadable adds the problems that prevent the registry from being read, and reports
// whether there are any. The existing sites are then not known.
func unreadable(found diag.List, problems *diag.List) bool {
	blocked := false
	for _, p := range found {
		rule := p.Rule()
		if p.Place.File == registryFile && p.Severity() == diag.Error &&
			(rule == "registry-missing" || strings.HasPrefix(rule, "toml-") || strings.HasPrefix(rule, "file-")) {
			problems.Append(p)
			blocked = true
		}
	}
	return blocked
}

// freshErrors returns the errors in after that are not in before. Places are not
// compared, because lines move.
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
	was, _ := before.Count()
	is, _ := after.Count()
	if len(fresh) == 0 && is > was { // among those that the list only counts
		fresh = slices.DeleteFunc(after, func(p diag.Problem) bool { return p.Severity() != diag.Error || p.More == 0 })
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
	left     int               // rows that match no site
	files    map[string][]byte // the new contents of the project's files
	result   Result
}

// read returns a file of the project, or nil if it does not exist.
func (m *merger) read(path string) []byte {
	data, err := fs.ReadFile(m.o.Project, path)
	if err != nil {
		return nil
	}
	return data
}

var mark = []byte("\xEF\xBB\xBF")

// siteTables returns the registry's [[site]] tables. Offsets are counted after a
// byte order mark.
func siteTables(registry []byte) []toml.Table {
	return slices.DeleteFunc(toml.Outline(string(bytes.TrimPrefix(registry, mark))), func(t toml.Table) bool { return t.Root != "site" })
}

// sites matches each site of the file with the registry's.
func (m *merger) sites(all []intake.Site) {
	taken := taken{}
	for i := range m.g.Sites {
		taken[m.g.Sites[i].ID] = 1
	}
	for i := range all {
		taken[all[i].ID] = 1 // an explicit id, wherever it is in the file
	}
	known := index(m.g.Sites)
	matched := map[int]int{}
	for i := range all {
		s := &all[i]
		at, ok := m.find(s, known)
		if first, again := matched[at]; again && at >= 0 {
			m.problems.Add(s.At, "import-conflict/both", s.Name[0].Text, all[first].Name[0].Text, m.g.Sites[at].ID)
			ok = false
		}
		switch {
		case !ok:
			m.left += s.Rows
			m.ids = append(m.ids, "")
		case at >= 0:
			matched[at] = i
			m.ids = append(m.ids, m.g.Sites[at].ID)
			m.complete(at, s)
			m.describe(&m.g.Sites[at], m.g.Sites[at].ID, s)
		default:
			if s.ID == "" {
				s.ID = taken.free(intake.ID(s.Name, "site"))
			}
			m.ids = append(m.ids, s.ID)
			m.result.New++
			m.added = append(m.added, m.table(s))
			m.describe(nil, s.ID, s)
		}
	}
}

// find returns the index of the guide's site that is the same place, or -1. Sites
// with the same id are the same. Sites with the same name are the same if only one
// site of the guide, or only one nearby, has it: many towns have a martyrs'
// cemetery.
func (m *merger) find(s *intake.Site, known known) (at int, ok bool) {
	if i, ok := known.ids[s.ID]; ok && s.ID != "" {
		return i, true
	}
	named := known.named(s.Name)
	var near []int
	for _, i := range named {
		old := &m.g.Sites[i]
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

// known are the guide's sites by what identifies them: indexes of Guide.Sites.
type known struct {
	ids   map[string]int
	names map[guide.Passage][]int // by the language and the folded text
}

func index(sites []guide.Site) known {
	k := known{map[string]int{}, map[guide.Passage][]int{}}
	for i := range sites {
		if _, again := k.ids[sites[i].ID]; !again {
			k.ids[sites[i].ID] = i
		}
		for _, p := range sites[i].Name {
			name := guide.Passage{Lang: p.Lang, Text: intake.Fold(p.Text)}
			k.names[name] = append(k.names[name], i)
		}
	}
	return k
}

// named returns the sites that have a name in one of its languages, in order.
func (k known) named(name guide.Text) []int {
	var all []int
	for _, p := range name {
		all = append(all, k.names[guide.Passage{Lang: p.Lang, Text: intake.Fold(p.Text)}]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// taken are the ids that are in use, each with the last number behind it that is.
type taken map[string]int

// free returns an id that is not in use, from now on it is.
func (t taken) free(base string) string {
	id := base
	for n := max(t[base], 1); t[id] > 0; {
		n++
		id = base + "-" + strconv.Itoa(n)
		t[base] = n
	}
	t[id] = 1
	return id
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
		// Routes and texts refer to sites, so sites are written first.
		last := len(m.result.Changes) - 1
		m.result.Changes = slices.Insert(m.result.Changes[:last], 0, m.result.Changes[last])
	}
}

func (m *merger) change(path string, before, after []byte) {
	m.files[path] = after
	m.result.Changes = append(m.result.Changes, Change{path, before, after})
}

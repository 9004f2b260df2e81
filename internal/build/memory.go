package build

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"wayside/internal/compact"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/inputs"
	"wayside/internal/load"
	"wayside/internal/offline"
	"wayside/internal/output"
	"wayside/internal/store"
	"wayside/internal/trace"
)

// A memory is what a build or check of a project leaves for the next one: which facts
// each output showed, and its result. It implements output.Memory.
type memory struct {
	notes  *notes
	facts  *facts
	trace  *trace.Memory
	folder *output.Folder // in which recalled outputs must be; nil if nothing is published
	// entryless are the outputs that were recalled without their search entries; entries
	// has those of the others.
	mu        sync.Mutex
	entryless []string
	entries   *store.Spool
	search    map[guide.Lang][]byte // records of the published search
	// references are those of the pages that packs contain.
	references *references
}

// surveyInputs finds out which files of the project have changed.
func (p *Project) surveyInputs(ctx context.Context) (*inputs.Index, error) {
	p.files.opened, p.files.listed, p.files.kept = nil, map[string][]fs.DirEntry{}, nil
	kept := &contents{files: map[string][]byte{}}
	index, err := inputs.Survey(ctx, p.files, p.notes.get("inputs"), inputs.Options{
		Folders: sourceFolders, Dotted: "static", Files: []string{"sites.toml"}, ByStat: guide.IsPicture, Keep: kept.keep, Now: time.Now(),
	})
	if err != nil {
		return nil, err
	}
	if err := index.IncludeKnown(ctx); err != nil {
		return nil, err
	}
	p.files.opened, p.files.kept = index.Opened, kept
	return index, nil
}

// further returns the files that a guide names outside the folders of surveyInputs, or
// that may be outside.
func further(g *guide.Guide) []string {
	all := slices.Clone(g.MapData)
	for _, font := range g.PrintFonts {
		all = append(all, font.Path)
	}
	for i := range g.Routes {
		if track := g.Routes[i].Track; track != "" {
			all = append(all, track)
		}
	}
	for plan := range g.Plans() {
		if plan.File != "" {
			all = append(all, plan.File)
		}
	}
	return all
}

// recall returns the memory of the project's last build or check, for the outputs of
// a plan.
func (p *Project) recall(planned *Planned, past func() *trace.Record, folder *output.Folder) *memory {
	if planned.render == nil {
		return nil // nothing will be made
	}
	f := &facts{Source: planned.render.Facts()}
	m := &memory{notes: p.notes, folder: folder, references: newReferences(p.notes), entries: p.store.Spool(entriesInMemory), facts: f, trace: trace.New(past(), f)}
	if folder != nil {
		m.search = p.notes.readSearch(folder)
	}
	return m
}

// past begins to read the record of the last run, while the project is loaded.
func (n *notes) past() func() *trace.Record {
	return concurrently(func() *trace.Record { return trace.Decode(n.get("record"), n.maker) })
}

// facts are those of a guide and, for packs, of the files of this run.
type facts struct {
	trace.Source
	files *made // nil until seal
}

// Digest implements trace.Source. A file that does not exist has the digest of nothing.
func (f *facts) Digest(of trace.Fact) (digest.Digest, bool) {
	if of.Kind != offline.FactFile {
		return f.Source.Digest(of)
	}
	file, _ := f.files.Find(of.Name)
	return digest.Digest(file.Hash[:len(digest.Digest{})]), true
}

// Guard implements trace.Source.
func (f *facts) Guard(of trace.Fact) (guard trace.Fact, ok bool) {
	if of.Kind == offline.FactFile {
		return guard, false
	}
	return f.Source.Guard(of)
}

// concurrently begins to compute a value and returns a function that waits for it.
func concurrently[T any](compute func() T) func() T {
	result := make(chan T, 1)
	go func() { result <- compute() }()
	return sync.OnceValue(func() T { return <-result })
}

// decoded returns the memory of the loader, which checks and builds of both editions
// share. What another program has decoded is ignored.
func (n *notes) decoded(index *inputs.Index) load.Memory {
	key := func(name string) store.Key { return store.KeyOf("loaded", n.project, name) }
	by := digest.String(n.program)
	return load.Memory{
		Content: func(path string) (digest.Digest, bool) {
			sum, ok := index.Digest(path)
			return sum, ok && n.program != ""
		},
		Get: func(name string) string {
			data, _ := n.store.Text(key(name))
			data, ok := strings.CutPrefix(data, string(by[:]))
			if !ok {
				return ""
			}
			return data
		},
		Put: func(name string, data []byte) { n.store.Put(key(name), append(by[:], data...)) },
	}
}

// A result is the value of an output in the record.
type result struct {
	key   *digest.Digest
	file  output.File
	facts *output.Facts // without its search entry
}

// Recall implements output.Memory.
func (m *memory) Recall(o *output.Output) (output.File, *output.Facts, bool) {
	if o.Same {
		file, ok := m.folder.Published(o.Address)
		return file, nil, ok
	}
	r, ok := m.result(o)
	if !ok {
		return output.File{}, nil, false
	}
	if r.facts != nil && r.facts.Search != (output.Entry{}) {
		m.mu.Lock()
		m.entryless = append(m.entryless, o.Address)
		m.mu.Unlock()
	}
	m.trace.Keep(o.Address)
	return r.file, r.facts, true
}

// result returns the result of an output that would be made exactly as it was and is in
// the folder.
func (m *memory) result(o *output.Output) (r result, ok bool) {
	value, ok := m.trace.Recall(o.Address)
	if !ok {
		return r, false
	}
	r, ok = decodeResult(o.Address, value)
	switch {
	case !ok, (r.key == nil) != (o.Key == nil), o.Key != nil && *r.key != *o.Key:
		return r, false
	}
	return r, m.folder == nil || m.folder.Holds(r.file)
}

// entriesInMemory is how many bytes of search entries are kept in memory until the search
// is made: those of twenty thousand sites.
const entriesInMemory = 64 << 20

// Remember implements output.Memory. An output with problems is not remembered: it is
// made again, and so are its problems, whose places may have moved.
func (m *memory) Remember(o *output.Output, made *output.Made, file output.File) {
	switch {
	case made.Facts == nil || made.Facts.Entry == nil:
	case m.folder == nil:
		made.Facts.Entry = nil // no search is made
	default:
		made.Facts.Entry = m.entries.Keep(made.Facts.Entry(nil))
	}
	if len(made.Problems) > 0 || made.Fleeting || made.Trace == nil && o.Key == nil {
		return
	}
	if made.Facts != nil && slices.ContainsFunc(made.Facts.Links, func(l output.HeadingLink) bool { return !strings.HasSuffix(l.At.File, ".md") }) {
		return // the place in a table moves without a change of any fact
	}
	m.trace.Remember(o.Address, made.Trace, encodeResult(result{key: o.Key, file: file, facts: made.Facts}))
}

// record begins to encode the record of this run, while it is published.
func (m *memory) record() func() []byte {
	return concurrently(func() []byte { return m.trace.Encode(m.notes.maker) })
}

// save keeps what this run has found out.
func (m *memory) save(record []byte, index *inputs.Index) {
	m.notes.put("record", record)
	m.notes.put("inputs", index.Encode())
	if m.folder != nil { // otherwise there are no packs
		if data, changed := m.references.encode(m.facts.files); changed {
			m.notes.put("references", data)
		}
	}
}

func encodeResult(r result) []byte {
	var w compact.Writer
	if r.key == nil {
		w.Bytes(nil)
	} else {
		w.Bytes(r.key[:])
	}
	w.Int(r.file.Size)
	w.Raw(r.file.Hash[:])
	if r.facts == nil {
		w.Uint(0)
		return w.Data
	}
	f := r.facts
	w.Uint(1)
	w.Text(f.Lang)
	w.Text(f.Dir)
	w.Text(f.Source)
	w.Strings(f.Headings)
	w.Strings(f.Files)
	w.Strings(f.Terms)
	w.Len(len(f.Links))
	for _, l := range f.Links {
		w.Text(l.At.File)
		w.Int(int64(l.At.Line))
		w.Int(int64(l.At.Column))
		w.Text(l.File)
		w.Text(l.Heading)
	}
	w.Raw(f.Search.Hash[:])
	w.Len(f.Search.Size)
	return w.Data
}

func decodeResult(address, value string) (result, bool) {
	r := compact.NewReader(value)
	var out result
	var key digest.Digest
	if k := r.Text(); len(k) == len(key) {
		copy(key[:], k)
		out.key = &key
	}
	out.file = output.File{Address: address, Size: r.Int()}
	copy(out.file.Hash[:], r.Raw(len(out.file.Hash)))
	if r.Uint() == 0 {
		return out, r.Done()
	}
	f := &output.Facts{Lang: r.Text(), Dir: r.Text(), Source: r.Text(), Headings: r.Strings(), Files: r.Strings(), Terms: r.Strings()}
	for range r.Len() {
		at := diag.Place{File: r.Text(), Line: int(r.Int()), Column: int(r.Int())}
		f.Links = append(f.Links, output.HeadingLink{At: at, File: r.Text(), Heading: r.Text()})
	}
	copy(f.Search.Hash[:], r.Raw(len(f.Search.Hash)))
	f.Search.Size = r.Count()
	out.facts = f
	return out, r.Done()
}

// fonts returns a digest of the guide's fonts, or nil if it has none.
func fonts(index *inputs.Index, g *guide.Guide) *digest.Digest {
	if len(g.PrintFonts) == 0 {
		return nil
	}
	var values []any
	for _, font := range g.PrintFonts {
		sum, _ := index.Digest(font.Path)
		values = append(values, sum)
	}
	sum := hasher.Of(values...)
	return &sum
}

// look returns a digest of what all pages depend on besides the guide: the project's
// layouts and static files, and its map data.
func (p *Project) look(index *inputs.Index, g *guide.Guide) digest.Digest {
	values := []any{index.Below("layouts"), index.Below("static"), p.loader.Areas()}
	for _, name := range g.MapData {
		sum, _ := index.Digest(name)
		values = append(values, name, sum)
	}
	return hasher.Of(values...)
}

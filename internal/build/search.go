package build

import (
	"maps"
	"slices"

	"wayside/internal/compact"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/render"
)

// index makes the search index, from that of the last build if possible.
func (planned *Planned) searchIndex(memory *memory, facts []output.Facts, folder *output.Folder) *render.Index {
	r := planned.render
	x, ok := r.Reindex(facts, memory.search, folder.ReadPublished)
	published := func(o output.Output) bool {
		_, ok := folder.Published(o.Address)
		return ok || !o.Same
	}
	if ok && !slices.ContainsFunc(x.Files(), func(o output.Output) bool { return !published(o) }) {
		return x
	}
	// The entries of pages that were not made are missing.
	type page struct{ lang, dir string }
	entries := map[page]func([]byte) []byte{}
	for _, address := range memory.entryless {
		if o, ok := planned.Plan.Find(address); ok {
			f := o.Facts()
			entries[page{f.Lang, f.Dir}] = f.Entry
		}
	}
	for i := range facts {
		if f := &facts[i]; f.Entry == nil {
			f.Entry = entries[page{f.Lang, f.Dir}]
		}
	}
	return r.Index(facts)
}

// readSearch returns the records of the search that was published to a folder, by
// language.
func (n *notes) readSearch(folder *output.Folder) map[guide.Lang][]byte {
	list, ok := folder.List()
	r := compact.NewReader(n.get("search"))
	if !ok || r.Raw(len(list)) != string(list[:]) {
		return nil
	}
	records := map[guide.Lang][]byte{}
	for r.OK() && !r.Done() {
		lang := guide.Lang(r.Text())
		records[lang] = []byte(r.Text())
	}
	if !r.OK() {
		return nil
	}
	return records
}

// writeSearch keeps the records of the search that was just published.
func (n *notes) writeSearch(folder *output.Folder, records map[guide.Lang][]byte) {
	list, ok := folder.List()
	if !ok {
		return
	}
	w := compact.Writer{Data: list[:]}
	for _, lang := range slices.Sorted(maps.Keys(records)) {
		w.Text(string(lang))
		w.Bytes(records[lang])
	}
	n.put("search", w.Data)
}

package rename

import (
	"fmt"
	"slices"
	"strings"

	"wayside/internal/schema"
	"wayside/internal/toml"
)

// A walk finds in a TOML text what refers to the thing.
type walk struct {
	*Renaming
	file  string
	dir   string // of the file, from which the paths in its texts start
	text  string
	base  int         // offset of the piece that is read
	piece *toml.Table // the piece as the text has it
	own   string      // the folder of the site that is read
	edits []edit
}

// all returns the edits of the text, whose root is a table.
func (w *walk) all(root *schema.Table) []edit {
	pieces := toml.Outline(w.text)
	if len(pieces) == 0 && w.file == w.home() { // front matter without a line
		w.edits = append(w.edits, edit{0, 0, w.line("") + lineEnd(w.text)})
	}
	for i := range pieces {
		w.piece, w.base = &pieces[i], pieces[i].Start
		v, _ := toml.Decode(w.text[w.base:pieces[i].End], func(toml.Fault) {})
		if i == 0 && w.Kind.paged && w.file == w.home() {
			w.former(v, "title", "name")
		}
		w.table(v, root)
	}
	return w.edits
}

// table reads a table.
func (w *walk) table(v toml.Value, t *schema.Table) {
	for i := range t.Fields {
		f := &t.Fields[i]
		value := v.Get(f.Key)
		if !value.Exists() {
			continue
		}
		items, list := value.Items()
		if !list {
			items = []toml.Value{value}
		}
		for _, item := range items {
			if t == &schema.Registry && f.Key == w.Kind.table {
				w.thing(item)
			}
			if f.Table == &schema.Site {
				w.own = w.folder(item)
			}
			w.value(f, item)
		}
	}
}

// value reads a value of a field, or an item of its list.
func (w *walk) value(f *schema.Field, v toml.Value) {
	switch f.Type {
	case schema.Sub:
		w.table(v, f.Table)
	case schema.Ref:
		if f.Refers == w.Kind.Name || f.Refers == w.Kind.Name+"/hall" {
			w.reference(v)
		}
	case schema.Path:
		if e, ok := w.path(v.Raw(), w.folderOf(f)); ok {
			w.edits = append(w.edits, e.shifted(w.base+v.Start))
		}
	case schema.String, schema.Text, schema.Markdown:
		if v.Table() == nil {
			w.prose(v)
		}
		for lang := range v.Table() {
			w.prose(v.Get(lang))
		}
	}
}

// prose reads a text, which may have links.
func (w *walk) prose(v toml.Value) {
	if _, ok := v.Any.(string); !ok {
		return
	}
	for _, e := range w.markdown(v.Raw(), w.dir) {
		w.edits = append(w.edits, e.shifted(w.base+v.Start))
	}
}

// reference reads an id, perhaps with that of a hall.
func (w *walk) reference(v toml.Value) {
	id, _ := v.Any.(string)
	id, _, _ = strings.Cut(id, "/")
	if id == w.Old && strings.HasPrefix(v.Raw(), w.Old) { // not written with escapes
		w.replace(v, len(w.Old))
	}
}

// replace replaces the first bytes of a value by the new id.
func (w *walk) replace(v toml.Value, length int) {
	at := w.base + v.Start
	w.edits = append(w.edits, edit{at, at + length, w.New})
}

// thing reads the table of a thing in sites.toml.
func (w *walk) thing(v toml.Value) {
	id := v.Get("id")
	if id.Any != w.Old {
		return
	}
	w.replace(id, len(id.Raw()))
	if w.Kind.paged {
		w.former(v, "id")
	}
}

// folder returns the folder of a site, from which its paths start.
func (w *walk) folder(site toml.Value) string {
	id, _ := site.Get("id").Any.(string)
	if s := w.guide.Site(id); s != nil {
		return s.Document.Dir
	}
	return "content/sites"
}

// folderOf returns the folder from which the paths of a field start.
func (w *walk) folderOf(f *schema.Field) string {
	switch {
	case f.Dir != schema.OwnFolder:
		return f.Dir
	case w.own != "":
		return w.own
	}
	return w.dir
}

// former adds the old id to the former ids of the thing, whose table is v: to their list, or on
// a line after one of the keys.
func (w *walk) former(v toml.Value, keys ...string) {
	list := v.Get("former")
	items, isList := list.Items()
	_, single := list.Any.(string) // not in brackets, which the loader reports
	if single {
		items = []toml.Value{list}
	}
	is := func(id string) func(toml.Value) bool { return func(v toml.Value) bool { return v.Any == id } }
	switch at := slices.IndexFunc(items, is(w.New)); {
	case slices.ContainsFunc(items, is(w.Old)):
	case at >= 0: // it had this id before
		from := w.base + items[at].Start
		w.edits = append(w.edits, edit{from, from + len(items[at].Raw()), w.Old})
	case single:
		w.edits = append(w.edits, w.listed("former"))
	case len(items) > 0:
		last := items[len(items)-1]
		end := w.base + last.Start + len(last.Raw()) + 1
		w.edits = append(w.edits, edit{end, end, fmt.Sprintf(", %q", w.Old)})
	case isList:
		start := w.base + list.Start + 1
		w.edits = append(w.edits, edit{start, start, fmt.Sprintf("%q", w.Old)})
	case !list.Exists():
		w.edits = append(w.edits, w.newLine(keys))
	}
}

// listed returns the edit that makes a value of the piece a list, with the old id at its end.
func (w *walk) listed(key string) edit {
	i := slices.IndexFunc(w.piece.Values, func(p toml.Pair) bool { return p.Name == key })
	p := &w.piece.Values[i]
	return edit{p.Start, p.End, fmt.Sprintf("[%s, %q]", w.text[p.Start:p.End], w.Old)}
}

// newLine returns the insertion of a line with the old id after one of the keys of the piece, or
// at its beginning.
func (w *walk) newLine(keys []string) edit {
	i := slices.IndexFunc(w.piece.Values, func(p toml.Pair) bool { return slices.Contains(keys, p.Name) })
	if i < 0 {
		return edit{w.base, w.base, w.line("") + lineEnd(w.text)}
	}
	p := &w.piece.Values[i]
	key := w.text[p.Key:p.Equals] // with the spaces that align the equals signs
	start := strings.LastIndexByte(w.text[:p.Key], '\n') + 1
	line := w.text[start:p.Key] + w.line(key)
	end := strings.IndexByte(w.text[p.End:], '\n')
	if end < 0 {
		return edit{len(w.text), len(w.text), lineEnd(w.text) + line}
	}
	at := p.End + end + 1
	return edit{at, at, line + lineEnd(w.text[start:])}
}

// line returns a line with the old id. Its equals sign is below that of another key.
func (r *Renaming) line(key string) string {
	return fmt.Sprintf("%-*s= [%q]", max(len(key), len("former ")), "former", r.Old)
}

// frontMatter returns front matter with the old id.
func (r *Renaming) frontMatter(text string) string {
	eol := lineEnd(text)
	return "+++" + eol + r.line("") + eol + "+++" + eol
}

package load

import "strings"

// A Table is one top-level table of a TOML file as its text has it, for who
// must write into the file without spoiling what stands in it.
type Table struct {
	Root       string // "guide", "site", "stop" …; "" before the first header
	Start, End int    // offsets of its text, with the tables below it
	// Body is the offset after the line of its own last value, or of its
	// header: before a [[site.hall]], and before the comments that follow.
	Body   int
	Values []Value // its own, in the file's order
	has    *node
}

// A Value is where one key of a table and its value stand: text[Key:End].
type Value struct {
	Name               string // the first part of a dotted key
	Dotted             bool
	Key, Equals, Start int // offsets: of the key, of its =, of the value
	End                int
}

// Has reports whether a table has a key in whatever form: key = …, key.x = …,
// or [table.key].
func (t *Table) Has(key string) bool { return t.has.at(key) != nil }

// Outline cuts a registry's or a route's text into its tables. Where the text
// is no TOML a table has the values before that.
func Outline(src string) []Table {
	var all []Table
	offset := 0
	for _, p := range cut(src) {
		t := Table{Root: p.root, Start: offset, End: offset + len(p.text), Body: offset}
		root, _ := places(p.text)
		if t.has = root.at(p.root).item(0); p.root == "" {
			t.has = root
		} else if t.has == nil {
			t.has = root.at(p.root)
		}
		t.values(p.text)
		all = append(all, t)
		offset = t.End
	}
	return all
}

func (t *Table) values(text string) {
	w := walker{src: text, deep: -1}
	after := func() {
		w.line()
		w.pos = min(w.pos+1, len(text))
		t.Body = t.Start + w.pos
	}
	if w.blank(true); t.Root != "" {
		after()
	}
	for w.blank(true); w.pos < len(text) && text[w.pos] != '['; w.blank(true) {
		v := Value{Key: t.Start + w.pos}
		path, ok := w.path()
		if !ok || !w.take('=') {
			return
		}
		v.Name, v.Dotted, v.Equals = path[0].name, len(path) > 1, t.Start+w.pos-1
		w.blank(false)
		v.Start = t.Start + w.pos
		if !w.value(&node{}, 0) {
			return
		}
		v.End = t.Start + len(strings.TrimRight(text[:w.pos], " \t"))
		t.Values = append(t.Values, v)
		after()
	}
}

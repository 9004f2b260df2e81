package toml

import "strings"

// A Table is one top-level table of a file as its text has it, for a program
// that inserts into the file and leaves the rest as it is.
type Table struct {
	Root       string // "guide", "site", "stop" …; "" before the first header
	Start, End int    // offsets of its text, including the tables below it
	// Body is the offset after the line of its own last value, or of its
	// header: before a [[site.hall]], and before the comments that follow.
	Body   int
	Values []Pair // its own, in the file's order
	node   *node
}

// A Pair is one key of a table and its value: text[Key:End].
type Pair struct {
	Name               string // the first part of a dotted key
	Dotted             bool
	Key, Equals, Start int // offsets of the key, of its =, and of the value
	End                int
}

// Has reports whether a table has a key in any form: key = …, key.x = …, or
// [table.key].
func (t *Table) Has(key string) bool { return t.node.get(key) != nil }

// Outline returns the top-level tables of a file. Where the text is not TOML, a
// table has the values before that.
func Outline(src string) []Table {
	var all []Table
	for _, p := range Cut(src) {
		t := Table{Root: p.Root, Start: p.Offset, End: p.Offset + len(p.Text), Body: p.Offset}
		root, _ := walk(p.Text)
		if t.node = root.get(p.Root).item(0); p.Root == "" {
			t.node = root
		} else if t.node == nil {
			t.node = root.get(p.Root)
		}
		t.pairs(p.Text)
		all = append(all, t)
	}
	return all
}

func (t *Table) pairs(text string) {
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
		p := Pair{Key: t.Start + w.pos}
		path, ok := w.path(0)
		if !ok || !w.take('=') {
			return
		}
		p.Name, p.Dotted, p.Equals = path[0].name, len(path) > 1, t.Start+w.pos-1
		w.blank(false)
		p.Start = t.Start + w.pos
		if !w.value(&node{}, 0) {
			return
		}
		p.End = t.Start + len(strings.TrimRight(text[:w.pos], " \t"))
		t.Values = append(t.Values, p)
		after()
	}
}

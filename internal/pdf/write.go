package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"sync"
)

// write returns the document as a file. It contains the objects reachable from
// the catalog in the order in which they are reached, so that it depends
// neither on their old numbers nor on the order in which the browser wrote
// them. Objects that are not streams are packed into object streams, which
// makes a tagged page a third smaller. The file's ID is the hash of everything
// before it.
func (d *document) write() ([]byte, error) {
	w := &writer{document: d, number: map[ref]int{}, info: -1}
	root, ok := d.trailer["Root"].(ref)
	if !ok {
		return nil, errSyntax
	}
	w.reach(root)
	if info, ok := d.trailer["Info"].(ref); ok {
		w.reach(info)
		w.info = w.number[info]
	}
	w.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	w.entries = make([]entry, len(w.order)+1, len(w.order)+len(w.order)/perPack+3)
	for _, r := range w.order {
		if s, ok := d.objects[r].(*stream); ok {
			w.stream(w.number[r], s.dict, s.data)
		} else {
			w.pack(w.number[r], d.objects[r])
		}
	}
	w.flush()
	w.table(w.number[root])
	return w.out.Bytes(), w.err
}

// perPack is the maximum number of objects in an object stream: to read one, a
// reader must decompress them all.
const perPack = 400

// An entry is a row of the cross-reference stream.
type entry struct {
	kind byte // 0 for a free object, 1 for an offset, 2 for an object in an object stream
	a, b int  // the offset; or the number of the object stream, and the index in it
}

type writer struct {
	*document
	out     bytes.Buffer
	number  map[ref]int
	order   []ref
	entries []entry
	info    int
	err     error

	packed []int // the numbers of the objects in the open object stream
	starts []int
	body   bytes.Buffer
}

// reach numbers an object and all objects that it refers to. It is not recursive,
// because the structure of a long page is a chain.
func (w *writer) reach(r ref) {
	todo := []any{r}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch v := v.(type) {
		case ref:
			object, exists := w.objects[v]
			if _, done := w.number[v]; done || !exists {
				continue
			}
			w.order = append(w.order, v)
			w.number[v] = len(w.order)
			todo = append(todo, object)
		case array:
			for i := len(v) - 1; i >= 0; i-- {
				todo = append(todo, v[i])
			}
		case *stream:
			todo = append(todo, v.dict)
		case dict:
			keys := v.sorted()
			for i := len(keys) - 1; i >= 0; i-- {
				todo = append(todo, v[keys[i]])
			}
		}
	}
}

func (w *writer) stream(number int, d dict, data []byte) {
	w.entries[number] = entry{1, w.out.Len(), 0}
	fmt.Fprintf(&w.out, "%d 0 obj\n", number)
	w.dict(&w.out, d, len(data))
	w.out.WriteString("\nstream\n")
	w.out.Write(data)
	w.out.WriteString("\nendstream\nendobj\n")
}

func (w *writer) pack(number int, v any) {
	w.packed = append(w.packed, number)
	w.starts = append(w.starts, w.body.Len())
	w.value(&w.body, v)
	w.body.WriteByte('\n')
	if len(w.packed) == perPack {
		w.flush()
	}
}

// flush writes the open object stream. Its number follows those of the document.
func (w *writer) flush() {
	if len(w.packed) == 0 {
		return
	}
	number := len(w.entries)
	w.entries = append(w.entries, entry{})
	var head bytes.Buffer
	for i, packed := range w.packed {
		fmt.Fprintf(&head, "%d %d ", packed, w.starts[i])
		w.entries[packed] = entry{2, number, i}
	}
	first := head.Len()
	head.Write(w.body.Bytes())
	w.stream(number, dict{"Type": name("ObjStm"), "N": count(len(w.packed)), "First": count(first), "Filter": name("FlateDecode")}, deflate(head.Bytes()))
	w.packed, w.starts = w.packed[:0], w.starts[:0]
	w.body.Reset()
}

// table writes the cross-reference stream, which is also the trailer.
func (w *writer) table(root int) {
	number := len(w.entries)
	w.entries = append(w.entries, entry{1, w.out.Len(), 0})
	var rows bytes.Buffer
	for _, e := range w.entries {
		rows.Write([]byte{e.kind, byte(e.a >> 24), byte(e.a >> 16), byte(e.a >> 8), byte(e.a), byte(e.b >> 8), byte(e.b)})
	}
	sum := sha256.Sum256(w.out.Bytes())
	id := text(sum[:16])
	start := w.out.Len()
	d := dict{"Type": name("XRef"), "Size": count(len(w.entries)), "W": array{count(1), count(4), count(2)},
		"Root": written(root), "ID": array{id, id}, "Filter": name("FlateDecode")}
	if w.info >= 0 {
		d["Info"] = written(w.info)
	}
	w.stream(number, d, deflate(rows.Bytes()))
	fmt.Fprintf(&w.out, "startxref\n%d\n%%%%EOF\n", start)
}

// written is a reference to an object by its number in the new file.
type written int

func count(n int) number { return number(strconv.Itoa(n)) }

func (w *writer) dict(b *bytes.Buffer, d dict, length int) {
	b.WriteString("<<")
	for _, key := range d.sorted() {
		if d[key] == nil {
			continue
		}
		w.name(b, key)
		b.WriteByte(' ')
		w.value(b, d[key])
	}
	if length >= 0 {
		fmt.Fprintf(b, "/Length %d", length)
	}
	b.WriteString(">>")
}

func (w *writer) name(b *bytes.Buffer, n name) {
	b.WriteByte('/')
	for _, c := range []byte(n) {
		if c <= ' ' || c >= 0x7f || c == '#' || isDelimiter(c) {
			fmt.Fprintf(b, "#%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
}

func (w *writer) value(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case number:
		b.WriteString(string(v))
	case name:
		w.name(b, v)
	case text:
		b.WriteByte('<')
		b.WriteString(hex.EncodeToString(v))
		b.WriteByte('>')
	case written:
		fmt.Fprintf(b, "%d 0 R", int(v))
	case ref:
		if n, ok := w.number[v]; ok {
			fmt.Fprintf(b, "%d 0 R", n)
		} else {
			b.WriteString("null")
		}
	case array:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(' ')
			}
			w.value(b, item)
		}
		b.WriteByte(']')
	case dict:
		w.dict(b, v, -1)
	default:
		w.err = fmt.Errorf("%w: %T inside an object", errSyntax, v)
	}
}

// deflate compresses data at the default level. compress/zlib returns the same
// bytes on every machine.
func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := writers.Get().(*zlib.Writer)
	z.Reset(&b)
	z.Write(data)
	z.Close()
	writers.Put(z)
	return b.Bytes()
}

// writers are reused, because each takes a megabyte and a page has a hundred
// maps.
var writers = sync.Pool{New: func() any { return zlib.NewWriter(io.Discard) }}

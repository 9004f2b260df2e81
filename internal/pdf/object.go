package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// The objects of a PDF, as plain values: nil, bool, number, text, name, array,
// dict, ref and *stream. A number is kept as it is written in the file, so that
// writing it again gives the same digits.
type (
	number string
	text   []byte // a string's bytes, decoded from literal or hexadecimal notation
	name   string // without its slash, unescaped
	array  []any
	dict   map[name]any
	ref    int // to an object; Chromium writes only generation 0
)

// A stream is a dictionary and the bytes that it describes, still encoded.
type stream struct {
	dict dict
	data []byte
}

// A document is a PDF's objects by number, and its trailer.
type document struct {
	objects map[ref]any
	trailer dict
}

const (
	mostObjects = 1 << 20
	deepest     = 64 // nesting of arrays and dictionaries
)

var errSyntax = errors.New("not a PDF written by Chromium")

// read parses a PDF written by Chromium: it has a cross-reference table, no
// object streams, no encryption and one revision. Anything else is an error, so
// that a future browser that writes other files is noticed at once. The work is
// bounded by the length of the file.
func read(file []byte) (*document, error) {
	at := bytes.LastIndex(file, []byte("startxref"))
	if at < 0 {
		return nil, errSyntax
	}
	p := &parser{src: file, at: at + len("startxref")}
	p.at = p.integer()
	if !p.keyword("xref") || p.integer() != 0 {
		return nil, errSyntax
	}
	count := p.integer()
	if count <= 0 || count > mostObjects {
		return nil, errSyntax
	}
	offsets := make([]int, 0, min(count, len(file)/20))
	for range count {
		offset := p.integer()
		p.integer() // the generation
		p.space()
		used := p.at < len(file) && file[p.at] == 'n'
		p.at++
		if p.bad {
			return nil, errSyntax
		}
		if !used {
			offset = -1
		}
		offsets = append(offsets, offset)
	}
	if !p.keyword("trailer") {
		return nil, errSyntax
	}
	d := &document{objects: make(map[ref]any, len(offsets))}
	d.trailer, _ = p.value(0).(dict)
	// Objects do not overlap, so nothing is read twice but a stream's length. A
	// table with a thousand references to one large object is an error.
	left := 2 * len(file)
	for i, offset := range offsets {
		if offset < 0 {
			continue
		}
		p.at = offset
		if p.integer() != i || p.integer() != 0 || !p.keyword("obj") {
			return nil, fmt.Errorf("%w: object %d is not at its offset", errSyntax, i)
		}
		v := p.value(0)
		if d, ok := v.(dict); ok && p.keyword("stream") {
			v = p.stream(d, offsets)
		}
		if left -= p.at - offset; p.bad || left < 0 {
			return nil, fmt.Errorf("%w: object %d cannot be read", errSyntax, i)
		}
		d.objects[ref(i)] = v
	}
	if _, ok := d.trailer["Encrypt"]; ok || d.dict(d.trailer["Root"]) == nil {
		return nil, errSyntax
	}
	return d, nil
}

// get returns the object that v is or refers to.
func (d *document) get(v any) any {
	for range deepest {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = d.objects[r]
	}
	return nil
}

// dict returns the dictionary, or that of the stream, which v is or refers to. It
// returns nil, which reads as empty, if v is neither.
func (d *document) dict(v any) dict {
	switch v := d.get(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *document) array(v any) array {
	a, _ := d.get(v).(array)
	return a
}

func (d *document) name(v any) name {
	n, _ := d.get(v).(name)
	return n
}

func (d *document) float(v any) float64 {
	n, _ := d.get(v).(number)
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}

// add adds an object and returns its number.
func (d *document) add(v any) ref {
	r := ref(len(d.objects) + 1)
	for d.objects[r] != nil {
		r++
	}
	d.objects[r] = v
	return r
}

// sorted returns the keys in the order in which they are visited and written.
func (d dict) sorted() []name { return slices.Sorted(maps.Keys(d)) }

// A parser reads values. After the first error bad is set and it reads nothing
// more.
type parser struct {
	src []byte
	at  int
	bad bool
}

func (p *parser) fail() any {
	p.bad = true
	p.at = len(p.src)
	return nil
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (p *parser) space() {
	if p.at < 0 {
		p.fail()
	}
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '%':
			for p.at < len(p.src) && p.src[p.at] != '\n' && p.src[p.at] != '\r' {
				p.at++
			}
		case isSpace(c):
			p.at++
		default:
			return
		}
	}
}

// keyword skips a word if it comes next and reports whether it did.
func (p *parser) keyword(word string) bool {
	p.space()
	if !bytes.HasPrefix(p.src[min(p.at, len(p.src)):], []byte(word)) {
		return false
	}
	p.at += len(word)
	return true
}

func (p *parser) word() string {
	p.space()
	start := min(p.at, len(p.src))
	for p.at < len(p.src) && !isSpace(p.src[p.at]) && !isDelimiter(p.src[p.at]) {
		p.at++
	}
	return string(p.src[start:min(p.at, len(p.src))])
}

func (p *parser) integer() int {
	n, err := strconv.Atoi(p.word())
	if err != nil || n < 0 {
		p.fail()
		return 0
	}
	return n
}

// value reads any object except a stream.
func (p *parser) value(depth int) any {
	if p.space(); depth > deepest || p.at >= len(p.src) {
		return p.fail()
	}
	switch c := p.src[p.at]; {
	case c == '/':
		p.at++
		return p.name()
	case c == '(':
		p.at++
		return p.literal()
	case bytes.HasPrefix(p.src[p.at:], []byte("<<")):
		p.at += 2
		return p.dict(depth)
	case c == '<':
		p.at++
		return p.hex()
	case c == '[':
		p.at++
		return p.array(depth)
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return p.numberOrRef()
	}
	switch p.word() {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return p.fail()
}

func (p *parser) name() name {
	raw := []byte{}
	for p.at < len(p.src) && !isSpace(p.src[p.at]) && !isDelimiter(p.src[p.at]) {
		c := p.src[p.at]
		if c == '#' && p.at+2 < len(p.src) {
			if n, err := strconv.ParseUint(string(p.src[p.at+1:p.at+3]), 16, 8); err == nil {
				c = byte(n)
				p.at += 2
			}
		}
		raw = append(raw, c)
		p.at++
	}
	return name(raw)
}

func (p *parser) numberOrRef() any {
	w := p.word()
	if _, err := strconv.ParseFloat(w, 64); err != nil {
		return p.fail()
	}
	n, err := strconv.Atoi(w)
	if err != nil || n <= 0 {
		return number(w)
	}
	// "12 0 R" is one value, "12 0 13" three.
	ahead := *p
	if ahead.word() == "0" && ahead.keyword("R") && (ahead.at >= len(p.src) || isSpace(p.src[ahead.at]) || isDelimiter(p.src[ahead.at])) {
		p.at = ahead.at
		return ref(n)
	}
	return number(w)
}

func (p *parser) array(depth int) any {
	a := array{}
	for !p.keyword("]") {
		if p.bad || p.at >= len(p.src) {
			return p.fail()
		}
		a = append(a, p.value(depth+1))
	}
	return a
}

func (p *parser) dict(depth int) any {
	d := dict{}
	for !p.keyword(">>") {
		if p.bad || !p.keyword("/") {
			return p.fail()
		}
		key := p.name()
		d[key] = p.value(depth + 1)
	}
	return d
}

func (p *parser) hex() any {
	var digits []byte
	for ; p.at < len(p.src); p.at++ {
		c := p.src[p.at]
		if c == '>' {
			p.at++
			if len(digits)%2 == 1 {
				digits = append(digits, '0')
			}
			out := make(text, len(digits)/2)
			for i := range out {
				n, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
				if err != nil {
					return p.fail()
				}
				out[i] = byte(n)
			}
			return out
		}
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	return p.fail()
}

func (p *parser) literal() any {
	out := text{}
	for open := 1; p.at < len(p.src); p.at++ {
		c := p.src[p.at]
		switch {
		case c == '(':
			open++
		case c == ')':
			if open--; open == 0 {
				p.at++
				return out
			}
		case c == '\\' && p.at+1 < len(p.src):
			p.at++
			c = p.src[p.at]
			if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
				c = "\n\r\t\b\f"[i]
			} else if c >= '0' && c <= '7' {
				n := 0
				for k := 0; k < 3 && p.at < len(p.src) && p.src[p.at] >= '0' && p.src[p.at] <= '7'; k++ {
					n = 8*n + int(p.src[p.at]-'0')
					p.at++
				}
				p.at--
				c = byte(n)
			} else if c == '\n' {
				continue
			}
		}
		out = append(out, c)
	}
	return p.fail()
}

// stream reads a stream's bytes. The length may be a reference to a number.
func (p *parser) stream(d dict, offsets []int) any {
	if p.at < len(p.src) && p.src[p.at] == '\r' {
		p.at++
	}
	if p.at >= len(p.src) || p.src[p.at] != '\n' {
		return p.fail()
	}
	start := p.at + 1
	length := -1
	switch v := d["Length"].(type) {
	case number:
		length, _ = strconv.Atoi(string(v))
	case ref:
		if int(v) < len(offsets) && offsets[v] >= 0 {
			q := &parser{src: p.src, at: offsets[v]}
			q.integer()
			q.integer()
			if q.keyword("obj") {
				length = q.integer()
			}
		}
	}
	if length < 0 || start > len(p.src)-length {
		return p.fail()
	}
	p.at = start + length
	if !p.keyword("endstream") {
		return p.fail()
	}
	delete(d, "Length") // write adds it again
	return &stream{d, p.src[start : start+length]}
}

// Package tags reads an XML text tag by tag.
//
// In comes the text of a GPX or a KML, out go its start and end tags, each
// with its offset, its attributes and theirs. encoding/xml takes four times as
// long and does not tell where an attribute stands. This reader knows
// elements, attributes, comments, CDATA and processing instructions, bounds
// how deep elements nest, and refuses what such files have no use for: a
// DOCTYPE with declarations in it, which is where entities that swell to
// gigabytes come from.
package tags

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// A Tag is a start or an end tag. An empty element, <a/>, is two tags.
type Tag struct {
	Name   string // without its namespace's prefix: some apps write <gpx:trkpt>
	End    bool
	Offset int    // of its <
	Attrs  []Attr // of a start tag; good until the next one is read
}

// An Attr is an attribute as the file has it: entities are not replaced.
type Attr struct {
	Name, Value []byte
	Offset      int // of the value, inside its quotes
}

// A Flaw is why a text cannot be read on.
type Flaw int

const (
	None      Flaw = iota
	Malformed      // no XML
	Cut            // it ends while an element is open
	Other          // XML with another root, or no XML at all
	Entities       // it declares entities of its own
)

// A Reader reads one text. Its zero value is not ready; see New.
type Reader struct {
	Flaw   Flaw
	Offset int // of the flaw

	src    []byte
	root   string
	pos    int
	open   [][]byte // names of the elements around pos
	rooted bool
	empty  bool // the last tag was an empty element's
	attrs  []Attr
}

// Deepest bounds how far elements nest; a GPX with extensions has eight.
const Deepest = 100

// New returns a reader of a text whose outermost element must have this name.
func New(src []byte, root string) *Reader { return &Reader{src: src, root: root} }

// Next reads up to and with the next tag; false at the end of the text, or at
// the flaw that keeps the rest from being read.
func (r *Reader) Next() (Tag, bool) {
	if r.empty {
		r.empty = false
		return r.close(r.pos), true
	}
	for r.Flaw == None {
		if !r.text() || r.pos == len(r.src) {
			break
		}
		rest := r.src[r.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			r.past("<!--", "-->")
		case bytes.HasPrefix(rest, []byte("<?")):
			r.past("<?", "?>")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(r.open) > 0:
			r.past("<![CDATA[", "]]>")
		case bytes.HasPrefix(rest, []byte("<!DOCTYPE")) && !r.rooted:
			if end := bytes.IndexAny(rest, "[>"); end < 0 || rest[end] == '[' {
				r.fail(r.pos, Entities)
			} else {
				r.past("<!DOCTYPE", ">")
			}
		case bytes.HasPrefix(rest, []byte("</")):
			return r.end()
		default:
			return r.start()
		}
	}
	switch {
	case r.Flaw != None:
	case !r.rooted:
		r.fail(0, Other)
	case len(r.open) > 0:
		r.fail(len(r.src), Cut)
	}
	return Tag{}, false
}

// Within is the name of the innermost element that is open, with its prefix;
// "" outside of all.
func (r *Reader) Within() string {
	if len(r.open) == 0 {
		return ""
	}
	return string(r.open[len(r.open)-1])
}

// Raw is the text from here to the next tag, as the file has it.
func (r *Reader) Raw() []byte {
	if r.empty {
		return nil
	}
	end := bytes.IndexByte(r.src[r.pos:], '<')
	if end < 0 {
		return r.src[r.pos:]
	}
	return r.src[r.pos : r.pos+end]
}

// Text is the text from here to the next tag, with entities replaced and
// CDATA as it is, and the offset of its first character. Nothing is passed
// over: the next tag is the same as without it.
func (r *Reader) Text() (text string, offset int) {
	if r.empty {
		return "", r.pos
	}
	var b strings.Builder
	pos, offset := r.pos, -1
	put := func(at int, raw []byte, s string) {
		if lead := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n")); offset < 0 && lead < len(raw) {
			offset = at + lead
		}
		b.WriteString(s)
	}
	for pos < len(r.src) {
		rest := r.src[pos:]
		if i := bytes.IndexByte(rest, '<'); i != 0 {
			if i < 0 {
				i = len(rest)
			}
			put(pos, rest[:i], html.UnescapeString(string(rest[:i])))
			pos += i
			continue
		}
		begin, end := "<!--", "-->"
		if bytes.HasPrefix(rest, []byte("<![CDATA[")) {
			begin, end = "<![CDATA[", "]]>"
		} else if !bytes.HasPrefix(rest, []byte(begin)) {
			break
		}
		i := bytes.Index(rest[len(begin):], []byte(end))
		if i < 0 {
			break // Next tells
		}
		if inner := rest[len(begin) : len(begin)+i]; begin != "<!--" {
			put(pos+len(begin), inner, string(inner))
		}
		pos += len(begin) + i + len(end)
	}
	return strings.TrimSpace(b.String()), max(offset, r.pos)
}

// fail keeps the first flaw. It returns false, for its callers to return.
func (r *Reader) fail(offset int, flaw Flaw) bool {
	if r.Flaw == None {
		r.Flaw, r.Offset = flaw, offset
	}
	return false
}

// text passes over what stands before the next <. Outside of all elements it
// must be blank.
func (r *Reader) text() bool {
	start := r.pos
	i := bytes.IndexByte(r.src[r.pos:], '<')
	if i < 0 {
		i = len(r.src) - r.pos
	}
	r.pos += i
	if len(r.open) > 0 {
		return true
	}
	text := r.src[start:r.pos]
	at := len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	switch {
	case at == len(text):
		return true
	case !r.rooted:
		return r.fail(start+at, Other)
	}
	return r.fail(start+at, Malformed)
}

// past passes over what begins with one mark and ends with another.
func (r *Reader) past(begin, end string) {
	i := bytes.Index(r.src[r.pos+len(begin):], []byte(end))
	if i < 0 {
		r.fail(r.pos, Malformed)
		return
	}
	r.pos += len(begin) + i + len(end)
}

func (r *Reader) end() (Tag, bool) {
	start := r.pos
	r.pos += 2
	name := r.name()
	r.space()
	if !r.take('>') {
		return Tag{}, r.fail(r.pos, Malformed)
	}
	if len(r.open) == 0 || !bytes.Equal(name, r.open[len(r.open)-1]) {
		return Tag{}, r.fail(start, Malformed)
	}
	return r.close(start), true
}

// close ends the innermost element.
func (r *Reader) close(offset int) Tag {
	last := len(r.open) - 1
	t := Tag{Name: local(r.open[last]), End: true, Offset: offset}
	r.open = r.open[:last]
	return t
}

// start reads a start tag and its attributes.
func (r *Reader) start() (Tag, bool) {
	start := r.pos
	r.pos++
	name := r.name()
	if len(name) == 0 || len(r.open) == 0 && r.rooted {
		return Tag{}, r.fail(start, Malformed)
	}
	t := Tag{Name: local(name), Offset: start}
	if !r.rooted && t.Name != r.root {
		return Tag{}, r.fail(start, Other)
	}
	r.rooted = true
	if r.open = append(r.open, name); len(r.open) > Deepest {
		return Tag{}, r.fail(start, Malformed)
	}
	r.attrs = r.attrs[:0]
	for {
		r.space()
		if r.take('>') {
			break
		}
		if r.pos+1 < len(r.src) && r.src[r.pos] == '/' && r.src[r.pos+1] == '>' {
			r.pos += 2
			r.empty = true
			break
		}
		key := r.name()
		r.space()
		equals := r.take('=')
		r.space()
		at := r.pos
		value, ok := r.quoted()
		if len(key) == 0 || !equals || !ok {
			return Tag{}, r.fail(r.pos, Malformed)
		}
		r.attrs = append(r.attrs, Attr{key, value, at + 1})
	}
	t.Attrs = r.attrs
	return t, true
}

func (r *Reader) space() {
	for r.pos < len(r.src) && isSpace(r.src[r.pos]) {
		r.pos++
	}
}

func (r *Reader) take(c byte) bool {
	if r.pos < len(r.src) && r.src[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

// name reads a name, whatever letters it is of.
func (r *Reader) name() []byte {
	start := r.pos
	for r.pos < len(r.src) {
		c := r.src[r.pos]
		if c < utf8.RuneSelf && !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.') {
			break
		}
		r.pos++
	}
	return r.src[start:r.pos]
}

func (r *Reader) quoted() ([]byte, bool) {
	if r.pos >= len(r.src) || r.src[r.pos] != '"' && r.src[r.pos] != '\'' {
		return nil, false
	}
	start := r.pos + 1
	end := bytes.IndexByte(r.src[start:], r.src[r.pos])
	if end < 0 || bytes.IndexByte(r.src[start:start+end], '<') >= 0 {
		return nil, false
	}
	r.pos = start + end + 1
	return r.src[start : start+end], true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// local is a name without its namespace's prefix. Names that come by the
// hundred thousand cost no memory.
func local(name []byte) string {
	name = name[bytes.LastIndexByte(name, ':')+1:]
	switch string(name) {
	case "trkpt":
		return "trkpt"
	case "rtept":
		return "rtept"
	case "ele":
		return "ele"
	case "time":
		return "time"
	}
	return string(name)
}

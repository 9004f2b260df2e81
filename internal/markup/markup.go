// Package markup reads the XML that programs write for programs: a GPX, a
// KML, an OpenStreetMap extract.
//
// In comes a text in UTF-8, out come its tags one by one, with the place of
// each and of each attribute. It knows elements, attributes, comments, CDATA
// and processing instructions, and refuses a DOCTYPE with declarations in it,
// which is where entities that swell to gigabytes come from. It exists since
// encoding/xml takes four times as long and does not tell where an attribute
// stands.
package markup

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A Scanner reads a text.
type Scanner struct {
	src    []byte
	pos    int
	open   [][]byte // names of the elements around pos
	rooted bool
	attrs  []Attr
	single bool // the tag just read ends by itself: its end comes next
	fault  *Fault
}

// A Tag is the start or the end of an element.
type Tag struct {
	Name   []byte // without its namespace's prefix: some apps write <gpx:trkpt>
	End    bool
	Depth  int    // of its element: the root's is 1
	Offset int    // of its < in the text
	Attrs  []Attr // in the order of the text; lent until the next tag
}

// An Attr is an attribute as it is written: entities stand in its value.
type Attr struct {
	Key, Value []byte
	Offset     int // of its value's first character in the text
}

// A Fault is what keeps a text from being read on.
type Fault struct {
	Offset int
	Why    Why
	Name   string // of the element that is open, where it is Cut
}

// Why says what a fault is.
type Why int

const (
	Malformed Why = iota // no well-formed XML
	Cut                  // ends in the middle
	Declared             // declares entities
	NoMarkup             // is something else
)

// Deepest bounds how far elements nest; a GPX with extensions has eight.
const Deepest = 100

// New reads a text from its beginning.
func New(src []byte) *Scanner { return &Scanner{src: src} }

// Fault is what Next stopped at; nil at the end of the text.
func (s *Scanner) Fault() *Fault { return s.fault }

// Text is what stands before the next tag.
func (s *Scanner) Text() []byte {
	rest := s.src[s.pos:]
	if i := bytes.IndexByte(rest, '<'); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// Words is the text before the next tag as people read it, with entities
// replaced, CDATA as it is and comments left out, and the offset of its first
// character. Nothing is passed over: the next tag is the same as without it.
func (s *Scanner) Words() (text string, offset int) {
	if s.single {
		return "", s.pos
	}
	var b []byte
	pos, offset := s.pos, -1
	put := func(at int, raw, text []byte) {
		if lead := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n")); offset < 0 && lead < len(raw) {
			offset = at + lead
		}
		b = append(b, text...)
	}
	for pos < len(s.src) {
		rest := s.src[pos:]
		if i := bytes.IndexByte(rest, '<'); i != 0 {
			if i < 0 {
				i = len(rest)
			}
			put(pos, rest[:i], Plain(rest[:i]))
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
			put(pos+len(begin), inner, inner)
		}
		pos += len(begin) + i + len(end)
	}
	return string(bytes.TrimSpace(b)), max(offset, s.pos)
}

// Next is the next tag; ok is false at the end, and at a fault.
func (s *Scanner) Next() (t Tag, ok bool) {
	if s.fault != nil {
		return t, false
	}
	if s.single {
		s.single = false
		return s.close(s.pos), true
	}
	for {
		text := s.Text()
		s.pos += len(text)
		if len(s.open) == 0 {
			if at := len(text) - len(bytes.TrimLeft(text, " \t\r\n")); at < len(text) {
				why := Malformed
				if !s.rooted {
					why = NoMarkup
				}
				return t, s.fail(s.pos-len(text)+at, why)
			}
		}
		if s.pos == len(s.src) {
			switch {
			case len(s.open) > 0:
				s.fault = &Fault{s.pos, Cut, string(s.open[len(s.open)-1])}
			case !s.rooted:
				s.fail(0, NoMarkup)
			}
			return t, false
		}
		rest := s.src[s.pos:]
		past := ""
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			past = "-->"
		case bytes.HasPrefix(rest, []byte("<?")):
			past = "?>"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(s.open) > 0:
			past = "]]>"
		case bytes.HasPrefix(rest, []byte("<!DOCTYPE")) && !s.rooted:
			if end := bytes.IndexAny(rest, "[>"); end < 0 || rest[end] == '[' {
				return t, s.fail(s.pos, Declared)
			}
			past = ">"
		case bytes.HasPrefix(rest, []byte("</")):
			return s.end()
		default:
			return s.start()
		}
		// <!--> is no comment yet, nor <?> an instruction.
		from := min(len(rest), map[string]int{"-->": 4, "?>": 2}[past])
		i := bytes.Index(rest[from:], []byte(past))
		if i < 0 {
			return t, s.fail(s.pos, Malformed)
		}
		s.pos += from + i + len(past)
	}
}

// fail keeps the fault. It returns false, for its callers to return.
func (s *Scanner) fail(offset int, why Why) bool {
	s.fault = &Fault{Offset: offset, Why: why}
	return false
}

func (s *Scanner) end() (Tag, bool) {
	start := s.pos
	s.pos += 2
	name := s.name()
	s.space()
	if !s.take('>') {
		return Tag{}, s.fail(s.pos, Malformed)
	}
	if len(s.open) == 0 || !bytes.Equal(name, s.open[len(s.open)-1]) {
		return Tag{}, s.fail(start, Malformed)
	}
	return s.close(start), true
}

func (s *Scanner) close(offset int) Tag {
	depth := len(s.open)
	name := s.open[depth-1]
	s.open = s.open[:depth-1]
	return Tag{Name: local(name), End: true, Depth: depth, Offset: offset}
}

// start reads a start tag and its attributes.
func (s *Scanner) start() (t Tag, ok bool) {
	start := s.pos
	s.pos++
	name := s.name()
	if len(name) == 0 || len(s.open) == 0 && s.rooted {
		return t, s.fail(start, Malformed)
	}
	s.rooted = true
	if s.open = append(s.open, name); len(s.open) > Deepest {
		return t, s.fail(start, Malformed)
	}
	s.attrs = s.attrs[:0]
	for {
		s.space()
		if s.take('>') {
			break
		}
		if s.pos+1 < len(s.src) && s.src[s.pos] == '/' && s.src[s.pos+1] == '>' {
			s.pos += 2
			s.single = true
			break
		}
		key := s.name()
		s.space()
		equals := s.take('=')
		s.space()
		at := s.pos
		value, ok := s.quoted()
		if len(key) == 0 || !equals || !ok {
			return t, s.fail(s.pos, Malformed)
		}
		s.attrs = append(s.attrs, Attr{key, value, at + 1})
	}
	return Tag{Name: local(name), Depth: len(s.open), Offset: start, Attrs: s.attrs}, true
}

func (s *Scanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

func (s *Scanner) take(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// name reads a name, whatever letters it is of.
func (s *Scanner) name() []byte {
	start := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c < utf8.RuneSelf && !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.') {
			break
		}
		s.pos++
	}
	return s.src[start:s.pos]
}

func (s *Scanner) quoted() ([]byte, bool) {
	if s.pos >= len(s.src) || s.src[s.pos] != '"' && s.src[s.pos] != '\'' {
		return nil, false
	}
	start := s.pos + 1
	end := bytes.IndexByte(s.src[start:], s.src[s.pos])
	if end < 0 || bytes.IndexByte(s.src[start:start+end], '<') >= 0 {
		return nil, false
	}
	s.pos = start + end + 1
	return s.src[start : start+end], true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// local is a name without its namespace's prefix.
func local(name []byte) []byte { return name[bytes.LastIndexByte(name, ':')+1:] }

// entities are those that XML has without a declaration.
var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// Plain is a value without its entities. One that is none stays as it is.
func Plain(value []byte) []byte {
	at := bytes.IndexByte(value, '&')
	if at < 0 {
		return value
	}
	plain := bytes.Clone(value[:at])
	for rest := value[at:]; len(rest) > 0; {
		name, after, ok := bytes.Cut(rest, []byte(";"))
		if meant := entity(name); ok && rest[0] == '&' && meant != "" {
			plain, rest = append(plain, meant...), after
			continue
		}
		next := bytes.IndexByte(rest[1:], '&')
		if next < 0 {
			next = len(rest) - 1
		}
		plain, rest = append(plain, rest[:next+1]...), rest[next+1:]
	}
	return plain
}

// entity is what "&amp" or "&#28165" stands for; "" for nothing.
func entity(name []byte) string {
	if len(name) < 2 || len(name) > 10 {
		return ""
	}
	number, ok := bytes.CutPrefix(name[1:], []byte("#"))
	if !ok {
		return entities[string(number)]
	}
	base := 10
	if len(number) > 0 && (number[0] == 'x' || number[0] == 'X') {
		number, base = number[1:], 16
	}
	r, err := strconv.ParseUint(string(number), base, 32)
	if err != nil || r == 0 || r > utf8.MaxRune {
		return ""
	}
	return string(rune(r))
}

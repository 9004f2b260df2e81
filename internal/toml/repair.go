package toml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostFaults bounds how often a text with faults is decoded: each time shows one
// more.
const mostFaults = 30

// mostFixes is the number of faults for which a line is proposed.
const mostFixes = 1000

// longestFix is the maximum length of a proposed line in characters. A message
// shortens a longer one, and then it is no fix.
const longestFix = 120

// A repair replaces the faulty lines of a text by others of the same length, until
// the decoder reads the rest. Every offset in the result is one of the text.
type repair struct {
	text   string
	data   []byte // the text as repaired; nil while it has no fault
	report Report
	faulty bool
	lost   map[int]*lost     // by the offset of their keys
	names  map[string]string // keys that TOML does not allow, by those put in their places
	seen   map[int]bool      // the beginnings of lines with a reported fault
}

// lost is a value that could not be read.
type lost struct {
	start int // the offset of the value
	meant any // what the value probably is; nil if that is not clear
}

// current returns the text as repaired.
func (r *repair) current() string {
	if r.data == nil {
		return r.text
	}
	return string(r.data)
}

// open makes the text changeable.
func (r *repair) open() {
	if r.data == nil {
		r.data = []byte(r.text)
	}
}

// walk returns the tree of the text as repaired, and the offset of what is nested too
// deeply, or -1. values are those of the tree if the text is plain, and nil otherwise.
func (r *repair) walk() (root *node, deep int, values map[string]any) {
	w := walker{src: r.current(), deep: -1, repair: r}
	root, deep = w.tree()
	if complete := w.begin == len(w.src); complete && !w.odd && r.data == nil && plainText(r.text) {
		values, _ = plainTable(root)
	}
	return root, deep, values
}

// line returns the line of the text as repaired around an offset, without its end.
func (r *repair) line(at int) (start, end int) {
	at = min(at, len(r.data))
	start = bytes.LastIndexByte(r.data[:at], '\n') + 1
	end = len(r.data)
	if i := bytes.IndexByte(r.data[at:], '\n'); i >= 0 {
		end = at + i
	}
	if end > start && r.data[end-1] == '\r' {
		end--
	}
	return start, end
}

// fault reports a fault, if its line has none yet, and repairs or removes the line.
// It returns false if there is nothing to remove.
func (r *repair) fault(at int, key string, args ...any) bool {
	r.open()
	start, end := r.line(at)
	silent := false
	if len(bytes.TrimSpace(r.data[start:end])) == 0 { // the end of the text, for which an earlier line is the reason
		silent = r.faulty
		if start = r.stop(); start < 0 {
			if !r.faulty {
				r.report(Fault{Offset: at, Key: key, Args: args})
				r.faulty = true
			}
			return false
		}
		start, end = r.line(start)
	}
	line := string(r.data[start:end])
	if r.seen[start] {
		r.blank(start, end)
		return true
	}
	if r.seen == nil {
		r.seen = map[int]bool{}
	}
	r.seen[start], r.faulty = true, true
	fixed, table := "", map[string]any(nil)
	if mergeMark(line) {
		key, args = "merge-conflict", nil
	} else if len(r.seen) <= mostFixes {
		fixed, table = correct(line, key)
	}
	f := Fault{Offset: at, Key: key, Args: args}
	if table != nil && utf8.RuneCountInString(fixed) <= longestFix {
		f.Fix = strings.TrimSpace(fixed)
	}
	if !silent {
		r.report(f)
	}
	switch {
	case table != nil && len(fixed) <= len(line):
		r.put(start, fixed+strings.Repeat(" ", len(line)-len(fixed)))
	case strings.HasPrefix(key, mark): // a part of a longer value
		fixed = narrowed(line)
		r.put(start, fixed+strings.Repeat(" ", len(line)-len(fixed)))
	case strings.HasPrefix(strings.TrimLeft(line, " \t"), "["):
		r.blank(start, r.nextHeader(end))
	case key == "toml-syntax/open-string" && (strings.HasPrefix(r.text[at:], `"""`) || strings.HasPrefix(r.text[at:], "'''")):
		r.lose(start, r.nextHeader(end), nil)
	default:
		r.lose(start, end, table)
	}
	return true
}

// mergeMark reports whether a line is one that a merge left, without the others that
// belong to it.
func mergeMark(line string) bool {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if rest, ok := strings.CutPrefix(line, mark); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// put replaces a part of the text by another of the same length.
func (r *repair) put(at int, text string) {
	r.open()
	copy(r.data[at:], text)
}

// blank replaces a part of the text by spaces, except for the ends of its lines.
func (r *repair) blank(start, end int) {
	for i := start; i < end; i++ {
		if r.data[i] != '\n' {
			r.data[i] = ' '
		}
	}
}

// lose removes a pair of a key and a value, of which only the key remains. table is
// the line that was probably meant as the decoder reads it, or nil.
func (r *repair) lose(start, end int, table map[string]any) {
	text := string(r.data[start:end])
	indent := len(text) - len(strings.TrimLeft(text, " \t"))
	name := text[indent:]
	n := 0
	for n < len(name) && bare(name[n]) {
		n++
	}
	name = name[:n]
	rest := strings.TrimLeft(text[indent+n:], " \t")
	known := n > 0 && len(text) >= indent+n+2 && (rest == "" || !bare(rest[0]) && !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, ","))
	r.blank(start, end)
	if !known {
		return
	}
	r.put(start+indent, name+"=0")
	if r.lost == nil {
		r.lost = map[int]*lost{}
	}
	value := len(text) - len(strings.TrimLeft(rest, "=:： \t"))
	r.lost[start+indent] = &lost{start: start + min(max(value, indent+n), len(text)), meant: table[name]}
}

// nextHeader returns the offset of the first table's header after an offset.
func (r *repair) nextHeader(at int) int {
	for at < len(r.data) {
		i := bytes.IndexByte(r.data[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		if bytes.HasPrefix(bytes.TrimLeft(r.data[at:], " \t"), []byte("[")) {
			return at
		}
	}
	return len(r.data)
}

// stop returns the offset of the pair or header that the walker cannot read, or -1.
func (r *repair) stop() int {
	w := walker{src: r.current(), deep: -1, repair: r}
	w.tree()
	w.pos = w.begin
	if w.blank(true); w.pos >= len(w.src) {
		return -1
	}
	return w.pos
}

// openBracket returns the offset of a bracket that opens a value on a line that does
// not close it, where the next line begins another pair or table.
func (r *repair) openBracket() (at int, ok bool) {
	r.open()
	if at = r.stop(); at < 0 {
		return 0, false
	}
	text := r.current()
	start, end := r.line(at)
	w := walker{src: text[:end], pos: start, deep: -1}
	w.blank(false)
	if path, ok := w.path(0); !ok || len(path) == 0 || !w.take('=') {
		return 0, false
	}
	w.blank(false)
	if w.pos >= end || text[w.pos] != '[' && text[w.pos] != '{' || r.seen[start] {
		return 0, false
	}
	at = w.pos
	for w.pos < end {
		switch c := text[w.pos]; {
		case c == '"' || c == '\'':
			if !w.text(&node{}) {
				return 0, false
			}
		case c == '#':
			w.pos = end
		case c == ']' || c == '}':
			return 0, false // something else is wrong with it
		default:
			w.pos++
		}
	}
	next := walker{src: text, pos: end, deep: -1}
	next.blank(true)
	if next.pos >= len(text) || text[next.pos] == '[' {
		return at, true
	}
	path, pair := next.path(0)
	return at, pair && len(path) > 0 && next.take('=')
}

// renamed gives the keys that TOML does not allow their names back.
func (r *repair) renamed(table map[string]any) map[string]any {
	if len(r.names) == 0 {
		return table
	}
	var visit func(v any) any
	visit = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			all := make(map[string]any, len(v))
			for key, value := range v {
				all[r.original(key)] = visit(value)
			}
			return all
		case []map[string]any:
			for i := range v {
				v[i], _ = visit(v[i]).(map[string]any)
			}
		case []any:
			for i := range v {
				v[i] = visit(v[i])
			}
		}
		return v
	}
	all, _ := visit(table).(map[string]any)
	return all
}

// original returns a key as the text has it.
func (r *repair) original(key string) string {
	if name, ok := r.names[key]; ok {
		return name
	}
	return key
}

// name replaces a key in another script, such as 地址, by one that TOML allows. The
// tree has the key as it was written, so that it can be reported as unknown.
func (r *repair) name(start, end int) {
	if r.names == nil {
		r.names = map[string]string{}
	}
	const digits = 2
	name := "_" + strconv.FormatInt(int64(len(r.names)), 36)
	if len(name) > digits+1 || end-start < digits+1 {
		return // the decoder will refuse it
	}
	name += strings.Repeat("_", end-start-len(name))
	r.open()
	r.names[name] = string(r.data[start:end])
	r.put(start, name)
}

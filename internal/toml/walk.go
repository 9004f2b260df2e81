package toml

import (
	"strings"

	burnt "github.com/BurntSushi/toml"
)

// A node is the position of one key and its value.
type node struct {
	key    int              // offset of the key, or of an array's item
	value  int              // offset of the value's first character, inside the quotes of a string
	raw    string           // the value as the text has it, a string without its quotes
	quote  byte             // of a string
	header bool             // of a table, or of repeated ones, that has a header
	table  map[string]*node // of a table
	array  []*node          // of an array, or of repeated [[tables]]
	lost   *lost            // of a value that could not be read
}

func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	return n.table[key]
}

func (n *node) item(i int) *node {
	if n == nil || i >= len(n.array) {
		return nil
	}
	return n.array[i]
}

// deepest bounds how far arrays, inline tables and dotted keys nest. The
// decoder recurses over brackets, and spends the square of a dotted key's
// length on it.
const deepest = 32

// walk returns the tree of a text up to the first place that is not TOML. deep
// is the offset of what is nested too deeply, or -1.
func walk(src string) (root *node, deep int) {
	w := walker{src: src, deep: -1}
	return w.tree()
}

func (w *walker) tree() (root *node, deep int) {
	root = &node{table: map[string]*node{}}
	table := root
	for w.blank(true); w.pos < len(w.src) && w.deep < 0; w.blank(true) {
		w.begin = w.pos
		if w.src[w.pos] == '[' {
			if table = w.header(root); table == nil {
				return root, w.deep
			}
		} else {
			if !w.pair(table, 0) {
				return root, w.deep
			}
			w.odd = w.odd || !w.ended()
		}
	}
	w.begin = w.pos
	return root, w.deep
}

// ended reports whether nothing but a comment follows on the line.
func (w *walker) ended() bool {
	w.blank(false)
	return w.pos == len(w.src) || strings.IndexByte("\r\n#", w.src[w.pos]) >= 0
}

type walker struct {
	src    string
	pos    int
	deep   int
	begin  int     // of the last pair or header at the top level; the text's end after all of them
	repair *repair // nil for a text as it is
	skims  bool    // find where values end, without a tree
	keys   []name  // what path has returned
	odd    bool    // what was read may be invalid, or differ from what the tree has
}

// blank skips spaces and, where lines is set, line ends and comments.
func (w *walker) blank(lines bool) {
	for w.pos < len(w.src) {
		switch c := w.src[w.pos]; {
		case c == ' ' || c == '\t':
			w.pos++
		case lines && (c == '\n' || c == '\r'):
			w.pos++
		case lines && c == '#':
			w.line()
		default:
			return
		}
	}
}

// line skips to the end of the line.
func (w *walker) line() {
	if i := strings.IndexByte(w.src[w.pos:], '\n'); i >= 0 {
		w.pos += i
		return
	}
	w.pos = len(w.src)
}

func (w *walker) take(c byte) bool {
	if w.pos < len(w.src) && w.src[w.pos] == c {
		w.pos++
		return true
	}
	return false
}

// header reads [a.b] or [[a.b]] and returns the table that follows it.
func (w *walker) header(root *node) *node {
	start := w.pos
	w.pos++
	repeated := w.take('[')
	path, ok := w.path(0)
	if !ok || !w.take(']') || repeated && !w.take(']') {
		return nil
	}
	table := root
	for i, k := range path {
		last := i == len(path)-1
		child := table.table[k.name]
		if child == nil {
			child = &node{key: k.offset, value: k.offset, header: true}
			table.table[k.name] = child
		} else if !child.header || last && !repeated || last && child.array == nil {
			w.odd = true
		}
		if last && repeated {
			child.array = append(child.array, &node{key: start, value: start, table: map[string]*node{}})
		}
		if n := len(child.array); n > 0 {
			child = child.array[n-1]
		}
		if child.table == nil {
			child.table = map[string]*node{}
		}
		if last && !repeated {
			child.key = start
		}
		table = child
	}
	w.odd = w.odd || !w.ended()
	w.line()
	return table
}

type name struct {
	name   string
	offset int
}

// path reads a dotted key at a depth. The result is valid until the next call.
func (w *walker) path(depth int) ([]name, bool) {
	path := w.keys[:0]
	defer func() { w.keys = path }()
	for {
		w.blank(false)
		start := w.pos
		if w.pos >= len(w.src) {
			return nil, false
		}
		if depth+len(path) > deepest {
			w.deep = start
			return nil, false
		}
		var text string
		if q := w.src[w.pos]; q == '"' || q == '\'' {
			w.odd = true
			n := node{}
			if !w.text(&n) {
				return nil, false
			}
			text = unescaped(q, n.raw)
		} else {
			for w.pos < len(w.src) && bare(w.src[w.pos]) {
				w.pos++
			}
			text = w.src[start:w.pos]
			if w.repair != nil {
				text = w.repair.original(text)
			}
		}
		if w.pos == start {
			return nil, false
		}
		path = append(path, name{text, start})
		w.blank(false)
		if !w.take('.') {
			return path, true
		}
	}
}

// unescaped returns a quoted key as the decoder reads it. Escapes in a key are
// so rare that the decoder itself is asked.
func unescaped(quote byte, raw string) string {
	if quote != '"' || !strings.Contains(raw, `\`) {
		return raw
	}
	var key struct{ K string }
	if _, err := burnt.Decode(`K="`+raw+`"`, &key); err != nil {
		return raw
	}
	return key.K
}

func bare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// pair reads key = value into the table.
func (w *walker) pair(table *node, depth int) bool {
	path, ok := w.path(depth)
	if !ok || !w.take('=') {
		return false
	}
	depth += len(path) - 1
	if w.skims {
		w.blank(false)
		return w.value(new(node), depth)
	}
	w.odd = w.odd || len(path) > 1
	for _, k := range path[:len(path)-1] {
		child := table.table[k.name]
		if child == nil || child.table == nil {
			child = &node{key: k.offset, value: k.offset, table: map[string]*node{}}
			table.table[k.name] = child
		}
		table = child
	}
	last := path[len(path)-1]
	n := &node{key: last.offset}
	if w.repair != nil && w.repair.lost != nil {
		n.lost = w.repair.lost[last.offset]
	}
	w.blank(false)
	if !w.value(n, depth) {
		return false
	}
	if n.lost != nil {
		n.value, n.raw = n.lost.start, ""
	}
	w.odd = w.odd || table.table[last.name] != nil
	table.table[last.name] = n
	return true
}

func (w *walker) value(n *node, depth int) bool {
	if w.pos >= len(w.src) {
		return false
	}
	n.value = w.pos
	if depth > deepest {
		w.deep = w.pos
		return false
	}
	switch w.src[w.pos] {
	case '"', '\'':
		return w.text(n)
	case '[':
		return w.list(n, depth)
	case '{':
		return w.inline(n, depth)
	}
	for w.pos < len(w.src) && !strings.ContainsRune(",]}#\r\n", rune(w.src[w.pos])) {
		w.pos++
	}
	n.raw = strings.TrimRight(w.src[n.value:w.pos], " \t")
	return n.raw != ""
}

func (w *walker) list(n *node, depth int) bool {
	w.pos++
	n.array = []*node{}
	for {
		w.blank(true)
		if w.take(']') {
			return true
		}
		if !w.item(n, depth+1) {
			return false
		}
		w.blank(true)
		if !w.take(',') && (w.pos >= len(w.src) || w.src[w.pos] != ']') {
			return false
		}
	}
}

func (w *walker) item(list *node, depth int) bool {
	if w.skims {
		return w.value(new(node), depth)
	}
	item := &node{key: w.pos}
	if !w.value(item, depth) {
		return false
	}
	list.array = append(list.array, item)
	return true
}

func (w *walker) inline(n *node, depth int) bool {
	w.pos++
	if !w.skims {
		n.table = map[string]*node{}
	}
	start, comma := w.pos, false
	for {
		w.blank(true)
		if w.take('}') { // which follows neither a comma nor a line end
			w.odd = w.odd || comma || strings.Contains(w.src[start:w.pos], "\n")
			return true
		}
		if !w.pair(n, depth+1) {
			return false
		}
		w.blank(true)
		if comma = w.take(','); !comma && (w.pos >= len(w.src) || w.src[w.pos] != '}') {
			return false
		}
	}
}

// text reads a string of any of TOML's four kinds.
func (w *walker) text(n *node) bool {
	q := w.src[w.pos]
	n.quote = q
	triple := `"""`
	if q == '\'' {
		triple = "'''"
	}
	if strings.HasPrefix(w.src[w.pos:], triple) {
		w.pos += 3
		if !w.take('\n') && strings.HasPrefix(w.src[w.pos:], "\r\n") {
			w.pos += 2
		}
		n.value = w.pos
		for w.pos < len(w.src) {
			if strings.HasPrefix(w.src[w.pos:], triple) {
				n.raw = w.src[n.value:w.pos]
				w.pos += 3
				// Up to two quotes may precede the closing three.
				for range 2 {
					if w.take(q) {
						n.raw = w.src[n.value : w.pos-3]
					}
				}
				return true
			}
			if q == '"' && w.src[w.pos] == '\\' {
				w.pos++
			}
			w.pos++
		}
		return false
	}
	w.pos++
	n.value = w.pos
	for w.pos < len(w.src) && w.src[w.pos] != '\n' {
		switch c := w.src[w.pos]; {
		case c == q:
			n.raw = w.src[n.value:w.pos]
			w.pos++
			return true
		case c == '\\' && q == '"':
			w.pos++
		}
		w.pos++
	}
	return false
}

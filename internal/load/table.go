package load

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// A source is one piece of TOML text inside a file.
type source struct {
	file     string
	text     string
	line     int // of the text's first character, 1-based
	problems *diag.List
	files    fs.FS      // the project's, where the text may name one of them
	defaults guide.Lang // the language of a text field that is a plain string
	langs    []guide.Lang
}

// place is an offset of the piece as a place in the file.
func (s *source) place(offset int) diag.Place {
	at := diag.PlaceIn(s.file, s.text, offset)
	at.Line += s.line - 1
	return at
}

// decode reads the piece. It returns nil when the piece is no TOML; what is
// wrong has then been reported. The node tree comes back in any case.
func (s *source) decode() (*table, *node) {
	fatal := slips(s.text, func(offset int, key string, args ...any) {
		s.problems.Add(s.place(offset), key, args...)
	})
	root, deep := places(s.text)
	if deep >= 0 {
		s.problems.Add(s.place(deep), "toml-syntax/deep", deepest)
		return nil, root
	}
	if fatal {
		return nil, root
	}
	// Into any, not into a map: the decoder then hands over what it has.
	var decoded any
	if _, err := toml.Decode(s.text, &decoded); err != nil {
		var bad toml.ParseError
		if !errors.As(err, &bad) {
			s.problems.Add(s.place(0), "toml-syntax", err)
			return nil, root
		}
		s.syntax(bad)
		return nil, root
	}
	values, _ := decoded.(map[string]any)
	return &table{source: s, values: values, node: root, at: s.place(0)}, root
}

// syntax reports a parse error in words for the commonest mistakes.
func (s *source) syntax(bad toml.ParseError) {
	// The decoder's offset of "key already defined" is the key's end; its
	// line is right in every case.
	at := s.place(min(max(bad.Position.Start, 0), len(s.text))) // -1 of a control character
	if at.Line != bad.Position.Line+s.line-1 {
		at = diag.Place{File: s.file, Line: bad.Position.Line + s.line - 1, Column: 1}
	}
	m := bad.Message
	switch {
	case strings.Contains(m, "already been defined") || strings.Contains(m, "already defined") || strings.Contains(m, "already created") || strings.Contains(m, "already exists"):
		s.problems.Add(at, "toml-syntax/twice", bad.LastKey[strings.LastIndexByte(bad.LastKey, '.')+1:])
	case strings.Contains(m, "expected value"):
		s.problems.Add(at, "toml-syntax/value", bad.LastKey[strings.LastIndexByte(bad.LastKey, '.')+1:])
	case strings.Contains(m, "or '='") || strings.Contains(m, "separator '='"):
		s.problems.Add(at, "toml-syntax/equals")
	case strings.Contains(m, "expected a comma"):
		s.problems.Add(at, "toml-syntax/comma")
	case strings.Contains(m, "top-level item to end"):
		s.problems.Add(at, "toml-syntax/rest")
	case strings.Contains(m, "invalid datetime"):
		s.problems.Add(at, "toml-syntax/time")
	case strings.Contains(m, "strings cannot contain newlines") || strings.Contains(m, "unexpected EOF"):
		if start, open := openString(s.text); open {
			at = s.place(start)
		}
		s.problems.Add(at, "toml-syntax/open-string")
	case strings.Contains(m, "invalid escape"):
		s.problems.Add(s.place(badEscape(s.text, bad.Position.Start)), "toml-syntax/escape")
	default:
		s.problems.Add(at, "toml-syntax", m)
	}
}

// badEscape is the offset of the first backslash in the string at start that
// TOML gives no meaning: the decoder tells only where the string begins.
func badEscape(text string, start int) int {
	for i := start; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		if !strings.ContainsRune("btnfre\"\\xuU \n\r", rune(text[i+1])) {
			return i
		}
		i++
	}
	return min(start, len(text))
}

// A table reads typed values by key. Every read names the key, so that what
// is left at the end is what nobody knows.
type table struct {
	*source
	values map[string]any
	node   *node
	at     diag.Place // where the table begins
	known  []string
}

// key returns the value of a key and its place; nil when it is not there.
func (t *table) key(key string) (any, diag.Place) {
	if t == nil {
		return nil, diag.Place{}
	}
	t.known = append(t.known, key)
	v, ok := t.values[key]
	if !ok {
		return nil, diag.Place{}
	}
	return v, t.valuePlace(key)
}

func (t *table) valuePlace(key string) diag.Place {
	if n := t.node.at(key); n != nil {
		return t.place(n.value)
	}
	return t.at
}

// keyPlace is where the key stands, or where the table begins without it.
func (t *table) keyPlace(key string) diag.Place {
	if n := t.node.at(key); n != nil {
		return t.place(n.key)
	}
	return t.at
}

// wrong reports a value of another type than wanted.
func (t *table) wrong(at diag.Place, key string, want diag.Term) {
	t.problems.Add(at, "wrong-type", key, want)
}

func (t *table) str(key string) (string, diag.Place) {
	v, at := t.key(key)
	if v == nil {
		return "", at
	}
	s, ok := v.(string)
	if !ok {
		t.wrong(at, key, "a string")
	}
	return s, at
}

// mistyped reports whether a key is there with another type than a text has:
// it was told of that, and should not be told that it is missing.
func (t *table) mistyped(key string) bool {
	v := t.values[key]
	_, text := v.(string)
	return v != nil && !text
}

// one reads a string that must be one of the names.
func (t *table) one(key string, names []string) string {
	s, at := t.str(key)
	if s == "" || slices.Contains(names, s) {
		return s
	}
	p := diag.New(at, "bad-value", key, s, strings.Join(names, ", "))
	if i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, s) }); i >= 0 {
		p.Nearest = names[i]
	} else {
		p.Nearest = diag.Nearest(strings.ToLower(s), names)
	}
	*t.problems = append(*t.problems, p)
	return ""
}

// id reads a required id: lower-case ASCII letters, digits and hyphens.
func (t *table) id(what diag.Term) string {
	s, at := t.str("id")
	switch {
	case t.mistyped("id"):
	case t.values["id"] == nil:
		t.problems.Add(t.at, "missing-field", "id", what)
	case !guide.ValidID(s):
		t.problems.Add(at, "bad-id", s)
	}
	return s
}

func (t *table) whole(key string, least int) int {
	v, at := t.key(key)
	if v == nil {
		return 0
	}
	n, ok := v.(int64)
	if !ok {
		t.wrong(at, key, "a whole number")
		return 0
	}
	if n < int64(least) || n > 1_000_000 {
		t.problems.Add(at, "bad-value/range", key, least, 1_000_000)
		return 0
	}
	return int(n)
}

func (t *table) number(key string) (float64, diag.Place, bool) {
	v, at := t.key(key)
	switch v := v.(type) {
	case nil:
		return 0, at, false
	case int64:
		return float64(v), at, true
	case float64:
		if v == v && v < 1e15 && v > -1e15 { // neither NaN nor infinite
			return v, at, true
		}
	}
	t.wrong(at, key, "a number")
	return 0, at, false
}

// pace reads a walking speed in km/h.
func (t *table) pace() float64 {
	v, at, ok := t.number("pace")
	if ok && (v < 0.5 || v > 15) {
		t.problems.Add(at, "bad-value/pace", v)
		return 0
	}
	return v
}

func (t *table) boolean(key string) bool {
	v, at := t.key(key)
	if v == nil {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		t.wrong(at, key, "true or false")
	}
	return b
}

// duration reads "45m" or "1h30m".
func (t *table) duration(key string) time.Duration {
	s, at := t.str(key)
	if s == "" {
		return 0
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d%time.Minute != 0 || d > 7*24*time.Hour {
		t.problems.Add(at, "bad-duration", key, s)
		return 0
	}
	return d
}

// date reads TOML's local date.
func (t *table) date(key string) guide.Date {
	v, at := t.key(key)
	if v == nil {
		return guide.Date{}
	}
	if d, ok := v.(time.Time); ok && d.Location().String() == "date-local" {
		return guide.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()}
	}
	if s, ok := v.(string); ok {
		t.problems.Add(at, "bad-date/string", s, key)
	} else {
		t.wrong(at, key, "a date")
	}
	return guide.Date{}
}

// clock reads TOML's local time, as the time since midnight; -1 without it.
func (t *table) clock(key string) time.Duration {
	v, at := t.key(key)
	if v == nil {
		return -1
	}
	if c, ok := v.(time.Time); ok && c.Location().String() == "time-local" {
		return time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute
	}
	t.wrong(at, key, "a time of day")
	return -1
}

// list reads an array's items with their places.
func (t *table) list(key string, read func(v any, n *node, at diag.Place)) {
	v, at := t.key(key)
	if v == nil {
		return
	}
	items, ok := v.([]any)
	if !ok {
		t.wrong(at, key, "a list")
		return
	}
	n := t.node.at(key)
	for i, item := range items {
		place := at
		if in := n.item(i); in != nil {
			place = t.place(in.value)
		}
		read(item, n.item(i), place)
	}
}

// strs reads a list of strings.
func (t *table) strs(key string) []string {
	var all []string
	t.list(key, func(v any, _ *node, at diag.Place) {
		if s, ok := v.(string); ok {
			all = append(all, s)
			return
		}
		t.wrong(at, key, "a string")
	})
	return all
}

// refs reads a list of ids, reporting those that are not in names.
func (t *table) refs(key string, what diag.Term, names []string) []string {
	var all []string
	t.list(key, func(v any, _ *node, at diag.Place) {
		s, ok := v.(string)
		if !ok {
			t.wrong(at, key, "a string")
			return
		}
		if !slices.Contains(names, s) {
			t.problems.AddUnknown(at, "unknown-reference", s, names, what)
			return
		}
		all = append(all, s)
	})
	return all
}

// sub reads a table; nil when it is not there.
func (t *table) sub(key string) *table {
	v, at := t.key(key)
	if v == nil {
		return nil
	}
	values, ok := v.(map[string]any)
	if !ok {
		t.wrong(at, key, "a table")
		return nil
	}
	return &table{source: t.source, values: values, node: t.node.at(key), at: t.keyPlace(key)}
}

// subs reads repeated tables, or a list of inline ones.
func (t *table) subs(key string) []*table {
	v, at := t.key(key)
	var items []map[string]any
	switch v := v.(type) {
	case nil:
		return nil
	case []map[string]any:
		items = v
	case []any:
		for _, item := range v {
			values, ok := item.(map[string]any)
			if !ok {
				t.wrong(at, key, "a list of tables")
				return nil
			}
			items = append(items, values)
		}
	default:
		t.wrong(at, key, "a list of tables")
		return nil
	}
	n := t.node.at(key)
	all := make([]*table, len(items))
	for i, values := range items {
		item := n.item(i)
		place := at
		if item != nil {
			place = t.place(item.key)
		}
		all[i] = &table{source: t.source, values: values, node: item, at: place}
	}
	return all
}

// done reports the keys that nothing asked for.
func (t *table) done() {
	if t == nil || len(t.values) <= len(t.known) && t.allKnown() {
		return
	}
	for key := range t.values {
		if slices.Contains(t.known, key) {
			continue
		}
		t.problems.AddUnknown(t.keyPlace(key), "unknown-key", key, t.known)
	}
}

func (t *table) allKnown() bool {
	for key := range t.values {
		if !slices.Contains(t.known, key) {
			return false
		}
	}
	return true
}

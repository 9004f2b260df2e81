// Package toml reads TOML together with the position of every key and value.
//
// In comes the text of a file, or one of the pieces that Cut divides it into;
// out come values that know their offsets, and faults with the offset of what
// is wrong. BurntSushi/toml decodes and gives no positions, so the same text is
// walked once more for those; the two trees have the same shape. A plain text is
// not decoded: the walk has read its values. Faults
// are keys of internal/diag's catalogue: an editor's typical mistakes, such as
// the full-width marks that a Chinese keyboard types, are recognised before the
// decoder stumbles over them. What is wrong is reported with the line that was
// probably meant, and the rest of the text is read all the same.
//
// The package knows nothing of guides. It refuses text nested more than
// deepest levels, and takes time and memory in proportion to the text.
package toml

import (
	"errors"
	"strings"

	burnt "github.com/BurntSushi/toml"
)

// A Fault is something wrong in a text.
type Fault struct {
	Offset int
	Key    string // of the catalogue
	Args   []any
	// Fix is the line that was probably meant, in valid TOML, or "" if that is
	// not clear.
	Fix string
}

// A Report receives a fault.
type Report func(Fault)

// Decode reads a text. Where it is not TOML, what is wrong has been reported and
// ok is false; the root then holds what could be read. A value that could not is
// Lost, and holds what was probably meant. Only a text with very many faults has no
// value at all.
func Decode(text string, report Report) (root Value, ok bool) {
	r := repair{text: text, report: report}
	r.typos()
	for range mostFaults {
		tree, deep, values := r.walk()
		root = Value{node: tree}
		if values != nil {
			root.Any = values
			return root, !r.faulty
		}
		if deep >= 0 {
			r.fault(deep, "toml-syntax/deep", deepest)
			continue
		}
		// Into any, not into a map: the decoder then returns its own tree as it is.
		var decoded any
		_, err := burnt.Decode(r.current(), &decoded)
		if err == nil {
			table, _ := decoded.(map[string]any)
			root.Any = r.renamed(table)
			return root, !r.faulty
		}
		if !r.syntax(err) {
			break
		}
	}
	return Value{}, false
}

// syntax reports the decoder's error, in words of our own for the most common
// mistakes, and removes its cause. It returns false if nothing is left to remove.
func (r *repair) syntax(err error) bool {
	text := r.current()
	var bad burnt.ParseError
	if !errors.As(err, &bad) {
		r.report(Fault{Key: "toml-syntax", Args: []any{err}})
		r.faulty = true
		return false
	}
	// The decoder's offset of "key already defined" is the end of the key, and
	// that of a control character is -1. Its line is always right.
	at := min(max(bad.Position.Start, 0), len(text))
	if start := lineStart(text, bad.Position.Line); 1+strings.Count(text[:at], "\n") != bad.Position.Line {
		at = start
	}
	key := bad.LastKey
	if key == "" { // of a header it names the table in the message alone
		_, key, _ = strings.Cut(bad.Message, "'")
		key, _, _ = strings.Cut(key, "'")
	}
	key = r.original(key[strings.LastIndexByte(key, '.')+1:])
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(bad.Message, part) {
				return true
			}
		}
		return false
	}
	if open, ok := r.openBracket(); ok {
		return r.fault(open, "toml-syntax/bracket", string(text[open]))
	}
	switch {
	case has("already been defined", "already defined", "already created", "already exists"):
		return r.fault(at, "toml-syntax/twice", key)
	case has("expected value"):
		return r.fault(at, "toml-syntax/value", key)
	case has("or '='", "separator '='"):
		return r.fault(at, "toml-syntax/equals")
	case has("expected a comma"):
		return r.fault(at, "toml-syntax/comma")
	case has("top-level item to end"):
		return r.fault(at, "toml-syntax/rest")
	case has("invalid datetime"):
		return r.fault(at, "toml-syntax/time")
	case has("strings cannot contain newlines", "unexpected EOF"):
		if start, open := openString(text); open {
			at = start
		}
		return r.fault(at, "toml-syntax/open-string")
	case has("invalid escape"):
		return r.fault(badEscape(text, bad.Position.Start), "toml-syntax/escape")
	}
	return r.fault(at, "toml-syntax", bad.Message)
}

// lineStart returns the offset of a line, counted from 1, or the text's length
// where it has no such line.
func lineStart(text string, line int) int {
	at := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	return at
}

// badEscape returns the offset of the first backslash at or after start that
// begins no escape of TOML: the decoder reports only where the string begins.
func badEscape(text string, start int) int {
	start = max(start, 0)
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

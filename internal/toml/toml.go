// Package toml reads TOML together with the position of every key and value.
//
// In comes the text of a file, or one of the pieces that Cut divides it into;
// out come values that know their offsets, and faults with the offset of what
// is wrong. BurntSushi/toml decodes and gives no positions, so the same text is
// walked once more for those alone; the two trees have the same shape. Faults
// are keys of internal/diag's catalogue: an editor's typical mistakes, such as
// the full-width marks that a Chinese keyboard types, are recognised before the
// decoder stumbles over them.
//
// The package knows nothing of guides. It refuses text nested more than
// deepest levels, and takes time and memory in proportion to the text.
package toml

import (
	"errors"
	"strings"

	burnt "github.com/BurntSushi/toml"
)

// A Report receives a fault: its offset in the text, the catalogue's key of its
// message, and the arguments of the message.
type Report func(offset int, key string, args ...any)

// Decode reads a text. Where it is not TOML, what is wrong has been reported
// and ok is false; the root then holds no value, but Written still finds what
// precedes the fault.
func Decode(text string, report Report) (root Value, ok bool) {
	fatal := typos(text, report)
	tree, deep := walk(text)
	root = Value{node: tree}
	if deep >= 0 {
		report(deep, "toml-syntax/deep", deepest)
		return root, false
	}
	if fatal {
		return root, false
	}
	// Into any, not into a map: the decoder then returns its own tree as it is.
	var decoded any
	if _, err := burnt.Decode(text, &decoded); err != nil {
		syntax(text, err, report)
		return root, false
	}
	root.Any, _ = decoded.(map[string]any)
	return root, true
}

// syntax reports the decoder's error, in words of our own for the most common
// mistakes.
func syntax(text string, err error, report Report) {
	var bad burnt.ParseError
	if !errors.As(err, &bad) {
		report(0, "toml-syntax", err)
		return
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
	key = key[strings.LastIndexByte(key, '.')+1:]
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(bad.Message, part) {
				return true
			}
		}
		return false
	}
	switch {
	case has("already been defined", "already defined", "already created", "already exists"):
		report(at, "toml-syntax/twice", key)
	case has("expected value"):
		report(at, "toml-syntax/value", key)
	case has("or '='", "separator '='"):
		report(at, "toml-syntax/equals")
	case has("expected a comma"):
		report(at, "toml-syntax/comma")
	case has("top-level item to end"):
		report(at, "toml-syntax/rest")
	case has("invalid datetime"):
		report(at, "toml-syntax/time")
	case has("strings cannot contain newlines", "unexpected EOF"):
		if start, open := openString(text); open {
			at = start
		}
		report(at, "toml-syntax/open-string")
	case has("invalid escape"):
		report(badEscape(text, bad.Position.Start), "toml-syntax/escape")
	default:
		report(at, "toml-syntax", bad.Message)
	}
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

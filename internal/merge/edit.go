package merge

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An edit inserts a text at an offset, which is counted after a byte order mark.
// There is no other kind of edit.
type edit struct {
	at   int
	text string
}

// insert returns a file with the texts inserted. Texts at the same offset keep their
// order.
func insert(file []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	text := bytes.TrimPrefix(file, mark)
	out := slices.Clone(file[:len(file)-len(text)])
	last := 0
	for _, e := range edits {
		out = append(append(out, text[last:e.at]...), e.text...)
		last = e.at
	}
	return append(out, text[last:]...)
}

// lineEnd returns the line end of the first line of a file.
func lineEnd(text []byte) string {
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// ending returns the text between a file's last line and a new table.
func ending(text []byte, eol string) string {
	switch {
	case len(text) == 0 || bytes.HasSuffix(text, []byte("\n\n")) || bytes.HasSuffix(text, []byte("\n\r\n")):
		return ""
	case bytes.HasSuffix(text, []byte("\n")):
		return eol
	}
	return eol + eol
}

// quoted returns a text as a TOML string on one line.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
		case r < 0x20 || r >= 0x7F && r <= 0x9F || r == '\u2028' || r == '\u2029' || r == '\uFEFF':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// list returns strings as a TOML array on one line, or "" if there are none.
func list(all []string) string {
	if len(all) == 0 {
		return ""
	}
	items := make([]string, len(all))
	for i, s := range all {
		items[i] = quoted(s)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// A line is one key and its value as TOML.
type line struct{ key, value string }

// lines returns key = value lines, with the equals signs in a column.
func lines(all []line, indent string, width int) string {
	var b strings.Builder
	for _, l := range all {
		fmt.Fprintf(&b, "%s%-*s = %s\n", indent, width, l.key, l.value)
	}
	return b.String()
}

// widest returns the length of the longest key.
func widest(all []line) int {
	width := 0
	for _, l := range all {
		width = max(width, len(l.key))
	}
	return width
}

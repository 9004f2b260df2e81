package load

import "strings"

// A piece is one top-level table of the registry, decoded by itself: places
// are true, all cores help, and an edit re-reads one piece.
type piece struct {
	text string
	line int    // of its first line
	root string // "guide", "theme", "site" …; "" before the first header
}

// cut divides the registry at its top-level headers. [guide.calendar] and
// [[site.hall]] stay with the table they belong to, and so does a second
// [group]: the decoder then sees that it is there twice.
func cut(src string) []piece {
	var pieces []piece
	start, startLine, root, many := 0, 1, "", false
	line := 1
	for pos := 0; pos < len(src); {
		end := len(src)
		if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		text := src[pos:end]
		if name, repeated, dotted := header(text); name != "" && !(dotted && name == root) && (repeated || many || name != root || root == "guide") {
			if pos > start || root != "" {
				pieces = append(pieces, piece{text: src[start:pos], line: startLine, root: root})
			}
			start, startLine, root, many = pos, line, name, repeated
			pos = end
			line++
			continue
		}
		if strings.ContainsAny(text, `[{`) || strings.Contains(text, `"""`) || strings.Contains(text, "'''") {
			end = afterValue(src, pos, end)
		}
		line += strings.Count(src[pos:end], "\n")
		pos = end
	}
	if start < len(src) || root != "" {
		pieces = append(pieces, piece{text: src[start:], line: startLine, root: root})
	}
	return pieces
}

// afterValue is the beginning of the line after the value that begins on the
// line at pos, which may go on for many lines. A value that never ends is
// passed over by one line, so that a bracket left open spoils one table only.
func afterValue(src string, pos, end int) int {
	w := walker{src: src, pos: pos, deep: -1}
	w.blank(false)
	if !w.pair(&node{table: map[string]*node{}}, 0) || w.pos < end {
		return end
	}
	w.line()
	return min(w.pos+1, len(src))
}

// header reads a line as a table header: the first part of its name, whether
// it is repeated ([[x]]), and whether the name has more parts.
func header(line string) (name string, repeated, dotted bool) {
	rest := strings.TrimLeft(line, " \t")
	if !strings.HasPrefix(rest, "[") {
		return "", false, false
	}
	rest = rest[1:]
	if strings.HasPrefix(rest, "[") {
		repeated, rest = true, rest[1:]
	}
	name, rest, ok := strings.Cut(rest, "]")
	rest = strings.Trim(strings.TrimPrefix(rest, "]"), " \t\r\n")
	if !ok || rest != "" && rest[0] != '#' {
		return "", false, false // a line of a list
	}
	name, _, dotted = strings.Cut(strings.Trim(name, " \t"), ".")
	name = strings.Trim(name, " \t\"'")
	for i := range len(name) {
		if !bare(name[i]) {
			return "", false, false
		}
	}
	return name, repeated, dotted
}

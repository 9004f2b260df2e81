package toml

import (
	"strings"
	"unicode/utf8"
)

// A Piece is one top-level table of a file, to be decoded by itself: its
// positions are exact, pieces can be decoded in parallel, and after an edit only
// one is decoded again.
type Piece struct {
	Text     string
	Offset   int    // of its text in the file
	Line     int    // of its first line, from 1
	Root     string // "guide", "site", "stop" …; "" before the first header
	Repeated bool   // its header is [[root]], not [root]
	Sub      bool   // its header is that of a table below its root: [guide.calendar]
	Headers  []Header
}

// A Header is the header of a table: text[Start:End].
type Header struct {
	Start, End int
	Path       string // "site.hall"
	Repeated   bool   // two brackets on each side
	Broken     bool   // its brackets are full-width, or one of them is missing
}

// Cut divides a file at its top-level headers. [guide.calendar] and
// [[site.hall]] stay with the table they belong to when they follow it. A
// single table that is there twice becomes two pieces, and the caller reports
// it: the decoder sees one piece at a time.
func Cut(src string) []Piece {
	var pieces []Piece
	current, line := Piece{Line: 1}, 1
	end := func(at int) {
		if at > current.Offset {
			current.Text = src[current.Offset:at]
			pieces = append(pieces, current)
		}
	}
	values := walker{src: src, skims: true}
	wasted := 0 // bytes read of values that have no end
	for pos := 0; pos < len(src); {
		next := len(src)
		if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
			next = pos + i + 1
		}
		text := src[pos:next]
		if h, ok := header(text); ok {
			root, _, sub := strings.Cut(h.Path, ".")
			if !sub || root != current.Root {
				end(pos)
				current = Piece{Offset: pos, Line: line, Root: root, Repeated: h.Repeated, Sub: sub}
			}
			h.Start, h.End = h.Start+pos, h.End+pos
			current.Headers = append(current.Headers, h)
		} else if wasted <= 2*len(src) && mayContinue(text) {
			after, read := values.after(pos, next)
			if after == next {
				wasted += read
			}
			next = after
		}
		line += strings.Count(src[pos:next], "\n")
		pos = next
	}
	end(len(src))
	return pieces
}

// mayContinue reports whether a line contains what begins a value of several lines.
func mayContinue(line string) bool {
	return strings.IndexByte(line, '[') >= 0 || strings.IndexByte(line, '{') >= 0 || strings.Contains(line, `"""`) || strings.Contains(line, "'''")
}

// after returns the beginning of the line after the value that begins on the line at
// pos, which may span many lines, and how many bytes were read. Of a value that never
// ends only the first line is skipped, so that an open bracket spoils one table.
func (w *walker) after(pos, end int) (after, read int) {
	w.pos, w.deep = pos, -1
	w.blank(false)
	if !w.pair(nil, 0) || w.pos < end {
		return end, w.pos - pos
	}
	w.line()
	return min(w.pos+1, len(w.src)), w.pos - pos
}

// header reads a line as a table's header.
func header(line string) (h Header, ok bool) {
	rest := strings.TrimLeft(line, " \t")
	if rest == "" || rest[0] != '[' && rest[0] < utf8.RuneSelf {
		return h, false
	}
	h.Start = len(line) - len(rest)
	opened, rest, wideOpened := brackets(rest, '[', "【", "［")
	end := strings.IndexAny(rest, "]】］")
	if opened == 0 || end < 0 {
		return h, false
	}
	name := rest[:end]
	closed, rest, wideClosed := brackets(rest[end:], ']', "】", "］")
	h.End = len(line) - len(rest)
	h.Repeated = opened+closed > 2
	h.Broken = wideOpened || wideClosed || opened != closed
	rest = strings.Trim(rest, " \t\r\n")
	if name == "" || rest != "" && rest[0] != '#' || h.Broken && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz. ") != "" {
		return h, false // a line of an array
	}
	plain := true
	for i := range len(name) {
		plain = plain && (bare(name[i]) || name[i] == '.')
	}
	if plain {
		h.Path = name
		return h, name != "."
	}
	var path strings.Builder
	for part := range strings.SplitSeq(name, ".") {
		part = strings.Trim(part, " \t\"'")
		for i := range len(part) {
			if !bare(part[i]) && part[i] < utf8.RuneSelf { // [[地点]] is one, though with a wrong name
				return h, false
			}
		}
		if path.Len() > 0 {
			path.WriteByte('.')
		}
		path.WriteString(part)
	}
	h.Path = path.String()
	return h, h.Path != ""
}

// brackets reads up to two brackets of a kind. wide says that one is full-width.
func brackets(text string, ascii byte, others ...string) (n int, rest string, wide bool) {
	for n < 2 {
		if text != "" && text[0] == ascii {
			n, text = n+1, text[1:]
			continue
		}
		before := text
		for _, other := range others {
			text = strings.TrimPrefix(text, other)
		}
		if len(text) == len(before) {
			break
		}
		n, wide = n+1, true
	}
	return n, text, wide
}

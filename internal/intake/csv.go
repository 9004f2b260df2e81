package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"wayside/internal/diag"
)

// A field is one cell of a table.
type field struct {
	text string
	at   diag.Place
}

// A fault is why a table cannot be read.
type fault struct {
	offset int
	key    string
	args   []any
}

// separators are the characters that can separate cells. A table that was typed by
// hand may have full-width commas.
const separators = ",;\t，；|"

// csv reads a table of places.
func (r *reader) csv() {
	if lines, ok := separated(r); ok {
		tabulate(r, lines, true)
	}
}

// separated returns the lines of a table. The separator is the one with which the
// headings are recognised, since the first lines may be a title.
func separated(r *reader) (lines [][]field, ok bool) {
	text, skipped := r.text, 0
	if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.HasPrefix(first, []byte("sep=")) {
		skipped = min(len(first)+1, len(text)) // a line for Excel
	}
	comma, best, count := ',', -1, 0
	for _, c := range separators {
		lines, _ := split(r, skipped, c, headLines)
		n := bytes.Count(text, []byte(string(c)))
		if score := findHeadings(r, lines).score; score > best || score == best && n > count {
			comma, best, count = c, score, n
		}
	}
	lines, fault := split(r, skipped, comma, most+headLines+1)
	if fault != nil {
		r.fail(fault.offset, fault.key, fault.args...)
		return nil, false
	}
	if len(lines) > most+headLines {
		r.problems.Add(lines[most+headLines][0].at, "import-broken/many", most)
		return nil, false
	}
	r.commas = comma != ',' && comma != '，'
	return lines, true
}

// split splits a text into lines of cells, at most limit of them. A quotation mark
// inside a cell that does not begin with one is a character: 34°31′43". A quotation
// mark that is missing or one too many is a fault, and so is a table with too many
// columns or cells; empty cells at the end of a line do not count. encoding/csv either refuses such a cell or accepts a quote that is never closed,
// which swallows the rest of the table.
func split(r *reader, from int, comma rune, limit int) (lines [][]field, wrong *fault) {
	text := r.text
	var line []field
	cells := 0
	blank := true
	var empty []int // offsets of the last cells, which have no text
	fill := func() {
		for _, at := range empty {
			line = append(line, field{at: r.place(at)})
		}
		empty = empty[:0]
	}
	put := func(at int, s string) {
		if s == "" {
			if len(line)+len(empty) < mostColumns {
				empty = append(empty, at)
			}
			return
		}
		if cells += len(empty) + 1; len(line)+len(empty) == mostColumns || cells > mostCells {
			wrong = &fault{at, "import-broken/wide", []any{mostColumns, mostCells}}
			return
		}
		fill()
		blank = blank && strings.TrimSpace(s) == ""
		line = append(line, field{s, r.place(at)})
	}
	end := func() {
		if len(lines) <= headLines { // a column may have values and no heading
			fill()
		}
		if !blank { // Excel writes lines of commas below a table
			lines = append(lines, line)
		}
		line, blank, empty = nil, true, empty[:0]
	}
	for i := from; i < len(text) && len(lines) < limit && wrong == nil; {
		start := i
		for i < len(text) && (text[i] == ' ' || text[i] == '\t' && comma != '\t') {
			i++
		}
		if i < len(text) && text[i] == '"' {
			var b strings.Builder
			open := i
			for i++; ; {
				n := bytes.IndexByte(text[i:], '"')
				if n < 0 {
					return lines, &fault{offset: open, key: "import-broken/quote"}
				}
				b.Write(text[i : i+n])
				if i += n + 1; i == len(text) || text[i] != '"' {
					break
				}
				b.WriteByte('"')
				i++
			}
			put(open, strings.ReplaceAll(b.String(), "\r\n", "\n"))
			for i < len(text) && (text[i] == ' ' || text[i] == '\r') {
				i++
			}
			if c, _ := utf8.DecodeRune(text[i:]); i < len(text) && c != comma && c != '\n' {
				return lines, &fault{offset: i, key: "import-broken/quote"}
			}
		} else {
			for i = start; i < len(text); {
				c, n := utf8.DecodeRune(text[i:])
				if c == comma || c == '\n' {
					break
				}
				i += n
			}
			put(start+len(text[start:i])-len(bytes.TrimLeft(text[start:i], " \t")), strings.TrimSpace(string(text[start:i])))
		}
		if i == len(text) || text[i] == '\n' {
			end()
			i++
			continue
		}
		i += utf8.RuneLen(comma)
		if i == len(text) {
			end()
		}
	}
	if len(line)+len(empty) > 0 {
		end()
	}
	return lines, wrong
}

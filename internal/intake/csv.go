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

// separators are the characters that can separate cells. A table that was typed by
// hand may have full-width commas.
const separators = ",;\t，；|"

// csv reads a table. The separator is the one with which the headings are recognised,
// since the first lines may be a title.
func (r *reader) csv() {
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
	lines, broken := split(r, skipped, comma, most+headLines+1)
	if broken >= 0 {
		r.fail(broken, "import-broken/quote")
		return
	}
	if len(lines) > most+headLines {
		r.problems.Add(lines[most+headLines][0].at, "import-broken/many", most)
		return
	}
	r.commas = comma != ',' && comma != '，'
	tabulate(r, lines, true)
}

// split splits a text into lines of cells, at most limit of them. A quotation mark
// inside a cell that does not begin with one is a character: 34°31′43". broken is the
// offset of a quotation mark that is missing or one too many, otherwise -1.
// encoding/csv either refuses such a cell or accepts a quote that is never closed,
// which swallows the rest of the table.
func split(r *reader, from int, comma rune, limit int) (lines [][]field, broken int) {
	text := r.text
	var line []field
	blank := true
	put := func(at int, s string) {
		blank = blank && strings.TrimSpace(s) == ""
		line = append(line, field{s, r.place(at)})
	}
	end := func() {
		if !blank { // Excel writes lines of commas below a table
			lines = append(lines, line)
		}
		line, blank = nil, true
	}
	for i := from; i < len(text) && len(lines) < limit; {
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
					return lines, open
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
				return lines, i
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
	if len(line) > 0 {
		end()
	}
	return lines, -1
}

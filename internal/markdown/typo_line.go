package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// starts checks the starts of lines: headings, lists, tables, footnotes and addresses.
func (t *typos) starts() {
	var last item
	var first sourceLine // of the list that last belongs to
	reported := false    // that list
	for i := 0; i < t.lines.Len(); i++ {
		line := t.line(i)
		if len(line.text) == 0 {
			continue
		}
		switch c := line.text[0]; {
		case c == '|' || bytes.HasPrefix(line.text, []byte("｜")):
			i = t.table(i) - 1
			continue
		case c == '#' || bytes.HasPrefix(line.text, []byte("＃")):
			t.heading(line)
			continue
		case c == '[':
			t.footnote(line)
			continue
		case c == 'h' && t.lines.Len() == 1 && t.block.Kind() == ast.KindParagraph:
			t.address(line)
			continue
		case c >= 'A' && c <= 'z' || c >= "的"[0] && c < "（"[0]: // letters; most Chinese characters
			continue
		}
		it, ok := itemOf(line.text)
		if !ok {
			continue
		}
		switch {
		case !it.follows(last):
			first, reported = line, false
		case !reported && !t.line(i-1).hard && t.shown(first.at):
			reported = true
			start, _ := itemOf(first.text)
			t.problem(first.at, "markdown-typo/list", string(first.text[:start.size]), start.fixed())
		}
		last = it
	}
}

// heading reports ## without a space after it, and full-width ＃. A single # may be
// a hashtag.
func (t *typos) heading(line sourceLine) {
	marks, rest := 0, line.text
	for {
		if after, ok := bytes.CutPrefix(rest, []byte("#")); ok {
			rest = after
		} else if after, ok := bytes.CutPrefix(rest, []byte("＃")); ok {
			rest = after
		} else {
			break
		}
		marks++
	}
	title := bytes.TrimSpace(rest)
	mark := line.text[:len(line.text)-len(rest)]
	switch {
	case marks > 6 || len(title) == 0 || !t.shown(line.at):
		return
	case isBlank(rest[0]) && len(mark) == marks: // indented, or in the middle of something
		return
	case marks == 1 && len(title) == len(rest):
		return
	}
	t.problem(line.at, "markdown-typo/heading", string(mark), strings.Repeat("#", max(marks, 2))+" "+string(title))
}

// footnote reports a footnote's text after a full-width colon.
func (t *typos) footnote(line sourceLine) {
	label, rest, ok := bytes.Cut(line.text, []byte("]："))
	id, isNote := bytes.CutPrefix(label, []byte("[^"))
	if ok && isNote && isNoteID(id) && t.shown(line.at) {
		t.problem(line.at, "markdown-typo/footnote", string(label)+"]: "+string(bytes.TrimSpace(rest)))
	}
}

// address reports a paragraph that is nothing but a web address: it is not a link.
// In an address that is not ASCII, the end is uncertain.
func (t *typos) address(line sourceLine) {
	s := line.text
	if len(s) == 0 || s[0] != 'h' || !bytes.HasPrefix(s, []byte("http://")) && !bytes.HasPrefix(s, []byte("https://")) {
		return
	}
	if !bytes.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= utf8.RuneSelf }) && t.shown(line.at) {
		t.problem(line.at, "markdown-typo/address")
	}
}

// table checks the lines from i on that begin with a bar. It returns the index of
// the next line.
func (t *typos) table(i int) (next int) {
	first := t.line(i)
	fullwidth, ruler, rows := false, -1, 0
	for next = i; next < t.lines.Len(); next++ {
		line := t.line(next).text
		if bytes.HasPrefix(line, []byte("｜")) {
			fullwidth = true
			line = bytes.ReplaceAll(line, []byte("｜"), []byte("|"))
		} else if !bytes.HasPrefix(line, []byte("|")) {
			break
		}
		if ruler < 0 && isRuler(line) {
			ruler = next
		}
		if bytes.Count(line, []byte("|")) >= 2 {
			rows++
		}
	}
	if rows < 2 || rows < next-i || !t.shown(first.at) {
		return next
	}
	switch {
	case fullwidth:
		head := cellsOf(first.text)
		t.problem(first.at, "markdown-typo/table-fullwidth", "| "+strings.Join(head, " | ")+" |", rulerOf(head))
	case ruler < 0:
		t.problem(first.at, "markdown-typo/table", rulerOf(cellsOf(first.text)))
	case ruler > i:
		line := t.line(ruler)
		head, columns := cellsOf(t.line(ruler-1).text), cellsOf(line.text)
		if len(head) != len(columns) {
			t.problem(line.at, "markdown-typo/table-columns", len(columns), len(head), rulerOf(head))
		}
	}
	return next
}

// isRuler reports whether a line is the one below a table's headings.
func isRuler(line []byte) bool {
	return bytes.IndexByte(line, '-') >= 0 && len(bytes.Trim(line, " \t|:-")) == 0
}

// rulerOf returns the line to write below headings.
func rulerOf(head []string) string { return "|" + strings.Repeat(" --- |", len(head)) }

// cellsOf splits a row at its bars, full-width or not.
func cellsOf(line []byte) []string {
	row := strings.ReplaceAll(string(line), "｜", "|")
	row = strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|")
	var cells []string
	for cell := range strings.SplitSeq(row, "|") {
		if n := len(cells); n > 0 && strings.HasSuffix(cells[n-1], `\`) {
			cells[n-1] += "|" + strings.TrimSpace(cell)
			continue
		}
		cells = append(cells, strings.TrimSpace(cell))
	}
	return cells
}

// An item is the start of a line that looks like an item of a list.
type item struct {
	size   int  // of the mark as typed, such as "1、", in bytes
	class  rune // kind of mark; 0 for no item
	number int  // 0 for a bullet
}

// follows reports whether the item continues the list of another.
func (it item) follows(last item) bool {
	return last.class == it.class && (it.number == 0 || it.number == last.number+1)
}

// fixed returns the mark that makes a list.
func (it item) fixed() string {
	if it.number == 0 {
		return "- "
	}
	return strconv.Itoa(it.number) + ". "
}

// bullets are characters that editors type or paste as a bullet.
const bullets = "•·●○◆◇■□▪▫◦∙・‣➢"

// itemOf reads the mark at the start of a line, unless it makes a list already.
func itemOf(line []byte) (item, bool) {
	r, size := utf8.DecodeRune(line)
	rest := line[size:]
	next, _ := utf8.DecodeRune(rest)
	switch {
	case r == '-':
		return item{size, '-', 0}, isWide(next) && next != '－'
	case r == '·' && next == '·': // typed for a backquote
		return item{}, false
	case r >= utf8.RuneSelf && strings.ContainsRune(bullets, r):
		return item{size, r, 0}, len(rest) > 0
	case r >= '①' && r <= '⑳':
		return item{size, '①', int(r-'①') + 1}, true
	}
	after, opened := cutAny(line, "（", "(")
	number, class, rest := cutNumber(after)
	if number == 0 {
		return item{}, false
	}
	r, size = utf8.DecodeRune(rest)
	next, _ = utf8.DecodeRune(rest[size:])
	ok := false
	switch r {
	case '、':
		_, _, second := cutNumber(rest[size:])
		ok = !opened && (class != '一' || len(second) == len(rest[size:])) // 一、二年级
	case '．':
		ok = !opened && !unicode.IsDigit(next)
	case '）':
		ok = true
	case ')':
		ok = opened || class == '1' && !unicode.IsSpace(next)
	case '.':
		ok = !opened && class == '1' && next != utf8.RuneError && !unicode.IsSpace(next) && !unicode.IsDigit(next)
	}
	if opened {
		class += 'A' // （1） and 1） are different lists
	}
	return item{len(line) - len(rest) + size, class<<8 + r, number}, ok
}

// cutNumber cuts a number up to 99 from the start of s. Its class is '1' for digits
// and '一' for Chinese numerals; the number is 0 if there is none.
func cutNumber(s []byte) (number int, class rune, rest []byte) {
	rest = s
	for len(rest) > 0 && number < 100 {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r >= '０' && r <= '９':
			r -= '０' - '0'
			fallthrough
		case r >= '0' && r <= '9':
			if class == '一' {
				return 0, 0, s
			}
			number, class = number*10+int(r-'0'), '1'
		case r == '十' && class != '1' && number < 10:
			number, class = max(number, 1)*10, '一'
		default:
			i := strings.IndexRune("一二三四五六七八九", r)
			if i < 0 || class == '1' || number%10 != 0 {
				return number, class, rest
			}
			number, class = number+i/3+1, '一'
		}
		rest = rest[size:]
	}
	return number, class, rest
}

package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A typos finds what an editor meant as Markdown in the text of one block, and what
// readers would therefore see as it was typed. Every hint is a text to paste.
//
// It reads the source of the block rather than its text nodes, because an underscore
// or a bracket divides these; a place in code is not text, which shown decides.
type typos struct {
	*page
	block  ast.Node
	lines  *text.Segments
	texts  []text.Segment // what is shown as text, in order; collected when needed
	code   []text.Segment // the content of code spans, and HTML
	listed bool           // texts and code are collected
}

// Bytes without which a block has no typo of a kind, so that one pass over nearly
// all blocks suffices.
const (
	inBrackets     = 1 << iota // ]
	inWideBrackets             // the last byte of 】 or ］
	inEmphasis                 // a star
	inFootnotes                // the ^ of [^1]
)

var signs = [256]uint8{']': inBrackets, 0x91: inWideBrackets, 0xBD: inWideBrackets, '*': inEmphasis, '^': inFootnotes}

// typos checks a block with inline content.
func (p *page) typos(n ast.Node) {
	if p.place == nil {
		return
	}
	kind := n.Kind()
	paragraph := kind == ast.KindParagraph || kind == ast.KindTextBlock
	if !paragraph && kind != ast.KindHeading && kind != extast.KindTableCell && kind != extast.KindDefinitionTerm {
		return
	}
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return
	}
	source := p.source[lines.At(0).Start:lines.At(lines.Len()-1).Stop]
	var seen uint8
	for _, b := range source {
		seen |= signs[b]
	}
	paragraph = paragraph && (lines.Len() > 1 || len(source) > 0 && beginsTypo(source[0]))
	if only := n.FirstChild(); seen == 0 && !paragraph || only != nil && only.Kind() == ast.KindImage && only.NextSibling() == nil {
		return
	}
	t := &p.typo
	*t = typos{page: p, block: n, lines: lines, texts: t.texts[:0], code: t.code[:0]}
	if paragraph {
		t.starts()
	}
	for i := 0; i < lines.Len() && seen&^inEmphasis != 0; i++ {
		line := t.line(i)
		if seen&inBrackets != 0 {
			t.brackets(line, "]")
		}
		if seen&inWideBrackets != 0 {
			t.brackets(line, "】")
			t.brackets(line, "］")
		}
		if seen&inFootnotes != 0 {
			t.footnotes(line)
		}
	}
	if seen&inEmphasis != 0 {
		t.emphasis(source, lines.At(0).Start)
	}
}

// beginsTypo reports whether a paragraph of one line that begins with b can be a
// heading, a footnote or an address. Lists and tables have several lines.
func beginsTypo(b byte) bool { return b == '#' || b == '[' || b == 'h' || b == "＃"[0] }

// A sourceLine is a line of a block without the white space around it.
type sourceLine struct {
	at   int // offset in the source
	text []byte
	hard bool // ends with a hard line break
}

func (t *typos) line(i int) sourceLine {
	segment := t.lines.At(i)
	start, stop := segment.Start, segment.Stop
	for stop > start && (t.source[stop-1] == '\n' || t.source[stop-1] == '\r') {
		stop--
	}
	end := stop
	for stop > start && isBlank(t.source[stop-1]) {
		stop--
	}
	for start < stop && isBlank(t.source[start]) {
		start++
	}
	hard := end-stop >= 2 || end == stop && stop > start && t.source[stop-1] == '\\'
	return sourceLine{start, t.source[start:stop], hard}
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// shown reports whether the byte at an offset is shown as text.
func (t *typos) shown(at int) bool {
	t.collect()
	return covers(t.texts, at)
}

func (t *typos) collect() {
	if !t.listed {
		t.listed = true
		t.collectFrom(t.block)
	}
}

func (t *typos) collectFrom(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			if parent.Kind() == ast.KindCodeSpan {
				t.code = append(t.code, n.Segment)
			} else {
				t.texts = append(t.texts, n.Segment)
			}
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				t.code = append(t.code, n.Segments.At(i))
			}
		case *ast.Image:
		default:
			t.collectFrom(n)
		}
	}
}

func covers(segments []text.Segment, at int) bool {
	_, found := slices.BinarySearchFunc(segments, at, func(s text.Segment, at int) int {
		switch {
		case s.Stop <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	return found
}

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

// footnotes reports references to a footnote without a text, each footnote once.
func (t *typos) footnotes(line sourceLine) {
	for from := 0; ; {
		i := bytes.Index(line.text[from:], []byte("[^"))
		if i < 0 {
			return
		}
		start := from + i
		from = start + len("[^")
		id, _, ok := bytes.Cut(line.text[from:], []byte("]"))
		if !ok || !isNoteID(id) {
			continue
		}
		mark := line.text[start : from+len(id)+len("]")]
		if slices.ContainsFunc(t.notes, func(known []byte) bool { return bytes.Equal(known, mark) }) || len(t.notes) == mostNotes {
			continue
		}
		t.notes = append(t.notes, mark)
		// A text with a full-width colon is reported where it is.
		defined := bytes.Contains(t.source, slices.Concat(mark, []byte(":"))) || bytes.Contains(t.source, slices.Concat(mark, []byte("：")))
		if !defined && t.shown(line.at+start) {
			t.problem(line.at+start, "markdown-typo/reference", string(mark))
		}
	}
}

// mostNotes limits the footnotes whose text is looked for in a body.
const mostNotes = 500

func isNoteID(id []byte) bool {
	const longest = 30
	return len(id) > 0 && len(id) <= longest &&
		!bytes.ContainsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
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

// indented reports text that became a block of code because of the spaces before it.
func (p *page) indented(n *ast.CodeBlock) {
	lines := n.Lines()
	first := lines.At(0)
	if bytes.HasPrefix(p.source[first.Start:], []byte(":::")) {
		p.problem(first.Start, "directive-fullwidth/indent")
		return
	}
	if isProse(p.source[first.Start:lines.At(lines.Len()-1).Stop]) {
		p.problem(first.Start, "markdown-typo/indent")
	}
}

// isProse reports whether indented lines are Chinese text: two thirds of them are
// Chinese, they have none of the characters of code, commands and paths, and unless
// it is a single line without other punctuation, they have Chinese punctuation. So
// data and outlines in Chinese are not prose.
func isProse(source []byte) bool {
	const fewest = 6
	all, chinese, punctuated, plain := 0, 0, false, bytes.IndexByte(bytes.TrimSpace(source), '\n') < 0
	for _, r := range string(source) {
		switch {
		case unicode.IsSpace(r) || unicode.IsDigit(r):
			continue
		case r < utf8.RuneSelf && strings.ContainsRune("={}<>;$\\`|/#_&", r):
			return false
		case isWide(r) || shared(r):
			chinese++
			punctuated = punctuated || unicode.IsPunct(r)
		case unicode.IsPunct(r):
			plain = false
		}
		all++
	}
	return chinese >= fewest && chinese*3 >= all*2 && (punctuated || plain)
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

// brackets reports links and pictures that are text because a bracket is full-width
// or missing, or because of spaces: [名]（site:kaishan）, 【名】（about.md）.
func (t *typos) brackets(line sourceLine, closing string) {
	for from := 0; ; {
		i := bytes.Index(line.text[from:], []byte(closing))
		if i < 0 {
			return
		}
		i += from
		from = i + len(closing)
		t.bracket(line, i, from)
	}
}

// bracket checks the closing bracket at line.text[i:next].
func (t *typos) bracket(line sourceLine, i, next int) {
	rest := line.text[next:min(len(line.text), next+longestPath)]
	exact := next == i+1 && len(rest) > 0 && rest[0] == '('
	rest, opened := cutAny(bytes.TrimLeft(rest, " "), "(", "（")
	if !opened {
		return
	}
	to, closed := bytes.IndexByte(rest, ')'), true
	if exact && to >= 0 && bytes.IndexByte(rest[:to], ' ') < 0 && !bytes.Contains(rest[:to], []byte("）")) {
		return // a link
	}
	if to < 0 {
		to = len(rest)
	}
	if !t.shown(line.at + i) {
		return
	}
	if end := bytes.Index(rest[:to], []byte("）")); end >= 0 {
		to = end
	} else if to == len(rest) {
		closed = false
		if end := bytes.IndexAny(rest, " \t，。；"); end >= 0 {
			to = end
		}
	}

	before := line.text[max(0, i-longestPath):i]
	start := max(bytes.LastIndexByte(before, '['), bytes.LastIndex(before, []byte("【")), bytes.LastIndex(before, []byte("［")))
	if start < 0 {
		return
	}
	start += i - len(before)
	if i > 0 && line.text[i-1] == '\\' || start > 0 && line.text[start-1] == '\\' { // escaped on purpose
		return
	}
	_, size := utf8.DecodeRune(line.text[start:])
	label := string(line.text[start+size : i])
	address := asAddress(string(rest[:to]))
	picture := isFile(address, pictureFiles)
	if before, ok := bytes.CutSuffix(line.text[:start], []byte("!")); ok {
		start, picture = len(before), true
	} else if before, ok := bytes.CutSuffix(line.text[:start], []byte("！")); ok {
		start, picture = len(before), true
	}
	if !t.shown(line.at + start) {
		return
	}
	mark := ""
	if picture {
		mark = "!"
	}
	switch {
	case isAddress(address) && (picture || !strings.ContainsAny(address, " \t")):
		t.problem(line.at+start, "markdown-typo/brackets", mark+"["+label+"]("+address+")")
	case closed && strings.ContainsAny(address, "/\\") && strings.Contains(address, " ") && !strings.ContainsAny(address, "<>"):
		t.problem(line.at+start, "markdown-typo/space", mark+"["+label+"](<"+address+">)")
	}
}

func cutAny(s []byte, prefixes ...string) (after []byte, found bool) {
	for _, p := range prefixes {
		if after, ok := bytes.CutPrefix(s, []byte(p)); ok {
			return after, true
		}
	}
	return s, false
}

// asAddress returns an address as it should have been typed.
func asAddress(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"site", "route", "page", "http", "https"} {
		if rest, ok := strings.CutPrefix(s, scheme+"："); ok {
			return scheme + ":" + rest
		}
	}
	if strings.HasPrefix(s, "www.") {
		return "https://" + s
	}
	return s
}

// emphasis reports ** that has no effect because of a space inside: **加粗 **. The
// marks of a block are taken in pairs, as they were meant. If their number is odd,
// one of them is something else, such as the rest of a name (王**).
func (t *typos) emphasis(block []byte, start int) {
	var room [16]int
	marks := doubleStars(block, room[:0])
	spaced := len(marks)%2 != 0 // one may be in code
	for i := 0; i+1 < len(marks) && !spaced; i += 2 {
		leads, trails := spacesInside(block[marks[i]+2 : marks[i+1]])
		spaced = leads || trails
	}
	if !spaced || len(marks) < 2 {
		return
	}
	t.collect()
	marks = slices.DeleteFunc(marks, func(i int) bool { return covers(t.code, start+i) })
	if len(marks)%2 != 0 {
		return
	}
	for i := 0; i < len(marks); i += 2 {
		inner := block[marks[i]+2 : marks[i+1]]
		word := bytes.TrimSpace(inner)
		leads, trails := spacesInside(inner)
		if len(word) == 0 || !leads && !trails || bytes.IndexByte(inner, '\n') >= 0 {
			continue
		}
		r, _ := utf8.DecodeLastRune(block[:marks[i]])
		after := marks[i] > 0 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		switch {
		case leads && !trails && after: // 王** 和李**
		case leads && trails && (after && len(marks) > 2 || !bytes.ContainsFunc(word, isWide)): // a ** b ** c
		default:
			t.problem(start+marks[i], "markdown-typo/emphasis", "**"+string(word)+"**")
		}
	}
}

// doubleStars appends the indexes of the runs of exactly two stars.
func doubleStars(block []byte, marks []int) []int {
	for i := 0; i < len(block); {
		j := bytes.IndexByte(block[i:], '*')
		if j < 0 {
			break
		}
		i += j
		n := i
		for n < len(block) && block[n] == '*' {
			n++
		}
		if n-i == 2 && (i == 0 || block[i-1] != '\\') {
			marks = append(marks, i)
		}
		i = n
	}
	return marks
}

// spacesInside reports whether a text begins or ends with white space.
func spacesInside(inner []byte) (leads, trails bool) {
	first, _ := utf8.DecodeRune(inner)
	last, _ := utf8.DecodeLastRune(inner)
	return unicode.IsSpace(first), unicode.IsSpace(last)
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
	case '、', '．':
		ok = !opened
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

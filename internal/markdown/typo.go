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
// Nearly all blocks have none of the characters that every typo has.
type typos struct {
	*page
	block  ast.Node
	lines  *text.Segments
	texts  []text.Segment // what is shown as text, in order; collected when needed
	code   []text.Segment // the content of code spans, and HTML
	listed bool           // texts and code are collected
}

// typos checks a block with inline content.
func (p *page) typos(n ast.Node) {
	if p.place == nil {
		return
	}
	kind := n.Kind()
	switch kind {
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading, extast.KindTableCell, extast.KindDefinitionTerm:
	default:
		return
	}
	if n.Lines() == nil || n.Lines().Len() == 0 {
		return
	}
	t := typos{page: p, block: n, lines: n.Lines()}
	if kind == ast.KindParagraph && t.lines.Len() == 1 {
		t.address(t.line(0))
	}
	if kind == ast.KindParagraph || kind == ast.KindTextBlock {
		t.starts()
	}
	for i := range t.lines.Len() {
		line := t.line(i)
		t.brackets(line)
		t.footnotes(line)
	}
	t.emphasis()
}

// A sourceLine is a line of a block without the white space around it.
type sourceLine struct {
	at   int // offset in the source
	text []byte
	hard bool // ends with a hard line break
}

func (t *typos) line(i int) sourceLine {
	segment := t.lines.At(i)
	value := t.source[segment.Start:segment.Stop]
	content := bytes.TrimRight(value, "\r\n")
	hard := bytes.HasSuffix(content, []byte("  ")) || bytes.HasSuffix(content, []byte(`\`))
	trimmed := bytes.TrimLeft(content, " \t")
	return sourceLine{segment.Start + len(content) - len(trimmed), bytes.TrimRight(trimmed, " \t"), hard}
}

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

// starts checks the starts of lines: headings, lists, tables and footnotes.
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
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
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
			t.problem(first.at, "markdown-typo/list", start.mark, start.fixed())
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
	if marks > 6 || len(title) == 0 || marks == 1 && len(title) == len(rest) || !t.shown(line.at) {
		return
	}
	t.problem(line.at, "markdown-typo/heading", string(line.text[:len(line.text)-len(rest)]), strings.Repeat("#", max(marks, 2))+" "+string(title))
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
		if !ok || !isNoteID(id) || !t.shown(line.at+start) {
			continue
		}
		mark := "[^" + string(id) + "]"
		if slices.Contains(t.notes, mark) || len(t.notes) == mostNotes {
			continue
		}
		t.notes = append(t.notes, mark)
		// A text with a full-width colon is reported there.
		if !bytes.Contains(t.source, []byte(mark+"：")) {
			t.problem(line.at+start, "markdown-typo/reference", mark)
		}
	}
}

// mostNotes limits the footnotes without a text that are looked for in a body.
const mostNotes = 20

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
// Chinese, and they have none of the characters of code, commands and paths.
func isProse(source []byte) bool {
	const fewest = 6
	all, chinese := 0, 0
	for _, r := range string(source) {
		switch {
		case unicode.IsSpace(r) || unicode.IsDigit(r):
			continue
		case r < utf8.RuneSelf && strings.ContainsRune("={}<>;$\\`|/#_&", r):
			return false
		case isWide(r) || shared(r):
			chinese++
		}
		all++
	}
	return chinese >= fewest && chinese*3 >= all*2
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
func (t *typos) brackets(line sourceLine) {
	for _, closing := range [...]string{"]", "】", "］"} {
		for from := 0; ; {
			i := bytes.Index(line.text[from:], []byte(closing))
			if i < 0 {
				break
			}
			i += from
			from = i + len(closing)
			t.bracket(line, i, from)
		}
	}
}

// bracket checks the closing bracket at line.text[i:next].
func (t *typos) bracket(line sourceLine, i, next int) {
	rest := bytes.TrimLeft(line.text[next:min(len(line.text), next+longestPath)], " ")
	rest, opened := cutAny(rest, "(", "（")
	if !opened {
		return
	}
	before := line.text[max(0, i-longestPath):i]
	start := max(bytes.LastIndexByte(before, '['), bytes.LastIndex(before, []byte("【")), bytes.LastIndex(before, []byte("［")))
	if start < 0 {
		return
	}
	start += i - len(before)
	if line.text[i-1] == '\\' || start > 0 && line.text[start-1] == '\\' { // escaped on purpose
		return
	}
	_, size := utf8.DecodeRune(line.text[start:])
	label := string(line.text[start+size : i])

	to, closed := len(rest), false
	if end := bytes.IndexAny(rest, ")）"); end >= 0 {
		to, closed = end, true
	} else if end := bytes.IndexAny(rest, " \t，。；"); end >= 0 {
		to = end
	}
	address := asAddress(string(rest[:to]))
	picture := isFile(address, pictureFiles)
	if before, ok := bytes.CutSuffix(line.text[:start], []byte("!")); ok {
		start, picture = len(before), true
	} else if before, ok := bytes.CutSuffix(line.text[:start], []byte("！")); ok {
		start, picture = len(before), true
	}
	if !t.shown(line.at+start) || !t.shown(line.at+i) {
		return
	}
	mark := ""
	if picture {
		mark = "!"
	}
	switch {
	case isAddress(address) && (picture || !strings.ContainsAny(address, " \t")):
		t.problem(line.at+start, "markdown-typo/brackets", mark+"["+label+"]("+address+")")
	case closed && strings.ContainsAny(address, "/\\") && strings.Contains(address, " "):
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

// emphasis reports ** that is text because of a space inside: **加粗 **. The marks
// of a paragraph are taken in pairs, as they were meant. If their number is odd, one
// of them is something else, such as the rest of a name (王**).
func (t *typos) emphasis() {
	start, stop := t.lines.At(0).Start, t.lines.At(t.lines.Len()-1).Stop
	block := t.source[start:stop]
	if !bytes.Contains(block, []byte("**")) {
		return
	}
	var marks []int
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
	if len(marks) < 2 {
		return
	}
	t.collect()
	marks = slices.DeleteFunc(marks, func(i int) bool { return covers(t.code, start+i) })
	if len(marks)%2 != 0 || len(marks) > maxRuns {
		return
	}
	for pair := range slices.Chunk(marks, 2) {
		inner := block[pair[0]+2 : pair[1]]
		word := bytes.TrimSpace(inner)
		if len(word) == 0 || len(word) == len(inner) || bytes.IndexByte(inner, '\n') >= 0 {
			continue
		}
		r, _ := utf8.DecodeRune(inner)
		leads := unicode.IsSpace(r)
		r, _ = utf8.DecodeLastRune(inner)
		trails := unicode.IsSpace(r)
		r, _ = utf8.DecodeLastRune(block[:pair[0]])
		after := pair[0] > 0 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		switch {
		case leads && !trails && after: // 王** 和李**
		case leads && trails && (after && len(marks) > 2 || !bytes.ContainsFunc(word, isWide)): // a ** b ** c
		default:
			t.problem(start+pair[0], "markdown-typo/emphasis", "**"+string(word)+"**")
		}
	}
}

// An item is the start of a line that looks like an item of a list.
type item struct {
	mark   string // as typed: "1、"
	class  rune   // kind of mark; 0 for no item
	number int    // 0 for a bullet
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
		return item{"-", '-', 0}, isWide(next) && next != '－'
	case r == '·' && next == '·': // typed for a backquote
		return item{}, false
	case r >= utf8.RuneSelf && strings.ContainsRune(bullets, r):
		return item{string(r), r, 0}, len(rest) > 0
	case r >= '①' && r <= '⑳':
		return item{string(r), '①', int(r-'①') + 1}, true
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
	return item{string(line[:len(line)-len(rest)+size]), class<<8 + r, number}, ok
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

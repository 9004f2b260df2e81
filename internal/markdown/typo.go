package markdown

import (
	"bytes"
	"slices"
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

// checkTypos checks a block with inline content.
func checkTypos(p *page, n ast.Node) {
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

// checkIndented reports text that became a block of code because of the spaces before
// it.
func checkIndented(p *page, n *ast.CodeBlock) {
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

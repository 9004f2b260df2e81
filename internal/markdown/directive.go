package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A directive is a fenced container, ::: name words … :::. As in Pandoc, it can
// contain any blocks, including directives and code that shows a fence. A closing
// fence ends the innermost directive opened with exactly as many colons, so that a
// longer outer fence still matches if an inner block was left open. If there is
// none, it ends the innermost one with fewer.
type directive struct {
	ast.BaseBlock
	name   word
	words  []word // after the name
	colons int
	at     int // offset of the opening fence
	closed bool
}

// A word is a word of an opening fence with its offset.
type word struct {
	text string
	at   int
}

// directiveNames are the names of the supported directives.
var directiveNames = []string{"note", "task", "role", "source", "story", "audience", "audio", "video", "then-now", "timeline"}

var kindDirective = ast.NewNodeKind("Directive")

func (d *directive) Kind() ast.NodeKind { return kindDirective }

func (d *directive) Dump(source []byte, level int) {
	ast.DumpHelper(d, source, level, map[string]string{"Name": d.name.text}, nil)
}

// directives parses directives.
type directives struct{}

func (directives) Trigger() []byte { return []byte{':'} }

func (directives) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	colons, rest := fence(line[start:])
	if colons < 3 || len(rest) == 0 || len(pc.OpenedBlocks()) >= effortOf(pc).depth {
		return nil, parser.NoChildren
	}
	at := segment.Start + start - segment.Padding
	words := split(string(line[start+colons:]), at+colons)
	words[len(words)-1].text = strings.TrimRight(words[len(words)-1].text, ":")
	if words[len(words)-1].text == "" { // ::: note :::
		words = words[:len(words)-1]
	}
	d := &directive{name: words[0], words: words[1:], colons: colons, at: at}
	reader.AdvanceToEOL()
	return d, parser.HasChildren
}

func (directives) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	const open = parser.Continue | parser.HasChildren
	line, _ := reader.PeekLine()
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	colons, rest := fence(line[indent:])
	if indent > 3 || colons < 3 || len(rest) > 0 {
		return open
	}
	d := node.(*directive)
	if closes(d, pc.OpenedBlocks(), colons) != d {
		return open
	}
	d.closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

func (directives) Close(ast.Node, text.Reader, parser.Context) {}
func (directives) CanInterruptParagraph() bool                 { return true }
func (directives) CanAcceptIndentedLine() bool                 { return false }

// closes returns the directive that a fence with the given number of colons
// closes: d or a directive directly inside it, or nil. A fence cannot close a
// directive in a list or quotation unless it is in the same one.
func closes(d *directive, opened []parser.Block, colons int) *directive {
	i := len(opened) - 1
	for opened[i].Node != d {
		i--
	}
	var exact, shorter *directive
	for ; i < len(opened); i++ {
		inner, ok := opened[i].Node.(*directive)
		if !ok {
			if opened[i].Node.Kind() == ast.KindFencedCodeBlock {
				return nil
			}
			break
		}
		if inner.colons == colons {
			exact = inner
		} else if inner.colons < colons {
			shorter = inner
		}
	}
	if exact != nil {
		return exact
	}
	return shorter
}

// fence returns the number of colons at the start of line and the text after
// them, without surrounding spaces and colons.
func fence(line []byte) (colons int, rest []byte) {
	for colons < len(line) && line[colons] == ':' {
		colons++
	}
	return colons, bytes.TrimFunc(line[colons:], func(r rune) bool { return r == ':' || unicode.IsSpace(r) })
}

// split is strings.Fields with offsets, for a text that begins at offset at.
func split(text string, at int) []word {
	var words []word
	for field := range strings.FieldsSeq(text) {
		i := strings.Index(text, field)
		words = append(words, word{field, at + i})
		text, at = text[i+len(field):], at+i+len(field)
	}
	return words
}

// directive writes a directive. Its role is a group and not a landmark, because a
// page may have thirty of them.
func (p *page) directive(d *directive) {
	if !d.closed {
		p.problem(d.at, "unclosed-directive", d.name.text, strings.Repeat(":", d.colons))
	}
	switch d.name.text {
	case "note", "task", "role", "source", "story":
		writeLabelled(p, d)
	case "audience":
		p.audience(d)
	case "audio", "video":
		p.player(d)
	case "then-now":
		exhibit{p}.thenNow(d)
	case "timeline":
		exhibit{p}.timeline(d)
	default:
		p.unknown(d.name.at, "unknown-directive", d.name.text, directiveNames)
		p.blocks(d)
	}
}

// writeLabelled writes a block with a label. The language of a source is marked where the
// text around it is converted.
func writeLabelled(p *page, d *directive) {
	label := p.Label(d.name.text)
	if len(d.words) > 0 { // ::: task 观察与记录
		label = p.convertText(joined(d.words))
	}
	p.write(`<div class="block `, d.name.text, `" role="group" aria-label="`)
	p.attribute(label)
	p.write("\">\n")
	p.label(label)
	source := d.name.text == "source"
	if source { // others wrote it, so it is shown as it is
		p.keeping.sources++
		defer func() { p.keeping.sources-- }()
	}
	quoted := source && p.conversion != nil
	if quoted {
		p.write(`<div lang="`, p.conversion.From, "\">\n")
	}
	start := p.out.Len()
	p.blocks(d)
	if p.Labelled != nil {
		text := reading{body: &p.body, whole: true}
		text.blocks(d)
		p.write(p.Request.Labelled(Labelled{d.name.text, label, string(p.out.Bytes()[start:]), text.out.String()}))
	}
	if quoted {
		p.end("</div>\n")
	}
	p.end("</div>\n")
}

func (p *page) audience(d *directive) {
	if len(d.words) == 0 {
		p.problem(d.at, "directive-audience/none")
	}
	var ids, names []string
	for _, w := range d.words {
		name, known, ok := p.Audience(w.text)
		if !ok {
			p.unknown(w.at, "directive-audience", w.text, known)
			continue
		}
		ids, names = append(ids, w.text), append(names, name)
	}
	if len(p.Audiences) > 0 && len(ids) > 0 {
		of := func(id string) bool { return slices.Contains(ids, id) }
		if !slices.ContainsFunc(p.Audiences, of) {
			return
		}
		if !slices.ContainsFunc(p.Audiences, func(id string) bool { return !of(id) }) {
			names = nil
		}
	}
	p.write(`<div class="audience" data-audience="`)
	p.attribute(strings.Join(ids, " "))
	p.write("\">\n")
	if len(names) > 0 {
		comma := ", "
		if p.chinese {
			comma = "、"
		}
		p.label(p.Label("audience") + strings.Join(names, comma))
	}
	p.blocks(d)
	p.end("</div>\n")
}

// player writes a recording or a video. Its blocks are the transcript, which the player
// contains, so they are taken out of what was written.
func (p *page) player(d *directive) {
	m := Player{Video: d.name.text == "video"}
	if len(d.words) == 0 && m.Video {
		p.problem(d.at, "directive-video")
	} else if len(d.words) == 0 {
		p.problem(d.at, "directive-audio")
	} else {
		m.File, m.Title = titled(joined(d.words))
		m.Title = p.convertText(m.Title)
		m.Offset = d.words[0].at
	}
	p.text.block()
	p.text.write(m.Title)
	p.text.block()
	start := p.out.Len()
	p.blocks(d)
	if p.out.Len() > start {
		m.Transcript = string(p.out.Bytes()[start:])
		text := reading{body: &p.body, whole: true}
		text.blocks(d)
		m.Text = text.out.String()
	}
	p.out.Truncate(start)
	f := p.Request.Player(m)
	p.write(f.HTML, "\n")
	p.text.write(f.Text)
	p.text.block()
}

// titled divides the words after ::: audio into a file and a title in quotation marks,
// like those of a link in Markdown.
func titled(words string) (file, title string) {
	for _, marks := range [][2]string{{`"`, `"`}, {"“", "”"}, {"「", "」"}, {"'", "'"}} {
		inside, ok := strings.CutSuffix(words, marks[1])
		at := strings.LastIndex(inside, " "+marks[0])
		if ok && at > 0 {
			return strings.TrimSpace(inside[:at]), inside[at+1+len(marks[0]):]
		}
	}
	return words, ""
}

func joined(words []word) string {
	var texts []string
	for _, w := range words {
		texts = append(texts, w.text)
	}
	return strings.Join(texts, " ")
}

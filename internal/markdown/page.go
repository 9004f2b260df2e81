package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A page is the state of one rendering: the request, the output, and the context
// of the walk. It visits the nodes once, in order, and reports problems as they
// are found.
type page struct {
	*Request
	body
	writer
	linter
	raw bool

	headings []Heading
	code     bool
	paired   bool
	dated    bool
	ids      ids
	level    int      // of the last heading in the source; initially 1, the page's title
	link     bool     // inside <a>, which cannot be nested
	typo     typos    // of the current block
	notes    [][]byte // the marks of footnotes whose text was looked for
	tagged   ast.Node // the last block whose HTML was reported
}

func (p *page) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

func (p *page) block(n ast.Node) {
	p.fresh = true
	checkTypos(p, n)
	switch n := n.(type) {
	case *ast.Paragraph:
		p.paragraph(n)
	case *ast.TextBlock:
		p.line(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			p.write("\n")
		}
	case *ast.Heading:
		p.heading(n)
	case *ast.List:
		p.list(n)
	case *ast.Blockquote:
		p.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.ThematicBreak:
		p.open("<hr>\n")
	case *ast.FencedCodeBlock:
		p.fenced(n)
	case *ast.CodeBlock:
		checkIndented(p, n)
		p.open("<pre><code>")
		p.lines(n, p.source)
		p.end("</code></pre>\n")
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *extast.Table:
		writeTable(p, n)
	case *extast.DefinitionList:
		p.wrap("<dl>\n", n, "</dl>\n")
	case *extast.DefinitionTerm:
		p.open("<dt>")
		p.inlines(n)
		p.end("</dt>\n")
	case *extast.DefinitionDescription:
		open := "<dd>\n"
		if n.IsTight {
			open = "<dd>"
		}
		p.wrap(open, n, "</dd>\n")
	case *extast.FootnoteList:
		p.footnotes(n)
	case *directive:
		p.directive(n)
	case *ast.LinkReferenceDefinition:
	default: // an inline among blocks: a footnote's backlink
		p.inline(n)
	}
}

func (p *page) wrap(open string, n ast.Node, end string) {
	p.open(open)
	p.blocks(n)
	p.end(end)
}

func (p *page) paragraph(n *ast.Paragraph) {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		p.text.block()
		p.picture(image, true)
		p.end("\n")
		return
	}
	p.open("<p>")
	p.line(n)
	p.end("</p>\n")
}

// line writes the inlines of a paragraph. The label of a task's check box contains
// the text after it.
func (p *page) line(n ast.Node) {
	box, ok := n.FirstChild().(*extast.TaskCheckBox)
	if !ok {
		p.inlines(n)
		return
	}
	p.write(`<label><input type="checkbox" disabled`)
	if box.IsChecked {
		p.write(" checked")
	}
	p.write("> ")
	p.inlines(n)
	p.write("</label>")
}

func (p *page) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	p.open("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		p.write(` start="`, strconv.Itoa(n.Start), `"`)
	}
	p.write(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		p.open("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			p.write("\n")
		}
		p.blocks(item)
		p.end("</li>\n")
	}
	p.end("</" + tag + ">\n")
}

// writeTable wraps a table in an element that scrolls separately on a phone. That
// element is focusable, so it needs a name: that of the heading above it.
func writeTable(p *page, n *extast.Table) {
	p.open(`<div class="table"`)
	if len(p.headings) > 0 && p.headings[len(p.headings)-1].Text != "" {
		p.write(` tabindex="0" role="region" aria-label="`)
		p.attribute(p.headings[len(p.headings)-1].Text)
		p.write(`"`)
	}
	p.write(">\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		writeRow(p, row)
	}
	p.end("</table>\n</div>\n")
}

func writeRow(p *page, n ast.Node) {
	head := n.Kind() == extast.KindTableHeader
	if head {
		p.write("<thead>\n")
	}
	p.write("<tr>\n")
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		writeCell(p, cell.(*extast.TableCell), head)
	}
	p.write("</tr>\n")
	if head {
		p.write("</thead>\n")
		if n.NextSibling() != nil {
			p.write("<tbody>\n")
		}
	} else if n.NextSibling() == nil {
		p.write("</tbody>\n")
	}
}

// writeCell sets the alignment by class: align= is obsolete, style= is forbidden.
func writeCell(p *page, n *extast.TableCell, head bool) {
	tag, scope := "td", ""
	if head {
		tag, scope = "th", ` scope="col"`
	}
	p.open("<" + tag + scope)
	if n.Alignment != extast.AlignNone {
		p.write(` class="`, n.Alignment.String(), `"`)
	}
	p.write(">")
	p.fresh = false // a cell may consist of a punctuation mark
	checkTypos(p, n)
	p.inlines(n)
	p.end("</" + tag + ">\n")
}

func (p *page) htmlBlock(n *ast.HTMLBlock) {
	p.text.block()
	if !p.raw {
		p.write("<p>")
	}
	lines := n.Lines()
	if lines.Len() > 0 {
		first := lines.At(0)
		checkTags(p, n, p.source[first.Start:first.Stop], first.Start)
	}
	var source []byte
	for i := range lines.Len() {
		line := lines.At(i)
		source = append(source, line.Value(p.source)...)
	}
	if n.HasClosure() {
		source = append(source, n.ClosureLine.Value(p.source)...)
	}
	if p.raw {
		p.writer.raw(source)
		p.keeping.tag(source)
	} else {
		p.literal(bytes.TrimRight(source, "\n"))
		p.write("</p>\n")
	}
	p.text.block()
}

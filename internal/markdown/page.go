package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"wayside/internal/diag"
)

// A page is one body on its way to HTML: the request, what is written so
// far, and what the walk must remember. It goes once through the parsed
// body, front to back; problems come out where they are met.
type page struct {
	*Request
	body
	raw bool
	out *buffer

	headings []Heading
	problems diag.List
	code     bool

	ids   map[string]int // how often each heading id was asked for
	level int            // of the last heading in the source; 1 at first, the page's name
	fresh bool           // nothing is written on this line of the source yet
	link  bool           // inside <a>, where no other may be
}

func (p *page) problem(offset int, key string, args ...any) {
	if p.Place != nil {
		p.problems.Add(p.Place(offset), key, args...)
	}
}

// unknown is problem for a name that is none of the known ones.
func (p *page) unknown(offset int, key, name string, known []string) {
	if p.Place != nil {
		p.problems.AddUnknown(p.Place(offset), key, name, known)
	}
}

func (p *page) write(parts ...string) {
	for _, s := range parts {
		p.out.WriteString(s)
	}
}

// escaped writes plain text, in an element or in an attribute.
func (p *page) escaped(s string) {
	html.DefaultWriter.RawWrite(p.out, util.StringToReadOnlyBytes(s))
}

func (p *page) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

func (p *page) block(n ast.Node) {
	p.fresh = true
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
		p.write("<hr>\n")
	case *ast.FencedCodeBlock:
		p.fenced(n)
	case *ast.CodeBlock:
		if first := n.Lines().At(0); bytes.HasPrefix(p.source[first.Start:], []byte(":::")) {
			p.problem(first.Start, "directive-fullwidth/indent")
		}
		p.write("<pre><code>")
		p.lines(n)
		p.write("</code></pre>\n")
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *extast.Table:
		p.table(n)
	case *extast.DefinitionList:
		p.wrap("<dl>\n", n, "</dl>\n")
	case *extast.DefinitionTerm:
		p.write("<dt>")
		p.inlines(n)
		p.write("</dt>\n")
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
	default: // an inline where blocks are: a footnote's way back
		p.inline(n)
	}
}

func (p *page) wrap(open string, n ast.Node, end string) {
	p.write(open)
	p.blocks(n)
	p.write(end)
}

func (p *page) paragraph(n *ast.Paragraph) {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		p.picture(image, true)
		p.write("\n")
		return
	}
	p.write("<p>")
	p.line(n)
	p.write("</p>\n")
}

// line writes the inlines of a paragraph. A task's check box is labelled by
// the words after it.
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
	p.write("<", tag)
	if n.IsOrdered() && n.Start != 1 {
		p.write(` start="`, strconv.Itoa(n.Start), `"`)
	}
	p.write(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		p.write("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			p.write("\n")
		}
		p.blocks(item)
		p.write("</li>\n")
	}
	p.write("</", tag, ">\n")
}

// table wraps one in an element that can scroll by itself on a phone. It can
// be reached with the keyboard then, so it must have a name: the heading it
// stands under.
func (p *page) table(n *extast.Table) {
	p.write(`<div class="table"`)
	if len(p.headings) > 0 && p.headings[len(p.headings)-1].Text != "" {
		p.write(` tabindex="0" role="region" aria-label="`)
		p.escaped(p.headings[len(p.headings)-1].Text)
		p.write(`"`)
	}
	p.write(">\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		if head {
			p.write("<thead>\n")
		}
		p.write("<tr>\n")
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			p.cell(cell.(*extast.TableCell), head)
		}
		p.write("</tr>\n")
		if head {
			p.write("</thead>\n")
			if row.NextSibling() != nil {
				p.write("<tbody>\n")
			}
		} else if row.NextSibling() == nil {
			p.write("</tbody>\n")
		}
	}
	p.write("</table>\n</div>\n")
}

// cell aligns by class: align= is obsolete, style= is forbidden.
func (p *page) cell(n *extast.TableCell, head bool) {
	tag, scope := "td", ""
	if head {
		tag, scope = "th", ` scope="col"`
	}
	p.write("<", tag, scope)
	if n.Alignment != extast.AlignNone {
		p.write(` class="`, n.Alignment.String(), `"`)
	}
	p.write(">")
	p.fresh = false // a cell may hold a mark alone
	p.inlines(n)
	p.write("</", tag, ">\n")
}

func (p *page) htmlBlock(n *ast.HTMLBlock) {
	if !p.raw {
		p.write("<p>")
	}
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		p.html(line.Value(p.source))
	}
	if n.HasClosure() {
		p.html(n.ClosureLine.Value(p.source))
	}
	if !p.raw {
		p.out.Truncate(len(bytes.TrimRight(p.out.Bytes(), "\n")))
		p.write("</p>\n")
	}
}

func (p *page) html(source []byte) {
	if p.raw {
		html.DefaultWriter.SecureWrite(p.out, source)
	} else {
		html.DefaultWriter.RawWrite(p.out, source)
	}
}

func (p *page) lines(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		html.DefaultWriter.RawWrite(p.out, line.Value(p.source))
	}
}

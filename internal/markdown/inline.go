package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

func (p *page) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.inline(n)
	}
}

func (p *page) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.inlineText(n)
		return
	case *ast.Emphasis:
		if n.Level == 2 {
			p.around("<strong>", n, "</strong>")
		} else {
			p.around("<em>", n, "</em>")
		}
		return
	case *extast.Strikethrough:
		p.around("<del>", n, "</del>")
		return
	case *ast.Link:
		p.anchor(n)
		return
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.picture(n, false)
	case *ast.CodeSpan:
		p.codeSpan(n)
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			segment := n.Segments.At(i)
			if i == 0 {
				checkTags(p, n, segment.Value(p.source), segment.Start)
			}
			p.html(segment.Value(p.source))
		}
	case *citation:
		writeCitation(p, n)
	case *extast.FootnoteLink:
		p.footnoteLink(n)
	case *extast.FootnoteBacklink:
		p.footnoteBack(n)
	}
	p.fresh = false
}

func (p *page) around(open string, n ast.Node, end string) {
	p.write(open)
	p.inlines(n)
	p.write(end)
}

// inlineText writes and checks a text node. The node's offset is that of its first
// byte in the source, so problems found by prose have exact positions.
func (p *page) inlineText(n *ast.Text) {
	value := n.Segment.Value(p.source)
	if !n.IsRaw() {
		value = p.convert(n, value)
	}
	switch {
	case !bytes.ContainsAny(value, "\\&<>\"\x00"):
		p.verbatim(value) // the common case
	case n.IsRaw():
		p.literal(value)
	default:
		p.markdown(value)
	}
	written := util.BytesToReadOnlyString(p.source[n.Segment.Start:n.Segment.Stop])
	p.lint(written, n.Segment.Start)
	checkWording(p, written, n.Segment.Start, 1)
	switch {
	case n.HardLineBreak():
		p.open("<br>\n")
		p.fresh = true
	case n.SoftLineBreak():
		if !p.joins(n) {
			p.content("\n")
		}
		p.fresh = true
	}
}

// html writes inline raw HTML, or shows it as text.
func (p *page) html(source []byte) {
	if p.raw {
		p.writer.raw(source)
		p.keeping.tag(source)
	} else {
		p.literal(source)
	}
}

func (p *page) codeSpan(n *ast.CodeSpan) {
	p.write("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		value := c.(*ast.Text).Segment.Value(p.source)
		line, broken := bytes.CutSuffix(value, []byte("\n"))
		p.literal(line)
		if broken {
			p.content(" ")
		}
	}
	p.write("</code>")
}

// Footnotes use ids with a colon, which headings cannot contain.

func (p *page) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	if p.link {
		p.write("<sup>", number, "</sup>")
		return
	}
	p.write(`<sup><a class="footnote" id="`, p.IDPrefix, "fnref:", number, again(n.RefIndex),
		`" href="#`, p.IDPrefix, "fn:", number, `" role="doc-noteref">`, number, "</a></sup>")
}

func (p *page) footnoteBack(n *extast.FootnoteBacklink) {
	p.write(` <a class="footnote-back" href="#`, p.IDPrefix, "fnref:", strconv.Itoa(n.Index), again(n.RefIndex),
		`" role="doc-backlink" aria-label="`)
	p.attribute(p.Label("footnote-back"))
	p.write("\">↩\uFE0E</a>")
}

// again distinguishes the second and later references to one footnote.
func again(i int) string {
	if i == 0 {
		return ""
	}
	return "-" + strconv.Itoa(i+1)
}

func (p *page) footnotes(n *extast.FootnoteList) {
	p.write(`<section class="footnotes" role="doc-endnotes" aria-label="`)
	p.attribute(p.Label("footnotes"))
	p.write("\">\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.text.block()
		p.write(`<li id="`, p.IDPrefix, "fn:", strconv.Itoa(c.(*extast.Footnote).Index), "\">\n")
		p.blocks(c)
		p.write("</li>\n")
	}
	p.write("</ol>\n</section>\n")
}

package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	markup "github.com/yuin/goldmark/renderer/html"
)

// A body is a parsed body with what is needed to read it as plain text.
type body struct {
	source  []byte
	doc     ast.Node
	chinese bool // “ ” … — are Chinese punctuation here

	conversion *Conversion // nil for none
	around     around
	keeping    keeping // raw HTML whose text is not converted
}

// plain implements Result.Plain.
func (b *body) plain(limit int) string {
	if b.doc == nil {
		return ""
	}
	r := reading{body: b, left: limit, whole: limit <= 0}
	r.blocks(b.doc)
	return r.out.String()
}

// textOf returns the text of a node; images are represented by their description.
func (b *body) textOf(n ast.Node) string {
	r := reading{body: b, whole: true}
	r.inlines(n)
	return r.out.String()
}

// A reading collects plain text up to a limit.
type reading struct {
	*body
	out   strings.Builder
	left  int // characters
	whole bool
}

func (r *reading) full() bool { return !r.whole && r.left == 0 }

func (r *reading) add(s string) {
	if !r.whole {
		for i := range s {
			if r.left == 0 {
				s = s[:i]
				break
			}
			r.left--
		}
	}
	r.out.WriteString(s)
}

func (r *reading) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil && !r.full(); n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *extast.FootnoteList:
		case *ast.Paragraph, *ast.TextBlock, *extast.TableCell, *extast.DefinitionTerm:
			if text := r.textOf(n); strings.TrimSpace(text) != "" {
				if r.out.Len() > 0 {
					r.add(" ")
				}
				r.add(text)
			}
		case *directive:
			r.directive(n)
		default:
			r.blocks(n)
		}
	}
}

func (r *reading) directive(d *directive) {
	if d.name.text == "source" {
		r.keeping.sources++
		defer func() { r.keeping.sources-- }()
	}
	r.blocks(d)
}

func (r *reading) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			value := n.Segment.Value(r.source)
			if n.IsRaw() {
				r.add(strings.ReplaceAll(string(value), "\n", " "))
			} else {
				r.add(plain(r.convert(n, value)))
			}
			if n.HardLineBreak() || n.SoftLineBreak() && !r.joins(n) {
				r.add(" ")
			}
		case *ast.AutoLink:
			r.add(string(n.Label(r.source)))
		case *extast.FootnoteLink, *citation, *ast.RawHTML:
		default:
			r.inlines(n)
		}
	}
}

// plain resolves escapes and entities in a piece of Markdown. If there are any, it
// uses goldmark's writer for the same result as in the HTML, and unescapes that.
func plain(markdown []byte) string {
	if !bytes.ContainsAny(markdown, "\\&\x00") {
		return string(markdown)
	}
	var out buffer
	markup.DefaultWriter.Write(&out, markdown)
	return html.UnescapeString(out.String())
}

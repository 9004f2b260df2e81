package markdown

import (
	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// A writer writes a body as HTML and, if requested, as text.
type writer struct {
	out  *buffer
	text *sections // nil for HTML alone
}

// write writes markup.
func (w *writer) write(parts ...string) {
	for _, s := range parts {
		w.out.WriteString(s)
	}
}

// open and end write the opening and closing tags of a block.
func (w *writer) open(tag string) {
	w.text.block()
	w.out.WriteString(tag)
}

func (w *writer) end(tag string) { w.open(tag) }

// attribute writes a value; the quotes are written by the caller.
func (w *writer) attribute(value string) {
	html.DefaultWriter.RawWrite(w.out, util.StringToReadOnlyBytes(value))
}

// content writes plain text.
func (w *writer) content(text string) {
	w.attribute(text)
	w.text.write(text)
}

// markdown writes Markdown text, resolving escapes and entities.
func (w *writer) markdown(source []byte) {
	html.DefaultWriter.Write(w.out, source)
	if w.text != nil {
		w.text.write(plain(source))
	}
}

// verbatim writes text that needs no escaping.
func (w *writer) verbatim(source []byte) {
	w.out.Write(source)
	w.text.write(util.BytesToReadOnlyString(source))
}

// literal writes source text that has no escapes or entities, such as code.
func (w *writer) literal(source []byte) {
	html.DefaultWriter.RawWrite(w.out, source)
	w.text.write(util.BytesToReadOnlyString(source))
}

// raw writes raw HTML, for guides that allow it.
func (w *writer) raw(source []byte) {
	html.DefaultWriter.SecureWrite(w.out, source)
	w.text.raw(util.BytesToReadOnlyString(source))
}

// fragment writes a picture or recording returned by the request's functions.
func (w *writer) fragment(f Fragment) {
	w.write(f.HTML)
	w.text.write(f.Text)
}

// lines writes the lines of a block of code.
func (w *writer) lines(n ast.Node, source []byte) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.literal(line.Value(source))
	}
}

// href writes a link's address, the closing quote and rel. Pages on other hosts
// must not control this one, hence noopener.
func (w *writer) href(to string) {
	html.DefaultWriter.RawWrite(w.out, util.URLEscape([]byte(to), false))
	w.write(`"`)
	if s := scheme(to); s == "http" || s == "https" {
		w.write(` rel="noopener"`)
	}
}

// language writes the class of a block of code and ends its tag.
func (w *writer) language(name string) {
	if name != "" {
		w.write(` class="language-`)
		w.attribute(name)
		w.write(`"`)
	}
	w.write(">")
}

// label writes the visible label of a block.
func (w *writer) label(text string) {
	w.open(`<p class="label">`)
	w.content(text)
	w.end("</p>\n")
}

// highlight writes code with a class for each kind of token. chroma's formatter has
// eighty classes; seven suffice for a simple stylesheet, and adjacent tokens of the
// same class share an element.
func (w *writer) highlight(lexer chroma.Lexer, code string) {
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil { // show the code without colours
		w.content(code)
		return
	}
	open := ""
	for token := tokens(); token != chroma.EOF; token = tokens() {
		if class := classOf(token.Type); class != open {
			if open != "" {
				w.write("</span>")
			}
			if class != "" {
				w.write(`<span class="`, class, `">`)
			}
			open = class
		}
		w.literal([]byte(token.Value))
	}
	if open != "" {
		w.write("</span>")
	}
}

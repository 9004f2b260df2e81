package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// convert converts text in a node, if the request asks for it.
func (b *body) convert(n ast.Node, text []byte) []byte {
	if b.conversion == nil || b.keeping.text() {
		return text
	}
	chinese := strings.ContainsFunc(string(text), isHan) || strings.ContainsAny(string(text), "“”‘’") && b.amongChinese(n)
	return []byte(b.conversion.Piece(string(text), chinese))
}

// convertText converts a text that is in no node.
func (b *body) convertText(text string) string {
	if b.conversion == nil || b.keeping.text() {
		return text
	}
	return b.conversion.Piece(text, strings.ContainsFunc(text, isHan))
}

// writtenIn returns the text of a node as it was written: ids are made from it, so that the
// links to a heading lead there in every edition.
func (b *body) writtenIn(n ast.Node) string {
	written := *b
	written.conversion = nil
	return strings.TrimSpace(written.textOf(n))
}

// amongChinese reports whether the block in which a piece of text is has Chinese text.
func (b *body) amongChinese(n ast.Node) bool {
	for n != nil && n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	if n == nil || n.Lines() == nil {
		return b.chinese
	}
	if n == b.around.block {
		return b.around.chinese
	}
	b.around = around{block: n}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if strings.ContainsFunc(string(line.Value(b.source)), isHan) {
			b.around.chinese = true
			break
		}
	}
	return b.around.chinese
}

// around is the last block that amongChinese read.
type around struct {
	block   ast.Node
	chinese bool
}

func isHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// A keeping says whether text is kept as it was written.
type keeping struct {
	sources int    // the number of ::: source around it
	element string // raw HTML with a language of its own, or translate="no"; "" outside
	depth   int    // of elements of that name
}

func (k *keeping) text() bool { return k.sources > 0 || k.element != "" }

// tag reads raw HTML: a tag, or a block of them.
func (k *keeping) tag(source []byte) {
	for rest := string(source); ; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			return
		}
		closing := strings.HasPrefix(after, "/")
		name, attributes, next := cutTag(strings.TrimPrefix(after, "/"))
		rest = next
		switch {
		case k.element == "" && !closing && isKept(attributes):
			k.element, k.depth = name, 1
		case k.element == name && closing:
			if k.depth--; k.depth == 0 {
				k.element = ""
			}
		case k.element == name && !strings.HasSuffix(attributes, "/"):
			k.depth++
		}
	}
}

func isKept(attributes string) bool {
	if strings.HasSuffix(attributes, "/") {
		return false
	}
	attributes = " " + strings.Join(strings.Fields(strings.ToLower(attributes)), " ")
	return strings.Contains(attributes, " lang=") || strings.Contains(attributes, ` translate="no"`) || strings.Contains(attributes, " translate=no")
}

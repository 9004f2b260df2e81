package markdown

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// longestCode is the maximum size in bytes of code that is highlighted: the
// lexers are regular expressions and can be slow.
const longestCode = 64 << 10

func (p *page) fenced(n *ast.FencedCodeBlock) {
	language := plain(n.Language(p.source))
	lexer := lexerFor(language)
	checkFence(p, n)
	p.text.block()
	lines := n.Lines()
	size := 0
	if lines.Len() > 0 {
		size = lines.At(lines.Len()-1).Stop - lines.At(0).Start
	}
	if lexer == nil || size == 0 || size > longestCode {
		p.write("<pre><code")
		p.language(language)
		p.lines(n, p.source)
	} else {
		p.code = true
		p.write(`<pre class="code"><code`)
		p.language(language)
		p.highlight(lexer, string(lines.Value(p.source)))
	}
	p.end("</code></pre>\n")
}

// checkFence reports a block of code at the end of the text that no fence closes:
// it contains everything after the fence that was forgotten.
func checkFence(p *page, n *ast.FencedCodeBlock) {
	lines := n.Lines()
	if p.place == nil || n.NextSibling() != nil || n.Parent() != p.doc || lines.Len() == 0 {
		return
	}
	if strings.TrimSpace(string(p.source[lines.At(lines.Len()-1).Stop:])) == "" {
		p.problem(lines.At(0).Start-1, "markdown-typo/fence")
	}
}

func classOf(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		return "comment"
	case t.InCategory(chroma.Keyword), t == chroma.OperatorWord, t == chroma.GenericHeading, t == chroma.GenericSubheading:
		return "keyword"
	case t.InSubCategory(chroma.LiteralString):
		return "string"
	case t.InCategory(chroma.Literal):
		return "number"
	case t == chroma.NameTag, t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameAttribute,
		t == chroma.NameBuiltin, t == chroma.NameNamespace:
		return "name"
	case t == chroma.GenericDeleted:
		return "deleted"
	case t == chroma.GenericInserted:
		return "inserted"
	}
	return ""
}

// lexerFor returns nil for languages that chroma does not know by name.
// lexers.Get alone would then compare the name with every file pattern, which
// takes 5 ms each time.
func lexerFor(language string) chroma.Lexer {
	if language == "" || !languages()[language] {
		return nil
	}
	return lexers.Get(language)
}

var languages = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, name := range lexers.Names(true) {
		known[name] = true
	}
	delete(known, "plaintext")
	return known
})

// HighlightCSS returns the stylesheet of highlighted code. Its colours are custom
// properties with zero specificity, so that a theme's :root rule overrides them.
func HighlightCSS() string { return highlightCSS }

//go:embed highlight.css
var highlightCSS string

package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"wayside/internal/diag"
)

// checkTags reports the first HTML element of a block, in a guide that shows HTML as
// text. Only elements of HTML count: <姓名> and <name> are text on purpose.
func checkTags(p *page, n ast.Node, source []byte, at int) {
	if p.raw || p.place == nil {
		return
	}
	for n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	if n == p.tagged {
		return
	}
	for i := 0; i < len(source); i++ {
		j := bytes.IndexByte(source[i:], '<')
		if j < 0 {
			return
		}
		i += j
		rest := source[i+1:]
		if bytes.HasPrefix(rest, []byte(comment)) {
			p.problem(at+i, "markdown-typo/comment")
			p.tagged = n
			return
		}
		name, _, _ := cutTag(strings.TrimPrefix(string(rest[:min(len(rest), longestTag)]), "/"))
		if instead, ok := insteadOf(name); ok {
			p.problem(at+i, "markdown-typo/html", "<"+name+">", instead)
			p.tagged = n
			return
		}
	}
}

// longestTag is more than the length of the longest name of an element.
const longestTag = 20

// insteadOf says what to write instead of an element. ok is false if HTML has no
// such element, or one whose name may be an ordinary word in angle brackets.
func insteadOf(element string) (instead diag.Words, ok bool) {
	switch element {
	case "title", "address", "template", "form":
		return diag.Words{}, false
	case "br":
		return diag.Words{EN: `end the line with \`, ZH: `请在行尾写 \ 来换行`}, true
	case "b", "strong":
		return write("**…**"), true
	case "i", "em":
		return write("*…*"), true
	case "s", "del", "strike":
		return write("~~…~~"), true
	case "code", "kbd", "tt":
		return write("`…`"), true
	case "a":
		return write("[…](…)"), true
	case "img":
		return write("![…](photos/…)"), true
	case "h1", "h2":
		return write("## …"), true
	case "h3", "h4", "h5", "h6":
		return write("### …"), true
	case "ul", "li":
		return write("- …"), true
	case "ol":
		return write("1. …"), true
	case "blockquote":
		return write("> …"), true
	case "hr":
		return write("---"), true
	case "table", "tr", "td", "th", "tbody", "thead":
		return write("| … | … |"), true
	case "big", "center", "font", "ins", "mark", "small", "span", "sub", "sup", "u", "video", "embed":
	default:
		if roleOf(element) == within {
			return diag.Words{}, false
		}
	}
	return diag.Words{EN: "delete the tags", ZH: "请删去这些标签"}, true
}

func write(markdown string) diag.Words {
	return diag.Words{EN: "write " + markdown + " instead", ZH: "请改写为 " + markdown}
}

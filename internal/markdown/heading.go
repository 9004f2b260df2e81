package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// headings parses the id at the end of a heading: ## 标题 {#custom-id}. It replaces
// goldmark's heading attributes, which would allow a body to set styles and event
// handlers.
type headings struct{ parser.BlockParser }

func (h headings) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if node.Parent() == nil || lines == nil || lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(reader.Source()[last.Start:last.Stop], " \t\r\n")
	start := bytes.LastIndex(line, []byte("{#"))
	if start < 0 || line[len(line)-1] != '}' || start > 0 && line[start-1] != ' ' {
		return
	}
	id := string(line[start+2 : len(line)-1])
	if id == "" || strings.ContainsFunc(id, func(r rune) bool { return !inID(r) }) {
		return
	}
	node.SetAttributeString("id", id)
	last.Stop = last.Start + len(bytes.TrimRight(line[:start], " \t"))
	lines.Set(lines.Len()-1, last)
}

func (p *page) heading(n *ast.Heading) {
	offset := p.headingStart(n)
	level := n.Level
	if level == 1 {
		p.problem(offset, "heading-one")
		level = 2
	}
	if level > p.level+1 {
		p.problem(offset, "heading-jump", p.level, level)
	}
	p.level = level

	h := Heading{Level: min(level+p.Shift, 6), Text: strings.TrimSpace(p.textOf(n)), Offset: offset}
	if id, ok := n.AttributeString("id"); ok {
		h.ID = p.IDPrefix + unique(p, id.(string))
	} else {
		h.ID = p.IDPrefix + unique(p, slug(p.writtenIn(n)))
	}
	p.headings = append(p.headings, h)

	tag := "h" + strconv.Itoa(h.Level)
	p.text.block()
	p.text.open(tag, h.ID)
	p.write("<", tag, ` id="`)
	p.attribute(h.ID)
	p.write(`">`)
	p.fresh = true
	p.inlines(n)
	if label := p.Label("heading-link"); label != "" {
		p.write(` <a class="heading-link" href="#`)
		p.attribute(h.ID)
		p.write(`" aria-label="`)
		p.attribute(label)
		p.write(`"></a>`)
	}
	p.write("</", tag, ">\n")
	p.text.close(tag)
	p.text.block()
}

// headingStart returns the offset of a heading's #, or of its text if the heading
// is underlined.
func (b *body) headingStart(n *ast.Heading) int {
	if n.Lines() == nil || n.Lines().Len() == 0 {
		return max(n.Pos(), 0)
	}
	start := n.Lines().At(0).Start
	before := bytes.TrimRight(b.source[:start], " \t")
	if marks := len(before) - len(bytes.TrimRight(before, "#")); marks > 0 {
		return len(before) - marks
	}
	return start
}

// ids counts the uses of each heading id.
type ids map[string]int

// unique returns an id that neither the body nor the rest of the page has used: the second
// "history" becomes "history-2".
func unique(p *page, id string) string {
	if p.ids == nil {
		p.ids = ids{}
	}
	taken := func(id string) bool { return p.ids[id] > 0 || p.Taken != nil && p.Taken(id) }
	if !taken(id) {
		p.ids[id] = 1
		return id
	}
	for n := max(2, p.ids[id]+1); ; n++ {
		if again := id + "-" + strconv.Itoa(n); !taken(again) {
			p.ids[id], p.ids[again] = n, 1
			return again
		}
	}
}

// slug returns the id of a heading without an explicit one: its letters and digits
// in any script, in lower case, with hyphens between words.
func slug(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range heading {
		switch {
		case inID(r) && r != '-' && r != '.':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r) || r == '-':
			gap = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// inID reports whether r is allowed in an id. It excludes the colon, which
// distinguishes the ids of footnotes (fn:1).
func inID(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '-' || r == '_' || r == '.'
}

package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// An exhibit writes the blocks of exhibitions.
type exhibit struct{ *page }

// thenNow writes ::: then-now: two pictures of one place, next to each other. What the
// block contains is their common caption.
func (p exhibit) thenNow(d *directive) {
	p.paired = true
	if len(d.words) != 2 {
		p.problem(d.at, "directive-then-now")
	}
	p.open("<figure class=\"then-now\">\n<div class=\"pair\">\n")
	for _, w := range d.words {
		p.fragment(p.Picture(Picture{Dest: w.text, Offset: w.at, Block: true, Paired: true}))
		p.end("\n")
	}
	p.end("</div>\n")
	if d.HasChildren() {
		p.wrap("<figcaption>\n", d, "</figcaption>\n")
	}
	p.end("</figure>\n")
}

// timeline writes ::: timeline: the lists in it, whose items begin with dates.
func (p exhibit) timeline(d *directive) {
	p.dated = true
	found := false
	for n := d.FirstChild(); n != nil; n = n.NextSibling() {
		list, ok := n.(*ast.List)
		if !ok {
			p.block(n)
			continue
		}
		found = true
		p.open("<ol class=\"timeline\">\n")
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			p.open("<li>")
			p.event(d, item)
			p.end("</li>\n")
		}
		p.end("</ol>\n")
	}
	if !found {
		p.problem(d.at, "directive-timeline")
	}
}

// event writes an item of a timeline.
func (p exhibit) event(d *directive, item ast.Node) {
	first := item.FirstChild()
	if first == nil || first.FirstChild() == nil || first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph {
		p.problem(d.at, "directive-timeline/item", "")
		p.blocks(item)
		return
	}
	start := first.Lines().At(0).Start
	date, rest, next := p.dateOf(first.FirstChild())
	if date.Len() == 0 {
		line := first.Lines().At(0)
		p.problem(start, "directive-timeline/item", shortened(string(line.Value(p.source))))
		p.blocks(item)
		return
	}
	p.fresh = true
	checkTypos(p.page, first)
	p.open(`<p><span class="dates">`)
	from, until, between, _ := cutDates(string(date.Value(p.source)))
	p.time(from)
	if until.iso != "" {
		p.content(between)
		p.time(until)
	}
	p.write("</span> ")
	p.text.write(" ")
	p.fresh = false // what follows the date does not begin a line
	if rest != nil {
		p.inlineText(rest)
	}
	for ; next != nil; next = next.NextSibling() {
		p.inline(next)
	}
	p.end("</p>\n")
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

func (p exhibit) time(m moment) {
	p.write(`<time datetime="`, m.iso, `">`)
	p.content(m.text)
	p.write("</time>")
}

// dateOf finds the date with which a line begins, which may be emphasised. rest is what
// follows it in its text, without a colon or dash between them, and next the inline after
// that.
func (p exhibit) dateOf(first ast.Node) (date text.Segment, rest *ast.Text, next ast.Node) {
	written, bare := first.(*ast.Text)
	if emphasis, ok := first.(*ast.Emphasis); ok && emphasis.ChildCount() == 1 {
		written, _ = emphasis.FirstChild().(*ast.Text)
	}
	if written == nil {
		return date, nil, nil
	}
	value := string(written.Segment.Value(p.source))
	_, _, _, length := cutDates(value)
	if length == 0 || !bare && length < len(value) {
		return date, nil, nil
	}
	date = written.Segment.WithStop(written.Segment.Start + length)
	next = first.NextSibling()
	if !bare {
		if written, _ = next.(*ast.Text); written == nil {
			return date, nil, next
		}
		next, length = next.NextSibling(), 0
	}
	after := *written
	after.Segment.Start += length + signLength(string(written.Segment.Value(p.source))[length:])
	return date, &after, next
}

// signLength returns the length of the colon, comma or dash that separates a date from
// its text, with the spaces around it.
func signLength(text string) int {
	rest := strings.TrimLeft(text, " ")
	for _, sign := range []string{"——", "—", "–", "-", ":", "：", "，", ",", "、", "|"} {
		if after, ok := strings.CutPrefix(rest, sign); ok {
			rest = strings.TrimLeft(after, " ")
			break
		}
	}
	return len(text) - len(rest)
}

// shortened returns the first characters of a line, for a message.
func shortened(line string) string {
	const most = 20
	if c := []rune(strings.TrimSpace(line)); len(c) > most {
		return string(c[:most]) + "…"
	}
	return strings.TrimSpace(line)
}

package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// anchor writes a link, or its text alone when it leads nowhere.
func (p *page) anchor(n *ast.Link) {
	to, ok := p.resolve(n, plain(n.Destination))
	if !ok || p.link {
		p.inlines(n)
		return
	}
	p.write(`<a href="`)
	p.href(to)
	if n.Title != nil {
		p.write(` title="`)
		html.DefaultWriter.Write(p.out, n.Title)
		p.write(`"`)
	}
	p.write(">")
	p.link = true
	p.inlines(n)
	p.link = false
	p.write("</a>")
}

// autoLink writes <https://…> or <name@host>.
func (p *page) autoLink(n *ast.AutoLink) {
	label := string(n.Label(p.source))
	dest := label
	if n.AutoLinkType == ast.AutoLinkEmail && scheme(dest) != "mailto" {
		dest = "mailto:" + dest
	}
	to, ok := p.resolve(n, dest)
	if !ok || p.link {
		p.escaped(label)
		return
	}
	p.write(`<a href="`)
	p.href(to)
	p.write(">")
	p.escaped(label)
	p.write("</a>")
}

// href writes the rest of the attribute. A page that opens another host's
// should not be steered by it, hence noopener.
func (p *page) href(to string) {
	html.DefaultWriter.RawWrite(p.out, util.URLEscape([]byte(to), false))
	p.write(`"`)
	if s := scheme(to); s == "http" || s == "https" {
		p.write(` rel="noopener"`)
	}
}

// resolve decides where a destination leads: abroad as it stands, inside the
// guide as the request says, and nowhere for a scheme that is neither.
func (p *page) resolve(n ast.Node, dest string) (href string, ok bool) {
	offset := max(n.Pos(), 0)
	switch scheme(dest) {
	case "http", "https", "mailto", "tel", "geo":
		return dest, true
	case "", "site", "route", "page":
		return p.Link(Link{Dest: dest, Text: p.textOf(n), Offset: offset})
	}
	p.problem(offset, "broken-link/scheme", dest)
	return "", false
}

// picture hands an image to the request. What has a scheme and is not on the
// web (data:, file:) is no picture of the guide's; its description stands in.
func (p *page) picture(n *ast.Image, block bool) {
	offset := max(n.Pos(), 0)
	pic := Picture{
		Dest: plain(n.Destination), Alt: strings.TrimSpace(p.textOf(n)), Title: plain(n.Title),
		Offset: offset, Block: block,
	}
	if pic.Alt == "" {
		p.problem(offset, "missing-alt/body", pic.Dest)
	}
	switch scheme(pic.Dest) {
	case "", "http", "https":
		p.write(p.Picture(pic))
	default:
		p.problem(offset, "broken-link/scheme", pic.Dest)
		p.escaped(pic.Alt)
	}
	p.fresh = false
}

// scheme is what stands before a destination's colon, in lower case; "" for
// none. A browser ignores control characters and spaces in front and inside,
// so java<tab>script: is seen through.
func scheme(dest string) string {
	name, _, ok := strings.Cut(dest, ":")
	if !ok {
		return ""
	}
	name = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, name)
	for i, r := range name {
		letter := r|0x20 >= 'a' && r|0x20 <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", r)) {
			return ""
		}
	}
	return strings.ToLower(name)
}

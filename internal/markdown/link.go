package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
)

// anchor writes a link, or only its text if the link cannot be resolved.
func (p *page) anchor(n *ast.Link) {
	dest := destination(n.Destination)
	to, ok := p.resolve(n, dest)
	if !ok || p.link {
		p.inlines(n)
		return
	}
	p.write(`<a href="`)
	p.href(to)
	writeGloss(p, dest)
	if n.Title != nil {
		p.write(` title="`)
		html.DefaultWriter.Write(p.out, p.convert(n, n.Title))
		p.write(`"`)
	}
	p.write(">")
	p.link = true
	p.inlines(n)
	p.link = false
	p.write("</a>")
}

// writeGloss writes what is said of a person or a term when its link is tapped.
func writeGloss(p *page, dest string) {
	id, isPerson := strings.CutPrefix(asAddress(dest), "person:")
	if !isPerson {
		return
	}
	p.write(` class="person"`)
	if p.Gloss == nil {
		return
	}
	if g := p.Gloss(strings.TrimSpace(id)); g.Text != "" {
		p.write(` data-gloss="`)
		p.attribute(g.Text)
		p.write(`"`)
		if g.Lang != "" {
			p.write(` data-gloss-lang="`)
			p.attribute(g.Lang)
			p.write(`"`)
		}
	}
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
		p.content(label)
		return
	}
	p.write(`<a href="`)
	p.href(to)
	p.write(">")
	p.content(label)
	p.write("</a>")
}

// inside are the schemes of links to things of the guide, web those of websites, and
// elsewhere those of links that are neither.
var (
	inside    = []string{"site", "route", "page", "person", "event", "series"}
	web       = []string{"http", "https"}
	elsewhere = []string{"mailto", "tel", "geo"}
)

// resolve returns the address of a destination: destinations on other hosts are
// unchanged, those inside the guide are resolved by the request, and those with
// other schemes are rejected. The colon may be full-width, as in site：kaishan.
func (p *page) resolve(n ast.Node, dest string) (href string, ok bool) {
	offset := max(n.Pos(), 0)
	dest = asAddress(dest)
	switch s := scheme(dest); {
	case slices.Contains(web, s), slices.Contains(elsewhere, s):
		return dest, true
	case s == "", slices.Contains(inside, s):
		return p.Link(Link{Dest: dest, Text: p.textOf(n), Offset: offset})
	}
	if file, ok := LocalFile(dest); ok {
		p.problem(offset, "broken-link/local", dest, file)
	} else {
		p.problem(offset, "broken-link/scheme", dest)
	}
	return "", false
}

// LocalFile returns the name of the file at an address that is valid only on the
// editor's computer, such as file:///home/a.jpg or C:\photos\a.jpg.
func LocalFile(address string) (name string, ok bool) {
	if s := scheme(address); s != "file" && len(s) != 1 {
		return "", false
	}
	return address[strings.LastIndexAny(address, `/\:`)+1:], true
}

// picture renders an image through the request.
func (p *page) picture(n *ast.Image, block bool) {
	offset := max(n.Pos(), 0)
	pic := Picture{
		Dest: destination(n.Destination), Alt: strings.TrimSpace(p.textOf(n)), Title: plain(p.convert(n, n.Title)),
		Offset: offset, Block: block,
	}
	if pic.Alt == "" {
		p.problem(offset, "missing-alt/body", pic.Dest)
	}
	if p.conversion == nil { // otherwise the original is checked
		checkWording(p, pic.Alt, offset, 0)
		checkWording(p, pic.Title, offset, 0)
	}
	p.fragment(p.Picture(pic))
	p.fresh = false
}

// scheme returns the scheme of a destination in lower case, or "". Browsers ignore
// control characters and spaces in it, so they are removed: java<tab>script: is a
// scheme too.
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

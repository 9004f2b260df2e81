package audit

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// folder returns the address of the page's folder, which its absolute address ends in.
func (p *page) folder() string { return strings.TrimSuffix(p.address, "index.html") }

// first returns the first element that matches, or nil.
func (p *page) first(matches func(*html.Node) bool) *html.Node {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && matches(n) {
			return n
		}
	}
	return nil
}

// all returns the elements that match.
func (p *page) all(matches func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && matches(n) {
			found = append(found, n)
		}
	}
	return found
}

// is matches elements with one of the tags.
func is(tags ...atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, t := range tags {
			if n.DataAtom == t {
				return true
			}
		}
		return false
	}
}

// isLink reports whether n is a <link> with that relation.
func isLink(n *html.Node, rel string) bool { return n.DataAtom == atom.Link && has(n, "rel", rel) }

// meta returns the content of the <meta> with that name or property.
func (p *page) meta(name string) string {
	n := p.first(func(n *html.Node) bool {
		return n.DataAtom == atom.Meta && (has(n, "name", name) || has(n, "property", name) || has(n, "http-equiv", name))
	})
	content, _ := attr(n, "content")
	return content
}

// attr returns the value of an attribute; n may be nil.
func attr(n *html.Node, key string) (string, bool) {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == key && a.Namespace == "" {
				return a.Val, true
			}
		}
	}
	return "", false
}

// has reports whether value is one of the words of an attribute.
func has(n *html.Node, key, value string) bool {
	words, _ := attr(n, key)
	for _, w := range strings.Fields(words) {
		if w == value {
			return true
		}
	}
	return false
}

// text returns the text inside n, which may be nil.
func text(n *html.Node) string {
	var b strings.Builder
	if n != nil {
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
	}
	return strings.TrimSpace(b.String())
}

package search

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Sections cuts a page's HTML at its headings that have an id, and leaves the
// text alone. anchor and heading are of the first section, before all
// headings. The HTML is the program's own, made of whatever an editor wrote,
// raw HTML too: what cannot be read is passed over, and nothing is refused.
func Sections(anchor, heading, source string) []Section {
	s := stripper{rest: source, sections: []Section{{Anchor: anchor, Heading: heading}}}
	for s.rest != "" {
		before, rest, found := strings.Cut(s.rest, "<")
		s.write(before)
		if !found {
			break
		}
		s.rest = rest
		s.tag()
	}
	s.end()
	kept := s.sections[:0]
	for _, section := range s.sections {
		if section.Heading != "" || section.Text != "" {
			kept = append(kept, section)
		}
	}
	return kept
}

// Plain is a piece of HTML as text.
func Plain(source string) string {
	if !strings.ContainsAny(source, "<&") {
		return source
	}
	var b strings.Builder
	for _, s := range Sections("", "", source) {
		for _, text := range []string{s.Heading, s.Text} {
			if b.Len() > 0 && text != "" {
				b.WriteString(gap)
			}
			b.WriteString(text)
		}
	}
	return b.String()
}

type stripper struct {
	rest     string
	sections []Section // the last one is being written
	text     []byte    // of the section, or of the heading that is open
	space    bool      // white space is due
	apart    bool      // a gap is due
	open     string    // the heading that is open: "h2"; "" outside
}

// write takes over a text between tags, its white space as a page shows it.
func (s *stripper) write(text string) {
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && !white(text, i) {
			i++
		}
		if i > from {
			if len(s.text) > 0 && s.apart {
				s.text = append(s.text, gap...)
			} else if len(s.text) > 0 && s.space {
				s.text = append(s.text, ' ')
			}
			s.apart, s.space = false, false
			s.text = append(s.text, text[from:i]...)
		}
		for i < len(text) && text[i] <= ' ' {
			s.space = true
			i++
		}
	}
}

// white reports whether white space begins at a place that a page would show
// otherwise, or at a tag: a single space between words stays as it is.
func white(text string, i int) bool {
	return text[i] <= ' ' && (i == 0 || text[i] != ' ' || i+1 == len(text) || text[i+1] <= ' ')
}

// A role is what an element does to the text around it.
type role uint8

const (
	within  role = iota // a line
	block               // ends a line
	unread              // its content is no text
	reading             // its content is said above a text, and not in it
)

// roleOf is a switch and no map: every tag of every page is looked up.
func roleOf(element string) role {
	switch element {
	case "script", "style", "template", "textarea", "title", "iframe", "noscript", "svg", "math":
		return unread
	case "rt", "rp":
		return reading
	case "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
		"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul":
		return block
	}
	return within
}

// tag reads what follows a <.
func (s *stripper) tag() {
	switch {
	case strings.HasPrefix(s.rest, "!--"):
		_, s.rest, _ = strings.Cut(s.rest[3:], "-->")
		return
	case s.rest == "" || !letter(s.rest[0]) && s.rest[0] != '/' && s.rest[0] != '!' && s.rest[0] != '?':
		s.write("<") // a sign of its own
		return
	}
	closing := s.rest[0] == '/'
	name, attributes := s.cut()
	switch roleOf(name) {
	case unread:
		if !closing && !strings.HasSuffix(attributes, "/") {
			s.skip(name)
		}
	case reading:
		if !closing {
			s.skipReading()
		}
	case within:
		if name == "sup" && !closing && reference(s.rest) {
			s.skip(name)
		}
	case block:
		s.apart = true
		if len(name) == 2 && name[0] == 'h' && name[1] != 'r' {
			s.heading(name, attributes, closing)
		}
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cut takes a tag off the rest: its name in small letters, and what stands
// after it. A > within quotes ends no tag.
func (s *stripper) cut() (name, attributes string) {
	text := strings.TrimPrefix(s.rest, "/")
	n := 0
	for n < len(text) && text[n] != '>' && text[n] != '/' && text[n] > ' ' {
		n++
	}
	name = strings.ToLower(text[:n])
	var quote byte
	for i := n; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			s.rest = text[i+1:]
			return name, text[n:i]
		}
	}
	s.rest = ""
	return name, text[n:]
}

// skip passes over an element that is no text.
func (s *stripper) skip(name string) {
	for {
		i := strings.Index(s.rest, "</")
		if i < 0 {
			s.rest = ""
			return
		}
		s.rest = s.rest[i+1:]
		if len(s.rest) > len(name) && strings.EqualFold(s.rest[1:1+len(name)], name) {
			s.cut()
			return
		}
	}
}

// skipReading passes over what is said above a text, up to what ends it: its
// own end may be left out.
func (s *stripper) skipReading() {
	for {
		i := strings.IndexByte(s.rest, '<')
		if i < 0 {
			s.rest = ""
			return
		}
		next := stripper{rest: s.rest[i+1:]}
		name, _ := next.cut()
		if name == "ruby" || name == "rb" || roleOf(name) == reading || roleOf(name) == block {
			s.rest = s.rest[i:]
			return
		}
		s.rest = s.rest[i+1:]
	}
}

// reference reports whether a footnote is referred to. Its number is not of the
// sentence, which a reader copies without it.
func reference(rest string) bool {
	tag, _, _ := strings.Cut(rest, ">")
	return strings.HasPrefix(tag, "<a ") && strings.Contains(tag, `role="doc-noteref"`)
}

// heading begins a section where a heading has an id, and ends its heading.
func (s *stripper) heading(name, attributes string, closing bool) {
	if closing {
		if s.open == name {
			s.sections[len(s.sections)-1].Heading = s.taken()
			s.open = ""
		}
		return
	}
	if _, rest, ok := strings.Cut(attributes, ` id="`); ok && s.open == "" {
		id, _, _ := strings.Cut(rest, `"`)
		s.end()
		s.sections = append(s.sections, Section{Anchor: html.UnescapeString(id)})
		s.open = name
	}
}

// end finishes the last section.
func (s *stripper) end() {
	last := &s.sections[len(s.sections)-1]
	if s.open != "" {
		last.Heading, s.open = s.taken(), ""
		return
	}
	last.Text = s.taken()
}

func (s *stripper) taken() string {
	text := string(s.text)
	s.text = s.text[:0]
	s.space, s.apart = false, false
	if !utf8.ValidString(text) {
		text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	}
	return text
}

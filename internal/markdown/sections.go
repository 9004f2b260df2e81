package markdown

import (
	"html"
	"strings"
	"unicode/utf8"
)

// A Section is a part of a body as plain text: what a reader sees and may search
// for.
type Section struct {
	Anchor  string // the id of its heading; "" before the first heading
	Heading string
	Text    string // with Gap between paragraphs and white space collapsed
}

// Gap separates the paragraphs of a text. It is shown as white space in excerpts.
const Gap = "\u2003"

// sections collects text while HTML is written. A nil *sections collects nothing.
type sections struct {
	all     []Section // the last one is incomplete
	text    []byte    // of the current section or heading
	space   bool      // white space is pending
	apart   bool      // a gap is pending
	heading string    // element of the current heading, such as "h2"; "" outside
	unread  string    // element of raw HTML whose content is not text, or comment; "" outside
	reading bool      // in the pronunciation of a text (rt, rp)
}

// comment follows the < of a comment. As a value of unread it means that the text
// is inside one.
const comment = "!--"

func newSections() *sections { return &sections{all: []Section{{}}} }

// write adds text, collapsing white space as a page does.
func (s *sections) write(text string) {
	if s == nil || s.unread != "" || s.reading {
		return
	}
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && !collapses(text, i) {
			i++
		}
		if i > from {
			if len(s.text) > 0 && s.apart {
				s.text = append(s.text, Gap...)
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

// collapses reports whether white space at i is shown differently by a page. A
// single space between words is not.
func collapses(text string, i int) bool {
	return text[i] <= ' ' && (i == 0 || text[i] != ' ' || i+1 == len(text) || text[i+1] <= ' ')
}

// block ends a line: subsequent text belongs to another block.
func (s *sections) block() {
	if s != nil {
		s.apart, s.reading = true, false
	}
}

// open begins a section with its heading, until close.
func (s *sections) open(element, anchor string) {
	if s == nil {
		return
	}
	s.end()
	s.all = append(s.all, Section{Anchor: anchor})
	s.heading = element
}

// close ends the heading of the last section.
func (s *sections) close(element string) {
	if s != nil && s.heading == element {
		s.all[len(s.all)-1].Heading, s.heading = s.taken(), ""
	}
}

// end finishes the last section.
func (s *sections) end() {
	last := &s.all[len(s.all)-1]
	if s.heading != "" {
		last.Heading, s.heading = s.taken(), ""
		return
	}
	last.Text = s.taken()
}

func (s *sections) taken() string {
	text := string(s.text)
	s.text = s.text[:0]
	s.space, s.apart = false, false
	if !utf8.ValidString(text) {
		text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	}
	return text
}

// result returns the non-empty sections.
func (s *sections) result() []Section {
	if s == nil {
		return nil
	}
	s.end()
	kept := s.all[:0]
	for _, section := range s.all {
		if section.Heading != "" || section.Text != "" {
			kept = append(kept, section)
		}
	}
	return kept
}

// raw adds raw HTML written by an editor. Malformed parts are skipped.
func (s *sections) raw(source string) {
	if s == nil {
		return
	}
	for source != "" {
		if s.unread == comment {
			_, rest, found := strings.Cut(source, "-->")
			if !found {
				return
			}
			s.unread, source = "", rest
			continue
		}
		text, rest, found := strings.Cut(source, "<")
		s.write(html.UnescapeString(text))
		if !found {
			return
		}
		source = s.tag(rest)
	}
}

// tag reads the text after a < and returns the rest.
func (s *sections) tag(source string) (rest string) {
	if strings.HasPrefix(source, comment) {
		_, rest, found := strings.Cut(source[len(comment):], "-->")
		if !found && s.unread == "" {
			s.unread = comment // it ends in a later piece of raw HTML
		}
		return rest
	}
	if source == "" || !isLetter(source[0]) && source[0] != '/' && source[0] != '!' && source[0] != '?' {
		s.write("<") // not a tag
		return source
	}
	closing := source[0] == '/'
	name, attributes, rest := cutTag(strings.TrimPrefix(source, "/"))
	switch roleOf(name) {
	case unread:
		if closing && s.unread == name {
			s.unread = ""
		} else if !closing && s.unread == "" && !strings.HasSuffix(attributes, "/") {
			s.unread = name
		}
	case spoken:
		s.reading = !closing
	case base:
		s.reading = false
	case block:
		s.block()
		if len(name) != 2 || name[0] != 'h' || name[1] == 'r' {
			break
		}
		if closing {
			s.close(name)
		} else if id, ok := idOf(attributes); ok && s.heading == "" {
			s.open(name, id)
		}
	}
	return rest
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cutTag splits a tag into its name in lower case, its attributes, and the text
// after it. A > within quotes does not end the tag.
func cutTag(source string) (name, attributes, rest string) {
	n := 0
	for n < len(source) && source[n] != '>' && source[n] != '/' && source[n] > ' ' {
		n++
	}
	name = strings.ToLower(source[:n])
	var quote byte
	for i := n; i < len(source); i++ {
		switch c := source[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, source[n:i], source[i+1:]
		}
	}
	return name, source[n:], ""
}

func idOf(attributes string) (id string, ok bool) {
	_, rest, ok := strings.Cut(attributes, ` id="`)
	id, _, _ = strings.Cut(rest, `"`)
	return html.UnescapeString(id), ok
}

// A role is the effect of an element on the text around it.
type role uint8

const (
	within role = iota // part of a line
	block              // ends a line
	unread             // its content is not text
	spoken             // its content is the pronunciation of a text
	base               // ends a pronunciation
)

func roleOf(element string) role {
	switch element {
	case "script", "style", "template", "textarea", "title", "iframe", "noscript", "svg", "math":
		return unread
	case "rt", "rp":
		return spoken
	case "ruby", "rb":
		return base
	case "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
		"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul":
		return block
	}
	return within
}

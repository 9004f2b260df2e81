package search

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A Page is a page as plain text. Only Address and Title are required.
type Page struct {
	Address   string // its folder, relative to the language's root: "sites/x/"; "" for the home page
	Title     string
	TitleLang string   // "" for the guide's language; likewise TextLang
	Names     []string // alternative names
	Typed     string   // what people type for the title, which is not shown: its pinyin; "" for none
	Kind      string   // kind of page, in the reader's language
	Places    []string // keywords that rank above the text: place and themes
	TextLang  string
	Sections  []Section
}

// A Section is a part of a page's text with its anchor.
type Section struct {
	Anchor  string // "" for the page's top
	Heading string
	Text    string
}

// An Entry is a page in its published form: a JSON array of its fields, in order,
// with the sections flattened at the end. Both the browser and the index read it, so
// that the text is stored only once.
type Entry []byte

// AppendTo appends the entry to a buffer.
func (e Entry) AppendTo(b []byte) []byte { return append(b, e...) }

// gap separates the parts of a field, such as paragraphs and names. It is shown as
// white space in excerpts.
const gap = "\u2003"

// Entry encodes the page.
func (p Page) Entry() Entry {
	size := 40 + len(p.Address) + len(p.Title) + len(p.TitleLang) + len(p.Kind) + len(p.TextLang)
	for _, t := range append(p.names(), p.Places...) {
		size += len(t) + len(gap)
	}
	for _, s := range p.Sections {
		size += len(s.Anchor) + len(s.Heading) + len(s.Text) + 9
	}
	e := make(Entry, 0, size)
	e = append(e, '[')
	for _, field := range []string{p.Address, p.Title, p.TitleLang} {
		e = append(quoted(e, field), ',')
	}
	e = append(listed(e, p.names()), ',')
	e = append(quoted(e, p.Kind), ',')
	e = append(listed(e, p.Places), ',')
	e = append(quoted(e, p.TextLang), ",["...)
	for i, s := range p.Sections {
		if i > 0 {
			e = append(e, ',')
		}
		e = append(quoted(e, s.Anchor), ',')
		e = append(quoted(e, s.Heading), ',')
		e = quoted(e, s.Text)
	}
	return append(e, "]]"...)
}

// names returns the alternative names, and after an empty one, from which on they
// are not shown, what people type.
func (p Page) names() []string {
	if p.Typed == "" {
		return p.Names
	}
	if len(p.Names) == 0 {
		return []string{"", "", p.Typed}
	}
	return append(slices.Clone(p.Names), "", p.Typed)
}

// listed appends texts as one field, separated by gaps.
func listed(e []byte, texts []string) []byte {
	e = append(e, '"')
	for i, t := range texts {
		if i > 0 {
			e = append(e, gap...)
		}
		e = escaped(e, t)
	}
	return append(e, '"')
}

func quoted(e []byte, text string) []byte {
	return append(escaped(append(e, '"'), text), '"')
}

// escaped appends a text for use between quotes in a script. Line separators of
// scripts before ES2019 and invalid characters become spaces, so that the only
// escapes are of characters that folding ignores.
func escaped(e []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		size := 1
		var instead string
		switch {
		case c == '"':
			instead = `\"`
		case c == '\\':
			instead = `\\`
		case c < ' ':
			instead = " "
		case c >= utf8.RuneSelf:
			var r rune
			if r, size = utf8.DecodeRuneInString(text[i:]); r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
				instead = " "
			}
		}
		if instead != "" {
			e = append(append(e, text[from:i]...), instead...)
			from = i + size
		}
		i += size
	}
	return append(e, text[from:]...)
}

// The fields of an entry in order; sections follow, with three strings each.
const (
	fieldAddress = iota
	fieldTitle
	fieldTitleLang
	fieldNames
	fieldKind
	fieldPlaces
	fieldTextLang
	fieldSections
)

// strings yields the entry's strings in their escaped form with their index.
func (e Entry) strings(yield func(int, []byte) bool) {
	for n, rest := 0, []byte(e); ; n++ {
		from := bytes.IndexByte(rest, '"')
		if from < 0 {
			return
		}
		rest = rest[from+1:]
		end := 0
		for {
			k := bytes.IndexByte(rest[end:], '"')
			if k < 0 {
				return
			}
			end += k
			slashes := 0
			for end-slashes > 0 && rest[end-slashes-1] == '\\' {
				slashes++
			}
			if slashes%2 == 0 {
				break
			}
			end++
		}
		if !yield(n, rest[:end:end]) {
			return
		}
		rest = rest[end+1:]
	}
}

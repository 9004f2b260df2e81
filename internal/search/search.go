// Package search makes the files that a guide is searched with, in the
// browser and without a server.
//
// Pages come in as plain values, one Entry a page and language; files come
// out, each a small script that hands its data over, since a page that was
// opened from a file can load nothing else. A small guide ships its text,
// one file a route, and the browser scans it. Of a large one the browser
// cannot hold the text: it asks an index which pages may match, and verifies
// them in the same files of text. The room knows no HTML but what Sections
// strips, no language's words, and writes nothing.
package search

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// mostScanned is how many pages of a language are scanned without an index:
// a megabyte or two of text, which a phone folds while the reader types.
const mostScanned = 500

// How large a file may become before it is compressed, so that it never has
// more than 30 KB when it is: random Chinese characters, which no text is,
// keep 60 % of their bytes, and postings 82 %.
const (
	textBytes  = 48_000
	indexBytes = 36_000
)

// A Page is what search knows of a page, as plain text. Only Address and
// Title are required.
type Page struct {
	Address   string // its folder, from the language's root: "sites/x/"; "" for the home page
	Title     string
	TitleLang string   // "" when it is the guide's language, as TextLang
	Names     []string // other names it goes by
	Kind      string   // what it is, in the reader's words
	Places    []string // what else finds it before its text does: where it is, its themes
	TextLang  string
	Sections  []Section
}

// A Section is a part of a page's text, with the anchor that leads there.
type Section struct {
	Anchor  string // "" for the page's top
	Heading string
	Text    string
}

// An Entry is a page as it is shipped: a JSON array of its fields in their
// order, the sections flat at its end. The browser reads it, and so does the
// index: text is kept once.
type Entry []byte

// gap stands between the pieces of a field: paragraphs, names. It is white
// space to whoever reads an excerpt.
const gap = "\u2003"

// Entry packs the page.
func (p Page) Entry() Entry {
	size := 100
	for _, s := range p.Sections {
		size += len(s.Anchor) + len(s.Heading) + len(s.Text) + 9
	}
	e := make(Entry, 0, size)
	e = append(e, '[')
	for _, field := range []string{p.Address, p.Title, p.TitleLang} {
		e = append(quoted(e, field), ',')
	}
	e = append(listed(e, p.Names), ',')
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

// listed appends texts as one field.
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

// escaped appends a text as it stands within a script's quotes. What a script
// of 2018 takes for a line's end, and what is no text, becomes a space; so the
// only escapes are of marks that folding passes over.
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

// The fields of an entry, in their order; sections follow, three strings each.
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

// strings yields the entry's strings as they are written, with their place in
// it.
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

// A Guide is what is searched in one language.
type Guide struct {
	Pages  []Entry
	Routes []Route
}

// A Route is a route of the guide, with the pages that a group takes along:
// its own and those of its stops, as indices into the guide's pages.
type Route struct {
	ID    string
	Pages []int
}

// A File is one of the files that search needs. Data may be called once, from
// any goroutine.
type File struct {
	Name string // from the search page's folder: "meta.js", "text/sea-guard.js"
	Data func() []byte
}

// A Search is a guide made ready to be searched.
type Search struct {
	pages  []Entry // as their homes have them
	texts  []text
	fold   string
	index  *index // nil for a guide that is scanned
	routes map[string][]string
}

// A text is a file of text. It begins with the pages that it is the home of;
// the others are read from an earlier one, and here for a route's sake.
type text struct {
	name  string // without folder and ending
	pages []int
}

// rest begins the names of texts that belong to no route: no route's id has
// an underscore.
const rest = "_"

// New makes a guide ready. The same guide gives the same files, whatever the
// number of cores.
func New(g Guide) *Search {
	s := &Search{routes: map[string][]string{}}
	routed := make([]bool, len(g.Pages))
	for _, r := range g.Routes {
		s.routes[r.ID] = s.text(r.ID, r.Pages, g.Pages)
		for _, p := range r.Pages {
			routed[p] = true
		}
	}
	var others []int
	for p, routed := range routed {
		if !routed {
			others = append(others, p)
		}
	}
	s.text(rest, others, g.Pages)
	homes := s.settle(g.Pages)
	seen := &characters{}
	if len(s.pages) > mostScanned {
		s.index = newIndex(s.pages, homes, seen)
	} else {
		var stream []rune
		for _, e := range s.pages {
			for _, field := range e.strings {
				stream = appendFold(stream[:0], field)
				seen.add(stream)
			}
		}
	}
	s.fold = classesOf(seen)
	return s
}

// text cuts pages into files and returns their names: the name itself, then
// with _2, _3 where one file would be too large. A page is never cut.
func (s *Search) text(name string, pages []int, entries []Entry) []string {
	var names []string
	for from := 0; from < len(pages); {
		to, size := from, 0
		for to < len(pages) && (to == from || size+len(entries[pages[to]]) <= textBytes) {
			size += len(entries[pages[to]])
			to++
		}
		t := text{name, pages[from:to]}
		if from > 0 {
			t.name += "_" + strconv.Itoa(len(names)+1)
		}
		s.texts = append(s.texts, t)
		names = append(names, t.name)
		from = to
	}
	return names
}

// settle gives each page its home, the first text that has it, and its number,
// and returns the first number of each text.
func (s *Search) settle(entries []Entry) []int {
	number := make([]int, len(entries))
	for i := range number {
		number[i] = -1
	}
	homes := make([]int, len(s.texts))
	for k := range s.texts {
		homes[k] = len(s.pages)
		var own, others []int
		for _, p := range s.texts[k].pages {
			if number[p] >= 0 {
				others = append(others, number[p])
				continue
			}
			number[p] = len(s.pages)
			own = append(own, number[p])
			s.pages = append(s.pages, entries[p])
		}
		s.texts[k].pages = append(own, others...)
	}
	return homes
}

// Files lists all files of the guide's search.
func (s *Search) Files() []File {
	var names []string
	for _, t := range s.texts {
		names = append(names, t.name)
	}
	files := []File{{"meta.js", func() []byte { return s.meta(names, s.index) }}}
	for _, t := range s.texts {
		files = append(files, File{textFile(t.name), func() []byte { return s.textData(t) }})
	}
	if s.index != nil {
		files = append(files, s.index.files()...)
	}
	return files
}

func textFile(name string) string { return "text/" + name + ".js" }

// Texts are the names of the files that hold a route's texts, as Files has
// them: what a route's offline pack needs beside the page and its script.
func (s *Search) Texts(route string) []string {
	var files []string
	for _, name := range s.routes[route] {
		files = append(files, textFile(name))
	}
	return files
}

// Meta is a meta.js for a copy of the guide that has one route's texts alone.
func (s *Search) Meta(route string) []byte { return s.meta(s.routes[route], nil) }

// meta is what the browser reads first: which texts there are, which
// characters are taken for one another, and where the index has what.
func (s *Search) meta(texts []string, x *index) []byte {
	data := struct {
		Texts []string   `json:"texts"`
		Fold  string     `json:"fold"`
		Index *indexMeta `json:"index,omitempty"`
	}{Texts: texts, Fold: s.fold}
	if texts == nil {
		data.Texts = []string{}
	}
	if x != nil {
		data.Index = x.meta()
	}
	encoded, err := json.Marshal(data)
	if err != nil {
		panic(err) // strings and numbers can be told
	}
	return handed("meta", "", encoded)
}

func (s *Search) textData(t text) []byte {
	size := 0
	for _, p := range t.pages {
		size += len(s.pages[p]) + 1
	}
	data := make([]byte, 0, size+len(t.name)+50)
	data = append(quoted(append(data, `wayside.search.take("text",`...), t.name), ",["...)
	for i, p := range t.pages {
		if i > 0 {
			data = append(data, ",\n"...)
		}
		data = append(data, s.pages[p]...)
	}
	return append(data, "])\n"...)
}

// handed is a script that hands data over under a name.
func handed(kind, name string, data []byte) []byte {
	b := make([]byte, 0, len(data)+len(name)+50)
	b = quoted(append(b, "wayside.search.take("...), kind)
	b = quoted(append(b, ','), name)
	b = append(append(b, ','), data...)
	return append(b, ")\n"...)
}

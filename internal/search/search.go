// Package search generates the files for searching a guide in the browser,
// without a server.
//
// The input is plain values, one Entry per page and language. The output is files,
// each a small script that passes on its data, because a page opened from a file
// cannot load anything else. A small guide ships its text in one file per route,
// which the browser scans. The text of a large guide is too big for the browser: it
// looks up candidate pages in an index and verifies them in the same files. The
// package handles plain text without HTML, is independent of the language, and does
// not write files.
package search

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"wayside/internal/fold"
)

// mostScanned is the maximum number of pages of a language that are scanned without
// an index: one or two megabytes of text, which a phone folds while the user types.
const mostScanned = 500

// Maximum sizes of files before compression, chosen so that compressed files do not
// exceed 30 KB: random Chinese characters, the worst case, compress to 60 % and
// postings to 82 %.
const (
	textBytes  = 48_000
	indexBytes = 36_000
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

// gap separates the parts of a field, such as paragraphs and names. It is shown as
// white space in excerpts.
const gap = "\u2003"

// Entry encodes the page.
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

// A Guide is the searchable content in one language.
type Guide struct {
	Pages  []Entry
	Routes []Route
}

// A Route is a route with the pages of its offline copy: its own and those of its
// stops, as indexes of the guide's pages.
type Route struct {
	ID    string
	Pages []int
}

// A File is a file of the search. Data may be called once, from any goroutine.
type File struct {
	Name string // relative to the search page's folder: "meta.js", "text/sea-guard.js"
	Data func() []byte
}

// A Search generates the search files of a guide.
type Search struct {
	pages  []Entry // in the order of their homes
	texts  []text
	fold   string
	index  *index // nil if the guide is scanned
	routes map[string][]string
}

// A text is a file of text. It begins with the pages whose home it is. The others
// have their home in an earlier text and are repeated for the sake of a route.
type text struct {
	name  string // without folder and extension
	pages []int
}

// rest is the name of the texts of pages without a route. Ids of routes never
// contain an underscore.
const rest = "_"

// New prepares a guide. The result does not depend on the number of cores.
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
	seen := &fold.Characters{}
	if len(s.pages) > mostScanned {
		s.index = newIndex(s.pages, homes, seen)
	} else {
		var stream []rune
		for _, e := range s.pages {
			for _, field := range e.strings {
				stream = fold.Append(stream[:0], field)
				seen.Add(stream)
			}
		}
	}
	s.fold = seen.Classes()
	return s
}

// text divides pages into files and returns their names: the name itself, and if
// one file would be too large, further names with _2, _3. Pages are not divided.
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

// settle assigns each page its home, the first text that contains it, and its
// number. It returns the first number of each text.
func (s *Search) settle(entries []Entry) []int {
	number := make([]int, len(entries))
	for i := range number {
		number[i] = -1
	}
	homes := make([]int, len(s.texts))
	for k := range s.texts {
		homes[k] = len(s.pages)
		var first, others []int
		for _, p := range s.texts[k].pages {
			if number[p] >= 0 {
				others = append(others, number[p])
				continue
			}
			number[p] = len(s.pages)
			first = append(first, number[p])
			s.pages = append(s.pages, entries[p])
		}
		s.texts[k].pages = append(first, others...)
	}
	return homes
}

// Files returns all files of the guide's search.
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

// Texts returns the names of the files with a route's texts, as in Files: a route's
// offline pack needs them in addition to the search page and its script.
func (s *Search) Texts(route string) []string {
	var files []string
	for _, name := range s.routes[route] {
		files = append(files, textFile(name))
	}
	return files
}

// Meta returns a meta.js for a copy of the guide with only one route's texts.
func (s *Search) Meta(route string) []byte { return s.meta(s.routes[route], nil) }

// meta returns the file that the browser reads first: the list of texts, the
// equivalent characters, and the contents of the index.
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
		panic(err) // strings and numbers can always be encoded
	}
	return dataScript("meta", "", encoded)
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

// dataScript returns a script that passes data to wayside.search.take under a name.
func dataScript(kind, name string, data []byte) []byte {
	b := make([]byte, 0, len(data)+len(name)+50)
	b = quoted(append(b, "wayside.search.take("...), kind)
	b = quoted(append(b, ','), name)
	b = append(append(b, ','), data...)
	return append(b, ")\n"...)
}

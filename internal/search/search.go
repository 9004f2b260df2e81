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
//
// New generates the files of a guide, and Update those of a guide of which some texts
// changed, from the last build's files and a record.
package search

import (
	"crypto/sha256"
	"encoding/json"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"wayside/internal/fold"
)

// standard are the limits of published files. Five hundred pages are one or two
// megabytes of text, which a phone folds while the user types. The sizes are chosen so
// that compressed files do not exceed 30 KB: random Chinese characters, the worst case,
// compress to 60 % and postings to 82 %.
var standard = limits{scanned: 500, text: 48_000, index: 36_000}

// A Guide is the searchable content in one language.
type Guide struct {
	Pages  []Item
	Routes []Route
}

// An Item is a page of a guide.
type Item struct {
	Address string // as in its entry
	// Entry appends the entry, which need not be in memory, to a buffer. It is called a few
	// times, from several goroutines. It may be nil for Update if the last build's files
	// contain an entry with this Hash.
	Entry func(to []byte) []byte
	Size  int  // of the entry in bytes; ignored if Entry is nil
	Hash  Hash // of the entry
}

// NewItem returns an item whose entry is in memory.
func NewItem(address string, e Entry) Item {
	return Item{Address: address, Entry: e.AppendTo, Size: len(e), Hash: e.Hash()}
}

// A Hash identifies the content of an entry.
type Hash [16]byte

// Hash returns the entry's hash.
func (e Entry) Hash() Hash { return hashOf(e) }

func hashOf(data []byte) Hash {
	sum := sha256.Sum256(data)
	return Hash(sum[:len(Hash{})])
}

// A Route is a route with the pages of its offline copy: its own and those of its
// stops, as indexes of the guide's pages.
type Route struct {
	ID    string
	Pages []int
}

// A File is a file of the search.
type File struct {
	Name string // relative to the search page's folder: "meta.js", "text/sea-guard.js"
	Same bool   // whether it is the same as in the last build
	// Data returns the file's content. It is nil if Same is true, and may be called once,
	// from any goroutine.
	Data func() []byte
}

// A Search generates the search files of a guide.
type Search struct {
	limits      limits
	pages       []Item // in the order of their homes
	texts       []text
	homes       []int // the number of each text's first page
	routes      map[string][]string
	seen        fold.Characters
	fold        []byte // the classes of these characters, in JSON; every route's ZIP has a copy
	index       *index // nil if the guide is scanned
	sameLengths bool
}

// A text is a file of text. It begins with the pages whose home it is. The others
// have their home in an earlier text and are repeated for the sake of a route.
type text struct {
	name  string // without folder and extension
	pages []int
	key   Hash // of its name and its pages' hashes
	same  bool // as in the last build
}

// rest is the name of the texts of pages without a route. Ids of routes never
// contain an underscore.
const rest = "_"

// New prepares a guide of which all entries are known. The result does not depend on
// the number of cores.
func New(g Guide) *Search { return standard.new(g) }

func (l limits) new(g Guide) *Search {
	s := l.number(g)
	s.divide(g)
	s.read()
	return s
}

// number numbers the guide's pages in the order of the routes, and then of the rest:
// a page's home is the first text with it.
func (l limits) number(g Guide) *Search {
	s := &Search{limits: l, routes: map[string][]string{}}
	known := make([]bool, len(g.Pages))
	take := func(p int) {
		if !known[p] {
			known[p] = true
			s.pages = append(s.pages, g.Pages[p])
		}
	}
	for _, r := range g.Routes {
		for _, p := range r.Pages {
			take(p)
		}
	}
	for p := range g.Pages {
		take(p)
	}
	return s
}

// divide divides the numbered pages into texts.
func (s *Search) divide(g Guide) {
	numbers := make([]int, len(g.Pages))
	for i := range numbers {
		numbers[i] = -1
	}
	next := 0
	text := func(name string, least int, pages []int) []string {
		first := next // pages from here on have their home in these texts
		list := make([]int, len(pages))
		for i, p := range pages {
			if numbers[p] < 0 {
				numbers[p] = next
				next++
			}
			list[i] = numbers[p]
		}
		return s.text(name, least, first, list)
	}
	for _, r := range g.Routes {
		s.routes[r.ID] = text(r.ID, s.limits.text, r.Pages) // full texts, because a pack contains all of them
	}
	var others []int
	for p, n := range numbers {
		if n < 0 {
			others = append(others, p)
		}
	}
	text(rest, leastOf(s.limits.text), others)
}

// text divides pages into files and returns their names: the name itself, and if
// one file would be too large, further names with _2, _3. Pages are not divided.
func (s *Search) text(name string, least, first int, pages []int) []string {
	var names []string
	size := func(i int) (int, bool) {
		if i == len(pages) {
			return 0, false
		}
		return s.pages[pages[i]].Size, true
	}
	for from := 0; from < len(pages); {
		to, _ := cut(from, least, s.limits.text, size, func(i int) uint32 { return weight(s.pages[pages[i]].Address) })
		t := text{name: name}
		if from > 0 {
			t.name += "_" + strconv.Itoa(len(names)+1)
		}
		s.homes = append(s.homes, first)
		var others []int
		for _, n := range pages[from:to] {
			if n < first {
				others = append(others, n)
			} else {
				t.pages = append(t.pages, n)
				first = n + 1
			}
		}
		t.pages = append(t.pages, others...)
		key := []byte(t.name)
		for _, n := range t.pages {
			key = append(key, s.pages[n].Hash[:]...)
		}
		t.key = hashOf(key)
		s.texts = append(s.texts, t)
		names = append(names, t.name)
		from = to
	}
	return names
}

// read reads all entries, for the index or, if the guide is scanned, for the
// equivalent characters that a search needs.
func (s *Search) read() {
	if len(s.pages) > s.limits.scanned {
		s.index = newIndex(s.pages, s.limits, &s.seen)
	} else {
		var stream []rune
		var e Entry
		for i := range s.pages {
			e = s.pages[i].Entry(e[:0])
			for _, field := range e.strings {
				stream = fold.Append(stream[:0], field)
				s.seen.Add(stream)
			}
		}
	}
	s.fold = encoded(s.seen.Classes())
}

// eachRange divides n items among the cores.
func eachRange(n int, f func(k, from, to int)) {
	cores := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for k := range cores {
		group.Go(func() { f(k, n*k/cores, n*(k+1)/cores) })
	}
	group.Wait()
}

// Files returns all files of the guide's search.
func (s *Search) Files() []File {
	names := make([]string, len(s.texts))
	for i, t := range s.texts {
		names[i] = t.name
	}
	meta := File{Name: "meta.js", Data: func() []byte { return s.meta(names, nil, nil) }}
	var homes []File
	if s.index != nil {
		var firsts []int
		homes, firsts = homeFiles(s.homes, names, s.limits.index)
		meta.Data = func() []byte { return s.meta(nil, s.index, firsts) }
	}
	files := append([]File{meta}, homes...)
	for _, t := range s.texts {
		f := File{Name: textFile(t.name), Same: t.same}
		if !f.Same {
			f.Data = func() []byte { return s.textData(t) }
		}
		files = append(files, f)
	}
	if s.index != nil {
		files = append(files, s.index.files(s.sameLengths, s.limits.index)...)
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
func (s *Search) Meta(route string) []byte { return s.meta(s.routes[route], nil, nil) }

// A homeList is the content of a file index/texts-N.js: texts and their first pages.
type homeList struct {
	First []int    `json:"first"`
	Names []string `json:"names"`
}

// homeFiles returns the files with the names of the texts and their first pages, which
// meta.js of a guide with an index does not contain because there may be many, and the
// first page in each of the files.
func homeFiles(homes []int, names []string, most int) (files []File, firsts []int) {
	for from := 0; from < len(names); {
		to, size := from, 0
		for ; to < len(names) && (to == from || size < most); to++ {
			size += len(names[to]) + len(`"",000000,`)
		}
		part, n := homeList{homes[from:to], names[from:to]}, strconv.Itoa(len(files))
		files = append(files, File{Name: "index/texts-" + n + ".js", Data: func() []byte { return dataScript("texts", n, encoded(part)) }})
		firsts = append(firsts, homes[from])
		from = to
	}
	return files, firsts
}

// meta returns the file that the browser reads first: the list of texts or, if there is
// an index, its contents with the first page in each file of the list of texts, and the
// equivalent characters.
func (s *Search) meta(texts []string, x *index, firsts []int) []byte {
	if texts == nil {
		texts = []string{}
	}
	data := slices.Concat([]byte(`{"texts":`), encoded(texts), []byte(`,"fold":`), s.fold)
	if x != nil {
		data = slices.Concat(data, []byte(`,"index":`), encoded(x.meta(firsts, s.limits.index)))
	}
	return dataScript("meta", "", append(data, '}'))
}

func encoded(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	return data
}

func (s *Search) textData(t text) []byte {
	size := 0
	for _, n := range t.pages {
		size += s.pages[n].Size + len(between)
	}
	data := append(make([]byte, 0, size+len(t.name)+50), textStart(t.name)...)
	for i, n := range t.pages {
		if i > 0 {
			data = append(data, between...)
		}
		data = s.pages[n].Entry(data)
	}
	return append(data, "])\n"...)
}

// textStart returns what is before the first entry of a text.
func textStart(name string) []byte {
	return append(quoted([]byte(`wayside.search.take("text",`), name), ",["...)
}

// between separates the entries of a text.
const between = ",\n"

// dataScript returns a script that passes data to wayside.search.take under a name.
func dataScript(kind, name string, data []byte) []byte {
	b := make([]byte, 0, len(data)+len(name)+50)
	b = quoted(append(b, "wayside.search.take("...), kind)
	b = quoted(append(b, ','), name)
	b = append(append(b, ','), data...)
	return append(b, ")\n"...)
}

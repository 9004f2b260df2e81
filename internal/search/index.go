package search

import (
	"bytes"
	"cmp"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"wayside/internal/fold"
)

// An index maps terms to the pages that contain them, with the best rank.
//
// In Chinese text a term is a pair of adjacent characters, at least one of them
// Chinese, so that any part of a text of at least two characters consists of terms.
// The last character forms a pair with a space, so that a single character is found
// among the pairs that begin with it. In other text a term is a word. Terms are
// sorted and divided into shards, whose first terms are listed in meta.js: a browser
// can determine the shards with a term or a prefix.
type index struct {
	pairs, words list
	names        list   // the words alone, for letters inside them
	lengths      []byte // of the pages' titles, one digit each
}

// newIndex indexes pages in the order of their numbers, and adds their characters to a
// set. Parts of the guide are indexed concurrently; their number has no effect on the
// result.
func newIndex(pages []Item, l limits, seen *fold.Characters) *index {
	x := &index{lengths: make([]byte, len(pages))}
	parts := make([]*part, runtime.GOMAXPROCS(0))
	eachRange(len(pages), func(k, from, to int) {
		parts[k] = &part{}
		var e Entry
		for n := from; n < to; n++ {
			e = pages[n].Entry(e[:0])
			x.lengths[n] = parts[k].add(int32(n), e)
		}
		parts[k].pairs.sort()
		parts[k].words.sort()
	})
	var group sync.WaitGroup
	group.Go(func() {
		pairs := join(parts, func(p *part) *table { return &p.pairs })
		x.pairs = list{kind: &pairKind, shards: shardsOf(&pairKind, l.most(&pairKind), pairs)}
		for _, t := range pairs { // each Chinese character begins one
			seen.Put(t[0].pair.first(), true)
		}
	})
	group.Go(func() {
		words := join(parts, func(p *part) *table { return &p.words })
		x.words = list{kind: &wordKind, shards: shardsOf(&wordKind, l.most(&wordKind), words)}
		x.names = list{kind: &nameKind, shards: shardsOf(&nameKind, l.most(&nameKind), words)}
	})
	group.Wait()
	return x
}

// join returns the terms of all parts in order, each with its entries in the order
// of the parts.
func join(parts []*part, of func(*part) *table) [][]*entry {
	var tables []*table
	count := 0
	for _, p := range parts {
		tables = append(tables, of(p))
		count += len(of(p).entries)
	}
	all := make([]*entry, 0, count) // the terms' entries are parts of it
	var terms [][]*entry
	next := make([]int, len(tables))
	for len(all) < count {
		var least *entry
		for k, t := range tables {
			if next[k] < len(t.entries) {
				if e := &t.entries[next[k]]; least == nil || e.compare(least) < 0 {
					least = e
				}
			}
		}
		from := len(all)
		for k, t := range tables {
			if next[k] < len(t.entries) {
				if e := &t.entries[next[k]]; e.compare(least) == 0 {
					all = append(all, e)
					next[k]++
				}
			}
		}
		terms = append(terms, all[from:len(all):len(all)])
	}
	return terms
}

// A piece is what a shard contains of a term: its postings, or a part of them.
type piece struct {
	entries []*entry
	part    int // of divided postings
	size    int // of the postings
}

// piecesOf returns the pieces of sorted terms.
func piecesOf(k *kind, most int, terms [][]*entry) []piece {
	pieces := make([]piece, 0, len(terms))
	for _, t := range terms {
		size := 0
		if k.postings {
			size = postingsSize(t)
		}
		if !k.postings || !divided(size, most) {
			pieces = append(pieces, piece{entries: t, size: size})
			continue
		}
		for n, part := range divide(appendPostings(nil, t), most) {
			pieces = append(pieces, piece{t, n, len(part)})
		}
	}
	return pieces
}

// shardsOf divides terms into shards.
func shardsOf(k *kind, most int, terms [][]*entry) []*shard {
	var shards []*shard
	pieces := piecesOf(k, most, terms)
	text := func(i int) string { return pieces[i].entries[0].text() }
	size := func(i int) (int, bool) {
		if i == len(pieces) {
			return 0, false
		}
		return k.size(pieces[i].entries[0].len(), pieces[i].size), true
	}
	for from := 0; from < len(pieces); {
		to, reach := cut(from, leastOf(most), most, size, func(i int) uint32 { return weight(text(i)) })
		those := pieces[from:to]
		s := &shard{first: text(from), was: -1, body: func() []byte {
			b := make([]byte, 0, most+most/8)
			var postings []byte
			for _, p := range those {
				postings = appendPostings(postings[:0], p.entries)
				part := postings
				if k.postings && divided(len(postings), most) {
					part = divide(postings, most)[p.part]
				}
				b = appendItem(b, k, p.entries[0].text(), part)
			}
			return b
		}}
		if reach < len(pieces) {
			s.reach = text(reach)
		}
		shards = append(shards, s)
		from = to
	}
	return shards
}

// A pair is two adjacent characters, ordered as browsers sort strings: by UTF-16
// code units, in which the end of the basic multilingual plane comes last.
type pair uint64

func pairOf(a, b rune) pair { return pair(unitOrder(a))<<32 | pair(unitOrder(b)) }

// parsePair returns the pair of a term.
func parsePair(term string) pair {
	a, size := utf8.DecodeRuneInString(term)
	b, _ := utf8.DecodeRuneInString(term[size:])
	return pairOf(a, b)
}

func comparePairs(a, b string) int { return cmp.Compare(parsePair(a), parsePair(b)) }

func (p pair) first() rune { return fromUnitOrder(uint32(p >> 32)) }

func (p pair) String() string { return string([]rune{p.first(), fromUnitOrder(uint32(p))}) }

// beyond is added to characters that come last in UTF-16 order.
const beyond = 0x110000

func unitOrder(r rune) uint32 {
	if r >= 0xE000 && r <= 0xFFFF {
		return uint32(r) + beyond
	}
	return uint32(r)
}

func fromUnitOrder(u uint32) rune {
	if u >= beyond {
		u -= beyond
	}
	return rune(u)
}

// A part indexes some of the guide's pages.
type part struct {
	pairs, words table
	stream       []rune // folded form of the current field
	word         []byte // current word of the stream
	text         []byte // of the current page
}

// An entry lists the pages of a term. The first page is not encoded, because its
// distance from the previous one is known only when the parts are joined.
type entry struct {
	pair        pair   // 0 if the term is a word
	word        string // "" if the term is a pair
	first, last int32
	rank        rank   // of the first
	more        []byte // the others, as postings
}

func (e *entry) compare(other *entry) int {
	if e.pair != other.pair {
		return cmp.Compare(e.pair, other.pair)
	}
	return strings.Compare(e.word, other.word)
}

func (e *entry) text() string {
	if e.pair != 0 {
		return e.pair.String()
	}
	return e.word
}

// len returns the length of the term's text.
func (e *entry) len() int {
	if e.pair != 0 {
		return len(string(e.pair.first())) + len(string(fromUnitOrder(uint32(e.pair))))
	}
	return len(e.word)
}

// add adds a page. Fields are indexed in order of rank, so a repeated page already
// has its best rank.
func (e *entry) add(page int32, r rank) {
	e.more = appendPosting(e.more, page-e.last, r)
	e.last = page
}

// A table finds entries by a hash of their terms. A large guide's texts have ten
// million terms, most of which are known already: the table is several times as fast
// as a map, because a slot usually suffices to see that the page is known, too.
type table struct {
	slots   []slot // a power of two, at most half of them used
	shift   int    // 64 less its logarithm
	entries []entry
}

type slot struct {
	hash  uint64
	last  int32 // page of the entry
	entry int32 // 1 + its index; 0 if the slot is free
}

// at returns the first slot for a hash.
func (t *table) at(hash uint64) int { return int((hash ^ seed) * 0x9E3779B97F4A7C15 >> t.shift) }

// seed makes it impossible to write a text whose terms have the same slots.
var seed = rand.Uint64()

// grow makes room for an entry.
func (t *table) grow() {
	if 2*(len(t.entries)+1) <= len(t.slots) {
		return
	}
	old := t.slots
	t.slots = make([]slot, max(1<<10, 2*len(old)))
	t.shift = 64 - bits.Len(uint(len(t.slots)-1))
	for _, s := range old {
		if s.entry != 0 {
			i := t.at(s.hash)
			for t.slots[i].entry != 0 {
				i = (i + 1) & (len(t.slots) - 1)
			}
			t.slots[i] = s
		}
	}
}

func (t *table) addPair(term pair, page int32, r rank) {
	t.grow()
	for i := t.at(uint64(term)); ; i = (i + 1) & (len(t.slots) - 1) {
		switch s := &t.slots[i]; {
		case s.entry == 0:
			t.entries = append(t.entries, entry{pair: term, first: page, last: page, rank: r})
			*s = slot{uint64(term), page, int32(len(t.entries))}
			return
		case s.hash != uint64(term):
		case s.last == page:
			return
		default:
			s.last = page
			t.entries[s.entry-1].add(page, r)
			return
		}
	}
}

func (t *table) addWord(hash uint64, term []byte, page int32, r rank) {
	t.grow()
	for i := t.at(hash); ; i = (i + 1) & (len(t.slots) - 1) {
		switch s := &t.slots[i]; {
		case s.entry == 0:
			t.entries = append(t.entries, entry{word: string(term), first: page, last: page, rank: r})
			*s = slot{hash, page, int32(len(t.entries))}
			return
		case s.hash != hash || t.entries[s.entry-1].word != string(term):
		case s.last == page:
			return
		default:
			s.last = page
			t.entries[s.entry-1].add(page, r)
			return
		}
	}
}

// sort sorts the entries by term. Nothing can be added afterwards.
func (t *table) sort() {
	t.slots = nil
	slices.SortFunc(t.entries, func(a, b entry) int { return a.compare(&b) })
}

// add indexes a page and returns the length of its title as a digit.
func (p *part) add(page int32, e Entry) (length byte) {
	field := func(text []byte, r rank) {
		p.stream = fold.Append(p.stream[:0], text)
		p.index(page, r)
	}
	length = digits[0]
	p.text = p.text[:0]
	for n, text := range e.strings {
		switch {
		case n == fieldTitle:
			field(text, atStart)
			length = digits[min(len(p.stream), len(digits)-1)]
		case n == fieldNames:
			for name := range bytes.SplitSeq(text, []byte(gap)) {
				field(name, atStart)
			}
		case n == fieldKind, n == fieldPlaces:
			field(text, inPlace)
		case isHeading(n):
			field(text, inHeading)
		}
		if isHeading(n) || isText(n) {
			p.text = append(append(p.text, text...), gap...)
		}
	}
	// The text is one stream from the first section to the last, because a
	// query copied from the page may extend over the end of a section.
	field(p.text, inText)
	return length
}

func isHeading(n int) bool { return n >= fieldSections && (n-fieldSections)%3 == 1 }
func isText(n int) bool    { return n >= fieldSections && (n-fieldSections)%3 == 2 }

// index adds the terms of the stream. Only the first term of a name is at its start.
func (p *part) index(page int32, r rank) {
	var last rune
	first := r // of the word
	p.word = p.word[:0]
	hash := seed
	add := func() {
		p.words.addWord(hash, p.word, page, first)
		p.word, hash = p.word[:0], seed
	}
	for i, c := range p.stream {
		if i == 2 {
			r = max(r, inTitle)
		}
		han := fold.Chinese(c)
		if (han || c == ' ') && len(p.word) > 0 {
			add()
		}
		if !han && c != ' ' && len(p.word) == 0 {
			first = r
			if i > 0 {
				first = max(r, inTitle)
			}
		}
		if last != 0 && last != ' ' && (han || fold.Chinese(last)) {
			p.pairs.addPair(pairOf(last, c), page, r)
		}
		if !han && c != ' ' {
			hash = (hash ^ uint64(c)) * 0x100000001B3 // as FNV-1a
			if c < 0x80 {
				p.word = append(p.word, byte(c))
			} else {
				p.word = append(p.word, string(c)...)
			}
		}
		last = c
	}
	if len(p.word) > 0 {
		add()
	}
	if fold.Chinese(last) {
		p.pairs.addPair(pairOf(last, ' '), page, r)
	}
}

// indexMeta is the index's part of meta.js: the number of pages, the first page in
// each file with texts, and the first term of each file with terms. Pages are numbered
// in the order of the texts that are their homes, so that the pages of a common word are
// in few texts.
type indexMeta struct {
	Total   int      `json:"total"`
	Texts   []int    `json:"texts"`   // files index/texts-N.js
	Lengths int      `json:"lengths"` // number of files index/lengths-N.js
	Pairs   []string `json:"pairs"`   // files index/pairs-N.js
	Words   []string `json:"words"`   // files index/words-N.js
	Names   int      `json:"names"`   // number of files index/names-N.js
}

func (x *index) meta(texts []int, most int) *indexMeta {
	return &indexMeta{
		Total: len(x.lengths), Texts: texts, Lengths: (len(x.lengths) + most - 1) / most,
		Names: len(x.names.shards), Pairs: x.pairs.firsts(), Words: x.words.firsts(),
	}
}

func (x *index) lists() []*list { return []*list{&x.pairs, &x.words, &x.names} }

// files returns the index's files. sameLengths reports that the titles have the same
// lengths as in the last build. A file has the lengths of at most most titles.
func (x *index) files(sameLengths bool, most int) []File {
	var files []File
	for _, l := range x.lists() {
		files = append(files, l.files()...)
	}
	number := 0
	for lengths := range slices.Chunk(x.lengths, most) {
		n := strconv.Itoa(number)
		f := File{Name: "index/lengths-" + n + ".js", Same: sameLengths}
		if !f.Same {
			f.Data = func() []byte { return dataScript("lengths", n, slices.Concat([]byte(`["`), lengths, []byte(`"]`))) }
		}
		files = append(files, f)
		number++
	}
	return files
}

package search

import (
	"bytes"
	"slices"
	"strconv"
	"sync"

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
	pairs, words, names []shard
	homes               []int // the first page whose home is each text
	total               int
	lengths             []byte // of the pages' titles, one digit each
	pairList            []pair
	wordList            []string
	parts               []*part
}

// A shard is a range of terms in one file.
type shard struct{ from, to int }

// A rank is the best position of a term in a page.
type rank uint8

const (
	atStart rank = iota // of the title or another name
	inTitle             // or another name
	inPlace             // or kind or theme
	inHeading
	inText
	ranks
)

// partCount is the number of parts of the guide that are indexed concurrently. It
// does not depend on the number of cores, because the parts affect the shards' sizes.
const partCount = 4

func newIndex(pages []Entry, homes []int, seen *fold.Characters) *index {
	x := &index{homes: homes, total: len(pages), lengths: make([]byte, len(pages)), parts: make([]*part, partCount)}
	var group sync.WaitGroup
	for k := range x.parts {
		x.parts[k] = &part{pairs: map[pair]int32{}, words: map[string]int32{}}
		group.Go(func() {
			for i := len(pages) * k / partCount; i < len(pages)*(k+1)/partCount; i++ {
				x.lengths[i] = digits[min(x.parts[k].add(int32(i), pages[i]), len(digits)-1)]
			}
		})
	}
	group.Wait()
	var pairs []pair
	known := map[string]bool{}
	for _, p := range x.parts {
		for term := range p.pairs {
			pairs = append(pairs, term)
		}
		for term := range p.words {
			known[term] = true
		}
		seen.Join(&p.seen)
	}
	slices.Sort(pairs)
	x.pairList = slices.Compact(pairs)
	x.wordList = make([]string, 0, len(known))
	for term := range known {
		x.wordList = append(x.wordList, term)
	}
	slices.Sort(x.wordList)
	x.pairs = cut(len(x.pairList), indexBytes, func(i int) int { return 16 + x.size(x.pair(i)) })
	x.words = cut(len(x.wordList), indexBytes, func(i int) int {
		return 8 + len(x.wordList[i]) + x.size(x.word(i))
	})
	x.names = cut(len(x.wordList), textBytes, func(i int) int { return len(x.wordList[i]) + 1 })
	return x
}

// cut divides items into shards of at most the given size, except for large single items.
func cut(count, most int, size func(i int) int) []shard {
	var all []shard
	for from := 0; from < count; {
		to, sum := from, 0
		for to < count {
			n := size(to)
			if to > from && sum+n > most {
				break
			}
			sum += n
			to++
		}
		all = append(all, shard{from, to})
		from = to
	}
	return all
}

// size returns the approximate length of a term's postings.
func (x *index) size(find func(*part) (int32, bool)) int {
	sum := 0
	for _, p := range x.parts {
		if n, ok := find(p); ok {
			sum += len(p.entries[n].more) + 2
		}
	}
	return sum
}

// A pair is two adjacent characters, ordered as browsers sort strings: by UTF-16
// code units, in which the end of the basic multilingual plane comes last.
type pair uint64

func pairOf(a, b rune) pair { return pair(unitOrder(a))<<32 | pair(unitOrder(b)) }

func (p pair) String() string {
	return string([]rune{fromUnitOrder(uint32(p >> 32)), fromUnitOrder(uint32(p))})
}

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

// A part indexes a range of the guide's pages.
type part struct {
	pairs   map[pair]int32 // → entries
	words   map[string]int32
	entries []entry
	seen    fold.Characters
	stream  []rune // folded form of the current field
	word    []byte // current word of the stream
	text    []byte // of the current page
}

// An entry lists the pages of a term. The first page is not encoded, because its
// distance from the previous one is known only when the parts are joined.
type entry struct {
	first, last int32
	rank        rank   // of the first
	more        []byte // the others, as postings
}

// add indexes a page and returns the length of its title.
func (p *part) add(page int32, e Entry) (length int) {
	field := func(text []byte, r rank) {
		p.stream = fold.Append(p.stream[:0], text)
		p.index(page, r)
		p.seen.Add(p.stream)
	}
	p.text = p.text[:0]
	for n, text := range e.strings {
		switch {
		case n == fieldTitle:
			field(text, atStart)
			length = len(p.stream)
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
	for i, c := range p.stream {
		if i == 2 {
			r = max(r, inTitle)
		}
		han := fold.Chinese(c)
		if (han || c == ' ') && len(p.word) > 0 {
			p.addWord(page, first)
		}
		if !han && c != ' ' && len(p.word) == 0 {
			first = r
			if i > 0 {
				first = max(r, inTitle)
			}
		}
		if last != 0 && last != ' ' && (han || fold.Chinese(last)) {
			p.addPair(pairOf(last, c), page, r)
		}
		if !han && c != ' ' {
			if c < 0x80 {
				p.word = append(p.word, byte(c))
			} else {
				p.word = append(p.word, string(c)...)
			}
		}
		last = c
	}
	if len(p.word) > 0 {
		p.addWord(page, first)
	}
	if fold.Chinese(last) {
		p.addPair(pairOf(last, ' '), page, r)
	}
}

func (p *part) addPair(term pair, page int32, r rank) {
	n, ok := p.pairs[term]
	if !ok {
		p.pairs[term] = int32(len(p.entries))
		p.entries = append(p.entries, entry{first: page, last: page, rank: r})
		return
	}
	p.entries[n].add(page, r)
}

func (p *part) addWord(page int32, r rank) {
	n, ok := p.words[string(p.word)]
	if ok {
		p.entries[n].add(page, r)
	} else {
		p.words[string(p.word)] = int32(len(p.entries))
		p.entries = append(p.entries, entry{first: page, last: page, rank: r})
	}
	p.word = p.word[:0]
}

// add records a page. Fields are indexed in order of rank, so a repeated page
// already has its best rank.
func (e *entry) add(page int32, r rank) {
	if e.last != page {
		e.more = appendPosting(e.more, page-e.last, r)
		e.last = page
	}
}

// Postings are the pages that contain a term, in order. Each is encoded as its
// distance from the previous page, times the number of ranks, plus its rank, as a
// number in base 46. Of the 92 printable characters that need no escape in a
// string, the first 46 are used for a number's last digit and the others for the
// preceding digits, least significant first. Most distances are short, so most
// postings take one byte.
const (
	digits = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	base   = int32(len(digits) / 2)
)

func appendPosting(b []byte, distance int32, r rank) []byte {
	n := distance*int32(ranks) + int32(r)
	for ; n >= base; n /= base {
		b = append(b, digits[base+n%base])
	}
	return append(b, digits[n])
}

// postings joins a term's postings of all parts. Distances count from page -1.
func (x *index) postings(b []byte, find func(*part) (int32, bool)) []byte {
	last := int32(-1)
	for _, p := range x.parts {
		if n, ok := find(p); ok {
			e := &p.entries[n]
			b = appendPosting(b, e.first-last, e.rank)
			b = append(b, e.more...)
			last = e.last
		}
	}
	return b
}

// indexMeta is the index's part of meta.js: the number of pages, the first page
// whose home is each text, and the first term of each file. Pages are numbered in
// the order of their homes, so that the pages of a common word are in few files.
type indexMeta struct {
	Total int      `json:"total"`
	Homes []int    `json:"homes"`
	Pairs []string `json:"pairs"` // files index/pairs-N.js
	Words []string `json:"words"` // files index/words-N.js
	Names int      `json:"names"` // number of files index/names-N.js
}

func (x *index) meta() *indexMeta {
	m := &indexMeta{Total: x.total, Homes: x.homes, Names: len(x.names), Pairs: []string{}, Words: []string{}}
	for _, s := range x.pairs {
		m.Pairs = append(m.Pairs, x.pairList[s.from].String())
	}
	for _, s := range x.words {
		m.Words = append(m.Words, x.wordList[s.from])
	}
	return m
}

func (x *index) files() []File {
	var files []File
	add := func(kind string, shards []shard, item func(b []byte, i int) []byte) {
		for n, s := range shards {
			number := strconv.Itoa(n)
			files = append(files, File{"index/" + kind + "-" + number + ".js", func() []byte {
				b := append(make([]byte, 0, textBytes), '[')
				for i := s.from; i < s.to; i++ {
					if i > s.from {
						b = append(b, ',')
					}
					b = item(b, i)
				}
				return dataScript(kind, number, append(b, ']'))
			}})
		}
	}
	// Terms consist of letters and need no escaping.
	term := func(b []byte, term string, find func(*part) (int32, bool)) []byte {
		b = append(append(append(b, '"'), term...), `","`...)
		return append(x.postings(b, find), '"')
	}
	add("pairs", x.pairs, func(b []byte, i int) []byte { return term(b, x.pairList[i].String(), x.pair(i)) })
	add("words", x.words, func(b []byte, i int) []byte { return term(b, x.wordList[i], x.word(i)) })
	add("names", x.names, func(b []byte, i int) []byte { return append(append(append(b, '"'), x.wordList[i]...), '"') })
	return append(files, File{"index/lengths-0.js", func() []byte { return dataScript("lengths", "0", append(append([]byte(`["`), x.lengths...), `"]`...)) }})
}

// pair and word return functions that look up a term in a part.
func (x *index) pair(i int) func(*part) (int32, bool) {
	return func(p *part) (int32, bool) { n, ok := p.pairs[x.pairList[i]]; return n, ok }
}

func (x *index) word(i int) func(*part) (int32, bool) {
	return func(p *part) (int32, bool) { n, ok := p.words[x.wordList[i]]; return n, ok }
}

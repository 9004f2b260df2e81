package search

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// A kind describes the files of a list of terms.
type kind struct {
	name     string
	postings bool // whether terms have them
	compare  func(a, b string) int
}

var (
	pairKind = kind{"pairs", true, comparePairs}
	wordKind = kind{"words", true, strings.Compare}
	nameKind = kind{"names", false, strings.Compare}
)

// kinds are the kinds of the lists of an index, in the order of its method lists.
var kinds = []*kind{&pairKind, &wordKind, &nameKind}

// limits are what decides about the number and sizes of files.
type limits struct {
	scanned int // the maximum number of pages of a guide without an index
	text    int // the maximum size of texts and names in bytes, except for large single items
	index   int // likewise, of the files of an index
}

// most returns the maximum size of the shards of a list.
func (l limits) most(k *kind) int {
	if k.postings {
		return l.index
	}
	return l.text
}

// leastOf returns the minimum size of files: the larger it is, the fewer files there are,
// and the more of them change with one.
func leastOf(most int) int { return most * 2 / 3 }

// size returns the length of what appendItem appends, including a comma.
func (k *kind) size(term, postings int) int {
	if !k.postings {
		return term + len(`"",`)
	}
	return term + postings + len(`"","",`)
}

// appendItem appends a term to a shard's body. Terms consist of letters, and postings of
// characters that need no escape.
func appendItem[P string | []byte](b []byte, k *kind, term string, postings P) []byte {
	if len(b) > 0 {
		b = append(b, ',')
	}
	b = append(append(append(b, '"'), term...), '"')
	if k.postings {
		b = append(append(append(b, `,"`...), postings...), '"')
	}
	return b
}

// A list is a sorted list of terms in shards.
type list struct {
	kind   *kind
	shards []*shard
}

// A shard is a range of terms in one file.
type shard struct {
	first string // term
	// reach is the first term that did not fit when the shard's end was determined, ""
	// if there was none: later terms have no effect on the shard.
	reach string
	hash  Hash          // of the body; zero until it is made
	was   int           // its number in the last build, which had the same body; -1 if none
	body  func() []byte // nil if the file is the same as in the last build
}

// cut returns the end of the shard that begins at an item, and the item that did not
// fit. Among the ends that give the shard a size between least and most, it chooses
// the one before the item with the smallest weight. Since weights depend on the items
// alone, a change moves the ends that follow only until one of them is chosen again;
// filling each file would move all that follow. size returns false after the last
// item.
func cut(from, least, most int, size func(i int) (int, bool), weight func(i int) uint32) (to, reach int) {
	sum, best := 0, uint32(0)
	for i := from; ; i++ {
		n, ok := size(i)
		if !ok {
			return i, i
		}
		if i > from && sum >= least {
			if w := weight(i); to == 0 || w < best {
				to, best = i, w
			}
		}
		if i > from && sum+n > most {
			if to == 0 {
				to = i
			}
			return to, i
		}
		sum += n
	}
}

// weight returns a hash of a text, FNV-1a with its bits mixed.
func weight(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	h = (h ^ h>>16) * 0x85EBCA6B
	h = (h ^ h>>13) * 0xC2B2AE35
	return h ^ h>>16
}

func (l *list) firsts() []string {
	firsts := make([]string, len(l.shards))
	for n, s := range l.shards {
		firsts[n] = s.first
	}
	return firsts
}

func (l *list) files() []File {
	var files []File
	for n, s := range l.shards {
		f := File{Name: shardFile(l.kind, n), Same: s.was == n}
		if !f.Same {
			f.Data = func() []byte {
				body := s.body()
				s.hash = hashOf(body)
				return dataScript(l.kind.name, strconv.Itoa(n), slices.Concat([]byte("["), body, []byte("]")))
			}
		}
		files = append(files, f)
	}
	return files
}

func shardFile(k *kind, n int) string { return "index/" + k.name + "-" + strconv.Itoa(n) + ".js" }

// bodyOf returns the body of a shard's file.
func bodyOf(k *kind, n int, file []byte) (body []byte, ok bool) {
	empty := dataScript(k.name, strconv.Itoa(n), []byte("[]"))
	before, after := empty[:len(empty)-len("])\n")], empty[len(empty)-len("])\n"):]
	if body, ok = bytes.CutPrefix(file, before); ok {
		body, ok = bytes.CutSuffix(body, after)
	}
	return body, ok
}

package search

import (
	"encoding/binary"
	"slices"

	"wayside/internal/fold"
)

// A record is what Update needs to know of the last build besides its files.
type record struct {
	pages   []recordedPage // by number
	texts   []recordedText
	seen    fold.Characters
	lengths []byte          // of the pages' titles; nil if the guide is scanned
	lists   [][]shardRecord // of the index: pairs, words, names; nil if the guide is scanned
}

type recordedPage struct {
	hash Hash
	size int // of the entry
}

type recordedText struct {
	name string
	home int // number of its first page
	key  Hash
}

type shardRecord struct {
	first, reach string
	hash         Hash
}

// recordFormat is the first byte of records. It changes with whatever makes the files of
// earlier versions differ: the sizes of files, the choice of terms, folding.
const recordFormat = 2

// Record returns what Update needs for the next build. It must not be called at the same
// time as Data of a file. Its length is about 20 bytes a page.
func (s *Search) Record() []byte {
	w := &writer{[]byte{recordFormat}}
	w.count(len(s.pages))
	for i := range s.pages {
		w.hash(s.pages[i].Hash)
		w.count(s.pages[i].size)
	}
	w.count(len(s.texts))
	for i, t := range s.texts {
		w.text(t.name)
		w.count(s.homes[i])
		w.hash(t.key)
	}
	seen := slices.Collect(s.seen.All)
	w.count(len(seen))
	for _, r := range seen {
		w.count(int(r))
	}
	if s.index == nil {
		return append(w.data, 0)
	}
	w.count(1)
	w.data = append(w.data, s.index.lengths...)
	for _, l := range s.index.lists() {
		w.count(len(l.shards))
		for _, shard := range l.shards {
			if shard.hash == (Hash{}) {
				shard.hash = hashOf(shard.body())
			}
			w.text(shard.first)
			w.text(shard.reach)
			w.hash(shard.hash)
		}
	}
	return w.data
}

// readRecord decodes a record. ok is false if it is damaged or of another version.
func readRecord(data []byte) (r *record, ok bool) {
	in := &reader{data: data}
	if in.bytes(1)[0] != recordFormat {
		return nil, false
	}
	r = &record{pages: make([]recordedPage, in.list(len(Hash{})+1))}
	for i := range r.pages {
		r.pages[i] = recordedPage{in.hash(), in.count()}
	}
	r.texts = make([]recordedText, in.list(len(Hash{})+2))
	for i := range r.texts {
		r.texts[i] = recordedText{in.text(), in.count(), in.hash()}
		if before := r.texts[max(0, i-1)].home; r.texts[i].home < before || r.texts[i].home > len(r.pages) {
			return nil, false
		}
	}
	for range in.list(1) {
		r.seen.Put(rune(in.count()), true)
	}
	if in.count() == 1 {
		r.lengths = in.bytes(len(r.pages))
		r.lists = make([][]shardRecord, len(new(index).lists()))
		for k := range r.lists {
			r.lists[k] = make([]shardRecord, in.list(len(Hash{})+2))
			for i := range r.lists[k] {
				r.lists[k][i] = shardRecord{in.text(), in.text(), in.hash()}
			}
		}
	}
	return r, !in.failed && len(in.data) == 0
}

type writer struct{ data []byte }

func (w *writer) count(n int)   { w.data = binary.AppendUvarint(w.data, uint64(n)) }
func (w *writer) hash(h Hash)   { w.data = append(w.data, h[:]...) }
func (w *writer) text(s string) { w.count(len(s)); w.data = append(w.data, s...) }

// A reader decodes values. After a failure they are zero.
type reader struct {
	data   []byte
	failed bool
}

func (r *reader) count() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<31-1 {
		r.failed, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// list returns the length of a list of items of at least the given size, which is not
// larger than the data, so that a damaged record does not take memory.
func (r *reader) list(least int) int {
	n := r.count()
	if n > len(r.data)/least {
		r.failed, r.data = true, nil
		return 0
	}
	return n
}

// bytes returns the next n bytes, which are zero after a failure.
func (r *reader) bytes(n int) []byte {
	if n > len(r.data) {
		r.failed, r.data = true, nil
		return make([]byte, min(n, 1<<20))
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) hash() Hash { return Hash(r.bytes(len(Hash{}))) }

func (r *reader) text() string { return string(r.bytes(r.list(1))) }

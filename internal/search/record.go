package search

import (
	"slices"

	"wayside/internal/compact"
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
	var w compact.Writer
	w.Uint(recordFormat)
	w.Len(len(s.pages))
	for i := range s.pages {
		w.Raw(s.pages[i].Hash[:])
		w.Len(s.pages[i].Size)
	}
	w.Len(len(s.texts))
	for i, t := range s.texts {
		w.Text(t.name)
		w.Len(s.homes[i])
		w.Raw(t.key[:])
	}
	seen := slices.Collect(s.seen.All)
	w.Len(len(seen))
	for _, r := range seen {
		w.Len(int(r))
	}
	if s.index == nil {
		w.Len(0)
		return w.Data
	}
	w.Len(1)
	w.Raw(s.index.lengths)
	for _, l := range s.index.lists() {
		w.Len(len(l.shards))
		for _, shard := range l.shards {
			if shard.hash == (Hash{}) {
				shard.hash = hashOf(shard.body())
			}
			w.Text(shard.first)
			w.Text(shard.reach)
			w.Raw(shard.hash[:])
		}
	}
	return w.Data
}

// readRecord decodes a record. ok is false if it is damaged or of another version.
func readRecord(data []byte) (r *record, ok bool) {
	in := compact.NewReader(data)
	if in.Uint() != recordFormat {
		return nil, false
	}
	r = &record{pages: make([]recordedPage, in.Items(len(Hash{})+1))}
	for i := range r.pages {
		r.pages[i] = recordedPage{readHash(in), in.Count()}
	}
	r.texts = make([]recordedText, in.Items(len(Hash{})+2))
	for i := range r.texts {
		r.texts[i] = recordedText{string(in.Text()), in.Count(), readHash(in)}
		if before := r.texts[max(0, i-1)].home; r.texts[i].home < before || r.texts[i].home > len(r.pages) {
			return nil, false
		}
	}
	for range in.Items(1) {
		r.seen.Put(rune(in.Count()), true)
	}
	if in.Count() == 1 {
		r.lengths = in.Raw(len(r.pages))
		r.lists = make([][]shardRecord, len(new(index).lists()))
		for k := range r.lists {
			r.lists[k] = make([]shardRecord, in.Items(len(Hash{})+2))
			for i := range r.lists[k] {
				r.lists[k][i] = shardRecord{string(in.Text()), string(in.Text()), readHash(in)}
			}
		}
	}
	return r, in.Done()
}

// readHash reads a hash, which is zero after a failure.
func readHash(in *compact.Reader[[]byte]) (h Hash) {
	copy(h[:], in.Raw(len(h)))
	return h
}

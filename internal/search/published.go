package search

import (
	"sort"
	"strings"
)

// published reads the files of the last build.
type published struct {
	limits
	last  *record
	read  func(name string) ([]byte, bool)
	texts map[string][]byte // that were read
	hash  map[Hash]int      // the pages' numbers; nil until it is needed
}

// number returns the number in the last build of a page, which is likely the same.
func (p *published) number(likely int, h Hash) (int, bool) {
	if likely < len(p.last.pages) && p.last.pages[likely].hash == h {
		return likely, true
	}
	if p.hash == nil {
		p.hash = make(map[Hash]int, len(p.last.pages))
		for n := range p.last.pages {
			p.hash[p.last.pages[n].hash] = n
		}
	}
	n, ok := p.hash[h]
	return n, ok
}

// entry returns a page's entry from the text that is its home.
func (p *published) entry(n int) (Entry, bool) {
	home := sort.Search(len(p.last.texts), func(k int) bool { return p.last.texts[k].home > n }) - 1
	if home < 0 {
		return nil, false
	}
	t := &p.last.texts[home]
	data, ok := p.texts[t.name]
	if !ok {
		if data, ok = p.read(textFile(t.name)); !ok {
			return nil, false
		}
		p.texts[t.name] = data
	}
	from := len(textStart(t.name))
	for k := t.home; k < n; k++ {
		from += p.last.pages[k].size + len(between)
	}
	if from < 0 || from > len(data) || p.last.pages[n].size > len(data)-from {
		return nil, false
	}
	e := Entry(data[from : from+p.last.pages[n].size])
	return e, e.Hash() == p.last.pages[n].hash
}

// body returns the body of a shard of the last build.
func (p *published) body(k, n int) ([]byte, bool) {
	file, ok := p.read(shardFile(kinds[k], n))
	if !ok {
		return nil, false
	}
	body, ok := bodyOf(kinds[k], n, file)
	return body, ok && hashOf(body) == p.last.lists[k][n].hash
}

// update changes a list of the last build. Only shards that an edit may change are read.
// It returns edits for the terms that are new or gone.
func (p *published) update(k int, l *list, edits []edit) (changed []edit, ok bool) {
	s := &stream{p: p, k: k, kind: kinds[k], most: p.limits.most(kinds[k]), old: p.last.lists[k], edits: edits}
	l.kind = s.kind
	for next := 0; ; {
		for ; next < len(s.old) && s.clean(next); next++ {
			kept := &shard{first: s.old[next].first, reach: s.old[next].reach, hash: s.old[next].hash, was: next}
			if next != len(l.shards) { // a file of another name
				body, ok := p.body(k, next)
				if !ok {
					return nil, false
				}
				kept.was, kept.body = -1, func() []byte { return body }
			}
			l.shards = append(l.shards, kept)
		}
		if next == len(s.old) && next > 0 {
			return s.changed, true
		}
		s.begin(next)
		for next = -1; next < 0; {
			first, ok := s.item(0)
			if !ok {
				return s.changed, !s.failed
			}
			if first.starts >= 0 && s.clean(first.starts) {
				next = first.starts
				continue
			}
			l.shards = append(l.shards, s.shard(len(l.shards)))
		}
	}
}

// A stream is the terms of a list of the last build, with edits, from some shard on.
type stream struct {
	p       *published
	k       int // the list's index in kinds
	kind    *kind
	most    int // bytes of a shard
	old     []shardRecord
	edits   []edit
	changed []edit // for terms that are new or gone

	next   int    // the first shard that was not loaded
	loaded []item // terms of the shard before it that are not in the buffer yet
	edit   int    // the first that was not applied
	ready  []item // the next items with their edits
	buffer []item // those after them that are in no shard yet
	failed bool   // a shard is damaged
}

// An item is a term of a shard.
type item struct {
	term, postings string
	starts         int // the shard of which it is the first term; -1 if it is not
}

// clean reports whether no edit can change a shard if it begins where it did.
func (s *stream) clean(n int) bool {
	e := s.from(n)
	return e == len(s.edits) || s.old[n].reach != "" && s.kind.compare(s.edits[e].term, s.old[n].reach) > 0
}

// from returns the first edit that concerns a shard or a later one.
func (s *stream) from(n int) int {
	if n == 0 {
		return 0
	}
	return sort.Search(len(s.edits), func(e int) bool { return s.kind.compare(s.edits[e].term, s.old[n].first) >= 0 })
}

// begin continues with a shard.
func (s *stream) begin(n int) {
	s.next, s.loaded, s.edit, s.ready, s.buffer = n, nil, s.from(n), nil, nil
}

// shard returns the shard that begins with the first item of the buffer.
func (s *stream) shard(n int) *shard {
	size := func(i int) (int, bool) {
		it, ok := s.item(i)
		if !ok {
			return 0, false
		}
		return s.kind.size(len(it.term), len(it.postings)), true
	}
	to, reach := cut(0, leastOf(s.most), s.most, size, func(i int) uint32 { return weight(s.buffer[i].term) })
	body := make([]byte, 0, s.most+s.most/8)
	for _, it := range s.buffer[:to] {
		body = appendItem(body, s.kind, it.term, it.postings)
	}
	made := &shard{first: s.buffer[0].term, hash: hashOf(body), was: -1, body: func() []byte { return body }}
	if it, ok := s.item(reach); ok {
		made.reach = it.term
	}
	if n < len(s.old) && s.old[n].hash == made.hash {
		made.was = n
	}
	s.buffer = s.buffer[to:]
	return made
}

// item returns an item of the buffer. ok is false after the last one and after a failure.
func (s *stream) item(i int) (it *item, ok bool) {
	for i >= len(s.buffer) {
		it, ok := s.pull()
		if !ok {
			return nil, false
		}
		s.buffer = append(s.buffer, it)
	}
	return &s.buffer[i], true
}

// pull returns the next item that is not in the buffer.
func (s *stream) pull() (it item, ok bool) {
	for !s.failed {
		if len(s.ready) > 0 {
			it, s.ready = s.ready[0], s.ready[1:]
			return it, true
		}
		if !s.more() && s.edit == len(s.edits) {
			return it, false
		}
		order := 0 // of the next term and the next edit
		switch {
		case s.failed:
			continue
		case len(s.loaded) == 0:
			order = 1
		case s.edit == len(s.edits):
			order = -1
		default:
			order = s.kind.compare(s.loaded[0].term, s.edits[s.edit].term)
		}
		if order < 0 {
			it, s.loaded = s.loaded[0], s.loaded[1:]
			return it, true
		}
		e := &s.edits[s.edit]
		s.edit++
		var parts []string // of the term
		for s.more() && s.loaded[0].term == e.term {
			parts, s.loaded = append(parts, s.loaded[0].postings), s.loaded[1:]
		}
		s.apply(e, parts)
	}
	return it, false
}

// more reports whether there is a term after those that were pulled, and loads it.
func (s *stream) more() bool {
	for len(s.loaded) == 0 && s.next < len(s.old) && !s.failed {
		s.load()
	}
	return len(s.loaded) > 0 && !s.failed
}

// apply applies an edit to the parts of its term, of which there are none if it is new.
func (s *stream) apply(e *edit, parts []string) {
	gone, isNew := e.gone, len(parts) == 0
	pieces := [][]byte{nil}
	if s.kind.postings {
		postings, valid := undivided(parts)
		patched, ok := patch(nil, postings, e.changes)
		gone = len(patched) == 0
		if pieces = [][]byte{patched}; divided(len(patched), s.most) {
			pieces = divide(patched, s.most)
		}
		s.failed = s.failed || !valid || !ok || gone && isNew
	} else {
		s.failed = s.failed || gone == isNew
	}
	if gone || isNew {
		s.changed = append(s.changed, edit{term: e.term, gone: gone})
	}
	for _, p := range pieces {
		if !gone {
			s.ready = append(s.ready, item{term: e.term, postings: string(p), starts: -1})
		}
	}
}

// load loads the next shard.
func (s *stream) load() {
	body, ok := s.p.body(s.k, s.next)
	rest := string(body)
	for ok && rest != "" {
		it := item{starts: -1}
		if len(s.loaded) == 0 {
			it.starts = s.next
		} else {
			rest, ok = strings.CutPrefix(rest, ",")
		}
		if it.term, rest, ok = cutString(rest, ok); s.kind.postings {
			ok = ok && strings.HasPrefix(rest, ",")
			it.postings, rest, ok = cutString(strings.TrimPrefix(rest, ","), ok)
		}
		s.loaded = append(s.loaded, it)
	}
	s.failed = !ok
	s.next++
}

// cutString cuts a string without escapes from the beginning of a text. It returns false
// if there is none, or was is false.
func cutString(text string, was bool) (content, rest string, ok bool) {
	text, ok = strings.CutPrefix(text, `"`)
	content, rest, found := strings.Cut(text, `"`)
	return content, rest, was && ok && found
}

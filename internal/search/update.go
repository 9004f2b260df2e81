package search

import (
	"bytes"
	"slices"
	"sort"
	"strings"
)

// Update prepares a guide like New, from what has changed since the last build, of which
// it gets the record and, through read, the published files. Its files are those that New
// generates, byte for byte; those that are marked as the same need not be made.
//
// After changes of some texts, only the shards are read that contain a term of these
// texts. If pages were added, removed or moved, all pages are indexed again, with the
// entries from the published texts.
//
// ok is false if the record or a file that is needed is missing, damaged, or of another
// build. Then the caller must get all entries and call New.
func Update(record []byte, g Guide, read func(name string) ([]byte, bool)) (s *Search, ok bool) {
	return standard.update(record, g, read)
}

func (l limits) update(record []byte, g Guide, read func(name string) ([]byte, bool)) (s *Search, ok bool) {
	last, ok := readRecord(record)
	if !ok {
		return nil, false
	}
	p := &published{limits: l, last: last, read: read, texts: map[string][]byte{}}
	s = l.number(g)
	for n := range s.pages {
		page := &s.pages[n]
		if page.size = len(page.Entry); page.Entry == nil {
			was, ok := p.number(n, page.Hash)
			if !ok {
				return nil, false
			}
			page.size = last.pages[was].size
		}
	}
	s.divide(g)
	var changed []int
	for n := range min(len(s.pages), len(last.pages)) {
		if s.pages[n].Hash != last.pages[n].hash {
			changed = append(changed, n)
		}
	}
	switch moved := len(s.pages) != len(last.pages); {
	case !moved && len(changed) == 0:
		s.keep(last)
	case !moved && last.lists != nil && len(changed) <= len(s.pages)/10:
		ok = s.patch(p, changed)
	default:
		ok = s.get(p, func(int) bool { return true })
		if ok {
			s.read()
		}
	}
	return s, ok && s.compare(p)
}

// compare finds the texts that are the same, and gets the entries for the others.
func (s *Search) compare(p *published) bool {
	keys := make(map[string]Hash, len(p.last.texts))
	for _, t := range p.last.texts {
		keys[t.name] = t.key
	}
	needed := map[int]bool{}
	for i := range s.texts {
		t := &s.texts[i]
		if t.same = keys[t.name] == t.key; !t.same {
			for _, n := range t.pages {
				needed[n] = true
			}
		}
	}
	return s.get(p, func(n int) bool { return needed[n] })
}

// get gets the entries of some pages from the published texts.
func (s *Search) get(p *published, needed func(n int) bool) bool {
	for n := range s.pages {
		if page := &s.pages[n]; page.Entry == nil && needed(n) {
			was, ok := p.number(n, page.Hash)
			if ok {
				page.Entry, ok = p.entry(was)
			}
			if !ok {
				return false
			}
		}
	}
	return true
}

// keep keeps the index of the last build.
func (s *Search) keep(last *record) {
	s.seen, s.fold = last.seen, encoded(last.seen.Classes())
	if last.lists == nil {
		return
	}
	s.index, s.sameLengths = &index{lengths: last.lengths}, true
	for k, l := range s.index.lists() {
		l.kind = kinds[k]
		for n, r := range last.lists[k] {
			l.shards = append(l.shards, &shard{first: r.first, reach: r.reach, hash: r.hash, was: n})
		}
	}
}

// patch changes the index of the last build.
func (s *Search) patch(p *published, changed []int) bool {
	if !s.get(p, func(n int) bool { _, ok := slices.BinarySearch(changed, n); return ok }) {
		return false
	}
	s.seen = p.last.seen
	s.index = &index{lengths: slices.Clone(p.last.lengths)}
	var before, after part
	for _, n := range changed {
		old, ok := p.entry(n)
		if !ok {
			return false
		}
		before.add(int32(n), old)
		s.index.lengths[n] = after.add(int32(n), s.pages[n].Entry)
	}
	s.sameLengths = bytes.Equal(s.index.lengths, p.last.lengths)
	pairs, ok := p.update(0, &s.index.pairs, editsOf(&before.pairs, &after.pairs))
	if !ok {
		return false
	}
	words, ok := p.update(1, &s.index.words, editsOf(&before.words, &after.words))
	if !ok {
		return false
	}
	if _, ok = p.update(2, &s.index.names, words); !ok {
		return false
	}
	for _, e := range pairs {
		c := parsePair(e.term).first()
		in := !e.gone
		if e.gone {
			if in, ok = p.begins(&s.index.pairs, c); !ok {
				return false
			}
		}
		s.seen.Put(c, in)
	}
	s.fold = encoded(s.seen.Classes())
	return true
}

// begins reports whether a pair begins with a character.
func (p *published) begins(pairs *list, c rune) (found, ok bool) {
	from := pairOf(c, 0)
	until := from + pairOf(1, 0)
	for n, s := range pairs.shards {
		if parsePair(s.first) >= until || n+1 < len(pairs.shards) && parsePair(pairs.shards[n+1].first) < from {
			continue
		}
		var body []byte
		if s.body != nil {
			body = s.body()
		} else if body, ok = p.body(0, s.was); !ok {
			return false, false
		}
		if bytes.Contains(body, append([]byte{'"'}, string(c)...)) {
			return true, true
		}
	}
	return false, true
}

// An edit is what changes about a term. Of a word in the list of names only gone counts.
type edit struct {
	term    string
	changes []change
	gone    bool // whether no page contains it any more
}

// editsOf compares the terms of some pages before and after they changed.
func editsOf(before, after *table) []edit {
	before.sort()
	after.sort()
	var edits []edit
	a, b := before.entries, after.entries
	for len(a) > 0 || len(b) > 0 {
		order := 0
		switch {
		case len(a) == 0:
			order = 1
		case len(b) == 0:
			order = -1
		default:
			order = a[0].compare(&b[0])
		}
		var e edit
		var was, is []change
		if order <= 0 {
			e.term, was, a = a[0].text(), a[0].pages(), a[1:]
		}
		if order >= 0 {
			e.term, is, b = b[0].text(), b[0].pages(), b[1:]
		}
		for len(was) > 0 || len(is) > 0 {
			switch {
			case len(is) == 0 || len(was) > 0 && was[0].page < is[0].page:
				e.changes = append(e.changes, change{was[0].page, ranks})
				was = was[1:]
			case len(was) == 0 || is[0].page < was[0].page:
				e.changes = append(e.changes, is[0])
				is = is[1:]
			default:
				if is[0].rank != was[0].rank {
					e.changes = append(e.changes, is[0])
				}
				was, is = was[1:], is[1:]
			}
		}
		if len(e.changes) > 0 {
			edits = append(edits, e)
		}
	}
	return edits
}

// pages returns the entry's pages with their ranks.
func (e *entry) pages() []change {
	all := []change{{e.first, e.rank}}
	page := e.first
	for more := e.more; len(more) > 0; {
		distance, r, rest, _ := readPosting(more)
		page, more = page+distance, rest
		all = append(all, change{page, r})
	}
	return all
}

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
	buffer []item // terms with their edits
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
	s.next, s.loaded, s.edit, s.buffer = n, nil, s.from(n), nil
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
		if len(s.loaded) == 0 && s.next < len(s.old) {
			s.load()
			continue
		}
		order := 0 // of the next term and the next edit
		switch {
		case len(s.loaded) == 0 && s.edit == len(s.edits):
			return it, false
		case len(s.loaded) == 0:
			order = 1
		case s.edit == len(s.edits):
			order = -1
		default:
			order = s.kind.compare(s.loaded[0].term, s.edits[s.edit].term)
		}
		if order > 0 {
			it = item{term: s.edits[s.edit].term, starts: -1}
		} else {
			it, s.loaded = s.loaded[0], s.loaded[1:]
		}
		if order < 0 || s.apply(&it, order > 0) {
			return it, true
		}
	}
	return it, false
}

// apply applies the next edit to its term, and reports whether the term remains.
func (s *stream) apply(it *item, isNew bool) bool {
	e := &s.edits[s.edit]
	s.edit++
	gone := e.gone
	if s.kind.postings {
		patched, ok := patch(nil, []byte(it.postings), e.changes)
		it.postings, gone = string(patched), len(patched) == 0
		s.failed = !ok || gone && isNew
	} else {
		s.failed = gone == isNew
	}
	if gone || isNew {
		s.changed = append(s.changed, edit{term: e.term, gone: gone})
	}
	return !gone && !s.failed
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

package search

import (
	"bytes"
	"slices"
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
		if page.Entry == nil {
			was, ok := p.number(n, page.Hash)
			if !ok {
				return nil, false
			}
			page.Size = last.pages[was].size
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
			var e Entry
			if ok {
				e, ok = p.entry(was)
			}
			page.Entry = e.AppendTo
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
		s.index.lengths[n] = after.add(int32(n), s.pages[n].Entry(nil))
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

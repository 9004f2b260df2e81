package load

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/parallel"
)

// A Memory keeps what was decoded from one run of the program to the next.
type Memory struct {
	// Content returns a digest of a file's content; ok is false if it is not known, or
	// not any more: it is asked for again after the file was read.
	Content func(path string) (d digest.Digest, ok bool)
	// Get and Put read and write a named part, from several goroutines. Get returns
	// "" if there is none. What it returns was written by this build of the program.
	Get func(name string) string
	Put func(name string, data []byte)
}

// Remember makes the loader use what an earlier run decoded from the same texts. It
// must be called before Load. Values with problems are not kept, since a problem has
// places, which move.
func (l *Loader) Remember(m Memory) *Saved {
	l.saved = &Saved{
		memory: m, sites: open[guide.Site](m, "sites"), pages: open[guide.Page](m, "pages"), routes: open[guide.Route](m, "routes"),
		tables: open[[]intake.Caption](m, "photo tables"),
	}
	return l.saved
}

// A Saved is what a loader has decoded since Remember.
type Saved struct {
	memory Memory
	sites  *values[guide.Site]       // by the text of their piece
	pages  *values[guide.Page]       // by file
	routes *values[guide.Route]      // by file
	tables *values[[]intake.Caption] // of photos, by file
	files  int                       // the number of Markdown files
}

// Write writes what the next run can use, and forgets it.
func (s *Saved) Write() {
	s.sites.save()
	s.pages.save()
	s.routes.save()
	s.tables.save()
}

// Pages returns a digest of the front matter of all Markdown files, as read by the last
// Load; ok is false if one of them has a problem or is not remembered.
func (s *Saved) Pages() (d digest.Digest, ok bool) { return s.pages.sum(s.files) }

// Nothing is the memory of a loader that remembers nothing.
var Nothing = Memory{
	Content: func(string) (d digest.Digest, ok bool) { return d, false },
	Get:     func(string) string { return "" },
	Put:     func(string, []byte) {},
}

// fromFile returns what is decoded from a file, and problems only if it was decoded
// now. frame is what the value depends on besides the file's content. The value is shared
// and must not be changed.
func fromFile[T any](m Memory, v *values[T], file, frame string, problems *diag.List, decode func() T) *T {
	sum, known := m.Content(file)
	if !known {
		x := decode()
		return &x
	}
	s := stamp{string(sum[:]), frame}
	if x, ok := v.get(file, s); ok {
		return x
	}
	x := decode()
	if _, ok := m.Content(file); ok && len(*problems) == 0 {
		return v.set(file, s, x)
	}
	return &x
}

// remembered returns the value of a key and a stamp, which decode makes if it is not
// known. It is shared and must not be changed.
func remembered[T any](v *values[T], key string, s stamp, problems *diag.List, decode func() T) *T {
	if x, ok := v.get(key, s); ok {
		return x
	}
	x := decode()
	if len(*problems) == 0 {
		return v.set(key, s, x)
	}
	return &x
}

// values are decoded values of one type. A value is found under its key if it has the
// same stamp.
type values[T any] struct {
	memory Memory
	name   string
	parts  [valueParts]valuePart[T]
}

// valueParts is the number of parts in which values are written: an edit changes one.
const valueParts = 8

type valuePart[T any] struct {
	once sync.Once
	mu   sync.Mutex
	old  []value[T]     // of the last run, sorted by key
	find map[string]int // key → index of old
	used []bool         // those of old that this run has got
	made map[string]*value[T]
}

type value[T any] struct {
	Key   string
	Stamp stamp
	Value T
	Sum   digest.Digest // of the value
}

// A stamp is what a value was decoded from.
type stamp struct {
	Source string // what is decoded, or where it is
	Frame  string // what else the value depends on, which many values share
}

func open[T any](m Memory, name string) *values[T] { return &values[T]{memory: m, name: name} }

// part returns the part that a key belongs to. The caller must unlock it.
func (v *values[T]) part(key string) *valuePart[T] {
	h := fnv.New32a()
	h.Write([]byte(key))
	n := int(h.Sum32() % valueParts)
	p := &v.parts[n]
	p.once.Do(func() {
		if !compact.Unmarshal(v.memory.Get(v.partName(n)), &p.old) {
			p.old = nil
		}
		p.find, p.used, p.made = make(map[string]int, len(p.old)), make([]bool, len(p.old)), map[string]*value[T]{}
		for n := range p.old {
			p.find[p.old[n].Key] = n
		}
	})
	p.mu.Lock()
	return p
}

func (v *values[T]) partName(n int) string { return v.name + " " + strconv.Itoa(n) }

// get returns a value, which then is kept for the next run as well.
func (v *values[T]) get(key string, s stamp) (found *T, ok bool) {
	p := v.part(key)
	defer p.mu.Unlock()
	n, ok := p.find[key]
	if !ok || p.old[n].Stamp != s {
		return nil, false
	}
	p.used[n] = true
	return &p.old[n].Value, true
}

// set keeps a value for the next run and returns it.
func (v *values[T]) set(key string, s stamp, x T) *T {
	made := &value[T]{key, s, x, hasher.Of(x)}
	p := v.part(key)
	defer p.mu.Unlock()
	p.made[key] = made
	return &made.Value
}

// drop makes sure that a value is not kept.
func (v *values[T]) drop(key string) {
	p := v.part(key)
	defer p.mu.Unlock()
	delete(p.made, key)
	if n, ok := p.find[key]; ok {
		p.used[n] = false
	}
}

// now returns the values that are kept, sorted by key.
func (p *valuePart[T]) now() []*value[T] {
	now := make([]*value[T], 0, len(p.old)+len(p.made))
	for n := range p.old {
		if x := &p.old[n]; p.used[n] && p.made[x.Key] == nil {
			now = append(now, x)
		}
	}
	if len(p.made) > 0 {
		now = slices.AppendSeq(now, maps.Values(p.made))
		slices.SortFunc(now, func(a, b *value[T]) int { return strings.Compare(a.Key, b.Key) })
	}
	return now
}

// sum returns a digest of all values; ok is false if there are not count of them.
func (v *values[T]) sum(count int) (d digest.Digest, ok bool) {
	var w compact.Writer
	for n := range v.parts {
		now := v.parts[n].now()
		count -= len(now)
		for _, x := range now {
			w.Text(x.Key)
			w.Raw(x.Sum[:])
		}
	}
	return digest.Bytes(w.Data), count == 0
}

// save writes the parts in which something has changed.
func (v *values[T]) save() {
	parallel.Each(context.Background(), valueParts, parallel.Cores(), func(n int) error {
		p := &v.parts[n]
		defer func() { p.old, p.find, p.used, p.made = nil, nil, nil, nil }()
		if len(p.made) == 0 && !slices.Contains(p.used, false) {
			return nil
		}
		now := p.now()
		all := make([]value[T], len(now))
		for i, x := range now {
			all[i] = *x
		}
		v.memory.Put(v.partName(n), compact.Marshal(all))
		return nil
	})
}

package load

import (
	"bytes"
	"context"
	"encoding/gob"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/parallel"
)

// A Memory keeps what was decoded from one run of the program to the next.
type Memory struct {
	// Content returns a digest of a file's content; ok is false if it is not known, or
	// not any more: it is asked for again after the file was read.
	Content func(path string) (d digest.Digest, ok bool)
	// Get and Put read and write a named part, from several goroutines. Get returns
	// nil if there is none. What it returns was written by this build of the program.
	Get func(name string) []byte
	Put func(name string, data []byte)
}

// Remember makes the loader use what an earlier run decoded from the same texts. It
// must be called before Load. Values with problems are not kept, since a problem has
// places, which move.
func (l *Loader) Remember(m Memory) *Saved {
	l.saved = &Saved{
		memory: m, sites: open[guide.Site](m, "sites"), pages: open[guide.Page](m, "pages"), routes: open[guide.Route](m, "routes"),
	}
	return l.saved
}

// A Saved is what a loader has decoded since Remember.
type Saved struct {
	memory Memory
	sites  *values[guide.Site]  // by the text of their piece
	pages  *values[guide.Page]  // by file
	routes *values[guide.Route] // by file
	files  int                  // the number of Markdown files
}

// Write writes what the next run can use, and forgets it.
func (s *Saved) Write() {
	s.sites.save()
	s.pages.save()
	s.routes.save()
}

// Pages returns a digest of the front matter of all Markdown files, as read by the last
// Load; ok is false if one of them has a problem or is not remembered.
func (s *Saved) Pages() (d digest.Digest, ok bool) { return s.pages.sum(s.files) }

// Nothing is the memory of a loader that remembers nothing.
var Nothing = Memory{
	Content: func(string) (d digest.Digest, ok bool) { return d, false },
	Get:     func(string) []byte { return nil },
	Put:     func(string, []byte) {},
}

// fromFile returns what is decoded from a file, and problems only if it was decoded
// now. frame is what the value depends on besides the file's content.
func fromFile[T any](m Memory, v *values[T], file, frame string, problems *diag.List, decode func() T) T {
	sum, known := m.Content(file)
	if !known {
		return decode()
	}
	stamp := string(sum[:]) + frame
	if x, ok := v.get(file, stamp); ok {
		return x
	}
	x := decode()
	if _, ok := m.Content(file); ok && len(*problems) == 0 {
		v.set(file, stamp, x)
	}
	return x
}

// remembered returns the value of a key and a stamp, which decode makes if it is not
// known.
func remembered[T any](v *values[T], key, stamp string, problems *diag.List, decode func() T) T {
	if x, ok := v.get(key, stamp); ok {
		return x
	}
	x := decode()
	if len(*problems) == 0 {
		v.set(key, stamp, x)
	}
	return x
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
	once    sync.Once
	mu      sync.Mutex
	old     map[string]value[T]
	now     map[string]value[T]
	changed bool
}

type value[T any] struct {
	Key, Stamp string
	Value      T
	Sum        digest.Digest // of the value
}

func open[T any](m Memory, name string) *values[T] { return &values[T]{memory: m, name: name} }

func (v *values[T]) part(key string) *valuePart[T] {
	h := fnv.New32a()
	h.Write([]byte(key))
	n := int(h.Sum32() % valueParts)
	p := &v.parts[n]
	p.once.Do(func() { p.old, p.now = v.read(n), map[string]value[T]{} })
	return p
}

func (v *values[T]) partName(n int) string { return v.name + " " + strconv.Itoa(n) }

func (v *values[T]) read(n int) map[string]value[T] {
	var all []value[T]
	data := v.memory.Get(v.partName(n))
	if data == nil || gob.NewDecoder(bytes.NewReader(data)).Decode(&all) != nil {
		return nil
	}
	old := make(map[string]value[T], len(all))
	for _, x := range all {
		old[x.Key] = x
	}
	return old
}

// get returns a value, which then is kept for the next run as well.
func (v *values[T]) get(key, stamp string) (found T, ok bool) {
	p := v.part(key)
	p.mu.Lock()
	defer p.mu.Unlock()
	x, ok := p.old[key]
	if !ok || x.Stamp != stamp {
		return found, false
	}
	p.now[key] = x
	return x.Value, true
}

func (v *values[T]) set(key, stamp string, x T) {
	p := v.part(key)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now[key], p.changed = value[T]{key, stamp, x, hasher.Of(x)}, true
}

// sum returns a digest of all values; ok is false if there are not count of them.
func (v *values[T]) sum(count int) (d digest.Digest, ok bool) {
	var w compact.Writer
	for n := range v.parts {
		now := v.parts[n].now
		count -= len(now)
		for _, key := range slices.Sorted(maps.Keys(now)) {
			sum := now[key].Sum
			w.Text(key)
			w.Raw(sum[:])
		}
	}
	return digest.Bytes(w.Data), count == 0
}

// drop makes sure that a value is not kept.
func (v *values[T]) drop(key string) {
	p := v.part(key)
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.now[key]; ok {
		delete(p.now, key)
		p.changed = true
	}
}

// save writes the parts in which something has changed.
func (v *values[T]) save() {
	parallel.Each(context.Background(), valueParts, parallel.Cores(), func(n int) error {
		p := &v.parts[n]
		defer func() { p.old, p.now = nil, nil }()
		if !p.changed && len(p.now) == len(p.old) {
			return nil
		}
		all := make([]value[T], 0, len(p.now))
		for _, key := range slices.Sorted(maps.Keys(p.now)) {
			all = append(all, p.now[key])
		}
		var b bytes.Buffer
		if gob.NewEncoder(&b).Encode(all) == nil {
			v.memory.Put(v.partName(n), b.Bytes())
		}
		return nil
	})
}

package render

import (
	"sync"

	"wayside/internal/parallel"
)

// recent caches the values that were made last. A site's text is on its page and in
// the handout of each route that stops there, and a route is in four files. The
// plan lists these next to each other, so a few values are enough for any guide.
type recent[V any] struct {
	mu    sync.Mutex
	known map[string]func() V
	keys  []string // the keys of known, as a ring buffer
	next  int      // the index in keys of the next one to drop
}

// keptPerCore is about the number of values that one route shows: while one core
// makes its handout, the others make the pages of its sites. A larger cache would
// only take memory.
const keptPerCore = 8

// get returns the value for a key, which make makes if it is not cached. Concurrent
// callers wait for it.
func (r *recent[V]) get(key string, make func() V) V {
	r.mu.Lock()
	value, ok := r.known[key]
	if !ok {
		if r.known == nil {
			r.open()
		}
		delete(r.known, r.keys[r.next])
		value = sync.OnceValue(make)
		r.known[key], r.keys[r.next] = value, key
		r.next = (r.next + 1) % len(r.keys)
	}
	r.mu.Unlock()
	return value()
}

// forget removes the value of a key.
func (r *recent[V]) forget(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, key)
}

func (r *recent[V]) open() {
	r.known = map[string]func() V{}
	r.keys = make([]string, keptPerCore*parallel.Cores())
}

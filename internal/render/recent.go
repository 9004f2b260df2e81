package render

import (
	"runtime"
	"sync"
)

// recent keeps what was made last for those who ask again. A site's text
// stands on its page and in the handout of each route that stops there, and a
// route is in four files: the plan lists those together, so a few are enough
// however many there are.
type recent[V any] struct {
	mu    sync.Mutex
	known map[string]func() V
	keys  []string // of known, as a ring
	next  int      // of keys: the one to forget
}

// keptPerCore is about what one route shows: while a core makes its handout,
// the others make the pages of its sites. More would only fill memory.
const keptPerCore = 8

// get is what make returns for a key. Whoever asks at the same time waits.
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

func (r *recent[V]) open() {
	r.known = map[string]func() V{}
	r.keys = make([]string, keptPerCore*runtime.GOMAXPROCS(0))
}

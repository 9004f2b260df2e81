package build

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"maps"
	"slices"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/digest"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// entries are the search entries of all outputs. They are most of what is remembered,
// so they are in parts of their own, of which a build writes only those that have
// changed.
type entries struct {
	store  *store.Folder
	slot   string
	stamps []string // of the parts as read
	parts  [entryParts]entryPart
}

const entryParts = 64

type entryPart struct {
	mu      sync.Mutex
	once    sync.Once
	old     map[string][]byte // by address
	now     map[string][]byte
	changed bool
}

// openEntries returns the entries of an earlier build, with the stamps of their
// parts. A part with another stamp is of another build and is ignored.
func openEntries(s *store.Folder, slot string, stamps []string) *entries {
	if len(stamps) != entryParts {
		stamps = make([]string, entryParts)
	}
	return &entries{store: s, slot: slot, stamps: stamps}
}

func (e *entries) key(n int) store.Key { return store.KeyOf("entries", e.slot, string(rune(n))) }

func (e *entries) part(address string) (*entryPart, int) {
	h := fnv.New32a()
	h.Write([]byte(address))
	n := int(h.Sum32() % entryParts)
	p := &e.parts[n]
	p.once.Do(func() { p.old, p.now = e.read(n), map[string][]byte{} })
	return p, n
}

func (e *entries) read(n int) map[string][]byte {
	old := map[string][]byte{}
	if e.stamps[n] == "" {
		return old
	}
	data, _ := e.store.Get(e.key(n))
	if len(data) < len(e.stamps[n]) || string(data[:len(e.stamps[n])]) != e.stamps[n] {
		return old
	}
	r := compact.NewReader(data[len(e.stamps[n]):])
	for r.OK() && !r.Done() {
		address := string(r.Text())
		old[address] = r.Text() // remains a part of data
	}
	if !r.OK() {
		return map[string][]byte{}
	}
	return old
}

// get returns the entry of an output that is used again, nil if there is none.
func (e *entries) get(address string) []byte {
	p, _ := e.part(address)
	p.mu.Lock()
	defer p.mu.Unlock()
	entry := p.old[address]
	if entry != nil {
		p.now[address] = entry
	}
	return entry
}

// set sets the entry of an output that was made.
func (e *entries) set(address string, entry []byte) {
	if entry == nil {
		return
	}
	p, _ := e.part(address)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now[address] = entry
	p.changed = p.changed || string(p.old[address]) != string(entry)
}

// save writes the parts that have changed and returns the stamps of all.
func (e *entries) save() []string {
	stamps := slices.Clone(e.stamps)
	parallel.Each(context.Background(), entryParts, parallel.Cores(), func(n int) error {
		p := &e.parts[n]
		if !p.changed && len(p.now) == len(p.old) && (p.now != nil || stamps[n] == "") {
			return nil
		}
		var sum digest.Digest
		size := len(sum)
		for address, entry := range p.now {
			size += len(address) + len(entry) + 2*binary.MaxVarintLen32
		}
		w := compact.Writer{Data: make([]byte, len(sum), size)}
		for _, address := range slices.Sorted(maps.Keys(p.now)) {
			w.Text(address)
			w.Bytes(p.now[address])
		}
		sum = digest.Bytes(w.Data[len(sum):])
		copy(w.Data, sum[:])
		stamps[n] = string(sum[:])
		e.store.Put(e.key(n), w.Data)
		return nil
	})
	return stamps
}

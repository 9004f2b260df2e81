package build

import (
	"crypto/sha256"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// references remember what published pages load, as long as their bytes are the same.
type references struct {
	mu  sync.Mutex
	old func() map[string]loaded // by address; read when a pack has changed
	now map[string]loaded        // found in this run
}

type loaded struct {
	Hash [sha256.Size]byte // of the page
	All  []offline.Reference
}

// newReferences remembers what an earlier build has found.
func newReferences(n *notes) *references {
	return &references{
		old: sync.OnceValue(func() map[string]loaded { return decodeReferences(n.get("references")) }),
		now: map[string]loaded{},
	}
}

// of returns what a page loads. find is called if that is not remembered.
func (r *references) of(page output.File, find func() ([]offline.Reference, error)) ([]offline.Reference, error) {
	r.mu.Lock()
	known, ok := r.now[page.Address]
	r.mu.Unlock()
	if !ok {
		known, ok = r.old()[page.Address]
	}
	if ok && known.Hash == page.Hash {
		return known.All, nil
	}
	all, err := find()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now[page.Address] = loaded{page.Hash, all}
	return all, nil
}

// encode returns what is known of the pages of a build; changed is false if this run has
// found nothing.
func (r *references) encode(pages offline.Files) (data []byte, changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.now) == 0 {
		return nil, false
	}
	for address, page := range r.old() {
		if f, ok := pages.Find(address); ok && f.Hash == page.Hash {
			r.now[address] = page
		}
	}
	return compact.Marshal(r.now), true
}

func decodeReferences(data string) map[string]loaded {
	var old map[string]loaded
	if !compact.Unmarshal(data, &old) {
		return nil
	}
	return old
}

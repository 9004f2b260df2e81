package build

import (
	"crypto/sha256"
	"maps"
	"slices"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// references remember what published pages load, as long as their bytes are the same.
type references struct {
	mu   sync.Mutex
	old  map[string]loaded // by address
	now  map[string]loaded
	same bool // whether all of now are in old
}

type loaded struct {
	hash [sha256.Size]byte // of the page
	all  []offline.Reference
}

// openReferences reads what an earlier build remembered. What is damaged is ignored.
func openReferences(data string) *references {
	return &references{old: decodeReferences(data), now: map[string]loaded{}, same: true}
}

// of returns what a page loads. find is called if that is not remembered.
func (r *references) of(page output.File, find func() ([]offline.Reference, error)) ([]offline.Reference, error) {
	r.mu.Lock()
	known, ok := r.now[page.Address]
	if !ok {
		known, ok = r.old[page.Address]
	}
	if ok && known.hash == page.Hash {
		r.now[page.Address] = known
		r.mu.Unlock()
		return known.all, nil
	}
	r.mu.Unlock()
	all, err := find()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now[page.Address], r.same = loaded{page.Hash, all}, false
	return all, nil
}

// encode returns what this build knows; changed is false if that is the same as what
// the earlier one knew.
func (r *references) encode() (data []byte, changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.same && len(r.now) == len(r.old) {
		return nil, false
	}
	// Pages load the same few files, which are therefore numbered.
	var files []string
	numbers := map[string]uint64{}
	var pages compact.Writer
	for _, address := range slices.Sorted(maps.Keys(r.now)) {
		page := r.now[address]
		pages.Text(address)
		pages.Raw(page.hash[:])
		pages.Len(len(page.all))
		for _, ref := range page.all {
			n, ok := numbers[ref.Address]
			if !ok {
				n = uint64(len(files))
				numbers[ref.Address] = n
				files = append(files, ref.Address)
			}
			pages.Uint(n)
			pages.Int(int64(ref.Width))
			if ref.Another {
				pages.Uint(1)
			} else {
				pages.Uint(0)
			}
		}
	}
	var w compact.Writer
	w.Strings(files)
	w.Raw(pages.Data)
	return w.Data, true
}

func decodeReferences(data string) map[string]loaded {
	r := compact.NewReader(data)
	files := r.Strings()
	old := map[string]loaded{}
	for r.OK() && !r.Done() {
		address := r.Text()
		var page loaded
		copy(page.hash[:], r.Raw(len(page.hash)))
		page.all = make([]offline.Reference, r.Len())
		for i := range page.all {
			n := r.Uint()
			if n >= uint64(len(files)) {
				r.Fail()
				break
			}
			page.all[i] = offline.Reference{Address: files[n], Width: int(r.Int()), Another: r.Uint() == 1}
		}
		old[address] = page
	}
	if !r.OK() {
		return map[string]loaded{}
	}
	return old
}

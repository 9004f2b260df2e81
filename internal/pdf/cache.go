package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"wayside/internal/store"
)

// A memory stores printed handouts. The files that a page loads are known only
// after it has been printed, so a handout has two keys: the key of the job and its
// page leads to the addresses that the page loaded, and the key of their contents
// leads to the PDF.
type memory struct {
	store  store.Store
	recipe string
	files  func(address string) ([]byte, bool)
}

// find returns the PDF of a job if none of the files that its page loaded has
// changed since.
func (m *memory) find(job Job) ([]byte, Report, bool) {
	var loaded []string
	if !store.Facts(m.store, m.loadedKey(job), &loaded) || len(loaded) == 0 {
		return nil, Report{}, false
	}
	hashes := make(map[string]string, len(loaded))
	for _, address := range loaded {
		data, _ := m.files(address)
		hashes[address] = hashOf(data)
	}
	var report Report
	if !store.Facts(m.store, m.key("handout report", job, hashes), &report) {
		return nil, Report{}, false
	}
	data, ok := m.store.Get(m.key("handout", job, hashes))
	return data, report, ok
}

// keep stores a PDF. loaded maps the addresses of the files that its page loaded
// to their hashes.
func (m *memory) keep(job Job, loaded map[string]string, data []byte, report Report) {
	store.PutFacts(m.store, m.loadedKey(job), slices.Sorted(maps.Keys(loaded)))
	store.PutFacts(m.store, m.key("handout report", job, loaded), report)
	m.store.Put(m.key("handout", job, loaded), data)
}

func (m *memory) loadedKey(job Job) store.Key {
	page, _ := m.files(job.Address)
	return m.key("handout loads", job, map[string]string{job.Address: hashOf(page)})
}

func (m *memory) key(what string, job Job, loaded map[string]string) store.Key {
	encoded, err := json.Marshal(job)
	if err != nil {
		panic(err) // not reached: a Job consists of plain values
	}
	inputs := []string{m.recipe, string(encoded)}
	for _, address := range slices.Sorted(maps.Keys(loaded)) {
		inputs = append(inputs, address, loaded[address])
	}
	return store.KeyOf(what, inputs...)
}

// hashOf returns the hash of a file's contents, or "" for a missing file.
func hashOf(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"wayside/internal/store"
)

// A memory keeps what was printed. What a page loads is only known once it was
// printed, so a handout has two keys: that of the job gives the addresses that
// its page loaded, and that of their contents gives the PDF.
type memory struct {
	store  *store.Folder
	recipe string
	files  func(address string) ([]byte, bool)
}

func (m *memory) find(job Job) ([]byte, Report, bool) {
	var loaded []string
	if !m.store.Facts(m.loadedKey(job), &loaded) || len(loaded) == 0 {
		return nil, Report{}, false
	}
	hashes := make(map[string]string, len(loaded))
	for _, address := range loaded {
		now, _ := m.files(address)
		hashes[address] = hashOf(now)
	}
	var report Report
	if !m.store.Facts(m.key("handout report", job, hashes), &report) {
		return nil, Report{}, false
	}
	data, ok := m.store.Get(m.key("handout", job, hashes))
	return data, report, ok
}

// keep keeps a PDF made from the given files, address → hash.
func (m *memory) keep(job Job, loaded map[string]string, data []byte, report Report) {
	m.store.PutFacts(m.loadedKey(job), slices.Sorted(maps.Keys(loaded)))
	m.store.PutFacts(m.key("handout report", job, loaded), report)
	m.store.Put(m.key("handout", job, loaded), data)
}

func (m *memory) loadedKey(job Job) store.Key { return m.key("handout loads", job, nil) }

func (m *memory) key(what string, job Job, loaded map[string]string) store.Key {
	asked, err := json.Marshal(job)
	if err != nil {
		panic(err) // a Job is plain values
	}
	inputs := []string{m.recipe, string(asked)}
	for _, address := range slices.Sorted(maps.Keys(loaded)) {
		inputs = append(inputs, address, loaded[address])
	}
	return store.KeyOf(what, inputs...)
}

// hashOf returns the hash of a file's contents; "" for a file that is missing.
func hashOf(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

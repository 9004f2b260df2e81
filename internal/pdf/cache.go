package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// A cache keeps what was printed: a PDF, and beside it what it was made from.
// What a page loads is only known when it was printed, so that is looked up
// by the job, and everything it names must still be as it was.
type cache struct {
	dir    string // "" keeps nothing
	recipe string
	files  func(address string) ([]byte, bool)

	mu   sync.Mutex
	used map[string]bool // names of entries, without their endings
}

// An entry is what a PDF was made from.
type cacheEntry struct {
	Recipe string
	Loaded map[string]string // address → hash; "" for what was not there
	PDF    string            // its hash: a file that was cut short is none
	Report Report
}

func (c *cache) find(job Job) ([]byte, Report, bool) {
	if c.dir == "" {
		return nil, Report{}, false
	}
	base := c.name(job)
	note, err := os.ReadFile(base + ".json")
	var e cacheEntry
	if err != nil || json.Unmarshal(note, &e) != nil || e.Recipe != c.recipe || len(e.Loaded) == 0 {
		return nil, Report{}, false
	}
	for address, was := range e.Loaded {
		if now, _ := c.files(address); hashOf(now) != was {
			return nil, Report{}, false
		}
	}
	data, err := os.ReadFile(base + ".pdf")
	if err != nil || hashOf(data) != e.PDF {
		return nil, Report{}, false
	}
	return data, e.Report, true
}

func (c *cache) keep(job Job, loaded map[string]string, data []byte, report Report) error {
	if c.dir == "" {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil { // a teacher's answers are nobody else's
		return err
	}
	base := c.name(job)
	note, err := json.Marshal(cacheEntry{c.recipe, loaded, hashOf(data), report})
	return errors.Join(err, os.WriteFile(base+".pdf", data, 0o600), os.WriteFile(base+".json", note, 0o600))
}

// name is where a job's entry lies, without an ending. It is then used.
func (c *cache) name(job Job) string {
	key, err := json.Marshal(job)
	if err != nil {
		panic(err) // a Job is plain values
	}
	sum := sha256.Sum256(key)
	base := hex.EncodeToString(sum[:12])
	c.mu.Lock()
	c.used[base] = true
	c.mu.Unlock()
	return filepath.Join(c.dir, base)
}

// longestUnused is how long an entry stays that nobody asks for: a teacher's
// edition and a guide's share the cache, and not every build prints all.
const longestUnused = 30 * 24 * time.Hour

func (c *cache) prune() error {
	if c.dir == "" {
		return nil
	}
	entries, err := os.ReadDir(c.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		base, ending, _ := strings.Cut(e.Name(), ".")
		if c.used[base] {
			now := time.Now()
			err = errors.Join(err, os.Chtimes(filepath.Join(c.dir, e.Name()), now, now))
			continue
		}
		info, gone := e.Info()
		if gone == nil && time.Since(info.ModTime()) > longestUnused && slices.Contains([]string{"pdf", "json"}, ending) {
			err = errors.Join(err, os.Remove(filepath.Join(c.dir, e.Name())))
		}
	}
	return err
}

func hashOf(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

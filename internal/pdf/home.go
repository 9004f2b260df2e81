package pdf

import (
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// A home is the folder of one browser, for its profile and its temporary files. It
// is locked while the program runs, so that a later run can tell the home of a
// killed one.
type home struct {
	dir  string
	lock *flock.Flock
}

const (
	homePrefix = "wayside-pdf-"
	homeLock   = ".wayside.lock"
)

// openHome creates a home in the system's folder for temporary files.
func openHome() (home, error) {
	for {
		dir, err := os.MkdirTemp("", homePrefix)
		if err != nil {
			return home{}, err
		}
		h := home{dir, flock.New(filepath.Join(dir, homeLock))}
		if ok, err := h.lock.TryLock(); err != nil {
			os.RemoveAll(dir)
			return home{}, err
		} else if ok {
			return h, nil
		}
		// Another run's Sweep was faster: it removes the folder.
	}
}

// close removes the home. The browser's child processes end after it and may write
// until then, so that the first tries can fail.
func (h home) close() {
	h.lock.Unlock() // Windows removes no open file
	for limit := time.Now().Add(removeLimit); os.RemoveAll(h.dir) != nil && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond)
	}
}

const removeLimit = 5 * time.Second

// Sweep removes the homes of runs that were killed.
func Sweep() {
	temp, err := os.Open(os.TempDir())
	if err != nil {
		return
	}
	names, _ := temp.Readdirnames(-1)
	temp.Close()
	for _, name := range names {
		if ok, err := filepath.Match(homePrefix+"*", name); ok && err == nil {
			sweep(filepath.Join(os.TempDir(), name))
		}
	}
}

// sweep removes a home if it is not locked. One without a lock is being created, or
// its run was killed at that moment.
func sweep(dir string) {
	path := filepath.Join(dir, homeLock)
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		if info, err := os.Lstat(dir); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.Remove(dir) // only if it is empty
		}
		return
	}
	h := home{dir, flock.New(path)}
	if ok, err := h.lock.TryLock(); err != nil || !ok {
		return
	}
	h.lock.Unlock()
	os.RemoveAll(dir)
}

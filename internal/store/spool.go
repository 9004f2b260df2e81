package store

import (
	"os"
	"slices"
	"sync"
)

// A Spool keeps data of a run for later in the same run. Up to a size it is in memory,
// and the rest in a file that no other run reads. It is safe for concurrent use.
type Spool struct {
	dir  string
	most int

	mu   sync.Mutex
	held int      // bytes in memory
	file *os.File // nil until it is needed
	end  int64    // of the data in the file
	err  error    // of reading
}

// Spool returns an empty spool that keeps up to most bytes in memory.
func (f *Folder) Spool(most int) *Spool { return &Spool{dir: f.dir, most: most} }

// Keep keeps data, which must not be changed, and returns a function that appends it to a
// buffer. If that fails, Close returns the error. What cannot be written to the file is
// kept in memory.
func (s *Spool) Keep(data []byte) (add func(to []byte) []byte) {
	at, ok := s.reserve(len(data))
	if ok {
		_, err := s.file.WriteAt(data, at)
		ok = err == nil
	}
	if !ok {
		return func(to []byte) []byte { return append(to, data...) }
	}
	size := len(data)
	return func(to []byte) []byte {
		from := len(to)
		to = slices.Grow(to, size)[:from+size]
		if _, err := s.file.ReadAt(to[from:], at); err != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.err = err
		}
		return to
	}
}

// reserve returns the place in the file for some bytes; ok is false if they are kept in
// memory.
func (s *Spool) reserve(size int) (at int64, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held+size <= s.most {
		s.held += size
		return 0, false
	}
	if s.file == nil && os.MkdirAll(s.dir, 0o700) == nil {
		s.file, _ = os.CreateTemp(s.dir, newPrefix+"*")
	}
	at = s.end
	s.end += int64(size)
	return at, s.file != nil
}

// Close removes the file. It returns an error if some data could not be read again.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name()) // or else Prune does
		s.file = nil
	}
	return s.err
}

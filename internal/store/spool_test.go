package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestSpool(t *testing.T) {
	for name, c := range map[string]struct {
		most  int
		files int
	}{"in memory": {1 << 20, 0}, "in part": {100, 1}, "in a file": {0, 1}} {
		dir := filepath.Join(t.TempDir(), "store")
		s := Open(dir).Spool(c.most)
		text := func(n int) []byte { return []byte(strings.Repeat(string(rune('a'+n)), n)) }
		add := make([]func([]byte) []byte, 26)
		var group sync.WaitGroup
		for n := range add {
			group.Go(func() { add[n] = s.Keep(text(n)) })
		}
		group.Wait()
		if found, _ := os.ReadDir(dir); len(found) != c.files {
			t.Errorf("%s: %d files, want %d", name, len(found), c.files)
		}
		for range 2 {
			for n := range add {
				if got, want := add[n]([]byte("-")), append([]byte("-"), text(n)...); !bytes.Equal(got, want) {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if found, _ := os.ReadDir(dir); len(found) > 0 {
			t.Errorf("%s: %d files are left", name, len(found))
		}
	}
}

// TestSpoolFails checks a folder in which nothing can be written, and a file that has lost
// its data.
func TestSpoolFails(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := Open(filepath.Join(blocked, "store")).Spool(0)
	if add := s.Keep([]byte("kept")); string(add(nil)) != "kept" || s.Close() != nil {
		t.Error("what cannot be written is not kept in memory")
	}
	s = Open(t.TempDir()).Spool(0)
	add := s.Keep([]byte("lost"))
	if err := os.Truncate(s.file.Name(), 0); err != nil {
		t.Fatal(err)
	}
	if add(nil); s.Close() == nil {
		t.Error("data that is lost is not an error")
	}
}

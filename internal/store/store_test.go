package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestKeyOf(t *testing.T) {
	seen := map[Key]string{}
	for _, parts := range [][]string{{""}, {"", ""}, {"a"}, {"a", ""}, {"", "a"}, {"ab"}, {"a", "b"}, {"a", "b", ""}, {"a", "", "b"}} {
		key, name := KeyOf(parts[0], parts[1:]...), fmt.Sprintf("%q", parts)
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s have one key", name, other)
		}
		seen[key] = name
	}
	if first, again := KeyOf("a", "b"), KeyOf("a", "b"); first != again {
		t.Error("a key changes")
	}
}

func TestGetAndPut(t *testing.T) {
	f := Open(filepath.Join(t.TempDir(), "below", "store"))
	for _, value := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte("long "), 100_000)} {
		key := KeyOf("test", string(value))
		if _, ok := f.Get(key); ok {
			t.Fatal("a value is there before it is put")
		}
		f.Put(key, value)
		got, ok := Open(f.dir).Get(key)
		if !ok || !bytes.Equal(got, value) {
			t.Errorf("%d bytes: got %d, %v", len(value), len(got), ok)
		}
	}
	key := KeyOf("test", "again")
	f.Put(key, []byte("first"))
	f.Put(key, []byte("second"))
	if got, _ := f.Get(key); string(got) != "second" {
		t.Errorf("a value put again is %q", got)
	}
	type facts struct{ Width int }
	PutFacts(f, key, facts{960})
	var got facts
	if !Facts(f, key, &got) || got.Width != 960 {
		t.Errorf("facts %+v", got)
	}
	f.Put(key, []byte("no JSON"))
	if Facts(f, key, &got) {
		t.Error("facts that cannot be decoded are there")
	}
	PutFacts(f, key, func() {}) // cannot be encoded: nothing happens
}

// TestDamage changes and cuts a value's file everywhere.
func TestDamage(t *testing.T) {
	f := Open(t.TempDir())
	key := KeyOf("test")
	f.Put(key, []byte("a value of some length"))
	whole, err := os.ReadFile(f.path(key))
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, file []byte) {
		t.Helper()
		if err := os.WriteFile(f.path(key), file, 0o600); err != nil {
			t.Fatal(err)
		}
		if data, ok := f.Get(key); ok {
			t.Errorf("%s: a damaged value %q is returned", what, data)
		}
	}
	for i := range whole {
		check(fmt.Sprintf("cut to %d bytes", i), whole[:i])
		changed := bytes.Clone(whole)
		changed[i] ^= 0x10
		check(fmt.Sprintf("byte %d changed", i), changed)
	}
	check("lengthened", append(bytes.Clone(whole), 0))
}

// TestHuge checks that a damaged file of any length takes neither memory nor time.
func TestHuge(t *testing.T) {
	f := Open(t.TempDir())
	key := KeyOf("test")
	f.Put(key, []byte("a value"))
	if err := os.Truncate(f.path(key), largest+1); err != nil {
		t.Skip(err)
	}
	before := allocated()
	if _, ok := f.Get(key); ok {
		t.Error("a huge file is a value")
	}
	if grown := allocated() - before; grown > largest/2 {
		t.Errorf("%d bytes were allocated for a huge file", grown)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestReplaced checks that a folder in the place of a value counts as missing.
func TestReplaced(t *testing.T) {
	f := Open(t.TempDir())
	key := KeyOf("test")
	if err := os.MkdirAll(f.path(key), 0o700); err != nil {
		t.Fatal(err)
	}
	f.Put(key, []byte("x"))
	if data, ok := f.Get(key); ok {
		t.Errorf("a folder has the value %q", data)
	}
	for _, name := range files(t, f) {
		t.Errorf("%s is left", name)
	}
}

// TestClock checks that times in the future, which a wrong clock has left, do
// not keep values for ever.
func TestClock(t *testing.T) {
	f := Open(t.TempDir())
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	wrong := now.AddDate(10, 0, 0)
	used, old := KeyOf("test", "used"), KeyOf("test", "old")
	for key, modified := range map[Key]time.Time{used: wrong, old: now.AddDate(0, -2, 0)} {
		f.Put(key, []byte("x"))
		if err := os.Chtimes(f.path(key), modified, modified); err != nil {
			t.Fatal(err)
		}
	}
	pruned := filepath.Join(f.dir, prunedFile)
	if err := os.WriteFile(pruned, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(pruned, wrong, wrong); err != nil {
		t.Fatal(err)
	}
	f.now = func() time.Time { return now }
	f.Get(used)
	if info, err := os.Stat(f.path(used)); err != nil || !info.ModTime().Equal(now) {
		t.Errorf("a value used now has the time %v (%v), want %v", info.ModTime(), err, now)
	}
	if f.Prune(); exists(f.path(old)) {
		t.Error("a store pruned in the future is not pruned")
	}
}

// TestNoFolder checks that a store that cannot be written is an empty one.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*Folder{nil, Open(file), Open(filepath.Join(file, "below"))} {
		f.Put(KeyOf("test"), []byte("x"))
		if _, ok := f.Get(KeyOf("test")); ok {
			t.Errorf("%+v keeps a value", f)
		}
		f.Prune()
	}
}

// TestAtOnce puts and gets the same values from several goroutines. Windows does not open
// a file at the moment at which it is replaced, so that there a value may be missed once.
func TestAtOnce(t *testing.T) {
	f := Open(t.TempDir())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i := range 50 {
				key := KeyOf("test", fmt.Sprint(i))
				f.Put(key, fmt.Append(nil, i))
				if got, ok := f.Get(key); !ok && runtime.GOOS != "windows" || ok && string(got) != fmt.Sprint(i) {
					t.Errorf("value %d is %q, %v", i, got, ok)
				}
			}
		})
	}
	group.Wait()
	for i := range 50 {
		if got, ok := f.Get(KeyOf("test", fmt.Sprint(i))); !ok || string(got) != fmt.Sprint(i) {
			t.Errorf("afterwards, value %d is %q, %v", i, got, ok)
		}
	}
	if left := files(t, f); len(left) != 50 {
		t.Errorf("%d files for 50 values: %v", len(left), left)
	}
}

func TestPrune(t *testing.T) {
	f := Open(t.TempDir())
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	put := func(name string, age time.Duration) Key {
		key := KeyOf("test", name)
		f.Put(key, []byte(name))
		if err := os.Chtimes(f.path(key), now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return key
	}
	young, old, used := put("young", 29*24*time.Hour), put("old", 31*24*time.Hour), put("used", 31*24*time.Hour)
	killed := filepath.Join(f.dir, newPrefix+"1")
	if err := os.WriteFile(killed, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(killed, now.Add(-25*time.Hour), now.Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}

	at := func(now time.Time) *Folder { // another run
		f := Open(f.dir)
		f.now = func() time.Time { return now }
		return f
	}
	next := at(now)
	next.Get(used)
	next.Prune()
	for key, want := range map[Key]bool{young: true, old: false, used: true} {
		if _, ok := next.Get(key); ok != want {
			t.Errorf("key %x is kept: %v, want %v", key[:4], ok, want)
		}
	}
	for _, name := range files(t, f) {
		if strings.HasPrefix(name, newPrefix) {
			t.Errorf("%s is still there", name)
		}
	}

	late := put("late", 31*24*time.Hour)
	if at(now.Add(23 * time.Hour)).Prune(); !exists(f.path(late)) {
		t.Error("the store is pruned twice in a day")
	}
	if at(now.Add(25 * time.Hour)).Prune(); exists(f.path(late)) {
		t.Error("the store is not pruned the next day")
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// files lists the names of the store's files, but for the mark of Prune.
func files(t *testing.T, f *Folder) []string {
	var all []string
	err := filepath.WalkDir(f.dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != prunedFile {
			all = append(all, e.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPruneForeign checks that a folder with other files keeps them, however old they are.
func TestPruneForeign(t *testing.T) {
	f := Open(t.TempDir())
	f.Put(KeyOf("test"), []byte("value"))
	foreign := []string{"照片/a.jpg", "sites.toml", "ab/notes.txt", "ab/" + strings.Repeat("0", 61), strings.Repeat("0", 64), newPrefix + "s/a.jpg"}
	old := time.Now().Add(-60 * 24 * time.Hour)
	for _, name := range foreign {
		file := filepath.Join(f.dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, nil, 0o666), os.Chtimes(file, old, old)); err != nil {
			t.Fatal(err)
		}
	}
	f.Prune()
	for _, name := range foreign {
		if !exists(filepath.Join(f.dir, filepath.FromSlash(name))) {
			t.Errorf("%s was removed", name)
		}
	}
}

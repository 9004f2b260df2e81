package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// A fakeRemote is a remote store in memory.
type fakeRemote struct {
	mu      sync.Mutex
	objects map[string][]byte
	err     error // of every call
	calls   int
}

func (f *fakeRemote) call() error {
	f.calls++
	return f.err
}

func (f *fakeRemote) Get(_ context.Context, name string, _ int64) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	data, ok := f.objects[name]
	if err := f.call(); err != nil || ok {
		return bytes.Clone(data), err
	}
	return nil, fs.ErrNotExist
}

func (f *fakeRemote) Put(_ context.Context, name string, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.objects == nil {
		f.objects = map[string][]byte{}
	}
	err := f.call()
	if err == nil {
		f.objects[name] = bytes.Clone(data)
	}
	return err
}

func (f *fakeRemote) Has(_ context.Context, name string) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.objects[name] != nil, f.call()
}

func TestShared(t *testing.T) {
	remote := &fakeRemote{}
	one := NewShared(t.Context(), Open(t.TempDir()), remote, nil)
	another := NewShared(t.Context(), nil, remote, nil) // without a folder
	key := KeyOf("test", "x")
	if _, ok := one.Get(key); ok || one.Has(key) {
		t.Error("an empty store has a value")
	}
	one.Put(key, []byte("a value"))
	if got, ok := another.Get(key); !ok || string(got) != "a value" || !another.Has(key) {
		t.Errorf("another machine has %q, %v", got, ok)
	}
	late := NewShared(t.Context(), Open(t.TempDir()), remote, nil)
	late.Get(key)
	remote.objects = nil
	if got, ok := late.Get(key); !ok || string(got) != "a value" || !late.Has(key) {
		t.Errorf("a value that was fetched is not in the folder: %q, %v", got, ok)
	}
	if has, err := late.Holds(key); has || err != nil {
		t.Errorf("an emptied remote store holds a value: %v, %v", has, err)
	}
}

// TestSharedDamage checks that a changed or cut value, and that of another key, count as
// missing, and that this is reported once.
func TestSharedDamage(t *testing.T) {
	remote := &fakeRemote{}
	key, other := KeyOf("test", "x"), KeyOf("test", "y")
	NewShared(t.Context(), nil, remote, nil).Put(key, []byte("a value"))
	whole := remote.objects[key.name()]
	wrong := [][]byte{nil, {}, append(bytes.Clone(whole), 0), seal(other, []byte("a value"))}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 0x10
		wrong = append(wrong, whole[:i], changed)
	}
	var warnings []error
	s := NewShared(t.Context(), Open(t.TempDir()), remote, func(err error) { warnings = append(warnings, err) })
	for _, value := range wrong {
		remote.objects[key.name()] = value
		if data, ok := s.Get(key); ok {
			t.Fatalf("%q is returned of %q", data, value)
		}
	}
	if len(warnings) != 1 {
		t.Errorf("warnings %v, want one", warnings)
	} else if _, ok := errors.AsType[DamagedError](warnings[0]); !ok {
		t.Errorf("the warning is %v", warnings[0])
	}
	s.Put(key, []byte("a value")) // made here
	if got := remote.objects[key.name()]; !bytes.Equal(got, whole) {
		t.Errorf("a damaged value is not replaced: %q", got)
	}
}

// TestSharedFails checks that a remote store that fails is reported once and left alone
// for a while, and that the folder remains.
func TestSharedFails(t *testing.T) {
	remote := &fakeRemote{err: errors.New("503")}
	var warnings []error
	s := NewShared(t.Context(), Open(t.TempDir()), remote, func(err error) { warnings = append(warnings, err) })
	now := time.Now()
	s.now = func() time.Time { return now }
	for n := range 10 {
		key := KeyOf("test", string(rune('0'+n)))
		if _, ok := s.Get(key); ok {
			t.Fatal("a value")
		}
		s.Put(key, []byte("made here"))
		if got, ok := s.Get(key); !ok || string(got) != "made here" {
			t.Fatalf("value %d: %q, %v", n, got, ok)
		}
	}
	if len(warnings) != 1 || remote.calls != failuresInARow {
		t.Errorf("%d calls, warnings %v", remote.calls, warnings)
	}
	if _, ok := errors.AsType[UnusableError](warnings[0]); !ok {
		t.Errorf("the warning is %v", warnings[0])
	}
	key := KeyOf("test", "late")
	now = now.Add(rest)
	if s.Put(key, nil); remote.calls != failuresInARow+1 {
		t.Errorf("%d calls after the rest", remote.calls)
	}
	remote.err = nil
	now = now.Add(2*rest - 1)
	if s.Put(key, nil); len(remote.objects) > 0 {
		t.Error("it is not left alone")
	}
	now = now.Add(1)
	for n := range 2 { // the first finds out
		if s.Put(KeyOf("test", "late", string(rune('0'+n))), nil); len(remote.objects) != n+1 {
			t.Errorf("after the rest it has %v", slices.Collect(maps.Keys(remote.objects)))
		}
	}
}

// TestSharedStops checks that the end of a run is no failure of the store.
func TestSharedStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := NewShared(ctx, nil, &fakeRemote{err: ctx.Err()}, func(err error) { t.Errorf("warning %v", err) })
	if _, ok := s.Get(KeyOf("test")); ok {
		t.Error("a value")
	}
}

func TestSharedAtOnce(t *testing.T) {
	remote := &fakeRemote{}
	var group sync.WaitGroup
	for range 8 {
		s := NewShared(t.Context(), Open(t.TempDir()), remote, nil)
		group.Go(func() {
			for n := range 20 {
				key := KeyOf("test", string(rune('a'+n)))
				s.Put(key, []byte{byte(n)})
				if got, ok := s.Get(key); !ok || got[0] != byte(n) {
					t.Errorf("value %d is %v, %v", n, got, ok)
				}
			}
		})
	}
	group.Wait()
	if len(remote.objects) != 20 {
		t.Errorf("%d objects", len(remote.objects))
	}
}

func TestKeyText(t *testing.T) {
	key := KeyOf("test")
	data, err := json.Marshal(key)
	if err != nil {
		t.Fatal(err)
	}
	var got Key
	if err := json.Unmarshal(data, &got); err != nil || got != key {
		t.Errorf("%s becomes %v, %v", data, got, err)
	}
	for _, bad := range []string{"", "ab", key.String()[1:], key.String() + "00", "x" + key.String()[1:]} {
		if err := got.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is a key", bad)
		}
	}
}

// FuzzUnseal checks that nothing but a sealed value of the key is taken for one.
func FuzzUnseal(f *testing.F) {
	key := KeyOf("test")
	for _, seed := range [][]byte{nil, []byte(sealMagic), seal(key, nil), seal(key, []byte("x")), seal(KeyOf("other"), []byte("x"))} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sealed []byte) {
		data, ok := unseal(key, sealed)
		if ok != bytes.Equal(sealed, seal(key, data)) {
			t.Errorf("%q is unsealed: %v", sealed, ok)
		}
	})
}

// TestModes checks that other users can use a shared folder as far as the umask says, and
// nobody the folder of this computer.
func TestModes(t *testing.T) {
	key, plain := KeyOf("test"), filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	usual, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes")
	}
	shared, local := NewDirectory(t.TempDir()).folder, Open(t.TempDir())
	for f, want := range map[*Folder]fs.FileMode{shared: usual.Mode().Perm(), local: 0o600} {
		f.Put(key, []byte("value"))
		info, err := os.Stat(f.path(key))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("shared %v: %v, %v, want %v", f.shared, info, err, want)
		}
	}
}

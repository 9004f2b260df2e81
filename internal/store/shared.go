package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// A Store keeps values by key: a Folder or, beyond one, a Shared store.
type Store interface {
	Get(key Key) ([]byte, bool)
	Put(key Key, data []byte)
	// Has reports whether there is a value, which Get may still find damaged.
	Has(key Key) bool
	// Local returns the folder of this computer, for values that mean nothing to others.
	Local() *Folder
	// Prune removes what has not been used for a month.
	Prune()
}

// Facts decodes the value of a key into facts, a pointer, and reports whether
// there was one.
func Facts(s Store, key Key, facts any) bool {
	data, ok := s.Get(key)
	return ok && json.Unmarshal(data, facts) == nil
}

// PutFacts keeps facts, which must be encodable as JSON.
func PutFacts(s Store, key Key, facts any) {
	if data, err := json.Marshal(facts); err == nil {
		s.Put(key, data)
	}
}

// A Remote keeps objects by name where several machines reach them. Its methods are
// called from many goroutines, bound the time that they take, and try again what may
// succeed later.
type Remote interface {
	// Get returns an object of at most most bytes. The error is fs.ErrNotExist if there
	// is none.
	Get(ctx context.Context, name string, most int64) ([]byte, error)
	Put(ctx context.Context, name string, data []byte) error
	Has(ctx context.Context, name string) (bool, error)
}

// A Shared store is a folder and, for what it lacks, a store that several machines
// share. What fails there only costs time: a value counts as missing, and after some
// failures in a row the remote store is left alone for a while. The first failure is
// reported. It is safe for concurrent use.
type Shared struct {
	ctx    context.Context // of the run, since its end must end requests
	local  *Folder
	remote Remote
	warn   func(error)
	now    func() time.Time

	mu       sync.Mutex
	warned   bool
	failures int       // in a row
	until    time.Time // the remote store is left alone until then
}

// NewShared returns a store of a folder, which may be nil, and a remote one. warn is
// called at most once, with an UnusableError or a DamagedError.
func NewShared(ctx context.Context, local *Folder, remote Remote, warn func(error)) *Shared {
	return &Shared{ctx: ctx, local: local, remote: remote, warn: warn, now: time.Now}
}

// An UnusableError means that a shared store could not be read or written.
type UnusableError struct{ Err error }

func (e UnusableError) Error() string { return "the shared store cannot be used: " + e.Err.Error() }

func (e UnusableError) Unwrap() error { return e.Err }

// A DamagedError means that a value of a shared store is not what was put there.
type DamagedError struct{ Name string }

func (e DamagedError) Error() string { return "the shared store has a damaged value: " + e.Name }

// Local returns the folder of this computer.
func (s *Shared) Local() *Folder { return s.local }

// Get returns the value of a key, which is then in the folder, too.
func (s *Shared) Get(key Key) ([]byte, bool) {
	if data, ok := s.local.Get(key); ok {
		return data, true
	}
	var sealed []byte
	err := s.ask(func() (err error) {
		sealed, err = s.remote.Get(s.ctx, key.name(), largest)
		return err
	})
	if err != nil {
		return nil, false
	}
	data, ok := unseal(key, sealed)
	if !ok {
		s.report(DamagedError{key.name()})
		return nil, false
	}
	s.local.Put(key, data)
	return data, true
}

// Put keeps a value in both stores.
func (s *Shared) Put(key Key, data []byte) {
	s.local.Put(key, data)
	s.Share(key, data) // a failure is reported
}

// Share keeps a value in the remote store only.
func (s *Shared) Share(key Key, data []byte) error {
	if len(data) > largest-sealSize {
		return fmt.Errorf("%d bytes: %w", len(data), fs.ErrInvalid)
	}
	return s.ask(func() error { return s.remote.Put(s.ctx, key.name(), seal(key, data)) })
}

// Has reports whether either store has a value.
func (s *Shared) Has(key Key) bool {
	if s.local.Has(key) {
		return true
	}
	has, err := s.Holds(key)
	return err == nil && has
}

// Holds reports whether the remote store has a value.
func (s *Shared) Holds(key Key) (has bool, err error) {
	err = s.ask(func() (err error) {
		has, err = s.remote.Has(s.ctx, key.name())
		return err
	})
	return has, err
}

// After failuresInARow the remote store is left alone for rest, since each failure takes as
// long as several attempts; then one request finds out, and if it fails the rest is twice as
// long.
const (
	failuresInARow = 3
	rest           = 30 * time.Second
	mostDoublings  = 5
)

var errResting = errors.New("it is left alone after failures in a row")

// Prune removes from both what has not been used for a month. A bucket does so by a rule of
// its own.
func (s *Shared) Prune() {
	s.local.Prune()
	if remote, ok := s.remote.(interface{ Prune() }); ok {
		remote.Prune()
	}
}

// ask makes a request, unless the remote store is being left alone. That there is no such
// value is an error, but no failure.
func (s *Shared) ask(request func() error) error {
	if s.resting() {
		return UnusableError{errResting}
	}
	err := request()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist):
		s.failures, s.until = 0, time.Time{}
		return err
	case s.ctx.Err() != nil:
		return context.Cause(s.ctx)
	}
	s.failures++
	s.extend()
	err = UnusableError{err}
	s.warnOnce(err)
	return err
}

// resting reports whether the remote store is left alone now.
func (s *Shared) resting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now().Before(s.until) {
		return true
	}
	s.extend() // for the other requests, while this one finds out
	return false
}

// extend lets the remote store rest if there were failures enough.
func (s *Shared) extend() {
	if s.failures >= failuresInARow {
		s.until = s.now().Add(rest << min(s.failures-failuresInARow, mostDoublings))
	}
}

func (s *Shared) report(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.warnOnce(err)
}

func (s *Shared) warnOnce(err error) {
	if !s.warned && s.warn != nil {
		s.warned = true
		s.warn(err)
	}
}

// A sealed value begins with the format's name and a digest of the key and the value: bytes
// of another key are as wrong as changed ones. It guards against accidents; who may write to
// the store must be trusted like who may write to the project.
const (
	sealMagic = "waysideS1"
	sealSize  = len(sealMagic) + sha256.Size
)

func seal(key Key, data []byte) []byte {
	sum := sealSum(key, data)
	sealed := make([]byte, 0, sealSize+len(data))
	return append(append(append(sealed, sealMagic...), sum[:]...), data...)
}

func unseal(key Key, sealed []byte) (data []byte, ok bool) {
	if len(sealed) < sealSize || string(sealed[:len(sealMagic)]) != sealMagic {
		return nil, false
	}
	data = sealed[sealSize:]
	sum := sealSum(key, data)
	return data, bytes.Equal(sealed[len(sealMagic):sealSize], sum[:])
}

func sealSum(key Key, data []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// name returns the name of a value in a remote store. As in a folder, its beginning spreads
// the values.
func (k Key) name() string {
	name := k.String()
	return name[:2] + "/" + name[2:]
}

// String returns the key in hexadecimal.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// MarshalText and UnmarshalText write and read the key in hexadecimal.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

func (k *Key) UnmarshalText(text []byte) error {
	if n, err := hex.Decode(k[:], text[:min(len(text), 2*len(k))]); err != nil || n != len(k) || len(text) != 2*len(k) {
		return fmt.Errorf("%q is no key", text)
	}
	return nil
}

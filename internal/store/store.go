// Package store remembers work by key, so that a later build need not repeat
// it, nor another machine with which the store is shared.
//
// A key is the digest of a recipe (the program's way of making something, its
// settings) and of what it read; a value is bytes, or facts encoded as JSON.
// Values are checked when they are read: one that was cut short or damaged
// counts as missing. A store may be deleted at any time, and one that cannot
// be read or written only costs time, so nothing here returns an error.
package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A Key names a value.
type Key [sha256.Size]byte

// KeyOf returns the key of a recipe and what it reads. Every part is written
// with its length, so that no two lists of parts have the same key.
func KeyOf(recipe string, inputs ...string) Key {
	h := sha256.New()
	var length [8]byte
	for _, part := range append([]string{recipe}, inputs...) {
		binary.LittleEndian.PutUint64(length[:], uint64(len(part)))
		h.Write(length[:])
		h.Write([]byte(part))
	}
	return Key(h.Sum(nil))
}

// A Folder is a store in a folder, one file a value. It is safe for concurrent
// use, by several processes too: a value is renamed into place whole. A nil
// Folder keeps nothing.
type Folder struct {
	dir    string
	now    func() time.Time
	shared bool // whether the umask decides who can use it, instead of only the user
}

// Open returns the store in a folder, which is made when the first value is
// put.
func Open(dir string) *Folder { return &Folder{dir: dir, now: time.Now} }

// A file begins with the format's name and a checksum of the rest. The
// checksum guards against accidents, not against attackers: who can write to
// the store can write to the project.
const (
	magic      = "wayside1"
	headerSize = len(magic) + 4
)

// largest is the size of the largest file, so that a damaged one cannot take
// all memory.
const largest = 256 << 20

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Get returns the value of a key.
func (f *Folder) Get(key Key) ([]byte, bool) {
	var b bytes.Buffer
	if !f.read(key, &b) {
		return nil, false
	}
	return b.Bytes(), true
}

// Text returns the value of a key as a string, without copying it.
func (f *Folder) Text(key Key) (string, bool) {
	var b strings.Builder
	if !f.read(key, &b) {
		return "", false
	}
	return b.String(), true
}

// read copies the value of a key and, about once a week, marks it as used. If there is
// none, ok is false, and what was copied must not be used.
func (f *Folder) read(key Key, to interface {
	io.Writer
	Grow(n int)
}) (ok bool) {
	if f == nil {
		return false
	}
	from, err := os.Open(f.path(key))
	if err != nil {
		return false
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil || info.Size() < int64(headerSize) || info.Size() > largest {
		return false
	}
	// A time in the future is that of a wrong clock.
	if now := f.now(); now.Sub(info.ModTime()).Abs() > markInterval {
		os.Chtimes(from.Name(), now, now)
	}
	var header [headerSize]byte
	if _, err := io.ReadFull(from, header[:]); err != nil || string(header[:len(magic)]) != magic {
		return false
	}
	left, sum := int(info.Size())-headerSize, uint32(0)
	to.Grow(left)
	for block := make([]byte, min(left, blockSize)); left > 0; left -= len(block) {
		block = block[:min(left, blockSize)]
		if _, err := io.ReadFull(from, block); err != nil {
			return false
		}
		sum = crc32.Update(sum, castagnoli, block)
		to.Write(block) // into memory
	}
	return sum == binary.LittleEndian.Uint32(header[len(magic):])
}

// blockSize is how much of a value is read at once: what a processor's cache holds.
const blockSize = 32 << 10

// Put keeps a value. Values may be private (a teacher's answers), so only the
// user can read the store, unless it is shared.
func (f *Folder) Put(key Key, data []byte) {
	if f == nil || len(data) > largest-headerSize {
		return
	}
	path := f.path(key)
	folders, files := fs.FileMode(0o700), fs.FileMode(0o600)
	if f.shared {
		folders, files = 0o777, 0o666
	}
	if os.MkdirAll(filepath.Dir(path), folders) != nil {
		return
	}
	temp, err := os.OpenFile(filepath.Join(f.dir, newPrefix+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, files)
	if err != nil {
		return
	}
	header := binary.LittleEndian.AppendUint32([]byte(magic), crc32.Checksum(data, castagnoli))
	_, err = temp.Write(header)
	if err == nil {
		_, err = temp.Write(data)
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		os.Remove(temp.Name())
	}
}

// Has reports whether there is a value, which Get may still find damaged.
func (f *Folder) Has(key Key) bool {
	if f == nil {
		return false
	}
	info, err := os.Stat(f.path(key))
	return err == nil && info.Mode().IsRegular()
}

// Local returns the folder itself.
func (f *Folder) Local() *Folder { return f }

// newPrefix begins the name of a value being written.
const newPrefix = ".new-"

// path spreads the values over 256 folders: file systems slow down with very
// many files in one.
func (f *Folder) path(key Key) string {
	return filepath.Join(f.dir, filepath.FromSlash(key.name()))
}

const (
	longestUnused = 30 * 24 * time.Hour
	markInterval  = 7 * 24 * time.Hour
	pruneInterval = 24 * time.Hour
	prunedFile    = "pruned" // its time is that of the last Prune
)

// valuePattern matches the names of values.
var valuePattern = "[0-9a-f][0-9a-f]/" + strings.Repeat("[0-9a-f]", 2*sha256.Size-2)

// Prune removes, at most once a day, the values that no run has used for a
// month, and what a run that was killed left behind. Not every build uses
// every value: the teacher's edition and the website share a store. What is not named
// like a value stays: the folder may be one that has other files, too.
func (f *Folder) Prune() {
	if f == nil {
		return
	}
	now := f.now()
	pruned := filepath.Join(f.dir, prunedFile)
	if info, err := os.Stat(pruned); err == nil && now.Sub(info.ModTime()).Abs() < pruneInterval {
		return
	}
	root := os.DirFS(f.dir)
	for pattern, limit := range map[string]time.Duration{newPrefix + "*": pruneInterval, valuePattern: longestUnused} {
		names, _ := fs.Glob(root, pattern)
		for _, name := range names {
			info, err := fs.Stat(root, name)
			if err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > limit {
				os.Remove(filepath.Join(f.dir, filepath.FromSlash(name)))
			}
		}
	}
	if os.WriteFile(pruned, nil, 0o600) == nil {
		os.Chtimes(pruned, now, now)
	}
}

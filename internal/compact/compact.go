// Package compact encodes records as bytes: numbers as varints, texts and byte
// strings with their length. A reader of damaged bytes fails; it never panics, and
// allocates no more than the bytes that it was given.
package compact

import (
	"encoding/binary"
	"math"
)

// A Writer appends values to Data.
type Writer struct{ Data []byte }

func (w *Writer) Uint(n uint64) { w.Data = binary.AppendUvarint(w.Data, n) }
func (w *Writer) Int(n int64)   { w.Data = binary.AppendVarint(w.Data, n) }
func (w *Writer) Len(n int)     { w.Uint(uint64(n)) }

func (w *Writer) Text(s string) {
	w.Len(len(s))
	w.Data = append(w.Data, s...)
}

func (w *Writer) Bytes(b []byte) {
	w.Len(len(b))
	w.Data = append(w.Data, b...)
}

// Raw appends bytes whose number the reader knows.
func (w *Writer) Raw(b []byte) { w.Data = append(w.Data, b...) }

// Strings appends a list of texts.
func (w *Writer) Strings(all []string) {
	w.Len(len(all))
	for _, s := range all {
		w.Text(s)
	}
}

// A Reader reads values in the order in which they were written. After a failure
// all values are zero. What it returns is a part of the data, not a copy.
type Reader[T string | []byte] struct {
	data   T
	failed bool
}

// NewReader returns a reader of data.
func NewReader[T string | []byte](data T) *Reader[T] { return &Reader[T]{data: data} }

// OK reports whether everything could be read so far.
func (r *Reader[T]) OK() bool { return !r.failed }

// Done reports whether everything was read and nothing is left.
func (r *Reader[T]) Done() bool { return !r.failed && len(r.data) == 0 }

// Fail makes the reader fail: a value is not what its caller expects.
func (r *Reader[T]) Fail() { r.data, r.failed = r.data[:0], true }

func (r *Reader[T]) Uint() uint64 {
	var n uint64
	for i := 0; i < len(r.data) && i < binary.MaxVarintLen64; i++ {
		c := r.data[i]
		if i == binary.MaxVarintLen64-1 && c > 1 {
			break // more than 64 bits
		}
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.data = r.data[i+1:]
			return n
		}
	}
	r.Fail()
	return 0
}

func (r *Reader[T]) Int() int64 {
	n := r.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Count reads a number that is not negative and fits into an int on every computer.
func (r *Reader[T]) Count() int {
	n := r.Uint()
	if n > math.MaxInt32 {
		r.Fail()
		return 0
	}
	return int(n)
}

// Len reads the number of items of a list, each of which takes at least one byte.
func (r *Reader[T]) Len() int { return r.Items(1) }

// Items reads the number of items of a list, each of which takes at least some bytes, so
// that a list of a damaged record does not take memory.
func (r *Reader[T]) Items(least int) int {
	n := r.Uint()
	if n > uint64(len(r.data)/least) {
		r.Fail()
		return 0
	}
	return int(n)
}

func (r *Reader[T]) Text() T { return r.Raw(r.Len()) }

// Raw reads n bytes.
func (r *Reader[T]) Raw(n int) T {
	if n < 0 || n > len(r.data) {
		r.Fail()
		n = 0
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

// Strings reads a list of texts; an empty one is nil.
func (r *Reader[T]) Strings() []string {
	n := r.Len()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = string(r.Text())
	}
	if r.failed {
		return nil
	}
	return all
}

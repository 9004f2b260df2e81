// Package compact encodes records as bytes: numbers as varints, texts and byte
// strings with their length. A reader of damaged bytes fails; it never panics, and
// allocates no more than the bytes that it was given.
package compact

import "encoding/binary"

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
// all values are zero.
type Reader struct {
	data   string
	failed bool
}

// NewReader returns a reader of data. The texts that it returns share one copy of
// data.
func NewReader(data []byte) *Reader { return &Reader{data: string(data)} }

// OK reports whether everything could be read so far.
func (r *Reader) OK() bool { return !r.failed }

// Done reports whether everything was read and nothing is left.
func (r *Reader) Done() bool { return !r.failed && r.data == "" }

// Fail makes the reader fail: a value is not what its caller expects.
func (r *Reader) Fail() { r.data, r.failed = "", true }

func (r *Reader) Uint() uint64 {
	var n uint64
	for i := 0; i < len(r.data) && i < binary.MaxVarintLen64; i++ {
		c := r.data[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.data = r.data[i+1:]
			return n
		}
	}
	r.Fail()
	return 0
}

func (r *Reader) Int() int64 {
	n := r.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Len reads the number of items of a list, each of which takes at least one byte.
func (r *Reader) Len() int {
	n := r.Uint()
	if n > uint64(len(r.data)) {
		r.Fail()
		return 0
	}
	return int(n)
}

func (r *Reader) Text() string { return r.Raw(r.Len()) }

// Raw reads n bytes.
func (r *Reader) Raw(n int) string {
	if n < 0 || n > len(r.data) {
		r.Fail()
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

// Strings reads a list of texts; an empty one is nil.
func (r *Reader) Strings() []string {
	n := r.Len()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = r.Text()
	}
	if r.failed {
		return nil
	}
	return all
}

package osm

// A wire reads protobuf's fields, as much of it as a PBF has. Once something
// in it is broken, it stays so and gives zeros: a loop over it ends.
type wire struct {
	rest   []byte
	broken bool
}

// The kinds of a field's value.
const (
	isVarint = 0
	isFixed8 = 1
	isBytes  = 2
	isFixed4 = 5
)

// A field is its number and its value: a number, or bytes.
type field struct {
	number int
	kind   int
	value  uint64
	bytes  []byte
}

// next is the next field; ok is false at the end, and where it is broken.
func (w *wire) next() (f field, ok bool) {
	if len(w.rest) == 0 || w.broken {
		return f, false
	}
	key := w.varint()
	f.number, f.kind = int(key>>3), int(key&7)
	switch f.kind {
	case isVarint:
		f.value = w.varint()
	case isFixed8:
		w.take(8)
	case isBytes:
		f.bytes = w.take(w.varint())
	case isFixed4:
		w.take(4)
	default:
		w.broken = true
	}
	if f.number == 0 || key>>3 > 1<<29-1 {
		w.broken = true
	}
	return f, !w.broken
}

func (w *wire) take(n uint64) []byte {
	if n > uint64(len(w.rest)) {
		w.broken = true
		return nil
	}
	taken := w.rest[:n]
	w.rest = w.rest[n:]
	return taken
}

// varint is a number of up to 64 bits, seven a byte.
func (w *wire) varint() uint64 {
	var v uint64
	for i, b := range w.rest {
		if i == 10 {
			break
		}
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			w.rest = w.rest[i+1:]
			return v
		}
	}
	w.broken, w.rest = true, nil
	return 0
}

// signed is a number whose lowest bit is its sign.
func (w *wire) signed() int64 {
	v := w.varint()
	return int64(v>>1) ^ -int64(v&1)
}

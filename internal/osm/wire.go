package osm

// A wire reads the subset of protobuf used by PBF. After an error it stays broken and
// returns zeros, so that loops over it end.
type wire struct {
	rest   []byte
	broken bool
}

// Wire types.
const (
	isVarint = 0
	isFixed8 = 1
	isBytes  = 2
	isFixed4 = 5
)

// A field is a field's number with its value: a number or bytes.
type field struct {
	number int
	kind   int
	value  uint64
	bytes  []byte
}

// next returns the next field. ok is false at the end and after an error.
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

// varint reads a number of up to 64 bits, with seven bits per byte.
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

// signed reads a zigzag-encoded number.
func (w *wire) signed() int64 {
	v := w.varint()
	return int64(v>>1) ^ -int64(v&1)
}

package baseline

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// fastBits is the length of an index of a table. With the bits of their coefficients,
// at most a twentieth of the symbols of a photo are longer.
const fastBits = 11

// An entry of the table fast describes the symbol with which its index begins, and
// the next one if the index contains that, too: how many bits they have, and for each
// how many coefficients it advances and the last of these, which alone is not 0. If
// there is no second one, it advances none. If entrySlow is set, the index does not
// contain the bits of the coefficient, and only the code was looked up: its length
// is 0 if it is longer, too, and there is a size instead of a coefficient.
type entry uint64

const entrySlow entry = 1 << 31

func (e entry) length() uint  { return uint(e & 63) }
func (e entry) advance() int  { return int(e >> 6 & 255) }
func (e entry) advance2() int { return int(e >> 14 & 255) }
func (e entry) value() int    { return int(int16(e >> 32)) }
func (e entry) value2() int   { return int(int64(e) >> 48) }

func newEntry(length, advance, value int) entry {
	return entry(length) | entry(advance)<<6 | entry(uint16(value))<<32
}

// with returns an entry with a second symbol.
func (e entry) with(next entry) entry {
	return e + entry(next.length()) | entry(next.advance())<<14 | entry(uint16(next.value()))<<48
}

// endOfBlock is the advance of the symbol that ends a block: more than any other.
const endOfBlock = 129

// An entry of drops describes as many whole symbols as an index contains: their
// length in bits 0 to 5, how far they advance from bit 6, and in bit 15 whether the
// last one, which then does not count, ends the block.
const dropEnd = 1 << 15

// A huffman is a table of codes.
type huffman struct {
	fast   [1 << fastBits]entry
	one    *[1 << fastBits]entry // without second symbols
	drops  [1 << fastBits]uint16 // 0: none
	first  [17]int               // the first code of each length, or
	after  [17]int               // the code after the last one of each length
	offset [17]int               // from a code to the place of its symbol
	values [256]byte
}

// newHuffman returns the table of a DHT segment (ITU-T T.81, annex C).
func newHuffman(counts, values []byte, ac bool) (*huffman, error) {
	t := &huffman{}
	for i := range t.fast {
		t.fast[i] = entrySlow
	}
	copy(t.values[:], values)
	code, place := 0, 0
	for length := 1; length <= 16; length++ {
		count := int(counts[length-1])
		t.first[length], t.after[length], t.offset[length] = code, code+count, place-code
		if code+count > 1<<length {
			return nil, errOther
		}
		for range count {
			if !ac && values[place] > 11 {
				return nil, errOther
			}
			t.enter(code, length, values[place])
			code++
			place++
		}
		code <<= 1
	}
	if ac {
		t.fillDrops()
		t.pair()
	}
	return t, nil
}

// enter writes the entries of all indexes that begin with a code.
func (t *huffman) enter(code, length int, symbol byte) {
	free := fastBits - length
	if free < 0 {
		return
	}
	size := int(symbol & 15)
	for rest := range 1 << free {
		if size <= free {
			t.fast[code<<free|rest] = newEntry(length+size, advance(symbol), extended(rest>>(free-size), size))
		} else {
			t.fast[code<<free|rest] = newEntry(length, advance(symbol), size) | entrySlow
		}
	}
}

// advance returns how many coefficients a symbol covers.
func advance(symbol byte) int {
	if symbol&15 == 0 && symbol != 0xF0 {
		return endOfBlock
	}
	return int(symbol>>4) + 1
}

// fillDrops makes the table of several symbols from that of one.
func (t *huffman) fillDrops() {
	for i := range t.drops {
		length, advance := 0, 0
		for {
			e := t.fast[i<<length&(1<<fastBits-1)]
			n := int(e.length())
			if e&entrySlow != 0 || length+n > fastBits {
				break
			}
			length += n
			if e.advance() == endOfBlock {
				advance |= dropEnd >> 6
				break
			}
			if advance += e.advance(); advance > 63 {
				length = 0 // rare; step by step
				break
			}
		}
		if length > 0 {
			t.drops[i] = uint16(advance<<6 | length)
		}
	}
}

// pair adds second symbols to the entries.
func (t *huffman) pair() {
	single := t.fast
	for i, e := range single {
		next := single[i<<e.length()&(1<<fastBits-1)]
		if (e|next)&entrySlow == 0 && e.advance() != endOfBlock && e.length()+next.length() <= fastBits {
			t.fast[i] = e.with(next)
		}
	}
	t.one = &single
}

// extended returns the coefficient that size bits encode (F.2.2.1).
func extended(value, size int) int {
	if size > 0 && value < 1<<(size-1) {
		return value - 1<<size + 1
	}
	return value
}

// bits reads a scan.
type bits struct {
	data   []byte // without stuffed bytes and markers, followed by margin
	size   int    // bytes before the margin
	breaks []int  // where restart markers were
	next   int    // the next of them

	at     int    // the bit at which the window was filled
	used   uint   // bits that were read since then
	window uint64 // what follows: 57 bits less those
}

// margin is more than a unit can take: six blocks of 64 coefficients of 27 bits.
// What is read beyond the end is found after each unit.
const margin = 2048

var bitsPool = sync.Pool{New: func() any { return new(bits) }}

// unstuff prepares the bytes of a scan up to the marker after it.
func (b *bits) unstuff(scan []byte) error {
	*b = bits{data: b.data[:0], breaks: b.breaks[:0]}
	if cap(b.data) < len(scan)+margin {
		b.data = make([]byte, 0, len(scan)+margin)
	}
	for {
		i := bytes.IndexByte(scan, 0xFF)
		if i < 0 || i+1 >= len(scan) {
			return errOther // cut
		}
		b.data = append(b.data, scan[:i]...)
		marker := scan[i+1]
		scan = scan[i+2:]
		switch {
		case marker == 0:
			b.data = append(b.data, 0xFF)
		case marker >= 0xD0 && marker <= 0xD7:
			if int(marker&7) != len(b.breaks)%8 {
				return errOther
			}
			b.breaks = append(b.breaks, len(b.data))
		default:
			b.size = len(b.data)
			b.data = b.data[:b.size+margin]
			clear(b.data[b.size:])
			b.fill()
			return nil
		}
	}
}

// fill moves the window to the next bit.
func (b *bits) fill() {
	b.at += int(b.used)
	b.used = 0
	b.window = binary.BigEndian.Uint64(b.data[b.at>>3:]) << (b.at & 7)
}

// skip moves the window by n bits.
func (b *bits) skip(n uint) {
	b.used += n
	b.window <<= n & 63
}

// over reports whether more was read than there is.
func (b *bits) over() bool { return b.at+int(b.used) > 8*b.size }

// restart moves to the next restart marker, which must be where the reader is.
func (b *bits) restart() bool {
	if b.next == len(b.breaks) || (b.at+int(b.used)+7)/8 != b.breaks[b.next] {
		return false
	}
	b.at, b.used = 8*b.breaks[b.next], 0
	b.next++
	b.fill()
	return true
}

// wholeFast is how many fast symbols a full window has at least.
const wholeFast = 57 / fastBits

// slow reads a symbol whose entry has no coefficient. The window must be full.
func (t *huffman) slow(b *bits, e entry) (ahead, value int, ok bool) {
	length, size, ahead := e.length(), e.value(), e.advance()
	if length == 0 {
		symbol, n := t.long(b.window)
		if n == 0 {
			return 0, 0, false
		}
		length, size, ahead = n, int(symbol&15), advance(symbol)
	}
	b.skip(length)
	if size > 0 {
		value = extended(int(b.window>>(64-size)), size)
		b.skip(uint(size))
	}
	return ahead, value, true
}

// long returns the symbol of a code that is longer than fastBits, and its length; 0
// if there is none.
func (t *huffman) long(window uint64) (symbol byte, length uint) {
	for length = fastBits + 1; length <= 16; length++ {
		code := int(window >> (64 - length))
		if code >= t.first[length] && code < t.after[length] {
			return t.values[code+t.offset[length]], length
		}
	}
	return 0, 0
}

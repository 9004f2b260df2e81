// Package progressive encodes planes as a progressive JPEG of 4:2:0 or one in grey.
//
// The tables by which frequencies are divided are not those of annex K of the
// standard, which date from 1988: see Quants. Of each scan the symbols are made
// once, counted, and written with codes made for them.
package progressive

import (
	"encoding/binary"
	"sync"

	"wayside/internal/resample"
)

// A component is a plane with its coefficients.
type component struct {
	plane  *resample.Plane
	side   int         // blocks of a unit, across and down: 2 for luma next to chroma
	table  int         // of codes
	quants int         // of Quants
	row    int         // blocks in a row of units
	wide   int         // blocks in a row that have samples
	high   int         // rows of blocks that have samples
	coeffs [][64]int16 // of each block, in zigzag order
	masks  []uint64    // which of them are not 0
}

// An encoder is the memory of one picture.
type encoder struct {
	components []component
	units      [2]int // across, down
	tokens     []token
	out        []byte
	bits       uint64 // not yet written, the last ones below
	count      uint   // of them
}

var encoders = sync.Pool{New: func() any { return &encoder{components: make([]component, 3)} }}

// Encode returns a picture as JPEG. planes is one of luma and, unless the picture is
// grey, two of chroma with half as many samples in each direction.
func Encode(planes []*resample.Plane, quants *Quants) []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.out, e.bits, e.count = e.out[:0], 0, 0
	e.set(planes)
	for i := range e.components[:len(planes)] {
		e.components[i].transform(quants)
	}
	e.header(quants)
	all := e.components[:len(planes)]
	// What each scan adds is what a reader misses most.
	e.scanDC(all)
	e.scanAC(0, 1, 5)
	for i := 1; i < len(all); i++ {
		e.scanAC(i, 1, 63)
	}
	e.scanAC(0, 6, 63)
	e.out = append(e.out, 0xFF, 0xD9)
	return append([]byte(nil), e.out...)
}

// set divides the planes into blocks.
func (e *encoder) set(planes []*resample.Plane) {
	side := 1
	if len(planes) > 1 {
		side = 2
	}
	luma := planes[0]
	e.units = [...]int{(luma.Width + 8*side - 1) / (8 * side), (luma.Height + 8*side - 1) / (8 * side)}
	for i, p := range planes {
		c := &e.components[i]
		c.plane, c.side, c.table = p, 1, min(i, 1)
		c.quants = i
		if i == 0 {
			c.side = side
		}
		c.row, c.wide, c.high = e.units[0]*c.side, (p.Width+7)/8, (p.Height+7)/8
		blocks := c.row * e.units[1] * c.side
		if cap(c.coeffs) < blocks {
			c.coeffs, c.masks = make([][64]int16, blocks), make([]uint64, blocks)
		}
		c.coeffs, c.masks = c.coeffs[:blocks], c.masks[:blocks]
	}
}

// header writes the segments before the first scan.
func (e *encoder) header(quants *Quants) {
	e.out = append(e.out, "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
	count := len(e.used())
	for i := range count {
		e.out = append(e.out, 0xFF, 0xDB, 0, 67, byte(i))
		for _, natural := range zigzag {
			e.out = append(e.out, quants[i][natural])
		}
	}
	luma := e.components[0].plane
	e.out = append(e.out, 0xFF, 0xC2, 0, byte(8+3*count), 8)
	e.out = binary.BigEndian.AppendUint16(e.out, uint16(luma.Height))
	e.out = binary.BigEndian.AppendUint16(e.out, uint16(luma.Width))
	e.out = append(e.out, byte(count))
	for i, c := range e.used() {
		e.out = append(e.out, byte(i+1), byte(c.side<<4|c.side), byte(c.quants))
	}
}

// used returns the components of the picture.
func (e *encoder) used() []component {
	if e.components[0].side == 1 {
		return e.components[:1]
	}
	return e.components
}

// scanHeader begins a scan of the coefficients from first to last, whose tables have
// been written.
func (e *encoder) scanHeader(components []int, first, last int) {
	e.out = append(e.out, 0xFF, 0xDA, 0, byte(6+2*len(components)), byte(len(components)))
	for _, i := range components {
		t := byte(e.components[i].table)
		e.out = append(e.out, byte(i+1), t<<4|t)
	}
	e.out = append(e.out, byte(first), byte(last), 0)
}

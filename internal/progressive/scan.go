package progressive

import "math/bits"

// A token is a symbol and the bits that follow it: the bits below, their number from
// bit 16, the symbol from bit 21, and the table from bit 29.
type token uint32

func newToken(symbol byte, value uint16, size, table int) token {
	return token(value) | token(size)<<16 | token(symbol)<<21 | token(table)<<29
}

// sized returns the size of a coefficient in bits and those bits (ITU-T T.81,
// F.1.2.1).
func sized(v int) (size int, value uint16) {
	sign := v >> 63
	size = bits.Len(uint((v ^ sign) - sign))
	return size, uint16(v+sign) & (1<<size - 1)
}

// scanDC writes the scan of the first coefficients, all components of a unit after
// one another.
func (e *encoder) scanDC(components []component) {
	e.tokens = e.tokens[:0]
	var last [3]int
	for y := range e.units[1] {
		for x := range e.units[0] {
			for i := range components {
				c := &components[i]
				for k := range c.side * c.side {
					v := int(c.coeffs[(y*c.side+k/c.side)*c.row+x*c.side+k%c.side][0])
					size, value := sized(v - last[i])
					last[i] = v
					e.tokens = append(e.tokens, newToken(byte(size), value, size, c.table))
				}
			}
		}
	}
	ids := []int{0, 1, 2}
	e.writeScan(ids[:len(components)], 0, 0)
}

// scanAC writes the scan of the coefficients of a component from first to last.
func (e *encoder) scanAC(component, first, last int) {
	const longest = 0x7FFF // blocks without a coefficient
	c := &e.components[component]
	tokens := e.tokens[:0]
	band := ^uint64(0) >> (63 - last) &^ (1<<first - 1)
	empty := 0 // blocks whose rest has no coefficient
	flush := func() {
		if empty > 0 {
			size := bits.Len(uint(empty)) - 1
			tokens = append(tokens, newToken(byte(size<<4), uint16(empty)&(1<<size-1), size, c.table))
			empty = 0
		}
	}
	for y := range c.high {
		for at := y * c.row; at < y*c.row+c.wide; at++ {
			mask := c.masks[at] & band
			if mask != 0 {
				flush()
			}
			coeffs := &c.coeffs[at]
			before := first - 1
			for ; mask != 0; mask &= mask - 1 {
				k := bits.TrailingZeros64(mask)
				zeros := k - before - 1
				before = k
				for ; zeros > 15; zeros -= 16 {
					tokens = append(tokens, newToken(0xF0, 0, 0, c.table))
				}
				size, value := sized(int(coeffs[k&63]))
				tokens = append(tokens, newToken(byte(zeros<<4|size), value, size, c.table))
			}
			if before < last {
				if empty++; empty == longest {
					flush()
				}
			}
		}
	}
	flush()
	e.tokens = tokens
	e.writeScan([]int{component}, first, last)
}

// writeScan writes the tokens, with their tables of codes.
func (e *encoder) writeScan(components []int, first, last int) {
	var counts [2][256]int
	for _, t := range e.tokens {
		counts[t>>29][t>>21&255]++
	}
	var codes [2][256]code
	for i := range counts {
		lengths, symbols := codeLengths(&counts[i])
		if len(symbols) == 0 {
			continue
		}
		class := 0
		if first > 0 {
			class = 1
		}
		e.out = append(e.out, 0xFF, 0xC4, 0, byte(19+len(symbols)), byte(class<<4|i))
		e.out = append(e.out, lengths[:]...)
		e.out = append(e.out, symbols...)
		codes[i] = codesOf(lengths, symbols)
	}
	e.scanHeader(components, first, last)
	for _, t := range e.tokens {
		c := codes[t>>29][t>>21&255]
		size := uint(t >> 16 & 31)
		e.put(uint64(c.bits)<<size|uint64(t&0xFFFF), uint(c.length)+size)
	}
	e.put(1<<7-1, 7) // to whole bytes, with ones
	e.bits, e.count = 0, 0
}

// put writes the last n bits of v, at most 32.
func (e *encoder) put(v uint64, n uint) {
	e.bits = e.bits<<n | v
	e.count += n
	for e.count >= 8 {
		e.count -= 8
		b := byte(e.bits >> e.count)
		e.out = append(e.out, b)
		if b == 0xFF {
			e.out = append(e.out, 0)
		}
	}
}

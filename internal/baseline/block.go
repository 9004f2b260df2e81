package baseline

import "math"

// A dequantizer makes n × n samples of a block.
type dequantizer struct {
	n      int
	used   int        // the zigzag index after the last coefficient that is used
	place  [256]uint8 // from the zigzag index to a place in block
	factor [256]int   // by which a coefficient is multiplied, in fixed point
	block  [32]int32  // coefficients, n in a row, and what is dropped; 0 between blocks
}

// dropped is the place of coefficients that are not used.
const dropped = 16

const (
	fraction    = 10 // bits of fixed point of a coefficient
	kernelShift = 12 // of a weight
)

// factors are those of the inverse transform of n points that can be applied before
// it: √8 times its weights for 1 and 2 points; for 4, what is left of them then needs
// a factor that is not one in two places only. They are those of both directions, so
// a coefficient is multiplied by an eighth of two of them.
var factors = map[int][]float64{
	1: {1},
	2: {1, 1},
	4: {1, 1.3065629648763766, 1, 1.3065629648763766},
}

// set prepares for blocks with the given quantization table, in zigzag order.
func (d *dequantizer) set(quants *[64]uint16, n int) {
	d.n = n
	for i := range d.place {
		d.place[i] = dropped
	}
	for i, natural := range zigzag {
		x, y := int(natural)%8, int(natural)/8
		if x < n && y < n {
			d.place[i], d.used = uint8(y*n+x), i+1
			d.factor[i] = int(math.Round(float64(quants[i]) * factors[n][x] * factors[n][y] / 8 * (1 << fraction)))
		}
	}
}

// decode reads a block and writes its samples. It returns false if the block is not
// as it should be.
func (c *component) decode(b *bits, pix []byte) bool {
	d := &c.blocks
	b.fill()
	e := c.dc.fast[b.window>>(64-fastBits)]
	value := e.value()
	if e&entrySlow == 0 {
		b.skip(e.length())
	} else {
		var ok bool
		if _, value, ok = c.dc.slow(b, e); !ok {
			return false
		}
	}
	c.last += value
	block := &d.block
	block[0] = int32(c.last * d.factor[0])
	k, ok := c.ac.frequencies(b, d)
	if ok && k < 64 {
		k, ok = c.ac.drop(b, k)
	}
	if !ok {
		return false
	}
	switch {
	case d.n == 1 || k == 1+endOfBlock:
		d.even(pix, c.stride, int(block[0]))
		return true
	case d.n == 2:
		transform2(pix, c.stride, (*[4]int32)(block[:]))
	default:
		transform4(pix, c.stride, (*[16]int32)(block[:]))
	}
	clear(block[:dropped])
	return true
}

// frequencies reads the coefficients of a block as far as they are used. It returns
// the zigzag index after the last one it read, more than 64 at the end of the block.
// Two symbols may be read at once, since those that are used end long before 64.
func (t *huffman) frequencies(b *bits, d *dequantizer) (k int, ok bool) {
	k = 1
	for k < d.used {
		b.fill()
		window, used := b.window, b.used
		for range wholeFast {
			e := t.fast[window>>(64-fastBits)]
			if e&entrySlow != 0 {
				b.window, b.used = window, used
				b.fill()
				advance, value, ok := t.slow(b, e)
				if !ok {
					return k, false
				}
				window, used = b.window, b.used
				k += advance
				i := (k - 1) & 255
				d.block[d.place[i]&31] = int32(value * d.factor[i])
				break
			}
			used += e.length()
			window <<= e.length()
			k += e.advance()
			i := (k - 1) & 255
			d.block[d.place[i]&31] = int32(e.value() * d.factor[i])
			k += e.advance2()
			i = (k - 1) & 255
			d.block[d.place[i]&31] += int32(e.value2() * d.factor[i])
			if k >= d.used {
				break
			}
		}
		b.window, b.used = window, used
	}
	return k, k <= 64 || k >= endOfBlock
}

// drop reads the rest of a block, from zigzag index k.
func (t *huffman) drop(b *bits, k int) (end int, ok bool) {
	for k < 64 {
		b.fill()
		for range wholeFast {
			e := t.drops[b.window>>(64-fastBits)]
			advance := int(e >> 6 & 511)
			if e == 0 || k+advance > 63 {
				// One symbol.
				b.fill()
				e := t.one[b.window>>(64-fastBits)]
				advance := e.advance()
				if e&entrySlow == 0 {
					b.skip(e.length())
				} else if advance, _, ok = t.slow(b, e); !ok {
					return k, false
				}
				k += advance
				break
			}
			b.skip(uint(e & 63))
			if k += advance; e&dropEnd != 0 {
				return k + endOfBlock, true
			}
		}
	}
	return k, k == 64 || k >= endOfBlock
}

// samples maps a result, which has 128 and below added, to a sample.
var samples = func() (table [1 << 11]byte) {
	for i := range table {
		table[i] = byte(min(max(i-below, 0), 255))
	}
	return table
}()

// below is more than a result of a sound block is below 0.
const below = 512

// sample converts a result in fixed point to a sample.
func sample(v int) byte {
	return samples[uint(v+(128+below)<<fraction+1<<(fraction-1))>>fraction%uint(len(samples))]
}

// even writes the samples of a block that has no frequencies.
func (d *dequantizer) even(pix []byte, stride, dc int) {
	v := sample(dc)
	for y := range d.n {
		row := pix[y*stride:][:d.n]
		for x := range row {
			row[x] = v
		}
	}
}

// transform2 writes the 2 × 2 samples of a block.
func transform2(pix []byte, stride int, block *[4]int32) {
	a, b, c, d := int(block[0]), int(block[1]), int(block[2]), int(block[3])
	pix[0], pix[1] = sample(a+b+c+d), sample(a-b+c-d)
	pix[stride], pix[stride+1] = sample(a+b-c-d), sample(a-b-c+d)
}

// tangent is that of 22.5°, the only other factor, in fixed point.
const tangent = 1697 // of 1<<kernelShift

// transform4 writes the 4 × 4 samples of a block. With factors applied before, four
// points need two multiplications.
func transform4(pix []byte, stride int, block *[16]int32) {
	var half [16]int
	for x := range 4 {
		a, b, c, d := int(block[x]), int(block[x+4]), int(block[x+8]), int(block[x+12])
		even, odd := a+c, a-c
		p, q := b+d*tangent>>kernelShift, b*tangent>>kernelShift-d
		half[x], half[x+4], half[x+8], half[x+12] = even+p, odd+q, odd-q, even-p
	}
	for y := range 4 {
		a, b, c, d := half[4*y], half[4*y+1], half[4*y+2], half[4*y+3]
		even, odd := a+c, a-c
		p, q := b+d*tangent>>kernelShift, b*tangent>>kernelShift-d
		row := pix[y*stride:][:4]
		row[0], row[1] = sample(even+p), sample(odd+q)
		row[2], row[3] = sample(odd-q), sample(even-p)
	}
}

// zigzag maps the order in the file to that of rows.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

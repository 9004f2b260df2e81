package progressive

import "math"

// A divisor divides a coefficient of a transformed block by that of a table, and
// rounds: a factor of 1<<shift.
type divisor int

const (
	fraction = 4  // bits of fixed point of samples in a transform
	constant = 13 // of its constants
	shift    = 32 // of a factor
)

// divisors returns those of a table, and the largest coefficients that become 0. The
// transform leaves a factor in each coefficient, which they contain.
func divisors(quants *[64]uint8) (limits [64]int32, by [64]divisor) {
	scale := func(k int) float64 {
		if k == 0 {
			return 1
		}
		return math.Sqrt2 * math.Cos(float64(k)*math.Pi/16)
	}
	for i, q := range quants {
		d := float64(q) * 8 * scale(i%8) * scale(i/8) * (1 << fraction)
		limits[i], by[i] = int32(math.Ceil(d/2))-1, divisor(math.Round((1<<shift)/d))
	}
	return limits, by
}

func (d divisor) divide(v int) int16 {
	if v < 0 {
		return -int16((-v*int(d) + 1<<(shift-1)) >> shift)
	}
	return int16((v*int(d) + 1<<(shift-1)) >> shift)
}

// transform computes the coefficients of a component. Blocks that fill up a unit
// repeat the border.
func (c *component) transform(quants *Quants) {
	limits, by := divisors(&quants[c.quants])
	var border [64]byte
	p := c.plane
	for at := range c.coeffs {
		x, y := at%c.row*8, at/c.row*8
		pix, stride := border[:], 8
		if x+8 <= p.Width && y+8 <= p.Height {
			pix, stride = p.Pix[y*p.Stride+x:], p.Stride
		} else {
			for i := range border {
				border[i] = p.Row(min(y+i/8, p.Height-1))[min(x+i%8, p.Width-1)]
			}
		}
		var block [64]int32
		forward(&block, pix, stride)
		coeffs := &c.coeffs[at]
		*coeffs = [64]int16{}
		mask := uint64(0)
		for i, v := range block {
			if small := limits[i]; uint32(v+small) > uint32(2*small) {
				k := order[i] & 63
				coeffs[k] = by[i].divide(int(v))
				mask |= 1 << k
			}
		}
		c.masks[at] = mask
	}
}

// forward transforms a block: the method of Arai, Agui and Nakajima, with five
// multiplications for eight points.
func forward(block *[64]int32, pix []byte, stride int) {
	for y := range 8 {
		s := (*[8]byte)(pix[y*stride:])
		r := (*[8]int32)(block[8*y:])
		for x, v := range s {
			r[x] = (int32(v) - 128) << fraction
		}
		r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] = points(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7])
	}
	for x := range 8 {
		b := block[x:]
		_ = b[56]
		b[0], b[8], b[16], b[24], b[32], b[40], b[48], b[56] = points(b[0], b[8], b[16], b[24], b[32], b[40], b[48], b[56])
	}
}

func points(a, b, c, d, e, f, g, h int32) (int32, int32, int32, int32, int32, int32, int32, int32) {
	const (
		c4     = 5793  // cos 4π/16
		c6     = 3135  // cos 6π/16
		c2less = 4433  // cos 2π/16 - cos 6π/16
		c2more = 10703 // cos 2π/16 + cos 6π/16
	)
	s0, s1, s2, s3 := a+h, b+g, c+f, d+e
	d0, d1, d2, d3 := a-h, b-g, c-f, d-e
	// Even.
	t0, t3, t1, t2 := s0+s3, s0-s3, s1+s2, s1-s2
	z1 := (t2 + t3) * c4 >> constant
	// Odd.
	u0, u1, u2 := d3+d2, d2+d1, d1+d0
	z5 := (u0 - u2) * c6 >> constant
	z2 := u0*c2less>>constant + z5
	z4 := u2*c2more>>constant + z5
	z3 := u1 * c4 >> constant
	w1, w2 := d0+z3, d0-z3
	return t0 + t1, w1 + z4, t3 + z1, w2 - z2, t0 - t1, w2 + z2, t3 - z1, w1 - z4
}

// zigzag maps the order in the file to that of rows, and order the reverse.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

var order = func() (order [64]uint8) {
	for k, natural := range zigzag {
		order[natural] = uint8(k)
	}
	return order
}()

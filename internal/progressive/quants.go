package progressive

import "math"

// Quants are the divisors of luma and of the two planes of chroma, in rows, 1 to
// 255.
type Quants [3][64]uint8

// The divisor of a frequency of (x, y) is base + slope·r^power, where r is its
// distance from (0, 0). The numbers were found by a search for the highest
// SSIMULACRA2 at the same number of bytes, with photos of 960 × 720; see
// docs/benchmarks.md. Compared with annex K, the tables are flatter.
var curves = [3]struct{ base, slope, power float64 }{
	{1.86, 3.62, 1.05},
	{3.31, 3.08, 1.22},
	{3.44, 1.50, 1.15},
}

// NewQuants returns divisors. The larger coarseness is, the smaller the files.
func NewQuants(coarseness float64) *Quants {
	q := &Quants{}
	for plane, c := range curves {
		for i := range q[plane] {
			r := math.Hypot(float64(i%8), float64(i/8))
			q[plane][i] = uint8(min(max(math.Round(coarseness*(c.base+c.slope*math.Pow(r, c.power))), 1), 255))
		}
	}
	return q
}

// Package resample resizes planes of 8-bit samples: the luma or a chroma plane of
// a photo, which then need not be converted to RGB and back.
//
// A resize is separable and uses Lanczos with three lobes, in fixed point. Go has
// no vector instructions without assembly, so three samples are computed in one
// 64-bit word: lane i holds bits 21·i to 21·i+20. A word times a weight, added up,
// is three sums at once. Weights may be negative, because a borrow out of a lane
// is repaid when the sum is complete: no complete sum is negative or needs more
// than 21 bits.
//
// The lanes are three rows in the horizontal pass and three parts of a row in the
// vertical one. Both passes advance together through the plane, so the
// intermediate rows stay in the cache.
package resample

import (
	"math"
	"sync"
)

// A Plane is a rectangle of samples.
type Plane struct {
	Pix           []byte
	Stride        int // bytes from a row to the next
	Width, Height int // samples

	// Left, Top, Across and Down are the part of the plane that the picture
	// covers, in samples. It is less than the whole where a picture has an odd
	// side and chroma half as many samples, or was decoded at half its size.
	Left, Top, Across, Down float64
}

// New returns a plane for a picture that covers across × down samples from the
// upper left corner.
func New(across, down float64) *Plane {
	w, h := int(math.Ceil(across)), int(math.Ceil(down))
	return &Plane{Pix: make([]byte, w*h), Stride: w, Width: w, Height: h, Across: across, Down: down}
}

// View returns a plane of existing samples. It returns nil if there are too few of
// them for a picture of across × down.
func View(pix []byte, stride int, across, down float64) *Plane {
	w, h := int(math.Ceil(across)), int(math.Ceil(down))
	if w < 1 || h < 1 || stride < w || len(pix) < (h-1)*stride+w {
		return nil
	}
	return &Plane{Pix: pix, Stride: stride, Width: w, Height: h, Across: across, Down: down}
}

// Row returns a row of samples.
func (p *Plane) Row(y int) []byte { return p.Pix[y*p.Stride:][:p.Width] }

func (p *Plane) part() [4]float64 { return [...]float64{p.Left, p.Top, p.Across, p.Down} }

const (
	laneBits   = 21
	weightBits = 12 // of the fraction of a weight
	lanes      = 3
	// shade is added to each sum so that it is not negative. Of the range of a
	// result, [-shade, 512-shade), Lanczos needs about [-70, 325].
	shade   = 96
	oneLane = uint64(shade<<weightBits + 1<<(weightBits-1)) // with half a unit, to round
	initial = oneLane | oneLane<<laneBits | oneLane<<(2*laneBits)
	results = 512
	ahead   = 4 // weights are processed by so many
)

// clamped maps a result, which has shade added, to a sample.
var clamped = func() (table [results]byte) {
	for i := range table {
		table[i] = byte(min(max(i-shade, 0), 255))
	}
	return table
}()

// Resize fills dst with the samples of src. Neither may be empty.
func Resize(dst, src *Plane) {
	if dst.Width == src.Width && dst.Height == src.Height && dst.part() == src.part() {
		for y := range dst.Height {
			copy(dst.Row(y), src.Row(y))
		}
		return
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	across, down := src.Across/dst.Across, src.Down/dst.Down
	s.columns.set(src.Width, dst.Width, across, src.Left-dst.Left*across)
	s.rows.set(src.Height, dst.Height, down, src.Top-dst.Top*down)
	s.resize(dst, src)
}

// A scratch is the memory of one resize.
type scratch struct {
	columns, rows kernel
	packed        []uint64      // three rows of the source, one a lane
	narrow        [lanes][]byte // the same rows after the horizontal pass
	ring          [][]uint64    // the last such rows, three parts a word
	sums          []uint64
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func (s *scratch) resize(dst, src *Plane) {
	s.packed = grown(s.packed, s.columns.size)
	part := (dst.Width + lanes - 1) / lanes
	for i := range s.narrow {
		s.narrow[i] = grown(s.narrow[i], part*lanes)
	}
	s.sums = grown(s.sums, part)
	for len(s.ring) < s.rows.taps+lanes {
		s.ring = append(s.ring, nil)
	}
	ring := s.ring[:s.rows.taps+lanes]
	for i := range ring {
		ring[i] = grown(ring[i], part)
	}

	done := 0 // rows of the source in the ring
	taps := make([][]uint64, s.rows.taps)
	for y := range dst.Height {
		start, weights := s.rows.at(y)
		for done < start+len(weights) && done < src.Height {
			s.across(src, done)
			for i := range min(lanes, src.Height-done) {
				pack(ring[(done+i)%len(ring)], s.narrow[i])
			}
			done += lanes
		}
		for k := range taps {
			taps[k] = ring[min(start+k, src.Height-1)%len(ring)]
		}
		s.down(dst.Row(y), taps, weights)
	}
}

// across applies the horizontal pass to three rows of the source, from row y. Rows
// below the last one repeat it.
func (s *scratch) across(src *Plane, y int) {
	a, b, c := src.Row(y), src.Row(min(y+1, src.Height-1)), src.Row(min(y+2, src.Height-1))
	packed := s.packed
	for x := range a {
		packed[x] = uint64(a[x]) | uint64(b[x])<<laneBits | uint64(c[x])<<(2*laneBits)
	}
	taps, weights := s.columns.taps, s.columns.weights
	out, out1, out2 := s.narrow[0], s.narrow[1], s.narrow[2]
	for x, start := range s.columns.starts {
		sum := initial
		for k := 0; k < taps; k += ahead {
			p := (*[ahead]uint64)(packed[start+k:])
			w := (*[ahead]uint64)(weights[x*taps+k:])
			sum += p[0]*w[0] + p[1]*w[1] + p[2]*w[2] + p[3]*w[3]
		}
		out[x] = clamped[sum>>weightBits%results]
		out1[x] = clamped[sum>>(laneBits+weightBits)%results]
		out2[x] = clamped[sum>>(2*laneBits+weightBits)%results]
	}
}

// pack writes the three parts of a row into the lanes of words.
func pack(words []uint64, row []byte) {
	n := len(words)
	a, b, c := row[:n], row[n:][:n], row[2*n:][:n]
	for x := range words {
		words[x] = uint64(a[x]) | uint64(b[x])<<laneBits | uint64(c[x])<<(2*laneBits)
	}
}

// down applies the vertical pass to as many rows as there are weights, a multiple
// of ahead.
func (s *scratch) down(row []byte, rows [][]uint64, weights []uint64) {
	sums := s.sums
	for i := range sums {
		sums[i] = initial
	}
	n := len(sums)
	for k := 0; k < len(rows); k += ahead {
		w := (*[ahead]uint64)(weights[k:])
		a, b, c, d := rows[k][:n], rows[k+1][:n], rows[k+2][:n], rows[k+3][:n]
		for x := range sums {
			sums[x] += a[x]*w[0] + b[x]*w[1] + c[x]*w[2] + d[x]*w[3]
		}
	}
	for lane := range lanes {
		shift := lane*laneBits + weightBits
		part := row[min(lane*n, len(row)):min((lane+1)*n, len(row))]
		for x := range part {
			part[x] = clamped[sums[x]>>(shift&63)%results]
		}
	}
}

// A kernel has the weights of one direction.
type kernel struct {
	size    int      // samples that must exist, at least those of the source: starts[i]+taps is not more
	taps    int      // weights of each result, a multiple of ahead; some are 0
	starts  []int    // the first sample of each result
	weights []uint64 // taps for each result, in fixed point, two's complement

	exact []float64 // of one result, before they are rounded
}

// at returns the first sample of a result and its weights.
func (k *kernel) at(i int) (start int, weights []uint64) {
	return k.starts[i], k.weights[i*k.taps:][:k.taps]
}

// set computes the weights that make results from samples. scale is the distance
// of two results and origin the place where the first begins, in samples.
func (k *kernel) set(samples, results int, scale, origin float64) {
	wide := max(scale, 1) // a kernel of the source's own width where a plane grows
	reach := lobes * wide
	k.taps = (int(2*reach) + 1 + ahead - 1) / ahead * ahead
	k.size = max(samples, k.taps)
	k.starts = grown(k.starts, results)
	k.weights = grown(k.weights, results*k.taps)
	k.exact = grown(k.exact, k.taps)
	for i := range results {
		centre := origin + (float64(i)+0.5)*scale - 0.5
		first := int(math.Ceil(centre - reach))
		start := min(max(first, 0), k.size-k.taps)
		k.starts[i] = start
		clear(k.exact)
		sum := 0.0
		for j := max(first, 0); j < samples && float64(j) <= centre+reach; j++ {
			w := lanczos((float64(j) - centre) / wide)
			k.exact[j-start] = w
			sum += w
		}
		round(k.weights[i*k.taps:][:k.taps], k.exact, sum)
	}
}

// round converts weights to fixed point. Their sum is exactly one, or an even
// surface would become darker: the largest weight takes what is left over.
func round(fixed []uint64, exact []float64, sum float64) {
	left, largest := 1<<weightBits, 0
	for i, w := range exact {
		v := int(math.Round(w / sum * (1 << weightBits)))
		fixed[i] = uint64(v)
		left -= v
		if w > exact[largest] {
			largest = i
		}
	}
	fixed[largest] += uint64(left)
}

// lobes is the radius of the kernel in results.
const lobes = 3

// lanczos returns a kernel's value at a distance from its centre.
func lanczos(x float64) float64 {
	if x == 0 {
		return 1
	}
	if x = math.Pi * math.Abs(x); x >= math.Pi*lobes {
		return 0
	}
	return lobes * math.Sin(x) * math.Sin(x/lobes) / (x * x)
}

// grown returns a slice of n elements, in the memory of s if that suffices.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

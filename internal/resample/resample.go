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
// The lanes are three parts of a row in the vertical pass and three rows in the
// horizontal one. Both passes advance together through the plane, so the
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
	s.columns = kernelOf(shape{src.Width, dst.Width, across, src.Left - dst.Left*across})
	s.rows = kernelOf(shape{src.Height, dst.Height, down, src.Top - dst.Top*down})
	s.resize(dst, src)
}

// A scratch is the memory of one resize.
type scratch struct {
	columns, rows *kernel
	padded        []byte        // a row whose length is a multiple of lanes
	ring          [][]uint64    // the last rows of the source, three parts a word
	taps          [][]uint64    // those that make a row
	sums          []uint64      // of a row, three parts a word
	short         [lanes][]byte // three rows after the vertical pass
	packed        []uint64      // the same rows, one a lane
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// resize makes three rows at a time: the vertical pass comes first, since it is the
// faster one and the other one then has fewer rows.
func (s *scratch) resize(dst, src *Plane) {
	part := (src.Width + lanes - 1) / lanes
	s.padded = grown(s.padded, part*lanes)
	s.sums = grown(s.sums, part)
	s.taps = grown(s.taps, s.rows.taps)
	s.ring = grown(s.ring, s.rows.taps)
	for i := range s.ring {
		s.ring[i] = grown(s.ring[i], part)
	}
	s.packed = grown(s.packed, s.columns.size)
	for i := range s.short {
		s.short[i] = grown(s.short[i], part*lanes)
	}
	done := 0 // rows of the source in the ring
	for y := range dst.Height {
		start, weights := s.rows.at(y)
		for ; done < min(start+len(weights), src.Height); done++ {
			s.pack(s.ring[done%len(s.ring)], src.Row(done))
		}
		for k := range s.taps {
			s.taps[k] = s.ring[(start+k)%len(s.ring)]
		}
		s.down(s.short[y%lanes], weights)
		if y%lanes == lanes-1 || y == dst.Height-1 {
			s.across(dst, src.Width, y-y%lanes)
		}
	}
}

// pack writes the three parts of a row into the lanes of words.
func (s *scratch) pack(words []uint64, row []byte) {
	copy(s.padded, row)
	n := len(words)
	a, b, c := s.padded[:n], s.padded[n:][:n], s.padded[2*n:][:n]
	for x := range words {
		words[x] = uint64(a[x]) | uint64(b[x])<<laneBits | uint64(c[x])<<(2*laneBits)
	}
}

// down applies the vertical pass to the rows in taps, as many as there are weights.
func (s *scratch) down(row []byte, weights []uint64) {
	sums := s.sums
	for i := range sums {
		sums[i] = initial
	}
	n := len(sums)
	for rows := s.taps; len(rows) >= ahead && len(weights) >= ahead; rows, weights = rows[ahead:], weights[ahead:] {
		w := (*[ahead]uint64)(weights)
		a, b, c, d := rows[0][:n], rows[1][:n], rows[2][:n], rows[3][:n]
		for x := range sums {
			sums[x] += a[x]*w[0] + b[x]*w[1] + c[x]*w[2] + d[x]*w[3]
		}
	}
	a, b, c := row[:n], row[n:][:n], row[2*n:][:n]
	for x, sum := range sums {
		a[x] = clamped[sum>>weightBits%results]
		b[x] = clamped[sum>>(laneBits+weightBits)%results]
		c[x] = clamped[sum>>(2*laneBits+weightBits)%results]
	}
}

// across applies the horizontal pass to the rows in short, which have width samples.
// They become those of dst from y.
func (s *scratch) across(dst *Plane, width, y int) {
	a, b, c := s.short[0][:width], s.short[1][:width], s.short[2][:width]
	packed, taps, weights := s.packed, s.columns.taps, s.columns.weights
	for x := range a {
		packed[x] = uint64(a[x]) | uint64(b[x])<<laneBits | uint64(c[x])<<(2*laneBits)
	}
	clear(packed[width:])
	// Beyond the last row, results overwrite it before it is made, or are dropped.
	last := dst.Height - 1
	out2, out1, out := dst.Row(min(y+2, last)), dst.Row(min(y+1, last)), dst.Row(y)
	for x, start := range s.columns.starts {
		sum := initial
		k := 0
		if taps >= 2*ahead {
			p := (*[2 * ahead]uint64)(packed[start:])
			w := (*[2 * ahead]uint64)(weights[x*taps:])
			sum += p[0]*w[0] + p[1]*w[1] + p[2]*w[2] + p[3]*w[3] + p[4]*w[4] + p[5]*w[5] + p[6]*w[6] + p[7]*w[7]
			k = 2 * ahead
		}
		for ; k < taps; k += ahead {
			p := (*[ahead]uint64)(packed[start+k:])
			w := (*[ahead]uint64)(weights[x*taps+k:])
			sum += p[0]*w[0] + p[1]*w[1] + p[2]*w[2] + p[3]*w[3]
		}
		out2[x] = clamped[sum>>(2*laneBits+weightBits)%results]
		out1[x] = clamped[sum>>(laneBits+weightBits)%results]
		out[x] = clamped[sum>>weightBits%results]
	}
}

// A shape is that of one direction of a resize.
type shape struct {
	samples, results int
	scale            float64 // the distance of two results, in samples
	origin           float64 // where the first result begins, in samples
}

// A kernel has the weights of one direction.
type kernel struct {
	size    int      // samples that must exist, at least those of the source: starts[i]+taps is not more
	taps    int      // weights of each result, a multiple of ahead; some are 0
	starts  []int    // the first sample of each result
	weights []uint64 // taps for each result, in fixed point, two's complement
}

// kernels are the last ones that were used: most photos of a camera have one size.
var kernels = struct {
	sync.Mutex
	of map[shape]*kernel
}{of: map[shape]*kernel{}}

// mostKernels is more than a few cameras need, with about 200 KB each.
const mostKernels = 64

// kernelOf returns the kernel of a shape.
func kernelOf(s shape) *kernel {
	kernels.Lock()
	defer kernels.Unlock()
	k := kernels.of[s]
	if k == nil {
		if len(kernels.of) == mostKernels {
			clear(kernels.of)
		}
		k = newKernel(s)
		kernels.of[s] = k
	}
	return k
}

// at returns the first sample of a result and its weights.
func (k *kernel) at(i int) (start int, weights []uint64) {
	return k.starts[i], k.weights[i*k.taps:][:k.taps]
}

// newKernel computes the weights of a shape.
func newKernel(s shape) *kernel {
	wide := max(s.scale, 1) // a kernel of the source's own width where a plane grows
	reach := lobes * wide
	k := &kernel{taps: (int(2*reach) + 1 + ahead - 1) / ahead * ahead}
	k.size = max(s.samples, k.taps)
	k.starts = make([]int, s.results)
	k.weights = make([]uint64, s.results*k.taps)
	exact := make([]float64, k.taps)
	for i := range s.results {
		centre := s.origin + (float64(i)+0.5)*s.scale - 0.5
		first := int(math.Ceil(centre - reach))
		start := min(max(first, 0), k.size-k.taps)
		k.starts[i] = start
		clear(exact)
		sum := 0.0
		for j := max(first, 0); j < s.samples && float64(j) <= centre+reach; j++ {
			w := lanczos((float64(j) - centre) / wide)
			exact[j-start] = w
			sum += w
		}
		round(k.weights[i*k.taps:][:k.taps], exact, sum)
	}
	return k
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

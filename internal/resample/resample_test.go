package resample

import (
	"bytes"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"
)

// noise returns a plane of w × h random samples, in runs so that there are edges.
func noise(w, h int, seed uint64) *Plane {
	r := rand.New(rand.NewPCG(seed, 1))
	p := New(float64(w), float64(h))
	v := byte(0)
	for i := range p.Pix {
		if r.IntN(3) == 0 {
			v = []byte{0, 255, byte(r.Uint32())}[r.IntN(3)]
		}
		p.Pix[i] = v
	}
	return p
}

var sizes = []struct{ w, h, toW, toH int }{
	{200, 150, 160, 120}, {160, 120, 96, 72}, {96, 72, 48, 36}, {100, 75, 80, 60}, {201, 151, 160, 120}, {7, 5, 3, 2}, {3, 3, 1, 1},
	{1, 1, 1, 1}, {1, 90, 1, 31}, {90, 1, 31, 1}, {40, 30, 41, 33}, {5, 4, 50, 60}, {300, 20, 2, 19}, {64, 64, 64, 32}, {64, 64, 32, 64},
}

// TestImaging compares with imaging, which computes in floating point, and begins
// with the other direction. Where it rounds the other way between its passes, a
// sample may differ by two.
func TestImaging(t *testing.T) {
	for i, s := range sizes {
		src := noise(s.w, s.h, uint64(i))
		dst := New(float64(s.toW), float64(s.toH))
		Resize(dst, src)
		img := imaging.Transpose(&image.Gray{Pix: src.Pix, Stride: src.Stride, Rect: image.Rect(0, 0, s.w, s.h)})
		want := imaging.Transpose(imaging.Resize(img, s.toH, s.toW, imaging.Lanczos))
		for y := range s.toH {
			for x, v := range dst.Row(y) {
				if d := int(v) - int(want.Pix[want.PixOffset(x, y)]); d > 2 || d < -2 {
					t.Fatalf("%+v: (%d, %d) is %d, want %d", s, x, y, v, int(v)-d)
				}
			}
		}
	}
}

// TestEven checks that an even surface stays the same, whatever the sizes: all
// weights of a sample add up to one.
func TestEven(t *testing.T) {
	for _, s := range sizes {
		for _, v := range []byte{0, 1, 127, 255} {
			src, dst := New(float64(s.w), float64(s.h)), New(float64(s.toW), float64(s.toH))
			for i := range src.Pix {
				src.Pix[i] = v
			}
			Resize(dst, src)
			if bytes.Count(dst.Pix, []byte{v}) != len(dst.Pix) {
				t.Fatalf("%+v: not all samples are %d", s, v)
			}
		}
	}
}

// TestRange checks that no sum leaves its lane, whatever the samples.
func TestRange(t *testing.T) {
	for samples := 1; samples < 130; samples++ {
		for results := 1; results < 130; results++ {
			k := newKernel(shape{samples, results, float64(samples) / float64(results), 0})
			for i := range results {
				start, weights := k.at(i)
				if start < 0 || start+len(weights) > k.size {
					t.Fatalf("%d → %d: the weights of %d end at %d of %d", samples, results, i, start+len(weights), k.size)
				}
				low, high := int64(oneLane), int64(oneLane)
				for _, w := range weights {
					low += min(int64(w)*255, 0)
					high += max(int64(w)*255, 0)
				}
				if low < 0 || high >= results512 {
					t.Fatalf("%d → %d: result %d is between %d and %d", samples, results, i, low>>weightBits, high>>weightBits)
				}
			}
		}
	}
}

const results512 = results << weightBits

// TestPart checks that a picture that covers a part of its plane is placed there: a
// ramp has the same values at the same places.
func TestPart(t *testing.T) {
	for _, c := range []struct{ fromLeft, fromAcross, toLeft, toAcross float64 }{
		{0, 60, 0, 30}, {0, 60.5, 0, 30.5}, {0, 60, 0, 30.5}, {0, 60, 0.5, 30.5}, {0.5, 60.5, 0.5, 30.5}, {0, 33, 0, 16.5},
	} {
		src, dst := New(c.fromLeft+c.fromAcross, 8), New(c.toLeft+c.toAcross, 8)
		src.Left, src.Across, dst.Left, dst.Across = c.fromLeft, c.fromAcross, c.toLeft, c.toAcross
		at := func(p *Plane, x int) float64 { return 20 + 200*(float64(x)+0.5-p.Left)/p.Across }
		for y := range src.Height {
			for x := range src.Row(y) {
				src.Row(y)[x] = byte(math.Round(at(src, x)))
			}
		}
		Resize(dst, src)
		for x := 4; x < dst.Width-4; x++ {
			if got, want := float64(dst.Row(3)[x]), at(dst, x); math.Abs(got-want) > 1.5 {
				t.Errorf("%+v: sample %d is %v, want %.1f", c, x, got, want)
			}
		}
	}
}

func FuzzResize(f *testing.F) {
	f.Add([]byte{1, 2, 3, 250, 251, 252}, 3, 2, 2, 1)
	f.Add([]byte{0, 255, 0, 255}, 2, 2, 9, 9)
	f.Fuzz(func(t *testing.T, pix []byte, w, toW, toH, pad int) {
		if w < 1 || w > 500 || len(pix) < w || toW < 1 || toH < 1 || toW > 500 || toH > 500 || pad < 0 || pad > 3 {
			return
		}
		src := View(pix, w, float64(w-pad%w)-0.5, float64(len(pix)/w))
		if src == nil {
			return
		}
		dst := New(float64(toW), float64(toH)-0.5)
		Resize(dst, src)
		low, high := 255, 0
		for y := range src.Height {
			for _, v := range src.Row(y) {
				low, high = min(low, int(v)), max(high, int(v))
			}
		}
		// Lanczos overshoots, but not by more than twice 0.4 of the contrast.
		over := (high-low)*4/5 + 3
		for _, v := range dst.Pix {
			if int(v) < low-over || int(v) > high+over {
				t.Fatalf("a sample of %d from samples of %d to %d", v, low, high)
			}
		}
	})
}

func BenchmarkResize(b *testing.B) {
	src, dst := noise(2000, 1500, 1), New(1600, 1200)
	for b.Loop() {
		Resize(dst, src)
	}
}

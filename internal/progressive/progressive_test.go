package progressive

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/gen2brain/jpegn"

	"wayside/internal/resample"
)

// scene returns planes with gradients, edges and noise.
func scene(w, h int, grey bool, noise int) []*resample.Plane {
	r := rand.New(rand.NewPCG(3, uint64(w*h)))
	planes := []*resample.Plane{resample.New(float64(w), float64(h))}
	if !grey {
		planes = append(planes, resample.New(float64(w)/2, float64(h)/2), resample.New(float64(w)/2, float64(h)/2))
	}
	for i, p := range planes {
		for y := range p.Height {
			for x := range p.Row(y) {
				v := 60*i + (x+y)*150/(p.Width+p.Height) + r.IntN(noise)
				if x/11%2 == 0 && y/7%3 == 0 {
					v = 255 - v
				}
				p.Row(y)[x] = byte(min(max(v, 0), 255))
			}
		}
	}
	return planes
}

// TestEncode decodes with two decoders that are not ours. With divisors of one, each
// sample comes back, but for rounding.
func TestEncode(t *testing.T) {
	ones := NewQuants(0)
	for _, size := range []image.Point{{160, 96}, {161, 97}, {1, 1}, {7, 300}, {17, 16}, {33, 15}} {
		for _, grey := range []bool{false, true} {
			planes := scene(size.X, size.Y, grey, 30)
			data := Encode(planes, ones)
			for name, decode := range map[string]func() (image.Image, error){
				"image/jpeg": func() (image.Image, error) { return jpeg.Decode(bytes.NewReader(data)) },
				"jpegn":      func() (image.Image, error) { return jpegn.Decode(bytes.NewReader(data)) },
			} {
				img, err := decode()
				if err != nil {
					t.Fatalf("%v, %s: %v", size, name, err)
				}
				if img.Bounds().Size() != size {
					t.Fatalf("%v, %s: the size is %v", size, name, img.Bounds())
				}
				if off := difference(planes, img); off > 2 {
					t.Errorf("%v, grey %v, %s: a sample is off by %d", size, grey, name, off)
				}
			}
		}
	}
}

// difference returns by how much a decoded picture differs at most.
func difference(planes []*resample.Plane, img image.Image) int {
	var pix [][]byte
	var strides []int
	switch img := img.(type) {
	case *image.Gray:
		pix, strides = [][]byte{img.Pix}, []int{img.Stride}
	case *image.YCbCr:
		pix, strides = [][]byte{img.Y, img.Cb, img.Cr}, []int{img.YStride, img.CStride, img.CStride}
	}
	if len(pix) != len(planes) {
		return 1000
	}
	worst := 0
	for i, p := range planes {
		for y := range p.Height {
			for x, v := range p.Row(y) {
				d := int(v) - int(pix[i][y*strides[i]+x])
				worst = max(worst, d, -d)
			}
		}
	}
	return worst
}

// TestSize checks that flatter tables and less exact ones give the sizes they are
// meant for: a picture is smaller than with annex K at the quality of 80.
func TestSize(t *testing.T) {
	planes := scene(640, 480, false, 20)
	var plain bytes.Buffer
	img := &image.YCbCr{
		Y: planes[0].Pix, Cb: planes[1].Pix, Cr: planes[2].Pix, YStride: 640, CStride: 320,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, 640, 480),
	}
	if err := jpegn.Encode(&plain, img, &jpegn.EncodeOptions{Quality: 80, Progressive: true, OptimizeCoding: true}); err != nil {
		t.Fatal(err)
	}
	fine, coarse := len(Encode(planes, NewQuants(0.5))), len(Encode(planes, NewQuants(2)))
	if usual := len(Encode(planes, NewQuants(1.07))); usual > plain.Len()*5/4 || coarse >= usual || usual >= fine {
		t.Errorf("%d bytes, %d when fine, %d when coarse; annex K has %d", usual, fine, coarse, plain.Len())
	}
}

// TestCodes checks codes of counts that Huffman's method makes longer than JPEG
// allows.
func TestCodes(t *testing.T) {
	fibonacci := [256]int{0: 1, 1: 1}
	for i := 2; i < 40; i++ {
		fibonacci[i] = fibonacci[i-1] + fibonacci[i-2]
	}
	var even [256]int
	for i := range even {
		even[i] = 7
	}
	for name, counts := range map[string][256]int{"fibonacci": fibonacci, "even": even, "one": {5: 9}, "two": {5: 9, 200: 1}} {
		lengths, symbols := codeLengths(&counts)
		used, total := 0, 0
		for i, n := range lengths {
			used += int(n) << (longestCode - 1 - i)
			total += int(n)
		}
		if used >= 1<<longestCode || total != len(symbols) {
			t.Errorf("%s: the codes fill %d of %d, and %d symbols have %d codes", name, used, 1<<longestCode, len(symbols), total)
		}
		for i := range symbols[1:] {
			if a, b := counts[symbols[i]], counts[symbols[i+1]]; a < b && codesOf(lengths, symbols)[symbols[i]].length < codesOf(lengths, symbols)[symbols[i+1]].length {
				t.Errorf("%s: symbol %d is rarer than %d, but has a shorter code", name, symbols[i], symbols[i+1])
			}
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add([]byte{0, 255, 3, 9}, 2, 1.0)
	f.Add(bytes.Repeat([]byte{7, 200}, 200), 20, 0.0)
	f.Fuzz(func(t *testing.T, pix []byte, w int, coarseness float64) {
		if w < 1 || w > 300 || len(pix) < w || len(pix) > 60000 {
			return
		}
		luma := resample.View(pix, w, float64(w), float64(len(pix)/w))
		planes := []*resample.Plane{luma, resample.New(luma.Across/2, luma.Down/2), resample.New(luma.Across/2, luma.Down/2)}
		data := Encode(planes, NewQuants(coarseness))
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if off := difference(planes, img); coarseness == 0 && off > 2 {
			t.Fatal(fmt.Sprint("a sample is off by ", off))
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	planes := scene(1600, 1200, false, 24)
	for b.Loop() {
		Encode(planes, NewQuants(1.07))
	}
}

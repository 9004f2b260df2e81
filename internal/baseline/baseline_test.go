package baseline

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/gen2brain/jpegn"
)

// scene returns a picture with gradients, noise and edges.
func scene(w, h int, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	r := rand.New(rand.NewPCG(1, 2))
	img := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	fill := func(pix []byte, stride int) {
		for i := range pix {
			x, y := i%stride, i/stride
			v := (x+y)*200/(stride+len(pix)/stride) + r.IntN(24)
			if x/40%3 == 1 && y/30%2 == 1 {
				v = 255 - v/4
			}
			pix[i] = byte(v)
		}
	}
	fill(img.Y, img.YStride)
	fill(img.Cb, img.CStride)
	fill(img.Cr, img.CStride)
	return img
}

func encode(t testing.TB, img image.Image, o jpegn.EncodeOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpegn.Encode(&b, img, &o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// samplesOf returns the planes that jpegn decodes, and their strides.
func samplesOf(t testing.TB, data []byte, n int) (planes [][]byte, strides []int) {
	t.Helper()
	img, err := jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: 8 / n})
	if err != nil {
		t.Fatal(err)
	}
	switch img := img.(type) {
	case *image.Gray:
		return [][]byte{img.Pix}, []int{img.Stride}
	case *image.YCbCr:
		return [][]byte{img.Y, img.Cb, img.Cr}, []int{img.YStride, img.CStride, img.CStride}
	}
	t.Fatalf("jpegn returned %T", img)
	return nil, nil
}

// TestDecode compares with jpegn, whose inverse transforms are others: a sample may
// differ by one.
func TestDecode(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420} {
		for _, size := range []image.Point{{320, 240}, {321, 241}, {17, 9}, {1, 1}, {8, 300}} {
			for name, o := range map[string]jpegn.EncodeOptions{
				"plain": {Quality: 92}, "coarse": {Quality: 20}, "fine": {Quality: 100}, "own tables": {Quality: 85, OptimizeCoding: true}, "restarts": {Quality: 85, RestartInterval: 3},
			} {
				compare(t, fmt.Sprintf("%s, %v, %v", name, ratio, size), encode(t, scene(size.X, size.Y, ratio), o))
			}
		}
	}
	compare(t, "grey", encode(t, &image.Gray{Pix: scene(150, 90, 0).Y, Stride: 150, Rect: image.Rect(0, 0, 150, 90)}, jpegn.EncodeOptions{Quality: 90}))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(150, 90, image.YCbCrSubsampleRatio420), nil); err != nil {
		t.Fatal(err)
	}
	compare(t, "image/jpeg", b.Bytes())
}

func compare(t *testing.T, name string, data []byte) {
	t.Helper()
	for _, n := range []int{4, 2, 1} {
		planes, eighths, err := Decode(data, n)
		if err != nil {
			t.Errorf("%s, %d: %v", name, n, err)
			return
		}
		want, strides := samplesOf(t, data, n)
		means, meanStrides := samplesOf(t, data, 1)
		if len(planes) != len(want) || len(eighths) != len(want) {
			t.Fatalf("%s, %d: %d planes, want %d", name, n, len(planes), len(want))
		}
		for i, p := range planes {
			for y := range p.Height {
				for x, v := range p.Row(y) {
					if d := int(v) - int(want[i][y*strides[i]+x]); d > 1 || d < -1 {
						t.Fatalf("%s, %d: plane %d has %d at (%d, %d), want %d", name, n, i, v, x, y, int(v)-d)
					}
				}
			}
			for y := range eighths[i].Height {
				if got, want := eighths[i].Row(y), means[i][y*meanStrides[i]:][:eighths[i].Width]; !bytes.Equal(got, want) {
					t.Fatalf("%s, %d: row %d of the eighth of plane %d is %v, want %v", name, n, y, i, got, want)
				}
			}
		}
	}
}

// TestSize checks the part that the picture covers of its planes.
func TestSize(t *testing.T) {
	planes, eighths, err := Decode(encode(t, scene(101, 53, image.YCbCrSubsampleRatio420), jpegn.EncodeOptions{}), 4)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(planes[0].Across, planes[0].Down, planes[0].Width, planes[1].Across, planes[1].Down, planes[1].Width, eighths[2].Across, eighths[2].Width)
	if want := "50.5 26.5 51 25.25 13.25 26 6.3125 7"; got != want {
		t.Errorf("sizes %s, want %s", got, want)
	}
}

// TestRefused checks that a general decoder is asked for what is not decoded here.
func TestRefused(t *testing.T) {
	img := scene(100, 60, image.YCbCrSubsampleRatio420)
	sound := encode(t, img, jpegn.EncodeOptions{Quality: 90, RestartInterval: 4})
	after := bytes.Index(sound, []byte{0xFF, 0xDA})
	huge := bytes.Clone(sound)
	frame := bytes.Index(huge, []byte{0xFF, 0xC0})
	copy(huge[frame+5:], "\xff\xff\xff\xff")
	adobe := append([]byte("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"), sound[2:]...)
	misplaced := bytes.Replace(sound, []byte{0xFF, 0xD1}, []byte{0xFF, 0xD3}, 1)
	for name, data := range map[string][]byte{
		"progressive": encode(t, img, jpegn.EncodeOptions{Progressive: true}), "empty": nil, "only a header": sound[:after], "cut": sound[:len(sound)-200],
		"without an end": sound[:len(sound)-2], "much larger than its data": huge, "RGB": adobe, "a marker too early": misplaced, "not a JPEG": []byte("\x89PNG\r\n\x1a\n"),
	} {
		if _, _, err := Decode(data, 4); err == nil {
			t.Errorf("%s is decoded", name)
		}
	}
	if _, _, err := Decode(sound, 4); err != nil {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, o := range []jpegn.EncodeOptions{{Quality: 90}, {Quality: 60, OptimizeCoding: true}, {Quality: 99, RestartInterval: 2}, {Progressive: true}} {
		f.Add(encode(f, scene(40, 24, image.YCbCrSubsampleRatio420), o), 2)
	}
	f.Add(encode(f, image.NewGray(image.Rect(0, 0, 20, 20)), jpegn.EncodeOptions{}), 0)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		n := 1 << (uint(size) % 3)
		planes, eighths, err := Decode(data, n)
		if err != nil {
			return
		}
		for i := range planes {
			if planes[i] == nil || eighths[i] == nil {
				t.Fatal("a plane is missing")
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := encode(b, scene(4000, 3000, image.YCbCrSubsampleRatio420), jpegn.EncodeOptions{Quality: 92})
	b.Run("baseline", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := Decode(data, 4); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("jpegn", func(b *testing.B) {
		for b.Loop() {
			if _, err := jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: 2}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

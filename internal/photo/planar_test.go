package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"testing/fstest"

	"wayside/internal/guide"
)

// edged returns a picture with a sharp border between two colours of the same
// luma near each side, so that a shift of chroma shows.
func edged(w, h int) *image.NRGBA {
	img := plainOf(w, h, color.NRGBA{128, 128, 128, 255})
	for y := range h {
		for x := range w {
			if min(x, w-1-x) < w/4 {
				img.SetNRGBA(x, y, color.NRGBA{190, 100, 110, 255})
			} else if min(y, h-1-y) < h/4 {
				img.SetNRGBA(x, y, color.NRGBA{80, 140, 170, 255})
			}
		}
	}
	return img
}

// TestTurnedChroma checks that a symmetric picture of an odd size stays symmetric in
// each orientation: its chroma is at the place of its luma.
func TestTurnedChroma(t *testing.T) {
	if testing.Short() {
		t.Skip("compares many pixels, which -short leaves out")
	}
	img := edged(701, 1001)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 98}); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 8; n++ {
		p, copies := publish(t, "a.jpg", exif(b.Bytes(), n))
		for i, data := range copies {
			got := decoded(t, data)
			w, h := got.Rect.Dx(), got.Rect.Dy()
			for k := 0; k < w; k += 7 {
				if a, b := got.NRGBAAt(k, h/2), got.NRGBAAt(w-1-k, h/2); !alike(a, b, 36) {
					t.Errorf("orientation %d, %d wide: %v at %d, but %v on the other side", n, p.Variants[i].Width, a, k, b)
				}
			}
			for k := 0; k < h; k += 7 {
				if a, b := got.NRGBAAt(w/2, k), got.NRGBAAt(w/2, h-1-k); !alike(a, b, 36) {
					t.Errorf("orientation %d, %d wide: %v at height %d, but %v on the other side", n, p.Variants[i].Width, a, k, b)
				}
			}
		}
	}
}

// TestTurnedPlane compares with the pictures of imaging.
func TestTurnedPlane(t *testing.T) {
	img := scene(70, 45)
	for n := 1; n <= 8; n++ {
		got, want := planarOf(img).turned(n), planarOf(turned(img, n))
		for i, plane := range got.planes() {
			if !bytes.Equal(plane.Pix, want.planes()[i].Pix) {
				t.Errorf("orientation %d: plane %d differs", n, i)
			}
		}
	}
}

// TestSubsampling checks the colours of JPEGs of each subsampling, at full size and
// decoded at a part of it.
func TestSubsampling(t *testing.T) {
	if testing.Short() {
		t.Skip("compares many pixels, which -short leaves out")
	}
	want := color.NRGBA{200, 60, 40, 255}
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420} {
		for _, size := range []image.Point{{700, 500}, {701, 501}, {3301, 1211}} {
			data := subsampled(t, size, ratio, want)
			_, copies := publish(t, "a.jpg", data)
			for _, made := range copies {
				img := decoded(t, made)
				for _, at := range []image.Point{{0, 0}, {img.Rect.Max.X - 1, img.Rect.Max.Y - 1}} {
					if got := img.NRGBAAt(at.X, at.Y); !alike(got, want, 6) {
						t.Errorf("%v, %v: %v at %v of %v, want %v", ratio, size, got, at, img.Rect, want)
					}
				}
			}
		}
	}
}

// TestOnce checks that copies made with the survey are those made on demand, and
// that a photo is then read once.
func TestOnce(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.jpg": exif(jpegOf(t, scene(1701, 1001)), 6), "b.png": pngOf(t, marked(700, 500)), "c.png": pngOf(t, scene(900, 700)),
		"large.jpg": jpegOf(t, scene(3301, 1200)),
		"d.jpg":     withProfile(jpegOf(t, scene(1300, 601)), iccOf(displayP3, srgbCurve())),
	} {
		want, copies := publish(t, name, data)
		r, list := photosOf(map[string][]byte{name: data}, t.TempDir())
		c := &counting{MapFS: r.files.(fstest.MapFS)}
		r.files = c
		pictures, problems, err := r.Survey(t.Context(), list, true)
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		if got := pictures[name]; got.Placeholder != want.Placeholder || got.Look != want.Look || got.Hash != want.Hash {
			t.Errorf("%s: the survey with copies found %+v, without them %+v", name, got, want)
		}
		for i, o := range r.Outputs(map[string]guide.Picture{name: pictures[name]}) {
			made, err := o.Make()
			if err != nil || !bytes.Equal(made.Data, copies[i]) {
				t.Errorf("%s: another copy at %s: %v", name, o.Address, err)
			}
		}
		if n := c.opened.Load(); n != 1 {
			t.Errorf("%s was opened %d times", name, n)
		}
	}
}

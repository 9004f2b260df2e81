package photo

import (
	"fmt"
	"image"
	"image/color"
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// blots returns a picture of soft blots at random places.
func blots(seed uint64, w, h int) *image.NRGBA {
	r := rand.New(rand.NewPCG(seed, 7))
	small := image.NewNRGBA(image.Rect(0, 0, 12, 9))
	for i := 0; i < len(small.Pix); i += 4 {
		v := uint8(r.Uint32())
		small.Pix[i], small.Pix[i+1], small.Pix[i+2], small.Pix[i+3] = v, v/2+40, 255-v, 255
	}
	return imaging.Resize(small, w, h, imaging.CatmullRom)
}

// lookAs returns the look of a picture with an orientation.
func lookAs(img image.Image, orientation int) uint64 {
	return (&source{img: img, orientation: orientation}).look()
}

// TestLook checks that the copies of a photo look the same, and different photos do not.
func TestLook(t *testing.T) {
	var all []uint64
	for seed := range uint64(20) {
		img := blots(seed, 800, 600)
		look := lookAs(img, 1)
		if look == 0 {
			t.Fatalf("%d has no details", seed)
		}
		for name, copied := range map[string]image.Image{
			"reduced": imaging.Resize(img, 320, 0, imaging.Lanczos), "compressed": decoded(t, jpegOf(t, img)),
			"lighter": imaging.AdjustBrightness(img, 8), "sharper": imaging.Sharpen(img, 1),
		} {
			if d := bits.OnesCount64(look ^ lookAs(copied, 1)); d > mostDiffering {
				t.Errorf("%d, %s: %d bits differ", seed, name, d)
			}
		}
		if d := bits.OnesCount64(look ^ lookAs(imaging.Rotate90(img), 6)); d > mostDiffering { // 6: turned back
			t.Errorf("%d, turned: %d bits differ", seed, d)
		}
		if d := bits.OnesCount64(look ^ (&source{eighth: planarOf(img), orientation: 1}).look()); d > mostDiffering {
			t.Errorf("%d, as planes: %d bits differ", seed, d)
		}
		for _, other := range all {
			if d := bits.OnesCount64(look ^ other); d <= mostDiffering {
				t.Errorf("%d and another photo: %d bits differ", seed, d)
			}
		}
		all = append(all, look)
	}
	for name, img := range map[string]image.Image{"wall": plainOf(300, 200, grey), "clear": image.NewNRGBA(image.Rect(0, 0, 9, 9)), "sky": image.NewUniform(color.White)} {
		if name == "sky" {
			img = imaging.New(50, 50, color.White)
		}
		if look := lookAs(img, 1); look != 0 {
			t.Errorf("%s: %x", name, look)
		}
	}
}

// TestAlike compares with all pairs.
func TestAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		looks := make([]uint64, 60)
		for i := range looks {
			looks[i] = r.Uint64()
			if i > 0 && r.IntN(2) == 0 {
				looks[i] = looks[r.IntN(i)]
				for range r.IntN(6) {
					looks[i] ^= 1 << r.IntN(64)
				}
			}
		}
		for i, got := range nearestLooks(looks) {
			want := -1
			for j := range i {
				if d := bits.OnesCount64(looks[i] ^ looks[j]); d <= mostDiffering && (want < 0 || d < bits.OnesCount64(looks[i]^looks[want])) {
					want = j
				}
			}
			if got != want {
				t.Fatalf("%d: %d, want %d", i, got, want)
			}
		}
	}
	if got := nearestLooks(make([]uint64, 300)); got[299] != 0 {
		t.Errorf("equal values: %v", got)
	}
}

func TestTwins(t *testing.T) {
	pictures := map[string]guide.Picture{
		"b/1.jpg": {Hash: "1", Look: 0xFF}, "a/1.jpg": {Hash: "1", Look: 0xFF}, "c/2.jpg": {Hash: "2", Look: 0xFD}, "c/3.jpg": {Hash: "3"}, "c/4.jpg": {Hash: "4"}, "d.jpg": {Hash: "5", Look: 0xFF00},
	}
	got := ""
	for _, p := range Twins(pictures) {
		got += p.Line(diag.English) + "\n"
	}
	want := ""
	for _, p := range (diag.List{diag.New(diag.Place{File: "b/1.jpg"}, "photo-twice", "a/1.jpg"), diag.New(diag.Place{File: "c/2.jpg"}, "photo-alike", "a/1.jpg")}) {
		want += p.Line(diag.English) + "\n"
	}
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func BenchmarkTwins(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{12_000, 300_000} {
		pictures := map[string]guide.Picture{}
		for i := range n {
			pictures[fmt.Sprint(i)] = guide.Picture{Hash: fmt.Sprint(i), Look: r.Uint64()}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Twins(pictures)
			}
		})
	}
}

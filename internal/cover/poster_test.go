package cover

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
)

// TestPoster draws posters with and without a picture and texts that fonts have: each is small
// and the same twice, nothing covers the code, and its border is white.
func TestPoster(t *testing.T) {
	code := make([][]bool, 37)
	r := rand.New(rand.NewPCG(1, 2))
	for y := range code {
		code[y] = make([]bool, len(code))
		for x := range code[y] {
			code[y][x] = r.IntN(2) == 0
		}
	}
	noise := image.NewRGBA(image.Rect(0, 0, PosterWidth, PictureHeight))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(r.IntN(256)) | 255*uint8(i%4/3)
	}
	smooth := image.NewRGBA(noise.Rect)
	for y := range PictureHeight {
		for x := range PosterWidth {
			smooth.SetRGBA(x, y, color.RGBA{uint8(x / 4), uint8(y / 3), 90, 255})
		}
	}
	mono := Parse([][]byte{gomono.TTF})
	for name, p := range map[string]*Poster{
		"nothing":         {},
		"a picture":       {Picture: smooth, Accent: color.RGBA{138, 31, 31, 255}},
		"noise":           {Picture: noise},
		"texts":           {Title: "A Walk", Line: "2 stops · about 600 m", Name: "Guide", Hint: "Scan the code"},
		"long texts":      {Picture: smooth, Title: strings.Repeat("word ", 60), Line: strings.Repeat("w", 300), Name: strings.Repeat("name ", 40), Hint: strings.Repeat("hint ", 50)},
		"no font for one": {Title: "守海人", Line: "2 stops", Name: "守海人"},
	} {
		p.Code, p.Address = code, "guide.example.org/routes/"+strings.Repeat("very-long-", len(name))
		data, err := p.PNG(mono)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := p.PNG(mono); !bytes.Equal(data, again) {
			t.Errorf("%s: another poster at the second time", name)
		}
		if len(data) > MostPoster {
			t.Errorf("%s: %d bytes", name, len(data))
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if img.Bounds().Size() != image.Pt(PosterWidth, PosterHeight) {
			t.Errorf("%s: %v", name, img.Bounds())
		}
		if at, module, ok := find(img, p.Picture != nil, len(code)+2*quiet); !ok || module < leastModule {
			t.Errorf("%s: no white ground of the code, or modules of %d pixels", name, module)
		} else {
			for y := range len(code) + 2*quiet {
				for x := range len(code) + 2*quiet {
					inside := x >= quiet && y >= quiet && x < len(code)+quiet && y < len(code)+quiet
					want := color.RGBA{255, 255, 255, 255}
					if inside && code[y-quiet][x-quiet] {
						want = color.RGBA{0, 0, 0, 255}
					}
					for _, corner := range [...]image.Point{{0, 0}, {module - 1, module - 1}} {
						if got := color.RGBAModel.Convert(img.At(at.X+x*module+corner.X, at.Y+y*module+corner.Y)); got != want {
							t.Fatalf("%s: module %d, %d is %v, want %v", name, x, y, got, want)
						}
					}
				}
			}
		}
	}
}

// find returns where the white ground of a code is, below a picture, and the side of its
// modules: the texts are on paper, which is not white.
func find(img image.Image, pictured bool, modules int) (at image.Point, module int, ok bool) {
	white := color.RGBA{255, 255, 255, 255}
	is := func(x, y int) bool { return color.RGBAModel.Convert(img.At(x, y)) == white }
	top := 0
	if pictured {
		top = PictureHeight
	}
	for y := top; y < PosterHeight; y++ {
		for x := range PosterWidth {
			if !is(x, y) {
				continue
			}
			wide := x
			for wide < PosterWidth && is(wide, y) {
				wide++
			}
			return image.Pt(x, y), (wide - x) / modules, (wide-x)%modules == 0
		}
	}
	return at, 0, false
}

// TestMixed takes each character from the first font that has it.
func TestMixed(t *testing.T) {
	fonts := Fonts{Parse([][]byte{gomono.TTF})[0], latin()}
	if !fonts.have("A · b") || fonts.have("A 守") {
		t.Error("a font must have each character")
	}
	if _, err := (Fonts{}).face("A", 20); err == nil {
		t.Error("a face without a font")
	}
	var c column
	c.fonts, c.width = fonts, 200
	set := c.lines("a-word-that-is-longer-than-the-line another", []float64{40, 20}, 2)
	defer set.close()
	if len(set.lines) != 2 || !strings.HasSuffix(set.lines[1], ellipsis) {
		t.Errorf("%q", set.lines)
	}
}

func FuzzPoster(f *testing.F) {
	f.Add(gomono.TTF[:2000], "Title")
	f.Add(gomono.TTF, "Title")
	f.Fuzz(func(t *testing.T, data []byte, title string) {
		p := &Poster{Title: title, Line: title, Name: title, Hint: title, Address: title, Code: [][]bool{{true}}}
		if _, err := p.PNG(Parse([][]byte{data})); err != nil {
			t.Fatal(err)
		}
	})
}

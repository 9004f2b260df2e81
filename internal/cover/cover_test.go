package cover

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

func TestParts(t *testing.T) {
	for text, want := range map[string]string{
		"守海人":             "守|海|人",
		"“守岛”，三十二年":       "“守|岛”，|三|十|二|年",
		"A day in Xuzhou": "A |day |in |Xuzhou",
		"徐州一日 A day":      "徐|州|一|日 |A |day",
		"《旗》（1986）":       "《旗》|（1986）",
		"":                "",
	} {
		got := parts(text)
		if strings.Join(got, "") != text || strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

// TestDraw draws titles of many lengths: nothing is drawn outside the margins, and the
// picture is dark enough behind it.
func TestDraw(t *testing.T) {
	fonts := Parse([][]byte{[]byte("no font"), goregular.TTF})
	if len(fonts) != 1 {
		t.Fatalf("%d fonts", len(fonts))
	}
	if fonts.For("守海人") != nil || fonts.For("Kaishan Island", "") == nil {
		t.Error("a font must have all characters")
	}
	for _, title := range []string{"", "I", "Kaishan Island", strings.Repeat("word ", 14), strings.Repeat("word ", 200), strings.Repeat("w", 500)} {
		plain, drawn := white(), white()
		shade(plain)
		if err := Draw(drawn, fonts.For(title), title, "A guide"); err != nil {
			t.Fatal(err)
		}
		for y := range Height {
			for x := range Width {
				inside := x >= margin/2 && x < Width-margin/2 && y > Height/4 && y < Height-margin/3
				if was := plain.RGBAAt(x, y); was != drawn.RGBAAt(x, y) && (!inside || was.R > 118) { // 4.5:1 with white
					t.Fatalf("%.20q: something is drawn at %d, %d, on %v", title, x, y, was)
				}
			}
		}
		if title != "" && slices.Equal(plain.Pix, drawn.Pix) {
			t.Errorf("%.20q: nothing is drawn", title)
		}
	}
}

func white() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(img, img.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	return img
}

func FuzzFont(f *testing.F) {
	f.Add(goregular.TTF[:2000], "Title")
	f.Add(goregular.TTF, "Title")
	f.Fuzz(func(t *testing.T, data []byte, title string) {
		if font := Parse([][]byte{data}).For(title); font != nil {
			Draw(white(), font, title, title)
		}
	})
}

// TestEdge draws an edge below everything else.
func TestEdge(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, Width, Height))
	red := color.RGBA{138, 31, 31, 255}
	Edge(picture, red)
	for y, want := range map[int]color.RGBA{Height - 1: red, Height - edge: red, Height - edge - 1: {}} {
		if got := picture.RGBAAt(Width/2, y); got != want {
			t.Errorf("row %d is %v, want %v", y, got, want)
		}
	}
}

package colour

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#8a1f1f", "#f7f3ec", 8.27}, {"#123456", "#123456", 1}} {
		a, _ := Parse(c.a)
		b, _ := Parse(c.b)
		if got := Contrast(a, b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	for _, wrong := range []string{"", "#fff", "red", "#12345g", "#1234567"} {
		if _, ok := Parse(wrong); ok {
			t.Errorf("%q is a colour", wrong)
		}
	}
}

// TestPaper compares the paper with the theme's.
func TestPaper(t *testing.T) {
	css, err := os.ReadFile("../../static/theme/shared/properties.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	for _, part := range []struct {
		css   string
		paper []Colour
	}{{light, LightPaper}, {dark, DarkPaper}} {
		for i, name := range []string{"--paper", "--card"} {
			if !strings.Contains(part.css, name+": "+part.paper[i].String()+";") {
				t.Errorf("%s is not %v in the theme", name, part.paper[i])
			}
		}
	}
}

// TestNearest checks random colours: what is found is legible, has the same hue, and a
// colour that is legible already stays as it is.
func TestNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	paper, night := Colour{0xf7, 0xf3, 0xec}, Colour{0x19, 0x18, 0x16}
	for range 500 {
		c := Colour{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256))}
		dark, light := Darker(c, 4.5, paper), Lighter(c, 4.5, night)
		for _, found := range []struct {
			c, on Colour
		}{{dark, paper}, {light, night}} {
			if !Legible(found.c, 4.5, found.on) {
				t.Errorf("%v becomes %v, with a contrast of %.2f", c, found.c, Contrast(found.c, found.on))
			}
			if Legible(c, 4.5, found.on) && found.c != c {
				t.Errorf("%v is legible and becomes %v", c, found.c)
			}
			_, chroma, hue := lch(c)
			_, left, got := lch(found.c)
			if away := math.Abs(math.Remainder(hue-got, 2*math.Pi)); chroma > 0.05 && left > 0.05 && away > 0.12 {
				t.Errorf("%v becomes %v: another hue, by %.2f", c, found.c, away)
			}
		}
	}
}

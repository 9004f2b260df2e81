package markdown

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestHighlightContrast requires a contrast of 4.5 to 1 on the background, WCAG's level AA.
func TestHighlightContrast(t *testing.T) {
	schemes := strings.Split(HighlightCSS(), ":where(:root)")[1:]
	if len(schemes) != 3 {
		t.Fatalf("%d colour schemes, want light, dark and print", len(schemes))
	}
	for i, scheme := range schemes {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--code-([a-z]+): #([0-9a-f]{6});`).FindAllStringSubmatch(scheme, -1) {
			colours[m[1]] = m[2]
		}
		if len(colours) != 9 {
			t.Errorf("scheme %d has %d colours", i, len(colours))
		}
		for name, colour := range colours {
			ratio := contrast(colour, colours["ground"])
			if name != "ground" && ratio < 4.5 {
				t.Errorf("scheme %d: %s has contrast %.2f", i, name, ratio)
			}
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

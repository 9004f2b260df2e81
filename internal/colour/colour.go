// Package colour compares colours as readers see them: how legible one is on another, and
// which is the nearest that is legible.
//
// Contrast is that of WCAG 2.2. Colours are changed in OKLCH (Björn Ottosson, 2020), in
// which a lighter or darker colour keeps its hue to the eye.
package colour

import (
	"fmt"
	"math"
	"strconv"
)

// A Colour is an sRGB colour with components from 0 to 255.
type Colour struct{ R, G, B uint8 }

// Parse reads "#8a1f1f"; ok is false for anything else.
func Parse(text string) (c Colour, ok bool) {
	if len(text) != 7 || text[0] != '#' {
		return c, false
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

// String returns the colour as CSS writes it: "#8a1f1f".
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// linear returns the amount of light of a component, 0 to 1.
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

func encoded(light float64) float64 {
	if light <= 0.0031308 {
		return light * 12.92
	}
	return 1.055*math.Pow(light, 1/2.4) - 0.055
}

func luminance(c Colour) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast returns the contrast of two colours, 1 to 21.
func Contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Legible reports whether a colour has at least a contrast on each of several others.
func Legible(c Colour, least float64, on ...Colour) bool {
	for _, other := range on {
		if Contrast(c, other) < least {
			return false
		}
	}
	return true
}

// Darker and Lighter return the nearest colour of the same hue that is legible on others,
// darker or lighter than the given one; that colour itself if it is.
func Darker(c Colour, least float64, on ...Colour) Colour { return search(c, -1, least, on) }

// Lighter is described at Darker.
func Lighter(c Colour, least float64, on ...Colour) Colour { return search(c, 1, least, on) }

func search(c Colour, direction, least float64, on []Colour) Colour {
	l, chroma, hue := lch(c)
	const step = 0.002
	for ; l >= 0 && l <= 1; l += direction * step {
		if Legible(c, least, on...) {
			return c
		}
		c = inGamut(l+direction*step, chroma, hue)
	}
	if direction < 0 {
		return Colour{}
	}
	return Colour{255, 255, 255}
}

// lch returns a colour in OKLCH: lightness 0 to 1, chroma, and hue in radians.
func lch(c Colour) (l, chroma, hue float64) {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	long := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	medium := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	short := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	l = 0.2104542553*long + 0.7936177850*medium - 0.0040720468*short
	a := 1.9779984951*long - 2.4285922050*medium + 0.4505937099*short
	blue := 0.0259040371*long + 0.7827717662*medium - 0.8086757660*short
	return l, math.Hypot(a, blue), math.Atan2(blue, a)
}

// inGamut returns the sRGB colour of a lightness and hue with as much of the chroma as
// sRGB has.
func inGamut(l, chroma, hue float64) Colour {
	for ; chroma > 0; chroma -= 0.002 {
		if c, ok := rgb(l, chroma, hue); ok {
			return c
		}
	}
	c, _ := rgb(l, 0, hue)
	return c
}

func rgb(l, chroma, hue float64) (c Colour, ok bool) {
	a, blue := chroma*math.Cos(hue), chroma*math.Sin(hue)
	cube := func(v float64) float64 { return v * v * v }
	long, medium, short := cube(l+0.3963377774*a+0.2158037573*blue), cube(l-0.1055613458*a-0.0638541728*blue), cube(l-0.0894841775*a-1.2914855480*blue)
	ok = true
	component := func(light float64) uint8 {
		const almost = 0.001
		if light < -almost || light > 1+almost {
			ok = false
		}
		return uint8(math.Round(255 * encoded(min(max(light, 0), 1))))
	}
	c = Colour{
		component(4.0767416621*long - 3.3077115913*medium + 0.2309699292*short),
		component(-1.2684380046*long + 2.6097574011*medium - 0.3413193965*short),
		component(-0.0041960863*long - 0.7034186147*medium + 1.7076147010*short),
	}
	return c, ok
}

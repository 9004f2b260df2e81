package photo

import (
	"encoding/binary"
	"math"
)

// conversionOf returns the converter of a picture's colours to sRGB, nil if they are
// sRGB or nothing is known of them. What a PNG says of its colours takes precedence in
// the order of the PNG Specification (Third Edition), 12.1: cICP, iCCP, sRGB, gAMA.
func conversionOf(format string, data []byte) *converter {
	if format != "png" {
		return conversion(profileOf(format, data))
	}
	chunks := pngChunks(data)
	switch {
	case len(chunks["cICP"]) == 4:
		return coded(chunks["cICP"])
	case chunks["iCCP"] != nil:
		return conversion(inflated(chunks["iCCP"]))
	case chunks["sRGB"] == nil && len(chunks["gAMA"]) == 4:
		return measured(chunks["gAMA"], chunks["cHRM"])
	}
	return nil
}

// Primaries are the positions of white, red, green and blue in the CIE 1931 diagram.
type primaries [4]struct{ x, y float64 }

var (
	bt709  = primaries{{0.3127, 0.3290}, {0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}
	bt2020 = primaries{{0.3127, 0.3290}, {0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}}
	p3     = primaries{{0.3127, 0.3290}, {0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06}}
)

// coded returns the converter for the code points of a cICP chunk (ITU-T H.273): of
// primaries, of the curve, of a matrix, and whether the range is full. Others than those
// of screens and photographs, such as high dynamic range, are treated as sRGB.
func coded(chunk []byte) *converter {
	known := map[byte]primaries{1: bt709, 9: bt2020, 12: p3}
	curves := map[byte]func(float64) float64{1: fromBT709, 4: power(2.2), 5: power(2.8), 6: fromBT709, 8: power(1), 13: fromSRGB, 14: fromBT709, 15: fromBT709}
	p, ok := known[chunk[0]]
	curve := curves[chunk[1]]
	if !ok || curve == nil {
		return nil
	}
	return described(p, curve)
}

// measured returns the converter for a gAMA and a cHRM chunk. A gamma of 1/2.2 is what
// programs write that mean sRGB.
func measured(gamma, chroma []byte) *converter {
	g := float64(binary.BigEndian.Uint32(gamma)) / 100_000
	if g < 0.1 || g > 10 {
		return nil
	}
	curve := power(1 / g)
	if math.Abs(g-1/2.2) < 0.005 {
		curve = fromSRGB
	}
	p := bt709
	if len(chroma) == 32 {
		for i := range p {
			p[i].x = float64(binary.BigEndian.Uint32(chroma[8*i:])) / 100_000
			p[i].y = float64(binary.BigEndian.Uint32(chroma[8*i+4:])) / 100_000
		}
	}
	return described(p, curve)
}

// described returns the converter for primaries and the curve of all channels.
func described(p primaries, curve func(float64) float64) *converter {
	var linear [3][256]float64
	for i := range 256 {
		v := min(max(curve(float64(i)/255), 0), 1)
		for channel := range linear {
			linear[channel][i] = v
		}
	}
	colorants, ok := p.colorants()
	if !ok {
		return nil
	}
	return newConverter(linear, times(fromPCS, colorants))
}

// Bradford's matrix, to cone responses and back, and the response to white of D50.
var (
	bradford = [3][3]float64{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	fromCone = [3][3]float64{{0.9869929, -0.1470543, 0.1599627}, {0.4323053, 0.5183603, 0.0492912}, {-0.0085287, 0.0400428, 0.9684867}}
	d50      = [3]float64{0.9642, 1, 0.8249}
)

// colorants returns the XYZ of red, green and blue relative to D50. ok is false if the
// primaries are not those of a triangle.
func (p primaries) colorants() (colorants [3][3]float64, ok bool) {
	var white [3]float64
	for i, at := range p {
		if !(at.y > 0.001) || at.x < 0 || at.x > 1 || at.y > 1 {
			return colorants, false
		}
		xyz := [3]float64{at.x / at.y, 1, (1 - at.x - at.y) / at.y}
		if i == 0 {
			white = xyz
			continue
		}
		for row := range 3 {
			colorants[row][i-1] = xyz[row]
		}
	}
	// Each primary is as bright as makes all of them together white.
	whole := determinant(colorants)
	if math.Abs(whole) < 1e-9 {
		return colorants, false
	}
	var scale [3]float64
	for i := range 3 {
		replaced := colorants
		for row := range 3 {
			replaced[row][i] = white[row]
		}
		scale[i] = determinant(replaced) / whole
	}
	adapted := bradford
	for row := range 3 {
		from, to := 0.0, 0.0
		for k := range 3 {
			from += bradford[row][k] * white[k]
			to += bradford[row][k] * d50[k]
		}
		for k := range 3 {
			adapted[row][k] *= to / from
		}
	}
	for row := range 3 {
		for i := range 3 {
			colorants[row][i] *= scale[i]
		}
	}
	return times(times(fromCone, adapted), colorants), true
}

func determinant(m [3][3]float64) float64 {
	return m[0][0]*(m[1][1]*m[2][2]-m[1][2]*m[2][1]) - m[0][1]*(m[1][0]*m[2][2]-m[1][2]*m[2][0]) + m[0][2]*(m[1][0]*m[2][1]-m[1][1]*m[2][0])
}

// power returns the curve of a gamma.
func power(gamma float64) func(float64) float64 {
	return func(v float64) float64 { return math.Pow(v, gamma) }
}

// fromSRGB is the inverse of srgb.
func fromSRGB(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func fromBT709(v float64) float64 {
	if v < 0.081 {
		return v / 4.5
	}
	return math.Pow((v+0.099)/1.099, 1/0.45)
}

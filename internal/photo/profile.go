package photo

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"
	"slices"
)

// largestProfile is the maximum size of a colour profile in bytes. Real matrix
// profiles have less than 4 KB.
const largestProfile = 4 << 20

// profileOf returns the ICC profile in a picture, or nil.
func profileOf(format string, data []byte) []byte {
	switch format {
	case "png":
		return inflated(pngChunks(data)["iCCP"])
	case "webp":
		return webpChunk(data, "ICCP")
	case "gif":
		return nil
	}
	return jpegProfile(data)
}

// jpegProfile joins the APP2 segments of an ICC profile (ICC.1:2010, B.4).
func jpegProfile(data []byte) []byte {
	const tag = "ICC_PROFILE\x00"
	type chunk struct {
		number byte
		data   []byte
	}
	var chunks []chunk
	for marker, body := range jpegSegments(data) {
		if marker == 0xE2 && len(body) > len(tag)+2 && string(body[:len(tag)]) == tag {
			chunks = append(chunks, chunk{body[len(tag)], body[len(tag)+2:]})
		}
	}
	slices.SortStableFunc(chunks, func(a, b chunk) int { return int(a.number) - int(b.number) })
	var profile []byte
	for _, c := range chunks {
		profile = append(profile, c.data...)
	}
	return profile
}

// inflated returns the profile in an iCCP chunk, or nil.
func inflated(chunk []byte) []byte {
	_, packed, _ := bytes.Cut(chunk, []byte{0}) // the profile's name
	profile, _ := inflate(packed, largestProfile)
	return profile
}

// A converter converts pixels from an RGB matrix profile (Display P3, Adobe RGB,
// that of a camera) to sRGB.
type converter struct {
	linear [3][256]float64 // from a channel's value to linear light
	matrix [3][3]float64   // from linear light of the profile to that of sRGB
	encode [4096]uint8     // from linear light of sRGB to a channel's value
}

// fromPCS converts the profile connection space (XYZ relative to D50) to linear
// light of sRGB. It is the inverse of the colorants of sRGB.
var fromPCS = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// conversion returns a converter for a profile. It returns nil if there is no
// profile, if the profile is invalid or does not consist of curves and, for colours, a
// matrix, or if it is sRGB: the pixels are then treated as sRGB, as in browsers.
func conversion(profile []byte) *converter {
	if len(profile) < 132 || string(profile[20:24]) != "XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	count := binary.BigEndian.Uint32(profile[128:])
	for i := range min(int(count), 100) {
		at := 132 + 12*i
		if at+12 > len(profile) {
			return nil
		}
		offset, size := binary.BigEndian.Uint32(profile[at+4:]), binary.BigEndian.Uint32(profile[at+8:])
		if uint64(offset)+uint64(size) > uint64(len(profile)) {
			return nil
		}
		tags[string(profile[at:at+4])] = profile[offset : offset+size]
	}
	switch string(profile[16:20]) {
	case "RGB ":
		return colourConversion(tags)
	case "GRAY":
		return greyConversion(tags)
	}
	return nil
}

func colourConversion(tags map[string][]byte) *converter {
	var linear [3][256]float64
	var colorants [3][3]float64
	for i, channel := range []string{"r", "g", "b"} {
		xyz, ok := xyzOf(tags[channel+"XYZ"])
		if !ok || !curve(tags[channel+"TRC"], &linear[i]) {
			return nil
		}
		for row := range 3 {
			colorants[row][i] = xyz[row]
		}
	}
	return newConverter(linear, times(fromPCS, colorants))
}

// greyConversion returns the converter of a scan without colours, whose curve is often
// that of ink on paper.
func greyConversion(tags map[string][]byte) *converter {
	var linear [3][256]float64
	if !curve(tags["kTRC"], &linear[0]) {
		return nil
	}
	linear[1], linear[2] = linear[0], linear[0]
	return newConverter(linear, [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})
}

// newConverter returns a converter, or nil if it would change nothing.
func newConverter(linear [3][256]float64, matrix [3][3]float64) *converter {
	c := &converter{linear: linear, matrix: matrix}
	for i := range c.encode {
		c.encode[i] = uint8(math.Round(255 * srgb(float64(i)/float64(len(c.encode)-1))))
	}
	if c.identity() {
		return nil
	}
	return c
}

// times multiplies two matrices.
func times(a, b [3][3]float64) (product [3][3]float64) {
	for row := range 3 {
		for col := range 3 {
			for k := range 3 {
				product[row][col] += a[row][k] * b[k][col]
			}
		}
	}
	return product
}

// srgb encodes linear light from 0 to 1 (IEC 61966-2-1).
func srgb(light float64) float64 {
	if light <= 0.0031308 {
		return 12.92 * light
	}
	return 1.055*math.Pow(light, 1/2.4) - 0.055
}

// identity reports whether no channel would change by more than two of 255.
func (c *converter) identity() bool {
	for _, p := range [][3]uint8{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}, {200, 120, 40}, {40, 60, 20}} {
		q := c.pixel(p[0], p[1], p[2])
		for i := range 3 {
			if d := int(q[i]) - int(p[i]); d > 2 || d < -2 {
				return false
			}
		}
	}
	return true
}

func (c *converter) pixel(r, g, b uint8) (out [3]uint8) {
	lr, lg, lb := c.linear[0][r], c.linear[1][g], c.linear[2][b]
	for i := range 3 {
		light := c.matrix[i][0]*lr + c.matrix[i][1]*lg + c.matrix[i][2]*lb
		out[i] = c.encode[int(min(max(light, 0), 1)*float64(len(c.encode)-1)+0.5)]
	}
	return out
}

func (c *converter) apply(img *image.NRGBA) {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			out := c.pixel(row[x], row[x+1], row[x+2])
			row[x], row[x+1], row[x+2] = out[0], out[1], out[2]
		}
	}
}

func xyzOf(tag []byte) (xyz [3]float64, ok bool) {
	if len(tag) < 20 || string(tag[:4]) != "XYZ " {
		return xyz, false
	}
	for i := range xyz {
		xyz[i] = fixed(tag[8+4*i:])
	}
	return xyz, true
}

// fixed reads an s15Fixed16Number.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// curve fills table with the values of a tone curve: a gamma, a sampled table, or
// a parametric curve. It reports whether the tag is valid.
func curve(tag []byte, table *[256]float64) bool {
	if len(tag) < 12 {
		return false
	}
	var f func(x float64) float64
	switch string(tag[:4]) {
	case "curv":
		n := int(binary.BigEndian.Uint32(tag[8:]))
		if n < 0 || n > 1<<16 || len(tag) < 12+2*n {
			return false
		}
		samples := tag[12 : 12+2*n]
		at := func(i int) float64 { return float64(binary.BigEndian.Uint16(samples[2*i:])) }
		switch n {
		case 0:
			f = func(x float64) float64 { return x }
		case 1:
			f = func(x float64) float64 { return math.Pow(x, at(0)/256) }
		default:
			f = func(x float64) float64 {
				i := min(int(x*float64(n-1)), n-2)
				t := x*float64(n-1) - float64(i)
				return (at(i)*(1-t) + at(i+1)*t) / 65535
			}
		}
	case "para":
		f = parametric(tag)
	}
	if f == nil {
		return false
	}
	for i := range table {
		v := f(float64(i) / 255)
		if v != v { // NaN
			return false
		}
		table[i] = min(max(v, 0), 1)
	}
	return true
}

// parametric returns the function of a parametricCurveType (ICC.1:2010, 10.16), or
// nil if the tag is invalid.
func parametric(tag []byte) func(float64) float64 {
	kind := int(binary.BigEndian.Uint16(tag[8:]))
	counts := []int{1, 3, 4, 5, 7}
	if kind >= len(counts) || len(tag) < 12+4*counts[kind] {
		return nil
	}
	p := [7]float64{1, 1, 0, 0, 0, 0, 0} // g a b c d e f
	for i := range counts[kind] {
		p[i] = fixed(tag[12+4*i:])
	}
	g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		return func(x float64) float64 { return math.Pow(x, g) }
	case 1, 2:
		shift := 0.0
		if kind == 2 {
			shift = c
		}
		return func(x float64) float64 {
			if a*x+b >= 0 {
				return math.Pow(a*x+b, g) + shift
			}
			return shift
		}
	}
	return func(x float64) float64 {
		if x >= d {
			return math.Pow(a*x+b, g) + e
		}
		return c*x + f
	}
}

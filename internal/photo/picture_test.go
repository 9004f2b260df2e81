package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gen2brain/jpegn"

	"wayside/internal/guide"
	"wayside/internal/store"
)

var (
	red   = color.NRGBA{200, 30, 30, 255}
	green = color.NRGBA{30, 170, 30, 255}
	grey  = color.NRGBA{128, 128, 128, 255}
)

// marked returns a grey picture with a red first corner and a green second one.
func marked(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := grey
			if y < h/4 && x < w/4 {
				c = red
			} else if y < h/4 && x >= w-w/4 {
				c = green
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func plainOf(w, h int, c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = c.R, c.G, c.B, c.A
	}
	return img
}

// scene returns a picture with gradients and noise, whose files are about as
// large as those of a photograph.
func scene(w, h int) *image.NRGBA {
	r := rand.New(rand.NewPCG(1, 2))
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			i := img.PixOffset(x, y)
			n := r.Uint32()
			img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = uint8(x*200/w)+uint8(n&31), uint8(y*200/h)+uint8(n>>8&31), uint8((x+y)%200)+uint8(n>>16&31), 255
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func progressiveOf(t testing.TB, img *image.NRGBA) []byte {
	t.Helper()
	opaque := image.NewRGBA(img.Rect)
	copy(opaque.Pix, img.Pix)
	var b bytes.Buffer
	if err := jpegn.Encode(&b, opaque, &jpegn.EncodeOptions{Quality: 95, Progressive: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// segment inserts a marker segment after the start marker of a JPEG.
func segment(data []byte, marker byte, body string) []byte {
	out := append([]byte{0xFF, 0xD8, 0xFF, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(out, body...), data[2:]...)
}

// chunk inserts a chunk after the header of a PNG.
func chunk(data []byte, kind, body string) []byte {
	const header = 8 + 25
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, kind...), body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return append(append(append([]byte{}, data[:header]...), c...), data[header:]...)
}

// tiff returns EXIF data with an orientation and, unless it is nil, a thumbnail.
func tiff(orientation int, thumbnail []byte) string {
	b := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	b = binary.LittleEndian.AppendUint32(b, uint32(orientation))
	return string(append(append(b, 0, 0, 0, 0), thumbnail...))
}

func exif(data []byte, orientation int) []byte {
	return segment(data, 0xE1, "Exif\x00\x00"+tiff(orientation, nil))
}

// iccOf returns an RGB profile with a matrix and a tone curve.
func iccOf(colorants [3][3]float64, curve []byte) []byte {
	fixed := func(v float64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(int32(v*65536+0.5))) }
	for len(curve)%4 != 0 {
		curve = append(curve, 0)
	}
	profile := make([]byte, 128)
	copy(profile[12:], "mntrRGB XYZ ")
	copy(profile[36:], "acsp")
	profile = binary.BigEndian.AppendUint32(profile, 6)
	offset := uint32(132 + 6*12)
	var bodies []byte
	for i, c := range "rgb" {
		profile = append(profile, string(c)+"XYZ"...)
		profile = binary.BigEndian.AppendUint32(profile, offset+uint32(len(bodies)))
		profile = binary.BigEndian.AppendUint32(profile, 20)
		bodies = append(bodies, "XYZ \x00\x00\x00\x00"...)
		for _, v := range colorants[i] {
			bodies = append(bodies, fixed(v)...)
		}
	}
	for _, c := range "rgb" {
		profile = append(profile, string(c)+"TRC"...)
		profile = binary.BigEndian.AppendUint32(profile, offset+uint32(len(bodies)))
		profile = binary.BigEndian.AppendUint32(profile, uint32(len(curve)))
	}
	return append(append(profile, bodies...), curve...)
}

// gamma returns a tone curve with one exponent.
func gamma(g float64) []byte {
	return binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), uint16(g*256+0.5))
}

func srgbCurve() []byte {
	b := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, v := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
		b = binary.BigEndian.AppendUint32(b, uint32(v*65536+0.5))
	}
	return b
}

// The colorants of three colour spaces relative to D50, as in their profiles.
var (
	displayP3 = [3][3]float64{{0.51512, 0.2412, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.1571, 0.06657, 0.78407}}
	adobeRGB  = [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}
	sRGB      = [3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}}
)

func withProfile(data, profile []byte) []byte {
	if formatOf(data) == "png" {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write(profile)
		w.Close()
		return chunk(data, "iCCP", "icc\x00\x00"+z.String())
	}
	// In two parts, the second of which comes first: their numbers give the order.
	half := len(profile) / 2
	data = segment(data, 0xE2, "ICC_PROFILE\x00\x01\x02"+string(profile[:half]))
	return segment(data, 0xE2, "ICC_PROFILE\x00\x02\x02"+string(profile[half:]))
}

// photosOf returns the Photos of files, and the list of files for a survey.
func photosOf(files map[string][]byte, cache string) (*Photos, map[string]guide.File) {
	fsys, list := fstest.MapFS{}, map[string]guide.File{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data, ModTime: time.Unix(1, 0)}
		list[name] = guide.File{Size: int64(len(data)), Modified: 1}
	}
	return New(fsys, store.Open(cache), "test"), list
}

// publish surveys one file and returns its picture and copies.
func publish(t testing.TB, name string, data []byte) (guide.Picture, [][]byte) {
	t.Helper()
	r, list := photosOf(map[string][]byte{name: data}, t.TempDir())
	pictures, problems, err := r.Survey(t.Context(), list, false)
	if err != nil {
		t.Fatal(err)
	}
	p, ok := pictures[name]
	if !ok {
		t.Fatalf("%s: %v", name, problems)
	}
	var copies [][]byte
	for _, o := range r.Outputs(pictures) {
		made, err := o.Make()
		if err != nil || len(made.Problems) > 0 {
			t.Fatalf("%s: %v, %v", o.Address, made.Problems, err)
		}
		copies = append(copies, made.Data)
	}
	return p, copies
}

func decoded(t testing.TB, data []byte) *image.NRGBA {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewNRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, img.At(x, y))
		}
	}
	return out
}

// alike reports whether the components of two colours differ by at most off,
// which allows for the loss of JPEG.
func alike(a, b color.NRGBA, off int) bool {
	d := func(x, y uint8) bool { return int(x)-int(y) <= off && int(y)-int(x) <= off }
	return d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B) && d(a.A, b.A)
}

// decodedData decodes the picture in a data: URL.
func decodedData(t *testing.T, address string) *image.NRGBA {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(address, "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, data)
}

// subsampled returns a JPEG of one colour.
func subsampled(t testing.TB, size image.Point, ratio image.YCbCrSubsampleRatio, c color.NRGBA) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rectangle{Max: size}, ratio)
	y, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
	for i := range img.Y {
		img.Y[i] = y
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = cb, cr
	}
	var b bytes.Buffer
	if err := jpegn.Encode(&b, img, &jpegn.EncodeOptions{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package photo

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gen2brain/jpegn"
)

// quadrants are the colours of the files in testdata/kinds in the middle of their
// quarters, from the upper left one, as ImageMagick 6.9 decodes them.
var quadrants = [4]color.NRGBA{{200, 30, 30, 255}, {30, 170, 30, 255}, {40, 60, 200, 255}, {128, 128, 128, 255}}

// kinds returns the files of testdata/kinds by name, and files made of them.
func kinds(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/kinds/*")
	if err != nil || len(names) < 20 {
		t.Fatal(len(names), err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	ycck := files["ycck.jpg"]
	adobe := bytes.Index(ycck, []byte("Adobe"))
	files["cmyk.jpg"] = bytes.Clone(ycck)
	files["cmyk.jpg"][adobe+11] = 0
	length := int(binary.BigEndian.Uint16(ycck[adobe-2:]))
	files["unmarked-cmyk.jpg"] = append(bytes.Clone(ycck[:adobe-4]), ycck[adobe-2+length:]...)
	files["mpo.jpg"] = append(bytes.Clone(files["444.jpg"]), jpegOf(t, plainOf(96, 64, grey))...) // of two frames
	files["restart.jpg"] = encoded(t, files["444.jpg"], &jpegn.EncodeOptions{Quality: 92, RestartInterval: 2})
	files["restart-progressive.jpg"] = encoded(t, files["444.jpg"], &jpegn.EncodeOptions{Quality: 92, RestartInterval: 3, Progressive: true})
	files["part.gif"] = partOfGIF(t)
	return files
}

func encoded(t testing.TB, data []byte, o *jpegn.EncodeOptions) []byte {
	t.Helper()
	img := decoded(t, data)
	opaque := image.NewRGBA(img.Rect)
	copy(opaque.Pix, img.Pix)
	var b bytes.Buffer
	if err := jpegn.Encode(&b, opaque, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partOfGIF returns a GIF whose only frame covers its lower right quarter.
func partOfGIF(t testing.TB) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(48, 32, 96, 64), color.Palette{quadrants[3]})
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: 96, Height: 64}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDecode compares the colours of copies with those that ImageMagick decodes.
func TestDecode(t *testing.T) {
	grey := [4]color.NRGBA{{66, 66, 66, 255}, {130, 130, 130, 255}, {65, 65, 65, 255}, {128, 128, 128, 255}}
	half := grey
	for i := range half {
		half[i].A = 128
	}
	clear := quadrants
	clear[3] = color.NRGBA{}
	inks := [4]color.NRGBA{{119, 129, 15, 255}, {58, 132, 144, 255}, {129, 27, 122, 255}, {0, 64, 64, 255}}
	special := map[string][4]color.NRGBA{
		"grey.jpg": grey, "grey16.png": grey, "greyalpha.png": half, "cmyk.jpg": inks, "unmarked-cmyk.jpg": inks,
		"transparent.png": clear, "transparent.gif": clear, "transparent.webp": clear, "part.gif": {3: quadrants[3]},
	}
	for name, data := range kinds(t) {
		want, ok := special[name]
		if !ok {
			want = quadrants
		}
		p, copies := publish(t, name, data)
		if p.Width != 96 || p.Height != 64 || len(copies) != 1 {
			t.Errorf("%s: %d × %d, %d copies", name, p.Width, p.Height, len(copies))
			continue
		}
		img := decoded(t, copies[0])
		for i, c := range want {
			got := img.NRGBAAt(24+48*(i%2), 16+32*(i/2))
			if c.A == 0 && got.A == 0 {
				continue
			}
			if !alike(got, c, 4) || math.Abs(float64(got.A)-float64(c.A)) > 2 {
				t.Errorf("%s: quarter %d is %v, want %v", name, i, got, c)
			}
		}
	}
}

// TestCoding checks that a JPEG that browsers do not show is named as such.
func TestCoding(t *testing.T) {
	for marker, want := range map[byte]string{0xC9: "arithmetic", 0xCA: "arithmetic", 0xC3: "lossless", 0xC5: "hierarchical"} {
		data := jpegOf(t, plainOf(96, 64, red))
		data[bytes.Index(data, []byte{0xFF, 0xC0})+1] = marker
		if _, problem, argument := read("a.jpg", hashOf(data), data, newBudget(mostPixels), nil); problem != "photo-format/coding" || argument != want {
			t.Errorf("%x: %s %s, want %s", marker, problem, argument, want)
		}
	}
	deep := jpegOf(t, plainOf(96, 64, red))
	deep[bytes.Index(deep, []byte{0xFF, 0xC0})+4] = 12
	if _, problem, argument := read("a.jpg", hashOf(deep), deep, newBudget(mostPixels), nil); problem != "photo-format/coding" || argument != "12-bit" {
		t.Errorf("12 bits: %s %s", problem, argument)
	}
}

// TestScans checks that a small file cannot make the decoder pass over its pixels
// thousands of times.
func TestScans(t *testing.T) {
	data := progressiveOf(t, plainOf(96, 64, red))
	last := bytes.LastIndex(data, []byte{0xFF, 0xDA})
	scan := data[last : len(data)-2]
	hostile := append(bytes.Clone(data[:last]), bytes.Repeat(scan, mostScans)...)
	if _, problem, argument := read("a.jpg", "", append(hostile, 0xFF, 0xD9), newBudget(mostPixels), nil); problem != "photo-broken" || !strings.Contains(argument, "scans") {
		t.Errorf("%s %s", problem, argument)
	}
}

// riff returns an extended WebP of a simple one and further chunks.
func riff(simple []byte, flags byte, w, h int, chunks ...string) []byte {
	body := []byte("WEBPVP8X\x0a\x00\x00\x00")
	body = append(body, flags, 0, 0, 0, byte(w-1), byte((w-1)>>8), 0, byte(h-1), byte((h-1)>>8), 0)
	body = append(body, simple[12:]...)
	for i := 0; i < len(chunks); i += 2 {
		body = binary.LittleEndian.AppendUint32(append(body, chunks[i]...), uint32(len(chunks[i+1])))
		body = append(append(body, chunks[i+1]...), make([]byte, len(chunks[i+1])%2)...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// TestWebPOrientation checks that a WebP is upright according to its EXIF chunk.
func TestWebPOrientation(t *testing.T) {
	simple := kinds(t)["lossless.webp"]
	at := func(n int) (first image.Point, tall bool) { // where the first quarter is
		return []image.Point{{}, {0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 1}, {0, 1}}[n], n >= 5
	}
	for n := 1; n <= 8; n++ {
		const exifFlag = 0x08
		p, copies := publish(t, "a.webp", riff(simple, exifFlag, 96, 64, "EXIF", tiff(n, nil)))
		first, tall := at(n)
		if (p.Height > p.Width) != tall {
			t.Errorf("%d: %d × %d", n, p.Width, p.Height)
		}
		img := decoded(t, copies[0])
		got := img.NRGBAAt(img.Rect.Dx()/4+first.X*img.Rect.Dx()/2, img.Rect.Dy()/4+first.Y*img.Rect.Dy()/2)
		if !alike(got, quadrants[0], 4) {
			t.Errorf("%d: the first quarter is %v", n, got)
		}
	}
}

// TestPNGColours checks what a PNG says of its colours without a profile. The expected
// values follow from the matrices of CSS Color 4.
func TestPNGColours(t *testing.T) {
	number := func(all ...float64) string {
		var b []byte
		for _, v := range all {
			b = binary.BigEndian.AppendUint32(b, uint32(v*100_000+0.5))
		}
		return string(b)
	}
	srgbChroma := number(0.3127, 0.329, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
	from := color.NRGBA{200, 100, 50, 255}
	for _, c := range []struct {
		name   string
		chunks []string // kinds and bodies
		want   color.NRGBA
	}{
		{"none", nil, from},
		{"gamma of sRGB", []string{"gAMA", number(0.45455)}, from},
		{"gamma and primaries of sRGB", []string{"gAMA", number(0.45455), "cHRM", srgbChroma}, from},
		{"linear", []string{"gAMA", number(1)}, color.NRGBA{228, 168, 122, 255}},
		{"gamma 1.8", []string{"gAMA", number(1 / 1.8)}, color.NRGBA{209, 118, 67, 255}},
		{"sRGB before gamma", []string{"gAMA", number(1), "sRGB", "\x00"}, from},
		{"primaries of P3", []string{"gAMA", number(0.45455), "cHRM", number(0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)}, color.NRGBA{215, 93, 31, 255}},
		{"Display P3", []string{"cICP", "\x0c\x0d\x00\x01"}, color.NRGBA{215, 93, 31, 255}},
		{"sRGB", []string{"cICP", "\x01\x0d\x00\x01"}, from},
		{"cICP before gamma", []string{"gAMA", number(1), "cICP", "\x01\x0d\x00\x01"}, from},
		{"high dynamic range", []string{"cICP", "\x09\x10\x00\x01"}, from},
		{"no triangle", []string{"gAMA", number(1), "cHRM", number(0.3, 0.3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)}, from},
		{"zeros", []string{"gAMA", number(1), "cHRM", strings.Repeat("\x00", 32)}, from},
	} {
		data := pngOf(t, plainOf(64, 64, from))
		for i := 0; i < len(c.chunks); i += 2 {
			data = chunk(data, c.chunks[i], c.chunks[i+1])
		}
		_, copies := publish(t, "a.png", data)
		if got := decoded(t, copies[0]).NRGBAAt(30, 30); !alike(got, c.want, 2) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestProPhoto checks a space wider than any screen, and profiles of other forms. The
// expected value follows from the matrix of ROMM RGB.
func TestProPhoto(t *testing.T) {
	proPhoto := [3][3]float64{{0.79767, 0.28804, 0}, {0.13519, 0.71188, 0}, {0.03134, 0.00009, 0.82491}}
	from := color.NRGBA{150, 120, 90, 255}
	table := iccOf(sRGB, srgbCurve())
	copy(table[132:], "A2B0") // a table instead of the first colorant
	scan := iccOf(sRGB, gamma(1))
	copy(scan[16:], "GRAY")
	copy(scan[132+3*12:], "kTRC")
	for _, c := range []struct {
		name    string
		profile []byte
		want    color.NRGBA
	}{
		{"ProPhoto", iccOf(proPhoto, gamma(1.8)), color.NRGBA{195, 131, 103, 255}},
		{"a table", table, from},
		{"grey", scan, color.NRGBA{202, 181, 159, 255}},
	} {
		_, copies := publish(t, "a.png", withProfile(pngOf(t, plainOf(64, 64, from)), c.profile))
		if got := decoded(t, copies[0]).NRGBAAt(30, 30); !alike(got, c.want, 3) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

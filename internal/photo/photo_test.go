package photo

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/disintegration/imaging"

	"wayside/internal/cover"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/store"
)

// TestOrientation checks that every copy is upright, whatever the orientation of
// the camera.
func TestOrientation(t *testing.T) {
	if testing.Short() {
		t.Skip("compares many pixels, which -short leaves out")
	}
	corners := []string{"", "top left, top right", "top right, top left", "bottom right, bottom left", "bottom left, bottom right",
		"top left, bottom left", "top right, bottom right", "bottom right, top right", "bottom left, top left"}
	for format, data := range map[string][]byte{"jpeg": jpegOf(t, marked(1000, 600)), "progressive": progressiveOf(t, marked(1000, 600)), "png": pngOf(t, marked(1000, 600))} {
		if testing.Short() && format != "jpeg" {
			continue
		}
		for n := 1; n <= 8; n++ {
			turned := exif(data, n)
			if format == "png" {
				turned = chunk(data, "eXIf", tiff(n, nil))
			}
			p, copies := publish(t, "a.jpg", turned)
			if (p.Width > p.Height) != (n < 5) {
				t.Errorf("%s %d: %d × %d", format, n, p.Width, p.Height)
			}
			for i, c := range copies {
				img := decoded(t, c)
				if v := p.Variants[i]; img.Rect.Dx() != v.Width || img.Rect.Dy() != v.Height {
					t.Errorf("%s %d: size %v, declared as %d × %d", format, n, img.Rect, v.Width, v.Height)
				}
				if got := corner(img, red) + ", " + corner(img, green); got != corners[n] {
					t.Errorf("%s %d, %v: %s; want %s", format, n, img.Rect, got, corners[n])
				}
			}
			small := decodedData(t, p.Placeholder)
			if (small.Rect.Dx() > small.Rect.Dy()) != (n < 5) {
				t.Errorf("%s %d: the placeholder is %v", format, n, small.Rect)
			}
		}
	}
}

func corner(img *image.NRGBA, c color.NRGBA) string {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for name, at := range map[string]image.Point{"top left": {w / 16, h / 16}, "top right": {w - w/16, h / 16}, "bottom left": {w / 16, h - h/16}, "bottom right": {w - w/16, h - h/16}} {
		if alike(img.NRGBAAt(at.X, at.Y), c, 12) {
			return name
		}
	}
	return "nowhere"
}

// TestProfiles checks that colours are converted to sRGB. The expected values
// follow from the matrices of CSS Color 4 for Display P3 and of Adobe RGB (1998).
func TestProfiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compares many pixels, which -short leaves out")
	}
	for _, c := range []struct {
		name     string
		profile  []byte
		from, to color.NRGBA
	}{
		{"none", nil, color.NRGBA{200, 100, 50, 255}, color.NRGBA{200, 100, 50, 255}},
		{"sRGB", iccOf(sRGB, srgbCurve()), color.NRGBA{200, 100, 50, 255}, color.NRGBA{200, 100, 50, 255}},
		{"Display P3", iccOf(displayP3, srgbCurve()), color.NRGBA{200, 100, 50, 255}, color.NRGBA{215, 93, 31, 255}},
		{"Display P3", iccOf(displayP3, srgbCurve()), color.NRGBA{60, 160, 90, 255}, color.NRGBA{0, 163, 82, 255}},
		{"Display P3", iccOf(displayP3, srgbCurve()), color.NRGBA{100, 100, 200, 255}, color.NRGBA{100, 100, 207, 255}},
		{"Display P3", iccOf(displayP3, srgbCurve()), color.NRGBA{255, 255, 255, 255}, color.NRGBA{255, 255, 255, 255}},
		{"Adobe RGB", iccOf(adobeRGB, gamma(563.0/256)), color.NRGBA{200, 100, 50, 255}, color.NRGBA{227, 100, 42, 255}},
		{"Adobe RGB", iccOf(adobeRGB, gamma(563.0/256)), color.NRGBA{60, 160, 90, 255}, color.NRGBA{0, 161, 85, 255}},
		{"Adobe RGB", iccOf(adobeRGB, gamma(563.0/256)), color.NRGBA{0, 0, 0, 255}, color.NRGBA{0, 0, 0, 255}},
		{"broken", iccOf(displayP3, srgbCurve())[:200], color.NRGBA{200, 100, 50, 255}, color.NRGBA{200, 100, 50, 255}},
	} {
		for format, data := range map[string][]byte{"jpg": jpegOf(t, plainOf(700, 700, c.from)), "png": pngOf(t, plainOf(700, 700, c.from))} {
			if testing.Short() && format != "jpg" {
				continue
			}
			if c.profile != nil {
				data = withProfile(data, c.profile)
			}
			_, copies := publish(t, "a."+format, data)
			for _, made := range copies {
				if got := decoded(t, made).NRGBAAt(100, 100); !alike(got, c.to, 3) {
					t.Errorf("%s, %s: %v became %v, want %v", c.name, format, c.from, got, c.to)
				}
			}
		}
	}
}

func FuzzProfile(f *testing.F) {
	f.Add(iccOf(displayP3, srgbCurve()))
	f.Add(iccOf(adobeRGB, gamma(2.2)))
	f.Add(iccOf(sRGB, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x40\x00\xff\xff")))
	f.Add(iccOf(sRGB, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00")))
	f.Fuzz(func(t *testing.T, profile []byte) {
		if c := conversion(profile); c != nil {
			c.apply(plainOf(3, 3, red))
		}
		jpegProfile(profile)
		inflated(profile)
	})
}

// TestMetadata checks that metadata is read and is not in the published copies.
func TestMetadata(t *testing.T) {
	record := func(mark string, fields ...string) string {
		b := mark
		for i := 0; i < len(fields); i += 2 {
			b += "\x1c\x02" + fields[i] + string(binary.BigEndian.AppendUint16(nil, uint16(len(fields[i+1])))) + fields[i+1]
		}
		head := "Photoshop 3.0\x008BIM\x04\x04\x00\x00" + string(binary.BigEndian.AppendUint32(nil, uint32(len(b))))
		return head + b + strings.Repeat("\x00", len(b)%2)
	}
	const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">` +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">海边的码头</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>李四</rdf:li></rdf:Seq></dc:creator>` +
		`<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></xmpRights:UsageTerms></rdf:Description></rdf:RDF></x:xmpmeta>`
	iptc := func(fields ...string) string { return record("\x1c\x01\x5a\x00\x03\x1b%G", fields...) } // declared as UTF-8
	unmarked := func(fields ...string) string { return record("", fields...) }
	plain := jpegOf(t, marked(700, 500))
	date := "II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00" +
		"\x01\x00\x03\x90\x02\x00\x14\x00\x00\x00\x2c\x00\x00\x00\x00\x00\x00\x001986:07:14 08:30:00\x00"
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"none", "|||", plain},
		{"IPTC", "开山岛灯塔|张三|公有领域|", segment(plain, 0xED, iptc("\x78", "开山岛灯塔", "\x50", "张三", "\x74", "公有领域"))},
		{"IPTC in GBK, declared as UTF-8", "开山岛|||", segment(plain, 0xED, iptc("\x78", "\xbf\xaa\xc9\xbd\xb5\xba"))},
		{"IPTC in GBK", "开山岛|王某||", segment(plain, 0xED, unmarked("\x78", "\xbf\xaa\xc9\xbd\xb5\xba", "\x50", "\xcd\xf5\xc4\xb3"))},
		{"IPTC in UTF-8, not declared", "开山岛|||", segment(plain, 0xED, unmarked("\x78", "开山岛"))},
		{"IPTC in Latin-1", "Müller|||", segment(plain, 0xED, unmarked("\x78", "M\xfcller"))},
		{"IPTC in another encoding", "|||", segment(plain, 0xED, unmarked("\x78", "\x83\x4a\x83\x81\x83\x89"))},
		{"IPTC with a date", "|||1938-07-14", segment(plain, 0xED, iptc("\x37", "19380714"))},
		{"camera", "|||", segment(plain, 0xED, iptc("\x78", "OLYMPUS DIGITAL CAMERA"))},
		{"XMP", "海边的码头|李四|CC BY 4.0|", segment(plain, 0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp)},
		{"both", "灯塔|李四|CC BY 4.0|", segment(segment(plain, 0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp), 0xED, iptc("\x78", "灯塔"))},
		{"EXIF", "|||1986-07-14", segment(plain, 0xE1, "Exif\x00\x00"+date)},
		{"IPTC in PNG, as ImageMagick writes it", "开山岛灯塔|张三||", chunk(pngOf(t, marked(700, 500)), "zTXt", rawProfileOf("iptc", strings.TrimPrefix(iptc("\x78", "开山岛灯塔", "\x50", "张三"), "Photoshop 3.0\x00")))},
		{"IPTC in PNG, not compressed", "Gate caption|Wang||", chunk(pngOf(t, marked(700, 500)), "tEXt", "Raw profile type 8bim\x00\n8bim\n      38\n3842494d040400000000001a1c0278000c476174652063617074696f6e1c025000045761\n6e67\n")},
		{"XMP in WebP", "海边的码头|李四|CC BY 4.0|", riff(webpOf(t, lossyWebP), 0x04, 64, 64, "XMP ", xmp)},
		{"XMP in PNG", "海边的码头|李四|CC BY 4.0|", chunk(pngOf(t, marked(700, 500)), "iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp)},
	} {
		data := c.data
		if formatOf(data) == "jpeg" {
			data = withProfile(data, iccOf(displayP3, srgbCurve()))
		}
		p, copies := publish(t, "a.jpg", data)
		if notice := map[string]string{"IPTC": "公有领域"}[c.name]; p.Copyright != notice {
			t.Errorf("%s: copyright %q, want %q", c.name, p.Copyright, notice)
		}
		if got := p.Caption + "|" + p.Credit + "|" + p.Licence + "|" + p.Taken.String(); got != c.want {
			t.Errorf("%s: metadata %q, want %q", c.name, got, c.want)
		}
		for _, made := range copies {
			for _, trace := range []string{"Exif", "http://", "Photoshop", "8BIM", "ICC_PROFILE", "GPS", "iCCP", "eXIf", "iTXt", "tEXt", "zTXt", "II*\x00", "MM\x00*", "1986"} {
				if bytes.Contains(made, []byte(trace)) {
					t.Errorf("%s: a copy contains %q", c.name, trace)
				}
			}
		}
	}
}

// rawProfileOf returns the body of a chunk with metadata in hexadecimal digits.
func rawProfileOf(kind, profile string) string {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	fmt.Fprintf(w, "\n%s\n%8d\n", kind, len(profile))
	for digits := hex.EncodeToString([]byte(profile)); digits != ""; digits = digits[min(72, len(digits)):] {
		fmt.Fprintln(w, digits[:min(72, len(digits))])
	}
	w.Close()
	return "Raw profile type " + kind + "\x00\x00" + z.String()
}

// header returns the header of a picture of w × h pixels without their data.
func header(format string, w, h int) []byte {
	if format == "png" {
		b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))...)
		b = append(b, 8, 6, 0, 0, 0)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
	}
	b := []byte("\xff\xd8\xff\xc0\x00\x11\x08")
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, uint16(h)), uint16(w))
	return append(b, "\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00\xff\xd9"...)
}

// deepHeader returns the header of a PNG with sixteen bits a channel.
func deepHeader(w, h int) []byte {
	b := header("png", w, h)
	b[24] = 16
	return binary.BigEndian.AppendUint32(b[:29], crc32.ChecksumIEEE(b[12:29]))
}

func TestRead(t *testing.T) {
	photo, drawing := jpegOf(t, scene(900, 700)), pngOf(t, marked(900, 700))
	photoPNG := pngOf(t, scene(900, 700))
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"a.jpg", photo, "jpeg jpeg 900×700"},
		{"a.JPEG", progressiveOf(t, scene(900, 700)), "jpeg jpeg 900×700"},
		{"a.png", drawing, "png png 900×700"},
		{"a.png", photoPNG, "png jpeg 900×700"},
		{"a.jpg", cmyk, "jpeg jpeg 64×48 photo-small 64 × 48"},
		{"a.jpg", drawing, "png png 900×700 photo-format/name .png"},
		{"a.png", photo, "jpeg jpeg 900×700 photo-format/name .jpg"},
		{"a.jpg", jpegOf(t, marked(300, 200)), "jpeg jpeg 300×200 photo-small 300 × 200"},

		{"a.jpg", nil, "photo-broken/cut"},
		{"a.jpg", photo[:len(photo)/2], "photo-broken/cut"},
		{"a.jpg", photo[:len(photo)-2], "photo-broken/cut"},
		{"a.jpg", photo[:300], "photo-broken/cut"},
		{"a.jpg", segment(photo, 0xE1, "Exif\x00\x00"+tiff(1, jpegOf(t, marked(160, 120))))[:len(photo)/2], "photo-broken/cut"},
		{"a.png", photoPNG[:len(photoPNG)/2], "photo-broken/cut"},
		{"a.png", photoPNG[:20], "photo-broken/cut"},
		{"a.png", append(append([]byte{}, photoPNG[:len(photoPNG)/2]...), photoPNG[len(photoPNG)/2+9:]...), "photo-broken png: invalid format"},
		{"a.png", header("png", 30_000, 30_000), "photo-huge 30000 × 30000"},
		{"a.jpg", header("jpeg", 30_000, 30_000), "photo-huge 30000 × 30000"},
		{"a.jpg", header("jpeg", 12_000, 12_000), "photo-huge 12000 × 12000"},
		{"a.png", deepHeader(9_000, 9_000), "photo-huge 9000 × 9000"},
		{"a.png", header("png", 9_000, 9_000), "photo-broken/cut"},
		{"a.png", header("png", 40, 40), "photo-broken/cut"},
		{"a.png", header("png", 0, 5), "photo-broken png: invalid format: non-positive dimension"},

		{"a.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00"), "photo-format HEIC"},
		{"a.jpg", []byte("\x00\x00\x00\x18ftypavif\x00\x00"), "photo-format AVIF"},
		{"a.jpg", []byte("RIFF\x40\x00\x00\x00WEBPVP8 "), "photo-broken/cut"},
		{"a.webp", animatedWebP, "photo-format/animated"},
		{"a.webp", webpOf(t, lossyWebP), "webp png 64×64 photo-small 64 × 64"},
		{"a.jpg", webpOf(t, lossyWebP), "webp png 64×64 photo-format/name .webp"},
		{"a.heic", photo, "jpeg jpeg 900×700 photo-format/name .jpg"},
		{"a.JFIF", photo, "jpeg jpeg 900×700"},
		{"a.gif", gifOf(t, 1), "gif png 900×700"},
		{"a.gif", gifOf(t, 2), "gif png 900×700 photo-format/moving"},
		{"a.gif", gifOf(t, 1)[:200], "photo-broken/cut"},
		{"a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00"), "photo-format/phone"},
		{"a.avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00"), "photo-format/convert AVIF"},
		{"a.TIF", []byte("II*\x00\x08\x00\x00\x00"), "photo-format/convert TIFF"},
		{"a.cr3", []byte("\x00\x00\x00\x18ftypcrx \x00\x00"), "photo-format/convert CR3"},
		{"a.jpg", []byte("II*\x00\x08\x00\x00\x00"), "photo-format TIFF"},
		{"a.jpg", []byte("GIF89a"), "photo-broken/cut"},
		{"a.jpg", []byte("BM\x00\x00"), "photo-format BMP"},
		{"a.jpg", []byte("\n<!doctype html><title>404"), "photo-format HTML"},
		{"a.jpg", []byte("<?xml version=\"1.0\"?><svg>"), "photo-format SVG"},
		{"a.jpg", []byte("words"), "photo-format/unknown"},
	} {
		p, problem, arg := read(c.name, hashOf(c.data), c.data, newBudget(mostPixels), nil)
		got := strings.TrimSpace(problem + " " + arg)
		if len(p.Variants) > 0 {
			got = strings.TrimSpace(fmt.Sprintf("%s %s %d×%d %s", p.Format, p.Copies, p.Width, p.Height, got))
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" {
			t.Errorf("%s, %.20q: %s; want %s", c.name, c.data, got, c.want)
		}
	}
}

// TestKinds checks the colour of pictures of different kinds of PNG and JPEG.
func TestKinds(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 700, 500))
	for y := range 500 {
		for x := range 700 {
			deep.Set(x, y, green)
		}
	}
	palette := image.NewPaletted(image.Rect(0, 0, 700, 500), color.Palette{green, red})
	gray := image.NewGray(image.Rect(0, 0, 700, 500))
	for i := range gray.Pix {
		gray.Pix[i] = 90
	}
	half := color.NRGBA{200, 30, 30, 128}
	rgb := segment(jpegOf(t, plainOf(700, 500, green)), 0xEE, "Adobe\x00\x64\x00\x00\x00\x00\x00") // declares the components to be RGB
	y, cb, cr := color.RGBToYCbCr(green.R, green.G, green.B)
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want color.NRGBA
	}{
		{"16-bit.png", pngOf(t, deep), green},
		{"palette.png", pngOf(t, palette), green},
		{"grey.png", pngOf(t, gray), color.NRGBA{90, 90, 90, 255}},
		{"alpha.png", pngOf(t, plainOf(700, 500, half)), half},
		{"grey.jpg", jpegOf(t, gray), color.NRGBA{90, 90, 90, 255}},
		{"progressive.jpg", progressiveOf(t, plainOf(700, 500, green)), green},
		{"rgb.jpg", rgb, color.NRGBA{y, cb, cr, 255}},
		{"cmyk.jpg", cmyk, color.NRGBA{200, 60, 40, 255}},
	} {
		p, copies := publish(t, c.name, c.data)
		for i, made := range copies {
			img := decoded(t, made)
			if got := img.NRGBAAt(img.Rect.Dx()/2, img.Rect.Dy()/2); !alike(got, c.want, 6) {
				t.Errorf("%s: colour %v, want %v", c.name, got, c.want)
			}
			if v := p.Variants[i]; img.Rect.Dx() != v.Width || img.Rect.Dy() != v.Height || v.Width > p.Width {
				t.Errorf("%s: size %v, declared as %+v of %d", c.name, img.Rect, v, p.Width)
			}
			if want := map[string]string{"png": ".png", "jpeg": ".jpg"}[formatOf(made)]; filepath.Ext(p.Variants[i].Address) != want {
				t.Errorf("%s: a %s at %s", c.name, formatOf(made), p.Variants[i].Address)
			}
		}
	}
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want string
	}{
		{100, 50, "100×50"}, {480, 100, "480×100"}, {481, 3, "480×3 481×3"}, {700, 1000, "480×686 700×1000"}, {960, 1, "480×1 960×1"},
		{1600, 900, "480×270 960×540 1600×900"}, {1601, 900, "480×270 960×540 1600×899"}, {4000, 3000, "480×360 960×720 1600×1200"}, {1, 20000, "1×20000"},
	} {
		var got []string
		for _, v := range variants("a.jpg", guide.Picture{Width: c.w, Height: c.h, Hash: strings.Repeat("0", 64)}) {
			got = append(got, fmt.Sprintf("%d×%d", v.Width, v.Height))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%d×%d: %s, want %s", c.w, c.h, g, c.want)
		}
	}
	// Copies of unusual sizes have the declared size.
	for _, size := range []image.Point{{481, 3}, {1601, 900}, {2047, 1531}, {3, 700}} {
		p, copies := publish(t, "a.jpg", jpegOf(t, marked(size.X, size.Y)))
		for i, made := range copies {
			if b := decoded(t, made).Rect; b.Dx() != p.Variants[i].Width || b.Dy() != p.Variants[i].Height {
				t.Errorf("%v: size %v, declared as %+v", size, b, p.Variants[i])
			}
		}
	}
}

func TestStem(t *testing.T) {
	for name, want := range map[string]string{
		"a/b/Gate.JPG": "gate", "门.jpg": "photo", "IMG_0001 (2).jpg": "img00012", "-.png": "photo", strings.Repeat("a", 60) + ".jpg": strings.Repeat("a", 40), ".jpg": "photo",
	} {
		if got := stem(name); got != want {
			t.Errorf("stem(%q) = %q, want %q", name, got, want)
		}
	}
}

// counting counts how often each file is opened.
type counting struct {
	fstest.MapFS
	opened atomic.Int32
}

func (c *counting) Open(name string) (fs.File, error) {
	c.opened.Add(1)
	return c.MapFS.Open(name)
}

func (c *counting) ReadFile(name string) ([]byte, error) {
	c.opened.Add(1)
	return c.MapFS.ReadFile(name)
}

func makeAll(t *testing.T, outputs []output.Output) map[string]string {
	t.Helper()
	made := map[string]string{}
	var mu sync.Mutex
	var group sync.WaitGroup
	for _, o := range outputs {
		group.Go(func() {
			m, err := o.Make()
			if err != nil || len(m.Problems) > 0 {
				t.Errorf("%s: %v, %v", o.Address, m.Problems, err)
			}
			mu.Lock()
			defer mu.Unlock()
			made[o.Address] = string(m.Data)
		})
	}
	group.Wait()
	return made
}

func TestStore(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	a, b := jpegOf(t, scene(1700, 1000)), pngOf(t, marked(700, 500))
	files := map[string][]byte{"x/gate.jpg": a, "y/gate.jpg": a, "y/map.png": b}
	run := func() (map[string]string, int32) {
		t.Helper()
		r, list := photosOf(files, cache)
		c := &counting{MapFS: r.files.(fstest.MapFS)}
		r.files = c
		pictures, problems, err := r.Survey(t.Context(), list, false)
		if err != nil || len(problems) != 1 || problems[0].Key != "photo-twice" && problems[0].Key != "photo-alike" { // two of them are one scene
			t.Fatal(problems, err)
		}
		outputs := r.Outputs(pictures)
		plan, collisions := output.NewPlan(outputs)
		if len(collisions) > 0 {
			t.Errorf("collisions: %v", collisions)
		}
		return makeAll(t, plan), c.opened.Load()
	}
	first, opened := run()
	if len(first) != 5 || opened != 5 { // three surveyed, two made
		t.Errorf("%d copies, %d files opened", len(first), opened)
	}
	if again, opened := run(); !maps.Equal(first, again) || opened != 0 {
		t.Errorf("the second build: different copies, or %d files opened", opened)
	}
	// A damaged store only costs time.
	for name, spoil := range map[string]func(file string) error{
		"missing": os.Remove,
		"cut":     func(file string) error { return os.Truncate(file, 100) },
		"empty":   func(file string) error { return os.Truncate(file, 0) },
		"null":    func(file string) error { return os.WriteFile(file, []byte("null"), 0o644) },
	} {
		spoiled := 0
		err := filepath.WalkDir(cache, func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			spoiled++
			return spoil(file)
		})
		if err != nil || spoiled == 0 {
			t.Fatal(spoiled, err)
		}
		if again, _ := run(); !maps.Equal(first, again) {
			t.Errorf("%s: different copies", name)
		}
	}
	// Another store and another order give the same bytes.
	if err := os.RemoveAll(cache); err != nil {
		t.Fatal(err)
	}
	if again, _ := run(); !maps.Equal(first, again) {
		t.Error("a new store: different copies")
	}
	files["x/gate.jpg"] = jpegOf(t, marked(1700, 1000))
	changed, _ := run()
	if len(changed) != 8 {
		t.Errorf("a changed photo: %v", slices.Sorted(maps.Keys(changed)))
	}
	for address, data := range first {
		if changed[address] != data {
			t.Errorf("%s is missing or different", address)
		}
	}
}

// TestReplaced checks that what is made of a file that was replaced between survey and
// make is not stored as that of the surveyed photo, whatever took its place.
func TestReplaced(t *testing.T) {
	first := jpegOf(t, marked(700, 500))
	for name, second := range map[string][]byte{
		"photo": jpegOf(t, scene(700, 500)), "larger": jpegOf(t, scene(900, 400)), "PNG": pngOf(t, scene(700, 500)), "text": []byte("text"), "empty": {},
	} {
		t.Run(name, func(t *testing.T) {
			cache := t.TempDir()
			survey := func(data []byte) (*Photos, []output.Output) {
				t.Helper()
				r, list := photosOf(map[string][]byte{"a.jpg": data}, cache)
				pictures, problems, err := r.Survey(t.Context(), list, false)
				if err != nil || len(problems) > 0 {
					t.Fatal(problems, err)
				}
				covers := []guide.Cover{{Address: "cover.jpg", File: "a.jpg", Picture: pictures["a.jpg"]}}
				return r, slices.Concat(r.Outputs(pictures), r.Tiles(pictures), r.Covers(covers, digest.Digest{}, func() cover.Fonts { return nil }))
			}
			r, outputs := survey(first)
			r.files = fstest.MapFS{"a.jpg": {Data: second}}
			replaced := map[string]string{}
			for _, o := range outputs {
				made, err := o.Make()
				if err != nil {
					t.Fatal(err)
				}
				if usable := formatOf(second) == "jpeg"; usable == (len(made.Problems) > 0) || usable && !made.Fleeting {
					t.Errorf("%s: problems %v, fleeting %v", o.Address, made.Problems, made.Fleeting)
				}
				replaced[o.Address] = string(made.Data)
			}
			_, outputs = survey(first)
			for address, data := range makeAll(t, outputs) {
				if data == replaced[address] {
					t.Errorf("%s is made of the other photo", address)
				}
			}
		})
	}
}

// TestReplacedByLarge checks that a file that took the place of a photo is not decoded if
// it is larger than photos can be.
func TestReplacedByLarge(t *testing.T) {
	r, list := photosOf(map[string][]byte{"a.jpg": jpegOf(t, marked(700, 500))}, t.TempDir())
	pictures, _, err := r.Survey(t.Context(), list, false)
	if err != nil {
		t.Fatal(err)
	}
	large := jpegOf(t, image.NewGray(image.Rect(0, 0, longestSide+1, 1)))
	r.files = fstest.MapFS{"a.jpg": {Data: large}}
	made, err := r.Outputs(pictures)[0].Make()
	if err != nil || len(made.Problems) != 1 || made.Problems[0].Rule() != "photo-huge" {
		t.Error(made.Problems, err)
	}
}

// TestSameTime checks that a photo is read again if it was replaced by one of the same
// size and time: only the entry on the disk says so.
func TestSameTime(t *testing.T) {
	cache := t.TempDir()
	survey := func(data []byte, changed int64) guide.Picture {
		t.Helper()
		r, list := photosOf(map[string][]byte{"a.jpg": data}, cache)
		file := list["a.jpg"]
		file.Size, file.Changed = 1000, changed
		list["a.jpg"] = file
		pictures, problems, err := r.Survey(t.Context(), list, false)
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		return pictures["a.jpg"]
	}
	first, second := jpegOf(t, marked(700, 500)), jpegOf(t, scene(700, 500))
	before := survey(first, 1)
	if survey(second, 1).Hash != before.Hash {
		t.Error("a photo that seems unchanged is read again")
	}
	if survey(second, 2).Hash == before.Hash {
		t.Error("a photo that was replaced is not read again")
	}
}

// TestUnreadable checks that a file that could not be read is read again,
// although its size and time are unchanged.
func TestUnreadable(t *testing.T) {
	r, list := photosOf(map[string][]byte{"a.jpg": jpegOf(t, marked(700, 500))}, t.TempDir())
	files := r.files
	r.files = fstest.MapFS{}
	if p, problems, _ := r.Survey(t.Context(), list, false); len(p) != 0 || len(problems) != 1 || problems[0].Key != "file-unreadable" {
		t.Errorf("a file that cannot be read: pictures %v, problems %v", p, problems)
	}
	r.files = files
	if p, problems, _ := r.Survey(t.Context(), list, false); len(p) != 1 || len(problems) != 0 {
		t.Errorf("a readable file: pictures %v, problems %v", p, problems)
	}
	delete(list, "a.jpg")
	if p, _, _ := r.Survey(t.Context(), list, false); len(p) != 0 || len(r.facts) != 0 {
		t.Errorf("a deleted photo: pictures %v, facts %v", p, r.facts)
	}
}

func TestBudget(t *testing.T) {
	b := newBudget(100)
	var now, most atomic.Int64
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			size := 20 + i%5*40
			give := b.take(size)
			if n := now.Add(int64(min(size, 100))); n > most.Load() {
				most.Store(n)
			}
			for range 100 {
				runtime.Gosched() // lets other goroutines take pixels
			}
			now.Add(-int64(min(size, 100)))
			give()
		})
	}
	group.Wait()
	if most.Load() > 100 || b.left != 100 {
		t.Errorf("%d pixels at once, %d left at the end", most.Load(), b.left)
	}
}

func FuzzRead(f *testing.F) {
	small := jpegOf(f, marked(24, 16))
	f.Add(small)
	f.Add(exif(small, 6))
	f.Add(withProfile(small, iccOf(displayP3, srgbCurve())))
	f.Add(progressiveOf(f, marked(24, 16)))
	f.Add(pngOf(f, marked(24, 16)))
	f.Add(chunk(pngOf(f, marked(24, 16)), "eXIf", tiff(8, nil)))
	f.Add(header("jpeg", 30_000, 30_000))
	f.Add(header("png", 40, 40))
	for _, data := range kinds(f) {
		f.Add(data)
	}
	f.Add(riff(kinds(f)["lossless.webp"], 0x0C, 96, 64, "EXIF", tiff(6, nil), "XMP ", "<x/>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if format := formatOf(data); published(format) {
			if c, err := configOf(format, data); err == nil && c.Width*c.Height > 1<<20 {
				return // expected, and slow
			}
		}
		p, problem, _ := read("a.jpg", hashOf(data), data, newBudget(mostPixels), nil)
		if (len(p.Variants) == 0) != (diag.New(diag.Place{}, problem).Severity() == diag.Error) || len(p.Variants) == 0 && problem == "" {
			if problem != "" || len(p.Variants) == 0 {
				t.Fatalf("%d variants, %q", len(p.Variants), problem)
			}
		}
		if len(p.Variants) > 0 {
			r := New(fstest.MapFS{"a.jpg": {Data: data}}, (*store.Folder)(nil), "")
			if _, err := r.make("a.jpg", p, 0); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// BenchmarkMake makes the three copies of a 12-megapixel photo, with this package
// and in the usual way: a full decode, then each copy from the original.
func BenchmarkMake(b *testing.B) {
	data := jpegOf(b, scene(4000, 3000))
	b.Run("photo", func(b *testing.B) {
		r, list := photosOf(map[string][]byte{"a.jpg": data}, b.TempDir())
		pictures, _, err := r.Survey(context.Background(), list, false)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.make("a.jpg", pictures["a.jpg"], 0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("imaging", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			img, err := imaging.Decode(bytes.NewReader(data), imaging.AutoOrientation(true))
			if err != nil {
				b.Fatal(err)
			}
			for _, w := range widths {
				var out bytes.Buffer
				if err := jpeg.Encode(&out, imaging.Resize(img, w, 0, imaging.Lanczos), &jpeg.Options{Quality: 80}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("survey", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			read("a.jpg", hashOf(data), data, newBudget(mostPixels), nil)
		}
	})
}

// WebP files of four squares of 32 pixels: black, white, red (200, 50, 20) and blue
// (20, 80, 200), made with cwebp.
const (
	lossyWebP       = "UklGRnQAAABXRUJQVlA4IGgAAAAwBgCdASpAAEAAPjEUiUMiISEYDAQAIAMEsYQ4AI8D+AfgBrnfAPwA/YD/AAK+M5GKcPlI4phmxPwAAP7ueyzul4yG2HEsiP+vvkThpE/H/8rZhWo1vODWl/4ynck6b8/LJSlp0gAAAA=="
	losslessWebP    = "UklGRkIAAABXRUJQVlA4TDYAAAAvP8APAB8gECCUmPDfZkMgQAg0ropAgDDhf8Kf+Q/gr6QBkQCJJz3pSRMDaBH9n4Bg0bfh0Tc="
	transparentWebP = "UklGRpgAAABXRUJQVlA4WAoAAAAQAAAAPwAAPwAAQUxQSAoAAAABB1DAiAhERP8DVlA4IGgAAAAwBgCdASpAAEAAPjEUiUMiISEYDAQAIAMEsYQ4AI8D+AfgBrnfAPwA/YD/AAK+M5GKcPlI4phmxPwAAP7ueyzul4yG2HEsiP+vvkThpE/H/8rZhWo1vODWl/4ynck6b8/LJSlp0gAAAA==" // half transparent
)

var animatedWebP = []byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x3f\x00\x00\x3f\x00\x00")

func webpOf(t *testing.T, encoded string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// gifOf returns a GIF with a number of frames.
func gifOf(t *testing.T, frames int) []byte {
	t.Helper()
	var all gif.GIF
	for i := range frames {
		frame := image.NewPaletted(image.Rect(0, 0, 900, 700), palette.Plan9)
		for k := range frame.Pix {
			frame.Pix[k] = uint8(k/9000 + i)
		}
		all.Image, all.Delay, all.Disposal = append(all.Image, frame), append(all.Delay, 10), append(all.Disposal, gif.DisposalNone)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWebPColours checks that the colours of a WebP are those of its maker: a lossy
// one stores the range of video.
func TestWebPColours(t *testing.T) {
	want := map[image.Point]color.NRGBA{{10, 10}: {0, 0, 0, 255}, {48, 10}: {255, 255, 255, 255}, {10, 48}: {200, 50, 20, 255}, {48, 48}: {20, 80, 200, 255}}
	for name, encoded := range map[string]string{"lossy": lossyWebP, "lossless": losslessWebP, "transparent": transparentWebP} {
		img, err := decode("webp", webpOf(t, encoded), 1000, false)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for at, c := range want {
			if name == "transparent" {
				c.A = 128
			}
			got := color.NRGBAModel.Convert(img.At(at.X, at.Y)).(color.NRGBA)
			for i, d := range []int{int(got.R) - int(c.R), int(got.G) - int(c.G), int(got.B) - int(c.B), int(got.A) - int(c.A)} {
				if d < -3 || d > 3 {
					t.Errorf("%s: %v is %v, want %v (channel %d)", name, at, got, c, i)
				}
			}
		}
	}
}

// TestHugeHint checks that a picture of the size that the hint proposes is accepted.
func TestHugeHint(t *testing.T) {
	hint := diag.New(diag.Place{}, "photo-huge", "").Hint(diag.English)
	var side int
	if _, err := fmt.Sscanf(hint, "reduce it to at most %d pixels", &side); err != nil {
		t.Fatal(hint, err)
	}
	if pixels := weight(image.Config{ColorModel: color.NRGBA64Model, Width: side, Height: side}); side > longestSide || pixels > mostPixels {
		t.Errorf("%s: %d pixels are more than %d", hint, pixels, mostPixels)
	}
}

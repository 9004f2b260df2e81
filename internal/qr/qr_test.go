package qr

import (
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// TestQRCode draws codes from their paths and reads them with an independent
// decoder.
func TestQRCode(t *testing.T) {
	for _, text := range []string{
		"https://guide.example.org/red/sites/kaishan-island/",
		"https://guide.example.org/en/sites/lianyungang-memorial-hall/#real-scene-classroom",
		"https://例子.example/" + strings.Repeat("very-long-", 30),
		"x",
	} {
		svg := string(new(Encoder).SVG(text, `a "label" <&>`))
		if !strings.Contains(svg, `aria-label="a &#34;label&#34; &lt;&amp;&gt;"`) {
			t.Errorf("%s: the label is not escaped: %.200s", text, svg)
		}
		if got := decode(t, svg); got != text {
			t.Errorf("%q decodes to %q", text, got)
		}
	}
	if svg := new(Encoder).SVG(strings.Repeat("x", 3000), ""); svg != "" {
		t.Error("SVG returns a code for a text that is too long")
	}
}

var (
	viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) \d+"`)
	dark    = regexp.MustCompile(`class="qr-dark" d="([^"]*)"`)
	step    = regexp.MustCompile(`([Mmh])(\d+)(?: (\d+))?`)
)

// decode returns the text of the QR code in an SVG.
func decode(t *testing.T, svg string) string {
	t.Helper()
	const scale = 4
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	size := number(viewBox.FindStringSubmatch(svg)[1])
	picture := image.NewGray(image.Rect(0, 0, size*scale, size*scale))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	x, y := 0, 0
	for _, m := range step.FindAllStringSubmatch(dark.FindStringSubmatch(svg)[1], -1) {
		switch n := number(m[2]); m[1] {
		case "M":
			x, y = n, number(m[3])
		case "m":
			x += n
		case "h":
			for px := x * scale; px < (x+n)*scale; px++ {
				for py := y * scale; py < (y+1)*scale; py++ {
					picture.SetGray(px, py, color.Gray{})
				}
			}
			x += n
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatalf("the code cannot be read: %v", err)
	}
	return result.GetText()
}

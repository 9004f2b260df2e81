package qr

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	go_qr "github.com/piglig/go-qr"
)

// TestMasks compares codes of every size and level with those of go-qr, which
// scores masks module by module.
func TestMasks(t *testing.T) {
	random := rand.New(rand.NewPCG(18004, 2024))
	var c Encoder
	seen := map[int]bool{}
	for length := 0; length <= 2331; length += 1 + length/25 {
		for _, letters := range []string{"0123456789", "HTTPS://GUIDE.EXAMPLE/", "abcdefghijklmnopqrstuvwxyz./-#", "x"} {
			var b strings.Builder
			for range length {
				b.WriteByte(letters[random.IntN(len(letters))])
			}
			text := b.String()
			want, err := go_qr.EncodeText(text, go_qr.Medium)
			if err != nil {
				t.Fatal(err)
			}
			seen[want.Size()] = true
			got, err := c.encode(text)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, squareOf(want)) {
				t.Errorf("%d of %.10q: the code differs from that of go-qr", length, letters)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("the test covers %d sizes, want 40", len(seen))
	}
}

func BenchmarkQRCode(b *testing.B) {
	var c Encoder
	for b.Loop() {
		if c.SVG("https://guide.example.org/sites/mingde-academy-01233/", "") == "" {
			b.Fatal("SVG returns no code")
		}
	}
}

package render

import (
	"strings"
	"testing"
	"unicode"

	"wayside/internal/guide"
)

// FuzzPhotoAnchor checks that photos of a gallery have different anchors, which are ids of
// HTML: they have no space.
func FuzzPhotoAnchor(f *testing.F) {
	f.Add("gate.jpg", "gate.png", 0)
	f.Add("a b.jpg", "a%20b.jpg", 0)
	f.Add("微信图片 (1).jpg", "微信图片\u3000(1).jpg", 0)
	f.Add("12.jpg", "a.jpg", 12)
	f.Fuzz(func(t *testing.T, a, b string, number int) {
		one := photoAnchor(&guide.Photo{File: "content/sites/s/photos/" + a})
		two := photoAnchor(&guide.Photo{File: "content/sites/s/photos/" + b, Number: number})
		if strings.ContainsFunc(one+two, unicode.IsSpace) {
			t.Errorf("%q or %q has a space", one, two)
		}
		named := strings.HasSuffix(a, ".jpg") && strings.HasSuffix(b, ".jpg") && !strings.Contains(a+b, "/")
		if valid := strings.ToValidUTF8(a+b, "") == a+b; named && valid && a != b && one == two {
			t.Errorf("%q and %q have the anchor %q", a, b, one)
		}
	})
}

package diag

import (
	"strings"
	"testing"
)

func FuzzLines(f *testing.F) {
	f.Add("a\n岛b\r\n", 3, 1)
	f.Add(strings.Repeat("岛", 1000)+"\n"+strings.Repeat("a\n", 1000), 3001, 7)
	f.Add(strings.Repeat("\xff\x80", 1000), 999, 1)
	f.Fuzz(func(t *testing.T, text string, offset, first int) {
		offset = max(0, offset)
		l := NewLines("f", text, first)
		want := PlaceIn("f", text, offset)
		want.Line += first - 1
		if got := l.Place(offset); got != want {
			t.Errorf("offset %d of %q: %v, want %v", offset, text, got, want)
		}
		if got := NewLines("f", []byte(text), first).Place(offset); got != want {
			t.Errorf("offset %d of %q as bytes: %v, want %v", offset, text, got, want)
		}
	})
}

// TestLinesBounded finds a million places in one line. If each were counted from
// its beginning, this test would not finish.
func TestLinesBounded(t *testing.T) {
	text := strings.Repeat("a", 64<<20)
	l := NewLines("f", text, 1)
	for i := range 1_000_000 {
		if got := l.Place(i * 64); got.Column != i*64+1 {
			t.Fatalf("offset %d: %v", i*64, got)
		}
	}
}

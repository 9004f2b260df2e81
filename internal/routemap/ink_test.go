package routemap

import (
	"math/rand/v2"
	"testing"
)

// TestInk compares the bitmap with the boxes that were marked: a box that is free meets none
// of them, and one that is not free is within a cell of one.
func TestInk(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	randomBox := func() box {
		x, y := 320*random.Float64()-10, 220*random.Float64()-10
		return box{x, y, x + 70*random.Float64(), y + 30*random.Float64()}
	}
	sheet := box{0, 0, 300, 200}
	for range 200 {
		k := newInk(300, 200)
		var marked []box
		for range 1 + random.IntN(6) {
			b := randomBox()
			k.mark(b)
			marked = append(marked, b)
		}
		for range 50 {
			b := randomBox()
			exact, near := false, false
			for _, m := range marked {
				shared := box{max(m.left, b.left), max(m.top, b.top), min(m.right, b.right), min(m.bottom, b.bottom)}
				exact = exact || m.meets(b) && shared.meets(sheet)
				near = near || m.meets(box{b.left - 2*cell, b.top - 2*cell, b.right + 2*cell, b.bottom + 2*cell})
			}
			got := k.meets(b)
			if exact && !got || got && !near {
				t.Fatalf("%v among %v: meets %t", b, marked, got)
			}
			if share := k.covered(b); share > 0 != got || share > 1 {
				t.Fatalf("%v among %v: meets %t, covered by %g", b, marked, got, share)
			}
		}
	}
}

func TestStroke(t *testing.T) {
	k := newInk(100, 100)
	k.stroke([]Spot{{-1e9, 50}, {50, 50}, {50, 1e9}}, 5)
	for p, want := range map[Spot]bool{{1, 46}: true, {1, 40}: false, {54, 99}: true, {60, 99}: false, {60, 50}: false} {
		if got := k.meets(around(p, 0.5)); got != want {
			t.Errorf("%v is marked: %t, want %t", p, got, want)
		}
	}
}

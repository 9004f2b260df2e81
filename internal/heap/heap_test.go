package heap

import "testing"

// TestGrowth checks that a small heap may grow as usual, and a large one less.
func TestGrowth(t *testing.T) {
	for _, test := range []struct {
		live        uint64
		usual, want int
	}{
		{0, 130, 130}, {300 << 20, 130, 130}, {300 << 20, 30, 30}, {500 << 20, 130, 70}, {800 << 20, 130, leastPercent}, {900 << 20, 30, 30}, {1 << 40, 130, leastPercent},
	} {
		if got := growth(test.live, test.usual); got != test.want {
			t.Errorf("a heap of %d MiB may grow by %d %%, want %d", test.live>>20, got, test.want)
		}
	}
}

package heap

import "testing"

// TestGrowth checks that no garbage is collected in a tiny heap, that a small one may grow
// as usual, and a large one less.
func TestGrowth(t *testing.T) {
	const mb = 1 << 20
	for _, test := range []struct {
		live, roots uint64
		usual, want int
	}{
		{0, 0, 130, 1200}, {3 * mb, 2 * mb, 130, 900}, {18 * mb, 2 * mb, 130, 150}, {18 * mb, 2 * mb, 200, 200}, {30 * mb, 2 * mb, 50, 56},
		{48 * mb, 0, 130, 130}, {300 * mb, 0, 130, 130}, {300 * mb, 0, 30, 30}, {500 * mb, 0, 130, 70}, {800 * mb, 0, 130, leastPercent}, {900 * mb, 0, 30, 30}, {1 << 40, 0, 130, leastPercent},
	} {
		if got := growth(test.live, test.roots, test.usual); got != test.want {
			t.Errorf("a heap of %d MiB may grow by %d %%, want %d", test.live>>20, got, test.want)
		}
	}
}

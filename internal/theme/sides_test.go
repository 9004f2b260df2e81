package theme_test

import (
	"testing"

	"wayside/internal/nodetest"
)

// TestPages counts pages from the width of columns: gaps are between them only.
func TestPages(t *testing.T) {
	type columns struct {
		Width, Page, Gap float64
		Want             int
	}
	all := []columns{{665, 665, 20, 1}, {1350, 665, 20, 2}, {6830, 665, 20, 10}, {6829.6, 665.2, 20, 10}, {0, 665, 20, 1}}
	got := nodetest.Run[[]int](t, nodetest.Parts(t, "handout/sides.js")+`
		return input.map(c => pagesOf(c.Width, c.Page, c.Gap));`, all)
	for i, c := range all {
		if got[i] != c.Want {
			t.Errorf("%+v: %d pages", c, got[i])
		}
	}
}

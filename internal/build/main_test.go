package build

import (
	"os"
	"testing"

	"wayside/internal/heap"
)

// TestMain lets garbage grow: the tests build thousands of tiny guides, and a quarter of
// their time would be spent on collecting it.
func TestMain(m *testing.M) {
	heap.Tune(400)
	os.Exit(m.Run())
}

package build

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain lets garbage grow: the tests build thousands of tiny guides, and a quarter of
// their time would be spent on collecting it.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

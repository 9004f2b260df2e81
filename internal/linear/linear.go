// Package linear checks in tests that a function allocates memory in proportion to its
// input.
//
// It compares what the function allocates for an input and for one twice as large; of a
// copy that grows with every step, the second is four times the first. Unlike a time,
// the figure hardly differs between computers. TestLinear of cmd/wayside counts
// statements instead, for the program as a whole.
package linear

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// runs is how often an input is measured. The least figure counts, since the runtime
// and other goroutines allocate, too.
const runs = 3

// slack is what a function may allocate in addition, in bytes: the capacity of a slice
// grows in steps.
const slack = 256 << 10

// Allocates reports an error if what run allocates for prepare(2n) is more than two and a
// half times what it allocates for prepare(n). prepare is not measured.
func Allocates[T any](t testing.TB, n int, prepare func(n int) T, run func(T)) {
	t.Helper()
	one, two := least(prepare(n), run), least(prepare(2*n), run)
	if float64(two) > 2.5*float64(one)+slack {
		t.Errorf("%d bytes are allocated for an input of size %d, %d for one of size %d", one, n, two, 2*n)
	}
}

func least[T any](input T, run func(T)) uint64 {
	best := ^uint64(0)
	// Without collections, buffers in pools are still there in the next run.
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range runs {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		run(input)
		runtime.ReadMemStats(&after)
		best = min(best, after.TotalAlloc-before.TotalAlloc)
	}
	return best
}

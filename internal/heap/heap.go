// Package heap decides how much memory the program takes from the system, in what
// pages, and how often it collects garbage.
package heap

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// firstCollection is the size of the heap in bytes at which garbage is collected for
// the first time. Collecting earlier would take a tenth of the time of a small build; later,
// the system would have to provide more memory, which takes as long.
const firstCollection = 48 << 20

// reserved is how much of the heap in bytes is in huge pages, where the system provides
// them: what a build of 10,000 sites needs. Nothing of it is used before the heap grows so
// far.
const reserved = 512 << 20

// percent is how much the heap grows until garbage is collected again.
var percent atomic.Int32

// Tune sets how the heap of this process grows: by p percent until garbage is collected
// again, see SetGrowth. A user who sets GOGC decides that instead. Tune is called once,
// before anything large is allocated.
func Tune(p int) {
	if os.Getenv("GOGC") != "" {
		return
	}
	SetGrowth(p)
	debug.SetGCPercent(-1)
	reserve(reserved)
	debug.SetMemoryLimit(firstCollection)
	afterCollection(func() {
		debug.SetMemoryLimit(math.MaxInt64)
		retune()
	})
}

// SetGrowth sets how much the heap may grow, in percent of what is in use, from the next
// collection on.
func SetGrowth(p int) {
	percent.Store(int32(p))
}

// mostHeap is the size of the heap in bytes beyond which it may not grow for the sake of
// collecting less often, and leastPercent how much it may grow nonetheless. A build of
// 100,000 sites keeps half of that.
const (
	mostHeap     = 850 << 20
	leastPercent = 35
)

// retune sets how much the heap may grow, now and after each further collection.
func retune() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(growth(live[0].Value.Uint64(), int(percent.Load())))
	afterCollection(retune)
}

// growth returns the percentage by which a heap of a size may grow, at most a usual one.
func growth(live uint64, usual int) int {
	return min(usual, max(leastPercent, int(mostHeap/max(1, live/100))-100))
}

// afterCollection calls f once after the next collection of garbage.
func afterCollection(f func()) {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { f() })
}

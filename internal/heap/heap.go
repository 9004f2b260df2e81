// Package heap decides how much memory the program takes from the system, in what
// pages, and how often it collects garbage.
package heap

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// leastHeap is the size of the heap in bytes below which no garbage is collected.
// Collecting earlier would take a tenth of the time of a small build; later, the system
// would have to provide more memory, which takes as long.
const leastHeap = 48 << 20

// leastCounted is the least size of a heap in bytes of which the runtime takes a percentage.
const leastCounted = 4 << 20

// reserved is how much of the heap in bytes is in huge pages, where the system provides
// them: what a build of 10,000 sites needs. Nothing of it is used before the heap grows so
// far.
const reserved = 512 << 20

// Usual is how much the heap grows, in percent, until garbage is collected again. A build
// allocates a lot and keeps little, so collecting less often than by default saves time
// for some memory.
const Usual = 130

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
	retune()
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
	live, roots := scanned()
	debug.SetGCPercent(growth(live, roots, int(percent.Load())))
	afterCollection(retune)
}

// scanned returns how many bytes of the heap were in use at the last collection of garbage,
// and how many bytes of globals and stacks the collector looks at in addition.
func scanned() (live, roots uint64) {
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Uint64() + samples[2].Value.Uint64()
}

// growth returns the percentage by which the heap may grow until the next collection: the
// usual one, less for a large heap, and more for a small one. live is what the last
// collection found in use; with roots, the bytes of globals and stacks, the runtime takes
// the percentage of both, and of no less than leastCounted.
func growth(live, roots uint64, usual int) int {
	if upTo := (leastHeap - int64(live)) * 100 / int64(max(live+roots, leastCounted)); upTo > int64(usual) {
		return int(upTo)
	}
	return min(usual, max(leastPercent, int(mostHeap/max(1, live/100))-100))
}

// afterCollection calls f once after the next collection of garbage.
func afterCollection(f func()) {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { f() })
}

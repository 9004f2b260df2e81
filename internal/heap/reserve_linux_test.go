package heap

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// TestReserve checks that the addresses which the heap grows into are marked for huge
// pages, and that marking them takes next to no memory.
func TestReserve(t *testing.T) {
	const size = 64 << 20
	if !offered() {
		t.Skip("this system gives huge pages to everybody or to nobody")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	reserve(size)
	marked, used := marked(t)
	if marked < size {
		t.Errorf("%d bytes are marked, want at least %d", marked, size)
	}
	if used > size/8 {
		t.Errorf("%d of the %d bytes marked are in memory before they are used", used, marked)
	}
}

// TestReserveTooMuch checks that addresses beyond what the process may have are not
// asked for, which would end it.
func TestReserveTooMuch(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	reserve(1 << 61)
}

// marked returns how many bytes of this process are marked for huge pages, and how many
// of them are in memory.
func marked(t *testing.T) (size, used int) {
	t.Helper()
	smaps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	var of struct{ size, used int } // the area of addresses of the lines that are read, in KiB
	for line := range strings.Lines(string(smaps)) {
		fmt.Sscanf(line, "Size: %d kB", &of.size)
		fmt.Sscanf(line, "Rss: %d kB", &of.used)
		if flags, ok := strings.CutPrefix(line, "VmFlags:"); ok && slices.Contains(strings.Fields(flags), "hg") {
			size += of.size << 10
			used += of.used << 10
		}
	}
	return size, used
}

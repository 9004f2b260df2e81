package heap

import (
	"bytes"
	"os"
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/unix"
)

// hugePages is the file in which the system says who gets huge pages: everybody, nobody,
// or, in most distributions, who asks for them.
const hugePages = "/sys/kernel/mm/transparent_hugepage/enabled"

// reserve makes the heap grow into the next size bytes of addresses in huge pages (2 MiB
// instead of 4 KiB, on most processors) if the system gives them to those who ask. Filling
// 4 KiB takes the system a microsecond, and many times that on a virtual machine, so that a
// build would spend a fifth of its time on that. The Go runtime does not ask, and when it
// maps a further part of the heap, what was said of the addresses is lost; so they are
// mapped here once, as objects that are not written to, and left to the heap. They cost
// memory only as the heap grows into them.
//
// The collector must be off, and is asked for one collection at the end.
func reserve(size int) {
	if !offered() || !canMap(2*size) {
		return
	}
	// An object that begins in memory that was in use before is cleared, which would fill
	// all its pages. So the first ones, which fill such gaps, are small.
	from, to := ^uintptr(0), uintptr(0)
	for n := 0; n < size; {
		piece := make([]byte, min(max(256<<10, n/2), 16<<20))
		at := uintptr(unsafe.Pointer(unsafe.SliceData(piece)))
		from, to = min(from, at), max(to, at+uintptr(len(piece)))
		n += len(piece)
	}
	// What lies between them has to be marked too: a huge page is all or nothing. An error
	// is one of a kernel without huge pages.
	if to-from < uintptr(2*size) {
		unix.Syscall(unix.SYS_MADVISE, from, to-from, unix.MADV_HUGEPAGE)
	}
	debug.FreeOSMemory()
}

// offered reports whether the system gives huge pages to those who ask, and to nobody else.
func offered() bool {
	state, err := os.ReadFile(hugePages)
	return err == nil && bytes.Contains(state, []byte("[madvise]"))
}

// canMap reports whether the process may have size more bytes of addresses: a limit may be
// set (ulimit -v), or the system may promise no more than it has.
func canMap(size int) bool {
	memory, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return false
	}
	return unix.Munmap(memory) == nil
}

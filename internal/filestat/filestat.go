// Package filestat says what a file system knows of a file without reading it, to
// find out whether the file is still the same.
package filestat

// A Stat is what a file system says about a file.
type Stat struct {
	Size     int64
	Modified int64 // nanoseconds since 1970; likewise the next
	Changed  int64 // when the file's entry on the disk changed (ctime); 0 where this is unknown
	Inode    uint64
}

//go:build !linux

package filestat

import "io/fs"

// Of returns what the file system says about a file.
func Of(info fs.FileInfo) Stat {
	return Stat{Size: info.Size(), Modified: info.ModTime().UnixNano()}
}

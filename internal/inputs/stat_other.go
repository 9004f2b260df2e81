//go:build !linux

package inputs

import "io/fs"

// statOf returns what the file system says about a file.
func statOf(info fs.FileInfo) stat {
	return stat{size: info.Size(), modified: info.ModTime().UnixNano()}
}

//go:build unix

package output

import (
	"io/fs"
	"os"
	"syscall"
)

// create creates a file or empties it, without what os.OpenFile does for pipes and
// sockets: asking the system whether it can report when they are ready is five more calls,
// and a build creates thousands of files.
func create(path string) (*os.File, error) {
	for {
		fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_TRUNC|syscall.O_CLOEXEC, fileMode)
		switch err {
		case nil:
			return os.NewFile(uintptr(fd), path), nil
		case syscall.EINTR:
		default:
			return nil, &fs.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

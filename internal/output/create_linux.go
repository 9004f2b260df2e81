package output

import (
	"io"
	"io/fs"

	"golang.org/x/sys/unix"
)

// A descriptor is a file that was opened for writing, for one goroutine. An os.File is
// also prepared for pipes, deadlines and concurrent use: up to five more calls of the
// system, and a cleanup of the garbage collector, for each of thousands of files.
type descriptor struct {
	fd   int
	path string
}

// create creates a file or empties it.
func create(path string) (file, error) {
	var fd int
	err := uninterrupted(func() (err error) {
		fd, err = unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_TRUNC|unix.O_CLOEXEC, fileMode)
		return err
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return &descriptor{fd, path}, nil
}

// uninterrupted calls the system until no signal interrupts it.
func uninterrupted(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

// Write implements io.Writer.
func (d *descriptor) Write(data []byte) (n int, err error) {
	for n < len(data) {
		var wrote int
		err := uninterrupted(func() (err error) {
			wrote, err = unix.Write(d.fd, data[n:])
			return err
		})
		if err == nil && wrote == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return n, &fs.PathError{Op: "write", Path: d.path, Err: err}
		}
		n += wrote
	}
	return n, nil
}

// Sync makes the content durable.
func (d *descriptor) Sync() error {
	if err := uninterrupted(func() error { return unix.Fsync(d.fd) }); err != nil {
		return &fs.PathError{Op: "sync", Path: d.path, Err: err}
	}
	return nil
}

// Close closes the file. It is not repeated after a signal: on Linux, the descriptor is
// then closed, and may already be that of another file.
func (d *descriptor) Close() error {
	if err := unix.Close(d.fd); err != nil && err != unix.EINTR {
		return &fs.PathError{Op: "close", Path: d.path, Err: err}
	}
	return nil
}

package output

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// A disk changes files and folders. All changes to a published folder go through
// one, so that tests can stop a publication at each of them, make it fail, or
// drop what was not synced.
type disk interface {
	create(path string) (file, error) // or empties the file
	mkdir(path string) error
	chmod(path string, mode os.FileMode) error
	rename(from, to string) error
	remove(path string) error
	removeAll(path string) error
	// syncFolder makes the names in a folder durable.
	syncFolder(path string) error
}

type file interface {
	io.WriteCloser
	Sync() error
}

// system is the disk of the operating system.
type system struct{}

func (system) create(path string) (file, error)          { return create(path) }
func (system) mkdir(path string) error                   { return os.Mkdir(path, folderMode) }
func (system) chmod(path string, mode os.FileMode) error { return os.Chmod(path, mode) }
func (system) rename(from, to string) error              { return os.Rename(from, to) }
func (system) remove(path string) error                  { return os.Remove(path) }
func (system) removeAll(path string) error               { return os.RemoveAll(path) }

func (system) syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// The modes of what is published: a web server runs as another user.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// unsupported reports whether an error of a sync only means that the file system
// or, for folders, the operating system has no such call.
func unsupported(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) || errors.Is(err, os.ErrPermission)
}

package store

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
)

// A Directory is a remote store in a folder that several machines reach, such as one on a
// network drive.
type Directory struct{ folder *Folder }

// NewDirectory returns the remote store in a folder, which is made when the first value is
// put. Who can use it is up to the umask: machines may have different users.
func NewDirectory(dir string) Directory {
	f := Open(dir)
	f.shared = true
	return Directory{f}
}

// Get returns an object.
func (d Directory) Get(_ context.Context, name string, _ int64) ([]byte, error) {
	key, err := keyNamed(name)
	if err != nil {
		return nil, err
	}
	data, ok := d.folder.Get(key)
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

// Put writes an object. A folder says nothing of what fails, so it looks whether it is there.
func (d Directory) Put(_ context.Context, name string, data []byte) error {
	key, err := keyNamed(name)
	if err != nil {
		return err
	}
	d.folder.Put(key, data)
	if !d.folder.Has(key) {
		return fmt.Errorf("%s cannot be written", d.folder.dir)
	}
	return nil
}

// Has reports whether there is an object.
func (d Directory) Has(_ context.Context, name string) (bool, error) {
	key, err := keyNamed(name)
	return err == nil && d.folder.Has(key), err
}

// Prune removes the objects that no machine has read for a month.
func (d Directory) Prune() { d.folder.Prune() }

// keyNamed returns the key with a name.
func keyNamed(name string) (key Key, err error) {
	err = key.UnmarshalText([]byte(strings.Replace(name, "/", "", 1)))
	return key, err
}

// Package memfile opens texts as files, for file systems that have some files in memory.
package memfile

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// Open returns an open file with the given content. The name is a path.
func Open(name string, data []byte) fs.File {
	return &file{bytes.NewReader(data), info{path.Base(name), int64(len(data))}}
}

// Info describes a file of the given size in bytes. The name is a path.
func Info(name string, size int) fs.FileInfo { return info{path.Base(name), int64(size)} }

type file struct {
	*bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

type info struct {
	name string
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o644 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }

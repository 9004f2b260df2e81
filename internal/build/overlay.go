package build

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// An overlay is the project's files laid over the built-in theme's, file by
// file: a file that the project lacks is the theme's.
type overlay struct{ project, theme fs.FS }

// Open opens the project's file where there is one. A folder opens as the
// project's; ReadDir lists both.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.project.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.theme.Open(name)
	}
	return f, err
}

// ReadDir lists a folder's entries of both, the project's first.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.project, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	built, builtErr := fs.ReadDir(o.theme, name)
	if err != nil && builtErr != nil {
		return nil, err
	}
	for _, e := range built {
		if !slices.ContainsFunc(entries, func(own fs.DirEntry) bool { return own.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

package build

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// An overlay combines the project's files with those of the built-in theme. If
// both have a file, it is the project's.
type overlay struct{ project, theme fs.FS }

// Open opens the project's file if it exists, otherwise the theme's. An opened
// folder lists only one of the two; ReadDir lists both.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.project.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.theme.Open(name)
	}
	return f, err
}

// ReadDir returns the entries of a folder in either, the project's first.
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
		if !slices.ContainsFunc(entries, func(p fs.DirEntry) bool { return p.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

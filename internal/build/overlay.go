package build

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// An overlay combines the project's files, as they are when a plan is made, with those of
// the built-in theme. If both have a file, it is the project's.
type overlay struct {
	project, theme fs.FS
	// names are what the project's folders contain, in lower case: folder →
	// map[string]bool, which is nil if the folder cannot be listed. Most projects replace
	// few of the theme's two hundred files, and asking the system for each of the others
	// would take a twentieth of a small build.
	names sync.Map
}

func newOverlay(project, theme fs.FS) *overlay { return &overlay{project: project, theme: theme} }

// mayReplace reports whether the project may have a file. Only the system knows which
// names are equal on a disk that ignores case.
func (o *overlay) mayReplace(name string) bool {
	dir := path.Dir(name)
	known, ok := o.names.Load(dir)
	if !ok {
		var names map[string]bool
		entries, err := fs.ReadDir(o.project, dir)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			names = make(map[string]bool, len(entries))
			for _, e := range entries {
				names[strings.ToLower(e.Name())] = true
			}
		}
		known, _ = o.names.LoadOrStore(dir, names)
	}
	names := known.(map[string]bool)
	return names == nil || name == "." || names[strings.ToLower(path.Base(name))]
}

// Open opens the project's file if it exists, otherwise the theme's. An opened
// folder lists only one of the two; ReadDir lists both.
func (o *overlay) Open(name string) (fs.File, error) { return either(o, name, fs.FS.Open) }

// ReadFile reads the project's file if it exists, otherwise the theme's.
func (o *overlay) ReadFile(name string) ([]byte, error) { return either(o, name, fs.ReadFile) }

// either calls get with the project if it has the file, otherwise with the theme.
func either[T any](o *overlay, name string, get func(fs.FS, string) (T, error)) (T, error) {
	if o.mayReplace(name) {
		if found, err := get(o.project, name); !errors.Is(err, fs.ErrNotExist) {
			return found, err
		}
	}
	return get(o.theme, name)
}

// ReadDir returns the entries of a folder in either, the project's first.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
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

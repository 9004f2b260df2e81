package merge

import (
	"cmp"
	"io/fs"
	"path"
	"slices"

	"wayside/internal/memfile"
)

// over is a project with some files replaced, in order to load a result before it is
// written.
type over struct {
	fs.FS
	files   map[string][]byte
	folders map[string][]string // the names of the files in each folder
}

func newOver(project fs.FS, files map[string][]byte) over {
	o := over{project, files, map[string][]string{}}
	for file := range files {
		o.folders[path.Dir(file)] = append(o.folders[path.Dir(file)], path.Base(file))
	}
	return o
}

func (o over) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		return memfile.Open(name, data), nil
	}
	return o.FS.Open(name)
}

// ReadDir lists a folder, including new files.
func (o over) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	there := make(map[string]bool, len(entries))
	for _, e := range entries {
		there[e.Name()] = true
	}
	for _, base := range o.folders[name] {
		if !there[base] {
			size := len(o.files[path.Join(name, base)])
			entries, err = append(entries, fs.FileInfoToDirEntry(memfile.Info(base, size))), nil
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

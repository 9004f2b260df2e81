package build

import (
	"io/fs"
	"os"
	"path"
)

// near are the folders with so many files that the way down to them counts:
// an os.Root walks it again for every file.
var near = []string{"content/sites", "content", "routes"}

// A projectFS is a project's files. Links that lead out of it are refused.
type projectFS struct {
	fs.FS // of the root
	dirs  map[string]fs.FS
	roots []*os.Root
}

func openProject(dir string) (*projectFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &projectFS{FS: root.FS(), dirs: map[string]fs.FS{}, roots: []*os.Root{root}}
	for _, name := range near {
		if sub, err := root.OpenRoot(name); err == nil {
			p.dirs[name] = sub.FS()
			p.roots = append(p.roots, sub)
		}
	}
	return p, nil
}

// Open opens a file, by the shorter way where there is one. What that refuses
// the root decides: a link may lead to another folder of the project.
func (p *projectFS) Open(name string) (fs.File, error) {
	if sub, ok := p.dirs[path.Dir(name)]; ok {
		if f, err := sub.Open(path.Base(name)); err == nil {
			return f, nil
		}
	}
	return p.FS.Open(name)
}

// Lstat describes a file without following it, if it is a link.
func (p *projectFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(p.FS, name) }

// ReadLink is where a link leads.
func (p *projectFS) ReadLink(name string) (string, error) { return fs.ReadLink(p.FS, name) }

func (p *projectFS) close() error {
	var first error
	for _, r := range p.roots {
		if err := r.Close(); first == nil {
			first = err
		}
	}
	return first
}

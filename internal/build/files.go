package build

import (
	"io/fs"
	"os"
	"path"
)

// large are the folders with so many files that it pays to open a Root for them:
// an os.Root resolves the path from its folder again for every file.
var large = []string{"content/sites", "content", "routes"}

// A projectFS provides a project's files. Links that lead out of the project are
// errors.
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
	for _, name := range large {
		if sub, err := root.OpenRoot(name); err == nil {
			p.dirs[name] = sub.FS()
			p.roots = append(p.roots, sub)
		}
	}
	return p, nil
}

// Open opens a file through the Root of its large folder, if there is one. If that
// fails, the Root of the project decides: a link may lead to another folder of
// the project.
func (p *projectFS) Open(name string) (fs.File, error) {
	if sub, ok := p.dirs[path.Dir(name)]; ok {
		if f, err := sub.Open(path.Base(name)); err == nil {
			return f, nil
		}
	}
	return p.FS.Open(name)
}

// Lstat describes a file, without following links.
func (p *projectFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(p.FS, name) }

// ReadLink returns the target of a link.
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

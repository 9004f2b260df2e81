package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"wayside/internal/memfile"
)

// large are the folders with so many files that it pays to open a Root for them:
// an os.Root resolves the path from its folder again for every file.
var large = []string{"content/sites", "content/programme", "content/people", "content", "routes"}

// A projectFS provides a project's files. Links that lead out of the project are
// errors.
type projectFS struct {
	root *os.Root
	dirs map[string]*os.Root
	// opened, if not nil, is called for each file that is opened, with nil instead of
	// its description if it does not exist.
	opened func(name string, info fs.FileInfo)
	// listed, if not nil, are the entries of the folders that have been listed. The
	// survey and the loader then list each folder once, and see the same files.
	listed map[string][]fs.DirEntry
	// kept are the contents of short files that the survey has read; nil if it keeps none.
	kept *contents
}

// contents are the contents of short files, which then are opened and read once a build:
// for the survey, the loader and the page. What was surveyed is also what is loaded.
type contents struct {
	mu    sync.RWMutex
	files map[string][]byte
	size  int
}

// mostKept is how many bytes are kept: those of ten thousand events.
const mostKept = 8 << 20

// keep keeps the content of a file if there is room.
func (c *contents) keep(name string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size += len(data); c.size <= mostKept {
		c.files[name] = data
	}
}

// open returns a file whose content is kept.
func (c *contents) open(name string) (fs.File, bool) {
	if c == nil {
		return nil, false
	}
	c.mu.RLock()
	data, ok := c.files[name]
	c.mu.RUnlock()
	if !ok {
		return nil, false
	}
	return memfile.Open(name, data), true
}

func openProject(dir string) (*projectFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &projectFS{root: root, dirs: map[string]*os.Root{}}
	for _, name := range large {
		// OpenRoot waits for a writer if the name is that of a pipe.
		if info, err := root.Stat(name); err != nil || !info.IsDir() {
			continue
		}
		if sub, err := root.OpenRoot(name); err == nil {
			p.dirs[name] = sub
		}
	}
	return p, nil
}

// Open opens a file or folder through the Root of its large folder, if there is
// one. If that fails, the Root of the project decides: a link may lead to another
// folder of the project.
func (p *projectFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if strings.Count(name, "/") > deepest {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errDeep}
	}
	if f, ok := p.kept.open(name); ok {
		return f, nil
	}
	f, info, err := p.open(name)
	switch {
	case p.opened == nil:
	case errors.Is(err, fs.ErrNotExist):
		p.opened(name, nil)
	case err == nil && !info.IsDir():
		p.opened(name, info)
	}
	return f, err
}

func (p *projectFS) open(name string) (fs.File, fs.FileInfo, error) {
	if sub, ok := p.dirs[path.Dir(name)]; ok {
		if f, info, err := openRegular(sub, path.Base(name)); err == nil {
			return f, info, nil
		}
	}
	return openRegular(p.root, name)
}

// openRegular opens a file or a folder. Anything else is an error: a named pipe
// would make its reader wait forever for a writer.
func openRegular(root *os.Root, name string) (fs.File, fs.FileInfo, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: errSpecial}
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// deepest is how many folders a file can be in: a Root opens each of them for each file.
const deepest = 100

var (
	errSpecial = errors.New("not a regular file")
	errDeep    = fmt.Errorf("it is in more than %d folders", deepest)
)

// ReadDir lists a folder. It is not safe for concurrent use while lists are kept.
func (p *projectFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if entries, ok := p.listed[name]; ok {
		return slices.Clone(entries), nil
	}
	entries, err := fs.ReadDir(struct{ fs.FS }{p}, name)
	if err == nil && p.listed != nil {
		p.listed[name] = slices.Clone(entries)
	}
	return entries, err
}

// Stat describes a file without opening it.
func (p *projectFS) Stat(name string) (fs.FileInfo, error) {
	if sub, ok := p.dirs[path.Dir(name)]; ok {
		if info, err := sub.Stat(path.Base(name)); err == nil {
			return info, nil
		}
	}
	return p.root.Stat(name)
}

// Lstat describes a file, without following links.
func (p *projectFS) Lstat(name string) (fs.FileInfo, error) { return p.root.Lstat(name) }

// ReadLink returns the target of a link.
func (p *projectFS) ReadLink(name string) (string, error) { return p.root.Readlink(name) }

func (p *projectFS) close() error {
	err := p.root.Close()
	for _, r := range p.dirs {
		err = errors.Join(err, r.Close())
	}
	return err
}

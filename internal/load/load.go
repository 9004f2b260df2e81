// Package load reads a project's files into the model.
//
// In comes a folder as an fs.FS, out go a guide.Guide and a list of problems,
// each with its true place. It refuses nothing outright: what cannot be read
// is reported and left out, so that one run tells everything that is wrong.
//
// A Loader remembers what it parsed. The next Load parses again only what it
// is told has changed, so that serve can answer an edit at once in a project
// of ten thousand sites.
package load

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// The sizes past which a file is no text that somebody wrote. In bytes.
const (
	longestRegistry = 64 << 20
	longestText     = 2 << 20
)

// A Loader reads one project. It is not safe for concurrent use.
type Loader struct {
	fsys  fs.FS // the project
	theme fs.FS // the built-in theme, whose words the project's are laid over

	pages  map[string]*page // Markdown files by path
	pieces map[string]*piece
	texts  map[string]read // small TOML files by path
}

type read struct {
	data     []byte
	problems diag.List
	missing  bool
}

// New returns a loader of the project, whose layouts/ lie over the theme's.
func New(project, theme fs.FS) *Loader {
	return &Loader{fsys: project, theme: theme, pages: map[string]*page{}, pieces: map[string]*piece{}, texts: map[string]read{}}
}

// Forget makes the next Load read these files again, by their paths in the
// project, and all that lies below those that are folders. With no path it
// forgets everything.
func (l *Loader) Forget(paths ...string) {
	if len(paths) == 0 {
		clear(l.pages)
		clear(l.texts)
		clear(l.pieces)
		return
	}
	changed := func(file string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return file == p || strings.HasPrefix(file, p+"/") })
	}
	maps.DeleteFunc(l.pages, func(file string, _ *page) bool { return changed(file) })
	maps.DeleteFunc(l.texts, func(file string, _ read) bool { return changed(file) })
}

// Load reads the project. The guide is never nil and is indexed; with errors
// among the problems it holds what could be read.
func (l *Loader) Load() (*guide.Guide, diag.List) {
	var problems diag.List
	g := &guide.Guide{}
	l.registry(g, &problems)
	l.routes(g, &problems)
	l.content(g, &problems)
	l.words(g, &problems)
	g.Index()
	return g, problems
}

// file reads a text file of the project as UTF-8; missing is true when there
// is none. The result is kept until Forget.
func (l *Loader) file(path string, limit int64, problems *diag.List) (data []byte, missing bool) {
	r, ok := l.texts[path]
	if !ok {
		r.data, r.missing = Read(l.fsys, path, limit, &r.problems)
		l.texts[path] = r
	}
	*problems = append(*problems, r.problems...)
	return r.data, r.missing
}

// Read reads a text file as UTF-8 and reports what keeps it from being read.
// missing is true when there is no such file, which is not reported.
func Read(fsys fs.FS, path string, limit int64, problems *diag.List) (data []byte, missing bool) {
	raw, err := readAtMost(fsys, path, limit)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, true
	case err != nil:
		Unreadable(fsys, path, err, problems)
		return nil, false
	case int64(len(raw)) > limit:
		problems.Add(diag.Place{File: path}, "file-size", limit>>20)
		return nil, false
	}
	return decode(path, raw, problems), false
}

// readAtMost reads up to one byte past the limit, however long the file.
func readAtMost(fsys fs.FS, path string, limit int64) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("is a folder")}
	}
	data := make([]byte, 0, min(info.Size(), limit+1)+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF || int64(len(data)) > limit {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// list reads a folder but for what file managers leave in it; one that is
// not there is empty.
func (l *Loader) list(dir string, problems *diag.List) []fs.DirEntry {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		Unreadable(l.fsys, dir, err, problems)
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return leftBehind(e.Name()) })
}

// leftBehind tells files that nobody wrote: .DS_Store, and the ._gate.jpg
// that macOS puts beside every gate.jpg on a USB stick.
func leftBehind(name string) bool {
	return strings.HasPrefix(name, ".") || name == "Thumbs.db" || name == "desktop.ini"
}

// Unreadable reports a file that is there but cannot be opened: a link out
// of the project, which the project's fs.FS refuses to follow, or a folder
// or file without permission.
func Unreadable(fsys fs.FS, path string, err error, problems *diag.List) {
	at := diag.Place{File: path}
	if info, e := fs.Lstat(fsys, path); e == nil && info.Mode()&fs.ModeSymlink != 0 {
		problems.Add(at, "file-link")
		return
	}
	var cause *fs.PathError
	if errors.As(err, &cause) {
		err = cause.Err
	}
	problems.Add(at, "file-unreadable", err)
}

// parallel calls do for every index below n on all cores.
func parallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	group.Wait()
}

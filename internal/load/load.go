// Package load reads a project's files into the model.
//
// From a folder, given as an fs.FS, it makes a guide.Guide and a list of problems,
// each with its exact place. It does not stop at an error: what cannot be read is
// reported and left out, so that one run reports all problems. internal/schema
// declares the tables and fields.
//
// A Loader caches what it has parsed. The next Load parses only the files that
// were passed to Forget, so that serve responds to an edit at once, even in a
// project of ten thousand sites.
package load

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/litter"
	"wayside/internal/parallel"
)

// The maximum sizes of files in bytes. No text written by hand exceeds them.
const (
	longestRegistry = 64 << 20
	longestText     = 2 << 20
	longestTrack    = 32 << 20  // a day with one point per second and the extensions of a phone app
	longestMap      = 128 << 20 // a city as PBF has 100 MiB, a district as XML
)

// A Loader reads one project. It is not safe for concurrent use.
type Loader struct {
	ctx   context.Context // of the Load in progress
	fsys  fs.FS           // the project
	theme fs.FS           // the built-in theme, whose words the project's override

	registry *registry            // the parsed sites.toml; nil to read it again
	pieces   map[string]*readSite // sites of the registry by their text
	routes   map[string]*readRoute
	pages    map[string]*readPage // Markdown files by path
	tracks   map[string]*readTrack
	maps     *readMap
	captions map[string]*readTable // tables of photos by path
	texts    map[string]read       // other TOML files by path
	folders  map[string][]fs.DirEntry
	saved    *Saved // what an earlier run of the program decoded
}

type read struct {
	data     []byte
	problems diag.List
	missing  bool
}

// New returns a loader of the project, whose layouts/ take precedence over those of
// the theme.
func New(project, theme fs.FS) *Loader {
	l := &Loader{fsys: project, theme: theme, pieces: map[string]*readSite{}}
	l.Remember(Nothing)
	l.Forget()
	return l
}

// Forget makes the next Load read the given files again, and all files below those
// that are folders. Paths are relative to the project. Without a path, all files
// are read again.
func (l *Loader) Forget(paths ...string) {
	if len(paths) == 0 {
		l.registry, l.pieces = nil, map[string]*readSite{}
		l.routes, l.pages = map[string]*readRoute{}, map[string]*readPage{}
		l.tracks, l.maps = map[string]*readTrack{}, nil
		l.captions = map[string]*readTable{}
		l.texts, l.folders = map[string]read{}, map[string][]fs.DirEntry{}
		return
	}
	changed := func(file string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return file == p || strings.HasPrefix(file, p+"/") })
	}
	if changed(registryFile) {
		l.registry = nil
	}
	for _, p := range paths {
		if !listed(l, p) {
			delete(l.folders, path.Dir(p))
		}
	}
	// A route whose track does not exist is marked as lost.
	maps.DeleteFunc(l.routes, func(file string, r *readRoute) bool { return changed(file) || changed(r.route.Track) })
	maps.DeleteFunc(l.tracks, func(file string, _ *readTrack) bool { return changed(file) })
	if l.maps != nil && slices.ContainsFunc(l.maps.files, changed) {
		l.maps = nil
	}
	maps.DeleteFunc(l.pages, func(file string, _ *readPage) bool { return changed(file) })
	maps.DeleteFunc(l.folders, func(dir string, _ []fs.DirEntry) bool { return changed(dir) })
	maps.DeleteFunc(l.captions, func(file string, _ *readTable) bool { return changed(file) })
	maps.DeleteFunc(l.texts, func(file string, _ read) bool { return changed(file) })
}

// listed reports whether a file exists and is in the cached list of its folder,
// which then need not be read again.
func listed(l *Loader, file string) bool {
	info, err := fs.Stat(l.fsys, file)
	return err == nil && !info.IsDir() && slices.ContainsFunc(l.folders[path.Dir(file)], func(e fs.DirEntry) bool {
		return e.Name() == path.Base(file) && !e.IsDir()
	})
}

// Load reads the project and indexes the guide. If there are errors among the
// problems, the guide contains what could be read. The error is the cause of the
// context's end.
func (l *Loader) Load(ctx context.Context) (*guide.Guide, diag.List, error) {
	var problems diag.List
	l.ctx = ctx
	defer func() { l.ctx = nil }()
	if l.registry == nil {
		l.registry = l.readRegistry()
	}
	g := l.registry.copy(&problems)
	l.misnamed(&problems)
	l.readRoutes(g, &problems)
	readTerms(l, g, &problems)
	readWordings(l, g, &problems)
	l.content(g, &problems)
	readSources(l, g, &problems)
	planFiles{l.fsys, g, &problems}.all()
	logos(l.fsys, g, &problems)
	hallRecordings(g, &problems)
	l.routesFolder(g, &problems)
	l.words(g, &problems)
	g.Index()
	l.follow(g, &problems)
	l.walks(g, &problems)
	if ctx.Err() != nil {
		l.Forget() // what was read is incomplete
		return nil, nil, context.Cause(ctx)
	}
	return g, problems, nil
}

// Guide returns what sites.toml alone says of the guide, as far as it can be read.
func (l *Loader) Guide(ctx context.Context) *guide.Guide {
	l.ctx = ctx
	defer func() { l.ctx = nil }()
	return l.readRegistry().copy(new(diag.List))
}

// each calls do for every index below n on all cores. It returns false if the
// context of Load ended before; Load then fails.
func (l *Loader) each(n int, do func(i int)) bool {
	err := parallel.Each(l.ctx, n, parallel.Cores(), func(i int) error {
		do(i)
		return nil
	})
	return err == nil
}

// list returns the sorted entries of a folder without dotfiles and litter; a
// folder that does not exist has none. The result is kept until Forget.
func (l *Loader) list(dir string, problems *diag.List) []fs.DirEntry {
	if entries, ok := l.folders[dir]; ok {
		return entries
	}
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		unreadable(l.fsys, dir, err, problems)
		return nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") || litter.File(e.Name()) })
	l.folders[dir] = entries
	return entries
}

// file reads a text file of the project as UTF-8; missing is true when it does
// not exist. The result is kept until Forget.
func (l *Loader) file(path string, limit int64, problems *diag.List) (data []byte, missing bool) {
	r, ok := l.texts[path]
	if !ok {
		r.data, r.missing = readText(l.fsys, path, limit, &r.problems)
		l.texts[path] = r
	}
	*problems = append(*problems, r.problems...)
	return r.data, r.missing
}

// readText reads a text file as UTF-8 and reports what prevents that, and an
// incomplete merge. missing is true
// when the file does not exist, which is not reported. data is nil when the file
// could not be read, and not nil when it is empty.
func readText(fsys fs.FS, path string, limit int64, problems *diag.List) (data []byte, missing bool) {
	raw, missing := readBytes(fsys, path, limit, "file-size", problems)
	if raw == nil {
		return nil, missing
	}
	text := utf8Text(path, raw, problems)
	return resolve(path, text, problems), false
}

// readBytes reads a file as it is; one that is too large is reported by the key.
func readBytes(fsys fs.FS, path string, limit int64, tooLarge string, problems *diag.List) (raw []byte, missing bool) {
	raw, err := readAtMost(fsys, path, limit)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, true
	case errors.Is(err, errFolder):
		problems.Add(diag.Place{File: path}, "file-unreadable/folder")
		return nil, false
	case err != nil:
		unreadable(fsys, path, err, problems)
		return nil, false
	case int64(len(raw)) > limit:
		problems.Add(diag.Place{File: path}, tooLarge, limit>>20)
		return nil, false
	}
	return raw, false
}

var errFolder = errors.New("is a folder")

// readAtMost reads up to one byte beyond the limit, however long the file is.
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
		return nil, errFolder
	}
	data := make([]byte, 0, min(info.Size(), limit+1)+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF || int64(len(data)) > limit || n > 0 && int64(len(data)) == info.Size() {
			return data, nil // as long as Stat said; what is appended now is read the next time
		}
		if err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// unreadable reports a file that exists but cannot be opened: a link that leads
// out of the project, which the project's fs.FS refuses to follow, or to nothing;
// a folder or file without permission.
func unreadable(fsys fs.FS, path string, err error, problems *diag.List) {
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

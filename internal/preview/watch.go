package preview

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched are the folders of a project from which a guide is made.
var watched = []string{"content", "routes", "layouts", "static"}

// settle is the time without changes after which pages reload: editors write
// several times when they save a file.
const settle = 30 * time.Millisecond

// Watch reports changes in the project's folder to the server, until the
// context ends.
func (s *Server) Watch(ctx context.Context, dir string) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	if err := w.Add(dir); err != nil {
		w.Close()
		return err
	}
	for _, part := range watched {
		if err := addAll(w, filepath.Join(dir, part)); err != nil {
			w.Close()
			return err
		}
	}
	s.watcher, s.dir = w, dir
	go s.watch(ctx, w, dir)
	return nil
}

// follow watches the folders of files that the guide names and that are elsewhere, such
// as map data. They are not forgotten: a file that disappears may come back.
func (s *Server) follow(files []string) {
	if s.watcher == nil {
		return
	}
	for _, file := range files {
		if isSource(file) {
			continue
		}
		if _, known := s.named.LoadOrStore(file, true); !known {
			s.watcher.Add(filepath.Join(s.dir, filepath.FromSlash(path.Dir(file)))) // an error leaves it to the next save of another file
		}
	}
}

// addAll watches a folder and those below it. A folder that does not exist yet is
// watched when it is created.
func addAll(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return nil // removed in the meantime, or not created yet
		}
		return w.Add(path)
	})
}

func (s *Server) watch(ctx context.Context, w *fsnotify.Watcher, dir string) {
	defer w.Close()
	pending, lost := map[string]bool{}, false
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event, ok := <-w.Events:
			if !ok {
				return
			}
			rel, err := filepath.Rel(dir, event.Name)
			if err != nil || event.Op == fsnotify.Chmod {
				continue
			}
			if _, named := s.named.Load(filepath.ToSlash(rel)); !named && !isSource(filepath.ToSlash(rel)) {
				continue
			}
			if event.Has(fsnotify.Create) {
				addAll(w, event.Name) // which ignores a file
			}
			pending[filepath.ToSlash(rel)] = true
			quiet.Reset(settle)
		case <-w.Errors:
			lost = true // events were lost, so any file may have changed
			quiet.Reset(settle)
		case <-quiet.C:
			var paths []string
			if !lost {
				paths = slices.Collect(maps.Keys(pending))
			}
			clear(pending)
			lost = false
			s.Changed(paths...)
		}
	}
}

// isSource reports whether a guide is made from the file at a path.
func isSource(rel string) bool {
	if strings.HasSuffix(rel, "~") || strings.Contains(rel, "/.") || strings.HasPrefix(rel, ".") {
		return false
	}
	if rel == "sites.toml" {
		return true
	}
	first, _, _ := strings.Cut(rel, "/")
	for _, part := range watched {
		if first == part {
			return true
		}
	}
	return false
}

package inputs

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wayside/internal/digest"
)

// A project is a folder whose opened files are counted.
type project struct {
	fs.FS
	dir    string
	opened []string
}

func (p *project) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	if err == nil {
		if info, e := f.Stat(); e == nil && !info.IsDir() {
			p.opened = append(p.opened, name)
		}
	}
	return f, err
}

func (p *project) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(p.FS, name) }
func (p *project) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(p.FS, name) }

func newProject(t *testing.T, files map[string]string) *project {
	t.Helper()
	p := &project{dir: t.TempDir()}
	p.FS = os.DirFS(p.dir)
	for name, text := range files {
		p.write(t, name, text)
	}
	return p
}

func (p *project) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// survey surveys the project as at a time after its last change, and returns the
// files that were read.
func (p *project) survey(t *testing.T, old []byte, after time.Duration) (*Index, []string) {
	t.Helper()
	p.opened = nil
	x, err := Survey(t.Context(), p, string(old), Options{
		Folders: []string{"content", "routes", "static"}, Dotted: "static", Files: []string{"sites.toml"}, Now: time.Now().Add(after),
		ByStat: func(path string) bool { return strings.HasSuffix(path, ".jpg") },
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(p.opened)
	return x, slices.Compact(p.opened)
}

// TestKeep checks that the contents of short files are kept, with the digests that the
// files have in any survey.
func TestKeep(t *testing.T) {
	long := strings.Repeat("x", short+1)
	files := map[string]string{"content/a.md": "a", "content/empty.md": "", "content/short.md": long[1:], "content/long.md": long, "content/a.jpg": "jpg"}
	p := newProject(t, files)
	kept := map[string]string{}
	var mu sync.Mutex
	x, err := Survey(t.Context(), p, "", Options{
		Folders: []string{"content"}, Now: time.Now(), ByStat: func(path string) bool { return strings.HasSuffix(path, ".jpg") },
		Keep: func(path string, data []byte) {
			mu.Lock()
			defer mu.Unlock()
			kept[path] = string(data)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := maps.Clone(files)
	delete(want, "content/long.md")
	delete(want, "content/a.jpg")
	if !maps.Equal(kept, want) {
		t.Errorf("kept %q", slices.Sorted(maps.Keys(kept)))
	}
	for name, text := range files {
		if got, ok := x.Digest(name); name != "content/a.jpg" && (!ok || got != digest.String(text)) {
			t.Errorf("%s: the digest is %x", name, got)
		}
	}
}

func all(string) bool { return true }

func sum(t *testing.T, x *Index) digest.Digest {
	t.Helper()
	d, ok := x.Sum(all)
	if !ok {
		t.Error("the sum is not known")
	}
	return d
}

func TestSurvey(t *testing.T) {
	p := newProject(t, map[string]string{
		"sites.toml": "s", "content/a.md": "a", "content/sites/b/index.md": "b", "content/sites/b/photos/x.jpg": "picture", "routes/r.toml": "r", "public/index.html": "p", "map.osm": "m",
		"content/.hidden": "h", "content/Thumbs.db": "litter",
	})
	x, read := p.survey(t, nil, time.Hour)
	if want := []string{"content/a.md", "content/sites/b/index.md", "routes/r.toml", "sites.toml"}; !slices.Equal(read, want) {
		t.Errorf("read %q, want %q", read, want)
	}
	if err := x.Include(t.Context(), []string{"map.osm", "missing.osm", "content/a.md"}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"content/a.md": "a", "map.osm": "m", "sites.toml": "s"} {
		if d, ok := x.Digest(name); !ok || d != digest.String(text) {
			t.Errorf("%s: %x, %v", name, d, ok)
		}
	}
	for _, name := range []string{"content/.hidden", "content/Thumbs.db", "public/index.html", "missing.osm"} {
		if _, ok := x.Digest(name); ok {
			t.Errorf("%s is in the index", name)
		}
	}
	before := sum(t, x)

	// The next survey reads nothing, and keeps what was included.
	again := func() *Index {
		t.Helper()
		y, _ := p.survey(t, x.Encode(), time.Hour)
		if err := y.IncludeKnown(t.Context()); err != nil {
			t.Fatal(err)
		}
		return y
	}
	if y := again(); len(p.opened) > 0 || sum(t, y) != before {
		t.Errorf("without changes, %q are read", p.opened)
	}
	// A file that was modified just before the survey is read again.
	if _, read := p.survey(t, x.Encode(), 0); len(read) > 0 {
		t.Errorf("%q are read", read)
	}
	recent, _ := p.survey(t, nil, 0)
	if _, read := p.survey(t, recent.Encode(), time.Hour); len(read) != 4 {
		t.Errorf("of recent files only %q are read", read)
	}

	changes := map[string]func(){
		"a text":           func() { p.write(t, "content/a.md", "other") },
		"a picture":        func() { p.write(t, "content/sites/b/photos/x.jpg", "other picture") },
		"an included file": func() { p.write(t, "map.osm", "other map") },
		"a new file":       func() { p.write(t, "content/sites/c.md", "c") },
		"a removed file":   func() { os.Remove(filepath.Join(p.dir, "routes/r.toml")) },
		"a dotfile":        func() { p.write(t, "static/.nojekyll", "published") },
		"a dotted folder":  func() { p.write(t, "static/.well-known/security.txt", "published") },
		"an empty folder":  func() { os.Mkdir(filepath.Join(p.dir, "content/empty"), 0o755) },
		"a file elsewhere": func() { p.write(t, "site.toml", "misspelled") },
	}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range changes {
			if !yield(name) {
				return
			}
		}
	}) {
		was := sum(t, again())
		changes[name]()
		if sum(t, again()) == was {
			t.Errorf("%s does not change the sum", name)
		}
	}
	if before == sum(t, again()) {
		t.Error("the sum is the first one again")
	}
	// Only a file's time changed.
	was := sum(t, again())
	if err := os.Chtimes(filepath.Join(p.dir, "sites.toml"), time.Now(), time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if sum(t, again()) != was {
		t.Error("another time changes the sum")
	}
}

// TestUnreadable checks that a file that cannot be read is never the same as before.
func TestUnreadable(t *testing.T) {
	p := newProject(t, map[string]string{"sites.toml": "s", "content/a.md": "a"})
	if err := os.Symlink("nowhere", filepath.Join(p.dir, "content/link.md")); err != nil {
		t.Skip("links cannot be made here:", err)
	}
	x, _ := p.survey(t, nil, time.Hour)
	if _, ok := x.Sum(all); ok {
		t.Error("the sum of a broken link is known")
	}
	if _, ok := x.Digest("content/link.md"); ok {
		t.Error("the digest of a broken link is known")
	}
}

// TestOpened checks that the digest of a file that changes after the survey is not
// known any more, and that a file that appears then is noticed.
func TestOpened(t *testing.T) {
	p := newProject(t, map[string]string{"content/a.md": "a", "content/b.md": "b", "content/c.md": "c", "map.osm": "m"})
	open := func(x *Index, name string) {
		info, err := fs.Stat(p, name)
		if err != nil {
			info = nil
		}
		x.Opened(name, info)
	}
	x, _ := p.survey(t, nil, time.Hour)
	p.write(t, "content/a.md", "changed")
	os.Remove(filepath.Join(p.dir, "content/c.md"))
	for _, name := range []string{"content/a.md", "content/b.md", "content/c.md", "missing.md"} {
		open(x, name)
	}
	for name, want := range map[string]bool{"content/a.md": false, "content/b.md": true, "content/c.md": false} {
		if _, ok := x.Digest(name); ok != want {
			t.Errorf("the digest of %s is known: %v", name, ok)
		}
	}
	if _, ok := x.Sum(all); ok {
		t.Error("the sum is known")
	}
	if _, read := p.survey(t, x.Encode(), time.Hour); !slices.Equal(read, []string{"content/a.md"}) {
		t.Errorf("the next survey reads %q", read)
	}

	// A file elsewhere is opened, and then included as it was, or as it is by now.
	for _, change := range []bool{false, true} {
		x, _ := p.survey(t, nil, time.Hour)
		open(x, "map.osm")
		if _, ok := x.Sum(all); ok {
			t.Error("the sum without an opened file is known")
		}
		if change {
			p.write(t, "map.osm", "another map")
		}
		if err := x.Include(t.Context(), []string{"map.osm"}); err != nil {
			t.Fatal(err)
		}
		if _, ok := x.Sum(all); ok == change {
			t.Errorf("changed %v: the sum is known: %v", change, ok)
		}
	}
}

// TestDigests makes random changes, some of which keep a file's size, and checks that
// every digest is that of the content.
func TestDigests(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := newProject(t, nil)
		var old []byte
		for range 6 {
			for range 1 + r.IntN(3) {
				p.write(t, fmt.Sprintf("content/%d.md", r.IntN(4)), fmt.Sprint(r.IntN(10)))
			}
			x, _ := p.survey(t, old, 0)
			for _, name := range x.paths {
				if data, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil && !strings.HasSuffix(name, "/") && x.files[name].digest != digest.Bytes(data) {
					t.Fatalf("seed %d: the digest of %s is not that of %q", seed, name, data)
				}
			}
			old = x.Encode()
		}
	}
}

// FuzzIndex checks that a damaged index only makes the survey read more.
func FuzzIndex(f *testing.F) {
	dir := f.TempDir()
	os.MkdirAll(filepath.Join(dir, "content"), 0o755)
	os.WriteFile(filepath.Join(dir, "content", "a.md"), []byte("a"), 0o644)
	fsys := os.DirFS(dir)
	o := Options{Folders: []string{"content"}, ByStat: func(string) bool { return false }, Now: time.Now()}
	x, err := Survey(f.Context(), fsys, "", o)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(x.Encode())
	f.Add([]byte("\x05abc"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := Survey(t.Context(), fsys, string(data), o)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := x.Digest("content/a.md"); !ok {
			t.Error("the file is not known")
		}
	})
}

package output

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wayside/internal/diag"
	"wayside/internal/store"
)

// site maps the addresses of a published folder to the contents of its files.
type site map[string]string

func phaseOf(address string) Phase {
	switch {
	case strings.HasPrefix(address, "assets/"):
		return Asset
	case address == "sw.js":
		return Worker
	}
	return Page
}

func (s site) files() []File {
	var files []File
	for _, a := range slices.Sorted(maps.Keys(s)) {
		files = append(files, File{Address: a, Size: int64(len(s[a])), Hash: sha256.Sum256([]byte(s[a]))})
	}
	return files
}

// storeOf returns the folder of the store for a published folder.
func storeOf(dir string) string { return filepath.Join(dir, "..", "store") }

func realPath(t *testing.T, dir string) string {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return real
}

func open(t *testing.T, dir string) (*Folder, string) {
	t.Helper()
	f, problems, err := Open(dir, "public", store.Open(storeOf(dir)))
	if err != nil {
		t.Fatal(err)
	}
	return f, summary(problems)
}

// summary returns the sorted places and keys of problems.
func summary(problems diag.List) string {
	problems.Sort()
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Place.File+" "+p.Key)
	}
	return strings.Join(lines, "; ")
}

// publish opens the folder, stages the site and publishes it.
func publish(t *testing.T, dir string, s site) Report {
	t.Helper()
	f, found := open(t, dir)
	if found != "" {
		t.Fatalf("found %s", found)
	}
	defer f.Close()
	stage(t, f, s)
	report, err := f.Publish(s.files(), phaseOf)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func stage(t *testing.T, f *Folder, s site) {
	t.Helper()
	for _, file := range s.files() {
		if err := f.Stage(file, []byte(s[file.Address])); err != nil {
			t.Fatal(err)
		}
	}
}

// tree returns the contents of a folder without the files that this package adds.
// Empty folders are included, with a slash at the end.
func tree(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case rel == stagingDir || rel == partFile || rel == journalFile:
			t.Errorf("%s is left", rel)
			return filepath.SkipDir
		case rel == ownedFile || rel == lockFile:
			return nil
		case e.IsDir():
			if entries, _ := os.ReadDir(path); len(entries) == 0 {
				s[rel+"/"] = ""
			}
			return nil
		case !e.Type().IsRegular():
			s[rel] = "not a regular file"
			return nil
		}
		data, err := os.ReadFile(path)
		s[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, what, dir string, want site) {
	t.Helper()
	if got := tree(t, dir); !maps.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

var first = site{
	"index.html": "home", "assets/a.css": "a", "assets/old.css": "old", "sites/x/index.html": "x", "sites/y/index.html": "y",
	"sites/index.html": "list", "sw.js": "1", "photos/p.jpg": "p", "was-file": "file", "was-folder/deep/index.html": "deep", "Case.txt": "same",
}

var second = site{
	"index.html": "home 2", "assets/a.css": "a", "assets/new.css": "new", "sites/x/index.html": "x", "sites/z/index.html": "z",
	"sites/index.html": "list 2", "sw.js": "2", "photos/p.jpg": "p", "was-file/index.html": "folder", "was-folder": "file", "case.txt": "same",
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if r := publish(t, dir, first); r.Files != len(first) || r.Changed != len(first) || r.Removed != 0 || r.Bytes == 0 {
		t.Errorf("first: %+v", r)
	}
	check(t, "first", dir, first)
	old := time.Now().Add(-time.Hour)
	for a := range first {
		if err := os.Chtimes(filepath.Join(dir, a), old, old); err != nil {
			t.Fatal(err)
		}
	}
	before := infos(t, dir, first)
	if r := publish(t, dir, first); r.Changed != 0 || r.Removed != 0 {
		t.Errorf("again: %+v", r)
	}
	if r := publish(t, dir, second); r.Changed != 8 || r.Removed != 5 {
		t.Errorf("second: %+v", r)
	}
	check(t, "second", dir, second)
	after := infos(t, dir, second)
	for _, a := range []string{"assets/a.css", "sites/x/index.html", "photos/p.jpg"} {
		if !os.SameFile(before[a], after[a]) || !before[a].ModTime().Equal(after[a].ModTime()) {
			t.Errorf("%s is unchanged but was written again", a)
		}
	}
	publish(t, dir, first)
	check(t, "back to the first", dir, first)
	publish(t, dir, site{"a": "1"})
	check(t, "nearly empty", dir, site{"a": "1"})
}

func infos(t *testing.T, dir string, s site) map[string]fs.FileInfo {
	t.Helper()
	all := map[string]fs.FileInfo{}
	for a := range s {
		info, err := os.Lstat(filepath.Join(dir, a))
		if err != nil {
			t.Fatal(err)
		}
		all[a] = info
	}
	return all
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestForeign(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(t *testing.T, dir string)
		want string
	}{
		{"nothing", func(*testing.T, string) {}, ""},
		{"a foreign file", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "sites/x/notes.txt"), "mine") }, "public/sites/x/notes.txt foreign-file"},
		{"changed by hand", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "index.html"), "mine") }, "public/index.html foreign-file/changed"},
		{"changed by hand, as long as before", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "index.html"), "hOmE") }, "public/index.html foreign-file/changed"},
		{"dotfiles", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, ".gitignore"), "*")
			write(t, filepath.Join(dir, ".git/config"), "x")
		}, ""},
		{"what file managers leave", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "sites/.DS_Store"), "x") }, ""},
		{"an empty folder", func(t *testing.T, dir string) { os.Mkdir(filepath.Join(dir, "empty"), 0o755) }, ""},
		{"a file less", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "index.html")) }, ""},
		{"no stats", func(t *testing.T, dir string) { os.RemoveAll(storeOf(dir)) }, ""},
		{"broken stats", func(t *testing.T, dir string) {
			store.Open(storeOf(dir)).Put(recordKey(realPath(t, dir)), []byte("x\n1 2\n\x00 3 4"))
		}, ""},
		{"a broken line of the list", func(t *testing.T, dir string) {
			data, _ := os.ReadFile(filepath.Join(dir, ownedFile))
			write(t, filepath.Join(dir, ownedFile), strings.Replace(string(data), "sw.js", "../sw.js", 1))
		}, "public/sw.js foreign-file"},
		{"no list", func(t *testing.T, dir string) {
			os.Remove(filepath.Join(dir, ownedFile))
			os.RemoveAll(filepath.Join(dir, "sites"))
		}, "public/index.html foreign-file; public/sw.js foreign-file"},
		{"a half-written list", func(t *testing.T, dir string) { write(t, filepath.Join(dir, partFile), "1 00 a\n") }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			publish(t, dir, site{"index.html": "home", "sw.js": "1", "sites/x/index.html": "x"})
			c.do(t, dir)
			before := tree0(dir)
			f, found := open(t, dir)
			if found != c.want {
				t.Errorf("found %s", found)
			}
			f.Close()
			if after := tree0(dir); !maps.Equal(before, after) {
				t.Errorf("looking changed the folder\n from %v\n   to %v", before, after)
			}
			if c.want == "" {
				publish(t, dir, site{"index.html": "home 2"})
			}
		})
	}
}

// tree0 returns all files except the lock file.
func tree0(dir string) site {
	s := site{}
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && e.Name() != lockFile && e.Name() != partFile {
			data, _ := os.ReadFile(path)
			s[path] = string(data)
		}
		return nil
	})
	return s
}

func TestDotfilesOfOurs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := site{".nojekyll": "", ".well-known/security.txt": "x", "a": "1"}
	publish(t, dir, s)
	write(t, filepath.Join(dir, ".well-known/mine.txt"), "mine")
	if r := publish(t, dir, s); r.Changed != 0 {
		t.Errorf("again: %+v", r)
	}
	publish(t, dir, site{"a": "1"})
	check(t, "without them", dir, site{"a": "1", ".well-known/mine.txt": "mine"})
}

func TestLinks(t *testing.T) {
	base := t.TempDir()
	dir, elsewhere := filepath.Join(base, "public"), filepath.Join(base, "elsewhere")
	publish(t, dir, site{"a": "1", "sites/x": "x"})
	write(t, filepath.Join(elsewhere, "x"), "theirs")
	if err := os.RemoveAll(filepath.Join(dir, "sites")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "sites")); err != nil {
		t.Skip(err)
	}
	f, found := open(t, dir)
	f.Close()
	if found != "public/sites foreign-file" {
		t.Errorf("a link to a folder: %s", found)
	}
	os.Remove(filepath.Join(dir, "sites"))
	os.Remove(filepath.Join(dir, "a"))
	os.Symlink(filepath.Join(elsewhere, "x"), filepath.Join(dir, "a"))
	f, found = open(t, dir)
	f.Close()
	if found != "public/a foreign-file" {
		t.Errorf("a link to a file: %s", found)
	}
	if data, _ := os.ReadFile(filepath.Join(elsewhere, "x")); string(data) != "theirs" {
		t.Error("a link was followed")
	}

	// The folder itself may be a link.
	os.Remove(filepath.Join(dir, "a"))
	link := filepath.Join(base, "link")
	os.Symlink(dir, link)
	publish(t, link, site{"a": "1", "b": "2"})
	if r := publish(t, link, site{"a": "1", "b": "2"}); r.Changed != 0 {
		t.Errorf("through a link: %+v", r)
	}
	write(t, filepath.Join(dir, "c"), "mine")
	f, found = open(t, link)
	f.Close()
	if found != "public/c foreign-file" {
		t.Errorf("through a link: %s", found)
	}
}

// TestSharedStore publishes two projects, each by the relative path public, with
// one store. What it remembers of one folder says nothing about the other.
func TestSharedStore(t *testing.T) {
	dir := t.TempDir()
	now := time.Now().Truncate(time.Second)
	shared := store.Open(filepath.Join(dir, "store"))
	in := func(project string) *Folder {
		t.Helper()
		project = filepath.Join(dir, project)
		if err := os.MkdirAll(project, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir(project)
		f, _, err := Open("public", "public", shared)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	for _, project := range []string{"b", "a"} {
		f := in(project)
		s := site{"index.html": "one"}
		stage(t, f, s)
		if err := os.Chtimes(f.staged("index.html"), now, now); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Publish(s.files(), phaseOf); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	page := filepath.Join(dir, "b", "public", "index.html")
	write(t, page, "two") // by hand, later; the file has the size and time of the other project's
	if err := os.Chtimes(page, now.Add(time.Hour), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(dir, "a", "public", "index.html"), now.Add(time.Hour), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	f := in("a")
	if _, err := f.Publish(site{"index.html": "one"}.files(), phaseOf); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if f := in("b"); f.holds(site{"index.html": "one"}.files()[0]) {
		t.Error("a file changed by hand counts as unchanged")
	}
}

func TestBusy(t *testing.T) {
	dir := t.TempDir()
	f, _ := open(t, dir)
	if _, _, err := Open(dir, "public", nil); err != ErrBusy {
		t.Errorf("a second Open: %v", err)
	}
	f.Close()
	g, _ := open(t, dir)
	g.Close()
}

// TestStageFails checks that a build that fails before it publishes does not
// change the folder.
func TestStageFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	f, _ := open(t, dir)
	stage(t, f, second)
	write(t, f.staged("blocked"), "a file where a folder must be")
	if err := f.Stage(File{Address: "blocked/index.html"}, nil); err == nil {
		t.Error("Stage: no error")
	}
	f.Close()
	check(t, "after a failed build", dir, first)
	publish(t, dir, second)
	check(t, "after the next", dir, second)
}

// TestPublishFails checks that the next run completes a publication that failed.
func TestPublishFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	f, _ := open(t, dir)
	stage(t, f, second)
	blocker := filepath.Join(dir, "assets/new.css/somebody")
	write(t, blocker, "came in the meantime")
	if _, err := f.Publish(second.files(), phaseOf); err == nil {
		t.Fatal("Publish: no error")
	}
	f.Close()
	if data, err := os.ReadFile(blocker); err != nil || string(data) != "came in the meantime" {
		t.Errorf("the foreign file: %q, %v", data, err)
	}
	if err := os.RemoveAll(filepath.Dir(blocker)); err != nil {
		t.Fatal(err)
	}
	f, found := open(t, dir)
	f.Close()
	if found != "" {
		t.Errorf("found %s", found)
	}
	check(t, "finished", dir, second)
}

func TestOpenNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "x")
	if _, _, err := Open(file, "public", nil); err == nil {
		t.Error("Open succeeded for a file")
	}
}

// TestStreamKnown checks that a file with the same recipe is not written again
// while the folder contains it.
func TestStreamKnown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	key := store.KeyOf("test")
	run := func() (written bool) {
		t.Helper()
		f, found := open(t, dir)
		defer f.Close()
		file, err := f.Stream("a.zip", &key, func(to io.Writer) error {
			written = true
			_, err := io.WriteString(to, "zip")
			return err
		})
		if err != nil || found != "" || file.Size != 3 {
			t.Fatal(file, err, found)
		}
		if _, err := f.Publish([]File{file}, phaseOf); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "a.zip")); string(data) != "zip" {
			t.Errorf("published %q, %v", data, err)
		}
		return written
	}
	if !run() || run() {
		t.Error("the first run did not write the file, or the second wrote it again")
	}
	if err := os.Remove(filepath.Join(dir, "a.zip")); err != nil {
		t.Fatal(err)
	}
	if !run() {
		t.Error("a removed file was not written again")
	}
	if key = store.KeyOf("test", "changed"); !run() {
		t.Error("a file with another recipe was not written")
	}
}

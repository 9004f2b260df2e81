package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestChangedWhileRead builds while an editor's programs write, truncate, replace and
// remove what is read. Every build succeeds, reports problems, or says what was
// missing; when all is quiet, the website is what a clean build makes.
func TestChangedWhileRead(t *testing.T) {
	dir := t.TempDir()
	guide := filepath.Join(dir, "guide")
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 900, 700)), nil); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"sites.toml":                         []byte("[guide]\ntitle = \"Paths\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"en\"]\n\n[[site]]\nid = \"gate\"\nname = \"Gate\"\nlocation = { lat = 34.53, lon = 119.87 }\n"),
		"content/about.md":                   []byte("+++\ntitle = \"About\"\n+++\n" + strings.Repeat("A text.\n\n", 2000)),
		"content/sites/gate/index.md":        []byte("![The gate](photos/gate.jpg)\n"),
		"content/sites/gate/photos.toml":     []byte("[[photo]]\nfile = \"gate.jpg\"\nalt = \"The gate\"\n"),
		"content/sites/gate/photos/gate.jpg": photo.Bytes(),
		"routes/walk.toml":                   []byte("title = \"A walk\"\n\n[[stop]]\nsite = \"gate\"\n"),
		"static/song.mp3":                    bytes.Repeat([]byte("song"), 1<<18),
		"layouts/partials/note.html":         []byte("{{define \"note\"}}{{end}}\n"),
	}
	write := func(name string, data []byte) {
		file := filepath.Join(guide, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o755)
		os.WriteFile(file, data, 0o644)
	}
	for name, data := range files {
		write(name, data)
	}
	build := func(out string) (code int, stderr string) {
		var errs bytes.Buffer
		code = run(t.Context(), []string{"build", "--lang", "en", "--project", guide, "--out", filepath.Join(dir, out), "--cache", filepath.Join(dir, "cache", out)}, &bytes.Buffer{}, &errs)
		return code, errs.String()
	}
	if code, stderr := build("public"); code != exitDone {
		t.Fatal(stderr)
	}

	quiet := make(chan struct{})
	var editors sync.WaitGroup
	for name, data := range files {
		if name == "sites.toml" { // without it there is nothing to read
			continue
		}
		editors.Go(func() {
			file := filepath.Join(guide, filepath.FromSlash(name))
			for i := 0; ; i++ {
				select {
				case <-quiet:
					return
				default:
				}
				switch i % 8 {
				case 2:
					write(name, data[:len(data)/2])
				case 4:
					os.Truncate(file, 0)
				case 6:
					os.Remove(file)
				default: // whole, in another file, as most programs save
					whole := filepath.Join(dir, filepath.Base(name))
					os.WriteFile(whole, data, 0o644)
					os.Rename(whole, file)
				}
			}
		})
	}
	for range 8 {
		code, stderr := build("public")
		if code != exitDone && code != exitProblems && code != exitMachine || strings.Contains(stderr, "panic") {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); err != nil {
			t.Error(err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "public", ".wayside.[nps]*")); len(left) > 0 {
			t.Errorf("%q are left", left)
		}
	}
	close(quiet)
	editors.Wait()
	for name, data := range files {
		write(name, data)
	}
	for _, out := range []string{"public", "clean"} {
		if code, stderr := build(out); code != exitDone {
			t.Fatal(out, stderr)
		}
	}
	got, want := contents(t, filepath.Join(dir, "public")), contents(t, filepath.Join(dir, "clean"))
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s differs from that of a clean build", name)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("a clean build has no %q", slices.Sorted(maps.Keys(got)))
	}
}

// contents returns the files of a folder without dotfiles at its root.
func contents(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err == nil && !strings.HasPrefix(rel, ".") {
			var data []byte
			data, err = os.ReadFile(path)
			all[filepath.ToSlash(rel)] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

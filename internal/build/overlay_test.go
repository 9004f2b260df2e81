package build

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestOverlay checks which of two files is read, also where the project's folder is a link
// or a name differs in case, as it may on a disk that ignores it.
func TestOverlay(t *testing.T) {
	theme := fstest.MapFS{}
	for _, name := range []string{"layouts/page.html", "layouts/site.html", "static/theme/a.css", "static/icon.svg"} {
		theme[name] = &fstest.MapFile{Data: []byte("theme")}
	}
	dir := t.TempDir()
	for _, name := range []string{"layouts/page.html", "elsewhere/theme/a.css", "static/own.txt"} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("project"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join("..", "elsewhere", "theme"), filepath.Join(dir, "static", "theme")); err != nil {
		t.Skip("no links here: ", err)
	}
	project, err := openProject(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.close()
	o := newOverlay(project, theme)
	for name, want := range map[string]string{
		"layouts/page.html": "project", "layouts/site.html": "theme", "static/theme/a.css": "project", "static/icon.svg": "theme", "static/own.txt": "project", "static/none": "",
	} {
		data, err := fs.ReadFile(o, name)
		if string(data) != want || (err == nil) != (want != "") {
			t.Errorf("%s is read as %q, %v, want %q", name, data, err, want)
		}
		f, err := o.Open(name)
		if (err == nil) != (want != "") {
			t.Errorf("opening %s: %v", name, err)
		}
		if err == nil {
			f.Close()
		}
	}
	if !o.mayReplace("layouts/PAGE.html") {
		t.Error("the system is not asked for a name that may be equal to another one")
	}
	if _, err := fs.ReadDir(o, "."); err != nil {
		t.Error(err)
	}
}

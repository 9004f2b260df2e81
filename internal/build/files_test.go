package build

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestContents checks that what is kept of files is bounded, and can be read.
func TestContents(t *testing.T) {
	c := &contents{files: map[string][]byte{}}
	half := make([]byte, mostKept/2)
	for _, name := range []string{"content/a.md", "content/b.md", "content/c.md"} {
		c.keep(name, half)
	}
	if _, ok := c.open("content/c.md"); ok || len(c.files) != 2 {
		t.Errorf("%d files are kept", len(c.files))
	}
	c = &contents{files: map[string][]byte{"content/a.md": []byte("text")}}
	f, ok := c.open("content/a.md")
	if !ok {
		t.Fatal("the file is not kept")
	}
	if data, err := io.ReadAll(f); string(data) != "text" || err != nil {
		t.Errorf("read %q, %v", data, err)
	}
}

// TestDeepFolders checks that folders nested without end are refused: to open a file
// in n folders a Root opens n of them.
func TestDeepFolders(t *testing.T) {
	dir := t.TempDir()
	for n, want := range map[int]bool{deepest: true, deepest + 1: false} {
		name := strings.Repeat("a/", n) + "file"
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("text"), 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := openProject(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fs.ReadFile(p, name); (err == nil) != want {
			t.Errorf("a file in %d folders: %v, want it to be read: %v", n, err, want)
		}
		p.close()
	}
}

package build

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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

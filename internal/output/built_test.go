package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wayside"
)

func TestReadBuilt(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadBuilt(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no build: %v", err)
	}
	hash := strings.Repeat("0a", 32)
	lines := "1 " + hash + " index.html\n2 " + hash + " sw.js\n0 " + hash + " a.css\n3 " + hash + " removed.css\n"
	if err := os.WriteFile(filepath.Join(dir, ownedFile), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	built, err := ReadBuilt(dir)
	if err != nil || len(built) != 3 || built[0].Address != "a.css" || built[1].Phase != Page || built[2].Phase != Worker || built[0].Hash[0] != 0x0a {
		t.Errorf("%v, %v", built, err)
	}
	if err := os.WriteFile(filepath.Join(dir, journalFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadBuilt(dir); !errors.Is(err, ErrUnfinished) {
		t.Errorf("an interrupted publication: %v", err)
	}
}

func TestLasting(t *testing.T) {
	for address, want := range map[string]bool{
		"photos/gate.0123456789-960.jpg": true, "theme/page.abcdef0123.css": true,
		"index.html": false, "sites/2026.12.31/index.html": false, "a.0123456789": false, "a.0123456789a.css": false, "sw.js": false,
	} {
		if got := Lasting(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	script, err := fs.ReadFile(wayside.Theme, "static/theme/offline/worker.js")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(script), "/"+lasting.String()+"/") {
		t.Error("the theme's worker has another expression")
	}
}

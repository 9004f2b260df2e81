package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"wayside/internal/diag"
)

// TestFirstGuide creates a guide next to the files of a release, as the button of the
// first page does, and checks it.
func TestFirstGuide(t *testing.T) {
	for _, name := range []string{"我们的镇", `quotes "and" more`} {
		folder := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Skip(err) // Windows has no quotation marks in names
		}
		for _, file := range []string{"wayside.exe", "README.md", "LICENSE", "build.cmd", ".wayside"} {
			if err := os.WriteFile(filepath.Join(folder, file), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		c := &command{project: folder, lang: diag.Chinese, stdout: io.Discard}
		start := firstPage(c)
		if start.Guide() || len(start.Others()) > 0 || start.Built != "build.cmd" {
			t.Fatalf("of a release: a guide %v, others %q, to build %q", start.Guide(), start.Others(), start.Built)
		}
		if err := start.Create(); err != nil {
			t.Fatal(err)
		}
		if !start.Guide() {
			t.Error("the guide that was created is not found")
		}
		if code := run(t.Context(), []string{"check", "--project", folder}, io.Discard, io.Discard); code != exitDone {
			t.Errorf("a check of the guide ends with %d", code)
		}
		if others := start.Others(); !slices.Equal(others, []string{"content", "routes", "sites.toml"}) {
			t.Errorf("files of the guide: %q", others)
		}
	}
}

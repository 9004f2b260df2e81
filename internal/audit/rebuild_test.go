package audit

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRebuild builds the sample again on all cores and from nothing: every
// byte must be the same, pictures too.
func TestRebuild(t *testing.T) {
	one := sample(t)
	again, err := publish(root, "again", true)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := slices.Sorted(maps.Keys(one.files)), slices.Sorted(maps.Keys(again.files)); !slices.Equal(a, b) {
		t.Fatalf("one core makes\n%v\nseveral make\n%v", a, b)
	}
	for name := range one.files {
		a, err := os.ReadFile(filepath.Join(one.dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(again.dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs", name)
		}
	}
}

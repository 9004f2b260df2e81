package audit

import (
	"bytes"
	"maps"
	"runtime"
	"slices"
	"testing"
)

// TestRebuild builds the sample again from nothing, on a single core: every byte
// must be the same as on all cores, pictures included.
func TestRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the sample again, which -short leaves out")
	}
	t.Parallel()
	all := sample(t)
	cores := runtime.GOMAXPROCS(1)
	one, err := publish(root, "one-core", true)
	runtime.GOMAXPROCS(cores)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := slices.Sorted(maps.Keys(all.files)), slices.Sorted(maps.Keys(one.files)); !slices.Equal(a, b) {
		t.Fatalf("all cores make\n%v\none makes\n%v", a, b)
	}
	for name := range one.files {
		if !bytes.Equal(one.file(t, name), all.file(t, name)) {
			t.Errorf("%s differs", name)
		}
	}
}

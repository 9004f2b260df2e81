package audit

import (
	"bytes"
	"maps"
	"slices"
	"testing"
)

// TestRebuild builds the sample again from nothing, on all cores: every byte
// must be the same as on one core, pictures included.
func TestRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the sample again, which -short leaves out")
	}
	t.Parallel()
	one := sample(t)
	again, err := publish(root, "again", true)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := slices.Sorted(maps.Keys(one.files)), slices.Sorted(maps.Keys(again.files)); !slices.Equal(a, b) {
		t.Fatalf("one core makes\n%v\nseveral make\n%v", a, b)
	}
	for name := range one.files {
		if !bytes.Equal(one.file(t, name), again.file(t, name)) {
			t.Errorf("%s differs", name)
		}
	}
}

package memfile

import (
	"io"
	"testing"
)

func TestOpen(t *testing.T) {
	f := Open("content/a.md", []byte("text"))
	described, err := f.Stat()
	if err != nil || described != Info("content/a.md", 4) {
		t.Errorf("it is described as %v, %v", described, err)
	}
	if described.Name() != "a.md" || described.Size() != 4 || described.IsDir() || !described.Mode().IsRegular() {
		t.Errorf("it is described as %v", described)
	}
	if data, err := io.ReadAll(f); string(data) != "text" || err != nil {
		t.Errorf("read %q, %v", data, err)
	}
}

package litter

import "testing"

func TestFile(t *testing.T) {
	for name, want := range map[string]bool{
		".DS_Store": true, "._gate.jpg": true, "Thumbs.db": true, "thumbs.db": true, "ehthumbs.db": true, "desktop.ini": true, "Desktop.ini": true, "~$plan.docx": true,
		"gate.jpg": false, ".gitignore": false, ".": false, "_gate.jpg": false, "~gate.jpg": false, "$gate.jpg": false, "thumbs.db.txt": false, "": false,
	} {
		if got := File(name); got != want {
			t.Errorf("File(%q) = %v, want %v", name, got, want)
		}
	}
}

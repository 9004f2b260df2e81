package output

import (
	"testing"

	"wayside/internal/diag"
)

func TestUnportable(t *testing.T) {
	for _, c := range []struct{ address, name, key string }{
		{"sites/kaishan/index.html", "", ""},
		{"sites/con/index.html", "con", "windows-name"},
		{"pages/NUL.tar.gz", "NUL.tar.gz", "windows-name"},
		{"routes/com1/index.html", "com1", "windows-name"},
		{"lpt9", "lpt9", "windows-name"},
		{"com¹/x", "com¹", "windows-name"},
		{"aux .html", "aux .html", "windows-name"},
		{"com/com10/command/lpt/console/aux-1/index.html", "", ""},
		{"plans/a:b.pdf", "a:b.pdf", "windows-name/characters"},
		{"plans/why?.pdf", "why?.pdf", "windows-name/characters"},
		{"plans/end./x", "end.", "windows-name/characters"},
		{"plans/end ", "end ", "windows-name/characters"},
		{`a\b`, `a\b`, "windows-name/characters"},
		{"plans/.well-known/文件 (1).pdf", "", ""},
	} {
		if name, key := unportable(c.address); name != c.name || key != c.key {
			t.Errorf("%q: %q, %q, want %q, %q", c.address, name, key, c.name, c.key)
		}
	}
	_, problems := NewPlan([]Output{{Address: "sites/nul/index.html", From: diag.Place{File: "sites.toml", Line: 3, Column: 1}}})
	if len(problems) != 1 || problems[0].Key != "windows-name" || problems[0].Place.Line != 3 {
		t.Errorf("%+v, want the warning windows-name on line 3", problems)
	}
}

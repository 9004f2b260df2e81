package linear

import (
	"strings"
	"testing"
)

// A failing records an error instead of failing.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Errorf(string, ...any) { f.failed = true }

func TestAllocates(t *testing.T) {
	var kept string
	text := func(n int) []string { return strings.Fields(strings.Repeat("word ", n)) }
	for name, c := range map[string]struct {
		run  func([]string)
		want bool
	}{
		"once": {func(words []string) { kept = strings.Join(words, " ") }, false},
		"again and again": {func(words []string) {
			kept = ""
			for _, w := range words {
				kept += w
			}
		}, true},
	} {
		f := &failing{TB: t}
		if Allocates(f, 5000, text, c.run); f.failed != c.want {
			t.Errorf("%s: reported %v, want %v", name, f.failed, c.want)
		}
	}
	if kept == "" {
		t.Error("nothing was run")
	}
}

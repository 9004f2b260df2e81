package diag

import (
	"fmt"
	"reflect"
	"testing"
)

// TestDigest checks that errors come first, that each message shows its first
// few warnings, and that what is missing comes last.
func TestDigest(t *testing.T) {
	var l List
	for i := range 5 {
		l.Add(Place{File: "a.md", Line: i + 1}, "heading-one")
		l.Add(Place{File: "a.md", Line: i + 1}, "site-no-route", fmt.Sprint("site", i))
		l.Add(Place{File: "z.toml", Line: i + 1}, "bad-id", fmt.Sprint("ID", i))
	}
	l.Add(Place{File: "b.md"}, "stray-page")
	l.Sort()
	d := l.Digest(false)
	got := ""
	for _, p := range d.Shown() {
		got += fmt.Sprintf("%s %s:%d\n", p.Rule(), p.Place.File, p.Place.Line)
	}
	want := `bad-id z.toml:1
bad-id z.toml:2
bad-id z.toml:3
bad-id z.toml:4
bad-id z.toml:5
heading-one a.md:1
heading-one a.md:2
heading-one a.md:3
stray-page b.md:0
site-no-route a.md:1
site-no-route a.md:2
site-no-route a.md:3
`
	if got != want {
		t.Errorf("the digest shows\n%swant\n%s", got, want)
	}
	more := 0
	for _, g := range d.Warnings {
		more += g.More
	}
	if more != 4 {
		t.Errorf("%d more warnings, want 4", more)
	}
	whole := l.Digest(true)
	if n := len(whole.Shown()); n != len(l) {
		t.Errorf("with all, %d of %d problems are shown", n, len(l))
	}
	tallies := []Tally{{"bad-id", Error, 5}, {"heading-one", Warning, 5}, {"site-no-route", Warning, 5}, {"stray-page", Warning, 1}}
	if got := l.Tallies(); !reflect.DeepEqual(got, tallies) {
		t.Errorf("tallies %v, want %v", got, tallies)
	}
}

// TestDigestIsWhole checks, for lists of many sizes, that every problem is shown
// or counted.
func TestDigestIsWhole(t *testing.T) {
	keys := []string{"bad-id", "heading-one", "stray-page", "site-no-route", "photo-text"}
	for n := range 40 {
		var l List
		for i := range n {
			l.Add(Place{File: "a", Line: i*7%5 + 1, Column: i}, keys[i*i%len(keys)], "x", "y")
		}
		l.Sort()
		for _, all := range []bool{false, true} {
			d := l.Digest(all)
			total := len(d.Shown())
			for _, g := range d.Warnings {
				if total += g.More; all && g.More > 0 {
					t.Errorf("%d problems: with all, %d are hidden", n, g.More)
				}
			}
			if total != len(l) {
				t.Errorf("%d problems, all %v: %d are shown or counted", len(l), all, total)
			}
		}
	}
}

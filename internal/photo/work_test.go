package photo

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/store"
)

// TestKnown checks that photos that were touched, moved or renamed are not decoded again, and
// that their copies get addresses of the new name.
func TestKnown(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	data := jpegOf(t, scene(700, 500))
	maker := New(fstest.MapFS{}, store.Open(cache), "1")
	first := maker.known("a/gate.jpg", data, true).Picture
	// With a budget of nothing, decoding would wait for ever.
	r := New(fstest.MapFS{}, store.Open(cache), "2")
	r.decodes = newBudget(1)
	defer r.decodes.take(1)()
	for name, want := range map[string]string{"a/gate.jpg": "photos/gate.", "b/gate.jpg": "photos/gate.", "b/door.JPG": "photos/door."} {
		fact := r.known(name, data, true)
		if fact.Picture.Hash != first.Hash || fact.Picture.Placeholder != first.Placeholder || !strings.HasPrefix(fact.Picture.Variants[0].Address, want) {
			t.Errorf("%s is %+v", name, fact.Picture)
		}
	}
	if f := maker.known("gate.png", data, true); f.Problem != "photo-format/name" {
		t.Errorf("another extension: %+v", f)
	}
}

// TestAddresses checks what pages and browsers rely on: the addresses of one photo's
// copies differ in the width only, and another content or format has others.
func TestAddresses(t *testing.T) {
	of := func(hash, copies string) []string {
		var all []string
		for _, v := range variants("gate.jpg", guide.Picture{Width: 2000, Height: 1000, Hash: hash, Copies: copies}) {
			all = append(all, v.Address)
		}
		return all
	}
	first := of(strings.Repeat("0", 64), "jpeg")
	stem, _, _ := strings.Cut(first[0], "-480")
	for i, end := range []string{"-480.jpg", "-960.jpg", "-1600.jpg"} {
		if first[i] != stem+end {
			t.Errorf("addresses %q", first)
		}
	}
	for _, other := range [][]string{of(strings.Repeat("1", 64), "jpeg"), of(strings.Repeat("0", 64), "png")} {
		if strings.HasPrefix(other[0], stem) {
			t.Errorf("%q and %q", first, other)
		}
	}
}

func TestWork(t *testing.T) {
	files := map[string][]byte{"x/gate.jpg": jpegOf(t, scene(1700, 1000)), "y/gate.jpg": jpegOf(t, scene(1700, 1000)), "y/map.png": pngOf(t, marked(700, 500))}
	planner, list := photosOf(files, filepath.Join(t.TempDir(), "cache"))
	pictures, _, err := planner.Survey(t.Context(), list, false)
	if err != nil || len(pictures) != 3 {
		t.Fatal(pictures, err)
	}
	lacking := func(published map[string]bool) []string {
		t.Helper()
		works, err := planner.Lacking(t.Context(), pictures, func(address string) bool { return published[address] })
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, w := range works {
			names = append(names, w.File)
		}
		return names
	}
	if got := lacking(nil); !slices.Equal(got, []string{"x/gate.jpg", "y/map.png"}) { // one content once
		t.Errorf("lacking %q", got)
	}
	published := map[string]bool{}
	for _, v := range pictures["y/map.png"].Variants {
		published[v.Address] = true
	}
	if got := lacking(published); !slices.Equal(got, []string{"x/gate.jpg"}) {
		t.Errorf("lacking besides what is published: %q", got)
	}
	works, err := planner.Lacking(t.Context(), pictures, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	// Another machine makes them, with nothing but the originals.
	worker := New(planner.files, planner.store, "")
	for _, w := range works {
		if err := worker.Do(w); err != nil {
			t.Error(err)
		}
		for _, key := range w.Keys() {
			if !planner.store.Has(key) {
				t.Errorf("%s lacks a copy", w.File)
			}
		}
	}
	if got := lacking(nil); len(got) > 0 {
		t.Errorf("lacking after the work: %q", got)
	}

	// Originals that are missing or others, and tasks that are none.
	other := New(fstest.MapFS{"x/gate.jpg": {Data: jpegOf(t, marked(1700, 1000))}}, store.Open(t.TempDir()), "")
	huge := works[0]
	huge.Picture.Height = 1 << 40
	wide := works[0]
	wide.Picture.Variants = []guide.Variant{{Address: "photos/x.jpg", Width: 1 << 20, Height: 1 << 20}}
	for _, w := range append(works, Work{}, Work{File: "../x", Picture: works[0].Picture}, huge, wide) {
		if err := other.Do(w); err == nil {
			t.Errorf("%s is made of another original", w.File)
		}
	}
	for _, w := range works {
		if slices.ContainsFunc(w.Keys(), other.store.Has) {
			t.Errorf("%s: copies of another original are kept", w.File)
		}
	}
}

// TestStop checks that a photo that ends programs is a problem and is not made.
func TestStop(t *testing.T) {
	r, list := photosOf(map[string][]byte{"x/gate.jpg": jpegOf(t, scene(700, 500))}, t.TempDir())
	pictures, _, err := r.Survey(t.Context(), list, false)
	if err != nil {
		t.Fatal(err)
	}
	r.Stop(Work{File: "x/gate.jpg", Picture: pictures["x/gate.jpg"]})
	var problems diag.List
	for _, o := range r.Outputs(maps.Clone(pictures)) {
		made, err := o.Make()
		if err != nil || made.Data != nil {
			t.Error("it is made", err)
		}
		problems = append(problems, made.Problems...)
	}
	if problems.Sort(); len(problems) != 1 || problems[0].Key != "photo-broken" || problems[0].Place.File != "x/gate.jpg" {
		t.Errorf("problems %v", problems)
	}
}

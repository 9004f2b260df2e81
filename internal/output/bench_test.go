package output

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"wayside/internal/store"
)

// publishLarge publishes 15,000 files, as a guide of 10,000 sites has them.
func publishLarge(b *testing.B) (dir string, s site) {
	b.Helper()
	dir, s = filepath.Join(b.TempDir(), "public"), site{}
	for i := range 10_000 {
		s[fmt.Sprintf("sites/site-%d/index.html", i)] = "a page"
	}
	for i := range 500 {
		for _, name := range []string{"index.html", "handout/index.html", "route.gpx", "route.kml", "route.ics", "route.geojson", "map.svg", "qr.svg"} {
			s[fmt.Sprintf("routes/route-%d/%s", i, name)] = "a route"
		}
	}
	for i := range 1_000 {
		s[fmt.Sprintf("search/text/%d.js", i)] = "a text"
	}
	f, _, err := Open(dir, "public", store.Open(storeOf(dir)))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range s.files() {
		if err := f.Stage(file, []byte(s[file.Address])); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := f.Publish(s.files(), phaseOf); err != nil {
		b.Fatal(err)
	}
	f.Close()
	// Long ago: what changed in the last seconds may be looked at more closely.
	old := time.Now().Add(-time.Hour)
	if err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		return os.Chtimes(path, old, old)
	}); err != nil {
		b.Fatal(err)
	}
	f, _, err = Open(dir, "public", store.Open(storeOf(dir)))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := f.Publish(s.files(), phaseOf); err != nil {
		b.Fatal(err)
	}
	f.Close()
	return dir, s
}

// BenchmarkOpen opens a folder in which nothing has changed.
func BenchmarkOpen(b *testing.B) {
	dir, s := publishLarge(b)
	one := s.files()[0]
	for b.Loop() {
		f, problems, err := Open(dir, "public", store.Open(storeOf(dir)))
		if err != nil || len(problems) > 0 || !f.holds(one) {
			b.Fatal(problems, err)
		}
		f.Close()
	}
}

// BenchmarkEdit publishes one changed page.
func BenchmarkEdit(b *testing.B) {
	dir, s := publishLarge(b)
	files := s.files()
	page := slices.IndexFunc(files, func(f File) bool { return f.Address == "sites/site-7/index.html" })
	for i := 0; b.Loop(); i++ {
		f, problems, err := Open(dir, "public", store.Open(storeOf(dir)))
		if err != nil || len(problems) > 0 {
			b.Fatal(problems, err)
		}
		text := fmt.Appendf(nil, "a page %d", i)
		files[page].Hash = sha256.Sum256(text)
		if err := f.Stage(files[page], text); err != nil {
			b.Fatal(err)
		}
		if report, err := f.Publish(files, phaseOf); err != nil || report.Changed != 1 {
			b.Fatal(report, err)
		}
		f.Close()
	}
}

package output

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wayside/internal/store"
)

// BenchmarkOpen opens a folder of 15,000 published files, as a guide of 10,000 sites
// has them, in which nothing has changed.
func BenchmarkOpen(b *testing.B) {
	dir, s := filepath.Join(b.TempDir(), "public"), site{}
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
	one := s.files()[0]
	run := func() {
		f, problems, err := Open(dir, "public", store.Open(storeOf(dir)))
		if err != nil || len(problems) > 0 {
			b.Fatal(problems, err)
		}
		if !f.holds(one) {
			b.Fatal("a file has changed")
		}
		f.Close()
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
	for b.Loop() {
		run()
	}
}

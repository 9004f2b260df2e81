package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wayside/internal/bucket"
	"wayside/internal/cloudtest"
	"wayside/internal/output"
)

// A site is a folder that was built, and a bucket.
type site struct {
	t      *testing.T
	s3     *cloudtest.S3
	folder string
	files  map[string]string
	now    time.Time
	guide  Guide
}

func newSite(t *testing.T) *site {
	return &site{t: t, s3: cloudtest.NewS3(t), folder: t.TempDir(), now: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), files: map[string]string{
		"index.html": "home", "sites/gate/index.html": "gate", "page.0123456789.css": "a{}", "photos/a.0123456789-480.jpg": "jpg",
		"map.pdf": "%PDF", "sw.js": "worker", ".nojekyll": "",
	}}
}

// options writes the folder and returns the options of an upload.
func (s *site) options() Options {
	s.t.Helper()
	if err := os.RemoveAll(s.folder); err != nil {
		s.t.Fatal(err)
	}
	b, err := bucket.Open(s.s3.Address("guide"), func(string) string { return "" })
	if err != nil {
		s.t.Fatal(err)
	}
	b.Pause = time.Millisecond
	o := Options{Folder: s.folder, Bucket: b, Guide: s.guide, Grace: time.Hour, Now: s.now}
	for _, address := range slices.Sorted(maps.Keys(s.files)) {
		file := filepath.Join(s.folder, filepath.FromSlash(address))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(s.files[address]), 0o666)); err != nil {
			s.t.Fatal(err)
		}
		f := output.Built{Address: address, Hash: sha256.Sum256([]byte(s.files[address])), Phase: output.Asset}
		switch {
		case strings.HasSuffix(address, ".html"):
			f.Phase = output.Page
		case address == "sw.js":
			f.Phase = output.Worker
		}
		o.Files = append(o.Files, f)
	}
	return o
}

// publish uploads and returns the changes.
func (s *site) publish() []Change {
	s.t.Helper()
	p, err := Prepare(s.t.Context(), s.options())
	if err != nil {
		s.t.Fatal(err)
	}
	if err := p.Upload(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	return p.Changes
}

// check compares the bucket with the site and, further, what is stale.
func (s *site) check(stale ...string) {
	s.t.Helper()
	got := s.s3.Contents("guide/")
	delete(got, stateName)
	for address, want := range s.files {
		if got[address] != want {
			s.t.Errorf("%s is %q, want %q", address, got[address], want)
		}
		delete(got, address)
	}
	if rest := slices.Sorted(maps.Keys(got)); !slices.Equal(rest, stale) {
		s.t.Errorf("further objects %q, want %q", rest, stale)
	}
}

func TestPublish(t *testing.T) {
	s := newSite(t)
	if changes := s.publish(); len(changes) != len(s.files) || changes[0].Kind != Add || changes[len(changes)-1].Address != "sw.js" {
		t.Errorf("the first upload: %v", changes)
	}
	s.check()
	for address, want := range map[string][2]string{
		"index.html":                  {"text/html; charset=utf-8", "public, max-age=60"},
		"page.0123456789.css":         {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"photos/a.0123456789-480.jpg": {"image/jpeg", "public, max-age=31536000, immutable"},
		"sw.js":                       {"text/javascript; charset=utf-8", "no-cache"},
		"map.pdf":                     {"application/pdf", "public, max-age=60"},
		".nojekyll":                   {"application/octet-stream", "public, max-age=60"},
	} {
		got := [2]string{s.s3.Header("guide/"+address, "Content-Type"), s.s3.Header("guide/"+address, "Cache-Control")}
		if got != want {
			t.Errorf("%s has headers %q, want %q", address, got, want)
		}
	}
	s.s3.Requests()
	if changes := s.publish(); len(changes) > 0 {
		t.Errorf("nothing has changed: %v", changes)
	}
	if got := s.s3.Requests(); len(got) != 1 {
		t.Errorf("nothing has changed: requests %q", got)
	}

	delete(s.files, "page.0123456789.css")
	s.files["page.abcdef0123.css"] = "b{}"
	s.files["index.html"] = "new home"
	want := []Change{{"page.abcdef0123.css", Add}, {"index.html", Update}, {"page.0123456789.css", Wait}}
	if changes := s.publish(); !slices.Equal(changes, want) {
		t.Errorf("changes %v, want %v", changes, want)
	}
	s.check("page.0123456789.css")
	s.now = s.now.Add(59 * time.Minute)
	s.publish()
	s.check("page.0123456789.css")
	s.now = s.now.Add(time.Minute)
	if changes := s.publish(); !slices.Equal(changes, []Change{{"page.0123456789.css", Remove}}) {
		t.Errorf("after the grace period: %v", changes)
	}
	s.check()
	if changes := s.publish(); len(changes) > 0 {
		t.Errorf("after the removal: %v", changes)
	}

	// A file that comes back is uploaded, and does not disappear later.
	page := s.files["sites/gate/index.html"]
	delete(s.files, "sites/gate/index.html")
	s.publish()
	s.files["sites/gate/index.html"] = page
	s.publish()
	s.now = s.now.Add(time.Hour)
	s.publish()
	s.check()
}

// TestOrder checks that what a page loads is there before it, and all before the worker.
func TestOrder(t *testing.T) {
	s := newSite(t)
	for n := range 40 {
		s.files[fmt.Sprintf("photos/%d.0123456789-480.jpg", n)] = fmt.Sprint(n)
		s.files[fmt.Sprintf("sites/%d/index.html", n)] = fmt.Sprint(n)
	}
	s.publish()
	last := 0
	for _, r := range s.s3.Requests() {
		address, ok := strings.CutPrefix(r, "PUT guide/")
		phase := 0
		switch {
		case !ok || address == stateName:
			continue
		case strings.HasSuffix(address, ".html"):
			phase = 1
		case address == "sw.js":
			phase = 2
		}
		if phase < last {
			t.Errorf("%s comes too late", address)
		}
		last = phase
	}
	if last != 2 {
		t.Error("the worker is missing")
	}
}

// TestResume stops uploads at each request, by an error or as if the program were killed, and
// checks that the bucket can be served and that the next upload goes on.
func TestResume(t *testing.T) {
	for _, killed := range []bool{false, true} {
		s := newSite(t)
		s.publish()
		for n := range 300 {
			s.files[fmt.Sprintf("photos/%d.0123456789-480.jpg", n)] = fmt.Sprint(n)
		}
		s.files["index.html"] = "shows them"
		ctx, cancel := context.WithCancel(t.Context())
		var count atomic.Int32
		s.s3.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			switch n := count.Add(1); {
			case n < 250:
				next.ServeHTTP(w, r)
			case killed || !strings.HasSuffix(r.URL.Path, stateName):
				cancel()
				w.WriteHeader(http.StatusForbidden)
			default:
				next.ServeHTTP(w, r)
			}
		})
		p, err := Prepare(t.Context(), s.options())
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Upload(ctx); err == nil {
			t.Error("no error")
		}
		s.s3.Fault(nil)
		if got := s.s3.Contents("guide/")["index.html"]; got != "home" {
			t.Errorf("killed %v: a page is there before its pictures: %q", killed, got)
		}
		changes := s.publish()
		if len(changes) > 210 || len(changes) < 40 {
			t.Errorf("killed %v: the next upload has %d changes", killed, len(changes))
		}
		s.check()
	}
}

// TestBack checks that a change that was uploaded before the program was killed, and is taken
// back, is uploaded again; and that what it has added is removed.
func TestBack(t *testing.T) {
	s := newSite(t)
	s.publish()
	s.files["index.html"], s.files["extra.html"] = "changed", "added"
	s.s3.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if strings.HasSuffix(r.URL.Path, "sw.js") || strings.HasSuffix(r.URL.Path, stateName) && strings.Contains(s.s3.Contents("guide/")["index.html"], "changed") {
			w.WriteHeader(http.StatusForbidden)
		} else {
			next.ServeHTTP(w, r)
		}
	})
	s.files["sw.js"] = "new worker"
	p, err := Prepare(t.Context(), s.options())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Upload(t.Context()); err == nil || s.s3.Contents("guide/")["extra.html"] == "" {
		t.Fatalf("the upload is not cut where it should be: %v", err)
	}
	s.s3.Fault(nil)
	s.files["index.html"], s.files["sw.js"] = "home", "worker"
	delete(s.files, "extra.html")
	s.publish()
	s.check("extra.html")
	s.now = s.now.Add(time.Hour)
	s.publish()
	s.check()
}

// TestFaults checks that uploads survive a server that is sometimes busy, and that a state that
// cannot be read is not taken for none.
func TestFaults(t *testing.T) {
	s := newSite(t)
	var count atomic.Int32
	s.s3.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if count.Add(1)%3 == 0 {
			cloudtest.Busy(w, r, next)
		} else {
			next.ServeHTTP(w, r)
		}
	})
	s.publish()
	s.check()
	s.s3.Fault(cloudtest.Busy)
	if _, err := Prepare(t.Context(), s.options()); err == nil {
		t.Error("a state that cannot be read is no error")
	}
	s.s3.Fault(nil)
}

// TestChanged checks that a file that was changed after the build is not uploaded.
func TestChanged(t *testing.T) {
	s := newSite(t)
	o := s.options()
	if err := os.WriteFile(filepath.Join(s.folder, "map.pdf"), []byte("other"), 0o666); err != nil {
		t.Fatal(err)
	}
	p, err := Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if changed, ok := errors.AsType[ChangedError](p.Upload(t.Context())); !ok || changed.Address != "map.pdf" {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(filepath.Join(s.folder, "map.pdf")); err != nil {
		t.Fatal(err)
	}
	if p, err = Prepare(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if err := p.Upload(t.Context()); !errors.As(err, new(ChangedError)) {
		t.Errorf("it was removed: %v", err)
	}
	got := s.s3.Contents("guide/")
	if got["index.html"] != "" || got["map.pdf"] != "" {
		t.Errorf("uploaded: %v", got)
	}
}

// TestVacant checks that the place of another website is not taken.
func TestVacant(t *testing.T) {
	mine := Guide{"Footsteps", "https://example.org/red/"}
	for _, c := range []struct {
		name  string
		there Guide
		same  bool
	}{
		{"same", mine, true},
		{"another title", Guide{"Steps", mine.BaseURL}, true},
		{"before it had an address", Guide{mine.Title, ""}, true},
		{"another address", Guide{mine.Title, "https://example.org/blue/"}, false},
		{"another guide without an address", Guide{"Steps", ""}, false},
	} {
		s := newSite(t)
		s.guide = c.there
		s.publish()
		s.guide = mine
		o := s.options()
		_, err := Prepare(t.Context(), o)
		occupied, ok := errors.AsType[OccupiedError](err)
		if ok == c.same || ok && occupied.Guide != c.there || !ok && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		o.Replace = true
		if _, err := Prepare(t.Context(), o); err != nil {
			t.Errorf("%s, to be replaced: %v", c.name, err)
		}
	}

	// A home page that no upload wrote is another website, and a list that is damaged or
	// was deleted says nothing.
	s := newSite(t)
	s.publish()
	o := s.options()
	for _, list := range []string{"{", "deleted"} {
		err := o.Bucket.Put(t.Context(), stateName, []byte(list))
		if list == "deleted" {
			err = o.Bucket.Remove(t.Context(), stateName)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Prepare(t.Context(), o); !errors.As(err, new(OccupiedError)) {
			t.Errorf("list %s: %v", list, err)
		}
	}
	list := []byte(`{"files": {"../other/index.html": ""}, "stale": {"/x": "2020-01-01T00:00:00Z"}}`)
	if err := o.Bucket.Put(t.Context(), stateName, list); err != nil {
		t.Fatal(err)
	}
	o.Replace = true
	p, err := Prepare(t.Context(), o)
	if err != nil || p.Upload(t.Context()) != nil || len(p.Changes) != len(s.files) {
		t.Errorf("replaced: %v, %v", p, err)
	}
	s.check()
}

// TestTwo lets a second upload run while the first one does, and checks that both say so and
// that the next upload leaves what it should, although the first one wrote last.
func TestTwo(t *testing.T) {
	s := newSite(t)
	s.publish()
	s.files["index.html"], s.files["page.abcdef0123.css"] = "first", "b{}"
	o := s.options()
	first, err := Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	second := &site{t: t, s3: s.s3, folder: t.TempDir(), now: s.now, files: maps.Clone(s.files)}
	second.files["index.html"], second.files["map.pdf"] = "second", "new"
	delete(second.files, "page.abcdef0123.css")
	var between atomic.Bool
	s.s3.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if strings.HasSuffix(r.URL.Path, "/index.html") && r.Method == http.MethodPut && between.CompareAndSwap(false, true) {
			second.publish()
		}
		next.ServeHTTP(w, r)
	})
	if err := first.Upload(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("the first one: %v", err)
	}
	s.s3.Fault(nil)
	if got := s.s3.Contents("guide/")["index.html"]; got != "first" {
		t.Fatalf("the first one did not write last: %q", got)
	}
	second.publish()
	second.check("page.abcdef0123.css")

	// One that begins late changes nothing.
	late, err := Prepare(t.Context(), s.options())
	if err != nil {
		t.Fatal(err)
	}
	second.files["map.pdf"] = "newer"
	second.publish()
	if err := late.Upload(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("the late one: %v", err)
	}
	second.check("page.abcdef0123.css")
}

// TestLarge checks that a file which is not read into memory is uploaded whole, also when the
// first attempt fails.
func TestLarge(t *testing.T) {
	s := newSite(t)
	s.files["walk.mp4"] = strings.Repeat("0123456789abcdef", largestInMemory/16) + "end"
	var failed atomic.Bool
	s.s3.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if strings.HasSuffix(r.URL.Path, ".mp4") && failed.CompareAndSwap(false, true) {
			cloudtest.Busy(w, r, next)
		} else {
			next.ServeHTTP(w, r)
		}
	})
	s.publish()
	s.check()
	o := s.options()
	if err := os.WriteFile(filepath.Join(s.folder, "walk.mp4"), make([]byte, largestInMemory+1), 0o666); err != nil {
		t.Fatal(err)
	}
	o.Bucket, _ = bucket.Open(s.s3.Address("other"), func(string) string { return "" })
	p, err := Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Upload(t.Context()); !errors.As(err, new(ChangedError)) {
		t.Errorf("it was changed: %v", err)
	}
}

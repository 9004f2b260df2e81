package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wayside"
	"wayside/internal/await"
	"wayside/internal/cloudtest"
	"wayside/internal/diag"
	"wayside/internal/pdf"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// sharedPhotos is a small number, since what is tested does not depend on it. With 2000,
// TestMachines takes minutes:
//
//	go test ./internal/build -run TestMachines -v -shared-photos 2000
var sharedPhotos = flag.Int("shared-photos", 40, "the number of photos that TestMachines makes on several machines")

// photoGuide writes a guide with photos, one of which is broken.
func photoGuide(t *testing.T, photos int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name string, data []byte) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	write("sites.toml", []byte("[guide]\ntitle = \"足迹\"\nlanguages = [\"zh-Hans\"]\n\n[[site]]\nid = \"gate\"\nname = \"东门\"\n"))
	write("content/sites/gate/index.md", []byte("东门。\n"))
	random := rand.New(rand.NewPCG(1, 1))
	for n := range photos {
		img := image.NewRGBA(image.Rect(0, 0, 700, 500))
		for i := range img.Pix {
			img.Pix[i] = uint8(i/700 + n)
		}
		for range 200 {
			img.Set(random.IntN(700), random.IntN(500), color.White)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		data := b.Bytes()
		if n == photos/2 {
			data = data[:len(data)/2]
		}
		write(fmt.Sprintf("content/sites/gate/photos/%04d.jpg", n), data)
	}
	return dir
}

// copyOf returns a copy of a project, as on another machine.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func sharedOptions(dir string, shared Shared) Options {
	return Options{Project: dir, Theme: stillTheme{wayside.Theme}, Shared: shared}
}

// same checks that two stores have the same values.
func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if len(want) == 0 {
		t.Errorf("%s: nothing is wanted", what)
	}
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s: %s differs or is missing", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s should not be there", what, name)
		}
	}
}

// one checks that a build had exactly the problem of the broken photo.
func one(t *testing.T, what string, problems diag.List) {
	t.Helper()
	var broken []string
	for _, p := range problems {
		if p.Rule() == "photo-broken" {
			broken = append(broken, p.Place.File)
		}
	}
	if len(broken) != 1 {
		t.Errorf("%s: broken photos %q, want one", what, broken)
	}
}

// TestMachines makes the copies of photos in one process, and then with two workers and a
// build that works along, while a worker is killed and the queue is lost.
func TestMachines(t *testing.T) {
	t.Parallel()
	if worker := os.Getenv("WAYSIDE_TEST_WORKER"); worker != "" {
		workAsProcess(t, strings.Split(worker, "\n"))
		return
	}
	s3, nats := cloudtest.NewS3(t), cloudtest.NewNATS(t)
	dir := photoGuide(t, *sharedPhotos)
	start := time.Now()
	_, problems, err := Build(t.Context(), sharedOptions(copyOf(t, dir), Shared{Store: s3.Address("one")}))
	if err != nil {
		t.Fatal(err)
	}
	one(t, "one process", problems)
	alone := time.Since(start)

	address := nats.ClientURL() + "/test"
	killed, made := process(t, s3.Address("many"), address, dir)
	process(t, s3.Address("many"), address, dir)
	var once sync.Once
	var group sync.WaitGroup
	group.Go(func() {
		<-made // it has a next task by now, or will not get another
		killed.Process.Kill()
	})
	start = time.Now()
	o := sharedOptions(copyOf(t, dir), Shared{Store: s3.Address("many"), Queue: address, Warn: func(err error) { t.Errorf("warning: %v", err) }})
	o.Progress = func(done, total int) {
		if done >= total/2 {
			once.Do(nats.Restart)
		}
	}
	_, problems, err = Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	group.Wait()
	one(t, "several machines", problems)
	t.Logf("%d photos: %v in one process, %v with two workers, one of them killed", *sharedPhotos, alone, time.Since(start))
	same(t, "several machines", s3.Contents("many/"), s3.Contents("one/"))
}

// process starts a worker as a process, and returns it and a channel that is closed when it
// has made something.
func process(t *testing.T, store, queue, originals string) (*exec.Cmd, <-chan bool) {
	t.Helper()
	worker := exec.Command(os.Args[0], "-test.run=^TestMachines$")
	worker.Env = append(os.Environ(), "WAYSIDE_TEST_WORKER="+strings.Join([]string{store, queue, originals}, "\n"))
	out, err := worker.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	made := make(chan bool)
	go func() {
		var b [1]byte
		out.Read(b[:])
		close(made)
		io.Copy(io.Discard, out)
	}()
	t.Cleanup(func() {
		worker.Process.Kill()
		worker.Wait()
	})
	return worker, made
}

// workAsProcess writes a byte for each value that it makes.
func workAsProcess(t *testing.T, of []string) {
	err := Work(t.Context(), WorkOptions{Shared: Shared{Store: of[0], Queue: of[1]}, Originals: of[2], Report: func(queue.Event) { os.Stdout.WriteString(".") }})
	if err != nil {
		t.Fatal(err)
	}
}

// TestParts makes the values in three parts; the build that publishes decodes no photo.
func TestParts(t *testing.T) {
	t.Parallel()
	s3 := cloudtest.NewS3(t)
	dir := photoGuide(t, 12)
	if _, _, err := Build(t.Context(), sharedOptions(copyOf(t, dir), Shared{Store: s3.Address("one")})); err != nil {
		t.Fatal(err)
	}
	photos := 0
	var problems diag.List
	for k := 1; k <= 3; k++ {
		for range 2 { // again: everything is there
			o := sharedOptions(copyOf(t, dir), Shared{Store: s3.Address("parts")})
			n, found, err := Part(t.Context(), o, Share{k, 3})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(o.Project, "public")); !errors.Is(err, fs.ErrNotExist) {
				t.Error("a part is published")
			}
			photos += n
			problems = append(problems, found...)
		}
	}
	if photos != 2*11 || len(problems) != 2 {
		t.Errorf("%d photos, want 22; problems %v", photos, problems)
	}
	same(t, "parts", s3.Contents("parts/"), s3.Contents("one/"))
	s3.Requests()
	if _, _, err := Build(t.Context(), sharedOptions(copyOf(t, dir), Shared{Store: s3.Address("parts")})); err != nil {
		t.Fatal(err)
	}
	for _, r := range s3.Requests() {
		if strings.HasPrefix(r, http.MethodPut) && !strings.Contains(r, "?") {
			t.Errorf("the last build makes something: %s", r)
		}
	}
}

// TestStoreFails checks that no fault of a store or a queue fails a build or changes what it
// publishes, and that there is one warning.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	dir := photoGuide(t, 3)
	if err := os.Remove(filepath.Join(dir, "content/sites/gate/photos/0001.jpg")); err != nil { // the broken one
		t.Fatal(err)
	}
	publish := func(shared Shared) (report fmt.Stringer, warnings []error) {
		t.Helper()
		var mu sync.Mutex
		shared.Warn = func(err error) {
			mu.Lock()
			defer mu.Unlock()
			warnings = append(warnings, err)
		}
		o := sharedOptions(copyOf(t, dir), shared)
		_, problems, err := Build(t.Context(), o)
		if n, _ := problems.Count(); err != nil || n > 0 {
			t.Fatal(problems, err)
		}
		list, err := os.ReadFile(filepath.Join(o.Project, "public", ".wayside"))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.NewBuffer(list), warnings
	}
	want, warnings := publish(Shared{})
	if len(warnings) > 0 {
		t.Errorf("warnings %v", warnings)
	}
	s3 := cloudtest.NewS3(t)
	publish(Shared{Store: s3.Address("x")}) // fills the store
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request, http.Handler){
		"503": cloudtest.Busy, "cut": cloudtest.Cut, "wrong bytes": cloudtest.Wrong,
	} {
		s3.Fault(fault)
		got, warnings := publish(Shared{Store: s3.Address("x")})
		if got.String() != want.String() {
			t.Errorf("%s: another guide is published", name)
		}
		if len(warnings) != 1 {
			t.Errorf("%s: warnings %v, want one", name, warnings)
		}
	}
	s3.Fault(cloudtest.Busy)
	got, warnings := publish(Shared{Store: s3.Address("x"), Queue: cloudtest.NewNATS(t).ClientURL()})
	if len(warnings) != 1 || got.String() != want.String() {
		t.Errorf("a queue without a store: warnings %v", warnings)
	}
	s3.Fault(nil)
	got, warnings = publish(Shared{Store: s3.Address("y"), Queue: "nats://127.0.0.1:1"})
	if _, ok := errors.AsType[queue.UnreachableError](errors.Join(warnings...)); !ok || len(warnings) != 1 || got.String() != want.String() {
		t.Errorf("without its queue: warnings %v", warnings)
	}
	got, warnings = publish(Shared{Store: filepath.Join(t.TempDir(), "shared")})
	if len(warnings) > 0 || got.String() != want.String() {
		t.Errorf("a folder: warnings %v", warnings)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, warnings = publish(Shared{Store: file})
	if _, ok := errors.AsType[store.UnusableError](errors.Join(warnings...)); !ok || len(warnings) != 1 || got.String() != want.String() {
		t.Errorf("a file in its place: warnings %v", warnings)
	}
}

// TestWorkEnds checks that a worker ends with its context and when there is nothing to do,
// and what it refuses.
func TestWorkEnds(t *testing.T) {
	t.Parallel()
	s3, nats := cloudtest.NewS3(t), cloudtest.NewNATS(t)
	shared := Shared{Store: s3.Address("x"), Queue: nats.ClientURL()}
	if err := Work(t.Context(), WorkOptions{Shared: shared, Originals: t.TempDir(), Drain: true}); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Work(ctx, WorkOptions{Shared: shared, Originals: t.TempDir()}) }()
	cancel()
	if err := await.Receive(t, "the end", ended); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Work(t.Context(), WorkOptions{Shared: Shared{Queue: shared.Queue}, Originals: t.TempDir()}); !errors.Is(err, errNoStore) {
		t.Errorf("without a store: %v", err)
	}
	if err := Work(t.Context(), WorkOptions{Shared: Shared{Store: shared.Store, Queue: "nats://127.0.0.1:1"}, Originals: t.TempDir()}); err == nil {
		t.Error("without a queue: no error")
	}
}

// TestHandoutsElsewhere prints handouts on another machine, and compares them with those of
// a build that prints alone.
func TestHandoutsElsewhere(t *testing.T) {
	if _, err := pdf.Find(""); err != nil || testing.Short() {
		t.Skip("no browser to print with")
	}
	t.Parallel()
	s3, nats := cloudtest.NewS3(t), cloudtest.NewNATS(t)
	dir := photoGuide(t, 1)
	if err := os.RemoveAll(filepath.Join(dir, "content/sites/gate/photos")); err != nil { // the broken one
		t.Fatal(err)
	}
	files := map[string]string{"routes/walk.toml": "title = \"走一走\"\n\n[[stop]]\nsite = \"gate\"\n"}
	for name, text := range files {
		writeIn(t, dir, name, text)
	}
	handouts := func(shared Shared) map[string]string {
		t.Helper()
		o := sharedOptions(copyOf(t, dir), shared)
		o.Theme, o.PDF = wayside.Theme, PDF{Editions: []string{"page", "large", "plain"}}
		if _, problems, err := Build(t.Context(), o); err != nil {
			t.Fatal(problems, err)
		}
		all := map[string]string{}
		found, err := filepath.Glob(filepath.Join(o.Project, "public/routes/walk/handout/*.pdf"))
		if err != nil || len(found) != 3 {
			t.Fatal(found, err)
		}
		for _, file := range found {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.Base(file)] = string(data)
		}
		return all
	}
	var mu sync.Mutex
	elsewhere := 0
	shared := Shared{Store: s3.Address("x"), Queue: nats.ClientURL(), Warn: func(err error) { t.Errorf("warning: %v", err) }}
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		err := Work(ctx, WorkOptions{Shared: shared, Originals: dir, Report: func(e queue.Event) {
			mu.Lock()
			defer mu.Unlock()
			if e.Task.Kind == handoutKind && e.Err == nil {
				elsewhere++
			} else {
				t.Errorf("the worker reports %+v", e)
			}
		}})
		if err != nil {
			t.Error(err)
		}
	})
	got := handouts(shared)
	stop()
	group.Wait()
	if elsewhere == 0 {
		t.Error("the worker has printed nothing")
	}
	same(t, "handouts", got, handouts(Shared{}))
	shared.Queue = ""
	same(t, "handouts of the store", handouts(shared), got)
}

// TestPresses checks that handouts of one build share a press, and that those in which an
// address has another content have another one, which reads the files of its tasks only.
func TestPresses(t *testing.T) {
	t.Parallel()
	shared := store.NewShared(t.Context(), store.Open(t.TempDir()), store.NewDirectory(t.TempDir()), nil)
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		name := hex.EncodeToString(sum[:])
		shared.Put(fileKey(name), []byte(text))
		return name
	}
	work := func(page, style string) *handoutWork {
		return &handoutWork{Files: map[string]string{"a/" + page: hash(page), "style.css": hash(style)}, Recipe: "1"}
	}
	p := &presses{ctx: t.Context(), browser: "none", files: os.DirFS(t.TempDir()), store: shared}
	one, same, other := p.take(work("x", "a{}")), p.take(work("y", "a{}")), p.take(work("x", "b{}"))
	if one != same || one == other {
		t.Error("builds share a press, or handouts of one build do not")
	}
	if data, ok := one.file("style.css"); !ok || string(data) != "a{}" {
		t.Errorf("the first press has %q, %v", data, ok)
	}
	if data, ok := other.file("style.css"); !ok || string(data) != "b{}" {
		t.Errorf("the second press has %q, %v", data, ok)
	}
	if _, ok := other.file("a/y"); ok {
		t.Error("the second press has a file of the first")
	}
	shared.Put(fileKey(hash("x")), []byte("not x"))
	if _, ok := one.file("a/x"); ok {
		t.Error("a file with another content is printed")
	}
	for _, press := range []*builtPress{one, same, other} {
		press.users.Done()
	}
	p.close()
}

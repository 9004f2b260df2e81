package output

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"wayside/internal/store"
)

// kills is how many publications TestKilled and TestPowerCut interrupt each.
var kills = flag.Int("kills", 100, "how many publications to interrupt in each test")

// A faulty disk counts the changes that are made to it, and fails.
type faulty struct {
	disk
	mu    sync.Mutex
	count int
	at    int    // the change that fails, from 1; 0 for none
	once  bool   // only that change fails, not those after it
	err   error  // with what
	half  bool   // whether a write that fails writes half of the data
	die   func() // called at the change that fails
}

var errKilled = errors.New("the process was killed")

func (d *faulty) change() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count++
	if d.at == 0 || d.count < d.at || d.once && d.count > d.at {
		return nil
	}
	if d.die != nil {
		d.die()
	}
	return d.err
}

func (d *faulty) create(path string) (file, error) {
	if err := d.change(); err != nil {
		return nil, err
	}
	f, err := d.disk.create(path)
	return faultyFile{f, d}, err
}

func (d *faulty) mkdir(path string) error {
	if err := d.change(); err != nil {
		return err
	}
	return d.disk.mkdir(path)
}

func (d *faulty) chmod(path string, mode os.FileMode) error {
	if err := d.change(); err != nil {
		return err
	}
	return d.disk.chmod(path, mode)
}

func (d *faulty) rename(from, to string) error {
	if err := d.change(); err != nil {
		return err
	}
	return d.disk.rename(from, to)
}

func (d *faulty) remove(path string) error {
	if err := d.change(); err != nil {
		return err
	}
	return d.disk.remove(path)
}

func (d *faulty) syncFolder(path string) error {
	if err := d.change(); err != nil {
		return err
	}
	return d.disk.syncFolder(path)
}

// removeAll removes one by one, so that a kill can leave a part.
func (d *faulty) removeAll(path string) error {
	entries, err := os.ReadDir(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		for _, e := range entries {
			if err := d.removeAll(filepath.Join(path, e.Name())); err != nil {
				return err
			}
		}
	}
	return d.remove(path)
}

type faultyFile struct {
	file
	disk *faulty
}

func (f faultyFile) Write(data []byte) (int, error) {
	if err := f.disk.change(); err != nil {
		if f.disk.half {
			f.file.Write(data[:len(data)/2])
		}
		return 0, err
	}
	return f.file.Write(data)
}

func (f faultyFile) Sync() error {
	if err := f.disk.change(); err != nil {
		return err
	}
	return f.file.Sync()
}

// A guide's pages load assets with the contents' hash in their names, and others
// without. randomGuide returns a guide that is a later version of another.
func randomGuide(r *rand.Rand, before site) site {
	s := site{}
	var assets []string
	for i := range 4 {
		name := fmt.Sprintf("assets/style-%d-%d.css", i, r.IntN(3))
		s[name] = "a style"
		assets = append(assets, name)
	}
	for i := range 6 {
		if r.IntN(3) > 0 {
			name := fmt.Sprintf("sites/s%d/photo-%d.jpg", i, r.IntN(2))
			s[name] = fmt.Sprint("a photo ", r.IntN(2))
			assets = append(assets, name)
		}
	}
	for i := range 8 {
		page := fmt.Sprintf("sites/s%d/index.html", i)
		switch text, kept := before[page]; {
		case kept && r.IntN(2) == 0 && loads(text, s):
			s[page] = text
		case r.IntN(4) > 0:
			for range 1 + r.IntN(3) {
				s[page] += assets[r.IntN(len(assets))] + " "
			}
			s[page] += strconv.Itoa(r.IntN(10))
		}
	}
	s["index.html"] = assets[r.IntN(len(assets))]
	if r.IntN(3) > 0 {
		s["sw.js"] = strconv.Itoa(r.IntN(5))
	}
	if r.IntN(2) == 0 { // a file becomes a folder, or a folder a file
		s["about"] = ""
	} else {
		s["about/index.html"] = "index.html"
	}
	if r.IntN(2) == 0 {
		s["Route.txt"] = "a route"
	} else {
		s["route.txt"] = "a route"
	}
	return s
}

// loads reports whether a site has all files that a page loads.
func loads(page string, s site) bool {
	for _, name := range strings.Fields(page) {
		if _, ok := s[name]; !ok && strings.Contains(name, "/") {
			return false
		}
	}
	return true
}

// servable checks that every page in a folder finds what it loads.
func servable(t *testing.T, dir string) {
	t.Helper()
	now := site{}
	for path, text := range tree0(dir) {
		rel, _ := filepath.Rel(dir, path)
		now[filepath.ToSlash(rel)] = text
	}
	for name, text := range now {
		if strings.HasSuffix(name, ".html") && !strings.HasPrefix(name, ".") && !loads(text, now) {
			t.Errorf("%s loads %s, some of which is missing from %v", name, text, slices.Sorted(maps.Keys(now)))
		}
	}
}

// attempt runs a build on a disk. It returns whether it was published.
func attempt(disk disk, boot, dir string, s site) (Report, string, error) {
	f, problems, err := openOn(disk, boot, dir, "public", store.Open(storeOf(dir)))
	if err != nil {
		return Report{}, "", err
	}
	defer f.Close()
	if len(problems) > 0 {
		return Report{}, summary(problems), nil
	}
	for _, file := range s.files() {
		if err := f.Stage(file, []byte(s[file.Address])); err != nil {
			return Report{}, "", err
		}
	}
	report, err := f.Publish(s.files(), guidePhase)
	return report, "", err
}

func guidePhase(address string) Phase {
	if strings.HasSuffix(address, ".jpg") {
		return Asset
	}
	return phaseOf(address)
}

// TestKilled stops publications at every change that they make to the disk. The
// folder can be served each time, and the next run completes it and leaves no
// litter.
func TestKilled(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for done := 0; done < *kills; {
		base := filepath.Join(t.TempDir(), "base")
		before := randomGuide(r, nil)
		if _, found, err := attempt(system{}, "1", filepath.Join(base, "public"), before); err != nil || found != "" {
			t.Fatal(found, err)
		}
		after := randomGuide(r, before)
		for at := 1; done < *kills; at++ {
			done++
			dir := filepath.Join(t.TempDir(), "copy", "public")
			if err := os.CopyFS(filepath.Dir(dir), os.DirFS(base)); err != nil {
				t.Fatal(err)
			}
			disk := &faulty{disk: system{}, at: at, err: errKilled, half: at%2 == 0}
			_, found, err := attempt(disk, "1", dir, after)
			if disk.count < at {
				if err != nil || found != "" {
					t.Fatal(found, err)
				}
				break // it was not killed
			}
			if found != "" {
				t.Fatalf("killed at %d: found %s", at, found)
			}
			servable(t, dir)
			// The second run is killed, too.
			disk = &faulty{disk: system{}, at: 1 + r.IntN(10), err: errKilled, half: true}
			if _, found, _ = attempt(disk, "1", dir, after); found != "" {
				t.Fatalf("killed at %d, again at %d: found %s", at, disk.at, found)
			}
			servable(t, dir)
			f, problems, err := openOn(system{}, "1", dir, "public", store.Open(storeOf(dir)))
			if err != nil || len(problems) > 0 {
				t.Fatalf("killed at %d, again at %d: %v, %v", at, disk.at, summary(problems), err)
			}
			f.Close()
			if got := tree(t, dir); !maps.Equal(got, before) && !maps.Equal(got, after) {
				t.Fatalf("killed at %d, again at %d: the folder is neither as before nor as after:\n%v\nbefore %v\nafter %v", at, disk.at, got, before, after)
			}
			if _, found, err := attempt(system{}, "1", dir, after); err != nil || found != "" {
				t.Fatal(found, err)
			}
			check(t, fmt.Sprintf("killed at %d, again at %d", at, disk.at), dir, after)
			if report, _, _ := attempt(system{}, "1", dir, after); report.Changed+report.Removed > 0 {
				t.Errorf("killed at %d: the run after the next still changes %+v", at, report)
			}
			if t.Failed() {
				return
			}
		}
	}
}

// TestProcessKilled kills real processes at changes that they make.
func TestProcessKilled(t *testing.T) {
	if dir := os.Getenv("WAYSIDE_KILLED"); dir != "" {
		at, _ := strconv.Atoi(os.Getenv("WAYSIDE_KILLED_AT"))
		self, _ := os.FindProcess(os.Getpid())
		disk := &faulty{disk: system{}, at: at, die: func() {
			self.Kill()
			select {} // until the signal arrives
		}}
		attempt(disk, bootID(), dir, second)
		return
	}
	ended := false
	for at := 1; !ended; at += 7 {
		dir := filepath.Join(t.TempDir(), "public")
		publish(t, dir, first)
		child := exec.Command(os.Args[0], "-test.run=^TestProcessKilled$")
		child.Env = append(os.Environ(), "WAYSIDE_KILLED="+dir, "WAYSIDE_KILLED_AT="+strconv.Itoa(at))
		ended = child.Run() == nil
		publish(t, dir, second)
		check(t, fmt.Sprintf("killed at %d", at), dir, second)
	}
}

// TestFaults makes each change fail once: the disk is full, the quota is used up,
// and so on. The error is returned, the folder can be served, and the next run
// completes it.
func TestFaults(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	errs := []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EACCES, syscall.EIO}
	before := randomGuide(r, nil)
	after := randomGuide(r, before)
	for at := 1; ; at++ {
		dir := filepath.Join(t.TempDir(), "public")
		if _, found, err := attempt(system{}, "1", dir, before); err != nil || found != "" {
			t.Fatal(found, err)
		}
		want := errs[at%len(errs)]
		disk := &faulty{disk: system{}, at: at, err: want, half: true, once: at%2 == 0}
		_, found, err := attempt(disk, "1", dir, after)
		if disk.count < at {
			return
		}
		if found != "" {
			t.Fatalf("change %d fails: found %s", at, found)
		}
		servable(t, dir)
		var unfinished UnfinishedError
		switch got := tree0(dir); {
		case errors.As(err, &unfinished):
		case err != nil && !errors.Is(err, want):
			t.Errorf("change %d fails with %v: the error is %v", at, want, err)
		case err != nil:
			for address, text := range before {
				if got[filepath.Join(dir, filepath.FromSlash(address))] != text {
					t.Errorf("change %d fails: nothing is said to be published, but %s is not as before", at, address)
				}
			}
		}
		if _, found, err := attempt(system{}, "1", dir, after); err != nil || found != "" {
			t.Fatal(found, err)
		}
		check(t, fmt.Sprintf("change %d fails with %v", at, want), dir, after)
		if t.Failed() {
			return
		}
	}
}

// TestVanished removes the folder, or what is staged, while a build is running.
func TestVanished(t *testing.T) {
	for _, vanishes := range []string{".", stagingDir, stagingDir + "/assets"} {
		for _, late := range []bool{false, true} {
			dir := filepath.Join(t.TempDir(), "public")
			publish(t, dir, first)
			f, _ := open(t, dir)
			var err error
			for i, file := range second.files() {
				if i == len(second)/2 && !late {
					os.RemoveAll(filepath.Join(f.dir, vanishes))
				}
				err = errors.Join(err, f.Stage(file, []byte(second[file.Address])))
			}
			if late {
				os.RemoveAll(filepath.Join(f.dir, vanishes))
			}
			if err == nil {
				_, err = f.Publish(second.files(), phaseOf)
			}
			f.Close()
			if err == nil {
				t.Errorf("%s vanishes (late: %v): no error", vanishes, late)
			}
			if vanishes != "." {
				servable(t, dir)
			}
			publish(t, dir, second)
			check(t, vanishes+" vanished", dir, second)
		}
	}
}

// TestAppears puts a file where a build is about to publish one.
func TestAppears(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	f, _ := open(t, dir)
	stage(t, f, second)
	theirs := filepath.Join(dir, "assets/new.css")
	write(t, theirs, "mine")
	_, err := f.Publish(second.files(), phaseOf)
	f.Close()
	var foreign ForeignError
	if !errors.As(err, &foreign) || foreign.File != "public/assets/new.css" {
		t.Errorf("the error is %v", err)
	}
	f, found := open(t, dir)
	f.Close()
	if data, _ := os.ReadFile(theirs); string(data) != "mine" || found != "public/assets/new.css foreign-file" {
		t.Errorf("the file contains %q, and the next run finds %q", data, found)
	}
	os.Remove(theirs)
	publish(t, dir, second)
	check(t, "without it", dir, second)
}

// TestModes checks who can read what is published.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	old := setUmask(0o077)
	defer setUmask(old)
	modes := func(dir string) string {
		all := map[string]bool{}
		for path := range tree0(dir) {
			for ; len(path) >= len(dir); path = filepath.Dir(path) {
				info, err := os.Stat(path)
				if err != nil {
					t.Fatal(err)
				}
				all[info.Mode().String()] = true
			}
		}
		return strings.Join(slices.Sorted(maps.Keys(all)), " ")
	}
	const readable = "-rw-r--r-- drwxr-xr-x"
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	if got := modes(dir); got != readable {
		t.Errorf("with the umask 077 a website has the modes %s", got)
	}
	publish(t, dir, second)
	if got := modes(dir); got != readable {
		t.Errorf("after a second build it has the modes %s", got)
	}
	if err := os.Chmod(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	publish(t, dir, first)
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o750 {
		t.Errorf("the editor's mode of the folder became %v", info.Mode())
	}

	dir = filepath.Join(t.TempDir(), "teacher")
	f, _ := open(t, dir)
	if err := f.KeepPrivate(0o777); err != nil {
		t.Fatal(err)
	}
	stage(t, f, first)
	if _, err := f.Publish(first.files(), phaseOf); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
		t.Errorf("a private folder has the mode %v", info.Mode())
	}

	dir = filepath.Join(t.TempDir(), "mine")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	publish(t, dir, first)
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
		t.Errorf("the editor's own folder has the mode %v", info.Mode())
	}
}

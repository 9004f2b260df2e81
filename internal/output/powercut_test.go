package output

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wayside/internal/store"
)

// A volatile disk knows what of its changes is durable: the data of a file when it
// was synced, and a name when its folder was. cut drops any part of the rest.
type volatile struct {
	disk
	dir  string // the published folder
	mu   sync.Mutex
	root *node
	log  []naming // that is not known to be durable, oldest first
}

// A node is a file or a folder on a volatile disk.
type node struct {
	names    map[string]*node // of a folder
	durable  map[string]*node // names that survive a power cut
	data     []byte           // of a file
	synced   bool
	modified time.Time
}

// A naming takes a name away, gives one, or both at once.
type naming struct {
	from, to         *node // folders
	fromName, toName string
	what             *node
}

func newVolatile(dir string) *volatile {
	return &volatile{disk: system{}, dir: dir, root: newFolderNode()}
}

func newFolderNode() *node { return &node{names: map[string]*node{}, durable: map[string]*node{}} }

// find returns the folder of a path and the last element of the path.
func (v *volatile) find(path string) (folder *node, name string) {
	rel, _ := filepath.Rel(v.dir, path)
	elements := strings.Split(filepath.ToSlash(rel), "/")
	folder = v.root
	for _, e := range elements[:len(elements)-1] {
		folder = folder.names[e]
	}
	return folder, elements[len(elements)-1]
}

// note carries out a naming, which is durable later.
func (v *volatile) note(n naming) {
	n.apply(func(folder *node) map[string]*node { return folder.names })
	v.log = append(v.log, n)
}

func (n naming) apply(names func(*node) map[string]*node) {
	if n.from != nil && names(n.from)[n.fromName] == n.what {
		delete(names(n.from), n.fromName)
	}
	if n.to != nil {
		names(n.to)[n.toName] = n.what
	}
}

func (v *volatile) create(path string) (file, error) {
	f, err := v.disk.create(path)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	folder, name := v.find(path)
	n := &node{}
	v.note(naming{to: folder, toName: name, what: n})
	return &volatileFile{f, v, n, path}, nil
}

func (v *volatile) mkdir(path string) error {
	if err := v.disk.mkdir(path); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	folder, name := v.find(path)
	v.note(naming{to: folder, toName: name, what: newFolderNode()})
	return nil
}

func (v *volatile) rename(from, to string) error {
	if err := v.disk.rename(from, to); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	old, oldName := v.find(from)
	folder, name := v.find(to)
	v.note(naming{from: old, fromName: oldName, to: folder, toName: name, what: old.names[oldName]})
	return nil
}

func (v *volatile) remove(path string) error {
	if err := v.disk.remove(path); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	folder, name := v.find(path)
	v.note(naming{from: folder, fromName: name, what: folder.names[name]})
	return nil
}

func (v *volatile) removeAll(path string) error {
	return (&faulty{disk: v}).removeAll(path) // one by one
}

func (v *volatile) syncFolder(path string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, name := v.find(path)
	if name != "." {
		return errors.New("only the root is expected to be synced")
	}
	v.persist(func(n naming) bool { return n.from == v.root || n.to == v.root })
	return nil
}

// persist makes some namings durable.
func (v *volatile) persist(some func(naming) bool) {
	var rest []naming
	for _, n := range v.log {
		if some(n) {
			n.apply(func(folder *node) map[string]*node { return folder.durable })
		} else {
			rest = append(rest, n)
		}
	}
	v.log = rest
}

type volatileFile struct {
	file
	disk *volatile
	node *node
	path string
}

func (f *volatileFile) Write(data []byte) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	f.node.data, f.node.synced = append(f.node.data, data...), false
	n, err := f.file.Write(data)
	if info, e := os.Lstat(f.path); e == nil {
		f.node.modified = info.ModTime()
	}
	return n, err
}

func (f *volatileFile) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	f.node.synced = true
	return nil
}

// flush makes everything durable, as a shutdown does.
func (v *volatile) flush() {
	v.persist(func(naming) bool { return true })
	var all func(n *node)
	all = func(n *node) {
		n.synced = true
		for _, below := range n.durable {
			all(below)
		}
	}
	all(v.root)
}

// cut writes what a power cut may leave to the folder on the real disk.
func (v *volatile) cut(t *testing.T, r *rand.Rand) {
	t.Helper()
	namings, contents := r.Float64(), r.Float64() // how likely each survives
	switch r.IntN(4) {
	case 0:
		namings = 0
	case 1:
		namings, contents = 1, 0 // names without what they name
	}
	prefix := len(v.log)
	if r.IntN(2) == 0 { // most file systems keep the order
		prefix, namings = r.IntN(len(v.log)+1), 1
	}
	log := v.log
	v.log = nil
	for i, n := range log {
		if i < prefix && r.Float64() < namings {
			n.apply(func(folder *node) map[string]*node { return folder.durable })
		}
	}
	if err := os.RemoveAll(v.dir); err != nil {
		t.Fatal(err)
	}
	var restore func(n *node, path string)
	restore = func(n *node, path string) {
		if n.durable != nil {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
			for name, below := range n.durable {
				restore(below, filepath.Join(path, name))
			}
			n.names = maps.Clone(n.durable)
			return
		}
		if !n.synced && r.Float64() >= contents {
			switch r.IntN(3) {
			case 0:
				n.data = nil
			case 1:
				n.data = n.data[:len(n.data)/2]
			case 2:
				n.data = bytes.Repeat([]byte{0}, len(n.data))
			}
		}
		n.synced = true
		if err := os.WriteFile(path, n.data, 0o644); err != nil {
			t.Fatal(err)
		}
		if n.modified.IsZero() {
			n.modified = time.Unix(0, 0)
		}
		if err := os.Chtimes(path, n.modified, n.modified); err != nil {
			t.Fatal(err)
		}
	}
	restore(v.root, v.dir)
}

// TestPowerCut cuts the power during or after the second of two publications. The next
// build repairs what is lost, and takes nothing for the work of somebody else.
func TestPowerCut(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for round := range *kills {
		dir := filepath.Join(realPath(t, t.TempDir()), "public")
		disk := newVolatile(dir)
		var before, after site
		for range r.IntN(3) {
			before = randomGuide(r, before)
			if _, found, err := attempt(disk, "1", dir, before); err != nil || found != "" {
				t.Fatal(round, found, err)
			}
		}
		disk.flush()
		for build := range 2 {
			after = randomGuide(r, before)
			if build == 1 && r.IntN(2) == 0 { // the power is cut during a publication
				attempt(&faulty{disk: disk, at: 1 + r.IntN(120), err: errKilled}, "1", dir, after)
				break
			}
			if _, found, err := attempt(disk, "1", dir, after); err != nil || found != "" {
				t.Fatal(round, found, err)
			}
			before = after
		}
		disk.cut(t, r)
		if r.IntN(3) == 0 {
			os.RemoveAll(storeOf(dir))
		}
		if r.IntN(3) == 0 { // the build after it is killed, or has errors in its texts
			attempt(&faulty{disk: disk, at: 1 + r.IntN(120), err: errKilled}, "2", dir, after)
		}
		if _, found, err := attempt(system{}, "2", dir, after); err != nil || found != "" {
			t.Fatalf("round %d: found %s, %v", round, found, err)
		}
		check(t, "after a power cut", dir, after)
		if report, found, err := attempt(system{}, "2", dir, after); report.Changed+report.Removed > 0 || found != "" || err != nil {
			t.Errorf("round %d: the build after the next finds %s and changes %+v, %v", round, found, report, err)
		}
		if t.Failed() {
			t.Fatal("round ", round)
		}
	}
}

// TestAfterRestart checks that a restart does not hide what was changed by hand, and
// that content that was lost is found although the stats are as before.
func TestAfterRestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if _, found, err := attempt(system{}, "1", dir, first); err != nil || found != "" {
		t.Fatal(found, err)
	}
	zeroed, edited := filepath.Join(dir, "sites/x/index.html"), filepath.Join(dir, "sites/y/index.html")
	info, err := os.Stat(zeroed)
	if err != nil {
		t.Fatal(err)
	}
	write(t, zeroed, "\x00")
	if err := os.Chtimes(zeroed, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	write(t, edited, "mine")
	if err := os.Chtimes(edited, later, later); err != nil {
		t.Fatal(err)
	}
	if _, found, err := attempt(system{}, "2", dir, first); err != nil || found != "public/sites/y/index.html foreign-file/changed" {
		t.Errorf("found %s, %v", found, err)
	}
	if err := os.Remove(edited); err != nil {
		t.Fatal(err)
	}
	if report, found, err := attempt(system{}, "2", dir, first); err != nil || found != "" || report.Changed != 2 {
		t.Errorf("found %s, %v, %+v", found, err, report)
	}
	check(t, "repaired", dir, first)
}

// TestEmptied checks that a file that lost its content without a restart, as on a
// stick that was pulled out, is made again.
func TestEmptied(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	page := filepath.Join(dir, "index.html")
	info, err := os.Stat(page)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(page, 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(page, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if report := publish(t, dir, first); report.Changed != 1 {
		t.Errorf("changed %+v", report)
	}
	check(t, "repaired", dir, first)
}

// TestRecord encodes and decodes records, and cuts them everywhere.
func TestRecord(t *testing.T) {
	want := record{boot: "boot", folders: map[string]int64{"": 0, "sites": 17, "sites/x": -1}, files: map[string]stat{"index.html": {5, 1 << 60}, "sites/x/页.html": {0, -7}}}
	data := want.encode()
	got, ok := decodeRecord(string(data))
	if !ok || got.boot != want.boot || !maps.Equal(got.folders, want.folders) || !maps.Equal(got.files, want.files) {
		t.Errorf("got %+v, %v", got, ok)
	}
	for i := range data {
		decodeRecord(string(data[:i])) // must not panic
	}
}

func FuzzRecord(f *testing.F) {
	f.Add(record{boot: "boot", folders: map[string]int64{"": 0, "sites": 17}, files: map[string]stat{"index.html": {5, 1 << 60}}}.encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, ok := decodeRecord(string(data)); ok {
			again, ok := decodeRecord(string(r.encode()))
			if !ok || again.boot != r.boot || !maps.Equal(again.folders, r.folders) || !maps.Equal(again.files, r.files) {
				t.Errorf("%+v becomes %+v", r, again)
			}
		}
	})
}

// TestFoldersSettle checks that a foreign file is found in a folder whose time is
// recorded, and in one that changed a moment before it was recorded.
func TestFoldersSettle(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, first)
	find := func(what, want string) {
		t.Helper()
		f, found := open(t, dir)
		defer f.Close()
		if found != want {
			t.Errorf("%s: found %q, want %q", what, found, want)
		}
	}
	write(t, filepath.Join(dir, "sites/x/mine.txt"), "mine") // in a folder that is not settled
	find("at once", "public/sites/x/mine.txt foreign-file")
	os.Remove(filepath.Join(dir, "sites/x/mine.txt"))
	os.Mkdir(filepath.Join(dir, "sites/x/empty"), 0o755)
	old := time.Now().Add(-time.Hour)
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			err = os.Chtimes(path, old, old)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	find("when all has settled", "")
	if r := (&surveyor{Folder: &Folder{dir: realPath(t, dir), store: store.Open(storeOf(dir)), boot: bootID()}}).recall(); folderTimes && r.boot != "" && r.folders["sites/x/empty"] != old.UnixNano() {
		t.Errorf("recorded %v", r.folders)
	}
	write(t, filepath.Join(dir, "sites/x/empty/mine.txt"), "mine")
	find("in a recorded folder", "public/sites/x/empty/mine.txt foreign-file")
	os.RemoveAll(filepath.Join(dir, "sites/x/empty"))
	write(t, filepath.Join(dir, "sites/z/deep/mine.txt"), "mine")
	find("in a new folder", "public/sites/z/deep/mine.txt foreign-file")
	os.RemoveAll(filepath.Join(dir, "sites"))
	find("without a recorded folder", "")
	publish(t, dir, first)
	check(t, "at the end", dir, first)
}

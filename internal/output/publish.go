package output

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/gofrs/flock"

	"wayside/internal/diag"
	"wayside/internal/litter"
	"wayside/internal/store"
)

// The folder's own dotfiles. Everything else in it that begins with a dot, at
// its root, is the editor's.
const (
	ownedFile   = ".wayside"         // the files of the last build: a hash and an address a line
	journalFile = ".wayside.next"    // the same of a publication under way
	partFile    = ".wayside.part"    // a journal while it is being written
	stagingDir  = ".wayside.staging" // files to be renamed into place
	lockFile    = ".wayside.lock"
)

// A Folder is a published folder, open for one run.
type Folder struct {
	dir   string // as the operating system names it
	shown string // as messages name it
	store *store.Folder

	lock  *flock.Flock
	owned map[string][sha256.Size]byte // address → hash, as the last build wrote it
	fresh map[string]bool              // owned, and seen to be unchanged since

	folders sync.Map // of the staging folder, by address: made in this run
}

// ErrBusy means that another build is writing the same folder.
var ErrBusy = errors.New("another build is writing this folder")

// Open prepares a folder for publication: a missing folder is created, and a
// publication that was interrupted is completed. shown is how messages
// name the folder. A file in the folder that no
// build wrote, or that was changed by hand since, is a problem.
func Open(dir, shown string, store *store.Folder) (*Folder, diag.List, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, err
	}
	// The folder itself may be a link to the website's place.
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	f := &Folder{dir: dir, shown: shown, store: store, lock: flock.New(filepath.Join(dir, lockFile)), fresh: map[string]bool{}}
	if ok, err := f.lock.TryLock(); err != nil {
		return nil, nil, err
	} else if !ok {
		return nil, nil, ErrBusy
	}
	problems, err := f.open()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, problems, nil
}

// Wrote reports whether an earlier build published a file at the address.
func (f *Folder) Wrote(address string) bool {
	_, ok := f.owned[address]
	return ok
}

func (f *Folder) open() (diag.List, error) {
	if next, err := readOwned(f.path(journalFile)); err == nil {
		if f.owned, err = readOwned(f.path(ownedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err := f.finish(next); err != nil {
			return nil, err
		}
	}
	err := errors.Join(os.RemoveAll(f.path(stagingDir)), os.RemoveAll(f.path(partFile)))
	if err != nil {
		return nil, err
	}
	if f.owned, err = readOwned(f.path(ownedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return f.survey()
}

// Close releases the folder for other builds. What was staged and not published
// is removed; an interrupted publication keeps its files, which the next run
// completes. The lock's file remains: if it were removed, a build that has opened
// it and one that creates it again would both believe that they hold the lock.
func (f *Folder) Close() error {
	var err error
	if !exists(f.path(journalFile)) {
		err = os.RemoveAll(f.path(stagingDir))
	}
	return errors.Join(err, f.lock.Unlock())
}

func (f *Folder) path(address string) string {
	return filepath.Join(f.dir, filepath.FromSlash(address))
}

// survey examines every file of the folder except the editor's dotfiles.
func (f *Folder) survey() (diag.List, error) {
	var problems diag.List
	seen := f.seen()
	dotted := map[string]bool{} // ours at the root: .nojekyll, .well-known
	for address := range f.owned {
		if first, _, _ := strings.Cut(address, "/"); strings.HasPrefix(first, ".") {
			dotted[first] = true
		}
	}
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path == f.dir {
			return nil
		}
		rel, err := filepath.Rel(f.dir, path)
		if err != nil {
			return err
		}
		address := filepath.ToSlash(rel)
		first, _, _ := strings.Cut(address, "/")
		_, ours := f.owned[address]
		switch {
		case e.IsDir() && strings.HasPrefix(first, ".") && !dotted[first]:
			return filepath.SkipDir
		case e.IsDir(), strings.HasPrefix(first, ".") && !ours, litter.File(e.Name()):
			return nil
		}
		return f.look(address, e, seen, &problems)
	})
	return problems, err
}

func (f *Folder) look(address string, e fs.DirEntry, seen map[string]stat, problems *diag.List) error {
	at := diag.Place{File: f.shown + "/" + address}
	hash, ours := f.owned[address]
	if !ours || !e.Type().IsRegular() {
		problems.Add(at, "foreign-file")
		return nil
	}
	info, err := e.Info()
	if err != nil {
		return err
	}
	if was, ok := seen[address]; !ok || was != statOf(info) {
		now, err := hashFile(f.path(address))
		if err != nil {
			return err
		}
		if now != hash {
			problems.Add(at, "foreign-file/changed")
			return nil
		}
	}
	f.fresh[address] = true
	return nil
}

// Stage receives an output's bytes. A file that the folder already has is not
// written again, so it keeps its inode and its time.
func (f *Folder) Stage(file File, data []byte) error {
	if f.holds(file) {
		return nil
	}
	if err := f.folder(parent(file.Address)); err != nil {
		return err
	}
	return os.WriteFile(f.staged(file.Address), data, 0o644)
}

// Stream takes an output while it is written. recipe, where it is not nil, is
// the key of what the output is made of: a file that the folder holds already
// and that was made of the same is not written again.
func (f *Folder) Stream(address string, recipe *store.Key, write func(io.Writer) error) (File, error) {
	if recipe != nil {
		file := File{Address: address}
		if f.store.Facts(*recipe, &file) && file.Address == address && f.holds(file) {
			return file, nil
		}
	}
	if err := f.folder(parent(address)); err != nil {
		return File{}, err
	}
	to, err := os.Create(f.staged(address))
	if err != nil {
		return File{}, err
	}
	buffer := bufio.NewWriterSize(to, 1<<16)
	file, err := measured(address, buffer, write)
	if err := errors.Join(err, buffer.Flush(), to.Close()); err != nil {
		return File{}, err
	}
	if recipe != nil {
		f.store.PutFacts(*recipe, file)
	}
	if f.holds(file) {
		err = os.Remove(f.staged(address))
	}
	return file, err
}

// holds reports whether the folder holds a file already.
func (f *Folder) holds(file File) bool {
	return f.fresh[file.Address] && f.owned[file.Address] == file.Hash
}

// folder makes a folder of the staging folder, the ones above it first, each
// once: most outputs have a folder of their own, so asking the disk twice for
// each would cost as much as writing them.
func (f *Folder) folder(dir string) error {
	if _, made := f.folders.Load(dir); made {
		return nil
	}
	if dir != "" {
		if err := f.folder(parent(dir)); err != nil {
			return err
		}
	}
	err := os.Mkdir(f.staged(dir), 0o755)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f.folders.Store(dir, true)
	return nil
}

// Read returns an output of this run as it will be published: the staged file,
// or the unchanged one in the folder. It may be called once every page is
// staged, and before Publish.
func (f *Folder) Read(address string) ([]byte, bool) {
	data, err := os.ReadFile(f.staged(address))
	if err != nil && f.fresh[address] {
		data, err = os.ReadFile(f.path(address))
	}
	return data, err == nil
}

// A Report counts what a publication did.
type Report struct {
	Files, Changed, Removed int
	Bytes                   int64 // of all files, changed or not
}

// Publish renames what was staged into place and removes what is no longer
// made. files is everything that the build made; phase gives the order.
func (f *Folder) Publish(files []File, phase func(address string) Phase) (Report, error) {
	report := Report{Files: len(files)}
	next := make(map[string][sha256.Size]byte, len(files))
	for _, file := range files {
		next[file.Address] = file.Hash
		report.Bytes += file.Size
		if !f.holds(file) {
			report.Changed++
		}
	}
	for address := range f.owned {
		if _, stays := next[address]; !stays {
			report.Removed++
		}
	}
	if report.Changed == 0 && report.Removed == 0 {
		return report, errors.Join(os.RemoveAll(f.path(stagingDir)), f.remember(files))
	}
	if err := f.writeJournal(next, phase); err != nil {
		return report, err
	}
	if err := f.finish(next); err != nil {
		return report, err
	}
	return report, f.remember(files)
}

// finish carries out the journal: what the staging folder still holds is
// renamed in, in the journal's order of phases; then what is stale is removed,
// except what is in the way, which is removed first. An earlier call may have been
// interrupted anywhere.
func (f *Folder) finish(next map[string][sha256.Size]byte) error {
	order, err := phases(f.path(journalFile))
	if err != nil {
		return err
	}
	blocking, stale := f.stale(next, order)
	for _, address := range blocking {
		if err := f.drop(address); err != nil {
			return err
		}
	}
	for _, p := range []Phase{Asset, Page, Worker} {
		if err := f.move("", order, p); err != nil {
			return err
		}
	}
	for _, address := range stale {
		if err := f.drop(address); err != nil {
			return err
		}
	}
	if err := os.Rename(f.path(journalFile), f.path(ownedFile)); err != nil {
		return err
	}
	f.owned = next
	return os.RemoveAll(f.path(stagingDir))
}

// stale lists what the last build wrote and this one does not. What is
// blocking must be removed before its successor can be put there: a folder will
// have its name, or a file the name of its folder, or a file its own name in
// another case, on a file system that ignores case.
func (f *Folder) stale(next map[string][sha256.Size]byte, order map[string]Phase) (blocking, stale []string) {
	folded := make(map[string]string, len(next))
	for address := range next {
		folded[strings.ToLower(address)] = address
	}
	for address := range f.owned {
		if _, stays := next[address]; stays {
			continue
		}
		_, blocks := order[address+"/"]
		for dir := parent(address); dir != ""; dir = parent(dir) {
			_, file := next[dir]
			blocks = blocks || file
		}
		if other, ok := folded[strings.ToLower(address)]; ok {
			if blocks = exists(f.staged(other)); !blocks && same(f.path(address), f.path(other)) {
				continue // before a kill it gave its place to the new one
			}
		}
		if blocks {
			blocking = append(blocking, address)
		} else {
			stale = append(stale, address)
		}
	}
	deepest := func(a, b string) int { return strings.Compare(b, a) }
	slices.SortFunc(blocking, deepest)
	slices.SortFunc(stale, deepest)
	return blocking, stale
}

// drop removes a stale file and the folders that it leaves empty. A folder in
// its place, or a file in that of its folder, is new and came before a kill.
func (f *Folder) drop(address string) error {
	info, err := os.Lstat(f.path(address))
	switch {
	case errors.Is(err, syscall.ENOTDIR), err == nil && info.IsDir():
		return nil
	case err == nil:
		err = os.Remove(f.path(address))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := parent(address); dir != ""; dir = parent(dir) {
		if info, err := os.Lstat(f.path(dir)); err == nil && !info.IsDir() {
			break
		} else if err == nil && os.Remove(f.path(dir)) != nil {
			break // not empty
		}
	}
	return nil
}

func (f *Folder) staged(address string) string {
	return filepath.Join(f.dir, stagingDir, filepath.FromSlash(address))
}

// same reports whether two names are of one file.
func same(a, b string) bool {
	left, errLeft := os.Lstat(a)
	right, errRight := os.Lstat(b)
	return errLeft == nil && errRight == nil && os.SameFile(left, right)
}

// move renames the staged files of one phase below a folder. A folder that is
// not there yet is renamed whole where all of it is of the phase: at a first
// build that saves a rename and a mkdir for every page.
func (f *Folder) move(dir string, order map[string]Phase, phase Phase) error {
	staged := f.staged(dir)
	entries, err := os.ReadDir(staged)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		address := e.Name()
		if dir != "" {
			address = dir + "/" + address
		}
		of, listed := order[address]
		switch {
		case !e.IsDir() && listed && of == phase:
			err = rename(filepath.Join(staged, e.Name()), f.path(address))
		case e.IsDir() && order[address+"/"] == phase && !exists(f.path(address)):
			err = rename(filepath.Join(staged, e.Name()), f.path(address))
		case e.IsDir() && order[address+"/"] != phase && order[address+"/"] != mixed:
			// All of it is for another phase.
		case e.IsDir():
			err = f.move(address, order, phase)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rename puts a staged file or folder into place. An empty folder in the way
// of a file is removed; one that is not empty is an error.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
	} else if info, e := os.Lstat(to); e != nil || !info.IsDir() || os.Remove(to) != nil {
		return err
	}
	return os.Rename(from, to)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func hashFile(path string) (hash [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return hash, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return hash, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

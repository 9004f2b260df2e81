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

// The dotfiles that this package writes to the root of the folder. All others
// there belong to the editor.
const (
	ownedFile   = ".wayside"         // the files of the last build: a hash and an address on each line
	journalFile = ".wayside.next"    // the same for a publication in progress, with phases
	partFile    = ".wayside.part"    // a journal while it is being written
	stagingDir  = ".wayside.staging" // files to be renamed into place
	lockFile    = ".wayside.lock"
)

// A Folder is a published folder, open for one run.
type Folder struct {
	dir   string // in the notation of the operating system
	shown string // its name in messages
	store *store.Folder

	lock  *flock.Flock
	owned map[string][sha256.Size]byte // address → hash, as the last build wrote it
	fresh map[string]bool              // owned, and unchanged since

	folders sync.Map // addresses of folders that this run has created in the staging folder
}

// ErrBusy is returned by Open if another build is writing to the folder.
var ErrBusy = errors.New("another build is writing to this folder")

// Open prepares a folder for publication: it creates a missing folder and
// completes an interrupted publication. shown is the name of the folder in
// messages. Files in the folder that no build wrote, or that were changed by
// hand since, are reported.
func Open(dir, shown string, store *store.Folder) (*Folder, diag.List, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, err
	}
	// The store may be shared by projects, so a relative path is no key.
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	// The folder itself may be a link.
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

// Close releases the folder for other builds. Files that were staged but not
// published are removed; those of an interrupted publication are kept for the
// next run, which completes it. The lock file is kept: if it were removed, a
// build that has opened it and one that creates it again could both acquire the
// lock.
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
	dotted := map[string]bool{} // dotted names at the root that a build wrote: .nojekyll, .well-known
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
		_, owned := f.owned[address]
		switch {
		case e.IsDir() && strings.HasPrefix(first, ".") && !dotted[first]:
			return filepath.SkipDir
		case e.IsDir(), strings.HasPrefix(first, ".") && !owned, litter.File(e.Name()):
			return nil
		}
		return f.look(address, e, seen, &problems)
	})
	return problems, err
}

func (f *Folder) look(address string, e fs.DirEntry, seen map[string]stat, problems *diag.List) error {
	at := diag.Place{File: f.shown + "/" + address}
	hash, owned := f.owned[address]
	if !owned || !e.Type().IsRegular() {
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

// Stage stages a file. A file that the folder already contains is not written
// again, so it keeps its inode and modification time.
func (f *Folder) Stage(file File, data []byte) error {
	if f.holds(file) {
		return nil
	}
	if err := f.folder(parent(file.Address)); err != nil {
		return err
	}
	return os.WriteFile(f.staged(file.Address), data, 0o644)
}

// Stream stages a file that write writes. recipe, if not nil, is the key of
// everything that the file depends on: if the folder contains a file with the
// same recipe, write is not called.
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

// holds reports whether the folder already contains a file.
func (f *Folder) holds(file File) bool {
	return f.fresh[file.Address] && f.owned[file.Address] == file.Hash
}

// folder creates a folder in the staging folder and its parents. It remembers the
// folders it has created: most outputs are in a separate folder, so checking each
// on the disk would take as long as writing the outputs.
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

// Read returns a file of this run as it will be published: the staged file or
// the unchanged one in the folder. It must be called after every page is staged
// and before Publish.
func (f *Folder) Read(address string) ([]byte, bool) {
	data, err := os.ReadFile(f.staged(address))
	if err != nil && f.fresh[address] {
		data, err = os.ReadFile(f.path(address))
	}
	return data, err == nil
}

// A Report counts the changes of a publication.
type Report struct {
	Files, Changed, Removed int
	Bytes                   int64 // of all files, changed or not
}

// Publish renames the staged files into place and removes files of the last build
// that this one did not make. files are all files of the build; phase returns the
// phase of each.
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

// finish carries out the journal: it renames the files in the staging folder into
// place, in the order of their phases, and then removes stale files. Stale files
// that block the way are removed first. An earlier call may have been interrupted
// at any point.
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

// stale returns the files that the last build wrote and this one did not. The
// blocking ones must be removed before new files are renamed into place: their
// name becomes that of a folder, or their folder's name that of a file, or their
// name changes only in case, on a file system that ignores case.
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
				continue // an interrupted run has already replaced it
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

// drop removes a stale file and the folders that become empty. A folder with its
// name, or a file with the name of its folder, is new: an interrupted run renamed
// it into place.
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

// same reports whether two paths refer to the same file.
func same(a, b string) bool {
	left, errLeft := os.Lstat(a)
	right, errRight := os.Lstat(b)
	return errLeft == nil && errRight == nil && os.SameFile(left, right)
}

// move renames the staged files of one phase below a folder into place. A folder
// whose files are all of the phase is renamed as a whole if it does not exist
// yet: in a first build that saves a rename and a mkdir for every page.
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
			// All its files are of another phase.
		case e.IsDir():
			err = f.move(address, order, phase)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rename renames a staged file or folder into place. An empty folder in the place
// of a file is removed; a folder that is not empty is an error.
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

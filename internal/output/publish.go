package output

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"wayside/internal/diag"
)

// The folder's own dotfiles. Everything else in it that begins with a dot, at
// its root, is the editor's.
const (
	ownedFile   = ".wayside"         // what the last build wrote: a hash and an address a line
	journalFile = ".wayside.next"    // the same of a publication under way
	stagingDir  = ".wayside.staging" // what it has yet to rename into place
	lockFile    = ".wayside.lock"
)

// A Folder is a published folder, open for one run.
type Folder struct {
	dir   string // as the operating system names it
	shown string // as messages name it
	stats string // where the cache remembers what the files looked like

	lock  *flock.Flock
	owned map[string][sha256.Size]byte // address → hash, as the last build wrote it
	fresh map[string]bool              // owned, and seen to be unchanged since

	folders sync.Map // of the staging folder, by address: made in this run
}

// ErrBusy means that another build is writing the same folder.
var ErrBusy = errors.New("another build is writing this folder")

// Open prepares a folder for publication: it is made where there is none,
// and a publication that a kill cut short is finished. shown is how messages
// name the folder; stats is a file of the cache. A file in the folder that no
// build wrote, or that was changed by hand since, is a problem.
func Open(dir, shown, stats string) (*Folder, diag.List, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, err
	}
	f := &Folder{dir: dir, shown: shown, stats: stats, lock: flock.New(filepath.Join(dir, lockFile)), fresh: map[string]bool{}}
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

func (f *Folder) open() (diag.List, error) {
	if next, err := readOwned(f.path(journalFile)); err == nil {
		if f.owned, err = readOwned(f.path(ownedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err := f.finish(next); err != nil {
			return nil, err
		}
	}
	if err := os.RemoveAll(f.path(stagingDir)); err != nil {
		return nil, err
	}
	var err error
	if f.owned, err = readOwned(f.path(ownedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return f.survey()
}

// Close lets other builds have the folder. What was staged and not published
// goes; a publication under way keeps its files for the next run to finish.
func (f *Folder) Close() error {
	var err error
	if !exists(f.path(journalFile)) {
		err = os.RemoveAll(f.path(stagingDir))
	}
	err = errors.Join(err, f.lock.Unlock())
	os.Remove(f.path(lockFile))
	return err
}

func (f *Folder) path(address string) string {
	return filepath.Join(f.dir, filepath.FromSlash(address))
}

// survey looks at every file of the folder.
func (f *Folder) survey() (diag.List, error) {
	var problems diag.List
	seen := readStats(f.stats)
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path == f.dir {
			return nil
		}
		if filepath.Dir(path) == f.dir && strings.HasPrefix(e.Name(), ".") {
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if e.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(f.dir, path)
		if err != nil {
			return err
		}
		return f.look(filepath.ToSlash(rel), e, seen, &problems)
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

// Stage takes an output's bytes. What the folder holds already is not
// written again, so an unchanged file keeps its inode and its time.
func (f *Folder) Stage(file File, data []byte) error {
	if f.fresh[file.Address] && f.owned[file.Address] == file.Hash {
		return nil
	}
	staging := filepath.Join(f.dir, stagingDir)
	if err := f.folder(staging, parent(file.Address)); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(staging, filepath.FromSlash(file.Address)), data, 0o644)
}

// folder makes a folder of the staging folder, the ones above it first, each
// once: most outputs have a folder of their own, so asking the disk twice for
// each would cost as much as writing them.
func (f *Folder) folder(staging, dir string) error {
	if _, made := f.folders.Load(dir); made {
		return nil
	}
	if dir != "" {
		if err := f.folder(staging, parent(dir)); err != nil {
			return err
		}
	}
	err := os.Mkdir(filepath.Join(staging, filepath.FromSlash(dir)), 0o755)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f.folders.Store(dir, true)
	return nil
}

// A Report counts what a publication did.
type Report struct {
	Files, Changed, Removed int
	Bytes                   int64 // of all files, changed or not
}

// Publish renames what was staged into place and removes what is no longer
// made. files is everything that the build made; phase tells what goes first.
func (f *Folder) Publish(files []File, phase func(address string) Phase) (Report, error) {
	report := Report{Files: len(files)}
	next := make(map[string][sha256.Size]byte, len(files))
	for _, file := range files {
		next[file.Address] = file.Hash
		report.Bytes += file.Size
		if !f.fresh[file.Address] || f.owned[file.Address] != file.Hash {
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
	if err := writeOwned(f.path(journalFile), next, phase); err != nil {
		return report, err
	}
	if err := f.finish(next); err != nil {
		return report, err
	}
	return report, f.remember(files)
}

// finish carries out the journal: what the staging folder still holds is
// renamed in, in the journal's order of phases; then what is stale goes.
func (f *Folder) finish(next map[string][sha256.Size]byte) error {
	order, err := phases(f.path(journalFile))
	if err != nil {
		return err
	}
	for _, p := range []Phase{Asset, Page, Worker} {
		if err := f.move("", order, p); err != nil {
			return err
		}
	}
	var stale []string
	for address := range f.owned {
		if _, stays := next[address]; !stays {
			stale = append(stale, address)
		}
	}
	slices.Sort(stale)
	for _, address := range slices.Backward(stale) {
		if err := os.Remove(f.path(address)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := parent(address); dir != ""; dir = parent(dir) {
			if os.Remove(f.path(dir)) != nil {
				break // not empty
			}
		}
	}
	if err := os.Rename(f.path(journalFile), f.path(ownedFile)); err != nil {
		return err
	}
	f.owned = next
	return os.RemoveAll(f.path(stagingDir))
}

// move renames the staged files of one phase below a folder. A folder that is
// not there yet is renamed whole where all of it is of the phase: at a first
// build that saves a rename and a mkdir for every page.
func (f *Folder) move(dir string, order map[string]Phase, phase Phase) error {
	staged := filepath.Join(f.dir, stagingDir, filepath.FromSlash(dir))
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
		switch {
		case !e.IsDir() && order[address] == phase:
			err = rename(filepath.Join(staged, e.Name()), f.path(address))
		case e.IsDir() && order[address+"/"] == phase && !exists(f.path(address)):
			err = rename(filepath.Join(staged, e.Name()), f.path(address))
		case e.IsDir():
			err = f.move(address, order, phase)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rename puts a staged file or folder into place. A folder in the way of a
// file is what an earlier build left; it goes once it is empty.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
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

// writeOwned writes an ownership list: sorted, a phase, a hash and an address
// a line, whole on disk before anything else changes.
func writeOwned(path string, owned map[string][sha256.Size]byte, phase func(string) Phase) error {
	addresses := make([]string, 0, len(owned))
	for a := range owned {
		addresses = append(addresses, a)
	}
	slices.SortFunc(addresses, cmp.Compare)
	var b bytes.Buffer
	for _, a := range addresses {
		hash := owned[a]
		fmt.Fprintf(&b, "%d %s %s\n", phase(a), hex.EncodeToString(hash[:]), a)
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(b.Bytes())
	return errors.Join(err, file.Sync(), file.Close())
}

func readOwned(path string) (map[string][sha256.Size]byte, error) {
	owned := map[string][sha256.Size]byte{}
	err := ownedLines(path, func(_ Phase, hash [sha256.Size]byte, address string) { owned[address] = hash })
	return owned, err
}

// phases reads a journal's order. A folder, named with a slash at its end,
// has a phase only where all below it have the same.
func phases(path string) (map[string]Phase, error) {
	const mixed = Phase(255)
	order := map[string]Phase{}
	err := ownedLines(path, func(p Phase, _ [sha256.Size]byte, address string) {
		order[address] = p
		for dir := parent(address); dir != ""; dir = parent(dir) {
			if was, ok := order[dir+"/"]; ok && was != p {
				order[dir+"/"] = mixed
			} else if !ok {
				order[dir+"/"] = p
			}
		}
	})
	return order, err
}

func ownedLines(path string, line func(Phase, [sha256.Size]byte, string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		phase, rest, _ := strings.Cut(scanner.Text(), " ")
		sum, address, ok := strings.Cut(rest, " ")
		hash, err := hex.DecodeString(sum)
		if !ok || err != nil || len(hash) != sha256.Size || len(phase) != 1 || !fs.ValidPath(address) {
			continue // not written by us: what it named counts as the editor's
		}
		line(Phase(phase[0]-'0'), [sha256.Size]byte(hash), address)
	}
	return scanner.Err()
}

package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"wayside/internal/parallel"
)

// A publication is the part of a folder's work that changes what is published.
type publication struct{ *Folder }

// vacant returns an error if a file that no build wrote is where a new file will be:
// it appeared after the survey.
func (f publication) vacant(files []File) error {
	folders := map[string]bool{"": true} // whether they exist
	var there func(dir string) bool
	there = func(dir string) bool {
		exist, known := folders[dir]
		if !known {
			exist = there(parent(dir)) && exists(f.path(dir))
			folders[dir] = exist
		}
		return exist
	}
	for _, file := range files {
		if _, owned := f.owned[file.Address]; owned || !there(parent(file.Address)) {
			continue
		}
		hash, err := hashFile(f.path(file.Address))
		if err == nil && hash != file.Hash || errors.Is(err, errIrregular) {
			return ForeignError{f.shown + "/" + file.Address}
		}
	}
	return nil
}

// finish carries out the journal: it renames the files in the staging folder into
// place, in the order of their phases, and then removes stale files, in the
// reverse order. So at every moment each page finds what it loads. Stale files
// that block the way are removed first, which is the one exception: nothing can
// be both a file and a folder. An earlier call may have been interrupted at any
// point. next is the journal, and changed are the files in it that may be staged. The
// result are the addresses at which something changed.
func (f publication) finish(next list, changed []string) (touched []string, err error) {
	order := next.order(changed)
	blocking, stale := f.stale(next, order)
	for _, address := range blocking {
		if err := f.drop(address); err != nil {
			return nil, err
		}
	}
	for _, p := range []Phase{Asset, Page, Worker} {
		if err := f.move("", order, p); err != nil {
			return nil, err
		}
	}
	if err := f.inspect(changed); err != nil {
		return nil, err // something has removed a staged file
	}
	for _, address := range stale {
		if err := f.drop(address); err != nil {
			return nil, err
		}
	}
	if err := f.disk.rename(f.path(journalFile), f.path(ownedFile)); err != nil {
		return nil, err
	}
	f.list, f.decided, f.pending = next, false, false // and Close removes the staging folder
	return slices.Concat(changed, blocking, stale), nil
}

// recover carries out the journal of a run that was killed, if everything that it
// lists is in the staging folder or in place. Otherwise, after a power cut or if
// somebody has changed files in the meantime, nothing is touched: what the
// journal and the last list name is ours, and this run's publication replaces it.
func (f publication) recover() error {
	next, err := readList(f.path(journalFile))
	if err != nil {
		return err
	}
	latest := f.modified
	if next.modified.After(latest) {
		latest = next.modified
	}
	if f.complete(next, latest) {
		if err := f.makeStaging(); err != nil { // for folders that finish creates
			return err
		}
		f.decided = true
		if _, err := f.finish(next, slices.Collect(maps.Keys(next.owned))); err != nil {
			return UnfinishedError{err}
		}
		return nil
	}
	f.add(next)
	f.pending = true
	return nil
}

// complete reports whether a journal can be carried out without losing a file that
// somebody wrote after it.
func (f publication) complete(next list, latest time.Time) bool {
	addresses := slices.Collect(maps.Keys(next.owned))
	err := each(len(addresses), func(i int) error {
		address := addresses[i]
		want := next.owned[address]
		now, err := hashFile(f.path(address))
		if err == nil && now == want {
			return nil
		}
		if err == nil && !f.ours(address, now, latest) || errors.Is(err, errIrregular) {
			return errIncomplete
		}
		if now, err := hashFile(f.staged(address)); err != nil || now != want {
			return errIncomplete
		}
		return nil
	})
	if err != nil {
		return false
	}
	_, stale := f.stale(next, next.order(addresses))
	for _, address := range stale {
		if now, err := hashFile(f.path(address)); err == nil && !f.ours(address, now, latest) {
			return false
		}
	}
	return true
}

var errIncomplete = errors.New("the journal cannot be carried out")

// ours reports whether the file at an address, whose hash is now, was written by a
// build: it is as the last build left it, or not newer than the last list, and so
// what a power cut has made of it.
func (f publication) ours(address string, now [sha256.Size]byte, latest time.Time) bool {
	if hash, ok := f.owned[address]; ok && hash == now {
		return true
	}
	info, err := os.Lstat(f.path(address))
	return err != nil || !info.ModTime().After(latest)
}

// stale returns the files that the last build wrote and this one did not, pages
// before what they load. The blocking ones must be removed before new files are
// renamed into place: their name becomes that of a folder, or their folder's name
// that of a file, or their name changes only in case, on a file system that
// ignores case.
func (f publication) stale(next list, order map[string]Phase) (blocking, stale []string) {
	old := map[string]Phase{}
	for address, r := range next.gone {
		if r.age == 1 {
			old[address] = next.phase(address)
		}
	}
	for address := range f.owned {
		if _, stays := next.owned[address]; !stays {
			old[address] = f.phase(address)
		}
	}
	if len(old) == 0 {
		return nil, nil
	}
	folded := make(map[string]string, len(next.owned))
	for address := range next.owned {
		folded[strings.ToLower(address)] = address
	}
	for address := range old {
		_, blocks := order[address+"/"]
		for dir := parent(address); dir != ""; dir = parent(dir) {
			_, file := next.owned[dir]
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
	slices.SortFunc(stale, func(a, b string) int {
		if old[a] != old[b] {
			return int(old[b]) - int(old[a])
		}
		return deepest(a, b)
	})
	return blocking, stale
}

// drop removes a stale file and the folders that become empty. A folder with its
// name, or a file with the name of its folder, is new: an interrupted run renamed
// it into place.
func (f publication) drop(address string) error {
	info, err := os.Lstat(f.path(address))
	switch {
	case errors.Is(err, errNotDir), err == nil && info.IsDir():
		return nil
	case err == nil:
		err = f.disk.remove(f.path(address))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := parent(address); dir != ""; dir = parent(dir) {
		if info, err := os.Lstat(f.path(dir)); err == nil && !info.IsDir() {
			break
		} else if err == nil && f.disk.remove(f.path(dir)) != nil {
			break // not empty
		}
	}
	return nil
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
func (f publication) move(dir string, order map[string]Phase, phase Phase) error {
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
			err = f.rename(address)
		case e.IsDir() && order[address+"/"] == phase && !exists(f.path(address)):
			err = f.rename(address)
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
func (f publication) rename(address string) error {
	from, to := f.staged(address), f.path(address)
	err := f.disk.rename(from, to)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := f.makeParents(address); err != nil {
			return err
		}
	} else if info, e := os.Lstat(to); e != nil || !info.IsDir() || f.disk.remove(to) != nil {
		return err
	}
	return f.disk.rename(from, to)
}

// makeParents creates the folders in which an address is.
func (f publication) makeParents(address string) error {
	dir := parent(address)
	if dir == "" || exists(f.path(dir)) {
		return nil
	}
	if err := f.makeParents(dir); err != nil {
		return err
	}
	return f.mkdir(f.path(dir))
}

// each calls a function for many files or folders, which is quick for each.
func each(n int, do func(i int) error) error {
	const chunk = 128
	return parallel.Each(context.Background(), (n+chunk-1)/chunk, 2*parallel.Cores(), func(c int) error {
		for i := c * chunk; i < min(n, (c+1)*chunk); i++ {
			if err := do(i); err != nil {
				return err
			}
		}
		return nil
	})
}

// errNotDir is the error for a path below a file.
const errNotDir = syscall.ENOTDIR

var errIrregular = errors.New("not a regular file")

// hashFile returns the hash of a regular file.
func hashFile(path string) (hash [sha256.Size]byte, err error) {
	if info, err := os.Lstat(path); err != nil {
		return hash, err
	} else if info.IsDir() {
		return hash, syscall.EISDIR
	} else if !info.Mode().IsRegular() {
		return hash, errIrregular
	}
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

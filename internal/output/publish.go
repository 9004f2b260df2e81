package output

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/gofrs/flock"

	"wayside/internal/diag"
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
	disk  disk
	boot  string // what bootID returns

	lock   *flock.Flock
	list                   // what the last builds wrote
	fresh  map[string]bool // owned, and unchanged since
	record record          // what the files and folders look like now
	intact bool            // whether the record is that of a folder in which all files of ours are as they were

	made    fs.FileMode  // the mode that the umask gave a new folder; 0 for one that existed
	begin   func() error // creates the staging folder, at the first call
	narrow  bool         // whether the umask keeps other users out; known after begin
	folders sync.Map     // addresses of folders that this run has created in the staging folder
	decided bool         // whether a journal is being carried out, which the next run would continue
	pending bool         // whether a journal is left that could not be carried out
}

// ErrBusy is returned by Open if another build is writing to the folder.
var ErrBusy = errors.New("another build is writing to this folder")

// An UnfinishedError means that a publication failed when it had begun. Readers
// find old and new pages, with all that these load; the next run completes it.
type UnfinishedError struct{ Err error }

func (e UnfinishedError) Error() string { return e.Err.Error() }

func (e UnfinishedError) Unwrap() error { return e.Err }

// A ForeignError means that a file that no build wrote appeared, while a build was
// running, where that build publishes one.
type ForeignError struct{ File string } // its name in messages

func (e ForeignError) Error() string { return e.File + " was not written by a build" }

// Open prepares a folder for publication: it creates a missing folder and
// completes an interrupted publication. shown is the name of the folder in
// messages. Files in the folder that no build wrote, or that were changed by
// hand since, are reported.
func Open(dir, shown string, store *store.Folder) (*Folder, diag.List, error) {
	return openOn(system{}, bootID(), dir, shown, store)
}

func openOn(disk disk, boot, dir, shown string, store *store.Folder) (*Folder, diag.List, error) {
	made, err := makeFolder(dir)
	if err != nil {
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
	f := &Folder{
		dir: dir, made: made, shown: shown, store: store, disk: disk, boot: boot, fresh: map[string]bool{}, record: newRecord(0),
		lock: flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(fileMode)),
	}
	f.begin = sync.OnceValue(f.makeStaging)
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

// makeFolder creates a missing folder, which a web server can enter, and returns the
// mode that it had from the umask. For the folders above it, and for a folder that
// exists, the mode is the editor's decision.
func makeFolder(dir string) (fs.FileMode, error) {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return 0, nil
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return 0, err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return 0, err
	}
	return info.Mode().Perm(), os.Chmod(dir, folderMode)
}

// KeepPrivate leaves it to the umask who may enter a new folder, among those of a mode.
func (f *Folder) KeepPrivate(among fs.FileMode) error {
	if f.made == 0 {
		return nil
	}
	return f.disk.chmod(f.dir, f.made&among)
}

// Wrote reports whether an earlier build published a file at the address.
func (f *Folder) Wrote(address string) bool {
	_, ok := f.owned[address]
	return ok
}

func (f *Folder) open() (diag.List, error) {
	var err error
	if f.list, err = readList(f.path(ownedFile)); err != nil {
		return nil, err
	}
	if exists(f.path(journalFile)) {
		if err := (publication{f}).recover(); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(f.clear(stagingDir), f.clear(partFile)); err != nil {
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
	if !f.decided {
		f.clear(stagingDir) // if that fails, the next run tries again
	}
	if f.intact && !f.decided {
		f.remember(nil) // for the next run, even if this one published nothing
	}
	return f.lock.Unlock()
}

// clear removes a file or folder of this package's own. A disk that can only be read
// refuses to remove even what does not exist.
func (f *Folder) clear(name string) error {
	if !exists(f.path(name)) {
		return nil
	}
	return f.disk.removeAll(f.path(name))
}

func (f *Folder) path(address string) string {
	return filepath.Join(f.dir, filepath.FromSlash(address))
}

func (f *Folder) staged(address string) string {
	return filepath.Join(f.dir, stagingDir, filepath.FromSlash(address))
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
	return f.write(f.staged(file.Address), data, nil)
}

// write writes a file. sync, if not nil, is called before the file is closed.
func (f *Folder) write(path string, data []byte, sync func(file) error) error {
	to, err := f.create(path)
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	if err == nil && sync != nil {
		if err = sync(to); err != nil && unsupported(err) {
			err = nil
		}
	}
	return errors.Join(err, to.Close())
}

func (f *Folder) create(path string) (file, error) {
	to, err := f.disk.create(path)
	if err == nil && f.narrow {
		if err = f.disk.chmod(path, fileMode); err != nil {
			to.Close()
		}
	}
	return to, err
}

// Stream stages a file that write writes. recipe, if not nil, is the key of
// everything that the file depends on: if the folder contains a file with the
// same recipe, write is not called.
func (f *Folder) Stream(address string, recipe *store.Key, write func(io.Writer) error) (File, error) {
	if recipe != nil {
		file := File{Address: address}
		if store.Facts(f.store, *recipe, &file) && file.Address == address && f.holds(file) {
			return file, nil
		}
	}
	if err := f.folder(parent(address)); err != nil {
		return File{}, err
	}
	to, err := f.create(f.staged(address))
	if err != nil {
		return File{}, err
	}
	buffer := bufio.NewWriterSize(to, 1<<16)
	file, err := measured(address, buffer, write)
	if err := errors.Join(err, buffer.Flush(), to.Close()); err != nil {
		return File{}, err
	}
	if recipe != nil {
		store.PutFacts(f.store, *recipe, file)
	}
	if f.holds(file) {
		err = f.disk.remove(f.staged(address))
	}
	return file, err
}

// holds reports whether the folder already contains a file.
func (f *Folder) holds(file File) bool {
	return f.fresh[file.Address] && f.owned[file.Address] == file.Hash
}

// makeStaging creates the staging folder and finds out whether the umask, which
// Go cannot read everywhere, keeps what is created from other users.
func (f *Folder) makeStaging() error {
	path := f.path(stagingDir)
	if err := f.disk.mkdir(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f.narrow = runtime.GOOS != "windows" && info.Mode().Perm()&folderMode != folderMode
	return nil
}

// folder creates a folder in the staging folder and its parents. It remembers the
// folders it has created: most outputs are in a separate folder, so checking each
// on the disk would take as long as writing the outputs.
func (f *Folder) folder(dir string) error {
	if _, made := f.folders.Load(dir); made {
		return nil
	}
	if dir == "" {
		return f.begin()
	}
	if err := f.folder(parent(dir)); err != nil {
		return err
	}
	if err := f.mkdir(f.staged(dir)); err != nil {
		return err
	}
	f.folders.Store(dir, true)
	return nil
}

// mkdir creates a folder unless it exists.
func (f *Folder) mkdir(path string) error {
	if err := f.disk.mkdir(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if f.narrow {
		return f.disk.chmod(path, folderMode)
	}
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
	stay := 0 // of those that the last build wrote
	var changed []string
	for _, file := range files {
		report.Bytes += file.Size
		if _, owned := f.owned[file.Address]; owned {
			stay++
		}
		if !f.holds(file) {
			changed = append(changed, file.Address)
		}
	}
	report.Changed, report.Removed = len(changed), len(f.owned)-stay
	if report.Changed == 0 && report.Removed == 0 && !f.pending {
		return report, nil
	}
	p := publication{f}
	if err := p.vacant(files); err != nil {
		return report, err
	}
	journal, err := p.writeJournal(files, phase)
	if err != nil {
		if f.decided {
			err = UnfinishedError{err}
		}
		return report, err
	}
	touched, err := p.finish(journal, changed)
	if err != nil {
		return report, UnfinishedError{err}
	}
	f.remember(touched)
	return report, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

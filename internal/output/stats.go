package output

import (
	"io/fs"
	"runtime"
	"time"

	"wayside/internal/compact"
	"wayside/internal/store"
)

// A stat is the size and modification time of a published file when it was last
// hashed. While they are unchanged, the file is not hashed again.
type stat struct{ size, modified int64 }

// A glimpse is what one look at a file or folder shows.
type glimpse struct {
	stat
	kind fs.FileMode // the type bits: 0 for a regular file
}

func glimpseOf(info fs.FileInfo) glimpse {
	return glimpse{stat{info.Size(), info.ModTime().UnixNano()}, info.Mode().Type()}
}

// glimpses looks at many files or folders below a folder.
func glimpses(dir string, addresses []string) ([]glimpse, error) {
	from, err := openGlimpser(dir)
	if err != nil {
		return nil, err
	}
	defer from.close()
	all := make([]glimpse, len(addresses))
	return all, each(len(addresses), func(i int) error {
		g, err := from.at(addresses[i])
		if missing(err) {
			all[i].kind = absentKind
			return nil
		}
		all[i] = g
		return err
	})
}

// absentKind is the kind of what does not exist.
const absentKind = fs.ModeType

// A record is what the published folder looked like at the end of a run. It is
// kept in the store, because times must not be published.
type record struct {
	boot    string           // what bootID returned; after a restart the record proves nothing
	files   map[string]stat  // of files that had their hash, by address
	folders map[string]int64 // modification times, by address; 0 for one that may have changed since
	changed bool             // whether it differs from the one in the store
}

// settled is the age from which a folder's time can be trusted: a later change
// certainly gives it another one. FAT counts in steps of two seconds.
const settled = 3 * time.Second

// folderTimes reports whether a folder's time changes whenever a file is added or
// removed. Windows does not do so on every file system, and lists a folder with
// the stats of its files in one call.
const folderTimes = runtime.GOOS != "windows"

// folderTime returns a folder's modification time as it is recorded.
func folderTime(seen glimpse, now time.Time) int64 {
	if now.Sub(time.Unix(0, seen.modified)) < settled {
		return 0
	}
	return seen.modified
}

func recordKey(dir string) store.Key { return store.KeyOf("published 2", dir) }

// inspect adds files to the record.
func (f publication) inspect(addresses []string) error {
	seen, err := glimpses(f.dir, addresses)
	if err != nil {
		return err
	}
	for i, address := range addresses {
		if seen[i].kind != 0 {
			return &fs.PathError{Op: "open", Path: f.path(address), Err: fs.ErrNotExist}
		}
		f.record.files[address] = seen[i].stat
	}
	return nil
}

// remember stores the record after files at some addresses were renamed into place
// or removed.
func (f *Folder) remember(touched []string) {
	now := time.Now()
	done := map[string]bool{}
	var folders []string
	for _, address := range touched {
		if _, owned := f.owned[address]; !owned {
			delete(f.record.files, address)
		}
		for dir := parent(address); dir != "" && !done[dir]; dir = parent(dir) { // the root is always listed
			done[dir] = true
			folders = append(folders, dir)
		}
	}
	seen, err := glimpses(f.dir, folders)
	for i, dir := range folders {
		if err == nil && seen[i].kind == fs.ModeDir {
			f.record.folders[dir] = folderTime(seen[i], now)
		} else {
			delete(f.record.folders, dir)
		}
	}
	if f.record.changed || len(touched) > 0 {
		f.record.boot = f.boot
		f.store.Put(recordKey(f.dir), f.record.encode())
		f.record.changed = false
	}
}

// encode writes the boot, the folders and the files, in any order.
func (r record) encode() []byte {
	w := compact.Writer{Data: make([]byte, 0, 64*(len(r.files)+len(r.folders)))}
	w.Text(r.boot)
	w.Len(len(r.folders))
	for address, modified := range r.folders {
		w.Text(address)
		w.Int(modified)
	}
	for address, s := range r.files {
		w.Text(address)
		w.Int(s.size)
		w.Int(s.modified)
	}
	return w.Data
}

// recall returns the record of the last run. It is empty if there is none, or if
// the computer was restarted since, or if that run did not complete its publication.
func (s *surveyor) recall() record {
	if s.pending {
		return newRecord(0)
	}
	data, _ := s.store.Text(recordKey(s.dir))
	if r, ok := decodeRecord(data); ok && r.boot == s.boot && s.boot != "" {
		if !folderTimes {
			clear(r.folders)
		}
		return r
	}
	return newRecord(0)
}

func newRecord(files int) record {
	return record{files: make(map[string]stat, files), folders: map[string]int64{}}
}

func decodeRecord(data string) (r record, ok bool) {
	in := compact.NewReader(data) // addresses share its memory
	r.boot = in.Text()
	count := in.Len()
	r.folders = make(map[string]int64, count)
	for range count {
		address := in.Text()
		r.folders[address] = in.Int()
	}
	r.files = make(map[string]stat, count)
	for in.OK() && !in.Done() {
		address := in.Text()
		r.files[address] = stat{in.Int(), in.Int()}
	}
	return r, in.OK()
}

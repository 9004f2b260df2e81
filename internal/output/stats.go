package output

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"wayside/internal/store"
)

// A stat is the size and modification time of a published file when it was last
// hashed. While they are unchanged, the file is not hashed again. Stats are kept
// in the store, because times must not be published.
type stat struct{ size, modified int64 }

func statOf(info fs.FileInfo) stat { return stat{info.Size(), info.ModTime().UnixNano()} }

func (f *Folder) statsKey() store.Key { return store.KeyOf("published", f.dir) }

// remember stores the stats of all published files.
func (f *Folder) remember(files []File) error {
	var b bytes.Buffer
	for _, file := range files {
		info, err := os.Lstat(f.path(file.Address))
		if err != nil {
			return err
		}
		s := statOf(info)
		fmt.Fprintf(&b, "%d %d %s\n", s.size, s.modified, file.Address)
	}
	f.store.Put(f.statsKey(), b.Bytes())
	return nil
}

// seen returns the stored stats by address. Files without one are hashed again.
func (f *Folder) seen() map[string]stat {
	seen := map[string]stat{}
	data, _ := f.store.Get(f.statsKey())
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for scanner.Scan() {
		var s stat
		size, rest, _ := strings.Cut(scanner.Text(), " ")
		modified, address, _ := strings.Cut(rest, " ")
		var errs [2]error
		s.size, errs[0] = strconv.ParseInt(size, 10, 64)
		s.modified, errs[1] = strconv.ParseInt(modified, 10, 64)
		if errors.Join(errs[:]...) == nil {
			seen[address] = s
		}
	}
	return seen
}

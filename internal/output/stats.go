package output

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A stat is what a published file looked like when it was last hashed. While
// it looks the same it is the same, and need not be read again. It lives in
// the cache, since times have no place in what is published.
type stat struct{ size, modified int64 }

func statOf(info fs.FileInfo) stat { return stat{info.Size(), info.ModTime().UnixNano()} }

// remember writes the stats of all published files.
func (f *Folder) remember(files []File) error {
	if f.stats == "" {
		return nil
	}
	var b bytes.Buffer
	for _, file := range files {
		info, err := os.Lstat(f.path(file.Address))
		if err != nil {
			return err
		}
		s := statOf(info)
		fmt.Fprintf(&b, "%d %d %s\n", s.size, s.modified, file.Address)
	}
	if err := os.MkdirAll(filepath.Dir(f.stats), 0o755); err != nil {
		return err
	}
	return os.WriteFile(f.stats, b.Bytes(), 0o644)
}

// readStats reads them back; a file that is lost or broken only means that
// the folder is hashed again.
func readStats(path string) map[string]stat {
	seen := map[string]stat{}
	file, err := os.Open(path)
	if err != nil {
		return seen
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
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

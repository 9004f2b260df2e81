package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A Built file is one that the last build has published in a folder.
type Built struct {
	Address string
	Hash    [32]byte // SHA-256
	Phase   Phase
}

// ErrUnfinished is returned by ReadBuilt if a publication was interrupted, which the next
// build completes.
var ErrUnfinished = errors.New("a build was interrupted while it published")

// ReadBuilt returns the files that the last build has published in a folder, sorted by
// address. The error is fs.ErrNotExist if there was none.
func ReadBuilt(dir string) ([]Built, error) {
	if exists(filepath.Join(dir, journalFile)) {
		return nil, ErrUnfinished
	}
	if info, err := os.Stat(filepath.Join(dir, ownedFile)); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: filepath.Join(dir, ownedFile), Err: fs.ErrNotExist} // the cache of a project
	}
	l, err := readList(filepath.Join(dir, ownedFile))
	if err != nil {
		return nil, err
	}
	if len(l.owned) == 0 {
		return nil, &fs.PathError{Op: "open", Path: filepath.Join(dir, ownedFile), Err: fs.ErrNotExist}
	}
	all := make([]Built, 0, len(l.owned))
	for address, hash := range l.owned {
		all = append(all, Built{address, hash, l.phase(address)})
	}
	slices.SortFunc(all, func(a, b Built) int { return strings.Compare(a.Address, b.Address) })
	return all, nil
}

// lasting matches addresses that contain a hash; the theme's worker has the same expression.
var lasting = regexp.MustCompile(`\.[0-9a-f]{10}[-.]`)

// Lasting reports whether the file at an address never changes, because the address contains
// a hash of what it is made of.
func Lasting(address string) bool { return lasting.MatchString(address) }

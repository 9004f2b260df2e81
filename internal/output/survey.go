package output

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/litter"
)

// survey examines every file of the folder except the editor's dotfiles. A folder
// whose time is recorded contains what it contained: only its files are looked at,
// and hashed only if their stats have changed.
//
// Without a record, which is so after a restart of the computer, everything is
// read. What then differs from the list and is not newer than it was not changed by
// hand: a power cut has kept it from being written, and it is made again.
func (f *Folder) survey() (diag.List, error) {
	s := surveyor{
		Folder: f, last: f.recall(), now: time.Now(), dotted: map[string]bool{},
		found: map[string]fs.FileInfo{}, read: map[string]bool{},
	}
	f.record = newRecord(len(f.owned))
	s.certain = s.last.boot != ""
	for address := range f.owned {
		if first, _, _ := strings.Cut(address, "/"); strings.HasPrefix(first, ".") {
			s.dotted[first] = true
		}
	}
	folders, err := s.known()
	for err == nil && len(folders) > 0 {
		folders, err = s.list(folders)
	}
	if err == nil {
		err = s.files()
	}
	f.record.changed = !s.certain || s.differs || len(f.record.files) != len(s.last.files) || len(f.record.folders) != len(s.last.folders)
	if err != nil || s.certain || len(s.problems) > 0 {
		return s.problems, err
	}
	for address := range f.gone {
		if err := f.drop(address); err != nil { // its folders may be there again
			return nil, err
		}
	}
	if !s.damage {
		f.remember(nil) // the next build need not read everything, even if this one fails
	}
	return nil, nil
}

// A surveyor is the state of a survey.
type surveyor struct {
	*Folder
	last    record
	certain bool // whether last describes the folder as the last run has left it
	now     time.Time
	dotted  map[string]bool // dotted names at the root that a build wrote: .nojekyll, .well-known

	read     map[string]bool        // the folders that were listed
	found    map[string]fs.FileInfo // the files of ours in them
	blocked  []string               // recorded folders in whose place there is something else
	problems diag.List
	differs  bool // whether a stat or a time differs from last
	damage   bool // whether a file of ours has lost its content
}

// known looks at the recorded folders and returns those that must be listed: the
// root, whose time changes with every build, and what has changed.
func (s *surveyor) known() ([]string, error) {
	var folders []string
	for address := range s.last.folders {
		if address != "" {
			folders = append(folders, address)
		}
	}
	infos := make([]fs.FileInfo, len(folders))
	err := each(len(folders), func(i int) error {
		info, err := os.Lstat(s.path(folders[i]))
		infos[i] = info
		if missing(err) {
			return nil
		}
		return err
	})
	changed := []string{""}
	for i, address := range folders {
		switch info := infos[i]; {
		case info == nil:
		case !info.IsDir():
			s.blocked = append(s.blocked, address)
		case s.last.folders[address] == info.ModTime().UnixNano():
			s.record.folders[address] = s.last.folders[address]
		default:
			changed = append(changed, address)
		}
	}
	if len(s.blocked) > 0 { // a link may lead to folders with these names
		changed = deleteBelow(changed, s.blocked)
	}
	return changed, err
}

func deleteBelow(addresses, folders []string) []string {
	var rest []string
	for _, a := range addresses {
		if !below(a, folders) {
			rest = append(rest, a)
		}
	}
	return rest
}

// missing reports whether an error means that there is no such file or folder.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotDir)
}

// A listed folder is what list found in one.
type listed struct {
	time    int64
	files   map[string]fs.FileInfo // those of ours
	folders []string               // those that are not recorded
	foreign []string
}

// list reads folders and returns the folders in them that are not recorded.
func (s *surveyor) list(folders []string) (deeper []string, err error) {
	all := make([]listed, len(folders))
	err = each(len(folders), func(i int) error { return s.listOne(folders[i], &all[i]) })
	if err != nil {
		return nil, err
	}
	for i, l := range all {
		s.read[folders[i]] = true
		s.record.folders[folders[i]] = l.time
		s.differs = s.differs || l.time != s.last.folders[folders[i]]
		for address, info := range l.files {
			s.found[address] = info
		}
		for _, address := range l.foreign {
			s.problems.Add(s.place(address), "foreign-file")
		}
		for _, address := range l.folders {
			if _, known := s.last.folders[address]; !known {
				deeper = append(deeper, address)
			}
		}
	}
	return deeper, nil
}

func (s *surveyor) listOne(dir string, l *listed) error {
	info, err := os.Lstat(s.path(dir)) // first: a later change will be noticed
	if err != nil {
		return err
	}
	l.time = folderTime(info, s.now)
	if dir == "" {
		l.time = 0 // every build changes it
	}
	entries, err := os.ReadDir(s.path(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		address := e.Name()
		if dir != "" {
			address = dir + "/" + address
		}
		first, _, _ := strings.Cut(address, "/")
		_, ours := s.owned[address]
		if _, gone := s.gone[address]; gone && !s.certain {
			ours = true // a power cut may have brought it back
		}
		switch {
		case e.IsDir() && strings.HasPrefix(first, ".") && !s.dotted[first]:
		case e.IsDir():
			l.folders = append(l.folders, address)
		case strings.HasPrefix(first, ".") && !ours, litter.File(e.Name()):
		case !ours || !e.Type().IsRegular():
			l.foreign = append(l.foreign, address)
		default:
			info, err := e.Info()
			if missing(err) {
				continue
			} else if err != nil {
				return err
			}
			if l.files == nil {
				l.files = map[string]fs.FileInfo{}
			}
			l.files[address] = info
		}
	}
	return nil
}

// files looks at the files of ours: those that were found in a folder, and those
// in folders that need not be listed.
func (s *surveyor) files() error {
	addresses := make([]string, 0, len(s.owned))
	for address := range s.owned {
		if _, found := s.found[address]; found || !s.read[parent(address)] {
			addresses = append(addresses, address)
		}
	}
	for address := range s.gone {
		if _, found := s.found[address]; found {
			addresses = append(addresses, address)
		}
	}
	if len(s.blocked) > 0 {
		addresses = deleteBelow(addresses, s.blocked)
	}
	states, stats := make([]state, len(addresses)), make([]stat, len(addresses))
	err := each(len(addresses), func(i int) (err error) {
		info := s.found[addresses[i]]
		if info == nil {
			if info, err = os.Lstat(s.path(addresses[i])); missing(err) {
				return nil
			} else if err != nil {
				return err
			}
		}
		stats[i] = statOf(info)
		states[i], err = s.look(addresses[i], info)
		return err
	})
	if err != nil {
		return err
	}
	for i, address := range addresses {
		switch states[i] {
		case unchanged:
			if r, gone := s.gone[address]; gone {
				s.owned[address] = r.hash // to be removed once more
				delete(s.gone, address)
			}
			s.fresh[address] = true
			s.record.files[address] = stats[i]
			s.differs = s.differs || s.last.files[address] != stats[i]
		case damaged:
			s.damage = true
			if r, gone := s.gone[address]; gone {
				s.owned[address] = r.hash
				delete(s.gone, address)
			}
		case byHand:
			s.problems.Add(s.place(address), "foreign-file/changed")
		case foreign:
			s.problems.Add(s.place(address), "foreign-file")
		}
	}
	return nil
}

// A state is what look finds out about a file.
type state uint8

const (
	absent state = iota
	unchanged
	damaged // we wrote it, and its content was lost
	byHand
	foreign // not a regular file
)

// look compares a file with the list.
func (s *surveyor) look(address string, info fs.FileInfo) (state, error) {
	if !info.Mode().IsRegular() {
		return foreign, nil
	}
	was, recorded := s.last.files[address]
	now := statOf(info)
	if recorded && was == now {
		return unchanged, nil
	}
	want, owned := s.owned[address]
	if !owned {
		want = s.gone[address].hash
	}
	hash, err := hashFile(s.path(address))
	switch {
	case missing(err):
		return absent, nil
	case err != nil:
		return absent, err
	case hash == want:
		return unchanged, nil
	case !s.certain && !info.ModTime().After(s.modified):
		return damaged, nil
	case recorded && was.modified == now.modified && now.size < was.size:
		return damaged, nil // a disk that was pulled out
	}
	return byHand, nil
}

func (s *surveyor) place(address string) diag.Place {
	return diag.Place{File: s.shown + "/" + address}
}

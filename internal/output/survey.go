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
		Folder: f, now: time.Now(), dotted: map[string]bool{},
		found: map[string]glimpse{}, read: map[string]bool{},
	}
	s.last = s.recall()
	f.record = s.last // and corrected below
	s.certain = s.last.boot != ""
	for address := range f.owned {
		if first, _, _ := strings.Cut(address, "/"); strings.HasPrefix(first, ".") {
			s.dotted[first] = true
		}
	}
	folders, err := s.known()
	for err == nil && len(folders) > 0 {
		folders, err = s.enter(folders)
	}
	if err == nil {
		err = s.files()
	}
	f.record.changed = !s.certain || s.differs
	f.intact = err == nil && len(s.problems) == 0 && !s.damage
	if err != nil || s.certain || len(s.problems) > 0 {
		return s.problems, err
	}
	for address := range f.gone {
		if err := (publication{f}).drop(address); err != nil { // its folders may be there again
			return nil, err
		}
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

	read     map[string]bool    // the folders that are listed
	found    map[string]glimpse // the files of ours in them
	blocked  []string           // recorded folders in whose place there is something else
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
	seen, err := glimpses(s.dir, folders)
	changed := []string{""}
	for i, address := range folders {
		switch {
		case seen[i].kind == fs.ModeDir && s.last.folders[address] == seen[i].modified:
			continue
		case seen[i].kind == fs.ModeDir:
			changed = append(changed, address)
		case seen[i].kind != absentKind:
			s.blocked = append(s.blocked, address)
		}
		s.differs = true
		delete(s.record.folders, address)
	}
	if len(s.blocked) > 0 { // a link may lead to folders with these names
		changed = deleteBelow(changed, s.blocked)
	}
	for _, address := range changed {
		s.read[address] = true
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

// A listed folder is what enter found in one.
type listed struct {
	time    int64
	files   map[string]glimpse // those of ours
	folders []string           // those that are not recorded
	foreign []string
}

// enter lists folders and returns the folders in them that are not recorded.
func (s *surveyor) enter(folders []string) (deeper []string, err error) {
	all := make([]listed, len(folders))
	err = each(len(folders), func(i int) error { return s.enterOne(folders[i], &all[i]) })
	if err != nil {
		return nil, err
	}
	for i, l := range all {
		if was, ok := s.record.folders[folders[i]]; !ok || was != l.time {
			s.record.folders[folders[i]], s.differs = l.time, true
		}
		for address, seen := range l.files {
			s.found[address] = seen
		}
		for _, address := range l.foreign {
			s.problems.Add(s.place(address), "foreign-file")
		}
		for _, address := range l.folders {
			if _, recorded := s.record.folders[address]; !recorded && !s.read[address] {
				s.read[address] = true
				deeper = append(deeper, address)
			}
		}
	}
	return deeper, nil
}

func (s *surveyor) enterOne(dir string, l *listed) error {
	info, err := os.Lstat(s.path(dir)) // first: a later change will be noticed
	if err != nil {
		return err
	}
	l.time = folderTime(glimpseOf(info), s.now)
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
				l.files = map[string]glimpse{}
			}
			l.files[address] = glimpseOf(info)
		}
	}
	return nil
}

// files looks at the files of ours: those that were found in a folder, and those
// in folders that need not be listed.
func (s *surveyor) files() error {
	addresses := make([]string, 0, len(s.owned))
	for address := range s.owned {
		if !s.read[parent(address)] {
			addresses = append(addresses, address)
		}
	}
	if len(s.blocked) > 0 {
		addresses = deleteBelow(addresses, s.blocked)
	}
	seen, err := glimpses(s.dir, addresses)
	if err != nil {
		return err
	}
	for address, g := range s.found {
		addresses, seen = append(addresses, address), append(seen, g)
	}
	kept := 0 // those that need a closer look
	for i, address := range addresses {
		if was, ok := s.record.files[address]; ok && seen[i].kind == 0 && was == seen[i].stat {
			s.fresh[address] = true
			continue
		}
		s.differs = true
		addresses[kept], seen[kept] = address, seen[i]
		kept++
	}
	addresses, seen = addresses[:kept], seen[:kept]
	states := make([]state, len(addresses))
	if err := each(len(addresses), func(i int) (err error) {
		states[i], err = s.look(addresses[i], seen[i])
		return err
	}); err != nil {
		return err
	}
	for i, address := range addresses {
		if r, gone := s.gone[address]; gone && (states[i] == unchanged || states[i] == damaged) {
			s.owned[address] = r.hash // to be removed once more
			delete(s.gone, address)
		}
		delete(s.record.files, address)
		switch states[i] {
		case unchanged:
			s.fresh[address] = true
			s.record.files[address] = seen[i].stat
		case damaged:
			s.damage = true
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
func (s *surveyor) look(address string, now glimpse) (state, error) {
	switch now.kind {
	case absentKind, fs.ModeDir:
		return absent, nil
	case 0:
	default:
		return foreign, nil
	}
	want, owned := s.owned[address]
	if !owned {
		want = s.gone[address].hash
	}
	was, recorded := s.record.files[address]
	hash, err := hashFile(s.path(address))
	switch {
	case missing(err):
		return absent, nil
	case err != nil:
		return absent, err
	case hash == want:
		return unchanged, nil
	case !s.certain && now.modified <= s.modified.UnixNano():
		return damaged, nil
	case recorded && was.modified == now.modified && now.size < was.size:
		return damaged, nil // a disk that was pulled out
	}
	return byHand, nil
}

func (s *surveyor) place(address string) diag.Place {
	return diag.Place{File: s.shown + "/" + address}
}

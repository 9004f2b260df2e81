package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"wayside/internal/digest"
)

// A list is what .wayside and .wayside.next contain: the files of a build, and
// those that it and the build before it removed. A removed file is not forgotten
// at once, because after a power cut it may be there again.
type list struct {
	owned    map[string][sha256.Size]byte // address → hash
	gone     map[string]removed
	modified time.Time     // when the list was written, after all its files
	sum      digest.Digest // of the file; zero if there is none

	lines  []line
	phases map[string]Phase // made from the lines when it is first needed: most builds change little
}

// A line is a line of a list.
type line struct {
	address string
	digit   int // the phase, plus three times the age of a removed file
	hash    [sha256.Size]byte
}

// phase returns the phase of a file that the list contains.
func (l *list) phase(address string) Phase {
	if l.phases == nil {
		l.phases = make(map[string]Phase, len(l.lines))
		for _, line := range l.lines {
			l.phases[line.address] = Phase(line.digit % 3)
		}
	}
	return l.phases[address]
}

// add adds what another list contains to the list.
func (l *list) add(other list) {
	for address, r := range other.gone {
		if _, owned := l.owned[address]; !owned {
			l.gone[address] = r
		}
	}
	for address, hash := range other.owned {
		l.owned[address] = hash
		delete(l.gone, address)
	}
	l.lines, l.phases = slices.Concat(l.lines, other.lines), nil
	if other.modified.After(l.modified) {
		l.modified = other.modified
	}
}

// A removed file is one that a build has removed.
type removed struct {
	hash [sha256.Size]byte
	age  int // 1 if the last build removed it, 2 if the one before did
}

// forgotten is the age from which a removed file is no longer listed. Until then
// two journals have been synced, and the removal with them.
const forgotten = 3

// writeJournal writes the list of files that the publication will own, with those
// that it will remove: sorted, with a digit, a hash and an address on each line.
// The digit is the phase, plus three for a removed file or six for one that was
// removed before. The list is complete and durable before any other file
// changes: whatever a power cut leaves, the next run knows what is ours.
func (f publication) writeJournal(files []File, phase func(string) Phase) (list, error) {
	if err := f.begin(); err != nil {
		return list{}, err
	}
	next := newList(len(files))
	for _, file := range files {
		next.put(line{file.Address, int(phase(file.Address)), file.Hash})
	}
	for a, hash := range f.owned {
		if _, stays := next.owned[a]; !stays {
			next.put(line{a, 3 + int(f.phase(a)), hash})
		}
	}
	for a, r := range f.gone {
		if _, back := next.owned[a]; !back && r.age+1 < forgotten {
			next.put(line{a, 3*(r.age+1) + int(f.phase(a)), r.hash})
		}
	}
	slices.SortFunc(next.lines, func(a, b line) int { return cmp.Compare(a.address, b.address) })
	b := make([]byte, 0, 128*len(next.lines))
	for _, l := range next.lines {
		b = append(b, '0'+byte(l.digit), ' ')
		b = append(hex.AppendEncode(b, l.hash[:]), ' ')
		b = append(append(b, l.address...), '\n')
	}
	next.sum = digest.Bytes(b)
	part := f.path(partFile)
	if err := f.write(part, b, file.Sync); err != nil {
		return list{}, errors.Join(err, f.disk.removeAll(part))
	}
	if err := f.disk.rename(part, f.path(journalFile)); err != nil {
		return list{}, errors.Join(err, f.disk.removeAll(part))
	}
	f.decided = true
	if err := f.disk.syncFolder(f.dir); err != nil && !unsupported(err) {
		return list{}, err
	}
	return next, nil
}

func newList(size int) list {
	return list{owned: make(map[string][sha256.Size]byte, size), gone: map[string]removed{}, lines: make([]line, 0, size)}
}

// put adds a line.
func (l *list) put(at line) {
	l.lines = append(l.lines, at)
	if age := at.digit / 3; age == 0 {
		l.owned[at.address] = at.hash
	} else {
		l.gone[at.address] = removed{at.hash, age}
	}
}

// readList reads a list. A missing one is empty.
func readList(path string) (l list, err error) {
	l = newList(0)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	} else if err != nil {
		return l, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return l, err
	}
	l = newList(bytes.Count(data, []byte("\n")))
	l.modified, l.sum = info.ModTime(), digest.Bytes(data)
	const start = len("0 ") + 2*sha256.Size + len(" ")
	for text := string(data); len(data) > 0; {
		n := bytes.IndexByte(data, '\n')
		if n < 0 {
			break // a line that was not completed
		}
		// An invalid line is skipped: its file is treated as the editor's.
		var hash [sha256.Size]byte
		if n > start && data[1] == ' ' && data[start-1] == ' ' && data[0] >= '0' && data[0] < '9' {
			if _, err := hex.Decode(hash[:], data[2:start-1]); err == nil && fs.ValidPath(text[start:n]) {
				l.put(line{text[start:n], int(data[0] - '0'), hash})
			}
		}
		data, text = data[n+1:], text[n+1:]
	}
	return l, nil
}

// mixed is the phase of a folder whose files have different phases.
const mixed = Phase(255)

// order returns the phases of some files of the list. A folder, whose address ends
// in a slash, has the phase of these files if they agree, otherwise mixed.
func (l *list) order(files []string) map[string]Phase {
	order := make(map[string]Phase, 2*len(files))
	for _, address := range files {
		p := l.phase(address)
		order[address] = p
		for dir := parent(address); dir != ""; dir = parent(dir) {
			if was, ok := order[dir+"/"]; ok && was != p {
				order[dir+"/"] = mixed
			} else if !ok {
				order[dir+"/"] = p
			}
		}
	}
	return order
}

// below reports whether an address is in one of the folders.
func below(address string, folders []string) bool {
	return slices.ContainsFunc(folders, func(dir string) bool { return strings.HasPrefix(address, dir+"/") })
}

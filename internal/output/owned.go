package output

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// writeJournal writes the list of files that the publication will own: sorted,
// with a phase, a hash and an address on each line. The list is complete before
// any other file changes, because files that it lacks are stale.
func (f *Folder) writeJournal(owned map[string][sha256.Size]byte, phase func(string) Phase) error {
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
	file, err := os.Create(f.path(partFile))
	if err != nil {
		return err
	}
	_, err = file.Write(b.Bytes())
	// There is no fsync: the journal is for a process that is killed, and what
	// that wrote is not lost. An fsync may flush all pages with it.
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(f.path(partFile), f.path(journalFile))
}

func readOwned(path string) (map[string][sha256.Size]byte, error) {
	owned := map[string][sha256.Size]byte{}
	err := ownedLines(path, func(_ Phase, hash [sha256.Size]byte, address string) { owned[address] = hash })
	return owned, err
}

// mixed is the phase of a folder whose files have different phases.
const mixed = Phase(255)

// phases returns the phases of the files in a journal. A folder, whose address
// ends in a slash, has the phase of its files if they agree, otherwise mixed.
func phases(path string) (map[string]Phase, error) {
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
			continue // an invalid line: the file is treated as the editor's
		}
		line(Phase(phase[0]-'0'), [sha256.Size]byte(hash), address)
	}
	return scanner.Err()
}

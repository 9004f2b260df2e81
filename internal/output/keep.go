package output

import (
	"os"

	"wayside/internal/digest"
)

// Holds reports whether the folder contains a file as described, written by the last
// build and unchanged since.
func (f *Folder) Holds(file File) bool { return f.holds(file) }

// Published returns a file of the last build that is unchanged since.
func (f *Folder) Published(address string) (File, bool) {
	return File{address, f.record.files[address].size, f.owned[address]}, f.fresh[address]
}

// ReadPublished reads a file of Published.
func (f *Folder) ReadPublished(address string) ([]byte, bool) {
	if !f.fresh[address] {
		return nil, false
	}
	data, err := os.ReadFile(f.path(address))
	return data, err == nil
}

// Complete reports whether all files of the last build are in the folder, unchanged.
func (f *Folder) Complete() bool {
	for address := range f.owned {
		if !f.fresh[address] {
			return false
		}
	}
	return true
}

// List returns a digest of the list of published files; ok is false if there is none.
func (f *Folder) List() (d digest.Digest, ok bool) {
	return f.sum, f.sum != digest.Digest{}
}

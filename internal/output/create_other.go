//go:build !linux

package output

import "os"

// create creates a file or empties it.
func create(path string) (file, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
}

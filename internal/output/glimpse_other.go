//go:build !linux

package output

import (
	"os"
	"path/filepath"
)

// A glimpser looks at many files of a folder.
type glimpser struct{ dir string }

func openGlimpser(dir string) (glimpser, error) { return glimpser{dir}, nil }

func (glimpser) close() {}

// at looks at a file or folder, without following links.
func (g glimpser) at(address string) (glimpse, error) {
	info, err := os.Lstat(filepath.Join(g.dir, filepath.FromSlash(address)))
	if err != nil {
		return glimpse{}, err
	}
	return glimpseOf(info), nil
}

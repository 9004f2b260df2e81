package output

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// A glimpser looks at many files of a folder. Names that are relative to the open
// folder save the kernel a walk through the folders above it: a third of the time.
type glimpser struct{ fd int }

func openGlimpser(dir string) (glimpser, error) {
	fd, err := unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return glimpser{}, &os.PathError{Op: "open", Path: dir, Err: err}
	}
	return glimpser{fd}, nil
}

func (g glimpser) close() { unix.Close(g.fd) }

// at looks at a file or folder, without following links.
func (g glimpser) at(address string) (glimpse, error) {
	var s unix.Stat_t
	if err := unix.Fstatat(g.fd, address, &s, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return glimpse{}, &os.PathError{Op: "stat", Path: address, Err: err}
	}
	seen := glimpse{stat: stat{s.Size, s.Mtim.Nano()}}
	switch s.Mode & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFDIR:
		seen.kind = fs.ModeDir
	default:
		seen.kind = fs.ModeIrregular
	}
	return seen, nil
}

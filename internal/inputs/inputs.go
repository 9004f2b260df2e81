// Package inputs finds which files of a project have changed, without reading those
// that have not.
//
// An Index has a digest of every file below some folders. Survey makes it from the
// files and from the previous index: a file whose size, times and identity on the
// disk are those of the previous index keeps its digest; others are read. A change
// within the resolution of a file system's clock could leave all of these as they
// were, so a file that was modified just before it was surveyed is read again the
// next time.
package inputs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"wayside/internal/compact"
	"wayside/internal/digest"
	"wayside/internal/filestat"
	"wayside/internal/litter"
	"wayside/internal/parallel"
)

// Options say which files an index has.
type Options struct {
	Folders []string // with everything below them except litter and dotfiles
	Dotted  string   // one of Folders, whose dotfiles count too; "" if there is none
	Files   []string // further files, which need not exist; see also Include
	// ByStat reports whether a file's digest is made from its size and times, not
	// from its content, which somebody else compares. It is for large files.
	ByStat func(path string) bool
	// Keep, if not nil, is called with the content of each file that is read and that is
	// short, from several goroutines. Its digest is of that content.
	Keep func(path string, data []byte)
	Now  time.Time
}

// short is the greatest size of a file whose content is offered to Options.Keep.
const short = 4 << 10

// An Index is the state of a project's files.
type Index struct {
	files   map[string]file
	paths   []string // sorted
	fsys    fs.FS
	options Options
	known   map[string]file // the previous index
	doubted sync.Map        // paths of files that changed after the survey
	further sync.Map        // path → filestat.Stat of files that were opened and not surveyed
}

type file struct {
	stat   filestat.Stat
	digest digest.Digest
	recent bool // modified just before the survey, so that the stat proves nothing
	failed bool // could not be read; never equal to any other state
}

// unsettled is the time after a modification during which a further one may go
// unnoticed: FAT counts in two seconds, and a server's clock may be ahead.
const unsettled = 3 * time.Second

// Survey returns the index of a project's files. old is an encoded index, or "".
func Survey(ctx context.Context, fsys fs.FS, old string, o Options) (*Index, error) {
	x := &Index{files: map[string]file{}, fsys: fsys, options: o, known: decode(old)}
	var unknown []string
	for _, dir := range o.Folders {
		more, err := x.walk(ctx, dir, dir == o.Dotted)
		if err != nil {
			return nil, err
		}
		unknown = append(unknown, more...)
	}
	x.root()
	unknown = append(unknown, x.look(o.Files)...)
	if err := x.read(ctx, unknown); err != nil {
		return nil, err
	}
	x.finish()
	return x, nil
}

// Include adds files that are known only when the project has been loaded. Until the
// next Survey they are part of the index.
func (x *Index) Include(ctx context.Context, paths []string) error {
	before := len(x.files)
	err := x.read(ctx, x.look(paths))
	if len(x.files) > before {
		x.finish()
	}
	return err
}

// look surveys files that may not exist and returns those whose content is unknown.
func (x *Index) look(paths []string) (unknown []string) {
	for _, name := range paths {
		if _, ok := x.files[name]; ok {
			continue
		}
		if info, err := fs.Stat(x.fsys, name); err == nil && !info.IsDir() && !x.see(name, info) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// see adds a file. It reports whether its digest is known.
func (x *Index) see(path string, info fs.FileInfo) bool {
	s := filestat.Of(info)
	was, ok := x.known[path]
	f := file{stat: s, digest: was.digest, recent: recent(s, x.options.Now)}
	settled := ok && !was.recent && was.stat == s
	if x.options.ByStat(path) {
		f.digest, f.recent, settled = digestOf(s), false, true
	}
	x.files[path] = f
	if opened, ok := x.further.LoadAndDelete(path); ok && opened != s {
		x.doubted.Store(path, true)
	}
	return settled
}

// read computes the digests of files.
func (x *Index) read(ctx context.Context, paths []string) error {
	read := make([]file, len(paths))
	err := parallel.Each(ctx, len(paths), parallel.Cores(), func(i int) error {
		read[i] = x.files[paths[i]]
		sum, err := x.hash(paths[i])
		read[i].digest, read[i].failed = sum, err != nil
		return nil
	})
	for i, name := range paths {
		x.files[name] = read[i]
	}
	return err
}

func (x *Index) finish() { x.paths = slices.Sorted(maps.Keys(x.files)) }

func recent(s filestat.Stat, now time.Time) bool {
	age := now.Sub(time.Unix(0, max(s.Modified, s.Changed)))
	return age < unsettled // also a time in the future
}

// walk surveys a folder and everything below it except what no build uses: litter and,
// unless dotted, dotfiles. It returns the files whose content is unknown.
func (x *Index) walk(ctx context.Context, dir string, dotted bool) (unknown []string, err error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	entries, err := fs.ReadDir(x.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	x.note(dir, err)
	for _, e := range entries {
		name := dir + "/" + e.Name()
		switch {
		case litter.File(e.Name()), !dotted && dotfile(e.Name()):
		case e.IsDir():
			more, err := x.walk(ctx, name, dotted)
			if err != nil {
				return nil, err
			}
			unknown = append(unknown, more...)
		default:
			info, err := e.Info()
			if err == nil && !info.Mode().IsRegular() {
				info, err = fs.Stat(x.fsys, name) // a link
			}
			if err != nil {
				x.files[name] = file{failed: true}
			} else if !x.see(name, info) {
				unknown = append(unknown, name)
			}
		}
	}
	return unknown, nil
}

func dotfile(name string) bool { return strings.HasPrefix(name, ".") }

// root notes the names of the project's files and folders, among which a build looks
// for misspelled ones.
func (x *Index) root() {
	entries, err := fs.ReadDir(x.fsys, ".")
	for _, e := range entries {
		switch {
		case litter.File(e.Name()), dotfile(e.Name()):
		case e.IsDir():
			x.note(e.Name(), nil)
		default:
			x.note("./"+e.Name(), nil)
		}
	}
	if err != nil {
		x.note("", err)
	}
}

// note adds a folder, which has no content. A slash ends its name.
func (x *Index) note(name string, err error) {
	x.files[name+"/"] = file{failed: err != nil}
}

// hash reads a file and returns its digest.
func (x *Index) hash(name string) (sum digest.Digest, err error) {
	f, err := x.fsys.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	buffer := beginnings.Get().(*[short + 1]byte)
	defer beginnings.Put(buffer)
	n, err := io.ReadFull(f, buffer[:])
	switch {
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		if x.options.Keep != nil {
			x.options.Keep(name, bytes.Clone(buffer[:n]))
		}
		return digest.Bytes(buffer[:n]), nil
	case err != nil:
		return sum, err
	}
	h := sha256.New()
	h.Write(buffer[:n])
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return digest.Digest(h.Sum(nil)[:len(sum)]), nil
}

var beginnings = sync.Pool{New: func() any { return new([short + 1]byte) }}

// Digest returns the digest of a file. ok is false if there is no such file or it
// cannot be read.
func (x *Index) Digest(path string) (sum digest.Digest, ok bool) {
	f, ok := x.files[path]
	if ok {
		_, doubted := x.doubted.Load(path)
		ok = !doubted && !f.failed
	}
	return f.digest, ok
}

// Opened must be called when a file is opened after the survey; info is nil if it does
// not exist. If the file is not as it was surveyed, its digest is not known from then on.
func (x *Index) Opened(path string, info fs.FileInfo) {
	f, ok := x.files[path]
	switch {
	case info == nil && ok, info != nil && ok && filestat.Of(info) != f.stat:
		x.doubted.Store(path, true)
	case info != nil && !ok:
		x.further.Store(path, filestat.Of(info))
	}
}

// Below returns a digest of all files below a folder.
func (x *Index) Below(dir string) digest.Digest {
	from, _ := slices.BinarySearch(x.paths, dir+"/")
	var w compact.Writer
	for _, name := range x.paths[from:] {
		if !strings.HasPrefix(name, dir+"/") {
			break
		}
		f := x.files[name]
		w.Text(name)
		w.Raw(f.digest[:])
	}
	return digest.Bytes(w.Data)
}

// Sum returns a digest of all files; of those without content it has the names. ok is
// false if one of them cannot be read or has changed since the survey, or if a file was
// opened that was neither surveyed nor included.
func (x *Index) Sum(content func(path string) bool) (sum digest.Digest, ok bool) {
	w := compact.Writer{Data: make([]byte, 0, 80*len(x.paths))}
	for _, name := range x.paths {
		f := x.files[name]
		if _, doubted := x.doubted.Load(name); doubted || f.failed {
			return sum, false
		}
		if w.Text(name); content(name) {
			w.Raw(f.digest[:])
		}
	}
	known := true
	x.further.Range(func(any, any) bool {
		known = false
		return false
	})
	return digest.Bytes(w.Data), known
}

// IncludeKnown includes the files that were included in the previous index.
func (x *Index) IncludeKnown(ctx context.Context) error {
	var all []string
	for name := range x.known {
		if _, ok := x.files[name]; !ok && !strings.HasSuffix(name, "/") {
			all = append(all, name)
		}
	}
	return x.Include(ctx, all)
}

// Encode returns the index for the next Survey.
func (x *Index) Encode() []byte {
	w := compact.Writer{Data: make([]byte, 0, 100*len(x.paths))}
	for _, name := range x.paths {
		f := x.files[name]
		if _, doubted := x.doubted.Load(name); doubted || f.failed {
			continue
		}
		w.Text(name)
		w.Int(f.stat.Size)
		w.Int(f.stat.Modified)
		w.Int(f.stat.Changed)
		w.Uint(f.stat.Inode)
		if f.recent {
			w.Uint(1)
		} else {
			w.Uint(0)
		}
		w.Raw(f.digest[:])
	}
	return w.Data
}

func decode(data string) map[string]file {
	r := compact.NewReader(data)
	files := map[string]file{}
	for r.OK() && !r.Done() {
		name := r.Text()
		f := file{stat: filestat.Stat{Size: r.Int(), Modified: r.Int(), Changed: r.Int(), Inode: r.Uint()}, recent: r.Uint() == 1}
		copy(f.digest[:], r.Raw(len(f.digest)))
		files[name] = f
	}
	if !r.OK() {
		return nil
	}
	return files
}

func digestOf(s filestat.Stat) digest.Digest {
	var w compact.Writer
	w.Int(s.Size)
	w.Int(s.Modified)
	w.Int(s.Changed)
	w.Uint(s.Inode)
	return digest.Bytes(w.Data)
}

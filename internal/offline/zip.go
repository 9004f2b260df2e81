package offline

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"path"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"wayside/internal/output"
	"wayside/internal/store"
)

// An Archiver makes the ZIP files of a guide's packs.
type Archiver struct {
	Base string // the guide's address, for links out of a ZIP; "" for none
	// Replace returns files that replace those of the pack in a ZIP, by address.
	Replace func(p *Pack) map[string][]byte

	shared sync.Map // address → *member, nil for a file that one ZIP contains so far
}

// zipFormat is the version of the ZIP files' contents. Changing it invalidates all cached ones.
const zipFormat = 1

// ZIP returns the pack as one file that can be unpacked and opened without a server: a folder
// with the route's name, a start page index.html, and the pack's files, in which links out of
// the pack lead to the guide's address. The ZIP's comment identifies its input.
func (z *Archiver) ZIP(p *Pack, files Files) output.Output {
	replaced := map[string][]byte{}
	if z.Replace != nil {
		replaced = z.Replace(p)
	}
	key := p.key(z.Base, replaced)
	return output.Output{Address: p.ZIP, Phase: output.Asset, Key: &key, Make: func() (output.Made, error) {
		all, err := p.Files(files)
		if err != nil {
			return output.Made{}, err
		}
		comment := z.comment(all, replaced)
		recipe := store.KeyOf("pack ZIP", p.ZIP, comment)
		return output.Made{Recipe: &recipe, Trace: p.shown, Write: func(to io.Writer) error { return z.write(to, p, all, replaced, comment, files) }}, nil
	}}
}

// comment returns a hash of a ZIP's input.
func (z *Archiver) comment(all []output.File, replaced map[string][]byte) string {
	sum := sha256.New()
	fmt.Fprintln(sum, zipFormat, z.Base)
	for _, f := range all {
		fmt.Fprintf(sum, "%s %x %s\n", f.Address, f.Hash, replaced[f.Address])
	}
	return "Wayside " + hex.EncodeToString(sum.Sum(nil))
}

func (z *Archiver) write(to io.Writer, p *Pack, all []output.File, replaced map[string][]byte, comment string, files Files) error {
	w := zip.NewWriter(to)
	if err := w.SetComment(comment); err != nil {
		return err
	}
	has := make(map[string]bool, len(all))
	for _, f := range all {
		has[f.Address] = true
	}
	page, deflated := buffers.Get().(*bytes.Buffer), buffers.Get().(*bytes.Buffer)
	defer buffers.Put(page)
	defer buffers.Put(deflated)
	first, err := newMember("index.html", p.first(), deflated)
	if err != nil {
		return err
	}
	if err := first.add(w, p.Route+"/index.html"); err != nil {
		return err
	}
	for _, f := range all {
		var m member
		var err error
		if data, ok := replaced[f.Address]; ok {
			m, err = newMember(f.Address, data, deflated)
		} else if path.Ext(f.Address) == ".html" {
			if data, err = files.Read(f.Address); err == nil { // its links depend on the pack
				page.Reset()
				z.page(page, f.Address, data, p.Width, has)
				m, err = newMember(f.Address, page.Bytes(), deflated)
			}
		} else {
			m, err = z.member(f.Address, files, deflated)
		}
		if err != nil {
			return err
		}
		if err := m.add(w, p.Route+"/"+f.Address); err != nil {
			return err
		}
	}
	return w.Close()
}

// first returns the start page, which redirects to the route's page.
func (p *Pack) first() []byte {
	to, title := html.EscapeString(escaped(p.Start[0])), html.EscapeString(p.Title)
	return []byte(`<!DOCTYPE html><html lang="` + html.EscapeString(p.Lang) + `"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=` + to + `"><title>` + title + `</title><p><a href="` + to + `">` + title + `</a></p></html>`)
}

// A member is a file as a ZIP contains it.
type member struct {
	method uint16
	crc    uint32
	size   int    // of the file
	body   []byte // of the file, deflated if this is the method
}

// member returns a file that is the same in every ZIP. Styles, scripts and whatever else more
// than one ZIP contains is read and deflated twice, and then kept.
func (z *Archiver) member(address string, files Files, deflated *bytes.Buffer) (member, error) {
	known, again := z.shared.LoadOrStore(address, (*member)(nil))
	if m := known.(*member); m != nil {
		return *m, nil
	}
	data, err := files.Read(address)
	if err != nil {
		return member{}, err
	}
	m, err := newMember(address, data, deflated)
	if err == nil && again && m.method == zip.Deflate {
		kept := m
		kept.body = bytes.Clone(m.body)
		z.shared.Store(address, &kept)
	}
	return m, err
}

// newMember returns a file with the given content. The result is valid until the buffer is used
// again.
func newMember(name string, data []byte, deflated *bytes.Buffer) (member, error) {
	m := member{zip.Store, crc32.ChecksumIEEE(data), len(data), data}
	if !deflates(name) {
		return m, nil
	}
	f := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(f)
	deflated.Reset()
	f.Reset(deflated)
	if _, err := f.Write(data); err != nil {
		return m, err
	}
	err := f.Close()
	m.method, m.body = zip.Deflate, deflated.Bytes()
	return m, err
}

// add adds the file. Its sizes are written before its data, which some programs require.
func (m *member) add(w *zip.Writer, name string) error {
	h := &zip.FileHeader{Name: name, Method: m.method, CRC32: m.crc, CompressedSize64: uint64(len(m.body)), UncompressedSize64: uint64(m.size)}
	//lint:ignore SA1019 CreateRaw writes this field and ignores Modified
	h.ModifiedDate = 1<<5 | 1 // 1980-01-01, the earliest date of the format, for reproducible output
	if !ascii(name) && utf8.ValidString(name) {
		h.Flags |= 0x800
	}
	into, err := w.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = into.Write(m.body)
	return err
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// deflates reports whether deflating a file makes it smaller: pictures and recordings are
// already compressed.
func deflates(name string) bool {
	switch path.Ext(name) {
	case ".jpg", ".jpeg", ".png", ".webp", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".aac", ".mp4", ".m4v", ".mov", ".webm", ".woff2", ".pdf":
		return false
	}
	return true
}

// buffers are reused: the pages of a large guide's packs total a hundred megabytes.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// deflaters are reused: each uses half a megabyte.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 2) // 10% larger than the best level, in a fifth of the time
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

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
	"strings"
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

	packed sync.Map // hash → deflated data, for styles and scripts shared by all packs
}

// zipFormat is the version of the ZIP files' contents. Changing it invalidates all cached ones.
const zipFormat = 1

// ZIP returns the pack as one file that can be unpacked and opened without a server: a folder
// with the route's name, a start page index.html, and the pack's files, in which links out of
// the pack lead to the guide's address. The ZIP's comment identifies its input.
func (z *Archiver) ZIP(p *Pack, files Files) output.Output {
	return output.Output{Address: p.ZIP, Phase: output.Asset, Make: func() (output.Made, error) {
		all, err := p.Files(files)
		if err != nil {
			return output.Made{}, err
		}
		replaced := map[string][]byte{}
		if z.Replace != nil {
			replaced = z.Replace(p)
		}
		comment := z.comment(all, replaced)
		recipe := store.KeyOf("pack ZIP", p.ZIP, comment)
		return output.Made{Recipe: &recipe, Write: func(to io.Writer) error { return z.write(to, p, all, replaced, comment, files) }}, nil
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
	if err := z.add(w, p.Route+"/index.html", p.first(), nil); err != nil {
		return err
	}
	has := make(map[string]bool, len(all))
	for _, f := range all {
		has[f.Address] = true
	}
	page := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(page)
	for _, f := range all {
		data, shared := replaced[f.Address], []byte(nil)
		if data == nil {
			var err error
			if data, err = files.Read(f.Address); err != nil {
				return err
			}
		}
		switch {
		case path.Ext(f.Address) == ".html":
			page.Reset()
			z.page(page, f.Address, data, p.Width, has)
			data = page.Bytes()
		case strings.HasPrefix(f.Address, "assets/"):
			shared = f.Hash[:]
		}
		if err := z.add(w, p.Route+"/"+f.Address, data, shared); err != nil {
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

// add adds a file. If hash is not nil, it identifies a file shared with other packs, which is
// deflated once. Sizes are written before the data, which some programs require.
func (z *Archiver) add(w *zip.Writer, name string, data, hash []byte) error {
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 CreateRaw writes this field and ignores Modified
	h.ModifiedDate = 1<<5 | 1 // 1980-01-01, the earliest date of the format, for reproducible output
	if !ascii(name) && utf8.ValidString(name) {
		h.Flags |= 0x800
	}
	body := data
	if deflates(name) {
		h.Method = zip.Deflate
		packed := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(packed)
		packed.Reset()
		var err error
		if body, err = z.deflated(packed, data, hash); err != nil {
			return err
		}
	}
	h.CompressedSize64 = uint64(len(body))
	into, err := w.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = into.Write(body)
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
	case ".jpg", ".jpeg", ".png", ".webp", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".aac", ".woff2", ".pdf":
		return false
	}
	return true
}

// deflated deflates data into the buffer, or returns the cached result.
func (z *Archiver) deflated(into *bytes.Buffer, data, hash []byte) ([]byte, error) {
	if hash != nil {
		if done, ok := z.packed.Load(string(hash)); ok {
			return done.([]byte), nil
		}
	}
	f := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(f)
	f.Reset(into)
	if _, err := f.Write(data); err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	if hash != nil {
		z.packed.Store(string(hash), bytes.Clone(into.Bytes()))
	}
	return into.Bytes(), nil
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

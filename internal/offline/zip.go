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

// A Press makes the ZIP files of a guide's packs.
type Press struct {
	Base string // the guide's own address, where links out of a ZIP lead; "" for none
	// Instead are files that a ZIP has in place of the pack's own, by address.
	Instead func(p *Pack) map[string][]byte

	packed sync.Map // hash → deflated: the styles and scripts that all packs share
}

// zipFormat changes what is made of the same files. A change here makes every
// ZIP anew.
const zipFormat = 1

// ZIP is the pack as one file, to be unpacked and opened without a server: a
// folder with the route's name, an index.html to begin with, and the pack's
// files, whose links out of it lead to the guide's own address. The comment at
// its end identifies what it was made of.
func (z *Press) ZIP(p *Pack, files Files) output.Output {
	return output.Output{Address: p.ZIP, Phase: output.Asset, Make: func() (output.Made, error) {
		all, err := p.Files(files)
		if err != nil {
			return output.Made{}, err
		}
		instead := map[string][]byte{}
		if z.Instead != nil {
			instead = z.Instead(p)
		}
		comment := z.comment(all, instead)
		recipe := store.KeyOf("pack ZIP", p.ZIP, comment)
		return output.Made{Recipe: &recipe, Write: func(to io.Writer) error { return z.write(to, p, all, instead, comment, files) }}, nil
	}}
}

// comment identifies what a ZIP was made of.
func (z *Press) comment(all []output.File, instead map[string][]byte) string {
	of := sha256.New()
	fmt.Fprintln(of, zipFormat, z.Base)
	for _, f := range all {
		fmt.Fprintf(of, "%s %x %s\n", f.Address, f.Hash, instead[f.Address])
	}
	return "Wayside " + hex.EncodeToString(of.Sum(nil))
}

func (z *Press) write(to io.Writer, p *Pack, all []output.File, instead map[string][]byte, comment string, files Files) error {
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
		data, shared := instead[f.Address], []byte(nil)
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

// first is the page that a reader opens: it leads to the route's.
func (p *Pack) first() []byte {
	to, title := html.EscapeString(escaped(p.Start[0])), html.EscapeString(p.Title)
	return []byte(`<!DOCTYPE html><html lang="` + html.EscapeString(p.Lang) + `"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=` + to + `"><title>` + title + `</title><p><a href="` + to + `">` + title + `</a></p></html>`)
}

// add adds a file. hash, where it is not nil, is of a file that other packs
// have too, which is deflated once. The sizes stand before the data: some
// programs that unpack cannot do without.
func (z *Press) add(w *zip.Writer, name string, data, hash []byte) error {
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 CreateRaw writes this field and ignores Modified
	h.ModifiedDate = 1<<5 | 1 // 1980-01-01, the first day of the format: the clock is not read
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

// deflates reports whether deflating a file makes it smaller: pictures and
// recordings are packed already.
func deflates(name string) bool {
	switch path.Ext(name) {
	case ".jpg", ".jpeg", ".png", ".webp", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".aac", ".woff2", ".pdf":
		return false
	}
	return true
}

// deflated deflates into the buffer, or finds it done.
func (z *Press) deflated(into *bytes.Buffer, data, hash []byte) ([]byte, error) {
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

// buffers are used again: pages of a large guide's packs are a hundred
// megabytes in all.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// deflaters are used again: each holds half a megabyte.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 2) // a tenth larger than the best, in a fifth of the time
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/store"
)

// look reads one picture file and, if copies is true, makes its copies, unless the
// store has them.
func (r *Photos) look(name string, copies bool) fact {
	f, err := r.files.Open(name)
	if err != nil {
		return fact{Problem: "file-unreadable", Argument: err.Error()}
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), longestFile)) + bytes.MinRead) // instead of growing in steps
	}
	if _, err := b.ReadFrom(io.LimitReader(f, longestFile+1)); err != nil {
		return fact{Problem: "file-unreadable", Argument: err.Error()}
	}
	if b.Len() > longestFile {
		return fact{Problem: "photo-huge/bytes", Argument: strconv.Itoa(longestFile >> 20)}
	}
	return r.known(name, b.Bytes(), copies)
}

// makeMissing makes the copies of a picture unless the store has them.
func (r *Photos) makeMissing(p guide.Picture, s *source) error {
	if r.has(p) {
		return nil // a photo that was moved or touched
	}
	copies, err := s.copies(p)
	if err == nil {
		r.keep(p, copies)
	}
	return err
}

// has reports whether the store has all copies of a picture.
func (r *Photos) has(p guide.Picture) bool {
	return !slices.ContainsFunc(p.Variants, func(v guide.Variant) bool { return !r.store.Has(copyKey(p, v.Width)) })
}

// read describes the content of a picture file, which has a hash. A problem is a
// catalogue key and its argument. A picture with a warning has variants, one with an
// error does not. Unless it is nil, use is called with the decoded picture.
func read(name, hash string, data []byte, decodes *budget, use func(guide.Picture, *source) error) (p guide.Picture, problem, argument string) {
	broken := func(err error) (guide.Picture, string, string) {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return guide.Picture{}, "photo-broken/cut", ""
		}
		return guide.Picture{}, "photo-broken", err.Error()
	}
	format := formatOf(data)
	switch {
	case len(data) == 0:
		return p, "photo-broken/cut", ""
	case format == "" && published(formatNamed(path.Ext(name))):
		return p, "photo-format/unknown", ""
	case format == "":
		return p, "photo-format/convert", strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
	case !published(format):
		// A file that is named after its format was put there knowingly; one that
		// is not looks right to its editor.
		switch ext := strings.ToLower(path.Ext(name)); {
		case published(formatNamed(ext)):
			return p, "photo-format", format
		case format == "HEIC":
			return p, "photo-format/phone", ""
		}
		return p, "photo-format/convert", format
	}
	if (format == "webp" || format == "gif") && !complete(format, data) {
		return p, "photo-broken/cut", ""
	}
	if coding := frameOf(data).coding(); format == "jpeg" && coding != "" {
		return p, "photo-format/coding", coding
	}
	if n := bytes.Count(data, []byte{0xFF, 0xDA}); format == "jpeg" && n > mostScans {
		return p, "photo-broken", fmt.Sprintf("%d scans", n)
	}
	if format == "webp" && moving(format, data) {
		return p, "photo-format/animated", "" // which the decoder does not support
	}
	config, err := configOf(format, data)
	if err != nil {
		return broken(err)
	}
	if config.Width > longestSide || config.Height > longestSide || weight(config) > mostPixels {
		return p, "photo-huge", strconv.Itoa(config.Width) + " × " + strconv.Itoa(config.Height)
	}
	if config.Width == 0 || config.Height == 0 {
		return p, "photo-broken", "0 px"
	}
	if !complete(format, data) {
		return p, "photo-broken/cut", ""
	}
	defer decodes.take(weight(config))()
	m := metadataOf(format, data)
	p = guide.Picture{
		Hash: hash, Format: format, Copies: format, Width: config.Width, Height: config.Height,
		Caption: m.caption, Credit: m.credit, Licence: m.licence, Copyright: m.copyright, Taken: m.taken,
	}
	if m.orientation >= 5 {
		p.Width, p.Height = p.Height, p.Width
	}
	s, err := open(format, data, image.Pt(config.Width, config.Height), min(p.Width, widths[len(widths)-1]), m.orientation, use == nil)
	if err != nil {
		return broken(err)
	}
	if format != "jpeg" {
		p.Copies = "png"
		if photographic(s.img) {
			p.Copies = "jpeg"
		}
	}
	p.Look = s.look()
	p.Variants = variants(name, p)
	if p.Placeholder, err = s.placeholder(); err != nil {
		return broken(err)
	}
	if use != nil {
		if err := use(p, s); err != nil {
			return broken(err)
		}
	}
	switch {
	case formatNamed(path.Ext(name)) != format:
		return p, "photo-format/name", extensionOf(format)
	case moving(format, data):
		return p, "photo-format/moving", ""
	case max(p.Width, p.Height) < smallestSide:
		return p, "photo-small", strconv.Itoa(p.Width) + " × " + strconv.Itoa(p.Height)
	}
	return p, "", ""
}

// published reports whether pictures of a format are decoded and published.
func published(format string) bool {
	switch format {
	case "jpeg", "png", "gif", "webp":
		return true
	}
	return false
}

// formatNamed returns the format that an extension means, "" if it is none of the
// published ones.
func formatNamed(ext string) string {
	switch format := strings.TrimPrefix(strings.ToLower(ext), "."); format {
	case "jpg", "jpeg", "jpe", "jfif":
		return "jpeg"
	case "png", "gif", "webp":
		return format
	}
	return ""
}

// extensionOf returns the usual extension of a published format.
func extensionOf(format string) string {
	if format == "jpeg" {
		return ".jpg"
	}
	return "." + format
}

// formatOf returns a file's format by its first bytes, regardless of its name. It
// returns "" for an unknown format.
func formatOf(data []byte) string {
	for _, f := range []struct{ name, magic string }{
		{"jpeg", "\xff\xd8\xff"}, {"png", "\x89PNG\r\n\x1a\n"}, {"gif", "GIF8"}, {"TIFF", "II*\x00"}, {"TIFF", "MM\x00*"},
		{"BMP", "BM"}, {"PDF", "%PDF"}, {"PSD", "8BPS"}, {"ZIP", "PK\x03\x04"},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.name
		}
	}
	text := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 512)]))
	switch {
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")):
		return "HTML" // a saved error page
	case bytes.HasPrefix(text, []byte("<svg")), bytes.HasPrefix(text, []byte("<?xml")) && bytes.Contains(text, []byte("<svg")):
		return "SVG"
	}
	if len(data) >= 12 {
		switch string(data[4:12]) {
		case "ftypheic", "ftypheix", "ftypmif1", "ftyphevc":
			return "HEIC"
		case "ftypavif":
			return "AVIF"
		}
		if string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
			return "webp"
		}
	}
	return ""
}

// pngEnd is a PNG's last chunk.
const pngEnd = "IEND\xaeB`\x82"

// complete reports whether a picture is not truncated. A JPEG must have an end
// marker after its scan; that of an EXIF thumbnail does not count. Decoders
// accept a truncated file and fill the rest with grey.
func complete(format string, data []byte) bool {
	switch format {
	case "png":
		return bytes.Contains(data, []byte(pngEnd))
	case "gif":
		return len(data) > 13 && data[len(data)-1] == 0x3B || bytes.HasSuffix(bytes.TrimRight(data, "\x00"), []byte{0x3B})
	case "webp":
		return len(data) >= 12 && uint64(len(data)) >= uint64(binary.LittleEndian.Uint32(data[4:]))+8
	}
	pos := 2
	for pos+4 <= len(data) && data[pos] == 0xFF {
		marker := data[pos+1]
		if marker == 0xFF { // padding
			pos++
			continue
		}
		if marker == 0xDA {
			return bytes.Contains(data[pos:], []byte{0xFF, 0xD9})
		}
		pos += 2 + int(data[pos+2])<<8 + int(data[pos+3])
	}
	return false
}

// variants returns the copies as which a picture is published. Addresses contain what the
// keys of the copies contain, and so have one content for ever. Those of one photo differ in
// the width only: offline, a browser takes any.
func variants(name string, p guide.Picture) []guide.Variant {
	ext := ".jpg"
	if p.Copies == "png" {
		ext = ".png"
	}
	of := store.KeyOf("photo copies "+recipe, p.Hash, p.Copies).String()[:10]
	var all []guide.Variant
	for i, w := range widths {
		if i > 0 && w >= p.Width && len(all) > 0 && all[len(all)-1].Width == p.Width {
			break
		}
		w = min(w, p.Width)
		h := max(1, (p.Height*w+p.Width/2)/p.Width)
		address := "photos/" + stem(name) + "." + of + "-" + strconv.Itoa(w) + ext
		all = append(all, guide.Variant{Address: address, Width: w, Height: h})
	}
	return all
}

// stem returns the part of a file's name that its addresses contain.
func stem(name string) string {
	base := strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	ascii := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			return c
		}
		return -1
	}, base)
	if ascii = strings.Trim(ascii, "-"); ascii == "" {
		return "photo"
	}
	return ascii[:min(len(ascii), 40)]
}

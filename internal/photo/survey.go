package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"strconv"
	"strings"

	"wayside/internal/guide"
)

// survey reads one picture file. The problem, if any, is a catalogue key and
// its argument.
func (r *Room) survey(name string) fact {
	f, err := r.files.Open(name)
	if err != nil {
		return fact{Problem: "file-unreadable", Told: err.Error()}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, longestFile+1))
	if err != nil {
		return fact{Problem: "file-unreadable", Told: err.Error()}
	}
	if len(data) > longestFile {
		return fact{Problem: "photo-huge/bytes", Told: strconv.Itoa(longestFile >> 20)}
	}
	var result fact
	result.Picture, result.Problem, result.Told = read(name, data)
	return result
}

// read tells what a picture's bytes are. A picture with a warning has
// variants, one with an error has none.
func read(name string, data []byte) (p guide.Picture, problem, told string) {
	format := formatOf(data)
	switch format {
	case "jpeg", "png":
	case "":
		return p, "photo-format/unknown", ""
	default:
		return p, "photo-format", format
	}
	config, err := configOf(format, data)
	if err != nil {
		return p, "photo-broken", err.Error()
	}
	if config.Width > longestSide || config.Height > longestSide || config.Width*config.Height > mostPixels {
		return p, "photo-huge", strconv.Itoa(config.Width) + " × " + strconv.Itoa(config.Height)
	}
	if config.Width == 0 || config.Height == 0 {
		return p, "photo-broken", "0 px"
	}
	if format == "jpeg" && !whole(data) {
		return p, "photo-broken/cut", ""
	}
	sum := sha256.Sum256(data)
	m := metadataOf(format, data)
	p = guide.Picture{
		Hash: hex.EncodeToString(sum[:]), Format: format, Width: config.Width, Height: config.Height,
		Caption: m.caption, Credit: m.credit, Licence: m.licence, Taken: m.taken,
	}
	if m.orientation >= 5 {
		p.Width, p.Height = p.Height, p.Width
	}
	p.Variants = variants(name, p)
	if p.Placeholder, err = placeholder(format, data, m.orientation); err != nil {
		return guide.Picture{}, "photo-broken", err.Error()
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case format == "png" && ext != ".png", format == "jpeg" && ext == ".png":
		return p, "photo-format/name", strings.ToUpper(format)
	case max(p.Width, p.Height) < smallestSide:
		return p, "photo-small", strconv.Itoa(p.Width) + " × " + strconv.Itoa(p.Height)
	}
	return p, "", ""
}

// formatOf tells a file's format by its first bytes, whatever its name says;
// "" when it is none that is known.
func formatOf(data []byte) string {
	for _, f := range []struct{ name, magic string }{
		{"jpeg", "\xff\xd8\xff"}, {"png", "\x89PNG\r\n\x1a\n"}, {"GIF", "GIF8"}, {"TIFF", "II*\x00"}, {"TIFF", "MM\x00*"},
		{"BMP", "BM"}, {"PDF", "%PDF"}, {"PSD", "8BPS"}, {"HTML", "<!DOCTYPE"}, {"HTML", "<html"}, {"SVG", "<svg"}, {"ZIP", "PK\x03\x04"},
	} {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.name
		}
	}
	if len(data) >= 12 {
		switch string(data[4:12]) {
		case "ftypheic", "ftypheix", "ftypmif1", "ftyphevc":
			return "HEIC"
		case "ftypavif":
			return "AVIF"
		}
		if string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
			return "WebP"
		}
	}
	return ""
}

// configOf reads a picture's size by the decoder of its format by name:
// image.Decode would ask whatever package registered itself last.
func configOf(format string, data []byte) (image.Config, error) {
	if format == "png" {
		return png.DecodeConfig(bytes.NewReader(data))
	}
	return jpeg.DecodeConfig(bytes.NewReader(data))
}

// whole reports whether a JPEG's scan is followed by its end marker. Decoders
// accept a file whose end is missing and paint the rest grey.
func whole(data []byte) bool {
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

// variants are the copies a picture is published as.
func variants(name string, p guide.Picture) []guide.Variant {
	ext := ".jpg"
	if p.Format == "png" {
		ext = ".png"
	}
	var all []guide.Variant
	for i, w := range widths {
		if i > 0 && w >= p.Width && len(all) > 0 && all[len(all)-1].Width == p.Width {
			break
		}
		w = min(w, p.Width)
		h := max(1, (p.Height*w+p.Width/2)/p.Width)
		address := "photos/" + stem(name) + "." + p.Hash[:10] + "-" + strconv.Itoa(w) + ext
		all = append(all, guide.Variant{Address: address, Width: w, Height: h})
	}
	return all
}

// stem is a file's name as an address may have it.
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

package photo

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bep/imagemeta"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wayside/internal/guide"
)

// metadata is the EXIF, IPTC and XMP metadata of a photo.
type metadata struct {
	orientation                         int // the EXIF orientation, 1 to 8
	caption, credit, licence, copyright string
	taken                               guide.Date
}

// fields maps a field to the tags that contain it, in order of preference: what an
// archivist wrote precedes what a camera or a scanner did.
var fields = map[string][]string{
	"caption":   {"IPTC Caption-Abstract", "XMP Description", "EXIF ImageDescription", "EXIF XPTitle"},
	"credit":    {"IPTC By-line", "XMP Creator", "IPTC Credit", "XMP Credit", "EXIF Artist", "EXIF XPAuthor"},
	"licence":   {"XMP License", "XMP UsageTerms", "IPTC CopyrightNotice", "XMP Rights", "EXIF Copyright"},
	"copyright": {"IPTC CopyrightNotice", "XMP Rights", "EXIF Copyright"},
	"taken":     {"IPTC DateCreated", "XMP DateCreated", "EXIF DateTimeOriginal"},
}

// presets are descriptions that cameras write by themselves, in lower case.
var presets = map[string]bool{
	"olympus digital camera": true, "sony dsc": true, "minolta digital camera": true, "konica minolta digital camera": true,
	"kodak digital still camera": true, "digital still camera": true, "samsung": true, "samsung digital camera": true, "dcim\\100media": true,
	"exif_jpeg_picture": true, "hdr": true, "default": true,
}

// metadataOf reads a picture's metadata. It ignores what cannot be read: a photo
// with a malformed tag is usable.
func metadataOf(format string, data []byte) (m metadata) {
	m.orientation = 1
	if format != "jpeg" {
		data = packed(format, data)
	}
	found := map[string]string{}
	defer func() {
		if recover() != nil {
			m = metadata{orientation: 1}
		}
	}()
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return true },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if tag.Tag == "Orientation" && tag.Source == imagemeta.EXIF && tag.Namespace == "IFD0" {
				var n int
				if _, err := fmt.Sscan(fmt.Sprint(tag.Value), &n); err == nil && n >= 1 && n <= 8 {
					m.orientation = n
				}
				return nil
			}
			key := fmt.Sprint(tag.Source, " ", strings.ToUpper(tag.Tag[:min(1, len(tag.Tag))]), tag.Tag[min(1, len(tag.Tag)):])
			if _, ok := found[key]; !ok {
				found[key] = value(tag.Value)
			}
			return nil
		},
		// No Timeout: after it the decoder would continue in its goroutine and
		// write to what is read here. Its limits on tags bound the work.
		Warnf: func(string, ...any) {},
	})
	if err != nil && err != io.EOF && len(found) == 0 {
		return m
	}
	pick := func(what string) string {
		for _, key := range fields[what] {
			if v := found[key]; v != "" && !presets[strings.ToLower(v)] {
				return v
			}
		}
		return ""
	}
	m.caption, m.credit, m.licence, m.copyright = pick("caption"), pick("credit"), pick("licence"), pick("copyright")
	m.taken = dateOf(pick("taken"))
	return m
}

// value returns a tag's value as text; of several languages, the first.
func value(v any) string {
	const longest = 2000
	text := ""
	switch v := v.(type) {
	case string:
		text = v
	case []string:
		text = strings.Join(v, ", ")
	case time.Time:
		text = v.Format(time.DateOnly)
	}
	text = strings.TrimSpace(strings.Trim(readable(text), "\x00"))
	if len(text) > longest || !valid(text) {
		return ""
	}
	return text
}

// readable returns the text that was meant where a program declared no encoding, or the
// wrong one: the decoder then returns the bytes, or each of them as a character of
// Latin-1.
func readable(text string) string {
	raw := []byte(text)
	if utf8.ValidString(text) {
		narrow, err := charmap.ISO8859_1.NewEncoder().Bytes(raw)
		if err != nil || len(narrow) == len(raw) { // other characters, or ASCII
			return text
		}
		if utf8.Valid(narrow) {
			return string(narrow)
		}
		raw = narrow
	}
	if !chinese(raw) {
		return latin(text)
	}
	decoded, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw)
	if err != nil {
		return text
	}
	return string(decoded)
}

// latin returns a text that is no UTF-8 as Latin-1, if all bytes beyond ASCII are
// letters.
func latin(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		if c >= 0x80 && c < 0xC0 {
			return text
		}
		b.WriteRune(rune(c))
	}
	return b.String()
}

// chinese reports whether all bytes beyond ASCII are pairs of GB 2312, most of which are
// characters and not signs. Two accented letters next to each other are rare in Latin-1.
func chinese(raw []byte) bool {
	characters, signs := 0, 0
	for i := 0; i < len(raw); i++ {
		lead := raw[i]
		if lead < 0x80 {
			continue
		}
		if i++; i == len(raw) || raw[i] < 0xA1 || raw[i] == 0xFF {
			return false
		}
		switch {
		case lead >= 0xB0 && lead <= 0xF7:
			characters++
		case lead >= 0xA1 && lead <= 0xA9:
			signs++
		default:
			return false
		}
	}
	return characters > signs
}

// valid reports whether a text was decoded correctly: old cameras write IPTC in
// any encoding.
func valid(s string) bool {
	for _, c := range s {
		if c == utf8.RuneError || c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= 0x7F && c < 0xA0 {
			return false
		}
	}
	return true
}

// packed returns the metadata of a picture that is no JPEG in the segments of one, so
// that one reader reads all. Metadata larger than a segment is not read.
func packed(format string, data []byte) []byte {
	out := []byte{0xFF, 0xD8}
	segment := func(marker byte, head string, body []byte) {
		if len(body) > 0 && len(head)+len(body) <= 0xFFFD {
			out = binary.BigEndian.AppendUint16(append(out, 0xFF, marker), uint16(2+len(head)+len(body)))
			out = append(append(out, head...), body...)
		}
	}
	const exif, xmp, iptc = "Exif\x00\x00", "http://ns.adobe.com/xap/1.0/\x00", "Photoshop 3.0\x00"
	add := func(head string, body []byte) { segment(0xE1, head, body) }
	switch format {
	case "png":
		for kind, body := range pngSegments(data) {
			switch kind {
			case "eXIf":
				add(exif, body)
			case "iTXt":
				add(xmp, xmpText(body))
			case "tEXt", "zTXt":
				switch kind, profile := rawProfile(body, kind == "zTXt"); kind {
				case "exif", "APP1":
					add(exif, bytes.TrimPrefix(profile, []byte(exif)))
				case "xmp":
					add(xmp, profile)
				case "iptc", "8bim":
					segment(0xED, iptc, bytes.TrimPrefix(profile, []byte(iptc)))
				}
			}
		}
	case "webp":
		add(exif, bytes.TrimPrefix(webpChunk(data, "EXIF"), []byte(exif)))
		add(xmp, webpChunk(data, "XMP "))
	}
	return append(out, 0xFF, 0xD9)
}

// xmpText returns the XMP in an iTXt chunk that is not compressed, as the XMP
// Specification asks (part 3, 1.1.5), or nil.
func xmpText(chunk []byte) []byte {
	rest, ok := bytes.CutPrefix(chunk, []byte("XML:com.adobe.xmp\x00\x00\x00"))
	if !ok {
		return nil
	}
	_, rest, _ = bytes.Cut(rest, []byte{0}) // the language
	_, rest, _ = bytes.Cut(rest, []byte{0}) // the translated keyword
	return rest
}

// longestPacket is the maximum size of such metadata in bytes.
const longestPacket = 1 << 20

// rawProfile returns the metadata that ImageMagick and older programs put into a text
// chunk: a name, a length, and hexadecimal digits.
func rawProfile(chunk []byte, deflated bool) (kind string, profile []byte) {
	rest, ok := bytes.CutPrefix(chunk, []byte("Raw profile type "))
	name, text, _ := bytes.Cut(rest, []byte{0})
	if ok && deflated {
		text, ok = inflate(text, longestPacket)
	}
	lines := bytes.SplitN(bytes.TrimSpace(text), []byte("\n"), 3)
	if !ok || len(lines) < 3 {
		return "", nil
	}
	profile, err := hex.DecodeString(strings.ReplaceAll(string(lines[2]), "\n", ""))
	if err != nil {
		return "", nil
	}
	return string(name), profile
}

func dateOf(s string) guide.Date {
	if len(s) < 10 {
		return guide.Date{}
	}
	for _, layout := range []string{"2006:01:02", time.DateOnly} {
		if t, err := time.Parse(layout, s[:10]); err == nil {
			return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	return guide.Date{}
}

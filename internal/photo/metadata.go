package photo

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"wayside/internal/guide"
)

// metadata is the EXIF, IPTC and XMP metadata of a photo.
type metadata struct {
	orientation              int // the EXIF orientation, 1 to 8
	caption, credit, licence string
	taken                    guide.Date
}

// fields maps a field to the tags that contain it, in order of preference.
var fields = map[string][]string{
	"caption": {"IPTC Caption-Abstract", "XMP Description", "EXIF ImageDescription"},
	"credit":  {"IPTC By-line", "XMP Creator", "IPTC Credit", "XMP Credit", "EXIF Artist"},
	"licence": {"XMP License", "XMP UsageTerms", "IPTC CopyrightNotice", "XMP Rights", "EXIF Copyright"},
	"taken":   {"EXIF DateTimeOriginal", "XMP DateCreated"},
}

// metadataOf reads a picture's metadata. It ignores what cannot be read: a photo
// with a malformed tag is usable.
func metadataOf(format string, data []byte) (m metadata) {
	m.orientation = 1
	found := map[string]string{}
	kind := imagemeta.JPEG
	switch format {
	case "png":
		kind = imagemeta.PNG
	case "webp":
		kind = imagemeta.WebP
	case "gif":
		return m // which has none
	}
	defer func() {
		if recover() != nil {
			m = metadata{orientation: 1}
		}
	}()
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: kind, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
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
			if v := found[key]; v != "" {
				return v
			}
		}
		return ""
	}
	m.caption, m.credit, m.licence = pick("caption"), pick("credit"), pick("licence")
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
	text = strings.TrimSpace(strings.Trim(text, "\x00"))
	if len(text) > longest || !valid(text) {
		return ""
	}
	return text
}

// valid reports whether a text was decoded correctly: old cameras write IPTC in
// any encoding.
func valid(s string) bool {
	for _, c := range s {
		if c == '\uFFFD' || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
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

package load

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/track"
)

// readTrack is a parsed recording; its track is nil if it has no line.
type readTrack struct {
	track    *track.Track
	problems diag.List
}

// follow sets the ways of routes with a recording. Parsed recordings are cached;
// ways are computed again, because sites and stops may have moved.
func (l *Loader) follow(g *guide.Guide, problems *diag.List) {
	var files []string
	named := map[string]bool{}
	for i := range g.Routes {
		if file := g.Routes[i].Track; file != "" && !named[file] {
			named[file] = true
			files = append(files, file)
		}
	}
	read := make([]*readTrack, len(files))
	complete := l.each(len(files), func(i int) {
		if read[i] = l.tracks[files[i]]; read[i] == nil {
			read[i] = l.trackOf(files[i])
		}
	})
	if !complete {
		return
	}
	l.tracks = make(map[string]*readTrack, len(files))
	for i, r := range read {
		l.tracks[files[i]] = r
		*problems = append(*problems, r.problems...)
	}
	found := make([]diag.List, len(g.Routes))
	l.each(len(g.Routes), func(i int) {
		r := &g.Routes[i]
		if t := l.tracks[r.Track]; t != nil && t.track != nil {
			r.Way = t.track.Follow(g, r, &found[i])
		}
		if r.Mode == guide.AtHome {
			found[i] = nil // nobody follows it, and it may lead past some of the stops only
		}
	})
	for _, f := range found {
		*problems = append(*problems, f...)
	}
}

func (l *Loader) trackOf(file string) *readTrack {
	r := &readTrack{}
	raw, _ := readBytes(l.fsys, file, longestTrack, "file-size/track", &r.problems)
	if raw == nil { // if it was removed just now, the next Load reports that
		return r
	}
	if text := Foreign(file, raw, &r.problems); text != nil {
		r.track = track.Read(file, text, &r.problems)
	}
	return r
}

// Foreign returns the text of a file that another program wrote, as UTF-8. Its
// byte order mark and line ends are not reported, and its encoding is recognised,
// since the one that its first line declares may be wrong. A wrong guess affects
// only names, which are then reported as mojibake.
func Foreign(file string, raw []byte, problems *diag.List) []byte {
	order, mark := unicode.LittleEndian, unicode.UseBOM
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}),
		bytes.HasPrefix(raw, []byte("<\x00")), bytes.HasPrefix(raw, []byte("\x00<")):
		if raw[0] == 0 {
			order = unicode.BigEndian
		}
		if raw[0] == 0 || raw[0] == '<' {
			mark = unicode.IgnoreBOM
		}
		raw, _ = unicode.UTF16(order, mark).NewDecoder().Bytes(raw) // odd bytes become U+FFFD
	}
	if utf8.Valid(raw) {
		return raw
	}
	if text := fromGBK(raw); text != nil {
		return text
	}
	problems.Add(diag.PlaceIn(file, raw, firstInvalid(raw)), "file-encoding")
	return nil
}

package load

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	walkRoute = "title = \"守海\"\ntrack = \"walk.gpx\"\n[[stop]]\nsite = \"kaishan\"\n[[stop]]\nsite = \"pier\"\n"
	walkTrack = "<?xml version=\"1.0\" encoding=\"GBK\"?>\r\n<gpx><trk><name>守海</name><trkseg>\r\n" +
		"<trkpt lat=\"34.53\" lon=\"119.87\"/><trkpt lat=\"34.53\" lon=\"119.875\"/><trkpt lat=\"34.535\" lon=\"119.875\"/></trkseg></trk></gpx>"
)

// walked returns the project with a track along a route whose second stop also has a
// position.
func walked() map[string]string {
	files := whole()
	files["sites.toml"] += "location = { lat = 34.535, lon = 119.875 }\n"
	files["routes/sea.toml"], files["routes/walk.gpx"] = walkRoute, walkTrack
	return files
}

func TestTrack(t *testing.T) {
	g, found := loaded(New(project(walked()), theme))
	if len(found) > 0 {
		t.Error(report(found))
	}
	w := g.Route("sea").Way
	if w == nil || len(w.Line) != 3 || w.Legs[0] != 0 || w.Legs[1] < 1012 || w.Legs[1] > 1016 || w.Metres != w.Legs[1] {
		t.Errorf("way %+v", w)
	}
}

// TestTrackEncodings reads tracks in the encodings that apps use, some of which
// declare another one.
func TestTrackEncodings(t *testing.T) {
	for name, e := range map[string]encoding.Encoding{
		"UTF-8 with a mark": unicode.UTF8BOM, "GBK": simplifiedchinese.GBK,
		"UTF-16 with a mark":      unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 big, with a mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16":                  unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16 big":              unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		files := walked()
		files["routes/walk.gpx"], _ = e.NewEncoder().String(walkTrack)
		if g, found := loaded(New(project(files), theme)); len(found) > 0 || g.Route("sea").Way == nil {
			t.Errorf("%s: %s", name, report(found))
		}
	}
	files := walked()
	files["routes/walk.gpx"] = strings.Replace(walkTrack, "守海", "Caf\xe9\xff\xff", 1)
	if _, found := loaded(New(project(files), theme)); report(found) != "routes/walk.gpx:2:20 file-encoding" {
		t.Error(report(found))
	}
}

// TestTrackForgotten checks that a loader that forgets a changed file has the same
// routes as a new one.
func TestTrackForgotten(t *testing.T) {
	files := walked()
	m := project(files)
	l := New(m, theme)
	loaded(l)
	for _, step := range []struct{ file, text, want string }{
		{"routes/walk.gpx", strings.Replace(walkTrack, "34.535", "34.52", 1), "routes/sea.toml:5:1 track-stop"},
		{"sites.toml", strings.Replace(files["sites.toml"], "34.535", "34.52", 1), ""},
		{"routes/walk.gpx", "<kml/>", "routes/walk.gpx:1:1 track-broken/other"},
		{"routes/walk.gpx", "", "routes/sea.toml:2:10 path-missing"},
		{"routes/walk.gpx", strings.Replace(walkTrack, "34.535", "34.52", 1), ""},
		{"routes/sea.toml", strings.Replace(walkRoute, "track", "#", 1), "routes/walk.gpx file-unused/track"},
	} {
		if step.text == "" {
			delete(m, step.file)
		} else {
			m[step.file] = project(map[string]string{step.file: step.text})[step.file]
		}
		l.Forget(step.file)
		g, found := loaded(l)
		fresh, _ := loaded(New(m, theme))
		if report(found) != strings.TrimSpace(step.want) {
			t.Errorf("%s: %q, want %q", step.file, report(found), step.want)
		}
		if !reflect.DeepEqual(g.Routes, fresh.Routes) {
			t.Errorf("%s: the routes differ from those of a new loader", step.file)
		}
	}
}

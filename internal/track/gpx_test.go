package track

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/markup"
)

// files are contents of files with the expected problem or number of points.
var files = []struct{ name, text, want string }{
	{"GPX 1.0", `<?xml version="1.0"?><gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0"><trk><trkseg><trkpt lat="34.1" lon="119"/><trkpt lat="34.2" lon="119"/></trkseg></trk></gpx>`, "2"},
	{"single quotes, reverse order, spaces", "<gpx><trk><trkseg><trkpt\n lon = ' 119 '\r\n\tlat='34.1' ></trkpt><trkpt lat='34.2' lon='119'/></trkseg></trk></gpx>", "2"},
	{"a prefix", `<g:gpx xmlns:g="http://www.topografix.com/GPX/1/1"><g:trk><g:trkseg><g:trkpt lat="34.1" lon="119"/><g:trkpt lat="34.2" lon="119"/></g:trkseg></g:trk></g:gpx>`, "2"},
	{"a route", `<gpx><wpt lat="1" lon="1"/><rte><rtept lat="34.1" lon="119"><extensions><x:rpt lat="1" lon="2"/><trkpt lat="7" lon="7"/></extensions></rtept><rtept lat="34.2" lon="119"/></rte></gpx>`, "2"},
	{"a track and a route", `<gpx><rte><rtept lat="1" lon="1"/></rte><trk><trkseg/><trkseg><trkpt lat="34.1" lon="119"/><trkpt lat="34.2" lon="119"/></trkseg></trk></gpx>`, "2"},
	{"what may be in between", `<!-- <trkpt --><!DOCTYPE gpx SYSTEM "gpx.dtd"><gpx><metadata><name><![CDATA[<trkpt lat="x">]]></name></metadata><?x <trkpt?><trk><trkseg><trkpt lat="34.1" lon="119"><desc>a &lt; b</desc></trkpt><trkpt lat="34.2" lon="119"/></trkseg></trk></gpx> <!-- end -->`, "2"},
	{"Chinese names", `<gpx><轨迹 名="守海"/><trk><name>守海</name><trkseg><trkpt lat="34.1" lon="119"/><trkpt lat="34.2" lon="119"/></trkseg></trk></gpx>`, "2"},

	{"nothing", "", "1:1 track-broken/other"},
	{"a text", "守海\n", "1:1 track-broken/other"},
	{"a KML", "<?xml version=\"1.0\"?>\n<kml></kml>", "2:1 track-broken/other"},
	{"a KMZ", "PK\x03\x04\x00", "1:1 track-broken/other"},
	{"cut off", "<gpx>\n<trk><trkseg><trkpt lat=\"34\" lon=\"119\">\n<ele>3", "3:7 track-broken/cut ele"},
	{"cut off in a tag", "<gpx>\n<trk><trkseg><trkpt lat=\"34\" lo", "2:32 track-broken"},
	{"cut off in a comment", "<gpx>\n<!-- ", "2:1 track-broken"},
	{"closed wrongly", "<gpx>\n<trk></gpx>", "2:6 track-broken"},
	{"two roots", "<gpx></gpx>\n<gpx/>", "2:1 track-broken"},
	{"trailing text", "<gpx></gpx>\n守", "2:1 track-broken"},
	{"no quotes", "<gpx><trk><trkseg><trkpt lat=34 lon=119/></trkseg></trk></gpx>", "1:30 track-broken"},
	{"swelling entities", "<?xml version=\"1.0\"?>\n<!DOCTYPE gpx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<gpx>&b;</gpx>", "2:1 track-broken/entities"},
	{"nested deeply", "<gpx>" + strings.Repeat("<a>", 1_000_000), "1:303 track-broken"},
	{"lat 200", "<gpx><trk><trkseg>\n<trkpt lon=\"119\" lat=\"200\"/></trkseg></trk></gpx>", "2:23 track-broken/position lat 200 90"},
	{"lon 181", "<gpx><trk><trkseg><trkpt lat=\"34\" lon=\"-181\"/></trkseg></trk></gpx>", "1:40 track-broken/position lon -181 180"},
	{"NaN", "<gpx><trk><trkseg><trkpt lat=\"NaN\" lon=\"119\"/></trkseg></trk></gpx>", "1:31 track-broken/position lat NaN 90"},
	{"infinite", "<gpx><trk><trkseg><trkpt lat=\"1e999\" lon=\"119\"/></trkseg></trk></gpx>", "1:31 track-broken/position lat 1e999 90"},
	{"no number", "<gpx><trk><trkseg><trkpt lat=\"34,5\" lon=\"119\"/></trkseg></trk></gpx>", "1:31 track-broken/position lat 34,5 90"},
	{"no lon", "<gpx><trk><trkseg>\n<trkpt lat=\"34\"/></trkseg></trk></gpx>", "2:1 track-broken/nowhere"},
	{"no points", "<gpx><wpt lat=\"34\" lon=\"119\"/></gpx>", "1:1 track-broken/empty 0"},
	{"one point", "<gpx><trk><trkseg><trkpt lat=\"34\" lon=\"119\"/></trkseg></trk></gpx>", "1:1 track-broken/empty 1"},
	{"one place", "<gpx><trk><trkseg>" + strings.Repeat("<trkpt lat=\"34\" lon=\"119\"/>", 50) + "</trkseg></trk></gpx>", "1:1 track-broken/empty 50"},
	{"no fix at all", "<gpx><trk><trkseg>" + strings.Repeat("<trkpt lat=\"0\" lon=\"0\"/>", 2) + "</trkseg></trk></gpx>", "1:1 track-broken/empty 2"},
	{"too many", "<gpx><trk><trkseg>" + strings.Repeat("\n<trkpt lat=\"34\" lon=\"119\"/>", most+1), fmt.Sprintf("%d:1 track-broken/long %d", most+2, most)},
}

func TestRead(t *testing.T) {
	for _, c := range files {
		t.Run(c.name, func(t *testing.T) {
			var problems diag.List
			tr := Read("walk.gpx", []byte(c.text), &problems)
			got := ""
			for _, p := range problems {
				got += strings.TrimSpace(fmt.Sprintf("%d:%d %s ", p.Place.Line, p.Place.Column, p.Key) + fmt.Sprintln(p.Args...))
			}
			if tr != nil {
				points, _ := scan([]byte(c.text))
				got += fmt.Sprint(len(points))
				if m := tr.Metres(); m < 11_000 || m > 11_200 {
					t.Errorf("%.0f m", m)
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestTestdata reads files in the style of three kinds of programs, with pauses,
// jumps, sparse points and namespaces.
func TestTestdata(t *testing.T) {
	for name, want := range map[string][2]float64{"phone.gpx": {380, 440}, "watch.gpx": {780, 820}, "planned.gpx": {1090, 1130}} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if m := read(t, text).Metres(); m < want[0] || m > want[1] {
			t.Errorf("%s: %.0f m, want %v", name, m, want)
		}
	}
}

func TestSeconds(t *testing.T) {
	for text, want := range map[string]float64{
		"1970-01-01T00:01:00Z": 60, "1970-01-01T00:01:00.25Z": 60.25, "1970-01-02 00:00:00": 86400, "1970-01-01T00:00:01+08:00": 1,
		"": math.NaN(), "yesterday at seven o'clock": math.NaN(), "1970/01/01": math.NaN(),
	} {
		if got := seconds([]byte(text)); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestMemory checks that reading a file of the maximum length allocates memory in
// proportion to its points, and that a file of only tags allocates almost none.
func TestMemory(t *testing.T) {
	for name, c := range map[string]struct {
		text []byte
		most uint64 // bytes
	}{
		"points":   {[]byte("<gpx><trk><trkseg>" + strings.Repeat(`<trkpt lat="34" lon="119"/><trkpt lat="35" lon="118"/>`, most/2) + "</trkseg></trk></gpx>"), 200 << 20},
		"marks":    {[]byte("<gpx>" + strings.Repeat("<a/>", 5<<20) + "</gpx>"), 1 << 20},
		"one word": {append([]byte("<gpx><trkpt lat='"), bytes.Repeat([]byte("1"), 20<<20)...), 1 << 20},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Read("walk.gpx", c.text, new(diag.List))
		runtime.ReadMemStats(&after)
		if grown := after.TotalAlloc - before.TotalAlloc; grown > c.most {
			t.Errorf("%s: allocated %d MiB for %d MiB of text", name, grown>>20, len(c.text)>>20)
		}
	}
}

// FuzzRead checks that any text either yields a problem with a valid position, or a
// line that can be followed. If encoding/xml can read it, the points must be equal.
func FuzzRead(f *testing.F) {
	for _, c := range files {
		if len(c.text) < 4096 {
			f.Add([]byte(c.text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		points, fault := scan(text)
		if fault != nil && (fault.offset < 0 || fault.offset > len(text) || len(points) > 0) {
			t.Fatalf("byte %d of %d: %s", fault.offset, len(text), fault.key)
		}
		if want, ok := oracle(text); ok && (fault == nil || !slices.Contains([]string{"track-broken/entities", "track-broken/position", "track-broken/nowhere"}, fault.key)) {
			got := []geo.Point{}
			for _, p := range points {
				got = append(got, p.Point)
			}
			if fault != nil || !slices.Equal(got, want) {
				t.Fatalf("%q: %v (%v), encoding/xml has %v", text, got, fault, want)
			}
		}
		var problems diag.List
		tr := Read("walk.gpx", text, &problems)
		if (tr == nil) != (len(problems) == 1) {
			t.Fatalf("track: %t, problems: %v", tr != nil, problems)
		}
		if tr == nil {
			return
		}
		g, r := tour(planeAt(tr.line[0]), spot{}, spot{100, 100}, spot{-50, 900})
		w := tr.Follow(g, r, &problems)
		for _, p := range w.Line {
			if !p.Valid() {
				t.Fatalf("the line contains %v", p)
			}
		}
		if p := w.Profile; p != nil && (len(p.Heights) < 2 || p.Up < 0 || p.Down < 0 || !(p.Step > 0) || slices.ContainsFunc(p.Heights, func(h float64) bool { return !(h >= deepest && h <= highest) })) {
			t.Fatalf("the profile is %+v", p)
		}
		for _, m := range w.Legs {
			if m < 0 || m > w.Metres+1 {
				t.Fatalf("legs %v of %d m", w.Legs, w.Metres)
			}
		}
	})
}

// oracle reads a GPX file's points with encoding/xml. It returns false if that fails or
// if names are not ASCII, which encoding/xml validates more strictly than needed here.
func oracle(text []byte) ([]geo.Point, bool) {
	d := xml.NewDecoder(bytes.NewReader(text))
	var open []string
	tracks, routes := []geo.Point{}, []geo.Point{}
	skip, rooted := 0, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && rooted && len(open) == 0 {
			if len(tracks) > 0 {
				return tracks, true
			}
			return routes, true
		}
		if err != nil {
			return nil, false
		}
		switch e := token.(type) {
		case xml.Directive:
			return nil, false
		case xml.CharData:
			if len(open) == 0 && len(bytes.TrimSpace(e)) > 0 {
				return nil, false
			}
		case xml.EndElement:
			if skip == len(open) {
				skip = 0
			}
			open = open[:len(open)-1]
		case xml.StartElement:
			name := e.Name.Local
			if len(open) == 0 && (rooted || name != "gpx") || len(open) >= markup.Deepest || strings.Contains(name, ":") {
				return nil, false
			}
			rooted = true
			open = append(open, name)
			if skip == 0 && name == "extensions" {
				skip = len(open)
			}
			if skip > 0 || name != "trkpt" && name != "rtept" {
				continue
			}
			var p geo.Point
			seen := 0
			for _, a := range e.Attr {
				if a.Name.Space != "" || strings.ContainsAny(a.Value, "&\r\n") {
					return nil, false
				}
				v := math.NaN()
				if fmt.Sscan(a.Value, &v); a.Name.Local == "lat" {
					p.Lat, seen = v, seen|1
				} else if a.Name.Local == "lon" {
					p.Lon, seen = v, seen|2
				}
			}
			if seen != 3 || !p.Valid() {
				return nil, false
			}
			if name == "trkpt" {
				tracks = append(tracks, p)
			} else {
				routes = append(routes, p)
			}
		}
	}
}

package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is a name that tries to break out of its context in the formats.
const hostile = "]]> <b>&amp;</b> \"a\" 'b'; c, d\\n \\ :\r\nX-EVIL:1\x00\x01\x1b\u0085\ufffe\xff <!-- 🏯 --> {{.}} <![CDATA["

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// full returns a route with all features: two halls at one site, a lunch without a
// position, an approximate position, and a hostile name.
func full(t *testing.T) *Route {
	a, b, c := geo.Point{Lat: 40.0028123456, Lon: 116.3190987654}, geo.Point{Lat: 40.0011, Lon: 116.3}, geo.Point{Lat: 39.99, Lon: 116.305}
	return &Route{
		Name: "清华早期建筑", About: "半天的步行。\n\n十一站。", Author: "编者", Credit: "编者，CC BY-SA 4.0", URL: "https://a.example/g/routes/r/",
		StopsLabel: "各站", WayLabel: "路线",
		Stops: []Stop{
			{Number: 1, Name: "西门", Kind: "文物建筑", Text: "集合，点名；分组。", When: "08:30–08:40", Address: "清华西路, 1号", URL: "https://a.example/g/sites/w/", At: &a, Stay: 10, Arrive: 510, Depart: 520},
			{Number: 2, Name: "西门 · 门楼", When: "08:40–08:50", At: &a, Stay: 10, Arrive: 520, Depart: 530},
			{Number: 3, Name: "午餐", When: "09:00–10:00", Stay: 60, Arrive: 540, Depart: 600},
			{Number: 4, Name: hostile, Kind: hostile, Text: hostile, Address: hostile, When: "10:30", Doubt: "约略位置，误差可达 800 米", At: &b, Accuracy: 800, Arrive: 630, Depart: 630},
			{Number: 5, Name: strings.Repeat("很长的名字", 20), When: "11:00–12:00", At: &c, Stay: 60, Arrive: 660, Depart: 720},
		},
		Ways: []Way{{By: "walk", Line: []geo.Point{a, b}}, {By: "ferry", Line: []geo.Point{b, c}}},
		Tour: &Tour{ID: "r@a.example.g", Date: guide.Date{Year: 2026, Month: 10, Day: 14}, Zone: zone(t, "Asia/Shanghai"), Start: 510, End: 735},
	}
}

// bare returns the minimal route with a position.
func bare() *Route {
	return &Route{Name: "一站", Stops: []Stop{{Number: 1, Name: "井", At: &geo.Point{Lat: -1, Lon: 0}}}}
}

// recorded returns a route with a traced way and a straight one.
func recorded(t *testing.T) *Route {
	r := full(t)
	r.Ways[0] = Way{"walk", []geo.Point{*r.Stops[0].At, {Lat: 40.002, Lon: 116.31}, *r.Stops[3].At}, true}
	return r
}

// atHome returns a route whose stops are not connected.
func atHome(t *testing.T) *Route {
	r := recorded(t)
	r.Apart, r.Tour = true, nil
	return r
}

var formats = []struct {
	ext  string
	make func(*Route) ([]byte, error)
}{
	{"gpx", GPX}, {"kml", KML}, {"geojson", GeoJSON},
	{"ics", func(r *Route) ([]byte, error) {
		if r.Tour == nil {
			return nil, nil
		}
		return Calendar(r), nil
	}},
}

func routes(t *testing.T) map[string]*Route {
	return map[string]*Route{"full": full(t), "bare": bare(), "recorded": recorded(t), "home": atHome(t)}
}

// TestGoldens compares each format with a golden file that was reviewed and read by the
// programs of readers_test.go.
func TestGoldens(t *testing.T) {
	left := map[string]bool{}
	files, _ := filepath.Glob("testdata/*.*")
	for _, f := range files {
		left[f] = true
	}
	for name, r := range routes(t) {
		for _, f := range formats {
			got, err := f.make(r)
			if err != nil || got == nil {
				if err != nil {
					t.Errorf("%s.%s: %v", name, f.ext, err)
				}
				continue
			}
			if again, _ := f.make(r); !bytes.Equal(got, again) {
				t.Errorf("%s.%s: two calls gave different bytes", name, f.ext)
			}
			file := filepath.Join("testdata", name+"."+f.ext)
			delete(left, file)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Error(err)
				}
				continue
			}
			if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s differs (%v); run with -update\n%s", file, err, got)
			}
		}
	}
	for file := range left {
		t.Errorf("%s is an orphan golden file", file)
	}
}

// TestHostile checks that reading a file returns the original text, except for
// characters that cannot be represented, and no injected markup.
func TestHostile(t *testing.T) {
	r := full(t)
	want := line(hostile)
	for _, bad := range []string{"\x00", "\x1b", "\u0085", "\ufffe", "\ufffd", "\n"} {
		if strings.Contains(want, bad) {
			t.Errorf("%q remains in %q", bad, want)
		}
	}
	for _, f := range formats[:2] {
		data, err := f.make(r)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(f.ext, ": ", err)
			}
			switch token := token.(type) {
			case xml.Comment, xml.Directive:
				t.Errorf("%s: unexpected %T", f.ext, token)
			case xml.CharData:
				if strings.Contains(string(token), want) {
					found++
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: the name is missing or changed", f.ext)
		}
	}
	data, _ := GeoJSON(r)
	if !json.Valid(data) || !strings.Contains(string(data), "]]> <b>&amp;</b>") {
		t.Errorf("GeoJSON: %s", data)
	}
}

// TestGeoJSON checks the requirements of RFC 7946 beyond valid JSON.
func TestGeoJSON(t *testing.T) {
	for name, r := range routes(t) {
		data, err := GeoJSON(r)
		if err != nil {
			t.Fatal(err)
		}
		var c map[string]json.RawMessage
		var whole struct {
			Type     string
			BBox     []float64
			Features []struct {
				Type       string
				Properties map[string]any
				Geometry   struct {
					Type        string
					Coordinates json.RawMessage
				}
			}
		}
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(name, ": ", err)
		}
		if err := json.Unmarshal(data, &whole); err != nil {
			t.Fatal(name, ": ", err)
		}
		for _, forbidden := range []string{"crs", "geometry", "coordinates", "properties"} { // sections 4 and 7.1
			if _, ok := c[forbidden]; ok {
				t.Errorf("%s: the collection contains %s", name, forbidden)
			}
		}
		if whole.Type != "FeatureCollection" || len(whole.BBox) != 4 || whole.BBox[0] > whole.BBox[2] || whole.BBox[1] > whole.BBox[3] {
			t.Errorf("%s: %s %v", name, whole.Type, whole.BBox)
		}
		for i, f := range whole.Features {
			var line [][]float64
			switch f.Geometry.Type {
			case "Point":
				line = make([][]float64, 1)
				err = json.Unmarshal(f.Geometry.Coordinates, &line[0])
			case "LineString":
				if err = json.Unmarshal(f.Geometry.Coordinates, &line); len(line) < 2 {
					t.Errorf("%s, %d: a line of %d positions", name, i, len(line))
				}
			default:
				t.Errorf("%s, %d: %s", name, i, f.Geometry.Type)
			}
			if err != nil || f.Type != "Feature" || f.Properties == nil {
				t.Errorf("%s, %d: %v %+v", name, i, err, f)
			}
			for _, p := range line {
				if len(p) != 2 || p[0] < whole.BBox[0] || p[0] > whole.BBox[2] || p[1] < whole.BBox[1] || p[1] > whole.BBox[3] {
					t.Errorf("%s, %d: %v is not a position in %v", name, i, p, whole.BBox)
				}
			}
		}
	}
}

// TestCalendarLines checks that lines end in CRLF, have at most 75 octets, do not split
// characters, and contain no injected property.
func TestCalendarLines(t *testing.T) {
	data := Calendar(full(t))
	lines := strings.SplitAfter(string(data), "\r\n")
	for _, l := range lines[:len(lines)-1] {
		if l = strings.TrimSuffix(l, "\r\n"); len(l) > 75 || l != strings.ToValidUTF8(l, "") || strings.ContainsAny(l, "\r\n\x00\x1b") || strings.HasPrefix(l, "X-EVIL") {
			t.Errorf("%d octets: %q", len(l), l)
		}
	}
	if lines[len(lines)-1] != "" {
		t.Errorf("the last line is %q, want CRLF at the end", lines[len(lines)-1])
	}
}

// TestCalendarRead reads the file with an independent parser.
func TestCalendarRead(t *testing.T) {
	r := full(t)
	c, err := ics.ParseCalendar(bytes.NewReader(Calendar(r)))
	if err != nil {
		t.Fatal(err)
	}
	events := c.Events()
	if len(events) != 1+len(r.Stops) {
		t.Fatalf("%d events", len(events))
	}
	seen := map[string]bool{}
	for i, e := range events {
		start, err := e.GetStartAt()
		if err != nil {
			t.Fatal(err)
		}
		minute, name := r.Tour.Start, r.Name
		if i > 0 {
			minute, name = r.Stops[i-1].Arrive, line(r.Stops[i-1].title())
		}
		if want := r.Tour.at(minute); !start.Equal(want) {
			t.Errorf("event %d starts %v, want %v", i, start, want)
		}
		if got := e.GetProperty(ics.ComponentPropertySummary).Value; got != name {
			t.Errorf("event %d has the summary %q, want %q", i, got, name)
		}
		if id := e.Id(); seen[id] || !strings.HasSuffix(id, "@a.example.g") {
			t.Errorf("event %d has the UID %q", i, id)
		}
		seen[e.Id()] = true
	}
	if end, err := events[0].GetEndAt(); err != nil || !end.Equal(r.Tour.at(735)) {
		t.Errorf("end of the tour: %v, %v", end, err)
	}
	if events[4].GetProperty(ics.ComponentPropertyDtEnd) != nil {
		t.Error("a stop without duration has DTEND")
	}
}

// TestTimezone checks the offsets written in VTIMEZONE.
func TestTimezone(t *testing.T) {
	for _, c := range []struct {
		zone       string
		day        guide.Date
		start, end int
		want       string
	}{
		{"Asia/Shanghai", guide.Date{Year: 2026, Month: 10, Day: 14}, 510, 735, "STANDARD 19910915T020000 +0900 +0800"},
		{"Europe/Berlin", guide.Date{Year: 2026, Month: 7, Day: 1}, 510, 735, "DAYLIGHT 20260329T020000 +0100 +0200"},
		{"Europe/Berlin", guide.Date{Year: 2026, Month: 10, Day: 24}, 1380, 1800, "DAYLIGHT 20260329T020000 +0100 +0200; STANDARD 20261025T030000 +0200 +0100"},
		{"America/St_Johns", guide.Date{Year: 2026, Month: 1, Day: 5}, 510, 735, "STANDARD 20251102T020000 -0230 -0330"},
		{"Asia/Kathmandu", guide.Date{Year: 2026, Month: 1, Day: 5}, 510, 735, "STANDARD 19860101T000000 +0530 +0545"},
		{"UTC", guide.Date{Year: 2026, Month: 1, Day: 5}, 510, 735, ""},
	} {
		r := bare()
		r.Tour = &Tour{ID: "r@x", Date: c.day, Zone: zone(t, c.zone), Start: c.start, End: c.end}
		if got := observances(Calendar(r)); got != c.want {
			t.Errorf("%s on %s\n got %s\nwant %s", c.zone, c.day, got, c.want)
		}
	}
}

// observances returns those of a calendar, as DAYLIGHT 20260329T020000 +0100 +0200.
func observances(calendar []byte) string {
	var all []string
	kind := ""
	for l := range strings.SplitSeq(string(calendar), "\r\n") {
		name, value, _ := strings.Cut(l, ":")
		switch {
		case name == "BEGIN" && (value == "STANDARD" || value == "DAYLIGHT"):
			kind = value
		case name == "DTSTART" && kind != "", name == "TZOFFSETFROM", name == "TZOFFSETTO":
			kind += " " + value
		case name == "END" && kind != "":
			all = append(all, kind)
			kind = ""
		}
	}
	return strings.Join(all, "; ")
}

// TestZoneByRule checks a calendar in zones that the database describes by a rule for every
// year, as that of the program does and that of many a system only for distant years.
func TestZoneByRule(t *testing.T) {
	for _, c := range []struct {
		rule string
		day  guide.Date
		want string
	}{
		{"NST3:30NDT,M3.2.0,M11.1.0", guide.Date{Year: 2026, Month: 1, Day: 5}, "STANDARD 20251102T020000 -0230 -0330"},
		{"NST3:30NDT,M3.2.0,M11.1.0", guide.Date{Year: 2026, Month: 7, Day: 5}, "DAYLIGHT 20260308T020000 -0330 -0230"},
		{"NST3:30NDT,M3.2.0,M11.1.0", guide.Date{Year: 2025, Month: 12, Day: 31}, "STANDARD 20251102T020000 -0230 -0330"},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", guide.Date{Year: 2026, Month: 1, Day: 5}, "DAYLIGHT 20251005T020000 +1000 +1100"},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", guide.Date{Year: 2025, Month: 12, Day: 31}, "DAYLIGHT 20251005T020000 +1000 +1100"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", guide.Date{Year: 2028, Month: 12, Day: 30}, "STANDARD 20281029T030000 +0200 +0100"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", guide.Date{Year: 2028, Month: 12, Day: 31}, "STANDARD 20281029T030000 +0200 +0100"},
	} {
		r := bare()
		r.Tour = &Tour{ID: "r@x", Date: c.day, Zone: ruledZone(t, c.rule), Start: 1380, End: 1380 + 26*60}
		if got := observances(Calendar(r)); got != c.want {
			t.Errorf("%s on %s\n got %s\nwant %s", c.rule, c.day, got, c.want)
		}
	}
}

// ruledZone returns a zone without transitions of its own, only with a rule of POSIX.
func ruledZone(t *testing.T, rule string) *time.Location {
	header := append([]byte("TZif2"), make([]byte, 39)...)
	header[39], header[43] = 1, 1 // types, bytes of names
	data := append(slices.Clone(header), 0, 0, 0, 0, 0, 0, 0)
	data = append(append(data, header...), 0, 0, 0, 0, 0, 0, 0)
	zone, err := time.LoadLocationFromTZData("Ruled", append(data, "\n"+rule+"\n"...))
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestMapLinks compares the links with positions converted by gcoord 1.0.7.
func TestMapLinks(t *testing.T) {
	at := geo.Point{Lat: 39.908722, Lon: 116.397499}
	for country, want := range map[string]string{
		"CN": `amap https://uri.amap.com/marker?position=116.403743,39.910126&name=%E9%97%A8%20%26%20%22a%22&src=wayside&coordinate=gaode&callnative=1
baidu https://api.map.baidu.com/marker?location=39.916465,116.410116&title=%E9%97%A8%20%26%20%22a%22&content=%E9%97%A8%20%26%20%22a%22&output=html&coord_type=bd09ll&src=webapp.wayside.guide
apple https://maps.apple.com/?ll=39.910126,116.403743&q=%E9%97%A8%20%26%20%22a%22
google https://www.google.com/maps/search/?api=1&query=39.910126%2C116.403743
geo geo:39.908722,116.397499
`,
		"KR": `apple https://maps.apple.com/?ll=39.908722,116.397499&q=%E9%97%A8%20%26%20%22a%22
google https://www.google.com/maps/search/?api=1&query=39.908722%2C116.397499
amap https://uri.amap.com/marker?position=116.397499,39.908722&name=%E9%97%A8%20%26%20%22a%22&src=wayside&coordinate=wgs84&callnative=1
baidu https://api.map.baidu.com/marker?location=39.908722,116.397499&title=%E9%97%A8%20%26%20%22a%22&content=%E9%97%A8%20%26%20%22a%22&output=html&coord_type=wgs84&src=webapp.wayside.guide
geo geo:39.908722,116.397499
`,
	} {
		var got strings.Builder
		for _, l := range MapLinks("门 & \"a\"", at, country) {
			got.WriteString(l.Program + " " + l.Href + "\n")
		}
		if got.String() != want {
			t.Errorf("%s\n got %s\nwant %s", country, got.String(), want)
		}
	}
}

func TestDegree(t *testing.T) {
	for d, want := range map[degree]string{0: "0", 116.3974999: "116.3975", -0.0000001: "0", 120: "120", -33.8688: "-33.8688", 1.0000004: "1"} {
		if got := string(d.text()); got != want {
			t.Errorf("%v: %s, want %s", float64(d), got, want)
		}
	}
}

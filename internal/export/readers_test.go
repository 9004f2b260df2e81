package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// missing reports an unavailable tool. The programs and schemas used for checking files
// cannot be distributed with the project: .ci/run gets them from Debian, npm and the Go
// proxy. Without them tests are skipped, except with CI=true, when they fail.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what + " is not available")
	}
	t.Skip(what + " is not available")
}

func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name)
	}
	return path
}

// files writes every route in a format to a temporary folder.
func files(t *testing.T, ext string) []string {
	t.Helper()
	var all []string
	dir := t.TempDir()
	for name, r := range routes(t) {
		for _, f := range formats {
			if f.ext != ext {
				continue
			}
			data, err := f.make(r)
			if err != nil {
				t.Fatal(err)
			}
			if data != nil {
				all = append(all, filepath.Join(dir, name+"."+ext))
				if err := os.WriteFile(all[len(all)-1], data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// TestBabel reads the three map formats with gpsbabel and counts the points.
func TestBabel(t *testing.T) {
	babel := program(t, "gpsbabel")
	for _, ext := range []string{"gpx", "kml", "geojson"} {
		for _, file := range files(t, ext) {
			out, err := exec.Command(babel, "-i", ext, "-f", file, "-o", "gpx", "-F", "-").Output()
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
			r := routes(t)[strings.TrimSuffix(filepath.Base(file), "."+ext)]
			located, walked := 0, 0
			for i := range r.Stops {
				if r.Stops[i].At != nil {
					located++
				}
			}
			for _, way := range r.lines() {
				if way.Traced || ext != "gpx" { // GPX omits straight lines
					walked += len(way.Line)
				}
			}
			if got := strings.Count(string(out), "<wpt "); got != located {
				t.Errorf("%s: gpsbabel found %d places, want %d", filepath.Base(file), got, located)
			}
			walks := "<trkpt "
			if ext == "geojson" {
				walks = "<rtept " // gpsbabel reads a LineString as a route
			}
			if got := strings.Count(string(out), walks); got != walked {
				t.Errorf("%s: gpsbabel found %d points of the way, want %d", filepath.Base(file), got, walked)
			}
			if name := line(r.Stops[0].Name); !strings.Contains(string(out), name) {
				t.Errorf("%s: gpsbabel did not find %q", filepath.Base(file), name)
			}
		}
	}
}

// TestKMLSchema validates KML with the OGC's schema. Stubs replace its imports, Atom and
// addresses, which the files do not use.
func TestKMLSchema(t *testing.T) {
	lint := program(t, "xmllint")
	schema, err := os.ReadFile(os.Getenv("WAYSIDE_KML_XSD"))
	if err != nil {
		missing(t, "WAYSIDE_KML_XSD")
	}
	dir := t.TempDir()
	text := string(schema)
	for _, stub := range []struct{ location, space, elements string }{
		{"atom-author-link.xsd", "http://www.w3.org/2005/Atom", `<element name="author"/><element name="link"/>`},
		{"http://docs.oasis-open.org/election/external/xAL.xsd", "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0", `<element name="AddressDetails"/>`},
	} {
		if !strings.Contains(text, `"`+stub.location+`"`) {
			t.Fatalf("the schema does not import %s", stub.location)
		}
		name := filepath.Base(stub.location)
		text = strings.ReplaceAll(text, `"`+stub.location+`"`, `"`+name+`"`)
		body := fmt.Sprintf(`<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace=%q>%s</schema>`, stub.space, stub.elements)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "kml.xsd")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--noout", "--nonet", "--schema", path}, files(t, "kml")...)
	if out, err := exec.Command(lint, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// children are the allowed children of the GPX 1.1 elements in use, in the required
// order. TopoGrafix's schema is not available from the registries used for the tests, so
// its rules for these elements are repeated here.
var children = map[string]string{
	"gpx": "metadata wpt* rte* trk*", "metadata": "name desc author copyright link* time keywords bounds",
	"author": "name email link", "link": "text type", "rte": "name cmt desc src link* number type rtept*",
	"trk": "name cmt desc src link* number type trkseg*", "trkseg": "trkpt*",
	"wpt":   "ele time magvar geoidheight name cmt desc src link* sym type",
	"rtept": "ele time magvar geoidheight name cmt desc src link* sym type",
	"trkpt": "ele time magvar geoidheight name cmt desc src link* sym type",
	"name":  "", "desc": "", "cmt": "", "text": "", "sym": "", "type": "", "bounds": "",
}

// attributes are the required attributes of elements.
var attributes = map[string]string{
	"gpx": "version creator", "wpt": "lat lon", "rtept": "lat lon", "trkpt": "lat lon", "link": "href", "bounds": "minlat minlon maxlat maxlon",
}

func TestGPXSchema(t *testing.T) {
	for name, r := range routes(t) {
		data, err := GPX(r)
		if err != nil {
			t.Fatal(err)
		}
		type open struct {
			name string
			rest []string // the children that may still follow
		}
		stack := []open{{"", []string{"gpx"}}}
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(name, ": ", err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				parent, tag := &stack[len(stack)-1], token.Name.Local
				order, known := children[tag]
				if !known || token.Name.Space != "http://www.topografix.com/GPX/1/1" {
					t.Errorf("%s: unexpected element %v", name, token.Name)
				}
				i := slices.IndexFunc(parent.rest, func(s string) bool { return strings.TrimSuffix(s, "*") == tag })
				if i < 0 {
					t.Errorf("%s: <%s> is out of order or not allowed in <%s>", name, tag, parent.name)
				} else if parent.rest = parent.rest[i:]; !strings.HasSuffix(parent.rest[0], "*") {
					parent.rest = parent.rest[1:]
				}
				for _, want := range strings.Fields(attributes[tag]) {
					if !slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == want && a.Value != "" }) {
						t.Errorf("%s: <%s> has no %s", name, tag, want)
					}
				}
				stack = append(stack, open{tag, strings.Fields(order)})
			case xml.EndElement:
				stack = stack[:len(stack)-1]
			}
		}
	}
}

// TestJavaScriptReaders reads the files with ical.js, which Thunderbird uses, and
// check-geojson, which checks conformance with RFC 7946.
func TestJavaScriptReaders(t *testing.T) {
	node := program(t, "node")
	modules := os.Getenv("WAYSIDE_READERS")
	if modules == "" {
		missing(t, "WAYSIDE_READERS, the folder of npm's modules")
	}
	script := `const fs = require("fs"), ICAL = require("ical.js"), { check } = require("@placemarkio/check-geojson");
ICAL.design.strict = true;
for (const file of process.argv.slice(1)) {
  const text = fs.readFileSync(file, "utf8");
  if (file.endsWith(".geojson")) { check(text); console.log("read"); continue; }
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone"));
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const e = new ICAL.Event(event);
    if (e.startDate.zone.tzid !== zone.tzid) throw new Error(e.uid + " uses a zone that is not in the file");
    console.log(e.startDate.toJSDate().toISOString(), e.summary);
  }
}`
	all := append(files(t, "geojson"), files(t, "ics")...)
	command := exec.Command(node, append([]string{"-e", script}, all...)...)
	command.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r := full(t)
	for i := range r.Stops {
		s := &r.Stops[i]
		if want := r.Tour.at(s.Arrive).UTC().Format("2006-01-02T15:04:05.000Z") + " " + line(s.title()); !strings.Contains(string(out), want+"\n") {
			t.Errorf("ical.js did not find %q in\n%s", want, out)
		}
	}
	if got := strings.Count(string(out), "read\n"); got != len(routes(t)) {
		t.Errorf("%d GeoJSON files were read, want one per route", got)
	}
}

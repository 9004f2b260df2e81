package export

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// programmes have dates around what calendars get wrong: both changes of summer time, on
// either side of the equator, the end of a year, a leap day, whole days, and states.
func programmes(t *testing.T) map[string]*Programme {
	all := map[string]*Programme{}
	for _, name := range []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		p := &Programme{Name: "活动; " + name, Zone: zone}
		add := func(start, end time.Time, change func(*Event)) {
			e := Event{ID: fmt.Sprintf("e%d@guide.example", len(p.Events)), Name: fmt.Sprintf("讲座, %d", len(p.Events)), About: "第一行\n第二行", Where: "纪念馆\n某路1号", URL: "https://guide.example/", Start: start, End: end, Stamp: start}
			if change != nil {
				change(&e)
			}
			p.Events = append(p.Events, e)
		}
		for day := time.Date(2027, 12, 29, 19, 30, 0, 0, zone); day.Year() < 2029; day = day.AddDate(0, 0, 7) {
			add(day, day.Add(90*time.Minute), nil)
		}
		add(time.Date(2028, 2, 29, 9, 0, 0, 0, zone), time.Time{}, nil)
		add(time.Date(2027, 12, 31, 23, 30, 0, 0, zone), time.Date(2028, 1, 1, 0, 30, 0, 0, zone), func(e *Event) { e.Name, e.Change, e.Off = "取消："+e.Name, 1, true })
		add(time.Date(2028, 2, 28, 0, 0, 0, 0, zone), time.Date(2028, 3, 1, 0, 0, 0, 0, zone), func(e *Event) { e.Whole = true })
		all[strings.ReplaceAll(name, "/", "-")] = p
	}
	return all
}

// instants are the dates of a programme as readers are to find them.
func instants(p *Programme) (all []string) {
	for i := range p.Events {
		e := &p.Events[i]
		end, text := "", func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
		if e.Whole {
			text = func(t time.Time) string { return t.Format(time.DateOnly) }
		}
		if !e.End.IsZero() {
			end = text(e.End)
		}
		status := ""
		if e.Off {
			status = "CANCELLED"
		}
		all = append(all, fmt.Sprintf("%s %s/%s %s", e.ID, text(e.Start), end, status))
	}
	return all
}

// TestProgramme reads calendars with golang-ical.
func TestProgramme(t *testing.T) {
	for name, p := range programmes(t) {
		data := p.Calendar()
		if !bytes.Equal(data, p.Calendar()) {
			t.Errorf("%s: another file the second time", name)
		}
		c, err := ics.ParseCalendar(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, e := range c.Events() {
			start, end, read := "", "", e.GetStartAt
			if whole := e.GetProperty(ics.ComponentPropertyDtStart).ICalParameters["VALUE"]; len(whole) > 0 {
				day := func(property ics.ComponentProperty) string {
					at, err := time.Parse("20060102", e.GetProperty(property).Value)
					if err != nil {
						t.Fatal(err)
					}
					return at.Format(time.DateOnly)
				}
				start, end = day(ics.ComponentPropertyDtStart), day(ics.ComponentPropertyDtEnd)
			} else {
				at, err := read()
				if err != nil {
					t.Fatal(err)
				}
				start = at.UTC().Format(time.RFC3339)
				if at, err := e.GetEndAt(); err == nil {
					end = at.UTC().Format(time.RFC3339)
				}
			}
			status := ""
			if s := e.GetProperty(ics.ComponentPropertyStatus); s != nil {
				status = s.Value
			}
			got = append(got, fmt.Sprintf("%s %s/%s %s", e.Id(), start, end, status))
		}
		if want := instants(p); !slices.Equal(got, want) {
			t.Errorf("%s: golang-ical read\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for row := range strings.SplitSeq(string(data), "\r\n") {
			if len(row) > 75 {
				t.Errorf("%s: a line of %d bytes", name, len(row))
			}
		}
	}
}

// TestProgrammeInJavaScript reads them with ical.js, by the rules of the zone in the file.
func TestProgrammeInJavaScript(t *testing.T) {
	node := program(t, "node")
	modules := os.Getenv("WAYSIDE_READERS")
	if modules == "" {
		missing(t, "WAYSIDE_READERS, the folder of npm's modules")
	}
	script := `const fs = require("fs"), ICAL = require("ical.js");
ICAL.design.strict = true;
const text = t => !t ? "" : t.isDate ? t.toString() : t.toJSDate().toISOString().replace(".000", "");
for (const file of process.argv.slice(1)) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, "utf8")));
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const end = event.getFirstPropertyValue("dtend");
    console.log(event.getFirstPropertyValue("uid"), text(new ICAL.Event(event).startDate) + "/" + (end ? text(new ICAL.Event(event).endDate) : ""), event.getFirstPropertyValue("status") || "");
  }
}`
	dir := t.TempDir()
	for name, p := range programmes(t) {
		file := filepath.Join(dir, name+".ics")
		if err := os.WriteFile(file, p.Calendar(), 0o644); err != nil {
			t.Fatal(err)
		}
		command := exec.Command(node, "-e", script, file)
		command.Env = append(os.Environ(), "NODE_PATH="+modules)
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		if want := strings.Join(instants(p), "\n") + "\n"; string(out) != want {
			t.Errorf("%s: ical.js read\n%s\nwant\n%s", name, out, want)
		}
	}
}

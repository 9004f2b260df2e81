package frontdesk

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/timetable"
	"wayside/internal/visits"
)

// outputs makes the folder of a place with a slot every so many minutes, and two visits of which
// one has names that are markup and formulas.
func outputs(t *testing.T, lang diag.Lang, slot time.Duration) map[string][]byte {
	t.Helper()
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans", "en"}, Country: "CN", Title: guide.Text{{Lang: "zh-Hans", Text: "指南"}, {Lang: "en", Text: "Guide"}}}
	g.Sites = []guide.Site{{ID: "s", OpeningHours: "Tu-Su 09:00-17:00", Capacity: 50, Name: guide.Text{{Lang: "zh-Hans", Text: "纪念馆"}, {Lang: "en", Text: "Memorial"}},
		Halls: []guide.Hall{{ID: "a", Stay: 20 * time.Minute, Capacity: 50, Name: guide.Text{{Lang: "zh-Hans", Text: "一厅"}}}}}}
	g.Index()
	on := guide.Date{Year: 2026, Month: time.December, Day: 8}
	v := &guide.Visits{Places: []guide.VisitPlace{{Site: "s", Slot: slot}}, Visits: []guide.Visit{
		{At: diag.Place{Line: 4}, Date: on, Start: 9 * time.Hour, Site: "s", Unit: `<b>"U"`, Kind: "school", People: 30, Guide: "=1+1", Contact: "+x", Phone: "-1", Note: "a;@b\nc", Status: schema.Booked},
		{At: diag.Place{Line: 9}, Date: on, Start: 9*time.Hour + 5*time.Minute, Site: "s", Unit: "V", Kind: "army", People: 30, Status: schema.Done},
	}}
	var problems diag.List
	problems.Add(diag.Place{File: "visits.toml", Line: 11}, "visit-people", "V")
	all, err := Outputs(Options{Guide: g, Book: visits.New(g, timetable.New(g), v), Problems: problems, From: guide.Date{Year: 2026, Month: time.November, Day: 20}, To: guide.Date{Year: 2027, Month: time.January, Day: 3}, Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, o := range all {
		made, err := o.Make()
		if err != nil {
			t.Fatal(err)
		}
		files[o.Address] = made.Data
	}
	return files
}

// TestPages checks that all links between the pages lead somewhere, that names are text, and
// that a plan has what the check says of its visits.
func TestPages(t *testing.T) {
	for _, lang := range []diag.Lang{diag.Chinese, diag.English} {
		for _, slot := range []time.Duration{time.Hour, 10 * time.Minute} { // columns, and too many for them
			files := outputs(t, lang, slot)
			for address, data := range files {
				if path.Ext(address) != ".html" {
					continue
				}
				doc, err := html.Parse(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				for n := range doc.Descendants() {
					for _, a := range n.Attr {
						if a.Key == "href" && files[path.Join(path.Dir(address), a.Val)] == nil {
							t.Errorf("%s links to %s, which does not exist", address, a.Val)
						}
					}
					if n.Data == "b" {
						t.Errorf("%s: a name became markup", address)
					}
				}
			}
			plan := string(files["day/2026-12-08.html"])
			for _, want := range []string{`&lt;b&gt;`, "=1&#43;1", "visit-people"} {
				if want == "visit-people" {
					p := diag.New(diag.Place{}, want, "V")
					want = p.Message(lang)
				}
				if !strings.Contains(plan, want) {
					t.Errorf("%s: the plan has no %q", lang, want)
				}
			}
			if len(files) != 13 {
				t.Errorf("%d files", len(files))
			}
		}
	}
}

// TestTables reads the tables as a spreadsheet does.
func TestTables(t *testing.T) {
	files := outputs(t, diag.English, time.Hour)
	for name, want := range map[string]string{
		"visits-2026.csv": `[2026-12-08 Tue 09:00 09:20 Memorial <b>"U" school 30 '=1+1 '+x '-1 a;'@b c booked]`,
		"slots.csv":       "[2026-11-20 Fri Memorial 09:00 09:20 free  50 0 0]",
	} {
		data, marked := bytes.CutPrefix(files[name], []byte("\ufeff"))
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || !marked || len(rows) < 3 || fmt.Sprint(rows[1]) != want {
			t.Errorf("%s: %v %v\n%s", name, err, marked, data)
		}
	}
}

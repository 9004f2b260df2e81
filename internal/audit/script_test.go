package audit

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// A vector is a tour with its plans, as in internal/timetable/testdata/vectors.
type vector struct {
	Name    string                `json:"name"`
	Tour    timetable.Tour        `json:"tour"`
	Week    *[7]timetable.Weekday `json:"week,omitempty"`
	Choices []planned             `json:"choices"`
}

type planned struct {
	Choice timetable.Choice `json:"choice"`
	Plan   timetable.Plan   `json:"plan"`
}

// scripted opens a tab that has the published script, as it was minified,
// without a page.
func scripted(t *testing.T) *tab {
	t.Helper()
	b := newTab(t)
	site := sample(t)
	for name := range site.files {
		if strings.HasPrefix(name, "assets/planner.") && path.Ext(name) == ".js" {
			script := site.file(t, name)
			run[string](b, string(script)+";typeof wayside.plan")
			return b
		}
	}
	t.Fatal("the sample has no script")
	return nil
}

func vectors(t *testing.T) []vector {
	t.Helper()
	files, _ := filepath.Glob("../timetable/testdata/vectors/*.json")
	var all []vector
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var some []vector
		if err := json.Unmarshal(data, &some); err != nil {
			t.Fatal(f, ": ", err)
		}
		all = append(all, some...)
	}
	if len(all) < 100 {
		t.Fatalf("%d vectors in %d files", len(all), len(files))
	}
	return all
}

// replan plans the vectors in the browser and compares the plans.
func replan(t *testing.T, b *tab, all []vector) {
	t.Helper()
	made := run[string](b, "JSON.stringify("+asJSON(t, all)+`.map(v => Object.assign(v, {
		week: v.week && wayside.week(v.tour, {}),
		choices: v.choices.map(c => ({ choice: c.choice, plan: wayside.plan(v.tour, c.choice) })),
	})))`)
	// Through Go's types, so that a zero equals a field that is left out, and a
	// field that Go does not have is an error.
	var again []vector
	d := json.NewDecoder(strings.NewReader(made))
	d.DisallowUnknownFields()
	if err := d.Decode(&again); err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i, v := range all {
		if got, want := asJSON(t, again[i].Week), asJSON(t, v.Week); got != want {
			t.Errorf("%s: the week differs:\n got %s\nwant %s", v.Name, got, want)
			wrong++
		}
		for k, c := range v.Choices {
			if got, want := asJSON(t, again[i].Choices[k].Plan), asJSON(t, c.Plan); got != want {
				t.Errorf("%s: the plan differs:\ntour %s\nchoice %s\n got %s\nwant %s", v.Name, asJSON(t, v.Tour), asJSON(t, c.Choice), got, want)
				wrong++
			}
		}
		if wrong > 3 {
			t.Fatal("too many differences")
		}
	}
}

// TestScriptVectors compares the plans of the handouts' script with the stored
// vectors, to the minute.
func TestScriptVectors(t *testing.T) { replan(t, scripted(t), vectors(t)) }

// TestScriptRandom compares the plans of two thousand tours that are shuffled
// from the stored ones, with values that no vector has.
func TestScriptRandom(t *testing.T) {
	b, parts := scripted(t), vectors(t)
	for from := uint64(0); from < 2000; from += 500 {
		var some []vector
		for seed := from; seed < from+500; seed++ {
			tour, choice := shuffled(parts, rand.New(rand.NewPCG(seed, 3)))
			v := vector{Name: fmt.Sprint("seed ", seed), Tour: tour, Choices: []planned{{choice, tour.Plan(choice)}}}
			if week := tour.Week(); choice.Date == "" && seed%10 == 0 {
				v.Week = &week
			}
			some = append(some, v)
		}
		replan(t, b, some)
	}
}

// shuffled returns a tour of parts of others, and a choice for it.
func shuffled(parts []vector, r *rand.Rand) (timetable.Tour, timetable.Choice) {
	pick := func() *timetable.Tour { return &parts[r.IntN(len(parts))].Tour }
	often := func(of int) bool { return r.IntN(of) > 0 }
	t := *pick()
	t.Stops, t.Hours = nil, nil
	for range 1 + r.IntN(3) {
		if hours := pick().Hours; len(hours) > 0 {
			t.Hours = append(t.Hours, hours[r.IntN(len(hours))])
		}
	}
	t.Start, t.Pace, t.Longest = r.IntN(1440), 1500+r.IntN(4500), 500+r.IntN(3000)
	t.Group, t.Batches, t.Interval = r.IntN(90), 1+r.IntN(5), r.IntN(30)
	for range 1 + r.IntN(9) {
		h := timetable.Halt{Stay: r.IntN(100), By: "walk", Spot: r.IntN(len(t.Spots)+1) - 1, Site: r.IntN(5) - 1, Hours: -1}
		if h.Site >= 0 && often(3) {
			h.Hours = r.IntN(len(t.Hours)+1) - 1
			h.LastEntry, h.Capacity = r.IntN(2)*r.IntN(60), r.IntN(2)*r.IntN(80)
		}
		if !often(5) {
			h.By = guide.Modes[r.IntN(len(guide.Modes))]
		}
		if !often(6) {
			h.Travel = 1 + r.IntN(90)
		}
		if !often(6) {
			h.Way = 1 + r.IntN(200_000)
		}
		t.Stops = append(t.Stops, h)
	}
	c := timetable.Choice{Date: fmt.Sprintf("2026-%02d-%02d", 9+r.IntN(3), 1+r.IntN(31))} // 31 September is not a date
	switch r.IntN(12) {
	case 0:
		c.Date = ""
	case 1:
		c.Date = fmt.Sprintf("%d-12-%02d", 1969+r.IntN(70), 25+r.IntN(7))
	}
	if often(2) {
		c.Start, c.Pace = r.IntN(1440), r.IntN(7000)
	}
	for range r.IntN(4) {
		c.Without = append(c.Without, r.IntN(len(t.Stops)+1))
	}
	return t, c
}

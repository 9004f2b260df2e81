package render

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"wayside"
	"wayside/internal/guide"
	"wayside/internal/load"
	"wayside/internal/nodetest"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A phrased is a timetable in words, as pages and the handout's script show it.
type phrased struct {
	Date      string
	Ways      []string
	Times     [][]string
	Hours     []string
	Conflicts []string
	Batches   []string
	Length    string
	Week      []string
}

// TestScriptWording checks that the handout's script describes stored timetables in
// the same words as the pages, in all languages of the theme.
func TestScriptWording(t *testing.T) {
	type vector struct {
		Week    *[7]timetable.Weekday `json:"week"`
		Choices []struct {
			Plan timetable.Plan `json:"plan"`
		} `json:"choices"`
	}
	type plan struct {
		Plan timetable.Plan        `json:"plan"`
		Week *[7]timetable.Weekday `json:"week"`
	}
	var plans []plan
	files, _ := filepath.Glob("../timetable/testdata/vectors/*.json")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var vectors []vector
		if err := json.Unmarshal(text, &vectors); err != nil {
			t.Fatal(file, ": ", err)
		}
		for _, v := range vectors {
			for _, c := range v.Choices {
				plans = append(plans, plan{c.Plan, v.Week})
			}
		}
	}
	if len(plans) < 300 {
		t.Fatalf("found %d plans", len(plans))
	}
	for lang, table := range themeWords(t) {
		w := words.Words(table)
		got := nodetest.Run[[]phrased](t, nodetest.Parts(t, "handout/calendar.js", "handout/wording.js")+`
			const say = wording(input.words);
			const conflict = c => say.conflict(c) + (c.fixes ? say.parts("fixes", { fixes: c.fixes.map(say.fix).join(say.word("fix-or")) }).join("") : "");
			return input.plans.map(({ plan, week }) => ({
				Date: say.date(plan.date || ""),
				Ways: plan.rows.map(row => say.way(row.leg)),
				Times: plan.rows.map(row => say.times({ times: row.times || [] })),
				Hours: plan.rows.map(row => say.hours(row.open)),
				Conflicts: (plan.conflicts || []).map(conflict),
				Batches: say.batches({ ...plan, rows: plan.rows.map(row => ({ ...row, times: row.times || [] })) }),
				Length: say.minutes(Math.max(0, plan.end - plan.start)),
				Week: week ? say.week(week) : [],
			}));`, map[string]any{"words": w, "plans": plans})
		for i, p := range plans {
			want := phrased{Ways: []string{}, Times: [][]string{}, Hours: []string{}, Conflicts: []string{}, Week: []string{}}
			if p.Plan.Date != "" {
				want.Date = w.Date(dateIn(t, p.Plan.Date))
			}
			for _, row := range p.Plan.Rows {
				way := ""
				if legView(w, row.Leg) != nil {
					way = legWords(w, row.Leg)
				}
				want.Ways = append(want.Ways, way)
				want.Times = append(want.Times, append([]string{}, times(row)...))
				want.Hours = append(want.Hours, w.Open(row.Open))
			}
			for _, c := range p.Plan.Conflicts {
				want.Conflicts = append(want.Conflicts, w.Conflict(c))
			}
			want.Batches = append([]string{}, w.Batches(p.Plan)...)
			want.Length = w.Minutes(max(0, p.Plan.End-p.Plan.Start))
			if p.Week != nil {
				want.Week = append(want.Week, w.Week(*p.Week)...)
			}
			if !reflect.DeepEqual(got[i], want) {
				t.Fatalf("%s, plan %d:\n got %q\nwant %q", lang, i, got[i], want)
			}
		}
	}
}

// themeWords returns the theme's words.
func themeWords(t *testing.T) map[guide.Lang]guide.Words {
	t.Helper()
	project := fstest.MapFS{"sites.toml": {Data: []byte("[guide]\ntitle = \"x\"\nlanguages = [\"zh-Hans\", \"zh-Hant\", \"en\"]\n")}}
	g, problems, err := load.New(project, wayside.Theme).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if errors, _ := problems.Count(); errors > 0 || len(g.Words) != 3 {
		t.Fatal(len(g.Words), " languages: ", problems)
	}
	return g.Words
}

func dateIn(t *testing.T, iso string) guide.Date {
	t.Helper()
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	return guide.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
}

package timetable

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/nodetest"
)

// replan plans the vectors' choices with the handout script and compares the results.
func replan(t *testing.T, all []vector) {
	t.Helper()
	// The result is decoded into Go's types, so that zero and omitted values
	// are equal.
	made := nodetest.Run[[]vector](t, `
		const self = { wayside }, document = { getElementById: () => null };`+nodetest.Published(t, "planner")+`
		const { timetable } = wayside;
		return input.map(v => Object.assign(v, {
			week: v.week && timetable.week(v.tour, {}),
			choices: v.choices.map(c => ({ choice: c.choice, plan: timetable.plan(v.tour, c.choice), best: timetable.bestOrder(v.tour, c.choice) })),
		}));`, all)
	wrong := 0
	for i, v := range all {
		if got, want := asJSON(t, made[i].Week), asJSON(t, v.Week); !bytes.Equal(got, want) {
			t.Errorf("%s: week:\n got %s\nwant %s", v.Name, got, want)
			wrong++
		}
		for k, c := range v.Choices {
			if got, want := asJSON(t, made[i].Choices[k]), asJSON(t, c); !bytes.Equal(got, want) {
				t.Errorf("%s: plan:\ntour %s\nchoice %s\n got %s\nwant %s", v.Name, asJSON(t, v.Tour), asJSON(t, c.Choice), got, want)
				wrong++
			}
		}
		if wrong > 3 {
			t.Fatal("too many differences")
		}
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func storedVectors(t *testing.T) []vector {
	t.Helper()
	files, _ := filepath.Glob("testdata/vectors/*.json")
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
		t.Fatalf("%d vectors in %d files, want at least 100", len(all), len(files))
	}
	return all
}

// TestScriptVectors checks that the handout script reproduces the stored
// vectors.
func TestScriptVectors(t *testing.T) { replan(t, storedVectors(t)) }

// TestScriptRandom compares five thousand tours: some assembled from the stored ones
// with random values, some random of each kind.
func TestScriptRandom(t *testing.T) {
	parts := storedVectors(t)
	var all []vector
	seeds := uint64(4500)
	if testing.Short() {
		seeds = 1000
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 3))
		tour, choice := shuffled(parts, r)
		if kind := seed % uint64(len(makers)+1); kind < uint64(len(makers)) {
			tour = makers[kind](r)
			choice = randomChoice(r, tour)
		}
		v := vectorOf(fmt.Sprint("seed ", seed), tour, choice)
		if seed%10 > 0 {
			v.Week = nil
		}
		all = append(all, v)
	}
	replan(t, all)
}

// TestSettings checks what the settings of a handout make of an address: what makes no
// sense, or says what the route says, is dropped, and the rest is written as it was read.
func TestSettings(t *testing.T) {
	tour := change(walk1000(halt(0, 30), halt(1, 30), halt(2, 30)), func(t *Tour) { t.Group, t.Batches, t.Interval = 40, 2, 15 })
	team := tour
	team.Carousel = true
	type address struct {
		Tour Tour   `json:"tour"`
		Hash string `json:"hash"`
		want string
	}
	all := []address{
		{tour, "", "null"},
		{tour, "stop-3", "null"},
		{tour, "date=2026-10-27&start=0905&pace=3.5", "date=2026-10-27&start=0905&pace=3.5"},
		{tour, "date=2026-10-14&start=0830&pace=4&size=40&batches=2&interval=15&stays=1-30&order=1,2,3", ""},
		{tour, "date=2026-02-30&start=2500&pace=99&size=-1&batches=0&interval=999&without=1,2,3&stays=9-5,1-99999&order=1,1,2&team=1", ""},
		{tour, "size=120&batches=3&interval=20&without=2&stays=3-0,1-45&order=3,1,2&weather&large&plain", "size=120&batches=3&interval=20&without=2&stays=1-45,3-0&order=3,1,2&weather&large&plain"},
		{team, "batches=5&team=3", "batches=5&team=3"},
		{team, "batches=99&team=99", ""},
		{tour, "step-free&weather=1&step-free=0", "step-free"},
		{tour, "group=%E4%B8%83%E7%8F%AD&size=%", "group=%E4%B8%83%E7%8F%AD"},
		{tour, "toString=1&__proto__=2", "null"},
	}
	got := nodetest.Run[[]string](t, `
		const self = { wayside }, document = { getElementById: () => null };`+nodetest.Published(t, "planner")+`
		return input.map(({ tour, hash }) => {
			const { read, fragment } = wayside.settings(tour);
			const set = read("#" + hash);
			return set ? fragment(set) : "null";
		});`, all)
	for i, a := range all {
		if got[i] != a.want {
			t.Errorf("#%s: %q, want %q", a.Hash, got[i], a.want)
		}
	}
}

// shuffled returns a tour assembled from parts of others, and a choice for it.
func shuffled(parts []vector, r *rand.Rand) (Tour, Choice) {
	pick := func() *Tour { return &parts[r.IntN(len(parts))].Tour }
	often := func(of int) bool { return r.IntN(of) > 0 }
	t := *pick()
	t.Stops, t.Hours = nil, nil
	for range 1 + r.IntN(3) {
		if hours := pick().Hours; len(hours) > 0 {
			t.Hours = append(t.Hours, hours[r.IntN(len(hours))])
		}
	}
	t.Passages = slices.Clone(t.Passages)
	for i := range t.Passages {
		p := &t.Passages[i]
		p.Gates = slices.Clone(p.Gates)
		for k := range p.Gates {
			p.Gates[k][0] = r.IntN(len(t.Hours)+1) - 1
		}
	}
	t.Start, t.Pace, t.Longest = r.IntN(1440), 1500+r.IntN(4500), 500+r.IntN(3000)
	t.Group, t.Batches, t.Interval = r.IntN(90), 1+r.IntN(5), r.IntN(30)
	for range 1 + r.IntN(9) {
		h := Halt{Stay: r.IntN(100), By: "walk", Spot: r.IntN(len(t.Spots)+1) - 1, Site: r.IntN(5) - 1, Hours: -1}
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
	t.StepFree = !often(3)
	c := Choice{StepFree: !often(3), Date: fmt.Sprintf("2026-%02d-%02d", 9+r.IntN(3), 1+r.IntN(31))} // 31 September is invalid
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

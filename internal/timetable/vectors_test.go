package timetable

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"wayside/internal/load"
)

// update rewrites the vectors. Review the difference before committing it.
var update = flag.Bool("update", false, "rewrite testdata/vectors")

// A vector is a tour with the result of Plan, for tests of implementations in
// other languages.
type vector struct {
	Name    string      `json:"name"`
	Tour    Tour        `json:"tour"`
	Week    *[7]Weekday `json:"week,omitempty"` // of a tour without a date
	Choices []chosen    `json:"choices"`
}

type chosen struct {
	Choice Choice `json:"choice"`
	Plan   Plan   `json:"plan"`
	Best   *Order `json:"best,omitempty"` // nil if there is no better order
}

func vectorOf(name string, tour Tour, choices ...Choice) vector {
	v := vector{Name: name, Tour: tour}
	if tour.Date == "" {
		week := tour.Week()
		v.Week = &week
	}
	for _, c := range choices {
		made := chosen{Choice: c, Plan: tour.Plan(c)}
		if best, ok := tour.BestOrder(c); ok {
			made.Best = &best
		}
		v.Choices = append(v.Choices, made)
	}
	return v
}

// TestVectors checks that the stored results equal those of Plan, also for a
// tour decoded from JSON.
func TestVectors(t *testing.T) {
	for name, makes := range map[string]func(*testing.T) []vector{"cases": caseVectors, "week": weekVectors, "sample": sampleVectors, "random": randomVectors, "foot": footVectors, "days": dayVectors, "carousel": carouselVectors, "late": lateVectors, "ways": wayVectors, "audiences": audienceVectors} {
		file := filepath.Join("testdata", "vectors", name+".json")
		if *update {
			write(t, file, makes(t))
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var stored []vector
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&stored); err != nil {
			t.Fatal(file, ": ", err)
		}
		for _, v := range stored {
			var choices []Choice
			for _, c := range v.Choices {
				choices = append(choices, c.Choice)
			}
			if again := vectorOf(v.Name, v.Tour, choices...); !reflect.DeepEqual(again, v) {
				t.Errorf("%s: %s: plan differs:\n got %s\nwant %s", file, v.Name, line(again), line(v))
			}
		}
		// The sample guide changes for other reasons, and random tours change
		// with Go's library. The cases worked out by hand must be complete.
		if name == "cases" || name == "week" {
			if want := makes(t); len(want) != len(stored) {
				t.Errorf("%s has %d vectors, want %d; run go test -update", file, len(stored), len(want))
			}
		}
	}
}

// write stores vectors, one per line.
func write(t *testing.T, file string, vectors []vector) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, v := range vectors {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(line(v))
	}
	b.WriteString("\n]\n")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

func line(v vector) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func caseVectors(*testing.T) []vector {
	var all []vector
	for _, c := range planCases() {
		all = append(all, vectorOf(c.name, c.tour, c.choice))
	}
	return all
}

func weekVectors(t *testing.T) []vector {
	var all []vector
	for _, c := range weeks {
		all = append(all, vectorOf(c.name, weekTour(t, c.value, c.start), Choice{Date: wednesday}))
	}
	return all
}

// sampleVectors returns the routes of the sample guide.
func sampleVectors(t *testing.T) []vector {
	g, problems, err := load.New(os.DirFS("../.."), os.DirFS("../..")).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if errors, _ := problems.Count(); errors > 0 || len(g.Routes) == 0 {
		t.Fatalf("the sample guide has %d routes, %d errors", len(g.Routes), errors)
	}
	tours := New(g)
	var all []vector
	for i := range g.Routes {
		all = append(all, vectorOf(g.Routes[i].ID, *tours.Of(&g.Routes[i]),
			Choice{}, Choice{Date: "2026-10-12"}, Choice{Date: "2026-10-05"}, Choice{Date: "2026-10-10"}, Choice{Date: "2027-10-13"},
			Choice{Date: "2031-01-01"}, Choice{Start: 360}, Choice{Start: 780}, Choice{Start: 1380}, Choice{Pace: 2000},
			Choice{Without: []int{0}}, Choice{Without: []int{1, 2}}, Choice{Date: "2026-11-02", Start: 600, Pace: 3000, Without: []int{3}}))
	}
	return all
}

func randomVectors(*testing.T) []vector { return vectorsOf("random", 200, randomTour) }

func footVectors(*testing.T) []vector { return vectorsOf("foot", 60, footTour) }

func dayVectors(*testing.T) []vector { return vectorsOf("days", 50, dayTour) }

func carouselVectors(*testing.T) []vector { return vectorsOf("carousel", 40, carouselTour) }

func lateVectors(*testing.T) []vector { return vectorsOf("late", 30, lateTour) }

func wayVectors(*testing.T) []vector { return vectorsOf("ways", 60, wayTour) }

func audienceVectors(*testing.T) []vector { return vectorsOf("audiences", 40, audienceTour) }

func vectorsOf(name string, seeds uint64, makes func(*rand.Rand) Tour) []vector {
	var all []vector
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 2))
		tour := makes(r)
		other := Choice{Date: fmt.Sprintf("2026-10-%02d", 1+r.IntN(30)), Start: 300 + r.IntN(1200), Pace: 2000 + r.IntN(3000)}
		if r.IntN(2) == 0 {
			other.Without = []int{r.IntN(len(tour.Stops)), r.IntN(len(tour.Stops))}
		}
		all = append(all, vectorOf(fmt.Sprint(name, " ", seed), tour, Choice{}, other, randomChoice(r, tour)))
	}
	return all
}

package routemap

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
	"wayside/internal/walk"
)

// A referenceTown is a real extract, which is not part of the repository, and the places
// between which its reference has ways.
type referenceTown struct {
	name, file, pairs string
	lang              string
}

var referenceTowns = []referenceTown{
	{"Munich", "munchen-valhalla.osm.pbf", "poiref-munchen-valhalla.json", "de"},
	{"Monaco", "monaco.osm.pbf", "poiref-monaco-valhalla.json", "fr"},
	{"BUPT", "beijing-bupt.osm", "poiref-bupt-valhalla.json", "zh-Hans"},
	{"Tsinghua", "beijing-tsinghua.osm", "", "zh-Hans"},
}

// shared is next to the repository.
var shared = "../../../shared/data/"

// open reads the extract, and returns places in it.
func (town referenceTown) open(t testing.TB) (*osm.Extract, []geo.Point) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, "osm", town.file))
	if err != nil {
		t.Skip("the reference is not available: ", err)
	}
	var problems diag.List
	e := osm.Read(context.Background(), []osm.File{{Name: town.file, Data: data}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	var places []geo.Point
	if town.pairs == "" {
		for _, a := range e.Areas {
			if a.Tags.Get("name") != "" && a.Tags.Get("building") != "" {
				places = append(places, e.Nodes[a.Outer[0][0]].Point())
			}
		}
		return e, places
	}
	text, err := os.ReadFile(filepath.Join(shared, "ref", town.pairs))
	if err != nil {
		t.Skip("the reference is not available: ", err)
	}
	var pairs []struct{ A, B [2]float64 }
	if err := json.Unmarshal(text, &pairs); err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		places = append(places, geo.Point{Lat: p.A[0], Lon: p.A[1]}, geo.Point{Lat: p.B[0], Lon: p.B[1]})
	}
	return e, places
}

// randomRoute returns a map of a route of 8 to 12 of the places within some metres of one of
// them, each the nearest one left.
func randomRoute(random *rand.Rand, g *walk.Graph, places []geo.Point, within float64) Map {
	names := []string{"大礼堂", "二校门", "图书馆老馆", "西学楼展览室", "Alte Pinakothek", "革命历史纪念馆", "Musée"}
	var chosen []geo.Point
	middle := places[random.IntN(len(places))]
	for tries, most := 0, 8+random.IntN(5); tries < 10_000 && len(chosen) < most; tries++ {
		if p := places[random.IntN(len(places))]; geo.Distance(p, middle) < within {
			chosen = append(chosen, p)
		}
	}
	m := Map{Tallest: 1.15, Flattest: 0.5, North: "N", Note: "© OpenStreetMap contributors", Distance: words}
	at := chosen[0]
	for i := 0; len(chosen) > 0; i++ {
		slices.SortStableFunc(chosen, func(a, b geo.Point) int { return cmp.Compare(geo.Distance(at, a), geo.Distance(at, b)) })
		to := chosen[0]
		chosen = chosen[1:]
		if i > 0 && at != to {
			way := Way{By: "walk", Line: []geo.Point{at, to}, From: at, To: to}
			if found, ok := g.Find(at, to, walk.Preference{}); ok && len(found.Line) > 1 {
				way.Line, way.Traced = found.Line, true
			}
			m.Ways = append(m.Ways, way)
		}
		m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), Name: names[random.IntN(len(names))], At: to})
		at = to
	}
	return m
}

// walkedStreets returns the names of the streets of which a route's lines have at least
// the given metres, by the nodes of the streets themselves.
func walkedStreets(m Map, name func(osm.Tags) string, least float64) map[string]bool {
	type segment [2]geo.Point
	walked := map[segment]bool{}
	for _, w := range m.Ways {
		for i := 1; w.Traced && i < len(w.Line); i++ {
			walked[segment{w.Line[i-1], w.Line[i]}], walked[segment{w.Line[i], w.Line[i-1]}] = true, true
		}
	}
	metres := map[string]float64{}
	for _, w := range m.Base.Ways {
		text := name(w.Tags)
		if tunnel := w.Tags.Get("tunnel"); text == "" || w.Tags.Get("highway") == "" || tunnel != "" && tunnel != "no" {
			continue
		}
		line := m.Base.Line(w.Nodes)
		for i := 1; i < len(line); i++ {
			if walked[segment{line[i-1], line[i]}] {
				metres[text] += geo.Distance(line[i-1], line[i])
			}
		}
	}
	long := map[string]bool{}
	for text, n := range metres {
		if n >= least {
			long[text] = true
		}
	}
	return long
}

// onStreets returns the nodes of the streets that have names.
func onStreets(e *osm.Extract) []geo.Point {
	var places []geo.Point
	for _, w := range e.Ways {
		if w.Tags.Get("highway") != "" && w.Tags.Get("tunnel") == "" && w.Tags.Get("name") != "" {
			places = append(places, e.Line(w.Nodes)...)
		}
	}
	return places
}

// A sheetSize is a size in which the program draws routes.
type sheetSize struct {
	name                           string
	width, word, flattest, tallest float64
	least                          float64 // share of the walked streets that have their names
}

var sheets = []sheetSize{{"phone", 700, 26, 1.2, 1.3, 0.5}, {"paper", 1760, 24, 0.5, 0.5, 0.8}, {"sheet", 1780, 24, 1.18, 1.18, 0.8}}

// referenceMap returns a map of a route in a town, in one of the sizes.
func referenceMap(m Map, e *osm.Extract, town referenceTown, size sheetSize) Map {
	m.Base, m.ID, m.Languages = e, "n", []string{town.lang, strings.Split(town.lang, "-")[0]}
	m.Width, m.Word, m.Tallest, m.Flattest = size.width, size.word, size.tallest, size.flattest
	return m
}

// TestReferenceNames measures how many of the streets that random routes in real towns
// follow for 40 m or more have their names on the map, and the sizes of the drawings.
func TestReferenceNames(t *testing.T) {
	if testing.Short() {
		t.Skip("reads real extracts")
	}
	for _, town := range referenceTowns {
		t.Run(town.name, func(t *testing.T) {
			e, places := town.open(t)
			g := walk.New(e)
			starts := []struct {
				name   string
				places []geo.Point
				within float64
			}{{"places within 500 m", places, 500}, {"places anywhere", places, 1e6}, {"places on named streets within 500 m", onStreets(e), 500}}
			for i := range len(starts) * len(sheets) {
				sheet, start := sheets[i/len(starts)], starts[i%len(starts)]
				random := rand.New(rand.NewPCG(11, 12))
				named, all, largest := 0, 0, 0
				for range 12 {
					m := referenceMap(randomRoute(random, g, start.places, start.within), e, town, sheet)
					d := Draw(m)
					s := set(m)
					written := " " + strings.Join(texts(d.SVG), " ") + " "
					for text := range walkedStreets(m, s.nameOf, 40) {
						all++
						if slices.ContainsFunc(shortened(text), func(text string) bool { return strings.Contains(written, " "+escaped(text)+" ") }) {
							named++
						}
					}
					largest = max(largest, zipped(d.SVG))
				}
				share := float64(named) / float64(max(1, all))
				t.Logf("%-6s %s: %d of %d streets walked named (%.0f %%), at most %d bytes zipped", sheet.name, start.name, named, all, 100*share, largest)
				if all > 0 && share < sheet.least && start.within < 1000 {
					t.Errorf("want at least %.0f %%", 100*sheet.least)
				}
				if largest > 60_000 {
					t.Error("want at most 60,000 bytes")
				}
			}
		})
	}
}

// BenchmarkSheet draws random routes on a dense sheet, as large as paper.
func BenchmarkSheet(b *testing.B) {
	e, places := referenceTowns[0].open(b)
	g := walk.New(e)
	random := rand.New(rand.NewPCG(13, 14))
	var maps []Map
	for range 10 {
		maps = append(maps, referenceMap(randomRoute(random, g, places, 1e6), e, referenceTowns[0], sheets[2]))
	}
	i := 0
	for b.Loop() {
		Draw(maps[i%len(maps)])
		i++
	}
}

// texts returns the names of the base map in a drawing and its insets.
func texts(svg string) []string {
	var all []string
	for _, group := range strings.Split(svg, `<g class="base-names"`)[1:] {
		group, _, _ = strings.Cut(group, "</g>")
		for _, part := range strings.Split(group, "</text>") {
			text := strings.TrimSuffix(part, "</textPath>")
			all = append(all, text[strings.LastIndexByte(text, '>')+1:])
		}
	}
	return all
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "'", "&#39;").Replace(text)
}

func zipped(text string) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Len()
}

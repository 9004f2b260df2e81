package walk

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// The extracts, and the distances computed by Valhalla for pairs of places in them with its
// pedestrian profile and shortest = true. They are not part of the repository.
const (
	extracts   = "shared/data/osm/"
	references = "shared/data/ref/"
)

// readShared reads a file that is next to the project, or next to the folder of its
// worktrees.
func readShared(t testing.TB, name string) []byte {
	t.Helper()
	for _, dir := range []string{"../../../", "../../../../"} {
		if data, err := os.ReadFile(dir + name); err == nil {
			return data
		}
	}
	t.Skip("the reference is not available: ", name)
	return nil
}

// cities are the extracts with their references. Tsinghua has none.
var cities = []struct{ name, extract, pairs string }{
	{"Munich", "munchen-valhalla.osm.pbf", "poiref-munchen-valhalla.json"},
	{"Monaco", "monaco.osm.pbf", "poiref-monaco-valhalla.json"},
	{"BUPT", "beijing-bupt.osm", "poiref-bupt-valhalla.json"},
	{"Tsinghua", "beijing-tsinghua.osm", ""},
}

type pair struct {
	A, B     [2]float64
	Shortest float64 `json:"shortest"` // metres
}

// town returns the graph of an extract and pairs of places in it, random ones if there is
// no reference.
func town(t testing.TB, extract, reference string) (*Graph, []pair) {
	t.Helper()
	data := readShared(t, extracts+extract)
	var problems diag.List
	e := osm.Read(context.Background(), []osm.File{{Name: extract, Data: data}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	if reference == "" {
		return New(e), randomPairs(e)
	}
	text := readShared(t, references+reference)
	var pairs []pair
	if err := json.Unmarshal(text, &pairs); err != nil {
		t.Fatal(err)
	}
	return New(e), pairs
}

// randomPairs returns pairs of buildings with names that are at most two kilometres apart.
func randomPairs(e *osm.Extract) []pair {
	var at [][2]float64
	for _, a := range e.Areas {
		if a.Tags.Get("building") != "" && a.Tags.Get("name") != "" {
			at = append(at, [2]float64{(a.Box.Min.Lat + a.Box.Max.Lat) / 2, (a.Box.Min.Lon + a.Box.Max.Lon) / 2})
		}
	}
	r := rand.New(rand.NewPCG(1, 4))
	var pairs []pair
	for len(pairs) < 300 {
		a, b := at[r.IntN(len(at))], at[r.IntN(len(at))]
		if d := geo.Distance(point(a), point(b)); d > 100 && d < 2000 {
			pairs = append(pairs, pair{A: a, B: b})
		}
	}
	return pairs
}

// stepPenalty is what Valhalla adds when it enters a part of a flight of steps, in metres. It
// does so with shortest = true, too, in choosing the path, not in the length that it returns.
const stepPenalty = 30

// choosesLikeValhalla gives a graph's ways the costs that Valhalla's shortest search has. It
// holds positions anywhere.
func choosesLikeValhalla(g *Graph) {
	for i := range g.edges {
		e := &g.edges[i]
		e.hold, e.above, e.weight = holdsAll, false, lightest
		if e.steps {
			e.weight += lightest * 1000 * stepPenalty / max(1, e.length())
		}
	}
	for i := range g.corners {
		g.corners[i].lift = false
	}
}

// TestReference compares distances with Valhalla's.
func TestReference(t *testing.T) {
	for _, city := range cities {
		t.Run(city.name, func(t *testing.T) {
			if city.pairs == "" {
				t.Skip("Valhalla's distances are not known")
			}
			g, pairs := town(t, city.extract, city.pairs)
			off := func(by Preference) (median, p90 float64) {
				var all []float64
				for _, p := range pairs {
					found, ok := g.Find(point(p.A), point(p.B), by)
					if !ok {
						t.Logf("no way from %v to %v", p.A, p.B)
						all = append(all, 1)
						continue
					}
					all = append(all, math.Abs(float64(found.Metres)-p.Shortest)/p.Shortest)
					if back, _ := g.Find(point(p.B), point(p.A), by); by.Shortest && back.Metres != found.Metres && g.Symmetric() {
						t.Errorf("from %v to %v: %d m, and %d m back", p.A, p.B, found.Metres, back.Metres)
					}
				}
				return spread(all)
			}
			median, p90 := off(Preference{Shortest: true})
			t.Logf("%d pairs, shortest: off by %.2f %% at the median, %.2f %% at the 90th percentile", len(pairs), 100*median, 100*p90)
			if median > 0.005 {
				t.Error("want at most 0.5% at the median")
			}
			choosesLikeValhalla(g)
			median, p90 = off(Preference{})
			t.Logf("chosen as Valhalla does: off by %.2f %% and %.2f %%", 100*median, 100*p90)
			if median > 0.005 || p90 > 0.03 {
				t.Error("want at most 0.5% at the median and 3% at the 90th percentile")
			}
		})
	}
}

// spread returns the median and the 90th percentile.
func spread(values []float64) (median, p90 float64) {
	slices.Sort(values)
	return values[len(values)/2], values[len(values)*9/10]
}

// TestSuits compares the ways for groups with the shortest ones.
func TestSuits(t *testing.T) {
	t.Log("city       longer: median  p90    max | of the metres, shortest -> group: big roads without pavement, tertiary too, tunnels, parking and yards, indoors")
	for _, city := range cities {
		t.Run(city.name, func(t *testing.T) {
			g, pairs := town(t, city.extract, city.pairs)
			var longer []float64
			var group, shortest shares
			for _, p := range pairs {
				way, ok := g.Find(point(p.A), point(p.B), Preference{})
				short, _ := g.Find(point(p.A), point(p.B), Preference{Shortest: true})
				if !ok || short.Metres == 0 {
					continue
				}
				longer = append(longer, float64(way.Metres)/float64(short.Metres)-1)
				group.add(g, way)
				shortest.add(g, short)
			}
			median, p90 := spread(longer)
			t.Logf("%-10s %6.1f %% %6.1f %% %5.0f %% | %v -> %v", city.name, 100*median, 100*p90, 100*longer[len(longer)-1], shortest, group)
			if median > 0.15 || p90 > 0.35 {
				t.Error("want at most 15% at the median and 35% at the 90th percentile")
			}
			if group.big > 0.05*group.all {
				t.Error("want at most 5% of the metres along big roads without a pavement")
			}
		})
	}
}

// shares are the lengths of parts of paths.
type shares struct{ all, big, heavy, tunnels, parked, indoors float64 }

func (s *shares) add(g *Graph, p Path) {
	for _, q := range p.parts {
		tags, length := g.edges[q.edge].tags, float64(abs(q.to-q.from))
		s.all += length
		bare := traffic(tags) == heavyTraffic && !pavement(tags) && !tags.Is("sidewalk", "separate")
		for share, counts := range map[*float64]bool{
			&s.heavy:   bare,
			&s.big:     bare && !tags.Is("highway", "tertiary", "tertiary_link"),
			&s.tunnels: tunnel(tags) && traffic(tags) > noTraffic,
			&s.parked:  tags.Is("service", "parking_aisle", "driveway", "drive-through"),
			&s.indoors: inside(tags),
		} {
			if counts {
				*share += length
			}
		}
	}
}

func (s shares) String() string {
	return fmt.Sprintf("%.1f %.1f %.1f %.1f %.1f %%", 100*s.big/s.all, 100*s.heavy/s.all, 100*s.tunnels/s.all, 100*s.parked/s.all, 100*s.indoors/s.all)
}

func point(p [2]float64) geo.Point { return geo.Point{Lat: p[0], Lon: p[1]} }

// BenchmarkFind finds the paths of the reference.
func BenchmarkFind(b *testing.B) {
	g, pairs := town(b, cities[0].extract, cities[0].pairs)
	i := 0
	for b.Loop() {
		g.Find(point(pairs[i%len(pairs)].A), point(pairs[i%len(pairs)].B), Preference{})
		i++
	}
}

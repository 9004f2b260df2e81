package routemap

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A randomTown is a crooked grid of named streets, each in several ways.
type randomTown struct {
	columns, rows int
	nodes         []geo.Point
	extract       *osm.Extract
}

func newTown(t *testing.T, random *rand.Rand) *randomTown {
	t.Helper()
	town := &randomTown{columns: 4 + random.IntN(8), rows: 4 + random.IntN(8)}
	var b strings.Builder
	b.WriteString("<osm>")
	crooked, block := random.Float64()*0.4, 0.4+0.6*random.Float64()
	for i := range town.columns * town.rows {
		x, y := float64(i%town.columns), float64(i/town.columns)
		p := geo.Point{Lat: 40 + 0.0012*block*(y+crooked*random.Float64()), Lon: 116 + 0.0016*block*(x+crooked*random.Float64())}
		// As OpenStreetMap stores it.
		p.Lat, p.Lon = math.Round(p.Lat*1e7)/1e7, math.Round(p.Lon*1e7)/1e7
		town.nodes = append(town.nodes, p)
		fmt.Fprintf(&b, `<node id="%d" lat="%.7f" lon="%.7f"/>`, i+1, p.Lat, p.Lon)
	}
	chinese := random.IntN(2) == 0
	way := 0
	street := func(nodes []int) {
		way++
		name := randomName(random, chinese, way)
		for len(nodes) > 1 {
			n := 2 + random.IntN(len(nodes)-1)
			fmt.Fprintf(&b, `<way id="%d">`, 1000*way+len(nodes))
			for _, k := range nodes[:n] {
				fmt.Fprintf(&b, `<nd ref="%d"/>`, k+1)
			}
			fmt.Fprintf(&b, `<tag k="highway" v="residential"/><tag k="name" v="%s"/></way>`, name)
			nodes = nodes[n-1:]
		}
	}
	for y := range town.rows {
		var nodes []int
		for x := range town.columns {
			nodes = append(nodes, y*town.columns+x)
		}
		street(nodes)
	}
	for x := range town.columns {
		var nodes []int
		for y := range town.rows {
			nodes = append(nodes, y*town.columns+x)
		}
		street(nodes)
	}
	b.WriteString("</osm>")
	var problems diag.List
	town.extract = osm.Read(context.Background(), []osm.File{{Name: "town.osm", Data: []byte(b.String())}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	return town
}

func randomName(random *rand.Rand, chinese bool, n int) string {
	if chinese {
		return string([]rune("东西南北中学院府清华成荷春明新光")[n%16]) + []string{"大街", "路", "一条胡同", "府前街", "关村南路"}[random.IntN(5)]
	}
	return fmt.Sprintf("%s%c %s", []string{"Linden", "Old Mill ", "Kirch", "Church Hill ", "Saint-"}[random.IntN(5)], 'A'+rune(n%26), []string{"Street", "Road", "Lane"}[random.IntN(3)])
}

// route returns a map of a random walk through the town.
func (town *randomTown) route(random *rand.Rand) Map {
	m := Map{North: "N", Note: "note", Distance: words, Base: town.extract, ID: "n"}
	at := random.IntN(len(town.nodes))
	line := []geo.Point{town.nodes[at]}
	stop := func() {
		m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(len(m.Stops) + 1), Name: []string{"大礼堂", "图书馆老馆", "Town Hall", "Museum"}[random.IntN(4)], At: town.nodes[at]})
	}
	stop()
	for range 2 + random.IntN(8) {
		for range 1 + random.IntN(5) {
			x, y := at%town.columns, at/town.columns
			switch d := random.IntN(4); {
			case d == 0 && x > 0:
				at--
			case d == 1 && x < town.columns-1:
				at++
			case d == 2 && y > 0:
				at -= town.columns
			case d == 3 && y < town.rows-1:
				at += town.columns
			default:
				continue
			}
			line = append(line, town.nodes[at])
		}
		if len(line) > 1 && line[0] != line[len(line)-1] {
			m.Ways = append(m.Ways, Way{By: "walk", Traced: true, Line: line, From: line[0], To: town.nodes[at]})
			stop()
			line = []geo.Point{town.nodes[at]}
		}
	}
	return m
}

// TestTowns draws random routes in random towns. No name overlaps another one, a disc, the
// furniture or the line of the route, all are on the sheet, and most of the streets that
// the route follows have theirs.
func TestTowns(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	named, walked := map[string]int{}, map[string]int{}
	for n := range 120 {
		town := newTown(t, random)
		m := town.route(random)
		size := sheets[n%len(sheets)]
		m.Width, m.Word, m.Tallest, m.Flattest = size.width, size.word, size.tallest, size.flattest
		s := set(m)
		names := namer{sheet: s}
		names.nameLegs()
		names.nameBase()
		checkNames(t, n, &names)
		text := " " + strings.Join(texts(Draw(m).SVG), " ") + " "
		for name := range walkedStreets(m, s.nameOf, 40) {
			walked[size.name]++
			for _, short := range shortened(name) {
				if strings.Contains(text, " "+short+" ") {
					named[size.name]++
					break
				}
			}
		}
	}
	for _, size := range sheets {
		share := float64(named[size.name]) / float64(walked[size.name])
		t.Logf("%-6s %d of %d streets walked named (%.0f %%)", size.name, named[size.name], walked[size.name], 100*share)
		if share < size.least {
			t.Errorf("%s: want at least %.0f %%", size.name, 100*size.least)
		}
	}
}

// checkNames checks the boxes of names one by one.
func checkNames(t *testing.T, n int, names *namer) {
	t.Helper()
	s := names.sheet
	for _, l := range s.labelBoxes() {
		if s.course.ink.meets(l) {
			t.Errorf("map %d: the name of a stop crosses the route's line", n)
		}
	}
	fixed := append(append(discBoxes(s), s.labelBoxes()...), s.taken...)
	for i, w := range names.written {
		for _, b := range w.boxes {
			if b.left < 0 || b.top < 0 || b.right > s.width || b.bottom > s.height {
				t.Errorf("map %d: %s is not on the sheet", n, w.text)
			}
			for _, f := range fixed {
				if b.meets(f) {
					t.Errorf("map %d: %s overlaps a stop, its name or the furniture", n, w.text)
				}
			}
			for _, other := range names.written[:i] {
				for _, o := range other.boxes {
					if b.meets(o) {
						t.Errorf("map %d: %s overlaps %s", n, w.text, other.text)
					}
				}
			}
			for _, line := range s.course.lines {
				for k := 1; k < len(line); k++ {
					if _, _, meets := part(line[k-1], line[k], box{b.left - 4, b.top - 4, b.right + 4, b.bottom + 4}); meets {
						t.Errorf("map %d: the route's line passes through %s", n, w.text)
					}
				}
			}
		}
	}
}

// TestJoined checks that chains contain each way of random streets once, in one piece.
func TestJoined(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 32))
	for range 500 {
		spots := make([]Spot, 12)
		for i := range spots {
			spots[i] = Spot{100 * random.Float64(), 100 * random.Float64()}
		}
		var ways [][]int32
		want := map[[2]int32]int{}
		count := func(edges map[[2]int32]int, line []int32) {
			for i := 1; i < len(line); i++ {
				edges[[2]int32{min(line[i-1], line[i]), max(line[i-1], line[i])}]++
			}
		}
		for range 1 + random.IntN(8) {
			way := []int32{int32(random.IntN(12))}
			for range 1 + random.IntN(3) {
				way = append(way, int32(random.IntN(12)))
			}
			ways = append(ways, way)
			count(want, way)
		}
		got := map[[2]int32]int{}
		chains := joined(ways, func(i int32) Spot { return spots[i] })
		for _, c := range chains {
			count(got, c)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v is joined to %v", ways, chains)
		}
	}
	// A street in three ways, one of them drawn backwards, and a fork that turns more.
	straight := joined([][]int32{{0, 1}, {2, 1}, {2, 3}, {2, 4}}, func(i int32) Spot {
		return []Spot{{0, 0}, {10, 0}, {20, 1}, {30, 1}, {20, 30}}[i]
	})
	if fmt.Sprint(straight) != "[[0 1 2 3] [2 4]]" {
		t.Errorf("joined to %v", straight)
	}
}

// TestLanes checks that two ways on one street are next to each other, on either side if
// they go in opposite directions, and that a third one that begins in between shares it.
func TestLanes(t *testing.T) {
	a, b, c := geo.Point{Lat: 40, Lon: 116}, geo.Point{Lat: 40, Lon: 116.001}, geo.Point{Lat: 40, Lon: 116.003}
	m := Map{
		Stops: []Stop{{Number: "1", Name: "西", At: a}, {Number: "2", Name: "东", At: c}},
		Ways: []Way{
			{By: "walk", Traced: true, Line: []geo.Point{a, c}},
			{By: "walk", Traced: true, Line: []geo.Point{c, b}},
		},
		Width: 700, Tallest: 1.3, Flattest: 0.5, Word: 26, North: "N", Distance: words,
	}
	s := set(m)
	out, back := s.course.lines[0], s.course.lines[1]
	middle := s.spot(a).Y
	if got := out[len(out)-1].Y - middle; math.Abs(got-pitch/2) > 0.5 {
		t.Errorf("the way out is %.1f to the right, want %.1f", got, pitch/2)
	}
	if got := middle - back[0].Y; math.Abs(got-pitch/2) > 0.5 {
		t.Errorf("the way back is %.1f to its right, want %.1f", got, pitch/2)
	}
	if out[0].Y != middle {
		t.Errorf("the way out is moved off its street where it is alone: %v", out)
	}
	if arrows := strings.Count(Draw(m).SVG, `class="arrow"`); arrows < 2 {
		t.Errorf("%d arrows, want one for each direction", arrows)
	}
}

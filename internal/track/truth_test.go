package track

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// town is the area of the synthetic walks.
var town = planeAt(geo.Point{Lat: 34.26, Lon: 117.18})

// walks are ways of known length, in metres east and north.
var walks = map[string][]spot{
	"straight":       {{0, 0}, {3000, 0}},
	"town":           {{0, 0}, {180, 0}, {180, 240}, {420, 240}, {420, 90}, {700, 90}, {760, 300}, {1000, 300}, {1000, 620}, {620, 620}, {620, 900}, {900, 960}},
	"hills":          curve(3000, 0.02, 60),
	"winding":        curve(2500, 0.05, 25),
	"loop":           curve(1885, 1.0/300, math.Inf(1)),
	"there and back": {{0, 0}, {600, 0}, {600, 500}, {600, 0}, {0, 0}},
}

// curve returns a winding way with points a metre apart.
func curve(metres int, bend, every float64) []spot {
	way := []spot{{}}
	heading := 0.0
	for i := range metres {
		heading += bend * math.Cos(float64(i)/every)
		last := way[len(way)-1]
		way = append(way, spot{last.x + math.Cos(heading), last.y + math.Sin(heading)})
	}
	return way
}

func long(way []spot) float64 {
	sum := 0.0
	for i := 1; i < len(way); i++ {
		sum += apart(way[i-1], way[i])
	}
	return sum
}

// at returns the spot at a distance along the way.
func at(way []spot, metres float64) spot {
	for i := 1; i < len(way); i++ {
		d := apart(way[i-1], way[i])
		if metres <= d && d > 0 {
			return spot{way[i-1].x + metres/d*(way[i].x-way[i-1].x), way[i-1].y + metres/d*(way[i].y-way[i-1].y)}
		}
		metres -= d
	}
	return way[len(way)-1]
}

// A recorder simulates a phone: it records every given number of seconds with an error
// of given metres, whose direction persists (0: changes at every fix; 0.97: persists
// half a minute), with pauses of five minutes, occasional jumps, and optionally
// without times.
type recorder struct {
	every, off, lasts float64
	pauses, leaps     int
	timeless          bool
}

const walking = 1.2 // metres a second

func (c recorder) record(r *rand.Rand, way []spot) []point {
	n := int(long(way) / walking / c.every)
	pauses, leaps := map[int]bool{}, map[int]bool{}
	for range c.pauses {
		pauses[r.IntN(n)] = true
	}
	for range c.leaps {
		leaps[1+r.IntN(n-2)] = true
	}
	var points []point
	ex, ey, clock := c.off*r.NormFloat64(), c.off*r.NormFloat64(), 0.0
	fresh := math.Sqrt(1 - c.lasts*c.lasts)
	for i := range n + 1 {
		s := at(way, float64(i)*c.every*walking)
		times := 1
		if pauses[i] {
			times = int(300 / c.every)
		}
		for range times {
			ex = c.lasts*ex + fresh*c.off*r.NormFloat64()
			ey = c.lasts*ey + fresh*c.off*r.NormFloat64()
			p := point{Point: town.point(spot{s.x + ex, s.y + ey}), time: clock, offset: len(points), first: len(points) == 0}
			if leaps[i] {
				p.Point = town.point(spot{s.x + 300*r.NormFloat64() + 200, s.y - 500})
				leaps[i] = false
			}
			if c.timeless {
				p.time = math.NaN()
			}
			points = append(points, p)
			clock += c.every
		}
	}
	return points
}

// gpx formats points as an app does.
func gpx(points []point) []byte {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<trk><name>守海</name><trkseg>\n")
	for i, p := range points {
		if p.first && i > 0 {
			b.WriteString("</trkseg><trkseg>\n")
		}
		fmt.Fprintf(&b, "<trkpt lat=\"%.7f\" lon=\"%.7f\"><ele>%d</ele>", p.Lat, p.Lon, 30+i%7)
		if !math.IsNaN(p.time) {
			b.WriteString("<time>" + time.Unix(1_790_000_000, int64(p.time*1e9)).UTC().Format(time.RFC3339Nano) + "</time>")
		}
		b.WriteString("</trkpt>\n")
	}
	b.WriteString("</trkseg></trk></gpx>\n")
	return b.Bytes()
}

// read reads a text that must not cause problems.
func read(t testing.TB, text []byte) *Track {
	t.Helper()
	var problems diag.List
	tr := Read("routes/walk.gpx", text, &problems)
	for _, p := range problems {
		t.Error(p.Line(diag.English))
	}
	if tr == nil {
		t.FailNow()
	}
	return tr
}

// TestTruth checks that the length of a way is measured correctly for different
// recordings: on average within 3.5%, and each within 6%. The sum of the steps is up to
// five times too long.
func TestTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range slices.Sorted(maps.Keys(walks)) {
		way := walks[name]
		for _, c := range []struct {
			recorder
			mean, each float64 // per cent
		}{
			{recorder{every: 1}, 2, 2},
			{recorder{every: 10}, 3.5, 3.5},
			{recorder{every: 1, off: 5, pauses: 4}, 3.5, 6},
			{recorder{every: 1, off: 5, lasts: 0.9, pauses: 4}, 3.5, 6},
			{recorder{every: 1, off: 5, lasts: 0.97, pauses: 4}, 3.5, 6},
			{recorder{every: 3, off: 5, pauses: 4}, 3.5, 6},
			{recorder{every: 5, off: 5, pauses: 4, leaps: 5}, 3.5, 6},
			{recorder{every: 5, off: 5, pauses: 4, leaps: 5, timeless: true}, 3.5, 6},
			{recorder{every: 5, off: 3, lasts: 0.8, pauses: 2}, 3.5, 6},
			{recorder{every: 1, off: 5, pauses: 4, leaps: 10, timeless: true}, 3.5, 6},
		} {
			sum, worst := 0.0, 0.0
			const runs = 10
			for range runs {
				tr := read(t, gpx(c.record(r, way)))
				off := 100 * (tr.Metres()/long(way) - 1)
				sum += off / runs
				worst = max(worst, math.Abs(off))
			}
			t.Logf("%-14s %+v: %+.1f %% (at most %.1f)", name, c.recorder, sum, worst)
			if math.Abs(sum) > c.mean || worst > c.each {
				t.Errorf("%s %+v: %+.1f %% on average, at most %.1f", name, c.recorder, sum, worst)
			}
		}
	}
}

// TestRecorded compares two recorded hikes with the sum of their steps, computed by
// another program: cleaning makes them shorter, but only slightly where points are ten
// metres apart.
func TestRecorded(t *testing.T) {
	for _, c := range []struct {
		name     string
		raw      float64 // metres, the sum of all steps within segments
		low, top float64 // of raw
	}{
		{"Mojstrovka", 2697.6, 0.8, 1.01},
		{"korita-zbevnica", 14897.1, 0.9, 1.01},
	} {
		text, err := os.ReadFile(filepath.Join("../../../shared/data/gpx", c.name+".gpx"))
		if err != nil {
			t.Skip("the shared recordings are not available: ", err)
		}
		tr := read(t, text)
		t.Logf("%s: %.0f m of %.0f m, %d points, %d holes", c.name, tr.Metres(), c.raw, len(tr.line), len(tr.holes))
		if part := tr.Metres() / c.raw; part < c.low || part > c.top {
			t.Errorf("%s: %.0f m, the sum of the steps is %.0f m", c.name, tr.Metres(), c.raw)
		}
	}
}

func BenchmarkTrack(b *testing.B) {
	points := recorder{every: 0.25, off: 3}.record(rand.New(rand.NewPCG(3, 4)), walks["hills"])
	text := gpx(points)
	g, r := tour(town, spot{0, 0}, at(walks["hills"], 700), at(walks["hills"], 1500), at(walks["hills"], 2900))
	b.Run(fmt.Sprintf("read %d points", len(points)), func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			read(b, text)
		}
	})
	b.Run("scan", func(b *testing.B) {
		for b.Loop() {
			scan(text)
		}
	})
	tr := read(b, text)
	b.Run(fmt.Sprintf("follow %d points", len(tr.line)), func(b *testing.B) {
		for b.Loop() {
			tr.Follow(g, r, new(diag.List))
		}
	})
}

// format formats problems on one line.
func format(problems diag.List) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%s:%d:%d %s %v", p.Place.File, p.Place.Line, p.Place.Column, p.Key, p.Args))
	}
	return strings.Join(lines, "; ")
}

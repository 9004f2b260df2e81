package geo

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// micrometre is a micrometre on the ground in degrees of latitude, the tolerance of
// conversions in both directions.
const micrometre = 9e-12

// known are positions in WGS-84, GCJ-02 and BD-09, the latter two converted by gcoord 1.0.7.
var known = []struct {
	name         string
	wgs, gcj, bd Point
}{
	{"kaishan", Point{34.53, 119.87}, Point{34.528744883517184, 119.87499018630787}, Point{34.5350866827133, 119.88137096584701}},
	{"tiananmen", Point{39.908722, 116.397499}, Point{39.91012550007891, 116.4037425752605}, Point{39.91646474746305, 116.41011556899208}},
	{"lhasa", Point{29.6578, 91.1172}, Point{29.655094619806864, 91.11876057832502}, Point{29.660977979902725, 91.12531348508817}},
	{"urumqi", Point{43.8256, 87.6168}, Point{43.82680539311119, 87.61964994946926}, Point{43.83294979479329, 87.62609977081571}},
	{"sanya", Point{18.2528, 109.5119}, Point{18.25109479173564, 109.51598429482667}, Point{18.25687655375912, 109.52253179173881}},
	{"mohe", Point{52.9721, 122.5389}, Point{52.973612077284656, 122.54592749860876}, Point{52.97969248311181, 122.55239989364759}},
	{"hongkong", Point{22.3193, 114.1694}, Point{22.316550799399344, 114.17436706626148}, Point{22.322222377349046, 114.18092759885914}},
	{"xuzhou", Point{34.2618, 117.1848}, Point{34.260578221558056, 117.19057341775112}, Point{34.26627899576162, 117.1971602650178}},
	{"paris", Point{48.8566, 2.3522}, Point{48.8566, 2.3522}, Point{48.8626095929417, 2.358818403434687}},
	{"sydney", Point{-33.8688, 151.2093}, Point{-33.8688, 151.2093}, Point{-33.8623947364018, 151.21587031778907}},
}

func near(a, b Point, degrees float64) bool {
	return math.Abs(a.Lat-b.Lat) <= degrees && math.Abs(a.Lon-b.Lon) <= degrees
}

func TestKnown(t *testing.T) {
	for _, k := range known {
		if got := toGCJ02(k.wgs); !near(got, k.gcj, 1e-9) {
			t.Errorf("%s in GCJ-02: %v, want %v", k.name, got, k.gcj)
		}
		if got := gcj02ToBD09(toGCJ02(k.wgs)); !near(got, k.bd, 1e-9) {
			t.Errorf("%s in BD-09: %v, want %v", k.name, got, k.bd)
		}
		for datum, p := range map[string]Point{"": k.wgs, "WGS-84": k.wgs, "GCJ-02": k.gcj, "BD-09": k.bd} {
			if got := ToWGS84(p, datum); !near(got, k.wgs, 1e-9) {
				t.Errorf("%s from %s: %v, want %v", k.name, datum, got, k.wgs)
			}
		}
	}
}

// TestGcoord compares conversions in both directions with the table in testdata, which
// describes its origin. gcoord's inverse conversions are not used: one stops within 0.1 m,
// the other is a formula with a larger error.
func TestGcoord(t *testing.T) {
	file, err := os.Open("testdata/gcoord.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil || len(rows) != 401 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		var p [3]Point
		for i := range p {
			lat, err1 := strconv.ParseFloat(row[2*i], 64)
			lon, err2 := strconv.ParseFloat(row[2*i+1], 64)
			if err1 != nil || err2 != nil {
				t.Fatal(row)
			}
			p[i] = Point{lat, lon}
		}
		for i, datum := range Datums {
			if got := FromWGS84(p[0], datum); !near(got, p[i], micrometre) {
				t.Errorf("%v to %s: %v, want %v", p[0], datum, got, p[i])
			}
			if got := ToWGS84(p[i], datum); !near(got, p[0], micrometre) {
				t.Errorf("%v from %s: %v, want %v", p[i], datum, got, p[0])
			}
		}
	}
}

func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		p := Point{18 + 36*r.Float64(), 73 + 62*r.Float64()}
		for _, datum := range Datums {
			if got := ToWGS84(FromWGS84(p, datum), datum); !near(got, p, micrometre) {
				t.Fatalf("%v to %s and back: %v", p, datum, got)
			}
			if got := FromWGS84(ToWGS84(p, datum), datum); !near(got, p, micrometre) {
				t.Fatalf("%v in %s to WGS-84 and back: %v", p, datum, got)
			}
		}
	}
}

// TestOutside checks that GCJ-02 equals WGS-84 outside China, and that positions at the edge
// of the rectangle, where the shift begins, do not move by more than the shift.
func TestOutside(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		p := Point{180*r.Float64() - 90, 360*r.Float64() - 180}
		got := ToWGS84(p, "GCJ-02")
		if !InChina(p) && !near(got, p, 0) {
			t.Fatalf("%v moved to %v", p, got)
		}
		if !got.Valid() || Distance(p, got) > 3000 {
			t.Fatalf("%v moved to %v", p, got)
		}
	}
	for _, p := range []Point{{0.8293, 100}, {55.8271, 100}, {30, 72.004}, {30, 137.8347}, {0.8294, 72.0041}, {55.827, 137.8346}} {
		for _, datum := range Datums {
			if got := ToWGS84(p, datum); !got.Valid() || Distance(p, got) > 3000 {
				t.Errorf("%v in %s: %v", p, datum, got)
			}
		}
	}
}

func TestDistance(t *testing.T) {
	// Expected values: 2·R·asin of the haversine in 50 digits for R = 6371008.8 m, which
	// except for the last is a fraction of the circumference.
	quarter := math.Pi / 2 * earthRadius
	for _, c := range []struct {
		a, b Point
		want float64
	}{
		{Point{0, 0}, Point{0, 0}, 0},
		{Point{0, 0}, Point{0, 90}, quarter},
		{Point{0, 0}, Point{90, 123}, quarter},
		{Point{0, 0}, Point{0, 180}, 2 * quarter},
		{Point{90, 0}, Point{-90, 0}, 2 * quarter},
		{Point{0, 179.5}, Point{0, -179.5}, quarter / 90},
		{Point{34, 119}, Point{35, 119}, quarter / 90},
		{Point{60, 10}, Point{60, 10.00001}, quarter / 90 * 0.00001 * 0.5},
	} {
		if got := Distance(c.a, c.b); math.Abs(got-c.want) > 1e-6*c.want+1e-9 || got != Distance(c.b, c.a) {
			t.Errorf("%v to %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	// Beijing to Shanghai is 1068 km on the ellipsoid.
	if d := Distance(Point{39.9042, 116.4074}, Point{31.2304, 121.4737}); math.Abs(d-1_068_000) > 0.005*d {
		t.Errorf("Beijing to Shanghai: %v", d)
	}
}

func TestValid(t *testing.T) {
	for p, want := range map[Point]bool{
		{0, 0}: true, {90, 180}: true, {-90, -180}: true, {90.1, 0}: false, {0, 181}: false, {math.NaN(), 0}: false, {0, math.Inf(1)}: false,
	} {
		if p.Valid() != want {
			t.Errorf("%v: %v", p, !want)
		}
	}
}

// TestNear compares an Index with measuring all points, in different parts of the Earth.
func TestNear(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct {
		name             string
		lat, lon, spread float64
	}{
		{"a town", 34.5, 119.9, 0.02}, {"a province", 34.5, 119.9, 2}, {"across the equator", 0, 20, 1},
		{"Svalbard", 78, 15, 3}, {"the pole", 89.5, 0, 0.5}, {"all round the pole", 89, 0, 180}, {"the south pole", -89.9, 10, 90},
		{"the date line", -17, 180, 1}, {"Wrangel on the date line", 71, -180, 3}, {"everywhere", 0, 0, 180},
	} {
		points := make([]Point, 400)
		for i := range points {
			lat := c.lat + min(c.spread, 5)*(2*r.Float64()-1)
			lon := c.lon + c.spread*(2*r.Float64()-1)
			if c.spread == 180 && c.lat == 0 {
				lat *= 18
			}
			points[i] = Point{max(-90, min(90, lat)), math.Remainder(lon, 360)}
		}
		points[7], points[8] = points[6], points[6] // at the same point
		points[9] = Point{1000, 0}                  // invalid
		x := NewIndex(points)
		for _, within := range []float64{100, 5_000, 60_000, 800_000} {
			for _, count := range []int{1, 4, 500} {
				for i := 0; i < len(points); i += 9 {
					if got, want := x.Near(i, count, within), brute(points, i, count, within); !slices.Equal(got, want) {
						t.Fatalf("%s: %d within %.0f m of %v\n got %v\nwant %v", c.name, count, within, points[i], got, want)
					}
				}
			}
		}
	}
	if got := NewIndex([]Point{{1, 1}, {1, 1}}).Near(0, 0, 1); len(got) != 0 {
		t.Errorf("count 0: %v", got)
	}
}

func brute(points []Point, i, count int, within float64) []Neighbour {
	var all []Neighbour
	for j, p := range points {
		if d := Distance(points[i], p); j != i && p.Valid() && points[i].Valid() && d <= within {
			all = append(all, Neighbour{j, d})
		}
	}
	slices.SortFunc(all, byDistance)
	return all[:min(count, len(all))]
}

func BenchmarkNear(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	points := make([]Point, 10_000)
	for i := range points {
		points[i] = Point{20 + 30*r.Float64(), 80 + 40*r.Float64()}
	}
	x := NewIndex(points)
	for b.Loop() {
		x.Near(77, 4, 30_000)
	}
}

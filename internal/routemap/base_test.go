package routemap

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// town contains a street with a name, a lake with an island, a house, steps, and a way that
// is not drawn.
const town = `<osm version="0.6">
<node id="1" lat="40.000" lon="116.000"/><node id="2" lat="40.000" lon="116.010"/>
<node id="3" lat="40.001" lon="116.002"/><node id="4" lat="40.001" lon="116.006"/><node id="5" lat="40.004" lon="116.006"/><node id="6" lat="40.004" lon="116.002"/>
<node id="7" lat="40.002" lon="116.003"/><node id="8" lat="40.002" lon="116.005"/><node id="9" lat="40.003" lon="116.004"/>
<node id="10" lat="39.999" lon="116.002"/><node id="11" lat="39.999" lon="116.003"/><node id="12" lat="39.9985" lon="116.003"/>
<node id="13" lat="39.999" lon="116.007"/><node id="14" lat="39.9992" lon="116.007"/>
<way id="20"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="清华西路"/><tag k="name:en" v="Qinghua West Road"/></way>
<way id="21"><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="3"/></way>
<way id="22"><nd ref="7"/><nd ref="8"/><nd ref="9"/><nd ref="7"/></way>
<way id="23"><nd ref="10"/><nd ref="11"/><nd ref="12"/><nd ref="10"/><tag k="building" v="yes"/></way>
<way id="24"><nd ref="13"/><nd ref="14"/><tag k="highway" v="steps"/></way>
<way id="25"><nd ref="13"/><nd ref="14"/><tag k="highway" v="construction"/></way>
<relation id="30"><member type="way" ref="21" role="outer"/><member type="way" ref="22" role="inner"/><tag k="type" v="multipolygon"/><tag k="natural" v="water"/><tag k="name" v="荷塘"/></relation>
</osm>`

func townMap(t *testing.T) Map {
	t.Helper()
	var problems diag.List
	extract := osm.Read(context.Background(), []osm.File{{Name: "town.osm", Data: []byte(town)}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	return Map{
		Stops: []Stop{{Number: "1", Name: "西门", At: geo.Point{Lat: 39.998, Lon: 116.001}}, {Number: "2", Name: "东门", At: geo.Point{Lat: 40.0035, Lon: 116.008}}},
		Width: 1760, Tallest: 1.15, Flattest: 0.5, Note: "© OpenStreetMap contributors", North: "N", Distance: words, Base: extract, Languages: []string{"zh-Hans", "zh"}, Word: 24, ID: "n",
	}
}

func TestBase(t *testing.T) {
	m := townMap(t)
	d := Draw(m)
	for _, class := range []string{"base-street", "base-water", "base-building", "base-steps"} {
		if n := strings.Count(d.SVG, `class="`+class+`"`); n != 1 {
			t.Errorf("%s is drawn %d times, want 1", class, n)
		}
	}
	if strings.Contains(d.SVG, "base-road") || !d.Based {
		t.Error("unexpected road, or Based is false")
	}
	water := d.SVG[strings.Index(d.SVG, `class="base-water"`):]
	water = water[:strings.Index(water, "/>")]
	if strings.Count(water, "z") != 2 {
		t.Errorf("the lake lacks its island: %s", water)
	}
	for _, want := range []string{">清华西路<", ">荷塘<", "© OpenStreetMap contributors"} {
		if !strings.Contains(d.SVG, want) {
			t.Errorf("the map lacks %s", want)
		}
	}
	m.Languages = []string{"en"}
	if !strings.Contains(Draw(m).SVG, "Qinghua West Road") {
		t.Error("the street's English name is missing")
	}
	m.Base = nil
	if d := Draw(m); d.Based || strings.Contains(d.SVG, "OpenStreetMap") {
		t.Error("a map without a base has attribution")
	}
}

// TestRealBase draws a real town with little space for names: the names must not overlap the
// route, and the sheet must be small.
func TestRealBase(t *testing.T) {
	data, err := os.ReadFile(shared + "osm/beijing-tsinghua.osm")
	if err != nil {
		t.Skip("the extract of Tsinghua is not available")
	}
	var problems diag.List
	extract := osm.Read(context.Background(), []osm.File{{Name: "tsinghua.osm", Data: data}}, nil, &problems)
	random := rand.New(rand.NewPCG(5, 6))
	for n := range 20 {
		m := Map{Width: []float64{900, 1760}[n%2], Tallest: 1.15, Flattest: 0.5, North: "N", Note: "©", Distance: words, Base: extract, Languages: []string{"zh"}, Word: 24, ID: "n"}
		for i := range 3 + random.IntN(9) {
			m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), Name: "水木清华", At: geo.Point{Lat: 39.999 + 0.013*random.Float64(), Lon: 116.309 + 0.012*random.Float64()}})
		}
		s := set(m)
		var written strings.Builder
		s.writeNames(&written)
		if strings.Count(written.String(), "<text") == 0 && n%2 == 1 {
			t.Errorf("map %d has no names", n)
		}
		checkStops(t, n, s)
		if size := len(Draw(m).SVG); size > 160_000 {
			t.Errorf("map %d has %d bytes, want at most 160,000", n, size)
		}
	}
}

func TestShapes(t *testing.T) {
	b := box{0, 0, 10, 10}
	for _, c := range []struct {
		ring []Spot
		want float64
	}{
		{[]Spot{{2, 2}, {4, 2}, {4, 4}, {2, 4}}, 4},
		{[]Spot{{-5, -5}, {5, -5}, {5, 5}, {-5, 5}}, 25},
		{[]Spot{{-5, -5}, {15, -5}, {15, 15}, {-5, 15}}, 100},
		{[]Spot{{20, 20}, {30, 20}, {30, 30}}, 0},
	} {
		cut := clipRing(c.ring, b)
		if got := area(cut); got != c.want && got != -c.want {
			t.Errorf("%v is clipped to %v with area %g, want %g", c.ring, cut, got, c.want)
		}
	}
	pieces := clipLine([]Spot{{-5, 5}, {5, 5}, {5, 15}, {8, 15}, {8, 5}, {9, 5}}, b)
	if want := [][]Spot{{{0, 5}, {5, 5}, {5, 10}}, {{8, 10}, {8, 5}, {9, 5}}}; !slices.EqualFunc(pieces, want, slices.Equal) {
		t.Errorf("clipped to %v", pieces)
	}
	var d strings.Builder
	pen(&d, []Spot{{1, 2}, {1.2, 2.1}, {4, -1}, {4, 8}}, true)
	pen(&d, []Spot{{7, 7}, {7.3, 7}}, false)
	if d.String() != "M1 2l3-3 0 9z" {
		t.Errorf("drawn as %s", d.String())
	}
	if ring := simplifiedRing([]Spot{{0, 0}, {5, 0.1}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, 1); len(ring) != 4 {
		t.Errorf("a square has %v", ring)
	}
}

func TestLevelOf(t *testing.T) {
	for tags, want := range map[string]int{
		"highway=primary": ground, "highway=primary bridge=yes": 1, "highway=primary bridge=yes layer=3 tunnel=no": 3, "highway=primary bridge=yes layer=99": highest,
		"highway=primary bridge=yes layer=-1": 1, "highway=primary bridge=no tunnel=yes layer=-1": tunnel, "highway=service tunnel=building_passage": ground,
		"railway=rail tunnel=yes": tunnel, "highway=footway tunnel=yes layer=-1": ground, "highway=steps level=-1;0": indoors, "highway=steps level=0;-1": indoors,
		"highway=footway indoor=yes": indoors, "highway=footway level=0-2": ground, "highway=residential layer=1": ground,
	} {
		var all osm.Tags
		for _, tag := range strings.Fields(tags) {
			key, value, _ := strings.Cut(tag, "=")
			all = append(all, osm.Tag{Key: key, Value: value})
		}
		if got := levelOf(all); got != want {
			t.Errorf("%s is on level %d, want %d", tags, got, want)
		}
	}
}

// TestLevels checks that tunnels are below streets, and bridges with their edges above.
func TestLevels(t *testing.T) {
	m := townMap(t)
	way := func(tags ...osm.Tag) osm.Way {
		w := m.Base.Ways[0]
		w.Tags = tags
		return w
	}
	base := *m.Base
	base.Ways = append(slices.Clone(base.Ways), way(osm.Tag{Key: "bridge", Value: "yes"}, osm.Tag{Key: "highway", Value: "footway"}), way(osm.Tag{Key: "highway", Value: "primary"}, osm.Tag{Key: "tunnel", Value: "yes"}))
	m.Base = &base
	d := Draw(m)
	last := -1
	for _, class := range []string{"base-tunnel", "base-street", "base-bridge", "base-deck", "base-path"} {
		at := strings.Index(d.SVG, `class="`+class+`"`)
		if at <= last {
			t.Errorf("%s is at %d, the previous one at %d", class, at, last)
		}
		last = at
	}
	if strings.Contains(d.SVG, "base-road") {
		t.Error("a tunnel is drawn as a road")
	}
}

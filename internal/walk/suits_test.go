package walk

import (
	"testing"

	"wayside/internal/osm"
)

// TestFactors checks which of two ways a group takes: the straight one of 60 m with the
// given tags, or a footway of 100 m.
func TestFactors(t *testing.T) {
	const straight, around = 60, 100
	for _, c := range []struct {
		tags string
		want int
	}{
		{"highway=footway", straight}, {"highway=steps", straight}, {"highway=residential", straight}, {"highway=living_street", straight}, {"highway=service", straight},
		{"highway=primary sidewalk=both", straight}, {"highway=primary", around}, {"highway=secondary sidewalk=no", around}, {"highway=trunk foot=yes", around},
		{"highway=tertiary", around}, {"highway=tertiary sidewalk:left=yes", straight}, {"highway=secondary sidewalk=separate", straight},
		{"highway=residential tunnel=yes", around}, {"highway=primary tunnel=yes sidewalk=both", around}, {"highway=footway tunnel=yes", straight}, {"highway=residential tunnel=building_passage", straight},
		{"highway=service service=parking_aisle", around}, {"highway=service service=driveway", around}, {"highway=service service=alley", straight},
		{"highway=service access=customers", around}, {"highway=service access=customers foot=yes", straight},
		{"highway=corridor", around}, {"highway=footway indoor=yes", around}, {"highway=footway indoor=no", straight},
		{"highway=cycleway foot=yes", straight}, {"highway=platform", straight},
	} {
		g, at := draw(t, "b     c\n\na     d", "ad "+c.tags, "abcd highway=footway")
		p, ok := g.Find(at("a"), at("d"), Preference{})
		if !ok || abs(int64(p.Metres-c.want)) > 1 {
			t.Errorf("%s: %d m, want %d", c.tags, p.Metres, c.want)
		}
		if p, _ := g.Find(at("a"), at("d"), Preference{Shortest: true}); abs(int64(p.Metres-straight)) > 1 {
			t.Errorf("%s: the shortest way has %d m", c.tags, p.Metres)
		}
	}
}

// TestFactorBounds checks that no way is better than the best: the search relies on it.
func TestFactorBounds(t *testing.T) {
	for kind := range open {
		for _, more := range moreTags {
			tags := osm.Tags{{Key: "highway", Value: kind}, more}
			if f := factor(tags); f < best || f > 500 {
				t.Errorf("%v: %d", tags, f)
			}
		}
	}
}

// TestHolds checks that a site above a tunnel is at the street, and one without another
// way at what there is. The street is 30 m from the site, and the other way under it.
func TestHolds(t *testing.T) {
	const sketch = `
s   t


a   b
`
	for _, c := range []struct {
		tags string
		want bool // at the other way
	}{
		{"highway=residential tunnel=yes layer=-1", false}, {"highway=service tunnel=yes", false}, {"highway=footway tunnel=yes layer=-1", false},
		{"highway=footway layer=-2", false}, {"highway=footway level=-1", false}, {"highway=footway level=-2;-1", false}, {"highway=corridor level=0", false}, {"highway=footway indoor=yes", false},
		{"highway=footway level=-1;0", true}, {"highway=footway layer=1 bridge=yes", false}, {"highway=footway level=1", false}, {"highway=footway level=0;1", true}, {"highway=residential tunnel=building_passage", true}, {"highway=footway tunnel=no", true},
	} {
		g, at := draw(t, sketch, "st "+c.tags, "ab highway=residential", "sa highway=footway", "tb highway=footway")
		// Two fifths of the way along, so that a corner is not the nearest point.
		from := at("s")
		from.Lon = 0.4 * at("t").Lon
		from.Lat -= 13 * north / tread
		p, ok := g.Find(from, at("b"), Preference{})
		if held := p.Line[0].Lat == at("s").Lat; !ok || held != c.want {
			t.Errorf("%s: begins at %v, want at the other way: %v", c.tags, p.Line[0], c.want)
		}
	}
	// A site on a bridge is not at the bank.
	g, at := draw(t, "s       t\n\n\n\na       b", "st highway=footway bridge=yes layer=1", "ab highway=footway", "sa highway=footway", "tb highway=footway")
	from := at("s")
	from.Lon = 0.5 * at("t").Lon
	if p, _ := g.Find(from, at("b"), Preference{}); p.Metres != 80 {
		t.Errorf("on a bridge: %+v", p)
	}
	// A museum in a metro station has no other way. A road tunnel is none.
	g, at = draw(t, "a   b", "ab highway=corridor level=-1")
	if p, ok := g.Find(at("a"), at("b"), Preference{}); !ok || p.Metres != 40 {
		t.Errorf("in a corridor: %+v", p)
	}
	g, at = draw(t, "a   b", "ab highway=residential tunnel=yes")
	if p, ok := g.Find(at("a"), at("b"), Preference{}); ok {
		t.Errorf("held in a road tunnel: %+v", p)
	}
}

// TestMonacoTunnels checks places of Monaco that are above tunnels.
func TestMonacoTunnels(t *testing.T) {
	g, pairs := town(t, cities[1].extract, cities[1].pairs)
	above := 0
	for _, p := range pairs {
		starts, _ := g.footholds(point(p.A), point(p.B), Preference{})
		raw, _ := g.footholds(point(p.A), point(p.B), Preference{Shortest: true})
		if len(starts) == 0 {
			t.Errorf("%v is at no way", p.A)
			continue
		}
		for _, f := range starts {
			if tags := g.edges[f.edge].tags; g.edges[f.edge].hold < holdsAll {
				t.Errorf("%v is held at %v", p.A, tags)
			}
		}
		if g.edges[raw[0].edge].hold < holdsAll {
			above++
		}
	}
	t.Logf("%d of %d places are nearer to a way under the ground or in a building", above, len(pairs))
	if above < 10 {
		t.Error("want at least ten, or the test checks nothing")
	}
}

// TestStepFree checks which ways and gates wheels can pass.
func TestStepFree(t *testing.T) {
	const straight, around = 40, 80
	for _, c := range []struct {
		way, gate string
		want      int
	}{
		{"highway=footway", "barrier=gate", straight}, {"highway=steps", "", around}, {"highway=steps conveying=yes", "", around}, {"highway=footway wheelchair=no", "", around},
		{"highway=elevator", "", straight}, {"highway=footway", "barrier=kissing_gate", around}, {"highway=footway", "barrier=stile", around},
		{"highway=footway", "barrier=kissing_gate wheelchair=yes", straight}, {"highway=footway", "barrier=gate wheelchair=no", around}, {"highway=footway wheelchair=limited", "barrier=bollard", straight},
	} {
		things := []string{"axd " + c.way, "abcd highway=footway"}
		if c.gate != "" {
			things = append(things, "x: "+c.gate)
		}
		g, at := draw(t, "b   c\n\na x d", things...)
		p, ok := g.Find(at("a"), at("d"), Preference{StepFree: true})
		if !ok || abs(int64(p.Metres-c.want)) > 1 || p.Rough {
			t.Errorf("%s, %s: %d m, want %d", c.way, c.gate, p.Metres, c.want)
		}
		if p, _ := g.Find(at("a"), at("d"), Preference{}); p.Rough != (c.want == around) {
			t.Errorf("%s, %s: rough %v", c.way, c.gate, p.Rough)
		}
	}
	// A site at the top of the steps is not at their foot.
	g, at := draw(t, "s\n\n\na b", "sa highway=steps", "ab highway=footway")
	if p, ok := g.Find(at("s"), at("b"), Preference{StepFree: true}); ok {
		t.Errorf("a way from the foot of the steps: %+v", p)
	}
}

// TestGates checks that gates and ways with opening hours are recorded in order, and that
// a way without them is found.
func TestGates(t *testing.T) {
	g, at := draw(t, "b     c\n\na x y d", "axy highway=footway", "yd highway=path opening_hours=06:00-22:00", "abcd highway=footway", "x: barrier=gate opening_hours=08:00-18:00 name=West")
	p, _ := g.Find(at("a"), at("d"), Preference{})
	if len(p.Gates) != 2 || p.Gates[0].Metres != 20 || p.Gates[0].Tags.Get("name") != "West" || p.Gates[1].Metres != 50 || p.Metres != 60 {
		t.Errorf("%+v", p)
	}
	if q, _ := g.Find(at("d"), at("a"), Preference{}); len(q.Gates) != 2 || q.Gates[0].Metres != 10 || q.Gates[1].Metres != 40 || q.Gates[0].Tags.Get("opening_hours") != "06:00-22:00" {
		t.Errorf("back: %+v", q)
	}
	if q, ok := g.Find(at("a"), at("d"), Preference{Always: true}); !ok || q.Metres != 100 || q.Gates != nil {
		t.Errorf("around: %+v", q)
	}
	g, at = draw(t, "a x d", "axd highway=footway", "x: barrier=gate opening_hours=24/7")
	if p, _ := g.Find(at("a"), at("d"), Preference{Always: true}); p.Gates != nil || p.Metres != 40 {
		t.Errorf("a gate that is always open: %+v", p)
	}
	g, at = draw(t, "a x d", "axd highway=footway", "x: highway=bus_stop opening_hours=08:00-18:00")
	if p, _ := g.Find(at("a"), at("d"), Preference{}); p.Gates != nil {
		t.Errorf("a bus stop is a gate: %+v", p)
	}
	// A way with opening hours inside of which both ends are.
	g, at = draw(t, "a x d", "axd highway=footway opening_hours=08:00-18:00")
	if p, _ := g.Find(at("a"), at("d"), Preference{}); len(p.Gates) != 1 {
		t.Errorf("in a park: %+v", p)
	}
	if _, ok := g.Find(at("a"), at("d"), Preference{Always: true}); ok {
		t.Error("found a way around a park from inside")
	}
}

var moreTags = osm.Tags{
	{Key: "sidewalk", Value: "both"}, {Key: "tunnel", Value: "yes"}, {Key: "indoor", Value: "yes"}, {Key: "service", Value: "driveway"}, {Key: "access", Value: "customers"}, {},
}

// TestLifts checks that a group takes a lift only if the way around is long, and that
// those who avoid steps take it.
func TestLifts(t *testing.T) {
	for _, c := range []struct {
		around string
		want   int
	}{{"highway=footway", 80}, {"highway=primary", 40}} {
		g, at := draw(t, "b   c\n\na x d", "axd highway=footway", "abcd "+c.around, "x: highway=elevator")
		if p, _ := g.Find(at("a"), at("d"), Preference{}); abs(int64(p.Metres-c.want)) > 1 {
			t.Errorf("around by %s: %d m, want %d", c.around, p.Metres, c.want)
		}
		for _, by := range []Preference{{StepFree: true}, {Shortest: true}} {
			if p, _ := g.Find(at("a"), at("d"), by); abs(int64(p.Metres-40)) > 1 {
				t.Errorf("%+v: %d m, want 40", by, p.Metres)
			}
		}
	}
}

// FuzzTags checks that texts of tags make no path better than the best, and give no
// numbers that make no sense.
func FuzzTags(f *testing.F) {
	for _, seed := range []string{"12", "-30%", "up", "-2;-1", "NaN", "1e400", "99999999999999999999", "0", "-0.5", ";"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, key := range []string{"step_count", "incline", "level", "layer", "tunnel", "indoor", "service", "access", "sidewalk"} {
			tags := osm.Tags{{Key: "highway", Value: "steps"}, {Key: key, Value: text}}
			if n := stepCount(tags); n < 0 || n > longestFlight {
				t.Errorf("%d steps", n)
			}
			if r := rise(tags); r < -1 || r > 1 {
				t.Errorf("a rise of %d", r)
			}
			if f := factor(tags); f < best {
				t.Errorf("a factor of %d", f)
			}
			holdOf(tags)
		}
	})
}

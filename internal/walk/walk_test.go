package walk

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A sketch is a small map of letters: each is a node, at a distance of ten metres from the
// next, with north at the top. Ways connect letters.
const (
	tread = 10.0
	north = 1e-7 * 899 // degrees of latitude that are ten metres
)

// draw returns the graph of a sketch. A way is given by its letters and tags, "abc
// highway=footway", and a node's tags by "b: barrier=gate".
func draw(t testing.TB, sketch string, things ...string) (*Graph, func(letter string) geo.Point) {
	t.Helper()
	at := map[string]geo.Point{}
	var b strings.Builder
	b.WriteString("<osm>")
	spots := map[string]string{}
	for _, thing := range things {
		if letter, tags, ok := strings.Cut(thing, ": "); ok {
			spots[letter] = tagged(tags)
		}
	}
	for row, line := range strings.Split(strings.Trim(sketch, "\n"), "\n") {
		for column, letter := range line {
			if letter == ' ' {
				continue
			}
			p := geo.Point{Lat: -north * float64(row), Lon: north * float64(column)}
			at[string(letter)] = p
			fmt.Fprintf(&b, "<node id='%d' lat='%.7f' lon='%.7f'>%s</node>", letter, p.Lat, p.Lon, spots[string(letter)])
		}
	}
	for i, thing := range things {
		letters, tags, _ := strings.Cut(thing, " ")
		if strings.HasSuffix(letters, ":") {
			continue
		}
		fmt.Fprintf(&b, "<way id='%d'>", i+1)
		for _, letter := range letters {
			fmt.Fprintf(&b, "<nd ref='%d'/>", letter)
		}
		b.WriteString(tagged(tags) + "</way>")
	}
	var problems diag.List
	e := osm.Read(context.Background(), []osm.File{{Name: "sketch", Data: []byte(b.String() + "</osm>")}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	return New(e), func(letter string) geo.Point { return at[letter] }
}

func tagged(tags string) string {
	var b strings.Builder
	for _, tag := range strings.Fields(tags) {
		key, value, _ := strings.Cut(tag, "=")
		fmt.Fprintf(&b, "<tag k='%s' v='%s'/>", key, value)
	}
	return b.String()
}

// block has two ways from a to d: straight, and around by b and c.
const block = `
b   c

a   d
`

// TestRules checks which tags close the straight way of 40 m, so that the path goes around,
// 80 m.
func TestRules(t *testing.T) {
	const straight, around = 40, 80
	for _, c := range []struct {
		tags string
		want int
	}{
		{"highway=footway", straight}, {"highway=path", straight}, {"highway=pedestrian", straight}, {"highway=steps", straight},
		{"highway=living_street", straight}, {"highway=residential", straight}, {"highway=service", straight}, {"highway=unclassified", straight},
		{"highway=track", straight}, {"highway=primary", straight}, {"highway=secondary_link", straight}, {"highway=corridor", straight},
		{"highway=platform", straight}, {"highway=residential oneway=yes", straight}, {"highway=footway tunnel=yes level=-1", straight},
		{"highway=motorway", around}, {"highway=trunk", around}, {"highway=trunk foot=yes", straight}, {"highway=trunk sidewalk=right", straight},
		{"highway=trunk sidewalk:left=yes", straight}, {"highway=motorway_link foot=designated", straight}, {"highway=primary motorroad=yes", around},
		{"highway=cycleway", around}, {"highway=cycleway foot=yes", straight}, {"highway=cycleway foot=designated", straight}, {"highway=cycleway foot=permissive", straight},
		{"highway=cycleway foot=no", around}, {"highway=cycleway access=yes", around}, {"highway=bridleway", around}, {"highway=bridleway foot=yes", straight},
		{"highway=footway access=private", around}, {"highway=footway access=no", around}, {"highway=service access=private foot=yes", straight},
		{"highway=service access=customers", straight}, {"highway=service access=destination", straight}, {"highway=footway access=permissive", straight},
		{"highway=residential foot=no", around}, {"highway=path foot=private", around}, {"highway=secondary foot=use_sidepath", straight},
		{"highway=footway area=yes", around}, {"highway=construction construction=footway", around}, {"highway=proposed", around}, {"highway=razed", around},
		{"highway=via_ferrata", around}, {"route=ferry", around}, {"route=ferry foot=yes", around}, {"railway=rail", around}, {"waterway=river", around},
	} {
		g, at := draw(t, block, "ad "+c.tags, "abcd highway=footway")
		if p, ok := g.Find(at("a"), at("d"), Preference{Shortest: true}); !ok || abs(int64(p.Metres-c.want)) > 1 {
			t.Errorf("%s: %d m, want %d", c.tags, p.Metres, c.want)
		}
	}
}

// TestBarriers checks which tags of a node make it impassable.
func TestBarriers(t *testing.T) {
	for _, c := range []struct {
		tags string
		want int
	}{
		{"barrier=gate", 40}, {"barrier=bollard", 40}, {"barrier=gate access=private", 80}, {"barrier=gate locked=yes", 80},
		{"barrier=lift_gate access=private foot=yes", 40}, {"barrier=gate foot=no", 80}, {"barrier=wall", 80}, {"barrier=kissing_gate", 40}, {"highway=crossing", 40},
	} {
		g, at := draw(t, "b   c\n\na x d", "axd highway=footway", "abcd highway=footway", "x: "+c.tags)
		if p, ok := g.Find(at("a"), at("d"), Preference{}); !ok || abs(int64(p.Metres-c.want)) > 1 {
			t.Errorf("%s: %d m, want %d", c.tags, p.Metres, c.want)
		}
	}
}

// TestOneway checks that only one-way restrictions on foot apply.
func TestOneway(t *testing.T) {
	g, at := draw(t, block, "ad highway=footway oneway:foot=yes", "abcd highway=footway")
	there, _ := g.Find(at("a"), at("d"), Preference{})
	back, _ := g.Find(at("d"), at("a"), Preference{})
	if there.Metres != 40 || back.Metres != 80 || g.Symmetric() {
		t.Errorf("there %d m, back %d m, symmetric %v", there.Metres, back.Metres, g.Symmetric())
	}
	g, at = draw(t, block, "ad highway=footway oneway:foot=-1", "abcd highway=footway oneway=yes")
	there, _ = g.Find(at("a"), at("d"), Preference{})
	back, _ = g.Find(at("d"), at("a"), Preference{})
	if there.Metres != 80 || back.Metres != 40 {
		t.Errorf("there %d m, back %d m", there.Metres, back.Metres)
	}
}

// TestSteps checks that each flight of steps adds its time but is not avoided.
func TestSteps(t *testing.T) {
	g, at := draw(t, "a b c d\n       \ne     f", "ab highway=steps", "bc highway=footway", "cd highway=steps", "aefd highway=footway")
	if p, _ := g.Find(at("a"), at("d"), Preference{}); p.Metres != 60 || p.Steps != 2*StepsCost || len(p.Line) != 4 {
		t.Errorf("%+v", p)
	}
	g, at = draw(t, "a b c", "abc highway=steps", "b: highway=crossing")
	if p, _ := g.Find(at("a"), at("c"), Preference{}); p.Steps != StepsCost {
		t.Errorf("one flight with a landing: %+v", p)
	}
	if p, _ := g.Find(at("b"), at("b"), Preference{}); p.Steps != 0 || p.Metres != 0 || len(p.Line) != 1 {
		t.Errorf("from a point to itself: %+v", p)
	}
}

// TestEnds checks that a position is projected onto the nearest point of a way connected to
// the other position, not onto the nearest corner or an isolated way.
func TestEnds(t *testing.T) {
	const yard = `
         x

p  q     y
r

a   b    c
`
	g, at := draw(t, yard, "abc highway=residential", "qr highway=footway")
	if p, ok := g.Find(at("p"), at("y"), Preference{}); !ok || p.Metres != 90 {
		t.Errorf("from a yard: %+v %v", p, ok)
	}
	if p, ok := g.Find(at("x"), at("p"), Preference{}); !ok || p.Metres != 90 || geo.Distance(p.Line[len(p.Line)-1], at("a")) > 0.1 {
		t.Errorf("to a yard: %+v %v", p, ok)
	}
	if p, ok := g.Find(at("q"), at("r"), Preference{}); !ok || p.Metres < 31 || p.Metres > 32 {
		t.Errorf("in a yard: %+v %v", p, ok)
	}
	for name, away := range map[string]geo.Point{"far": {Lat: 160 * north / tread, Lon: 0}, "a pole": {Lat: 90}, "the date line": {Lon: 180}} {
		if _, ok := g.Find(away, at("a"), Preference{}); ok || g.Reaches(away) {
			t.Errorf("found a path from %s", name)
		}
	}
	g, at = draw(t, "a b   c d", "ab highway=path", "cd highway=path")
	if _, ok := g.Find(at("a"), geo.Point{Lon: 300 * north / tread}, Preference{}); ok {
		t.Error("found a path to a position beyond the map")
	}
	if p, ok := g.Find(at("a"), at("d"), Preference{}); ok {
		t.Errorf("found a path between unconnected ways: %+v", p)
	}
}

package walk

import (
	"reflect"
	"testing"
)

// TestStreets checks that the streets of a path are named in order, with pavements, and
// without those that it crosses.
func TestStreets(t *testing.T) {
	const sketch = `
     x       y
  g         h
a b c d e f     i
j               k
     z
`
	g, at := draw(t, sketch,
		"abcdef highway=residential name=West name:en=W", "fhi highway=footway", "xcz highway=primary name=Crossed", "cg highway=steps",
		"jk highway=footway footway=sidewalk", "ja highway=footway", "ki highway=footway", "iy highway=path name=Hill")
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"a", "f", []string{"West"}}, {"f", "a", []string{"West"}}, {"a", "y", []string{"West", "Hill"}}, {"y", "a", []string{"Hill", "West"}}, {"h", "i", nil},
	} {
		p, _ := g.Find(at(c.from), at(c.to), Preference{})
		var names []string
		for _, tags := range g.Describe(p).Streets {
			names = append(names, tags.Get("name"))
		}
		if !reflect.DeepEqual(names, c.want) {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, names, c.want)
		}
	}
}

// TestFlights checks what is known of steps, in both directions.
func TestFlights(t *testing.T) {
	g, at := draw(t, "a b c d e f", "ab highway=footway", "bc highway=steps incline=up step_count=12 ramp=yes", "cd highway=footway", "de highway=steps incline=-30% conveying=yes step_count=x",
		"ef highway=steps ramp:bicycle=yes")
	there := []Flight{{Count: 12, Rise: 1, Ramp: true}, {Rise: -1, Escalator: true}, {}}
	back := []Flight{{}, {Rise: 1, Escalator: true}, {Count: 12, Rise: -1, Ramp: true}}
	p, _ := g.Find(at("a"), at("f"), Preference{})
	if got := g.Describe(p).Flights; !reflect.DeepEqual(got, there) || !p.Rough {
		t.Errorf("there %+v", got)
	}
	if got := g.Describe(p.Reversed()).Flights; !reflect.DeepEqual(got, back) {
		t.Errorf("back %+v", got)
	}
	p, _ = g.Find(at("f"), at("a"), Preference{})
	if got := g.Describe(p).Flights; !reflect.DeepEqual(got, back) {
		t.Errorf("found back %+v", got)
	}
	if _, ok := g.Find(at("a"), at("f"), Preference{StepFree: true}); ok {
		t.Error("found a way without steps")
	}
}

// TestCrossings checks which crossings of roads count.
func TestCrossings(t *testing.T) {
	const sketch = `
  u v   w
a b c d e f
  x y   z
`
	for _, c := range []struct {
		name   string
		things []string
		want   []Crossing
	}{
		{"zebra", []string{"ubx highway=residential", "b: highway=crossing crossing=zebra"}, []Crossing{{Marked: true}}},
		{"lights", []string{"ubx highway=primary", "b: highway=crossing crossing=traffic_signals"}, []Crossing{{Marked: true, Signals: true}}},
		{"lights at a junction", []string{"ubx highway=primary", "b: highway=traffic_signals"}, []Crossing{{Marked: true, Signals: true}}},
		{"lights at the arm of a junction", []string{"ubx highway=primary", "x: highway=traffic_signals"}, []Crossing{{Marked: true, Signals: true}}},
		{"a big road without a crossing", []string{"ubx highway=secondary"}, []Crossing{{}}},
		{"a road that may not be walked on", []string{"ubx highway=trunk"}, []Crossing{{}}},
		{"a quiet road without a crossing", []string{"ubx highway=residential"}, nil},
		{"a yard", []string{"ubx highway=service", "b: highway=crossing"}, nil},
		{"a side street", []string{"bx highway=primary"}, nil},
		{"two halves of a road", []string{"ubx highway=primary oneway=yes name=Ring", "vcy highway=primary oneway=yes name=Ring", "b: highway=crossing crossing=traffic_signals"}, []Crossing{{Marked: true, Signals: true}}},
		{"two roads", []string{"ubx highway=primary oneway=yes name=Ring", "vcy highway=primary oneway=yes name=Avenue"}, []Crossing{{}, {}}},
		{"a crossing of the way that is walked along", []string{"ubx highway=footway", "b: highway=crossing"}, nil},
	} {
		g, at := draw(t, sketch, append(c.things, "abcdef highway=footway")...)
		for _, ends := range [][2]string{{"a", "f"}, {"f", "a"}} {
			p, _ := g.Find(at(ends[0]), at(ends[1]), Preference{})
			if got := g.Describe(p).Crossings; !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s, from %s: %+v, want %+v", c.name, ends[0], got, c.want)
			}
		}
	}
}

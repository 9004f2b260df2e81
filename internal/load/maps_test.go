package load

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

const mapText = `<osm version="0.6">
<node id="1" lat="34.53" lon="119.87"/><node id="2" lat="34.53" lon="119.875"/><node id="3" lat="34.535" lon="119.875"/>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/></way>
</osm>`

// mapped returns the project with a map of the way from its first site to another.
func mapped() map[string]string {
	files := walked()
	files["sites.toml"] = strings.Replace(files["sites.toml"], "[guide]\n", "[guide]\nmap_data = [\"maps/town.osm\"]\n", 1)
	files["routes/sea.toml"] = strings.Replace(walkRoute, "track = \"walk.gpx\"\n", "", 1)
	delete(files, "routes/walk.gpx")
	files["maps/town.osm"] = mapText
	return files
}

func TestWalks(t *testing.T) {
	l := New(project(mapped()), theme)
	g, found := loaded(l)
	if len(found) > 0 {
		t.Error(report(found))
	}
	walks := g.Route("sea").Walks
	if len(walks) != 2 || walks[1].Metres != walks[0].Metres || walks[1].Line != nil || walks[0].From != "kaishan" || walks[0].To != "pier" || walks[0].Metres < 1012 || walks[0].Metres > 1016 || len(walks[0].Line) != 3 {
		t.Errorf("walks %+v", walks)
	}
	if m := l.Map(); m == nil || len(m.Ways) != 1 {
		t.Errorf("the map is %+v", m)
	}
}

// TestMapIsKept checks that an extract is read again only when it changes or when a
// site moves out of the part that was kept.
func TestMapIsKept(t *testing.T) {
	files := project(mapped())
	l := New(files, theme)
	loaded(l)
	before := l.Map()
	change := func(path, from, to string) *guide.Guide {
		files[path] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[path].Data), from, to, 1))}
		l.Forget(path)
		g, _ := loaded(l)
		return g
	}
	if change("sites.toml", "lat = 34.535", "lat = 34.534"); l.Map() != before {
		t.Error("the map was read again for a site that moved a little")
	}
	if change("sites.toml", "lat = 34.534", "lat = 34.6"); l.Map() == before {
		t.Error("the map was not read again for a site that moved away")
	}
	change("sites.toml", "lat = 34.6", "lat = 34.535")
	if g := change("maps/town.osm", `<nd ref="3"/>`, ""); l.Map() == before || len(g.Route("sea").Walks) != 0 {
		t.Errorf("walks after a street was removed: %+v", g.Route("sea").Walks)
	}
	if change("sites.toml", `map_data = ["maps/town.osm"]`, ""); l.Map() != nil {
		t.Error("a map that the guide no longer uses is still loaded")
	}
}

// TestWalksAgain checks that a second load finds the same ways.
func TestWalksAgain(t *testing.T) {
	l := New(project(mapped()), theme)
	first, _ := loaded(l)
	second, _ := loaded(l)
	if !reflect.DeepEqual(first.Route("sea").Walks, second.Route("sea").Walks) {
		t.Error("the second load found different ways")
	}
}

// TestSheetsOf checks that what is kept of an extract covers a wide and a high sheet with
// the route in their middles.
func TestSheetsOf(t *testing.T) {
	at := func(lat, lon float64) geo.Point { return geo.Point{Lat: lat, Lon: lon} }
	for name, whole := range map[string]geo.Box{
		"from north to south": geo.Around(at(40, 116), at(40.03, 116.001)),
		"from west to east":   geo.Around(at(40, 116), at(40.001, 116.04)),
		"square":              geo.Around(at(40, 116), at(40.02, 116.026)),
		"a point":             geo.Around(at(40, 116)),
	} {
		kept := sheetsOf(whole)
		high := geo.Distance(whole.Min, at(whole.Max.Lat, whole.Min.Lon))
		wide := geo.Distance(whole.Min, at(whole.Min.Lat, whole.Max.Lon))
		keptHigh := geo.Distance(kept.Min, at(kept.Max.Lat, kept.Min.Lon))
		keptWide := geo.Distance(kept.Min, at(kept.Min.Lat, kept.Max.Lon))
		if !kept.Covers(whole.Grow(leastMargin-1)) || keptHigh < 1.2*max(high, highestSheet*wide) || keptWide < 1.2*max(wide, widestSheet*high) {
			t.Errorf("%s: of %.0f × %.0f m, %.0f × %.0f m are kept", name, wide, high, keptWide, keptHigh)
		}
	}
}

// TestWalksTaken checks what is known of the ways that a route takes: names in the
// guide's languages, gates, and the way without steps for a route that avoids them.
func TestWalksTaken(t *testing.T) {
	const steps = `<osm version="0.6">
<node id="1" lat="34.53" lon="119.87"/><node id="2" lat="34.53" lon="119.875"><tag k="barrier" v="gate"/><tag k="opening_hours" v="08:00-18:00"/><tag k="name" v="西门"/></node>
<node id="3" lat="34.535" lon="119.875"/><node id="4" lat="34.53" lon="119.878"/><node id="5" lat="34.535" lon="119.878"/>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/><tag k="name" v="海防路"/><tag k="name:en" v="Haifang Road"/></way>
<way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="steps"/><tag k="step_count" v="12"/></way>
<way id="3"><nd ref="2"/><nd ref="4"/><nd ref="5"/><nd ref="3"/><tag k="highway" v="footway"/></way>
</osm>`
	files := mapped()
	files["maps/town.osm"] = steps
	g, found := loaded(New(project(files), theme))
	w := g.Route("sea").Walk("kaishan", "pier")
	if w == nil || len(found) > 0 {
		t.Fatal("no way: ", report(found))
	}
	if !w.Rough || w.StepFree == nil || w.StepFree.Metres-w.Metres < 540 || w.StepFree.Metres-w.Metres > 560 || w.Around != 0 || w.Detours(false) || !w.Detours(true) {
		t.Errorf("%+v, without steps %+v", w, w.StepFree)
	}
	if len(w.Gates) != 1 || w.Gates[0].Hours != "08:00-18:00" || len(w.StepFree.Gates) != 1 || len(w.Line) != 3 || len(w.Flights) != 1 || w.Flights[0].Count != 12 {
		t.Errorf("%+v", w)
	}
	if name, _ := w.Streets[0].In(g.Default()); len(w.Streets) != 1 || name != "海防路" && name != "Haifang Road" {
		t.Errorf("streets %+v", w.Streets)
	}
	files["routes/sea.toml"] = "step_free = true\n" + files["routes/sea.toml"]
	g, _ = loaded(New(project(files), theme))
	if w := g.Route("sea").Walk("kaishan", "pier"); len(w.Line) != 5 || w.Flights != nil || len(w.Streets) != 1 {
		t.Errorf("the way taken is not the one without steps: %+v", w)
	}
}

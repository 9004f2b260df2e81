package routemap

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/osm"
)

// crossroads has a street that runs north, one that runs east, and a tunnel, with names in
// two scripts.
const crossroads = `<osm version="0.6">
<node id="1" lat="40.000" lon="116.004"/><node id="2" lat="40.008" lon="116.004"/>
<node id="3" lat="40.004" lon="116.000"/><node id="4" lat="40.004" lon="116.008"/>
<node id="5" lat="40.006" lon="116.000"/><node id="6" lat="40.006" lon="116.008"/>
<way id="11"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="學堂路"/></way>
<way id="12"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/><tag k="name" v="Church Street"/><tag k="name:zh" v="教堂街"/></way>
<way id="13"><nd ref="5"/><nd ref="6"/><tag k="highway" v="primary"/><tag k="tunnel" v="yes"/><tag k="name" v="地下大道"/></way>
</osm>`

func crossroadsMap(t *testing.T) Map {
	t.Helper()
	var problems diag.List
	extract := osm.Read(context.Background(), []osm.File{{Name: "crossroads.osm", Data: []byte(crossroads)}}, nil, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	south, north := geo.Point{Lat: 40.000, Lon: 116.004}, geo.Point{Lat: 40.008, Lon: 116.004}
	return Map{
		Stops: []Stop{{Number: "1", Name: "南门", At: south}, {Number: "2", Name: "北门", At: north}},
		Ways:  []Way{{By: "walk", Traced: true, Line: []geo.Point{south, north}, From: south, To: north}},
		Width: 700, Tallest: 1.3, Flattest: 1.1, Word: 26, North: "北", Distance: words, Base: extract, Languages: []string{"zh-Hans", "zh"}, ID: "m",
	}
}

// TestStreetNames checks in which language, script and direction streets are named.
func TestStreetNames(t *testing.T) {
	m := crossroadsMap(t)
	m.Convert = strings.NewReplacer("學", "学").Replace
	svg := Draw(m).SVG
	for _, want := range []string{">学堂路<", ">教堂街<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the map lacks %s", want)
		}
	}
	for _, name := range []string{"學堂路", "Church", "地下大道"} {
		if strings.Contains(svg, name) {
			t.Errorf("the map has %s", name)
		}
	}
	// The letters of the street that runs north are below each other, next to the route.
	at := regexp.MustCompile(`<text x="(\d+) (\d+) (\d+)" y="(\d+) (\d+) (\d+)">学堂路<`).FindStringSubmatch(svg)
	if at == nil {
		t.Fatal("the letters of 学堂路 have no places of their own")
	}
	if at[1] != at[3] || !(at[4] < at[5] && at[5] < at[6]) || at[1] == "350" {
		t.Errorf("the letters of 学堂路 are at %q", at[1:])
	}
	m.Languages, m.Convert = []string{"en"}, nil
	if svg := Draw(m).SVG; !strings.Contains(svg, ">Church Street<") || !strings.Contains(svg, ">學堂路<") {
		t.Error("a name without a translation is not as it is")
	}
}

// TestStub checks that dots lead from a line's end to a stop that it does not reach, and
// that the drawing says so.
func TestStub(t *testing.T) {
	m := crossroadsMap(t)
	if d := Draw(m); d.Stubs || strings.Contains(d.SVG, `class="stub"`) {
		t.Error("a stub is drawn to a stop that the line reaches")
	}
	m.Ways[0].Line = []geo.Point{m.Ways[0].From, {Lat: 40.007, Lon: 116.004}}
	if d := Draw(m); !d.Stubs || strings.Count(d.SVG, `class="stub"`) != 1 {
		t.Error("no stub is drawn to a stop that the line does not reach")
	}
}

// TestInset checks that stops that are too close are in an inset with a larger scale, each
// once, and that its ids are its own.
func TestInset(t *testing.T) {
	m := crossroadsMap(t)
	for i := range 3 {
		m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(3 + i), Name: "展厅", Href: fmt.Sprintf("#stop-%d", 3+i), At: geo.Point{Lat: 40.0041 + 0.0002*float64(i), Lon: 116.0045}})
	}
	s := set(m)
	if len(s.insets) != 1 || len(s.insets[0].Stops) != 3 || len(s.Stops) != 3 {
		t.Fatalf("%d insets", len(s.insets))
	}
	if in := s.insets[0]; in.scale < 1.5*s.scale {
		t.Errorf("the inset is magnified %.1f times", in.scale/s.scale)
	}
	d := Draw(m)
	for i := range 3 {
		if n := strings.Count(d.SVG, fmt.Sprintf(`href="#stop-%d"`, 3+i)); n != 1 {
			t.Errorf("stop %d is drawn %d times", 3+i, n)
		}
	}
	if !d.Inset || !strings.Contains(d.SVG, ">3, 4, 5<") {
		t.Error("the place of the inset has no disc for its stops")
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="[^"]+"`).FindAllString(d.SVG, -1) {
		if ids[id] {
			t.Errorf("the id%s occurs twice", id)
		}
		ids[id] = true
	}
}

// TestSketch checks what a map without a base says: modes and distances, notes, regions.
func TestSketch(t *testing.T) {
	m := crossroadsMap(t)
	m.Base = nil
	m.Ways[0].Traced, m.Ways[0].Label = false, "乘大巴 · 900 米"
	m.Stops[1].Note = "午餐"
	m.Regions = []Region{{"海淀区", []geo.Point{m.Stops[0].At, m.Stops[1].At}}}
	d := Draw(m)
	for _, want := range []string{">乘大巴 · 900 米<", `class="stop-note"`, ">午餐<", `class="region"`, ">海淀区<"} {
		if !strings.Contains(d.SVG, want) {
			t.Errorf("the map lacks %s", want)
		}
	}
	if d.Based || d.Traced || !d.Straight || d.Doubts || d.Stubs || d.Inset {
		t.Errorf("the drawing reports what it does not contain: %+v", d)
	}
}

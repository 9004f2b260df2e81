package osm

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// town contains a street with a gate, a square, a lake with an island and a shore of three
// ways, and a wood at some distance.
var town = land{
	nodes: []aNode{
		{1, 48.1, 11.5, nil}, {2, 48.1, 11.501, []string{"barrier", "gate", "access", "private", "source", "survey"}}, {3, 48.1, 11.502, nil},
		{4, 48.101, 11.5, nil}, {5, 48.101, 11.502, nil}, {6, 48.102, 11.502, nil}, {7, 48.102, 11.5, nil},
		{8, 48.1013, 11.5008, nil}, {9, 48.1013, 11.5012, nil}, {10, 48.1017, 11.5012, nil},
		{11, -33.9, -70.6, []string{"place", "town", "name", "O'Higgins & Söhne"}}, {12, 48.2, 11.6, nil}, {13, 48.2, 11.61, nil}, {14, 48.21, 11.61, nil},
	},
	ways: []aWay{
		{20, []int64{1, 2, 3}, []string{"highway", "residential", "name", "清华路", "name:en", "Qinghua Road", "name:etymology:wikidata", "Q1", "maxspeed", "30"}},
		{21, []int64{1, 3, 5, 1}, []string{"highway", "pedestrian", "area", "yes"}},
		{22, []int64{4, 5}, nil}, {23, []int64{6, 5}, nil}, {24, []int64{6, 7, 4}, nil},
		{25, []int64{8, 9, 10, 8}, []string{"natural", "wood"}},
		{26, []int64{12, 13, 14, 12}, []string{"landuse", "forest"}},
		{27, []int64{1, 2, 99, 3, 5}, []string{"waterway", "stream"}},
		{28, []int64{1, 3}, []string{"power", "line"}},
	},
	relations: []aRelation{
		{30, []int64{22, 23, 24, 25}, []string{"outer", "outer", "", "inner"}, []string{"type", "multipolygon", "natural", "water", "name", "Lake"}},
		{31, []int64{22}, []string{"outer"}, []string{"type", "boundary", "boundary", "administrative", "name", "Town"}},
		{32, []int64{22, 23}, []string{"outer", "outer"}, []string{"type", "multipolygon", "landuse", "grass"}},
	},
}

func read(t *testing.T, data []byte, boxes ...geo.Box) *Extract {
	t.Helper()
	var problems diag.List
	e := Read(context.Background(), []File{{Name: "maps/town", Data: data}}, boxes, &problems)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(diag.English))
	}
	return e
}

func TestExtract(t *testing.T) {
	e := read(t, town.xml())
	var lines []string
	for _, w := range e.Ways {
		lines = append(lines, w.Tags.Get("highway")+w.Tags.Get("waterway")+" "+w.Tags.Get("name")+w.Tags.Get("name:en")+w.Tags.Get("maxspeed")+w.Tags.Get("name:etymology:wikidata"))
	}
	if want := []string{"residential 清华路Qinghua Road", "stream ", "stream "}; !slices.Equal(lines, want) {
		t.Errorf("ways %q, want %q(a stream with a gap is split)", lines, want)
	}
	var areas []int64
	for _, a := range e.Areas {
		areas = append(areas, a.ID)
	}
	if want := []int64{21, 25, 26, 30}; !slices.Equal(areas, want) {
		t.Fatalf("areas %v, want %v(without the administrative border and the open ring)", areas, want)
	}
	lake := e.Areas[3]
	if !lake.Relation || len(lake.Outer) != 1 || len(lake.Outer[0]) != 5 || lake.Outer[0][0] != lake.Outer[0][4] || len(lake.Inner) != 1 || lake.Tags.Get("name") != "Lake" {
		t.Errorf("lake: %+v", lake)
	}
	if len(e.Spots) != 2 || !e.Spots[0].Tags.Is("access", "private") || e.Spots[1].Tags.Get("name") != "O'Higgins & Söhne" {
		t.Errorf("spots %+v", e.Spots)
	}
	if p := e.Nodes[e.Spots[1].Node].Point(); p != (geo.Point{Lat: -33.9, Lon: -70.6}) {
		t.Errorf("the town in the southern hemisphere is at %v", p)
	}
	if in := e.Within(geo.Around(geo.Point{Lat: 48.2, Lon: 11.6})); len(in.Areas) != 1 || len(in.Ways)+len(in.Spots) != 0 {
		t.Errorf("within a box in the wood: %+v", in)
	}
}

// TestFormats checks that all formats give the same result.
func TestFormats(t *testing.T) {
	want := read(t, town.xml())
	for name, data := range map[string][]byte{
		"gz": town.gz(), "dense": town.pbf(true, false), "dense zlib": town.pbf(true, true), "nodes": town.pbf(false, false), "nodes zlib": town.pbf(false, true),
	} {
		if got := read(t, data); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
	// The order of a file's elements does not matter.
	turned := land{slices.Clone(town.nodes), slices.Clone(town.ways), slices.Clone(town.relations)}
	slices.Reverse(turned.nodes)
	slices.Reverse(turned.ways)
	slices.Reverse(turned.relations)
	if got := read(t, turned.pbf(true, true)); !reflect.DeepEqual(got, want) {
		t.Errorf("turned:\n got %+v\nwant %+v", got, want)
	}
	// Reading a file twice does not matter either.
	var problems diag.List
	twice := []File{{"a", town.xml()}, {"broken", []byte("<osm><node")}, {"b", town.pbf(true, true)}}
	if got := Read(context.Background(), twice, nil, &problems); !reflect.DeepEqual(got, want) || len(problems) != 1 {
		t.Errorf("duplicate and invalid files: %v\n got %+v\nwant %+v", problems, got, want)
	}
}

// TestBoxes checks that elements that meet a box are kept as a whole, and others not.
func TestBoxes(t *testing.T) {
	box := geo.Around(geo.Point{Lat: 48.1015, Lon: 11.5019}).Grow(5)
	e := read(t, town.pbf(true, true), box)
	if len(e.Ways) != 0 || len(e.Areas) != 1 || e.Areas[0].ID != 30 || len(e.Areas[0].Inner) != 1 || len(e.Nodes) != 7 {
		t.Errorf("in a box that meets only the lake: %+v", e)
	}
}

// TestFaults checks that errors are reported with their position.
func TestFaults(t *testing.T) {
	good := town.pbf(true, true)
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "map: error: this is not an OpenStreetMap extract"},
		{"root", "<gpx></gpx>", "map:1:1: error: this is not an OpenStreetMap extract"},
		{"id", "<osm>\n<way id='x'/></osm>", `map:2:10: error: invalid value id = "x"`},
		{"too large an id", "<osm><way id='99999999999999999999'/></osm>", `map:1:15: error: invalid value id = "99999999999999999999"`},
		{"ref", "<osm><node id='1' lat='1' lon='1'/><way id='1'><nd ref=''/><tag k='highway' v='path'/></way></osm>", `map:1:57: error: invalid value ref = ""`},
		{"no ref", "<osm><way id='1'><nd/></way></osm>", "map:1:18: error: <nd> without ref"},
		{"not a number", "<osm><node id='1' lat='NaN' lon='1'/></osm>", `map:1:24: error: invalid value lat = "NaN"`},
		{"south of the pole", "<osm><node id='1' lat='-91' lon='1'/></osm>", `map:1:24: error: invalid value lat = "-91"`},
		{"without an id", "<osm><relation/></osm>", "map:1:6: error: <relation> without id"},
		{"cut", string(good[:len(good)-1]), "map: error: unexpected end of file: the block at byte"},
		{"cut header", string(good[:30]), "map: error: unexpected end of file: the block at byte 0 has no end before byte 30"},
		{"long header", "\x7f\xff\xff\xff    OSMHeader", "map: error: invalid data at byte 0"},
		{"data first", string(aBlob("OSMData", nil, true)) + "OSMHeader", "map: error: invalid data at byte 0"},
		{"huge blob", string(aHeader()) + string(aBlob("OSMData", make([]byte, 32<<20+1), true)), "map: error: invalid data at byte 19"},
		{"wrong size", string(aHeader()) + string(slices.Concat([]byte{0, 0, 0, 11}, piece{}.bytes(1, []byte("OSMData")).number(3, 4), piece{}.number(2, 9).bytes(3, nil))), "map: error: invalid data at byte 19"},
		{"invalid block", string(aHeader()) + string(aBlob("OSMData", []byte{0xff}, true)), "map: error: invalid data at byte 19"},
		{"index out of range", string(aHeader()) + string(aBlob("OSMData", piece{}.bytes(2, piece{}.bytes(3, piece{}.number(1, 1).bytes(2, indexes(7)).bytes(3, indexes(7)))), true)), "map: error: invalid data at byte 19"},
		{"off the Earth", string(aHeader()) + string(aBlob("OSMData", piece{}.bytes(2, piece{}.bytes(1, piece{}.number(1, 2).number(8, 1<<62))), true)), "map: error: invalid data at byte 19"},
	} {
		var problems diag.List
		e := Read(context.Background(), []File{{Name: "map", Data: []byte(c.data)}}, nil, &problems)
		if e != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].Line(diag.English), c.want) {
			t.Errorf("%s: %v, want %s", c.name, messages(problems), c.want)
		}
	}
}

func messages(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Line(diag.English))
	}
	return all
}

// TestDeleted checks that elements marked as deleted by a map editor are ignored.
func TestDeleted(t *testing.T) {
	e := read(t, []byte("<osm><node id='1' action='delete' lat='1' lon='1'><tag k='place' v='town'/></node><node id='2' visible='false'/></osm>"))
	if len(e.Spots) != 0 {
		t.Errorf("%+v", e)
	}
}

// FuzzRead checks that reading any input does not panic, gives valid elements, and gives
// the same result when repeated.
func FuzzRead(f *testing.F) {
	for _, data := range [][]byte{town.xml(), town.gz(), town.pbf(true, false), town.pbf(true, true), town.pbf(false, false), aHeader("LocationsOnWays"), []byte("<osm/>"), []byte("<osm><way id='1'/></osm>")} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var problems, again diag.List
		e := Read(context.Background(), []File{{Name: "map", Data: data}}, nil, &problems)
		if o := Read(context.Background(), []File{{Name: "map", Data: data}}, nil, &again); !reflect.DeepEqual(e, o) || !slices.Equal(messages(problems), messages(again)) {
			t.Fatal("reading twice gives different results")
		}
		if (e == nil) != (len(problems) > 0) {
			t.Fatalf("result nil: %v, problems: %v", e == nil, messages(problems))
		}
		if e == nil {
			return
		}
		check := func(nodes []int32) {
			for _, n := range nodes {
				if p := e.Nodes[n].Point(); !p.Valid() {
					t.Fatalf("invalid position %v", p)
				}
			}
		}
		for _, w := range e.Ways {
			if check(w.Nodes); len(w.Nodes) < 2 {
				t.Fatalf("a way has %d nodes", len(w.Nodes))
			}
		}
		for _, a := range e.Areas {
			for _, ring := range slices.Concat(a.Outer, a.Inner) {
				if check(ring); !closed(ring) {
					t.Fatalf("a ring is not closed: %v", ring)
				}
			}
		}
		for _, c := range e.Cut {
			if len(c.Lines) == 0 || !c.Tags.Water() {
				t.Fatalf("nothing is cut, or it is no water: %+v", c)
			}
			for _, line := range slices.Concat(c.Lines, c.Rings) {
				if check(line); len(line) < 2 {
					t.Fatalf("a line has %d nodes", len(line))
				}
			}
		}
	})
}

// BenchmarkRead reads a synthetic town of a few thousand streets as PBF.
func BenchmarkRead(b *testing.B) {
	var l land
	const side = 120
	for i := range int64(side * side) {
		l.nodes = append(l.nodes, aNode{i + 1, 48 + float64(i/side)/1000, 11 + float64(i%side)/1000, nil})
	}
	for i := range int64(side * (side - 1)) {
		l.ways = append(l.ways, aWay{i + 1, []int64{i + 1, i + 2, i + side + 1}, []string{"highway", "residential"}})
	}
	data := l.pbf(true, true)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var problems diag.List
		if Read(context.Background(), []File{{"town", data}}, nil, &problems) == nil {
			b.Fatal(messages(problems))
		}
	}
}

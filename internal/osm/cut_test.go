package osm

import (
	"testing"

	"wayside/internal/geo"
)

// river is cut by the file's edge: way 2 of its outline is missing, and so is a node of
// way 3. Its island is whole. A pond is a closed way with a missing node.
var river = land{
	nodes: []aNode{
		{1, 48.10, 11.50, nil}, {2, 48.10, 11.51, nil}, {3, 48.10, 11.52, nil}, {4, 48.11, 11.50, nil}, {5, 48.11, 11.51, nil}, {6, 48.11, 11.52, nil},
		{7, 48.104, 11.510, nil}, {8, 48.104, 11.511, nil}, {9, 48.105, 11.510, nil},
		{10, 48.2, 11.5, nil}, {11, 48.2, 11.501, nil}, {12, 48.201, 11.501, nil},
		{20, 48.1, 11.6, []string{"emergency", "fire_hydrant"}}, {21, 48.1, 11.6, []string{"emergency", "defibrillator"}},
	},
	ways: []aWay{
		{1, []int64{2, 3}, nil}, {3, []int64{99, 4, 5, 6}, nil}, {4, []int64{1, 2}, nil},
		{5, []int64{7, 8, 9, 7}, nil},
		{6, []int64{10, 11, 12, 98, 10}, []string{"natural", "water"}},
		{7, []int64{10, 11, 12, 98, 10}, []string{"building", "yes"}},
	},
	relations: []aRelation{
		{1, []int64{1, 2, 3, 4, 5}, []string{"outer", "outer", "outer", "outer", "inner"}, []string{"type", "multipolygon", "natural", "water"}},
		{2, []int64{1, 2, 3, 4, 5}, []string{"outer", "outer", "outer", "outer", "inner"}, []string{"type", "multipolygon", "landuse", "forest"}},
	},
}

// TestCut checks that of an incomplete water the lines are kept, joined as far as they
// meet, and of other incomplete areas nothing.
func TestCut(t *testing.T) {
	e := read(t, river.xml())
	if len(e.Areas) != 0 || len(e.Cut) != 2 {
		t.Fatalf("%d areas and %d waters, want 0 and 2", len(e.Areas), len(e.Cut))
	}
	isar, pond := e.Cut[0], e.Cut[1]
	if pond.Relation || len(pond.Lines) != 1 || len(pond.Lines[0]) != 3 {
		t.Errorf("the pond is %+v", pond)
	}
	if !isar.Relation || len(isar.Lines) != 2 || len(isar.Lines[0]) != 3 || len(isar.Lines[1]) != 3 || len(isar.Rings) != 1 {
		t.Errorf("the river is %+v", isar)
	}
	if len(e.Spots) != 1 || !e.Spots[0].Tags.Is("emergency", "defibrillator") {
		t.Errorf("spots %+v, want the defibrillator and no hydrant", e.Spots)
	}
	if in := e.Within(geo.Around(geo.Point{Lat: 48.105, Lon: 11.505})); len(in.Cut) != 1 {
		t.Errorf("%d waters at the river", len(in.Cut))
	}
}

func TestKnown(t *testing.T) {
	at := func(lat, lon float64) geo.Point { return geo.Point{Lat: lat, Lon: lon} }
	e := &Extract{Bounds: geo.Around(at(0, 0), at(10, 10))}
	if got, want := e.Known(geo.Around(at(5, 5), at(20, 20))), geo.Around(at(5, 5), at(10, 10)); got != want {
		t.Errorf("at the edge of the files %v is known, want %v", got, want)
	}
	if got := e.Known(geo.Around(at(11, 5), at(20, 20))); !got.Empty() {
		t.Errorf("outside of the files %v is known", got)
	}
	e.Boxes = []geo.Box{geo.Around(at(0, 0), at(1, 1)), geo.Around(at(4, 4), at(8, 8))}
	if got, want := e.Known(geo.Around(at(0, 0), at(7, 7))), geo.Around(at(4, 4), at(7, 7)); got != want {
		t.Errorf("of two parts %v is known, want %v", got, want)
	}
}

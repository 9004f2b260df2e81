package theme_test

import (
	"reflect"
	"testing"

	"wayside/internal/nodetest"
)

// progress mirrors the type Progress of walk/walking.js.
type progress struct {
	At   int   `json:"at"`
	Been []int `json:"been"`
	Dim  bool  `json:"dim"`
}

// TestProgress reads what phones have kept, including what no program of ours wrote.
func TestProgress(t *testing.T) {
	type row struct {
		Text any // a string or nil
		Want progress
	}
	fresh := progress{1, []int{}, false}
	rows := []row{
		{nil, fresh}, {"", fresh}, {"{", fresh}, {"null", fresh}, {"7", fresh}, {`"at"`, fresh}, {"[]", fresh},
		{`{"at":3,"been":[2,1]}`, progress{3, []int{1, 2}, false}},
		{`{"at":5,"been":[5,5,6,0,-1,1.5,"2",null],"dim":true}`, progress{5, []int{5}, true}},
		{`{"at":6,"been":{"length":1}}`, fresh}, {`{"at":"2","dim":1}`, fresh}, {`{"at":0}`, fresh},
	}
	got := nodetest.Run[[]progress](t, nodetest.Parts(t, "shared/measuring.js", "walk/walking.js")+`
		return input.map(r => walking.read(r.Text, 5));`, rows)
	for i, r := range rows {
		if !reflect.DeepEqual(got[i], r.Want) {
			t.Errorf("%v: %+v, want %+v", r.Text, got[i], r.Want)
		}
	}
}

// TestArrivals walks a route of three stops: what is shown, visited, and gone to next.
func TestArrivals(t *testing.T) {
	type state struct {
		Progress progress
		Goal     int
	}
	got := nodetest.Run[[]state](t, nodetest.Parts(t, "shared/measuring.js", "walk/walking.js")+`
		let p = walking.read(null, 3);
		return [() => p, () => walking.arrive(p, 1), () => walking.arrive(p, 3), () => walking.arrive(p, 3), () => walking.leave(p, 3), () => ({ ...p, at: 1 })]
			.map(step => { p = step(); return { Progress: p, Goal: walking.goal(p, 3) }; });`, nil)
	want := []state{
		{progress{1, []int{}, false}, 1},
		{progress{1, []int{1}, false}, 2},
		{progress{3, []int{1, 3}, false}, 0},
		{progress{3, []int{1, 3}, false}, 0},
		{progress{3, []int{1}, false}, 3},
		{progress{1, []int{1}, false}, 2},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// TestTowards checks distances, directions in words, and when a reader is near.
func TestTowards(t *testing.T) {
	type row struct {
		North, East, Accuracy float64 // of the stop, in metres, and of the position
		Heading               any     // degrees, or nil
		Near                  bool
		Direction             string // "" for none
		Distance              string
	}
	rows := []row{
		{300, 0, 10, nil, false, "n", "metres 300"},
		{0, 300, 10, nil, false, "e", "metres 300"},
		{-300, -300, 10, nil, false, "sw", "metres 420"},
		{300, -20, 10, nil, false, "n", "metres 300"},
		{300, 0, 10, 90, false, "w", "metres 300"},
		{0, 300, 10, 350, false, "e", "metres 300"},
		{300, -5, 10, 359, false, "n", "metres 300"},
		{49, 0, 10, nil, true, "n", "metres 50"},
		{52, 0, 10, nil, false, "n", "metres 50"},
		{5, 0, 10, nil, true, "", "metres 10"},
		{120, 0, 100, nil, true, "n", "metres 120"},
		{20, 0, 101, nil, false, "", "metres 20"},
		{994, 0, 10, nil, false, "n", "metres 990"},
		{1234, 0, 10, nil, false, "n", "kilometres 1.2"},
		{15600, 0, 10, nil, false, "n", "kilometres 16"},
	}
	type result struct {
		Near                bool
		Direction, Distance string
	}
	got := nodetest.Run[[]result](t, nodetest.Parts(t, "shared/measuring.js", "walk/walking.js")+`
		const degree = 111194.93, from = { lat: 40, lon: 116.3 };
		return input.map(r => {
			const to = { lat: from.lat + r.North / degree, lon: from.lon + r.East / degree / Math.cos(40 * Math.PI / 180) };
			const { metres, near, angle } = walking.towards({ ...from, accuracy: r.Accuracy }, to, r.Heading);
			return { Near: near, Direction: angle === undefined ? "" : walking.direction("n|ne|e|se|s|sw|w|nw", angle), Distance: measuring.distance(metres).join(" ") };
		});`, rows)
	for i, r := range rows {
		if want := (result{r.Near, r.Direction, r.Distance}); got[i] != want {
			t.Errorf("%+v: %+v", r, got[i])
		}
	}
}

// TestTrail finds the stop of a page on a route that ends where it began.
func TestTrail(t *testing.T) {
	type row struct {
		At      int
		Address string
		Want    int
	}
	rows := []row{
		{1, "file:///g/sites/gate/index.html", 1}, {4, "file:///g/sites/gate/index.html", 4}, {2, "file:///g/sites/gate/index.html", 1},
		{1, "file:///g/sites/gate/index.html#history", 1}, {4, "file:///g/sites/gate/index.html#history", 4},
		{1, "file:///g/sites/museum/index.html#east", 2}, {1, "file:///g/sites/museum/index.html#west", 3}, {3, "file:///g/sites/museum/index.html#gallery", 3},
		{4, "file:///g/sites/gate/index.html?for=adult", 4}, {1, "file:///g/sites/museum/index.html?for=adult#west", 3},
		{1, "file:///g/sites/well/index.html", 0}, {5, "file:///g/routes/walk/index.html", 0},
	}
	type result struct {
		Stop      int
		Addresses []string
	}
	got := nodetest.Run[[]result](t, nodetest.Parts(t, "walk/trail.js")+`
		const at = href => ({ name: "", href: href && "file:///g/sites/" + href });
		const stops = ["gate/index.html", "museum/index.html#east", "museum/index.html#west", "gate/index.html", ""].map(at);
		return input.map(r => {
			const t = { route: "file:///g/routes/walk/index.html", title: "", at: r.At, stops };
			return { Stop: trail.stop(t, r.Address), Addresses: [1, 5].map(n => trail.address(t, n)) };
		});`, rows)
	addresses := []string{"file:///g/sites/gate/index.html", "file:///g/routes/walk/index.html#stop-5"}
	for i, r := range rows {
		if got[i].Stop != r.Want || !reflect.DeepEqual(got[i].Addresses, addresses) {
			t.Errorf("%+v: %+v", r, got[i])
		}
	}
}

package timetable

import (
	"testing"
	"time"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

const minute = time.Minute

// walk returns a guide with three sites a kilometre apart on a meridian, and one
// without a position.
func walk() *guide.Guide {
	at := func(lat float64) *guide.Location { return &guide.Location{Point: geo.Point{Lat: lat, Lon: 116}} }
	g := &guide.Guide{
		Audiences: []guide.Audience{{ID: "primary"}, {ID: "secondary", Pace: 4.2}},
		Sites: []guide.Site{
			{ID: "a", Location: at(40), Stay: 20 * minute, Halls: []guide.Hall{{ID: "h", Stay: 5 * minute}, {ID: "k"}}},
			{ID: "b", Location: at(40.0089932)}, {ID: "c", Location: at(40.0179864)}, {ID: "far", Location: at(41)}, {ID: "lost"},
		},
	}
	g.Index()
	return g
}

func TestLegs(t *testing.T) {
	for _, c := range []struct {
		name  string
		route guide.Route
		want  []Leg
	}{
		{"nothing", guide.Route{}, []Leg{}},
		// 1 km × 1.23 and × 1.37 at 4 km/h take 18.45 and 20.55 minutes, plus two to gather.
		{"on foot", guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b"}}},
			[]Leg{{}, {By: "walk", Metres: 1300, Low: 21, Likely: 22, High: 23}}},
		{"by coach, no time to gather", guide.Route{Mode: "coach", Stops: []guide.Stop{{Site: "a"}, {Site: "b"}}},
			[]Leg{{}, {By: "coach", Metres: 1300, Low: 2, Likely: 2, High: 3}}},
		{"one leg by another mode", guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b", By: "ferry"}}},
			[]Leg{{}, {By: "ferry", Metres: 1300, Low: 5, Likely: 6, High: 6}}},
		{"given", guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "b", Travel: 30 * minute}}},
			[]Leg{{}, {By: "walk", Metres: 1300, Low: 30, Likely: 30, High: 30, Given: true}}},
		{"at home, with a pause and without one", guide.Route{Mode: guide.AtHome, Stops: []guide.Stop{{Site: "a"}, {Site: "far", Travel: time.Second}, {Site: "b"}}},
			[]Leg{{}, {By: guide.AtHome, Low: 1, Likely: 1, High: 1, Given: true}, {By: guide.AtHome}}},
		{"in the same place", guide.Route{Mode: "walk", Stops: []guide.Stop{{Site: "a"}, {Site: "a", Hall: "h"}}},
			[]Leg{{}, {By: "walk"}}},
		{"a lunch where the group is", guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Place: guide.Text{{Text: "午餐"}}}, {Site: "b"}}},
			[]Leg{{}, {By: "walk"}, {By: "walk", Metres: 1300, Low: 21, Likely: 22, High: 23}}},
		{"a pier somewhere else", guide.Route{Mode: "coach", Stops: []guide.Stop{{Site: "a"}, {Place: guide.Text{{Text: "码头"}}, Travel: 90 * minute}, {Site: "b"}}},
			[]Leg{{}, {By: "coach", Low: 90, Likely: 90, High: 90, Given: true}, {By: "coach"}}},
		{"after no position", guide.Route{Mode: "walk", Pace: 4, Stops: []guide.Stop{{Site: "a"}, {Site: "lost"}, {Site: "b"}}},
			[]Leg{{}, {By: "walk"}, {By: "walk", Metres: 1300, Low: 21, Likely: 22, High: 23}}},
		{"no position", guide.Route{Mode: "walk", Stops: []guide.Stop{{Site: "a"}, {Site: "lost"}}}, []Leg{{}, {By: "walk"}}},
	} {
		c.route.Start = -1
		got := New(walk()).Of(&c.route).Legs()
		if len(got) != len(c.want) {
			t.Errorf("%s: %d legs", c.name, len(got))
			continue
		}
		for i := range got {
			if d := got[i].Metres - c.want[i].Metres; d > 2 || d < -2 {
				t.Errorf("%s, leg %d: %d m, want %d", c.name, i, got[i].Metres, c.want[i].Metres)
			}
			got[i].Metres = c.want[i].Metres
			if got[i] != c.want[i] {
				t.Errorf("%s, leg %d: %+v, want %+v", c.name, i, got[i], c.want[i])
			}
		}
	}
}

func TestPaceAndStay(t *testing.T) {
	g := walk()
	for _, c := range []struct {
		route guide.Route
		want  float64
	}{
		{guide.Route{}, 4.5},
		{guide.Route{Audiences: []string{"secondary"}}, 4.2},
		{guide.Route{Audiences: []string{"secondary", "primary"}}, 3.5}, // the slowest audience determines the pace
		{guide.Route{Audiences: []string{"primary"}, Pace: 5}, 5},
		{guide.Route{Audiences: []string{"unheard-of"}}, 4.5},
	} {
		if got := Pace(g, &c.route); got != c.want {
			t.Errorf("%+v: %v, want %v", c.route, got, c.want)
		}
	}
	for _, c := range []struct {
		stop guide.Stop
		want time.Duration
	}{
		{guide.Stop{Site: "a"}, 20 * minute},
		{guide.Stop{Site: "a", Stay: minute}, minute},
		{guide.Stop{Site: "a", Hall: "h"}, 5 * minute},
		{guide.Stop{Site: "a", Hall: "k"}, 20 * minute},
		{guide.Stop{Site: "b"}, 0},
		{guide.Stop{}, 0},
	} {
		if got := Stay(g, &c.stop); got != c.want {
			t.Errorf("%+v: %v, want %v", c.stop, got, c.want)
		}
	}
}

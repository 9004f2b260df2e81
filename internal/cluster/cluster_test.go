package cluster

import (
	"math/rand/v2"
	"slices"
	"testing"

	"wayside/internal/geo"
)

func TestSplit(t *testing.T) {
	at := func(lat, lon float64) geo.Point { return geo.Point{Lat: lat, Lon: lon} }
	for name, test := range map[string]struct {
		points []geo.Point
		most   int
		want   [][]int
	}{
		"none":             {nil, 4, nil},
		"one":              {[]geo.Point{at(34, 119)}, 4, [][]int{{0}}},
		"the same place":   {[]geo.Point{at(34, 119), at(34, 119), at(34, 119)}, 4, [][]int{{0, 1, 2}}},
		"no position":      {[]geo.Point{at(1000, 0), at(34, 119)}, 4, [][]int{{1}}},
		"west and east":    {[]geo.Point{at(34, 119), at(34, 120), at(34, 119.01)}, 4, [][]int{{0, 2}, {1}}},
		"south and north":  {[]geo.Point{at(35, 119), at(34, 119), at(35.01, 119)}, 4, [][]int{{0, 2}, {1}}},
		"the fullest area": {[]geo.Point{at(34, 119), at(34, 119.2), at(34, 120), at(34, 119.4)}, 3, [][]int{{0}, {1, 3}, {2}}},
	} {
		if got := Split(test.points, test.most); !slices.EqualFunc(got, test.want, slices.Equal) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestSplitWhole checks that every point is in exactly one group at each level, that no
// more groups are made than asked for, and that groups of groups are finer.
func TestSplitWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		points := make([]geo.Point, 1+r.IntN(400))
		for i := range points {
			points[i] = geo.Point{Lat: 34 + r.NormFloat64()*float64(r.IntN(3))/10, Lon: 119 + r.NormFloat64()/float64(1+r.IntN(20))}
		}
		most := 1 + r.IntN(30)
		var open func(some []int, depth int)
		open = func(some []int, depth int) {
			inner := make([]geo.Point, len(some))
			for k, i := range some {
				inner[k] = points[i]
			}
			groups := Split(inner, most)
			if len(groups) > most {
				t.Fatalf("%d groups, want at most %d", len(groups), most)
			}
			seen := make([]bool, len(inner))
			count := 0
			for _, group := range groups {
				if len(group) == 0 || !slices.IsSorted(group) {
					t.Fatalf("group %v", group)
				}
				var members []int
				for _, k := range group {
					if seen[k] {
						t.Fatalf("point %d is in two groups", k)
					}
					seen[k] = true
					members = append(members, some[k])
				}
				count += len(group)
				if depth < 3 && len(groups) > 1 {
					open(members, depth+1)
				}
			}
			if count != len(inner) {
				t.Fatalf("%d points in groups, want %d", count, len(inner))
			}
		}
		all := make([]int, len(points))
		for i := range all {
			all[i] = i
		}
		open(all, 0)
	}
}

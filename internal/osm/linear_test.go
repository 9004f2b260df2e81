package osm

import (
	"context"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/linear"
)

// TestLinear reads extracts of many nodes, ways, members and tags.
func TestLinear(t *testing.T) {
	long := func(n int) land {
		l := land{}
		w := aWay{id: 1, tags: []string{"highway", "path"}}
		r := aRelation{id: 1, tags: []string{"type", "multipolygon", "natural", "water"}}
		for i := range n {
			l.nodes = append(l.nodes, aNode{id: int64(i + 1), lat: 39.9 + float64(i%100)*1e-5, lon: 116.3 + float64(i)*1e-7})
			w.refs = append(w.refs, int64(i+1))
			l.ways = append(l.ways, aWay{id: int64(i + 2), refs: []int64{int64(i + 1), int64((i+1)%n + 1)}})
			r.members, r.roles = append(r.members, int64(i+2)), append(r.roles, "outer")
		}
		l.ways = append([]aWay{w}, l.ways...)
		l.relations = []aRelation{r}
		return l
	}
	for name, encode := range map[string]func(n int) []byte{
		"xml":    func(n int) []byte { return long(n).xml() },
		"dense":  func(n int) []byte { return long(n).pbf(true, true) },
		"single": func(n int) []byte { return long(n).pbf(false, false) },
	} {
		t.Run(name, func(t *testing.T) {
			linear.Allocates(t, 4000, encode, func(data []byte) {
				var problems diag.List
				if e := Read(context.Background(), []File{{Name: "m", Data: data}}, nil, &problems); e == nil || len(problems) > 0 {
					t.Fatal(problems)
				}
			})
		})
	}
}

package osm

import (
	"cmp"
	"slices"

	"wayside/internal/geo"
)

// area assembles a relation's area from its ways. It returns false if no outer ring
// is closed.
func (c *collector) area(r relation) (a Area, ok bool) {
	a = Area{ID: r.id, Relation: true, Tags: r.tags, Box: geo.Around()}
	a.Outer, a.Inner = rings(c.lines(r.outer)), rings(c.lines(r.inner))
	for _, ring := range a.Outer {
		for _, n := range ring {
			a.Box = a.Box.Add(c.nodes.at(int(n)).Point())
		}
	}
	return a, len(a.Outer) > 0
}

// lines returns the nodes of those of a relation's ways whose nodes are all known.
func (c *collector) lines(ids []int64) [][]int32 {
	var all [][]int32
	for _, id := range ids {
		i, ok := slices.BinarySearchFunc(c.ways, id, func(w way, id int64) int { return cmp.Compare(w.id, id) })
		if ok && len(c.ways[i].nodes) > 1 && !slices.Contains(c.ways[i].nodes, missing) {
			all = append(all, c.ways[i].nodes)
		}
	}
	return all
}

// rings joins lines into closed rings and drops the others: an extract may contain only
// a part of a lake's shore.
func rings(lines [][]int32) [][]int32 {
	var all [][]int32
	ends := map[int32][]int{}
	for i, l := range lines {
		if first, last := l[0], l[len(l)-1]; first != last {
			ends[first], ends[last] = append(ends[first], i), append(ends[last], i)
		}
	}
	used := make([]bool, len(lines))
	// next returns an unused line that begins or ends at a node.
	next := func(node int32) (int, bool) {
		for at := ends[node]; len(at) > 0; {
			i := at[0]
			at = at[1:]
			ends[node] = at
			if !used[i] {
				used[i] = true
				return i, true
			}
		}
		return 0, false
	}
	for i, l := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		ring := slices.Clone(l)
		for ring[0] != ring[len(ring)-1] {
			last := ring[len(ring)-1]
			j, ok := next(last)
			if !ok {
				break
			}
			more := lines[j]
			if more[0] != last {
				more = slices.Clone(more)
				slices.Reverse(more)
			}
			ring = append(ring, more[1:]...)
		}
		if closed(ring) {
			all = append(all, ring)
		}
	}
	return all
}

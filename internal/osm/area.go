package osm

import (
	"cmp"
	"slices"

	"wayside/internal/geo"
)

// area assembles a relation's area from its ways. It returns false if no outer ring
// is closed.
func (c *collector) area(r relation) (a Area, ok bool) {
	a = Area{ID: r.id, Relation: true, Tags: r.tags}
	a.Outer, _ = rings(c.lines(r.outer))
	a.Inner, _ = rings(c.lines(r.inner))
	a.Box = c.around(a.Outer)
	return a, len(a.Outer) > 0
}

// cut assembles a relation's water if a part of its outline is missing. It returns false
// for all other relations.
func (c *collector) cut(r relation) (cut Cut, ok bool) {
	if !r.tags.Water() {
		return cut, false
	}
	outer, open := rings(c.lines(r.outer))
	inner, more := rings(c.lines(r.inner))
	cut = Cut{ID: r.id, Relation: true, Tags: r.tags, Lines: slices.Concat(open, more), Rings: slices.Concat(outer, inner)}
	cut.Box = c.around(slices.Concat(cut.Lines, cut.Rings))
	return cut, len(cut.Lines) > 0
}

// around returns the bounds of lines.
func (c *collector) around(lines [][]int32) geo.Box {
	box := geo.Around()
	for _, line := range lines {
		for _, n := range line {
			box = box.Add(c.nodes.at(int(n)).Point())
		}
	}
	return box
}

// lines returns the nodes of a relation's ways, in pieces where some are missing.
func (c *collector) lines(ids []int64) [][]int32 {
	var all [][]int32
	for _, id := range ids {
		i, ok := slices.BinarySearchFunc(c.ways, id, func(w way, id int64) int { return cmp.Compare(w.id, id) })
		if ok {
			all = append(all, pieces(c.ways[i].nodes)...)
		}
	}
	return all
}

// rings joins lines into closed rings. The others are open: an extract may contain only
// a part of a lake's shore.
func rings(lines [][]int32) (all, open [][]int32) {
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
	// extend appends lines until the ring is closed or no line continues it.
	extend := func(ring []int32) []int32 {
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
		return ring
	}
	for i, l := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		ring := extend(slices.Clone(l))
		switch {
		case closed(ring):
			all = append(all, ring)
		case ring[0] != ring[len(ring)-1]:
			slices.Reverse(ring) // it may continue at its other end
			if ring = extend(ring); closed(ring) {
				all = append(all, ring)
			} else {
				open = append(open, ring)
			}
		}
	}
	return all, open
}

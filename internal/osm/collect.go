package osm

import (
	"cmp"
	"context"
	"math"
	"slices"

	"wayside/internal/geo"
)

// Maximum sizes of all extracts together: the city of Beijing has a third of it. A node
// takes 16 bytes during reading, so the maximum is 400 MB.
const (
	mostNodes   = 25_000_000
	mostWays    = 3_000_000  // ways that are kept
	mostRefs    = 30_000_000 // node references of these ways, and members of relations
	mostTags    = 10_000_000 // tags that are kept
	longestWay  = 50_000     // nodes of a way; OpenStreetMap allows 2,000
	mostMembers = 50_000     // members of a relation
)

// A collector receives the elements of the files one after another, nodes and relations
// before ways, and keeps those that meet the boxes.
type collector struct {
	ctx       context.Context // ends a scan early, with no fault
	boxes     []geo.Box
	words     map[string]string // interned strings
	nodes     nodeList
	spots     []spot
	relations []relation
	members   map[int64]bool // ways that are members of relations
	ways      []way
	refs      int // of ways and relations
	tags      int
	low, high Node    // corners of the box around all nodes
	stated    geo.Box // bounds declared by the files
}

type spot struct {
	id   int64
	tags Tags
}

type relation struct {
	id           int64
	tags         Tags
	outer, inner []int64
}

type way struct {
	id     int64
	tags   Tags
	nodes  []int32 // indexes in collector.nodes, or missing
	box    geo.Box
	inside bool // meets a box
}

// missing represents a node that the extract refers to but does not contain.
const missing = -1

func newCollector(boxes []geo.Box) *collector {
	return &collector{
		boxes: boxes, words: map[string]string{}, members: map[int64]bool{}, stated: geo.Around(),
		low: Node{Lat: math.MaxInt32, Lon: math.MaxInt32}, high: Node{Lat: math.MinInt32, Lon: math.MinInt32},
	}
}

// A mark is a state of a collector, to return to if a file is invalid.
type mark struct{ nodes, spots, relations, ways int }

func (c *collector) mark() mark {
	return mark{c.nodes.count, len(c.spots), len(c.relations), len(c.ways)}
}

func (c *collector) reset(m mark) {
	c.nodes.cut(m.nodes)
	c.spots, c.relations, c.ways = c.spots[:m.spots], c.relations[:m.relations], c.ways[:m.ways]
}

// word interns a string.
func (c *collector) word(b []byte) string {
	w, ok := c.words[string(b)]
	if !ok {
		w = string(b)
		c.words[w] = w
	}
	return w
}

// add appends a tag. If a key occurs twice, the first value is kept.
func (c *collector) add(tags Tags, key string, value []byte) Tags {
	if len(tags) < mostPerElement && tags.Get(key) == "" && len(value) > 0 {
		tags = append(tags, Tag{key, c.word(value)})
	}
	return tags
}

// copyTags returns a copy of tags stored in a buffer.
func (c *collector) copyTags(tags Tags) Tags {
	if len(tags) == 0 {
		return nil
	}
	c.tags += len(tags)
	tags = slices.Clone(tags)
	slices.SortFunc(tags, func(a, b Tag) int { return cmp.Compare(a.Key, b.Key) })
	return tags
}

func (c *collector) wanted(b geo.Box) bool {
	return c.boxes == nil || slices.ContainsFunc(c.boxes, b.Meets)
}

// node adds a node and copies the tags. Like way and relation, it returns false if
// there are too many.
func (c *collector) node(n Node, tags Tags) bool {
	c.nodes.add(n)
	c.low.Lat, c.low.Lon = min(c.low.Lat, n.Lat), min(c.low.Lon, n.Lon)
	c.high.Lat, c.high.Lon = max(c.high.Lat, n.Lat), max(c.high.Lon, n.Lon)
	if len(tags) > 0 && feature(tags) && c.wanted(geo.Around(n.Point())) {
		c.spots = append(c.spots, spot{n.ID, c.copyTags(tags)})
	}
	return c.nodes.count <= mostNodes && c.tags <= mostTags
}

// relation adds a relation if it is an area.
func (c *collector) relation(id int64, tags Tags, outer, inner []int64) bool {
	if !tags.Is("type", "multipolygon", "boundary") || !feature(tags) {
		return true
	}
	c.relations = append(c.relations, relation{id, c.copyTags(tags), slices.Clone(outer), slices.Clone(inner)})
	for _, members := range [2][]int64{outer, inner} {
		c.refs += len(members)
		for _, m := range members {
			c.members[m] = true
		}
	}
	return c.refs <= mostRefs && c.tags <= mostTags
}

// needs reports whether a way with these tags might be kept.
func (c *collector) needs(id int64, tags Tags) bool { return feature(tags) || c.members[id] }

// way adds a way and copies its arguments.
func (c *collector) way(id int64, tags Tags, refs []int64) bool {
	w := way{id: id, box: geo.Around()}
	w.nodes = make([]int32, len(refs))
	for i, ref := range refs {
		w.nodes[i] = c.nodes.find(ref)
		if w.nodes[i] != missing {
			p := c.nodes.at(int(w.nodes[i])).Point()
			w.box = w.box.Add(p)
		}
	}
	if w.box.Empty() {
		return true
	}
	if w.inside = c.wanted(w.box); !w.inside && !c.members[id] {
		return true
	}
	w.tags = c.copyTags(tags)
	c.ways = append(c.ways, w)
	c.refs += len(refs)
	return len(c.ways) <= mostWays && c.refs <= mostRefs && c.tags <= mostTags
}

// cover adds the bounds declared by a file.
func (c *collector) cover(b geo.Box) {
	if b.Min.Valid() && b.Max.Valid() && !b.Empty() {
		c.stated = c.stated.Add(b.Min).Add(b.Max)
	}
}

// tooMany returns the fault of exceeding a limit.
func tooMany() *fault {
	return &fault{key: "map-broken/many", args: []any{mostNodes / 1_000_000, mostWays / 1_000_000, longestText >> 20}}
}

// extract returns the collected data with only the nodes that are referred to.
func (c *collector) extract() *Extract {
	e := &Extract{Bounds: c.stated, Boxes: c.boxes}
	if e.Bounds.Empty() && c.nodes.count > 0 {
		e.Bounds = geo.Box{Min: c.low.Point(), Max: c.high.Point()}
	}
	c.ways = sorted(c.ways, func(w way) int64 { return w.id })
	c.relations = sorted(c.relations, func(r relation) int64 { return r.id })
	c.spots = sorted(c.spots, func(s spot) int64 { return s.id })
	for _, w := range c.ways {
		switch {
		case !w.inside || !feature(w.tags):
		case closed(w.nodes) && isArea(w.tags):
			if !slices.Contains(w.nodes, missing) {
				e.Areas = append(e.Areas, Area{ID: w.id, Outer: [][]int32{w.nodes}, Tags: w.tags, Box: w.box})
			} else if lines := pieces(w.nodes); w.tags.Water() && len(lines) > 0 {
				e.Cut = append(e.Cut, Cut{ID: w.id, Lines: lines, Tags: w.tags, Box: w.box})
			}
		case !w.tags.Is("area", "yes"):
			for _, piece := range pieces(w.nodes) {
				e.Ways = append(e.Ways, Way{ID: w.id, Nodes: piece, Tags: w.tags, Box: w.box})
			}
		}
	}
	for _, r := range c.relations {
		if cut, ok := c.cut(r); ok {
			if c.wanted(cut.Box) {
				e.Cut = append(e.Cut, cut)
			}
		} else if a, ok := c.area(r); ok && c.wanted(a.Box) {
			e.Areas = append(e.Areas, a)
		}
	}
	slices.SortStableFunc(e.Areas, func(a, b Area) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(e.Cut, func(a, b Cut) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range c.spots {
		if n := c.nodes.find(s.id); n != missing {
			e.Spots = append(e.Spots, Spot{n, s.tags})
		}
	}
	c.number(e)
	return e
}

// sorted sorts elements by id, keeping the first of those with equal ids.
func sorted[T any](all []T, id func(T) int64) []T {
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return slices.CompactFunc(all, func(a, b T) bool { return id(a) == id(b) })
}

// pieces splits a way at missing nodes: a straight line over the gap would be a street
// that does not exist.
func pieces(nodes []int32) [][]int32 {
	var all [][]int32
	for len(nodes) > 0 {
		gap := slices.Index(nodes, missing)
		if gap < 0 {
			gap = len(nodes)
		}
		if gap > 1 {
			all = append(all, nodes[:gap:gap])
		}
		nodes = nodes[min(gap+1, len(nodes)):]
	}
	return all
}

// number copies the required nodes to an extract and adjusts the indexes.
func (c *collector) number(e *Extract) {
	used := make([]bool, c.nodes.count)
	lists := func(do func(nodes []int32)) {
		for _, w := range e.Ways {
			do(w.Nodes)
		}
		for _, a := range e.Areas {
			for _, ring := range slices.Concat(a.Outer, a.Inner) {
				do(ring)
			}
		}
		for _, cut := range e.Cut {
			for _, line := range slices.Concat(cut.Lines, cut.Rings) {
				do(line)
			}
		}
	}
	lists(func(nodes []int32) {
		for _, n := range nodes {
			used[n] = true
		}
	})
	for _, s := range e.Spots {
		used[s.Node] = true
	}
	index, count := make([]int32, c.nodes.count), 0
	for _, u := range used {
		if u {
			count++
		}
	}
	e.Nodes = make([]Node, 0, count)
	for i := range used {
		if used[i] {
			index[i] = int32(len(e.Nodes))
			e.Nodes = append(e.Nodes, c.nodes.at(i))
		}
	}
	lists(func(nodes []int32) {
		for i, n := range nodes {
			nodes[i] = index[n]
		}
	})
	for i := range e.Spots {
		e.Spots[i].Node = index[e.Spots[i].Node]
	}
}

package walk

import (
	"slices"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// onEdge returns the path between two footholds on the same edge.
func (g *Graph) onEdge(a, b foothold) Path {
	t := trail{graph: g}
	t.walk(a.edge, a.along, b.along)
	return t.end(a.point)
}

// path reconstructs a path by following the steps back from the last corner.
func (g *Graph) path(reached []step, starts []foothold, end foothold, last int32) Path {
	var edges []int32
	c := last
	for reached[c].edge >= 0 {
		i := reached[c].edge
		edges = append(edges, i)
		c = g.edges[i].from + g.edges[i].to - c // its other end
	}
	slices.Reverse(edges)
	t := trail{graph: g}
	first := starts[reached[c].start]
	if g.edges[first.edge].from == c && !(g.edges[first.edge].to == c && g.edges[first.edge].length()-first.along < first.along) {
		t.walk(first.edge, first.along, 0)
	} else {
		t.walk(first.edge, first.along, g.edges[first.edge].length())
	}
	for _, i := range edges {
		e := &g.edges[i]
		if e.from == c {
			t.walk(i, 0, e.length())
			c = e.to
		} else {
			t.walk(i, e.length(), 0)
			c = e.from
		}
	}
	e := &g.edges[end.edge]
	if e.from == c && !(e.to == c && e.length()-end.along < end.along) {
		t.walk(end.edge, 0, end.along)
	} else {
		t.walk(end.edge, e.length(), end.along)
	}
	return t.end(first.point)
}

// A part is an edge, or some of it, that a path follows.
type part struct {
	edge     int32
	from, to int64 // millimetres from the start of the edge
}

// corner returns the corner at which a part begins or, at its end, ends; -1 if it is not
// at an end of the edge.
func (e *edge) corner(along int64) int32 {
	switch along {
	case 0:
		return e.from
	case e.length():
		return e.to
	}
	return -1
}

// A trail is a path under construction.
type trail struct {
	graph  *Graph
	length int64
	steps  int
	way    int64 // id of the current flight of steps, or 0
	// entered is the length when the path entered the last way with opening hours.
	entered int64
	path    Path
}

// walk appends a part of an edge, backwards if to is less than from.
func (t *trail) walk(i int32, from, to int64) {
	if from == to {
		return
	}
	e := &t.graph.edges[i]
	t.pass(e, from)
	t.path.parts = append(t.path.parts, part{i, from, to})
	t.path.Rough = t.path.Rough || e.rough
	t.length += abs(to - from)
	if e.hours {
		t.path.Gates[len(t.path.Gates)-1].Metres = metres((t.entered + t.length) / 2)
	}
	switch {
	case !e.steps:
		t.way = 0
	case t.way != e.way:
		t.way = e.way
		t.steps++
	}
	t.add(e.point(from))
	low, high := min(from, to), max(from, to)
	var between []geo.Point
	for k, along := range e.along {
		if along > low && along < high {
			between = append(between, e.line[k])
		}
	}
	if to < from {
		slices.Reverse(between)
	}
	for _, p := range append(between, e.point(to)) {
		t.add(p)
	}
}

// pass records the gates at the beginning of a part: that of its corner, if the path does
// not begin there, and the part's own.
func (t *trail) pass(e *edge, from int64) {
	parts := t.path.parts
	if c := e.corner(from); c >= 0 && len(parts) > 0 {
		corner := &t.graph.corners[c]
		t.path.Rough = t.path.Rough || corner.rough
		if corner.hours {
			t.gate(corner.tags)
		}
	}
	if e.hours && !(len(parts) > 0 && t.graph.edges[parts[len(parts)-1].edge].way == e.way) {
		t.entered = t.length
		t.gate(e.tags)
	}
}

func (t *trail) gate(tags osm.Tags) {
	t.path.Gates = append(t.path.Gates, Gate{tags, metres(t.length)})
}

func (t *trail) add(p geo.Point) {
	if n := len(t.path.Line); n == 0 || t.path.Line[n-1] != p {
		t.path.Line = append(t.path.Line, p)
	}
}

// end returns the result; an empty path has one point.
func (t *trail) end(start geo.Point) Path {
	if len(t.path.Line) == 0 {
		t.path.Line = []geo.Point{start}
	}
	t.path.Metres, t.path.Steps = metres(t.length), t.steps*StepsCost
	return t.path
}

// point returns the point of an edge at a distance in millimetres from its start.
func (e *edge) point(along int64) geo.Point {
	k, exact := slices.BinarySearch(e.along, along)
	if exact || k == 0 {
		return e.line[k]
	}
	if k == len(e.along) {
		return e.line[k-1]
	}
	a, b := e.line[k-1], e.line[k]
	part := float64(along-e.along[k-1]) / float64(e.along[k]-e.along[k-1])
	return geo.Point{Lat: a.Lat + part*(b.Lat-a.Lat), Lon: a.Lon + part*(b.Lon-a.Lon)}
}

// metres rounds millimetres.
func metres(length int64) int { return int((length + 500) / 1000) }

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

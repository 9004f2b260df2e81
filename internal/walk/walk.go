// Package walk finds walking paths between two positions along the ways of an OpenStreetMap
// extract.
//
// New converts an extract to a graph of walkable ways. Find takes two positions and returns
// the distance in metres, the additional time for steps, and the line. The package does not
// guess: if no way connects the positions, or none is near, there is no result.
//
// Internally lengths are integers in millimetres, so that the choice between two paths of
// equal length does not depend on the machine.
package walk

import (
	"math"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A Graph contains the walkable ways. It is read-only and safe for concurrent use.
type Graph struct {
	corners []corner
	edges   []edge
	lengths []int64 // total length of each island, in millimetres
	grid    map[cell][]piece
	oneways bool // some ways are one-way on foot
}

// A corner is a point where ways meet or end.
type corner struct {
	at    geo.Point
	space [3]float64 // on a sphere, in millimetres: the straight line between two points is never longer than a path
	edges []int32    // that begin or end here
}

// An edge is a part of a way between two corners.
type edge struct {
	from, to int32
	line     []geo.Point
	along    []int64 // millimetres from the start to each point of line
	way      int64   // its id
	steps    bool
	ahead    bool // walkable from start to end
	back     bool // walkable from end to start
	island   int32
}

func (e *edge) length() int64 { return e.along[len(e.along)-1] }

// A Path is the path between two positions. Its ends are the nearest points of the ways, not
// the positions: the distance from there to a door is part of the visit.
type Path struct {
	Metres int
	Steps  int         // additional seconds for steps
	Line   []geo.Point // at least one point
}

// StepsCost is the additional time for a flight of steps in seconds: groups slow down and
// wait for each other.
const StepsCost = 30

// MaxOffset is the maximum distance in metres of a position from a way.
const MaxOffset = 150.0

// Reaches reports whether a walkable way passes near a position.
func (g *Graph) Reaches(p geo.Point) bool { return len(g.islands(p)) > 0 }

// Symmetric reports whether all paths have the same length in both directions.
func (g *Graph) Symmetric() bool { return !g.oneways }

// New returns the graph of an extract.
func New(e *osm.Extract) *Graph {
	b := &builder{extract: e, graph: &Graph{grid: map[cell][]piece{}}, closed: map[int32]bool{}, uses: make([]uint8, len(e.Nodes)), corners: map[int32]int32{}}
	b.bars()
	b.count()
	b.split()
	b.connect()
	b.graph.index()
	return b.graph
}

// A builder builds a graph.
type builder struct {
	extract *osm.Extract
	graph   *Graph
	closed  map[int32]bool  // nodes with an impassable barrier
	uses    []uint8         // number of ways through a node, at most 2
	corners map[int32]int32 // by node
}

// bars finds the impassable nodes.
func (b *builder) bars() {
	for _, s := range b.extract.Spots {
		if bars(s.Tags) {
			b.closed[s.Node] = true
		}
	}
}

// count finds the nodes where ways meet: those on more than one way, or more than once on
// one, and the ends.
func (b *builder) count() {
	for _, w := range b.extract.Ways {
		if !walkable(w.Tags) {
			continue
		}
		for i, n := range w.Nodes {
			if i == 0 || i == len(w.Nodes)-1 {
				b.uses[n] = 2
			}
			b.uses[n] = min(2, b.uses[n]+1)
		}
	}
}

// split splits ways into edges.
func (b *builder) split() {
	for _, w := range b.extract.Ways {
		if !walkable(w.Tags) {
			continue
		}
		from := 0
		for i := 1; i < len(w.Nodes); i++ {
			if b.uses[w.Nodes[i]] > 1 || b.closed[w.Nodes[i]] {
				b.edge(w, w.Nodes[from:i+1])
				from = i
			}
		}
	}
}

// edge adds a part of a way. At a barrier the edge ends at a corner that it shares with no
// other edge.
func (b *builder) edge(w osm.Way, nodes []int32) {
	ahead, back := directions(w.Tags)
	e := edge{line: b.extract.Line(nodes), along: make([]int64, len(nodes)), way: w.ID, steps: w.Tags.Is("highway", "steps"), ahead: ahead, back: back}
	for i := 1; i < len(e.line); i++ {
		// Round up, so that no path is shorter than the straight line.
		e.along[i] = e.along[i-1] + int64(math.Ceil(1000*geo.Distance(e.line[i-1], e.line[i])))
	}
	e.from, e.to = b.corner(nodes[0]), b.corner(nodes[len(nodes)-1])
	i := int32(len(b.graph.edges))
	b.graph.edges = append(b.graph.edges, e)
	b.graph.oneways = b.graph.oneways || !ahead || !back
	for _, c := range [2]int32{e.from, e.to} {
		b.graph.corners[c].edges = append(b.graph.corners[c].edges, i)
	}
}

func (b *builder) corner(node int32) int32 {
	i, ok := b.corners[node]
	if !ok || b.closed[node] {
		i = int32(len(b.graph.corners))
		p := b.extract.Nodes[node].Point()
		b.graph.corners = append(b.graph.corners, corner{at: p, space: space(p)})
		b.corners[node] = i
	}
	return i
}

// connect determines the islands, the connected components of the graph: a path in a
// courtyard is near many sites but not connected to the others.
func (b *builder) connect() {
	g := b.graph
	for i := range g.edges {
		g.edges[i].island = -1
	}
	var todo []int32
	for i := range g.edges {
		if g.edges[i].island >= 0 {
			continue
		}
		next := int32(len(g.lengths))
		g.lengths = append(g.lengths, 0)
		g.edges[i].island, todo = next, append(todo, int32(i))
		for len(todo) > 0 {
			e := &g.edges[todo[len(todo)-1]]
			todo = todo[:len(todo)-1]
			g.lengths[next] += e.length()
			for _, c := range [2]int32{e.from, e.to} {
				for _, j := range g.corners[c].edges {
					if g.edges[j].island < 0 {
						g.edges[j].island, todo = next, append(todo, j)
					}
				}
			}
		}
	}
}

// space returns a point on a sphere with the Earth's radius in millimetres.
func space(p geo.Point) [3]float64 {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	r := 1000 * geo.Distance(geo.Point{}, geo.Point{Lon: 90}) * 2 / math.Pi
	return [3]float64{r * math.Cos(lat) * math.Cos(lon), r * math.Cos(lat) * math.Sin(lon), r * math.Sin(lat)}
}

// through returns the length of the straight line through the Earth, in millimetres.
func through(a, b [3]float64) int64 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return int64(math.Sqrt(x*x + y*y + z*z))
}

// Package walk finds the way on foot between two positions, along the ways
// of an OpenStreetMap extract.
//
// In comes an extract, out comes a graph of what people may walk on; in come
// two positions, out come the metres along it, the time that its steps cost,
// and the line. It takes what the map says and refuses to guess: where no way
// leads, or none passes near a position, it says so and measures nothing.
//
// Lengths are whole millimetres inside, so that of two equally long ways the
// same is taken on every machine.
package walk

import (
	"math"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A Graph is what people may walk on. It is not changed once it is made, and
// safe for concurrent use.
type Graph struct {
	corners []corner
	edges   []edge
	lengths []int64 // of each island, in millimetres
	grid    map[cell][]piece
	oneways bool // somewhere feet may go one way alone
}

// A corner is where ways meet or end.
type corner struct {
	at    geo.Point
	space [3]float64 // on a sphere with a circumference in millimetres: a straight line through it is never longer than a way
	edges []int32    // that begin or end here
}

// An edge is a stretch of one way between two corners.
type edge struct {
	from, to int32
	line     []geo.Point
	along    []int64 // millimetres from its beginning to each point of line
	way      int64   // its id
	steps    bool
	ahead    bool // feet may go from its beginning to its end,
	back     bool // and the other way round
	island   int32
}

func (e *edge) length() int64 { return e.along[len(e.along)-1] }

// A Path is the way between two positions. Its ends are the nearest points of
// the ways, not the positions: from there to a door is part of the visit.
type Path struct {
	Metres int
	Steps  int         // seconds that its steps cost over the time its metres take
	Line   []geo.Point // at least one point
}

// StepsCost is what one flight of steps costs, in seconds: people slow down,
// close up and wait for each other.
const StepsCost = 30

// Far is how far, in metres, a position may lie from a way that leads to it.
const Far = 150.0

// Reaches reports whether a way that people may walk on passes near a
// position.
func (g *Graph) Reaches(p geo.Point) bool { return len(g.islands(p)) > 0 }

// Both reports whether a path is as long back as it is there.
func (g *Graph) Both() bool { return !g.oneways }

// New makes the graph of an extract.
func New(e *osm.Extract) *Graph {
	b := &builder{extract: e, graph: &Graph{grid: map[cell][]piece{}}, closed: map[int32]bool{}, uses: make([]uint8, len(e.Nodes)), corners: map[int32]int32{}}
	b.bars()
	b.count()
	b.lay()
	b.connect()
	b.graph.index()
	return b.graph
}

// A builder makes a graph.
type builder struct {
	extract *osm.Extract
	graph   *Graph
	closed  map[int32]bool  // nodes with a barrier that keeps people out
	uses    []uint8         // how often ways come by a node; 2 stands for more
	corners map[int32]int32 // of nodes
}

// bars finds what bars the way.
func (b *builder) bars() {
	for _, s := range b.extract.Spots {
		if bars(s.Tags) {
			b.closed[s.Node] = true
		}
	}
}

// count finds where ways meet: at nodes that more than one comes by, or one
// twice, and at their ends.
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

// lay lays the edges.
func (b *builder) lay() {
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

// edge lays a stretch of a way. One that comes to a barrier ends short of it,
// at a corner that nothing else has.
func (b *builder) edge(w osm.Way, nodes []int32) {
	ahead, back := directions(w.Tags)
	e := edge{line: b.extract.Line(nodes), along: make([]int64, len(nodes)), way: w.ID, steps: w.Tags.Is("highway", "steps"), ahead: ahead, back: back}
	for i := 1; i < len(e.line); i++ {
		// Rounded up, so that no way is shorter than the straight line.
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

// connect tells which edges are connected: a path inside a courtyard is an
// island of its own, near many sites and leading to none of the others.
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

// space is a point on a sphere with the Earth's radius in millimetres.
func space(p geo.Point) [3]float64 {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	r := 1000 * geo.Distance(geo.Point{}, geo.Point{Lon: 90}) * 2 / math.Pi
	return [3]float64{r * math.Cos(lat) * math.Cos(lon), r * math.Cos(lat) * math.Sin(lon), r * math.Sin(lat)}
}

// through is the straight line through the Earth, in millimetres.
func through(a, b [3]float64) int64 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return int64(math.Sqrt(x*x + y*y + z*z))
}

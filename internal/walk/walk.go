// Package walk finds walking paths for groups between two positions along the ways of an
// OpenStreetMap extract.
//
// New converts an extract to a graph of walkable ways. Find takes two positions and returns
// the distance in metres, the additional time for steps, and the line. A path avoids what
// does not suit a group, such as a busy road without a pavement, if the way around is not
// much longer; see factor. Describe returns what a path passes: streets, steps, crossings.
// The package does not guess: if no way connects the positions, or none is near, there is
// no result.
//
// Internally lengths are integers in millimetres, so that the choice between two paths of
// equal length does not depend on the machine.
package walk

import (
	"math"
	"slices"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A Graph contains the walkable ways. It is read-only and safe for concurrent use.
type Graph struct {
	corners []corner
	edges   []edge
	lengths [networks][]int64 // total length of each island, in millimetres
	grid    map[cell][]piece
	names   map[string]osm.Tags // of each street by its name, of the way with the most translations
	oneways bool                // some ways are one-way on foot
}

// A network is a part of the graph whose islands are known.
type network uint8

const (
	whole    network = iota // all walkable edges
	stepFree                // those without steps
	networks
)

// A corner is a point where ways meet or end.
type corner struct {
	at    geo.Point
	space [3]float64 // on a sphere, in millimetres: the straight line between two points is never longer than a path
	edges []int32    // that begin or end here
	tags  osm.Tags   // of its node; nil for most
	rough bool       // an obstacle to wheels: a stile, a kissing gate
	hours bool       // a gate with opening hours
	lift  bool
}

// An edge is a part of a way between two corners. An edge that may be walked in neither
// direction is a road that paths cross.
type edge struct {
	from, to int32
	line     []geo.Point
	along    []int64 // millimetres from the start to each point of line
	way      int64   // its id
	tags     osm.Tags
	weight   int64 // cost of a millimetre for a group; see factor
	islands  [networks]int32
	hold     hold
	above    bool // above the ground
	steps    bool
	rough    bool // steps, or closed to wheelchairs
	hours    bool // open at certain hours only
	ahead    bool // walkable from start to end
	back     bool // walkable from end to start
}

func (e *edge) length() int64 { return e.along[len(e.along)-1] }

func (e *edge) walkable() bool { return e.ahead || e.back }

// A Path is the path between two positions. Its ends are the nearest points of the ways, not
// the positions: the distance from there to a door is part of the visit.
type Path struct {
	Metres int
	Steps  int         // additional seconds for steps
	Line   []geo.Point // at least one point
	Rough  bool        // it has steps, or another obstacle to wheels
	Gates  []Gate      // that are open at certain hours only, in order
	parts  []part
}

// A Gate is a gate, or a way such as one in a park, that is open at certain hours only.
type Gate struct {
	Tags   osm.Tags // with its opening_hours
	Metres int      // from the start of the path to the gate, or to the middle of the way
}

// Reversed returns the path in the opposite direction.
func (p Path) Reversed() Path {
	p.Line, p.Gates, p.parts = slices.Clone(p.Line), slices.Clone(p.Gates), slices.Clone(p.parts)
	slices.Reverse(p.Line)
	slices.Reverse(p.Gates)
	slices.Reverse(p.parts)
	for i := range p.Gates {
		p.Gates[i].Metres = p.Metres - p.Gates[i].Metres
	}
	for i := range p.parts {
		p.parts[i].from, p.parts[i].to = p.parts[i].to, p.parts[i].from
	}
	return p
}

// StepsCost is the additional time for a flight of steps in seconds: groups slow down and
// wait for each other.
const StepsCost = 30

// MaxOffset is the maximum distance in metres of a position from a way.
const MaxOffset = 150.0

// Reaches reports whether a walkable way passes near a position.
func (g *Graph) Reaches(p geo.Point) bool { return len(g.islands(p, whole, holdsInside)) > 0 }

// Symmetric reports whether all paths have the same length in both directions.
func (g *Graph) Symmetric() bool { return !g.oneways }

// New returns the graph of an extract.
func New(e *osm.Extract) *Graph {
	b := &builder{extract: e, graph: &Graph{grid: map[cell][]piece{}, names: map[string]osm.Tags{}}, spots: map[int32]osm.Tags{}, uses: make([]uint8, len(e.Nodes)), corners: map[int32]int32{}}
	b.mark()
	b.count()
	b.split()
	b.connect(whole)
	b.connect(stepFree)
	b.graph.index()
	return b.graph
}

// A builder builds a graph.
type builder struct {
	extract *osm.Extract
	graph   *Graph
	spots   map[int32]osm.Tags // nodes that affect walkers
	uses    []uint8            // number of ways through a node, at most 2
	corners map[int32]int32    // by node
}

// mark finds the nodes that affect walkers. Each becomes a corner.
func (b *builder) mark() {
	for _, s := range b.extract.Spots {
		if bars(s.Tags) || obstructs(s.Tags) || timedGate(s.Tags) || crossing(s.Tags) || lift(s.Tags) {
			b.spots[s.Node] = s.Tags
			b.uses[s.Node] = 1
		}
	}
}

// relevant reports whether a way may be walked or is a road that has to be crossed.
func relevant(t osm.Tags) bool {
	return walkable(t) || t.Get("area") != "yes" && traffic(t) > noTraffic
}

// count finds the nodes where ways meet: those on more than one way, or more than once on
// one, and the ends.
func (b *builder) count() {
	for _, w := range b.extract.Ways {
		if !relevant(w.Tags) {
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
		if !relevant(w.Tags) {
			continue
		}
		if known, ok := b.graph.names[w.Tags.Get("name")]; !ok || translations(w.Tags) > translations(known) {
			b.graph.names[w.Tags.Get("name")] = w.Tags
		}
		from := 0
		for i := 1; i < len(w.Nodes); i++ {
			if b.uses[w.Nodes[i]] > 1 {
				b.edge(w, w.Nodes[from:i+1])
				from = i
			}
		}
	}
}

// translations returns the number of languages in which a way has a name.
func translations(t osm.Tags) (n int) {
	for _, tag := range t {
		if strings.HasPrefix(tag.Key, "name:") {
			n++
		}
	}
	return n
}

// edge adds a part of a way.
func (b *builder) edge(w osm.Way, nodes []int32) {
	e := edge{
		line: b.extract.Line(nodes), along: make([]int64, len(nodes)), way: w.ID, tags: w.Tags, weight: weightOf(factor(w.Tags)), islands: [networks]int32{-1, -1},
		steps: w.Tags.Is("highway", "steps"), rough: rough(w.Tags), hours: timed(w.Tags),
	}
	if walkable(w.Tags) {
		e.ahead, e.back = directions(w.Tags)
		e.hold, e.above = holdOf(w.Tags), above(w.Tags)
		b.graph.oneways = b.graph.oneways || !e.ahead || !e.back
	}
	for i := 1; i < len(e.line); i++ {
		// Round up, so that no path is shorter than the straight line.
		e.along[i] = e.along[i-1] + int64(math.Ceil(1000*geo.Distance(e.line[i-1], e.line[i])))
	}
	e.from, e.to = b.corner(nodes[0]), b.corner(nodes[len(nodes)-1])
	i := int32(len(b.graph.edges))
	b.graph.edges = append(b.graph.edges, e)
	for _, c := range [2]int32{e.from, e.to} {
		b.graph.corners[c].edges = append(b.graph.corners[c].edges, i)
	}
}

// corner returns the corner of a node. At an impassable barrier each edge ends at a corner
// of its own.
func (b *builder) corner(node int32) int32 {
	i, ok := b.corners[node]
	tags := b.spots[node]
	if !ok || bars(tags) {
		i = int32(len(b.graph.corners))
		p := b.extract.Nodes[node].Point()
		b.graph.corners = append(b.graph.corners, corner{at: p, space: space(p), tags: tags, rough: obstructs(tags), hours: timedGate(tags), lift: lift(tags)})
		b.corners[node] = i
	}
	return i
}

// connect determines the islands of a network, its connected components: a path in a
// courtyard is near many sites but not connected to the others.
func (b *builder) connect(n network) {
	g := b.graph
	in := func(e *edge) bool { return e.walkable() && (n == whole || !e.rough) && e.islands[n] < 0 }
	var todo []int32
	for i := range g.edges {
		if !in(&g.edges[i]) {
			continue
		}
		next := int32(len(g.lengths[n]))
		g.lengths[n] = append(g.lengths[n], 0)
		g.edges[i].islands[n], todo = next, append(todo, int32(i))
		for len(todo) > 0 {
			e := &g.edges[todo[len(todo)-1]]
			todo = todo[:len(todo)-1]
			g.lengths[n][next] += e.length()
			for _, c := range [2]int32{e.from, e.to} {
				for _, j := range g.corners[c].edges {
					if in(&g.edges[j]) {
						g.edges[j].islands[n], todo = next, append(todo, j)
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

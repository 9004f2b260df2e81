package walk

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// Details are what a path passes.
type Details struct {
	// Streets contains the tags of a named way for each street that the path follows, in
	// the order of the path. A pavement is part of its street.
	Streets   []osm.Tags
	Flights   []Flight
	Crossings []Crossing
}

// A Flight is a flight of steps.
type Flight struct {
	Count     int  // of steps; 0 if unknown
	Rise      int  // 1 if it leads up, -1 if it leads down, 0 if unknown
	Ramp      bool // next to the steps
	Escalator bool
}

// A Crossing is a place where the path crosses a road. Quiet streets count where a crossing
// is marked.
type Crossing struct{ Marked, Signals bool }

// Describe returns what a path that Find has found passes.
func (g *Graph) Describe(p Path) Details {
	d := describer{graph: g}
	for i, q := range p.parts {
		if i > 0 {
			d.cross(p.parts[i-1], q)
		}
		d.follow(q)
		d.climb(q)
		d.walked += abs(q.to - q.from)
	}
	return Details{d.named(), d.flights, d.found()}
}

type describer struct {
	graph   *Graph
	walked  int64 // millimetres so far
	streets []street
	flights []Flight
	way     int64 // id of the current flight of steps, or 0
	crossed []crossed
}

// A street is one that a path follows.
type street struct {
	name   string
	length int64
}

// shortestStreet is the length in millimetres of a street worth naming: others are just
// crossed.
const shortestStreet = 15_000

// follow adds a part to its street.
func (d *describer) follow(q part) {
	tags := d.graph.edges[q.edge].tags
	name := tags.Get("name")
	if name == "" && traffic(tags) == noTraffic {
		name = d.graph.alongside(q)
	}
	if name == "" {
		return
	}
	i := slices.IndexFunc(d.streets, func(s street) bool { return s.name == name })
	if i < 0 {
		i, d.streets = len(d.streets), append(d.streets, street{name: name})
	}
	d.streets[i].length += abs(q.to - q.from)
}

func (d *describer) named() (all []osm.Tags) {
	for _, s := range d.streets {
		if s.length >= shortestStreet {
			all = append(all, d.graph.names[s.name])
		}
	}
	return all
}

// A pavement is at most so many metres from the middle of its street, any other path by
// the side of a street less, and both have its direction: the sine of the angle between
// them is small.
const (
	pavementOffset = 25.0
	pathOffset     = 12.0
	sameDirection  = 0.35
)

// alongside returns the name of the street to which an unnamed path belongs, or "".
func (g *Graph) alongside(q part) (name string) {
	e := &g.edges[q.edge]
	from, to := e.point(q.from), e.point(q.to)
	nearest := pathOffset
	if e.tags.Is("footway", "sidewalk", "crossing") {
		nearest = pavementOffset
	}
	g.near(e.point((q.from+q.to)/2), func(p piece, _, metres float64) {
		road := &g.edges[p.edge]
		if metres >= nearest || traffic(road.tags) < calmTraffic || road.tags.Get("name") == "" || tunnel(road.tags) != tunnel(e.tags) {
			return
		}
		if math.Abs(sine(from, to, road.line[p.at], road.line[p.at+1])) < sameDirection {
			nearest, name = metres, road.tags.Get("name")
		}
	})
	return name
}

// sine returns the sine of the angle between two lines.
func sine(a, b, c, d geo.Point) float64 { return math.Sin(bearing(c, d) - bearing(a, b)) }

// bearing returns the direction from one point to another near it, in radians
// counterclockwise from the east.
func bearing(from, to geo.Point) float64 {
	return math.Atan2(to.Lat-from.Lat, (to.Lon-from.Lon)*math.Cos(from.Lat*math.Pi/180))
}

// climb records a flight of steps when it begins.
func (d *describer) climb(q part) {
	e := &d.graph.edges[q.edge]
	switch {
	case !e.steps:
		d.way = 0
	case d.way != e.way:
		d.way = e.way
		f := Flight{Count: stepCount(e.tags), Rise: rise(e.tags), Ramp: ramp(e.tags), Escalator: e.tags.Is("conveying", "yes", "forward", "backward", "reversible")}
		if q.to < q.from {
			f.Rise = -f.Rise
		}
		d.flights = append(d.flights, f)
	}
}

// A crossed road is one that the path crosses.
type crossed struct {
	Crossing
	name   string
	oneway bool
	at     int64 // millimetres from the start
}

// cross records the road that the path crosses between two parts: one that has branches
// on both sides.
func (d *describer) cross(a, b part) {
	g := d.graph
	c := g.edges[a.edge].corner(a.to)
	if c < 0 {
		return
	}
	corner := &g.corners[c]
	back, onward := bearing(corner.at, g.edges[a.edge].next(a.to, a.from)), bearing(corner.at, g.edges[b.edge].next(b.from, b.to))
	sides, road := [2]trafficClass{}, osm.Tags(nil)
	found := crossingAt(corner.tags)
	marked := found.Marked
	for _, i := range corner.edges {
		e := &g.edges[i]
		if class := traffic(e.tags); i != a.edge && i != b.edge && class >= calmTraffic {
			away := bearing(corner.at, e.next(0, e.length()))
			if e.to == c {
				away = bearing(corner.at, e.next(e.length(), 0))
			}
			side := 0
			if turn(onward, away) > turn(onward, back) {
				side = 1
			}
			sides[side], road = max(sides[side], class), e.tags
			if e.length() < junction {
				found.add(crossingAt(g.corners[e.from+e.to-c].tags))
			}
		}
	}
	found.Signals = found.Signals || signals(g.edges[a.edge].tags) || signals(g.edges[b.edge].tags)
	if class := min(sides[0], sides[1]); class == heavyTraffic || class == calmTraffic && marked {
		d.crossed = append(d.crossed, crossed{found, road.Get("name"), road.Is("oneway", "yes"), d.walked})
	}
}

// junction is how far in millimetres from the middle of a junction its crossings are. A way
// that follows the middle of a street passes next to them.
const junction = 30_000

// crossingAt returns the crossing at a node.
func crossingAt(t osm.Tags) Crossing {
	return Crossing{Marked: t.Is("highway", "crossing") || signals(t), Signals: signals(t)}
}

func (c *Crossing) add(other Crossing) {
	c.Marked, c.Signals = c.Marked || other.Marked, c.Signals || other.Signals
}

// turn returns the angle from one bearing counterclockwise to another.
func turn(from, to float64) float64 { return math.Mod(to-from+4*math.Pi, 2*math.Pi) }

// next returns the point that follows one at an end of the edge, in the direction of
// another.
func (e *edge) next(from, to int64) geo.Point {
	if to > from {
		return e.line[1]
	}
	return e.line[len(e.line)-2]
}

// carriageways is the maximum distance in millimetres of the two halves of a road.
const carriageways = 30_000

// found returns the crossings. The two carriageways of a road are crossed at once.
func (d *describer) found() (all []Crossing) {
	for i, c := range d.crossed {
		if i > 0 {
			before := d.crossed[i-1]
			if c.oneway && before.oneway && c.name == before.name && c.at-before.at < carriageways {
				last := &all[len(all)-1]
				last.add(c.Crossing)
				continue
			}
		}
		all = append(all, c.Crossing)
	}
	return all
}

// signals reports whether a crossing has traffic lights.
func signals(t osm.Tags) bool {
	return t.Is("highway", "traffic_signals") || t.Is("crossing", "traffic_signals") || t.Is("crossing:signals", "yes")
}

// longestFlight is the number of steps beyond which a step_count is a mistake.
const longestFlight = 3000

func stepCount(t osm.Tags) int {
	n := 0
	for _, c := range t.Get("step_count") {
		if n = 10*n + int(c-'0'); c < '0' || c > '9' || n > longestFlight {
			return 0
		}
	}
	return n
}

// rise returns 1 if a way leads up in its direction, and -1 if it leads down: incline is
// "up", "down", or a number such as "-30%".
func rise(t osm.Tags) int {
	switch v := t.Get("incline"); {
	case v == "up":
		return 1
	case v == "down":
		return -1
	default:
		n, err := strconv.ParseFloat(strings.TrimRight(v, "%°"), 64)
		if err != nil {
			return 0
		}
		return cmp.Compare(n, 0)
	}
}

// ramp reports whether wheels can be pushed or driven next to the steps. A ramp for
// bicycles alone is a groove.
func ramp(t osm.Tags) bool {
	return t.Is("ramp:wheelchair", "yes") || t.Is("ramp:stroller", "yes") || t.Is("ramp", "yes", "separate")
}

package walk

import (
	"math"
	"slices"

	"wayside/internal/geo"
)

// A cell is a cell of the grid used to find edges near a position.
type cell struct{ lat, lon int32 }

// cellSize is in degrees: about a hundred metres of latitude.
const cellSize = 0.001

// A piece is one segment of an edge: from line[at] to line[at+1].
type piece struct{ edge, at int32 }

func cellOf(p geo.Point) cell {
	return cell{int32(math.Floor(p.Lat / cellSize)), int32(math.Floor(p.Lon / cellSize))}
}

// index adds each piece to the cells that its box touches. It skips pieces longer than a few
// kilometres, which do not occur in real paths.
func (g *Graph) index() {
	for i := range g.edges {
		if !g.edges[i].walkable() {
			continue
		}
		line := g.edges[i].line
		for at := range len(line) - 1 {
			a, b := cellOf(line[at]), cellOf(line[at+1])
			a, b = cell{min(a.lat, b.lat), min(a.lon, b.lon)}, cell{max(a.lat, b.lat), max(a.lon, b.lon)}
			if int64(b.lat-a.lat+1)*int64(b.lon-a.lon+1) > 2500 {
				continue
			}
			for lat := a.lat; lat <= b.lat; lat++ {
				for lon := a.lon; lon <= b.lon; lon++ {
					c := cell{lat, lon}
					g.grid[c] = append(g.grid[c], piece{int32(i), int32(at)})
				}
			}
		}
	}
}

// A foothold is a point of an edge near a position.
type foothold struct {
	edge  int32
	point geo.Point
	along int64 // millimetres from the start of the edge
}

// near calls do with the nearest point of each piece near a position. Pieces that are in
// several cells are repeated.
func (g *Graph) near(p geo.Point, do func(q piece, part, metres float64)) {
	// The flat approximation is sufficient within two hundred metres.
	north := geo.Distance(geo.Point{}, geo.Point{Lat: 1})
	east := north * math.Max(0.01, math.Cos(p.Lat*math.Pi/180))
	low := cellOf(geo.Point{Lat: p.Lat - MaxOffset/north, Lon: p.Lon - MaxOffset/east})
	high := cellOf(geo.Point{Lat: p.Lat + MaxOffset/north, Lon: p.Lon + MaxOffset/east})
	for lat := low.lat; lat <= high.lat; lat++ {
		for lon := low.lon; lon <= high.lon; lon++ {
			for _, q := range g.grid[cell{lat, lon}] {
				a, b := g.edges[q.edge].line[q.at], g.edges[q.edge].line[q.at+1]
				dx, dy := (b.Lon-a.Lon)*east, (b.Lat-a.Lat)*north
				x, y := (p.Lon-a.Lon)*east, (p.Lat-a.Lat)*north
				part := 0.0
				if square := dx*dx + dy*dy; square > 0 {
					part = max(0, min(1, (x*dx+y*dy)/square))
				}
				x, y = x-part*dx, y-part*dy
				if square := x*x + y*y; square <= MaxOffset*MaxOffset {
					do(q, part, math.Sqrt(square))
				}
			}
		}
	}
}

// foothold returns a point of a piece.
func (g *Graph) foothold(q piece, part float64) foothold {
	e := &g.edges[q.edge]
	a, b := e.line[q.at], e.line[q.at+1]
	return foothold{
		edge:  q.edge,
		point: geo.Point{Lat: a.Lat + part*(b.Lat-a.Lat), Lon: a.Lon + part*(b.Lon-a.Lon)},
		along: e.along[q.at] + int64(math.Round(part*float64(e.along[q.at+1]-e.along[q.at]))),
	}
}

// climbing is how much farther from a position a way on the ground may be than one above
// it, in metres: a memorial under a viaduct is at the street, one on a bridge is not at
// the bank of the river.
const climbing = 20.0

// away returns how far an edge is from a position. Where edges need not hold anything, all
// are alike.
func (e *edge) away(metres float64, least hold) float64 {
	if e.above && least > holdsNothing {
		return metres + climbing
	}
	return metres
}

// islands returns the distances to the islands of a network near a position, on edges
// that hold at least as much as given.
func (g *Graph) islands(p geo.Point, n network, least hold) map[int32]float64 {
	nearest := map[int32]float64{}
	g.near(p, func(q piece, _, metres float64) {
		e := &g.edges[q.edge]
		if e.hold < least || e.islands[n] < 0 {
			return
		}
		metres = e.away(metres, least)
		if known, ok := nearest[e.islands[n]]; !ok || metres < known {
			nearest[e.islands[n]] = metres
		}
	})
	return nearest
}

// nearest returns the points of an island at the minimum distance.
func (g *Graph) nearest(p geo.Point, n network, island int32, least hold, distance float64) []foothold {
	var all []foothold
	g.near(p, func(q piece, part, metres float64) {
		if e := &g.edges[q.edge]; e.hold < least || e.islands[n] != island || e.away(metres, least) > distance+same {
			return
		}
		f := g.foothold(q, part)
		if !slices.ContainsFunc(all, func(o foothold) bool { return o.edge == f.edge && o.along == f.along }) {
			all = append(all, f)
		}
	})
	return all
}

// same is the tolerance in metres for comparing distances: several edges may share the
// nearest point if it is a corner.
const same = 0.01

package walk

import (
	"math"
	"slices"

	"wayside/internal/geo"
)

// A cell of the grid that finds edges near a position.
type cell struct{ lat, lon int32 }

// cellSize is in degrees: about a hundred metres of latitude.
const cellSize = 0.001

// A piece is one straight part of an edge: from line[at] to line[at+1].
type piece struct{ edge, at int32 }

func cellOf(p geo.Point) cell {
	return cell{int32(math.Floor(p.Lat / cellSize)), int32(math.Floor(p.Lon / cellSize))}
}

// index enters each piece in the cells that its box touches. One of more than
// a few kilometres is nobody's: a path is not drawn so.
func (g *Graph) index() {
	for i := range g.edges {
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
	along int64 // millimetres from the edge's beginning
}

// near calls do with the nearest point of each piece near a position. Pieces
// that lie in several cells come several times.
func (g *Graph) near(p geo.Point, do func(q piece, part, metres float64)) {
	// Flat enough within two hundred metres.
	north := geo.Distance(geo.Point{}, geo.Point{Lat: 1})
	east := north * math.Max(0.01, math.Cos(p.Lat*math.Pi/180))
	low := cellOf(geo.Point{Lat: p.Lat - Far/north, Lon: p.Lon - Far/east})
	high := cellOf(geo.Point{Lat: p.Lat + Far/north, Lon: p.Lon + Far/east})
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
				if square := x*x + y*y; square <= Far*Far {
					do(q, part, math.Sqrt(square))
				}
			}
		}
	}
}

// foothold is a point of a piece.
func (g *Graph) foothold(q piece, part float64) foothold {
	e := &g.edges[q.edge]
	a, b := e.line[q.at], e.line[q.at+1]
	return foothold{
		edge:  q.edge,
		point: geo.Point{Lat: a.Lat + part*(b.Lat-a.Lat), Lon: a.Lon + part*(b.Lon-a.Lon)},
		along: e.along[q.at] + int64(math.Round(part*float64(e.along[q.at+1]-e.along[q.at]))),
	}
}

// islands are how far from a position the islands near it are.
func (g *Graph) islands(p geo.Point) map[int32]float64 {
	nearest := map[int32]float64{}
	g.near(p, func(q piece, _, metres float64) {
		island := g.edges[q.edge].island
		if known, ok := nearest[island]; !ok || metres < known {
			nearest[island] = metres
		}
	})
	return nearest
}

// holds are the points of an island that are as near as its nearest.
func (g *Graph) holds(p geo.Point, island int32, nearest float64) []foothold {
	var all []foothold
	g.near(p, func(q piece, part, metres float64) {
		if g.edges[q.edge].island != island || metres > nearest+same {
			return
		}
		f := g.foothold(q, part)
		if !slices.ContainsFunc(all, func(o foothold) bool { return o.edge == f.edge && o.along == f.along }) {
			all = append(all, f)
		}
	})
	return all
}

// same is how much farther, in metres, a way may be that is as near as the
// nearest: at a corner several begin.
const same = 0.01

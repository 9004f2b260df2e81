package geo

import (
	"cmp"
	"math"
	"slices"
)

// An Index finds a point's neighbours without measuring all points: points are stored in the
// cells of a grid, cellSize degrees wide.
type Index struct {
	points []Point
	cells  map[cell][]int32
}

type cell struct{ lat, lon int32 }

const (
	cellSize = 0.02
	degree   = 111_000.0 // metres per degree of latitude, rounded down
)

// A Neighbour is a point of an Index, with its distance in metres.
type Neighbour struct {
	I      int
	Metres float64
}

// NewIndex indexes the points. Invalid points are never neighbours.
func NewIndex(points []Point) *Index {
	x := &Index{points: points, cells: make(map[cell][]int32, len(points)/4+1)}
	for i, p := range points {
		if p.Valid() {
			c := cellOf(p)
			x.cells[c] = append(x.cells[c], int32(i))
		}
	}
	return x
}

func cellOf(p Point) cell {
	return cell{int32(math.Floor(p.Lat / cellSize)), int32(math.Floor(p.Lon / cellSize))}
}

// Near returns up to count neighbours of point i within the given distance, nearest first,
// then in the order of the list. It searches rings of cells around the point until farther
// ones cannot contain a nearer neighbour. Near a pole, across the date line and over large
// distances, where the grid does not help, it measures all points.
func (x *Index) Near(i, count int, within float64) []Neighbour {
	p := x.points[i]
	if !p.Valid() || count <= 0 {
		return nil
	}
	// The minimum width of a cell within the distance: cells become narrower polewards.
	polewards := math.Abs(p.Lat) + within/degree
	narrow := cellSize * degree * math.Cos(radians(math.Min(polewards, 90)))
	rings := math.Ceil(within / narrow)
	home := cellOf(p)
	near := make([]Neighbour, 0, count+1)
	east := degree * math.Cos(radians(math.Min(polewards, 90)))
	add := func(j int32) {
		q := x.points[j]
		if len(near) == count {
			// The distance in one direction already exceeds that of the farthest
			// neighbour found: no need to compute it.
			if worst := near[count-1].Metres; math.Abs(p.Lat-q.Lat)*degree > worst || math.Abs(p.Lon-q.Lon) < 180 && math.Abs(p.Lon-q.Lon)*east > worst {
				return
			}
		}
		if int(j) != i {
			near = insert(near, Neighbour{int(j), Distance(p, q)}, count, within)
		}
	}
	if polewards > 89 || rings > 400 || math.Abs(p.Lon)+(rings+1)*cellSize > 180 {
		for j := range x.points {
			if x.points[j].Valid() {
				add(int32(j))
			}
		}
		return near
	}
	for ring := int32(0); ring <= int32(rings); ring++ {
		if len(near) >= count && near[count-1].Metres < float64(ring-1)*narrow {
			break
		}
		for lat := home.lat - ring; lat <= home.lat+ring; lat++ {
			step := 2 * ring
			if lat == home.lat-ring || lat == home.lat+ring || step == 0 {
				step = 1
			}
			for lon := home.lon - ring; lon <= home.lon+ring; lon += step {
				for _, j := range x.cells[cell{lat, lon}] {
					add(j)
				}
			}
		}
	}
	return near
}

// insert inserts a neighbour, keeping the nearest count in order.
func insert(near []Neighbour, n Neighbour, count int, within float64) []Neighbour {
	if n.Metres > within || len(near) == count && byDistance(n, near[count-1]) > 0 {
		return near
	}
	at, _ := slices.BinarySearchFunc(near, n, byDistance)
	near = slices.Insert(near, at, n)
	return near[:min(len(near), count)]
}

func byDistance(a, b Neighbour) int {
	return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.I, b.I))
}

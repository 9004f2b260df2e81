package track

import (
	"math"

	"wayside/internal/geo"
)

// A spot is a point on the plane, in metres east and north of its origin.
type spot struct{ x, y float64 }

func apart(a, b spot) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// far compares squared distances: smoothing calls it a million times.
func far(a, b spot, metres float64) bool {
	dx, dy := a.x-b.x, a.y-b.y
	return dx*dx+dy*dy > metres*metres
}

// A plane is a flat projection around an origin, for comparing shapes. Lengths are
// computed on the sphere. The projection is accurate to 1% for a hundred kilometres
// north and south.
type plane struct {
	origin    geo.Point
	east, per float64 // metres per degree of longitude, and of latitude
}

func planeAt(origin geo.Point) plane {
	per := geo.Distance(geo.Point{}, geo.Point{Lat: 1})
	// Not zero even at a pole, so that the projection can be inverted.
	return plane{origin, per * math.Max(math.Cos(origin.Lat*math.Pi/180), 1e-6), per}
}

func (f plane) spot(p geo.Point) spot {
	return spot{math.Remainder(p.Lon-f.origin.Lon, 360) * f.east, (p.Lat - f.origin.Lat) * f.per}
}

func (f plane) point(s spot) geo.Point {
	lat := f.origin.Lat + s.y/f.per
	return geo.Point{Lat: math.Max(-90, math.Min(90, lat)), Lon: math.Remainder(f.origin.Lon+s.x/f.east, 360)}
}

// nearest returns the distance of q from the segment a–b, and the position of the
// nearest point on it from 0 to 1.
func nearest(q, a, b spot) (metres, part float64) {
	dx, dy := b.x-a.x, b.y-a.y
	if square := dx*dx + dy*dy; square > 0 {
		part = math.Max(0, math.Min(1, ((q.x-a.x)*dx+(q.y-a.y)*dy)/square))
	}
	return apart(q, spot{a.x + part*dx, a.y + part*dy}), part
}

// chunk is the maximum number of points that simplify processes together, because
// Douglas–Peucker can take quadratic time.
const chunk = 512

// simplify returns the indexes of the points to keep so that the others are within the
// tolerance of the line through them (Douglas–Peucker). Visvalingam's algorithm gives
// smoother lines but does not bound the distance.
func simplify(line []geo.Point, tolerance float64) []int {
	flat := planeAt(line[0])
	spots := make([]spot, len(line))
	for i, p := range line {
		spots[i] = flat.spot(p)
	}
	kept := []int{0}
	for from := 0; from < len(line)-1; from += chunk {
		kept = split(kept, spots, from, min(from+chunk, len(line)-1), tolerance)
	}
	return kept
}

// split appends the indexes to keep after from, up to and including to.
func split(kept []int, spots []spot, from, to int, tolerance float64) []int {
	worst, at := tolerance, 0
	for i := from + 1; i < to; i++ {
		if d, _ := nearest(spots[i], spots[from], spots[to]); d > worst {
			worst, at = d, i
		}
	}
	if at == 0 {
		return append(kept, to)
	}
	return split(split(kept, spots, from, at, tolerance), spots, at, to, tolerance)
}

package track

import (
	"math"

	"wayside/internal/geo"
)

// A spot is a point on a plane, in metres east and north of its origin.
type spot struct{ x, y float64 }

func apart(a, b spot) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// far compares without the square root, which smoothing would take a million
// times.
func far(a, b spot, metres float64) bool {
	dx, dy := a.x-b.x, a.y-b.y
	return dx*dx+dy*dy > metres*metres
}

// A plane is the country around an origin laid flat. Shapes are told on it,
// and lengths on the sphere: it is true within a per cent for a hundred
// kilometres north and south.
type plane struct {
	origin    geo.Point
	east, per float64 // metres of a degree of longitude, and of latitude
}

func planeAt(origin geo.Point) plane {
	per := geo.Distance(geo.Point{}, geo.Point{Lat: 1})
	// Not nothing even at a pole, so that what is flattened can be raised.
	return plane{origin, per * math.Max(math.Cos(origin.Lat*math.Pi/180), 1e-6), per}
}

func (f plane) spot(p geo.Point) spot {
	return spot{math.Remainder(p.Lon-f.origin.Lon, 360) * f.east, (p.Lat - f.origin.Lat) * f.per}
}

func (f plane) point(s spot) geo.Point {
	lat := f.origin.Lat + s.y/f.per
	return geo.Point{Lat: math.Max(-90, math.Min(90, lat)), Lon: math.Remainder(f.origin.Lon+s.x/f.east, 360)}
}

// nearest is how far q is from the segment a–b, and at what part of it the
// nearest point lies, from 0 to 1.
func nearest(q, a, b spot) (metres, part float64) {
	dx, dy := b.x-a.x, b.y-a.y
	if square := dx*dx + dy*dy; square > 0 {
		part = math.Max(0, math.Min(1, ((q.x-a.x)*dx+(q.y-a.y)*dy)/square))
	}
	return apart(q, spot{a.x + part*dx, a.y + part*dy}), part
}

// chunk bounds what simplify looks at together: the time that Douglas and
// Peucker's method takes can grow with the square of it.
const chunk = 512

// simplify returns which points to keep so that no other lies farther than
// the tolerance from the line through them (Douglas–Peucker). Visvalingam's
// areas make smoother coastlines, but bound no distance.
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

// split appends what to keep after from, up to and with to.
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

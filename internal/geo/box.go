package geo

import "math"

// A Box is an area between two parallels and two meridians. It cannot cross the date line.
type Box struct{ Min, Max Point }

// Around returns the smallest box that contains the points. It is empty without points.
func Around(points ...Point) Box {
	b := Box{Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}}
	for _, p := range points {
		b = b.Add(p)
	}
	return b
}

// Add returns the smallest box that contains b and the point.
func (b Box) Add(p Point) Box {
	return Box{
		Point{math.Min(b.Min.Lat, p.Lat), math.Min(b.Min.Lon, p.Lon)},
		Point{math.Max(b.Max.Lat, p.Lat), math.Max(b.Max.Lon, p.Lon)},
	}
}

// Empty reports whether the box contains no point.
func (b Box) Empty() bool { return !(b.Min.Lat <= b.Max.Lat && b.Min.Lon <= b.Max.Lon) }

// Has reports whether the point is in the box or on its edge.
func (b Box) Has(p Point) bool {
	return p.Lat >= b.Min.Lat && p.Lat <= b.Max.Lat && p.Lon >= b.Min.Lon && p.Lon <= b.Max.Lon
}

// Meets reports whether the two boxes have a point in common.
func (b Box) Meets(c Box) bool {
	return b.Min.Lat <= c.Max.Lat && c.Min.Lat <= b.Max.Lat && b.Min.Lon <= c.Max.Lon && c.Min.Lon <= b.Max.Lon
}

// Common returns the part that the two boxes have in common.
func (b Box) Common(c Box) Box {
	return Box{
		Point{math.Max(b.Min.Lat, c.Min.Lat), math.Max(b.Min.Lon, c.Min.Lon)},
		Point{math.Min(b.Max.Lat, c.Max.Lat), math.Min(b.Max.Lon, c.Max.Lon)},
	}
}

// Covers reports whether the box contains all of c.
func (b Box) Covers(c Box) bool { return c.Empty() || b.Has(c.Min) && b.Has(c.Max) }

// Grow returns the box with a margin in metres on each side.
func (b Box) Grow(metres float64) Box {
	if b.Empty() {
		return b
	}
	lat := metres / degree
	lon := lat / math.Max(0.01, math.Cos(radians(math.Max(math.Abs(b.Min.Lat), math.Abs(b.Max.Lat)))))
	return Box{
		Point{math.Max(-90, b.Min.Lat-lat), math.Max(-180, b.Min.Lon-lon)},
		Point{math.Min(90, b.Max.Lat+lat), math.Min(180, b.Max.Lon+lon)},
	}
}

// Diagonal returns the distance between the box's corners in metres, or 0 if it is empty.
func (b Box) Diagonal() float64 {
	if b.Empty() {
		return 0
	}
	return Distance(b.Min, b.Max)
}

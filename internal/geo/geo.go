// Package geo provides positions on the Earth: datums, distances and boxes.
//
// Positions are in WGS-84, in degrees, and distances in metres. The datums GCJ-02 and BD-09
// of Chinese map services are used only in conversions.
package geo

import "math"

// A Point is a WGS-84 position in degrees: latitude north and longitude east.
type Point struct{ Lat, Lon float64 }

// earthRadius is the mean radius in metres (IUGG R1).
const earthRadius = 6371008.8

// Valid reports whether the coordinates are in range.
func (p Point) Valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180
}

// Distance returns the great-circle distance between a and b in metres, by the haversine
// formula. It is accurate to 0.5 % at any distance and numerically stable at short ones.
func Distance(a, b Point) float64 {
	la, lb := radians(a.Lat), radians(b.Lat)
	dLat, dLon := lb-la, radians(b.Lon-a.Lon)
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(la)*math.Cos(lb)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

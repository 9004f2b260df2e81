package geo

import "math"

// Datums are the datums that editors may specify. Positions are converted to the first.
var Datums = []string{"WGS-84", "GCJ-02", "BD-09"}

// The Krasovsky 1940 ellipsoid, on which GCJ-02 is defined.
const (
	krasovskyA  = 6378245.0
	krasovskyE2 = 0.00669342162296594323
)

// FromWGS84 converts a position to the named datum. It is the inverse of ToWGS84.
func FromWGS84(p Point, datum string) Point {
	switch datum {
	case "GCJ-02":
		return toGCJ02(p)
	case "BD-09":
		return gcj02ToBD09(toGCJ02(p))
	}
	return p
}

// ToWGS84 converts a position from the named datum. "" and unknown names mean WGS-84.
// Outside China GCJ-02 equals WGS-84, but BD-09 is shifted everywhere.
func ToWGS84(p Point, datum string) Point {
	if datum != "GCJ-02" && datum != "BD-09" {
		return p
	}
	// The published inverses have errors of up to two metres. A fixed-point
	// iteration is accurate to less than a micrometre after a few rounds.
	q := p
	for range 30 {
		r := FromWGS84(q, datum)
		dLat, dLon := p.Lat-r.Lat, p.Lon-r.Lon
		q.Lat += dLat
		q.Lon += dLon
		if math.Abs(dLat) < 1e-13 && math.Abs(dLon) < 1e-13 {
			break
		}
	}
	return q
}

// InChina reports whether a position is in the rectangle in which GCJ-02 applies.
func InChina(p Point) bool {
	return p.Lon >= 72.004 && p.Lon <= 137.8347 && p.Lat >= 0.8293 && p.Lat <= 55.8271
}

// toGCJ02 converts from WGS-84 to GCJ-02, which Chinese map services use.
func toGCJ02(p Point) Point {
	if !InChina(p) {
		return p
	}
	x, y := p.Lon-105, p.Lat-35
	waves := 20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)
	dLat := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x)) +
		(waves+20*math.Sin(y*math.Pi)+40*math.Sin(y/3*math.Pi)+160*math.Sin(y/12*math.Pi)+320*math.Sin(y*math.Pi/30))*2/3
	dLon := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x)) +
		(waves+20*math.Sin(x*math.Pi)+40*math.Sin(x/3*math.Pi)+150*math.Sin(x/12*math.Pi)+300*math.Sin(x/30*math.Pi))*2/3
	lat := radians(p.Lat)
	magic := 1 - krasovskyE2*math.Pow(math.Sin(lat), 2)
	root := math.Sqrt(magic)
	dLat = dLat * 180 / (krasovskyA * (1 - krasovskyE2) / (magic * root) * math.Pi)
	dLon = dLon * 180 / (krasovskyA / root * math.Cos(lat) * math.Pi)
	return Point{Lat: p.Lat + dLat, Lon: p.Lon + dLon}
}

// gcj02ToBD09 converts from GCJ-02 to BD-09, which Baidu uses.
func gcj02ToBD09(p Point) Point {
	const k = math.Pi * 3000 / 180
	z := math.Hypot(p.Lon, p.Lat) + 0.00002*math.Sin(p.Lat*k)
	theta := math.Atan2(p.Lat, p.Lon) + 0.000003*math.Cos(p.Lon*k)
	return Point{Lat: z*math.Sin(theta) + 0.006, Lon: z*math.Cos(theta) + 0.0065}
}

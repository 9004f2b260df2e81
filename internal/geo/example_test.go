package geo_test

import (
	"fmt"

	"wayside/internal/geo"
)

// A position copied from a Chinese map is off by several hundred metres before conversion.
func ExampleToWGS84() {
	copied := geo.Point{Lat: 40.00401, Lon: 116.32653}
	p := geo.ToWGS84(copied, "GCJ-02")
	fmt.Printf("%.5f, %.5f, %.0f m away\n", p.Lat, p.Lon, geo.Distance(copied, p))
	// Output: 40.00271, 116.32040, 542 m away
}

package export

import (
	"net/url"
	"strings"

	"wayside/internal/geo"
)

// A MapLink is a link that opens a position in a map program.
type MapLink struct {
	Program string // "amap", "baidu", "apple", "google", "geo"
	Href    string
}

// MapLinks returns the links to a position, beginning with those commonly used in the
// country. Each program gets its own datum.
//
// For a guide of China this is GCJ-02 for Amap and BD-09 for Baidu. Apple and Google get
// GCJ-02, too: their street maps of China come from Amap and use its datum, but positions
// in links are not converted, so that a marker in WGS-84 would be off by hundreds of
// metres (dpa99c/phonegap-launch-navigator, issue 186, for Apple; mapsme/api-ios, issue
// 18, for Google). As a drawback, the marker is off on Google's satellite images, which
// are in WGS-84 but not shown by default. For other countries all programs get WGS-84;
// the links to the two Chinese ones declare it, and they convert it themselves. Our
// conversion cannot be used there, because its rectangle around China includes Seoul and
// Hanoi.
//
// geo: is in WGS-84 by definition (RFC 5870).
func MapLinks(name string, at geo.Point, country string) []MapLink {
	amap, baidu := "wgs84", "wgs84"
	gcj, bd := at, at
	if country == "CN" {
		amap, baidu = "gaode", "bd09ll"
		gcj, bd = geo.FromWGS84(at, "GCJ-02"), geo.FromWGS84(at, "BD-09")
	}
	name = line(name)
	q := strings.ReplaceAll(url.QueryEscape(name), "+", "%20") // some programs do not decode a plus as a space
	chinese := []MapLink{
		{"amap", "https://uri.amap.com/marker?position=" + eastNorth(gcj) + "&name=" + q + "&src=wayside&coordinate=" + amap + "&callnative=1"},
		{"baidu", "https://api.map.baidu.com/marker?location=" + northEast(bd) + "&title=" + q + "&content=" + q + "&output=html&coord_type=" + baidu + "&src=webapp.wayside.guide"},
	}
	others := []MapLink{
		{"apple", "https://maps.apple.com/?ll=" + northEast(gcj) + "&q=" + q},
		{"google", "https://www.google.com/maps/search/?api=1&query=" + url.QueryEscape(northEast(gcj))},
	}
	all := append(others, chinese...)
	if country == "CN" {
		all = append(chinese, others...)
	}
	return append(all, MapLink{"geo", "geo:" + northEast(at)})
}

func northEast(p geo.Point) string {
	return string(degree(p.Lat).text()) + "," + string(degree(p.Lon).text())
}

func eastNorth(p geo.Point) string { return tuples(p) }

package export

import (
	"net/url"
	"strings"

	"wayside/internal/geo"
)

// A MapLink opens a position in a map program.
type MapLink struct {
	Program string // "amap", "baidu", "apple", "google", "geo"
	Href    string
}

// MapLinks are the links to a position, those first that people of the
// country use. Each program gets its own datum.
//
// In a guide of China that is GCJ-02 for Amap and BD-09 for Baidu; and GCJ-02
// for Apple and Google too, whose streets there are Amap's and lie in its
// datum, while the position in a link is taken as it is: a marker in WGS-84
// stands hundreds of metres beside its gate (dpa99c/phonegap-launch-navigator,
// issue 186, for Apple; mapsme/api-ios, issue 18, for Google). Google's
// satellite picture, which is in WGS-84, is then off instead; it is not what
// opens first. In a guide of any other country all get WGS-84, and the two
// Chinese ones are told so and convert it themselves: the rectangle about
// China in which our formulas shift holds Seoul and Hanoi too.
//
// geo: is WGS-84 by its definition (RFC 5870).
func MapLinks(name string, at geo.Point, country string) []MapLink {
	amap, baidu := "wgs84", "wgs84"
	gcj, bd := at, at
	if country == "CN" {
		amap, baidu = "gaode", "bd09ll"
		gcj, bd = geo.FromWGS84(at, "GCJ-02"), geo.FromWGS84(at, "BD-09")
	}
	name = line(name)
	q := strings.ReplaceAll(url.QueryEscape(name), "+", "%20") // not all of them read a plus as a space
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

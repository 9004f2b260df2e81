package export

import (
	"encoding/xml"
	"strconv"

	"wayside/internal/geo"
)

// decimals is the number of decimals of a coordinate: a resolution of 0.1 m, more than
// the accuracy of any position in a guide.
const decimals = 6

// A degree is a coordinate with the same encoding in every format. The encoding
// packages would write up to fifteen digits of a float64, the last of which may differ
// between processors.
type degree float64

func (d degree) text() []byte {
	b := strconv.AppendFloat(nil, float64(d), 'f', decimals, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b) == "-0" {
		return b[1:]
	}
	return b
}

func (d degree) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	return xml.Attr{Name: name, Value: string(d.text())}, nil
}

func (d degree) MarshalJSON() ([]byte, error) { return d.text(), nil }

// A pair is a position as in GeoJSON and KML, longitude first.
type pair [2]degree

func pairOf(p geo.Point) pair { return pair{degree(p.Lon), degree(p.Lat)} }

// tuples formats positions for KML.
func tuples(line ...geo.Point) string {
	var b []byte
	for i, p := range line {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(append(b, degree(p.Lon).text()...), ','), degree(p.Lat).text()...)
	}
	return string(b)
}

func number(n int) string { return strconv.Itoa(n) }

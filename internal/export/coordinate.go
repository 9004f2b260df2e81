package export

import (
	"encoding/xml"
	"strconv"

	"wayside/internal/geo"
)

// decimals of a coordinate: a tenth of a metre, which is more than any
// position of a guide knows.
const decimals = 6

// A degree is a coordinate as every format writes it. encoding's own float64
// would show fifteen digits of a converted position, and more than one
// processor may agree on.
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

// A pair is a position in the order of GeoJSON and KML: east first.
type pair [2]degree

func pairOf(p geo.Point) pair { return pair{degree(p.Lon), degree(p.Lat)} }

// tuples are positions as KML writes them.
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

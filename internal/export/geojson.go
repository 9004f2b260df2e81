package export

import (
	"bytes"
	"encoding/json"
)

// The objects of RFC 7946 that are used.
type (
	collection struct {
		Type     string    `json:"type"`
		Name     string    `json:"name"`
		About    string    `json:"description,omitempty"`
		Credit   string    `json:"credit,omitempty"`
		URL      string    `json:"url,omitempty"`
		BBox     [4]degree `json:"bbox"`
		Features []feature `json:"features"`
	}
	feature struct {
		Type       string   `json:"type"`
		Geometry   geometry `json:"geometry"`
		Properties any      `json:"properties"`
	}
	geometry struct {
		Type        string `json:"type"`
		Coordinates any    `json:"coordinates"`
	}
	stopProperties struct {
		Number   int     `json:"number"`
		Name     string  `json:"name"`
		Kind     string  `json:"kind,omitempty"`
		URL      string  `json:"url,omitempty"`
		Text     string  `json:"description,omitempty"` // the key that uMap, geojson.io and gpsbabel use
		Stay     int     `json:"stay,omitempty"`        // minutes
		Arrive   string  `json:"arrive,omitempty"`      // ISO 8601, in the guide's timezone
		Depart   string  `json:"depart,omitempty"`      // likewise
		Accuracy float64 `json:"accuracy,omitempty"`    // metres
		Doubt    string  `json:"note,omitempty"`
	}
	wayProperties struct {
		Name   string `json:"name"`
		By     string `json:"by,omitempty"`
		Traced bool   `json:"traced"` // false for a straight line that only shows the order
	}
)

// GeoJSON returns the route as a FeatureCollection: a Point for each stop with a
// position, then the ways as LineStrings. The route must be Located.
func GeoJSON(r *Route) ([]byte, error) {
	low, high := r.bounds()
	c := collection{
		Type: "FeatureCollection", Name: line(r.Name), About: clean(r.About), Credit: clean(r.Credit), URL: r.URL,
		BBox: [4]degree{degree(low.Lon), degree(low.Lat), degree(high.Lon), degree(high.Lat)},
	}
	for i := range r.Stops {
		s := &r.Stops[i]
		if s.At == nil {
			continue
		}
		p := stopProperties{
			Number: s.Number, Name: line(s.Name), Kind: line(s.Kind), URL: s.URL, Text: clean(s.Text), Stay: s.Stay, Accuracy: s.Accuracy, Doubt: clean(s.Doubt),
		}
		if r.Tour != nil {
			p.Arrive, p.Depart = r.Tour.iso(s.Arrive), r.Tour.iso(s.Depart)
		}
		c.Features = append(c.Features, feature{"Feature", geometry{"Point", pairOf(*s.At)}, p})
	}
	for _, way := range r.lines() {
		points := make([]pair, len(way.Line))
		for i, p := range way.Line {
			points[i] = pairOf(p)
		}
		c.Features = append(c.Features, feature{"Feature", geometry{"LineString", points}, wayProperties{line(r.WayLabel), way.By, way.Traced}})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // the output is not embedded in HTML
	err := encoder.Encode(c)
	return b.Bytes(), err
}

package export

import (
	"encoding/xml"
	"slices"
	"strconv"

	"wayside/internal/guide"
)

// The elements of KML 2.2 that are used, in the order of its schema.
type (
	kml struct {
		XMLName  xml.Name    `xml:"kml"`
		Space    string      `xml:"xmlns,attr"`
		Document kmlDocument `xml:"Document"`
	}
	kmlDocument struct {
		Name    string      `xml:"name"`
		Open    int         `xml:"open"`
		Desc    string      `xml:"description,omitempty"`
		Styles  []kmlStyle  `xml:"Style"`
		Folders []kmlFolder `xml:"Folder"`
	}
	kmlStyle struct {
		ID    string `xml:"id,attr"`
		Color string `xml:"LineStyle>color"`
		Width int    `xml:"LineStyle>width"`
	}
	kmlFolder struct {
		Name   string     `xml:"name"`
		Open   int        `xml:"open"`
		Places []kmlPlace `xml:"Placemark"`
	}
	kmlPlace struct {
		Name  string    `xml:"name"`
		Desc  string    `xml:"description,omitempty"`
		Style string    `xml:"styleUrl,omitempty"`
		Data  []kmlData `xml:"ExtendedData>Data"`
		Point *kmlPoint `xml:"Point"`
		Line  *kmlLine  `xml:"LineString"`
	}
	kmlData struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value"`
	}
	kmlPoint struct {
		Coordinates string `xml:"coordinates"`
	}
	kmlLine struct {
		Tessellate  int    `xml:"tessellate"`
		Coordinates string `xml:"coordinates"`
	}
)

// KML returns the route as KML 2.2. Descriptions are plain text, because programs differ
// in the HTML that they support. There are no icons, because they would have to be
// downloaded; programs use their default pin. The route must be Located.
func KML(r *Route) ([]byte, error) {
	d := kmlDocument{Name: line(r.Name), Open: 1, Desc: paragraphs(r.About, r.Credit, r.URL)}
	stops := kmlFolder{Name: line(r.StopsLabel), Open: 1}
	for i := range r.Stops {
		s := &r.Stops[i]
		if s.At == nil {
			continue
		}
		place := kmlPlace{
			Name: line(s.title()), Desc: paragraphs(s.When, s.Doubt, s.Text, s.URL),
			Data: []kmlData{{"number", number(s.Number)}}, Point: &kmlPoint{tuples(*s.At)},
		}
		if s.Stay > 0 {
			place.Data = append(place.Data, kmlData{"stay", number(s.Stay)})
		}
		if s.Accuracy > 0 {
			place.Data = append(place.Data, kmlData{"accuracy", metres(s.Accuracy)})
		}
		if r.Tour != nil {
			place.Data = append(place.Data, kmlData{"arrive", r.Tour.iso(s.Arrive)}, kmlData{"depart", r.Tour.iso(s.Depart)})
		}
		stops.Places = append(stops.Places, place)
	}
	d.Folders = append(d.Folders, stops)
	if ways := r.lines(); len(ways) > 0 {
		folder := kmlFolder{Name: line(r.WayLabel)}
		for _, way := range ways {
			style := styleOf(way.By)
			if !slices.Contains(d.Styles, style) {
				d.Styles = append(d.Styles, style)
			}
			place := kmlPlace{Name: line(r.WayLabel), Style: "#" + style.ID, Line: &kmlLine{1, tuples(way.Line...)}}
			if way.By != "" {
				place.Data = []kmlData{{"by", way.By}}
			}
			place.Data = append(place.Data, kmlData{"traced", strconv.FormatBool(way.Traced)})
			folder.Places = append(folder.Places, place)
		}
		d.Folders = append(d.Folders, folder)
	}
	return encode(kml{Space: "http://www.opengis.net/kml/2.2", Document: d})
}

// styleOf returns a style that distinguishes ways on foot or by bicycle from others by
// both width and colour. Colours are in the order alpha, blue, green, red.
func styleOf(mode string) kmlStyle {
	switch {
	case mode == "", mode == "walk", mode == "cycle":
		return kmlStyle{"on-foot", "ff2a3b8a", 4}
	case slices.Contains(guide.Modes, mode):
		return kmlStyle{"carried", "cc8b5f1f", 2}
	}
	return kmlStyle{"on-foot", "ff2a3b8a", 4}
}

func metres(m float64) string { return strconv.FormatFloat(m, 'f', -1, 64) }

// iso formats a time of the tour with its offset from UTC.
func (t *Tour) iso(minutes int) string { return t.at(minutes).Format("2006-01-02T15:04:05-07:00") }

package export

import (
	"bytes"
	"encoding/xml"

	"wayside/internal/geo"
)

// The elements of GPX 1.1 that are used, in the order of its schema.
type (
	gpx struct {
		XMLName  xml.Name   `xml:"gpx"`
		Space    string     `xml:"xmlns,attr"`
		XSI      string     `xml:"xmlns:xsi,attr"`
		Schema   string     `xml:"xsi:schemaLocation,attr"`
		Version  string     `xml:"version,attr"`
		Creator  string     `xml:"creator,attr"`
		Metadata gpxAbout   `xml:"metadata"`
		Points   []gpxPoint `xml:"wpt"`
		Route    *gpxRoute  `xml:"rte"`
		Track    *gpxTrack  `xml:"trk"`
	}
	gpxAbout struct {
		Name   string     `xml:"name"`
		Desc   string     `xml:"desc,omitempty"`
		Author *gpxPerson `xml:"author"`
		Link   *gpxLink   `xml:"link"`
		Bounds gpxBounds  `xml:"bounds"`
	}
	gpxPerson struct {
		Name string `xml:"name"`
	}
	gpxLink struct {
		Href string `xml:"href,attr"`
		Text string `xml:"text"`
	}
	gpxBounds struct {
		South degree `xml:"minlat,attr"`
		West  degree `xml:"minlon,attr"`
		North degree `xml:"maxlat,attr"`
		East  degree `xml:"maxlon,attr"`
	}
	gpxPoint struct {
		Lat  degree   `xml:"lat,attr"`
		Lon  degree   `xml:"lon,attr"`
		Name string   `xml:"name,omitempty"`
		Cmt  string   `xml:"cmt,omitempty"`
		Desc string   `xml:"desc,omitempty"`
		Link *gpxLink `xml:"link"`
		Sym  string   `xml:"sym,omitempty"`
		Type string   `xml:"type,omitempty"`
	}
	gpxRoute struct {
		Name   string     `xml:"name"`
		Desc   string     `xml:"desc,omitempty"`
		Link   *gpxLink   `xml:"link"`
		Points []gpxPoint `xml:"rtept"`
	}
	gpxTrack struct {
		Name     string       `xml:"name"`
		Segments []gpxSegment `xml:"trkseg"`
	}
	gpxSegment struct {
		Points []gpxPoint `xml:"trkpt"`
	}
)

// symbol is the name of a flag used by Garmin's programs and recognized by others.
const symbol = "Flag, Blue"

// GPX returns the route as GPX 1.1: a waypoint for each stop with a position, the stops in
// order as a route, and the traced ways as a track with a segment each. Straight lines
// are not part of the track. A stop's times are its comment, which handheld receivers
// show; the rest is its description. The route must be Located.
func GPX(r *Route) ([]byte, error) {
	low, high := r.bounds()
	name := line(r.Name)
	page := linkTo(r.URL, name)
	g := gpx{
		Space: "http://www.topografix.com/GPX/1/1", XSI: "http://www.w3.org/2001/XMLSchema-instance",
		Schema:  "http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd",
		Version: "1.1", Creator: "Wayside",
		Metadata: gpxAbout{
			Name: name, Desc: paragraphs(r.About, r.Credit), Link: page,
			Bounds: gpxBounds{degree(low.Lat), degree(low.Lon), degree(high.Lat), degree(high.Lon)},
		},
	}
	if author := line(r.Author); author != "" {
		g.Metadata.Author = &gpxPerson{author}
	}
	way := &gpxRoute{Name: name, Desc: clean(r.About), Link: page}
	var last geo.Point
	for i := range r.Stops {
		s := &r.Stops[i]
		if s.At == nil {
			continue
		}
		title := line(s.title())
		g.Points = append(g.Points, gpxPoint{
			Lat: degree(s.At.Lat), Lon: degree(s.At.Lon), Name: title, Cmt: clean(s.When), Desc: paragraphs(s.Doubt, s.Text),
			Link: linkTo(s.URL, line(s.Name)), Sym: symbol, Type: line(s.Kind),
		})
		// A second hall of the same site is not a separate destination.
		if len(way.Points) == 0 || *s.At != last {
			way.Points = append(way.Points, gpxPoint{Lat: degree(s.At.Lat), Lon: degree(s.At.Lon), Name: title})
			last = *s.At
		}
	}
	if len(way.Points) > 1 && !r.Apart {
		g.Route = way
	}
	for _, way := range r.lines() {
		if !way.Traced {
			continue
		}
		var segment gpxSegment
		for _, p := range way.Line {
			segment.Points = append(segment.Points, gpxPoint{Lat: degree(p.Lat), Lon: degree(p.Lon)})
		}
		if g.Track == nil {
			g.Track = &gpxTrack{Name: name}
		}
		g.Track.Segments = append(g.Track.Segments, segment)
	}
	return encode(g)
}

func linkTo(url, text string) *gpxLink {
	if url == "" {
		return nil
	}
	return &gpxLink{url, text}
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", " ") // users may open these files in editors
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/schema"
)

// Datum returns the datum that a word names: one of geo.Datums, or "".
func Datum(word string) string { return schema.Location.Field("datum").Named(Fold(word)) }

// position reads a row's position. It returns nil if there is none or it is invalid,
// which it reports.
func (r *reader) position(w *row) *Position {
	lat, lon := w.get("lat"), w.get("lon")
	both := w.get("position")
	if both != nil && lat != nil && lon != nil && !(strings.Contains(narrow(both.text), narrow(lat.text)) && strings.Contains(narrow(both.text), narrow(lon.text))) {
		r.problems.Add(both.at, "import-position/second", both.text)
	}
	if both != nil && (lat == nil || lon == nil) {
		first, second, ok := r.pair(both)
		if !ok {
			return nil
		}
		lat, lon = first, second
	}
	switch {
	case lat == nil && lon == nil:
		return nil
	case lat == nil:
		r.problems.Add(lon.at, "import-position/alone", lon.text)
		return nil
	case lon == nil:
		r.problems.Add(lat.at, "import-position/alone", lat.text)
		return nil
	}
	a, axisA, okA := r.angle(lat.text)
	b, axisB, okB := r.angle(lon.text)
	for _, c := range []struct {
		*cell
		ok bool
	}{{lat, okA}, {lon, okB}} {
		if !c.ok {
			r.problems.Add(c.at, "import-position", c.text)
		}
	}
	if !okA || !okB {
		return nil
	}
	p := geo.Point{Lat: a, Lon: b}
	turned := geo.Point{Lat: b, Lon: a}
	inChina := r.o.Guide.Country == "CN"
	switch {
	case a == 0 && b == 0:
		r.problems.Add(lat.at, "import-position/zero")
		return nil
	case (axisA == 'x' || axisB == 'y' || !p.Valid() || inChina && !geo.InChina(p) && geo.InChina(turned)) && turned.Valid():
		r.problems.Add(lat.at, "import-position/swapped", a, b)
		lat, lon, a, b, p = lon, lat, b, a, turned
	case !p.Valid():
		r.problems.Add(lat.at, "import-position/impossible", a, b)
		return nil
	}
	datum, ok := r.datum(w, lat, lon)
	if !ok {
		return nil
	}
	if datum == "" && r.table && (inChina || r.o.Guide.Country == "" && geo.InChina(p)) {
		if r.undeclared++; r.undeclared == 1 {
			r.first = lat.at
		}
		return nil
	}
	r.declared++
	if datum == "WGS-84" {
		datum = "" // the default of sites.toml
	}
	pos := &Position{Lat: digits(lat.text, a), Lon: digits(lon.text, b), Datum: datum, Point: geo.ToWGS84(p, datum)}
	if c := w.get("accuracy"); c != nil {
		if v, ok := r.number(schema.Location.Field("accuracy"), c); ok {
			pos.Accuracy = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return pos
}

// datum returns the row's datum from its cell, otherwise from the heading, otherwise
// from the options, or "". ok is false for an unknown name.
func (r *reader) datum(w *row, lat, lon *cell) (datum string, ok bool) {
	if c := w.get("datum"); c != nil {
		if datum = Datum(c.text); datum == "" {
			r.problems.Add(c.at, "import-datum/cell", c.text)
		}
		return datum, datum != ""
	}
	for _, c := range []*cell{lat, lon} {
		if datum = Datum(c.unit); datum != "" {
			return datum, true
		}
	}
	return r.o.Datum, true
}

// pair splits a cell with two numbers, in either order.
func (r *reader) pair(c *cell) (lat, lon *cell, ok bool) {
	if m := wkt.FindStringSubmatch(c.text); m != nil {
		first, second := *c, *c
		if first.text, second.text = m[2], m[1]; c.unit == "" {
			first.unit = "wgs84" // as programs write that write WKT
		}
		return &first, &second, true
	}
	text := strings.Trim(narrow(c.text), "()[] ")
	var parts []string
	for _, sep := range []string{",", ";", "/", "|", "\t", " "} {
		if parts = strings.FieldsFunc(text, func(c rune) bool { return string(c) == sep }); len(parts) == 2 {
			break
		}
	}
	if len(parts) != 2 {
		r.problems.Add(c.at, "import-position", c.text)
		return nil, nil, false
	}
	first, second := *c, *c
	first.text, second.text = strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])
	a, axisA, okA := r.angle(first.text)
	b, axisB, okB := r.angle(second.text)
	if !okA || !okB {
		r.problems.Add(c.at, "import-position", c.text)
		return nil, nil, false
	}
	here, turned := geo.Point{Lat: a, Lon: b}, geo.Point{Lat: b, Lon: a}
	switch cn := r.o.Guide.Country == "CN" || r.o.Guide.Country == ""; {
	case axisA == 'y' || axisB == 'x':
		return &first, &second, true
	case axisA == 'x' || axisB == 'y', !here.Valid() && turned.Valid(), cn && geo.InChina(turned) && !geo.InChina(here):
		return &second, &first, true
	case !turned.Valid(), cn && geo.InChina(here) && !geo.InChina(turned):
		return &first, &second, true
	}
	r.problems.Add(c.at, "import-position/order", c.text)
	return nil, nil, false
}

var tidy = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,15})?$`)

// wkt is a point in the form of spatial databases.
var wkt = regexp.MustCompile(`^(?i)\s*(?:SRID=4326;)?\s*POINT\s*Z?M?\s*\(\s*([-+0-9.]+)\s+([-+0-9.]+)[-+0-9. ]*\)\s*$`)

// angle reads one coordinate of the file, whose decimals may follow a comma.
func (r *reader) angle(text string) (degrees float64, axis byte, ok bool) {
	if r.commas && decimal.MatchString(narrow(text)) {
		text = strings.Replace(narrow(text), ",", ".", 1)
	}
	return angle(text)
}

var decimal = regexp.MustCompile(`^\s*[-+]?\d{1,3},\d+\s*°?\s*[NSEWnsew]?\s*$`)

// angle reads one coordinate, of which the characters may be full-width.
func angle(text string) (degrees float64, axis byte, ok bool) { return geo.ParseAngle(narrow(text)) }

// digits returns a coordinate as a TOML number. It keeps the editor's digits if they
// are valid TOML, otherwise it rounds to a tenth of a metre.
func digits(text string, v float64) string {
	if written := strings.Replace(strings.TrimSpace(narrow(text)), ",", ".", 1); tidy.MatchString(written) {
		return written
	}
	return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
}

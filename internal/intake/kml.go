package intake

import (
	"html"
	"regexp"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/markup"
)

// A folder of a KML file is a route if it contains a line, which shows that its
// points have an order. Other folders are only groups.
type folder struct {
	name  string
	rows  []row
	lined bool
}

// kml reads placemarks that are points. Folders nest; a point belongs to the
// innermost.
func (r *reader) kml() {
	s := markup.New(r.text)
	folders := []folder{{}}
	var open []string
	var w *row
	point, line, area := false, false, false
	field := "" // the name of the Data being read
	for tag, ok := s.Next(); ok; tag, ok = s.Next() {
		name := string(tag.Name)
		if tag.Depth == 1 && name != "kml" {
			r.fail(tag.Offset, "import-broken/other", diag.Term("KML"))
			return
		}
		top := &folders[len(folders)-1]
		if tag.End {
			open = open[:len(open)-1]
			switch name {
			case "Folder", "Document":
				if len(folders) > 1 {
					folders = folders[:len(folders)-1]
					if !shelve(r, top) {
						return
					}
				}
			case "Placemark":
				switch {
				case w == nil:
				case point:
					top.rows = append(top.rows, *w)
				case area:
					r.problems.Add(w.at, "import-left-out/area")
				}
				top.lined = top.lined || line && w != nil
				w = nil
			}
			continue
		}
		parent := ""
		if len(open) > 0 {
			parent = open[len(open)-1]
		}
		open = append(open, name)
		switch {
		case name == "Folder" || name == "Document":
			folders = append(folders, folder{})
		case name == "Placemark":
			w, point, line, area = &row{at: r.place(tag.Offset)}, false, false, false
		case w == nil && name == "name" && (parent == "Folder" || parent == "Document"):
			top.name, _ = s.Words()
		case w == nil:
		case name == "LineString" || name == "Track":
			line = true
		case name == "Polygon":
			area = true
		case name == "coordinates" && parent == "Point" && !point:
			point = readCoordinates(r, s, w)
		case parent == "Placemark":
			text, at := s.Words()
			switch name {
			case "name", "address", "phoneNumber", "description":
				addNamed(r, w, name, text, r.place(at))
			}
		case name == "Data" || name == "SimpleData":
			field = ""
			for _, a := range tag.Attrs {
				if string(a.Key) == "name" {
					field = string(markup.Plain(a.Value))
				}
			}
			if text, at := s.Words(); name == "SimpleData" {
				addNamed(r, w, field, text, r.place(at))
			}
		case name == "value" && parent == "Data":
			text, at := s.Words()
			addNamed(r, w, field, text, r.place(at))
		}
	}
	reportFault(r, s, "KML")
	for i := len(folders) - 1; i >= 0; i-- {
		if !shelve(r, &folders[i]) {
			return
		}
	}
}

// shelve adds a folder's points, as a route if it has a line.
func shelve(r *reader, f *folder) bool {
	for i := range f.rows {
		if f.lined {
			name := f.name
			if name == "" {
				name = r.title()
			}
			f.rows[i].routes = []ticket{{name, float64(i)}}
		}
		if !r.keep(f.rows[i]) {
			return false
		}
	}
	return true
}

// readCoordinates reads a point: longitude, latitude and optionally a height.
func readCoordinates(r *reader, s *markup.Scanner, w *row) bool {
	text, offset := s.Words()
	parts := strings.Split(text, ",")
	at := r.place(offset)
	if len(parts) < 2 || len(parts) > 3 {
		r.problems.Add(at, "import-position", text)
		return false
	}
	w.add(column{key: "lat"}, parts[1], at)
	w.add(column{key: "lon"}, parts[0], at)
	return true
}

var (
	hidden = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>`)
	breaks = regexp.MustCompile(`(?i)<(br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>`)
	mark   = regexp.MustCompile(`<[/!a-zA-Z][^<>]*>`)
)

// unmarked returns a description without the HTML that map programs add, with one
// line per paragraph.
func unmarked(text string) string {
	text = breaks.ReplaceAllString(hidden.ReplaceAllString(text, ""), "\n")
	var lines []string
	for line := range strings.Lines(html.UnescapeString(mark.ReplaceAllString(text, ""))) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// web reports whether a string is a web address.
func web(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

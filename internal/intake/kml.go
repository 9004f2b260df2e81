package intake

import (
	"slices"
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

// kml reads placemarks. Folders nest; a point belongs to the innermost.
func (r *reader) kml() {
	s := markup.New(r.text)
	folders := []folder{{}}
	var open []string
	var p *placemark
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
			switch {
			case (name == "Folder" || name == "Document") && len(folders) > 1:
				folders = folders[:len(folders)-1]
				if !shelve(r, top) {
					return
				}
			case p != nil && tag.Depth == p.depth:
				p.end(r, top)
				p = nil
			}
			continue
		}
		parent := ""
		if len(open) > 0 {
			parent = open[len(open)-1]
		}
		open = append(open, name)
		switch {
		case p == nil && (name == "Folder" || name == "Document"):
			folders = append(folders, folder{})
		case p == nil && slices.Contains(features, name):
			p = &placemark{row: row{at: r.place(tag.Offset)}, kind: name, depth: tag.Depth}
		case p == nil && name == "name" && (parent == "Folder" || parent == "Document"):
			top.name, _ = s.Words()
		case p == nil:
		case name == "Folder" || name == "Document": // not where a feature can have one
			folders = append(folders, folder{})
		case name == "LineString" || name == "Track":
			p.lines++
		case name == "Polygon" || name == "Model":
			p.areas++
		case name == "coordinates" && parent == "Point":
			p.coordinates(r, s)
		case tag.Depth == p.depth+1:
			text, at := s.Words()
			switch name {
			case "name", "address", "phoneNumber", "description":
				addNamed(r, &p.row, name, text, r.place(at))
			}
		case name == "Data" || name == "SimpleData":
			field = ""
			for _, a := range tag.Attrs {
				if string(a.Key) == "name" {
					field = string(markup.Plain(a.Value))
				}
			}
			if text, at := s.Words(); name == "SimpleData" {
				addNamed(r, &p.row, field, text, r.place(at))
			}
		case name == "value" && parent == "Data":
			text, at := s.Words()
			addNamed(r, &p.row, field, text, r.place(at))
		}
	}
	reportFault(r, s, "KML")
	for i := len(folders) - 1; i >= 0; i-- {
		if !shelve(r, &folders[i]) {
			return
		}
	}
}

// features are the elements of KML that are things on a map, or lead to them.
var features = []string{"Placemark", "NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay"}

// A placemark is a feature of a KML file while it is read.
type placemark struct {
	row
	kind         string // of features
	depth        int    // of its element
	points       int
	further      diag.Place // of the second point
	broken       bool       // a point has no coordinates
	lines, areas int
}

// coordinates reads a point: longitude, latitude and optionally a height.
func (p *placemark) coordinates(r *reader, s *markup.Scanner) {
	text, offset := s.Words()
	at := r.place(offset)
	parts := strings.Split(text, ",")
	if len(parts) < 2 || strings.TrimSpace(parts[0]) == "" || strings.TrimSpace(parts[1]) == "" {
		p.broken = true
		return
	}
	switch p.points++; p.points {
	case 1:
		p.add(column{key: "lat"}, parts[1], at)
		p.add(column{key: "lon"}, parts[0], at)
	case 2:
		p.further = at
	}
}

// end adds a feature to its folder, or reports why it is left out.
func (p *placemark) end(r *reader, top *folder) {
	title := shortened(p.title())
	switch {
	case p.kind == "NetworkLink":
		if r.linked.Line == 0 {
			r.linked = p.at
		}
		r.leave(1, p.at, "import-left-out/link", title)
	case p.kind != "Placemark":
		r.leave(1, p.at, "import-left-out/area", title)
	case p.points > 0:
		top.rows = append(top.rows, p.row)
		if n := p.points - 1; n > 0 {
			r.leave(n, p.further, "import-left-out/points", title, n)
		}
	case p.lines > 0:
		r.leave(1, p.at, "import-left-out/line", title)
	case p.areas > 0:
		r.leave(1, p.at, "import-left-out/area", title)
	case p.get("address") != nil && !p.broken:
		r.leave(1, p.at, "import-left-out/address", title)
	default:
		r.leave(1, p.at, "import-left-out/position", title)
	}
	top.lined = top.lined || p.lines > 0
}

// title returns the row's name, in any language, for a message.
func (r *row) title() string {
	for _, c := range append(slices.Clone(r.cells), r.loose...) {
		if c.key == "name" {
			return c.text
		}
	}
	return ""
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

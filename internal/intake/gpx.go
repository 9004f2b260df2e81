package intake

import (
	"wayside/internal/diag"
	"wayside/internal/tags"
)

// gpx reads waypoints, and routes with their points. Points of a route that
// have no name only give it its shape, and so do tracks.
func (r *reader) gpx() {
	t := tags.New(r.text, "gpx")
	var w *row   // the point that is being read
	route := ""  // the name of the route that is being read
	aside := 0   // how deep in <extensions>
	nth := 0     // of the points on the route
	depth := 0   // of open elements
	inside := "" // "rte" within a route
	begin := 0   // of the depth of w's children
	for {
		tag, ok := t.Next()
		if !ok {
			break
		}
		if tag.End {
			depth--
		} else {
			depth++
		}
		switch {
		case aside > 0 && tag.End:
			aside--
		case aside > 0 || !tag.End && tag.Name == "extensions":
			aside++
		case tag.End && w != nil && depth < begin-1:
			if inside == "" || w.get("name") != nil {
				if !r.keep(*w) {
					return
				}
			}
			w = nil
		case tag.End && tag.Name == "rte":
			inside = ""
		case tag.End:
		case tag.Name == "rte":
			inside, route, nth = "rte", r.title(), 0
		case tag.Name == "wpt" || tag.Name == "rtept" && inside != "":
			w = &row{at: r.place(tag.Offset)}
			if begin = depth + 1; inside != "" {
				nth++
				w.routes = []ticket{{route, float64(nth)}}
			}
			for _, a := range tag.Attrs {
				if name := string(a.Name); name == "lat" || name == "lon" {
					w.add(column{key: name}, string(a.Value), r.place(a.Offset))
				}
			}
		case w == nil && inside != "" && tag.Name == "name":
			if text, _ := t.Text(); text != "" {
				route = text
			}
		case w != nil && depth == begin:
			text, at := t.Text()
			switch tag.Name {
			case "name":
				w.add(column{key: "name"}, text, r.place(at))
			case "desc":
				w.add(column{key: "story"}, text, r.place(at))
			case "link":
				for _, a := range tag.Attrs {
					if string(a.Name) == "href" && w.get("website") == nil && web(string(a.Value)) {
						w.add(column{key: "website"}, string(a.Value), r.place(a.Offset))
					}
				}
			}
		}
	}
	r.flaw(t, "GPX")
}

// flaw tells why a text is no XML of its format.
func (r *reader) flaw(t *tags.Reader, format diag.Term) {
	switch t.Flaw {
	case tags.Malformed:
		r.fail(t.Offset, "import-broken")
	case tags.Cut:
		r.fail(t.Offset, "import-broken/cut", t.Within())
	case tags.Other:
		r.fail(t.Offset, "import-broken/other", format)
	case tags.Entities:
		r.fail(t.Offset, "import-broken/entities")
	}
}

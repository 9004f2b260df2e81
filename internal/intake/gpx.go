package intake

import (
	"path"

	"wayside/internal/diag"
	"wayside/internal/markup"
)

// gpx reads waypoints, and routes with their points. Points of a route without a
// name only describe its shape, like tracks.
func (r *reader) gpx() {
	s := markup.New(r.text)
	var w *row      // the point being read
	within := 0     // the depth of w's element
	aside := 0      // the depth of <extensions>; 0: not in one
	inside := false // of a route
	route := ""     // its name
	nth := 0        // of the points on it
	bare := 0       // those without a name
	var bareAt diag.Place
	track, tracks := diag.Place{}, 0 // the depth of a track
	trackName := ""
	for t, ok := s.Next(); ok; t, ok = s.Next() {
		name := string(t.Name)
		switch {
		case t.Depth == 1 && name != "gpx":
			r.fail(t.Offset, "import-broken/other", diag.Term("GPX"))
			return
		case aside > 0:
			if t.End && t.Depth == aside {
				aside = 0
			}
		case tracks > 0:
			switch {
			case t.End && t.Depth == tracks:
				r.leave(1, track, "import-left-out/track", shortened(trackName), path.Base(r.file))
				tracks = 0
			case !t.End && name == "name" && t.Depth == tracks+1:
				trackName, _ = s.Words()
			}
		case t.End && w != nil && t.Depth == within:
			switch {
			case !inside || w.get("name") != nil:
				if !r.keep(*w) {
					return
				}
			default:
				if bare++; bare == 1 {
					bareAt = w.at
				}
			}
			w = nil
		case t.End && name == "rte" && inside:
			if inside = false; bare > 0 {
				r.leave(bare, bareAt, "import-left-out/shape", bare, shortened(route))
			}
		case t.End:
		case name == "extensions":
			aside = t.Depth
		case w == nil && !inside && name == "trk":
			track, tracks, trackName = r.place(t.Offset), t.Depth, ""
		case w == nil && !inside && name == "rte":
			inside, route, nth, bare = true, r.title(), 0, 0
		case w == nil && (name == "wpt" || name == "rtept" && inside):
			w, within = &row{at: r.place(t.Offset)}, t.Depth
			if inside {
				nth++
				w.routes = []ticket{{route, float64(nth)}}
			}
			for _, a := range t.Attrs {
				if key := string(a.Key); key == "lat" || key == "lon" {
					w.add(column{key: key}, string(a.Value), r.place(a.Offset))
				}
			}
		case w == nil && inside && name == "name":
			if text, _ := s.Words(); text != "" {
				route = text
			}
		case w != nil && t.Depth == within+1:
			readChild(r, w, t, s, inside)
		}
	}
	reportFault(r, s, "GPX")
}

// readChild reads an element of a point. The description of a route's point is what
// is said at that stop; that of a place belongs to its page. A comment, which few
// programs show, counts where there is no description.
func readChild(r *reader, w *row, t markup.Tag, s *markup.Scanner, onRoute bool) {
	text, at := s.Words()
	about := "description"
	if onRoute {
		about = "story"
	}
	switch string(t.Name) {
	case "name":
		w.add(column{key: "name"}, text, r.place(at))
	case "desc":
		w.add(column{key: about}, markdown(text), r.place(at))
	case "cmt":
		w.loose = append(w.loose, cell{column{key: about}, markdown(text), r.place(at)})
	case "url":
		if w.get("website") == nil && web(text) {
			w.add(column{key: "website"}, text, r.place(at))
		}
	case "link":
		for _, a := range t.Attrs {
			if address := string(markup.Plain(a.Value)); string(a.Key) == "href" && w.get("website") == nil && web(address) {
				w.add(column{key: "website"}, address, r.place(a.Offset))
			}
		}
	}
}

// reportFault reports why a text is not XML of its format.
func reportFault(r *reader, s *markup.Scanner, format diag.Term) {
	f := s.Fault()
	if f == nil {
		return
	}
	switch f.Why {
	case markup.Malformed:
		r.fail(f.Offset, "import-broken")
	case markup.Cut:
		r.fail(f.Offset, "import-broken/cut", f.Name)
	case markup.NoMarkup:
		r.fail(f.Offset, "import-broken/other", format)
	case markup.Declared:
		r.fail(f.Offset, "import-broken/entities")
	}
}

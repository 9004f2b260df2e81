package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// A value is a JSON value with its offset. encoding/json provides only the offsets of
// tokens, so the tree is built here, limited in depth and size.
type value struct {
	offset int
	scalar any      // string, json.Number or bool; nil for null, lists and objects
	keys   []string // of an object's items
	items  []*value
}

// Bounds of a GeoJSON: a feature with its geometry has eight levels.
const (
	deepest = 32
	values  = 2_000_000
)

func (v *value) at(key string) *value {
	if v == nil {
		return nil
	}
	for i, k := range v.keys {
		if k == key {
			return v.items[i]
		}
	}
	return nil
}

// word returns a string or a number as text, "" for anything else.
func (v *value) word() string {
	if v == nil {
		return ""
	}
	switch s := v.scalar.(type) {
	case string:
		return s
	case json.Number:
		return s.String()
	}
	return ""
}

// geojson reads features. With a line among them, their order in the file is that
// of a route.
func (r *reader) geojson() {
	tree := readTree(r)
	if tree == nil {
		return
	}
	features := []*value{tree}
	switch kind := tree.at("type").word(); kind {
	case "FeatureCollection":
		features = nil
		if list := tree.at("features"); list != nil {
			features = list.items
		}
	case "Feature":
	default:
		r.fail(tree.offset, "import-broken/geojson", kind)
		return
	}
	// Readers of RFC 7946 ignore crs, but programs that write another datum name it
	// there.
	if name := tree.at("crs").at("properties").at("name"); name != nil && name.word() != "" {
		datum, ok := crsDatum(name.word())
		if !ok {
			r.fail(name.offset, "import-datum/unknown", name.word())
			return
		}
		r.o.Datum = datum
	}
	f := folder{name: tree.at("name").word()}
	for _, v := range features {
		w := readProperties(r, v)
		g := geometry{}
		g.read(v.at("geometry"), 0)
		f.lined = f.lined || g.lines > 0
		title := shortened(w.title())
		switch {
		case len(g.points) > 0:
			for i, key := range []string{"lon", "lat"} {
				c := g.points[0].items[i]
				w.add(column{key: key}, c.word(), r.place(c.offset))
			}
			f.rows = append(f.rows, w)
			if n := len(g.points) - 1; n > 0 {
				r.leave(n, r.place(g.points[1].offset), "import-left-out/points", title, n)
			}
		case g.lines > 0:
			r.leave(1, w.at, "import-left-out/line", title)
		case g.areas > 0:
			r.leave(1, w.at, "import-left-out/area", title)
		default:
			r.leave(1, w.at, "import-left-out/position", title)
		}
	}
	shelve(r, &f)
}

// crsDatum returns the datum that the name of a crs means. An empty datum is that of
// GeoJSON.
func crsDatum(name string) (datum string, ok bool) {
	if datum = Datum(name); datum != "" {
		return datum, true
	}
	last := name[strings.LastIndexAny(name, ":/#")+1:]
	switch strings.ToUpper(last) {
	case "CRS84", "4326", "4490", "4979":
		return "", true
	}
	datum = Datum(last)
	return datum, datum != ""
}

// A geometry is what the geometry of a feature consists of.
type geometry struct {
	points       []*value // coordinates of two numbers or more
	lines, areas int
}

func (g *geometry) read(v *value, depth int) {
	coordinates := v.at("coordinates")
	switch v.at("type").word() {
	case "Point":
		g.point(coordinates)
	case "MultiPoint":
		if coordinates != nil {
			for _, p := range coordinates.items {
				g.point(p)
			}
		}
	case "LineString", "MultiLineString":
		g.lines++
	case "Polygon", "MultiPolygon":
		g.areas++
	case "GeometryCollection":
		if list := v.at("geometries"); list != nil && depth < deepest {
			for _, item := range list.items {
				g.read(item, depth+1)
			}
		}
	}
}

func (g *geometry) point(v *value) {
	if v != nil && len(v.items) >= 2 && v.items[0].word() != "" && v.items[1].word() != "" {
		g.points = append(g.points, v)
	}
}

// readProperties returns a row with a feature's properties. Some programs write the
// tags of OpenStreetMap in an object below them.
func readProperties(r *reader, v *value) row {
	w := row{at: r.place(v.offset)}
	properties := v.at("properties")
	for _, object := range []*value{properties, properties.at("tags")} {
		if object == nil {
			continue
		}
		for i, key := range object.keys {
			if item := object.items[i]; key != "tags" || item.keys == nil {
				addNamed(r, &w, key, item.text(), r.place(item.offset))
			}
		}
	}
	return w
}

// text returns a value as a text; the items of a list are separated.
func (v *value) text() string {
	if v == nil || v.keys != nil || len(v.items) == 0 {
		return v.word()
	}
	var all []string
	for _, item := range v.items {
		if word := item.word(); word != "" {
			all = append(all, word)
		}
	}
	return strings.Join(all, "; ")
}

// readTree parses the text as JSON. It returns nil if it is invalid.
func readTree(r *reader) *value {
	d := json.NewDecoder(bytes.NewReader(r.text))
	d.UseNumber()
	var open []*value
	var root *value
	count, key, keyed := 0, "", false
	for {
		start := int(d.InputOffset())
		start += len(r.text[start:]) - len(bytes.TrimLeft(r.text[start:], " \t\r\n,:"))
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			break
		}
		if err != nil {
			var bad *json.SyntaxError
			if errors.As(err, &bad) {
				start = max(start, int(bad.Offset)-1)
			}
			r.fail(min(start, len(r.text)), "import-broken/json")
			return nil
		}
		delim, _ := token.(json.Delim)
		if delim == '}' || delim == ']' {
			open = open[:len(open)-1]
			continue
		}
		var in *value
		if len(open) > 0 {
			in = open[len(open)-1]
		}
		if in != nil && in.keys != nil && !keyed {
			key, keyed = token.(string), true
			continue
		}
		if count++; count > values || len(open) == deepest {
			r.fail(start, "import-broken/deep")
			return nil
		}
		v := &value{offset: start}
		switch {
		case in == nil && root != nil:
			r.fail(start, "import-broken/json")
			return nil
		case in == nil:
			root = v
		default:
			in.items = append(in.items, v)
			if keyed {
				in.keys, keyed = append(in.keys, key), false
			}
		}
		if delim == 0 {
			v.scalar = token
			continue
		}
		if open = append(open, v); delim == '{' {
			v.keys = []string{}
		}
	}
	if root == nil {
		r.fail(0, "import-broken/json")
	} else if text := strings.TrimSpace(string(r.text)); !strings.HasPrefix(text, "{") {
		r.fail(root.offset, "import-broken/geojson", "")
		return nil
	}
	return root
}

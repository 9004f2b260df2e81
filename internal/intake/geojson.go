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

// geojson reads features that are points. With a line among them, their order in
// the file is that of a route.
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
	f := folder{name: tree.at("name").word()}
	for _, v := range features {
		geometry := v.at("geometry")
		switch kind := geometry.at("type").word(); kind {
		case "Point":
			f.rows = append(f.rows, readFeature(r, v, geometry.at("coordinates")))
		case "LineString", "MultiLineString":
			f.lined = true
		case "Polygon", "MultiPolygon", "MultiPoint", "GeometryCollection":
			r.fail(v.offset, "import-left-out/area")
		}
	}
	shelve(r, &f)
}

func readFeature(r *reader, v, coordinates *value) row {
	w := row{at: r.place(v.offset)}
	if coordinates != nil && len(coordinates.items) >= 2 {
		for i, key := range []string{"lon", "lat"} {
			c := coordinates.items[i]
			w.add(column{key: key}, c.word(), r.place(c.offset))
		}
	}
	properties := v.at("properties")
	if properties == nil {
		return w
	}
	for i, key := range properties.keys {
		item := properties.items[i]
		addNamed(r, &w, key, item.word(), r.place(item.offset))
	}
	return w
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

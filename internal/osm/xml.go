package osm

import (
	"bytes"
	"math"
	"strconv"

	"wayside/internal/geo"
	"wayside/internal/markup"
)

// An xmlFile is the text of an extract.
type xmlFile struct{ text []byte }

// An element is the node, way or relation being read.
type element struct {
	kind         kinds
	depth        int
	offset       int
	deleted      bool // marked as deleted by a map editor
	id           int64
	node         Node
	tags         Tags
	refs         []int64
	outer, inner []int64
}

// scan scans the elements of the given kinds. Other elements only need to be well-formed.
func (f *xmlFile) scan(want kinds, to *collector) *fault {
	s := markup.New(f.text)
	var e element
	for t, ok := s.Next(); ok; t, ok = s.Next() {
		var found *fault
		switch {
		case t.Depth == 1:
			if string(t.Name) != "osm" {
				return f.fault(0, "map-broken/other")
			}
		case t.End && t.Depth == e.depth:
			found = f.deliver(&e, to)
			e.depth = 0
			if to.ctx.Err() != nil {
				return nil
			}
		case t.End:
		case t.Depth == 2 && string(t.Name) == "bounds":
			to.bounds(t.Attrs)
		case t.Depth == 2:
			if kind := kindOf(t.Name); kind&want != 0 {
				e = element{kind: kind, depth: 2, offset: t.Offset, tags: e.tags[:0], refs: e.refs[:0], outer: e.outer[:0], inner: e.inner[:0]}
				found = f.start(&e, t)
			}
		case t.Depth == 3 && e.depth > 0:
			found = f.inside(&e, t, to)
		}
		if found != nil {
			return found
		}
	}
	switch end := s.Fault(); {
	case end == nil:
		return nil
	case end.Why == markup.Cut:
		return f.fault(end.Offset, "map-broken/cut", end.Name)
	case end.Why == markup.Declared:
		return f.fault(end.Offset, "map-broken/entities")
	case end.Why == markup.NoMarkup:
		return f.fault(end.Offset, "map-broken/other")
	default:
		return f.fault(end.Offset, "map-broken")
	}
}

func (f *xmlFile) fault(offset int, key string, args ...any) *fault {
	return &fault{text: f.text, offset: offset, key: key, args: args}
}

func kindOf(name []byte) kinds {
	switch string(name) {
	case "node":
		return nodes
	case "way":
		return ways
	case "relation":
		return relations
	}
	return 0
}

// start reads an element's attributes.
func (f *xmlFile) start(e *element, t markup.Tag) *fault {
	lat, lon, known := math.NaN(), math.NaN(), false
	for _, a := range t.Attrs {
		switch string(a.Key) {
		case "id":
			id, err := strconv.ParseInt(string(a.Value), 10, 64)
			if err != nil {
				return f.fault(a.Offset, "map-broken/number", "id", string(a.Value))
			}
			e.id, known = id, true
		case "lat", "lon":
			limit, value := 90.0, &lat
			if string(a.Key) == "lon" {
				limit, value = 180, &lon
			}
			v, err := strconv.ParseFloat(string(a.Value), 64)
			if err != nil || !(math.Abs(v) <= limit) {
				return f.fault(a.Offset, "map-broken/number", string(a.Key), string(a.Value))
			}
			*value = v
		case "visible":
			e.deleted = e.deleted || string(a.Value) == "false"
		case "action":
			e.deleted = e.deleted || string(a.Value) == "delete"
		}
	}
	switch {
	case !known:
		return f.fault(t.Offset, "map-broken/lacks", string(t.Name), "id")
	case e.kind == nodes && !e.deleted:
		if math.IsNaN(lat) || math.IsNaN(lon) {
			return f.fault(t.Offset, "map-broken/lacks", "node", "lat, lon")
		}
		e.node = Node{e.id, int32(math.Round(lat * 1e7)), int32(math.Round(lon * 1e7))}
	}
	return nil
}

// inside reads a child of an element: a tag, a way's node or a relation's member.
func (f *xmlFile) inside(e *element, t markup.Tag, to *collector) *fault {
	var key, value, role []byte
	ref, refAt, member := int64(0), -1, false
	for _, a := range t.Attrs {
		switch string(a.Key) {
		case "k":
			key = a.Value
		case "v":
			value = a.Value
		case "role":
			role = a.Value
		case "type":
			member = string(a.Value) == "way"
		case "ref":
			refAt = a.Offset
			var err error
			if ref, err = strconv.ParseInt(string(a.Value), 10, 64); err != nil {
				return f.fault(a.Offset, "map-broken/number", "ref", string(a.Value))
			}
		}
	}
	switch string(t.Name) {
	case "tag":
		if name, ok := keyOf(key); ok {
			e.tags = to.add(e.tags, to.word([]byte(name)), markup.Plain(bytes.TrimSpace(value)))
		}
	case "nd":
		if refAt < 0 {
			return f.fault(t.Offset, "map-broken/lacks", "nd", "ref")
		}
		if e.refs = append(e.refs, ref); len(e.refs) > longestWay {
			return f.fault(e.offset, "map-broken/long", longestWay)
		}
	case "member":
		if refAt < 0 {
			return f.fault(t.Offset, "map-broken/lacks", "member", "ref")
		}
		if member {
			e.outer, e.inner = addMember(e.outer, e.inner, string(role), ref)
		}
		if len(e.outer)+len(e.inner) > mostMembers {
			return f.fault(e.offset, "map-broken/long", mostMembers)
		}
	}
	return nil
}

// deliver passes a complete element to the collector.
func (f *xmlFile) deliver(e *element, to *collector) *fault {
	fits := true
	switch {
	case e.deleted:
	case e.kind == nodes:
		fits = to.node(e.node, e.tags)
	case e.kind == ways && to.needs(e.id, e.tags):
		fits = to.way(e.id, e.tags, e.refs)
	case e.kind == relations:
		fits = to.relation(e.id, e.tags, e.outer, e.inner)
	}
	if !fits {
		return tooMany()
	}
	return nil
}

// bounds adds the bounds declared by a file, if they are valid.
func (c *collector) bounds(attrs []markup.Attr) {
	sides := map[string]float64{}
	for _, a := range attrs {
		if v, err := strconv.ParseFloat(string(a.Value), 64); err == nil {
			sides[string(a.Key)] = v
		}
	}
	b := geo.Box{Min: geo.Point{Lat: sides["minlat"], Lon: sides["minlon"]}, Max: geo.Point{Lat: sides["maxlat"], Lon: sides["maxlon"]}}
	c.cover(b)
}

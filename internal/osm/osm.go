// Package osm reads OpenStreetMap extracts.
//
// In come the bytes of .osm, .osm.gz and .osm.pbf files and the boxes that a
// guide's routes lie in, out comes what of them a walker or a drawn map needs
// in those boxes: lines, areas with their holes, and places, in an order that
// does not depend on the files'. Whoever changed what and when is passed over.
//
// An extract comes from somewhere else: every size in it is bounded before it
// is believed. What cannot be read is refused with its place: a line and a
// column in XML, a byte in PBF.
package osm

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A File is an extract as it lies in the project.
type File struct {
	Name string // for problems
	Data []byte
}

// An Extract is what was kept of a guide's extracts. Everything in it is in
// ascending order of ids, and nobody changes it once it is read.
type Extract struct {
	// Nodes are the positions that ways and areas refer to, by their index
	// here, and those of Spots.
	Nodes []Node
	// Ways are lines: streets, paths, railways, rivers, walls. A way of which
	// the extract lacks nodes is in pieces, which have one id.
	Ways []Way
	// Areas are closed ways and multipolygons: buildings, water, woods, squares.
	Areas []Area
	// Spots are nodes with tags of their own: barriers, stations, names of
	// places.
	Spots []Spot
	// Bounds is what the files say that they cover, else what they do.
	Bounds geo.Box
}

// A Node is a position, in ten-millionths of a degree as OpenStreetMap counts.
type Node struct {
	ID       int64
	Lat, Lon int32
}

// Point is where the node is.
func (n Node) Point() geo.Point {
	return geo.Point{Lat: float64(n.Lat) / 1e7, Lon: float64(n.Lon) / 1e7}
}

// A Way is a line.
type Way struct {
	ID    int64
	Nodes []int32 // at least two, as indexes of Extract.Nodes
	Tags  Tags
	Box   geo.Box // around its nodes
}

// An Area is a surface: inside its outer rings, outside its inner ones.
type Area struct {
	ID       int64
	Relation bool // the id is a relation's, not a way's: the two may be equal
	// Outer and Inner are closed rings, as indexes of Extract.Nodes: the first
	// node stands at the end again. There is at least one outer ring; which of
	// them an inner ring lies in is not told, and filling by the even-odd rule
	// needs not know it.
	Outer, Inner [][]int32
	Tags         Tags
	Box          geo.Box // around its outer rings
}

// A Spot is a node with tags.
type Spot struct {
	Node int32 // index of Extract.Nodes
	Tags Tags
}

// Read reads the files and keeps what lies in the boxes or crosses them, each
// line and area as a whole; without a box it keeps everything. What two files
// both have is taken once. A file that cannot be read is reported and left
// out, and nil is returned if none can be, or if the context ends.
//
// Each file is gone through twice, so that what is not kept need not be held:
// which ways are in a box is known when all nodes are, and which ways without
// tags are a lake's shore when all relations are.
func Read(ctx context.Context, files []File, boxes []geo.Box, problems *diag.List) *Extract {
	c := newCollector(boxes)
	c.ctx = ctx
	var read []source
	for _, f := range files {
		s, fault := open(f.Data)
		if fault == nil {
			before := c.mark()
			if fault = s.scan(nodes|relations, c); fault != nil {
				c.reset(before)
			}
		}
		if fault != nil {
			problems.Add(fault.place(f.Name), fault.key, fault.args...)
			continue
		}
		read = append(read, source{f.Name, s})
	}
	c.nodes.sort()
	whole := 0
	for _, s := range read {
		before := c.mark()
		if fault := s.scan(ways, c); fault != nil {
			c.reset(before)
			problems.Add(fault.place(s.name), fault.key, fault.args...)
			continue
		}
		whole++
	}
	if whole == 0 {
		return nil
	}
	if ctx.Err() != nil {
		return nil
	}
	return c.extract()
}

// A source is a file that was read once.
type source struct {
	name string
	scanner
}

// A scanner goes through a file's elements. It may be asked again.
type scanner interface {
	scan(want kinds, to *collector) *fault
}

// kinds are kinds of elements.
type kinds uint8

const (
	nodes kinds = 1 << iota
	ways
	relations
)

// open tells a file's format by its first bytes: names are given by people.
func open(data []byte) (scanner, *fault) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		var found *fault
		if data, found = unzipped(data); found != nil {
			return nil, found
		}
	}
	switch first := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"); {
	case bytes.HasPrefix(first, []byte("<")):
		return &xmlFile{text: data}, nil
	case len(data) > 4 && bytes.Contains(data[:min(len(data), 64)], []byte("OSMHeader")):
		return &pbfFile{data: data}, nil
	}
	return nil, &fault{key: "map-broken/other"}
}

// longestText bounds what a .osm.gz swells to, in bytes: as much as an .osm
// may have.
const longestText = 128 << 20

func unzipped(data []byte) ([]byte, *fault) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, &fault{key: "map-broken/gzip"}
	}
	var text bytes.Buffer
	switch n, err := io.Copy(&text, io.LimitReader(r, longestText+1)); {
	case n > longestText:
		return nil, tooMany()
	case err != nil:
		return nil, &fault{key: "map-broken/gzip"}
	}
	return text.Bytes(), nil
}

// A fault is what keeps a file from being read.
type fault struct {
	text   []byte // that offset counts in; nil for a PBF, whose bytes have no lines
	offset int
	key    string
	args   []any
}

func (f *fault) place(name string) diag.Place {
	if f.text == nil {
		return diag.Place{File: name}
	}
	return diag.PlaceIn(name, f.text, f.offset)
}

// Line is where the nodes of a way or a ring are.
func (e *Extract) Line(nodes []int32) []geo.Point {
	line := make([]geo.Point, len(nodes))
	for i, n := range nodes {
		line[i] = e.Nodes[n].Point()
	}
	return line
}

// Within are the ways, areas and spots that lie in the box or cross it. They
// refer to the same nodes.
func (e *Extract) Within(b geo.Box) *Extract {
	in := &Extract{Nodes: e.Nodes, Bounds: e.Bounds}
	for _, w := range e.Ways {
		if w.Box.Meets(b) {
			in.Ways = append(in.Ways, w)
		}
	}
	for _, a := range e.Areas {
		if a.Box.Meets(b) {
			in.Areas = append(in.Areas, a)
		}
	}
	for _, s := range e.Spots {
		if b.Has(e.Nodes[s.Node].Point()) {
			in.Spots = append(in.Spots, s)
		}
	}
	return in
}

// Closed reports whether the line ends where it begins.
func (w Way) Closed() bool { return closed(w.Nodes) }

func closed(nodes []int32) bool { return len(nodes) > 3 && nodes[0] == nodes[len(nodes)-1] }

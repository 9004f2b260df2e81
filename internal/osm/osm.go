// Package osm reads OpenStreetMap extracts.
//
// The input is .osm, .osm.gz and .osm.pbf files and the boxes around a guide's routes.
// The output is what walkers and maps need in those boxes: lines, areas with their holes,
// and tagged nodes, in an order independent of the files. Metadata of edits is ignored.
//
// Extracts come from outside sources, so every size in them is checked against a limit.
// Files that cannot be read are reported with a position: line and column in XML, byte
// offset in PBF.
package osm

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A File is an extract in the project.
type File struct {
	Name string // for problems
	Data []byte
}

// An Extract is the data kept from a guide's extracts. Its elements are sorted by id, and
// it is read-only.
type Extract struct {
	// Nodes are the nodes of Ways, Areas and Spots, which refer to them by index.
	Nodes []Node
	// Ways are lines: streets, paths, railways, rivers, walls. A way with missing
	// nodes is split into pieces with the same id.
	Ways []Way
	// Areas are closed ways and multipolygons: buildings, water, woods, squares.
	Areas []Area
	// Cut are waters of which the files contain only a part of the outline.
	Cut []Cut
	// Spots are tagged nodes: barriers, stations, names of places.
	Spots []Spot
	// Bounds is the area covered: as declared by the files, or else computed.
	Bounds geo.Box
	// Boxes are the parts that were kept; nil for all of Bounds.
	Boxes []geo.Box
}

// A Node is a position in units of 1e-7 degrees, as in OpenStreetMap.
type Node struct {
	ID       int64
	Lat, Lon int32
}

// Point returns the node's position.
func (n Node) Point() geo.Point {
	return geo.Point{Lat: float64(n.Lat) / 1e7, Lon: float64(n.Lon) / 1e7}
}

// A Way is a line.
type Way struct {
	ID    int64
	Nodes []int32 // indexes in Extract.Nodes, at least two
	Tags  Tags
	Box   geo.Box // bounds of the nodes
}

// An Area is an area inside its outer rings and outside its inner ones.
type Area struct {
	ID       int64
	Relation bool // ID is a relation's, not a way's; the two may be equal
	// Outer and Inner are closed rings as indexes in Extract.Nodes; the first node is
	// repeated at the end. There is at least one outer ring. Inner rings are not
	// assigned to outer ones, which the even-odd rule does not need.
	Outer, Inner [][]int32
	Tags         Tags
	Box          geo.Box // bounds of the outer rings
}

// A Cut is a water whose outline the files contain in part: a lake or a river at their
// edge. On which side of its lines the water is, the lines do not say.
type Cut struct {
	ID       int64
	Relation bool
	Lines    [][]int32 // pieces of outlines, as indexes in Extract.Nodes, at least two each
	Rings    [][]int32 // outlines that are whole, outer and inner
	Tags     Tags
	Box      geo.Box // bounds of the lines and rings
}

// A Spot is a tagged node.
type Spot struct {
	Node int32 // index in Extract.Nodes
	Tags Tags
}

// Read reads the files and keeps the elements that meet the boxes, as a whole. Without
// boxes it keeps everything. Elements contained in several files are kept once. Files that
// cannot be read are reported and omitted. Read returns nil if no file can be read,
// or if the context ends.
//
// Each file is scanned twice to save memory: the ways inside a box are known only after
// all nodes, and the untagged ways that belong to areas only after all relations.
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

// A source is a file after its first scan.
type source struct {
	name string
	scanner
}

// A scanner scans the elements of a file. It can scan repeatedly.
type scanner interface {
	scan(want kinds, to *collector) *fault
}

// kinds is a set of kinds of elements.
type kinds uint8

const (
	nodes kinds = 1 << iota
	ways
	relations
)

// open detects a file's format by its content, because the extension may be wrong.
func open(data []byte) (scanner, *fault) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		var found *fault
		if data, found = unzip(data); found != nil {
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

// longestText is the maximum size of a decompressed .osm.gz in bytes, the same as of an
// .osm.
const longestText = 128 << 20

func unzip(data []byte) ([]byte, *fault) {
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

// A fault is the reason why a file cannot be read.
type fault struct {
	text   []byte // the text of offset; nil for PBF, which has no lines
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

// Line returns the positions of the nodes of a way or ring.
func (e *Extract) Line(nodes []int32) []geo.Point {
	line := make([]geo.Point, len(nodes))
	for i, n := range nodes {
		line[i] = e.Nodes[n].Point()
	}
	return line
}

// Within returns the ways, areas and spots that meet the box. They share the nodes of e.
func (e *Extract) Within(b geo.Box) *Extract {
	in := &Extract{Nodes: e.Nodes, Bounds: e.Bounds, Boxes: e.Boxes}
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
	for _, c := range e.Cut {
		if c.Box.Meets(b) {
			in.Cut = append(in.Cut, c)
		}
	}
	for _, s := range e.Spots {
		if b.Has(e.Nodes[s.Node].Point()) {
			in.Spots = append(in.Spots, s)
		}
	}
	return in
}

// Known returns the part of a box in which nothing is missing, as far as the files
// state: an extract ends somewhere, and only parts of it were kept.
func (e *Extract) Known(b geo.Box) geo.Box {
	b = b.Common(e.Bounds)
	if e.Boxes == nil || b.Empty() {
		return b
	}
	largest := geo.Around()
	for _, kept := range e.Boxes {
		if part := b.Common(kept); part.Diagonal() > largest.Diagonal() {
			largest = part
		}
	}
	return largest
}

// Closed reports whether the way's first and last node are the same.
func (w Way) Closed() bool { return closed(w.Nodes) }

func closed(nodes []int32) bool { return len(nodes) > 3 && nodes[0] == nodes[len(nodes)-1] }

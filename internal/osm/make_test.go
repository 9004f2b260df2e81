package osm

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A piece is a partially built PBF: fields of a message.
type piece []byte

func (p piece) number(field int, v uint64) piece {
	return binary.AppendUvarint(binary.AppendUvarint(p, uint64(field)<<3), v)
}

func (p piece) bytes(field int, b []byte) piece {
	return append(binary.AppendUvarint(binary.AppendUvarint(p, uint64(field)<<3|isBytes), uint64(len(b))), b...)
}

// packed encodes a list of signed numbers, optionally as deltas.
func packed(numbers []int64, deltas bool) []byte {
	var b []byte
	last := int64(0)
	for _, n := range numbers {
		v := n
		if deltas {
			v, last = n-last, n
		}
		b = binary.AppendUvarint(b, uint64(v<<1^v>>63))
	}
	return b
}

func indexes(numbers ...int) []byte {
	var b []byte
	for _, n := range numbers {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// aBlob returns a blob with its header, optionally compressed with zlib.
func aBlob(kind string, raw []byte, squeeze bool) []byte {
	var body piece
	if squeeze {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		w.Write(raw)
		w.Close()
		body = body.number(2, uint64(len(raw))).bytes(3, b.Bytes())
	} else {
		body = body.bytes(1, raw)
	}
	header := piece{}.bytes(1, []byte(kind)).number(3, uint64(len(body)))
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(header))), header, body)
}

func aHeader(features ...string) []byte {
	var h piece
	for _, f := range features {
		h = h.bytes(4, []byte(f))
	}
	return aBlob("OSMHeader", h, false)
}

// A land is a small data set that can be written in every format.
type land struct {
	nodes     []aNode
	ways      []aWay
	relations []aRelation
}

type aNode struct {
	id       int64
	lat, lon float64
	tags     []string // key, value, key, value, …
}

type aWay struct {
	id   int64
	refs []int64
	tags []string
}

type aRelation struct {
	id      int64
	members []int64
	roles   []string
	tags    []string
}

func (l land) xml() []byte {
	var b strings.Builder
	tags := func(tags []string) {
		for i := 0; i < len(tags); i += 2 {
			fmt.Fprintf(&b, "<tag k=%q v='%s'/>", tags[i], strings.NewReplacer("&", "&amp;", "'", "&#39;").Replace(tags[i+1]))
		}
	}
	b.WriteString("<?xml version='1.0'?>\n<osm version='0.6'>\n")
	for _, n := range l.nodes {
		fmt.Fprintf(&b, "<node id='%d' lat='%.7f' lon='%.7f'>", n.id, n.lat, n.lon)
		tags(n.tags)
		b.WriteString("</node>\n")
	}
	for _, w := range l.ways {
		fmt.Fprintf(&b, "<way id='%d'>", w.id)
		for _, r := range w.refs {
			fmt.Fprintf(&b, "<nd ref='%d'/>", r)
		}
		tags(w.tags)
		b.WriteString("</way>\n")
	}
	for _, r := range l.relations {
		fmt.Fprintf(&b, "<relation id='%d'>", r.id)
		for i, m := range r.members {
			fmt.Fprintf(&b, "<member type='way' ref='%d' role='%s'/>", m, r.roles[i])
		}
		tags(r.tags)
		b.WriteString("</relation>\n")
	}
	return []byte(b.String() + "</osm>\n")
}

func (l land) gz() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(l.xml())
	w.Close()
	return b.Bytes()
}

// pbf encodes the land, with dense or single nodes.
func (l land) pbf(dense, squeeze bool) []byte {
	words := []string{""}
	word := func(w string) int {
		i := slices.Index(words, w)
		if i < 0 {
			i = len(words)
			words = append(words, w)
		}
		return i
	}
	tagged := func(p piece, tags []string) piece {
		var keys, values []int
		for i := 0; i < len(tags); i += 2 {
			keys, values = append(keys, word(tags[i])), append(values, word(tags[i+1]))
		}
		return p.bytes(2, indexes(keys...)).bytes(3, indexes(values...))
	}
	zigzag := func(v float64) uint64 { n := int64(math.Round(v * 1e7)); return uint64(n<<1 ^ n>>63) }
	var points, lines, surfaces piece
	if dense {
		var ids, lats, lons []int64
		var tags []int
		for _, n := range l.nodes {
			ids, lats, lons = append(ids, n.id), append(lats, int64(math.Round(n.lat*1e7))), append(lons, int64(math.Round(n.lon*1e7)))
			for _, w := range n.tags {
				tags = append(tags, word(w))
			}
			tags = append(tags, 0)
		}
		columns := piece{}.bytes(1, packed(ids, true)).bytes(8, packed(lats, true)).bytes(9, packed(lons, true)).bytes(10, indexes(tags...))
		points = points.bytes(2, columns)
	} else {
		for _, n := range l.nodes {
			points = points.bytes(1, tagged(piece{}.number(1, uint64(n.id<<1^n.id>>63)), n.tags).number(8, zigzag(n.lat)).number(9, zigzag(n.lon)))
		}
	}
	for _, w := range l.ways {
		lines = lines.bytes(3, tagged(piece{}.number(1, uint64(w.id)), w.tags).bytes(8, packed(w.refs, true)))
	}
	for _, r := range l.relations {
		var roles, types []int
		for _, role := range r.roles {
			roles, types = append(roles, word(role)), append(types, 1)
		}
		surfaces = surfaces.bytes(4, tagged(piece{}.number(1, uint64(r.id)), r.tags).bytes(8, indexes(roles...)).bytes(9, packed(r.members, true)).bytes(10, indexes(types...)))
	}
	var table piece
	for _, w := range words {
		table = table.bytes(1, []byte(w))
	}
	all := aHeader("OsmSchema-V0.6", "DenseNodes")
	for _, group := range []piece{points, lines, surfaces} {
		all = append(all, aBlob("OSMData", piece{}.bytes(1, table).bytes(2, group), squeeze)...)
	}
	return all
}

package osm

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"

	"wayside/internal/geo"
)

// The sizes that the format sets, in bytes.
const (
	longestHeader = 64 << 10
	longestBlob   = 32 << 20
)

// mostBytes bounds what all of a file swells to: what is not kept takes no
// room, but time. A city of 100 MB has 250 MB.
const mostBytes = 4 << 30

// A pbfFile is blobs one after the other, each a list of elements.
type pbfFile struct {
	data []byte
	// blobs are where the blobs with elements are, and of what kinds; known
	// after the first scan.
	blobs []blob

	reader   io.ReadCloser // of zlib, to be used again
	swollen  []byte        // a blob's bytes
	swelled  int64         // of all blobs in this scan
	features bool          // the header was read
}

type blob struct {
	offset int // of its length, in the file
	bytes  []byte
	kinds  kinds
}

// scan goes through the elements of the kinds. A scan after the first looks
// into those blobs alone that have any.
func (f *pbfFile) scan(want kinds, to *collector) *fault {
	if f.blobs == nil {
		if found := f.cut(to); found != nil {
			return found
		}
	}
	f.swelled = 0
	for i := range f.blobs {
		if to.ctx.Err() != nil {
			return nil
		}
		b := &f.blobs[i]
		if b.kinds != 0 && b.kinds&want == 0 {
			continue
		}
		raw, found := f.swell(*b)
		if found != nil {
			return found
		}
		seen, found := readBlock(raw, want, to)
		if found != nil {
			if found.key == "" {
				found = broken(b.offset)
			}
			return found
		}
		b.kinds = seen
	}
	return nil
}

func broken(offset int) *fault { return &fault{key: "map-broken/bytes", args: []any{offset}} }

// cut finds the blobs, and reads the file's header.
func (f *pbfFile) cut(to *collector) *fault {
	for at := 0; at < len(f.data); {
		start := at
		if len(f.data)-at < 4 {
			return f.short(start)
		}
		n := int(binary.BigEndian.Uint32(f.data[at:]))
		at += 4
		if n > longestHeader {
			return broken(start)
		}
		if n > len(f.data)-at {
			return f.short(start)
		}
		header := wire{rest: f.data[at : at+n]}
		at += n
		kind, size := "", uint64(0)
		for v, ok := header.next(); ok; v, ok = header.next() {
			switch v.number {
			case 1:
				kind = string(v.bytes)
			case 3:
				size = v.value
			}
		}
		if header.broken || size > longestBlob {
			return broken(start)
		}
		if size > uint64(len(f.data)-at) {
			return f.short(start)
		}
		b := blob{offset: start, bytes: f.data[at : at+int(size)]}
		at += int(size)
		switch {
		case kind == "OSMHeader":
			raw, found := f.swell(b)
			if found == nil {
				found = f.header(b, raw, to)
			}
			if found != nil {
				return found
			}
		case kind == "OSMData" && !f.features:
			return broken(start)
		case kind == "OSMData":
			f.blobs = append(f.blobs, b)
		}
	}
	return nil
}

// short is the fault of a file that ends in the middle.
func (f *pbfFile) short(offset int) *fault {
	return &fault{key: "map-broken/short", args: []any{offset, len(f.data)}}
}

// compressions are the ways to pack a blob that are not read, by their field.
var compressions = map[int]string{4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"}

// swell unpacks a blob, into bytes that the next one will use.
func (f *pbfFile) swell(b blob) ([]byte, *fault) {
	w := wire{rest: b.bytes}
	var packed, raw []byte
	size := uint64(0)
	for v, ok := w.next(); ok; v, ok = w.next() {
		switch v.number {
		case 1:
			raw = v.bytes
		case 2:
			size = v.value
		case 3:
			packed = v.bytes
		default:
			if name := compressions[v.number]; name != "" {
				return nil, &fault{key: "map-broken/compression", args: []any{b.offset, name}}
			}
		}
	}
	if w.broken || size > longestBlob || packed != nil && size == 0 {
		return nil, broken(b.offset)
	}
	if packed == nil {
		return raw, nil
	}
	if f.swelled += int64(size); f.swelled > mostBytes {
		return nil, tooMany()
	}
	if !f.inflate(packed, int(size)) {
		return nil, broken(b.offset)
	}
	return f.swollen, nil
}

// inflate unpacks into swollen, which must become of just that size. The size
// is believed a step at a time: a few bytes may claim 32 MiB.
func (f *pbfFile) inflate(packed []byte, size int) bool {
	var err error
	if f.reader == nil {
		f.reader, err = zlib.NewReader(bytes.NewReader(packed))
	} else {
		err = f.reader.(zlib.Resetter).Reset(bytes.NewReader(packed), nil)
	}
	if err != nil {
		f.reader = nil
		return false
	}
	f.swollen = f.swollen[:0]
	for len(f.swollen) <= size {
		if len(f.swollen) == cap(f.swollen) {
			f.swollen = append(f.swollen, make([]byte, 64<<10)...)[:len(f.swollen)]
		}
		n, err := f.reader.Read(f.swollen[len(f.swollen):min(cap(f.swollen), size+1)])
		f.swollen = f.swollen[:len(f.swollen)+n]
		if err == io.EOF {
			return len(f.swollen) == size
		}
		if err != nil {
			return false
		}
	}
	return false
}

// header reads what the file covers, and what it asks of its reader.
func (f *pbfFile) header(b blob, raw []byte, to *collector) *fault {
	w := wire{rest: raw}
	for v, ok := w.next(); ok; v, ok = w.next() {
		switch v.number {
		case 1:
			box := wire{rest: v.bytes}
			var sides [5]float64 // left, right, top, bottom, from 1
			for s, ok := box.next(); ok; s, ok = box.next() {
				if s.number < len(sides) {
					sides[s.number] = float64(int64(s.value>>1)^-int64(s.value&1)) / 1e9
				}
			}
			stated := geo.Box{Min: geo.Point{Lat: sides[4], Lon: sides[1]}, Max: geo.Point{Lat: sides[3], Lon: sides[2]}}
			if !box.broken {
				to.cover(stated)
			}
		case 4:
			if name := string(v.bytes); name != "OsmSchema-V0.6" && name != "DenseNodes" {
				return &fault{key: "map-broken/feature", args: []any{strings.ToValidUTF8(name, "?")}}
			}
		}
	}
	if f.features = true; w.broken {
		return broken(b.offset)
	}
	return nil
}

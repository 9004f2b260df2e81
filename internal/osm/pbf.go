package osm

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"

	"wayside/internal/geo"
)

// Limits of the format, in bytes.
const (
	longestHeader = 64 << 10
	longestBlob   = 32 << 20
)

// mostBytes is the maximum total size of a decompressed file. Skipped data costs no
// memory, but time. A city's file of 100 MB has 250 MB.
const mostBytes = 4 << 30

// A pbfFile is a sequence of blobs, each a list of elements.
type pbfFile struct {
	data []byte
	// blobs are the blobs with elements. Their kinds are known after the first scan.
	blobs []blob

	reader   io.ReadCloser // of zlib, reused
	buffer   []byte        // decompressed blob
	total    int64         // decompressed bytes in this scan
	features bool          // the header was read
}

type blob struct {
	offset int // of its length field in the file
	bytes  []byte
	kinds  kinds
}

// scan scans the elements of the given kinds. Later scans skip blobs without such
// elements.
func (f *pbfFile) scan(want kinds, to *collector) *fault {
	if f.blobs == nil {
		if found := f.cut(to); found != nil {
			return found
		}
	}
	f.total = 0
	for i := range f.blobs {
		if to.ctx.Err() != nil {
			return nil
		}
		b := &f.blobs[i]
		if b.kinds != 0 && b.kinds&want == 0 {
			continue
		}
		raw, found := f.decompress(*b)
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

// cut finds the blobs and reads the file's header.
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
			raw, found := f.decompress(b)
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

// short returns the fault of a truncated file.
func (f *pbfFile) short(offset int) *fault {
	return &fault{key: "map-broken/short", args: []any{offset, len(f.data)}}
}

// compressions are the unsupported compression methods of blobs, by field number.
var compressions = map[int]string{4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"}

// decompress returns the contents of a blob, in a buffer that is reused by the next call.
func (f *pbfFile) decompress(b blob) ([]byte, *fault) {
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
	if f.total += int64(size); f.total > mostBytes {
		return nil, tooMany()
	}
	if !f.inflate(packed, int(size)) {
		return nil, broken(b.offset)
	}
	return f.buffer, nil
}

// inflate decompresses into the buffer and reports whether the result has exactly the
// given size. The buffer grows in steps, because a few bytes may claim 32 MiB.
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
	f.buffer = f.buffer[:0]
	for len(f.buffer) <= size {
		if len(f.buffer) == cap(f.buffer) {
			f.buffer = append(f.buffer, make([]byte, 64<<10)...)[:len(f.buffer)]
		}
		n, err := f.reader.Read(f.buffer[len(f.buffer):min(cap(f.buffer), size+1)])
		f.buffer = f.buffer[:len(f.buffer)+n]
		if err == io.EOF {
			return len(f.buffer) == size
		}
		if err != nil {
			return false
		}
	}
	return false
}

// header reads the bounds of the file and the features required of the reader.
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

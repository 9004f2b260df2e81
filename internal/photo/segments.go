package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"iter"
)

// jpegSegments returns the markers of a JPEG and what follows them, up to its first
// scan. Of the frames of an MPO file it reads the first.
func jpegSegments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for pos := 2; pos+4 <= len(data) && data[pos] == 0xFF; {
			marker := data[pos+1]
			if marker == 0xFF { // padding
				pos++
				continue
			}
			if marker == 0xD9 { // the end
				return
			}
			end := pos + 2 + int(binary.BigEndian.Uint16(data[pos+2:]))
			if end > len(data) || end < pos+4 || !yield(marker, data[pos+4:end]) || marker == 0xDA {
				return
			}
			pos = end
		}
	}
}

// A frame is what the header of a JPEG's frame says.
type frame struct {
	marker        byte // 0xC0 to 0xCF; 0 if the file has no frame
	precision     int  // bits
	width, height int
	components    int
	adobe         bool // whether Photoshop's marker precedes it
}

// frameOf reads the header of a JPEG's frame.
func frameOf(data []byte) (f frame) {
	for marker, body := range jpegSegments(data) {
		switch {
		case marker == 0xEE && bytes.HasPrefix(body, []byte("Adobe")):
			f.adobe = true
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC && len(body) >= 6:
			f.marker, f.precision, f.components = marker, int(body[0]), int(body[5])
			f.height, f.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			return f
		}
	}
	return f
}

// coding returns the name of a coding that browsers and decoders do not support, or "".
func (f frame) coding() string {
	switch {
	case f.marker >= 0xC9:
		return "arithmetic"
	case f.marker == 0xC3 || f.marker == 0xC7:
		return "lossless"
	case f.marker == 0xC5 || f.marker == 0xC6:
		return "hierarchical"
	case f.marker != 0 && f.precision != 8:
		return "12-bit"
	}
	return ""
}

// pngSegments returns the chunks of a PNG.
func pngSegments(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for pos := int64(8); pos+12 <= int64(len(data)); {
			end := pos + 8 + int64(binary.BigEndian.Uint32(data[pos:]))
			if end+4 > int64(len(data)) || !yield(string(data[pos+4:pos+8]), data[pos+8:end]) {
				return
			}
			pos = end + 4 // after the check sum
		}
	}
}

// pngChunks returns the chunks of a PNG that precede its pixels, of each kind the
// first.
func pngChunks(data []byte) map[string][]byte {
	chunks := map[string][]byte{}
	for kind, body := range pngSegments(data) {
		if kind == "IDAT" {
			break
		}
		if _, again := chunks[kind]; !again {
			chunks[kind] = body
		}
	}
	return chunks
}

// webpChunk returns a chunk of a WebP, or nil.
func webpChunk(data []byte, kind string) []byte {
	for pos := len("RIFF....WEBP"); pos+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[pos+4:]))
		end := int64(pos) + 8 + size
		if end > int64(len(data)) {
			return nil
		}
		if string(data[pos:pos+4]) == kind {
			return data[pos+8 : end]
		}
		pos = int(end + size%2)
	}
	return nil
}

// inflate decompresses data of a PNG's chunk, which begin with their method of
// compression. There is only one.
func inflate(data []byte, longest int64) (text []byte, ok bool) {
	if len(data) < 2 || data[0] != 0 {
		return nil, false
	}
	z, err := zlib.NewReader(bytes.NewReader(data[1:]))
	if err != nil {
		return nil, false
	}
	if text, err = io.ReadAll(io.LimitReader(z, longest)); err != nil {
		return nil, false
	}
	return text, true
}

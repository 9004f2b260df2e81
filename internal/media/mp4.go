package media

import (
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// mostBoxes is how many boxes of an MP4 file are looked at: a film has a hundred.
const mostBoxes = 10_000

// An mp4 is an MP4 file, or another of the same family, that is being read. Its boxes
// may come in any order: the one that describes the file is often the last.
type mp4 struct {
	s     *source
	boxes int // that may still be looked at
	info  Info
}

// A track is a track of the file that is being read.
type track struct {
	handler       string // "vide", "soun" or another
	codec         string
	width, height int // as it is shown
}

func readMP4(s *source) Info {
	m := &mp4{s: s, boxes: mostBoxes}
	m.each(0, s.size, func(name string, from, to int64) bool {
		if name == "moov" {
			m.movie(from, to)
		}
		return name != "moov"
	})
	brand := ""
	if head := s.at(0, 12); len(head) == 12 && string(head[4:8]) == "ftyp" {
		brand = string(head[8:])
	}
	switch {
	case brand == "qt  " || brand == "":
		m.info.Format = "MOV"
	case strings.HasPrefix(brand, "3g"):
		m.info.Format = "3GP"
	case m.info.Video != "" || m.info.Audio == "" && !strings.HasPrefix(brand, "M4A"):
		m.info.Format = "MP4"
	default:
		m.info.Format = "M4A"
	}
	return m.info
}

// each visits the boxes between two offsets until visit returns false.
func (m *mp4) each(from, to int64, visit func(name string, from, to int64) bool) {
	for from+8 <= to && m.boxes > 0 {
		m.boxes--
		h := m.s.at(from, 16)
		if len(h) < 8 {
			return
		}
		length, head := int64(binary.BigEndian.Uint32(h)), int64(8)
		switch {
		case length == 0: // to the end
			length = to - from
		case length == 1 && len(h) == 16:
			long := binary.BigEndian.Uint64(h[8:])
			if long > math.MaxInt64 {
				return
			}
			length, head = int64(long), 16
		}
		if length < head || length > to-from {
			return
		}
		if !visit(string(h[4:8]), from+head, from+length) {
			return
		}
		from += length
	}
}

func (m *mp4) movie(from, to int64) {
	m.each(from, to, func(name string, from, to int64) bool {
		switch name {
		case "mvhd":
			m.info.Duration = m.duration(from)
		case "trak":
			m.add(m.track(from, to))
		}
		return true
	})
}

// add adds a track to what is known of the file: the first of each kind counts.
func (m *mp4) add(t track) {
	i := &m.info
	switch {
	case t.handler == "vide" && i.Video == "" && t.codec != "cover":
		i.Video, i.Width, i.Height = t.codec, t.width, t.height
	case t.handler == "soun" && i.Audio == "":
		i.Audio = t.codec
	}
}

// duration reads the duration in a header of a movie.
func (m *mp4) duration(from int64) time.Duration {
	h := m.s.at(from, 32)
	if len(h) < 20 {
		return 0
	}
	if h[0] == 0 {
		return seconds(uint64(binary.BigEndian.Uint32(h[16:])), uint64(binary.BigEndian.Uint32(h[12:])))
	}
	if len(h) < 32 {
		return 0
	}
	return seconds(binary.BigEndian.Uint64(h[24:]), uint64(binary.BigEndian.Uint32(h[20:])))
}

// track reads a track: its size and, some boxes below, its handler and its codec.
func (m *mp4) track(from, to int64) (t track) {
	var visit func(name string, from, to int64) bool
	visit = func(name string, from, to int64) bool {
		switch name {
		case "tkhd":
			t.width, t.height = m.shown(from)
		case "hdlr":
			if h := m.s.at(from, 12); len(h) == 12 && t.handler == "" {
				t.handler = string(h[8:12])
			}
		case "mdia", "minf", "stbl":
			m.each(from, to, visit)
		case "stsd":
			m.each(from+8, to, func(code string, from, to int64) bool {
				t.codec = m.codec(code, from, to)
				return false
			})
		}
		return true
	}
	m.each(from, to, visit)
	return t
}

// shown returns the size of a track's picture as it is shown: phones record upright videos
// on their side, with a matrix that turns them.
func (m *mp4) shown(from int64) (width, height int) {
	version := m.s.at(from, 1)
	if len(version) == 0 {
		return 0, 0
	}
	at := from + 40 // of the matrix
	if version[0] == 1 {
		at += 12
	}
	h := m.s.at(at, 44)
	if len(h) < 44 {
		return 0, 0
	}
	word := func(n int) uint32 { return binary.BigEndian.Uint32(h[4*n:]) }
	width, height = int(word(9)>>16), int(word(10)>>16)
	if word(0) == 0 && word(1) != 0 {
		width, height = height, width
	}
	return width, height
}

// codec returns the codec of a description of samples.
func (m *mp4) codec(code string, from, to int64) string {
	switch code {
	case "avc1", "avc2", "avc3":
		name := "H.264"
		m.each(from+78, to, func(box string, from, to int64) bool {
			if h := m.s.at(from, 2); box == "avcC" && len(h) == 2 && h[1] > 100 {
				name = "H.264 High 10" // or with more colours: phones play profiles up to High
			}
			return box != "avcC"
		})
		return name
	case "mp4a":
		return m.sound(from, to)
	}
	if name, ok := codes[code]; ok {
		return name
	}
	return strings.TrimSpace(strings.ToValidUTF8(code, "?"))
}

// codes are the names of codecs by their four-character codes.
var codes = map[string]string{
	"hvc1": "HEVC", "hev1": "HEVC", "dvh1": "HEVC", "dvhe": "HEVC", "av01": "AV1", "vp08": "VP8", "vp09": "VP9", "mp4v": "MPEG-4 Part 2", "s263": "H.263",
	"apch": "ProRes", "apcn": "ProRes", "apcs": "ProRes", "apco": "ProRes", "ap4h": "ProRes", "jpeg": "cover", "png ": "cover", "mjpa": "Motion JPEG",
	"alac": "ALAC", "ac-3": "AC-3", "ec-3": "E-AC-3", "Opus": "Opus", "fLaC": "FLAC", "samr": "AMR", "sawb": "AMR", ".mp3": "MP3",
	"sowt": "PCM", "twos": "PCM", "lpcm": "PCM", "in24": "PCM", "raw ": "PCM",
}

// sound returns the codec of an entry "mp4a", which one byte of a box in it tells apart.
func (m *mp4) sound(from, to int64) string {
	name := "AAC"
	m.each(from+28, to, func(box string, from, _ int64) bool {
		if box != "esds" {
			return true
		}
		// The descriptors' lengths have one to four bytes each, so their tags are looked for.
		h := m.s.at(from+4, 32)
		for n := 0; n+2 < len(h); n++ {
			if h[n] != 0x04 { // the tag of what describes the decoder
				continue
			}
			for n++; n < len(h) && h[n]&0x80 != 0; n++ {
			}
			if n+1 < len(h) && (h[n+1] == 0x69 || h[n+1] == 0x6B) {
				name = "MP3"
			}
			break
		}
		return false
	})
	return name
}

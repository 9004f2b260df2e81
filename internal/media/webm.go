package media

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strings"
)

// The elements of a WebM file that are read.
const (
	ebmlHeader = 0x1A45DFA3
	docType    = 0x4282
	segment    = 0x18538067
	segInfo    = 0x1549A966
	timeScale  = 0x2AD7B1
	duration   = 0x4489
	tracks     = 0x1654AE6B
	trackEntry = 0xAE
	codecID    = 0x86
	video      = 0xE0
	pixelWidth = 0xB0
	pixelHigh  = 0xBA
	cluster    = 0x1F43B675
)

// A webm is a WebM file that is being read, up to its first cluster.
type webm struct {
	s        *source
	elements int // that may still be looked at
	info     Info
	kind     string
	scale    float64 // nanoseconds a unit
	units    float64
}

func readWebM(s *source) Info {
	w := &webm{s: s, elements: mostBoxes, scale: 1e6}
	w.each(0, s.size)
	w.info.Format = "WebM"
	if w.kind != "webm" {
		w.info.Format = "Matroska"
	}
	if d := w.units * w.scale; d > 0 {
		w.info.Duration = seconds(uint64(min(d, math.MaxInt64)), 1e9)
	}
	return w.info
}

// each reads the elements between two offsets. It reports whether more may follow.
func (w *webm) each(from, to int64) bool {
	for from < to && w.elements > 0 {
		w.elements--
		h := w.s.at(from, 12)
		id, n := vint(h, false)
		length, k := vint(h[min(n, len(h)):], true)
		if n == 0 || k == 0 || id == cluster {
			return false
		}
		from += int64(n + k)
		end := to
		if length != 1<<(7*k)-1 { // otherwise to the end
			if length > uint64(to-from) {
				return false
			}
			end = from + int64(length)
		}
		switch id {
		case ebmlHeader, segment, segInfo, tracks, trackEntry, video:
			if !w.each(from, end) && id == segment {
				return false
			}
		default:
			w.value(id, w.s.at(from, int(min(end-from, 64))))
		}
		from = end
	}
	return true
}

// value takes the value of an element.
func (w *webm) value(id uint64, data []byte) {
	text := strings.TrimRight(string(data), "\x00")
	switch id {
	case docType:
		w.kind = text
	case timeScale:
		w.scale = float64(whole(data))
	case duration:
		switch len(data) {
		case 4:
			w.units = float64(math.Float32frombits(binary.BigEndian.Uint32(data)))
		case 8:
			w.units = math.Float64frombits(binary.BigEndian.Uint64(data))
		}
	case codecID:
		kind, codec, _ := strings.Cut(text, "_")
		codec, _, _ = strings.Cut(codec, "/")
		switch codec {
		case "OPUS":
			codec = "Opus"
		case "VORBIS":
			codec = "Vorbis"
		case "MPEG4":
			codec = "H.264"
		case "MPEGH":
			codec = "HEVC"
		}
		switch kind {
		case "V":
			w.info.Video = codec
		case "A":
			w.info.Audio = codec
		}
	case pixelWidth:
		w.info.Width = int(min(whole(data), 1<<16))
	case pixelHigh:
		w.info.Height = int(min(whole(data), 1<<16))
	}
}

// vint reads a number of variable length, with or without the bit that says its length.
func vint(data []byte, plain bool) (value uint64, n int) {
	if len(data) == 0 || data[0] == 0 {
		return 0, 0
	}
	n = bits.LeadingZeros8(data[0]) + 1
	if n > len(data) {
		return 0, 0
	}
	value = whole(data[:n])
	if plain {
		value &^= 1 << (7 * n)
	}
	return value, n
}

// whole returns a number of up to eight bytes.
func whole(data []byte) (n uint64) {
	for _, b := range data[:min(len(data), 8)] {
		n = n<<8 | uint64(b)
	}
	return n
}

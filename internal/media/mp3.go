package media

import (
	"bytes"
	"encoding/binary"
)

// A frame is the header of an MP3 frame.
type frame struct {
	rate    int // samples a second
	samples int // in the frame
	bits    int // a second
	bytes   int // of the frame
	side    int // bytes between the header and the data, where the header of a file is
	kind    byte
}

// bitrates are those of MPEG-1 layers I, II and III and MPEG-2 layer I and the other two,
// in kbit/s.
var bitrates = [5][16]int{
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

// frameOf parses the header of a frame; ok is false if it is none.
func frameOf(h []byte) (f frame, ok bool) {
	if len(h) < 4 || h[0] != 0xFF || h[1]&0xE0 != 0xE0 {
		return f, false
	}
	version, layer := h[1]>>3&3, 4-int(h[1]>>1&3) // version 3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5
	rate := h[2] >> 2 & 3
	if version == 1 || layer == 4 || rate == 3 {
		return f, false
	}
	table := layer - 1
	f.rate = []int{44100, 48000, 32000}[rate]
	mono := h[3]>>6 == 3
	f.side = 32
	switch {
	case version == 3 && mono:
		f.side = 17
	case version != 3:
		f.rate >>= 1
		table = min(2, layer-1)
		if table > 0 {
			table = 1
		}
		table += 3
		f.side = 17
		if mono {
			f.side = 9
		}
	}
	if version == 0 {
		f.rate >>= 1
	}
	f.bits = bitrates[table][h[2]>>4] * 1000
	if f.bits == 0 {
		return f, false
	}
	padding := int(h[2] >> 1 & 1)
	switch {
	case layer == 1:
		f.samples = 384
		f.bytes = (12*f.bits/f.rate + padding) * 4
	case layer == 3 && version != 3:
		f.samples = 576
		f.bytes = 72*f.bits/f.rate + padding
	default:
		f.samples = 1152
		f.bytes = 144*f.bits/f.rate + padding
	}
	f.kind = h[1]&0x1E | byte(rate)<<5 // what all frames of a file share
	return f, f.bytes > 4
}

const (
	syncing    = 64 << 10 // bytes in which the first frame is looked for
	sameFrames = 256      // frames with the same bit rate, after which all are taken to have it
)

// readMP3 reads an MP3 file whose sound begins at start.
func readMP3(s *source, start int64) Info {
	first, at, ok := firstFrame(s, start)
	if !ok {
		return Info{}
	}
	i := Info{Format: "MP3", Audio: "MP3"}
	end := s.size
	if end >= 128 && string(s.at(end-128, 3)) == "TAG" {
		end -= 128
	}
	if frames := countOf(s.at(at, first.side+64), first); frames > 0 {
		i.Duration = seconds(uint64(frames)*uint64(first.samples), uint64(first.rate))
		return i
	}
	w := &window{s: s}
	samples, frames, same, next := 0, 0, true, at
	for next < end {
		f, ok := frameOf(w.at(next, 4))
		if !ok || f.kind != first.kind {
			break
		}
		samples, frames, same, next = samples+f.samples, frames+1, same && f.bits == first.bits, next+int64(f.bytes)
		if same && frames == sameFrames {
			break
		}
	}
	// The rest, if any, is taken to be like what was read.
	if read := next - at; read > 0 {
		rest := float64(end-at) / float64(read)
		if next >= end {
			rest = 1
		}
		i.Duration = seconds(uint64(float64(samples)*rest), uint64(first.rate))
	}
	return i
}

// firstFrame finds the first frame that another follows.
func firstFrame(s *source, start int64) (f frame, at int64, ok bool) {
	data := s.at(start, syncing)
	for n := 0; n+4 <= len(data); n++ {
		if f, ok = frameOf(data[n:]); !ok {
			continue
		}
		at = start + int64(n)
		if n+f.bytes+4 > len(data) {
			if next := s.at(at+int64(f.bytes), 4); len(next) < 4 { // the only frame
				return f, at, true
			}
			return f, at, false
		}
		if next, follows := frameOf(data[n+f.bytes:]); follows && next.kind == f.kind {
			return f, at, true
		}
	}
	return f, 0, false
}

// countOf returns the number of frames of which the first one informs, in one of two forms.
func countOf(data []byte, f frame) uint32 {
	if n := 4 + f.side; len(data) >= n+12 && (bytes.HasPrefix(data[n:], []byte("Xing")) || bytes.HasPrefix(data[n:], []byte("Info"))) && data[n+7]&1 != 0 {
		return binary.BigEndian.Uint32(data[n+8:])
	}
	if n := 4 + 32; len(data) >= n+18 && bytes.HasPrefix(data[n:], []byte("VBRI")) {
		return binary.BigEndian.Uint32(data[n+14:])
	}
	return 0
}

// readAAC reads an AAC file whose frames (ADTS) begin at start.
func readAAC(s *source, start int64) Info {
	w := &window{s: s}
	var samples, rate uint64
	next := start
	for {
		h := w.at(next, 6)
		if len(h) < 6 || h[0] != 0xFF || h[1]&0xF6 != 0xF0 {
			break
		}
		index := h[2] >> 2 & 15
		length := int64(h[3]&3)<<11 | int64(h[4])<<3 | int64(h[5])>>5
		if int(index) >= len(aacRates) || length < 7 {
			break
		}
		rate = aacRates[index]
		samples += 1024
		next += length
	}
	if samples == 0 {
		return Info{}
	}
	i := Info{Format: "AAC", Audio: "AAC"}
	if s.left <= 0 { // as with MP3
		samples = uint64(float64(samples) * float64(s.size-start) / float64(next-start))
	}
	i.Duration = seconds(samples, rate)
	return i
}

var aacRates = []uint64{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}

// A window reads a file in larger parts, one after the other.
type window struct {
	s    *source
	from int64
	data []byte
}

func (w *window) at(offset int64, n int) []byte {
	if offset < w.from || offset+int64(n) > w.from+int64(len(w.data)) {
		w.from, w.data = offset, w.s.at(offset, 256<<10)
	}
	rest := w.data[offset-w.from:]
	return rest[:min(n, len(rest))]
}

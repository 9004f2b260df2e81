package media

import (
	"bytes"
	"encoding/binary"
)

const mostChunks = 1000

// readWAV reads the chunks of a WAV file.
func readWAV(s *source) Info {
	i := Info{Format: "WAV"}
	var bytesASecond uint64
	at := int64(12)
	for range mostChunks {
		h := s.at(at, 24)
		if len(h) < 8 {
			break
		}
		length := int64(binary.LittleEndian.Uint32(h[4:]))
		switch string(h[:4]) {
		case "fmt ":
			if len(h) >= 20 {
				i.Audio = wavCodec(binary.LittleEndian.Uint16(h[8:]))
				bytesASecond = uint64(binary.LittleEndian.Uint32(h[16:]))
			}
		case "data":
			i.Duration = seconds(uint64(min(length, s.size-at-8)), bytesASecond)
			return i
		}
		at += 8 + length + length&1
	}
	return i
}

// wavCodec returns the codec of a WAV file's format tag.
func wavCodec(tag uint16) string {
	switch tag {
	case 1, 3, 0xFFFE: // whole numbers, fractions, and one of the two with more channels
		return "PCM"
	case 0x55:
		return "MP3"
	}
	return "ADPCM"
}

// readFLAC reads the first block of a FLAC file.
func readFLAC(s *source, start int64) Info {
	i := Info{Format: "FLAC", Audio: "FLAC"}
	if h := s.at(start, 26); len(h) == 26 && h[4]&0x7F == 0 {
		packed := binary.BigEndian.Uint64(h[18:]) // 20 bits rate, 3 channels, 5 bits a sample, 36 samples
		i.Duration = seconds(packed&(1<<36-1), packed>>44)
	}
	return i
}

// readOgg reads the first pages of an Ogg file, which name its codec, and the last one,
// whose position is the end.
func readOgg(s *source) Info {
	i := Info{Format: "Ogg"}
	head := s.at(0, 4096)
	if len(head) < 28 {
		return i
	}
	serial := head[14:18]
	packet := head[min(len(head), 27+int(head[26])):]
	var rate, skip uint64
	number := func(at int) uint64 {
		if len(packet) < at+4 {
			return 0
		}
		return uint64(binary.LittleEndian.Uint32(packet[at:]))
	}
	switch {
	case bytes.HasPrefix(packet, []byte("OpusHead")):
		i.Audio, rate, skip = "Opus", 48000, number(10)&0xFFFF
	case bytes.HasPrefix(packet, []byte("\x01vorbis")):
		i.Audio, rate = "Vorbis", number(12)
	case bytes.HasPrefix(packet, []byte("\x7fFLAC")):
		i.Audio = "FLAC"
		if len(packet) >= 30 {
			rate = uint64(binary.BigEndian.Uint32(packet[27:])) >> 12
		}
	case bytes.HasPrefix(packet, []byte("Speex ")):
		i.Audio = "Speex"
	case bytes.HasPrefix(packet, []byte("\x80theora")):
		i.Video = "Theora"
	}
	from := max(0, s.size-lastPage)
	tail := s.at(from, lastPage)
	for end := len(tail); end > 0; {
		at := bytes.LastIndex(tail[:end], []byte("OggS"))
		if at < 0 {
			break
		}
		if page := tail[at:]; len(page) >= 27 && bytes.Equal(page[14:18], serial) {
			if position := binary.LittleEndian.Uint64(page[6:]); position != 1<<64-1 && position >= skip {
				i.Duration = seconds(position-skip, rate)
				break
			}
		}
		end = at
	}
	return i
}

// lastPage is the size of the part of an Ogg file that contains its last page, which has
// at most 65,307 bytes, twice.
const lastPage = 128 << 10

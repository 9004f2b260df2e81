// Package media reads what a page must know about a recording or a video before it is
// played: its format, its codecs, how long it lasts, and the size of its picture; and the
// texts with times that are next to it (WebVTT).
//
// Only headers are read, with a few exceptions that have none: of a file of any size a few
// hundred kilobytes at most, or 64 MiB of an MP3 or AAC file without a header. Nothing is
// decoded. What cannot be read is left out of the result: the caller decides whether a
// recording without a duration is a problem. Formats that browsers do not play are
// recognised, so that a message can name them.
package media

import (
	"bytes"
	"io"
	"strings"
	"time"
)

// An Info describes a recording or a video. Its zero value is a file of unknown format.
type Info struct {
	Format   string        // "MP3", "M4A", "MP4", "MOV", "3GP", "Ogg", "WAV", "FLAC", "AAC", "WebM", …; "" if it is unknown
	Audio    string        // the codec of the sound, such as "AAC"; a four-character code if it is unknown; "" for none
	Video    string        // the codec of the picture, such as "H.264"; likewise
	Duration time.Duration // 0 if it is unknown
	Width    int           // of the picture in pixels, as it is shown; 0 if there is none; likewise Height
	Height   int
}

// Read reads a file of the given size. The error is one of reading; a file that is
// damaged or of an unknown format is none.
func Read(r io.ReaderAt, size int64) (Info, error) {
	s := &source{r: r, size: size, left: mostRead}
	start := s.afterTags()
	head := s.at(start, 64)
	var i Info
	switch format := formatOf(head); format {
	case "MP3":
		i = readMP3(s, start)
	case "AAC":
		i = readAAC(s, start)
	case "FLAC":
		i = readFLAC(s, start)
	case "Ogg":
		i = readOgg(s)
	case "WAV":
		i = readWAV(s)
	case "MP4":
		i = readMP4(s)
	case "WebM":
		i = readWebM(s)
	case "":
		if start > 0 || bytes.HasPrefix(head, []byte("ID3")) { // a tag, and padding after it
			i = readMP3(s, start)
			i.Format = "MP3"
		}
	default:
		i.Format = format
	}
	return i, s.err
}

// formatOf returns the format of a file by its first bytes, "" if it is unknown.
func formatOf(head []byte) string {
	starts := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	inside := func(at int, magic string) bool {
		return len(head) >= at+len(magic) && string(head[at:at+len(magic)]) == magic
	}
	switch {
	case starts("OggS"):
		return "Ogg"
	case starts("fLaC"):
		return "FLAC"
	case starts("RIFF") && inside(8, "WAVE"):
		return "WAV"
	case starts("RIFF") && inside(8, "AVI "):
		return "AVI"
	case inside(4, "ftyp"), inside(4, "moov"), inside(4, "mdat"), inside(4, "wide"):
		return "MP4"
	case starts("\x1a\x45\xdf\xa3"):
		return "WebM"
	case starts("#!AMR"):
		return "AMR"
	case starts("\x30\x26\xb2\x75"):
		return "WMA"
	case starts("MAC "):
		return "APE"
	case starts("MThd"):
		return "MIDI"
	case starts("FORM"):
		return "AIFF"
	case starts("FLV"):
		return "FLV"
	case starts("\x00\x00\x01\xba"), starts("\x00\x00\x01\xb3"):
		return "MPEG"
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xF6 == 0xF0:
		return "AAC"
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xE0 == 0xE0 && head[1]&0x06 != 0:
		return "MP3"
	}
	return ""
}

// Extensions returns the extensions of files of a format, the usual one first; none if no
// browser plays the format.
func (i *Info) Extensions() []string {
	switch i.Format {
	case "MP3":
		return []string{".mp3"}
	case "Ogg":
		return []string{".ogg", ".oga", ".opus"}
	case "FLAC":
		return []string{".flac"}
	case "WAV":
		return []string{".wav"}
	case "AAC":
		return []string{".aac"}
	case "M4A":
		return []string{".m4a"}
	case "MP4":
		return []string{".mp4", ".m4v"}
	case "MOV":
		return []string{".mov"}
	case "WebM":
		return []string{".webm"}
	}
	return nil
}

// Incomplete reports whether the file ends before what it would need to be played.
func (i *Info) Incomplete() bool {
	return (i.Format == "M4A" || i.Format == "MP4" || i.Format == "MOV") && i.Audio == "" && i.Video == ""
}

// Unplayed returns what phones do not play of the file: the name of a codec or of the
// format. With old, only older iPhones do not. It is "" if all phones of the last ten
// years play it.
func (i *Info) Unplayed() (what string, old bool) {
	for _, codec := range []string{i.Video, i.Audio} {
		if codec != "" && !strings.Contains(playedCodecs, " "+codec+" ") {
			return codec, false
		}
	}
	switch i.Format {
	case "Ogg", "WebM":
		return i.Format, true
	case "MOV", "3GP", "Matroska":
		return i.Format, false
	}
	if i.Extensions() == nil {
		return i.Format, false
	}
	return "", false
}

// playedCodecs are the codecs that phones play in the formats that they play.
const playedCodecs = " AAC MP3 PCM FLAC Opus Vorbis H.264 VP8 VP9 "

// mostRead is how many bytes of a file are read at most: an hour of an MP3 file that says
// nowhere how long it is.
const mostRead = 64 << 20

// A source reads parts of a file and remembers the first error.
type source struct {
	r    io.ReaderAt
	size int64
	left int // bytes that may still be read
	err  error
}

// at returns n bytes at an offset, or fewer where the file or what may be read ends.
func (s *source) at(offset int64, n int) []byte {
	if offset < 0 || offset >= s.size || s.err != nil {
		return nil
	}
	n = int(min(int64(n), s.size-offset, int64(s.left)))
	data := make([]byte, n)
	read, err := s.r.ReadAt(data, offset)
	s.left -= read
	if err != nil && err != io.EOF {
		s.err = err
	}
	return data[:read]
}

// afterTags returns where the sound begins after tags of ID3v2, which may precede
// several formats.
func (s *source) afterTags() int64 {
	start := int64(0)
	for range 4 { // some programs write a second one
		tag := s.at(start, 10)
		if len(tag) < 10 || string(tag[:3]) != "ID3" {
			break
		}
		length := int64(tag[6]&0x7F)<<21 | int64(tag[7]&0x7F)<<14 | int64(tag[8]&0x7F)<<7 | int64(tag[9]&0x7F)
		start += 10 + length
		if tag[5]&0x10 != 0 {
			start += 10 // a footer
		}
	}
	return start
}

// seconds returns the duration of a number of units, of which there are rate in a second.
func seconds(units, rate uint64) time.Duration {
	if rate == 0 {
		return 0
	}
	d := float64(units) / float64(rate)
	if d > longest.Seconds() {
		return 0 // damaged
	}
	return time.Duration(d * float64(time.Second)).Round(time.Millisecond)
}

// longest is the longest duration that is believed.
const longest = 1000 * time.Hour

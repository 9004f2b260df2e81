package media

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func read(t testing.TB, data []byte) Info {
	t.Helper()
	i, err := Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "files", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRead compares what is read with what ffprobe says of the files.
func TestRead(t *testing.T) {
	t.Parallel()
	clip := Info{Format: "MP4", Video: "H.264", Duration: time.Second, Width: 64, Height: 48}
	with := func(change func(*Info)) Info {
		i := clip
		change(&i)
		return i
	}
	sound := func(format, codec string, ms int) Info {
		return Info{Format: format, Audio: codec, Duration: time.Duration(ms) * time.Millisecond}
	}
	for name, want := range map[string]Info{
		"plain.mp3":     sound("MP3", "MP3", 1567),
		"tagged.mp3":    sound("MP3", "MP3", 1567),
		"vbr.mp3":       sound("MP3", "MP3", 1567),
		"vbr-plain.mp3": sound("MP3", "MP3", 4176),
		"end.m4a":       sound("M4A", "AAC", 1500),
		"fast.m4a":      sound("M4A", "AAC", 1500),
		"lossless.m4a":  sound("M4A", "ALAC", 250),
		"sound.aac":     sound("AAC", "AAC", 1579),
		"opus.ogg":      sound("Ogg", "Opus", 1500),
		"vorbis.ogg":    sound("Ogg", "Vorbis", 1500),
		"tone.flac":     sound("FLAC", "FLAC", 250),
		"adpcm.wav":     sound("WAV", "ADPCM", 128), // as its header says; it is 510 ms
		"fast.mp4":      clip,
		"end.mp4":       with(func(i *Info) { i.Audio, i.Duration = "AAC", 1022*time.Millisecond }),
		"deep.mp4":      with(func(i *Info) { i.Video = "H.264 High 10" }),
		"hevc.mp4":      with(func(i *Info) { i.Video = "HEVC" }),
		"phone.mov":     with(func(i *Info) { i.Format = "MOV" }),
		"clip.mkv":      with(func(i *Info) { i.Format = "Matroska" }),
		"clip.webm":     with(func(i *Info) { i.Format, i.Video, i.Audio, i.Duration = "WebM", "VP8", "Opus", 1008*time.Millisecond }),
	} {
		got := read(t, file(t, name))
		if apart := (got.Duration - want.Duration).Abs(); apart <= 60*time.Millisecond { // encoders pad
			got.Duration = want.Duration
		}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

// TestReadHeaders reads what files of a few bytes say of themselves.
func TestReadHeaders(t *testing.T) {
	t.Parallel()
	upright := bytes.Clone(file(t, "fast.mp4"))
	matrix := bytes.Index(upright, []byte("tkhd")) + 4 + 40
	copy(upright[matrix:], "\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00")
	tag := append([]byte("ID3\x04\x00\x10\x00\x00\x00\x05xxxxx3DI\x04\x00\x00\x00\x00\x00\x05"), file(t, "plain.mp3")...)
	for _, test := range []struct {
		name, data, want string
	}{
		{"nothing", "", ""},
		{"a page", "<html>", ""},
		{"a tone", "RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\xa0\x0f\x00\x00" + strings.Repeat("x", 4000), "WAV PCM 500ms"},
		{"a tone that was cut", "RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\xff\xff\xff\xff" + strings.Repeat("x", 800), "WAV PCM 100ms"},
		{"a tag with a footer", string(tag), "MP3 MP3 1.567s"},
		{"only a tag", "ID3\x03\x00\x00\x00\x00\x00\x00", "MP3"},
		{"old", "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMA"},
		{"a telephone's", "#!AMR\n", "AMR"},
		{"a film", "RIFF\x00\x00\x00\x00AVI LIST", "AVI"},
		{"a telephone's film", "\x00\x00\x00\x14ftyp3gp4\x00\x00\x00\x00", "3GP"},
		{"cut short", "\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", "M4A"},
		{"turned", string(upright), "MP4 H.264 48x64 1s"},
	} {
		i := read(t, []byte(test.data))
		got := strings.TrimSpace(i.Format + " " + i.Audio + i.Video)
		if i.Width > 0 {
			got += " 48x64"
			if i.Width != 48 || i.Height != 64 {
				t.Errorf("%s: %d by %d", test.name, i.Width, i.Height)
			}
		}
		if i.Duration > 0 {
			got += " " + i.Duration.String()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestUnplayed checks which files a phone does not play.
func TestUnplayed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"plain.mp3": "", "end.m4a": "", "sound.aac": "", "tone.flac": "", "fast.mp4": "", "end.mp4": "",
		"lossless.m4a": "ALAC", "adpcm.wav": "ADPCM", "hevc.mp4": "HEVC", "deep.mp4": "H.264 High 10", "phone.mov": "MOV", "clip.mkv": "Matroska",
		"opus.ogg": "Ogg (old)", "vorbis.ogg": "Ogg (old)", "clip.webm": "WebM (old)",
	} {
		i := read(t, file(t, name))
		got, old := i.Unplayed()
		if old {
			got += " (old)"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

type broken struct{}

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("the card was pulled out") }

func TestReadError(t *testing.T) {
	t.Parallel()
	if _, err := Read(broken{}, 100); err == nil {
		t.Error("no error")
	}
}

// counted counts the bytes that are read.
type counted struct {
	data []byte
	read int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := bytes.NewReader(c.data).ReadAt(p, at)
	c.read += n
	return n, err
}

// TestReadLittle checks that a long file is not read whole, unless it has no header and
// frames of different sizes.
func TestReadLittle(t *testing.T) {
	t.Parallel()
	clip := file(t, "end.mp4")
	at := bytes.Index(clip, []byte("moov")) - 4
	boxes := bytes.Repeat([]byte("\x00\x00\x10\x00free"+strings.Repeat("x", 4088)), 2000)
	for name, data := range map[string][]byte{
		"MP3": bytes.Repeat(file(t, "plain.mp3"), 2000),
		"MP4": bytes.Join([][]byte{clip[:at], boxes, clip[at:]}, nil),
		"Ogg": append(bytes.Repeat(file(t, "opus.ogg"), 4000), file(t, "opus.ogg")...),
	} {
		c := &counted{data: data}
		i, err := Read(c, int64(len(data)))
		if err != nil || i.Duration == 0 || c.read > 700<<10 {
			t.Errorf("%s: %+v, %d of %d bytes were read, %v", name, i, c.read, len(data), err)
		}
	}
}

// FuzzRead reads damaged files: nothing panics, and the work has a limit.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/files/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		f.Add(file(f, filepath.Base(name)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &counted{data: data}
		i, err := Read(c, int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		if i.Duration < 0 || i.Duration > longest || i.Width < 0 || i.Height < 0 {
			t.Errorf("%+v", i)
		}
		if c.read > mostRead {
			t.Errorf("%d bytes were read", c.read)
		}
		if i.Format == "" && i.Duration > 0 {
			t.Errorf("unknown, but %v long", i.Duration)
		}
	})
}

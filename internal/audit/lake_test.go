package audit

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// lakeFiles is a guide of two routes that share a site. One site has a
// recording that is too large for a single request.
var lakeFiles = map[string]string{
	"sites.toml": `[guide]
title     = { zh-Hans = "湖边", en = "By the lake" }
base_url  = "https://lake.example/guide/"
languages = ["zh-Hans", "en"]
country   = "CN"

[[site]]
id       = "gate"
name     = { zh-Hans = "门", en = "The gate" }
location = { lat = 39.9986, lon = 116.3093 }

[[site]]
id       = "pond"
name     = { zh-Hans = "池", en = "The pond" }
location = { lat = 40.0007, lon = 116.3138 }

[[site]]
id       = "tower"
name     = { zh-Hans = "塔", en = "The tower" }
location = { lat = 40.0023, lon = 116.3167 }
`,
	"content/index.md":            "四时都可以来。\n",
	"content/index.en.md":         "Come in any season.\n",
	"content/sites/gate/index.md": "门朝南。\n\n::: audio audio/keeper#1.wav\n守门人说话。\n:::\n",
	"content/sites/pond/index.md": "池里有荷花。\n",
	"content/sites/tower.md":      "塔有七层。\n",
	"routes/north.toml":           "title = { zh-Hans = \"北线\", en = \"North\" }\nstart = 09:00:00\nmode = \"walk\"\n\n[[stop]]\nsite = \"gate\"\nstay = \"10m\"\n\n[[stop]]\nsite = \"pond\"\nstay = \"10m\"\n",
	"routes/south.toml":           "title = { zh-Hans = \"南线\", en = \"South\" }\nstart = 09:00:00\nmode = \"walk\"\n\n[[stop]]\nsite = \"pond\"\nstay = \"10m\"\n\n[[stop]]\nsite = \"tower\"\nstay = \"10m\"\n",
}

const recordingBytes = 44 + 2*8000*80 // eighty seconds: 1.28 MB

// publishLake publishes that guide with some of its files changed.
func publishLake(name string, changed map[string]string) (*publication, error) {
	project := filepath.Join(scratch, name+"-project")
	for _, files := range []map[string]string{lakeFiles, changed} {
		for file, text := range files {
			file = filepath.Join(project, filepath.FromSlash(file))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return nil, err
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				return nil, err
			}
		}
	}
	dice := rand.New(rand.NewPCG(1, 1))
	for _, site := range []string{"gate", "pond"} {
		dir := filepath.Join(project, "content", "sites", site)
		if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o755); err != nil {
			return nil, err
		}
		photo := image.NewGray(image.Rect(0, 0, 1400, 900))
		for i := range photo.Pix {
			photo.Pix[i] = uint8(i/photo.Stride/4 + dice.IntN(30)) // a sky with grain, which compresses badly
		}
		photo.SetGray(0, 0, color.Gray{255})
		f, err := os.Create(filepath.Join(dir, "photos", site+".jpg"))
		if err == nil {
			err = jpeg.Encode(f, photo, nil)
			f.Close()
		}
		if err != nil {
			return nil, err
		}
		captions := "[[photo]]\nfile = \"" + site + ".jpg\"\nalt = \"" + site + "\"\ncredit = \"编者\"\nlicence = \"CC0\"\n"
		if err := os.WriteFile(filepath.Join(dir, "photos", "photos.toml"), []byte(captions), 0o644); err != nil {
			return nil, err
		}
	}
	wav := []byte(fmt.Sprintf("RIFF%sWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data%s", little(recordingBytes-8), little(recordingBytes-44)))
	for len(wav) < recordingBytes {
		wav = append(wav, uint8(dice.Uint32()), uint8(dice.IntN(8)))
	}
	audio := filepath.Join(project, "content", "sites", "gate", "audio")
	if err := os.MkdirAll(audio, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(audio, "keeper#1.wav"), wav, 0o644); err != nil {
		return nil, err
	}
	return publish(project, name, false)
}

func little(n int) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }

// lakes are the guide as it is, and after an edit of the pond's page.
var lakes = sync.OnceValues(func() ([2]*publication, error) {
	first, err := publishLake("lake", nil)
	if err != nil {
		return [2]*publication{}, err
	}
	second, err := publishLake("lake-edited", map[string]string{"content/sites/pond/index.md": "池里有荷花，七月最盛。\n"})
	return [2]*publication{first, second}, err
})

// lake returns the small guide of two routes, before and after an edit.
func lake(t *testing.T) (first, edited *publication) {
	t.Helper()
	both, err := lakes()
	if err != nil {
		t.Fatal(err)
	}
	return both[0], both[1]
}

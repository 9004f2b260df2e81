package build

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"wayside"
)

// TestPosters builds a guide with two routes, one of them with a photo. The code of a poster
// leads to its route's page, an edit of one route changes one poster, and a pack has none.
func TestPosters(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	project, public, cache := filepath.Join(dir, "project"), filepath.Join(dir, "public"), filepath.Join(dir, "cache")
	write := func(name, text string) { writeIn(t, project, name, text) }
	read := func(address string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(address)))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	build := func(public, cache string) {
		t.Helper()
		_, problems, err := Build(context.Background(), Options{Project: project, Theme: stillTheme{wayside.Theme}, Out: public, Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		if errors, _ := problems.Count(); errors > 0 {
			t.Fatal(lines(problems))
		}
	}
	photo := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	for y := range 900 {
		for x := range 1200 {
			photo.SetRGBA(x, y, color.RGBA{uint8(x / 5), uint8(y / 4), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photo, nil); err != nil {
		t.Fatal(err)
	}
	const guide = "[guide]\ntitle = \"足迹\"\nlanguages = [\"zh-Hans\", \"en\"]\n"
	const sites = "\n[[site]]\nid = \"gate\"\nname = \"东门\"\n\n[[site]]\nid = \"tower\"\nname = \"钟楼\"\n"
	write("sites.toml", guide+"base_url = \"https://guide.example.org/red/\"\n"+sites)
	write("content/sites/gate/index.md", "东门。\n")
	write("content/sites/gate/photos/a.jpg", b.String())
	write("routes/walk.toml", "title = \"A walk\"\nposter = true\n\n[[stop]]\nsite = \"gate\"\n")
	write("routes/ride.toml", "title = \"A ride\"\nposter = true\n\n[[stop]]\nsite = \"tower\"\n")
	build(public, cache)

	addresses := []string{"routes/walk/", "routes/ride/", "en/routes/walk/", "en/routes/ride/"}
	before := map[string][]byte{}
	for _, address := range addresses {
		data := read(address + "poster.png")
		before[address] = data
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil {
			t.Fatalf("%s: the code cannot be read: %v", address, err)
		}
		if want := "https://guide.example.org/red/" + address; result.GetText() != want {
			t.Errorf("the code is %q, want %q", result.GetText(), want)
		}
		if len(data) > 300_000 {
			t.Errorf("%s: %d bytes", address, len(data))
		}
		if page := string(read(address + "index.html")); strings.Count(page, "poster.png") < 2 {
			t.Errorf("%s does not show its poster", address)
		}
	}
	if bytes.Equal(before["routes/walk/"], before["en/routes/walk/"]) {
		t.Error("both languages have the same poster")
	}

	if pack := string(read("offline/walk.json")); strings.Contains(pack, "poster.png") {
		t.Error("the pack contains a poster")
	}
	archive, err := zip.OpenReader(filepath.Join(public, "offline", "walk.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	page, err := archive.Open("walk/routes/walk/index.html")
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	text, err := io.ReadAll(page)
	if err != nil {
		t.Fatal(err)
	}
	if want := "https://guide.example.org/red/routes/walk/poster.png"; strings.Count(string(text), want) != 2 {
		t.Errorf("the page in the ZIP should have the picture and the link of the poster as %s", want)
	}

	write("routes/walk.toml", "title = \"Another walk\"\nposter = true\n\n[[stop]]\nsite = \"gate\"\n")
	build(public, cache)
	for _, address := range addresses {
		changed := !bytes.Equal(before[address], read(address+"poster.png"))
		if want := strings.Contains(address, "walk"); changed != want {
			t.Errorf("%s: the poster is another one: %t, want %t", address, changed, want)
		}
	}
	again := filepath.Join(dir, "again")
	build(again, filepath.Join(dir, "other"))
	for _, address := range addresses {
		data, err := os.ReadFile(filepath.Join(again, filepath.FromSlash(address), "poster.png"))
		if err != nil || !bytes.Equal(data, read(address+"poster.png")) {
			t.Errorf("%s: another poster of the same guide (%v)", address, err)
		}
	}

	write("sites.toml", guide+sites)
	build(public, cache)
	if _, err := os.Stat(filepath.Join(public, "routes", "walk", "poster.png")); err == nil {
		t.Error("a poster without the guide's address")
	}
	if strings.Contains(string(read("routes/walk/index.html")), "poster") {
		t.Error("the page shows a poster that does not exist")
	}
}

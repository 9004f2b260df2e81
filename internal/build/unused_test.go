package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayside"
)

// TestEveryFileIsUsedOrNamed checks that a file placed anywhere below content/ or
// routes/ either changes what is published, or is named by a problem: itself, or
// a folder above it.
func TestEveryFileIsUsedOrNamed(t *testing.T) {
	t.Parallel()
	project := map[string]string{
		"sites.toml": `[guide]
title = "红色足迹"
base_url = "https://guide.example.org/"
languages = ["zh-Hans", "en"]

[[site]]
id = "kaishan"
name = "开山岛"
location = { lat = 34.53, lon = 119.87 }
`,
		"content/sites/kaishan/index.md": "守岛。\n",
		"routes/sea.toml":                "title = \"海\"\n\n[[stop]]\nsite = \"kaishan\"\n",
	}
	dirs := []string{
		"content", "content/deep", "content/deep/er", "content/sites", "content/sites/kaishan", "content/sites/kaishan/photos", "content/sites/kaishan/photos/old",
		"content/sites/kaishan/audio", "content/sites/kaishan/Photos", "content/sites/kaishan/图片", "content/sites/nobody", "content/sites/nobody/photos", "content/sites/Not An Id",
		"routes", "routes/old",
	}
	jpeg := "\xff\xd8\xff\xe0\x00\x10JFIF"
	names := map[string]string{
		"a.md": "text", "A.MD": "text", "a.en.md": "text", "a.xx.md": "text", "index.md": "text", "index.en.md": "text", "a.markdown": "text", "a.txt": "text", "a.md.txt": "text", "照片.md": "text",
		"a.jpg": jpeg, "a.JPG": jpeg, "照片 (1).jpg": jpeg, "a.heic": "\x00\x00\x00\x18ftypheic", "a.webp": "RIFF", "a.gif": "GIF89a", "a.svg": "<svg/>", "a.tif": "II*\x00", "a": jpeg,
		"a.toml": "title = \"x\"", "a.TOML": "title = \"x\"", "a.toml.txt": "title = \"x\"", "photos.toml": "[[photo]]\nfile = \"no.jpg\"", "Photos.toml": "", "photos.toml.txt": "",
		"a.mp3": "ID3\x03\x00", "a.wma": "0&\xb2u", "a.m4a": "no", "a.docx": "PK", "a.pdf": "%PDF", "a.mp4": "x", "a.gpx": "<gpx/>", "a.kml": "<kml/>", "a.bin": "x", "a.jpg.bak": jpeg, "~a.md": "text",
	}
	unchanged := published(t, project, "", "")
	tried := 0
	for _, dir := range dirs {
		for _, name := range slices.Sorted(maps.Keys(names)) {
			file := dir + "/" + name
			if _, exists := project[file]; exists || testing.Short() && tried%7 != 0 {
				tried++
				continue
			}
			tried++
			named := false
			problems := problemsOf(t, project, file, names[name])
			for _, p := range problems {
				above := p == file || strings.HasPrefix(file, p+"/")
				named = named || above && p != ""
			}
			if !named && published(t, project, file, names[name]) == unchanged {
				t.Errorf("%s is neither used nor named; the problems are in %q", file, problems)
			}
		}
	}
}

// problemsOf returns the files of a project's problems, with one more file.
func problemsOf(t *testing.T, project map[string]string, file, text string) (files []string) {
	t.Helper()
	dir := written(t, project, file, text)
	problems, err := Check(t.Context(), Options{Project: dir, Theme: stillTheme{wayside.Theme}, layouts: sharedLayouts})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		files = append(files, p.Place.File)
	}
	return files
}

// published returns a hash of what is published of a project with one more file.
func published(t *testing.T, project map[string]string, file, text string) string {
	t.Helper()
	dir := written(t, project, file, text)
	if _, _, err := Build(context.Background(), Options{Project: dir, Theme: stillTheme{wayside.Theme}, layouts: sharedLayouts}); err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	filepath.WalkDir(filepath.Join(dir, "public"), func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			data, _ := os.ReadFile(name)
			sum.Write([]byte(strings.TrimPrefix(name, dir)))
			sum.Write(data)
		}
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))
}

func written(t *testing.T, project map[string]string, file, text string) string {
	t.Helper()
	dir := t.TempDir()
	for file, text := range project {
		writeIn(t, dir, file, text)
	}
	if file != "" {
		writeIn(t, dir, path.Clean(file), text)
	}
	return dir
}

// writeIn writes a file of a project, and the folders in which it is.
func writeIn(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

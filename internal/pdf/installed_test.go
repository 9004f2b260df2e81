package pdf

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// fontWith returns a font file of at least the given size that has the characters of
// a text, and some more.
func fontWith(text, family string, size, more, weight, width, fsType int) []byte {
	groups := words(1, 0, 1, more, 0, 1)
	for _, r := range text {
		groups = append(groups, words(0, int(r), 0, int(r), 0, 1)...)
	}
	cmap := append(words(0, 1, 3, 10, 0, 12, 12, 0, 0, 16+len(groups), 0, 0, 0, len(groups)/12), groups...)
	os2 := make([]byte, 64)
	copy(os2[4:], words(weight, width, fsType))
	file := font(map[string][]byte{"cmap": cmap, "glyf": {0}, "name": named(1, family), "OS/2": os2}, "OS/2", "cmap", "glyf", "name")
	return append(file, make([]byte, max(0, size-len(file)))...)
}

// chinese returns a font file with Chinese characters.
func chinese(family string, size, more, weight, fsType int) []byte {
	return fontWith(common, family, size, more, weight, 5, fsType)
}

// TestInstalled checks which fonts of a folder are chosen.
func TestInstalled(t *testing.T) {
	const large = smallestFont
	folder := fstest.MapFS{
		"truetype/song/a.ttf":        {Data: chinese("Song", large, 900, 400, 0)},
		"truetype/song/a-bold.TTF":   {Data: chinese("Song", large, 800, 700, 8)},
		"truetype/other/b.ttf":       {Data: chinese("Other Song", large, 500, 400, 0)},
		"truetype/sans/c.ttf":        {Data: chinese("Some Sans", large, 10, 400, 0)},
		"truetype/large/no.ttf":      {Data: chinese("Restricted", large, 5000, 400, 2)},
		"truetype/small/d.ttf":       {Data: chinese("Small", 0, 5000, 400, 0)},
		"truetype/latin/e.ttf":       {Data: append(font(map[string][]byte{"cmap": format4, "glyf": {0}, "name": named(1, "Latin")}, "cmap", "glyf", "name"), make([]byte, large)...)},
		"truetype/collection/f.ttc":  {Data: append([]byte("ttcf"), make([]byte, large)...)},
		"opentype/collection/g.ttf":  {Data: append([]byte("OTTO"), make([]byte, large)...)},
		"truetype/nothing/README.md": {Data: []byte("text")},
		"truetype/letters/h.ttf":     {Data: fontWith(latin, "Letters", 0, 0, 400, 5, 0)},
		"truetype/letters/i.ttf":     {Data: fontWith(latin, "Letters", 0, 0, 400, 3, 0)}, // condensed
	}
	fonts := chosen([]fs.FS{folder, fstest.MapFS{}})
	var paths []string
	for _, f := range fonts.files {
		paths = append(paths, f.path)
	}
	if want := []string{"truetype/song/a-bold.TTF", "truetype/song/a.ttf", "truetype/sans/c.ttf", "truetype/letters/h.ttf"}; !slices.Equal(paths, want) {
		t.Errorf("chosen: %q, want %q", paths, want)
	}
	sheet := string(fonts.style)
	if !strings.Contains(sheet, `--serif:"Song","Letters","Some Sans",serif!important`) || !strings.Contains(sheet, "font-weight:700") {
		t.Errorf("stylesheet: %.900s", sheet)
	}
	if data, ok := fonts.file("2.ttf"); !ok || len(data) != large {
		t.Errorf("the third font has %d bytes (%t)", len(data), ok)
	}
	if none := chosen(nil); none.style != nil || none.hash != (Fonts{}.done().hash) {
		t.Error("without fonts, there is a stylesheet")
	}
	folder["truetype/all/j.ttf"] = &fstest.MapFile{Data: fontWith(common+latin, "All", large, 9000, 400, 5, 0)}
	if fonts := chosen([]fs.FS{folder}); len(fonts.files) != 2 {
		t.Errorf("%d fonts, but one of them has Latin letters", len(fonts.files))
	}
}

func TestFontFolders(t *testing.T) {
	env := map[string]string{"HOME": "/home/li", "WINDIR": `C:\Windows`}
	m := machine{getenv: func(key string) string { return env[key] }}
	for system, want := range map[string][]string{
		"linux":   {"/usr/share/fonts", "/usr/local/share/fonts", "/home/li/.local/share/fonts", "/home/li/.fonts"},
		"darwin":  {"/System/Library/Fonts", "/Library/Fonts", "/home/li/Library/Fonts"},
		"windows": {filepath.Join(`C:\Windows`, "Fonts")},
	} {
		m.os = system
		got := m.fontFolders()
		for i := range got {
			got[i] = filepath.ToSlash(got[i])
		}
		for i := range want {
			want[i] = filepath.ToSlash(want[i])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", system, got, want)
		}
	}
	env["WAYSIDE_FONTS"] = "one" + string(filepath.ListSeparator) + "two"
	if got := m.fontFolders(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("WAYSIDE_FONTS: %q", got)
	}
}

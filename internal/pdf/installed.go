package pdf

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// common are characters that a font for Chinese has.
const common = "的一是在不了有和人这中大，。"

const (
	smallestFont = 1 << 20 // bytes; the outlines of 3,000 characters need more
	mostFonts    = 20_000  // files that are looked at in one folder
)

// Installed returns static TrueType fonts of the computer that have Chinese
// characters: a family for each kind of text. Without such fonts it returns the zero
// value. The environment variable WAYSIDE_FONTS names the folders to search instead
// of the system's.
func Installed() Fonts {
	m := machine{os: runtime.GOOS, getenv: os.Getenv}
	var found []installed
	for _, folder := range m.fontFolders() {
		found = append(found, fontsIn(os.DirFS(folder))...)
	}
	return choose(found)
}

// fontFolders returns the folders in which fonts are installed. Some may not exist.
func (m machine) fontFolders() []string {
	if named := m.getenv("WAYSIDE_FONTS"); named != "" {
		return filepath.SplitList(named)
	}
	below := func(root string, parts ...string) []string {
		if dir := m.getenv(root); dir != "" {
			return []string{filepath.Join(append([]string{dir}, parts...)...)}
		}
		return nil
	}
	switch m.os {
	case "windows":
		return slices.Concat(below("WINDIR", "Fonts"), below("LOCALAPPDATA", "Microsoft", "Windows", "Fonts"))
	case "darwin":
		return append([]string{"/System/Library/Fonts", "/Library/Fonts"}, below("HOME", "Library", "Fonts")...)
	}
	return slices.Concat([]string{"/usr/share/fonts", "/usr/local/share/fonts"}, below("HOME", ".local", "share", "fonts"), below("HOME", ".fonts"))
}

// An installed font is a file that can be used for Chinese text.
type installed struct {
	files      fs.FS
	path       string
	face       face
	characters int
}

// fontsIn returns the fonts in a folder. What cannot be read is left out.
func fontsIn(files fs.FS) []installed {
	var found []installed
	seen := 0
	fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if seen++; seen > mostFonts {
			return fs.SkipAll
		}
		if err != nil || entry.IsDir() || !strings.EqualFold(path.Ext(name), ".ttf") {
			return nil
		}
		if info, err := entry.Info(); err != nil || info.Size() < smallestFont {
			return nil
		}
		data, err := readFont(files, name)
		if err != nil {
			return nil
		}
		if f, err := readFace(data); err == nil && f.embeddable && f.has(common) {
			found = append(found, installed{files, name, f, f.characters()})
		}
		return nil
	})
	return found
}

// has reports whether a font has all characters of a text.
func (f *face) has(text string) bool {
	for _, r := range text {
		i, ok := slices.BinarySearchFunc(f.ranges, r, func(s span, r rune) int { return cmp.Compare(s.from, r) })
		if !ok && (i == 0 || f.ranges[i-1].to < r) {
			return false
		}
	}
	return true
}

// characters returns the number of characters of a font.
func (f *face) characters() int {
	n := 0
	for _, s := range f.ranges {
		n += int(s.to-s.from) + 1
	}
	return n
}

// choose returns the fonts of one family of each kind, the one with the most
// characters.
func choose(found []installed) Fonts {
	slices.SortStableFunc(found, func(a, b installed) int {
		return cmp.Or(cmp.Compare(a.face.kind, b.face.kind), -cmp.Compare(a.characters, b.characters), cmp.Compare(a.face.family, b.face.family))
	})
	var fonts Fonts
	family := map[kind]string{}
	for _, f := range found {
		if family[f.face.kind] == "" {
			family[f.face.kind] = f.face.family
		}
		if data, err := readFont(f.files, f.path); err == nil && f.face.family == family[f.face.kind] {
			fonts.add(f.files, f.path, data, f.face)
		}
	}
	return fonts.done()
}

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

// Characters that a font for Chinese has, and a font for other text.
const (
	common = "的一是在不了有和人这中大，。"
	latin  = "0123456789AaZzé“”—…"
)

const (
	smallestFont = 1 << 20 // bytes; the outlines of 3,000 characters need more
	mostFonts    = 20_000  // files that are looked at in one folder
)

// Installed returns static TrueType fonts of the computer that have Chinese
// characters: a family for each kind of text, and one for Latin letters if these have
// none. Without such fonts it returns the zero value. The environment variable
// WAYSIDE_FONTS names the folders to search instead of the system's.
func Installed() Fonts {
	m := machine{os: runtime.GOOS, getenv: os.Getenv}
	var folders []fs.FS
	for _, folder := range m.fontFolders() {
		folders = append(folders, os.DirFS(folder))
	}
	return chosen(folders)
}

// chosen returns the fonts in the folders that pages are printed with.
func chosen(folders []fs.FS) Fonts {
	var fonts Fonts
	found := fontsIn(folders, smallestFont, common)
	for _, k := range []kind{serif, sans, mono} {
		fonts.addFamily(slices.DeleteFunc(slices.Clone(found), func(f installed) bool { return f.face.kind != k }))
	}
	if len(found) > 0 && !slices.ContainsFunc(fonts.files, func(f fontFile) bool { return f.face.has(latin) }) {
		fonts.addFamily(slices.DeleteFunc(fontsIn(folders, 0, latin), func(f installed) bool { return f.face.has(common) }))
	}
	return fonts.done()
}

// addFamily adds the fonts of the family that has the most characters.
func (f *Fonts) addFamily(found []installed) {
	if len(found) == 0 {
		return
	}
	best := slices.MaxFunc(found, func(a, b installed) int {
		return cmp.Or(cmp.Compare(a.characters, b.characters), cmp.Compare(b.face.family, a.face.family))
	})
	for _, other := range found {
		if data, err := readFont(other.folder, other.path); err == nil && other.face.family == best.face.family {
			f.add(other.folder, other.path, data, other.face)
		}
	}
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

// An installed font is a file that pages could be printed with.
type installed struct {
	folder     fs.FS
	path       string
	face       face
	characters int
}

// fontsIn returns the fonts in the folders, of files of at least that size, that have
// all characters of a text. What cannot be read is left out.
func fontsIn(folders []fs.FS, smallest int64, text string) []installed {
	var found []installed
	for _, folder := range folders {
		seen := 0
		fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
			if seen++; seen > mostFonts {
				return fs.SkipAll
			}
			if err != nil || entry.IsDir() || !strings.EqualFold(path.Ext(name), ".ttf") {
				return nil
			}
			if info, err := entry.Info(); err != nil || info.Size() < smallest {
				return nil
			}
			data, err := readFont(folder, name)
			if err != nil {
				return nil
			}
			if f, err := readFace(data); err == nil && f.suitable && f.has(text) {
				found = append(found, installed{folder, name, f, f.characters()})
			}
			return nil
		})
	}
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

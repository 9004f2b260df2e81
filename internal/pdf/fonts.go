package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// Fonts are the fonts that a guide is printed with. With the zero value, a page is
// printed with those that the browser chooses.
type Fonts struct {
	files []fontFile
	style []byte            // the stylesheet that makes a page use them
	hash  [sha256.Size]byte // of all files and the stylesheet
}

// Empty reports whether there are no fonts.
func (f Fonts) Empty() bool { return len(f.files) == 0 }

// A fontFile is the file of one font.
type fontFile struct {
	folder fs.FS
	path   string
	face   face
	hash   [sha256.Size]byte
}

// longestFont is the maximum size of a file in bytes. The largest static font of
// Noto has 25 MB.
const longestFont = 64 << 20

// fontDir is the folder below which pages request the fonts. No output's address
// begins with it.
const fontDir = ".print-fonts/"

// ReadFonts reads the fonts that the guide names. It reports fonts that are not
// static TrueType fonts: Chromium would embed them as drawings.
func ReadFonts(files fs.FS, named []guide.PrintFont) (Fonts, diag.List) {
	var fonts Fonts
	var problems diag.List
	for _, n := range named {
		data, err := readFont(files, n.Path)
		f := face{}
		if err == nil {
			f, err = readFace(data)
		}
		if err != nil {
			problems.Add(n.At, problemOf(err), n.Path)
			continue
		}
		fonts.add(files, n.Path, data, f)
	}
	return fonts.done(), problems
}

// add adds a font with the contents of its file.
func (f *Fonts) add(folder fs.FS, path string, data []byte, face face) {
	f.files = append(f.files, fontFile{folder, path, face, sha256.Sum256(data)})
}

// done returns the fonts with their stylesheet, which is nil if there are none.
func (f Fonts) done() Fonts {
	if len(f.files) > 0 {
		f.style = style(f.files)
	}
	h := sha256.New()
	for _, file := range f.files {
		h.Write(file.hash[:])
	}
	h.Write(f.style)
	h.Sum(f.hash[:0])
	return f
}

// readFont reads a font file of at most longestFont bytes.
func readFont(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err == nil && info.Size() > longestFont {
		err = errNoFont
	}
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(files, name)
}

// problemOf returns the catalogue key for an error of readFont or readFace.
func problemOf(err error) string {
	switch {
	case errors.Is(err, errPostScript):
		return "print-font/postscript"
	case errors.Is(err, errCollection):
		return "print-font/collection"
	case errors.Is(err, errVariable):
		return "print-font/variable"
	}
	return "print-font"
}

// style returns the stylesheet that loads the fonts and assigns them to the
// theme's three, fonts of the same kind first: a character that one font lacks
// is taken from any of the others before the fonts of the computer are used.
// Text without a bold font stays regular, because Chromium prints synthesized
// bold characters as drawings.
func style(files []fontFile) []byte {
	var b strings.Builder
	var families [3][]string
	for i, file := range files {
		f := file.face
		quoted := quote(f.family)
		for k := range families {
			if kind(k) == f.kind && !slices.Contains(families[k], quoted) {
				families[k] = append(families[k], quoted)
			}
		}
		slope := "normal"
		if f.italic {
			slope = "italic"
		}
		// A family may be split into a hundred files; a page loads only those
		// whose characters it shows.
		fmt.Fprintf(&b, "@font-face{font-family:%s;font-weight:%d;font-style:%s;font-display:block;src:url(/%s%d.ttf);unicode-range:%s}\n",
			quoted, f.weight, slope, fontDir, i, unicodeRange(f.ranges))
	}
	list := func(order ...kind) string {
		var all []string
		for _, k := range order {
			all = append(all, families[k]...)
		}
		return strings.Join(append(all, []string{"serif", "sans-serif", "monospace"}[order[0]]), ",")
	}
	// [lang] is included because a theme may set other fonts for passages in
	// another language.
	fmt.Fprintf(&b, ":root,[lang]{--serif:%s!important;--sans:%s!important;--mono:%s!important}\n", list(serif, sans, mono), list(sans, serif, mono), list(mono, sans, serif))
	b.WriteString(":root{font-synthesis:none!important}\n:where(:root){font-family:var(--serif)}\n")
	return []byte(b.String())
}

// quote returns a family's name as a CSS string, without the characters that
// could end it: the name in a font file can be anything.
func quote(family string) string {
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`"\<>{};`, r) {
			return -1
		}
		return r
	}, family) + `"`
}

// file returns a file that a page requests, by its name below fontDir.
func (f Fonts) file(name string) ([]byte, bool) {
	if name == "style.css" {
		return f.style, f.style != nil
	}
	for i, file := range f.files {
		if name == fmt.Sprintf("%d.ttf", i) {
			data, err := readFont(file.folder, file.path)
			return data, err == nil
		}
	}
	return nil, false
}

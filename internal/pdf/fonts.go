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

// Fonts are the fonts that a guide prints with. The zero value is none: the
// pages are then printed with what the computer has.
type Fonts struct {
	files fs.FS
	paths []string
	style []byte            // what makes a page use them
	hash  [sha256.Size]byte // of all of them
}

// longestFont bounds a file: the largest of Noto's static fonts has 25 MB.
const longestFont = 64 << 20

// fontDir is where pages find the fonts: no output's address begins with it.
const fontDir = ".print-fonts/"

// ReadFonts reads the fonts that the guide names. One that would not help, as
// Chromium embeds only static TrueType fonts as fonts, is a problem.
func ReadFonts(files fs.FS, named []guide.PrintFont) (Fonts, diag.List) {
	fonts := Fonts{files: files}
	var problems diag.List
	var faces []face
	h := sha256.New()
	for _, n := range named {
		data, err := readFont(files, n.Path)
		f := face{}
		if err == nil {
			f, err = readFace(data)
		}
		if err != nil {
			problems.Add(n.At, refusal(err), n.Path)
			continue
		}
		h.Write(data)
		fonts.paths = append(fonts.paths, n.Path)
		faces = append(faces, f)
	}
	if len(faces) > 0 {
		fonts.style = style(faces)
	}
	h.Write(fonts.style)
	h.Sum(fonts.hash[:0])
	return fonts, problems
}

// readFont reads a file that is no longer than a font can be.
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

// refusal is the key of the problem with a font.
func refusal(err error) string {
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

// style is the stylesheet that loads the fonts and puts them into the theme's
// three, those of a kind first: a letter that the first lacks is looked for in
// all others before the computer's own fonts are asked. What is not there in
// bold stays regular: Chromium prints letters that it thickens as drawings.
func style(faces []face) []byte {
	var b strings.Builder
	var families [3][]string
	for i, f := range faces {
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
		// A family may be cut into a hundred files; a page loads those whose
		// characters it shows.
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
	// [lang] too: a theme gives the passages of another language other fonts.
	fmt.Fprintf(&b, ":root,[lang]{--serif:%s!important;--sans:%s!important;--mono:%s!important}\n", list(serif, sans, mono), list(sans, serif, mono), list(mono, sans, serif))
	b.WriteString(":root{font-synthesis:none!important}\n:where(:root){font-family:var(--serif)}\n")
	return []byte(b.String())
}

// quote spells a family's name; a font may say anything of itself.
func quote(family string) string {
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`"\<>{};`, r) {
			return -1
		}
		return r
	}, family) + `"`
}

// file returns what a page asks for below fontDir.
func (f Fonts) file(name string) ([]byte, bool) {
	if name == "style.css" {
		return f.style, f.style != nil
	}
	for i, path := range f.paths {
		if name == fmt.Sprintf("%d.ttf", i) {
			data, err := readFont(f.files, path)
			return data, err == nil
		}
	}
	return nil, false
}

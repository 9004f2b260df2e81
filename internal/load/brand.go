package load

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markup"
)

// longestLogo is the size of the largest logo in bytes. Every page loads it.
const longestLogo = 256 << 10

// logos reads the logos of the guide's brand.
func logos(files fs.FS, g *guide.Guide, problems *diag.List) {
	b := &g.Brand
	b.Logo = logo(files, b.LogoPath, b.LogoAt, problems)
	b.LogoDark = logo(files, b.DarkPath, b.DarkAt, problems)
}

func logo(files fs.FS, name string, at diag.Place, problems *diag.List) (l guide.Logo) {
	if name == "" {
		return l
	}
	info, err := fs.Stat(files, name)
	if err == nil && info.Size() > longestLogo {
		problems.Add(at, "logo-format/large", name, longestLogo>>10)
		return l
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		problems.Add(diag.Place{File: name}, "file-unreadable", err)
		return l
	}
	width, height := logoSize(path.Ext(name), data)
	if width < 1 || height < 1 {
		problems.Add(at, "logo-format", name)
		return l
	}
	return guide.Logo{Address: strings.TrimPrefix(name, "static/"), Width: width, Height: height}
}

// logoSize returns the size of a picture in pixels, or zeros for a file that is not what its
// extension says, or not one of the formats that every browser shows.
func logoSize(ext string, data []byte) (width, height int) {
	var config image.Config
	var err error
	switch strings.ToLower(ext) {
	case ".svg":
		return drawingSize(data)
	case ".png":
		config, err = png.DecodeConfig(bytes.NewReader(data))
	case ".jpg", ".jpeg":
		config, err = jpeg.DecodeConfig(bytes.NewReader(data))
	}
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// declarations are a DOCTYPE with declarations, and what precedes it.
var declarations = regexp.MustCompile(`^[^\[]*<!DOCTYPE\s[^\[>]*\[[^\]]*\]\s*>`)

// drawingSize returns the size of an SVG: that of its view box, or else its width and
// height in pixels.
func drawingSize(data []byte) (width, height int) {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	// Declarations, which Illustrator writes, are of no use for a size.
	if declared := declarations.FindIndex(data); declared != nil {
		data = data[declared[1]:]
	}
	root, ok := markup.New(data).Next()
	if !ok || string(root.Name) != "svg" {
		return 0, 0
	}
	number := func(text string) int {
		f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "px"), 64)
		if err != nil || f < 0 || f > 1e6 {
			return 0
		}
		return int(f + 0.5)
	}
	for _, a := range root.Attrs {
		switch value := string(a.Value); string(a.Key) {
		case "viewBox":
			if box := strings.FieldsFunc(value, func(c rune) bool { return unicode.IsSpace(c) || c == ',' }); len(box) == 4 && number(box[2]) > 0 && number(box[3]) > 0 {
				return number(box[2]), number(box[3])
			}
		case "width":
			width = number(value)
		case "height":
			height = number(value)
		}
	}
	return width, height
}

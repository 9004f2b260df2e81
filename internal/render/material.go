package render

import (
	"html/template"
	"math"
	"path"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// materialAddress returns the address of a material that a page in a folder offers. It is
// the same in all languages, and a recording has that of recordings in texts.
func materialAddress(dir, file string) string {
	if address := recording(file); address != "" {
		return address
	}
	return dir + path.Base(file)
}

// publishMaterials lists the files that the pages of a document in a folder offer.
func publishMaterials(r *Renderer, d *guide.Document, dir string, materials []guide.Material) {
	seen := map[string]bool{}
	for i := range materials {
		file := d.Beside(materials[i].File)
		if _, exists := r.guide.Files[file]; exists && !d.Draft && recording(file) == "" && schema.MaterialType(file) != "" && !seen[file] {
			seen[file] = true
			r.copied(materialAddress(dir, file), file, r.options.Project)
		}
	}
}

// materialLinks returns links to materials, each on a line, with the type and the size of
// those that are files.
func materialLinks(p *draft, d *guide.Document, dir string, materials []guide.Material) template.HTML {
	var lines []string
	for i := range materials {
		m := &materials[i]
		escape := template.HTMLEscapeString
		if m.URL != "" {
			lines = append(lines, `<a href="`+escape(m.URL)+`" rel="noopener">`+string(p.html(m.Text))+`</a>`)
		} else if file := d.Beside(m.File); file != "" {
			size, _ := p.sizeOf(file)
			about := schema.MaterialType(file) + p.words().T("comma") + fileSize(size)
			lines = append(lines, `<a href="`+escape(p.root+escapedPath(materialAddress(dir, file)))+`">`+string(p.html(m.Text))+`</a> <span class="file-size">`+escape(about)+`</span>`)
		}
	}
	return template.HTML(strings.Join(lines, "<br>"))
}

// fileSize returns a size as the panel of a pack shows it: "12 KB", "1.2 MB".
func fileSize(bytes int64) string {
	if bytes < 99_500 {
		return strconv.Itoa(int(math.Ceil(float64(bytes)/1000))) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB"
}

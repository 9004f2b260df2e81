package check

import (
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// checkMaterials checks the materials that a document offers.
func checkMaterials(c *checker, d *guide.Document, materials []guide.Material) {
	for i := range materials {
		m := &materials[i]
		c.text(m.Text)
		if m.File != "" {
			checkFile(c, d, m)
		}
	}
}

// checkFile checks the file of a material.
func checkFile(c *checker, d *guide.Document, m *guide.Material) {
	full := d.Beside(m.File)
	file, exists := c.guide.Files[full]
	switch {
	case full == "":
		c.add(m.FileAt, "bad-material/outside", m.File)
	case guide.IsPicture(full):
		c.add(m.FileAt, "bad-material/picture", m.File)
	case schema.MaterialType(full) == "":
		c.add(m.FileAt, "bad-material/type", m.File, typeNames())
	case !exists:
		missingFile(c, d, m, full)
	case file.Size == 0:
		c.add(m.FileAt, "bad-material/empty", m.File)
	case file.Size > schema.MaterialMost:
		c.add(m.FileAt, "bad-material/limit", m.File, file.Size>>20, schema.MaterialMost>>20)
	case file.Size > schema.MaterialLarge:
		c.add(m.FileAt, "bad-material/large", m.File, file.Size>>20)
	}
}

// missingFile reports a material that does not exist, with the file that was probably
// meant. Where capitals are one letter with small ones, as on most computers of editors,
// a wrong capital is not noticed before the guide is on its server.
func missingFile(c *checker, d *guide.Document, m *guide.Material, full string) {
	var near []string
	for file := range c.guide.Files {
		if strings.EqualFold(file, full) {
			c.add(m.FileAt, "bad-material/case", m.File, path.Base(file))
			return
		}
		if name, ok := strings.CutPrefix(file, d.Dir+"/"); ok && schema.MaterialType(file) != "" {
			near = append(near, name)
		}
	}
	slices.Sort(near)
	p := diag.New(m.FileAt, "bad-material/missing", m.File)
	p.Nearest = diag.Nearest(m.File, near)
	c.problems.Append(p)
}

func typeNames() string {
	var all []string
	for _, t := range schema.MaterialTypes {
		all = append(all, t.Name)
	}
	return strings.Join(all, ", ")
}

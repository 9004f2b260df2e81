package merge

import (
	"bytes"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/intake"
)

// describe writes a site's descriptions as the text of its page, one file per
// language, unless the site has a page in that language: a text that somebody wrote is
// worth more than that of a table.
func (m *merger) describe(old *guide.Site, id string, s *intake.Site) {
	for _, p := range s.Description {
		file := "content/sites/" + id + ".md"
		if old != nil && old.Document.Folder {
			file = old.Document.Dir + "/index.md"
		}
		if p.Lang != m.g.Default() {
			file = strings.TrimSuffix(file, ".md") + "." + string(p.Lang) + ".md"
		}
		text := []byte(p.Text + "\n")
		existing := m.page(old, id, p.Lang)
		switch {
		case existing == "":
			m.change(file, nil, text)
		case !bytes.Contains(squeezed(m.read(existing)), squeezed(text)):
			m.problems.Add(describedAt(s, p), "import-conflict/text", existing)
		}
	}
}

// describedAt returns the place of a description in the file.
func describedAt(s *intake.Site, p guide.Passage) diag.Place {
	if p.At.Line > 0 {
		return p.At
	}
	return s.At
}

// page returns the file with a site's text in a language, or "".
func (m *merger) page(old *guide.Site, id string, lang guide.Lang) string {
	if old != nil {
		for i := range old.Document.Pages {
			if p := &old.Document.Pages[i]; p.Lang == lang {
				return p.At.File
			}
		}
		return ""
	}
	name := ""
	if lang != m.g.Default() {
		name = "." + string(lang)
	}
	for _, file := range []string{"content/sites/" + id + name + ".md", "content/sites/" + id + "/index" + name + ".md"} {
		if m.read(file) != nil {
			return file
		}
	}
	return ""
}

// squeezed returns a text without white space, for comparison.
func squeezed(text []byte) []byte { return bytes.Join(bytes.Fields(text), nil) }

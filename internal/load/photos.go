package load

import (
	"path"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// gallery is a document's photos: those of photos.toml in its order, then
// the rest by name.
func (t *tree) gallery(doc string) []guide.Photo {
	files := t.photos[doc]
	var photos []guide.Photo
	for _, table := range t.tables[doc] {
		photos = append(photos, t.captions(table, files)...)
	}
	photos = t.once(photos)
	for _, f := range files {
		if !slices.ContainsFunc(photos, func(p guide.Photo) bool { return p.File == f }) {
			photos = append(photos, guide.Photo{At: diag.Place{File: f}, File: f})
		}
	}
	return photos
}

// captions reads photos.toml, a [[photo]] at a time.
func (t *tree) captions(file string, files []string) []guide.Photo {
	data, _ := t.l.file(file, longestText, t.problems)
	base := make([]string, len(files))
	for i, f := range files {
		base[i] = path.Base(f)
	}
	var photos []guide.Photo
	for _, p := range cut(string(data)) {
		s := &source{file: file, text: p.text, line: p.line, problems: t.problems, defaults: t.g.Default(), langs: t.g.Languages}
		tab, _ := s.decode()
		if tab == nil {
			continue
		}
		readEach(tab, "photo", func(tab *table) {
			photo := guide.Photo{
				At: tab.at, Alt: tab.text("alt"), Caption: tab.text("caption"), Narration: tab.text("narration"),
				Credit: tab.text("credit"), Taken: tab.date("taken"), Listed: true,
			}
			photo.Licence, _ = tab.str("licence")
			name, at := tab.str("file")
			i := slices.Index(base, name)
			switch {
			case name == "":
				tab.problems.Add(tab.at, "missing-field", "file", diag.Term("photo"))
				return
			case i < 0 && path.Base(name) != name:
				tab.problems.Add(at, "path-outside/photo", name)
				return
			case i < 0:
				tab.problems.AddUnknown(at, "photo-missing", name, base)
				return
			}
			photo.File = files[i]
			photos = append(photos, photo)
		})
	}
	return photos
}

// once reports photos that are listed twice, and keeps the first of each.
func (t *tree) once(photos []guide.Photo) []guide.Photo {
	first := make(map[string]int, len(photos))
	return slices.DeleteFunc(photos, func(p guide.Photo) bool {
		line, again := first[p.File]
		if again {
			t.problems.Add(p.At, "duplicate-id/photo", path.Base(p.File), line)
		} else {
			first[p.File] = p.At.Line
		}
		return again
	})
}

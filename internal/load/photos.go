package load

import (
	"path"
	"slices"

	"github.com/maruel/natural"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// gallery returns a document's photos: those of photos.toml in its order, then
// the others by name, with numbers in names as people count them: 2.jpg precedes
// 10.jpg. A table of photos gives them texts, but no order: people sort tables.
func (t *tree) gallery(doc string) []guide.Photo {
	files := slices.Clone(t.photos[doc])
	slices.SortStableFunc(files, natural.Compare)
	var photos []guide.Photo
	for _, table := range t.tables[doc] {
		photos = append(photos, t.captions(table, files)...)
	}
	photos = t.once(photos)
	listed := make(map[string]bool, len(photos))
	for _, p := range photos {
		listed[p.File] = true
	}
	described := t.describe(doc, files)
	for _, f := range files {
		if listed[f] {
			continue
		}
		photo := guide.Photo{At: diag.Place{File: f}, File: f}
		if rows := described[f]; rows != nil {
			photo.At, photo.FileAt, photo.Listed = rows[0].At, rows[0].FileAt, true
		}
		photos = append(photos, photo)
	}
	for i := range photos {
		for _, row := range described[photos[i].File] {
			t.complete(&photos[i], row)
		}
	}
	return photos
}

// captions reads photos.toml, one [[photo]] at a time.
func (t *tree) captions(file string, files []string) []guide.Photo {
	data, _ := t.l.file(file, longestText, t.problems)
	base, at := make([]string, len(files)), make(map[string]int, len(files))
	for i, f := range files {
		base[i] = path.Base(f)
		at[base[i]] = i
	}
	var photos []guide.Photo
	most := schema.Photos.Field("photo").MaxItems()
	for i, p := range cut(file, string(data), &schema.Photos, t.problems) {
		if i == most {
			t.problems.Add(diag.Place{File: file, Line: p.Line, Column: 1}, "too-many/tables", "photo", most)
			break
		}
		d := newDecoder(file, p.Text, p.Line, t.g, t.problems)
		root, _ := d.parse(p.Text)
		for _, photo := range each[guide.Photo](d, root, "photo", photoFields) {
			i, found := at[photo.File]
			switch {
			case photo.File == "": // missing, as reported
			case !found && path.Base(photo.File) != photo.File:
				t.problems.Add(photo.FileAt, "path-outside/photo", photo.File)
			case !found:
				t.problems.AddUnknown(photo.FileAt, "photo-missing", photo.File, base)
			default:
				photo.File, photo.Listed = files[i], true
				photos = append(photos, photo)
			}
		}
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

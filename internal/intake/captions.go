package intake

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// photoWords are the columns of a table of photos.
var photoWords = sync.OnceValue(func() *vocabulary {
	v := newVocabulary("file", "photo-table/file")
	for _, fields := range [][]schema.Field{schema.Photo.Fields, schema.PhotoColumns} {
		for i := range fields {
			v.add(fields[i].Key, &fields[i])
		}
	}
	return v
})

// photoFields connects the rows of [[photo]] with the fields of guide.Photo.
var photoFields = schema.Bind(&schema.Photo, reflect.TypeFor[guide.Photo]())

// A Caption is a row of a table of photos.
type Caption struct {
	guide.Photo                       // At is the row; File is as it was written, without folders
	Site        string                // its id, in a table of several sites
	Places      map[string]diag.Place // of values, by their key in photos.toml
}

// Captions reads a table of photos, an Excel workbook or a text that is UTF-8. A value
// that cannot be used is left out with a warning, and its row is read.
func Captions(file string, raw []byte, g *guide.Guide, problems *diag.List) []Caption {
	t, ok := readPhotos(file, raw, g, problems)
	if !ok {
		return nil
	}
	*problems = append(*problems, t.head.reports...)
	t.unread()
	var all []Caption
	for _, line := range t.lines[t.head.next:] {
		w := readLine(t.reader, t.head, line, false)
		if c, ok := t.caption(&w); ok {
			all = append(all, c)
		}
	}
	return all
}

// A photoTable is a table of photos as it is in its file.
type photoTable struct {
	*reader
	sheet string // of a workbook
	lines [][]field
	head  header
}

// readPhotos reads the lines and headings of a table of photos. Without headings, or if
// it cannot be read, ok is false and there is a problem, unless it is empty.
func readPhotos(file string, raw []byte, g *guide.Guide, problems *diag.List) (t photoTable, ok bool) {
	t.reader = newReader(file, raw, Options{Guide: g}, problems)
	t.words = photoWords()
	if Packed(raw) {
		t.sheet, t.lines, ok = chosen(t.reader, raw)
	} else {
		t.lines, ok = separated(t.reader)
	}
	if !ok || len(t.lines) == 0 {
		return t, false
	}
	if t.head = findHeadings(t.reader, t.lines); t.head.score == 0 {
		problems.Add(t.lines[0][0].at, t.words.missing)
		return t, false
	}
	return t, true
}

// unread reports the columns that are not read, in one problem: tables of archives have
// many.
func (t *photoTable) unread() {
	h := t.head
	var names []string
	for _, i := range h.unknown[:min(len(h.unknown), othersShown)] {
		names = append(names, shortened(joined(h.texts[i].text, " ")))
	}
	if len(h.unknown) > othersShown {
		names = append(names, "…")
	}
	if len(names) > 0 {
		t.problems.Add(h.texts[h.unknown[0]].at, "photo-table/columns", strings.Join(names, ", "))
	}
}

// caption returns a row as a photo. ok is false for one without a file name.
func (t *photoTable) caption(w *row) (c Caption, ok bool) {
	c = Caption{Photo: guide.Photo{At: w.at, Listed: true}, Places: map[string]diag.Place{}}
	if len(w.cells) == 0 {
		return c, false
	}
	file := w.get("file")
	if file == nil {
		t.problems.Add(w.at, "photo-table/row")
		return c, false
	}
	c.FileAt, c.File = file.at, path.Base(strings.ReplaceAll(file.text, `\`, "/"))
	for i := range w.cells {
		switch cell := &w.cells[i]; {
		case cell.key == "site":
			c.Site = cell.text
		case cell.key != "file" && t.photoValue(&c.Photo, cell):
			c.Places[cell.key] = cell.at
		}
	}
	return c, true
}

// photoValue stores a cell in its field, and reports whether its value can be used.
func (t *photoTable) photoValue(photo *guide.Photo, c *cell) bool {
	f := schema.Photo.Field(c.key)
	if most := f.MaxLength(); most > 0 && utf8.RuneCountInString(c.text) > most {
		t.problems.Add(c.at, "import-value/long", c.key, utf8.RuneCountInString(c.text), most)
		return false
	}
	switch p := photoFields.Pointer(photo, c.key).(type) {
	case *guide.Text:
		t.addText(p, c)
	case *string:
		*p = c.text
	case *int:
		n, ok := t.number(f, c)
		*p, photo.NumberAt = int(n), c.at
		return ok
	case *guide.Date:
		text, ok := toml.ReadDate(c.text)
		if !ok {
			t.problems.Add(c.at, "photo-table/date", c.text)
			return false
		}
		day, _ := time.Parse(time.DateOnly, text)
		*p = guide.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
	}
	return true
}

// PhotoKeys are the fields of a photo that its table can have, in the order of the
// columns.
func PhotoKeys() []string {
	return slices.DeleteFunc(schema.Photo.Keys(), func(key string) bool { return schema.Photo.Field(key).Headings == "" })
}

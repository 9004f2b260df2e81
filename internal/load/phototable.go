package load

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/intake"
)

// A readTable is a table of photos as it was read. It is kept until Forget.
type readTable struct {
	languages []guide.Lang
	rows      []intake.Caption
	problems  diag.List
}

// readPhotoTables reads the tables of photos, those that are not known on all cores: a
// workbook takes milliseconds.
func readPhotoTables(l *Loader, files []string, g *guide.Guide) {
	var unread []string
	for _, file := range files {
		if r := l.captions[file]; r == nil || !slices.Equal(r.languages, g.Languages) {
			unread = append(unread, file)
		}
	}
	read := make([]*readTable, len(unread))
	l.each(len(unread), func(i int) { read[i] = readPhotoTable(l, unread[i], g) })
	for i, file := range unread {
		l.captions[file] = read[i]
	}
}

func readPhotoTable(l *Loader, file string, g *guide.Guide) *readTable {
	r := &readTable{languages: g.Languages}
	frame := ""
	for _, lang := range g.Languages {
		frame += string(lang) + " "
	}
	r.rows = *fromFile(l.saved.memory, l.saved.tables, file, frame, &r.problems, func() (rows []intake.Caption) {
		raw, _ := readBytes(l.fsys, file, intake.Longest, "file-size", &r.problems)
		if raw != nil && !intake.Packed(raw) {
			raw = Foreign(file, raw, &r.problems)
		}
		if raw != nil {
			rows = intake.Captions(file, raw, g, &r.problems)
		}
		return rows
	})
	return r
}

// describe returns the rows of a document's tables, by the file of the photo.
func (t *tree) describe(doc string, files []string) map[string][]*intake.Caption {
	described := map[string][]*intake.Caption{}
	for _, table := range t.described[doc] {
		read := t.l.captions[table]
		if read == nil {
			continue // the load was interrupted
		}
		*t.problems = append(*t.problems, read.problems...)
		rows := read.rows
		find, names := finder(files), bases(files)
		first := map[string]int{}
		missing := 0
		for i := range rows {
			row := &rows[i]
			file := find(row.File)
			if file == "" {
				if missing++; missing > diag.MostInFile { // without a hint, since these are not listed
					t.problems.Add(row.FileAt, "photo-table/missing", row.File)
				} else {
					t.problems.AddUnknown(row.FileAt, "photo-table/missing", row.File, names)
				}
				continue
			}
			if line := first[file]; line > 0 {
				t.problems.Add(row.FileAt, "photo-table/twice", path.Base(file), line)
				continue
			}
			first[file] = row.At.Line
			described[file] = append(described[file], row)
		}
	}
	return described
}

// finder returns a function that finds the file of a name in a table: as it is written,
// in other case, or without its extension, as long as only one file is meant.
func finder(files []string) func(name string) string {
	exact, loose := map[string]string{}, map[string][]string{}
	for _, file := range files {
		base := path.Base(file)
		exact[base] = file
		lower := strings.ToLower(base)
		loose[lower] = append(loose[lower], file)
		stem := strings.TrimSuffix(lower, path.Ext(lower))
		loose[stem] = append(loose[stem], file)
	}
	return func(name string) string {
		if file := exact[name]; file != "" {
			return file
		}
		if found := loose[strings.ToLower(name)]; len(found) == 1 {
			return found[0]
		}
		return ""
	}
}

func bases(files []string) []string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = path.Base(file)
	}
	return names
}

// complete adds what a table has of a photo and the photo has not, and reports what
// differs.
func (t *tree) complete(photo *guide.Photo, row *intake.Caption) {
	for _, key := range slices.Sorted(maps.Keys(row.Places)) {
		at := row.Places[key]
		switch p := photoFields.Pointer(photo, key).(type) {
		case *guide.Text:
			for _, passage := range *photoFields.Pointer(&row.Photo, key).(*guide.Text) {
				i := slices.IndexFunc(*p, func(q guide.Passage) bool { return q.Lang == passage.Lang })
				if i < 0 {
					*p = append(*p, passage)
					slices.SortStableFunc(*p, func(a, b guide.Passage) int {
						return slices.Index(t.g.Languages, a.Lang) - slices.Index(t.g.Languages, b.Lang)
					})
				} else if (*p)[i].Text != passage.Text {
					t.differs(passage.At, key, photo, passage.Text, (*p)[i].Text, (*p)[i].At)
				}
			}
		case *string:
			fill(t, at, key, photo, p, *photoFields.Pointer(&row.Photo, key).(*string))
		case *int:
			if *p == 0 {
				photo.NumberAt = at
			}
			fill(t, at, key, photo, p, *photoFields.Pointer(&row.Photo, key).(*int))
		case *guide.Date:
			fill(t, at, key, photo, p, *photoFields.Pointer(&row.Photo, key).(*guide.Date))
		}
	}
}

// fill sets a value that the photo does not have, and reports another one.
func fill[T comparable](t *tree, at diag.Place, key string, photo *guide.Photo, p *T, value T) {
	var none T
	switch *p {
	case none:
		*p = value
	case value:
	default:
		t.differs(at, key, photo, fmt.Sprint(value), fmt.Sprint(*p), photo.At)
	}
}

// mostShown is how many characters of a text a message shows.
const mostShown = 40

func (t *tree) differs(at diag.Place, key string, photo *guide.Photo, here, there string, other diag.Place) {
	short := func(text string) string {
		if all := []rune(text); len(all) > mostShown {
			return string(all[:mostShown]) + "…"
		}
		return text
	}
	t.problems.Add(at, "photo-table", key, path.Base(photo.File), short(here), short(there), fmt.Sprintf("%s:%d", path.Base(other.File), other.Line))
}

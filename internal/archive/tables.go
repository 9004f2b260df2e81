package archive

import (
	"path"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/schema"
)

// A Table is the table of photos of one site.
type Table struct {
	File string // the path of its file, in the folder of the photos
	New  bool   // whether it does not exist
	Rows []intake.Row
}

// Tables returns the tables of sites that have photos. A site that has none gets one
// with the extension, .xlsx or .csv.
func Tables(g *guide.Guide, sites []string, extension string, exists func(file string) bool) (tables []Table) {
	for s := range chosen(g, sites) {
		rows := rowsOf(g, s)
		if len(rows) == 0 {
			continue
		}
		table := TableOf(path.Dir(rows[0].File), extension, exists)
		table.Rows = rows
		tables = append(tables, table)
	}
	return tables
}

// TableOf returns the table in a folder, without rows.
func TableOf(folder, extension string, exists func(file string) bool) Table {
	for _, name := range []string{"captions.xlsx", "captions.csv"} {
		if file := folder + "/" + name; exists(file) {
			return Table{File: file}
		}
	}
	return Table{File: folder + "/captions" + extension, New: true}
}

// Missing returns the rows of a table of all photos that lack texts.
func Missing(g *guide.Guide, sites []string) (rows []intake.Row) {
	chinese := strings.HasPrefix(string(g.Default()), "zh")
	for s := range chosen(g, sites) {
		for _, row := range rowsOf(g, s) {
			picture := g.Pictures[row.File]
			if missing := lacking(&row.Photo, &picture); len(missing) > 0 {
				row.Site, row.Missing = s.ID, named(missing, chinese)
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// named returns keys as the headings of their columns.
func named(keys []string, chinese bool) string {
	var all []string
	for _, key := range keys {
		all = append(all, schema.Photo.Field(key).Heading(chinese))
	}
	if chinese {
		return strings.Join(all, "、")
	}
	return strings.Join(all, ", ")
}

// rowsOf returns what is known of a site's photos, in the guide or in their files.
func rowsOf(g *guide.Guide, s *guide.Site) (rows []intake.Row) {
	for _, photo := range s.Document.Photos {
		picture, ok := g.Pictures[photo.File]
		if !ok {
			continue
		}
		text := func(t *guide.Text, known string) {
			if t.Empty() && known != "" {
				*t = guide.Text{{Lang: g.Default(), Text: known}}
			}
		}
		text(&photo.Caption, picture.Caption)
		text(&photo.Credit, picture.Credit)
		if photo.Licence == "" {
			photo.Licence = picture.Licence
		}
		if photo.Taken == (guide.Date{}) {
			photo.Taken = picture.Taken
		}
		rows = append(rows, intake.Row{Photo: photo})
	}
	return rows
}

// Sorted returns the rows of a table of several sites by the folder of their photos. A
// row whose site or photo does not exist is reported.
func Sorted(g *guide.Guide, captions []intake.Caption, problems *diag.List) map[string][]intake.Row {
	ids, files := make([]string, len(g.Sites)), map[[2]string]string{}
	for i := range g.Sites {
		s := &g.Sites[i]
		ids[i] = s.ID
		for k := range s.Document.Photos {
			photo := &s.Document.Photos[k]
			files[[2]string{s.ID, strings.ToLower(photo.Base())}] = photo.File
		}
	}
	known := map[string]bool{}
	for _, id := range ids {
		known[id] = true
	}
	rows := map[string][]intake.Row{}
	for _, c := range captions {
		file := files[[2]string{c.Site, strings.ToLower(c.File)}]
		switch {
		case !known[c.Site]:
			problems.Add(c.At, "photo-table/site", c.Site)
		case file == "":
			problems.Add(c.FileAt, "photo-table/missing", c.File)
		default:
			c.Photo.File = file
			rows[path.Dir(file)] = append(rows[path.Dir(file)], intake.Row{Photo: c.Photo})
		}
	}
	return rows
}

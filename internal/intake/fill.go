package intake

import (
	"bytes"
	"encoding/csv"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// A Row is what is known of a photo.
type Row struct {
	Site string // its id, for a table of several sites
	guide.Photo
	Missing string // what it lacks, for who fills in the table
}

// Filled is what Fill changed.
type Filled struct {
	Rows  int // added
	Cells int // filled in, of rows that were there
	Kept  int // cells that say something else and stayed
}

// Changed reports whether the table is another one.
func (f Filled) Changed() bool { return f.Rows > 0 || f.Cells > 0 }

// Fill adds to a table of photos the rows that it lacks, and to its empty cells what is
// known. No cell with a text changes, and other columns, sheets and formats stay as they
// are. raw is a workbook, or text in UTF-8 without a mark, or nil for a new table; the
// extension of file decides between a workbook and CSV. ok is false if the table cannot
// be read, as reported.
func Fill(file string, raw []byte, g *guide.Guide, rows []Row, problems *diag.List) (table []byte, filled Filled, ok bool) {
	t := photoTable{reader: newReader(file, nil, Options{Guide: g}, problems)}
	if raw == nil {
		t.create(rows)
	} else if t, ok = readPhotos(file, raw, g, problems); !ok {
		return nil, filled, false
	}
	edits := t.fill(rows, &filled)
	if !filled.Changed() {
		return raw, filled, true
	}
	table, ok = t.with(edits, raw)
	return table, filled, ok
}

// Rename changes names of files in a table of photos. names has the new names by the old
// ones. It returns nil if nothing changes.
func Rename(file string, raw []byte, g *guide.Guide, names map[string]string, problems *diag.List) []byte {
	t, ok := readPhotos(file, raw, g, problems)
	if !ok {
		return nil
	}
	loose := map[string]string{} // with and without extensions
	for old, name := range names {
		key := fileKey(old)
		loose[key] = name
		loose[strings.TrimSuffix(key, path.Ext(key))] = name
	}
	column := t.head.index("file")
	var edits []edit
	for _, line := range t.lines[t.head.next:] {
		old := cellText(line, column)
		if name := loose[fileKey(old)]; old != "" && name != "" && name != old {
			edits = append(edits, edit{line[0].at.Line, column + 1, name})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	table, _ := t.with(edits, raw)
	return table
}

// with returns the table with the edits. raw is nil for a new one.
func (t *photoTable) with(edits []edit, raw []byte) (table []byte, ok bool) {
	var err error
	if strings.EqualFold(path.Ext(t.file), ".xlsx") {
		table, err = t.workbook(raw, edits)
	} else {
		table, err = t.text(edits)
	}
	if err != nil {
		t.problems.Add(diag.Place{File: t.file, Line: 1, Column: 1}, "import-broken/workbook")
	}
	return table, err == nil
}

// create makes the headings of a new table, in Chinese for a guide in it: a column for
// each field and language that is expected or known.
func (t *photoTable) create(rows []Row) {
	chinese := strings.HasPrefix(string(t.o.Guide.Default()), "zh")
	heading := func(f *schema.Field, lang guide.Lang) {
		text := f.Heading(chinese)
		if lang != "" {
			text += " (" + string(lang) + ")"
		}
		at := diag.Place{File: t.file, Line: 1, Column: len(t.head.columns) + 1}
		t.head.columns = append(t.head.columns, column{key: f.Key, lang: lang})
		t.head.texts = append(t.head.texts, field{text, at})
	}
	extra := func(key string) *schema.Field {
		i := slices.IndexFunc(schema.PhotoColumns, func(f schema.Field) bool { return f.Key == key })
		return &schema.PhotoColumns[i]
	}
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Site != "" }) {
		heading(extra("site"), "")
	}
	for i := range schema.Photo.Fields {
		f := &schema.Photo.Fields[i]
		if f.Key == "number" && !slices.ContainsFunc(rows, func(r Row) bool { return r.Number > 0 }) {
			continue
		}
		heading(f, "")
		if f.Type != schema.Text && f.Type != schema.Markdown {
			continue
		}
		for _, lang := range t.o.Guide.Languages[1:] {
			// An author's name seldom differs.
			if f.Key != "credit" || slices.ContainsFunc(rows, func(r Row) bool { return r.value(column{key: f.Key, lang: lang}, lang) != "" }) {
				heading(f, lang)
			}
		}
	}
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Missing != "" }) {
		heading(extra("none"), "")
		missing := "missing"
		if chinese {
			missing = "缺少"
		}
		t.head.texts[len(t.head.texts)-1].text = missing
	}
	t.lines, t.head.next = [][]field{t.head.texts}, 1
	t.sheet = "Sheet1"
}

// An edit is a new text of a cell. Lines and columns count from 1.
type edit struct {
	line, column int
	text         string
}

// fill returns what changes.
func (t *photoTable) fill(rows []Row, filled *Filled) (edits []edit) {
	known := map[[2]string][]field{} // lines by site and file
	site, file := t.head.index("site"), t.head.index("file")
	last := 0
	for i, line := range t.lines {
		last = max(last, t.lineOf(i))
		if i >= t.head.next {
			known[[2]string{cellText(line, site), fileKey(cellText(line, file))}] = line
		}
	}
	for _, row := range rows {
		key := [2]string{"", fileKey(path.Base(row.File))}
		if site >= 0 {
			key[0] = row.Site
		}
		line, there := known[key]
		if !there {
			line, there = known[[2]string{key[0], strings.TrimSuffix(key[1], path.Ext(key[1]))}]
		}
		at := 0
		if there {
			at = line[0].at.Line
		} else {
			last++
			at = last
			filled.Rows++
		}
		for i, c := range t.head.columns {
			text := row.value(c, t.o.Guide.Default())
			old := cellText(line, i)
			switch {
			case text == "" || !t.harmless(text):
			case old == "":
				if there {
					filled.Cells++
				}
				edits = append(edits, edit{at, i + 1, text})
			case Fold(old) != Fold(text) && c.key != "file" && c.key != "site" && c.key != "taken":
				filled.Kept++
			}
		}
	}
	return edits
}

// lineOf returns the number of a line in its file.
func (t *photoTable) lineOf(i int) int {
	if len(t.lines[i]) == 0 {
		return 0
	}
	return t.lines[i][0].at.Line
}

// fileKey is the form in which names in a table are compared.
func fileKey(name string) string {
	return strings.ToLower(path.Base(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")))
}

// harmless reports whether spreadsheets take a text for one, and not for a formula: that
// of a photo's metadata may come from anyone. A workbook stores texts as such.
func (t *photoTable) harmless(text string) bool {
	return t.sheet != "" && strings.EqualFold(path.Ext(t.file), ".xlsx") || !strings.ContainsRune("=+-@\t\r", rune(text[0]))
}

// value returns the text of a column, "" if it is not known.
func (r *Row) value(c column, usual guide.Lang) string {
	lang := c.lang
	if lang == "" {
		lang = usual
	}
	switch c.key {
	case "site":
		return r.Site
	case "file":
		return path.Base(r.File)
	case "none":
		return r.Missing
	}
	switch p := photoFields.Pointer(&r.Photo, c.key).(type) {
	case *guide.Text:
		for _, passage := range *p {
			if passage.Lang == lang {
				return passage.Text
			}
		}
	case *string:
		return *p
	case *int:
		if *p > 0 {
			return strconv.Itoa(*p)
		}
	case *guide.Date:
		return p.String()
	}
	return ""
}

// workbook returns the workbook with the edits.
func (t *photoTable) workbook(raw []byte, edits []edit) ([]byte, error) {
	book := excelize.NewFile()
	if raw != nil {
		if book = open(raw); book == nil {
			return nil, excelize.ErrWorkbookFileFormat
		}
	}
	defer book.Close()
	set := func(line, column int, text string) error {
		cell, err := excelize.CoordinatesToCellName(column, line)
		if err != nil {
			return err
		}
		return book.SetCellStr(t.sheet, cell, text)
	}
	if raw == nil {
		for _, f := range t.head.texts {
			if err := set(1, f.at.Column, f.text); err != nil {
				return nil, err
			}
		}
		if err := t.layout(book); err != nil {
			return nil, err
		}
	}
	for _, e := range edits {
		if err := set(e.line, e.column, e.text); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := book.Write(&b)
	return b.Bytes(), err
}

// layout makes a new sheet readable: wide columns with several lines, and headings that
// stay in sight.
func (t *photoTable) layout(book *excelize.File) error {
	lines, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: 49}) // 49: text
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(t.head.columns))
	if err != nil {
		return err
	}
	for _, err := range []error{
		book.SetDocProps(&excelize.DocProperties{Creator: "Wayside"}), // instead of the library's author
		book.SetColWidth(t.sheet, "A", last, 24), book.SetColStyle(t.sheet, "A:"+last, lines), book.SetRowStyle(t.sheet, 1, 1, bold),
		book.SetCellStyle(t.sheet, "A1", last+"1", bold),
		book.SetPanes(t.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// text returns the table with the edits as CSV in UTF-8, with the mark by which Excel
// recognises it.
func (t *photoTable) text(edits []edit) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\xEF\xBB\xBF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true // Excel's
	width := len(t.head.columns)
	at := map[int]int{} // indexes by line
	var all [][]string
	for i, line := range t.lines {
		at[t.lineOf(i)] = len(all)
		all = append(all, texts(line))
		width = max(width, len(line))
	}
	for _, e := range edits {
		i, there := at[e.line]
		if !there {
			i = len(all)
			at[e.line] = i
			all = append(all, nil)
		}
		for len(all[i]) < e.column {
			all[i] = append(all[i], "")
		}
		all[i][e.column-1] = e.text
	}
	for _, line := range all {
		for len(line) < width {
			line = append(line, "")
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

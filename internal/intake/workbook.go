package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"wayside/internal/diag"
	"wayside/internal/markup"
)

// Bounds of a sheet. The library makes every cell up to the last one of a row, and
// every row up to the last, so a few bytes could take gigabytes.
const (
	sheetRows   = 200_000
	sheetCells  = 1_000_000
	sheetMerges = 5_000
)

// ReadWorkbook reads an Excel workbook: the sheet that the options name, or the first
// with places. The lines and columns of problems are the rows and columns of the
// sheet.
func ReadWorkbook(file string, raw []byte, o Options, problems *diag.List) Intake {
	r := newReader(file, nil, o, problems)
	_, lines, ok := chosen(r, raw)
	if !ok {
		return Intake{}
	}
	if lines != nil {
		tabulate(r, lines, false)
	}
	return r.understand()
}

// chosen returns the sheet to read and its lines, none if no sheet has headings. ok is
// false if the workbook cannot be read.
func chosen(r *reader, raw []byte) (sheet string, all [][]field, ok bool) {
	r.at = diag.Place{File: r.file, Line: 1, Column: 1}
	if !sound(r.file, raw, r.problems) {
		return "", nil, false
	}
	book := open(raw)
	if book == nil {
		r.problems.Add(r.at, "import-broken/workbook")
		return "", nil, false
	}
	defer book.Close()
	var others []string
	found := false
	for _, name := range book.GetSheetList() {
		if r.o.Sheet != "" && name != r.o.Sheet {
			continue
		}
		lines, ok := readSheet(r, book, name)
		if !ok {
			r.problems.Add(r.at, "import-broken/workbook")
			return "", nil, false
		}
		switch {
		case findHeadings(r, lines).score == 0 && r.o.Sheet == "":
		case found:
			others = append(others, name)
		default:
			found = true
			sheet, all = name, lines
		}
	}
	switch {
	case !found && r.o.Sheet != "":
		p := diag.New(r.at, "import-broken/sheet", r.o.Sheet)
		p.Nearest = diag.Nearest(r.o.Sheet, book.GetSheetList())
		r.problems.Append(p)
	case !found:
		r.problems.Add(r.at, r.words.missing)
	case len(others) > 0:
		r.problems.Add(r.at, "import-left-out/sheets", strings.Join(others, ", "), others[0])
	}
	return sheet, all, true
}

// open opens a workbook in memory. It returns nil if the library cannot read it: it
// has panicked on invalid files.
func open(raw []byte) (book *excelize.File) {
	defer func() {
		if recover() != nil {
			book = nil
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: expanded, UnzipXMLSizeLimit: expanded, ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return nil
	}
	return book
}

// readSheet returns the lines of a sheet. Cells that are merged over several rows have
// their value in each of them.
func readSheet(r *reader, book *excelize.File, name string) (lines [][]field, ok bool) {
	defer func() {
		if recover() != nil {
			lines, ok = nil, false
		}
	}()
	shown, err := cells(book, name, false)
	if err != nil {
		return nil, false
	}
	stored, err := cells(book, name, true)
	if err != nil {
		return nil, false
	}
	for y, row := range shown {
		line := make([]field, len(row))
		for x, text := range row {
			if y < len(stored) && x < len(stored[y]) {
				text = exact(text, stored[y][x])
			}
			line[x] = field{text, diag.Place{File: r.file, Line: y + 1, Column: x + 1}}
		}
		lines = append(lines, line)
	}
	merged, err := book.GetMergeCells(name, true)
	if err != nil {
		return nil, false
	}
	from := findHeadings(r, withoutBlank(lines)) // headings that are merged say their words once
	first := 0
	if len(from.texts) > 0 && from.score > 0 {
		first = from.texts[len(from.texts)-1].at.Line
	}
	for _, m := range merged {
		x, y, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil || y <= first || y > len(lines) || x > len(lines[y-1]) {
			continue
		}
		_, last, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			continue
		}
		value := lines[y-1][x-1].text
		for below := y + 1; below <= min(last, len(lines)); below++ {
			line := lines[below-1]
			if strings.TrimSpace(strings.Join(texts(line), "")) == "" {
				continue // rows that were never filled in
			}
			for len(line) < x {
				line = append(line, field{at: diag.Place{File: r.file, Line: below, Column: len(line) + 1}})
			}
			line[x-1].text = value
			lines[below-1] = line
		}
	}
	return withoutBlank(lines), true
}

func texts(line []field) []string {
	all := make([]string, len(line))
	for i, f := range line {
		all[i] = f.text
	}
	return all
}

// withoutBlank returns the lines that have a text.
func withoutBlank(lines [][]field) [][]field {
	var all [][]field
	for _, line := range lines {
		if strings.TrimSpace(strings.Join(texts(line), "")) != "" {
			all = append(all, line)
		}
	}
	return all
}

// cells returns a sheet's texts, as they are shown or as they are stored.
func cells(book *excelize.File, name string, stored bool) ([][]string, error) {
	return book.GetRows(name, excelize.Options{RawCellValue: stored})
}

var long = regexp.MustCompile(`^[-+]?\d+\.\d{9,}(E[-+]?\d+)?$`)

// exact returns the text of a cell. A number is shown with the decimals that its
// format has, which may be too few for a position, and stored in binary: 34.53 can be
// 34.530000000000001.
func exact(shown, stored string) string {
	if _, err := strconv.ParseFloat(strings.ReplaceAll(shown, ",", ""), 64); err != nil {
		return shown // a text, a time, a price
	}
	v, err := strconv.ParseFloat(stored, 64)
	switch {
	case err != nil:
		return shown
	case long.MatchString(stored):
		return strconv.FormatFloat(v, 'g', 15, 64)
	case strings.ContainsAny(stored, "eE") && v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case strings.ContainsAny(shown, "eE"):
		return stored
	case strings.Contains(stored, "."):
		return stored
	}
	return shown // 007 is an id
}

// sound checks the XML of a workbook's sheets, of which the library would read only
// what precedes a fault, and their bounds.
func sound(file string, raw []byte, problems *diag.List) bool {
	at := diag.Place{File: file, Line: 1, Column: 1}
	archive := unpack(file, raw, problems)
	if archive == nil {
		return false
	}
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") && f.Name != "xl/sharedStrings.xml" || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		text, err := content(f)
		if err != nil {
			problems.Add(at, "import-broken/workbook")
			return false
		}
		s := markup.New(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")))
		cells, merges, last := 0, 0, 0
		for t, ok := s.Next(); ok; t, ok = s.Next() {
			if t.End {
				continue
			}
			switch string(t.Name) {
			case "row":
				cells += last
				last = 0
				cells++
				for _, a := range t.Attrs {
					if n, err := strconv.Atoi(string(a.Value)); string(a.Key) == "r" && (err != nil || n < 1 || n > sheetRows) {
						cells = sheetCells + 1
					}
				}
			case "c":
				last++
				for _, a := range t.Attrs {
					if string(a.Key) != "r" {
						continue
					}
					x, _, err := excelize.CellNameToCoordinates(string(a.Value))
					if err != nil {
						problems.Add(at, "import-broken/workbook")
						return false
					}
					last = max(last, x)
				}
			case "mergeCell":
				merges++
			}
			if cells+last > sheetCells || merges > sheetMerges {
				problems.Add(at, "import-broken/sheet-size")
				return false
			}
		}
		if s.Fault() != nil {
			problems.Add(at, "import-broken/workbook")
			return false
		}
	}
	return true
}

// content returns the bytes of a file in an archive.
func content(f *zip.File) ([]byte, error) {
	c, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return io.ReadAll(io.LimitReader(c, expanded))
}

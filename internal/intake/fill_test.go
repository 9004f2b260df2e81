package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// knownRows are photos of which different things are known.
func knownRows() []Row {
	text := func(passages ...string) (t guide.Text) {
		for i := 0; i < len(passages); i += 2 {
			t = append(t, guide.Passage{Lang: guide.Lang(passages[i]), Text: passages[i+1]})
		}
		return t
	}
	return []Row{
		{Photo: guide.Photo{File: "content/sites/a/photos/gate.jpg", Alt: text("zh-Hans", "门", "en", "A gate"), Caption: text("zh-Hans", "“石,牌坊”\n第二行"), Licence: "CC BY 4.0", Taken: guide.Date{Year: 1986, Month: 7, Day: 1}}},
		{Photo: guide.Photo{File: "content/sites/a/photos/塔 2.jpg", Credit: text("zh-Hans", "王某"), Number: 12}},
		{Photo: guide.Photo{File: "content/sites/a/photos/empty.jpg"}},
	}
}

func filledWith(t *testing.T, file string, raw []byte, rows []Row, want Filled) []byte {
	t.Helper()
	var problems diag.List
	raw = bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF")) // as load.Foreign does
	table, filled, ok := Fill(file, raw, bilingual, rows, &problems)
	if !ok || len(problems) > 0 || filled != want {
		t.Fatalf("%s: %+v, want %+v; %v", file, filled, want, problems)
	}
	return table
}

// TestFill checks that a table has what is known, that filling it again changes nothing,
// and that what an editor wrote stays.
func TestFill(t *testing.T) {
	for _, file := range []string{"captions.csv", "captions.xlsx"} {
		table := filledWith(t, file, nil, knownRows(), Filled{Rows: 3})
		if again := filledWith(t, file, table, knownRows(), Filled{}); !bytes.Equal(again, bytes.TrimPrefix(table, []byte("\xEF\xBB\xBF"))) {
			t.Errorf("%s: filling again changes the table", file)
		}
		read := func(table []byte) string {
			var problems diag.List
			rows := Captions(file, bytes.TrimPrefix(table, []byte("\xEF\xBB\xBF")), bilingual, &problems)
			return shownCaptions(rows, problems)
		}
		got := read(table)
		for _, want := range []string{"gate.jpg alt=zh-Hans:门 alt=en:A gate caption=zh-Hans:“石", "licence=CC BY 4.0 taken=1986-07-01", "塔 2.jpg number=12 credit=zh-Hans:王某", " empty.jpg"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %s\nlacks %s", file, got, want)
			}
		}
		// Another text of one cell, an empty cell that becomes known, and a new photo.
		rows := knownRows()
		rows[0].Alt[0].Text = "石门"
		rows[2].Licence = "馆方授权"
		rows = append(rows, Row{Photo: guide.Photo{File: "x/new.jpg", Licence: "CC0"}})
		got = read(filledWith(t, file, table, rows, Filled{Rows: 1, Cells: 1, Kept: 1}))
		for _, want := range []string{"alt=zh-Hans:门 ", "empty.jpg licence=馆方授权", "new.jpg licence=CC0"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %s\nlacks %s", file, got, want)
			}
		}
	}
}

// TestFillKeeps checks that everything else in a table stays: a title, columns, other
// sheets, and what a spreadsheet would take for a formula is not written into CSV.
func TestFillKeeps(t *testing.T) {
	raw := []byte("登记表,,\n文件名,库房,作者\ngate.jpg,甲,\n")
	rows := []Row{{Photo: guide.Photo{File: "gate.jpg", Credit: guide.Text{{Lang: "zh-Hans", Text: "=HYPERLINK(1)"}}}}, {Photo: guide.Photo{File: "b.jpg"}}}
	got := filledWith(t, "captions.csv", raw, rows, Filled{Rows: 1})
	if want := "\xEF\xBB\xBF登记表,,\r\n文件名,库房,作者\r\ngate.jpg,甲,\r\nb.jpg,,\r\n"; string(got) != want {
		t.Errorf("%q, want %q", got, want)
	}
	book := excelize.NewFile()
	for cell, text := range map[string]string{"A1": "登记表", "A3": "文件名", "B3": "库房", "C3": "作者", "A5": "gate", "B5": "甲"} {
		if err := book.SetCellStr("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := book.NewSheet("备份"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	rows[0].Credit[0].Text = "王某"
	table := filledWith(t, "captions.xlsx", b.Bytes(), rows, Filled{Rows: 1, Cells: 1})
	after, err := excelize.OpenReader(bytes.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "登记表", "A5": "gate", "B5": "甲", "C5": "王某", "A6": "b.jpg"} {
		if text, _ := after.GetCellValue("Sheet1", cell); text != want {
			t.Errorf("%s is %q, want %q", cell, text, want)
		}
	}
	if sheets := after.GetSheetList(); len(sheets) != 2 {
		t.Errorf("sheets: %v", sheets)
	}
}

// TestFillSites checks a table of several sites.
func TestFillSites(t *testing.T) {
	rows := []Row{{Site: "a", Photo: guide.Photo{File: "content/sites/a/photos/1.jpg"}, Missing: "作者"}, {Site: "b", Photo: guide.Photo{File: "content/sites/b/photos/1.jpg"}, Missing: "作者"}}
	table := filledWith(t, "missing.csv", nil, rows, Filled{Rows: 2})
	filledWith(t, "missing.csv", table, rows, Filled{})
	var problems diag.List
	all := Captions("missing.csv", bytes.TrimPrefix(table, []byte("\xEF\xBB\xBF")), bilingual, &problems)
	if len(all) != 2 || all[0].Site != "a" || all[1].Site != "b" || all[1].File != "1.jpg" || len(problems) > 0 {
		t.Errorf("%+v, %v", all, problems)
	}
}

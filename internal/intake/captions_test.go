package intake

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

var bilingual = &guide.Guide{Languages: []guide.Lang{"zh-Hans", "en"}}

var photoTables = []struct{ name, text, want string }{
	{"English", "file,caption,credit,alt\ngate.jpg,The gate,Wang,A gate\n", "2 gate.jpg alt=zh-Hans:A gate caption=zh-Hans:The gate credit=zh-Hans:Wang"},
	{"Chinese", "文件名,图片说明,作者,画面内容,使用许可,拍摄日期\ngate.jpg,石牌坊,王某,门,馆方授权,1986年7月1日\n", "2 gate.jpg alt=zh-Hans:门 caption=zh-Hans:石牌坊 credit=zh-Hans:王某 licence=馆方授权 taken=1986-07-01"},
	{"languages", "file\tcaption\tCaption (en)\t英文说明\ngate.jpg\t门\tGate\tGate\n", "2 gate.jpg caption=zh-Hans:门 caption=en:Gate | import-column/twice"},
	{"a title above", "登记表,,\n文件名,说明\na.jpg,门\n", "3 a.jpg caption=zh-Hans:门"},
	{"folders", "file,number\nphotos\\a.jpg,3\nC:/x/b.jpg,4\n", "2 a.jpg number=3; 3 b.jpg number=4"},
	{"empty cells", "file,caption,credit\na.jpg,,-\n,,\n", "2 a.jpg"},
	{"no name", "file,caption\n,门\n", "| photo-table/row"},
	{"no column", "caption,credit\n门,王\n", "| photo-table/file"},
	{"lines of a narration", "file,讲解词\na.jpg,\"请看\n\n左边\"\n", "2 a.jpg narration=zh-Hans:请看\\n\\n左边"},
	{"values", "file,number,taken,licence\na.jpg,x,1986," + strings.Repeat("长", 501) + "\n", "2 a.jpg | import-value/range photo-table/date import-value/long"},
	{"further columns", "file,a,b,c,d,e,f,g\nx.jpg,1,2,3,4,5,6,7\n", "2 x.jpg | photo-table/columns"},
	{"semicolons", "file;caption\na.jpg;a, b\n", "2 a.jpg caption=zh-Hans:a, b"},
	{"nothing", "", ""},
}

// shownCaptions returns rows and the keys of problems as a text.
func shownCaptions(rows []Caption, problems diag.List) string {
	var all []string
	for _, c := range rows {
		text := fmt.Sprintf("%d %s", c.At.Line, c.File)
		for _, key := range schema.Photo.Keys() {
			if key == "file" {
				continue
			}
			switch p := photoFields.Pointer(&c.Photo, key).(type) {
			case *guide.Text:
				for _, passage := range *p {
					text += fmt.Sprintf(" %s=%s:%s", key, passage.Lang, strings.ReplaceAll(passage.Text, "\n", `\n`))
				}
			default:
				if v := reflect.ValueOf(p).Elem(); !v.IsZero() {
					text += fmt.Sprintf(" %s=%v", key, v.Interface())
				}
			}
		}
		all = append(all, text)
	}
	text := strings.Join(all, "; ")
	if len(problems) > 0 {
		var keys []string
		for _, p := range problems {
			keys = append(keys, p.Key)
		}
		text = strings.TrimSpace(text + " | " + strings.Join(keys, " "))
	}
	return text
}

func TestCaptions(t *testing.T) {
	for _, c := range photoTables {
		var problems diag.List
		rows := Captions("captions.csv", []byte(c.text), bilingual, &problems)
		if got := shownCaptions(rows, problems); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestCaptionsWorkbook checks a sheet, with a date as Excel stores it.
func TestCaptionsWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "文件名", "B1": "说明", "C1": "拍摄日期", "A2": "gate.jpg", "B2": "门", "C2": 31594} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	date, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("Sheet1", "C2", "C2", date); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	rows := Captions("captions.xlsx", b.Bytes(), bilingual, &problems)
	if got, want := shownCaptions(rows, problems), "2 gate.jpg caption=zh-Hans:门 taken=1986-07-01"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if rows[0].Places["taken"] != (diag.Place{File: "captions.xlsx", Line: 2, Column: 3}) {
		t.Errorf("%+v", rows[0].Places)
	}
	problems = nil
	if rows := Captions("captions.xlsx", b.Bytes()[:b.Len()/2], bilingual, &problems); rows != nil || len(problems) != 1 {
		t.Errorf("half a workbook: %v, %v", rows, problems)
	}
}

// FuzzCaptions checks that a problem has a place in the file, and a row a file name.
func FuzzCaptions(f *testing.F) {
	for _, c := range photoTables {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if Packed(text) {
			return
		}
		var problems diag.List
		for _, c := range Captions("captions.csv", text, bilingual, &problems) {
			if c.File == "" || c.At.Line < 1 || strings.Contains(c.File, "/") && c.File != "/" {
				t.Fatalf("%q: %+v", text, c)
			}
		}
		for _, p := range problems {
			if p.Place.Line < 1 || p.Place.Line > 1+strings.Count(string(text), "\n") {
				t.Fatalf("%q: %s at %+v", text, p.Key, p.Place)
			}
			p.Line(diag.English)
		}
	})
}

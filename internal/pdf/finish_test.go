package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// small returns a small PDF of the form that Chromium writes: two pages, named
// destinations, tags, a link, two pictures and a font with a radical.
func small() []byte {
	cmap := "/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n" +
		"2 beginbfchar\n<01> <2F45>\n<02> <8F66>\nendbfchar\n1 beginbfrange\n<10> <12> <2F00>\nendbfrange\nendcmap\nend\n"
	objects := []string{
		"<</Title (a) /Producer (Skia/PDF m156) /CreationDate (D:20260101000000)>>",
		"<</Type /Catalog /Pages 3 0 R /Dests <</b [5 0 R /XYZ 0 0 0]>> /StructTreeRoot 6 0 R /MarkInfo <</Marked true>>>>",
		"<</Type /Pages /Kids [4 0 R 5 0 R] /Count 2>>",
		"<</Type /Page /Parent 3 0 R /MediaBox [0 0 419.5 595.2] /Contents 12 0 R /Annots [9 0 R] /Resources <</Font <</F0 10 0 R>>>> /StructParents 0>>",
		"<</Type /Page /Parent 3 0 R /MediaBox [0 0 419.5 595.2] /Contents 12 0 R /Resources <<>> /StructParents 1>>",
		"<</Type /StructTreeRoot /K 7 0 R /IDTree <</Kids [<</Names [(node00000317) 8 0 R] /Limits [(node00000317) (node00000317)]>>]>>>>",
		"<</Type /StructElem /S /Document /P 6 0 R /K [8 0 R <</Type /StructElem /S /Figure /P 7 0 R /K [<</Type /StructElem /S /Figure /Alt (gate) /K 1 /Pg 5 0 R>>]>> <</Type /StructElem /S /Figure /K 0 /Pg 5 0 R>> <</S /L /K 13 0 R>> 14 0 R 15 0 R 16 0 R]>>",
		"<</Type /StructElem /S /Link /ID (node00000317) /P 7 0 R /K [0 <</Type /OBJR /Obj 9 0 R /Pg 4 0 R>>] /Pg 4 0 R>>",
		"<</Type /Annot /Subtype /Link /Dest /b /Rect [0 0 1 1]>>",
		"<</Type /Font /Subtype /Type3 /ToUnicode 11 0 R>>",
		fmt.Sprintf("<</Length %d>> stream\n%s\nendstream", len(cmap), cmap),
		"<</Length 3>> stream\nq Q\nendstream",
		"<</Type /StructElem /S /LI /P 7 0 R /K [<</S /Lbl>> <</S /P>>]>>",
		"<</Type /StructElem /S /Ruby /P 7 0 R /K [<</S /NonStruct>> <</S /RT>>]>>",
		"<</Type /StructElem /S /L /P 7 0 R /K [<</S /NonStruct>>]>>",
		"<</Type /StructElem /S /NonStruct /P 7 0 R /K <</Type /OBJR /Obj 17 0 R /Pg 5 0 R>>>>",
		"<</Type /Annot /Subtype /Link /A <</URI (https://example.org/)>>>>",
	}
	return assemble(objects, "<</Size 18 /Root 2 0 R /Info 1 0 R>>")
}

func assemble(objects []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "%strailer\n%s\nstartxref\n%d\n%%%%EOF", table, trailer, start)
	return b.Bytes()
}

// finished returns a document and its report after finish, before it is written.
func finished(t *testing.T, raw []byte, info Info) (*document, Report) {
	t.Helper()
	d, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return d, d.finish(info)
}

func TestFinish(t *testing.T) {
	d, report := finished(t, small(), Info{Title: "学习单", Lang: "zh-Hans", Links: []Link{{Target: "a", Words: "甲"}, {Target: "b", Words: "乙"}}})
	if report.Pages != 2 || report.Starts["b"] != 2 || report.Undescribed != 1 || string(report.Drawn) != "一丨丶方车" {
		t.Errorf("report: %+v, drawn %q", report, string(report.Drawn))
	}
	info := d.dict(d.trailer["Info"])
	if got := decode(info["Title"].(text)); got != "学习单" || info["CreationDate"] != nil {
		t.Errorf("title %q in the information dictionary %v", got, info)
	}
	if got := decode(d.dict(ref(9))["Contents"].(text)); got != "乙" {
		t.Errorf("the link has the description %q, want 乙", got)
	}
	if got := d.dict(ref(8))["ID"].(text); string(got) != "n000001" {
		t.Errorf("a tag has the ID %q, want n000001", got)
	}
	outer := d.dict(d.array(d.dict(ref(7))["K"])[1])
	if d.name(outer["S"]) != "Div" {
		t.Errorf("a figure that contains a picture is tagged %v, want Div", outer["S"])
	}
	if packet := metadata(d); !strings.Contains(packet, "<rdf:li>zh-Hans</rdf:li>") {
		t.Errorf("metadata: %s", packet)
	}
	body := d.dict(d.array(d.dict(ref(13))["K"])[1])
	if d.name(body["S"]) != "LBody" || d.dict(d.array(body["K"])[0])["P"] != d.array(d.dict(ref(13))["K"])[1] {
		t.Errorf("a list item contains %v", body)
	}
	if base := d.dict(d.array(d.dict(ref(14))["K"])[0]); d.name(base["S"]) != "RB" {
		t.Errorf("ruby text has the base %v", base)
	}
	if note := d.dict(d.array(d.dict(ref(15))["K"])[0]); d.name(note["S"]) != "LI" {
		t.Errorf("a list contains %v", note)
	}
	if d.name(d.dict(ref(16))["S"]) != "Link" || d.dict(ref(17))["Contents"] == nil {
		t.Errorf("a link is tagged %v and described %v", d.dict(ref(16)), d.dict(ref(17)))
	}
}

// metadata returns the XMP packet of a document.
func metadata(d *document) string {
	return string(d.get(d.dict(d.trailer["Root"])["Metadata"]).(*stream).data)
}

// TestConform checks that only a document without findings claims to conform.
func TestConform(t *testing.T) {
	for what, raw := range map[string][]byte{"conforming": fileOf(conforming()), "a picture without a description": small()} {
		d, _ := finished(t, raw, Info{Title: "a", Lang: "en"})
		findings := conform(d)
		if claims := strings.Contains(metadata(d), "pdfuaid:part"); claims != (len(findings) == 0) || claims != (what == "conforming") {
			t.Errorf("%s: findings %v, claims: %t", what, findings, claims)
		}
		if again := conditionsOf(checkUA(d)); len(findings) > 0 && !slices.Contains(again, "06-002") {
			t.Errorf("%s: without the claim, the file fails %v", what, again)
		}
	}
}

// TestFinishIsStable checks that neither dates nor the browser's ids remain.
func TestFinishIsStable(t *testing.T) {
	one, _, err := Finish(small(), Info{Title: "a"})
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.ReplaceAll(small(), []byte("node00000317"), []byte("node00009999"))
	other = bytes.ReplaceAll(other, []byte("D:20260101"), []byte("D:20270202"))
	two, _, err := Finish(other, Info{Title: "a"})
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same page has different bytes (error %v)", err)
	}
	checked(t, one)
}

// TestImpose checks that a booklet of two pages is one sheet, 4|1 and 2|3, of
// which 3 and 4 are blank.
func TestImpose(t *testing.T) {
	d, _ := finished(t, small(), Info{Title: "a"})
	if err := d.impose(841.89, 595.28); err != nil {
		t.Fatal(err)
	}
	var sides []string
	for _, sheet := range d.pages() {
		content := d.get(d.dict(sheet)["Contents"]).(*stream)
		sides = append(sides, string(content.data))
	}
	want := []string{"q 1 0 0 1 421.67 0.04 cm /P1 Do Q\n", "q 1 0 0 1 0.72 0.04 cm /P0 Do Q\n"}
	if !slices.Equal(sides, want) {
		t.Errorf("sides %q, want %q", sides, want)
	}
	out, err := d.write()
	if err != nil {
		t.Fatal(err)
	}
	checked(t, out)
}

// TestReadErrors checks that files that Chromium does not write are errors.
func TestReadErrors(t *testing.T) {
	for what, raw := range map[string][]byte{
		"empty":         nil,
		"text":          []byte("startxref\n0\n"),
		"truncated":     small()[:400],
		"no table":      bytes.Replace(small(), []byte("xref\n0"), []byte("xxxx\n0"), 1),
		"deep nesting":  assemble([]string{strings.Repeat("[", 100) + strings.Repeat("]", 100)}, "<</Root 1 0 R>>"),
		"a long stream": assemble([]string{"<</Length 99999>> stream\nx\nendstream"}, "<</Root 1 0 R>>"),
	} {
		if _, _, err := Finish(raw, Info{}); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

// FuzzFinish checks that no file causes a panic.
func FuzzFinish(f *testing.F) {
	f.Add(small())
	f.Add(assemble([]string{"<</Type /Catalog /Pages 1 0 R /StructTreeRoot 1 0 R /K [1 0 R] /S /Figure>>"}, "<</Root 1 0 R>>"))
	f.Add(assemble([]string{"[(a\\)\\052) <0a> -1.5 true null /a#20b]", "1 0 R"}, "<</Root 2 0 R>>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := read(raw)
		if err != nil {
			return
		}
		d.finish(Info{Title: "题", Lang: "zh", Links: []Link{{"b", "x"}}})
		d.impose(842, 595)
		d.write()
	})
}

// FuzzMap checks that no ToUnicode map causes a panic and that no radical or
// compatibility ideograph is left.
func FuzzMap(f *testing.F) {
	f.Add([]byte("1 beginbfchar\n<01> <2F45>\nendbfchar\n1 beginbfrange\n<10> <1A> <002F>\nendbfrange\nend"))
	f.Add([]byte("1 beginbfchar\n<01> <FA33>\nendbfchar\n1 beginbfchar\n<02> <D87EDC84>\nendbfchar\nend"))
	f.Add([]byte("beginbfrange <00> <FFFFFFFF> <D842DFB7> endbf"))
	f.Fuzz(func(t *testing.T, plain []byte) {
		m := readMap(plain)
		m.fix(nil)
		for _, c := range readMap(m.write()).codes {
			for _, r := range c.to {
				if _, radical := unified[r]; radical || compatible(r) != r {
					t.Errorf("%q is left", r)
				}
			}
		}
	})
}

// Finish reads, finishes and writes a PDF.
func Finish(raw []byte, info Info) ([]byte, Report, error) {
	d, err := read(raw)
	if err != nil {
		return nil, Report{}, err
	}
	report := d.finish(info)
	out, err := d.write()
	return out, report, err
}

// decode reverses encode.
func decode(t text) string {
	if !bytes.HasPrefix(t, []byte{0xfe, 0xff}) {
		return string(t)
	}
	var units []uint16
	for i := 2; i+1 < len(t); i += 2 {
		units = append(units, uint16(t[i])<<8|uint16(t[i+1]))
	}
	return string(utf16.Decode(units))
}

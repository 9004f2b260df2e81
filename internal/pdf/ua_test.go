package pdf

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wayside/internal/linear"
)

// An object of a PDF, in its notation, and the data of a stream.
type part struct{ object, data string }

// conforming are the objects of a small PDF without findings: a heading, a rule
// that is an artifact, a paragraph, and a link.
func conforming() []part {
	program := font(map[string][]byte{
		"maxp": words(0, 1, 3), "head": append(make([]byte, 18), words(1000)...), "hhea": append(make([]byte, 34), words(3)...),
		"hmtx": words(500, 0, 500, 0, 600, 0), "glyf": {0}, "loca": {0},
	}, "glyf", "head", "hhea", "hmtx", "loca", "maxp")
	return []part{
		{"<</Type /Catalog /Pages 2 0 R /StructTreeRoot 3 0 R /MarkInfo <</Marked true>> /Lang (en) /ViewerPreferences <</DisplayDocTitle true>> /Metadata 4 0 R>>", ""},
		{"<</Type /Pages /Kids [10 0 R] /Count 1>>", ""},
		{"<</Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /RoleMap <</Strong /Span>>>>", ""},
		{"<</Type /Metadata /Subtype /XML>>", fmt.Sprintf(xmp, "Title", "en", "", claim)},
		{"<</S /Document /K [7 0 R 8 0 R 9 0 R]>>", ""},
		{"<</Nums [0 [7 0 R 8 0 R] 1 9 0 R]>>", ""},
		{"<</S /H1 /Pg 10 0 R /K 0>>", ""},
		{"<</S /P /Pg 10 0 R /K [1 <</S /Strong>> <</S /Span /K []>>]>>", ""},
		{"<</S /Link /Pg 10 0 R /K <</Type /OBJR /Obj 11 0 R>>>>", ""},
		{"<</Type /Page /Parent 2 0 R /Contents 12 0 R /Annots [11 0 R] /Tabs /S /StructParents 0 /Resources <</Font <</F1 13 0 R>> /XObject <</X1 18 0 R>>>>>>", ""},
		{"<</Type /Annot /Subtype /Link /Contents (where to) /A <</URI (https://example.org/)>> /StructParent 1>>", ""},
		{"<<>>", "/H1 <</MCID 0>>BDC BT /F1 12 Tf <0001> Tj ET EMC\n/Artifact BMC 0 0 1 1 re f EMC\n/P <</MCID 1>>BDC q BT /F1 12 Tf [<0002> -10] TJ ET Q EMC"},
		{"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [14 0 R] /ToUnicode 17 0 R>>", ""},
		{"<</Type /Font /Subtype /CIDFontType2 /CIDToGIDMap /Identity /W [1 [500 600]] /FontDescriptor 15 0 R /CIDSystemInfo <</Registry (a) /Ordering (b) /Supplement 0>>>>", ""},
		{"<</Type /FontDescriptor /FontFile2 16 0 R>>", ""},
		{"<<>>", string(program)},
		{"<<>>", "2 beginbfchar\n<0001> <0041>\n<0002> <0042>\nendbfchar\n"},
		{"<</Type /XObject /Subtype /Form /StructParents 2>>", "/P <</MCID 0>>BDC 0 0 1 1 re f EMC"},
		{"<</Type /CMap /CIDSystemInfo <</Registry (a) /Ordering (b) /Supplement 0>>>>", "/WMode 0 def"},
		{"<<>>", ""},
	}
}

// fileOf returns the PDF with the given objects.
func fileOf(parts []part) []byte {
	var objects []string
	for _, p := range parts {
		o := p.object
		if p.data != "" {
			o = fmt.Sprintf("%s/Length %d>> stream\n%s\nendstream", strings.TrimSuffix(o, ">>"), len(p.data), p.data)
		}
		objects = append(objects, o)
	}
	return assemble(objects, "<</Root 1 0 R>>")
}

// replaced returns the objects with one text replaced, wherever it is.
func replaced(t *testing.T, parts []part, from, to string) []part {
	t.Helper()
	parts = slices.Clone(parts)
	found := false
	for i, p := range parts {
		parts[i] = part{strings.ReplaceAll(p.object, from, to), strings.ReplaceAll(p.data, from, to)}
		found = found || parts[i] != p
	}
	if !found {
		t.Fatalf("%q is not in the objects", from)
	}
	return parts
}

// failed returns the conditions that a PDF fails.
func failed(t *testing.T, file []byte) []string {
	t.Helper()
	d, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	return conditionsOf(checkUA(d))
}

func conditionsOf(findings []Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Condition)
	}
	return slices.Compact(all)
}

// heading and paragraph are the elements that mutations replace.
const (
	heading   = "/S /H1 "
	paragraph = "/K [1 <</S /Strong>> <</S /Span /K []>>]"
	cmap      = "/Encoding /Identity-H"
	catalog   = "<</Type /Catalog "
	visible   = "/Subtype /Link /Contents (where to)"
)

// kids replaces the paragraph's kids.
func kids(elements string) []string { return []string{paragraph, "/K [1 " + elements + "]"} }

// breaks are ways to fail each condition: pairs of texts, of which the second
// replaces the first in the objects of conforming.
var breaks = []struct {
	condition string
	change    []string
}{
	{"01-003", []string{"EMC\n/Artifact BMC 0 0 1 1 re f EMC", "/Artifact BMC 0 0 1 1 re f EMC EMC"}},
	{"01-004", []string{"f EMC\n", "f ", "ET Q EMC", "ET Q EMC EMC"}},
	{"01-005", []string{"/Artifact BMC 0 0 1 1 re f EMC", "0 0 1 1 re f"}},
	{"01-005", []string{"/Artifact BMC 0 0 1 1 re f EMC", "/Span BMC 0 0 1 1 re f EMC"}},
	{"01-005", []string{"MCID 1", "MCID 7"}},
	{"01-005", []string{"/Artifact BMC", "/X1 Do /Artifact BMC"}}, // its tag has no element
	{"01-007", []string{"/Marked true", "/Marked true /Suspects true"}},
	{"02-001", []string{"/Strong /Span", "/Weak /Span"}},
	{"02-001", []string{"/Strong /Span", "/Strong /Bold"}},
	{"02-003", []string{"/Strong /Span", "/Strong /Bold /Bold /Strong"}},
	{"02-004", []string{"/Strong /Span", "/Strong /Span /P /Span"}},
	{"06-001", []string{"/Metadata 4 0 R", ""}},
	{"06-002", []string{claim, ""}},
	{"06-002", []string{"<pdfuaid:part>1", "<pdfuaid:part>2"}},
	{"06-003", []string{"<rdf:li xml:lang=\"x-default\">Title</rdf:li>", ""}},
	{"07-001", []string{"/DisplayDocTitle true", ""}},
	{"07-002", []string{"/DisplayDocTitle true", "/DisplayDocTitle false"}},
	{"09-004", kids("<</S /TR>>")},
	{"09-004", kids("<</S /TD>>")},
	{"09-004", kids("<</S /Table /K [<</S /P>>]>>")},
	{"09-004", kids("<</S /Table /K [<</S /THead>> <</S /TR>>]>>")},
	{"09-004", kids("<</S /Table /K [<</S /TR>> <</S /Caption>> <</S /TR>>]>>")},
	{"09-004", kids("<</S /Table /K [<</S /TR /K [<</S /TD>> <</S /TD>>]>> <</S /TR /K [<</S /TD>>]>>]>>")},
	{"09-004", kids("<</S /Table /K [<</S /TR /K [<</S /TD /A <</RowSpan 2>>>> <</S /TD>>]>> <</S /TR /K [<</S /TD>> <</S /TD>>]>>]>>")},
	{"09-005", kids("<</S /LI>>")},
	{"09-005", kids("<</S /L /K [<</S /LI /K [<</S /P>>]>>]>>")},
	{"09-005", kids("<</S /L /K [<</S /LI>> <</S /Caption>>]>>")},
	{"09-006", kids("<</S /TOC /K [<</S /P>>]>>")},
	{"09-006", kids("<</S /TOCI>>")},
	{"09-007", kids("<</S /Ruby /K [<</S /Span>>]>>")},
	{"09-008", kids("<</S /Warichu /K [<</S /Span>>]>>")},
	{"10-001", []string{"<0002> <0042>\n", "<0003> <0042>\n"}},
	{"11-001", []string{"/Lang (en)", ""}},
	{"11-001", []string{"/Lang (en)", "/Lang (in English)"}},
	{"13-004", kids("<</S /Figure>>")},
	{"13-004", kids("<</S /Figure /Alt ()>>")},
	{"14-002", []string{heading, "/S /H2 "}},
	{"14-003", kids("<</S /H3>>")},
	{"14-006", []string{heading, "/S /P ", paragraph, "/K [1 <</S /H>> <</S /H>>]"}},
	{"14-007", kids("<</S /H>>")},
	{"15-003", kids("<</S /Table /K [<</S /TR /K [<</S /TH>> <</S /TD>>]>>]>>")},
	{"15-003", kids("<</S /Table /K [<</S /TR /K [<</S /TH /ID (a)>> <</S /TD /A <</O /Table /Headers [(b)]>>>>]>>]>>")},
	{"17-002", kids("<</S /Formula>>")},
	{"19-003", kids("<</S /Note>>")},
	{"19-004", kids("<</S /Note /ID (a)>> <</S /Note /ID (a)>>")},
	{"20-001", []string{catalog, catalog + "/OCProperties <</D <</Name (a)>> /Configs [<<>>]>> "}},
	{"20-002", []string{catalog, catalog + "/OCProperties <</D <<>>>> "}},
	{"20-003", []string{catalog, catalog + "/OCProperties <</D <</Name (a) /AS []>>>> "}},
	{"21-001", []string{catalog, catalog + "/Names <</EmbeddedFiles <</Names [(a) <</F (a) /EF <<>>>>]>>>> "}},
	{"25-001", []string{catalog, catalog + "/AcroForm <</XFA 20 0 R>> "}},
	{"28-002", []string{visible, "/Subtype /Text /Contents (a)"}},
	{"28-004", []string{visible, "/Subtype /Text", "/S /Link", "/S /Annot"}},
	{"28-005", []string{visible, "/Subtype /Widget", "/S /Link", "/S /Form"}},
	{"28-006", []string{visible, "/Subtype /Own /Contents (a)"}},
	{"28-007", []string{visible, "/Subtype /TrapNet"}},
	{"28-008", []string{"/Tabs /S", ""}},
	{"28-009", []string{"/Tabs /S", "/Tabs /R"}},
	{"28-010", []string{visible, "/Subtype /Widget /TU (a)"}},
	{"28-011", []string{"/StructParent 1", ""}},
	{"28-011", []string{"/S /Link", "/S /Span"}},
	{"28-012", []string{"/Contents (where to)", ""}},
	{"28-017", []string{visible, "/Subtype /PrinterMark"}},
	{"30-001", []string{"/Subtype /Form", "/Subtype /Form /Ref <<>>"}},
	{"30-002", []string{"1 9 0 R]", "1 9 0 R 2 [8 0 R]]", "/Artifact BMC", "/X1 Do /X1 Do /Artifact BMC"}},
	{"31-001", []string{cmap, "/Encoding 19 0 R", "/CIDToGIDMap /Identity /W [1 [500 600]] /FontDescriptor 15 0 R /CIDSystemInfo <</Registry (a)", "/CIDToGIDMap /Identity /W [1 [500 600]] /FontDescriptor 15 0 R /CIDSystemInfo <</Registry (c)"}},
	{"31-002", []string{cmap, "/Encoding 19 0 R", "/Type /CMap /CIDSystemInfo <</Registry (a) /Ordering (b)", "/Type /CMap /CIDSystemInfo <</Registry (a) /Ordering (c)"}},
	{"31-003", []string{cmap, "/Encoding 19 0 R", "15 0 R /CIDSystemInfo <</Registry (a) /Ordering (b) /Supplement 0", "15 0 R /CIDSystemInfo <</Registry (a) /Ordering (b) /Supplement 1"}},
	{"31-004", []string{"/CIDToGIDMap /Identity", "/CIDToGIDMap /Other"}},
	{"31-005", []string{"/CIDToGIDMap /Identity", ""}},
	{"31-006", []string{cmap, "/Encoding /Own-H"}},
	{"31-007", []string{cmap, "/Encoding 19 0 R", "/WMode 0 def", "/WMode 1 def"}},
	{"31-008", []string{cmap, "/Encoding 19 0 R", "/WMode 0 def", "/WMode 0 def /Own usecmap"}},
	{"31-009", []string{"/FontFile2 16 0 R", ""}},
	{"31-011", []string{"<0002> -10", "<0003> -10", "<0002> <0042>", "<0003> <0042>"}},
	{"31-016", []string{"[500 600]", "[500 700]"}},
	{"31-027", []string{"/ToUnicode 17 0 R", ""}},
	{"31-028", []string{"<0042>", "<0000>"}},
	{"31-029", []string{"<0042>", "<FEFF>"}},
	{"31-030", []string{"<0002> -10", "<0000> -10", "<0002> <0042>", "<0000> <0042>"}},
	{unknown, []string{"/Marked true", ""}},
	{unknown, []string{"/Subtype /CIDFontType2", "/Subtype /CIDFontType0", "/FontFile2", "/FontFile3"}},
	{unknown, []string{"/Subtype /Type0", "/Subtype /TrueType"}},
	{unknown, []string{"BT /F1 12 Tf <0001>", "BT <0001>"}},
	{unknown, []string{"ET EMC\n", "ET EMC EMC\n"}},
	{unknown, []string{"0 0 1 1 re f", "BI /W 1 ID x EI"}},
	{unknown, []string{"/Kids [10 0 R]", "/Kids [10 0 R 19 0 R]", "<</Type /CMap ", "<</Type /Page /Contents 12 0 R "}},
	{unknown, kids("<</S /Form>>")},
	{unknown, []string{visible, "/Subtype /Screen /Contents (a)", "/S /Link", "/S /Annot"}},
}

// TestConditions checks that a conforming file has no findings and that each
// change of it fails the condition, and only that where nothing else can be said.
func TestConditions(t *testing.T) {
	if got := failed(t, fileOf(conforming())); len(got) > 0 {
		t.Fatalf("the unchanged file fails %v", got)
	}
	tested := map[string]bool{"26-001": true, "26-002": true} // in TestEncrypted
	for _, b := range breaks {
		tested[b.condition] = true
		parts := conforming()
		parts[19] = part{"<<>>", "<dynamicRender>required</dynamicRender>"}
		for i := 0; i+1 < len(b.change); i += 2 {
			parts = replaced(t, parts, b.change[i], b.change[i+1])
		}
		got := failed(t, fileOf(parts))
		if !slices.Contains(got, b.condition) {
			t.Errorf("%s: %q fails %v", b.condition, b.change, got)
		}
		rest := slices.DeleteFunc(slices.Clone(got), func(c string) bool { return c == b.condition || c == unknown })
		if len(rest) > 0 {
			t.Errorf("%s: %q fails %v too", b.condition, b.change, rest)
		}
	}
	for _, c := range conditions {
		if !tested[c] {
			t.Errorf("no test fails %s", c)
		}
	}
	for c := range tested {
		if !slices.Contains(conditions, c) {
			t.Errorf("%s is not in the list of conditions", c)
		}
	}
}

// TestAllowed checks changes that fail nothing.
func TestAllowed(t *testing.T) {
	for what, change := range map[string][]string{
		"a table with scopes":     kids("<</S /Table /K [<</S /THead /K <</S /TR /K [<</S /TH /A <</O /Table /Scope /Column>>>>]>>>> <</S /TBody /K <</S /TR /K <</S /TD>>>>>>]>>"),
		"a table with headers":    kids("<</S /Table /K [<</S /Caption>> <</S /TR /K [<</S /TH /ID (a)>> <</S /TD /A [<</O /Layout>> <</O /Table /Headers [(a)]>>]>>]>>]>>"),
		"cells over two rows":     kids("<</S /Table /K [<</S /TR /K [<</S /TD /A <</RowSpan 2>>>> <</S /TD>>]>> <</S /TR /K [<</S /TD>>]>> <</S /TR /K [<</S /TD /A <</ColSpan 2>>>>]>>]>>"),
		"a list":                  kids("<</S /L /K [<</S /LI /K [<</S /Lbl>> <</S /LBody /K <</S /L>>>>]>>]>>"),
		"a list without labels":   kids("<</S /L /K [<</S /Caption>> <</S /LI /K [<</S /LBody>>]>>]>>"),
		"headings down and up":    kids("<</S /H2>> <</S /H3>> <</S /H2>> <</S /H1>>"),
		"a printed checkbox":      kids("<</S /Form /A [<</O /PrintField /Role /cb>>]>>"),
		"a described picture":     kids("<</S /Figure /Alt (gate)>>"),
		"a replaced picture":      kids("<</S /Figure /ActualText (A)>>"),
		"an indirect role":        {"/Strong /Span", "/Strong /Bold /Bold /Span"},
		"a form drawn once":       {"1 9 0 R]", "1 9 0 R 2 [8 0 R]]", "/Artifact BMC", "/X1 Do /Artifact BMC"},
		"invisible text":          {"<0002> -10", "<0003> -10", "<0002> <0042>", "<0003> <0042>", "12 Tf [", "12 Tf 3 Tr ["},
		"a hidden annotation":     {visible, "/Subtype /Text /F 2"},
		"a language with regions": {"/Lang (en)", "/Lang (zh-Hans-CN)"},
		"the default width":       {"/W [1 [500 600]]", "/W [1 1 500] /DW 600"},
		"a map of glyphs":         {"/CIDToGIDMap /Identity", "/CIDToGIDMap 20 0 R"},
	} {
		parts := conforming()
		parts[19] = part{"<<>>", "\x00\x00\x00\x01\x00\x02"}
		for i := 0; i+1 < len(change); i += 2 {
			parts = replaced(t, parts, change[i], change[i+1])
		}
		d, err := read(fileOf(parts))
		if err != nil {
			t.Fatal(err)
		}
		if findings := checkUA(d); len(findings) > 0 {
			t.Errorf("%s: %+v", what, findings)
		}
	}
}

// TestEncrypted checks a condition on files that read refuses.
func TestEncrypted(t *testing.T) {
	for p, want := range map[any]string{nil: "26-001", number("0"): "26-002", number("-1"): ""} {
		d, err := read(fileOf(conforming()))
		if err != nil {
			t.Fatal(err)
		}
		d.trailer["Encrypt"] = dict{"P": p}
		if got := strings.Join(conditionsOf(checkUA(d)), " "); got != want {
			t.Errorf("P %v: %q, want %q", p, got, want)
		}
	}
}

// TestFindings checks where findings are and that there are not too many.
func TestFindings(t *testing.T) {
	parts := replaced(t, conforming(), paragraph, "/K [1 "+strings.Repeat("<</S /Figure>> ", 1000)+"]")
	parts = replaced(t, parts, "[500 600]", "[500 700]")
	d, err := read(fileOf(parts))
	if err != nil {
		t.Fatal(err)
	}
	findings := checkUA(d)
	if len(findings) != mostFindings+1 {
		t.Fatalf("%d findings, want %d", len(findings), mostFindings+1)
	}
	if got, want := findings[mostFindings], (Finding{"31-016", 1, 13, "A code 0002: 700 and 600"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestConditionsDocumented compares the conditions with those that docs/pdf-ua.md
// describes.
func TestConditionsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/pdf-ua.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## What is checked")
	section, _, _ = strings.Cut(section, "\n## ")
	var documented []string
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+) \|`).FindAllStringSubmatch(section, -1) {
		if m[1] != "condition" && m[1] != "---" {
			documented = append(documented, m[1])
		}
	}
	if !slices.Equal(documented, conditions) {
		t.Errorf("docs/pdf-ua.md lists %v,\nthe checker checks %v", documented, conditions)
	}
}

// FuzzUA checks that no file causes a panic and that findings are listed conditions.
func FuzzUA(f *testing.F) {
	f.Add(fileOf(conforming()))
	f.Add(small())
	for _, b := range breaks {
		parts := conforming()
		for i := 0; i+1 < len(b.change); i += 2 {
			for k, p := range parts {
				parts[k] = part{strings.ReplaceAll(p.object, b.change[i], b.change[i+1]), strings.ReplaceAll(p.data, b.change[i], b.change[i+1])}
			}
		}
		f.Add(fileOf(parts))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := read(file)
		if err != nil {
			return
		}
		markArtifacts(d)
		for _, found := range checkUA(d) {
			if !slices.Contains(conditions, found.Condition) {
				t.Errorf("%+v is not a condition", found)
			}
		}
	})
}

// TestLinearUA checks files that repeat something.
func TestLinearUA(t *testing.T) {
	for what, parts := range map[string]func(n int) []part{
		"elements": func(n int) []part {
			return replaced(t, conforming(), paragraph, "/K [1 "+strings.Repeat("<</S /P>> ", n)+"]")
		},
		"content": func(n int) []part {
			return replaced(t, conforming(), "0 0 1 1 re f", strings.Repeat("0 0 1 1 re f ", n))
		},
		"forms": func(n int) []part { return replaced(t, conforming(), "0 0 1 1 re f", strings.Repeat("/X1 Do ", n)) },
		"unmarked": func(n int) []part {
			return replaced(t, conforming(), "/Artifact BMC", strings.Repeat("0 0 1 1 re f /P <</MCID 1>>BDC EMC ", n)+"/Artifact BMC")
		},
		"rows": func(n int) []part {
			return replaced(t, conforming(), paragraph, "/K [1 <</S /Table /K ["+strings.Repeat("<</S /TR /K [<</S /TD /A <</RowSpan 999>>>>]>> ", n)+"]>>]")
		},
		"saved": func(n int) []part {
			return replaced(t, conforming(), "0 0 1 1 re f", strings.Repeat("q ", n)+"0 0 1 1 re f")
		},
		"roles": func(n int) []part { return replaced(t, conforming(), "/Strong /Span", chain(n)) },
		"overlaps": func(n int) []part {
			return replaced(t, conforming(), "/W [1 [500 600]]", "/W [1 [500 600] "+strings.Repeat("3 65535 1 ", n)+"]")
		},
	} {
		t.Run(what, func(t *testing.T) {
			linear.Allocates(t, 5000, func(n int) []byte { return fileOf(parts(n)) }, func(file []byte) {
				d, err := read(file)
				if err != nil {
					t.Fatal(err)
				}
				markArtifacts(d)
				checkUA(d)
			})
		})
	}
}

// chain returns n roles, each mapped to the next.
func chain(n int) string {
	var b strings.Builder
	b.WriteString("/Strong /S0 ")
	for i := range n {
		fmt.Fprintf(&b, "/S%d /S%d ", i, i+1)
	}
	fmt.Fprintf(&b, "/S%d /Span", n)
	return b.String()
}

package spreadsheet

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	rows := [][]string{{"单位", "备注"}, {"=1+1", "a,\"b\"\r\nc\td"}, {"x; =cmd", " -5"}, {"＠名", "a=b; c"}, {"", "1;'x"}}
	want := "\ufeff单位,备注\r\n'=1+1,\"a,\"\"b\"\" c d\"\r\nx; '=cmd,\" '-5\"\r\n'＠名,a=b; c\r\n,1;'x\r\n"
	if got := string(CSV(rows)); got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	if rows[1][0] != "=1+1" {
		t.Error("the rows were changed")
	}
}

// Whatever is in the cells, no cell begins as a formula, and each comes back but for what
// is replaced.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "=x", " \t-1", "\"=1", "a;=b", "＝", "a\r\nb"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(CSV([][]string{{"x", a, b}})), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 3 {
			t.Fatalf("%q, %q: %v, %v", a, b, rows, err)
		}
		for _, cell := range rows[0][1:] {
			for part := range strings.SplitSeq(cell, ";") {
				if begin := strings.TrimLeft(part, " \""); begin != "" && strings.ContainsAny(begin[:1], "=+-@") {
					t.Errorf("%q would be a formula", cell)
				}
			}
		}
	})
}

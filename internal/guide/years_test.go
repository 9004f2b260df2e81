package guide

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLifespans(t *testing.T) {
	for text, want := range map[string]string{
		"王继才（1960—2018）和妻子":                      "王继才 1960 2018",
		"[王继才](person:wang-jicai)（1960—2018）":    "王继才 1960 2018",
		"守岛人**王继才**(1960-2018)":                  "王继才 1960 2018",
		"见《荷塘月色》，作家朱自清（1898－1948）。":              "作家朱自清 1898 1948",
		"the writer Zhu Ziqing (1898–1948)":      "Zhu Ziqing 1898 1948",
		"Norman Bethune (1890 – 1939), a doctor": "Norman Bethune 1890 1939",
		"列夫·托尔斯泰（1828—1910）":                     "列夫·托尔斯泰 1828 1910",
		"战役（1948—1949）、王杰（1942—1965）":            "战役 1948 1949;王杰 1942 1965",
		"王杰（1942年—1965年）":                        "",
		"（1942—1965）":                            "",
		"buildings (1917–1920)":                  "",
		"王杰（1965—1942）":                          "",
		"电话 0518-19421965，编号（19421—19655）":       "",
		"1942—1965":                            "",
		"the years (1942–1965":                 "",
		"In Memory of John  Smith (1942–1965)": "Smith 1942 1965",
		"[a](b c)（1942—1965）":                  "",
		"O’Neill-Jones Jr. (1942–1965)":        "O’Neill-Jones Jr. 1942 1965",
	} {
		var got []string
		_, lives := YearsIn("a.md", text, 7)
		for _, l := range lives {
			got = append(got, fmt.Sprint(l.Name, " ", l.Born, " ", l.Died))
			if l.At.Line != 7 || l.At.Column < 2 {
				t.Errorf("%s: at %v", text, l.At)
			}
		}
		if s := strings.Join(got, ";"); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

func TestYears(t *testing.T) {
	got, _ := YearsIn("a.md", "1949年建，12019 年不算。\n\n见 1965 和 1949，999、2100 与 20011 也不算。\n", 3)
	if want := []Year{{1949, 3, 1}, {1965, 5, 3}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func FuzzYears(f *testing.F) {
	f.Add("[王继才](person:wang-jicai)（1960—2018） 1949\n(1942-1965)")
	f.Fuzz(func(t *testing.T, text string) {
		years, lives := YearsIn("a.md", text, 1)
		for _, y := range years {
			if y.Year < 1000 || y.Year > 2099 || y.Line < 1 || y.Column < 1 {
				t.Fatalf("%+v", y)
			}
		}
		for _, l := range lives {
			if l.Name == "" || l.Died <= l.Born || !strings.Contains(text, l.Name) && utf8.ValidString(text) && !strings.Contains(l.Name, " ") {
				t.Fatalf("%+v", l)
			}
		}
	})
}

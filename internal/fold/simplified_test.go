package fold

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSimplifiedNames(t *testing.T) {
	for text, want := range map[string]string{
		"德輔道中":        "德辅道中",
		"國立臺灣大學":      "国立台湾大学",
		"乾清宮":         "乾清宫",
		"乾坤路":         "乾坤路",
		"乾园":          "乾园",
		"乾乾淨淨":        "干干净净",
		"清华大学 Gate 3": "清华大学 Gate 3",
		"Straße":      "Straße",
		"":            "",
	} {
		if got := Simplified(text); got != want {
			t.Errorf("%s is converted to %s, want %s", text, got, want)
		}
	}
}

func FuzzSimplified(f *testing.F) {
	f.Add("國立臺灣大學 乾坤\xff")
	f.Fuzz(func(t *testing.T, text string) {
		once := Simplified(text)
		if utf8.ValidString(text) && !utf8.ValidString(once) {
			t.Errorf("%q is converted to %q, which is no UTF-8", text, once)
		}
		if utf8.RuneCountInString(once) != utf8.RuneCountInString(text) {
			t.Errorf("%q is converted to %q, which is longer or shorter", text, once)
		}
	})
}

// qian is also a simplified character, in names for heaven such as 乾园; where it means dry,
// the phrases have it.
const qian = '乾'

// TestSimplifiedTable generates the table from OpenCC's dictionaries, if WAYSIDE_OPENCC is
// set to their folder.
func TestSimplifiedTable(t *testing.T) {
	folder := os.Getenv("WAYSIDE_OPENCC")
	if folder == "" {
		t.Skip("WAYSIDE_OPENCC is not set to the folder of OpenCC's dictionaries")
	}
	read := func(name string) (entries [][2]string) {
		data, err := os.ReadFile(filepath.Join(folder, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
				entries = append(entries, [2]string{f[0], f[1]})
			}
		}
		slices.SortFunc(entries, func(a, b [2]string) int { return cmp.Or(-cmp.Compare(len(a[0]), len(b[0])), cmp.Compare(a[0], b[0])) })
		return entries
	}
	made := simplified[:strings.LastIndex(simplified, "# ")]
	made += simplified[len(made) : len(made)+strings.Index(simplified[len(made):], "\n")+1]
	characters := map[rune]rune{}
	for _, e := range read("TSCharacters") {
		a, b := []rune(e[0]), []rune(e[1])
		if len(a) == 1 && len(b) == 1 && a[0] != b[0] && a[0] != qian {
			characters[a[0]] = b[0]
			made += e[0] + e[1] + "\n"
		}
	}
	for _, e := range read("TSPhrases") {
		alone := strings.Map(func(r rune) rune { return cmp.Or(characters[r], r) }, e[0])
		if alone != e[1] && utf8.RuneCountInString(e[0]) == utf8.RuneCountInString(e[1]) {
			made += e[0] + " " + e[1] + "\n"
		}
	}
	if *update {
		if err := os.WriteFile("simplified.txt", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if made != simplified {
		t.Error("simplified.txt differs from OpenCC's dictionaries; run with -update")
	}
}

package fold

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// update rewrites the table of variants.
var update = flag.Bool("update", false, "rewrite the table of variants")

func folded(text string) string { return string(Append(nil, []byte(text))) }

// vectors returns texts with their folded forms. A test in internal/search applies
// them to the browser's script.
func vectors(t testing.TB) [][2]string {
	t.Helper()
	data, err := os.ReadFile("testdata/fold.json")
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]string
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFold(t *testing.T) {
	for _, v := range vectors(t) {
		if got, want := folded(v[0]), norm.NFKD.String(v[1]); got != want && got != v[1] {
			t.Errorf("%q is folded to %q, want %q", v[0], got, v[1])
		}
	}
}

// FuzzFold checks that folding is idempotent, and that the folded form of a part of
// a text is a part of its folded form.
func FuzzFold(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v[0], 0, 3)
	}
	f.Fuzz(func(t *testing.T, text string, from, length int) {
		text = strings.ToValidUTF8(text, " ")
		whole := folded(text)
		if again := folded(whole); again != whole {
			t.Fatalf("%q, then %q", whole, again)
		}
		runes := []rune(text)
		if from < 0 || length < 0 || from > len(runes) || length > len(runes)-from {
			return
		}
		if piece := folded(string(runes[from : from+length])); !strings.Contains(whole, piece) {
			t.Fatalf("%q is not in %q", piece, whole)
		}
	})
}

// TestVariants generates the table of variants from OpenCC's dictionaries, if
// WAYSIDE_OPENCC is set to their folder.
func TestVariants(t *testing.T) {
	seen := map[rune]bool{}
	for class := range classes {
		if !slices.IsSorted(class) || len(class) < 2 {
			t.Errorf("%q is not a sorted class", string(class))
		}
		for _, r := range class {
			if seen[r] {
				t.Errorf("%c is in two classes", r)
			}
			seen[r] = true
		}
	}
	folder := os.Getenv("WAYSIDE_OPENCC")
	if folder == "" {
		t.Skip("WAYSIDE_OPENCC is not set to the folder of OpenCC's dictionaries")
	}
	above := map[rune]rune{} // a smaller character of the same class
	first := func(r rune) rune {
		for {
			up, ok := above[r]
			if !ok {
				return r
			}
			r = up
		}
	}
	known := map[rune]bool{}
	for _, name := range []string{"STCharacters", "TSCharacters", "TWVariants", "HKVariants"} {
		data, err := os.ReadFile(filepath.Join(folder, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			fields := bytes.Fields(line)
			for _, f := range fields {
				a, b := []rune(string(fields[0])), []rune(string(f))
				if len(a) != 1 || len(b) != 1 {
					continue
				}
				known[a[0]], known[b[0]] = true, true
				if x, y := first(a[0]), first(b[0]); x != y {
					above[max(x, y)] = min(x, y)
				}
			}
		}
	}
	members := map[rune][]rune{}
	for r := range known {
		members[first(r)] = append(members[first(r)], r)
	}
	head := variants[:strings.LastIndex(variants, "# ")]
	head += variants[len(head) : len(head)+strings.Index(variants[len(head):], "\n")+1]
	var table []string
	for r, class := range members {
		if slices.Sort(class); len(class) > 1 && r < bmp {
			table = append(table, string(class)+"\n")
		}
	}
	slices.Sort(table)
	made := head + strings.Join(table, "")
	if *update {
		if err := os.WriteFile("variants.txt", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if made != variants {
		t.Error("variants.txt differs from OpenCC's dictionaries; run with -update")
	}
}

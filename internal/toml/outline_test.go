package toml

import (
	"fmt"
	"strings"
	"testing"
)

func TestOutline(t *testing.T) {
	text := "# top\n[guide]\ntitle = \"a\" # b\n\n# sites\n[[site]] # one\nid   = \"x\"  # end\nname.en = \"y\"\nsources = [\n  \"[[site]]\",\n]\n# below\n[[site.hall]]\nid = \"h\"\n[site.location]\nlat = 1\n[[site]]\nid = 'z'"
	var all []string
	for _, table := range Outline(text) {
		word := fmt.Sprintf("%s %q", table.Root, text[table.Start:table.Body])
		for _, v := range table.Values {
			word += fmt.Sprintf(" %s:%v:%q:%q", v.Name, v.Dotted, text[v.Key:v.Equals], text[v.Start:v.End])
		}
		if table.Has("location") {
			word += " located"
		}
		all = append(all, word)
	}
	want := []string{
		` ""`,
		`guide "[guide]\ntitle = \"a\" # b\n" title:false:"title ":"\"a\""`,
		`site "[[site]] # one\nid   = \"x\"  # end\nname.en = \"y\"\nsources = [\n  \"[[site]]\",\n]\n" id:false:"id   ":"\"x\"" name:true:"name.en ":"\"y\"" sources:false:"sources ":"[\n  \"[[site]]\",\n]" located`,
		`site "[[site]]\nid = 'z'" id:false:"id ":"'z'"`,
	}
	if got := strings.Join(all, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// FuzzOutline checks that tables follow each other and contain their values.
func FuzzOutline(f *testing.F) {
	for _, c := range cutCases {
		f.Add(c.text)
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, table := range Outline(text) {
			if table.Start != last || table.Body < table.Start || table.Body > table.End {
				t.Fatalf("%q: %+v after %d", text, table, last)
			}
			last = table.End
			at := table.Start
			for _, v := range table.Values {
				if v.Key < at || v.Equals <= v.Key || v.Start <= v.Equals || v.End <= v.Start || v.End > table.Body {
					t.Fatalf("%q: %+v in %+v", text, v, table)
				}
				at = v.End
			}
		}
		if last != len(text) {
			t.Fatalf("%q: the tables end at %d", text, last)
		}
	})
}

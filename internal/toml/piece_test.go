package toml

import (
	"fmt"
	"strings"
	"testing"
)

var cutCases = []struct{ text, want string }{
	{"", ""},
	{"# only a comment\n", ":1"},
	{"[guide]\na = 1\n\n[[site]]\nid = 1\n[[site]]\nid = 2\n", "guide:1 site:4 site:6"},
	{"x = 1\n[guide]\n", ":1 guide:2"},
	{"[guide]\n[guide.calendar]\n[[site]]\n[[site.hall]]\n[[site.hall]]\n[[site]]\n", "guide:1 site:3 site:6"},
	{"[ guide ] # the guide\n[[ site ]]#one\n  [[site]]\n\t[[\"site\"]]\n", "guide:1 site:2 site:3 site:4"},
	{"[guide]\r\na = 1\r\n[[site]]\r\n", "guide:1 site:3"},
	{"[[site]]\ntext = \"\"\"\n[[site]]\n\"\"\"\n[[site]]\n", "site:1 site:5"},
	{"[[site]]\ntext = '''\n[[site]]\n''' # x\n[[site]]", "site:1 site:5"},
	{"[[site]]\ntext = \"\"\"one line\"\"\"\n[[site]]\n", "site:1 site:3"},
	{"[[site]]\na = \"\"\"x\n\"\"\"\nb = '''\n[guide]'''\n[[site]]\n", "site:1 site:6"},
	{"[[site]]\nlist = [\n  [1],\n  [2]\n]\n[[site]]\n", "site:1 site:6"},
	{"[[site]]\nlist = [\n[2]\n,[3] ]\n[[site]]\n", "site:1 site:5"},
	{"[[site]]\nlist = [\n  \"[[site]]\", # [[site]]\n]\n[[site]]\n", "site:1 site:5"},
	{"[[site]]\nname = {\n  en = \"x\",\n}\n[[site]]\n", "site:1 site:5"},
	{"[[site]]\nname = \"a [b] 'c'\"\n[[site]]\n", "site:1 site:3"},
	// A value without an end spoils only its own table.
	{"[[site]]\nlist = [1,\nid = 2\n[[site]]\n", "site:1 site:4"},
	{"[[site]]\ntext = \"\"\"\nabc\n[[site]]\n", "site:1 site:4"},
	{"[[site]]\ntext = “x”\n[[site]]\n", "site:1 site:3"},
	{"[site]\n[site]\n[theme]\n", "site:1 site:2 theme:3"},
	{"[[site]]\n[site]\n", "site:1 site:2"},
	{"[guide]\n[guide]\n", "guide:1 guide:2"},
	{"[[site.hall]]\n[[site]]\n", "site:1 site:2"},
}

func cuts(pieces []Piece) string {
	var all []string
	for _, p := range pieces {
		all = append(all, fmt.Sprintf("%s:%d", p.Root, p.Line))
	}
	return strings.Join(all, " ")
}

func TestCut(t *testing.T) {
	for _, c := range cutCases {
		if got := cuts(Cut(c.text)); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestCutBounded cuts text in which every line begins a value that never ends.
// If each were followed to the end of the text, this test would not finish.
func TestCutBounded(t *testing.T) {
	for _, line := range []string{"a = [1,\n", "a = {\n", "a = \"\"\"x '''\n"} {
		text := strings.Repeat(line, 1<<20)
		if pieces := Cut(text); len(pieces) != 1 || pieces[0].Text != text {
			t.Errorf("%q repeated: %d pieces", line, len(pieces))
		}
	}
}

func TestHeader(t *testing.T) {
	for _, c := range []struct {
		line, name       string
		repeated, dotted bool
	}{
		{"[a]", "a", false, false},
		{"[[a]]", "a", true, false},
		{" [ a . b ] # c\r\n", "a", false, true},
		{"[['a']]", "a", true, false},
		{"[1],", "", false, false},
		{"[\"a\", \"b\"]", "", false, false},
		{"[]", "", false, false},
		{"a = [1]", "", false, false},
		{"[a", "", false, false},
		{"[a] b", "", false, false},
		{"", "", false, false},
	} {
		h, ok := header(c.line)
		name, _, dotted := strings.Cut(h.Path, ".")
		if ok != (c.name != "") || ok && (name != c.name || h.Repeated != c.repeated || dotted != c.dotted || !strings.HasPrefix(c.line[h.Start:], "[") || c.line[h.End-1] != ']') {
			t.Errorf("%q: %+v", c.line, h)
		}
	}
}

// TestBrokenHeader checks which lines count as headers although their brackets are
// wrong.
func TestBrokenHeader(t *testing.T) {
	for line, want := range map[string]string{
		"[[site]": "site true", "[site]]": "site true", "【【site.hall】】 # x": "site.hall true", "［guide］": "guide false", "[[site】】\r\n": "site true",
		"[[\"a\"]": "", "[[1]": "", "[[a], [b]]": "", "【site": "", "说明【site】": "", "【开放时间】": "",
	} {
		h, ok := header(line)
		got := ""
		if ok {
			got = fmt.Sprint(h.Path, " ", h.Repeated)
		}
		if got != want || ok && !h.Broken {
			t.Errorf("%q: %q (%+v), want %q", line, got, h, want)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, c := range cutCases {
		f.Add(c.text)
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var joined strings.Builder
		for _, p := range Cut(text) {
			if want := 1 + strings.Count(joined.String(), "\n"); p.Line != want {
				t.Fatalf("%q: the line of piece %q is %d, want %d", text, p.Text, p.Line, want)
			}
			if p.Offset != joined.Len() {
				t.Fatalf("%q: the offset of piece %q is %d, want %d", text, p.Text, p.Offset, joined.Len())
			}
			joined.WriteString(p.Text)
		}
		if joined.String() != text {
			t.Fatalf("%q: the pieces are %q", text, joined.String())
		}
	})
}

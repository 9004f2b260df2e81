package toml

import (
	"reflect"
	"testing"

	burnt "github.com/BurntSushi/toml"
)

// plainCases are texts, and whether their values are read without the decoder.
var plainCases = []struct {
	text  string
	plain bool
}{
	{"", true},
	{"title = \"岛\" # 注\nlat = 34.5\nlon = -118.25\nn = -12\nzero = 0\nyes = true\nno = false\n", true},
	{"start = 2027-05-25T09:00:00\nday = 2027-05-25\nclock = 09:00:00\n", true},
	{"a = 'say \\'\nb = \"\"\"\nfirst\n \"second\"\"\"\"\"\n", true},
	{"a = [\n  \"x\", # one\n  [1, 2.5],\n]\nb = { c = 1, d = { e = [] } }\nf = {}\n", true},
	{"[[site]]\nid = \"a\"\n[site.location]\nlat = 1\n[[site.hall]]\nid = \"h\"\n[[site.hall]]\n\n[[site]]\n", true},
	{"a = 1\r\nb = \"x\"\r\n\r\n[c]\r\nd = 1 \r\n", true},
	{"[a.b]\nc = 1\n[a.d]\n", true},

	{"[a.b]\n[a]\n", false}, // valid, but not beyond doubt
	{"a = \"\\n\"", false},
	{"a = \"\"\"x\r\ny\"\"\"", false},
	{"\"a\" = 1", false},
	{"a.b = 1", false},
	{"a = 1_000", false},
	{"a = 1e3", false},
	{"a = 2027-05-25 09:00:00", false},
	{"a = 2027-05-25T09:00:00Z", false},

	{"a = 1\na = 2", false},
	{"a = { b = 1, b = 2 }", false},
	{"a = { b = 1, }", false},
	{"a = { b = 1,\n c = 2 }", false},
	{"a = 01", false},
	{"a = .5", false},
	{"a = 5.", false},
	{"a = 99999999999999999999", false},
	{"a = 2027-02-30", false},
	{"a = 24:00:00", false},
	{"a = \"x\" b = 1", false},
	{"a = 1 b = 1", false},
	{"a = [1 2]", false},
	{"a = \"x\ty\x00\"", false},
	{"a = 1 # \x7f", false},
	{"a = 1\rb = 2", false},
	{"a = \"\xff\"", false},
	{"[a]\n[a]\n", false},
	{"[a]\n[[a]]\n", false},
	{"[[a]]\n[a]\n", false},
	{"a = {}\n[a.b]\n", false},
	{"a = [{}]\n[[a]]\n", false},
	{"a = [{}]\n[a.b]\n", false},
	{"a = 1\n[a]\n", false},
	{"[a] b\n", false},
	{"[a]\nb = 1\n[a.b]\n", false},
	{"[a.b]\nc = 1\n[a]\nb = 1\n", false},
	{"a", false},
	{"a =", false},
	{"= 1", false},
}

func TestPlain(t *testing.T) {
	for _, c := range plainCases {
		if plain := comparePlain(t, c.text); plain != c.plain {
			t.Errorf("%q: plain: %v", c.text, plain)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, c := range plainCases {
		f.Add(c.text)
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { comparePlain(t, text) })
}

// comparePlain compares the values of a plain text with those that the decoder returns,
// and reports whether it is one.
func comparePlain(t *testing.T, text string) bool {
	t.Helper()
	r := repair{text: text}
	_, _, values := r.walk()
	if values == nil {
		return false
	}
	var want any
	if _, err := burnt.Decode(text, &want); err != nil {
		t.Errorf("%q: the walk finds %v, the decoder: %v", text, values, err)
	} else if !reflect.DeepEqual(any(values), want) {
		t.Errorf("%q:\n got %#v\nwant %#v", text, values, want)
	}
	return true
}

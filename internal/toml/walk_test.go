package toml

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	burnt "github.com/BurntSushi/toml"
)

// texts are of every kind that the walker and the decoder must agree on.
var texts = []string{
	"",
	"a = 1\n",
	"a=\"one\"\nb = 'two'\n",
	"a = \"\"\"\nfirst\n  second\"\"\"\nb = '''third'''\n",
	"a = \"\"\"x\"\"\"\"\"\nb = '''y''''\n",
	"a = \"say \\\"hi\\\" # no comment\" # a comment = 1\n",
	"a.b.c = 1\na.b.d = 2\n",
	"\"quo.ted\" = 1\n'lit eral' = 2\n\"\\u5c9b\" = 3\n",
	"a = { b = 1, c = { d = \"e\" } }\n",
	"a = {\n  b = 1,\n  c = 2,\n}\n",
	"a = [1, 2,\n  3, # three\n]\nb = [[1], [\"x\", \"y\"]]\nc = []\n",
	"a = [{ b = 1 }, { b = 2 }]\n",
	"[a]\nb = 1\n[a.c]\nd = 2\n[ e . \"f\" ]\ng = 3\n",
	"[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a.c]]\nd = 3\n[[a]]\nb = 4\n[a.e]\nf = 5\n",
	"date = 2026-10-14\nclock = 08:30:00\nboth = 2026-10-14 08:30:00\nyes = true\nno = -1.5e3\n",
	"a = 1\r\nb = \"\"\"\r\nx\r\ny\"\"\"\r\nc = [\r\n1,\r\n]\r\n",
	"名 = 1\n",
	"a = \"\"\"\\\n   folded \\\n   text\"\"\"\nb = 1\n",
}

func TestWalk(t *testing.T) {
	for _, c := range []struct{ text, path, key, value string }{
		{"a = 1", "a", "1:1", "1:5"},
		{"\n  a  =  \"x\"", "a", "2:3", "2:10"},
		{"a = 'x'", "a", "1:1", "1:6"},
		{"\"岛\" = 1\na = \"岛\" # 注\nb = 2", "b", "3:1", "3:5"},
		{"a = \"\"\"x\"\"\"", "a", "1:1", "1:8"},
		{"a = \"\"\"\nx\"\"\"", "a", "1:1", "2:1"},
		{"a = '''\r\nx'''", "a", "1:1", "2:1"},
		{"a = '''\n'''\nb = 1", "b", "3:1", "3:5"},
		{"a.b.c = 1", "a", "1:1", "1:1"},
		{"a.b.c = 1", "a.b", "1:3", "1:3"},
		{"a . b = 1", "a.b", "1:5", "1:9"},
		{"'a' . \"b\" = 1", "a.b", "1:7", "1:13"},
		{"a = { b = 1, c = \"x\" }", "a", "1:1", "1:5"},
		{"a = { b = 1, c = \"x\" }", "a.c", "1:14", "1:19"},
		{"a = { b.c = 1 }", "a.b.c", "1:9", "1:13"},
		{"a = [\n 'x', # y\n 'z' ]", "a.1", "3:2", "3:3"},
		{"a = [[1],[2, 3]]", "a.1.1", "1:14", "1:14"},
		{"a = [{ b = 1 }, { b = 2 }]", "a.1.b", "1:19", "1:23"},
		{"[a]\nb = 1", "a", "1:1", "1:2"},
		{"[a.b]\nc = 1", "a.b.c", "2:1", "2:5"},
		{"[[a]]\n[[a]]\nb = 1", "a.1", "2:1", "2:1"},
		{"[[a]]\n[[a]]\nb = 1", "a.1.b", "3:1", "3:5"},
		{"[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2", "a.0.b.1.c", "5:1", "5:5"},
		{"[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", "a.1.b.c", "6:1", "6:5"},
		{"a = 1\nb = \nc = 3", "a", "1:1", "1:5"}, // up to a fault
	} {
		root, _ := walk(c.text)
		n := find(root, strings.Split(c.path, ".")...)
		if n == nil {
			t.Errorf("%q has no %s", c.text, c.path)
			continue
		}
		if got := position(c.text, n.key) + " " + position(c.text, n.value); got != c.key+" "+c.value {
			t.Errorf("%q: %s is at %s, want %s %s", c.text, c.path, got, c.key, c.value)
		}
	}
}

func find(n *node, path ...string) *node {
	for _, p := range path {
		var i int
		if _, err := fmt.Sscanf(p, "%d", &i); err == nil {
			n = n.item(i)
		} else {
			n = n.get(p)
		}
	}
	return n
}

func TestWalkDeep(t *testing.T) {
	for text, want := range map[string]int{
		"a = " + strings.Repeat("[", deepest) + strings.Repeat("]", deepest): -1,
		"a = " + strings.Repeat("[", 1_000_000):                              4 + deepest + 1,
		"a = " + strings.Repeat("{a=", 1_000_000):                            4 + 3*deepest + 1,
		strings.Repeat("a.", deepest) + "a = 1":                              -1,
		strings.Repeat("a.", 1_000_000) + "a = 1":                            2 * (deepest + 1),
		"[" + strings.Repeat("a.", 1_000_000) + "a]":                         1 + 2*(deepest+1),
		"a = {" + strings.Repeat("a.", 1_000_000) + "a = 1}":                 5 + 2*deepest,
	} {
		if _, deep := walk(text); deep != want {
			t.Errorf("%.20q: %d, want %d", text, deep, want)
		}
	}
}

func FuzzWalk(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, deep := walk(text)
		inside(t, text, root, 0)
		values := map[string]any{}
		if deep >= 0 || len(text) > 1<<14 {
			return
		}
		if _, err := burnt.Decode(text, &values); err != nil {
			return
		}
		agree(t, text, values, root, "")
	})
}

// inside checks that every offset is in the text and that the tree is bounded.
func inside(t *testing.T, text string, n *node, depth int) {
	if n.key < 0 || n.key > len(text) || n.value < 0 || n.value > len(text) || depth > len(text)+1 {
		t.Fatalf("%q: %+v at depth %d", text, n, depth)
	}
	for _, child := range n.table {
		inside(t, text, child, depth+1)
	}
	for _, child := range n.array {
		inside(t, text, child, depth+1)
	}
}

// agree checks that every decoded key has a node, and that the node is where the
// text has the key and the value.
func agree(t *testing.T, text string, value any, n *node, path string) {
	if n == nil {
		t.Fatalf("%q: no node for %s", text, path)
	}
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			child := n.get(key)
			if child == nil {
				t.Fatalf("%q: no node for %s.%s", text, path, key)
			}
			at := text[child.key:]
			if !strings.HasPrefix(at, key) && !strings.HasPrefix(at, "'") && !strings.HasPrefix(at, `"`) && !strings.HasPrefix(at, "[") && !strings.HasPrefix(at, "{") {
				t.Fatalf("%q: %s.%s has the position of %q", text, path, key, at)
			}
			agree(t, text, v[key], child, path+"."+key)
		}
	case []map[string]any:
		for i := range v {
			agree(t, text, v[i], n.item(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case []any:
		for i := range v {
			agree(t, text, v[i], n.item(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case string:
		if !strings.Contains(n.raw, `\`) && !strings.Contains(n.raw, "\r") && n.raw != v {
			t.Fatalf("%q: %s is %q, read as %q", text, path, v, n.raw)
		}
		if !strings.HasPrefix(text[n.value:], n.raw) {
			t.Fatalf("%q: %s has the position of %q", text, path, text[n.value:])
		}
	}
}

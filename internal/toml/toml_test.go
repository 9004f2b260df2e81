package toml

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// position formats an offset as line:column, in characters.
func position(text string, offset int) string {
	before := text[:min(offset, len(text))]
	return fmt.Sprintf("%d:%d", 1+strings.Count(before, "\n"), 1+utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]))
}

// faults decodes a text and returns what was reported, a line each.
func faults(text string) (lines []string, ok bool) {
	_, ok = Decode(text, func(offset int, key string, args ...any) {
		line := position(text, offset) + " " + key
		for _, a := range args {
			line += " " + fmt.Sprint(a)
		}
		lines = append(lines, line)
	})
	return lines, ok
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = 1", ""},
		{"a = 1\na = 2", "2:1 toml-syntax/twice a"},
		{"[a]\nb = 1\n[a]\n", "3:2 toml-syntax/twice a"},
		{"a = \nb = 1", "1:5 toml-syntax/value a"},
		{"a = x", "1:5 toml-syntax/value a"},
		{"title", "1:5 toml-syntax/equals"},
		{"a = [1 2]", "1:8 toml-syntax/comma"},
		{"a = 1h", "1:6 toml-syntax/rest"},
		{"a = 2026-10-1", "1:5 toml-syntax/time"},
		{"b = 1\na = \"x\nc = 1", "2:5 toml-syntax/open-string"},
		{"a = \"\"\"x\ny", "1:5 toml-syntax/open-string"},
		{"a = \"C:\\path\\q\"", "1:8 toml-syntax/escape"},
		{"a = ，", "1:5 toml-fullwidth ， ,"},
		{"a = 2026-02-30", "1:5 bad-date 2026-02-30"},
	} {
		lines, ok := faults(c.text)
		if got := strings.Join(lines, "; "); got != c.want || ok != (c.want == "") {
			t.Errorf("%q: %s (%v), want %s", c.text, got, ok, c.want)
		}
	}
}

func TestValue(t *testing.T) {
	const text = "a = { b = [\"岛\", 'x\\y', \"x\\ty\"] }\n[[c]]\nd = 1\n[[c]]\nd = 2\n"
	root, ok := Decode(text, func(_ int, key string, _ ...any) { t.Error(key) })
	if !ok {
		t.Fatal("not decoded")
	}
	items, _ := root.Get("a").Get("b").Items()
	tables, _ := root.Get("c").Items()
	if len(items) != 3 || len(tables) != 2 {
		t.Fatalf("%d items and %d tables", len(items), len(tables))
	}
	for _, c := range []struct {
		name       string
		value      Value
		any        any
		key, start string
		literal    bool
	}{
		{"a string", items[0], "岛", "1:12", "1:13", true},
		{"a literal string", items[1], `x\y`, "1:17", "1:18", true},
		{"an escape", items[2], "x\ty", "1:24", "1:25", false},
		{"a key of the second table", tables[1].Get("d"), int64(2), "5:1", "5:5", false},
	} {
		if c.value.Any != c.any || position(text, c.value.Key) != c.key || position(text, c.value.Start) != c.start || c.value.Literal() != c.literal {
			t.Errorf("%s: %v at %s, %s (literal: %v)", c.name, c.value.Any, position(text, c.value.Key), position(text, c.value.Start), c.value.Literal())
		}
	}
	if root.Get("x").Exists() || root.Get("a").Get("b").Get("x").Exists() || !root.Get("a").Exists() {
		t.Error("Exists")
	}
	if _, ok := root.Get("a").Items(); ok {
		t.Error("a table has items")
	}
}

// TestWritten finds an id in a text that cannot be decoded.
func TestWritten(t *testing.T) {
	root, ok := Decode("[[site]]\nid = \"gate\"\nstay = 1h\n", func(int, string, ...any) {})
	if got := root.Written("site", "id"); ok || got != "gate" || root.Written("site", "name") != "" || root.Written("x", "y", "z") != "" {
		t.Errorf("%q, decoded: %v", got, ok)
	}
}

// FuzzDecode checks that whatever a text holds, faults have offsets in it, and a
// text is either decoded or has a fault.
func FuzzDecode(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reported := false
		root, ok := Decode(text, func(offset int, key string, _ ...any) {
			reported = reported || key != "file-tab"
			if offset < 0 || offset > len(text) {
				t.Fatalf("%q: %s at %d", text, key, offset)
			}
		})
		if ok == reported {
			t.Fatalf("%q: decoded: %v, reported: %v", text, ok, reported)
		}
		visit(t, text, root)
	})
}

// visit checks that every value has offsets in the text.
func visit(t *testing.T, text string, v Value) {
	if v.Key < 0 || v.Key > len(text) || v.Start < 0 || v.Start > len(text) {
		t.Fatalf("%q: %+v", text, v)
	}
	for key := range v.Table() {
		visit(t, text, v.Get(key))
	}
	items, _ := v.Items()
	for _, item := range items {
		visit(t, text, item)
	}
}

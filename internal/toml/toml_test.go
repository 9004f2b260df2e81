package toml

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// position formats an offset as line:column, in characters.
func position(text string, offset int) string {
	before := text[:min(offset, len(text))]
	return fmt.Sprintf("%d:%d", 1+strings.Count(before, "\n"), 1+utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]))
}

// shown formats a fault: its place, key, arguments and fix.
func shown(text string, f Fault) string {
	line := position(text, f.Offset) + " " + f.Key
	for _, a := range f.Args {
		line += " " + fmt.Sprint(a)
	}
	if f.Fix != "" {
		line += " → " + f.Fix
	}
	return line
}

// faults decodes a text and returns what was reported, a line each.
func faults(text string) (lines []string, ok bool) {
	_, ok = Decode(text, func(f Fault) { lines = append(lines, shown(text, f)) })
	return lines, ok
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = 1", ""},
		{"a = 1\na = 2", "2:1 toml-syntax/twice a"},
		{"[a]\nb = 1\n[a]\n", "3:2 toml-syntax/twice a"},
		{"a = \nb = 1", "1:5 toml-syntax/value a"},
		{"a = x", "1:5 toml-syntax/quotes a x → a = \"x\""},
		{"title", "1:5 toml-syntax/equals"},
		{"a = [1 2]", "1:8 toml-syntax/comma"},
		{"a = 1h", "1:5 toml-syntax/quotes a 1h → a = \"1h\""},
		{"a = \"say \"hi\" now\"", "1:11 toml-syntax/rest → a = \"say “hi” now\""},
		{"a = 2026-10-1", "1:5 bad-date/form a 2026-10-1 → a = 2026-10-01"},
		{"b = 1\na = \"x\nc = 1", "2:5 toml-syntax/open-string → a = \"x\""},
		{"a = \"\"\"x\ny", "1:5 toml-syntax/open-string"},
		{"a = \"C:\\path\\q\"", "1:8 toml-syntax/escape → a = 'C:\\path\\q'"},
		{"a = ，", "1:5 toml-fullwidth ， ,"},
		{"a = 2026-02-30", "1:5 bad-date 2026-02-30"},
	} {
		lines, ok := faults(c.text)
		if got := strings.Join(lines, "; "); got != c.want || ok != (c.want == "") {
			t.Errorf("%q: %s (%v), want %s", c.text, got, ok, c.want)
		}
	}
}

// TestFixes checks the line that is proposed for each typical slip.
func TestFixes(t *testing.T) {
	for line, want := range map[string]string{
		"phone = 0471-6580001":                              `phone = "0471-6580001"`,
		"name = 昭君博物院":                                      `name = "昭君博物院"`,
		"name = 昭君博物院\"":                                    `name = "昭君博物院"`,
		"name = \"昭君博物院":                                    `name = "昭君博物院"`,
		"name = “昭君博物院”":                                    `name = "昭君博物院"`,
		"name ＝ ‘昭君博物院’":                                    `name = "昭君博物院"`,
		"name：昭君博物院":                                        `name="昭君博物院"`,
		"name: 昭君博物院":                                       `name = "昭君博物院"`,
		"name \"昭君博物院\"":                                    `name = "昭君博物院"`,
		"name = 昭君博物院 # 青冢":                                 `name = "昭君博物院" # 青冢`,
		"name = \"号称\"青冢\"的墓\"":                             `name = "号称“青冢”的墓"`,
		"date = 2026年9月3日":                                  "date = 2026-09-03",
		"date = ２０２６年９月３号 # 开学":                             "date = 2026-09-03 # 开学",
		"date = 2026/9/3":                                   "date = 2026-09-03",
		"date = 2026.9.3":                                   "date = 2026-09-03",
		"start = 9:15":                                      "start = 09:15:00",
		"start = 9：15":                                      "start = 09:15:00",
		"start = 下午2点半":                                     "start = 14:30:00",
		"lat = 40°46′12″":                                   "lat = 40.77",
		"lon = 东经111度39分":                                   "lon = 111.65",
		"location = { lat = 40°46′12″, lon = 111.65 }":      "location = { lat = 40.77, lon = 111.65 }",
		"location = { lat = 40°46'12\", lon = 111°39'0\" }": "location = { lat = 40.77, lon = 111.65 }",
		"location = { lat = 40.77，lon = 111.65 }":           "location = { lat = 40.77,lon = 111.65 }",
		"sources = [\"志\"、\"史\"]":                           `sources = ["志","史"]`,
		"themes = [\"a\", \"b\"":                            `themes = ["a", "b"]`,
		"photo = \"C:\\照片\\qing.jpg\"":                      `photo = 'C:\照片\qing.jpg'`,
		"stay = \"1h\"，":                                    `stay = "1h"`,
		"【【site】】":                                          "[[site]]",
		"a = \"1h\" \"2h\"":                                 "",
		"title":                                             "",
		"a = [1 2]":                                         "",
	} {
		lines, ok := faults("x = 1\n" + line + "\ny = 2\n")
		_, fix, _ := strings.Cut(strings.Join(lines, "; "), " → ")
		if len(lines) != 1 || fix != want || ok || !strings.HasPrefix(lines[0], "2:") {
			t.Errorf("%s\n got %q\nwant %s", line, lines, want)
		}
		if more, ok := faults("x = 1\n" + want + "\ny = 2\n"); want != "" && (!ok || len(more) > 0) && !strings.HasPrefix(want, "[[") {
			t.Errorf("%s: the fix has %q", line, more)
		}
	}
}

// TestRecovery checks that a fault hides neither another one nor what is right.
func TestRecovery(t *testing.T) {
	for _, c := range []struct{ text, want, faults string }{
		{"[[site]]\nid = gate\nname = “门”\nstay = 1h\ntail = 1\n", "site[id=gate(lost) name=门 stay=1h(lost) tail=1]", "2:6 toml-syntax/quotes; 3:8 toml-fullwidth/quote; 4:8 toml-syntax/quotes"},
		{"a = [1,\nb = 2\n[c]\nd = 3\n", "a=1 b=2 c[d=3]", "1:5 toml-syntax/bracket"},
		{"a = \"x\na = \"y\"\nb = 1\n", "a=x(lost) b=1", "1:5 toml-syntax/open-string; 2:1 toml-syntax/twice"},
		{"a = \"\"\"x\ny\nb = 1\n[c]\nd = 2\n", "a=?(lost) c[d=2]", "1:5 toml-syntax/open-string"},
		{"地址 = \"x\"\n名称 = “门”\nid = 1\n", "id=1 名称=门 地址=x", "2:6 toml-fullwidth/quote"},
		{"[[地点]]\n名 = 1\n", "地点[名=1]", ""},
		{"l = [\n\"a\"，\n\"b\"\n]\nx = 1\n", "l=2 x=1", "2:4 toml-fullwidth"},
		{"a = 2026年2月1日\nb = 2026-02-30\nc = 1", "a=2026-02-01 b=?(lost) c=1", "1:5 bad-date/form; 2:5 bad-date"},
		{"[a]\nb = 1\n[a]\nb = 2\n[c]\nd = 1\n", "a[b=1] c[d=1]", "3:2 toml-syntax/twice"},
		{"a = 1\n<<<<<<< HEAD\nb = 2\n", "a=1 b=2", "2:1 merge-conflict"},
		{"a = 1\n>>>>>>> li\nb = 2\n=======\n", "a=1 b=2", "2:1 merge-conflict; 4:1 merge-conflict"},
		{"b = 1\ntitle\n= 2\nc = 3", "b=1 c=3", "2:6 toml-syntax/equals; 3:1 toml-syntax"},
	} {
		var found []string
		root, ok := Decode(c.text, func(f Fault) { found = append(found, position(c.text, f.Offset)+" "+f.Key) })
		slices.Sort(found)
		if got := strings.Join(found, "; "); got != c.faults || ok != (c.faults == "") {
			t.Errorf("%q\n got %s (%v)\nwant %s", c.text, got, ok, c.faults)
		}
		if got := outlined(root); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// outlined formats the values of a table.
func outlined(v Value) string {
	var all []string
	for key := range v.Table() {
		value := v.Get(key)
		items, list := value.Items()
		text := key
		switch {
		case value.Table() != nil:
			text += "[" + outlined(value) + "]"
		case list && len(items) == 1 && items[0].Table() != nil:
			text += "[" + outlined(items[0]) + "]"
		case list:
			text += fmt.Sprintf("=%d", len(items))
		default:
			if day, ok := value.Any.(time.Time); ok {
				text += "=" + day.Format(time.DateOnly)
			} else if _, unknown := value.Any.(Unknown); unknown {
				text += "=?"
			} else {
				text += fmt.Sprintf("=%v", value.Any)
			}
		}
		if value.Lost() {
			text += "(lost)"
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// TestManyFaults checks that a text with a fault in every line takes time in
// proportion to it.
func TestManyFaults(t *testing.T) {
	for _, line := range []string{"a = 开山岛\n", "a = “x”\n", "[x\n", "= 1\n", "a = [\n", "岛 = 1\n", "a = {\n", "a = \"\n", "=", "a=", "a = 岛\" = "} {
		text := strings.Repeat(line, 20_000)
		if lines, ok := faults(text); ok || len(lines) == 0 {
			t.Errorf("%q repeated: %d faults", line, len(lines))
		}
	}
}

func TestValue(t *testing.T) {
	const text = "a = { b = [\"岛\", 'x\\y', \"x\\ty\"] }\n[[c]]\nd = 1\n[[c]]\nd = 2\n"
	root, ok := Decode(text, func(f Fault) { t.Error(f.Key) })
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

// TestDamaged decodes texts that are put together at random of what slips consist of.
func TestDamaged(t *testing.T) {
	parts := []string{"a", "=", " ", "\n", "[", "]", "{", "}", "\"", "'", "\"\"\"", "“", "，", "岛", "1", ".", "#", "\\", "：", "2026-02-30", "°", ",", "\r\n", "\t", "-", "=[", "【", "】", "b = 1\n", "[a]\n", "[[a]]\n", "8:30", "地址"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var text strings.Builder
		for range random.IntN(40) {
			text.WriteString(parts[random.IntN(len(parts))])
		}
		decodes(t, text.String())
	}
}

// FuzzDecode checks that whatever a text holds, faults have offsets in it, and a
// text is either decoded or has a fault.
func FuzzDecode(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	for _, text := range []string{"name = “岛”\n地址 = 岛", "a = [1,\nb = 2", "lat = 34°31′48″", "[a]\n[a]\n", "a = \"岛\nb = 8:30", "地址 \"\\"} {
		f.Add(text)
	}
	f.Fuzz(decodes)
}

func decodes(t *testing.T, text string) {
	reported := false
	root, ok := Decode(text, func(f Fault) {
		reported = reported || f.Key != "file-tab"
		if f.Offset < 0 || f.Offset > len(text) {
			t.Fatalf("%q: %s at %d", text, f.Key, f.Offset)
		}
	})
	if ok == reported {
		t.Fatalf("%q: decoded: %v, reported: %v", text, ok, reported)
	}
	visit(t, text, root)
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

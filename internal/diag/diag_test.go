package diag

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem Problem
		en, zh  string
	}{
		{"place, message, rule and hint", New(Place{"routes/sea.toml", 7, 9}, "bad-value", "mode", "bus", "walk, coach"),
			"routes/sea.toml:7:9: error: invalid value \"bus\" for \"mode\" [bad-value]\n    it must be one of: walk, coach",
			"routes/sea.toml:7:9: 错误：\"mode\" 不能是 \"bus\" [bad-value]\n    可以是：walk, coach"},
		{"a variant has its rule's id", New(Place{"a.md", 1, 1}, "broken-link/site", "tower"),
			"a.md:1:1: error: broken link: no site \"tower\" [broken-link]",
			"a.md:1:1: 错误：链接的地点 \"tower\" 不存在 [broken-link]"},
		{"nearest and no hint", Problem{Place: Place{"a.md", 2, 3}, Key: "broken-link/site", Args: []any{"towr"}, Nearest: "tower"},
			"a.md:2:3: error: broken link: no site \"towr\" [broken-link]\n    did you mean \"tower\"?",
			"a.md:2:3: 错误：链接的地点 \"towr\" 不存在 [broken-link]\n    是不是想写 \"tower\"？"},
		{"nearest before the hint", Problem{Place: Place{"a.md", 2, 3}, Key: "cover-missing", Args: []any{"gaet.jpg"}, Nearest: "gate.jpg"},
			"a.md:2:3: error: no photo \"gaet.jpg\" for the cover [cover-missing]\n    did you mean \"gate.jpg\"? write the name of a file in photos/",
			"a.md:2:3: 错误：没有照片 \"gaet.jpg\"，不能作封面 [cover-missing]\n    是不是想写 \"gate.jpg\"？请写 photos/ 里的文件名"},
		{"a fix instead of the hint", Problem{Place: Place{"a.md", 2, 3}, Key: "bad-duration", Args: []any{"stay", "45"}, Fix: `"45m"`},
			"a.md:2:3: error: invalid duration \"45\" for \"stay\" [bad-duration]\n    write \"45m\"",
			"a.md:2:3: 错误：\"stay\" 的值 \"45\" 不是时长 [bad-duration]\n    请写成 \"45m\""},
		{"a whole file", New(Place{File: "sites.toml"}, "base-url-missing"),
			"sites.toml: warning: the guide has no base_url, so it has no sitemap, feed or preview picture [base-url-missing]\n    add a line under [guide]: base_url = \"https://…/\"",
			"sites.toml: 警告：指南没有 base_url，因此没有站点地图、订阅源和预览图 [base-url-missing]\n    请在 [guide] 下加一行：base_url = \"https://…/\""},
		{"a line without a column", New(Place{"a.toml", 4, 0}, "stop-both"),
			"a.toml:4:1: error: this stop has both site and place [stop-both]\n    keep only one of the two",
			"a.toml:4:1: 错误：这一站既写了 site 又写了 place [stop-both]\n    请只保留一个"},
		{"the project as a whole", New(Place{}, "stop-both"),
			"error: this stop has both site and place [stop-both]\n    keep only one of the two",
			"错误：这一站既写了 site 又写了 place [stop-both]\n    请只保留一个"},
		{"a term", New(Place{"a.toml", 1, 1}, "wrong-type", "date", Term("a date")),
			"a.toml:1:1: error: \"date\" must be a date without quotation marks, such as 2026-10-14 [wrong-type]",
			"a.toml:1:1: 错误：\"date\" 必须是日期，不加引号，例如 2026-10-14 [wrong-type]"},
		{"a term without a name", New(Place{"a.toml", 1, 1}, "wrong-type", "date", Term("a moon")),
			"a.toml:1:1: error: \"date\" must be a moon [wrong-type]", "a.toml:1:1: 错误：\"date\" 必须是a moon [wrong-type]"},
		{"phrases", New(Place{"a.toml", 1, 1}, "long-walk", 2600, 2500, Either{Say("fix-ride", 2), Say("fix-without", 2)}),
			"a.toml:1:1: warning: the walk to this stop is 2600 m, but the route's audience walks at most 2500 m at a time [long-walk]\n    ride to stop 2, or leave out stop 2",
			"a.toml:1:1: 警告：到这一站要步行2600米，这条路线的对象一次最多走2500米 [long-walk]\n    乘车到第2站，或去掉第2站"},
		{"a term in a phrase, and a phrase without a form", New(Place{"a.toml", 1, 1}, "site-late", "gate", Say("no-such"), "09:00", "08:00", Either{Say("fix-date", "2026-10-15", Term("Thursday"))}),
			"a.toml:1:1: error: no-such arrives at 09:00, when \"gate\" has closed [site-late]\n    closed from 08:00: go on 2026-10-15, a Thursday",
			"a.toml:1:1: 错误：no-such在09:00到达，\"gate\" 已经关门 [site-late]\n    08:00关门：改在2026-10-15（星期四）去"},
		{"an error as argument", New(Place{File: "a.md"}, "file-unreadable", errors.New("permission\ndenied")),
			"a.md: error: the file cannot be read: permission\\ndenied [file-unreadable]\n    check that it still exists and that you have permission to open it",
			"a.md: 错误：文件读不出来：permission\\ndenied [file-unreadable]\n    请确认它还在，并且您有权打开"},
		{"a file's name cannot control the terminal", New(Place{"\x1b[31m.md", 1, 1}, "stop-both"),
			"\\x1b[31m.md:1:1: error: this stop has both site and place [stop-both]\n    keep only one of the two",
			"\\x1b[31m.md:1:1: 错误：这一站既写了 site 又写了 place [stop-both]\n    请只保留一个"},
		{"a key without a message counts as an error", New(Place{"a.md", 1, 1}, "no-such/key"),
			"a.md:1:1: error: no-such/key [no-such]", "a.md:1:1: 错误：no-such/key [no-such]"},
	} {
		if got := c.problem.Line(English); got != c.en {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.en)
		}
		if got := c.problem.Line(Chinese); got != c.zh {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.zh)
		}
	}
}

// TestArguments checks that an editor's text is shown as it is, but cannot control
// the terminal.
func TestArguments(t *testing.T) {
	long := strings.Repeat("岛", 200)
	for _, c := range []struct{ name, text, plain, quoted string }{
		{"as it is", "开山岛", "开山岛", `"开山岛"`},
		{"a backslash stays single", `maps\sea.gpx`, `maps\sea.gpx`, `"maps\sea.gpx"`},
		{"a quotation mark", `Mo "ask"`, `Mo "ask"`, `"Mo \"ask\""`},
		{"control characters", "a\x1b[2J\x07\n", `a\x1b[2J\a\n`, `"a\x1b[2J\a\n"`},
		{"directions", "a\u202eb\u2066", `a\u202eb\u2066`, `"a\u202eb\u2066"`},
		{"what has no width", "a\u200bb\ufeff", `a\u200bb\ufeff`, `"a\u200bb\ufeff"`},
		{"a lost character", "a\ufffd", "a\ufffd", "\"a\ufffd\""},
		{"bytes of no encoding", "a\xff", "a\ufffd", "\"a\ufffd\""},
		{"a percent sign", "100%d", "100%d", `"100%d"`},
		{"long", long, long[:120*3] + "…", `"` + long[:120*3] + `…"`},
		{"empty", "", "", `""`},
	} {
		if got := fill("%[1]s", English, []any{c.text}); got != c.plain {
			t.Errorf("%s: got %s, want %s", c.name, got, c.plain)
		}
		if got := fill("%[1]q", English, []any{c.text}); got != c.quoted {
			t.Errorf("%s, quoted: got %s, want %s", c.name, got, c.quoted)
		}
	}
}

func TestNearest(t *testing.T) {
	sites := []string{"kaishan", "tower", "huaihai-memorial", "yaowan"}
	for _, c := range []struct {
		name string
		of   []string
		want string
	}{
		{"kaishan", sites, "kaishan"},
		{"kaishn", sites, "kaishan"},
		{"kiashan", sites, "kaishan"}, // a swap counts once
		{"kaishann", sites, "kaishan"},
		{"towr", sites, "tower"},
		{"huaihai-memroial", sites, "huaihai-memorial"},
		{"beijing", sites, ""},
		{"", sites, ""},
		{"x", []string{"y"}, "y"}, // one edit is always allowed
		{"xy", []string{"ab"}, ""},
		{"cat", []string{"bat", "hat"}, "bat"}, // the first in a tie
		{"cat", []string{"bat", "cat"}, "cat"},
		{"展厅一", []string{"展厅二", "展室"}, "展厅二"}, // by characters, not bytes
		{"anything", nil, ""},
		{"HARVEST-TALK", []string{"harvest-walk", "harvest-talk"}, "harvest-talk"}, // Windows does not care
		{"Tal", []string{"tall", "tal"}, "tal"},
	} {
		if got := Nearest(c.name, c.of); got != c.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", c.name, c.of, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abd", 1},
		{"abc", "bca", 2}, {"ca", "abc", 3}, // restricted: a swap is not edited again
		{"kitten", "sitting", 3}, {"开山岛", "开岛山", 1},
	} {
		if got := distance([]rune(c.a), []rune(c.b), 9); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance([]rune(c.b), []rune(c.a), 9); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
		if limit := c.want - 1; limit >= 0 {
			if got := distance([]rune(c.a), []rune(c.b), limit); got <= limit {
				t.Errorf("distance(%q, %q) within %d = %d", c.a, c.b, limit, got)
			}
		}
	}
}

func TestPlaceIn(t *testing.T) {
	for _, c := range []struct {
		src          string
		offset       int
		line, column int
	}{
		{"", 0, 1, 1}, {"abc", 2, 1, 3}, {"abc\n", 4, 2, 1}, {"守岛\n人在", 7, 2, 1}, {"守岛\n人在", 10, 2, 2},
		{"a\r\nb", 3, 2, 1}, {"\xcd\xf2b", 2, 1, 3}, {"ab", 99, 1, 3},
	} {
		want := Place{"a.md", c.line, c.column}
		if got := PlaceIn("a.md", c.src, c.offset); got != want {
			t.Errorf("PlaceIn(%q, %d) = %v, want %v", c.src, c.offset, got, want)
		}
		if got := PlaceIn("a.md", []byte(c.src), c.offset); got != want {
			t.Errorf("PlaceIn of bytes %q, %d = %v, want %v", c.src, c.offset, got, want)
		}
	}
}

func TestSort(t *testing.T) {
	var l List
	l.Add(Place{"b.md", 1, 1}, "stop-both")
	l.Add(Place{"a.md", 10, 1}, "stop-both")
	l.Add(Place{"a.md", 9, 2}, "stop-both")
	l.Add(Place{"a.md", 9, 2}, "bad-id", "x")
	l.Add(Place{"a.md", 9, 2}, "stop-both") // a repeat
	l.Add(Place{"a.md", 9, 2}, "bad-id", "y")
	l.Add(Place{File: "a.md"}, "base-url-missing")
	l.Sort()
	var got strings.Builder
	for _, p := range l {
		got.WriteString(strings.SplitN(p.Line(English), "\n", 2)[0] + "\n")
	}
	const want = `a.md: warning: the guide has no base_url, so it has no sitemap, feed or preview picture [base-url-missing]
a.md:9:2: error: invalid id "x" [bad-id]
a.md:9:2: error: invalid id "y" [bad-id]
a.md:9:2: error: this stop has both site and place [stop-both]
a.md:10:1: error: this stop has both site and place [stop-both]
b.md:1:1: error: this stop has both site and place [stop-both]
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if errors, warnings := l.Count(); errors != 5 || warnings != 1 {
		t.Errorf("%d errors and %d warnings, want 5 and 1", errors, warnings)
	}
}

func TestParseLang(t *testing.T) {
	for s, want := range map[string]Lang{
		"zh": Chinese, "zh-Hans": Chinese, "zh_CN.UTF-8": Chinese, "ZH-TW": Chinese, "en": English, "de_DE": English, "": English, "C": English,
	} {
		if got := ParseLang(s); got != want {
			t.Errorf("ParseLang(%q) = %s, want %s", s, got, want)
		}
	}
}

// TestListIsBounded adds very many problems in any order: of each rule in a file the
// first are kept, the others are counted, and the result does not depend on the order.
func TestListIsBounded(t *testing.T) {
	var all List
	for line := range 30_000 {
		all = append(all, New(Place{"a.md", line + 1, 1}, "heading-one"))
		if line%3 == 0 {
			all = append(all, New(Place{"a.md", line + 1, 1}, "bad-id", "x"))
		}
		if line < 150 {
			all = append(all, New(Place{"b.md", line + 1, 1}, "heading-one"))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	var want List
	for range 5 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var l List
		for _, p := range all {
			if l.Append(p); len(l) > 2*large {
				t.Fatalf("the list has grown to %d problems", len(l))
			}
		}
		l.Sort()
		if errors, warnings := l.Count(); errors != 10_000 || warnings != 30_150 || len(l) != 3*MostInFile {
			t.Fatalf("%d errors and %d warnings, %d kept", errors, warnings, len(l))
		}
		if last := l[len(l)-1]; last.Place.File != "b.md" || last.Place.Line != MostInFile || last.More != 50 {
			t.Errorf("the last is %+v", last)
		}
		if want == nil {
			want = slices.Clone(l)
		} else if !reflect.DeepEqual(l, want) {
			t.Error("the order in which problems are added matters")
		}
		l.Sort()
		if !reflect.DeepEqual(l, want) {
			t.Error("sorting twice changes the list")
		}
	}
}

// TestNearestOfMany compares Nearest with a search that compares all names.
func TestNearestOfMany(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	name := func() string {
		letters := []rune("abcdeg岛山-")
		n := make([]rune, 1+random.IntN(8))
		for i := range n {
			n[i] = letters[random.IntN(len(letters))]
		}
		return string(n)
	}
	for range 2000 {
		var known []string
		for range 20 {
			known = append(known, name())
		}
		wrong := name()
		want, least := "", max(1, len([]rune(wrong))/3)
		for _, k := range known {
			if d := distance([]rune(wrong), []rune(k), least); d <= least && (want == "" || d < distance([]rune(wrong), []rune(want), 99)) {
				want = k
			}
		}
		if got := Nearest(wrong, known); got != want {
			t.Fatalf("%q of %q: %q, want %q", wrong, known, got, want)
		}
	}
	if got := Nearest(strings.Repeat("a", 1000), []string{strings.Repeat("a", 999)}); got != "" {
		t.Errorf("a name of 1,000 letters is a typo of %q", got)
	}
}

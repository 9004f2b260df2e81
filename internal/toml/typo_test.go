package toml

import (
	"strings"
	"testing"
)

var typoCases = []struct{ text, want string }{
	{"a = 1", ""},
	{"a ＝ 1", "1:3 toml-fullwidth ＝ ="},
	{"a： 1", "1:2 toml-fullwidth ： ="},
	{"a = [1，2]", "1:7 toml-fullwidth ， ,"},
	{"a = [1、2]", "1:7 toml-fullwidth 、 ,"},
	{"a = [1；2]", "1:7 toml-fullwidth ； ,"},
	{"a = ［1］", "1:5 toml-fullwidth ［ ["},
	{"a = [1］", "1:7 toml-fullwidth ］ ]"},
	{"【【site】】", "1:1 toml-fullwidth 【 ["},
	{"[[site】]", "1:7 toml-fullwidth 】 ]"},
	{"a = ｛｝", "1:5 toml-fullwidth ｛ {"},
	{"a = {｝", "1:6 toml-fullwidth ｝ }"},
	{"a = 3。6", "1:6 toml-fullwidth 。 ."},
	{"a = 3．6", "1:6 toml-fullwidth ． ."},
	{"a = －1", "1:5 toml-fullwidth － -"},
	{"a = 2026—10—14", "1:5 bad-date/form a 2026—10—14"},
	{"a = 2026–10–14", "1:5 bad-date/form a 2026–10–14"},
	{"a = 1 ＃ 注", "1:7 toml-fullwidth ＃ #"},
	{"a = “岛”", "1:5 toml-fullwidth/quote “ \""},
	{"a = ”岛“", "1:5 toml-fullwidth/quote ” \""},
	{"a = ‘岛’", "1:5 toml-fullwidth/quote ‘ \""},
	{"a = ＂岛＂", "1:5 toml-fullwidth/quote ＂ \""},
	{"a = \"岛”", "1:7 toml-fullwidth/quote ” \""},
	{"a = \"岛“", "1:7 toml-fullwidth/quote “ \""},
	{"a = '岛’ # 注", "1:7 toml-fullwidth/quote ’ \""},
	{"a = \"岛＂\nb = “x”", "1:7 toml-fullwidth/quote ＂ \"; 2:5 toml-fullwidth/quote “ \""},
	{"a =\u30001", "1:4 toml-fullwidth/space \u3000  "},
	{"a\u00a0= 1", "1:2 toml-fullwidth/space \u00a0  "},
	{"a = １２", "1:5 toml-fullwidth/digit １ 1"},
	{"a = [1，2，3]\nb = ４", "1:7 toml-fullwidth ， ,; 2:5 toml-fullwidth/digit ４ 4"},

	{"a = \"，：“”【】　１\" # ，：“”【】　１", ""},
	{"# a ＝ 1\na = '，'", ""},
	{"a = \"\"\"\n，：\n“”\"\"\"\nb = '''\n【】'''", ""},
	{"a = \"\"\"，\n\"\"\"  ，", "2:6 toml-fullwidth ， ,"},
	{"a ＝ \"\"\"\nx\n\"\"\"", "1:3 toml-fullwidth ＝ ="},
	{"a = \"\\\"，\" # ，", ""},
	{"a = \"“岛”的", ""},           // paired marks are text; the decoder reports the open string
	{"a = \"\"\"\n，\nb ＝ 1", ""}, // and here
	{"a = \"岛\nb ＝ 1", "2:3 toml-fullwidth ＝ ="},
	{"名 = 1", ""}, // no typo; the decoder refuses it

	{"a = 2026-02-30", "1:5 bad-date 2026-02-30"},
	{"a = 2026-02-28\nb = { c = 2026-13-01 }", "2:11 bad-date 2026-13-01"},
	{"# a = 2026-02-30\nb = \"x = 2026-02-30\"", ""},
	{"a = [ # = 2026-02-30\n]", ""},
	{"a = 1 # until = 2026-02-30", ""},

	{"a = 1\tb", "1:6 file-tab"},
	{"\ta = 1\n\tb = 2", "1:1 file-tab"},
}

func typosIn(text string) (lines []string, fatal bool) {
	r := repair{text: text}
	r.scan(func(f Fault) {
		lines = append(lines, shown(text, f))
		fatal = fatal || f.Key != "file-tab"
	})
	return lines, fatal
}

func TestTypos(t *testing.T) {
	for _, c := range typoCases {
		lines, fatal := typosIn(c.text)
		if got := strings.Join(lines, "; "); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		if want := c.want != "" && !strings.HasSuffix(c.want, "file-tab"); fatal != want {
			t.Errorf("%q: fatal is %v", c.text, fatal)
		}
	}
}

// Every full-width character that a keyboard types is reported at its place,
// wherever it is in a line.
func TestTyposEverywhere(t *testing.T) {
	for _, typo := range keyboard {
		text := "x = 1\ny = 2 " + string(typo.typed) + " \"岛\"\n"
		lines, fatal := typosIn(text)
		if len(lines) != 1 || !strings.HasPrefix(lines[0], "2:7 toml-fullwidth") || !fatal {
			t.Errorf("%q: %q", text, lines)
		}
	}
}

func FuzzTypos(f *testing.F) {
	for _, c := range typoCases {
		f.Add(c.text)
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		r := repair{text: text}
		r.scan(func(f Fault) {
			if f.Offset < 0 || f.Offset >= len(text) {
				t.Fatalf("%q: %s at %d", text, f.Key, f.Offset)
			}
			if f.Key != "file-tab" {
				if f.Offset <= last {
					t.Fatalf("%q: %s at %d after %d", text, f.Key, f.Offset, last)
				}
				last = f.Offset
			}
		})
	})
}

package load

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wayside/internal/diag"
)

var slipCases = []struct{ text, want string }{
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
	{"a = 2026—10—14", "1:9 toml-fullwidth — -"},
	{"a = 2026–10–14", "1:9 toml-fullwidth – -"},
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
	{"a = \"“岛”的", ""},           // paired marks are text; the decoder says that the string is open
	{"a = \"\"\"\n，\nb ＝ 1", ""}, // so does it here
	{"a = \"岛\nb ＝ 1", "2:3 toml-fullwidth ＝ ="},
	{"名 = 1", ""}, // no slip; the decoder refuses it

	{"a = 2026-02-30", "1:5 bad-date 2026-02-30"},
	{"a = 2026-02-28\nb = { c = 2026-13-01 }", "2:11 bad-date 2026-13-01"},
	{"# a = 2026-02-30\nb = \"x = 2026-02-30\"", ""},
	{"a = [ # = 2026-02-30\n]", ""},
	{"a = 1 # until = 2026-02-30", ""},

	{"a = 1\tb", "1:6 file-tab"},
	{"\ta = 1\n\tb = 2", "1:1 file-tab"},
}

func slipsIn(text string) (lines []string, fatal bool) {
	fatal = slips(text, func(offset int, key string, args ...any) {
		line := spot(text, offset) + " " + key
		for _, a := range args {
			line += " " + fmt.Sprint(a)
		}
		lines = append(lines, line)
	})
	return lines, fatal
}

func TestSlips(t *testing.T) {
	for _, c := range slipCases {
		lines, fatal := slipsIn(c.text)
		if got := strings.Join(lines, "; "); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		if want := c.want != "" && !strings.HasSuffix(c.want, "file-tab"); fatal != want {
			t.Errorf("%q: fatal is %v", c.text, fatal)
		}
	}
}

// Every full-width character that a keyboard types is told by its place,
// wherever in a line it stands.
func TestSlipsEverywhere(t *testing.T) {
	for r := range slipsOf {
		text := "x = 1\ny = 2 " + string(r) + " \"岛\"\n"
		lines, fatal := slipsIn(text)
		if len(lines) != 1 || !strings.HasPrefix(lines[0], "2:7 toml-fullwidth") || !fatal {
			t.Errorf("%q: %q", text, lines)
		}
	}
}

func FuzzSlips(f *testing.F) {
	for _, c := range slipCases {
		f.Add(c.text)
	}
	for _, text := range tomls {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		slips(text, func(offset int, key string, _ ...any) {
			if offset < 0 || offset >= len(text) {
				t.Fatalf("%q: %s at %d", text, key, offset)
			}
			if key != "file-tab" {
				if offset <= last {
					t.Fatalf("%q: %s at %d after %d", text, key, offset, last)
				}
				last = offset
			}
		})
	})
}

func TestDecode(t *testing.T) {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String("名称：开山岛")
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("岛")
	for _, c := range []struct{ raw, text, want string }{
		{"岛\n", "岛\n", ""},
		{"\xEF\xBB\xBF岛", "岛", "1:1 file-bom"},
		{"a\nb\r\nc", "a\nb\r\nc", "2:2 file-crlf"},
		{gbk, "", "1:1 file-encoding/gbk"},
		{"a = 1\nb = " + gbk, "", "2:5 file-encoding/gbk"},
		{utf16, "", "1:1 file-encoding/utf16"},
		{"\xFE\xFFa", "", "1:1 file-encoding/utf16"},
		{"岛\xFF", "", "1:2 file-encoding"},
		{"a\x00b", "", "1:2 file-encoding/binary"},
	} {
		var found diag.List
		text := decode("f", []byte(c.raw), &found)
		if string(text) != c.text || told(found) != strings.TrimSpace("f:"+c.want) && (c.want != "" || len(found) > 0) {
			t.Errorf("%q: %q, %s; want %q, %s", c.raw, text, told(found), c.text, c.want)
		}
	}
}

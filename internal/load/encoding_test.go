package load

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wayside/internal/diag"
)

func TestUTF8Text(t *testing.T) {
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
		text := utf8Text("f", []byte(c.raw), &found)
		if string(text) != c.text || report(found) != strings.TrimSpace("f:"+c.want) && (c.want != "" || len(found) > 0) {
			t.Errorf("%q: %q, %s; want %q, %s", c.raw, text, report(found), c.text, c.want)
		}
	}
}

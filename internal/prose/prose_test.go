package prose

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// format formats findings on one line: offset, key and arguments.
func format(found []Finding) string {
	var lines []string
	for _, f := range found {
		lines = append(lines, strings.TrimSpace(fmt.Sprintln(append([]any{f.Offset, f.Key}, f.Args...)...)))
	}
	return strings.Join(lines, "; ")
}

var cases = []struct{ name, text, want string }{
	{"plain", "开山岛在灌云县，面积0.013平方公里。", ""},
	{"empty", "", ""},

	{"replacement character", "王继才\uFFFD守岛", "9 mojibake/lost \uFFFD"},
	{"replacement read as GBK", "守岛锟斤拷锟斤拷年", "6 mojibake/lost 锟斤拷"},
	{"unfilled memory", "说明：烫烫烫烫", "9 mojibake/lost 烫烫烫"},
	{"private use", "姓名：\uE5E5", "9 mojibake/lost \uE5E5"},
	{"C1 control", "abc\u0091def", "3 mojibake/lost \u0091"},
	{"one per line", "\uFFFD\uFFFD\n\uFFFD", "0 mojibake/lost \uFFFD; 7 mojibake/lost \uFFFD"},
	{"é as Latin-1", "CafÃ©", "3 mojibake/meant Ã© é"},
	{"curly quote as Latin-1", "the â€œislandâ€\u009d", "4 mojibake/meant â€œ “"},
	{"Chinese as Latin-1", "ä¸\u00adå›½", "0 mojibake/meant ä¸\u00adå›½ 中国"},
	{"Chinese as GBK", "1938年，鍥介槻部", "10 mojibake/meant 鍥介槻 国防"},
	{"中国 as GBK, a pair dropped", "涓浗", "0 mojibake/lost 涓浗"},

	{"relic in simplified text", "纪念机關(guān)的设立", "9 half-converted 關(guān) 关"},
	{"two relics", "機關(guān)國（guó）", "3 half-converted 關(guān) 关; 13 half-converted 國（guó） 国"},
	{"help for a rare character", "郯(tán)城县、睢（suī）宁县与邳(pī)州", ""},
	{"help in traditional text", "灤(luán)縣與機關(jīguān)", ""},
	{"one reading in traditional text", "北京國(guó)子監", ""},
	{"brackets with something else", "国会(國會)、關(于)、開(open)、关(guan)", ""},
	{"traditional inscription in simplified text", "匾额上写着“國立清華大學”六个字。", ""},

	{"comma first", "，然后他走了", "0 line-start-punctuation ，"},
	{"on a later line", "他走了\n，然后", "10 line-start-punctuation ，"},
	{"after spaces and an ideographic space", "好\n 　。", "8 line-start-punctuation 。"},
	{"closing quote", "“好\n”", "7 line-start-punctuation ”"},
	{"opening marks are right", "“好”\n（一）\n《诗》", ""},
	{"dash and ellipsis are right", "——朱自清\n……后来\n…\n—", ""},
	{"apostrophe", "’tis\n’90s", ""},
	{"full-width directive has its own rule", "：：： note", ""},

	{"old place names", "琉璃厂、郯城、邳州、睢宁、沭阳、灌云、盱眙、亳州、醴陵、邛崃、涪陵、嵊泗", ""},
	{"names with rare characters", "李涓、王浣、赵瀛、闻一多、朱自清、钱锺书、鎏金、鐘樓、浠水、涔澧", ""},
	{"European text", "Café, naïve, « DÉJÀ » “Spaß“ „Spaß“ «\u00a0café\u00a0» São João, Ça ira, 90°–100°, Łódź, Ærø", ""},
	{"French in capitals", "CAFÉ\u00a0» et É…", ""},
	{"traditional Chinese", "從鐵嶺到錦州，鏡頭裡的鄉鎮與鍾樓，閣樓開間閘門；閱覽室於週一閉館。", ""},
	{"Japanese and Korean", "靖国神社は「東京」にあり、釜山では한국어。", ""},
	{"emoji and symbols", "✓ ★ ℃ № ① Ⅳ ½ × ÷ 🇨🇳 👨‍👩‍👧", ""},
}

func TestLint(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := format(Lint(c.text)); got != c.want {
				t.Errorf("Lint(%q)\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestLintRest(t *testing.T) {
	if got := format(LintRest("，的人\n，又")); got != "10 line-start-punctuation ，" {
		t.Errorf("got %s", got)
	}
}

// TestAccidents checks that an ordinary sentence is detected after each of the two usual
// encoding errors.
func TestAccidents(t *testing.T) {
	const sentence = "1986年7月，王继才夫妇上了开山岛，守岛三十二年。"
	latin, _ := charmap.ISO8859_1.NewDecoder().String(sentence)
	if got := Lint(latin); len(got) == 0 {
		t.Errorf("nothing found in %q", latin)
	}
	gbk, _ := simplifiedchinese.GBK.NewDecoder().String(sentence)
	if got := Lint(gbk); len(got) == 0 {
		t.Errorf("nothing found in %q", gbk)
	}
}

func TestPairs(t *testing.T) {
	seen := map[rune]bool{}
	runes := []rune(pairs)
	if len(runes)%2 != 0 || len(pairs) != 3*len(runes) {
		t.Fatal("pairs are not pairs of three-byte characters")
	}
	for i, r := range runes {
		if i%2 == 0 && seen[r] {
			t.Errorf("%c is duplicated", r)
		}
		if i%2 == 0 && simplified.has(r) {
			t.Errorf("%c is in both halves", r)
		}
		seen[r] = true
	}
}

func FuzzLint(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range Lint(text) {
			if found.Offset < 0 || found.Offset >= len(text) || len(found.Args) == 0 {
				t.Fatalf("%+v in %q", found, text)
			}
		}
	})
}

func BenchmarkLint(b *testing.B) {
	han := strings.Repeat("开山岛在灌云县燕尾港外，面积0.013平方公里；王继才夫妇1986年7月上岛。", 40)
	latin := strings.Repeat("The hill is 173 m high; building began in 1941. ", 80)
	for name, text := range map[string]string{"Han": han, "ASCII": latin} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Lint(text)
			}
		})
	}
}

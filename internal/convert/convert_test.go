package convert

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// sentences returns the sentences of testdata: simplified, of Taiwan, of Hong Kong.
func sentences(t testing.TB) (all [][3]string) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		lines := strings.Split(block, "\n")
		if len(lines) < 2 || len(lines) > 3 {
			t.Fatalf("%q is not a sentence with its conversions", block)
		}
		all = append(all, [3]string{lines[0], lines[1], lines[len(lines)-1]}) // Hong Kong's may be the same
	}
	return all
}

func TestSentences(t *testing.T) {
	if *update {
		writeSentences(t)
	}
	all := sentences(t)
	if len(all) < 200 {
		t.Errorf("there are %d sentences, want 200", len(all))
	}
	taiwan, hongKong := New(Traditional, Taiwan, nil), New(Traditional, HongKong, nil)
	for _, s := range all {
		if got := taiwan.Text(s[0]); got != s[1] {
			t.Errorf("in Taiwan, %s\nis %s\nwant %s", s[0], got, s[1])
		}
		if got := hongKong.Text(s[0]); got != s[2] {
			t.Errorf("in Hong Kong, %s\nis %s\nwant %s", s[0], got, s[2])
		}
	}
}

// writeSentences writes the conversions of the first line of each block, to be read.
func writeSentences(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	taiwan, hongKong := New(Traditional, Taiwan, nil), New(Traditional, HongKong, nil)
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		line, _, _ := strings.Cut(block, "\n")
		b.WriteString(line + "\n" + taiwan.Text(line) + "\n")
		if other := hongKong.Text(line); other != taiwan.Text(line) {
			b.WriteString(other + "\n")
		}
		b.WriteString("\n")
	}
	if err := os.WriteFile("testdata/sentences.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestBack converts the sentences back.
func TestBack(t *testing.T) {
	back := New(Simplified, HongKong, nil)
	for _, s := range sentences(t) {
		if got := back.Text(s[2]); got != s[0] {
			t.Errorf("%s\nis %s\nwant %s", s[2], got, s[0])
		}
	}
	for text, want := range map[string]string{
		"軟體和硬碟裡的『資訊』": "软件和硬盘里的‘信息’",
		"乾隆在乾清宮，衣服乾了": "乾隆在乾清宫，衣服干了",
		"著名的著作，看著他":   "著名的著作，看着他",
		"參考資料與智慧":     "参考资料与智慧",
	} {
		if got := New(Simplified, Taiwan, nil).Text(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	c := New(Traditional, Taiwan, map[string]string{
		"锤炼中心": "錘鍊中心", "中心": "中心", "软件园": "軟件園", "后羿": "后羿", "范": "范", "U盘": "隨身碟",
	})
	for text, want := range map[string]string{
		"锤炼中心和软件园": "錘鍊中心和軟件園",
		"软件中心":     "軟體中心",
		"范先生的范围":   "范先生的范圍", // a term comes first
		"这个U盘":     "這個隨身碟",
		"U盤":       "U盤",
	} {
		if got := c.Text(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	var found []string
	for term := range c.Terms("锤炼中心的中心") {
		found = append(found, term)
	}
	if strings.Join(found, " ") != "锤炼中心 中心" {
		t.Errorf("the terms are %q", found)
	}
}

func TestQuotes(t *testing.T) {
	c := New(Traditional, Anywhere, nil)
	for text, want := range map[string]string{
		"他说：“好。”":               "他說：「好。」",
		"“‘一’和‘二’”":             "「『一』和『二』」",
		"“一“二”三”":               "「一『二』三」",
		"他说“Hello world”。":      "他說「Hello world」。",
		"“Hello”是英文":            "「Hello」是英文",
		"读“Moby Dick”":          "讀「Moby Dick」",
		"The “keeper” 守岛":       "The “keeper” 守島",
		"“Only English”, don’t": "“Only English”, don’t",
		"岛民’90年代":               "島民』90年代",
		"the keeper’s 岛":        "the keeper’s 島",
		"the keepers’ 岛":        "the keepers’ 島",
		"‘the keeper’s 岛’好":     "『the keeper’s 島』好",
		"没有结束的“引号":              "沒有結束的「引號",
		"“”":                    "“”",
		"岛":                     "島",
		"":                      "",
	} {
		if got := c.Text(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	for _, piece := range []struct {
		text    string
		chinese bool
		want    string
	}{{"“", true, "「"}, {"”的", true, "」的"}, {"“", false, "“"}, {"don’t", true, "don’t"}} {
		if got := c.Piece(piece.text, piece.chinese); got != piece.want {
			t.Errorf("%s is %s, want %s", piece.text, got, piece.want)
		}
	}
}

// TestConvertedTwice converts traditional text: it stays as it is, but for the characters
// that both scripts have with different meanings, such as 丑, 准 and 里.
func TestConvertedTwice(t *testing.T) {
	for _, region := range []Region{Anywhere, Taiwan, HongKong} {
		c := New(Traditional, region, nil)
		changed := 0
		all := sentences(t)
		for _, s := range all {
			once := c.Text(s[0])
			if c.Text(once) != once {
				changed++
			}
		}
		if changed > len(all)/10 {
			t.Errorf("%q: %d of %d sentences change again", region, changed, len(all))
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range sentences(f) {
		f.Add(s[0])
	}
	f.Add("ascii <a href=\"x\">\xff后\ufffd")
	terms := map[string]string{"后\ufffd": "後", "a": "a"}
	var converters []*Converter
	for _, region := range []Region{Anywhere, Taiwan, HongKong} {
		converters = append(converters, New(Traditional, region, terms), New(Simplified, region, nil))
	}
	ascii := func(text string) string {
		return strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return -1
			}
			return r
		}, text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range converters {
			got := c.Text(text)
			if utf8.ValidString(text) && !utf8.ValidString(got) {
				t.Errorf("%q is converted to %q, which is no UTF-8", text, got)
			}
			if ascii(got) != ascii(text) {
				t.Errorf("%q is converted to %q, with other ASCII", text, got)
			}
			if len(got) > 4*len(text) {
				t.Errorf("%q is converted to %q, which is too long", text, got)
			}
		}
	})
}

func BenchmarkText(b *testing.B) {
	var text strings.Builder
	for _, s := range sentences(b) {
		text.WriteString(s[0])
	}
	c := New(Traditional, Taiwan, nil)
	c.Text("后")
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		c.Text(text.String())
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		readTable("st")
	}
}

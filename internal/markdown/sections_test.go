package markdown

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func sectionsOf(source string, raw bool) []Section {
	req := request("")
	r := New(Options{RawHTML: raw})
	req.Parsed = r.Parse([]byte(source))
	req.Sections, req.Place = true, nil
	return r.Render(req).Sections
}

func TestSections(t *testing.T) {
	for _, c := range []struct {
		source string
		raw    bool
		want   []Section
	}{
		{"", false, nil},
		{"清华 &amp; *Gate* \\*x\\*", false, []Section{{Text: "清华 & Gate *x*"}}},
		{"一。\n\n二\nthree *four*five", false, []Section{{Text: "一。" + Gap + "二 three fourfive"}}},
		{"守岛\n三十二年", false, []Section{{Text: "守岛三十二年"}}},
		{"a\n\n## B {#b}\n\nd\n\n### E `code` & [link](https://a.example) {#e}\n", false,
			[]Section{{Text: "a"}, {Anchor: "b", Heading: "B", Text: "d"}, {Anchor: "e", Heading: "E code & link"}}},
		{"- 1\n- 2\n  - 3\n\n> 4\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n", false,
			[]Section{{Text: strings.Join([]string{"1", "2", "3", "4", "a", "b", "c", "d"}, Gap)}}},
		{"1911年[^1]，后\n\n[^1]: 见县志。\n", false, []Section{{Text: "1911年，后" + Gap + "见县志。"}}},
		{"line  \nbreak\n\n```go\nfunc main() {}\n```\n\n    indented   code\n", false,
			[]Section{{Text: "line" + Gap + "break" + Gap + "func main() {}" + Gap + "indented code"}}},
		{"![alt](photos/gate.jpg \"大门\")\n\nin ![alt](photos/gate.jpg) line", false, []Section{{Text: "大门" + Gap + "in line"}}},
		{"::: task 观察与记录\n画下轮廓\n:::\n", false, []Section{{Text: "观察与记录" + Gap + "画下轮廓"}}},
		{"<b>shown</b> as text", false, []Section{{Text: "<b>shown</b> as text"}}},
		{"<b title=\"a > b\">bold</b> 3 < 4", true, []Section{{Text: "bold 3 < 4"}}},
		{"<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>典", true, []Section{{Text: "汉字典"}}},
		{"<script>if (a < b) \"</p>\"</script>\n\nx\n\n<style>p > q{}</style>\n\n<!-- <p>no -->\n\ny", true, []Section{{Text: "x" + Gap + "y"}}},
		{"<div>\nx\n<!-- no\n\nno\n\n<p>no --> y</p>\n\nz", true, []Section{{Text: "x" + Gap + "y" + Gap + "z"}}},
		{"<div><h2 id=\"b&amp;c\">B</h2><p>d</p></div>\n", true, []Section{{Anchor: "b&c", Heading: "B", Text: "d"}}},
		{"<h2>no id</h2>\n\n<h3 id=\"open\">never closed", true, []Section{{Text: "no id"}, {Anchor: "open", Heading: "never closed"}}},
	} {
		got := sectionsOf(c.source, c.raw)
		if !reflect.DeepEqual(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%q\n got %q\nwant %q", c.source, got, c.want)
		}
	}
	if result := renderer.Render(request("text")); result.Sections != nil {
		t.Errorf("sections although not requested: %q", result.Sections)
	}
}

// FuzzSections checks that the collector handles any source, and that the
// returned text has no surrounding white space.
func FuzzSections(f *testing.F) {
	for _, seed := range []string{"a\n\n## b", "<p>a<h2 id=\"b\">B</h2>", "<script></script", "<!--", "<", "</", "&lt;p&gt;", "<h1 id=\"", "<svg/>x", "\xff<p", "<ruby>a<rt>b<", "# \xff"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, source string, raw bool) {
		for _, s := range sectionsOf(source, raw) {
			for _, text := range []string{s.Heading, s.Text} {
				if !utf8.ValidString(text) || strings.Trim(text, " \t\r\n") != text && !strings.Contains(source, "&") {
					t.Errorf("%q: section %q", source, s)
				}
			}
		}
	})
}

package markdown

import (
	"strings"
	"testing"
)

// citing renders a text whose sources a and b are known.
func citing(t testing.TB, source string) (html string, cited []Citation) {
	t.Helper()
	r := New(Options{})
	result := r.Render(Request{
		Parsed: r.Parse([]byte(source)), Lang: "zh-Hans", Label: func(string) string { return "" },
		Link:    func(Link) (string, bool) { return "x", true },
		Picture: func(Picture) Fragment { return Fragment{} }, Player: func(Player) Fragment { return Fragment{} },
		Audience: func(string) (string, []string, bool) { return "", nil, false },
		Gloss: func(id string) Gloss {
			if id == "wang" {
				return Gloss{Text: "守岛人 \"王\""}
			}
			return Gloss{Text: "keeper", Lang: "en"}
		},
		Cite: func(c Citation) (Cited, bool) {
			cited = append(cited, c)
			n := strings.Index("ab", c.Key) + 1
			return Cited{Number: string(rune('0' + n)), Href: "#s" + c.Key, Note: c.Locator}, n > 0
		},
	})
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(result.HTML, "<p>"), "\n"), "</p>"), cited
}

var citationCases = []struct{ markdown, html string }{
	{"守岛[@a]。", "守岛\u2060" + `<sup class="cited"><a href="#sa" role="doc-biblioref">[1]</a></sup>。`},
	{"守岛[@a, 第 12 页]。", "守岛\u2060" + `<sup class="cited"><a href="#sa" role="doc-biblioref">[1]</a>第 12 页</sup>。`},
	{"守岛[@a，第12页；@b]。", "守岛\u2060" + `<sup class="cited"><a href="#sa" role="doc-biblioref">[1]</a>第12页<a href="#sb" role="doc-biblioref">[2]</a></sup>。`},
	{"[@a; @b, p. 3 < 4]", "\u2060" + `<sup class="cited"><a href="#sa" role="doc-biblioref">[1]</a><a href="#sb" role="doc-biblioref">[2]</a>p. 3 &lt; 4</sup>`},
	{"[@a; @nobody]", "\u2060" + `<sup class="cited"><a href="#sa" role="doc-biblioref">[1]</a></sup>`},
	{"[@nobody]", `[@nobody]`},
	{`\[@a]`, `[@a]`},
	{"`[@a]`", `<code>[@a]</code>`},
	{"[a@b.example]", `[a@b.example]`},
	{"[@a](https://example.org/a)", `<a href="https://example.org/a" rel="noopener">@a</a>`},
	{"[@a 第12页]", `[@a 第12页]`},
	{"[@ a]", `[@ a]`},
	{"[@]", `[@]`},
	{"[@a;]", `[@a;]`},
	{"[@a", `[@a`},
	{"[说明 [@a]](site:x)", `<a href="x">说明 ` + "\u2060" + `<sup class="cited">[1]</sup></a>`},
	{"[王](person:wang)", `<a href="x" class="person" data-gloss="守岛人 &quot;王&quot;">王</a>`},
	{"[王](person：li)", `<a href="x" class="person" data-gloss="keeper" data-gloss-lang="en">王</a>`},
	{"[岛](site:wang)", `<a href="x">岛</a>`},
}

func TestCitations(t *testing.T) {
	for _, c := range citationCases {
		if got, _ := citing(t, c.markdown); got != c.html {
			t.Errorf("%s\ngot  %s\nwant %s", c.markdown, got, c.html)
		}
	}
}

// FuzzCitations checks that the places of citations are those of their keys.
func FuzzCitations(f *testing.F) {
	for _, c := range citationCases {
		f.Add(c.markdown)
	}
	f.Fuzz(func(t *testing.T, source string) {
		_, cited := citing(t, source)
		for _, c := range cited {
			if c.Offset < 0 || c.Offset > len(source) || !strings.HasPrefix(source[c.Offset:], c.Key) {
				t.Fatalf("%q is not at %d of %q", c.Key, c.Offset, source)
			}
		}
	})
}

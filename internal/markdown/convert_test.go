package markdown

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// upper is a conversion that changes every letter, so that what must not be converted is
// seen.
var upper = &Conversion{From: "zh-Hans", Piece: func(text string, _ bool) string { return strings.ToUpper(text) }}

func TestConvert(t *testing.T) {
	for source, want := range map[string]string{
		"a *b* `c`":                     "<p>A <em>B</em> <code>c</code></p>",
		"a &amp; b \\* c":               "<p>A &amp; B * C</p>",
		"<https://a.b/c>":               `<p><a href="https://a.b/c" rel="noopener">https://a.b/c</a></p>`,
		"[a](site:kaishan \"b\")":       `<p><a href="../sites/kaishan/" title="B">A</a></p>`,
		"[a][b]\n\n[b]: x":              `<p><a href="x">A</a></p>`,
		"[b]\n\n[b]: x":                 `<p><a href="x">B</a></p>`,
		"![a](x.jpg \"b\")":             `<figure><img src="x.jpg" alt="A"><figcaption>B</figcaption></figure>`,
		"## ab":                         `<h2 id="ab">AB</h2>`,
		"## ab {#cd}":                   `<h2 id="cd">AB</h2>`,
		"```\na\n```":                   "<pre><code>a\n</code></pre>",
		"    a":                         "<pre><code>a\n</code></pre>",
		"> a":                           "<blockquote>\n<p>A</p>\n</blockquote>",
		"::: task b c\na\n:::":          "<div class=\"block task\" role=\"group\" aria-label=\"B C\">\n<p class=\"label\">B C</p>\n<p>A</p>\n</div>",
		"::: source\na\n:::\nb":         "<div class=\"block source\" role=\"group\" aria-label=\"史料\">\n<p class=\"label\">史料</p>\n<div lang=\"zh-Hans\">\n<p>a</p>\n</div>\n</div>\n<p>B</p>",
		"::: audio a.mp3 \"t\"\nb\n:::": `<audio src="a.mp3" title="T"></audio><p>B</p>` + "\n",
		"|a|\n|-|\n|`b`|":               "<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>b</code></td>\n</tr>\n</tbody>\n</table>\n</div>",
	} {
		req := request(source)
		req.Convert = upper
		if got := strings.TrimSpace(renderer.Render(req).HTML); got != strings.TrimSpace(want) {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestConvertPlain(t *testing.T) {
	req := request("a `b`\n\n::: source\nc\n:::\n\n## d\n\ne")
	req.Convert, req.Sections = upper, true
	result := renderer.Render(req)
	if got := result.Plain(0); got != "A b c E" {
		t.Errorf("the text is %q", got)
	}
	if s := result.Sections; len(s) != 2 || s[1].Heading != "D" || s[1].Anchor != "d" || s[1].Text != "E" {
		t.Errorf("the sections are %+v", s)
	}
}

// TestConvertMarked keeps what raw HTML marks as being in another language.
func TestConvertMarked(t *testing.T) {
	r := New(Options{RawHTML: true})
	for source, want := range map[string]string{
		"a <span lang=\"ja\">b <i>c</i></span> d":  `<p>A <span lang="ja">b <i>c</i></span> D</p>`,
		"a <b translate=\"no\">b <b>c</b> d</b> e": `<p>A <b translate="no">b <b>c</b> d</b> E</p>`,
		"a <b>b</b>": "<p>A <b>B</b></p>",
		"<div\nlang=\"en\">\n\na\n\n<div>\n\nb\n\n</div>\n\n</div>\n\nc": "<div\nlang=\"en\">\n<p>a</p>\n<div>\n<p>b</p>\n</div>\n</div>\n<p>C</p>\n",
	} {
		req := request(source)
		req.Parsed, req.Convert = r.Parse([]byte(source)), upper
		if got := strings.TrimSpace(r.Render(req).HTML); got != strings.TrimSpace(want) {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}

// TestConvertAmong asks whether a piece without Chinese is part of a Chinese text.
func TestConvertAmong(t *testing.T) {
	req := request("“**岛**”\n\n“**a**”")
	asked := map[string][]bool{}
	req.Convert = &Conversion{Piece: func(text string, chinese bool) string {
		asked[text] = append(asked[text], chinese)
		return text
	}}
	renderer.Render(req)
	if got := asked["“"]; len(got) != 2 || !got[0] || got[1] {
		t.Errorf("the marks are of Chinese text: %v", got)
	}
}

// FuzzConvert compares a converted text with the original: elements and attributes are the
// same, but for those that are shown, and so is code.
func FuzzConvert(f *testing.F) {
	for _, seed := range []string{
		"a *b* `c` [d](e \"f\") ![g](h.jpg)", "## a b\n\n[c](#a-b)", "::: source\na\n:::\n\n::: note b\nc\n:::",
		"```go\nfunc a() {}\n```\n\n    b", "|a|b|\n|-|-|\n|c|`d`|", "a[^b]\n\n[^b]: c", "- [ ] a\n- b\n\n  c", "<https://a.b> <c@d.e>", "::: timeline\n- 1948: a\n:::",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		req := request(source)
		before := skeleton(t, renderer.Render(req).HTML)
		req.Convert = &Conversion{From: "zh-Hans", Piece: upper.Piece}
		after := skeleton(t, strings.ReplaceAll(renderer.Render(req).HTML, "<div lang=\"zh-Hans\">\n", ""))
		if strings.ReplaceAll(before, "</div>", "") != strings.ReplaceAll(after, "</div>", "") {
			t.Errorf("%q\n is %s\nbut %s", source, before, after)
		}
	})
}

// skeleton returns the tags and the code of a text.
func skeleton(t *testing.T, text string) string {
	var b strings.Builder
	code := 0
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if code > 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			token := z.Token()
			b.WriteString("<" + token.Data)
			for _, a := range token.Attr {
				if a.Key != "alt" && a.Key != "title" && a.Key != "aria-label" {
					b.WriteString(" " + a.Key + "=" + a.Val)
				}
			}
			if token.Data == "code" {
				code++
			}
			b.WriteString(">")
		case html.EndTagToken:
			token := z.Token()
			if token.Data == "code" {
				code--
			}
			b.WriteString("</" + token.Data + ">")
		}
	}
}

package markdown

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestBlocks(t *testing.T) {
	compare(t, []sample{
		{"tasks", "- [x] 画图\n- [ ] 问**守岛人**", `<ul>
<li><label><input type="checkbox" disabled checked> 画图</label></li>
<li><label><input type="checkbox" disabled> 问<strong>守岛人</strong></label></li>
</ul>`},
		{"definitions", "界碑\n: 边界上的碑。\n: 第二义", `<dl>
<dt>界碑</dt>
<dd>边界上的碑。</dd>
<dd>第二义</dd>
</dl>`},
		{"table", "| 年 | 事 | 数 |\n|:--|:-:|--:|\n| 1986 | 上岛 | 2 |", `<div class="table">
<table>
<thead>
<tr>
<th scope="col" class="left">年</th>
<th scope="col" class="center">事</th>
<th scope="col" class="right">数</th>
</tr>
</thead>
<tbody>
<tr>
<td class="left">1986</td>
<td class="center">上岛</td>
<td class="right">2</td>
</tr>
</tbody>
</table>
</div>`},
		{"table under a heading", "## 开放 \"时间\"\n\n|a|\n|-|", `<h2 id="开放-时间">开放 &quot;时间&quot;</h2>
<div class="table" tabindex="0" role="region" aria-label="开放 &quot;时间&quot;">
<table>
<thead>
<tr>
<th scope="col">a</th>
</tr>
</thead>
</table>
</div>`},
		{"escaped bar in code", "|a|\n|-|\n|`x\\|y`|", "<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>x|y</code></td>\n</tr>\n</tbody>\n</table>\n</div>"},
		{"footnotes", "守岛[^1]，又[^1]。\n\n[^1]: 见《人民日报》。", `<p>守岛<sup><a class="footnote" id="fnref:1" href="#fn:1" role="doc-noteref">1</a></sup>，又<sup><a class="footnote" id="fnref:1-2" href="#fn:1" role="doc-noteref">1</a></sup>。</p>
<section class="footnotes" role="doc-endnotes" aria-label="注释">
<ol>
<li id="fn:1">
<p>见《人民日报》。 <a class="footnote-back" href="#fnref:1" role="doc-backlink" aria-label="回到正文">↩︎</a> <a class="footnote-back" href="#fnref:1-2" role="doc-backlink" aria-label="回到正文">↩︎</a></p>
</li>
</ol>
</section>`},
		{"raw HTML is shown", "a <b onclick=\"x()\">c</b>\n\n<script>\nalert(1)\n</script>", `<p>a &lt;b onclick=&quot;x()&quot;&gt;c&lt;/b&gt;</p>
<p>&lt;script&gt;
alert(1)
&lt;/script&gt;</p>`},
		{"entities and escapes", `&copy; \*a\* &lt; "`, "<p>© *a* &lt; &quot;</p>"},
		{"code in an unknown language", "```没有\na < b\n```", "<pre><code class=\"language-没有\">a &lt; b\n</code></pre>"},
		{"highlighted code", "```toml\na = 1 # x\n```", `<pre class="code"><code class="language-toml">a = <span class="number">1</span> <span class="comment"># x</span>
</code></pre>`},
	})
}

func TestRawHTML(t *testing.T) {
	const source = "a <b>c</b>\n\n<div>\nx\n</div>"
	if got, want := New(Options{RawHTML: true}).Render(request(source)).HTML, "<p>a <b>c</b></p>\n<div>\nx\n</div>"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestCode(t *testing.T) {
	for language, highlighted := range map[string]bool{"toml": true, "markdown": true, "bash": true, "go": true, "": false, "x.go": false, "文言": false} {
		if got := renderer.Render(request("```" + language + "\na = 1\n```")).Code; got != highlighted {
			t.Errorf("%q: highlighted is %v", language, got)
		}
	}
}

func TestHeadings(t *testing.T) {
	compare(t, []sample{
		{"Chinese", "## 历史 沿革", `<h2 id="历史-沿革">历史 沿革</h2>`},
		{"punctuation and case", "## 1986年：Going *Up*, again!", `<h2 id="1986年going-up-again">1986年：Going <em>Up</em>, again!</h2>`},
		{"twice", "## a\n\n## a\n\n## a-2\n\n## a", "<h2 id=\"a\">a</h2>\n<h2 id=\"a-2\">a</h2>\n<h2 id=\"a-2-2\">a-2</h2>\n<h2 id=\"a-3\">a</h2>"},
		{"custom id", "## 标题 {#custom-id}", `<h2 id="custom-id">标题</h2>`},
		{"custom id, underlined", "标题 {#守岛}\n---", `<h2 id="守岛">标题</h2>`},
		{"no attributes", "## 标题 {style=\"x\" onclick=y}", `<h2 id="标题-stylex-onclicky">标题 {style=&quot;x&quot; onclick=y}</h2>`},
		{"not an id", "## 标题 {#a b} c{#d}", `<h2 id="标题-a-b-cd">标题 {#a b} c{#d}</h2>`},
		{"only an id", "## {#x}", `<h2 id="x"></h2>`},
		{"nothing to make an id of", "## ……", `<h2 id="section">……</h2>`},
		{"link and code inside", "## [岛](site:kaishan) `x`", `<h2 id="岛-x"><a href="../sites/kaishan/">岛</a> <code>x</code></h2>`},
		{"first level", "# 岛", `<h2 id="岛">岛</h2>`},
	})
	req := request("## 序\n\n###### 末\n\n[^1]\n\n[^1]: x")
	req.Shift, req.IDPrefix = 2, "hall-"
	req.Label = func(key string) string { return key }
	result := renderer.Render(req)
	want := `<h4 id="hall-序">序 <a class="heading-link" href="#hall-序" aria-label="heading-link"></a></h4>
<h6 id="hall-末">末 <a class="heading-link" href="#hall-末" aria-label="heading-link"></a></h6>
<p><sup><a class="footnote" id="hall-fnref:1" href="#hall-fn:1" role="doc-noteref">1</a></sup></p>
`
	if got, _, _ := strings.Cut(result.HTML, "<section"); got != want {
		t.Errorf("got %s", got)
	}
	if got := fmt.Sprint(result.Headings); got != "[{4 hall-序 序 0} {6 hall-末 末 8}]" {
		t.Errorf("headings %s", got)
	}
}

func TestLinks(t *testing.T) {
	compare(t, []sample{
		{"inside the guide", "[岛](site:kaishan \"去\")", `<p><a href="../sites/kaishan/" title="去">岛</a></p>`},
		{"nowhere", "[**岛**](site:nowhere)", "<p><strong>岛</strong></p>"},
		{"abroad", "[a](HTTPS://example.org/?a=1&b=2)", `<p><a href="HTTPS://example.org/?a=1&amp;b=2" rel="noopener">a</a></p>`},
		{"mail and phone", "[a](mailto:a@example.org) [b](tel:+861)", `<p><a href="mailto:a@example.org">a</a> <a href="tel:+861">b</a></p>`},
		{"in angle brackets", "<https://example.org> <a@example.org>", `<p><a href="https://example.org" rel="noopener">https://example.org</a> <a href="mailto:a@example.org">a@example.org</a></p>`},
		{"reference", "[岛][k]\n\n[k]: site:kaishan", `<p><a href="../sites/kaishan/">岛</a></p>`},
		{"scripts", "[a](javascript:alert(1)) [b](JAVA&#9;script:x) [c](<  data:text/html,x>) <vbscript:x> [d](file:///etc)", "<p>a b c vbscript:x d</p>"},
		{"no link in a link", "[a <https://b.example> c](site:kaishan)", `<p><a href="../sites/kaishan/">a https://b.example c</a></p>`},
		{"picture in a link", "[![门](a.jpg)](site:kaishan)", `<p><a href="../sites/kaishan/"><img src="a.jpg" alt="门"></a></p>`},
		{"picture alone", "![门](photos/gate.jpg \"1986年\")", `<figure><img src="photos/gate.jpg" alt="门"><figcaption>1986年</figcaption></figure>`},
		{"picture in a line", "看![门 **楼**](a.jpg)", `<p>看<img src="a.jpg" alt="门 楼"></p>`},
		{"picture as data", "![门](data:image/png;base64,x)", "门"},
	})
}

func TestInline(t *testing.T) {
	for source, want := range map[string]string{
		"守岛**人**":     "守岛<strong>人</strong>",
		"一\n\n二":      "<p>一</p>\n<p>二</p>\n",
		"- 一":         "<ul>\n<li>一</li>\n</ul>\n",
		"![门](a.jpg)": `<img src="a.jpg" alt="门">`,
		"":            "",
	} {
		req := request(source)
		req.Inline = true
		if got := renderer.Render(req).HTML; got != want {
			t.Errorf("%q: got %q", source, got)
		}
	}
}

func TestPlain(t *testing.T) {
	const source = "# 题\n\n守岛\n**三十二年**\\\nand &copy; \\*x\\* `a\nb`[^1] ![门](a.jpg) <https://a.example>\n\n```\nno\n```\n\n- 一\n- 二\n\n::: note\n|甲|乙|\n|-|-|\n:::\n\n[^1]: 注"
	result := renderer.Render(request(source))
	if got, want := result.Plain(0), "守岛三十二年 and © *x* a b 门 https://a.example 一 二 甲 乙"; got != want {
		t.Errorf("got %q", got)
	}
	if got := result.Plain(5); got != "守岛三十二" {
		t.Errorf("got %q", got)
	}
	var none Result
	if none.Plain(3) != "" {
		t.Error("Plain of the zero Result is not empty")
	}
}

// TestManyAtOnce checks that concurrent calls do not mix up the pooled buffers.
func TestManyAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			source := strings.Repeat(fmt.Sprintf("## %d\n\n```toml\na = %d\n```\n\n", i, i), 20)
			want := renderer.Render(request(source)).HTML
			for range 10 {
				if renderer.Render(request(source)).HTML != want {
					t.Errorf("body %d: results differ", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestSlug(t *testing.T) {
	for heading, want := range map[string]string{
		"": "section", " -- ": "section", "A  B—C": "a-bc", "第1章（上）": "第1章上", "ÅNGSTRÖM": "ångström", "東京 タワー": "東京-タワー", "한국어 제목": "한국어-제목",
	} {
		if got := slug(heading); got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", "历史 沿革", "a\"b>c", "\xff", "İ", "{#x}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, heading string) {
		id := slug(heading)
		if id == "" || strings.ContainsAny(id, " \t\n\r\"'<>&=:`") || utf8.ValidString(heading) && !utf8.ValidString(id) {
			t.Errorf("slug(%q) = %q", heading, id)
		}
	})
}

package markdown

import "testing"

func TestPaths(t *testing.T) {
	const before, after = `<figure><img src="`, `" alt="门"><figcaption></figcaption></figure>`
	compare(t, []sample{
		{"space and brackets", "![门](photos/微信图片_20260501 (1).jpg)", before + "photos/微信图片_20260501 (1).jpg" + after},
		{"spaces", "![门](photos/IMG 2026 05 01.JPG)", before + "photos/IMG 2026 05 01.JPG" + after},
		{"outer spaces", "![门]( photos/a b.jpg )", before + "photos/a b.jpg" + after},
		{"bracket first", "![门](photos/(终稿) 大门.png)", before + "photos/(终稿) 大门.png" + after},
		{"full-width brackets", "![门](photos/大门（终稿） 2.png)", before + "photos/大门（终稿） 2.png" + after},
		{"open bracket", "![门](photos/gate(1.jpg)", before + "photos/gate(1.jpg" + after},
		{"full-width space", "![门](photos/大门　南.jpg)", before + `photos/大门\u3000南.jpg` + after},
		{"underscores and stars", "![门](photos/_a_ *b* __c__.jpg)", before + "photos/_a_ *b* __c__.jpg" + after},
		{"ampersand", "![门](photos/a & b.jpg)", before + "photos/a &amp; b.jpg" + after},
		{"apostrophe", "![门](photos/keeper's gate.jpg)", before + "photos/keeper&#39;s gate.jpg" + after},
		{"title", "![门](photos/大门 (1).jpg \"1986年\")", `<figure><img src="photos/大门 (1).jpg" alt="门"><figcaption>1986年</figcaption></figure>`},
		{"title, other quotes", "![门](photos/大门 1.jpg '1986年')", `<figure><img src="photos/大门 1.jpg" alt="门"><figcaption>1986年</figcaption></figure>`},
		{"in angle brackets", "![门](<photos/a b.jpg>)", before + "photos/a b.jpg" + after},
		{"title in brackets, as in CommonMark", "![门](photos/a.jpg (1986年))", `<figure><img src="photos/a.jpg" alt="门"><figcaption>1986年</figcaption></figure>`},
		{"in a line", "看![门](a (1).jpg)和![塔](b (2).jpg)。", `<p>看<img src="a (1).jpg" alt="门">和<img src="b (2).jpg" alt="塔">。</p>`},
		{"in a quotation", "> 看\n> ![门](a (1).jpg)", "<blockquote>\n<p>看<img src=\"a (1).jpg\" alt=\"门\"></p>\n</blockquote>"},
		{"in a table", "|甲|\n|-|\n|![门](a (1).jpg)|", "<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">甲</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><img src=\"a (1).jpg\" alt=\"门\"></td>\n</tr>\n</tbody>\n</table>\n</div>"},
		{"page", "[安全](safety notes.md#fire drill)", `<p><a href="safety%20notes.md#fire%20drill">安全</a></p>`},
		{"site", "[岛]( site:kaishan )", `<p><a href="../sites/kaishan/">岛</a></p>`},
		{"full-width colon", "[岛](site：kaishan)", `<p><a href="../sites/kaishan/">岛</a></p>`},
		{"web address without scheme", "[站](www.example.org)", `<p><a href="https://www.example.org" rel="noopener">站</a></p>`},
		{"web address of a file", "[表](https://example.org/a b.pdf)", `<p><a href="https://example.org/a%20b.pdf" rel="noopener">表</a></p>`},
		{"prose in brackets", "[1](见第 3 页)、[注](see page 5 of the book)", "<p>[1](见第 3 页)、[注](see page 5 of the book)</p>"},
		{"prose after an address", "[站](https://example.org 官网)", "<p>[站](https://example.org 官网)</p>"},
		{"prose with a file in it", "[注](原图，见 a.jpg)", "<p>[注](原图，见 a.jpg)</p>"},
		{"two links", "[甲](a b 和[乙](c.md)", `<p>[甲](a b 和<a href="c.md">乙</a></p>`},
		{"nothing after the bracket", "[a](\n[b]( ", "<p>[a](\n[b](</p>"},
		{"in code", "`![门](a (1).jpg)`", "<p><code>![门](a (1).jpg)</code></p>"},
		{"escaped", `\[岛](a b.md)`, "<p>[岛](a b.md)</p>"},
		{"backslashes", `[a](photos\_gate\1.md) [b](x/a\(1\).md) [c](a\_b.md)`, `<p><a href="photos%5C_gate%5C1.md">a</a> <a href="x/a(1).md">b</a> <a href="a_b.md">c</a></p>`},
	})
}

package markdown

import (
	"regexp"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/linear"
)

// hostile are sources that, repeated, would make a parser without limits rescan
// its input for each character or nest indefinitely.
var hostile = map[string]string{
	"quotations":           ">",
	"lists":                "* + - ",
	"brackets":             "[",
	"bracket pairs":        "[]",
	"pictures":             "![",
	"reference lines":      "[a]\n",
	"definitions of links": "[a]: /b\n",
	"unclosed target":      "[a](<b",
	"open target":          "[a](b",
	"closers":              "*a_ ",
	"openers":              "**a ",
	"stars":                "a" + strings.Repeat("*", 99_999),
	"underscores":          strings.Repeat("_", 99_999) + "a",
	"escaped stars":        `\\**a`,
	"tildes":               "~~a ~b",
	"code":                 "`a``b```",
	"comments":             "<!--\n",
	"tags":                 "<a ",
	"directives":           "::: note\n",
	"directives 2":         "::: note\n> ",
	"fences":               "```\n",
	"footnotes":            "[^1]: a\n",
	"footnote uses":        "[^1] ",
	"definitions":          "a\n: b\n",
	"headings":             "## a\n",
	"heading ids":          "## {#a}\n",
	"entities":             "&amp",
	"wide table":           "|a|\n",
	"pinyin":               "國(guó)",
	"latin garbage":        "Ã",
	"GBK garbage":          "鍥介槻",
	"Chinese emphasis":     "**“守”**的",
	"spaced paths":         "[a](b c (d.jpg",
	"spaced pictures":      "![a](b (1).jpg)",
	"full-width links":     "[a]（b.md）",
	"full-width close":     "【a】（",
	"bold with a space":    "**a **",
	"numbered lines":       "1、a\n2、b\n",
	"bars":                 "| a | b |\n",
	"note marks":           "[^a]",
	"number signs":         "##a\n",
	"indented":             "    守\n",
	"elements":             "<b>",
}

func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("forty bodies of 256 KiB")
	}
	for name, start := range hostile {
		source := func(size int) string {
			if name == "wide table" {
				return strings.Repeat("|a", size/8) + "\n" + strings.Repeat("|-", size/8) + "\n" + strings.Repeat("b\n", size/4)
			}
			source := strings.Repeat(start, size/len(start))
			if name == "openers" {
				source += strings.Repeat(" b**", size/8)
			}
			return source
		}
		t.Run(name, func(t *testing.T) {
			linear.Allocates(t, 128<<10, source, func(source string) {
				req := request(source)
				req.Place = func(int) diag.Place { return diag.Place{} } // the one of request is slow
				// Without the limits most of these take minutes and exceed the test's
				// timeout.
				result := renderer.Render(req)
				result.Plain(100)
			})
		})
	}
}

// forbidden matches what a strict content security policy would block. It
// matches only inside tags, as any text is allowed outside.
var forbidden = regexp.MustCompile(`(?i)<script|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=|(?:href|src)="\s*(?:javascript|vbscript|data):`)

func FuzzRender(f *testing.F) {
	for _, start := range hostile {
		f.Add(start + start + start)
	}
	for _, s := range []string{"[a](javascript:x)", "<b style='x' onclick=y>", "## a {style=x}", "|a|\n|-:|", "```html\n<script>\n```", "[a]: <java&#10;script:x>\n[a]", "::: audience <b>\n:::", "[a](\n[b]( ", "![a](b (1", "**a **b** c**", "［a］（b.md）", "##\u3000", "①a\n②b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		result := renderer.Render(request(source))
		if bad := forbidden.FindString(result.HTML); bad != "" {
			t.Errorf("%q: %q in\n%s", source, bad, result.HTML)
		}
		if tag := unbalanced(result.HTML); tag != "" {
			t.Errorf("%q: <%s> in\n%s", source, tag, result.HTML)
		}
		ids := map[string]bool{}
		for _, id := range regexp.MustCompile(` id="[^"]*"`).FindAllString(result.HTML, -1) {
			if ids[id] {
				t.Errorf("%q: duplicate %s in\n%s", source, id, result.HTML)
			}
			ids[id] = true
		}
		for _, p := range result.Problems {
			if p.Place.Line < 1 || p.Place.Column < 1 {
				t.Errorf("%q: %+v", source, p)
			}
		}
		result.Plain(10)
	})
}

// unbalanced returns the first tag without a partner, or "".
func unbalanced(html string) string {
	var open []string
	for _, tag := range regexp.MustCompile(`</?[a-z][a-z0-9]*`).FindAllString(html, -1) {
		name := strings.TrimLeft(tag, "</")
		switch {
		case name == "br" || name == "hr" || name == "img" || name == "input":
		case tag[1] != '/':
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return name
		default:
			open = open[:len(open)-1]
		}
	}
	return strings.Join(open, ",")
}

// benchPart is a quarter of an ordinary page.
const benchPart = `## 历史沿革 History

据1827年的记录，石匠行会曾在院内见到一处**“记载详实”**的门枕石，今已不存。[开山岛](site:kaishan)的闸口少有人知，
与文献中元代的形制基本吻合。What looks like decoration is *structural*: the stele carries the load of the eaves[^1].

1. **1370** — Oral histories disagree about the fire of 1673.
2. **1519** — 王继才夫妇1986年7月上岛，守岛三十二年。

> 无人记得谁种此树，人人记得谁坐树下。

![三开间的石牌坊](photos/gate.jpg "1986年的大门")

::: task
- [ ] 画下抱鼓石的轮廓，再阅读说明牌
- [ ] Ask a resident about the old well
:::

| 年 | 事 | 数 |
|---|:-:|--:|
| 1986 | 上岛 | 2 |
| 2018 | 纪念 | 1 |

`

func BenchmarkRender(b *testing.B) {
	source := strings.Repeat(benchPart, 4) + "[^1]: 见县志。\n"
	req := request(source)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		renderer.Render(req)
	}
}

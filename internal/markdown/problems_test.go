package markdown

import (
	"testing"

	"wayside/internal/diag"
)

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"nothing", "## 一\n\n### 二\n\n守岛[^1]。\n\n[^1]: 注", ""},

		{"scheme", "守岛，[a](javascript:x)", "1:4 broken-link/scheme javascript:x\n"},
		{"scheme, on a later line of a quotation", "> 守岛\n> 见 [a](ftp:x) 和 <irc:x>", "2:5 broken-link/scheme ftp:x\n2:18 broken-link/scheme irc:x\n"},
		{"scheme in a reference", "见[a]。\n\n[a]: data:x", "1:2 broken-link/scheme data:x\n"},
		{"scheme in a table", "|甲|乙|\n|-|-|\n|守岛|人[b](data:x)|", "3:6 broken-link/scheme data:x\n"},
		{"scheme in a list in a block", "::: note\n- 守岛\n\n  - 人 [b](data:x)\n:::", "4:7 broken-link/scheme data:x\n"},
		{"scheme in a heading", "## 守岛 [b](data:x)", "1:7 broken-link/scheme data:x\n"},
		{"scheme in a footnote", "x[^1]\n\n[^1]: 守岛 [b](data:x)", "3:10 broken-link/scheme data:x\n"},
		{"scheme in a definition", "甲\n: 守岛 [b](data:x)", "2:6 broken-link/scheme data:x\n"},
		{"scheme in front-matter's shadow", "   \n     \n   \n守岛 [b](data:x)", "4:4 broken-link/scheme data:x\n"},
		{"local file", "见[图](file:///home/a.pdf)和[图](C:\\a\\b.pdf)", "1:2 broken-link/local file:///home/a.pdf a.pdf\n1:26 broken-link/local C:\\a\\b.pdf b.pdf\n"},

		{"unknown directive", "前文\n\n::: nota\n:::", "3:5 unknown-directive nota (note?)\n"},
		{"unknown directive in a list", "- 守\n\n  :::  全部\n  :::", "3:8 unknown-directive 全部\n"},
		{"unclosed", "守岛\n::: note\nx", "2:1 unclosed-directive note :::\n"},
		{"unclosed inside", ":::: note\n::: task\nx\n::::", "2:1 unclosed-directive task :::\n"},
		{"unclosed in a quotation", "> :::: note\n> x\n\ny", "1:3 unclosed-directive note ::::\n"},
		{"stray", "守岛\n\n:::\n", "3:1 unclosed-directive/stray \n"},
		{"too short a fence", ":::: note\nx\n:::\n", "1:1 unclosed-directive note ::::\n3:1 unclosed-directive/stray \n"},
		{"audience", "::: audience secondary primry\n:::", "1:24 directive-audience primry (primary?)\n"},
		{"no audience", "::: audience\n:::", "1:1 directive-audience/none \n"},
		{"no audio", "x\n\n::: audio\n:::", "3:1 directive-audio \n"},
		{"full-width", "：：： note\n守岛\n：：：", "1:1 directive-fullwidth \n3:1 directive-fullwidth \n"},
		{"half full-width", "守岛\n:：:note", "2:1 directive-fullwidth \n"},
		{"indented with an ideographic space", "　::: note\n守岛", "1:2 directive-fullwidth/indent \n"},
		{"indented into code", "守岛\n\n    ::: note\n    x", "3:5 directive-fullwidth/indent \n"},
		{"indented after text", "守岛\n     ::: note", "2:6 directive-fullwidth/indent \n"},
		{"three spaces are fine", "   ::: note\n   :::", ""},
		{"colons in a line", "守岛：：：人", ""},

		{"no description", "守岛![](a.jpg)", "1:3 missing-alt/body a.jpg\n"},
		{"no description, alone", "> ![ ](a.jpg)", "1:3 missing-alt/body a.jpg\n"},

		{"heading jump", "## 一\n\n#### 二\n\n## 三", "3:1 heading-jump 2 4\n"},
		{"heading jump at once", "### 一", "1:1 heading-jump 1 3\n"},
		{"heading jump in a list", "- ## 一\n- #### 二", "2:3 heading-jump 2 4\n"},
		{"heading one", "守岛\n\n# 一\n\n二\n===\n\n### 三", "3:1 heading-one \n5:1 heading-one \n"},

		{"text in an emphasis", "守岛**锟斤拷**", "1:5 mojibake/lost 锟斤拷\n"},
		{"text in a table", "|甲|\n|-|\n|守 CafÃ©|", "3:7 mojibake/meant Ã© é\n"},
		{"text in a link", "[守锟斤拷](site:kaishan)", "1:3 mojibake/lost 锟斤拷\n"},
		{"no text in code or a destination", "`锟斤拷` [a](锟斤拷)\n\n    锟斤拷", ""},
		{"comma at a line's start", "守岛\n，三十二年\n\n- 。\n\n> 守岛\n> ）", "2:1 line-start-punctuation ，\n4:3 line-start-punctuation 。\n7:3 line-start-punctuation ）\n"},
		{"comma after an emphasis", "**守岛**，三十二年", ""},
		{"comma after code, a picture and a link", "`a`，![b](c)，[d](e)，[^1]，\n\n[^1]: x", ""},
		{"mark alone in a cell", "|甲|\n|-|\n|？|", ""},
		{"comma after a hard break", "守岛\\\n，人", "2:1 line-start-punctuation ，\n"},
		{"relic", "纪念机關(guān)的", "1:4 half-converted 關(guān) 关\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := problems(c.source); got != c.want {
				t.Errorf("%q\n got %swant %s", c.source, got, c.want)
			}
		})
	}
}

// TestProblemsAreInTheCatalogue checks that every problem has a message in both languages.
func TestProblemsAreInTheCatalogue(t *testing.T) {
	const all = "### a\n\n# b\n\n::: nota\n::: audience x\n::: audience\n::: audio\n::: note\n：：：\n\n    ::: x\n\n\uFFFD CafÃ©\n，關(guān)国 [a](x:b) ![](c)"
	result := renderer.Render(request(all + "\n\nÃ©\n\n"))
	result.Problems = append(result.Problems, renderer.Render(request(":::")).Problems...)
	keys := map[string]bool{}
	for _, p := range result.Problems {
		keys[p.Key] = true
		if p.Message(diag.English) == p.Key || p.Message(diag.Chinese) == p.Key {
			t.Errorf("%s has no message", p.Key)
		}
	}
	if len(keys) != 16 {
		t.Errorf("%d keys, want 16: %v", len(keys), keys)
	}
}

package markdown

import (
	"strings"
	"testing"
)

// TestTypos checks what is reported, with the text that the hint says to paste.
func TestTypos(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"heading without a space", "守岛\n\n##历史沿革", "3:1 heading ## ## 历史沿革"},
		{"heading after an ideographic space", "###　开放时间", "1:1 heading ### ### 开放时间"},
		{"heading, full-width", "＃＃ 交通", "1:1 heading ＃＃ ## 交通"},
		{"heading, one mark", "#　交通", "1:1 heading # ## 交通"},
		{"heading on a later line", "> 守岛\n> ##历史", "2:3 heading ## ## 历史"},
		{"heading with an id", "##历史 {#history}", "1:1 heading ## ## 历史 {#history}"},
		{"hashtags", "#红色研学 #守岛\n\n＃话题＃", ""},
		{"indented comments", "守岛\n\t# 一\n\t## 二", ""},
		{"number signs", "######## 八\n\n说##不\n\n`##码`", ""},

		{"ideographic comma", "须知：\n1、带水\n2、守时\n3、不喧哗", "2:1 list 1、 1. "},
		{"brackets", "（1）带水\n（2）守时", "1:1 list （1） 1. "},
		{"ASCII brackets", "(1)带水\n(2)守时", "1:1 list (1) 1. "},
		{"half a bracket", "1）带水\n2）守时", "1:1 list 1） 1. "},
		{"full stop without a space", "1.带水\n2.守时", "1:1 list 1. 1. "},
		{"full-width digits", "１．带水\n２．守时", "1:1 list １． 1. "},
		{"Chinese numerals", "十、带水\n十一、守时", "1:1 list 十、 10. "},
		{"circles", "① 带水\n② 守时", "1:1 list ① 1. "},
		{"bullets", "• 甲\n• 乙\n\n·丙\n·丁\n\n●戊\n●己", "1:1 list • - ; 4:1 list · - ; 7:1 list ● - "},
		{"hyphens without a space", "-甲\n-乙", "1:1 list - - "},
		{"items of several lines", "1、带水，\n不带酒\n2、守时", "1:1 list 1、 1. "},
		{"two lists", "1、甲\n2、乙\n1、丙\n2、丁", "1:1 list 1、 1. ; 3:1 list 1、 1. "},
		{"in a list", "- 须知\n  1、带水\n  2、守时", "2:3 list 1、 1. "},
		{"one line", "1、带水 2、守时", ""},
		{"paragraphs", "1、带水\n\n2、守时\n\n· 甲\n\n· 乙", ""},
		{"hard breaks", "1、带水\\\n2、守时\n\n• 甲  \n• 乙", ""},
		{"not in sequence", "3、4、5号楼\n1、2号楼\n\n1945、\n1946、", ""},
		{"names and numbers", "列宁·\n·斯大林·\n\n-5℃\n-3℃\n\n3.5公里\n4.5公里\n\n10.1\n11.1", ""},
		{"references", "（1）见上\n（注）见下", ""},
		{"lists", "1. 甲\n2. 乙\n\n- 丙\n- 丁\n\n1) 戊\n2) 己", ""},
		{"list in code", "```\n1、甲\n2、乙\n```\n\n`1、甲\n2、乙`", ""},

		{"table without its line", "| 厅 | 意思 |\n| 增信 | 相信 |", "1:1 table | --- | --- |"},
		{"table without its line, after text", "各厅：\n|厅|意思|位置|\n|增信|相信|东|\n|明理|明白|西|", "2:1 table | --- | --- | --- |"},
		{"full-width table", "｜厅｜意思｜\n｜---｜---｜\n｜明理｜明白｜", "1:1 table-fullwidth | 厅 | 意思 | | --- | --- |"},
		{"full-width table without its line", "｜ 厅 ｜ 意思 ｜\n｜ 明理 ｜ 明白 ｜", "1:1 table-fullwidth | 厅 | 意思 | | --- | --- |"},
		{"columns", "| 厅 | 意思 |\n|---|\n| 增信 | 相信 |", "2:1 table-columns 1 2 | --- | --- |"},
		{"bars in text", "|x|大于零\n\n甲 | 乙\n丙 | 丁\n\n| 一行 | 两格 |\n\n｜一行｜", ""},
		{"bars in code", "`| a | b |\n| c | d |`", ""},
		{"table", "| 厅 | 意思 |\n| --- | --- |\n| a\\|b | ｜ |", ""},

		{"brackets of a picture", "![院门]（photos/my_gate.jpg）", "1:1 brackets ![院门](photos/my_gate.jpg)"},
		{"exclamation mark", "看！[院门]（photos/gate.jpg）", "1:2 brackets ![院门](photos/gate.jpg)"},
		{"brackets of a link", "见[序厅]（site:kaishan/xu）和【序厅】（site：kaishan）", "1:2 brackets [序厅](site:kaishan/xu); 1:24 brackets [序厅](site:kaishan)"},
		{"brackets of a picture without its mark", "【门】（photos/gate.jpg）", "1:1 brackets ![门](photos/gate.jpg)"},
		{"full-width square brackets", "［关于］（about.md）", "1:1 brackets [关于](about.md)"},
		{"one half", "[关于](about.md）", "1:1 brackets [关于](about.md)"},
		{"the other half", "[关于]（about.md)", "1:1 brackets [关于](about.md)"},
		{"unclosed", "[关于](page:about，请看", "1:1 brackets [关于](page:about)"},
		{"space before the bracket", "[关于] (about.md)", "1:1 brackets [关于](about.md)"},
		{"web address", "【官网】（www.example.org）", "1:1 brackets [官网](https://www.example.org)"},
		{"space without an extension", "![门](photos/微信图片 1)", "1:1 space ![门](<photos/微信图片 1>)"},
		{"ordinary brackets", "【抗战】（1937—1945）、[1]（见第3页）、【图】（左）、[注] (see p. 5)、【地点】（#3 楼，东）", ""},
		{"brackets in code and escaped", "`[a]（about.md）` \\[a]（about.md） [a\\]（about.md）", ""},
		{"link in a link", "[a [b](c.md)](d.md)", ""},
		{"brackets in a table", "|甲|\n|-|\n|[关于]（about.md）|", "3:2 brackets [关于](about.md)"},

		{"space before the end", "这是**加粗 **文字", "1:3 emphasis **加粗**"},
		{"space after the start", "这里，** 前面有空格**。", "1:4 emphasis **前面有空格**"},
		{"spaces on both sides", "** 重点 **：带水", "1:1 emphasis **重点**"},
		{"ideographic space", "**　重点**带水", "1:1 emphasis **重点**"},
		{"two in a line", "**加粗 **文字，** 前面有空格**。", "1:1 emphasis **加粗**; 1:11 emphasis **前面有空格**"},
		{"in a heading", "## 关于**守岛 **的人", "1:6 emphasis **守岛**"},
		{"hidden names", "王** 和李**、赵**同学，张** 等", ""},
		{"one mark", "** 表示收费\n\n** 表示免费", ""},
		{"marks on two lines", "** 表示收费\n** 表示免费", ""},
		{"powers", "a ** b ** c、2**10与3**2", ""},
		{"strong", "**加粗** 文字 **又**\n\n**`a `**", ""},
		{"stars in code", "`**a **`与`** b**`", ""},
		{"escaped stars", `\**a **`, ""},

		{"indented", "守岛\n\n    王继才夫妇守岛三十二年，令人敬佩。\n    又一行。", "3:5 indent"},
		{"indented with a tab", "\t王继才夫妇守岛三十二年", "1:2 indent"},
		{"indented data", "守岛\n\n    编号,名称,地址\n    1,开山岛,燕尾港\n\n守岛\n\n    照片\n    文字说明\n    路线表格", ""},
		{"indented with ideographic spaces", "　　王继才夫妇守岛三十二年。", ""},
		{"code", "    name = \"开山岛与王继才夫妇\"\n\n正文\n\n    # 安装程序，然后运行\n\n正文\n\n    content/关于我们的文字.md\n\n正文\n\n    wayside build", ""},
		{"fenced text", "```\n王继才夫妇守岛三十二年，令人敬佩。\n```", ""},

		{"footnote", "守岛[^1]。\n\n[^1]：见县志。", "3:1 footnote [^1]: 见县志。"},
		{"reference", "守岛[^注]，又[^注]和[^2]。", "1:3 reference [^注]; 1:14 reference [^2]"},
		{"footnotes", "守岛[^1]。\n\n[^1]: 见县志。", ""},
		{"expression", "`[^a]`、[^-]、[^ ]", ""},

		{"address", "官网：\n\nhttps://example.org/a_b?c=1", "3:1 address"},
		{"address as a link", "<https://example.org/>\n\n官网 https://example.org/\n\n- https://example.org/\n\nhttps", ""},

		{"ordinary text", "“（一）班”集合：\\\n——到了吗？\\\n——到了。\n\n一、集合\n\n电话：0518-0000\n传真：0518-0001\n\n【开放时间】（节假日除外）\n9：00—17：00\n\n8.30出发\n9.30到达\n\n· 王继才·王仕花 ·\n\n票价*（含讲解）\n*学生免费\n\n1945年\n1946年\n\n第1、2厅\n第3、4厅\n\n（1960—2018）\n（1962—　）", ""},

		{"HTML", "<p style=\"color:red\">从网页<br>粘来的一段</p>", "1:1 html <p> {delete the tags 请删去这些标签}"},
		{"HTML in a line", "守<b>岛</b><br>的人", "1:2 html <b> {write **…** instead 请改写为 **…**}"},
		{"HTML in two paragraphs", "守岛<br>\n\n- 人<br>a<br>", "1:3 html <br> {end the line with \\ 请在行尾写 \\ 来换行}; 3:4 html <br> {end the line with \\ 请在行尾写 \\ 来换行}"},
		{"comment", "守岛<!-- 待核实 -->\n\n<!--\n待核实\n-->", "1:3 comment ; 3:1 comment"},
		{"angle brackets", "<角色>、<name>、<title>、<https://example.org>、1 < 2 > 1、`<b>`、&lt;b>、\\<b>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.ReplaceAll(strings.TrimSuffix(problems(c.source), "\n"), "\n", "; ")
			got = strings.ReplaceAll(got, "markdown-typo/", "")
			var kept []string
			for _, p := range strings.Split(got, "; ") {
				if !strings.Contains(p, "missing-alt") {
					kept = append(kept, p)
				}
			}
			if got = strings.Join(kept, "; "); strings.TrimSpace(got) != strings.TrimSpace(c.want) {
				t.Errorf("%q\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

package cite

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// cases are items with their references. Those in Chinese that name a real work are the
// examples of GB/T 7714—2015.
var cases = []struct{ json, chinese, english string }{
	{`"type": "book", "title": "出版集团研究", "author": [{"family": "余", "given": "敏"}], "publisher-place": "北京", "publisher": "中国书籍出版社", "issued": {"date-parts": [[2001]]}, "page": "179-193"`,
		"余敏. 出版集团研究[M]. 北京: 中国书籍出版社, 2001: 179-193.",
		"余敏. 2001. *出版集团研究.* 北京: 中国书籍出版社."},
	{`"type": "chapter", "title": "1998年长江洪水的成因与减灾对策", "author": [{"family": "程", "given": "根伟"}], "editor": [{"literal": "许厚泽"}, {"literal": "赵其国"}], "container-title": "长江流域洪涝灾害与科技对策", "publisher-place": "北京", "publisher": "科学出版社", "issued": {"date-parts": [["1999"]]}, "page": "32-36"`,
		"程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽, 赵其国. 长江流域洪涝灾害与科技对策. 北京: 科学出版社, 1999: 32-36.",
		"程根伟. 1999. “1998年长江洪水的成因与减灾对策.” In *长江流域洪涝灾害与科技对策*, edited by 许厚泽, and 赵其国, 32–36. 北京: 科学出版社."},
	{`"type": "article-journal", "title": "蓝田生物群: 一个认识多细胞生物起源和早期演化的新窗口", "author": [{"literal": "袁训来"}, {"literal": "陈哲"}, {"literal": "肖书海"}, {"literal": "万斌"}], "container-title": "科学通报", "volume": 55, "issue": "34", "page": 3219, "issued": {"date-parts": [[2012]]}`,
		"袁训来, 陈哲, 肖书海, 等. 蓝田生物群: 一个认识多细胞生物起源和早期演化的新窗口[J]. 科学通报, 2012, 55(34): 3219.",
		"袁训来, 陈哲, 肖书海, et al. 2012. “蓝田生物群: 一个认识多细胞生物起源和早期演化的新窗口.” *科学通报* 55 (34): 3219."},
	{`"type": "article-journal", "title": "Shaking without quaking", "author": [{"family": "Kanamori", "given": "Hiroo"}], "container-title": "Science", "volume": "279", "issue": "5359", "page": "2063", "issued": {"date-parts": [[1998, 3]]}`,
		"KANAMORI H. Shaking without quaking[J]. Science, 1998, 279(5359): 2063.",
		"Kanamori, Hiroo. 1998. “Shaking without quaking.” *Science* 279 (5359): 2063."},
	{`"type": "article-newspaper", "title": "数字革命与竞争国际化", "author": [{"literal": "丁文详"}], "container-title": "中国青年报", "issued": {"date-parts": [[2000, 11, 20]]}, "page": "15"`,
		"丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
		"丁文详. 2000. “数字革命与竞争国际化.” *中国青年报*, 20 November 2000, 15."},
	{`"type": "thesis", "title": "间断动力系统的随机扰动及其在守恒律方程中的应用", "author": [{"literal": "张志祥"}], "genre": "博士学位论文", "publisher-place": "北京", "publisher": "北京大学", "issued": {"date-parts": [[1998]]}`,
		"张志祥. 间断动力系统的随机扰动及其在守恒律方程中的应用[D]. 北京: 北京大学, 1998.",
		"张志祥. 1998. *间断动力系统的随机扰动及其在守恒律方程中的应用.* 博士学位论文, 北京: 北京大学."},
	{`"type": "webpage", "title": "出版业信息化迈入快车道", "author": [{"literal": "萧钰"}], "URL": "http://www.creader.com/news/20011219/200112190019.html", "issued": {"date-parts": [[2001, 12, 19]]}, "accessed": {"date-parts": [[2002, 4, 15]]}`,
		"萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.",
		"萧钰. 2001. “出版业信息化迈入快车道.” 19 December 2001. Accessed 15 April 2002. http://www.creader.com/news/20011219/200112190019.html."},
	{`"type": "report", "title": "Report on a bridge", "author": [{"literal": "County Museum"}], "publisher": "County Museum", "publisher-place": "Xuzhou", "issued": {"date-parts": [[2020]]}`,
		"County Museum. Report on a bridge[R]. Xuzhou: County Museum, 2020.",
		"County Museum. 2020. *Report on a bridge.* Xuzhou: County Museum."},
	{`"type": "manuscript", "title": "值班日志", "archive": "灌云县档案馆", "archive-place": "灌云", "archive_location": "B12-3", "issued": {"date-parts": [[1986, 7]]}`,
		"值班日志[A]. 灌云: 灌云县档案馆, B12-3, 1986-07.",
		"“值班日志.” 1986. July 1986. B12-3, 灌云县档案馆, 灌云."},
	{`"type": "interview", "author": [{"literal": "守岛人"}], "interviewer": [{"literal": "采访人"}], "publisher-place": "开山岛", "issued": {"date-parts": [[2017, 5, 1]]}`,
		"守岛人. 访谈[Z]. 采访人, 采访. 开山岛, 2017-05-01.",
		"守岛人. 2017. “Interview.” Interviewed by 采访人. 开山岛, 1 May 2017."},
	{`"type": "motion_picture", "title": "The Bridge", "director": [{"family": "Li", "given": "An"}], "publisher": "Studio", "issued": {"date-parts": [[1998]]}`,
		"LI A. The Bridge[Z]. Studio, 1998.",
		"Li, An, director. 1998. *The Bridge.* Studio."},
	{`"type": "book", "title": "The Analects", "author": [{"literal": "Confucius"}], "translator": [{"family": "Lau", "given": "D. C."}], "edition": "2", "publisher": "Press", "issued": {"literal": "undated"}`,
		"Confucius. The Analects[M]. LAU D C, 译. 第2版. Press, undated.",
		"Confucius. undated. *The Analects.* Translated by D. C. Lau. 2nd ed. Press."},
	{`"type": "book", "title": "无名氏的书"`, "无名氏的书[M].", "*无名氏的书.* n.d."},
}

func one(t *testing.T, fields string) Item {
	t.Helper()
	items, faults := Parse([]byte(`[{"id": "x", ` + fields + `}]`))
	if len(items) != 1 || len(faults) != 0 {
		t.Fatalf("%s: %v %v", fields, items, faults)
	}
	return items[0]
}

func TestFormat(t *testing.T) {
	for _, c := range cases {
		item := one(t, c.json)
		if got := Format(&item, "zh-Hans").String(); got != c.chinese {
			t.Errorf("got  %s\nwant %s", got, c.chinese)
		}
		english := ""
		for _, p := range Format(&item, "en") {
			if p.Italic {
				english += "*" + p.Text + "*"
			} else {
				english += p.Text
			}
		}
		if english = strings.ReplaceAll(english, "*.", ".*"); english != c.english {
			t.Errorf("got  %s\nwant %s", english, c.english)
		}
	}
}

func TestNote(t *testing.T) {
	for _, c := range []struct{ locator, lang, want string }{
		{"第 12 页", "zh-Hans", "12"}, {"第12—15页", "zh-Hans", "12-15"}, {" 第三章 ", "zh-Hans", "第三章"}, {"第 3、5 页", "zh-Hans", "3, 5"},
		{"p. 12", "en", "p. 12"}, {"第 12 页", "en", "第 12 页"}, {"页", "zh-Hans", "页"}, {"", "zh-Hans", ""},
	} {
		if got := Note(c.locator, c.lang); got != c.want {
			t.Errorf("Note(%q, %s) = %q, want %q", c.locator, c.lang, got, c.want)
		}
	}
}

var faulty = []struct {
	json, key string
	offset    int
	items     int
}{
	{`[]`, "", 0, 0},
	{``, "bad-sources", 0, 0},
	{`[{"id": "a", "title": "A"}`, "bad-sources", 25, 1},
	{"[{\"id\": \"a\",\n \"title\": “A”}]", "bad-sources", 23, 0},
	{`[{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]`, "bad-sources/twice", 28, 1},
	{`[{"id": "a", "title": "A"},
  {"title": "B"}]`, "bad-sources/id", 30, 1},
	{` {"id": "a"}`, "bad-sources/list", 1, 0},
	{`[{"id": "a"}]`, "bad-sources/title", 1, 1},
	{`[{"id": "a", "title": "A", "author": "B"}]`, "bad-sources/type", 1, 0},
	{`[{"id": "a", "title": "A"}, 7]`, "bad-sources/item", 28, 1},
	{`[] 7`, "bad-sources", 3, 0},
	{strings.Repeat("[", 20), "bad-sources/deep", 16, 0},
	{`[{"id": "a", "title": "` + strings.Repeat("长", longestText+1) + `"}]`, "bad-sources/long", 1, 0},
	{`[{"id": 7, "citation-key": "zhu1927", "title": "A", "issued": {"date-parts": [["1927", 13, 1]]}, "custom": {"a": [1]}}]`, "", 0, 1},
}

func TestParse(t *testing.T) {
	for _, c := range faulty {
		items, faults := Parse([]byte(c.json))
		key, offset := "", 0
		if len(faults) > 0 {
			key, offset = faults[0].Key, faults[0].Offset
		}
		if key != c.key || offset != c.offset || len(items) != c.items {
			t.Errorf("%.80s: %q at %d, %d items; want %q at %d, %d items", c.json, key, offset, len(items), c.key, c.offset, c.items)
		}
	}
	var many strings.Builder
	for i := range mostItems + 1 {
		fmt.Fprintf(&many, `,{"id": %d, "title": "A"}`, i+1)
	}
	if items, faults := Parse([]byte("[" + many.String()[1:] + "]")); len(items) != mostItems || len(faults) != 1 || faults[0].Key != "bad-sources/many" {
		t.Errorf("%d items, %v", len(items), faults)
	}
}

// FuzzParse checks that any file gives items that can be formatted, and places in it.
func FuzzParse(f *testing.F) {
	for _, c := range cases {
		f.Add([]byte(`[{"id": "x", ` + c.json + `}]`))
	}
	for _, c := range faulty {
		f.Add([]byte(c.json))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		items, faults := Parse(data)
		for _, fault := range faults {
			if fault.Offset < 0 || fault.Offset > len(data) {
				t.Fatalf("a place outside the file: %v", fault)
			}
		}
		for i := range items {
			if items[i].Key == "" {
				t.Fatal("an item without a key")
			}
			for _, lang := range []string{"zh-Hans", "en"} {
				r := Format(&items[i], lang)
				if text := r.String(); text == "" || !utf8.ValidString(text) || strings.ContainsAny(text, "\n") {
					t.Fatalf("the reference %q of %+v", text, items[i])
				}
			}
		}
	})
}

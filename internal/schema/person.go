package schema

// The years of a PartialDate.
const (
	firstYear = -3000
	lastYear  = 2200
)

// Years returns the first and the last year of a PartialDate.
func Years() (first, last int) { return firstYear, lastYear }

// The kinds of pages in content/people/.
const (
	PersonKind = "person"
	TermKind   = "term"
)

// Person is the front matter of a Markdown file in content/people/. Its texts are in the
// language of the file.
var Person = Table{
	Name:  "person",
	Label: Words{"Person or term", "人物或名词"},
	Doc: Words{"The front matter of content/people/ID.md: a person or a term that texts link to with [name](person:ID). What does not depend on the language (kind, born, died, pinyin, same_as) is taken from the file in the guide's default language.",
		"content/people/编号.md 开头的设置：一个人物或名词，正文里用 [名称](person:编号) 链接到它。与语言无关的内容（kind、born、died、pinyin、same_as）以默认语言的文件为准。"},
	Fields: []Field{
		{Key: "name", Type: String, Longest: nameLength, Required: true, Example: `"朱自清"`,
			Doc: Words{"The name of the person, or the term.", "人物的姓名，或名词。"}},
		formerField(Words{"The ids that the person or the term had before, as wayside rename writes them. The website leads from the former address to the page.", "人物或名词以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "kind", Type: Enum, Default: `"` + PersonKind + `"`, Values: []Value{
			{PersonKind, Words{"a person", "人物"}, "人物 people"}, {TermKind, Words{"a term", "名词"}, "名词 术语 事件 event"},
		}, Example: `"person"`, Doc: Words{"What it is.", "是人物还是名词。"}},
		{Key: "gloss", Type: String, Longest: glossLength, Example: `"散文家、诗人、学者。"`,
			Doc: Words{"One sentence that says who or what it is: a tap on a link shows it, and handouts print it.", "用一句话说明是谁、是什么：读者点链接时显示，讲义里也印出来。"}},
		{Key: "born", Type: PartialDate, Example: `1898`,
			Doc: Words{"When the person was born, or when what the term names began. A year before the Common Era is negative.", "出生的时间；名词则是起始的时间。公元前的年份写负数。"}},
		{Key: "died", Type: PartialDate, Example: `1948`,
			Doc: Words{"When the person died, or when it ended.", "去世的时间；名词则是结束的时间。"}},
		{Key: "roles", Type: String, List: true, Most: 20, Longest: nameLength, Example: `["作家", "教授"]`,
			Doc: Words{"What the person was.", "身份。"}},
		{Key: "pinyin", Type: String, Longest: nameLength, Example: `"Zhū Zìqīng"`,
			Doc: Words{"The name in pinyin with tones, shown next to it; the list is sorted by it. Without it, the program transcribes the name without tones.", "带声调的拼音，显示在名称旁，名录按它排序。不写则由程序注出不带声调的拼音。"}},
		{Key: "same_as", Type: Identity, Example: `"https://viaf.org/viaf/12345"`,
			Doc: Words{"The same person or term elsewhere: an item of Wikidata such as Q1001, or an address. Search engines read it.", "同一人物或名词在别处的标识：维基数据的编号，例如 Q1001，或网址。供搜索引擎识别。"}},
		{Key: "sources", Type: String, List: true, Longest: textLength, Example: `["校史馆展板"]`,
			Doc: Words{"Where the facts come from. Works in content/sources.json are cited in the text: [@key].", "事实的来源。收入 content/sources.json 的文献在正文里引用：[@键]。"}},
		draftField,
		dateField,
		{Key: "cover", Type: String, Example: `"portrait.jpg"`,
			Doc: Words{"The file name of the portrait. Without it, the first of the gallery.", "肖像照片的文件名。不写则用第一张照片。"}},
	},
}

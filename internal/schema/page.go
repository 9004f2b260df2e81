package schema

// Page is the front matter of a Markdown file. Its texts are in the language of
// the file.
var Page = Table{
	Name:  "page",
	Label: Words{"Page", "页面"},
	Doc:   Words{"The front matter of a Markdown file, TOML between two lines of +++. All of it is optional on a site's page, whose name comes from sites.toml.", "Markdown 文件开头的设置，是两行 +++ 之间的 TOML。地点的页面都可以不写，名称取自 sites.toml。"},
	Fields: []Field{
		{Key: "title", Type: String, Longest: nameLength, Example: `"关于本指南"`,
			Doc: Words{"The title of the page.", "页面的标题。"}},
		formerField(Words{"The ids that the page had before, as wayside rename writes them. The website leads from the former address to the page.", "页面以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "summary", Type: String, Longest: textLength, Example: `"谁写的，怎样预约。"`,
			Doc: Words{"One or two sentences for lists and search engines.", "列表和搜索引擎里显示的一两句话。"}},
		{Key: "themes", Type: Ref, List: true, Refers: "theme", Example: `["sea-guard"]`,
			Doc: Words{"The ids of its themes.", "所属主题的编号。"}},
		draftField,
		dateField,
		{Key: "cover", Type: String, Example: `"gate.jpg"`,
			Doc: Words{"The file name of the photo that represents the page. Without it, the first of the gallery.", "封面照片的文件名。不写则用第一张照片。"}},
	},
}

// Terms is the root of content/terms.toml.
var Terms = Table{
	Name: "terms",
	Fields: []Field{
		{Key: "term", Type: Sub, Most: termsMost, List: true, Table: &Term, Doc: Words{"How something is written in the guide.", "一个词的统一写法。"}},
	},
}

// Term is [[term]].
var Term = Table{
	Name:  "term",
	Label: Words{"Term", "用词"},
	Doc:   Words{"How something is written in the guide. Other forms are reported wherever a text has them, but not in code and ::: source.", "一个词的统一写法。正文和各字段里出现别的写法时会提示，代码和 ::: source 里的除外。"},
	Fields: []Field{
		{Key: "use", Type: String, Longest: nameLength, Required: true, Example: `"抗日战争"`,
			Doc: Words{"The form to use.", "应当使用的写法。"}},
		{Key: "not", Type: String, List: true, Longest: nameLength, Required: true, Example: `["抗战时期"]`,
			Doc: Words{"The forms not to use. Inside a longer form to use, they are not reported; neither are letters inside a longer word.", "不应使用的写法。包含在更长的正确写法里时不提示，字母是更长单词的一部分时也不提示。"}},
		{Key: "why", Type: String, Example: `"与展板一致"`,
			Doc: Words{"The reason, which the message shows.", "原因，提示里会显示。"}},
	},
}

// Photos is the root of photos.toml.
var Photos = Table{
	Name: "photo",
	Fields: []Field{
		{Key: "photo", Type: Sub, Most: photosMost, List: true, Table: &Photo, Doc: Words{"A photo. The order here is that of the gallery; photos that are not listed follow by name.", "照片。相册按这里的先后排列，没有列出的按文件名排在后面。"}},
	},
}

// Photo is [[photo]].
var Photo = Table{
	Name:  "photo",
	Label: Words{"Photo", "照片"},
	Doc:   Words{"The description of a photo. Missing fields are taken from the IPTC and XMP metadata of its file. Every published copy is upright, in sRGB, and free of metadata.", "照片的说明。没有写的，从照片文件自带的 IPTC 和 XMP 信息读取。发布的照片都已转正、转为 sRGB，不含附加信息。"},
	Fields: []Field{
		{Key: "file", Type: String, Longest: nameLength, Required: true, Example: `"gate.jpg"`, Headings: "file 文件名 文件 filename 照片 图片 照片名 图片名 照片文件 图片文件 photo image",
			Doc: Words{"Its file name, without a folder.", "文件名，不带文件夹。"}},
		numberField(Words{"The number on its label, unique within the site together with those of its halls: visitors type it on the site's page.", "展牌上的号码，在本地点内不重复，也不与展厅的号码重复：观众在地点页面上输入它。"}),
		{Key: "alt", Type: Text, Example: `"三开间的石牌坊"`, Headings: "alt 画面内容 画面 替代文字 图片描述 alttext alternativetext",
			Doc: Words{"A description of the picture for readers who cannot see it.", "画面的内容，供看不见图片的人了解。"}},
		{Key: "caption", Type: Text, Example: `"码头上的石牌坊，1986年"`, Headings: "caption 图片说明 说明 照片说明 图说 题名 标题 文字说明 description title",
			Doc: Words{"The caption below it.", "图片下方的文字。"}},
		{Key: "narration", Type: Markdown, Example: `"请先看**左边**的题字。"`, Headings: "narration 讲解词 讲解 讲解内容 解说词 解说",
			Doc: Words{"What the teacher or guide says in front of it. Young guides practise it on the site's page.", "讲解词。小讲解员可以在地点页面上练习。"}},
		{Key: "credit", Type: Text, Example: `"王某 摄"`, Headings: "credit 作者 摄影 摄影者 拍摄者 拍摄人 来源 供图 提供者 署名 author photographer creator source",
			Doc: Words{"The author or source.", "作者。"}},
		{Key: "licence", Type: String, Example: `"CC BY 4.0"`, Headings: "licence 使用许可 许可 授权 使用授权 版权 版权说明 license rights copyright",
			Doc: Words{"The licence or permission for publication.", "使用许可。"}},
		{Key: "taken", Type: Date, Example: "1986-07-01", Headings: "taken 拍摄日期 拍摄时间 日期 date datetaken",
			Doc: Words{"When it was taken.", "拍摄日期。"}},
	},
}

// The fields that the front matter of every kind of page has.
var (
	draftField = Field{Key: "draft", Type: Bool, Default: "false", Example: "true",
		Doc: Words{"A draft, which is not published yet.", "草稿，先不发布。"}}
	dateField = Field{Key: "date", Type: Date, Example: "2026-10-14",
		Doc: Words{"When the text was last revised. A translation that is older than its original is reported.", "正文最近修改的日期。译文早于原文时会提示。"}}
)

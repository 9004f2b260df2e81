package schema

// SeriesKind is the kind of series, as references and links name them.
const SeriesKind = "series"

// Series is the front matter of a Markdown file in content/series/. Its title, summary
// and text are in the language of the file.
var Series = Table{
	Name:  "series",
	Label: Words{"Series", "系列"},
	Doc: Words{"The front matter of content/series/ID.md: lectures or classes that belong together, with questions and a certificate. A translation, content/series/ID.en.md, has title, summary, date, cover and draft; all else is taken from the file in the guide's default language.",
		"content/series/编号.md 开头的设置：前后相连的讲座或课程，可以附思考题和学习证明。译文 content/series/编号.en.md 只写 title、summary、date、cover、draft，其余以默认语言的文件为准。"},
	Fields: []Field{
		{Key: "title", Type: String, Longest: nameLength, Required: true, Also: "标题 名称 系列名称", Example: `"云上六讲"`,
			Doc: Words{"The title of the series.", "系列的名称。"}},
		formerField(Words{"The ids that the series had before, as wayside rename writes them. The website leads from the former address to the page.", "系列以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "summary", Type: String, Longest: textLength, Also: "简介", Example: `"六讲，在家也能听。"`,
			Doc: Words{"One or two sentences for lists and search engines.", "列表和搜索引擎里显示的一两句话。"}},
		{Key: "audiences", Type: Ref, List: true, Refers: "audience", Also: "对象", Example: `["secondary"]`,
			Doc: Words{"The ids of the audiences that it is for. Without them, for everybody.", "面向的对象的编号。不写则面向所有人。"}},
		{Key: "organizer", Type: Text, Longest: nameLength, Also: "主办", Example: `"纪念馆宣教部"`,
			Doc: Words{"Who organises it, and whose stamp the certificate has a place for. Without it, the guide's publisher.", "主办者，学习证明上留有盖章的位置。不写则是本指南的编制单位。"}},
		{Key: "part", Type: Sub, List: true, Most: partsMost, Table: &SeriesPart, Also: "parts 讲 课", Doc: Words{"A part, in order. A series has at least one.", "系列的一讲，按先后排列，至少一讲。"}},
		{Key: "materials", Type: Sub, List: true, Most: 50, Table: &Material, Also: "材料", Doc: Words{"What one reads for all of it.", "供整个系列使用的材料。"}},
		{Key: "question", Type: Sub, List: true, Most: questionsMost, Table: &Question, Also: "题目 问题", Doc: Words{"A question for the self-check, as of a stop of a route.", "自测的题目，写法与路线各站的题目相同。"}},
		{Key: "certificate", Type: Bool, Default: "false", Example: "true", Also: "证明 学习证明 证书",
			Doc: Words{"Whether participants can print a sheet with the parts that they have heard, for the organiser's stamp.", "参加者能否打印学习证明：列出听过的各讲，由主办单位盖章。"}},
		{Key: "signature", Type: Text, Longest: nameLength, Also: "签字 签名", Example: `"宣教部负责人"`,
			Doc: Words{"Who signs the certificate, below the line for the signature.", "由谁在学习证明上签字，印在签字线下面。"}},
		draftField,
		dateField,
		{Key: "cover", Type: String, Example: `"poster.jpg"`,
			Doc: Words{"The file name of the photo that represents the series. Without it, the first of the gallery.", "封面照片的文件名。不写则用第一张照片。"}},
	},
}

// SeriesPart is [[part]] of a series.
var SeriesPart = Table{
	Name:  "part",
	Label: Words{"Part of a series", "系列的一讲"},
	Doc:   Words{"A part of a series: an event of the programme, whose title, dates, length, recording and materials it has, or a part of its own, at any time, with a title.", "系列的一讲：或者是一个活动，名称、日期、时长、回放和材料都取自它；或者是系列自己的一讲，不限时间，要写名称。"},
	Fields: []Field{
		{Key: "event", Type: Ref, Refers: "event", Also: "活动", Example: `"wednesday-class"`,
			Doc: Words{"The id of an event.", "活动的编号。"}},
		{Key: "title", Type: Text, Longest: nameLength, Also: "标题 名称", Example: `"灯塔怎样发光"`,
			Doc: Words{"The title of a part that is not an event.", "不是活动的一讲的名称。"}},
		{Key: "duration", Type: Duration, Also: "时长", Example: `"40m"`,
			Doc: Words{"How long it takes. Without it, an event takes from its start to its end.", "时长。活动不写则按开始和结束计算。"}},
		{Key: "speaker", Type: Text, Longest: nameLength, Also: "主讲 主讲人 讲师", Example: `"纪念馆讲解员"`,
			Doc: Words{"Who speaks, instead of the event's speaker.", "主讲人，代替活动的主讲人。"}},
		{Key: "online", Type: URL, Also: "线上 网址", Example: `"https://live.example.org/lamp"`,
			Doc: Words{"Where one takes part from afar.", "线上参加的网址。"}},
		{Key: "recording", Type: URL, Also: "回放 录像", Example: `"https://video.example.org/lamp"`,
			Doc: Words{"Where its recording is.", "回放的网址。"}},
		{Key: "materials", Type: Sub, List: true, Most: 50, Table: &Material, Also: "材料", Doc: Words{"What one reads for this part.", "这一讲的材料。"}},
	},
}

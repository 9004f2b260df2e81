package schema

// The states of an event, or of one of its dates.
const (
	Cancelled = "cancelled"
	Postponed = "postponed"
	Moved     = "moved"
)

// EventKind is the kind of events, as references and links name them.
const EventKind = "event"

// The venues of an activity on request.
const (
	VenueUnit   = "unit"
	VenueSite   = "site"
	VenueEither = "either"
)

// Event is the front matter of a Markdown file in content/programme/. Its title, summary
// and text are in the language of the file.
var Event = Table{
	Name:  "event",
	Label: Words{"Event", "活动"},
	Doc: Words{"The front matter of content/programme/ID.md: a lecture, an exhibition, a class or anything else with a date; or, with request = true, an activity that units order. A translation, content/programme/ID.en.md, has title, summary, date, cover and draft; all else is taken from the file in the guide's default language. Times are those of the guide's time zone.",
		"content/programme/编号.md 开头的设置：讲座、展览、课程等有日期的活动；写了 request = true 的，是供单位点选的菜单项目。译文 content/programme/编号.en.md 只写 title、summary、date、cover、draft，其余以默认语言的文件为准。时间一律按指南的时区。"},
	Fields: []Field{
		{Key: "title", Type: String, Longest: nameLength, Required: true, Also: "标题 名称 活动名称", Example: `"周三课堂"`,
			Doc: Words{"The title of the event.", "活动的名称。"}},
		formerField(Words{"The ids that the event had before, as wayside rename writes them. The website leads from the former address to the page.", "活动以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "summary", Type: String, Longest: textLength, Also: "简介", Example: `"每周三下午，四十五分钟。"`,
			Doc: Words{"One or two sentences for lists, calendars and search engines.", "列表、日历和搜索引擎里显示的一两句话。"}},
		{Key: "kind", Type: Enum, Default: `"lecture"`, Also: "类型 类别", Values: []Value{
			{"lecture", Words{"lecture", "讲座"}, "报告 宣讲 talk"}, {"exhibition", Words{"exhibition", "展览"}, "exhibit"},
			{"class", Words{"class", "课程"}, "课堂 课 course"}, {"broadcast", Words{"broadcast", "直播"}, "云课堂 live"},
			{"ceremony", Words{"ceremony", "仪式"}, ""}, {"film", Words{"film", "放映"}, "电影 movie screening"},
			{"contest", Words{"contest", "竞赛"}, "比赛 competition quiz"}, {"reading", Words{"reading", "诵读"}, "朗诵 读书会"},
			{"performance", Words{"performance", "演出"}, "show concert"}, {"other", Words{"other", "其他"}, ""},
		}, Example: `"class"`, Doc: Words{"What it is.", "活动的类型。"}},
		{Key: "start", Type: Moment, Also: "开始 开始时间", Example: `2026-12-02T15:00:00`,
			Doc: Words{"When it begins, the first time if it is repeated: a date and a time, or a date alone for whole days. Required in the file in the default language, except for an activity on request.", "开始的日期和时刻（重复的活动写第一次）；全天的活动只写日期。默认语言的文件必须写，菜单项目除外。"}},
		{Key: "end", Type: Moment, Also: "结束 结束时间", Example: `2026-12-02T15:45:00`,
			Doc: Words{"When it ends, in the same form; of whole days the last one. Without it, the time of the end is not known, or it is the same day.", "结束的时间，写法相同；全天的活动写最后一天。不写则结束时刻未定，或就是当天。"}},
		{Key: "repeat", Type: String, Longest: nameLength, Also: "重复", Example: `"weekly wed until 2027-01-13"`,
			Doc: Words{"When it takes place again: daily, weekly or monthly, with an end; see below. At most 400 dates.", "怎样重复：每天、每周或每月，并写明到何时为止，见下文。最多 400 次。"}},
		{Key: "except", Type: DateRange, List: true, Also: "除外", Example: `["2026-12-23"]`,
			Doc: Words{"Days of the repetition on which it does not take place, and is not listed.", "重复的日子里不举行、也不列出的日子。"}},
		{Key: "status", Type: Enum, Also: "状态", Values: []Value{{Cancelled, Words{"cancelled", "取消"}, "停办"}, {Postponed, Words{"postponed", "延期"}, "推迟"}}, Example: `"postponed"`,
			Doc: Words{"That all of it is cancelled or postponed. It stays in every list, struck through and with the word.", "整个活动取消或延期。各处仍然列出，加删除线并注明。"}},
		{Key: "reason", Type: Text, Longest: textLength, Also: "原因", Example: `"台风预警"`,
			Doc: Words{"Why.", "取消或延期的原因。"}},
		{Key: "change", Type: Sub, List: true, Most: changesMost, Table: &Change, Doc: Words{"What is different on one of the dates.", "某一次的变动。"}},
		{Key: "request", Type: Bool, Default: "false", Example: "true", Also: "点单 菜单 预约制",
			Doc: Words{"Whether it is an activity that units order. It has no dates: it is on the menu, /programme/menu/, and not in calendars. Without it, an event needs a start.", "是否为供单位点选的菜单项目。菜单项目没有日期，列在菜单 /programme/menu/ 里，不进日历。不写的活动必须有 start。"}},
		{Key: "duration", Type: Duration, Also: "时长", Example: `"40m"`,
			Doc: Words{"How long an activity on request takes. Required for one.", "菜单项目的时长，菜单项目必须写。"}},
		{Key: "group", Type: Sub, Table: &Party, Also: "队伍", Doc: Words{"For how many people an activity on request is.", "菜单项目适合多少人。"}},
		{Key: "needs", Type: Text, List: true, Most: needsMost, Also: "需要 条件 单位准备", Example: `["投影仪", "一间能坐 40 人的教室"]`,
			Doc: Words{"What the unit that orders an activity provides.", "点选的单位要准备什么。"}},
		{Key: "brings", Type: Text, List: true, Most: needsMost, Also: "自带", Example: `["剧本", "道具"]`,
			Doc: Words{"What those who hold an activity on request bring.", "承办方自带什么。"}},
		{Key: "venue", Type: Enum, Also: "形式", Values: []Value{
			{VenueUnit, Words{"at the unit that orders it", "到单位开展"}, "上门 单位"}, {VenueSite, Words{"at site or place", "在 site 或 place 开展"}, "现场 馆内"}, {VenueEither, Words{"at either, as the unit chooses", "两处都可以，由单位选"}, "均可"},
		}, Example: `"either"`, Doc: Words{"Where an activity on request is held. Without it, at its site or place if it has one, and otherwise at the unit.", "菜单项目在哪里开展。不写时，写了 site 或 place 的在那里，否则到单位开展。"}},
		{Key: "site", Type: Ref, Refers: "site/hall", Also: "地点", Example: `"kaishan-island"`,
			Doc: Words{"The id of the site where it takes place, or of a hall in it: site/hall.", "举办地点的编号；馆内的展厅写成 地点/展厅。"}},
		{Key: "place", Type: Text, Longest: nameLength, Also: "场所", Example: `"社区文化中心二楼"`,
			Doc: Words{"Where it takes place if that is not a site of the guide, or which room of the site.", "不在本指南的地点举办时写在哪里；在地点举办时写哪个房间。"}},
		{Key: "online", Type: URL, Also: "线上 网址", Example: `"https://live.example.org/class"`,
			Doc: Words{"Where one takes part from afar.", "线上参加的网址。"}},
		{Key: "organizer", Type: Text, Longest: nameLength, Also: "主办", Example: `"纪念馆宣教部"`,
			Doc: Words{"Who organises it. Without it, the guide's publisher.", "主办者。不写则是本指南的编制单位。"}},
		{Key: "speaker", Type: Text, Longest: nameLength, Also: "主讲 主讲人 讲师", Example: `"纪念馆讲解员"`,
			Doc: Words{"Who speaks or leads it.", "主讲人或主持者。"}},
		{Key: "audiences", Type: Ref, List: true, Refers: "audience", Also: "对象", Example: `["secondary"]`,
			Doc: Words{"The ids of the audiences that it is for. Without them, for everybody.", "面向的对象的编号。不写则面向所有人。"}},
		{Key: "capacity", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Also: "名额 人数", Example: "60",
			Doc: Words{"How many people can take part on site.", "现场名额。"}},
		{Key: "booking", Type: Sub, Table: &Booking, Also: "预约 报名", Doc: Words{"How to book, or to order. Without it, an event needs no booking.", "怎样预约。活动不写则无须预约。"}},
		{Key: "broadcast", Type: URL, Example: `"https://live.example.org/1"`, Also: "直播",
			Doc: Words{"Where it is broadcast.", "直播的网址。"}},
		{Key: "recording", Type: URL, Example: `"https://video.example.org/1"`, Also: "回放 录像",
			Doc: Words{"Where its recording is.", "回放的网址。"}},
		{Key: "materials", Type: Sub, List: true, Most: 50, Table: &Material, Doc: Words{"What one reads before or after it.", "供课前课后阅读的材料。"}},
		{Key: "standards", Also: "课标 课程标准", Type: Sub, List: true, Table: &Standard, Doc: Words{"Standards of the curriculum that it serves.", "活动落实的课程标准。"}},
		{Key: "blocks", Type: Bool, Default: "false", Example: "true", Also: "占用",
			Doc: Words{"Whether the hall or the site is closed to other visitors meanwhile.", "举办时该展厅或地点是否不接待其他观众。"}},
		draftField,
		dateField,
		{Key: "cover", Type: String, Example: `"poster.jpg"`,
			Doc: Words{"The file name of the photo that represents the event. Without it, the first of the gallery.", "封面照片的文件名。不写则用第一张照片。"}},
	},
}

// Change is [[change]] of an event.
var Change = Table{
	Name:  "change",
	Label: Words{"Change of a date", "某一次的变动"},
	Doc:   Words{"What is different on one of an event's dates. A date that is cancelled or postponed stays in every list, struck through and with the word; one that is moved is listed at its new time, with the old one struck through.", "活动某一次的变动。取消或延期的仍然列出，加删除线并注明；改期的列在新的时间，原来的时间加删除线。"},
	Fields: []Field{
		{Key: "date", Type: Date, Required: true, Also: "日期", Example: "2026-12-16",
			Doc: Words{"Which one: the day on which it would begin.", "哪一次：原定开始的日期。"}},
		{Key: "status", Type: Enum, Required: true, Also: "状态", Values: []Value{
			{Cancelled, Words{"cancelled", "取消"}, "停办"}, {Postponed, Words{"postponed", "延期"}, "推迟"}, {Moved, Words{"moved", "改期"}, "调整 改时间"},
		}, Example: `"moved"`, Doc: Words{"What happens to it.", "怎样变动。"}},
		{Key: "start", Type: Moment, Also: "开始", Example: `2026-12-17T15:00:00`,
			Doc: Words{"When it begins instead, if it is moved.", "改期的，写新的开始时间。"}},
		{Key: "end", Type: Moment, Also: "结束", Example: `2026-12-17T15:45:00`,
			Doc: Words{"When it ends instead. Without it, it is as long as usual.", "改期的，写新的结束时间。不写则时长照旧。"}},
		{Key: "reason", Type: Text, Longest: textLength, Also: "原因", Example: `"场馆检修"`,
			Doc: Words{"Why.", "变动的原因。"}},
	},
}

// Booking is booking of an event.
var Booking = Table{
	Name:   "booking",
	Label:  Words{"Booking", "预约"},
	Doc:    Words{"How to book an event.", "活动的预约方式。"},
	Inline: true,
	Fields: []Field{
		{Key: "phone", Type: Phone, Also: "电话", Example: `"0518-12345678"`, Doc: Words{"By phone.", "电话。"}},
		{Key: "mail", Type: String, Also: "邮箱", Example: `"visit@example.org"`, Doc: Words{"By mail.", "电子邮箱。"}},
		{Key: "url", Type: URL, Also: "网址", Example: `"https://example.org/visit"`, Doc: Words{"On a website.", "网址。"}},
		{Key: "until", Type: Date, Also: "截止", Example: "2026-11-30", Doc: Words{"The last day for it. Not of an activity on request.", "截止日期。菜单项目不写。"}},
		{Key: "days", Type: Whole, Min: 1, Max: 365, Unit: Words{"days", "天"}, Also: "提前 提前天数", Example: "10", Doc: Words{"How many days ahead an activity on request has to be ordered.", "菜单项目要提前多少天预约。"}},
	},
}

// Party is group of an activity on request.
var Party = Table{
	Name:   "party",
	Label:  Words{"People", "人数"},
	Doc:    Words{"For how many people an activity on request is.", "菜单项目适合的人数。"},
	Inline: true,
	Fields: []Field{
		{Key: "from", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Also: "最少", Example: "10", Doc: Words{"The smallest group.", "最少多少人。"}},
		{Key: "to", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Also: "最多", Example: "40", Doc: Words{"The largest group.", "最多多少人。"}},
	},
}

// Material is one of materials of an event.
var Material = Table{
	Name:   "material",
	Label:  Words{"Material", "材料"},
	Doc:    Words{"What one reads before or after an event: a file of the project, or an address.", "活动的材料：项目里的文件，或者一个网址。"},
	Inline: true,
	Fields: []Field{
		{Key: "text", Type: Text, Longest: nameLength, Required: true, Also: "名称 name title", Example: `"课前阅读单"`, Doc: Words{"What it is.", "名称。"}},
		{Key: "file", Type: Path, Dir: OwnFolder, Also: "文件 path", Example: `"files/reading.pdf"`,
			Doc: Words{"The file, from the folder of this Markdown file and inside `content/`: " + materialsEN + ". At most " + materialSize + "; it is published next to the page, which shows its type and size.",
				"文件的路径，从这个 Markdown 文件所在的文件夹算起，必须在 `content/` 里：" + materialsZH + "。最大 " + materialSize + "；文件和页面一起发布，页面上注明类型和大小。"}},
		{Key: "url", Type: URL, Also: "网址 link", Example: `"https://example.org/reading.pdf"`, Doc: Words{"Its address, instead of a file.", "网址，代替文件。"}},
	},
	One: []string{"url", "file"},
}

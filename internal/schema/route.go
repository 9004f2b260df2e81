package schema

// Modes are the ways to get from stop to stop.
var Modes = []Value{
	{Name: "walk", Label: Words{"on foot", "步行"}, Words: "徒步 走路 walking foot"},
	{Name: "cycle", Label: Words{"by bicycle", "骑行"}, Words: "自行车 单车 骑车 bike bicycle"},
	{Name: "coach", Label: Words{"by coach", "大巴"}, Words: "大巴车 巴士 客车 包车 校车 公交 公交车 汽车 bus"},
	{Name: "drive", Label: Words{"by car", "驾车"}, Words: "开车 自驾 小车 轿车 car"},
	{Name: "metro", Label: Words{"by metro", "地铁"}, Words: "轻轨 subway underground"},
	{Name: "ferry", Label: Words{"by ferry", "轮渡"}, Words: "船 坐船 渡船 轮船 游船 渡轮 boat ship"},
}

// AtHome is the mode of a route that is followed at home, where nobody travels.
const AtHome = "home"

// routeModes are the modes of a route.
var routeModes = append(Modes[:len(Modes):len(Modes)], Value{Name: AtHome, Label: Words{"at home", "在家"}, Words: "居家 线上 online"})

// Route is routes/<id>.toml.
var Route = Table{
	Name:  "route",
	Label: Words{"Route", "路线"},
	Doc:   Words{"A tour. The name of the file is its id, and the address of its page.", "一条研学路线。文件名就是编号，也是网页地址。"},
	Fields: []Field{
		{Key: "title", Also: "标题 名称 name", Type: Text, Longest: nameLength, Required: true, Example: `{ zh-Hans = "守海之路", en = "The Keepers' Way" }`, Headings: "route 路线 线路 tour 路线名称 线路名称 所属路线 所在路线",
			Doc: Words{"Its title.", "路线的名称。"}},
		formerField(Words{"The ids that the route had before, as wayside rename writes them. The website leads from the former address to the page.", "路线以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "summary", Also: "简介 摘要 概述 路线简介", Type: Markdown, Example: `"从码头到灯塔，走一遍守岛人每天走的路。"`,
			Doc: Words{"What it is about, in two or three sentences.", "用两三句话说明这条路线讲什么。"}},
		{Key: "themes", Also: "主题", Type: Ref, List: true, Refers: "theme", Example: `["sea-guard"]`,
			Doc: Words{"The ids of its themes.", "所属主题的编号。"}},
		{Key: "audiences", Also: "对象 适用对象 audience", Type: Ref, List: true, Refers: "audience", Example: `["secondary"]`,
			Doc: Words{"The ids of its audiences.", "面向的对象的编号。"}},
		{Key: "date", Also: "日期 出行日期", Type: Date, Example: "2026-10-14",
			Doc: Words{"The day of the tour: its stops are checked against the opening hours of that day, and the handout begins with it.", "出行的日期：按这一天的开放时间检查各站，讲义也以它为默认日期。"}},
		{Key: "start", Also: "出发 出发时间 开始时间", Type: TimeOfDay, Example: "08:30:00",
			Doc: Words{"When the tour starts.", "出发的时刻。"}},
		{Key: "end_by", Also: "结束 结束时间 最晚结束", Type: TimeOfDay, Example: "17:00:00",
			Doc: Words{"When the day has to end, instead of the audience's time. A later end is a conflict.", "一天最晚什么时候结束，代替对象的时刻。超过这个时刻算作冲突。"}},
		{Key: "mode", Also: "交通 交通方式 出行方式", Type: Enum, Values: routeModes, Default: `"walk"`, Example: `"walk"`,
			Doc: Words{"How the group gets from stop to stop.", "各站之间怎么走。"}},
		{Key: "pace", Type: Number, Min: 0.5, Max: 15, Unit: Words{"km/h", "公里/小时"}, Example: "3.6",
			Doc: Words{"How fast the group walks, instead of the audience's pace.", "步行速度，代替对象的速度。"}},
		{Key: "step_free", Also: "无障碍 无台阶", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the group walks without steps, as for a wheelchair. The ways and their times are then those without steps on the guide's map data; a leg for which there is none is a conflict.", "步行是否全程避开台阶，例如队伍里有人坐轮椅。路线和时间按底图上没有台阶的走法计算；没有这样走法的路段算作冲突。"}},
		{Key: "draft", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"A draft, which is not published yet.", "草稿，先不发布。"}},
		{Key: "group", Type: Sub, Table: &Group, Doc: Words{"How many people come.", "人数和分批。"}},
		{Key: "objectives", Also: "目标 学习目标", Type: Text, List: true, Example: `["说出守岛人一天做哪些事"]`,
			Doc: Words{"What students are to learn.", "学习目标。"}},
		{Key: "bring", Also: "物品 携带物品", Type: Text, List: true, Example: `["水", "铅笔"]`,
			Doc: Words{"What to bring.", "要带的物品。"}},
		{Key: "safety", Also: "安全 安全提示 注意事项", Type: Markdown, Example: `"码头湿滑，**排队**上下船。"`,
			Doc: Words{"What to watch out for.", "安全提示。"}},
		{Key: "contacts", Type: Sub, List: true, Table: &Contact, Doc: Words{"Whom to call.", "联系人。"}},
		{Key: "hospital", Also: "医院", Type: Sub, Table: &Hospital, Doc: Words{"The nearest hospital with an emergency department, for the emergency card.", "最近的、有急诊的医院，印在应急卡上。"}},
		{Key: "standards", Also: "课标 课程标准", Type: Sub, List: true, Table: &Standard, Doc: Words{"Standards of the curriculum that the route serves. They are printed in the teacher's edition, and the website lists where each is met.", "这条路线落实的课程标准，印在教师用书里；网站另列出每条标准在哪里落实。"}},
		{Key: "rubric", Also: "评价 评价量表", Type: Sub, Private: true, List: true, Table: &Criterion, Doc: Words{"How the work is assessed, for the teacher's edition.", "怎样评价，印在教师用书里。"}},
		{Key: "track", Also: "轨迹", Type: Path, Dir: "routes", Example: `"sea-guard.gpx"`,
			Doc: Words{"A recorded track (GPX). It is drawn and measured instead of straight legs; if it has heights (`ele`), their profile is shown.", "记录的轨迹（GPX）。地图按它画线，路程按它计算，不再取直线；轨迹带高度（`ele`）时，另画高程图。"}},
		{Key: "before", Type: Text, List: true, Example: `["读一篇守岛日志"]`,
			Doc: Words{"What to do before the visit.", "行前的准备。"}},
		{Key: "after", Type: Text, List: true, Example: `["写一封给守岛人的信"]`,
			Doc: Words{"What to do after the visit.", "行后的活动。"}},
		{Key: "pair", Also: "带来与带走", Type: Sub, List: true, Table: &Pair, Doc: Words{"A task before the visit, and the one after it that answers it.", "来之前的一项任务，和走之后与它对应的一项。"}},
		{Key: "stamps", Also: "集章 集章卡", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the handout has a stamp card with a box for each stop.", "讲义上是否印集章卡，每站一格。"}},
		{Key: "poster", Also: "海报", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether there is a poster to send to a group: a picture with the cover, the title and a QR code of the page, where the guide has a base_url. A route that is followed at home has one in any case. Drawing one takes about 20 ms.", "是否生成可以发到群里的海报：封面、标题和网页的二维码合成的图片，指南要有 base_url。在家里看的路线不写也有。每张约需 20 毫秒。"}},
		planField(Words{"The editor's own map of the route. It is shown instead of the schematic map if it shows all stops.", "编者自己的路线图。各站都在图上时，就代替示意图。"}),
		{Key: "stop", Type: Sub, Most: stopsMost, List: true, Table: &Stop, Doc: Words{"A stop, in order. A route has at least one.", "站点，按先后排列，至少一个。"}},
	},
}

// Group is the group of a route.
var Group = Table{
	Name:   "group",
	Inline: true,
	Label:  Words{"Group", "队伍"},
	Doc:    Words{"How many people come, and in how many batches.", "共有多少人，分几批出发。"},
	Fields: []Field{
		{Key: "size", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Example: "40",
			Doc: Words{"How many people come.", "总人数。"}},
		{Key: "batches", Type: Whole, Min: 1, Max: batchesMost, Default: "1", Example: "3",
			Doc: Words{"In how many batches they set out.", "分几批出发。"}},
		{Key: "interval", Type: Duration, Example: `"20m"`,
			Doc: Words{"How long after one batch the next sets out.", "前后两批相隔多久。"}},
		{Key: "carousel", Also: "轮转 循环", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the batches set out together, begin at different stops and rotate, so that each stop has one batch at a time, or as many as its capacity admits.", "各批是否同时出发、从不同的站开始轮转：每站同一时间只有一批，或容量允许的批数。"}},
		{Key: "plan", Also: "固定站", Type: String, Example: `"1, 6, 10"`,
			Doc: Words{"The numbers of the stops of a carousel that all batches visit together, such as the arrival, the lunch and the farewell. Without it, those that are not sites.", "轮转时各批同时停留的站的序号，例如集合、午餐和结束。不写时，不是地点的站都算。"}},
	},
}

// Hospital is hospital = { … } of a route.
var Hospital = Table{
	Name:   "hospital",
	Inline: true,
	Label:  Words{"Hospital", "医院"},
	Doc:    Words{"The hospital to go to in an emergency.", "紧急时去的医院。"},
	Fields: []Field{
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `"市第一人民医院急诊"`,
			Doc: Words{"Its name.", "名称。"}},
		{Key: "phone", Type: Phone, Example: `"0518-0000-0000"`,
			Doc: Words{"Its telephone number.", "电话。"}},
		{Key: "address", Also: "地址", Type: Text, Example: `"通灌北路182号"`,
			Doc: Words{"Its address, and how to get there.", "地址和怎么去。"}},
	},
}

// Standard is an item of the standards of a route or an event.
var Standard = Table{
	Name:   "standard",
	Inline: true,
	Label:  Words{"Standard", "课程标准"},
	Doc:    Words{"A standard of the curriculum that a route or an event serves.", "路线或活动落实的一条课程标准。"},
	Fields: []Field{
		{Key: "code", Also: "编号", Type: String, Longest: nameLength, Example: `"历史 7-2-1"`,
			Doc: Words{"Its number in the curriculum.", "在课程标准里的编号。"}},
		{Key: "text", Also: "内容", Type: Text, Example: `"能从实物和文字中提取历史信息"`,
			Doc: Words{"What it asks for. Without it, the text of the [[standard]] with this code in sites.toml.", "标准的内容。不写则用 sites.toml 里编号相同的 [[standard]] 的内容。"}},
	},
}

// Pair is [[pair]] of a route.
var Pair = Table{
	Name:  "pair",
	Label: Words{"Pair of tasks", "带来与带走"},
	Doc:   Words{"What visitors bring, and what they take away. The handout has room to write for both, and a phone keeps what is written.", "来的人带来什么、带走什么。讲义上各留书写的地方，手机上也可以写，写下的留在手机里。"},
	Fields: []Field{
		{Key: "before", Also: "带来", Type: Text, Required: true, Example: `"一个想法"`,
			Doc: Words{"What to bring.", "来之前准备的。"}},
		{Key: "after", Also: "带走", Type: Text, Required: true, Example: `"一点感悟"`,
			Doc: Words{"What to take away.", "走的时候带走的。"}},
	},
}

// Criterion is an item of a route's rubric.
var Criterion = Table{
	Name:   "criterion",
	Inline: true,
	Label:  Words{"Criterion", "评价项"},
	Doc:    Words{"A criterion of assessment.", "一个评价项目。"},
	Fields: []Field{
		{Key: "criterion", Also: "项目", Type: Text, Longest: nameLength, Required: true, Example: `"记录"`,
			Doc: Words{"What is assessed.", "评价什么。"}},
		{Key: "levels", Also: "等级", Type: Text, List: true, Most: levelsMost, Example: `["写明时间和地点", "写明其一", "没有写明"]`,
			Doc: Words{"What work of each level looks like, the best first.", "各个等级的表现，从好到差。"}},
	},
}

// Contact is a contact of a route.
var Contact = Table{
	Name:   "contact",
	Inline: true,
	Label:  Words{"Contact", "联系人"},
	Doc:    Words{"A person to call.", "可以联系的人。"},
	Fields: []Field{
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `"王老师"`,
			Doc: Words{"Who it is.", "姓名或称呼。"}},
		{Key: "phone", Type: Phone, Private: true, Example: `"138-0000-0000"`,
			Doc: Words{"The telephone number.", "电话。"}},
		{Key: "public", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the number is published. Otherwise it is only in the teacher's edition; the route's page omits the contact, and the handout has a blank for the number.", "是否公开电话。不公开的只出现在教师用书里；路线网页不列这位联系人，讲义上电话处留空，供手写。"}},
	},
}

// Stop is [[stop]].
var Stop = Table{
	Name:  "stop",
	Label: Words{"Stop", "站点"},
	Doc:   Words{"A stop at a site, or at a place that is not a site, such as a lunch. It has either site or place.", "在某个地点停留，或在地点之外停留（例如午餐）。site 和 place 写一个。"},
	One:   []string{"site", "place"},
	Fields: []Field{
		{Key: "site", Also: "地点 站点 景点", Type: Ref, Refers: "site/hall", Example: `"kaishan-island/prologue"`,
			Doc: Words{"The id of the site, or of a hall in it: site/hall.", "地点的编号；馆内的展厅写成 地点/展厅。"}},
		{Key: "place", Also: "场所 地名", Type: Text, Longest: nameLength, Example: `"午餐"`,
			Doc: Words{"The name of a stop that is not a site.", "不是地点的停留，写它的名称。"}},
		{Key: "stay", Type: Duration, Example: `"45m"`,
			Doc: Words{"How long the group stays, instead of the site's stay.", "停留多久，代替地点的 stay。"}},
		{Key: "story", Type: Markdown, Example: `"从**升旗台**讲起。"`, Headings: "story 讲解 故事 讲解词 讲解内容",
			Doc: Words{"The text of this route about the stop.", "这条路线在这里讲什么。"}},
		{Key: "by", Also: "交通 交通方式 怎么去", Type: Enum, Values: Modes, Example: `"ferry"`,
			Doc: Words{"How the group gets here, instead of the route's mode.", "怎么到这一站，代替路线的 mode。"}},
		{Key: "travel", Also: "用时 路上用时", Type: Duration, Example: `"50m"`,
			Doc: Words{"How long it takes to get here, instead of the computed time.", "到这一站的用时，代替计算的结果。"}},
		{Key: "meal", Also: "用餐", Type: Enum, Example: `"lunch"`,
			Values: []Value{{Name: "breakfast", Label: Words{"breakfast", "早餐"}}, {Name: "lunch", Label: Words{"lunch", "午餐"}}, {Name: "dinner", Label: Words{"dinner", "晚餐"}}},
			Doc:    Words{"The meal that the group has here. A lunch outside 11:00 to 13:30 is a conflict.", "在这里吃哪一餐。午餐不在11:00到13:30之间，算作冲突。"}},
		{Key: "instead", Also: "备选 雨天", Type: Ref, Refers: "site", Example: `"lianyungang-museum"`,
			Doc: Words{"The id of the site that is visited instead in rain or wind, or when this one is closed.", "下雨、刮风或临时关闭时改去的地点的编号。"}},
		{Key: "risk", Also: "风险 安全风险", Type: Text, Example: `"台阶湿滑，上下靠右。"`,
			Doc: Words{"What is dangerous here and what is done about it, for the emergency card.", "这里有什么风险、怎样防范，印在应急卡上。"}},
		{Key: "overnight", Also: "过夜 住宿", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the group spends the night here, which ends the day.", "是否在这里过夜；过夜即结束当天的行程。"}},
		{Key: "next_start", Also: "次日出发", Type: TimeOfDay, Example: "08:00:00",
			Doc: Words{"When the next day starts, after a night. Without it, the route's start.", "过夜以后，第二天出发的时刻。不写则用路线的 start。"}},
		{Key: "activities", Also: "活动 菜单", Type: Ref, List: true, Most: activitiesMost, Refers: EventKind, Example: `["keepers-play"]`,
			Doc: Words{"The ids of activities on request that the group orders for this stop.", "这一站点选的菜单项目的编号。"}},
		{Key: "standards", Also: "课标 课程标准", Type: String, Longest: nameLength, List: true, Example: `["历史 7-2-1"]`,
			Doc: Words{"The codes of the standards that are met at this stop: of the route's standards, or of [[standard]] in sites.toml.", "在这一站落实的课程标准的编号：路线的 standards 里的，或 sites.toml 的 [[standard]] 里的。"}},
		{Key: "question", Type: Sub, List: true, Table: &Question, Doc: Words{"A question of the worksheet.", "讲义上的题目。"}},
	},
}

// An AnswerForm is what a question of a kind needs.
type AnswerForm struct {
	Kind     string
	One      Type // of an answer that is no list; Sub if it must be a list
	Many     Type // of the items of a list; Sub if it must be none
	Optional bool // whether the answer may be left out
	Options  bool // whether it needs options, at least two
}

// Answers are the forms of answers by the kind of question.
var Answers = []AnswerForm{
	{Kind: "choice", One: Whole, Many: Whole, Options: true},
	{Kind: "true-false", One: Bool, Many: Sub},
	{Kind: "short", One: String, Many: String},
	{Kind: "order", One: Sub, Many: Whole, Options: true},
	{Kind: "open", One: String, Many: String, Optional: true},
}

// Question is [[stop.question]].
var Question = Table{
	Name:  "question",
	Label: Words{"Question", "题目"},
	Doc:   Words{"A question of the worksheet. Answers and explanations are in the teacher's edition and the self-check, never in a student's handout.", "讲义上的题目。答案和解释只出现在教师用书和自测里，不印给学生。"},
	Fields: []Field{
		{Key: "kind", Type: Enum, Required: true, Example: `"choice"`,
			Values: []Value{{Name: "choice", Label: Words{"one of several options", "选择题"}}, {Name: "true-false", Label: Words{"true or false", "判断题"}}, {Name: "short", Label: Words{"a short answer", "填空题"}}, {Name: "open", Label: Words{"an open question", "问答题"}}, {Name: "order", Label: Words{"put into order", "排序题"}}},
			Doc:    Words{"The kind of question.", "题型。"}},
		{Key: "prompt", Also: "题目 问题 question", Type: Text, Required: true, Example: `"岛上的旗每天几点升起？"`,
			Doc: Words{"The question itself.", "题目。"}},
		{Key: "options", Also: "选项", Type: Text, List: true, Example: `["五点", "六点"]`,
			Doc: Words{"The options of a choice or order question, at least two.", "选择题和排序题的选项，至少两个。"}},
		{Key: "answer", Also: "答案", Type: Answer, Private: true, Example: "1",
			Doc: Words{"choice: the number of the option, counted from 1, or a list of numbers if several are right. true-false: true or false. short: a string, or a list of strings that are all accepted. order: the numbers in order. open: optional, a string.", "选择题写选项的序号，从 1 数起，几个都对就写成列表；判断题写 true 或 false；填空题写一个字符串，或写几个都算对的字符串；排序题写依次的序号；问答题可以不写，或写一个字符串。"}},
		{Key: "explain", Also: "解释 解析", Type: Text, Private: true, Example: `"日志里每天都这样记。"`,
			Doc: Words{"Why this is the answer.", "为什么是这个答案。"}},
		{Key: "points", Type: Whole, Min: 0, Max: most, Example: "10",
			Doc: Words{"Its points.", "分值。"}},
		{Key: "lines", Type: Whole, Min: 0, Max: most, Example: "4",
			Doc: Words{"The number of ruled lines of an open question on paper.", "问答题在纸上留几行。"}},
		{Key: "audiences", Also: "对象 适用对象 audience", Type: Ref, List: true, Refers: "audience", Example: `["secondary"]`,
			Doc: Words{"The ids of its audiences. Without it, all.", "面向的对象的编号。不写表示全部。"}},
	},
}

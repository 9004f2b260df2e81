package schema

// The states of a visit; Cancelled is one of them too.
const (
	Booked = "booked"
	Done   = "done"
)

// UnitKinds are the kinds of units that visit as a group.
var UnitKinds = []Value{
	{"school", Words{"school", "学校"}, "小学 中学 大学 高校 幼儿园 院校 university kindergarten"},
	{"enterprise", Words{"enterprise", "企业"}, "公司 国企 工厂 company"},
	{"government", Words{"government office", "机关"}, "政府 党政机关 机关单位 事业单位 office"},
	{"community", Words{"village or community", "村、社区"}, "村 社区 街道 乡镇 村社区 village neighbourhood"},
	{"army", Words{"army unit", "部队"}, "军队 武警 解放军 消防 military"},
	{"other", Words{"other", "其他"}, "其它 团体 个人"},
}

// Visits is the root of visits.toml.
var Visits = Table{
	Name:  "visits",
	Label: Words{"Group visits", "团体预约"},
	Doc:   Words{"The bookings of groups. The file is private: nothing of it is ever published.", "团体参观的预约登记。这个文件不公开，里面的内容一律不发布。"},
	Fields: []Field{
		{Key: "place", Type: Sub, List: true, Most: fewMost, Private: true, Table: &VisitPlace, Doc: Words{"A site that receives groups, and how.", "接待团体的地点，以及怎样接待。"}},
		{Key: "visit", Type: Sub, List: true, Most: visitsMost, Private: true, Table: &Visit, Doc: Words{"The visit of one group, booked, done or cancelled.", "一批团体的参观：已预约、已接待或已取消。"}},
	},
}

// VisitPlace is [[place]] of visits.toml.
var VisitPlace = Table{
	Name:  "visit-place",
	Label: Words{"Place of visits", "接待地点"},
	Doc:   Words{"How a site receives groups. All but site is optional: what is not written follows from the site.", "一个地点怎样接待团体。除 site 外都可以不写，不写的按地点的设置计算。"},
	Fields: []Field{
		{Key: "site", Type: Ref, Refers: "site", Required: true, Also: "地点", Example: `"kaishan-island"`,
			Doc: Words{"The id of the site.", "地点的编号。"}},
		{Key: "hours", Type: Hours, Also: "接待时间 开放时间", Example: `"Tu-Fr 09:00-11:30,14:00-16:30; PH off"`,
			Doc: Words{"When groups are received, in the syntax of opening hours. Without it, the opening hours of the site. Public holidays and notices count.", "接待团体的时间，写法同开放时间。不写则按地点的开放时间；法定节假日和通告都计算在内。"}},
		{Key: "stay", Type: Duration, Also: "停留 参观时长", Example: `"1h15m"`,
			Doc: Words{"How long a visit takes. Without it, the sum of the halls' stays (15 minutes for a hall without one), otherwise the site's stay, otherwise an hour.", "一次参观多长时间。不写则为各展厅停留时间之和（没写的按15分钟），没有展厅的按地点的 stay，再没有则按1小时。"}},
		{Key: "slot", Type: Duration, Also: "间隔 场次间隔", Example: `"30m"`,
			Doc: Words{"How long after one slot the next begins, counted from each opening. Without it, as long as a visit takes.", "相邻两场相隔多久，从每次开门算起。不写则与参观时长相同。"}},
		{Key: "starts", Type: TimeOfDay, List: true, Most: 100, Also: "场次 开始时刻", Example: `[09:00:00, 10:00:00, 14:30:00]`,
			Doc: Words{"When the slots begin, instead of slot. Those at which the place is not open do not count on that day.", "各场的开始时刻，代替 slot。当天不开放的场次不算。"}},
		{Key: "groups", Type: Whole, Min: 1, Max: batchesMost, Unit: Words{"groups", "批"}, Also: "批数 同时批数", Example: "2",
			Doc: Words{"How many groups the place has at once. Without it, as many as the people and the halls allow; one if nothing is known of either.", "同时最多几批。不写则由人数和展厅决定；两样都没有写的，按一批。"}},
		{Key: "people", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Also: "人数 容量", Example: "80",
			Doc: Words{"How many people of groups the place holds at once. Without it, the site's capacity.", "同时最多接待多少人。不写则用地点的 capacity。"}},
		{Key: "closed", Type: DateRange, List: true, Also: "不接待 停止接待", Example: `["2026-12-24/2026-12-31"]`,
			Doc: Words{"Days on which no groups are received, besides those on which the site is closed.", "不接待团体的日子，闭馆日不用再写。"}},
	},
}

// Visit is [[visit]] of visits.toml.
var Visit = Table{
	Name:  "visit",
	Label: Words{"Visit", "参观"},
	Doc:   Words{"The visit of one group, as it is booked by telephone.", "一批团体的参观，接电话时登记。"},
	Fields: []Field{
		{Key: "date", Type: Date, Required: true, Also: "日期", Example: "2026-12-09",
			Doc: Words{"The day.", "日期。"}},
		{Key: "start", Type: TimeOfDay, Required: true, Also: "开始 时间 时刻", Example: "09:00:00",
			Doc: Words{"When it begins.", "开始的时刻。"}},
		{Key: "site", Type: Ref, Refers: "site", Also: "地点", Example: `"kaishan-island"`,
			Doc: Words{"The id of the site. It can be left out if there is one [[place]].", "地点的编号。只有一个 [[place]] 时可以不写。"}},
		{Key: "halls", Type: Ref, List: true, Refers: "hall", Most: hallsMost, Also: "展厅", Example: `["prologue"]`,
			Doc: Words{"The ids of the halls that the group sees, in its order. Without it, all halls in the order of sites.toml.", "参观的展厅的编号，按参观的先后。不写则按 sites.toml 的顺序走完全部展厅。"}},
		{Key: "stay", Type: Duration, Also: "停留 时长", Example: `"45m"`,
			Doc: Words{"How long this visit takes, instead of the usual time.", "这一次参观多久，代替通常的时长。"}},
		{Key: "unit", Type: String, Longest: nameLength, Required: true, Also: "单位 单位名称 团体", Example: `"示例中学"`,
			Doc: Words{"Which unit comes.", "来访单位。"}},
		{Key: "kind", Type: Enum, Default: `"other"`, Also: "类型 类别 单位类型", Values: UnitKinds, Example: `"school"`,
			Doc: Words{"What kind of unit it is.", "单位的类型。"}},
		{Key: "people", Type: Whole, Max: most, Unit: Words{"people", "人"}, Also: "人数", Example: "45",
			Doc: Words{"How many people come. Without it, or as 0, not known yet.", "来多少人。不写或写 0 表示还不知道。"}},
		{Key: "guide", Type: String, Longest: nameLength, Also: "讲解 讲解员", Example: `"讲解员甲"`,
			Doc: Words{"Who of the staff guides the group.", "带领这一批的讲解员。"}},
		{Key: "contact", Type: String, Longest: nameLength, Also: "联系人", Example: `"王老师"`,
			Doc: Words{"Whom to ask for at the unit.", "单位的联系人。"}},
		{Key: "phone", Type: Phone, Also: "电话 联系电话", Example: `"000-0000-0000"`,
			Doc: Words{"The contact's telephone number.", "联系电话。"}},
		{Key: "note", Type: String, Longest: textLength, Also: "备注", Example: `"有两位坐轮椅"`,
			Doc: Words{"What the staff should know.", "需要工作人员知道的事。"}},
		{Key: "status", Type: Enum, Default: `"booked"`, Also: "状态", Values: []Value{
			{Booked, Words{"booked", "已预约"}, "预约 待接待"}, {Done, Words{"done", "已接待"}, "完成 已完成 已参观"}, {Cancelled, Words{"cancelled", "已取消"}, "取消 不来了"},
		}, Example: `"done"`, Doc: Words{"Whether it is still to come, has taken place, or was cancelled. A cancelled visit takes no place; keep it for the year's sum.", "待接待、已接待还是已取消。已取消的不占名额，请留着，年终单独统计。"}},
	},
}

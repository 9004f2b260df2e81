package schema

import "strings"

// Registry is the root of sites.toml.
var Registry = Table{
	Name: "guide",
	Fields: []Field{
		{Key: "guide", Type: Sub, Required: true, Table: &Guide, Doc: Words{"The settings of the guide.", "指南的设置。"}},
		{Key: "theme", Type: Sub, Most: fewMost, List: true, Table: &Theme, Doc: Words{"A theme, which groups sites and routes.", "主题，把地点和路线归类。"}},
		{Key: "audience", Type: Sub, Most: fewMost, List: true, Table: &Audience, Doc: Words{"An audience for which routes are written.", "路线面向的对象。"}},
		{Key: "standard", Type: Sub, Most: fewMost, List: true, Table: &Goal, Doc: Words{"A standard of the curriculum, which routes and events then name by its code.", "课程标准中的一条；路线和活动用编号来引用。"}},
		{Key: "notice", Type: Sub, Most: fewMost, List: true, Table: &Notice, Doc: Words{"A dated notice of a closure or other change.", "有起止日期的通知，例如临时关闭。"}},
		{Key: "site", Type: Sub, Most: sitesMost, List: true, Table: &Site, Doc: Words{"A site. Lists follow the order of the file.", "地点。列表按文件中的先后排列。"}},
	},
}

// Guide is [guide].
var Guide = Table{
	Name:  "guide",
	Label: Words{"Guide", "指南"},
	Doc:   Words{"The settings of the guide, once per project.", "指南的设置，每个项目一份。"},
	Fields: []Field{
		{Key: "title", Type: Text, Longest: nameLength, Required: true, Example: `{ zh-Hans = "守海人", en = "Keepers of the Sea" }`,
			Doc: Words{"The title of the guide.", "指南的名称。"}},
		{Key: "base_url", Type: BaseURL, Example: `"https://guide.example.org/red/"`,
			Doc: Words{"The address at which the guide is published. Without it there are no QR codes, no sitemap and no feed.", "指南发布后的网址。不写就没有二维码、站点地图和订阅源。"}},
		{Key: "languages", Type: Language, Most: languagesMost, Least: 1, List: true, Required: true, Example: `["zh-Hans", "en"]`,
			Doc: Words{"The languages of the guide; the first is the default.", "指南的语言，第一个是默认语言。"}},
		{Key: "timezone", Type: TimeZone, Example: `"Asia/Shanghai"`,
			Doc: Words{"The time zone of all dates and times. Without it, Asia/Shanghai if country is CN, otherwise UTC.", "所有日期和时刻所用的时区。不写时，country 为 CN 的按 Asia/Shanghai，其余按 UTC。"}},
		{Key: "country", Type: Country, Example: `"CN"`,
			Doc: Words{"The country, which decides which map services come first and what positions are plausible.", "国家代码，决定先列哪些地图服务，也用来检查位置是否合理。"}},
		{Key: "publisher", Type: Text, Example: `"守岛纪念馆"`,
			Doc: Words{"Who publishes the guide.", "发布者。"}},
		{Key: "licence", Type: String, Example: `"CC BY-SA 4.0"`,
			Doc: Words{"The licence of the guide's texts.", "指南自身文字的使用许可。"}},
		{Key: "paper", Type: Enum, Default: `"A4"`, Values: []Value{{Name: "A4", Label: Words{"A4", "A4"}}, {Name: "Letter", Label: Words{"US Letter", "美国信纸"}}}, Example: `"A4"`,
			Doc: Words{"The paper size of handouts.", "讲义的纸张。"}},
		{Key: "map_data", Type: Path, List: true, Dir: ".", Example: `["maps/city.osm.pbf"]`,
			Doc: Words{"OpenStreetMap extracts (.osm, .osm.gz, .osm.pbf) for the base maps, for ways on foot, and for the toilets, drinking water, metro entrances, first aid, defibrillators, shelters and bus stops within 100 m of them.", "OpenStreetMap 地图数据（.osm、.osm.gz、.osm.pbf），用来画底图、计算步行路线，并标出路线 100 米内的厕所、饮水处、地铁口、急救点、AED、避雨处和公交站。"}},
		{Key: "print_fonts", Type: Path, List: true, Dir: ".", Example: `["fonts/NotoSerifSC-Regular.ttf"]`,
			Doc: Words{"TrueType fonts for PDFs and for the titles on posters and on the pictures that chats show of links (without fonts, chats show the photo alone, and posters have texts in Latin letters only). Visitors never load them.", "TrueType 字体，用于 PDF，也用来把标题写在海报和聊天软件显示的链接图片上（没有字体时，链接图片只显示照片，海报上没有汉字）。观众的手机从不下载它们。"}},
		{Key: "raw_html", Type: Bool, Default: "false", Example: "false",
			Doc: Words{"Whether raw HTML in Markdown is kept. Otherwise it is shown as text.", "是否原样输出 Markdown 里的 HTML。不写则按文字显示。"}},
		{Key: "convert", Type: Sub, Table: &Convert, Doc: Words{"An edition that is made from another one.", "由另一种字体的版本自动转换而成的版本。"}},
		{Key: "brand", Type: Sub, Table: &Brand, Doc: Words{"What an institution's guide looks like.", "指南的外观：标志、颜色、标题字体。"}},
		{Key: "footer", Type: Sub, Table: &Footer, Doc: Words{"What every page ends with.", "每一页页脚的内容。"}},
		{Key: "photos", Type: Sub, Table: &PhotoSettings, Doc: Words{"How photos are read and published.", "照片怎样读取和发布。"}},
		{Key: "calendar", Type: Sub, Table: &Calendar, Doc: Words{"The days that PH means in opening hours.", "开放时间里 PH 所指的日子。"}},
	},
}

// Convert is convert in [guide].
var Convert = Table{
	Name:    "convert",
	Label:   Words{"Conversion", "简繁转换"},
	Doc:     Words{"An edition in the other script of Chinese, made from the one that is written. languages must list both. What is written in the edition's own language is kept.", "把写好的版本自动转换成另一种字体（简体或繁体）的版本。languages 里两种都要写。已经用该版本自己的语言写好的文字保持不变。"},
	Inline:  true,
	NotBoth: []string{"zh-Hant", "zh-Hans"},
	Fields: []Field{
		{Key: "zh-Hant", Type: Enum, Values: []Value{{Name: "zh-Hans", Label: Words{"simplified Chinese", "简体中文"}}}, Example: `"zh-Hans"`,
			Doc: Words{"What the edition in traditional characters is made from.", "繁体版由哪种语言转换而来。"}},
		{Key: "zh-Hans", Type: Enum, Values: []Value{{Name: "zh-Hant", Label: Words{"traditional Chinese", "繁体中文"}}}, Example: `"zh-Hant"`,
			Doc: Words{"What the edition in simplified characters is made from. Not together with zh-Hant.", "简体版由哪种语言转换而来。不能与 zh-Hant 同时写。"}},
		{Key: "region", Type: Enum, Values: []Value{{Name: "tw", Label: Words{"Taiwan", "台湾"}}, {Name: "hk", Label: Words{"Hong Kong", "香港"}}}, Example: `"tw"`,
			Doc: Words{"Whose forms of characters and words the traditional edition has. Without it, OpenCC's standard forms.", "繁体版用哪个地区的字形和用词。不写则用 OpenCC 的标准字形。"}},
	},
}

// Brand is [guide.brand].
var Brand = Table{
	Name:  "brand",
	Label: Words{"Brand", "外观"},
	Doc:   Words{"What an institution's guide looks like. All of it is optional.", "指南的外观，都可以不写。"},
	Fields: []Field{
		{Key: "logo", Type: Path, Dir: "static", Example: `"logo.svg"`,
			Doc: Words{"The logo in the header of every page, in static/: an SVG, PNG or JPEG file.", "每页页眉的标志，放在 static/ 里：SVG、PNG 或 JPEG 文件。"}},
		{Key: "logo_dark", Type: Path, Dir: "static", Example: `"logo-dark.svg"`,
			Doc: Words{"The logo on a dark page. Without it, the same.", "深色页面上的标志。不写则用同一个。"}},
		{Key: "accent", Type: Colour, Example: `"#1f5f8b"`,
			Doc: Words{"The colour of links, lines and buttons: # and six hexadecimal digits. It must be legible on the paper of the pages; on dark pages a lighter tint of it is used.", "链接、线条和按钮的颜色：# 加六位十六进制数字。在页面底色上须看得清；深色页面用它的浅色。"}},
		{Key: "headings", Type: Enum, Default: `"serif"`, Values: []Value{{Name: "serif", Label: Words{"serif", "宋体"}}, {Name: "sans", Label: Words{"sans-serif", "黑体"}}}, Example: `"sans"`,
			Doc: Words{"The typeface of headings.", "标题的字体。"}},
		{Key: "home", Type: Enum, Default: `"cover"`, Values: []Value{{Name: "cover", Label: Words{"with a picture", "封面大图"}}, {Name: "list", Label: Words{"with its lists", "直接列出"}}}, Example: `"list"`,
			Doc: Words{"How the home page begins: with a large picture and its text, or with the routes, themes and sites.", "首页怎样开头：先是大图和正文，还是先列出路线、主题和地点。"}},
	},
}

// Footer is [guide.footer].
var Footer = Table{
	Name:  "footer",
	Label: Words{"Footer", "页脚"},
	Doc:   Words{"What every page ends with. All of it is optional.", "每一页页脚的内容，都可以不写。"},
	Fields: []Field{
		{Key: "icp", Type: String, Example: `"苏ICP备00000000号-1"`,
			Doc: Words{"The ICP number of a website in mainland China. It links to the registry.", "ICP 备案号，链接到工信部备案系统。"}},
		{Key: "police", Type: String, Example: `"苏公网安备00000000000000号"`,
			Doc: Words{"The number of the filing with the public security bodies of mainland China. It links to the registry.", "公安联网备案号，链接到公安备案平台。"}},
		{Key: "contact", Type: Text, Example: `"连云港市革命纪念馆　电话 0518-0000000"`,
			Doc: Words{"How to reach the publisher, in Markdown. Handouts print it, too.", "联系方式，可用 Markdown；讲义上也印。"}},
		{Key: "links", Type: Sub, List: true, Most: fewMost, Table: &FooterLink, Doc: Words{"Links to other websites.", "友情链接。"}},
	},
}

// FooterLink is one of links in [guide.footer].
var FooterLink = Table{
	Name:  "footer-link",
	Label: Words{"Link in the footer", "页脚链接"},
	Doc:   Words{"A link at the end of every page.", "每页页脚的一个链接。"},
	Fields: []Field{
		{Key: "text", Type: Text, Longest: nameLength, Required: true, Example: `"江苏省文物局"`,
			Doc: Words{"What it says.", "文字。"}},
		{Key: "url", Type: URL, Required: true, Example: `"https://example.org/"`,
			Doc: Words{"Its address.", "网址。"}},
	},
}

// PhotoSettings is [guide.photos].
var PhotoSettings = Table{
	Name:  "photos",
	Label: Words{"Photos", "照片"},
	Doc:   Words{"How photos are read and published.", "照片怎样读取和发布。"},
	Fields: []Field{
		{Key: "iiif", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether every photo of a site is also published in tiles, with a manifest of each gallery, for viewers and catalogues that know IIIF. A photo of 12 megapixels has about 70 tiles of 4 MB. It requires base_url.", "是否把地点的每张照片也切成瓦片发布，并为每个图集生成清单，供支持 IIIF 的看图器和馆藏目录使用。一千二百万像素的照片约有 70 个瓦片，共 4 MB。须写明 base_url。"}},
	},
}

// Calendar is [guide.calendar].
var Calendar = Table{
	Name:  "calendar",
	Label: Words{"Calendar", "假日"},
	Doc:   Words{"Public holidays, which PH means in opening hours.", "法定节假日，即开放时间里的 PH。"},
	Fields: []Field{
		{Key: "holidays", Type: DateRange, List: true, Example: `["2026-10-01/2026-10-07"]`,
			Doc: Words{"Public holidays.", "法定节假日。"}},
		{Key: "workdays", Type: DateRange, List: true, Example: `["2026-10-10"]`,
			Doc: Words{"Weekend days that are working days.", "调休上班的周末。"}},
	},
}

// Theme is [[theme]].
var Theme = Table{
	Name:  "theme",
	Label: Words{"Theme", "主题"},
	Doc:   Words{"A theme groups sites and routes, and has a page.", "主题把地点和路线归类，各有一页。"},
	Fields: []Field{
		{Key: "id", Type: ID, Required: true, Example: `"sea-guard"`,
			Doc: Words{"Its id, and the address of its page.", "编号，也是网页地址。"}},
		formerField(Words{"The ids that the theme had before, as wayside rename writes them. The website leads from the former address to the page.", "主题以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `{ zh-Hans = "守海", en = "Guarding the sea" }`,
			Doc: Words{"Its name.", "名称。"}},
		{Key: "summary", Type: Text, Example: `"一座岛，两个人，三十二年。"`,
			Doc: Words{"One or two sentences for its page and for lists.", "一两句话，用在主题页和列表里。"}},
		{Key: "colour", Type: Colour, Example: `"#8a1f1f"`,
			Doc: Words{"Its colour: # and six hexadecimal digits. Without it, the default of the layout.", "颜色：# 加六位十六进制数字。不写则用版式自带的颜色。"}},
	},
}

// Audience is [[audience]].
var Audience = Table{
	Name:  "audience",
	Label: Words{"Audience", "对象"},
	Doc:   Words{"An audience for which routes are written.", "路线面向的人群。"},
	Fields: []Field{
		{Key: "id", Type: ID, Required: true, Example: `"secondary"`,
			Doc: Words{"Its id.", "编号。"}},
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `"中学生"`,
			Doc: Words{"Its name.", "名称。"}},
		{Key: "summary", Type: Text, Longest: textLength, Also: "简介", Example: `"给初中和高中学生的路线、课程和活动。"`,
			Doc: Words{"One or two sentences at the top of its page.", "这类对象的专页开头的一两句话。"}},
		{Key: "pace", Type: Number, Min: 0.5, Max: 15, Unit: Words{"km/h", "公里/小时"}, Example: "3.6",
			Doc: Words{"Its walking pace. Without it, a built-in pace for the ids preschool, primary, secondary, adult and elderly; for other ids, an adult's.", "步行速度。不写时，编号为 preschool、primary、secondary、adult、elderly 的用内置的速度，其余按成人计算。"}},
		{Key: "end_by", Also: "结束 结束时间 最晚结束", Type: TimeOfDay, Example: "16:30:00",
			Doc: Words{"When a day has to end for it. Without it, a built-in time for the same ids.", "这类对象一天最晚什么时候结束。不写时，同上几种编号用内置的时刻。"}},
		{Key: "longest_day", Also: "时长 最长时间", Type: Duration, Example: `"7h"`,
			Doc: Words{"How long a day may be for it, from the first arrival to the last departure. Without it, a built-in duration for the same ids.", "这类对象一天最长多久，从到达第一站算到离开最后一站。不写时，同上几种编号用内置的时长。"}},
		{Key: "step_free", Also: "无障碍 无台阶", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether its routes avoid steps, as with step_free on each of them.", "这类对象的路线是否都避开台阶，同每条路线写 step_free。"}},
	},
}

// Goal is [[standard]].
var Goal = Table{
	Name:  "goal",
	Label: Words{"Standard", "课程标准"},
	Doc:   Words{"A standard of the curriculum. The website lists where each is met, and the teacher's edition has a table of what is covered and what is not yet, for printing and as CSV.", "课程标准中的一条。网站列出每条在哪里落实，教师用书附有对照表，未落实的也列出，可以打印，也可以下载成 CSV。"},
	Fields: []Field{
		{Key: "code", Also: "编号", Type: String, Longest: nameLength, Required: true, Example: `"历史 7-2-1"`,
			Doc: Words{"Its number in the curriculum.", "在课程标准里的编号。"}},
		{Key: "text", Also: "内容", Type: Text, Required: true, Example: `"能从实物和文字中提取历史信息"`,
			Doc: Words{"What it asks for.", "标准的内容。"}},
		{Key: "subject", Also: "学科", Type: Text, Longest: nameLength, Example: `"历史"`,
			Doc: Words{"Its subject, under which it is listed.", "学科，列表按学科归类。"}},
		{Key: "audiences", Also: "对象", Type: Ref, List: true, Refers: "audience", Example: `["secondary"]`,
			Doc: Words{"The ids of the audiences that it is for. Without them, for everybody.", "面向的对象的编号。不写则面向所有人。"}},
	},
}

// Notice is [[notice]].
var Notice = Table{
	Name:    "notice",
	Label:   Words{"Notice", "通知"},
	Doc:     Words{"A dated change: a closure, other hours, or a piece of news. It is of a site, of a route, or of the whole guide. Pages show it until it has passed, timetables take it into account, and the teacher's edition prints it as a slip.", "有日期的变动：临时关闭、开放时间变化，或一条消息。可以属于一个地点、一条路线或整个指南。网页在有效期内显示它，时间表按它计算，教师用书把它印成可贴的纸条。"},
	NotBoth: []string{"site", "route"},
	Fields: []Field{
		{Key: "site", Also: "地点", Type: Ref, Refers: "site/hall", Example: `"kaishan-island"`,
			Doc: Words{"The id of the site that it is about, or of a hall in it: site/hall.", "所说地点的编号；馆内的展厅写成 地点/展厅。"}},
		{Key: "route", Also: "路线", Type: Ref, Refers: "route", Example: `"sea-guard"`,
			Doc: Words{"The id of the route that it is about.", "所说路线的编号。"}},
		{Key: "from", Also: "开始 起 开始日期", Type: Date, Required: true, Example: "2026-12-01",
			Doc: Words{"The first day.", "第一天。"}},
		{Key: "until", Also: "结束 止 结束日期", Type: Date, Example: "2026-12-15",
			Doc: Words{"The last day. Without it, until further notice.", "最后一天。不写表示另行通知为止。"}},
		{Key: "text", Also: "内容 正文", Type: Text, Required: true, Example: `"码头检修，暂停上岛。"`,
			Doc: Words{"What visitors read.", "给观众看的文字。"}},
		{Key: "closed", Also: "关闭 闭馆", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether the site is closed on these days.", "这些天地点是否关闭。"}},
		{Key: "opening_hours", Also: "开放时间", Type: Hours, Example: `"10:00-15:00"`,
			Doc: Words{"The site's opening hours on these days.", "这些天地点的开放时间。"}},
	},
}

// Kinds are the kinds of sites, in the order in which lists show them.
var Kinds = []Value{
	{"memorial", Words{"memorial", "纪念地"}, "纪念馆 纪念地 纪念园 革命纪念馆 烈士纪念馆 教育基地 革命遗址 革命旧址 红色遗址 近现代重要史迹"},
	{"museum", Words{"museum", "展馆"}, "博物馆 展馆 展览馆 陈列馆 美术馆 科技馆 档案馆 gallery"},
	{"monument", Words{"monument", "文物建筑"}, "纪念碑 纪念塔 雕像 塑像 碑 塔 文物建筑 古建筑 石刻 石窟寺 古桥"},
	{"cemetery", Words{"cemetery", "陵园"}, "陵园 烈士陵园 墓 墓地 公墓 古墓葬 古墓 墓葬 tomb"},
	{"battlefield", Words{"battlefield", "战场遗址"}, "战场 战场遗址 战斗遗址 战役遗址"},
	{"residence", Words{"residence", "旧居"}, "故居 旧居 名人故居"},
	{"town", Words{"town", "城镇"}, "城镇 古镇 镇 村 古村 村落 街区 历史街区"},
	{"landscape", Words{"landscape", "山水园林"}, "山水园林 景区 风景 风景区 公园 园林 山 岛 湖 自然景观 natural park"},
	{"other", Words{"other", "其他"}, "其他 其它 遗址 旧址 古遗址 遗迹 cultural mixed ruins archaeological_site"},
}

// Site is [[site]].
var Site = Table{
	Name:  "site",
	Label: Words{"Site", "地点"},
	Doc:   Words{"A memorial, museum or other place. Its text is content/sites/<id>.md or content/sites/<id>/index.md.", "纪念地、展馆等地点。正文写在 content/sites/<id>.md 或 content/sites/<id>/index.md。"},
	Fields: []Field{
		{Key: "id", Type: ID, Required: true, Example: `"kaishan-island"`, Headings: "id 编号 代码 代号 code slug",
			Doc: Words{"Its id, and the address of its page.", "编号，也是网页地址。"}},
		formerField(Words{"The ids that the site had before, as wayside rename writes them. The website leads from the former address to the page.", "地点以前的编号，由 wayside rename 写入。旧网址会转到现在的页面。"}),
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `{ zh-Hans = "开山岛", en = "Kaishan Island" }`, Headings: "name 名称 地点 地点名称 名字 名 景点 景点名称 点位 站点 场馆 场馆名称 馆名 园名 遗址 旧址 景区 基地 单位 title place site placename", Endings: "名称 name",
			Doc: Words{"Its name.", "名称。"}},
		{Key: "kind", Type: Enum, Values: Kinds, Default: `"other"`, Example: `"memorial"`, Headings: "kind 类型 类别 种类 分类 type category tourism historic", Endings: "类型 类别",
			Doc: Words{"What kind of place it is.", "地点的类型。"}},
		{Key: "protection", Type: Text, Example: `"省级文物保护单位"`, Headings: "protection 保护级别 文保级别 级别 listing", Endings: "保护级别 文物级别 文保等级",
			Doc: Words{"The level of its heritage listing.", "文物保护的级别。"}},
		{Key: "themes", Type: Ref, List: true, Refers: "theme", Example: `["sea-guard"]`, Headings: "themes theme 主题 所属主题",
			Doc: Words{"The ids of its themes.", "所属主题的编号。"}},
		{Key: "location", Type: Sub, Table: &Location, Headings: "position 坐标 经纬度 纬经度 位置坐标 coordinates coordinate coords location latlon latlng lonlat lnglat latlong wkt geometry geom thegeom point", Endings: "坐标 经纬度 latlng lnglat coordinates",
			Doc: Words{"Where it is.", "位置。"}},
		{Key: "address", Type: Text, Example: `"江苏省连云港市灌云县"`, Headings: "address 地址 详细地址 位置 addr addrfull 所在地 fulladdress", Endings: "地址 address",
			Doc: Words{"Its postal address.", "地址。"}},
		{Key: "opening_hours", Type: Hours, Example: `"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00"`, Headings: "openinghours opening hours 开放时间 开馆时间 营业时间", Endings: "开放时间 开馆时间",
			Doc: Words{"The opening hours. Without it, they are unknown.", "开放时间。不写表示不清楚。"}},
		{Key: "last_entry", Type: Duration, Example: `"30m"`, Headings: "lastentry 停止入场 停止入馆 最晚入场 最晚入馆 停止入场时间 停止入馆时间",
			Doc: Words{"How long before closing the last visitors are admitted.", "闭馆前多久停止入场。"}},
		{Key: "stay", Type: Duration, Example: `"1h"`, Headings: "stay duration 停留 停留时间 停留时长 参观时长 参观时间 时长 建议时长 建议停留 游览时长",
			Doc: Words{"How long a usual visit takes.", "一般参观多久。"}},
		{Key: "capacity", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Example: "80", Headings: "capacity 容量 承载量 最大人数 容纳人数",
			Doc: Words{"How many people it can hold at once.", "同时最多容纳多少人。"}},
		{Key: "admission", Type: Text, Example: `"免费"`, Headings: "admission 门票 票价 费用 fee price ticket",
			Doc: Words{"What admission costs.", "门票。"}},
		{Key: "access", Type: Text, Example: `"西门有坡道，二楼没有电梯。"`, Headings: "access 无障碍 通行 accessibility",
			Doc: Words{"Steps, ramps, places to rest, toilets.", "台阶、坡道、休息处、厕所等情况。"}},
		{Key: "step_free", Also: "无台阶 轮椅", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"Whether a visit has no steps, for wheelchairs and prams. A long list of sites can be filtered by it.", "参观全程没有台阶，轮椅和童车可以通行。地点多的指南可以按它筛选。"}},
		{Key: "phone", Type: Phone, Example: `"0518-1234567"`, Headings: "phone 电话 联系电话 tel telephone phonenumber contactphone 咨询电话 预约电话 服务电话 参观电话",
			Doc: Words{"Its telephone number.", "电话。"}},
		{Key: "website", Type: URL, Example: `"https://example.org/"`, Headings: "website 网址 网站 官网 url link web contactwebsite httpurl 官方网站 homepage",
			Doc: Words{"The address of its website.", "官方网站。"}},
		{Key: "draft", Type: Bool, Default: "false", Example: "true",
			Doc: Words{"A draft, which is not published yet: neither the site nor links to it.", "草稿，先不发布：网站上没有这个地点，也没有指向它的链接。"}},
		{Key: "sources", Type: String, List: true, Example: `["《守岛日志》，2014年"]`, Headings: "sources source 来源 出处 资料来源",
			Doc: Words{"Where the facts come from.", "资料的出处。"}},
		planField(Words{"The editor's own map of the site, or of a floor.", "地点的导览图或楼层平面图。"}),
		{Key: "hall", Type: Sub, Most: hallsMost, List: true, Table: &Hall, Doc: Words{"A hall or exhibit inside it, in walking order.", "馆内的展厅或展项，按参观顺序排列。"}},
	},
}

// Location is a site's location.
var Location = Table{
	Name:   "location",
	Inline: true,
	Label:  Words{"Location", "位置"},
	Doc:    Words{"A position. It is converted to WGS-84 when it is read; only WGS-84 is stored and exported, and a link to a map service has that service's datum.", "坐标。读入时换算成 WGS-84；保存和导出的都是 WGS-84，指向地图服务的链接用该服务的坐标系。"},
	Fields: []Field{
		{Key: "lat", Type: Latitude, Required: true, Unit: Words{"degrees", "度"}, Example: "34.53", Headings: "lat latitude 纬度 y 北纬 y坐标", Endings: "纬度 lat latitude",
			Doc: Words{"The latitude, north positive.", "纬度，北纬为正。"}},
		{Key: "lon", Type: Longitude, Required: true, Unit: Words{"degrees", "度"}, Example: "119.87", Headings: "lon lng long longitude 经度 x 东经 x坐标", Endings: "经度 lon lng long longitude",
			Doc: Words{"The longitude, east positive.", "经度，东经为正。"}},
		{Key: "datum", Type: Enum, Default: `"WGS-84"`, Example: `"GCJ-02"`, Headings: "datum 坐标系 坐标类型 大地基准 crs coordsys coordtype 坐标系统",
			Values: []Value{
				// CGCS2000, which Tianditu uses, equals WGS-84 to within a few centimetres.
				{"WGS-84", Words{"GPS, OpenStreetMap", "GPS、OpenStreetMap"}, "wgs wgs1984 gps epsg:4326 4326 cgcs2000 国家2000 天地图 谷歌地球"},
				{"GCJ-02", Words{"Amap and Tencent maps", "高德、腾讯地图"}, "gcj gcj02ll 高德 腾讯 火星 火星坐标 国测局 amap gaode tencent"},
				{"BD-09", Words{"Baidu maps", "百度地图"}, "bd bd09ll 百度 baidu"},
			},
			Doc: Words{"The datum of the two numbers.", "上面两个数值所用的坐标系。"}},
		{Key: "accuracy", Type: Number, Min: 0, Max: most, Unit: Words{"m", "米"}, Default: "0", Example: "30", Headings: "accuracy 误差 精度",
			Doc: Words{"How far the position may be off. More than 100 m is shown as approximate, on the page, the map and paper.", "位置可能偏离多远。超过 100 米的，网页、地图和纸上都注明是大致位置。"}},
	},
}

// DatumWords returns the words for datums, without case, spaces and hyphens.
func DatumWords() (all []string) {
	for _, v := range Location.Field("datum").Values {
		all = append(append(all, squeezed(v.Name)), strings.Fields(v.Words)...)
	}
	return all
}

// Hall is [[site.hall]].
var Hall = Table{
	Name:  "hall",
	Label: Words{"Hall", "展厅"},
	Doc:   Words{"A hall or exhibit inside a site, in walking order.", "地点内的展厅或展项，按参观顺序排列。"},
	Fields: []Field{
		{Key: "id", Type: ID, Required: true, Example: `"prologue"`,
			Doc: Words{"Its id, unique within the site: the page's address ends in #prologue.", "编号，在本地点内不重复：网页地址以 #prologue 结尾。"}},
		{Key: "name", Type: Text, Longest: nameLength, Required: true, Example: `"序厅"`,
			Doc: Words{"Its name.", "名称。"}},
		numberField(Words{"The number on its label, unique within the site: visitors type it on the site's page.", "展牌上的号码，在本地点内不重复：观众在地点页面上输入它。"}),
		{Key: "stay", Type: Duration, Example: `"10m"`,
			Doc: Words{"How long a usual visit takes.", "一般停留多久。"}},
		{Key: "capacity", Type: Whole, Min: 1, Max: most, Unit: Words{"people", "人"}, Example: "40", Also: "容量 最大人数",
			Doc: Words{"How many people it holds at once, for the bookings of groups in visits.toml.", "同时最多容纳多少人，用于 visits.toml 的团体预约。"}},
		{Key: "text", Type: Markdown, Example: `"一张岛上的**作息表**。"`,
			Doc: Words{"What there is to see.", "展厅的介绍。"}},
		{Key: "audio", Also: "录音 讲解 语音", Type: Path, Dir: OwnFolder, Example: `"audio/prologue.mp3"`,
			Doc: Words{"A recording of the text: a path from the folder of the site's page. The text is its transcript, and follows it if there is a file prologue.vtt next to it.", "介绍文字的录音：路径从地点页面的文件夹算起。介绍文字就是它的文字稿；旁边有 prologue.vtt 的话，文字随播放逐句显示。"}},
		planField(Words{"The editor's own map of the hall.", "展厅的平面图。"}),
	},
}

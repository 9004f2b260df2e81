package schema

// Columns are columns of imported files that are not fields of a table. Doc is what
// becomes of them.
var Columns = []Field{
	{Key: "description", Type: Markdown, Headings: "description 简介 描述 说明 介绍 desc summary shortdescription 概况 基本情况", Endings: "简介 介绍 概况",
		Doc: Words{"The text of the site's page, unless it has one.", "地点页面的正文；已有正文的不改。"}},
	{Key: "order", Type: Number, Headings: "order 顺序 次序 站序 站次 stop",
		Doc: Words{"The position on the route.", "在路线上的先后。"}},
	{Key: "none", Type: String, Headings: "no number 序号 # @id @type uniquenumber idno revbis categoryshort statesname regionen statesnameen isocode udnpcode transboundary",
		Doc: Words{"Not imported.", "不导入。"}},
	{Key: "remark", Type: String, Headings: "remark 备注 remarks note notes 附注",
		Doc: Words{"Remarks, which are not imported; the column is named as left out.", "备注，不导入；提示里会列出这一列。"}},
}

// PhotoColumns are columns of a table of photos that are not fields of a photo.
var PhotoColumns = []Field{
	{Key: "site", Type: String, Headings: "site 地点编号 地点",
		Doc: Words{"The id of the site, in a table of several sites, which `wayside photos --fill` reads.", "地点的编号，用于含多个地点的表，由 `wayside photos --fill` 读取。"}},
	{Key: "none", Type: String, Headings: "no 序号 # 备注 remark remarks note notes missing 缺少 编号",
		Doc: Words{"Not read: for those who fill in the table.", "不读取，供填表人使用。"}},
}

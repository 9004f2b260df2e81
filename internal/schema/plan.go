package schema

// OwnFolder is the Dir of a Path that starts from the folder of what its table
// belongs to: routes/ for a route, content/sites/<id>/ for a site and its halls.
const OwnFolder = "<own>"

// planField is the row of a route, a site and a hall for their plans.
func planField(doc Words) Field {
	return Field{Key: "plan", Also: "平面图 导览图 示意图 手绘地图 map", Type: Sub, Most: plansMost, List: true, Table: &Plan, Doc: doc}
}

// Plan is [[plan]] of a route, [[site.plan]] of a site and [[site.hall.plan]] of a hall.
var Plan = Table{
	Name:  "plan",
	Label: Words{"Plan", "导览图"},
	Doc:   Words{"The editor's own map: a picture with stops, halls or photos on it. Three or more points place it on the ground, so that stops are shown where they are, and visitors see where they are. A floor plan has pins instead.", "编者自己的地图：在图片上标出站点、展厅或照片。写三个以上控制点，图片就对准了实地，各站自动标在图上，观众也能看到自己的位置；楼层平面图不写控制点，用标记写明像素位置。"},
	Fields: []Field{
		{Key: "file", Also: "文件 图片", Type: Path, Dir: OwnFolder, Required: true, Example: `"photos/plan.jpg"`,
			Doc: Words{"The picture: a path from the folder of the site's page, or from routes/ for a route. It is not part of the gallery.", "图片文件：地点的图从它页面的文件夹算起，路线的图从 routes/ 算起。它不进图集。"}},
		{Key: "title", Also: "标题 名称 name", Type: Text, Longest: nameLength, Example: `"一层平面图"`,
			Doc: Words{"What it shows, above the plan. Without it, “Plan”.", "图上画的是什么，写在图的上方。不写则用“导览图”。"}},
		{Key: "credit", Also: "署名 来源 作者", Type: Text, Example: `"景区管理处绘"`,
			Doc: Words{"Who drew it.", "绘制者。"}},
		{Key: "licence", Also: "许可 license", Type: String, Example: `"CC BY-SA 4.0"`,
			Doc: Words{"Its licence.", "使用许可。"}},
		{Key: "points", Also: "控制点", Type: Sub, List: true, Most: pointsMost, Least: 3, Table: &ControlPoint,
			Doc: Words{"Points of the picture whose positions are known, three or more, not on a line, far apart.", "图上位置已知的点：至少三个，不在一条直线上，离得越远越好。"}},
		{Key: "pins", Also: "标记", Type: Sub, List: true, Most: pinsMost, Table: &Pin,
			Doc: Words{"Stops, halls or photos at a point of the picture. A pin of a stop counts more than its position.", "把站点、展厅或照片标在图上的某一点。站点写了标记，就不再按坐标标。"}},
	},
}

// ControlPoint is an item of points = [ … ] of a plan.
var ControlPoint = Table{
	Name:   "point",
	Inline: true,
	Label:  Words{"Control point", "控制点"},
	Doc:    Words{"A point of the picture whose position is known.", "图上位置已知的一点。"},
	Fields: []Field{
		pixelField,
		{Key: "location", Also: "位置 坐标", Type: Sub, Table: &Location, Required: true, Doc: Words{"Where that is.", "这一点的位置。"}},
	},
}

// pixelField is the row of a point of a picture.
var pixelField = Field{Key: "pixel", Also: "像素", Type: Number, List: true, Most: 2, Least: 2, Required: true, Example: "[410, 220]",
	Doc: Words{"The point in pixels of the picture file, from its left and upper edges as it is shown, upright: a photo taken with the phone on its side is turned.", "这一点在图片原文件里的像素坐标：离左边多少，离上边多少。以看图时的方向为准：横拿手机拍的照片，按转正以后算。"}}

// Pin is an item of pins = [ … ] of a plan.
var Pin = Table{
	Name:   "pin",
	Inline: true,
	Label:  Words{"Pin", "标记"},
	Doc:    Words{"A stop, a hall or a photo at a point of the picture. It has one of the three.", "图上的一个站点、展厅或一张照片，三者写一个。"},
	One:    []string{"stop", "hall", "photo"},
	Fields: []Field{
		{Key: "stop", Also: "站 站点 序号", Type: Whole, Min: 1, Max: stopsMost, Example: "3",
			Doc: Words{"The number of a stop, on a route's plan.", "路线图上的站，写序号。"}},
		{Key: "hall", Also: "展厅", Type: ID, Example: `"prologue"`,
			Doc: Words{"The id of a hall, on a site's plan.", "地点图上的展厅，写编号。"}},
		{Key: "photo", Also: "照片", Type: String, Example: `"oath.jpg"`,
			Doc: Words{"The file name of a photo in the gallery, on a plan of a site or a hall.", "地点或展厅图上的照片，写图集里的文件名。"}},
		pixelField,
	},
}

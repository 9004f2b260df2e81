package intake

import (
	"slices"
	"strings"

	"wayside/internal/guide"
)

// A column is what the values under one heading are.
type column struct {
	key  string     // in sites.toml; also lat, lon, position, datum, accuracy, story, route, order, none
	lang guide.Lang // of a text; "" for the guide's default
	unit string     // what the heading says in brackets, folded
}

// headings are the names of columns, as people write them. "none" is known
// and says nothing that a guide keeps.
var headings = map[string]string{}

func init() {
	for key, names := range map[string]string{
		"id":            "id 编号 代码 代号 code slug",
		"name":          "name 名称 地点 地点名称 名字 名 景点 景点名称 点位 站点 场馆 场馆名称 title place site placename",
		"kind":          "kind 类型 类别 种类 分类 type category",
		"protection":    "protection 保护级别 文保级别 级别 listing",
		"themes":        "themes theme 主题",
		"lat":           "lat latitude 纬度 y 北纬",
		"lon":           "lon lng long longitude 经度 x 东经",
		"position":      "position 坐标 经纬度 纬经度 位置坐标 coordinates coordinate coords location latlon latlng lonlat lnglat",
		"datum":         "datum 坐标系 坐标类型 大地基准 crs coordsys coordtype",
		"accuracy":      "accuracy 误差 精度",
		"address":       "address 地址 详细地址 位置 addr",
		"opening_hours": "openinghours opening hours 开放时间 开馆时间 营业时间",
		"last_entry":    "lastentry 停止入场 停止入馆 最晚入场",
		"stay":          "stay duration 停留 停留时间 停留时长 参观时长 参观时间 时长",
		"capacity":      "capacity 容量 承载量 最大人数 容纳人数",
		"admission":     "admission 门票 票价 费用 fee price ticket",
		"access":        "access 无障碍 通行 accessibility",
		"phone":         "phone 电话 联系电话 tel telephone phonenumber",
		"website":       "website 网址 网站 官网 url link web",
		"sources":       "sources source 来源 出处 资料来源",
		"story":         "story description 简介 描述 说明 介绍 desc summary",
		"route":         "route 路线 线路 tour",
		"order":         "order 顺序 次序 站序 stop",
		"none":          "no number 序号 备注 remark note notes #",
	} {
		for _, name := range strings.Fields(names) {
			headings[name] = key
		}
	}
}

// texts are the keys that have a language.
var texts = []string{"name", "protection", "address", "admission", "access", "story"}

// tongues are languages as Chinese headings name them.
var tongues = []struct{ name, code string }{
	{"英文", "en"}, {"英语", "en"}, {"english", "en"}, {"繁体", "zh-Hant"}, {"繁體", "zh-Hant"}, {"中文", "zh-Hans"}, {"简体", "zh-Hans"},
	{"日文", "ja"}, {"日语", "ja"}, {"韩文", "ko"}, {"韩语", "ko"}, {"俄文", "ru"}, {"俄语", "ru"}, {"法文", "fr"}, {"德文", "de"},
}

// columnOf reads a heading: 纬度, "Name (en)", address_en, 英文名, 经度（GCJ-02）.
// lang is the language as the heading names it.
func columnOf(heading string) (c column, lang string, ok bool) {
	h := Fold(heading)
	if i := strings.IndexAny(h, "(["); i > 0 {
		c.unit = strings.Trim(h[i:], "()[] ")
		h = strings.TrimSpace(h[:i])
	}
	if c.key = headings[plain(h)]; c.key != "" {
		if lang = tongue(c.unit); lang == "" && slices.Contains(texts, c.key) {
			lang = c.unit
		}
		return c, lang, true
	}
	for _, t := range tongues {
		for _, rest := range []string{strings.TrimPrefix(h, t.name), strings.TrimSuffix(h, t.name)} {
			if key := headings[plain(rest)]; rest != h && slices.Contains(texts, key) {
				c.key = key
				return c, t.code, true
			}
		}
	}
	if i := strings.LastIndexAny(h, "_:.- "); i > 0 {
		if key := headings[plain(h[:i])]; slices.Contains(texts, key) && len(h)-i > 2 && len(h)-i < 10 {
			c.key = key
			return c, h[i+1:], true
		}
	}
	for datum := range strings.FieldsSeq("高德 腾讯 百度 wgs84 gcj02 bd09") { // 高德纬度
		if key := headings[plain(strings.TrimPrefix(h, datum))]; strings.HasPrefix(h, datum) && (key == "lat" || key == "lon" || key == "position") {
			c.key, c.unit = key, datum
			return c, "", true
		}
	}
	return c, "", false
}

func tongue(word string) string {
	for _, t := range tongues {
		if word == t.name {
			return t.code
		}
	}
	return ""
}

// plain is a heading without what people put between its words.
func plain(h string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "", "*", "").Replace(h)
}

// language is the guide's language that a code means: zh and zh-cn are
// zh-Hans where the guide has that alone. ok is false when it has none such.
func language(g *guide.Guide, code string) (lang guide.Lang, ok bool) {
	code = strings.ReplaceAll(code, "_", "-")
	for _, l := range g.Languages {
		if strings.EqualFold(string(l), code) {
			return l, true
		}
	}
	base, _, _ := strings.Cut(strings.ToLower(code), "-")
	for _, l := range g.Languages {
		if own, _, _ := strings.Cut(strings.ToLower(string(l)), "-"); own == base && (code == base || len(code) == 5) {
			return l, true
		}
	}
	return "", false
}

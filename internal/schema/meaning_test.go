package schema

import (
	"slices"
	"strings"
	"testing"
)

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		f          *Field
		word, want string
	}{
		{Site.Field("kind"), "古镇", "town"}, {Site.Field("kind"), "Museum ", "museum"}, {Site.Field("kind"), "饭店", ""},
		{Route.Field("mode"), "地铁", "metro"}, {Stop.Field("by"), "Bus", "coach"}, {Stop.Field("by"), "by coach", "coach"}, {Stop.Field("by"), "游船", "ferry"},
		{Question.Field("kind"), "判断题", "true-false"}, {Question.Field("kind"), "true false", "true-false"},
		{Location.Field("datum"), "腾讯", "GCJ-02"}, {Location.Field("datum"), "wgs84", "WGS-84"},
	} {
		if got := c.f.Named(c.word); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.f.Key, c.word, got, c.want)
		}
	}
	for word, want := range map[string]string{"火星坐标系": "GCJ-02", "百度地图": "BD-09", "GCJ-02坐标系统": "GCJ-02", "北京54": ""} {
		if got := Location.Field("datum").Named(word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

func TestMeant(t *testing.T) {
	for _, c := range []struct {
		table     *Table
		key, want string
	}{
		{&Site, "联系电话", "phone"}, {&Site, "经纬度", "location"}, {&Site, "位置", "address"}, {&Site, "展厅", "hall"}, {&Site, "xyz", ""},
		{&Location, "lng", "lon"}, {&Location, "纬度", "lat"}, {&Hall, "名称", "name"}, {&Hall, "停留", "stay"}, {&Theme, "名称", "name"},
		{&Route, "出发时间", "start"}, {&Route, "name", "title"}, {&Route, "站点", "stop"}, {&Stop, "停留时间", "stay"}, {&Contact, "电话", "phone"},
		{&Page, "名称", "title"}, {&Question, "答案", "answer"},
	} {
		got := ""
		if f := c.table.Meant(c.key); f != nil {
			got = f.Key
		}
		if got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.key, c.table.Name, got, c.want)
		}
	}
}

func TestHeader(t *testing.T) {
	for name, want := range map[string]string{"hall": "site.hall", "展厅": "site.hall", "地点": "site", "Site": "site", "calendar": "guide.calendar", "location": "site.location", "x": ""} {
		if got := Registry.Header(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := Route.Header("question"); got != "stop.question" {
		t.Errorf("question: %q", got)
	}
	if f := Registry.At("site.hall"); f == nil || !f.List || Registry.At("site.x") != nil || Registry.At("guide.title.x") != nil {
		t.Error("At")
	}
}

func TestMeantDuration(t *testing.T) {
	for text, want := range map[string]string{
		"45": "45m", "45分钟": "45m", "1小时": "1h", "1.5小时": "1h30m", "1小时30分": "1h30m", "一小时": "1h", "两个小时": "2h", "1个半小时": "1h30m", "半小时": "30m", "半个小时": "30m", "2个半小时": "2h30m", "1小时半": "1h30m",
		"90 min": "1h30m", "2 hours": "2h", "约1小时": "1h", "": "", "0": "", "45h61": "", "半天": "", "999小时": "",
	} {
		if got := MeantDuration(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestAlso checks that no table has a word for two of its fields.
func TestAlso(t *testing.T) {
	for _, table := range []*Table{&Guide, &Theme, &Audience, &Site, &Location, &Hall, &Route, &Group, &Contact, &Hospital, &Standard, &Goal, &Criterion, &Pair, &Notice, &Stop, &Question, &Page, &Photo} {
		var all []string
		for i := range table.Fields {
			f := &table.Fields[i]
			all = append(all, strings.Fields(f.Headings+" "+f.Also)...)
		}
		slices.Sort(all)
		for i := 1; i < len(all); i++ {
			if all[i] == all[i-1] {
				t.Errorf("%s has %s twice", table.Name, all[i])
			}
		}
	}
}

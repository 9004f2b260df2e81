package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/linear"
)

// tables are tables as offices write them, and what is read.
var tables = []struct{ name, text, want string }{
	{"a title, a date, a total and a note", "海州区研学点位汇总表,,\n2026年5月,,\n点位名称,GPS纬度,GPS经度\n甲,34.5,119.8\n合 计,1,\n注：坐标由测绘院提供,,\n",
		"zh-Hans=甲 (34.5,119.8 ); 5:1 import-left-out/total; 6:1 import-left-out/note; left 2 of 3"},
	{"headings in two lines", "基本情况,,高德坐标,\n单位名称,地址,经度,纬度\n甲,海路,119.8,34.5\n", "zh-Hans=甲 (34.5,119.8 GCJ-02) @zh-Hans=海路"},
	{"a name above two lines", "名称,坐标（百度）,,类型\n,经度,纬度,\n甲,119.8,34.5,古墓葬\n", "zh-Hans=甲 (34.5,119.8 BD-09) cemetery"},
	{"headings again on a second page", "名称,地址\n甲,海路\n名称,地址\n乙,山路\n", "zh-Hans=甲 @zh-Hans=海路; zh-Hans=乙 @zh-Hans=山路; 3:1 import-left-out/heading; left 1 of 3"},
	{"a section", "序号,名称,地址\n一、东片区,,\n1,甲,海路\n（二）西片区,,\n2,乙,山路\n", "zh-Hans=甲 @zh-Hans=海路; zh-Hans=乙 @zh-Hans=山路; 2:1 import-left-out/note; 4:1 import-left-out/note; left 2 of 4"},
	{"serial numbers are no ids", "编号,名称\n1,甲\n2,乙\n", "zh-Hans=甲; zh-Hans=乙"},
	{"endings of headings", "红色资源名称,geo_Longitude,geo_Latitude,坐标系统,详细通讯地址\n甲,119.8,34.5,火星坐标,海路\n", "zh-Hans=甲 (34.5,119.8 GCJ-02) @zh-Hans=海路"},
	{"words of one heading in another", "Site Name,Long.,Lat.,colon\nMill,19.5,47.5,x\n", "zh-Hans=Mill (47.5,19.5 ); 1:22 import-column"},
	{"datum in a heading", "馆名,bd_lng,bd_lat\n甲,119.8,34.5\n", "zh-Hans=甲 (34.5,119.8 BD-09)"},
	{"one exact heading, one that ends like it", "管理单位名称,名称\n文旅局,甲\n", "zh-Hans=甲; 1:1 import-column/twice"},
	{"a number is no address", "名称,位置\n甲,119.8\n乙,海路\n", "zh-Hans=甲; zh-Hans=乙 @zh-Hans=海路; 2:3 import-value/address"},
	{"a position under the heading of an address", "名称,位置\n甲,\"47.50,19.03\"\n", "zh-Hans=甲; 2:3 import-position/order"},
	{"an address under the heading of a position", "名称,location\n甲,海路\n", "zh-Hans=甲 @zh-Hans=海路"},
	{"merged routes and kinds", "类型,线路,名称\n博物馆,红线,甲\n,,乙\n纪念碑,,丙\n,蓝线,丁\n", "zh-Hans=甲 museum; zh-Hans=乙 museum; zh-Hans=丙 monument; zh-Hans=丁 monument; route 红线: 0 1 2; route 蓝线: 3; 3:1 import-column/merged; 3:2 import-column/merged"},
	{"a column that repeats its values is not merged", "线路,名称\n红线,甲\n红线,乙\n,丙\n", "zh-Hans=甲; zh-Hans=乙; zh-Hans=丙; route 红线: 0 1"},
	{"one cell that cannot be used", "名称,类型,最大人数,顺序\n甲,飞船,若干,最后\n乙,故居,约80人,第二站\n", "zh-Hans=甲; zh-Hans=乙 residence 80; route a: 0 1; 2:3 import-value/name; 2:6 import-value/range; 2:9 import-value/order"},
	{"kinds by their ends", "名称,类别\n甲,县级博物馆\n乙,革命遗址（近现代）\n丙,古遗址\n丁,纪念馆/陈列馆\n", "zh-Hans=甲 museum; zh-Hans=乙 memorial; zh-Hans=丙 other; zh-Hans=丁 memorial; 2:3 import-value/many"},
	{"lengths of time", "名称,建议时长\n甲,半小时\n乙,1-2小时\n丙,约一个半小时\n丁,两小时左右\n戊,40~60分钟\n", "zh-Hans=甲 30m0s; zh-Hans=乙 2h0m0s; zh-Hans=丙 1h30m0s; zh-Hans=丁 2h0m0s; zh-Hans=戊 1h0m0s; 2:3 import-value/many"},
	{"hours but on holidays", "名称,开放时间\n甲,周一至周五9:00-17:00，法定节假日除外\n乙,工作日9:00-17:00（法定节假日除外）\n", "zh-Hans=甲 Mo-Fr 09:00-17:00; PH off; zh-Hans=乙 Mo-Fr 09:00-17:00; PH off; 2:3 import-value/many"},
	{"hours", "名称,开放时间\n甲,周一至周日9:00-17:00\n乙,周二至周日 9:00-17:00（周一闭馆，16:30停止入馆）\n丙,9:00-17:00（16:00后停止入场）；周一闭馆（法定节假日除外）\n丁,夏季（5月至10月）8:30-17:30，冬季（11月至次年4月）9:00-17:00\n戊,夏季8:00-18:00 冬季9:00-17:00\n",
		`zh-Hans=甲 Mo-Su 09:00-17:00; zh-Hans=乙 Tu-Su 09:00-17:00; Mo off -30m0s; zh-Hans=丙 09:00-17:00; Mo off; PH 09:00-17:00 -1h0m0s; zh-Hans=丁 May-Oct 8:30-17:30; Nov-Apr 9:00-17:00; zh-Hans=戊 "夏季8:00-18:00 冬季9:00-17:00"; 2:3 import-value/many; 6:3 import-value/comment`},
	{"addresses of websites", "名称,官网\n甲,www.example.org\n乙,museum.example.cn/visit\n丙,关注公众号\n", "zh-Hans=甲 https://www.example.org; zh-Hans=乙 https://museum.example.cn/visit; zh-Hans=丙; 2:3 import-value/many; 4:3 import-value/website"},
	{"decimal commas", "name;position;accuracy (m)\nMill;47,5012N/19,0345E;\n", "zh-Hans=Mill (47.5012,19.0345 )"},
	{"seconds with straight quotes", "name,lat,lon\nMill,47°30'04\"N,19°02'04\"E\nInn,\"47°30'04\"\"\",19.5\n", "zh-Hans=Mill (47.501111,19.034444 ); zh-Hans=Inn (47.501111,19.5 )"},
	{"empty cells that are marked", "名称,地址,电话\n甲,—,/\n", "zh-Hans=甲"},
	{"Overpass", "@id\t@type\t@lat\t@lon\tname\tname:en\topening_hours\n123\tnode\t47.5\t19.5\t甲\tMill\tMo-Su 09:00-17:00\n", "zh-Hans=甲 en=Mill (47.5,19.5 ) Mo-Su 09:00-17:00"},
	{"UNESCO", "unique_number,id_no,name_en,short_description_en,longitude,latitude,category,states_name_en\n1,22,Old Town,\"Fine.\",19.5,47.5,Cultural,Hungary\n", "en=Old Town (47.5,19.5 ) other Fine."},
	{"a description is plain text", "名称,简介\n甲,\"# 12*8*3厘米，<重要>\n第二段\"\n", `zh-Hans=甲 \# 12\*8\*3厘米，\<重要>||第二段`},
	{"no datum in some rows", "名称,纬度,经度,坐标系\n甲,34.5,119.8,高德\n乙,34.6,119.8,\n丙,34.7,119.8,高德\n", "zh-Hans=甲 (34.5,119.8 GCJ-02); zh-Hans=乙; zh-Hans=丙 (34.7,119.8 GCJ-02); 3:3 import-datum/some"},
	{"WKT", "WKT,name\nPOINT Z (19.5 47.5 3),Mill\n\"POLYGON ((1 2,3 4,5 6,1 2))\",Field\n", "zh-Hans=Mill (47.5,19.5 ); 3:1 import-left-out/area; left 1 of 2"},
	{"another place of the same name", "名称,纬度,经度,坐标系\n陵园,34.5,119.8,GPS\n陵园,34.9,119.8,GPS\n", "zh-Hans=陵园 (34.5,119.8 ); 3:1 import-conflict/again; left 1 of 2"},
	{"two rows of one place", "名称,电话,地址\n甲,1,\n甲,2,海路\n", "zh-Hans=甲 1 @zh-Hans=海路; 3:3 import-value/again"},
	{"only a total", "名称,地址\n合计,3\n", "1:1 import-broken/empty; 2:1 import-left-out/total; left 1 of 1"},
	{"a quote that is never closed", "名称,地址\n甲,\"海路\n乙,山路\n", "2:3 import-broken/quote"},
}

func TestTables(t *testing.T) {
	foreign := &guide.Guide{Languages: china.Languages, Themes: china.Themes}
	for _, c := range tables {
		g := china
		if strings.Contains(c.text, "47") { // not in China
			g = foreign
		}
		var problems diag.List
		if got := report(Read("a.csv", []byte(c.text), Options{Guide: g}, &problems), problems); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// maps are files of map programs with features that are no places.
var mapFiles = []struct{ name, text, want string }{
	{"a.gpx", `<gpx><wpt lat="47.5" lon="19.5"><name>Mill</name><cmt>closed in winter</cmt><url>https://mill.example/</url></wpt><wpt lat="47.6" lon="19.5"><name>Inn</name><cmt>no</cmt><desc>yes</desc></wpt><wpt lat="1" lon="2"/><trk><name>Walk</name><trkseg/></trk></gpx>`,
		"zh-Hans=Mill (47.5,19.5 ) https://mill.example/ closed in winter; zh-Hans=Inn (47.6,19.5 ) yes; 1:193 import-left-out; 1:215 import-left-out/track; left 2 of 4"},
	{"a.gpx", `<gpx><trk/></gpx>`, "1:1 import-broken/empty; 1:6 import-left-out/track; left 1 of 1"},
	{"a.kml", `<kml><Folder><NetworkLink/><GroundOverlay><name>Old map</name></GroundOverlay><Placemark><name>Mill</name><MultiGeometry><Point><coordinates>19.5,47.5</coordinates></Point><LineString/><Point><coordinates>19.6,47.5</coordinates></Point><Point><coordinates>19.7,47.5</coordinates></Point></MultiGeometry></Placemark><Placemark><name>Inn</name><address>3 Dock Rd</address></Placemark><Placemark/></Folder></kml>`,
		"zh-Hans=Mill (47.5,19.5 ); route a: 0; 1:14 import-left-out/link; 1:28 import-left-out/area; 1:206 import-left-out/points; 1:316 import-left-out/address; 1:383 import-left-out/position; left 6 of 7"},
	{"a.kml", `<kml><NetworkLink><name>x</name></NetworkLink></kml>`, "1:6 import-broken/link; 1:6 import-left-out/link; left 1 of 1"},
	{"a.kml", `<kml><Placemark><name>Mill</name><description><![CDATA[<b>Old</b> mill.<ul><li>wheel</li><li>race</li></ul><a href="https://mill.example/">site</a><br>open <i>daily</i>]]></description><Point><coordinates>19.5,47.5</coordinates></Point></Placemark></kml>`,
		"zh-Hans=Mill (47.5,19.5 ) **Old** mill.||- wheel|- race||[site](<https://mill.example/>)||open *daily*"},
	{"a.geojson", `{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::4326"}},"features":[{"type":"Feature","properties":{"file_name":"x.shp","name":"Mill"},"geometry":{"type":"MultiPoint","coordinates":[[19.5,47.5],[19.6,47.5],[19.7,47.6]]}},{"type":"Feature","properties":{"旧址名称":"乙"},"geometry":null}]}`,
		"zh-Hans=Mill (47.5,19.5 ); 1:226 import-left-out/points; 1:253 import-left-out/position; left 3 of 4"},
	{"a.geojson", `{"type":"FeatureCollection","crs":{"properties":{"name":"BD09"}},"features":[{"type":"Feature","properties":{"名称":"甲"},"geometry":{"type":"Point","coordinates":[119.5,34.5]}}]}`, "zh-Hans=甲 (34.5,119.5 BD-09)"},
	{"a.geojson", `{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3857"}},"features":[]}`, "1:57 import-datum/unknown"},
}

func TestMaps(t *testing.T) {
	for _, c := range mapFiles {
		var problems diag.List
		if got := report(Read(c.name, []byte(c.text), Options{Guide: china}, &problems), problems); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// TestWorkbook reads a workbook with a title, headings in two lines, merged cells and
// a total.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	f.SetSheetName("Sheet1", "说明")
	f.SetSheetRow("说明", "A1", &[]any{"本表由各县区填报"})
	f.NewSheet("点位")
	for i, row := range [][]any{
		{"研学点位一览表"},
		{"线路", "名称", "高德坐标", "", "停留", "门票"},
		{"", "", "经度", "纬度", "", ""},
		{"红线", "甲", 119.87000000000001, 34.53, "半小时", 20},
		{"", "乙", 119.88, 34.5, "", "免费"},
		{},
		{"蓝线", "丙", "119.9", "34.6", "", ""},
		{"合计", 3},
	} {
		f.SetSheetRow("点位", fmt.Sprintf("A%d", i+1), &row)
	}
	for _, m := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"A4", "A5"}} {
		f.MergeCell("点位", m[0], m[1])
	}
	style, _ := f.NewStyle(&excelize.Style{NumFmt: 1}) // shows 120
	f.SetCellStyle("点位", "C5", "C5", style)
	f.NewSheet("其他")
	f.SetSheetRow("其他", "A1", &[]any{"名称"})
	f.SetSheetRow("其他", "A2", &[]any{"丁"})
	raw, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	for sheet, want := range map[string]string{
		"":   "zh-Hans=甲 (34.53,119.87 GCJ-02) 30m0s; zh-Hans=乙 (34.5,119.88 GCJ-02); zh-Hans=丙 (34.6,119.9 GCJ-02); route 红线: 0 1; route 蓝线: 2; 1:1 import-left-out/sheets; 4:5 import-value/read; 8:1 import-left-out/total; left 1 of 4",
		"其他": "zh-Hans=丁",
		"其它": "1:1 import-broken/sheet",
	} {
		var problems diag.List
		in := ReadWorkbook("a.xlsx", raw.Bytes(), Options{Guide: china, Sheet: sheet}, &problems)
		if got := report(in, problems); got != want {
			t.Errorf("%q:\n got %s\nwant %s", sheet, got, want)
		}
	}
	// What is damaged or far too large is refused before the library sees it.
	sheet := func(data string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create("xl/worksheets/sheet1.xml")
		w.Write([]byte("<worksheet><sheetData>" + data))
		z.Close()
		return b.Bytes()
	}
	for data, key := range map[string]string{
		strings.Repeat(`<row><c r="XFD1"/></row>`, 100): "import-broken/sheet-size",
		`<row r="1048577"/>`:                            "import-broken/sheet-size",
		`<row r="-1"/>`:                                 "import-broken/sheet-size",
		`<row><c r="ZZZZZZ1"/></row>`:                   "import-broken/workbook",
		`<row>`:                                         "import-broken/workbook",
		`</sheetData></worksheet>`:                      "import-broken/workbook",
	} {
		var problems diag.List
		if ReadWorkbook("a.xlsx", sheet(data), Options{Guide: china}, &problems); len(problems) != 1 || problems[0].Key != key {
			t.Errorf("%s: %v", data[:min(len(data), 30)], problems)
		}
	}
}

// TestKML reads a KMZ within its bounds.
func TestKML(t *testing.T) {
	pack := func(files ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(files); i += 2 {
			w, _ := z.Create(files[i])
			w.Write([]byte(files[i+1]))
		}
		z.Close()
		return b.Bytes()
	}
	for _, c := range []struct {
		raw  []byte
		want string
	}{
		{pack("files/icon.png", "x", "sub/b.kml", "B", "doc.kml", "A"), "m.kmz/doc.kml A [import-left-out/maps]"},
		{pack("doc.kml", "A", "icon.png", "x"), "m.kmz/doc.kml A []"},
		{pack("icon.png", "x"), "m.kmz  [import-broken/archive]"},
		{pack("doc.kml", strings.Repeat(" ", expanded+1)), "m.kmz  [import-broken/large]"},
		{[]byte("PK\x03\x04"), "m.kmz  [import-broken/archive]"},
	} {
		var problems diag.List
		name, kml := KML("m.kmz", c.raw, &problems)
		var keys []string
		for _, p := range problems {
			keys = append(keys, p.Key)
		}
		if got := fmt.Sprintf("%s %s %v", name, kml, keys); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestAccount checks with random files of every format that each feature and row
// becomes part of a site or is reported: read = imported + left out, and the problems
// that name what is left out name as many.
func TestAccount(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 11))
	for range 3000 {
		name, text, records := randomFile(r)
		var problems diag.List
		in := Read(name, []byte(text), Options{Guide: china, Datum: "GCJ-02"}, &problems)
		rows, named := 0, 0
		for _, s := range in.Sites {
			rows += s.Rows
		}
		for _, p := range problems {
			switch {
			case p.Key == "import-left-out/points":
				named += p.Args[1].(int)
			case p.Key == "import-left-out/shape":
				named += p.Args[0].(int)
			case p.Rule() == "import-left-out" && p.Key != "import-left-out/sheets" && p.Key != "import-left-out/maps", p.Key == "import-conflict/again":
				named++
			}
		}
		if errors, _ := problems.Count(); errors > 0 && len(in.Sites) > 0 {
			t.Fatalf("%s\n%s: %v", name, text, problems)
		}
		if in.Read != rows+in.LeftOut || named != in.LeftOut || in.Read != records {
			t.Fatalf("%s\n%s\nhas %d, read %d, imported %d, left out %d, named %d: %v", name, text, records, in.Read, rows, in.LeftOut, named, problems)
		}
	}
}

// randomFile returns a file and how many features or rows it has.
func randomFile(r *rand.Rand) (name, text string, records int) {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	title := func() string { return pick("甲", "乙", "丙", "陵园", "", "Old mill") }
	number := func() string { return fmt.Sprintf("%.3f", 30+r.Float64()*10) }
	n := r.IntN(8)
	switch r.IntN(4) {
	case 0:
		text = pick("", "一览表,,,,\n") + "名称,纬度,经度,类型,路线\n"
		for range n {
			line := pick(title()+","+number()+",11"+number()[1:]+","+pick("", "碑", "船")+","+pick("", "红线"), "合计,3,,,", "注：无,,,,", title()+",x,,,", "名称,纬度,经度,类型,路线")
			if strings.Trim(line, ",") != "" {
				records++
			}
			text += line + pick("\n", "\r\n")
		}
		return "a.csv", text, records
	case 1:
		var features []string
		point := func() string { return "[11" + number()[1:] + "," + number() + "]" }
		for range n {
			geometry, count := `null`, 1
			switch r.IntN(7) {
			case 0:
				geometry = `{"type":"Polygon","coordinates":[[]]}`
			case 1:
				geometry = `{"type":"LineString","coordinates":[]}`
			case 2:
				geometry, count = `{"type":"MultiPoint","coordinates":[`+point()+`,`+point()+`]}`, 2
			case 3:
				geometry = `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":` + point() + `}]}`
			case 4, 5:
				geometry = `{"type":"Point","coordinates":` + pick(point(), point(), "[]", `["x",2]`) + `}`
			}
			features = append(features, `{"type":"Feature","properties":`+pick(`null`, `{"name":"`+title()+`"}`, `{"name":"`+title()+`","odd":[1,{}]}`)+`,"geometry":`+geometry+`}`)
			records += count
		}
		return "a.geojson", `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`, records
	case 2:
		for range n {
			records++
			switch r.IntN(4) {
			case 0:
				text += "<trk><name>" + title() + "</name><trkseg><trkpt lat='1' lon='2'><name>x</name></trkpt></trkseg></trk>"
			case 1:
				points := r.IntN(3)
				records += points - 1
				text += "<rte>" + strings.Repeat("<rtept lat='"+number()+"' lon='118.5'>"+pick("", "<name>甲</name>")+"</rtept>", points) + "</rte>"
			default:
				text += "<wpt lat='" + number() + "'" + pick(" lon='118.5'", "") + "><name>" + title() + "</name></wpt>"
			}
		}
		return "a.gpx", "<gpx>" + text + "</gpx>", records
	}
	for range n {
		records++
		geometry := ""
		switch r.IntN(6) {
		case 0:
			geometry = "<LineString/>"
		case 1:
			geometry = "<address>3 Dock Rd</address>"
		case 2:
			geometry, records = "<MultiGeometry>"+strings.Repeat("<Point><coordinates>118.5,"+number()+"</coordinates></Point>", 3)+"</MultiGeometry>", records+2
		default:
			geometry = "<Point><coordinates>118.5," + pick(number(), number(), "", "x") + "</coordinates></Point>"
		}
		feature := pick("Placemark", "Placemark", "Placemark", "NetworkLink")
		if feature == "NetworkLink" {
			if strings.Count(geometry, "<Point>") > 1 {
				records -= 2
			}
			geometry = "<Link/>"
		}
		text += pick("", "<Folder>") + "<" + feature + "><name>" + title() + "</name>" + geometry + "</" + feature + ">"
		text += strings.Repeat("</Folder>", strings.Count(text, "<Folder>")-strings.Count(text, "</Folder>"))
	}
	return "a.kml", "<kml><Document>" + text + "</Document></kml>", records
}

// TestLinearWorkbook reads workbooks of many rows, columns and merged cells.
func TestLinearWorkbook(t *testing.T) {
	for name, c := range map[string]struct {
		n    int
		fill func(f *excelize.File, n int)
	}{
		"rows": {500, func(f *excelize.File, n int) {
			for i := range n {
				f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &[]any{fmt.Sprint("地点", i), "海路"})
			}
		}},
		"columns": {200, func(f *excelize.File, n int) {
			for i := range n {
				cell, _ := excelize.CoordinatesToCellName(i+2, 1)
				f.SetCellStr("Sheet1", cell, fmt.Sprint("列", i))
			}
		}},
		"merged cells": {100, func(f *excelize.File, n int) {
			for i := range n {
				f.SetCellStr("Sheet1", fmt.Sprintf("A%d", 2*i+2), fmt.Sprint("地点", i))
				f.MergeCell("Sheet1", fmt.Sprintf("B%d", 2*i+2), fmt.Sprintf("B%d", 2*i+3))
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			linear.Allocates(t, c.n, func(n int) []byte {
				f := excelize.NewFile()
				f.SetSheetRow("Sheet1", "A1", &[]any{"名称", "地址"})
				c.fill(f, n)
				raw, err := f.WriteToBuffer()
				if err != nil {
					t.Fatal(err)
				}
				return raw.Bytes()
			}, func(raw []byte) {
				var problems diag.List
				ReadWorkbook("a.xlsx", raw, Options{Guide: china}, &problems)
			})
		})
	}
}

// FuzzWorkbook checks that no archive makes the library panic or takes long, and that
// what is read is accounted for.
func FuzzWorkbook(f *testing.F) {
	book := excelize.NewFile()
	book.SetSheetRow("Sheet1", "A1", &[]any{"名称", "纬度", "经度"})
	book.SetSheetRow("Sheet1", "A2", &[]any{"甲", 34.5, 119.8})
	book.MergeCell("Sheet1", "A2", "A3")
	var b bytes.Buffer
	book.Write(&b)
	archive, _ := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	parts := map[string][]byte{}
	for _, file := range archive.File {
		parts[file.Name], _ = content(file)
	}
	f.Add(parts["xl/worksheets/sheet1.xml"], parts["xl/sharedStrings.xml"], parts["xl/workbook.xml"], parts["xl/styles.xml"])
	f.Fuzz(func(t *testing.T, sheet, texts, workbook, styles []byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, data := range parts {
			switch name {
			case "xl/worksheets/sheet1.xml":
				data = sheet
			case "xl/sharedStrings.xml":
				data = texts
			case "xl/workbook.xml":
				data = workbook
			case "xl/styles.xml":
				data = styles
			}
			w, _ := z.Create(name)
			w.Write(data)
		}
		z.Close()
		var problems diag.List
		in := ReadWorkbook("a.xlsx", b.Bytes(), Options{Guide: china, Datum: "WGS-84"}, &problems)
		rows := 0
		for _, s := range in.Sites {
			rows += s.Rows
		}
		if errors, _ := problems.Count(); errors == 0 && (rows == 0 || in.Read != rows+in.LeftOut) {
			t.Fatalf("read %d, imported %d, left out %d: %v", in.Read, rows, in.LeftOut, problems)
		}
	})
}

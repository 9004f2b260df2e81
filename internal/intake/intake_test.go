package intake

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// china is the guide that receives the sites.
var china = &guide.Guide{
	Languages: []guide.Lang{"zh-Hans", "en"}, Country: "CN",
	Themes: []guide.Theme{{ID: "sea-guard", Name: guide.Text{{Lang: "zh-Hans", Text: "守海"}}}},
}

// report formats an intake and its problems in one line.
func report(in Intake, problems diag.List) string {
	var all []string
	for _, s := range in.Sites {
		word := s.ID
		for _, p := range s.Name {
			word += fmt.Sprintf("%s=%s ", p.Lang, p.Text)
		}
		if p := s.Position; p != nil {
			word += fmt.Sprintf("(%s,%s %s)", p.Lat, p.Lon, p.Datum)
		}
		for _, v := range []string{s.Kind, s.Phone, s.Website, s.OpeningHours, strings.Join(s.Themes, "+")} {
			if v != "" {
				word += " " + v
			}
		}
		for _, p := range s.Address {
			word += fmt.Sprintf(" @%s=%s", p.Lang, p.Text)
		}
		for _, p := range s.Description {
			word += " " + strings.ReplaceAll(p.Text, "\n", "|")
		}
		if s.LastEntry > 0 {
			word += " -" + s.LastEntry.String()
		}
		if s.Stay > 0 {
			word += " " + s.Stay.String()
		}
		if s.Capacity > 0 {
			word += fmt.Sprint(" ", s.Capacity)
		}
		all = append(all, strings.ReplaceAll(strings.TrimSpace(word), "  ", " "))
	}
	for _, r := range in.Routes {
		word := "route " + r.Title + ":"
		for _, s := range r.Stops {
			word += fmt.Sprint(" ", s.Site)
			if s.Story != "" {
				word += fmt.Sprintf("%q", s.Story)
			}
		}
		all = append(all, word)
	}
	problems = slices.Clone(problems)
	problems.Sort()
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%d:%d %s", p.Place.Line, p.Place.Column, p.Key))
	}
	if in.LeftOut > 0 {
		all = append(all, fmt.Sprintf("left %d of %d", in.LeftOut, in.Read))
	}
	return strings.Join(all, "; ")
}

// files are whole texts with the extensions of their names, and what is read.
var files = []struct{ name, text, want string }{
	{"a.csv", "name\nKaishan\n", "zh-Hans=Kaishan"},
	{"a.csv", "名称,纬度,经度,坐标系\r\n开山岛,34.528745,119.874990,高德\r\n", "zh-Hans=开山岛 (34.528745,119.874990 GCJ-02)"},
	{"a.csv", "名称;坐标（高德）;英文名\n开山岛;\"119.87，34.53\";Kaishan\n", "zh-Hans=开山岛 en=Kaishan (34.53,119.87 GCJ-02)"},
	{"a.csv", "名称\t百度经度\t百度纬度\n开山岛\t１１９.８７\t３４.５３\n", "zh-Hans=开山岛 (34.53,119.87 BD-09)"},
	{"a.csv", "名称，地址\n开山岛，连云港\n", "zh-Hans=开山岛 @zh-Hans=连云港"},
	{"a.csv", "sep=;\nname;address\n开山岛;\"a, b\"\n", "zh-Hans=开山岛 @zh-Hans=a, b"},
	{"a.csv", "name,address_en,地址\n开山岛,\"Sea Road\n1\",海路\n乙,,\n", "zh-Hans=开山岛 @zh-Hans=海路 @en=Sea Road 1; zh-Hans=乙"},
	{"a.csv", "name,kind\n\"甲\n乙\",museum\n丙,muesum\n", "zh-Hans=甲乙 museum; zh-Hans=丙; 4:3 import-value/name"},
	{"a.csv", "序号,名称,类型,停留（分钟）,容量,主题,开放时间,网址\n1,甲,故居,45,80人,守海、sea-guard,Mo-Fr 09:00-17:00,https://a.example\n", "zh-Hans=甲 residence https://a.example Mo-Fr 09:00-17:00 sea-guard 45m0s 80"},
	{"a.csv", "名称,停留,容量,主题,开放时间,网址\n甲,一会儿,许多,守山,周一闭馆,见公众号\n", "zh-Hans=甲 \"周一闭馆\"; 2:3 import-value/duration; 2:7 import-value/range; 2:10 import-value/theme; 2:13 import-value/comment; 2:18 import-value/website"},
	{"a.csv", "编号,名称\nKai Shan,甲\nkaishan,乙\n", "zh-Hans=甲; kaishanzh-Hans=乙; 2:1 import-value/id"},
	{"a.csv", "名称,顺序\n甲,2\n乙,1\n甲,3\n", "zh-Hans=甲; zh-Hans=乙; route a: 1 0 0"},
	{"a.csv", "名称,路线,简介\n甲,晨;午,好\n乙,午,\n丙,,\n", "zh-Hans=甲 好; zh-Hans=乙; zh-Hans=丙; route 晨: 0; route 午: 0 1"},
	{"a.csv", "名称,纬度,经度\n甲,34.5,119.8\n乙,34.6,119.8\n", "zh-Hans=甲; zh-Hans=乙; 2:3 import-datum"},
	{"a.csv", "名称,纬度,经度,坐标系\n甲,0,0,GPS\n", "zh-Hans=甲; 2:3 import-position/zero"},
	{"a.csv", "名称,纬度,经度,坐标系\n甲,34.5N,119.8W,GPS\n乙,119.8E,34.5N,GPS\n丙,91,181,GPS\n", "zh-Hans=甲 (34.5,-119.8 ); zh-Hans=乙 (34.5,119.8 ); zh-Hans=丙; 3:3 import-position/swapped; 4:3 import-position/impossible"},
	{"a.csv", "", "1:1 import-broken/empty"},
	{"a.csv", "名称\n", "1:1 import-broken/empty"},
	{"a.csv", "名称\n\xe5\xbc\x80\"山\n", "zh-Hans=开\"山"},

	{"a.gpx", `<gpx><wpt lat="34.5" lon="119.8"><name>甲</name><link href="https://a.example"/><extensions><name>x</name></extensions></wpt><rte><name>守海</name><rtept lat="34.5" lon="119.8"><name>甲</name><desc>好</desc></rtept><rtept lat="34.51" lon="119.8"/><rtept lat="34.6" lon="119.8"><name>乙 &amp; 丙</name></rtept></rte></gpx>`,
		`zh-Hans=甲 (34.5,119.8 ) https://a.example; zh-Hans=乙 & 丙 (34.6,119.8 ); route 守海: 0"好" 1; 1:211 import-left-out/shape; left 1 of 4`},
	{"a.gpx", "<gpx>\n<wpt lat=\"34.5\"><name>甲</name></wpt><wpt lat='x' lon='1'><name>乙</name></wpt></gpx>", "1:1 import-broken/empty; 2:1 import-left-out/position; 2:11 import-position/alone; 2:37 import-left-out/position; 2:47 import-position; left 2 of 2"},
	{"a.gpx", "<gpx><rtept lat='1' lon='2'><name>甲</name></rtept></gpx>", "1:1 import-broken/empty"},
	{"a.kml", `<kml><Document><name>图</name><Folder><name>守海</name><Placemark><name>线</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark><Placemark><name>甲</name><description>&lt;p&gt;好&amp;amp;美&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description><Point><coordinates> 119.8,34.5,0 </coordinates></Point></Placemark></Folder><Placemark><name>乙</name><ExtendedData><Data name="电话"><value>123</value></Data><Data name="lat"><value>1</value></Data><SimpleData name="name_en">B</SimpleData></ExtendedData><Point><coordinates>119.9,34.6</coordinates></Point></Placemark></Document></kml>`,
		`zh-Hans=甲 (34.5,119.8 ) 好\&美; zh-Hans=乙 en=B (34.6,119.9 ) 123; route 守海: 0; 1:53 import-left-out/line; left 1 of 3`},
	{"a.kml", "<kml><Placemark><name>甲</name><Point><coordinates>34.5</coordinates></Point></Placemark></kml>", "1:1 import-broken/empty; 1:6 import-left-out/position; left 1 of 1"},
	{"a.geojson", `{"type":"FeatureCollection","name":"守海","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},{"type":"Feature","properties":{"name":"甲","name:en":"A","phone":123,"fee":"yes","odd":[1,{"a":null}]},"geometry":{"type":"Point","coordinates":[119.8,34.5,7]}}]}`,
		"zh-Hans=甲 en=A (34.5,119.8 ) 123; route 守海: 0; 1:53 import-left-out/line; 1:208 import-column/others; left 1 of 2"},
	{"a.json", `{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[119.8,34.5]}}`, "1:1 import-broken/empty; 1:1 import-left-out; left 1 of 1"},
	{"a.json", `[1]`, "1:1 import-broken/geojson"},
	{"a.json", "{\"type\":\n\"Feature\"}}", "2:11 import-broken/json"},
	{"a.json", `{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}`, "1:1 import-broken/empty; 1:1 import-left-out/area; left 1 of 1"},
}

func TestRead(t *testing.T) {
	for _, c := range files {
		var problems diag.List
		if got := report(Read(c.name, []byte(c.text), Options{Guide: china}, &problems), problems); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

func TestAngle(t *testing.T) {
	for text, want := range map[string]float64{
		"39.9986": 39.9986, "-39": -39, "+1.5": 1.5, "39°59′55″N": 39.998611, "39°59'55.2\"": 39.998667, "S39°30′": -39.5,
		"北纬39度59分55秒": 39.998611, "西经116度30分": -116.5, "39 30 00 N": 39.5, "３９．５": 39.5, "39.5°": 39.5, "39.5N": 39.5, "39°59.5'": 39.991667, "39º30’": 39.5,
	} {
		if got, _, ok := angle(text); !ok || math.Abs(got-want) > 1e-6 {
			t.Errorf("%q: %v (%v), want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "x", "39,5", "NaN", "1e3", "Inf", "39°60′", "1234", "39.5 N 3 4", "--1", "39°59′61″", "0x10"} {
		if got, _, ok := angle(text); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestDatum(t *testing.T) {
	for word, want := range map[string]string{
		"WGS-84": "WGS-84", "wgs 84": "WGS-84", "ＷＧＳ８４": "WGS-84", "GPS": "WGS-84", "CGCS2000": "WGS-84", "gcj02": "GCJ-02", "高德地图": "GCJ-02",
		"火星坐标系": "GCJ-02", "百度坐标": "BD-09", "BD-09": "BD-09", "": "", "北京54": "",
	} {
		if got := Datum(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestColumnOf(t *testing.T) {
	for heading, want := range map[string]string{
		"名称": "name/", "Name ": "name/", "name_en": "name/en", "英文名": "name/en", "名称（英文）": "name/en", "Address (zh-Hant)": "address/zh-hant", "addr:en": "address/en",
		"纬度（GCJ-02）": "lat/", "高德经度": "lon/", "Opening Hours": "opening_hours/", "停留(分钟)": "stay/", "*名称": "name/", "繁体名称": "name/zh-Hant",
		"楼层": "", "": "", "(": "", "_en": "", "英文": "",
	} {
		c, lang, ok := placeWords().columnOf(heading)
		got := ""
		if ok {
			got = c.key + "/" + lang
		}
		if got != want {
			t.Errorf("%q: %q, want %q", heading, got, want)
		}
	}
}

func TestID(t *testing.T) {
	for name, want := range map[string]string{
		"开山岛": "kai-shan-dao", "Kaishan Island": "kaishan-island", "邳州·烈士陵园": "pi-zhou-lie-shi-ling-yuan", "People’s Park (No. 2)": "peoples-park-no-2",
		"１号": "1-hao", "…": "site", "": "site", strings.Repeat("长", 40): "chang-chang-chang-chang-chang-chang-chang-chang-chang-chang",
	} {
		got := ID(guide.Text{{Lang: "zh-Hans", Text: name}}, "site")
		if got != want || !guide.ValidID(got) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if got := ID(guide.Text{{Lang: "zh-Hans", Text: "门"}, {Lang: "en", Text: "Gate"}}, "site"); got != "gate" {
		t.Errorf("%q", got)
	}
}

// FuzzRead checks that, whatever a file contains, its problems have places inside it,
// that each row is part of a site or left out, that sites have names and positions on
// Earth, and stops have sites.
func FuzzRead(f *testing.F) {
	for _, c := range files {
		f.Add(strings.TrimPrefix(c.name, "a"), []byte(c.text))
	}
	for _, c := range tables {
		f.Add(".csv", []byte(c.text))
	}
	for _, c := range mapFiles {
		f.Add(strings.TrimPrefix(c.name, "a"), []byte(c.text))
	}
	f.Fuzz(func(t *testing.T, ending string, text []byte) {
		var problems diag.List
		in := Read("a"+ending, text, Options{Guide: china}, &problems)
		for _, p := range problems {
			if p.Place.Line < 1 || p.Place.Column < 1 || p.Place.Line > 1+strings.Count(string(text), "\n") {
				t.Fatalf("%q: %s at %+v", text, p.Key, p.Place)
			}
			p.Line(diag.English)
		}
		rows := 0
		for _, s := range in.Sites {
			rows += s.Rows
			if s.Name.Empty() || s.ID != "" && !guide.ValidID(s.ID) || s.Position != nil && !s.Position.Point.Valid() {
				t.Fatalf("%q: %+v", text, s)
			}
			if id := ID(s.Name, "site"); !guide.ValidID(id) {
				t.Fatalf("%q becomes %q", s.Name[0].Text, id)
			}
		}
		if errors, _ := problems.Count(); errors == 0 && in.Read != rows+in.LeftOut {
			t.Fatalf("%q: read %d, imported %d, left out %d", text, in.Read, rows, in.LeftOut)
		}
		for _, r := range in.Routes {
			for _, s := range r.Stops {
				if s.Site < 0 || s.Site >= len(in.Sites) {
					t.Fatalf("%q: stop at %d of %d", text, s.Site, len(in.Sites))
				}
			}
		}
	})
}

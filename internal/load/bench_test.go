package load

import (
	"fmt"
	"strings"
	"testing"
)

// large returns a project with the given number of sites, each with a page, and a
// route for every twenty sites.
func large(sites int) map[string]string {
	files := map[string]string{}
	var registry strings.Builder
	registry.WriteString("[guide]\ntitle = \"指南\"\nlanguages = [\"zh-Hans\", \"en\"]\n[[theme]]\nid = \"sea\"\nname = \"海\"\n[[audience]]\nid = \"pupils\"\nname = \"学生\"\n")
	for i := range sites {
		fmt.Fprintf(&registry, `
[[site]]
id            = "site-%[1]d"
name          = { zh-Hans = "地点%[1]d", en = "Site %[1]d" }
kind          = "memorial"
themes        = ["sea"]
location      = { lat = 34.%05[1]d, lon = 119.%05[1]d, datum = "GCJ-02" }
address       = { zh-Hans = "海路%[1]d号", en = "%[1]d Sea Road" }
opening_hours = "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00" # 周一闭馆
last_entry    = "30m"
stay          = "1h"
capacity      = 80
phone         = "0518-1234567"
website       = "https://example.org/%[1]d"
sources       = ["《守岛日志》，第%[1]d页"]

[[site.hall]]
id   = "prologue"
name = "序厅"
stay = "10m"
`, i)
		files[fmt.Sprintf("content/sites/site-%d.md", i)] = "+++\nsummary = \"一句话。\"\ndate = 2026-01-01\n+++\n正文。\n"
		if i%20 == 0 {
			var route strings.Builder
			route.WriteString("title = \"路线\"\nthemes = [\"sea\"]\naudiences = [\"pupils\"]\nstart = 08:30:00\n")
			for k := range 8 {
				fmt.Fprintf(&route, "[[stop]]\nsite = \"site-%d\"\nstay = \"20m\"\nstory = \"讲什么。\"\n[[stop.question]]\nkind = \"choice\"\nprompt = \"？\"\noptions = [\"一\", \"二\"]\nanswer = 2\n", min(i+k, sites-1))
			}
			files[fmt.Sprintf("routes/route-%d.toml", i)] = route.String()
		}
	}
	files["sites.toml"] = registry.String()
	return files
}

func BenchmarkLoad(b *testing.B) {
	fsys := project(large(10_000))
	for b.Loop() {
		if _, found := loaded(New(fsys, theme)); len(found) > 0 {
			b.Fatalf("%d problems, the first: %+v", len(found), found[0])
		}
	}
}

package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// coast is a guide without problems.
var coast = map[string]string{
	"sites.toml": `[guide]
title = "海州湾"
base_url = "https://coast.example/"
languages = ["zh-Hans"]
country = "CN"

[[theme]]
id = "sea"
name = "守海"

[[site]]
id = "kaishan"
name = "开山岛"
kind = "museum"
themes = ["sea"]
address = "灌云县燕尾港"
phone = "0518-7654321"
stay = "1h"
capacity = 80
location = { lat = 34.53, lon = 119.87 }

[[site.hall]]
id = "prologue"
name = "序厅"

[[site]]
id = "donghai"
name = "东海站"
location = { lat = 34.55, lon = 119.75, datum = "GCJ-02" }

[[site]]
id = "pier"
name = "码头"
location = { lat = 34.48, lon = 119.78 }
`,
	"routes/day.toml": `title = "海上一日"
date = 2026-12-02
start = 08:30:00
mode = "coach"

[[stop]]
site = "kaishan/prologue"
stay = "1h"

[[stop]]
site = "donghai"
stay = "2h"
by = "coach"

[[stop]]
place = "午餐"
stay = "45m"

[[stop]]
site = "pier"
stay = "2h"
`,
	"content/index.md":         "见[序厅](site:kaishan/prologue)和[码头](site:pier)。\n",
	"content/sites/kaishan.md": "守岛的地方。\n",
}

const lunch = "[[stop]]\nplace = \"午餐\"\nstay = \"45m\"\n\n"

// slips are typical slips, which docs/rules.md lists. Each gives one message; a fix
// that it names is pasted in place of what it is about, and then nothing is wrong.
var slips = []struct {
	name         string
	file         string // "sites.toml" if empty
	right        string // in the guide; "" appends
	wrong        string // what the editor wrote instead
	place        string
	en, zh       string // the message
	fixEN, fixZH string // the hint
	about, fix   string // what to paste, and in place of what; the right text if empty
}{
	{name: "a date in Chinese", file: "routes/day.toml", right: "2026-12-02", wrong: "2026年12月2日", place: "2:8",
		en: `error: the date "2026年12月2日" is not written as year-month-day [bad-date]`, zh: `错误：日期 "2026年12月2日" 没有写成 年-月-日 [bad-date]`,
		fixEN: "write date = 2026-12-02", fixZH: "请写成 date = 2026-12-02", about: "date = 2026年12月2日", fix: "date = 2026-12-02"},
	{name: "a date with slashes", file: "routes/day.toml", right: "2026-12-02", wrong: "2026/12/2", place: "2:8",
		en: `error: the date "2026/12/2" is not written as year-month-day [bad-date]`, zh: `错误：日期 "2026/12/2" 没有写成 年-月-日 [bad-date]`,
		fixEN: "write date = 2026-12-02", fixZH: "请写成 date = 2026-12-02", about: "date = 2026/12/2", fix: "date = 2026-12-02"},
	{name: "a time of day without seconds", file: "routes/day.toml", right: "08:30:00", wrong: "8:30", place: "3:9",
		en: `error: the time of day "8:30" is not in the form of TOML [toml-syntax]`, zh: `错误：时刻 "8:30" 的写法不对 [toml-syntax]`,
		fixEN: "write start = 08:30:00", fixZH: "请写成 start = 08:30:00", about: "start = 8:30", fix: "start = 08:30:00"},
	{name: "a telephone number without quotation marks", right: `"0518-7654321"`, wrong: "0518-7654321", place: "17:9",
		en: `error: the value of "phone" has no quotation marks: 0518-7654321 [toml-syntax]`, zh: `错误："phone" 的值没有加引号：0518-7654321 [toml-syntax]`,
		fixEN: `write phone = "0518-7654321"`, fixZH: `请写成 phone = "0518-7654321"`, about: "phone = 0518-7654321", fix: `phone = "0518-7654321"`},
	{name: "an id without quotation marks, to which a route and a page refer", right: `id = "kaishan"`, wrong: "id = kaishan", place: "12:6",
		en: `error: the value of "id" has no quotation marks: kaishan [toml-syntax]`, zh: `错误："id" 的值没有加引号：kaishan [toml-syntax]`,
		fixEN: `write id = "kaishan"`, fixZH: `请写成 id = "kaishan"`, about: "id = kaishan", fix: `id = "kaishan"`},
	{name: "full-width quotation marks", right: `"开山岛"`, wrong: "“开山岛”", place: "13:8",
		en: `error: full-width quotation mark “; values are enclosed in straight ones: " [toml-fullwidth]`, zh: `错误：“ 是全角引号，值的两边要用半角直引号 " [toml-fullwidth]`,
		fixEN: `write name = "开山岛"`, fixZH: `请写成 name = "开山岛"`, about: "name = “开山岛”", fix: `name = "开山岛"`},
	{name: "a missing quotation mark", right: `"灌云县燕尾港"`, wrong: `"灌云县燕尾港`, place: "16:11",
		en: `error: unterminated string [toml-syntax]`, zh: `错误：从这里开始的文字没有结束 [toml-syntax]`,
		fixEN: `write address = "灌云县燕尾港"`, fixZH: `请写成 address = "灌云县燕尾港"`, about: `address = "灌云县燕尾港`, fix: `address = "灌云县燕尾港"`},
	{name: "a key in Chinese", right: "address = ", wrong: "地址 = ", place: "16:1",
		en: `error: unknown key "地址" [unknown-key]`, zh: `错误：这里没有 "地址" 这个字段 [unknown-key]`,
		fixEN: `did you mean "address"?`, fixZH: `是不是想写 "address"？`, about: "地址", fix: "address"},
	{name: "a mistyped key", right: "name = \"开山岛\"", wrong: "nmae = \"开山岛\"", place: "13:1",
		en: `error: unknown key "nmae" [unknown-key]`, zh: `错误：这里没有 "nmae" 这个字段 [unknown-key]`,
		fixEN: `did you mean "name"?`, fixZH: `是不是想写 "name"？`, about: "nmae", fix: "name"},
	{name: "an incomplete merge in TOML", right: "capacity = 80\n", wrong: "<<<<<<< HEAD\ncapacity = 80\n=======\ncapacity = 60\n>>>>>>> li\n", place: "19:1",
		en: `error: two versions of the same lines, from a merge that was not completed [merge-conflict]`, zh: `错误：这里留下了两个版本：合并没有完成 [merge-conflict]`,
		fixEN: "keep one version; delete the other, and the lines that begin with <<<<<<<, ======= and >>>>>>>", fixZH: "请保留一个版本，删去另一个，以及以 <<<<<<<、=======、>>>>>>> 开头的行"},
	{name: "an incomplete merge in Markdown", file: "content/sites/kaishan.md", right: "守岛的地方。\n", wrong: "<<<<<<< HEAD\n守岛的地方。\n=======\n[守岛](site:none)的地方。\n>>>>>>> li\n", place: "1:1",
		en: `error: two versions of the same lines, from a merge that was not completed [merge-conflict]`, zh: `错误：这里留下了两个版本：合并没有完成 [merge-conflict]`,
		fixEN: "keep one version; delete the other, and the lines that begin with <<<<<<<, ======= and >>>>>>>", fixZH: "请保留一个版本，删去另一个，以及以 <<<<<<<、=======、>>>>>>> 开头的行"},
	{name: "degrees, minutes and seconds", right: "lat = 34.53,", wrong: "lat = 34°31′48″,", place: "20:20",
		en: `error: "lat" must be a number of degrees with decimals, not 34°31′48″ [toml-syntax]`, zh: `错误："lat" 要写成小数形式的度数，不能写 34°31′48″ [toml-syntax]`,
		fixEN: "write location = { lat = 34.53, lon = 119.87 }", fixZH: "请写成 location = { lat = 34.53, lon = 119.87 }", about: "location = { lat = 34°31′48″, lon = 119.87 }", fix: "location = { lat = 34.53, lon = 119.87 }"},
	{name: "single brackets", right: "[[site.hall]]", wrong: "[site.hall]", place: "22:1",
		en: `error: "site.hall" is a repeated table, but its header is that of a single one [toml-brackets]`, zh: `错误："site.hall" 可以有多个，这里却写成了单个 [toml-brackets]`,
		fixEN: "write [[site.hall]]", fixZH: "请写成 [[site.hall]]", about: "[site.hall]", fix: "[[site.hall]]"},
	{name: "a table without its parent's name", right: "[[site.hall]]", wrong: "[[hall]]", place: "22:1",
		en: `error: unknown key "hall" [unknown-key]`, zh: `错误：这里没有 "hall" 这个字段 [unknown-key]`,
		fixEN: "write [[site.hall]]", fixZH: "请写成 [[site.hall]]", about: "[[hall]]", fix: "[[site.hall]]"},
	{name: "the language of a country", right: `"zh-Hans"`, wrong: `"zh-CN"`, place: "4:15",
		en: `error: the theme has the language "zh-CN" under the code "zh-Hans" [bad-language]`, zh: `错误：语言 "zh-CN" 在这里的代码是 "zh-Hans" [bad-language]`,
		fixEN: `write "zh-Hans"`, fixZH: `请写成 "zh-Hans"`, about: `"zh-CN"`, fix: `"zh-Hans"`},
	{name: "a site's name for its id", file: "routes/day.toml", right: `"donghai"`, wrong: `"东海站"`, place: "11:9",
		en: `error: unknown site "东海站" in this stop [unknown-site]`, zh: `错误：这一站的地点 "东海站" 不在 sites.toml 里 [unknown-site]`,
		fixEN: `did you mean "donghai"?`, fixZH: `是不是想写 "donghai"？`, about: `"东海站"`, fix: `"donghai"`},
	{name: "a theme's name for its id", right: `themes = ["sea"]`, wrong: `themes = ["守海"]`, place: "15:12",
		en: `error: unknown theme "守海" [unknown-reference]`, zh: `错误：没有主题 "守海" [unknown-reference]`,
		fixEN: `did you mean "sea"?`, fixZH: `是不是想写 "sea"？`, about: `["守海"]`, fix: `["sea"]`},
	{name: "a kind in Chinese", right: `"museum"`, wrong: `"博物馆"`, place: "14:9",
		en: `error: invalid value "博物馆" for "kind" [bad-value]`, zh: `错误："kind" 不能是 "博物馆" [bad-value]`,
		fixEN: `did you mean "museum"? it must be one of: memorial, museum, monument, cemetery, battlefield, residence, town, landscape, other`,
		fixZH: `是不是想写 "museum"？可以是：memorial, museum, monument, cemetery, battlefield, residence, town, landscape, other`, about: `"博物馆"`, fix: `"museum"`},
	{name: "a mode in Chinese", file: "routes/day.toml", right: `by = "coach"`, wrong: `by = "大巴"`, place: "13:7",
		en: `error: invalid value "大巴" for "by" [bad-value]`, zh: `错误："by" 不能是 "大巴" [bad-value]`,
		fixEN: `did you mean "coach"? it must be one of: walk, cycle, coach, drive, metro, ferry`, fixZH: `是不是想写 "coach"？可以是：walk, cycle, coach, drive, metro, ferry`, about: `"大巴"`, fix: `"coach"`},
	{name: "a datum by the name of its map", right: `"GCJ-02"`, wrong: `"高德"`, place: "29:50",
		en: `error: invalid value "高德" for "datum" [bad-value]`, zh: `错误："datum" 不能是 "高德" [bad-value]`,
		fixEN: `did you mean "GCJ-02"? it must be one of: WGS-84, GCJ-02, BD-09`, fixZH: `是不是想写 "GCJ-02"？可以是：WGS-84, GCJ-02, BD-09`, about: `"高德"`, fix: `"GCJ-02"`},
	{name: "a duration without a unit", right: `"1h"`, wrong: `"45"`, place: "18:9",
		en: `error: invalid duration "45" for "stay" [bad-duration]`, zh: `错误："stay" 的值 "45" 不是时长 [bad-duration]`,
		fixEN: `write "45m"`, fixZH: `请写成 "45m"`, about: `"45"`, fix: `"45m"`},
	{name: "a number with its unit", right: "capacity = 80", wrong: `capacity = "80人"`, place: "19:13",
		en: `error: "capacity" must be an integer without quotation marks [wrong-type]`, zh: `错误："capacity" 必须是整数，不加引号 [wrong-type]`,
		fixEN: "write 80", fixZH: "请写成 80", about: `"80人"`, fix: "80"},
	{name: "an id that is there twice", right: `id = "pier"`, wrong: `id = "donghai"`, place: "31:1", // and the link to the pier
		en: `error: duplicate site "donghai", first at sites.toml:26 [duplicate-id]`, zh: `错误：地点 "donghai" 已经有了，在 sites.toml:26 [duplicate-id]`,
		fixEN: `change the id of one of them, for example to "donghai-2"`, fixZH: `请给其中一个换编号，例如 "donghai-2"`},
	{name: "a wrong digit in a latitude", right: "lat = 34.48", wrong: "lat = 43.48", place: "34:1",
		en: `warning: "pier" is 993 km from "donghai", which is on the same route [stop-far]`, zh: `警告："pier" 距离同一条路线上的 "donghai" 有993公里 [stop-far]`,
		fixEN: `check the digits of lat and lon (one degree is about 100 km); if they are right, write travel = "…" at the stop`,
		fixZH: `请检查 lat 和 lon 的数字（一度约 100 公里）；如果没有写错，请在这一站写明 travel = "…"`},
	{name: "a lunch in the wrong place", file: "routes/day.toml", right: "", wrong: "", place: "10:1",
		en: `warning: the lunch is from 09:30 to 10:15, not between 11:00 and 13:30 [lunch-time]`, zh: `警告：午餐在09:30到10:15，不在11:00到13:30之间 [lunch-time]`,
		fixEN: "move stop 2 behind stop 3, or start at 09:45", fixZH: "把第2站移到第3站后面，或改到09:45出发"},
}

// TestSlips makes each slip in a guide without problems, and then the fix. The 26th
// slip is a mistyped command, in cmd-help.txtar.
func TestSlips(t *testing.T) {
	dir := t.TempDir()
	check := func(lang string, files map[string]string) string {
		t.Helper()
		for name, text := range files {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var out, errs bytes.Buffer
		run(t.Context(), []string{"check", "--project", dir, "--lang", lang}, &out, &errs)
		return out.String() + errs.String()
	}
	if got := check("en", coast); got != "0 errors, 0 warnings\n" {
		t.Fatal(got)
	}
	for _, s := range slips {
		if s.file == "" {
			s.file = "sites.toml"
		}
		files := maps.Clone(coast)
		text := files[s.file]
		switch {
		case strings.HasPrefix(s.name, "a lunch"):
			text = strings.Replace(strings.Replace(text, lunch, "", 1), "[[stop]]\nsite = \"donghai\"", lunch+"[[stop]]\nsite = \"donghai\"", 1)
		case strings.HasPrefix(s.name, "an id that is there twice"):
			files["content/index.md"] = strings.Replace(files["content/index.md"], "和[码头](site:pier)", "", 1)
			files["routes/day.toml"] = strings.Replace(files["routes/day.toml"], `"pier"`, `"donghai"`, 1)
			fallthrough
		default:
			text = strings.Replace(text, s.right, s.wrong, 1)
		}
		if text == files[s.file] {
			t.Fatalf("%s: nothing changed", s.name)
		}
		files[s.file] = text
		severity := map[string][2]string{"err": {"1 error, 0 warnings", "1 个错误，0 个警告"}, "war": {"0 errors, 1 warning", "0 个错误，1 个警告"}}[s.en[:3]]
		for _, c := range []struct{ lang, message, hint, counts string }{{"en", s.en, s.fixEN, severity[0]}, {"zh", s.zh, s.fixZH, severity[1]}} {
			want := fmt.Sprintf("%s:%s: %s\n    %s\n%s\n", s.file, s.place, c.message, c.hint, c.counts)
			if got := check(c.lang, files); got != want {
				t.Errorf("%s\n got %s\nwant %s", s.name, got, want)
			}
			if !strings.Contains(c.hint, strings.Trim(s.fix, `[]"`)) {
				t.Errorf("%s: the hint does not contain the fix %s", s.name, s.fix)
			}
		}
		switch {
		case s.about != "":
			files[s.file] = strings.Replace(text, s.about, s.fix, 1)
		case strings.HasPrefix(s.name, "an id that is there twice"):
			i := strings.LastIndex(text, `"donghai"`)
			files[s.file] = text[:i] + `"donghai-2"` + text[i+len(`"donghai"`):]
			files["routes/day.toml"] = strings.Replace(coast["routes/day.toml"], `"pier"`, `"donghai-2"`, 1)
		default: // as the hint says
			files[s.file] = coast[s.file]
		}
		if got := check("en", files); got != "0 errors, 0 warnings\n" {
			t.Errorf("%s: with the fix\n%s", s.name, got)
		}
	}
	if len(slips) != 25 {
		t.Errorf("there are %d slips, want 25 and the mistyped command", len(slips))
	}
}

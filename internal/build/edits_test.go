package build

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEdits checks edits that random guides rarely contain: each changes one fact, which
// one page shows that shows nothing else of it.
func TestEdits(t *testing.T) {
	t.Parallel()
	base := map[string]string{
		"sites.toml": "[guide]\ntitle = \"足迹\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"zh-Hans\", \"en\"]\n" +
			"\n[[audience]]\nid = \"young\"\nname = \"少年\"\n\n[[audience]]\nid = \"old\"\nname = \"老人\"\n\n[[standard]]\ncode = \"H-1\"\ntext = \"读史料\"\n" +
			"\n[[site]]\nid = \"gate\"\nname = \"东门\"\n\n[[site]]\nid = \"tower\"\nformer = [\"bell\"]\nname = \"钟楼\"\n",
		"content/index.md":                    "+++\ntitle = \"首页\"\n+++\n",
		"content/programme/class.md":          "+++\ntitle = \"课堂\"\nstart = 2026-12-02T15:00:00\nplace = \"教室\"\n+++\n",
		"content/help.md":                     "+++\ntitle = \"说明\"\n+++\n",
		"content/sites/gate/index.md":         "![塔](../tower/extra/top.jpg)\n\n::: audio ../tower/extra/bell.mp3\n:::\n",
		"content/sites/gate/photos/a.jpg":     photos[1],
		"content/sites/tower/index.md":        "塔。\n",
		"content/sites/tower/extra/top.jpg":   photos[1],
		"content/sites/tower/extra/bell.mp3":  "ID3\x03\x00\x00\x00\x00\x00\x00",
		"content/sites/tower/extra/other.mp3": "ID3\x03\x00\x00\x00\x00\x00\x00",
		"static/map.pdf":                      "%PDF",
		"content/programme/evening.md":        "+++\ntitle = \"讲座\"\nstart = 2026-12-02T10:00:00\nend = 2026-12-02T11:00:00\nonline = \"https://live.example.org/\"\nmaterials = [{ text = \"任务单\", file = \"files/tasks.pdf\" }]\n+++\n",
		"content/programme/later.md":          "+++\ntitle = \"以后\"\nstart = 2026-12-09T10:00:00\nend = 2026-12-09T11:00:00\nplace = \"教室\"\ndraft = true\n+++\n",
		"content/programme/files/tasks.pdf":   "%PDF",
		"content/series/all.md":               "+++\ntitle = \"系列\"\ncertificate = true\n[[part]]\nevent = \"evening\"\n[[part]]\nevent = \"later\"\n[[part]]\ntitle = \"自己看\"\nduration = \"20m\"\n[[question]]\nkind = \"true-false\"\nprompt = \"对吗？\"\nanswer = true\n+++\n",
		"content/series/linked.md":            "+++\ntitle = \"回放\"\n[[part]]\ntitle = \"自己看\"\nduration = \"20m\"\n+++\n## 来历\n",
		"content/programme/film.md":           "+++\ntitle = \"电影\"\nstart = 2026-12-03\nplace = \"二楼\"\n+++\n见[回放](series:linked#来历)。\n",
		"routes/photos/plan.jpg":              photos[1],
		"content/programme/talk.md":           "+++\ntitle = \"宣讲\"\nstandards = [{ code = \"H-1\" }]\nrequest = true\nduration = \"20m\"\nbooking = { phone = \"1\" }\n+++\n讲。\n",
		"content/programme/show.md":           "+++\ntitle = \"展览\"\nstart = 2026-12-01\nplace = \"二楼\"\n+++\n见[宣讲](event:talk)。\n",
		"routes/walk.toml":                    "title = \"走一走\"\nposter = true\nsummary = \"见[图](/map.pdf)。\"\n\n[[plan]]\nfile = \"photos/plan.jpg\"\npins = [{ stop = 1, pixel = [9, 9] }]\n\n[[stop]]\nsite = \"gate\"\n\n[[stop]]\nsite = \"tower\"\nactivities = [\"talk\"]\n",
	}
	replace := func(file, old, new string) func(map[string]string) {
		return func(files map[string]string) {
			if !strings.Contains(files[file], old) {
				t.Errorf("%s does not contain %q", file, old)
			}
			files[file] = strings.Replace(files[file], old, new, 1)
		}
	}
	remove := func(file string) func(map[string]string) {
		return func(files map[string]string) { delete(files, file) }
	}
	for name, edit := range map[string]func(map[string]string){
		"a stop meets a standard":                  replace("routes/walk.toml", "site = \"tower\"\n", "site = \"tower\"\nstandards = [\"H-1\"]\n"),
		"a route has a standard of its own":        replace("routes/walk.toml", "summary", "standards = [{ code = \"G-1\", text = \"读地图\" }]\nsummary"),
		"a route is for one audience only":         replace("routes/walk.toml", "summary", "audiences = [\"old\"]\nsummary"),
		"an event is for one audience only":        replace("content/programme/class.md", "place", "audiences = [\"old\"]\nplace"),
		"the summary of an audience":               replace("sites.toml", "\"少年\"\n", "\"少年\"\nsummary = \"先看，再问。\"\n"),
		"the text of a standard":                   replace("sites.toml", "读史料", "比较史料"),
		"an event serves a standard":               replace("content/programme/class.md", "place", "standards = [{ code = \"H-1\" }]\nplace"),
		"the title of a home page without a text":  replace("content/index.md", "首页", "主页"),
		"the title of a free page without a text":  replace("content/help.md", "说明", "帮助"),
		"the summary of a free page":               replace("content/help.md", "title", "summary = \"怎么去\"\ntitle"),
		"a free page becomes a draft":              replace("content/help.md", "title", "draft = true\ntitle"),
		"a picture that another site's text shows": func(files map[string]string) { files["content/sites/tower/extra/top.jpg"] = photos[3] },
		"the cover of a route, on a stop's page":   func(files map[string]string) { files["content/sites/gate/photos/a.jpg"] = photos[3] },
		"that picture is removed":                  remove("content/sites/tower/extra/top.jpg"),
		"a recording that another text plays":      remove("content/sites/tower/extra/bell.mp3"),
		"that recording has captions": func(files map[string]string) {
			files["content/sites/tower/extra/bell.vtt"] = "WEBVTT\n\n00:00.100 --> 00:00.900\n钟声。\n"
		},
		"that recording has a length": func(files map[string]string) {
			files["content/sites/tower/extra/bell.mp3"] = strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x00", 413), 100)
		},
		"a hall has that recording":                replace("sites.toml", "name = \"钟楼\"\n", "name = \"钟楼\"\n\n[[site.hall]]\nid = \"top\"\nname = \"顶\"\naudio = \"extra/bell.mp3\"\n"),
		"a static file to which a route links":     remove("static/map.pdf"),
		"a site to which nothing links":            remove("content/sites/tower/index.md"),
		"a site is named in English":               replace("sites.toml", `"钟楼"`, `{ zh-Hans = "钟楼", en = "Clock Tower" }`),
		"a space at the end of a line":             replace("sites.toml", "id = \"tower\"\n", "id = \"tower\" \n"),
		"a line above everything, which moves all": replace("sites.toml", "[guide]", "# note\n[guide]"),
		"the other language becomes the first":     replace("sites.toml", `"zh-Hans", "en"`, `"en", "zh-Hans"`),
		"a plan's picture":                         func(files map[string]string) { files["routes/photos/plan.jpg"] = photos[3] },
		"the title of a route":                     replace("routes/walk.toml", "走一走", "走走看看"),
		"the title of the guide":                   replace("sites.toml", "足迹", "脚印"),
		"the address of the guide":                 replace("sites.toml", "guide.example.org", "other.example.org"),
		"the guide has no address":                 replace("sites.toml", "base_url = \"https://guide.example.org/\"\n", ""),
		"the colour of an institution":             replace("sites.toml", "\n[[audience]]", "\n[guide.brand]\naccent = \"#8a1f1f\"\n\n[[audience]]"),
		"a plan's pin":                             replace("routes/walk.toml", "[9, 9]", "[19, 9]"),
		"a plan's other stop":                      replace("routes/walk.toml", "stop = 1", "stop = 2"),
		"a plan is removed":                        replace("routes/walk.toml", "[[plan]]\nfile = \"photos/plan.jpg\"\npins = [{ stop = 1, pixel = [9, 9] }]\n", ""),
		"a photo becomes a plan":                   replace("sites.toml", "name = \"东门\"\n", "name = \"东门\"\n\n[[site.plan]]\nfile = \"photos/a.jpg\"\n"),
		"a table of photos": func(files map[string]string) {
			files["content/sites/gate/photos/photos.toml"] = "[[photo]]\nfile = \"a.jpg\"\ncaption = \"门\"\n"
		},
		"the size of a material": func(files map[string]string) {
			files["content/programme/files/tasks.pdf"] = strings.Repeat("%PDF", 1000)
		},
		"a material is removed":             remove("content/programme/files/tasks.pdf"),
		"an event of a series is later":     replace("content/programme/evening.md", "T11", "T12"),
		"an event of a series is renamed":   replace("content/programme/evening.md", "讲座", "报告"),
		"a draft of a series is longer":     replace("content/programme/later.md", "T11", "T12"),
		"a draft of a series is published":  replace("content/programme/later.md", "draft = true\n", ""),
		"an event of a series is a draft":   replace("content/programme/evening.md", "title", "draft = true\ntitle"),
		"an event of a series is cancelled": replace("content/programme/evening.md", "online", "status = \"cancelled\"\nonline"),
		"a series is renamed":               replace("content/series/all.md", "系列", "另一个系列"),
		"a series is a draft":               replace("content/series/all.md", "title", "draft = true\ntitle"),
		"a series is longer":                replace("content/series/all.md", "20m", "30m"),
		"a series has one part less":        replace("content/series/all.md", "[[part]]\nevent = \"evening\"\n", ""),
		"a series has no certificate":       replace("content/series/all.md", "certificate = true\n", ""),
		"a series asks something else":      replace("content/series/all.md", "answer = true", "answer = false"),
		"a series is removed":               remove("content/series/all.md"),
		"a linked series is removed":        remove("content/series/linked.md"),
		"a linked series is a draft":        replace("content/series/linked.md", "title", "draft = true\ntitle"),
		"a linked series is a folder": func(files map[string]string) {
			files["content/series/linked/index.md"] = files["content/series/linked.md"]
			delete(files, "content/series/linked.md")
		},
		"a linked series has no heading": replace("content/series/linked.md", "来历", "去向"),
		"a former id of a series":        replace("content/series/all.md", "title", "former = [\"lectures\"]\ntitle"),
		"a former id of the linked series": func(files map[string]string) {
			files["content/series/talks.md"] = strings.Replace(files["content/series/linked.md"], "title", "former = [\"linked\"]\ntitle", 1)
			delete(files, "content/series/linked.md")
		},
		"a notice of the guide":            replace("sites.toml", "\n[[site]]", "\n[[notice]]\nfrom = 2026-01-01\ntext = \"闭馆三天。\"\n\n[[site]]"),
		"a notice of a site":               replace("sites.toml", "\n[[site]]", "\n[[notice]]\nsite = \"tower\"\nfrom = 2026-01-01\nclosed = true\ntext = \"修缮。\"\n\n[[site]]"),
		"a notice of a route":              replace("sites.toml", "\n[[site]]", "\n[[notice]]\nroute = \"walk\"\nfrom = 2026-01-01\ntext = \"改道。\"\n\n[[site]]"),
		"front matter that looks the same": replace("content/help.md", `"说明"`, "'说明'"),
		"a former id of a theme":           replace("sites.toml", "\n[[site]]", "\n[[theme]]\nid = \"sea\"\nformer = [\"coast\"]\nname = \"海\"\n\n[[site]]"),
		"a former id of a page":            replace("content/help.md", "title", "former = [\"faq\"]\ntitle"),
		"a former id of another site": func(files map[string]string) {
			files["sites.toml"] = strings.Replace(strings.Replace(files["sites.toml"], "former = [\"bell\"]\n", "", 1), "id = \"gate\"\n", "id = \"gate\"\nformer = [\"bell\"]\n", 1)
		},
		"the name of an activity at a stop":    replace("content/programme/talk.md", "宣讲", "讲演"),
		"how to order an activity at a stop":   replace("content/programme/talk.md", "phone = \"1\"", "phone = \"2\", days = 3"),
		"an activity becomes a draft":          replace("content/programme/talk.md", "request", "draft = true\nrequest"),
		"an activity is for one audience only": replace("content/programme/talk.md", "request", "audiences = [\"old\"]\nrequest"),
		"an activity becomes an event":         replace("content/programme/talk.md", "request = true\nduration = \"20m\"", "start = 2026-12-02\nplace = \"一楼\""),
		"a second activity": func(files map[string]string) {
			files["content/programme/scene.md"] = strings.Replace(files["content/programme/talk.md"], "宣讲", "情景剧", 1)
		},
		"the last event with a date is removed": remove("content/programme/show.md"),
		"a former id of an event":               replace("content/programme/show.md", "start", "former = [\"lecture\"]\nstart"),
		"a former id of a route": func(files map[string]string) {
			files["routes/walk.toml"] = "former = [\"stroll\"]\n" + files["routes/walk.toml"]
		},
		"a former id of an activity":                replace("content/programme/talk.md", "request", "former = [\"lecture\"]\nrequest"),
		"a route orders nothing any more":           replace("routes/walk.toml", "activities = [\"talk\"]\n", ""),
		"a hall with the same text as another site": replace("sites.toml", "name = \"钟楼\"\n", "name = \"钟楼\"\n\n[[site.hall]]\nid = \"top\"\nname = \"顶\"\ntext = \"塔。\"\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tryEdit(t, base, edit)
		})
	}
}

// tryEdit compares what a build makes after an edit of a guide's files with a clean build.
func tryEdit(t *testing.T, base map[string]string, edit func(files map[string]string)) {
	dir, err := os.MkdirTemp(memoryDisk(t), "wayside-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	write := func(files map[string]string) {
		project := filepath.Join(dir, "project")
		if err := os.RemoveAll(project); err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			writeIn(t, project, name, text)
		}
	}
	s := &session{dir: dir, program: "1", draft: &draftGuide{}}
	write(base)
	if _, problems, err := Build(context.Background(), s.options("public", "cache")); err != nil {
		t.Fatal(err)
	} else if errors, _ := problems.Count(); errors > 0 {
		t.Fatalf("the guide has errors:\n%s", lines(problems))
	}
	files := maps.Clone(base)
	edit(files)
	write(files)
	checked, err := Check(context.Background(), s.options("public", "cache"))
	if err != nil {
		t.Fatal(err)
	}
	clean, err := Check(context.Background(), s.options("unused", "other"))
	if err == nil {
		err = sameProblems(checked, clean)
	}
	if err == nil {
		err = s.compare()
	}
	if err != nil {
		t.Error(err)
	}
}

package load

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// loaded returns the result of a Load that is not interrupted.
func loaded(l *Loader) (*guide.Guide, diag.List) {
	g, problems, err := l.Load(context.Background())
	if err != nil {
		panic(err)
	}
	return g, problems
}

// TestInterrupted checks that the end of the context ends Load, and that the next
// Load reads what the interrupted one did not.
func TestInterrupted(t *testing.T) {
	l := New(project(whole()), theme)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if g, problems, err := l.Load(ctx); err != context.Canceled || g != nil || problems != nil {
		t.Errorf("an interrupted Load returned %v, %v, %v", g, problems, err)
	}
	g, found := loaded(l)
	want, wanted := loaded(New(project(whole()), theme))
	if len(g.Sites) != len(want.Sites) || len(g.Pages) != len(want.Pages) || report(found) != report(wanted) {
		t.Errorf("after an interruption %d sites, %d pages, %s", len(g.Sites), len(g.Pages), report(found))
	}
}

// An interrupting file system calls end when its files have been opened a number
// of times.
type interrupting struct {
	fs.FS
	left atomic.Int64
	end  context.CancelFunc
}

func (f *interrupting) Open(name string) (fs.File, error) {
	if f.left.Add(-1) < 0 {
		f.end()
	}
	return f.FS.Open(name)
}

// TestInterruptedAnywhere ends the context at every file that Load opens, of a
// project with a track and a map, fresh or reloaded, and compares the next Load
// with that of a new loader.
func TestInterruptedAnywhere(t *testing.T) {
	files := mapped()
	files["routes/walk.toml"], files["routes/walk.gpx"] = walkRoute, walkTrack
	same := func(g *guide.Guide) string {
		text := fmt.Sprintf("%d %d %d %d", len(g.Sites), len(g.Pages), len(g.Files), len(g.Words["en"]))
		for i := range g.Routes {
			r := &g.Routes[i]
			text += fmt.Sprintf(" %s %d %v %d", r.ID, len(r.Stops), r.Way != nil, len(r.Walks))
		}
		for i := range g.Sites {
			text += fmt.Sprintf(" %s %d %d", g.Sites[i].ID, len(g.Sites[i].Document.Pages), len(g.Sites[i].Document.Photos))
		}
		return text
	}
	whole, wanted := loaded(New(project(files), theme))
	want := same(whole) + report(wanted)
	for _, reload := range []bool{false, true} {
		points := 0
		for ended := true; ended && points < 1000; points++ {
			ctx, cancel := context.WithCancel(t.Context())
			fsys := &interrupting{FS: project(files), end: func() {}}
			l := New(fsys, theme)
			if reload {
				loaded(l)
				l.Forget("sites.toml", "content", "routes", "maps")
			}
			fsys.end = cancel
			fsys.left.Store(int64(points))
			_, _, err := l.Load(ctx)
			ended = err != nil
			cancel()
			fsys.end = func() {}
			if g, found := loaded(l); same(g)+report(found) != want || l.Map() == nil {
				t.Fatalf("interrupted at point %d: the next Load has %s%s, want %s", points, same(g), report(found), want)
			}
		}
		if points < 10 {
			t.Errorf("Load can be interrupted at %d points only", points)
		}
	}
}

// report formats problems in one line, sorted: file:line:column key.
func report(found diag.List) string {
	found.Sort()
	var lines []string
	for _, p := range found {
		place := p.Place.File
		if p.Place.Line > 0 {
			place += fmt.Sprintf(":%d:%d", p.Place.Line, p.Place.Column)
		}
		lines = append(lines, place+" "+p.Key)
	}
	return strings.Join(lines, "; ")
}

func project(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)}
	}
	return m
}

// theme is a built-in theme with words in two languages.
var theme = project(map[string]string{
	"layouts/words/zh-Hans.toml": "home = \"首页\"\nsites = \"地点\"\n",
	"layouts/words/en.toml":      "home = \"Home\"\nsites = \"Sites\"\n",
})

const sample = `[guide]
title = "指南"
languages = ["zh-Hans", "en"]
[[theme]]
id = "sea"
name = "海"
[[audience]]
id = "pupils"
name = "学生"
[[site]]
id = "kaishan"
name = { zh-Hans = "开山岛", en = "Kaishan" }
themes = ["sea"]
location = { lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }
[[site.hall]]
id = "prologue"
name = "序厅"
[[site]]
id = "pier"
name = "码头"
`

func whole() map[string]string {
	return map[string]string{
		"sites.toml":                               sample,
		"content/index.md":                         "home",
		"content/about.md":                         "+++\ntitle = \"关于\"\n+++\ntext",
		"content/about.en.md":                      "+++\ntitle = \"About\"\ndraft = true\n+++\ntext",
		"content/sites/pier.md":                    "pier",
		"content/sites/kaishan/index.md":           "text",
		"content/sites/kaishan/photos/b.jpg":       "b",
		"content/sites/kaishan/photos/a.jpg":       "a",
		"content/sites/kaishan/photos/photos.toml": "[[photo]]\nfile = \"b.jpg\"\nalt = \"乙\"\ntaken = 1986-07-01\n",
		"routes/sea.toml":                          "title = \"守海\"\nthemes = [\"sea\"]\nstart = 08:30:00\n[group]\nsize = 40\n[[stop]]\nsite = \"kaishan/prologue\"\nstay = \"45m\"\n[[stop.question]]\nkind = \"choice\"\nprompt = \"?\"\noptions = [\"一\", \"二\"]\nanswer = 2\n[[stop.question]]\nkind = \"choice\"\nprompt = \"?\"\noptions = [\"一\", \"二\", \"三\"]\nanswer = [3, 1, 3]\n[[stop]]\nplace = \"午餐\"\n",
		"layouts/words/en.toml":                    "sites = \"Places\"\n",
	}
}

func TestLoad(t *testing.T) {
	g, found := loaded(New(project(whole()), theme))
	if len(found) > 0 {
		t.Errorf("found %s", report(found))
	}
	s := g.Site("kaishan")
	if s == nil || len(s.Halls) != 1 || s.Halls[0].At.Line != 15 || s.At.Line != 10 {
		t.Fatalf("site %+v", s)
	}
	if p := s.Location.Point; fmt.Sprintf("%.5f %.5f", p.Lat, p.Lon) != "34.53000 119.87000" {
		t.Errorf("the position in GCJ-02 was converted to %v", p)
	}
	if en := s.Name.Passage("en"); en.Text != "Kaishan" || en.At != (diag.Place{File: "sites.toml", Line: 12, Column: 33}) {
		t.Errorf("name %+v", en)
	}
	if d := s.Document; len(d.Photos) != 2 || d.Photos[0].Base() != "b.jpg" || d.Photos[0].At.Line != 1 || d.Photos[0].Taken.String() != "1986-07-01" || !d.Folder {
		t.Errorf("document %+v", d)
	}
	if d := g.Page("about"); len(d.Pages) != 2 || d.Pages[0].Title != "关于" || d.Pages[1].Lang != "en" || !d.Pages[1].Draft {
		t.Errorf("page %+v", d)
	}
	r := g.Route("sea")
	if len(r.Stops) != 2 || r.Stops[0].Hall != "prologue" || r.Stops[0].Stay != 45*time.Minute || r.Stops[1].Place.Empty() || r.Group.Size != 40 || r.Start != 510*time.Minute {
		t.Errorf("route %+v", r)
	}
	if q := r.Stops[0].Questions[0]; q.At.Line != 9 || q.AnswerAt != (diag.Place{File: "routes/sea.toml", Line: 13, Column: 10}) || !slices.Equal(q.Answers, []int{2}) {
		t.Errorf("question %+v", q)
	}
	if q := r.Stops[0].Questions[1]; !slices.Equal(q.Answers, []int{3, 1}) {
		t.Errorf("question with two right options, one of them given twice: %+v", q)
	}
	if g.Words["en"]["sites"] != "Places" || g.Words["en"]["home"] != "Home" || g.Words["zh-Hans"]["sites"] != "地点" {
		t.Errorf("words %v", g.Words)
	}
}

// TestProblems changes one file of a complete project in each case; "-" removes it.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"no registry", "sites.toml", "-", "sites.toml registry-missing"},
		{"registry in GBK", "sites.toml", "[guide]\ntitle = \"\xbf\xaa\xc9\xbd\xb5\xba\"\n", "sites.toml:2:10 file-encoding/gbk"},
		{"second site broken", "sites.toml", sample + "stay = 1h\n[[site]]\nid = \"well\"\nname = \"井\"\nstay = 5\n", "sites.toml:21:8 toml-syntax/quotes; sites.toml:25:8 wrong-type"},
		{"unknown key", "sites.toml", sample + "adress = \"x\"\n", "sites.toml:21:1 unknown-key"},
		{"tables without headers", "sites.toml", "theme = [{ id = \"sea\", name = \"海\" }]\n" + sample, "sites.toml:1:1 toml-brackets/value"},
		{"single brackets", "sites.toml", sample + "[site]\nid = \"x\"\n", "sites.toml:21:1 missing-field; sites.toml:21:1 toml-brackets"},
		{"same id", "sites.toml", sample + "[[site]]\nid = \"pier\"\nname = \"x\"\n", "sites.toml:21:1 duplicate-id"},
		{"list of languages", "sites.toml", strings.Replace(sample, `["zh-Hans", "en"]`, `[1, "zh-Hans", "en", "zh_hant", "en", "x y"]`, 1), "sites.toml:3:14 wrong-type; sites.toml:3:35 bad-language; sites.toml:3:46 bad-language/twice; sites.toml:3:52 bad-language; layouts/words/zh-Hant.toml words-missing"},
		{"escaped key", "sites.toml", strings.Replace(sample, "languages", `"l\u0061nguages"`, 1), ""},
		{"other language in a text", "sites.toml", strings.Replace(sample, "en = \"Kai", "zh_hans = \"x\", fr = \"y\", en = \"Kai", 1), "sites.toml:12:27 unknown-language"},

		{"no option is right", "routes/sea.toml", "title = \"x\"\n[[stop]]\nplace = \"a\"\n[[stop.question]]\nkind = \"choice\"\nprompt = \"?\"\noptions = [\"a\", \"b\"]\nanswer = []\n[[stop.question]]\nkind = \"choice\"\nprompt = \"?\"\noptions = [\"a\", \"b\"]\nanswer = [\"a\"]\n", "routes/sea.toml:8:10 wrong-type; routes/sea.toml:13:10 wrong-type"},
		{"wrong value in an earlier stop", "routes/sea.toml", "title = \"x\"\n[[stop]]\nplace = \"a\"\nstay = 3\n[[stop]]\nplace = \"b\"\n", "routes/sea.toml:4:8 wrong-type"},
		{"bad date among stops", "routes/sea.toml", "title = \"x\"\ndate = 2026-02-30\n[[stop]]\nplace = \"a\"\n", "routes/sea.toml:2:8 bad-date"},
		{"stop without brackets", "routes/sea.toml", "title = \"x\"\n[stop]\nplace = \"a\"\n", "routes/sea.toml:2:1 toml-brackets"},
		{"a hall that does not exist", "routes/sea.toml", "title = \"x\"\n[[stop]]\nsite = \"kaishan/prolog\"\n", "routes/sea.toml:3:9 unknown-reference"},

		{"front matter open", "content/index.md", "+++\ntitle = 1\n", "content/index.md:1:1 front-matter-open"},
		{"front matter in YAML", "content/index.md", "---\ntitle: x\n---\n", "content/index.md:1:1 front-matter-yaml"},
		{"a rule of hyphens", "content/index.md", "---\n\ntext\n", ""},
		{"front matter's places", "content/index.md", "+++\r\ntitle = \"x\"\r\nthemes = [\"see\"]\r\n+++\r\n", "content/index.md:1:4 file-crlf; content/index.md:3:12 unknown-reference"},

		{"no such photo", "content/sites/kaishan/photos/photos.toml", "[[photo]]\nfile = \"c.jpg\"\n[[photo]]\nfile = \"../b.jpg\"\n[[photo]]\nalt = \"x\"\n", "content/sites/kaishan/photos/photos.toml:2:9 photo-missing; content/sites/kaishan/photos/photos.toml:4:9 path-outside/photo; content/sites/kaishan/photos/photos.toml:5:1 missing-field"},
		{"a photo thrice", "content/sites/kaishan/photos/photos.toml", "[[photo]]\nfile = \"b.jpg\"\n[[photo]]\nfile = \"a.jpg\"\n[[photo]]\nfile = \"b.jpg\"\n", "content/sites/kaishan/photos/photos.toml:5:1 duplicate-id/photo"},
		{"two tables", "content/sites/kaishan/photos.toml", "[[photo]]\nfile = \"b.jpg\"\n[[photo]]\nfile = \"a.jpg\"\n", "content/sites/kaishan/photos.toml:1:1 duplicate-id/photo"},
		{"both forms", "content/sites/kaishan.md", "x", "content/sites/kaishan.md:1:1 duplicate-page"},
		{"stray", "content/sites/kaishan/notes.md", "x", "content/sites/kaishan/notes.md stray-page"},
		{"photos of no site", "content/sites/kaishen/photos/a.jpg", "x", "content/sites/kaishen page-without-site"},
		{"litter of macOS", "content/sites/kaishan/photos/._a.jpg", "x", ""},
		{"litter of macOS next to a page", "content/._about.md", "x", ""},
		{"litter of macOS next to a route", "routes/._sea.toml", "\x00", ""},
		{"a bad name", "content/About.md", "x", "content/About.md bad-id/file"},
		{"another language", "content/about.fr.md", "x", "content/about.fr.md unknown-language/file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := whole()
			if files[c.file] = c.text; c.text == "-" {
				delete(files, c.file)
			}
			g, found := loaded(New(project(files), theme))
			want := strings.Split(c.want, "; ")
			slices.Sort(want)
			got := strings.Split(report(found), "; ")
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("\n got %s\nwant %s", strings.Join(got, "; "), strings.Join(want, "; "))
			}
			if g == nil || len(g.Languages) == 0 {
				t.Error("the guide is not usable")
			}
			for i := range g.Sites {
				for _, p := range g.Sites[i].Document.Photos {
					if _, ok := g.Files[p.File]; !ok {
						t.Errorf("%s is in a gallery but not among the files", p.File)
					}
				}
			}
		})
	}
}

func TestLanguageOf(t *testing.T) {
	for file, want := range map[string]string{
		"about.md": "about ", "about.en.md": "about en", "a/b.zh-Hant.md": "b zh-Hant", "a.b.c.md": "a b.c", ".md": " ",
	} {
		if id, lang := languageOf(file); id+" "+lang != want {
			t.Errorf("%s: %q %q", file, id, lang)
		}
	}
}

var fronts = []struct {
	text, front string
	body        int
}{
	{"", "", 0},
	{"text", "", 0},
	{"+++\na = 1\n+++\ntext", "a = 1\n", 14},
	{"+++\r\na = 1\r\n+++\r\ntext", "a = 1\r\n", 17},
	{"+++ \t\na = 1\n+++ \ntext", "a = 1\n", 17},
	{"+++\n+++\n", "", 8},
	{"+++\na = 1\n+++", "a = 1\n", 13},
	{"+++\na = 1\n", "", 0},
	{"+++", "", 0},
	{"++++\n+++\n", "", 0},
	{"+++\n\x17\n+++", "\x17\n", 9},
	{"\n+++\n+++\n", "", 0},
	{"+++\na = \"+++\"\n +++\n+++\nx", "a = \"+++\"\n +++\n", 23},
}

func TestSplit(t *testing.T) {
	for _, c := range fronts {
		front, body := Split([]byte(c.text))
		if string(front) != c.front || body != c.body {
			t.Errorf("%q: %q, %d", c.text, front, body)
		}
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, c := range fronts {
		f.Add(c.text)
	}
	f.Add("+++\ntitle = \"岛\"\ndate = 2026-10-14\nthemes = [\"sea\", 1]\ncover = \"a.jpg\"\n+++\n# 岛")
	f.Fuzz(func(t *testing.T, text string) {
		l := New(project(map[string]string{"content/index.md": text}), theme)
		var found diag.List
		g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}}
		p := l.pageOf(g, pageFile{path: "content/index.md", lang: "zh-Hans"}, []string{"sea"}, &found)
		lines := strings.Count(text, "\n") + 1
		for _, problem := range found {
			if at := problem.Place; at.File == "" || at.Line < 0 || at.Line > lines {
				t.Fatalf("%q: %s at %v", text, problem.Key, at)
			}
		}
		for key, at := range p.Places {
			if at.Line < 2 || at.Line > lines {
				t.Fatalf("%q: %s at %v", text, key, at)
			}
		}
		if body := l.Body("content/index.md"); strings.Count(string(body), "\n") > strings.Count(text, "\n") {
			t.Fatalf("%q: the body is %q", text, body)
		}
	})
}

func TestBody(t *testing.T) {
	l := New(project(map[string]string{"a.md": "+++\ntitle = \"岛\"\n+++\n# 岛\n"}), theme)
	if got := string(l.Body("a.md")); got != "   \n             \n   \n# 岛\n" {
		t.Errorf("%q", got)
	}
}

// TestPassagePlace checks the places of words inside texts. They are exact in texts
// without escapes, and otherwise the beginning of the text.
func TestPassagePlace(t *testing.T) {
	for _, c := range []struct{ toml, word, want string }{
		{"a = \"东西南北\"", "南", "1:8"},
		{"a = '东西南北'", "北", "1:9"},
		{"a = \"东\\t西\"", "西", "1:6"},
		{"a = '东\\t西'", "西", "1:9"},
		{"a = \"\"\"\n东\n西 南\"\"\"", "南", "3:3"},
		{"a = '''东\n\n西'''", "西", "3:1"},
		{"a = \"\"\"\n东\\\n  西\"\"\"", "西", "2:1"},
		{"a = { zh-Hans = '东西' }", "西", "1:19"},
		{"x = 1\na = \"\"\"\r\n东\r\n西\"\"\"", "东", "3:1"},
	} {
		var found diag.List
		d := newDecoder("f", c.toml, 1, &guide.Guide{Languages: []guide.Lang{"zh-Hans"}}, &found)
		root, _ := d.parse(c.toml)
		text, _ := d.text(&siteFields.Fields[slices.Index(schema.Site.Keys(), "address")], root.Get("a"))
		p := text.Passage("zh-Hans")
		at := p.Place(strings.Index(p.Text, c.word))
		if got := fmt.Sprintf("%d:%d", at.Line, at.Column); got != c.want || len(found) > 0 {
			t.Errorf("%q: %s is at %s, want %s; %s", c.toml, c.word, got, c.want, report(found))
		}
	}
}

// counting is a file system that counts how often files are opened.
type counting struct {
	fstest.MapFS
	mu     *sync.Mutex // pages are read in parallel
	opened map[string]int
}

func (c counting) Open(name string) (fs.File, error) {
	c.mu.Lock()
	c.opened[name]++
	c.mu.Unlock()
	return c.MapFS.Open(name)
}

// TestForget checks that after an edit a loader that forgets the file returns the
// same guide as a new one, and reads no other page again.
func TestForget(t *testing.T) {
	files := project(whole())
	c := counting{files, new(sync.Mutex), map[string]int{}}
	l := New(c, theme)
	loaded(l)
	for _, edit := range []struct {
		name   string
		forget []string
		do     func()
		reads  string // pages read again
	}{
		{"nothing", []string{}, func() {}, ""},
		{"a page", []string{"content/about.md"}, func() { files["content/about.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"新\"\n+++\n")} }, "content/about.md"},
		{"a new page", []string{"content/new.md"}, func() { files["content/new.md"] = &fstest.MapFile{Data: []byte("x")} }, "content/new.md"},
		{"a page less", []string{"content/new.md"}, func() { delete(files, "content/new.md") }, ""},
		{"a folder as a whole", []string{"content/sites/kaishan"}, func() {
			files["content/sites/kaishan/index.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"新\"\n+++\n")}
		}, "content/sites/kaishan/index.md"},
		{"a site", []string{"sites.toml"}, func() {
			files["sites.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(sample, "码头", "新码头", 1))}
		}, ""},
		{"a line more", []string{"sites.toml"}, func() { files["sites.toml"] = &fstest.MapFile{Data: []byte("# x\n" + sample)} }, ""},
		{"another site first", []string{"sites.toml"}, func() {
			files["sites.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(sample, "[[site]]", "[[site]]\nid = \"well\"\nname = \"井\"\nthemes = [\"sea\", \"land\"]\n[[site]]", 1))}
		}, ""},
		{"a route", []string{"routes/sea.toml"}, func() { files["routes/sea.toml"] = &fstest.MapFile{Data: []byte("title = 1")} }, ""},
		{"captions", []string{"content/sites/kaishan/photos/photos.toml"}, func() {
			files["content/sites/kaishan/photos/photos.toml"] = &fstest.MapFile{Data: []byte("[[photo]]\nfile = \"a.jpg\"\n")}
		}, ""},
		{"words", []string{"layouts/words/en.toml"}, func() { delete(files, "layouts/words/en.toml") }, ""},
	} {
		edit.do()
		clear(c.opened)
		if len(edit.forget) > 0 {
			l.Forget(edit.forget...)
		}
		g, found := loaded(l)
		var read []string
		for name := range c.opened {
			if strings.HasSuffix(name, ".md") {
				read = append(read, name)
			}
		}
		if got := strings.Join(read, " "); got != edit.reads {
			t.Errorf("%s: read %s again", edit.name, got)
		}
		fresh, freshFound := loaded(New(files, theme))
		if !reflect.DeepEqual(g, fresh) {
			t.Errorf("%s: the guide differs from that of a new loader", edit.name)
		}
		if a, b := report(found), report(freshFound); a != b {
			t.Errorf("%s:\n got %s\nwant %s", edit.name, a, b)
		}
	}
	files["content/about.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"又新\"\n+++\n")}
	l.Forget()
	if g, _ := loaded(l); g.Page("about").Pages[0].Title != "又新" {
		t.Error("Forget without a path does not forget all pages")
	}
}

func TestRead(t *testing.T) {
	fsys := project(map[string]string{"small": "12345678", "folder/x": "x"})
	fsys["link"] = &fstest.MapFile{Data: []byte("nowhere"), Mode: fs.ModeSymlink}
	for _, c := range []struct {
		file, data string
		missing    bool
		want       string
	}{
		{"small", "12345678", false, ""},
		{"none", "", true, ""},
		{"folder", "", false, "folder file-unreadable/folder"},
	} {
		var found diag.List
		data, missing := readText(fsys, c.file, 8, &found)
		if string(data) != c.data || missing != c.missing || report(found) != c.want {
			t.Errorf("%s: %q, %v, %s", c.file, data, missing, report(found))
		}
	}
	var found diag.List
	if data, _ := readText(fsys, "small", 7, &found); data != nil || report(found) != "small file-size" {
		t.Errorf("too long: %q, %s", data, report(found))
	}
}

func TestWrongTypes(t *testing.T) {
	keys := map[string]string{
		"stay": `3`, "capacity": `"x"`, "opening_hours": `1`, "themes": `"sea"`, "location": `[1]`, "sources": `[1]`, "hall": `1`, "address": `2`,
		"last_entry": `"x"`, "website": `"www.example.org"`, "kind": `"memorail"`,
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		files := whole()
		files["sites.toml"] += key + " = " + keys[key] + "\n"
		_, found := loaded(New(project(files), theme))
		if len(found) != 1 || found[0].Place.Line != 21 || found[0].Place.Column < len(key)+4 {
			t.Errorf("%s: %s", key, report(found))
		}
	}
}

// TestGalleryOrder checks that photos.toml comes first, and that numbers in the
// names of other photos are ordered as people count.
func TestGalleryOrder(t *testing.T) {
	files := whole()
	delete(files, "content/sites/kaishan/photos/photos.toml")
	for _, name := range []string{"10", "2", "02", "1", "hall-2-b", "hall-12-a", "hall-2-a", "图10", "图9"} {
		files["content/sites/kaishan/photos/"+name+".jpg"] = "x"
	}
	order := func() string {
		g, _ := loaded(New(project(files), theme))
		var names []string
		for _, p := range g.Site("kaishan").Document.Photos {
			names = append(names, strings.TrimSuffix(path.Base(p.File), ".jpg"))
		}
		return strings.Join(names, " ")
	}
	if got, want := order(), "1 02 2 10 a b hall-2-a hall-2-b hall-12-a 图9 图10"; got != want {
		t.Errorf("by name: %s, want %s", got, want)
	}
	files["content/sites/kaishan/photos/photos.toml"] = "[[photo]]\nfile = \"10.jpg\"\n[[photo]]\nfile = \"b.jpg\"\n"
	if got, want := order(), "10 b 1 02 2 a hall-2-a hall-2-b hall-12-a 图9 图10"; got != want {
		t.Errorf("after photos.toml: %s, want %s", got, want)
	}
}

// TestOneMessage makes a slip in a project without problems, and checks that it
// gives one message, at its place, with its fix; "" for no fix. The route and the
// pages that refer to what the slip is in are read as before.
func TestOneMessage(t *testing.T) {
	const registry, route, page, event, series, notice = "sites.toml", "routes/sea.toml", "content/about.md", "content/programme/talk.md", "content/series/all.md", "sites.toml"
	const gbk = "title = \"\xbf\xaa\xc9\xbd\""
	for _, c := range []struct{ file, right, wrong, want, fix string }{
		{registry, `id = "kaishan"`, `id = kaishan"`, "sites.toml:11:6 toml-syntax/quotes", `id = "kaishan"`},
		{registry, `id = "kaishan"`, `id：kaishan`, "sites.toml:11:3 toml-fullwidth", `id="kaishan"`},
		{registry, `id = "kaishan"`, `编号 = "kaishan"`, "sites.toml:11:1 unknown-key", "id"},
		{registry, "[[site]]\nid = \"kaishan\"", "[[site]\nid = \"kaishan\"", "sites.toml:10:1 toml-brackets", "[[site]]"},
		{registry, "[[site]]\nid = \"kaishan\"", "【【site】】\nid = \"kaishan\"", "sites.toml:10:1 toml-brackets", "[[site]]"},
		{registry, "[[site]]\nid = \"kaishan\"", "[[地点]]\nid = \"kaishan\"", "sites.toml:10:1 unknown-key", "[[site]]"},
		{registry, "[[site.hall]]", "[[site.展厅]]", "sites.toml:15:1 unknown-key", "[[site.hall]]"},
		{registry, "[[site.hall]]", "［［site.hall］］", "sites.toml:15:1 toml-brackets", "[[site.hall]]"},
		{registry, "[[theme]]", "[主题]", "sites.toml:4:1 unknown-key", "[[theme]]"},
		{registry, "[guide]", "[[guide]]", "sites.toml:1:1 toml-brackets/single", "[guide]"},
		{registry, `["zh-Hans", "en"]`, `["zh-Hans", "en"`, "sites.toml:3:13 toml-syntax/bracket", `languages = ["zh-Hans", "en"]`},
		{registry, `["zh-Hans", "en"]`, `["zh-Hans"，"en"]`, "sites.toml:3:23 toml-fullwidth", `languages = ["zh-Hans","en"]`},
		{registry, `["zh-Hans", "en"]`, `["中文", "en"]`, "sites.toml:3:15 bad-language", `"zh-Hans"`},
		{registry, `["zh-Hans", "en"]`, `["zh-Hans", "en-GB"]`, "sites.toml:3:26 bad-language/other", `"en"`},
		{registry, `themes = ["sea"]`, `themes = [sea]`, "sites.toml:13:11 toml-syntax/value", `themes = ["sea"]`},
		{registry, `themes = ["sea"]`, `themes = sea`, "sites.toml:13:10 toml-syntax/quotes", `themes = ["sea"]`},
		{registry, `themes = ["sea"]`, `themes = "海"`, "sites.toml:13:11 wrong-type", `["海"]`},
		{registry, "lat = 34.528745", "lat: 34.528745", "sites.toml:14:17 toml-syntax/equals", `location = { lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }`},
		{registry, "lat = 34.528745", "lat = 34,528745", "sites.toml:14:29 toml-syntax/equals", `location = { lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }`},
		{registry, "lat = 34.528745, ", "lat = 34.528745 ", "sites.toml:14:30 toml-syntax/comma", `location = { lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }`},
		{registry, "lat = 34.528745", "lat = 北纬34.528745度", "sites.toml:14:20 toml-syntax/angle", `location = { lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }`},
		{registry, `datum = "GCJ-02"`, `datum = "腾讯地图"`, "sites.toml:14:58 bad-value", "GCJ-02"},
		{registry, `{ lat = 34.528745, lon = 119.874990, datum = "GCJ-02" }`, `"119.874990，34.528745"`, "sites.toml:14:13 wrong-type", "{ lat = 34.528745, lon = 119.874990 }"},
		{registry, `name = "码头"`, "name = \"码头\"\nstay = 半小时", "sites.toml:21:8 toml-syntax/quotes", `stay = "30m"`},
		{registry, `name = "码头"`, "name = \"码头\"\ncapacity = 60人", "sites.toml:21:12 wrong-type", "capacity = 60"},
		{registry, `name = "码头"`, "name = \"码头\"\nwebsite = \"www.example.org\"", "sites.toml:21:12 bad-value/website", `"https://www.example.org"`},

		{route, `title = "守海"`, "title = 守海", "routes/sea.toml:1:9 toml-syntax/quotes", `title = "守海"`},
		{route, `title = "守海"`, `标题 = "守海"`, "routes/sea.toml:1:1 unknown-key", "title"},
		{route, "start = 08:30:00", "start = 上午8点半", "routes/sea.toml:3:9 toml-syntax/clock", "start = 08:30:00"},
		{route, "start = 08:30:00", "start = 8.30", "routes/sea.toml:3:9 wrong-type", "08:30:00"},
		{route, "[group]", "[[group]]", "routes/sea.toml:4:1 toml-brackets/single", "[group]"},
		{route, "[[stop]]\nsite", "[stop]\nsite", "routes/sea.toml:6:1 toml-brackets", "[[stop]]"},
		{route, `"kaishan/prologue"`, `"kaishan/序厅"`, "routes/sea.toml:7:9 unknown-reference", "prologue"},
		{route, `"kaishan/prologue"`, `"kaishan／prologue"`, "routes/sea.toml:7:9 unknown-site", "kaishan/prologue"},
		{route, `"kaishan/prologue"`, `"Kaishan Island"`, "routes/sea.toml:7:9 unknown-site", ""},
		{route, "site = ", "地点 = ", "routes/sea.toml:7:1 unknown-key", "site"},
		{route, "[[stop.question]]", "[[题目]]", "routes/sea.toml:9:1 unknown-key", "[[stop.question]]"},
		{route, "answer = 2", `answer = "二"`, "routes/sea.toml:13:11 wrong-type", "2"},
		{route, `options = ["一", "二"]`, `options = ["一" "二"]`, "routes/sea.toml:12:16 toml-syntax/comma", `options = ["一", "二"]`},

		{page, `title = "关于"`, "title: 关于", "content/about.md:2:6 toml-syntax/equals", `title = "关于"`},
		{page, `title = "关于"`, "title = \"关于\"\ndate = 2026年1月3日", "content/about.md:3:8 bad-date/form", "date = 2026-01-03"},

		{event, "start = 2026-12-02T15:00:00", "start = 2026/12/2 15:00", "content/programme/talk.md:3:9 bad-date/moment", "start = 2026-12-02T15:00:00"},
		{event, "start = 2026-12-02T15:00:00", "start = 2026年12月2日下午3点", "content/programme/talk.md:3:9 bad-date/moment", "start = 2026-12-02T15:00:00"},
		{event, "start = 2026-12-02T15:00:00", "start = 2026-12-02T15：00：00", "content/programme/talk.md:3:9 bad-date/moment", "start = 2026-12-02T15:00:00"},
		{event, "start = 2026-12-02T15:00:00", `start = "2026-12-2 15:00"`, "content/programme/talk.md:3:10 wrong-type", "start = 2026-12-02T15:00:00"},
		{event, "start = 2026-12-02T15:00:00", "start = 周三", "content/programme/talk.md:3:9 wrong-type", ""},
		{event, "start = 2026-12-02T15:00:00", "start = 2026-12-02T15:00:00；", "content/programme/talk.md:3:28 toml-fullwidth", "start = 2026-12-02T15:00:00"},
		{event, "start = 2026-12-02T15:00:00", "start = ？", "content/programme/talk.md:3:9 wrong-type", ""},
		{event, `title = "讲演"`, gbk, "content/programme/talk.md:2:10 file-encoding/gbk", ""},
		{series, `title = "三讲"`, gbk, "content/series/all.md:2:10 file-encoding/gbk", ""},
		{notice, "closed = true", "closed = 是", "sites.toml:26:10 wrong-type", "closed = true"},
		{notice, "from = 2026-12-01", "from = 十二月", "sites.toml:24:8 wrong-type", ""},
	} {
		files := whole()
		files[registry] += "\n[[notice]]\nsite = \"kaishan\"\nfrom = 2026-12-01\ntext = \"闭馆\"\nclosed = true\n"
		files[event] = "+++\ntitle = \"讲演\"\nstart = 2026-12-02T15:00:00\n+++\n"
		files[series] = "+++\ntitle = \"三讲\"\n\n[[part]]\nevent = \"talk\"\n+++\n"
		if !strings.Contains(files[c.file], c.right) {
			t.Fatalf("%s has no %s", c.file, c.right)
		}
		files[c.file] = strings.Replace(files[c.file], c.right, c.wrong, 1)
		g, found := loaded(New(project(files), theme))
		if got := report(found); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.wrong, got, c.want)
			continue
		}
		if got := cmp.Or(found[0].Fix, found[0].Nearest); c.fix != "" && got != c.fix {
			t.Errorf("%s: the fix is %s, want %s", c.wrong, got, c.fix)
		}
		if s := g.Site("kaishan"); s == nil || len(s.Halls) != 1 || s.Halls[0].ID != "prologue" {
			t.Errorf("%s: the site and its hall are lost", c.wrong)
		}
	}
}

// TestRepeatedTables checks that every list of tables of a route may be written as
// repeated tables, and that none of them is lost.
func TestRepeatedTables(t *testing.T) {
	lists := 0
	for _, f := range schema.Route.Fields {
		if !f.List || f.Type != schema.Sub {
			continue
		}
		lists++
		files := whole()
		files["routes/sea.toml"] = "title = \"守海\"\n"
		for range 3 {
			files["routes/sea.toml"] += "[[" + f.Key + "]]\n"
			for _, field := range f.Table.Fields {
				if field.Type == schema.Text {
					files["routes/sea.toml"] += field.Key + " = \"文字\"\n"
				}
			}
		}
		g, _ := loaded(New(project(files), theme))
		list := reflect.ValueOf(routeFields.Pointer(&g.Routes[0], f.Key)).Elem()
		if list.Len() != 3 {
			t.Errorf("of three tables [[%s]], %d are read", f.Key, list.Len())
		}
	}
	if lists < 6 {
		t.Errorf("only %d fields of a route are lists of tables", lists)
	}
}

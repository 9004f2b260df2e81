package archive

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/journal"
)

// guideOf returns a guide with photos, given by their paths.
func guideOf(files ...string) *guide.Guide {
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}, Pictures: map[string]guide.Picture{}, Files: map[string]guide.File{}}
	for _, file := range files {
		g.Files[file] = guide.File{}
		g.Pictures[file] = guide.Picture{Credit: "王某"}
		id := SiteOf(file)
		if n := len(g.Sites); n == 0 || g.Sites[n-1].ID != id {
			g.Sites = append(g.Sites, guide.Site{ID: id})
		}
		d := &g.Sites[len(g.Sites)-1].Document
		d.Photos = append(d.Photos, guide.Photo{File: file})
	}
	return g
}

func TestRename(t *testing.T) {
	const a, b = "content/sites/a/photos/", "content/sites/b/photos/"
	dated := guideOf(a+"1.JPG", a+"2.png", b+"门.jpg")
	dated.Sites[0].Document.Photos[0].Taken = guide.Date{Year: 1986, Month: 7, Day: 1}
	mixed := guideOf(a+"x.jpg", a+"X.png", a+"y.jpg")
	mixed.Files[a+"a-1.jpg"] = guide.File{} // which stays
	for _, c := range []struct {
		g             *guide.Guide
		pattern, want string
	}{
		{dated, "{site}-{n:3}", "1.JPG>a-001.jpg 2.png>a-002.png 门.jpg>b-001.jpg"},
		{dated, "{date}-{name}", "1.JPG>1986-07-01-1.jpg 2.png>undated-2.png 门.jpg>undated-门.jpg"},
		{dated, "{name}", "1.JPG>1.jpg"},
		{dated, "{n}", "1.JPG>1.jpg 门.jpg>1.jpg"},
		{mixed, "{site}-{n}", "x.jpg>a-1-2.jpg X.png>a-2.png y.jpg>a-3.jpg"},
		{guideOf(a+"x.jpg", a+"X.jpg"), "{name}", "X.jpg>X-2.jpg"},
		{guideOf(a+"1.jpg", a+"2.jpg"), " {n}. ", ""},
	} {
		p, err := ParsePattern(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range Rename(c.g, nil, p) {
			if path.Dir(m.From) != path.Dir(m.To) {
				t.Errorf("%s leaves its folder: %s", m.From, m.To)
			}
			got = append(got, path.Base(m.From)+">"+path.Base(m.To))
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: %s, want %s", c.pattern, text, c.want)
		}
	}
	for _, wrong := range []string{"", "{site}", "{x}-{n}", "a/{n}", "{n", "{n:0}", "a\x00{n}", "{n:3}{", `a\{n}`, "it's-{n}", "{n})", "{name} ({n}"} {
		var e *PatternError
		if _, err := ParsePattern(wrong); !errors.As(err, &e) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// TestFollow checks which texts are names of photos.
func TestFollow(t *testing.T) {
	r := NewReferences([]journal.Move{
		{From: "content/sites/a/photos/1.jpg", To: "content/sites/a/photos/2.jpg"}, {From: "content/sites/a/photos/2.jpg", To: "content/sites/a/photos/1.jpg"}, // exchanged
		{From: "content/sites/a/photos/门 口.jpg", To: "content/sites/a/photos/gate.jpg"}, {From: "content/sites/b/photos/1.jpg", To: "content/sites/b/photos/b 1.jpg"},
	})
	const own, other = "content/sites/a/index.md", "content/about.md"
	for _, c := range []struct{ file, text, want string }{
		{own, "![x](photos/1.jpg) (photos/2.jpg \"1.jpg\")", "![x](photos/2.jpg) (photos/1.jpg \"2.jpg\")"},
		{own, "photos/1.jpgs photos/11.jpg myphotos/1.jpg ../b/photos/2.jpg", "photos/1.jpgs photos/11.jpg myphotos/1.jpg ../b/photos/2.jpg"},
		{own, "![](../b/photos/1.jpg)", "![](../b/photos/b 1.jpg)"},
		{own, "![](../b/photos/1.jpg?x)\n![](./photos/1.jpg)", "![](../b/photos/b 1.jpg?x)\n![](./photos/2.jpg)"},
		{own, "cover = '1.jpg'\nx = \"1.jpg", "cover = '2.jpg'\nx = \"2.jpg"},
		{own, "![](photos/门 口.jpg) <photos/门%20口.jpg> (photos/%E9%97%A8%20%E5%8F%A3.jpg#x)", "![](photos/gate.jpg) <photos/gate.jpg> (photos/gate.jpg#x)"},
		{own, "[x](#photo/1.jpg)", "[x](#photo/2.jpg)"},
		{own, "1.jpg in words", "1.jpg in words"},
		{other, "(sites/a/photos/1.jpg) (photos/1.jpg) '1.jpg' [x](site:a/1.jpg) site:b/1.jpg", "(sites/a/photos/2.jpg) (photos/1.jpg) '1.jpg' [x](site:a/2.jpg) site:b/b 1.jpg"},
		{"content/sites/a.md", "(a/photos/1.jpg)", "(a/photos/2.jpg)"},
		{"sites.toml", "x = '1.jpg'\n[[site]]\nid = 'a'\np = '1.jpg'\n[[site.hall]]\nid = 'b'\n[[ site ]]\nid = \"b\"\np = '1.jpg'\n", "x = '1.jpg'\n[[site]]\nid = 'a'\np = '2.jpg'\n[[site.hall]]\nid = 'b'\n[[ site ]]\nid = \"b\"\np = 'b 1.jpg'\n"},
	} {
		if got := r.Follow(c.file, c.text); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.file, c.text, got, c.want)
		}
	}
}

// FuzzFollow checks that following there and back changes nothing, in a text without the
// new names.
func FuzzFollow(f *testing.F) {
	moves := []journal.Move{{From: "content/sites/a/photos/1.jpg", To: "content/sites/a/photos/new-1.jpg"}, {From: "content/sites/a/photos/x 2.jpg", To: "content/sites/a/photos/new-2.jpg"}}
	there, back := NewReferences(moves), NewReferences(journal.Back(moves))
	for _, text := range []string{"![x](photos/1.jpg)", "'x 2.jpg' site:a/1.jpg", "a/photos/1.jpg\"1.jpg\"", "[[site]]\nid = 'a'\n'1.jpg'"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "new-") || strings.Contains(text, "%20") {
			return
		}
		for _, file := range []string{"content/sites/a/index.md", "content/about.md", "sites.toml"} {
			if got := back.Follow(file, there.Follow(file, text)); got != text {
				t.Fatalf("%s: %q becomes %q", file, text, got)
			}
		}
	})
}

func TestReport(t *testing.T) {
	const a, b = "content/sites/a/photos/", "content/sites/b/photos/"
	g := guideOf(a+"1.jpg", b+"1.jpg", b+"2.jpg", b+"broken.jpg")
	delete(g.Pictures, b+"broken.jpg")
	g.Pictures[b+"2.jpg"] = guide.Picture{Caption: "塔", Credit: "李某", Licence: "CC0"}
	g.Sites[0].Document.Photos[0].Alt = guide.Text{{Lang: "zh-Hans", Text: "门"}}
	r := NewReport(g, nil)
	if got, want := fmt.Sprint(r.Photos, r.Sites, r.Lacking), "3 2 map[alt:2 caption:2 licence:2]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if r.Lists[0].ID != "b" || len(r.Lists[0].Files) != 2 || fmt.Sprint(r.Lists[0].Files[1].Missing) != "[alt]" || fmt.Sprint(r.Lists[1].Files[0].Missing) != "[caption licence]" {
		t.Errorf("%+v", r.Lists)
	}
	if r := NewReport(g, []string{"a"}); r.Photos != 1 || len(r.Lists) != 1 {
		t.Errorf("one site: %+v", r)
	}
	rows := Missing(g, nil)
	if len(rows) != 3 || rows[0].Site != "a" || rows[0].Missing != "图片说明、使用许可" || rows[0].Credit[0].Text != "王某" {
		t.Errorf("%+v", rows)
	}
}

package guide

import (
	"strings"
	"testing"
)

func TestValidID(t *testing.T) {
	for id, want := range map[string]bool{
		"a": true, "kaishan-island": true, "7": true, "a-": true, "1921": true, strings.Repeat("a", 100): true,
		"": false, "-a": false, "A": false, "a_b": false, "a.b": false, "a/b": false, "开山": false, "a b": false, "..": false, strings.Repeat("a", 101): false,
	} {
		if ValidID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}

func TestInside(t *testing.T) {
	for _, c := range []struct{ dir, written, want string }{
		{"content/sites/a", "photos/gate.jpg", "content/sites/a/photos/gate.jpg"},
		{"content/sites/a", "../b.md", "content/sites/b.md"},
		{"content/sites/a", "../../../routes/x.toml", "routes/x.toml"},
		{"content", "./a/../b.md", "content/b.md"},
		{".", "maps/city.osm.pbf", "maps/city.osm.pbf"},
		{".", "..a", "..a"},
		{"content", "图/门 1.jpg", "content/图/门 1.jpg"},
		{"content", "../..", ""},
		{".", "..", ""},
		{".", "../x", ""},
		{"content", "a/../../../x", ""},
		{"content", "/etc/passwd", ""},
		{"content", `..\x`, ""},
		{"content", `C:\x`, ""},
		{"content", "C:x", ""},
		{"content", "a\x00b", ""},
		{"content", "", ""},
	} {
		if got, ok := Inside(c.dir, c.written); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q in %q: %q, %v", c.written, c.dir, got, ok)
		}
	}
}

func TestTextIn(t *testing.T) {
	both := Text{{Lang: "zh-Hans", Text: "岛"}, {Lang: "en", Text: "island"}}
	for _, c := range []struct {
		text       Text
		lang       Lang
		want, real string
	}{
		{both, "en", "island", "en"}, {both, "zh-Hans", "岛", "zh-Hans"}, {both, "fr", "岛", "zh-Hans"},
		{both[1:], "zh-Hans", "island", "en"}, {nil, "en", "", "en"},
	} {
		text, real := c.text.In(c.lang)
		p := c.text.Passage(c.lang)
		if text != c.want || string(real) != c.real || p.Text != text || p.Lang != real {
			t.Errorf("%v in %s: %q in %s, %+v", c.text, c.lang, text, real, p)
		}
	}
	if !Text(nil).Empty() || both.Empty() {
		t.Error("Empty")
	}
}

// pages returns pages in these languages; one with a "*" is a draft.
func pages(s string) (all []Page) {
	for _, f := range strings.Fields(s) {
		lang, draft := strings.CutSuffix(f, "*")
		all = append(all, Page{Lang: Lang(lang), Draft: draft})
	}
	return all
}

func TestHideDrafts(t *testing.T) {
	for _, c := range []struct{ pages, want string }{
		{"", ""},
		{"zh-Hans en", "zh-Hans en"},
		{"zh-Hans en*", "zh-Hans"},
		{"zh-Hans* en", "hidden"},
		{"zh-Hans*", "hidden"},
		{"en*", "hidden"},
		{"en* fr", "fr"},
		{"en", "en"},
	} {
		g := &Guide{Languages: []Lang{"zh-Hans", "en", "fr"}, Sites: []Site{{Document: Document{Pages: pages(c.pages)}}}, Pages: []Document{{Pages: pages(c.pages)}}, Home: Document{Pages: pages(c.pages)}}
		g.HideDrafts()
		for what, d := range map[string]*Document{"site": &g.Sites[0].Document, "page": &g.Pages[0], "home": &g.Home} {
			var langs []string
			for _, p := range d.Pages {
				langs = append(langs, string(p.Lang))
			}
			got, want := strings.Join(langs, " "), c.want
			switch {
			case d.Draft:
				got = "hidden"
			case what == "home" && want == "hidden":
				want = ""
			}
			if got != want {
				t.Errorf("%s of %q: %q, want %q", what, c.pages, got, want)
			}
		}
	}
}

func TestIndex(t *testing.T) {
	g := &Guide{
		Sites:  []Site{{ID: "a", Themes: []string{"x", "y"}, Phone: "first", Halls: []Hall{{ID: "h"}}}, {ID: "b", Themes: []string{"x"}}, {ID: "a", Phone: "second"}},
		Routes: []Route{{ID: "r", Stops: []Stop{{Site: "a"}, {Site: "a", Hall: "h"}, {Site: "b"}, {}}}, {ID: "s", Stops: []Stop{{Site: "b"}}}},
		Pages:  []Document{{ID: "about"}}, Themes: []Theme{{ID: "x"}}, Audiences: []Audience{{ID: "pupils"}},
	}
	g.Index()
	if s := g.Site("a"); s != &g.Sites[0] || s.Hall("h") == nil || s.Hall("i") != nil || g.Sites[2].Order != 2 {
		t.Errorf("site a: %+v", s)
	}
	if g.Route("r") != &g.Routes[0] || g.Page("about") != &g.Pages[0] || g.Theme("x") != &g.Themes[0] || g.Audience("pupils") != &g.Audiences[0] {
		t.Error("something was not found")
	}
	if g.Site("") != nil || g.Route("a") != nil || g.Page("index") != nil || g.Theme("z") != nil || g.Audience("x") != nil {
		t.Error("something was found that does not exist")
	}
	if x := g.ThemeSites("x"); len(x) != 2 || x[0].ID != "a" || x[1].ID != "b" || g.ThemeSites("z") != nil {
		t.Errorf("theme x: %v", x)
	}
	if r := g.SiteRoutes("a"); len(r) != 1 || len(g.SiteRoutes("b")) != 2 {
		t.Errorf("routes of a: %v", r)
	}
	if (&Guide{}).Default() != "zh-Hans" {
		t.Error("Default")
	}
	new(Guide).Index()
}

func TestCover(t *testing.T) {
	d := &Document{Pages: []Page{{Lang: "zh-Hans", Cover: "b.jpg"}, {Lang: "en", Cover: "none.jpg"}}, Photos: []Photo{{File: "p/a.jpg"}, {File: "p/b.jpg"}}}
	for lang, want := range map[Lang]string{"zh-Hans": "b.jpg", "en": "a.jpg", "fr": "b.jpg"} {
		if got := d.Cover(lang).Base(); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
	if new(Document).Cover("en") != nil || new(Document).In("en") != nil || new(Document).At().File != "" {
		t.Error("an empty document has something")
	}
}

func TestClock(t *testing.T) {
	for minutes, want := range map[int]string{0: "00:00", 510: "08:30", 24 * 60: "24:00"} {
		if got := Clock(minutes); got != want {
			t.Errorf("Clock(%d) = %s, want %s", minutes, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	a, b := Date{2026, 2, 28}, Date{2026, 3, 1}
	if !a.Before(b) || b.Before(a) || a.Before(a) || a.String() != "2026-02-28" || (Date{}).String() != "" || !(Date{}).IsZero() || a.IsZero() {
		t.Error("dates")
	}
}

// TestHideDraftSitesAndRoutes checks that a draft site's document is a draft even
// without a page, and that a draft route is no longer found.
func TestHideDraftSitesAndRoutes(t *testing.T) {
	g := &Guide{
		Languages: []Lang{"zh-Hans"},
		Sites:     []Site{{ID: "gate"}, {ID: "well", Draft: true}, {ID: "pier"}},
		Routes: []Route{
			{ID: "day", Stops: []Stop{{Site: "gate"}}},
			{ID: "night", Draft: true, Stops: []Stop{{Site: "pier"}}},
		},
	}
	g.Index()
	g.HideDrafts()
	if g.Site("gate").Document.Draft || !g.Site("well").Document.Draft {
		t.Error("the wrong sites are drafts")
	}
	if len(g.Routes) != 1 || g.Route("night") != nil || g.DraftRoute("night") == nil || g.DraftRoute("day") != nil {
		t.Errorf("the routes are %+v", g.Routes)
	}
	if g.Route("day") != &g.Routes[0] || len(g.SiteRoutes("pier")) != 0 || !g.OnDraftRoute("pier") || g.OnDraftRoute("gate") {
		t.Error("the index has the draft")
	}
}

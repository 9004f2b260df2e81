package audit

import (
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestSitemapSample(t *testing.T) { t.Parallel(); sitemap(t, sample(t)) }
func TestSitemapHalf(t *testing.T)   { t.Parallel(); sitemap(t, half(t)) }

// sitemap checks that the sitemap lists exactly the canonical pages, except the
// self-checks, whose questions are on the routes' pages. A page that replaces a missing translation is canonical in the language of its text.
func sitemap(t *testing.T, b *publication) {
	var m struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []string `xml:"url>loc"`
	}
	unmarshal(t, b, "sitemap.xml", &m)
	want := map[string]bool{}
	for _, p := range b.pages {
		canonical, _ := attr(p.first(func(n *html.Node) bool { return isLink(n, "canonical") }), "href")
		if canonical == b.baseURL+p.folder() && !strings.HasSuffix(canonical, "/check/") {
			want[canonical] = true
		}
	}
	slices.Sort(m.URLs)
	if listed := slices.Sorted(maps.Keys(want)); !slices.Equal(m.URLs, listed) {
		t.Errorf("the sitemap lists\n%s\nbut the canonical pages are\n%s", strings.Join(m.URLs, "\n"), strings.Join(listed, "\n"))
	}
}

func TestFeedSample(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"feed.xml", "en/feed.xml"} {
		if feed(t, sample(t), name) == 0 {
			t.Errorf("%s has no entries", name)
		}
	}
}

func TestFeedHalf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"feed.xml": 2, "en/feed.xml": 1, "zh-Hant/feed.xml": 0} {
		if got := feed(t, half(t), name); got != want {
			t.Errorf("%s has %d entries, want %d: the dated pages that were written in its language", name, got, want)
		}
	}
}

// feed checks what RFC 4287 requires of an Atom feed and returns its number of
// entries.
func feed(t *testing.T, b *publication, name string) int {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Links   []link `xml:"link"`
		} `xml:"entry"`
	}
	unmarshal(t, b, name, &f)
	if f.ID == "" || f.Title == "" || f.Author == "" {
		t.Errorf("%s has the id %q, the title %q and the author %q", name, f.ID, f.Title, f.Author)
	}
	rels := map[string]string{}
	for _, l := range f.Links {
		rels[l.Rel] = l.Href
	}
	if rels["self"] != b.baseURL+name || b.at(rels["alternate"]) == nil {
		t.Errorf("%s has the links %v", name, rels)
	}
	ids := map[string]bool{f.ID: true}
	newest := moment(t, name, f.Updated)
	for _, e := range f.Entries {
		if ids[e.ID] || e.ID == "" || e.Title == "" {
			t.Errorf("%s has an entry with the id %q and the title %q", name, e.ID, e.Title)
		}
		ids[e.ID] = true
		if at := moment(t, name, e.Updated); at.After(newest) {
			t.Errorf("%s: %s is newer than the entry before it", name, e.ID)
		} else {
			newest = at
		}
		if len(e.Links) != 1 || e.Links[0].Rel != "alternate" || b.at(e.Links[0].Href) == nil {
			t.Errorf("%s: %s has the links %v", name, e.ID, e.Links)
		}
	}
	return len(f.Entries)
}

func moment(t *testing.T, name, value string) time.Time {
	at, err := time.Parse(time.RFC3339, value)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return at
}

func unmarshal(t *testing.T, b *publication, name string, into any) {
	t.Helper()
	if err := xml.Unmarshal(b.file(t, name), into); err != nil {
		t.Fatal(name, ": ", err)
	}
}

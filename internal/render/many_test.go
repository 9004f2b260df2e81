package render

import (
	"encoding/xml"
	"slices"
	"strconv"
	"testing"
)

// TestLinkedPages checks the row of links of lists of many lengths.
func TestLinkedPages(t *testing.T) {
	if got, want := linkedPages(49, 120), []int{0, 39, 47, 48, 49, 50, 51, 59, 119}; !slices.Equal(got, want) {
		t.Errorf("page 50 of 120 links to %v, want %v", got, want)
	}
	for pages := 1; pages < 450; pages++ {
		for page := range pages {
			linked := linkedPages(page, pages)
			for _, k := range []int{0, max(0, page-1), page, min(page+1, pages-1), pages - 1} {
				if !slices.Contains(linked, k) {
					t.Fatalf("page %d of %d does not link to %d", page, pages, k)
				}
			}
			for i := 1; i < len(linked); i++ {
				if step := linked[i] - linked[i-1]; step < 1 || step == 2 || pages <= allLinked && step > 1 {
					t.Fatalf("page %d of %d links to %v", page, pages, linked)
				}
			}
			if len(linked) > 13 {
				t.Fatalf("page %d of %d has %d links", page, pages, len(linked))
			}
		}
	}
}

// TestSitemaps checks that pages are divided among sitemaps, none lost.
func TestSitemaps(t *testing.T) {
	const base = "https://guide.example/"
	for _, test := range []struct{ pages, files int }{{0, 1}, {3, 1}, {4, 3}, {6, 3}, {7, 4}} {
		var pages []sitemapURL
		for i := range test.pages {
			pages = append(pages, sitemapURL{base + strconv.Itoa(i) + "/"})
		}
		made := map[string][]byte{}
		for _, o := range sitemaps(base, pages, 3) {
			m, err := o.Make()
			if err != nil {
				t.Fatal(err)
			}
			made[base+o.Address] = m.Data
		}
		if len(made) != test.files {
			t.Errorf("%d pages: %d files, want %d", test.pages, len(made), test.files)
		}
		lists := []sitemapURL{{base + "sitemap.xml"}}
		if test.files > 1 {
			var index sitemapIndex
			if err := xml.Unmarshal(made[base+"sitemap.xml"], &index); err != nil {
				t.Fatal(err)
			}
			lists = index.Sitemaps
		}
		var listed []sitemapURL
		for _, l := range lists {
			var m sitemap
			if err := xml.Unmarshal(made[l.Loc], &m); err != nil {
				t.Fatalf("%s: %v", l.Loc, err)
			}
			listed = append(listed, m.URLs...)
		}
		if !slices.Equal(listed, pages) {
			t.Errorf("%d pages: the sitemaps list %v", test.pages, listed)
		}
	}
}

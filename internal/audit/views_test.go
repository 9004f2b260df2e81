package audit

import (
	"net/url"
	"strings"
	"testing"
)

// views are the pages that Chromium looks at: one of each kind, in both
// languages.
var views = map[string][]string{
	"zh-Hans": {
		"index.html", "sites/index.html", "sites/kaishan-island/index.html", "sites/sundial/index.html", "routes/index.html",
		"routes/xuzhou-day/index.html", "routes/xuzhou-day/handout/index.html", "themes/guarding/index.html", "writing/index.html", "search/index.html", "404.html",
	},
	"en": {
		"en/index.html", "en/sites/index.html", "en/sites/xuzhou-training-centre/index.html", "en/routes/index.html",
		"en/routes/tsinghua-yuanmingyuan/index.html", "en/routes/lianyungang-day/handout/index.html", "en/themes/teachers/index.html", "en/writing/index.html", "en/search/index.html",
	},
}

// TestViews opens the views from a host, and the English ones from the disk, too. Nothing breaks the
// page's policy, complains, fails, or is requested from another host; every
// picture loads. On a phone and on a desktop, in both color schemes, the page
// fits the window, targets are large enough for a finger, and text has enough
// contrast.
func TestViews(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	site := sample(t)
	server := serve(t, site, below)
	for lang, addresses := range views {
		t.Run(lang, func(t *testing.T) {
			b := newTab(t)
			b.viewport(390, "light")
			for _, view := range addresses {
				if lang != "en" && view != "404.html" {
					continue // TestFromFiles opens these from the disk
				}
				b.visit(fileURL(site, view))
				b.loaded(fileURL(site, view))
			}
			b.visit("about:blank") // nothing more is requested from the disk
			b.clean("the last page")
			b.host = strings.TrimPrefix(server.URL, "http://")
			for _, view := range addresses {
				if view == "404.html" {
					continue // a host answers with it where nothing is, see TestNotFound
				}
				b.viewport(390, "light")
				b.visit(server.URL + below + view)
				b.loaded(server.URL + below + view)
				b.legible(view, "light", "dark")
				b.viewport(1280, "dark")
				b.legible(view, "dark", "light")
			}
			b.clean("the last page")
		})
	}
}

// loaded checks that a page has loaded whole.
func (b *tab) loaded(address string) {
	b.Helper()
	b.whole(address)
	b.clean(address)
	if run[int](b, `document.styleSheets.length`) == 0 {
		b.Errorf("%s has no styles", address)
	}
}

// TestNotFound requests missing addresses from a host that has the guide at
// the path of its base_url.
func TestNotFound(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	base, err := url.Parse(site.baseURL)
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t, site, base.Path)
	b.host = strings.TrimPrefix(server.URL, "http://")
	for _, missing := range []string{"nothing", "sites/nowhere/at/all/"} {
		b.visit(server.URL + base.Path + missing)
		for _, c := range b.complaints() {
			if !strings.Contains(c, missing) { // the page itself is missing, of course
				t.Errorf("%s: %s", missing, c)
			}
		}
		if home := run[string](b, `document.querySelector("main a").href`); home != server.URL+base.Path+"index.html" {
			t.Errorf("%s: the home link leads to %s", missing, home)
		}
		if run[int](b, styled) == 0 {
			t.Errorf("%s: no styles", missing)
		}
	}
}

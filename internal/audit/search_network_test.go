package audit

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// visitSearch opens the search page of a site on a host that lets answer reply
// first; answer returns false where it does not.
func (b *tab) visitSearch(site *publication, answer func(http.ResponseWriter, *http.Request) bool) (base string) {
	b.Helper()
	whole := serve(b.T, site, below).Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer(w, r) {
			whole.ServeHTTP(w, r)
		}
	}))
	b.Cleanup(server.Close)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.visit(server.URL + below + "search/index.html")
	return server.URL + below
}

// without replies with 404 to the scripts whose names match.
func without(matches func(name string) bool) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		missing := matches(r.URL.Path) && path.Ext(r.URL.Path) == ".js"
		if missing {
			http.NotFound(w, r)
		}
		return missing
	}
}

func contains(part string) func(string) bool {
	return func(name string) bool { return strings.Contains(name, part) }
}

// TestSearchAway takes files away, as on a phone without a network: the rest is
// searched, and the page says that it was not all.
func TestSearchAway(t *testing.T) {
	for name, c := range map[string]struct {
		site   func(*testing.T) *publication
		gone   func(string) bool
		query  string
		status string
		hits   bool
	}{
		"texts": {sample, func(name string) bool {
			return strings.Contains(name, "/text/") && !strings.HasSuffix(name, "xuzhou-day.js")
		}, "王杰", "只查了已有的部分", true},
		"meta":  {sample, contains("/meta.js"), "王杰", "没有载入", false},
		"index": {indexed, contains("/index/"), "天地", "只查了已有的部分", false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t)
			b.visitSearch(c.site(t), without(c.gone))
			b.ask(c.query)
			b.reports(c.status)
			if some := run[[]string](b, hits); (len(some) > 0) != c.hits {
				t.Errorf("%s: %q", c.query, some)
			}
		})
	}
}

// TestSearchSaved: without a network a guide with an index searches the routes
// that the device has saved.
func TestSearchSaved(t *testing.T) {
	b := newTab(t)
	root := b.visitSearch(indexed(t), without(contains("/index/")))
	run[bool](b, fmt.Sprintf(`(async () => {
		const root = %s;
		const cache = await caches.open("wayside " + root + " packs");
		await cache.put("r03", new Response(JSON.stringify({ route: "r03", lang: "zh-Hans", files: { "search/text/r03.js": "x", "routes/r03/index.html": "y" } })));
		await (await caches.open("wayside elsewhere packs")).put("x", new Response("not JSON"));
		return true;
	})()`, asJSON(t, root)))
	b.ask("Place")
	b.reports("只查了已有的部分")
	if some := run[[]string](b, hits); len(some) != 5 {
		t.Errorf("%q", some)
	}
}

// TestSearchSignIn searches behind a network that answers with a sign-in page
// of its own. Files that come so count as missing. They are not requested again
// with every key, but when the reader asks again.
func TestSearchSignIn(t *testing.T) {
	for gone, status := range map[string]string{"/search/text/": "只查了已有的部分", "/search/meta.js": "没有载入"} {
		t.Run(path.Base(gone), func(t *testing.T) {
			b := newTab(t)
			var open atomic.Bool
			var requests atomic.Int32
			b.visitSearch(sample(t), func(w http.ResponseWriter, r *http.Request) bool {
				if open.Load() || !strings.Contains(r.URL.Path, gone) {
					return false
				}
				if r.Header.Get("Sec-Fetch-Dest") == "script" { // and not from the worker, which keeps what a first page has loaded
					requests.Add(1)
				}
				w.Header().Set("Content-Type", "text/javascript")
				w.Header().Set("Cache-Control", "no-store")
				fmt.Fprint(w, `"Log in!"`)
				return true
			})
			b.ask("王杰")
			b.reports(status)
			first := requests.Load()
			b.ask("开山岛")
			b.until("the next query is searched for", `decodeURIComponent(location.search) === "?q=开山岛"`)
			run[any](b, searchAPI+`.find("开山岛", 20).then(() => null)`) // which takes as long as the page's own
			if more := requests.Load() - first; first == 0 || more > 0 {
				t.Errorf("%d files were requested, and %d again for the next query", first, more)
			}
			open.Store(true)
			run[any](b, `document.getElementById("search-form").requestSubmit()`)
			b.reports("找到 ")
			if now := run[string](b, searchStatus); strings.Contains(now, status) {
				t.Errorf("with the network back it still reports %q", now)
			}
			b.clean("the search page")
		})
	}
}

// TestSearchMixed answers with a text of another build, which has fewer pages:
// the pages that it has are found.
func TestSearchMixed(t *testing.T) {
	b := newTab(t)
	b.visitSearch(indexed(t), func(w http.ResponseWriter, r *http.Request) bool {
		name, text := strings.CutPrefix(r.URL.Path, below+"search/text/r")
		if text {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, searchAPI+".take(\"text\",\"r%s\",[])\n", strings.TrimSuffix(name, ".js"))
		}
		return text
	})
	b.ask("Place")
	b.reports("只查了已有的部分")
	if some := run[[]string](b, hits); len(some) != 20 {
		t.Errorf("%d hits", len(some))
	}
	b.clean("the search page")
}

// TestSearchNames: where the file for parts of words is missing, the hits that
// are shown stay in their order, and the page says that there may be more.
func TestSearchNames(t *testing.T) {
	b := newTab(t)
	var gone atomic.Bool
	gone.Store(true)
	b.visitSearch(indexed(t), without(func(name string) bool { return gone.Load() && strings.Contains(name, "/index/names") }))
	b.ask("Place 12")
	b.reports("只查了已有的部分")
	before := run[[]string](b, hits)
	if len(before) < 11 || len(before) >= 20 {
		t.Fatalf("%q", before)
	}
	more := func() {
		run[any](b, `document.getElementById("search-more").click()`)
		b.until("more has been searched for", `!document.getElementById("search-more").disabled`)
	}
	more()
	if now := run[[]string](b, hits); !slices.Equal(now, before) {
		t.Errorf("%q becomes %q", before, now)
	}
	if focus := run[string](b, `document.activeElement.textContent`); focus != before[len(before)-1] {
		t.Errorf("where nothing more is found, %q has the focus", focus)
	}
	// With the network back the same button finds the rest.
	gone.Store(false)
	run[any](b, `dispatchEvent(new Event("online"))`)
	more()
	if now := run[[]string](b, hits); len(now) <= len(before) || !slices.Equal(now[:len(before)], before) {
		t.Errorf("%q becomes %q", before, now)
	}
}

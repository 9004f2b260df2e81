package audit

import (
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shift returns how far the page has moved by itself since it was opened, and what
// has moved. The observer delivers the entries that are buffered before a later timer runs.
const shift = `new Promise(done => {
	let sum = 0;
	const what = [];
	const add = list => {
		for (const e of list.getEntries()) {
			sum += e.value;
			for (const { node, previousRect: from, currentRect: to } of e.sources) {
				const name = node ? node.nodeName + (node.id && "#" + node.id) + (node.className && "." + node.className) : "?";
				what.push(Math.round(e.startTime) + " ms: " + name + " " + [from.x, from.y, from.width, from.height] + " -> " + [to.x, to.y, to.width, to.height]);
			}
		}
	};
	const observer = new PerformanceObserver(add);
	observer.observe({ type: "layout-shift", buffered: true });
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
		add({ getEntries: () => observer.takeRecords() });
		done({ sum: Math.round(sum * 1e4) / 1e4, what });
	})));
})`

type shifts struct {
	Sum  float64  `json:"sum"`
	What []string `json:"what"`
}

// TestStaysPut holds the pictures back until the page has been drawn and its
// scripts have run: nothing moves when the pictures come.
func TestStaysPut(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	site := sample(t)
	for _, width := range []int64{390, 1280} {
		t.Run(map[int64]string{390: "phone", 1280: "desktop"}[width], func(t *testing.T) {
			b := newTab(t)
			h := newHost(t, site.dir, below)
			if _, err := chromedp.Call(b.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
				t.Fatal(err)
			}
			b.viewport(width, "light")
			for _, view := range []string{"index.html", "sites/index.html", "sites/kaishan-island/index.html", "en/routes/tsinghua-yuanmingyuan/index.html", "writing/index.html", "saved/index.html", "routes/xuzhou-day/handout/index.html"} {
				release := h.hold(func(address string, _ *http.Request) bool { return path.Ext(address) == ".jpg" })
				if _, err := chromedp.Call(b.ctx, protocol.Navigate, protocol.NavigateParams{URL: h.url(view)}); err != nil {
					t.Fatal(err)
				}
				b.until(view+" is drawn without its pictures", `location.href === `+asJSON(t, h.url(view))+` && performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd > 0 && performance.getEntriesByName("first-contentful-paint").length > 0`)
				before := run[shifts](b, shift)
				release()
				b.until(view+" has loaded", `document.readyState === "complete"`)
				run[int](b, loadAll)
				after := run[shifts](b, shift)
				if moved := after.Sum - before.Sum; moved > 0.001 {
					t.Errorf("%s at %d px: the page moves by %.4f when its pictures come: %q", view, width, moved, after.What)
				}
			}
		})
	}
}

// TestFilter chooses themes in the list of sites, without scripts.
func TestFilter(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.visit(server.URL + below + "sites/index.html")
	const shown = `[...document.querySelectorAll(".card")].filter(c => c.checkVisibility()).map(c => c.dataset.themes)`
	all := run[[]string](b, shown)
	for _, theme := range []string{"teachers", "guarding"} {
		want := 0
		for _, themes := range all {
			if slices.Contains(strings.Fields(themes), theme) {
				want++
			}
		}
		if want == 0 || want == len(all) {
			t.Fatalf("%s: %d of %d cards have the theme: nothing to filter", theme, want, len(all))
		}
		b.do(chromedp.Click(chromedp.CSS("label.theme-" + theme)))
		b.becomes("cards shown for "+theme, `String(`+shown+`.length)`, asJSON(t, want))
		if empty := run[[]string](b, `[...document.querySelectorAll("main section")].filter(s => s.checkVisibility() && ![...s.querySelectorAll(".card")].some(c => c.checkVisibility())).map(s => s.textContent)`); len(empty) > 0 {
			t.Errorf("%s: headings without cards: %q", theme, empty)
		}
	}
	b.do(chromedp.Click(chromedp.CSS("label:has(#show-all)")))
	b.becomes("cards shown for all themes", `String(`+shown+`.length)`, asJSON(t, len(all)))
}

// TestKeyboard enters a page with the Tab key: the skip link comes first, can
// be seen, and leads past the header.
func TestKeyboard(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.viewport(1280, "light")
	for _, view := range []string{"index.html", "en/sites/kaishan-island/index.html"} {
		b.visit(server.URL + below + view)
		b.do(chromedp.KeyEvent(kb.Tab))
		b.becomes(view+": the first Tab goes to", `document.activeElement.className`, "skip")
		b.until(view+": the skip link is in sight", `document.activeElement.getBoundingClientRect().top >= 0`)
		if ring := run[string](b, `getComputedStyle(document.activeElement).outlineStyle`); ring == "none" {
			t.Errorf("%s: the focus cannot be seen", view)
		}
		b.do(chromedp.KeyEvent(kb.Enter))
		b.becomes(view+": the skip link leads to", `location.hash`, "#main")
		b.do(chromedp.KeyEvent(kb.Tab))
		b.until(view+": Tab goes on inside main", `document.querySelector("main").contains(document.activeElement)`)
	}
}

// TestLargeText has all texts half as large again on the narrowest phone, as older readers set
// them: no page is wider than the screen.
func TestLargeText(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.viewport(320, "light")
	for _, view := range []string{"index.html", "en/sites/huaihai-memorial/index.html", "sites/xuzhou-training-centre/index.html", "programme/wednesday-class/index.html", "programme/menu/index.html", "programme/series/six-parts/index.html", "programme/series/six-parts/certificate/index.html", "for/secondary/index.html"} {
		b.visit(server.URL + below + view)
		if width := run[int](b, `(document.documentElement.style.fontSize = "150%", document.documentElement.scrollWidth)`); width > 320 {
			t.Errorf("%s is %d pixels wide", view, width)
		}
	}
}

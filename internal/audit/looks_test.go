package audit

import (
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// wide lists what is wider than the window, without what scrolls by itself.
const wide = `(() => {
	const edge = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= edge) return [];
	return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 0.5)
		.map(e => e.tagName + "." + e.className + " " + e.getBoundingClientRect().right);
})()`

// small lists what a finger would miss: targets of less than 44 × 44 px. A
// link within a sentence is as high as its line, and a box is as large as its
// label.
const small = `(() => {
	const least = 43.9, found = [];
	for (const e of document.querySelectorAll("a[href], button, summary, select, textarea, label, input:not(label input)")) {
		if (!e.checkVisibility() || e.matches(".skip")) continue;
		const r = e.getBoundingClientRect();
		const alone = getComputedStyle(e).display !== "inline";
		const inSentence = e.closest(".text, .block, figcaption, .sources, .estimate, .lead");
		if (!alone && inSentence) continue;
		if (r.width < least || r.height < least)
			found.push(e.tagName + " " + e.textContent.trim().slice(0, 20) + " " + r.width.toFixed(1) + "×" + r.height.toFixed(1));
	}
	return found;
})()`

// faint lists the texts whose contrast to the ground behind them is under
// 4.5:1. Details are opened first.
const faint = `(() => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	const parse = c => { const m = c.match(/^rgba?\(([^)]+)\)$/); if (!m) throw new Error("a colour " + c); const v = m[1].split(/[ ,\/]+/).map(Number); return v.length < 4 ? [...v, 1] : v; };
	const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const found = new Set();
	let texts = 0;
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const e = walker.currentNode.parentElement;
		if (!walker.currentNode.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
		const layers = [];
		for (let a = e; a; a = a.parentElement) {
			const c = parse(getComputedStyle(a).backgroundColor);
			layers.push(c);
			if (c[3] === 1) break;
		}
		if (layers.at(-1)[3] !== 1) { found.add("no opaque ground: " + e.tagName + "." + e.className); continue; }
		const ground = layers.reverse().reduce((below, c) => over(c, below));
		const ink = over(parse(getComputedStyle(e).color), ground);
		const [hi, lo] = [light(ink), light(ground)].sort((a, b) => b - a);
		const ratio = (hi + 0.05) / (lo + 0.05);
		texts++;
		if (ratio < 4.5) found.add(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 20));
	}
	return texts ? [...found] : ["no text at all"];
})()`

// TestBrowserLooks measures the views on a phone and on a desk, by day and by
// night.
func TestBrowserLooks(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.in(width, scheme)
			for _, view := range views {
				if view == "404.html" {
					b.do(chromedp.Navigate(fileURL(site, view)))
				} else {
					b.do(chromedp.Navigate(server.URL + below + view))
				}
				for what, script := range map[string]string{"too wide": wide, "too small for a finger": small, "too faint": faint} {
					for _, found := range run[[]string](b, script) {
						t.Errorf("%s at %d px, %s: %s: %s", view, width, scheme, what, found)
					}
				}
			}
		}
	}
}

// TestBrowserStaysPut sends pictures late, and wants nothing to move for them.
func TestBrowserStaysPut(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	guide := serve(t, site, below).Config.Handler
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".jpg" {
			time.Sleep(120 * time.Millisecond)
		}
		w.Header().Set("Cache-Control", "no-store")
		guide.ServeHTTP(w, r)
	}))
	t.Cleanup(slow.Close)
	const shift = `new Promise(done => {
		let sum = 0;
		new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({ type: "layout-shift", buffered: true });
		setTimeout(() => done(Math.round(sum * 1e4) / 1e4), 100);
	})`
	for _, width := range []int64{390, 1280} {
		b.in(width, "light")
		for _, view := range []string{"index.html", "sites/index.html", "sites/kaishan-island/index.html", "en/routes/tsinghua-yuanmingyuan/index.html", "writing/index.html", "saved/index.html", "routes/xuzhou-day/handout/index.html"} {
			b.do(chromedp.Navigate(slow.URL + below + view))
			run[int](b, readThrough)
			if moved := run[float64](b, shift); moved > 0.001 {
				t.Errorf("%s at %d px: the page moves by %v while it loads", view, width, moved)
			}
		}
	}
}

// TestBrowserFilter chooses a theme in the list of sites, with scripts off.
func TestBrowserFilter(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Navigate(server.URL + below + "sites/index.html"))
	const shown = `[...document.querySelectorAll(".card")].filter(c => c.checkVisibility()).map(c => c.dataset.themes)`
	all := run[[]string](b, shown)
	for _, theme := range []string{"teachers", "guarding"} {
		want := 0
		for _, themes := range all {
			if slices.Contains(strings.Fields(themes), theme) {
				want++
			}
		}
		b.do(chromedp.Click(chromedp.CSS("label.theme-"+theme)), chromedp.Sleep(settle))
		left := run[[]string](b, shown)
		if len(left) != want || want == 0 || want == len(all) {
			t.Errorf("%s: %d of %d cards are shown, not %d", theme, len(left), len(all), want)
		}
		if empty := run[[]string](b, `[...document.querySelectorAll("main section")].filter(s => s.checkVisibility() && ![...s.querySelectorAll(".card")].some(c => c.checkVisibility())).map(s => s.textContent)`); len(empty) > 0 {
			t.Errorf("%s: headings without cards: %q", theme, empty)
		}
	}
	b.do(chromedp.Click(chromedp.CSS("label:has(#show-all)")), chromedp.Sleep(settle))
	if again := run[[]string](b, shown); len(again) != len(all) {
		t.Errorf("all: %d of %d cards are shown", len(again), len(all))
	}
}

// TestBrowserKeyboard walks into a page by the Tab key: the skip link comes
// first, can be seen, and leads past the header.
func TestBrowserKeyboard(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	b.in(1280, "light")
	for _, view := range []string{"index.html", "en/sites/kaishan-island/index.html"} {
		b.do(chromedp.Navigate(server.URL+below+view), chromedp.KeyEvent(kb.Tab), chromedp.Sleep(settle))
		if on := run[string](b, `document.activeElement.className`); on != "skip" {
			t.Errorf("%s: the first Tab goes to %q", view, on)
		}
		if top := run[float64](b, `document.activeElement.getBoundingClientRect().top`); top < 0 {
			t.Errorf("%s: the skip link stays out of sight, at %v px", view, top)
		}
		if ring := run[string](b, `getComputedStyle(document.activeElement).outlineStyle`); ring == "none" {
			t.Errorf("%s: the focus cannot be seen", view)
		}
		b.do(chromedp.KeyEvent(kb.Enter), chromedp.Sleep(settle))
		if hash := run[string](b, `location.hash`); hash != "#main" {
			t.Errorf("%s: the skip link leads to %q", view, hash)
		}
		b.do(chromedp.KeyEvent(kb.Tab), chromedp.Sleep(settle))
		if !run[bool](b, `document.querySelector("main").contains(document.activeElement)`) {
			t.Errorf("%s: after the skip link, Tab goes to %s", view, run[string](b, `document.activeElement.outerHTML`))
		}
	}
}

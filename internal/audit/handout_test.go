package audit

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tools are shorthands for the scripts of these tests.
const tools = `
	const $ = s => document.querySelector(s), $$ = s => [...document.querySelectorAll(s)];
	const setTo = (id, value) => { const e = $("#set-" + id); e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); };
	const leaflet = () => $(".leaflet").textContent.trim();
	const shown = s => $$(s).filter(e => e.checkVisibility()).map(e => e.textContent.trim());
	void 0`

// openHandout loads a handout, defines the tools and opens its settings. The
// blank page comes first, since a new fragment alone would not load it again.
func (b *tab) openHandout(address string) {
	b.Helper()
	b.visit("about:blank")
	b.visit(address)
	run[any](b, tools)
	run[any](b, `$("#scripted").open = true; void 0`)
	b.until("the settings are there", `$("#setup-reset")`)
}

// scriptsRequested returns what was requested except pictures, which come
// when they are scrolled to, and the page's icon.
func (b *tab) scriptsRequested() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := map[string]bool{}
	for _, to := range b.requests {
		if ext := path.Ext(to); ext != ".jpg" && ext != ".png" && !strings.HasPrefix(to, "data:") && !strings.Contains(to, "favicon") {
			all[to] = true
		}
	}
	return all
}

// TestHandoutSameText compares the script's text with the program's: for the
// route as written they are the same, on the handouts of the sample, in both
// editions and both languages. Another date is set in between, so that all of
// the text is the script's. The half-translated guide has a route without a
// date.
func TestHandoutSameText(t *testing.T) {
	for name, guide := range map[string]struct {
		get   func(*testing.T) *publication
		least int
	}{"sample": {sample, 8}, "teacher": {teacherEdition, 4}, "half": {half, 3}} {
		t.Run(name, func(t *testing.T) {
			b, handouts := newTab(t), 0
			site := guide.get(t)
			for _, p := range site.pages {
				// The teacher edition differs in what the script does not write.
				if path.Base(path.Dir(p.address)) != "handout" || name == "teacher" && strings.HasPrefix(p.address, "en/") {
					continue
				}
				handouts++
				b.openHandout(fileURL(site, p.address))
				want := text(p.first(func(n *html.Node) bool { return n.DataAtom == atom.Article && has(n, "class", "leaflet") }))
				if got := run[string](b, `leaflet()`); got != want {
					t.Errorf("%s: at first the script writes\n%s\nnot\n%s", p.address, got, want)
				}
				other := run[string](b, `setTo("date", "2026-11-02"); setTo("start", "12:34"); setTo("pace", "1.5"); leaflet()`)
				if other == want {
					t.Errorf("%s: the settings change nothing", p.address)
				}
				if got := run[string](b, `$("#setup-reset").click(); leaflet()`); got != want {
					t.Errorf("%s: after another date the script writes\n%s\nnot\n%s", p.address, got, want)
				}
				b.clean(p.address)
			}
			if handouts < guide.least {
				t.Errorf("%d handouts, want at least %d", handouts, guide.least)
			}
		})
	}
}

// TestHandoutSettings sets a closed Monday and applies the remedy, leaves a
// stop out and shares the link; over HTTP and from a file.
func TestHandoutSettings(t *testing.T) {
	const view = "routes/xuzhou-day/handout/index.html"
	for _, from := range []string{"http", "file"} {
		t.Run(from, func(t *testing.T) {
			b := newTab(t)
			address := fileURL(sample(t), view)
			if from == "http" {
				server := serve(t, sample(t), below)
				address = server.URL + below + view
				b.host = strings.TrimPrefix(server.URL, "http://")
			}
			b.openHandout(address)
			requested := b.scriptsRequested()
			expect := func(what, script, want string) {
				t.Helper()
				if got := run[string](b, script); got != want {
					t.Errorf("%s: %q, want %q", what, got, want)
				}
			}
			expect("remarks at first", `$("#remarks").textContent`, "")

			run[any](b, `setTo("date", "2026-10-26"); void 0`)
			expect("the closed stop", `$("#remarks .refused").firstChild.data`, "第 3 站当天不开放")
			b.becomes("its remedies", `$$("`+fixButton+`").map(m => m.textContent).join()`, "改到2026年10月27日（周二）,改到2026年10月28日（周三）,改到2026年10月29日（周四）")
			expect("the cover's date", `$("#field-date").textContent + $("#plan-date").textContent`, strings.Repeat("2026年10月26日（周一）", 2))
			b.becomes("the verdict next to the controls", `shown("#scripted [role=status] li").join()`, "第 3 站当天不开放,有的站点没有登记开放时间，出发前请逐一询问。")
			run[any](b, `$("`+fixButton+`").click()`)
			expect("after the remedy", `$("#remarks").textContent + $("#set-date").value + document.activeElement.id`, "2026-10-27remarks")

			before := run[string](b, `$("#stop-4 .when").textContent`)
			run[any](b, `$("#keep-3").click()`)
			expect("the stop that is left out", `shown('[data-stop="2"]').join()`, "")
			expect("the numbers on the map", `shown(".map .routemap .number").join()`, "1–2,3,4,5")
			expect("the numbers of the others", `shown(".times tbody .no").join()`, "1,2,3,4,5")
			expect("the number of the next stop", `$("#stop-4 .badge").textContent + $("#keep-4 + .no").textContent`, "33 ")
			if after := run[string](b, `$("#stop-4 .when").textContent`); after == before {
				t.Errorf("stop 4 is still at %s without stop 3", after)
			}
			run[any](b, `setTo("start", "09:05"); setTo("group", "<img src=x onerror=alert(1)> 初二&3%"); $("#large").click()`)
			expect("a name that is markup", `$("#field-group").textContent + $$(".leaflet [onerror]").length`, "<img src=x onerror=alert(1)> 初二&3%0")

			const hash = "#date=2026-10-27&start=0905&group=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20%E5%88%9D%E4%BA%8C%263%25&without=3&large"
			b.becomes("the address's fragment", `location.hash`, hash)
			for now := range b.scriptsRequested() {
				if !requested[now] {
					t.Errorf("the settings requested %s", now)
				}
			}
			page := run[string](b, `$(".leaflet").innerText`)
			b.openHandout(address + hash)
			expect("the page at the shared link", `$(".leaflet").innerText`, page)
			expect("its settings", `$("#large").checked + $("#set-start").value + $("#set-group").value`, "true09:05<img src=x onerror=alert(1)> 初二&3%")

			for i := range 5 {
				run[any](b, `$$("#scripted [type=checkbox]:checked:not(:disabled)").forEach((box, i) => i || box.click())`)
				if n := run[int](b, `$$(".times tbody tr:not([hidden])").length`); n != max(1, 4-i) {
					t.Errorf("%d stops are left after %d", n, i+1)
				}
			}
			run[any](b, `setTo("date", "2099-01-01")`)
			if got := run[string](b, `$("#keep-3").click(); $("#remarks li").textContent`); !strings.Contains(got, "须先询问") {
				t.Errorf("a day without known hours: %q", got)
			}
			run[any](b, `$("#setup-link").click()`)
			b.until("the link is copied or shown", `!$("#link").hidden || $("#scripted p.live").textContent !== ""`)
			b.clean(from)
		})
	}
}

// TestHandoutFragments: a fragment that is no valid setting changes nothing.
func TestHandoutFragments(t *testing.T) {
	b := newTab(t)
	b.stopClock()
	address := fileURL(sample(t), "en/routes/tsinghua-yuanmingyuan/handout/index.html")
	b.openHandout(address)
	page := run[string](b, `leaflet()`)
	// follow sets the fragment and waits until the page has heard of it.
	const follow = `((hash, get) => new Promise(done => {
		addEventListener("hashchange", () => done(get()), { once: true });
		if (location.hash === hash || location.hash === "" && hash === "#") done(get());
		location.hash = hash;
	}))`
	for _, hash := range []string{
		"#", "#stop-3", "#nothing", "#date=2026-02-30", "#date=20261015", "#date=%", "#date=2026-10-15T00:00", "#start=2460", "#start=-100", "#start=830", "#start=0000",
		"#pace=1e9", "#pace=0", "#pace=-3", "#pace=NaN", "#pace=Infinity", "#pace=4,5,6", "#without=0,99,-1,x,1.5", "#without=1,2,3,4,5,6,7,8,9,10,11,12",
		"#group=%E0%A4%A", "#group=%ED%A0%80", "#__proto__=1&constructor=2&toString", "#large=1&plain=0", "#group", "#&&&===", "#javascript:alert(1)",
	} {
		if got := run[string](b, follow+`(`+asJSON(t, hash)+`, leaflet)`); got != page {
			t.Errorf("%s changes the page:\n%s", hash, got)
		}
		b.clean(hash)
		b.advance(10_000) // the page would write its settings into the address
	}
	b.openHandout(address + "#stop-3")
	b.advance(10_000)
	if hash := run[string](b, `location.hash`); hash != "#stop-3" {
		t.Errorf("the link to a stop became %q", hash)
	}
	if got := run[string](b, follow+`("#pace=2&without=2&utm_source=x&plain", () => [$("#set-pace").value, $("#keep-2").checked, $("#plain").checked].join())`); got != "2,false,true" {
		t.Errorf("settings among others: %s", got)
	}
}

// TestHandoutWithoutStart sets a start for a route that has none: the columns
// of times that the page then needs are as the program writes them.
func TestHandoutWithoutStart(t *testing.T) {
	b := newTab(t)
	site := half(t)
	const view = "routes/walk/handout/index.html"
	guide := serve(t, site, below).Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, view) {
			guide.ServeHTTP(w, r)
			return
		}
		w.Write(bytes.Replace(site.file(t, view), []byte(`"start":540`), []byte(`"start":-1`), 1))
	}))
	t.Cleanup(server.Close)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.openHandout(server.URL + below + view)
	if n := run[int](b, `shown(".leaflet .when, #plan-length").length`); n != 0 {
		t.Errorf("%d times without a start", n)
	}
	want := text(site.byAddress[view].first(func(n *html.Node) bool { return has(n, "class", "leaflet") }))
	if got := run[string](b, `setTo("start", "09:00"); leaflet()`); got != want {
		t.Errorf("with a start the script writes\n%s\nnot\n%s", got, want)
	}
	if got := run[string](b, `setTo("group", "😀".repeat(29) + "a😀"); $("#field-group").textContent`); got != strings.Repeat("😀", 29)+"a " {
		t.Errorf("a long name became %q", got)
	}
	b.until("the settings are in the address", `location.hash.startsWith("#start=0900&group=")`)
	b.clean(view)
}

package audit

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"wayside/internal/pdf"
)

// late matches what a save requests last: the recording's third piece and
// those after it.
func late(address string, r *http.Request) bool {
	part := r.Header.Get("Range")
	return strings.HasSuffix(address, ".wav") && part != "" && !strings.HasPrefix(part, "bytes=0-") && !strings.HasPrefix(part, "bytes=262144-")
}

// allButLate reports whether a save has all but what late matches.
const allButLate = `fetch(document.querySelector(".offline").dataset.pack).then(r => r.json()).then(async pack => {
	const cache = (await caches.keys()).find(k => k.endsWith(" files"));
	const have = cache ? (await (await caches.open(cache)).keys()).map(k => k.url.split("/").pop()) : [];
	const audio = pack.files.find(f => f.url.endsWith(".wav")).sha256;
	return have.includes(audio + ".0") && have.includes(audio + ".262144") && pack.files.every(f => f.sha256 === audio || have.includes(f.sha256));
})`

// sentOnce reports files that were sent whole more than once in a save.
func sentOnce(t *testing.T, all []request) {
	t.Helper()
	for file, times := range sentWhole(all) {
		if times > 1 && !strings.Contains(file, "offline/") && !strings.HasSuffix(file, ".html") {
			t.Errorf("%s was sent %d times", file, times)
		}
	}
}

// TestOfflineStop stops a save, opens the page again, and continues.
func TestOfflineStop(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	b.enter(h, "routes/north/index.html")
	b.save()
	b.until("all but the recording is saved", allButLate)
	b.press("停下")
	b.shows("收到的部分留在本机")
	if focus := run[string](b, `document.activeElement.textContent`); !strings.HasPrefix(focus, "继续") {
		t.Errorf("the focus is on %q", focus)
	}
	h.takeRequests()
	b.visit(h.url("routes/north/index.html"))
	b.shows("本机已有")
	release()
	b.press("继续")
	b.shows("保存好了")
	want := []string{"bytes=1048576-1280043", "bytes=524288-786431", "bytes=786432-1048575"}
	var parts []string
	for _, a := range h.takeRequests() {
		if a.part != "" {
			parts = append(parts, a.part)
		} else if !strings.HasSuffix(a.address, ".json") && !strings.HasSuffix(a.address, "index.html") && a.bytes > 0 && a.address != "sw.js" {
			t.Errorf("%s was requested again", a.address)
		}
	}
	if slices.Sort(parts); !slices.Equal(parts, want) {
		t.Errorf("the save continued with %q, want %q", parts, want)
	}
}

// TestOfflineKilled kills the browser in the middle of a save and continues in
// a new one.
func TestOfflineKilled(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	program, err := pdf.Find("")
	if err != nil {
		t.Fatal(err)
	}
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	profile := filepath.Join(scratch, "profile")
	start := func() (*tab, func()) {
		ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.UserDataDir(profile)))
		b := prepare(t, ctx)
		return b, func() {
			chromedp.FromContext(ctx).Browser.Process().Kill()
			cancel()
		}
	}
	release := h.hold(late)
	b, kill := start()
	b.enter(h, "routes/north/index.html")
	b.save()
	b.until("all but the recording is saved", allButLate)
	kill()
	h.takeRequests()
	release()
	os.Remove(filepath.Join(profile, "SingletonLock")) // the killed browser's

	b, kill = start()
	defer kill()
	b.enter(h, "routes/north/index.html")
	b.press("继续")
	b.shows("保存好了")
	for _, a := range h.takeRequests() {
		expected := a.part != "" || strings.HasSuffix(a.address, ".json") || strings.HasSuffix(a.address, "webmanifest")
		if !expected && (strings.HasPrefix(a.address, "photos/") || strings.HasPrefix(a.address, "sites/") || a.part == "bytes=0-262143" || a.part == "bytes=262144-524287") {
			t.Errorf("%s %s was requested again", a.address, a.part)
		}
	}
}

// TestOfflineCut saves a route while 35 of 100 answers are cut short.
func TestOfflineCut(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.enter(h, "routes/north/index.html")
	h.tamperWith(cutting(0.35))
	b.save()
	b.hurries("保存好了")
	broken := slices.DeleteFunc(h.takeRequests(), func(a request) bool { return a.whole })
	if len(broken) < 5 {
		t.Errorf("only %d answers were cut short", len(broken))
	}
	b.keeps("offline/north.json")
}

// keeps checks that the browser keeps every file of the packs, whole, and no
// pieces.
func (b *tab) keeps(packs ...string) {
	b.Helper()
	wrong := run[[]string](b, `(async () => {
		const wrong = [];
		const cache = await caches.open((await caches.keys()).find(k => k.endsWith(" files")));
		for (const url of `+asJSON(b, packs)+`) {
			const root = location.href.split(/(?:en\/)?(?:routes|sites|saved)\//)[0];
			const pack = await (await fetch(root + url, { mode: "same-origin" })).json();
			for (const f of pack.files) {
				const r = await cache.match(root + "offline/sha256/" + f.sha256);
				const sum = r && [...new Uint8Array(await crypto.subtle.digest("SHA-256", await r.arrayBuffer()))].map(b => b.toString(16).padStart(2, "0")).join("");
				if (sum !== f.sha256) wrong.push(f.url);
			}
		}
		for (const { url } of await cache.keys()) if (/\.\d+$/.test(url)) wrong.push("piece: " + url);
		return wrong;
	})()`)
	for _, w := range wrong {
		b.Errorf("not kept, or not whole: %s", w)
	}
}

// TestOfflineWaits loses the network in the middle of a save, which continues by
// itself when it is back.
func TestOfflineWaits(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	h.hold(late)
	b.enter(h, "routes/north/index.html")
	b.save()
	b.until("all but the recording is saved", allButLate)
	h.stop()
	b.hurries("恢复后会自动继续")
	h.mu.Lock()
	h.before = nil
	h.mu.Unlock()
	h.start()
	b.hurries("保存好了")
	b.keeps("offline/north.json")
}

// TestOfflineTroubles answers a save with what is not the guide: the panel
// reports it in plain words, and no half pack counts as saved. Each trouble
// meets the save that the one before has broken off; in the end it succeeds.
func TestOfflineTroubles(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.enter(h, "routes/north/index.html")
	b.withRecordings()
	const portal, damaged = "可能要先登录", "sites/pond/index.html 每次收到的都不完整"
	pond := func(address string) bool { return address == "sites/pond/index.html" }
	button := "保存这条路线"
	for _, c := range []struct { // whose reports alternate
		name, shows string
		tamper      tampering
	}{
		{"a damaged file", damaged, func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			if pond(address) {
				answer.Body.Bytes()[answer.Body.Len()/2] ^= 1
				answer.Header().Del("Content-Encoding")
			}
			return answer.Body.Len()
		}},
		{"a sign-in page", portal, signIn(func(string) bool { return true })},
		{"a missing file", damaged, func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			if pond(address) {
				answer.Code = http.StatusNotFound
			}
			return answer.Body.Len()
		}},
		{"a redirect to a sign-in page", portal, func(_ string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Location", "http://127.0.0.1:1/signin")
			answer.WriteHeader(http.StatusFound)
			return 0
		}},
		{"a page in place of a file", damaged, signIn(pond)},
	} {
		h.tamperWith(c.tamper)
		b.press(button)
		b.hurries(c.shows)
		if run[bool](b, `caches.open("wayside `+h.url("")+` packs").then(c => c.keys()).then(all => all.length > 0)`) {
			t.Errorf("%s: half a pack counts as saved", c.name)
		}
		button = "继续"
	}
	h.tamperWith(nil)
	b.press(button)
	b.shows("保存好了")
	b.keeps("offline/north.json")
}

// TestOfflineNoRanges saves a large file from a server without range requests.
func TestOfflineNoRanges(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	h.before = func(_ string, r *http.Request) { r.Header.Del("Range") }
	b.saveRoute(h, "routes/north/index.html")
	b.keeps("offline/north.json")
}

// TestOfflineFull saves where storage is short: known before the save, and found
// out during it.
func TestOfflineFull(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	room := func(bytes float64) {
		t.Helper()
		if _, err := chromedp.Call(b.ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: "http://" + h.addr, QuotaSize: &bytes}); err != nil {
			t.Fatal(err)
		}
	}
	b.enter(h, "routes/north/index.html")
	// Chromium reports 10 GiB more than is used; Safari and Firefox report what there is.
	run[bool](b, `(navigator.storage.estimate = () => Promise.resolve({ quota: 2e6, usage: 1.9e6 }), true)`)
	b.save()
	b.shows("存储空间不够，还差 1.")
	if to := run[string](b, `document.querySelector("`+panelMessage+` a").href`); to != h.url("saved/index.html") {
		t.Errorf("the link to the saved routes is %q", to)
	}
	if all := h.takeRequests(); slices.ContainsFunc(all, func(a request) bool { return a.part != "" }) {
		t.Errorf("the save began: %v", all)
	}
	run[bool](b, `delete navigator.storage.estimate`)
	b.save()
	b.until("all but the recording is saved", allButLate)
	room(1000)
	release()
	b.shows("存储空间不够，还差")
	room(1e9)
	b.press("继续")
	b.shows("保存好了")
	b.keeps("offline/north.json")
}

// TestOfflineUnable: in a browser without workers the page says what to do, in
// WeChat and elsewhere; opened from a file it offers nothing.
func TestOfflineUnable(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.host = h.addr
	for agent, advice := range map[string]string{"Mozilla/5.0 (iPhone) MicroMessenger/8.0": "在浏览器打开", "Mozilla/5.0 (iPhone)": "自带的浏览器"} {
		script, err := chromedp.Call(b.ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{
			Source: fmt.Sprintf(`delete Navigator.prototype.serviceWorker; Object.defineProperty(navigator, "userAgent", { value: %q });`, agent),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, view := range []string{"routes/north/index.html", "saved/index.html"} {
			b.visit(h.url(view))
			b.until("advice for "+agent, `(`+panel+`, document.querySelector("main").innerText.includes("`+advice+`"))`)
			b.until("the ZIP's size", `(`+panel+`, !document.getElementById("zip-size") || document.getElementById("zip-size").textContent === "1.5 MB")`)
		}
		if _, err := chromedp.Call(b.ctx, protocol.RemoveScriptToEvaluateOnNewDocument, protocol.RemoveScriptToEvaluateOnNewDocumentParams(script)); err != nil {
			t.Fatal(err)
		}
	}
	b.visit("about:blank")
	b.host = ""
	for _, view := range []string{"routes/north/index.html", "saved/index.html"} {
		b.visit(fileURL(guide, view))
		if shown := run[int](b, `[...document.querySelectorAll(".offline button, .offline p:not(.zip), .saved button, .saved-link")].filter(e => e.checkVisibility()).length`); shown > 0 {
			t.Errorf("%s from a file offers %d buttons and texts", view, shown)
		}
	}
	b.clean("the page")
}

// TestOfflineRedirect saves a route from a host that redirects from index.html
// to its folder, as some do.
func TestOfflineRedirect(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	h.tamperWith(func(_ string, r *http.Request, answer *httptest.ResponseRecorder) int {
		if folder, ok := strings.CutSuffix(r.URL.Path, "index.html"); ok {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Location", folder)
			answer.WriteHeader(http.StatusPermanentRedirect)
		}
		return answer.Body.Len()
	})
	b.saveRoute(h, "routes/north/")
	b.keeps("offline/north.json")
	h.stop()
	b.leadsTo(h, "sites/pond/index.html", "sites/pond/index.html")
}

// TestOfflineNeighbours opens two guides of one host, the second in a folder of
// the first: each has a worker of its own, and a first visit is not reported as
// a new version.
func TestOfflineNeighbours(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	dir := t.TempDir()
	for _, to := range []string{dir, filepath.Join(dir, "lake")} {
		if err := os.CopyFS(to, os.DirFS(guide.dir)); err != nil {
			t.Fatal(err)
		}
	}
	h := newHost(t, dir, "/")
	b.enter(h, "routes/north/index.html")
	b.visit(h.url("lake/routes/north/index.html"))
	b.save()
	b.shows("保存好了")
	if run[bool](b, `Boolean(document.querySelector(".news p"))`) {
		t.Error("a first visit is reported as a new version")
	}
	b.until("the page has its own guide's worker", `navigator.serviceWorker.controller.scriptURL === "`+h.url("lake/sw.js")+`"`)
	h.stop()
	b.leadsTo(h, "lake/sites/pond/index.html", "lake/sites/pond/index.html")
	b.leadsTo(h, "sites/pond/index.html", "saved/index.html#sites/pond/index.html")
}

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

	dialog "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"wayside/internal/pdf"
)

// late is what a save comes to last: the recording's third piece and those
// after it.
func late(address string, r *http.Request) bool {
	part := r.Header.Get("Range")
	return strings.HasSuffix(address, ".wav") && part != "" && !strings.HasPrefix(part, "bytes=0-") && !strings.HasPrefix(part, "bytes=262144-")
}

// allButLate waits until a save has all but what is held back by late.
const allButLate = `fetch(document.querySelector(".offline").dataset.pack).then(r => r.json()).then(async pack => {
	const cache = (await caches.keys()).find(k => k.endsWith(" files"));
	const have = cache ? (await (await caches.open(cache)).keys()).map(k => k.url.split("/").pop()) : [];
	const audio = pack.files.find(f => f.url.endsWith(".wav")).sha256;
	return have.includes(audio + ".0") && have.includes(audio + ".262144") && pack.files.every(f => f.sha256 === audio || have.includes(f.sha256));
})`

// once complains of files that went out whole more than once in a save.
func once(t *testing.T, all []asked) {
	t.Helper()
	for file, times := range fetched(all) {
		if times > 1 && !strings.Contains(file, "offline/") && !strings.HasSuffix(file, ".html") {
			t.Errorf("%s went out %d times", file, times)
		}
	}
}

// TestOfflineStop stops a save, opens the page again, and goes on.
func TestOfflineStop(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	b := newTab(t)
	b.enter(h, "routes/north/index.html")
	b.press("保存这条路线")
	b.until("all is there but the recording", allButLate)
	b.press("停下")
	b.says("收到的部分留在本机")
	if focus := run[string](b, `document.activeElement.textContent`); !strings.HasPrefix(focus, "继续") {
		t.Errorf("the focus went to %q", focus)
	}
	h.since()
	b.do(chromedp.Navigate(h.url("routes/north/index.html")))
	b.says("本机已有")
	release()
	b.press("继续")
	b.says("保存好了")
	want := []string{"bytes=1048576-1280043", "bytes=524288-786431", "bytes=786432-1048575"}
	var parts []string
	for _, a := range h.since() {
		if a.part != "" {
			parts = append(parts, a.part)
		} else if !strings.HasSuffix(a.address, ".json") && !strings.HasSuffix(a.address, "index.html") && a.bytes > 0 && a.address != "sw.js" {
			t.Errorf("%s came again", a.address)
		}
	}
	if slices.Sort(parts); !slices.Equal(parts, want) {
		t.Errorf("it went on with %q, want %q", parts, want)
	}
}

// TestOfflineKilled kills the browser in the middle of a save, and lets a new
// one go on.
func TestOfflineKilled(t *testing.T) {
	guide, _ := pocket(t)
	path, err := pdf.Find("")
	if err != nil {
		newTab(t) // skips, or says why not
	}
	h := newHost(t, guide.dir, "/guide/")
	profile := filepath.Join(scratch, "profile")
	start := func() (*tab, func()) {
		ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(path), chromedp.UserDataDir(profile)))
		b := &tab{T: t, ctx: ctx}
		b.do(chromedp.Navigate("about:blank"))
		return b, func() {
			chromedp.FromContext(ctx).Browser.Process().Kill()
			cancel()
		}
	}
	release := h.hold(late)
	b, kill := start()
	b.enter(h, "routes/north/index.html")
	b.press("保存这条路线")
	b.until("all is there but the recording", allButLate)
	kill()
	h.since()
	release()
	os.Remove(filepath.Join(profile, "SingletonLock")) // the killed browser's

	b, kill = start()
	defer kill()
	b.enter(h, "routes/north/index.html")
	b.press("继续")
	b.says("保存好了")
	for _, a := range h.since() {
		ours := a.part != "" || strings.HasSuffix(a.address, ".json") || strings.HasSuffix(a.address, "webmanifest")
		if !ours && (strings.HasPrefix(a.address, "photos/") || strings.HasPrefix(a.address, "sites/") || a.part == "bytes=0-262143" || a.part == "bytes=262144-524287") {
			t.Errorf("%s %s came again", a.address, a.part)
		}
	}
}

// TestOfflineCut saves a route while 35 of 100 answers break off.
func TestOfflineCut(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := newTab(t)
	b.enter(h, "routes/north/index.html")
	h.play(cutting(0.35))
	b.press("保存这条路线")
	b.says("保存好了")
	broken := slices.DeleteFunc(h.since(), func(a asked) bool { return a.whole })
	if len(broken) < 5 {
		t.Errorf("only %d answers broke off", len(broken))
	}
	whole(t, b, guide, "offline/north.json")
}

// whole holds what a tab's browser has against a pack: no file less, none
// that isn't what it should be.
func whole(t *testing.T, b *tab, guide *built, packs ...string) {
	t.Helper()
	wrong := run[[]string](b, `(async () => {
		const wrong = [];
		const cache = await caches.open((await caches.keys()).find(k => k.endsWith(" files")));
		for (const url of [`+quoted(packs)+`]) {
			const root = location.href.split(/(?:en\/)?(?:routes|sites|saved)\//)[0];
			const pack = await (await fetch(root + url, { mode: "same-origin" })).json();
			for (const f of pack.files) {
				const r = await cache.match(root + "offline/sha256/" + f.sha256);
				const sum = r && [...new Uint8Array(await crypto.subtle.digest("SHA-256", await r.arrayBuffer()))].map(b => b.toString(16).padStart(2, "0")).join("");
				if (sum !== f.sha256) wrong.push(f.url);
			}
		}
		for (const { url } of await cache.keys()) if (/\.\d+$/.test(url)) wrong.push("a piece: " + url);
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Errorf("not kept as it should be: %s", w)
	}
}

func quoted(all []string) string { return `"` + strings.Join(all, `","`) + `"` }

// TestOfflineWaits loses the network in the middle of a save, which goes on by
// itself.
func TestOfflineWaits(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	h.hold(late)
	b := newTab(t)
	b.enter(h, "routes/north/index.html")
	b.press("保存这条路线")
	b.until("all is there but the recording", allButLate)
	h.stop()
	b.until("it waits", `(dispatchEvent(new Event("online")), document.querySelector(".offline").innerText.includes("恢复后会自动继续"))`)
	h.mu.Lock()
	h.before = nil
	h.mu.Unlock()
	h.start()
	b.until("it goes on", `(dispatchEvent(new Event("online")), document.querySelector(".offline").innerText.includes("保存好了"))`)
	whole(t, b, guide, "offline/north.json")
}

// TestOfflineTroubles: whatever comes in the guide's place is told in plain
// words, nothing half is called whole, and the save goes on once it can.
func TestOfflineTroubles(t *testing.T) {
	guide, _ := pocket(t)
	for _, c := range []struct {
		name, says string
		trick      trick
	}{
		{"a network that wants a sign-in", "可能要先登录", instead(func(string) bool { return true })},
		{"one that sends elsewhere", "可能要先登录", func(_ string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Location", "http://127.0.0.1:1/signin")
			answer.WriteHeader(http.StatusFound)
			return 0
		}},
		{"a damaged file", "sites/pond/index.html 每次收到的都不完整", func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			if address == "sites/pond/index.html" {
				answer.Body.Bytes()[answer.Body.Len()/2] ^= 1
				answer.Header().Del("Content-Encoding")
			}
			return answer.Body.Len()
		}},
		{"a missing file", "sites/pond/index.html 每次收到的都不完整", func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
			if address == "sites/pond/index.html" {
				answer.Code = http.StatusNotFound
			}
			return answer.Body.Len()
		}},
		{"another file's page", "sites/pond/index.html 每次收到的都不完整", instead(func(address string) bool { return address == "sites/pond/index.html" })},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t, guide.dir, "/guide/")
			b := newTab(t)
			b.enter(h, "routes/north/index.html")
			b.says("个文件")
			h.play(c.trick)
			b.press("保存这条路线")
			b.says(c.says)
			if run[bool](b, `caches.open("wayside `+h.url("")+` packs").then(c => c.keys()).then(all => all.length > 0)`) {
				t.Error("half a pack calls itself whole")
			}
			h.play(nil)
			b.press("继续")
			b.says("保存好了")
			whole(t, b, guide, "offline/north.json")
		})
	}
}

// TestOfflineNoRanges saves a large file from a server that knows no ranges.
func TestOfflineNoRanges(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	h.before = func(_ string, r *http.Request) { r.Header.Del("Range") }
	b := saveRoute(t, h, "routes/north/index.html")
	whole(t, b, guide, "offline/north.json")
}

// TestOfflineFull saves where there is no room: known before, and found out in
// the middle.
func TestOfflineFull(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	b := newTab(t)
	room := func(bytes float64) {
		t.Helper()
		if _, err := chromedp.Call(b.ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: "http://" + h.where, QuotaSize: &bytes}); err != nil {
			t.Fatal(err)
		}
	}
	b.enter(h, "routes/north/index.html")
	// Chromium tells every page of 10 GiB more than it uses; Safari and Firefox tell what there is.
	run[bool](b, `(navigator.storage.estimate = () => Promise.resolve({ quota: 2e6, usage: 1.9e6 }), true)`)
	b.press("保存这条路线")
	b.says("存储空间不够，还差 1.")
	if to := run[string](b, `document.querySelector(".message a").href`); to != h.url("saved/index.html") {
		t.Errorf("the way to the saved routes is %q", to)
	}
	if all := h.since(); slices.ContainsFunc(all, func(a asked) bool { return a.part != "" }) {
		t.Errorf("it began: %v", all)
	}
	run[bool](b, `delete navigator.storage.estimate`)
	b.press("保存这条路线")
	b.until("all is there but the recording", allButLate)
	room(1000)
	release()
	b.says("存储空间不够，还差")
	room(1e9)
	b.press("继续")
	b.says("保存好了")
	whole(t, b, guide, "offline/north.json")
}

// TestOfflineUnable: a browser without workers is told what to do, in WeChat
// and elsewhere; from a file nothing is offered.
func TestOfflineUnable(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := newTab(t)
	b.host = h.where
	for agent, says := range map[string]string{"Mozilla/5.0 (iPhone) MicroMessenger/8.0": "在浏览器打开", "Mozilla/5.0 (iPhone)": "自带的浏览器"} {
		script, err := chromedp.Call(b.ctx, dialog.AddScriptToEvaluateOnNewDocument, dialog.AddScriptToEvaluateOnNewDocumentParams{
			Source: fmt.Sprintf(`delete Navigator.prototype.serviceWorker; Object.defineProperty(navigator, "userAgent", { value: %q });`, agent),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, view := range []string{"routes/north/index.html", "saved/index.html"} {
			b.do(chromedp.Navigate(h.url(view)))
			b.until(agent+" is told", `document.querySelector("main").innerText.includes("`+says+`")`)
			b.look()
			b.until("the ZIP's size is told", `!document.getElementById("zip-size") || document.getElementById("zip-size").textContent === "1.5 MB"`)
		}
		if _, err := chromedp.Call(b.ctx, dialog.RemoveScriptToEvaluateOnNewDocument, dialog.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: script.Identifier}); err != nil {
			t.Fatal(err)
		}
	}
	b.do(chromedp.Navigate("about:blank"))
	b.host = ""
	for _, view := range []string{"routes/north/index.html", "saved/index.html"} {
		b.do(chromedp.Navigate(fileURL(guide, view)))
		if shown := run[int](b, `[...document.querySelectorAll(".offline button, .offline p:not(.zip), .saved button, .saved-link")].filter(e => e.checkVisibility()).length`); shown > 0 {
			t.Errorf("%s from a file offers %d things", view, shown)
		}
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// TestOfflineLed saves a route from a host that leads from a folder's page to
// the folder, as some do.
func TestOfflineLed(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	h.play(func(_ string, r *http.Request, answer *httptest.ResponseRecorder) int {
		if folder, ok := strings.CutSuffix(r.URL.Path, "index.html"); ok {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Location", folder)
			answer.WriteHeader(http.StatusPermanentRedirect)
		}
		return answer.Body.Len()
	})
	b := saveRoute(t, h, "routes/north/")
	whole(t, b, guide, "offline/north.json")
	h.stop()
	b.do(chromedp.Navigate(h.url("sites/pond/index.html")))
	if at := run[string](b, `location.href`); at != h.url("sites/pond/index.html") {
		t.Errorf("a saved page leads to %s", at)
	}
}

// TestOfflineNeighbours reads two guides of one host, the second in a folder
// of the first: each has its worker, and a first visit is no new version.
func TestOfflineNeighbours(t *testing.T) {
	guide, _ := pocket(t)
	dir := t.TempDir()
	for _, to := range []string{dir, filepath.Join(dir, "lake")} {
		if err := os.CopyFS(to, os.DirFS(guide.dir)); err != nil {
			t.Fatal(err)
		}
	}
	h := newHost(t, dir, "/")
	b := newTab(t)
	b.enter(h, "routes/north/index.html")
	b.do(chromedp.Navigate(h.url("lake/routes/north/index.html")))
	b.press("保存这条路线")
	b.says("保存好了")
	if run[bool](b, `Boolean(document.querySelector(".news p"))`) {
		t.Error("a first visit is told as a new version")
	}
	b.until("its own worker answers", `navigator.serviceWorker.controller.scriptURL === "`+h.url("lake/sw.js")+`"`)
	h.stop()
	b.do(chromedp.Navigate(h.url("lake/sites/pond/index.html")))
	if at := run[string](b, `location.href`); at != h.url("lake/sites/pond/index.html") {
		t.Errorf("a saved page leads to %s", at)
	}
	b.do(chromedp.Navigate(h.url("sites/pond/index.html")))
	if at := run[string](b, `location.href`); !strings.HasPrefix(at, h.url("saved/index.html#")) {
		t.Errorf("the other guide's page leads to %s", at)
	}
}

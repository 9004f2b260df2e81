package audit

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"wayside/internal/await"
)

// TestOfflineUpdate edits a page of a saved route: the update loads that page
// and little else, and drops what no route needs.
func TestOfflineUpdate(t *testing.T) {
	b := newTab(t)
	guide, edited := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.saveRoute(h, "routes/north/index.html")
	h.takeRequests()
	h.publish(edited.dir)
	b.visit(h.url("routes/north/index.html"))
	b.shows("现在有了新版本")
	b.press("更新")
	b.shows("保存好了")
	b.until("the new version has come", `navigator.serviceWorker.getRegistration().then(r => r.waiting)`)
	changed := map[string]int{"sites/pond/index.html": 0, "routes/north/handout/index.html": 0} // it has the pond's text, too
	moved := 0
	for _, a := range h.takeRequests() {
		if times, ok := changed[a.address]; ok {
			changed[a.address] = times + 1
		} else {
			moved += a.bytes
		}
	}
	for address, times := range changed {
		if times != 1 {
			t.Errorf("%s was sent %d times", address, times)
		}
	}
	if moved > 5<<10 {
		t.Errorf("the update loaded %d bytes in addition to what had changed", moved)
	}
	b.keeps("offline/north.json")
	b.until("the old page is dropped", kept(1))
}

// kept reports whether so many routes are saved, and the browser keeps exactly
// the files that they and the shell need.
func kept(routes int) string {
	return `Promise.all(["files", "packs", "wanted"].map(what => caches.open("wayside " + document.querySelector("link[rel=icon]").href.replace("favicon.svg", "") + " " + what))).then(async ([files, packs, wanted]) => {
		const needed = new Set();
		for (const list of [packs, wanted]) for (const r of await list.matchAll()) for (const hash of Object.values((await r.json()).files)) needed.add(hash);
		const there = (await files.keys()).map(k => k.url.split("/").pop());
		return (await packs.keys()).length === ` + string(rune('0'+routes)) + ` && there.length === needed.size && there.every(hash => needed.has(hash));
	})`
}

// TestOfflineShared saves two routes that share a site, one of them in both
// languages, and removes them one by one: what the others need stays.
func TestOfflineShared(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/")
	b.saveRoute(h, "routes/north/index.html")
	h.takeRequests()
	b.enter(h, "routes/south/index.html")
	b.shows("已在本机")
	b.save()
	b.shows("保存好了")
	sentOnce(t, h.takeRequests())
	b.enter(h, "en/routes/north/index.html")
	b.withRecordings()
	b.press("Save this route")
	b.shows("Saved. All of it")
	for _, a := range h.takeRequests() {
		if filepath.Ext(a.address) == ".wav" || filepath.Ext(a.address) == ".jpg" {
			t.Errorf("%s was requested again for another language", a.address)
		}
	}
	b.confirm()
	b.enter(h, "saved/index.html")
	b.until("three routes in the list", `document.querySelectorAll(".saved-route").length === 3`)
	const inHeader = `getComputedStyle(document.querySelector(".saved-nav")).display !== "none"`
	b.until("the header leads to them", inHeader)
	if lang := run[string](b, `document.querySelector(".saved-route a").lang`); lang != "en" {
		t.Errorf("the English route is marked %q", lang)
	}
	for left := 2; left >= 0; left-- {
		const remove = `[...document.querySelectorAll(".saved-route:not(.gone)")].pop().querySelector(".offline-row").lastChild`
		b.until("the last route can be removed", `document.querySelector(".saved-route:not(.gone) .offline-row") && ((r) => r.textContent === "移除" && !r.hidden && !r.disabled)(`+remove+`)`)
		run[bool](b, `(`+remove+`.click(), true)`)
		b.until("a route is removed", kept(left))
		b.until("it is listed as removed", `document.querySelectorAll(".saved-route:not(.gone)").length === `+string(rune('0'+left))+` && document.activeElement.textContent === "已从本机移除。"`)
		if left == 1 {
			b.keeps("en/offline/north.json")
		}
	}
	b.until("the page says that no route is saved", `!document.getElementById("saved-none").hidden`)
	b.until("the header leads to none", `!(`+inHeader+`)`)
}

// TestOfflineRemove removes a route while the page notes that it equals the
// guide's: the note does not bring it back.
func TestOfflineRemove(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/")
	b.saveRoute(h, "routes/north/index.html")
	b.confirm()
	if _, err := chromedp.Call(b.ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: `(() => {
		const put = Cache.prototype.put;
		Cache.prototype.put = async function (key, value) {
			if (String(key).endsWith(".json")) await new Promise(done => { window.release = done; });
			await put.call(this, key, value);
			window.noted = true;
		};
	})()`}); err != nil {
		t.Fatal(err)
	}
	b.enter(h, "saved/index.html")
	b.until("the page is about to write the note", `window.release`)
	b.press("移除")
	const removed = `document.querySelector(".saved-route.gone")`
	b.until("the route is removed, or waits to be", removed+` || (await navigator.locks.query()).pending.length > 0`)
	run[any](b, `release(); void 0`)
	b.until("the note is written", `window.noted`)
	b.until("the route is removed", removed)
	b.until("its files are dropped", kept(0))
}

// TestOfflineEvicted removes files of a saved route, as a browser may do: the
// page reports it and can load them again.
func TestOfflineEvicted(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.saveRoute(h, "routes/north/index.html")
	run[int](b, `fetch(document.querySelector(".offline").dataset.pack).then(r => r.json()).then(async pack => {
		const cache = await caches.open("wayside `+h.url("")+` files");
		for (const f of pack.files) if (/\.jpg$|pond/.test(f.url)) await cache.delete("`+h.url("offline/sha256/")+`" + f.sha256);
		return 0;
	})`)
	b.enter(h, "saved/index.html")
	b.shows("个文件已不在本机")
	b.enter(h, "routes/north/index.html")
	b.shows("个文件已不在本机")
	h.takeRequests()
	b.press("补齐缺少的文件")
	b.shows("保存好了")
	for _, a := range h.takeRequests() {
		if filepath.Ext(a.address) == ".wav" {
			t.Errorf("%s was requested again", a.address)
		}
	}
	b.keeps("offline/north.json")
}

// TestOfflineChanged publishes another build in the middle of a save: the save
// ends with the new build and keeps what it had.
func TestOfflineChanged(t *testing.T) {
	b := newTab(t)
	guide, edited := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.enter(h, "routes/north/index.html")
	b.shows("个文件")
	h.publish(edited.dir)
	h.takeRequests()
	b.save()
	b.shows("保存好了")
	sentOnce(t, h.takeRequests())
	b.keeps("offline/north.json")
}

// TestOfflineTabs saves a route in two tabs at once: one waits for the other.
func TestOfflineTabs(t *testing.T) {
	first := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	second := first.sibling()
	first.enter(h, "routes/north/index.html")
	second.enter(h, "routes/north/index.html")
	second.shows("个文件")
	h.takeRequests()
	first.save()
	first.until("all but the recording is saved", allButLate)
	second.save()
	second.shows("另一个页面正在保存")
	release()
	first.shows("保存好了")
	second.shows("保存好了")
	sentOnce(t, h.takeRequests())
	second.keeps("offline/north.json")
}

// TestOfflineVersion publishes while a page is being read: a line reports it,
// and the page stays until its reader asks for the new one.
func TestOfflineVersion(t *testing.T) {
	b := newTab(t)
	guide, edited := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.saveRoute(h, "routes/north/index.html")
	b.enter(h, "sites/pond/index.html")
	h.publish(edited.dir)
	run[bool](b, `(window.reading = true, navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => true))`)
	b.until("the page reports the new version", `document.querySelector(".news").innerText.includes("导览有新版本")`)
	if !run[bool](b, `window.reading && !document.querySelector("main").innerText.includes("七月最盛")`) {
		t.Error("the page changed while it was being read")
	}
	b.visit(h.url("sites/gate/index.html"))
	b.until("the next page reports the new version", `document.querySelector(".news").innerText.includes("导览有新版本")`)
	b.visit(h.url("sites/pond/index.html"))
	b.until("the page reports the new version", `document.querySelector(".news button")`)
	if run[bool](b, `document.querySelector("main").innerText.includes("七月最盛")`) {
		t.Error("a saved page changed before its reader asked for it")
	}
	b.press("查看新版")
	b.until("the new page has come", `!window.reading && document.querySelector("main").innerText.includes("七月最盛")`)
	h.stop()
	b.visit(h.url("sites/pond/index.html"))
	if !run[bool](b, `document.querySelector("main").innerText.includes("池里有荷花")`) {
		t.Error("the saved page is missing")
	}
}

// TestOfflineFresh publishes on a host that lets pages be old for ten minutes:
// visitors with the worker see the new page, not the one in the browser's cache.
func TestOfflineFresh(t *testing.T) {
	b := newTab(t)
	guide, edited := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	h.tamperWith(func(_ string, _ *http.Request, answer *httptest.ResponseRecorder) int {
		answer.Header().Set("Cache-Control", "max-age=600")
		return answer.Body.Len()
	})
	b.enter(h, "sites/gate/index.html")
	b.visit(h.url("sites/pond/index.html"))
	h.publish(edited.dir)
	// A busy computer may need longer than the worker waits before it shows the
	// copy of the first visit.
	await.True(t, "the new page is shown", func() bool {
		b.visit(h.url("sites/pond/index.html"))
		return run[bool](b, `document.querySelector("main").innerText.includes("七月最盛")`)
	})
}

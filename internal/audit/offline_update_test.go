package audit

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestOfflineUpdate edits a page of a saved route: the update moves that page
// and little else, and drops what no route needs.
func TestOfflineUpdate(t *testing.T) {
	guide, edited := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := saveRoute(t, h, "routes/north/index.html")
	h.since()
	h.publish(edited.dir)
	b.do(chromedp.Navigate(h.url("routes/north/index.html")))
	b.says("现在有了新版本")
	b.press("更新")
	b.says("保存好了")
	b.until("the new version is there", `navigator.serviceWorker.getRegistration().then(r => r.waiting)`)
	changed := map[string]int{"sites/pond/index.html": 0, "routes/north/handout/index.html": 0} // which has the pond's text too
	moved := 0
	for _, a := range h.since() {
		if times, ok := changed[a.address]; ok {
			changed[a.address] = times + 1
		} else {
			moved += a.bytes
		}
	}
	for address, times := range changed {
		if times != 1 {
			t.Errorf("%s went out %d times", address, times)
		}
	}
	t.Logf("an update moved %d bytes besides what had changed", moved)
	if moved > 5<<10 {
		t.Error("which are too many")
	}
	whole(t, b, edited, "offline/north.json")
	b.until("the old page is dropped", kept(1))
}

// kept says whether the files are those that the saved routes and the shell
// need, and how many routes are saved.
func kept(routes int) string {
	return `Promise.all(["files", "packs", "wanted"].map(what => caches.open("wayside " + document.querySelector("link[rel=icon]").href.replace("favicon.svg", "") + " " + what))).then(async ([files, packs, wanted]) => {
		const needed = new Set();
		for (const list of [packs, wanted]) for (const r of await list.matchAll()) for (const hash of Object.values((await r.json()).files)) needed.add(hash);
		const there = (await files.keys()).map(k => k.url.split("/").pop());
		return (await packs.keys()).length === ` + string(rune('0'+routes)) + ` && there.length === needed.size && there.every(hash => needed.has(hash));
	})`
}

// TestOfflineShared saves two routes with a site in common, in both
// languages, and removes one: what the others need stays.
func TestOfflineShared(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/")
	b := saveRoute(t, h, "routes/north/index.html")
	h.since()
	b.enter(h, "routes/south/index.html")
	b.says("已在本机")
	b.press("保存这条路线")
	b.says("保存好了")
	once(t, h.since())
	b.enter(h, "en/routes/north/index.html")
	b.press("Save this route")
	b.says("Saved. The whole route")
	for _, a := range h.since() {
		if filepath.Ext(a.address) == ".wav" || filepath.Ext(a.address) == ".jpg" {
			t.Errorf("%s came again for another language", a.address)
		}
	}
	b.agree()
	b.enter(h, "saved/index.html")
	b.until("three routes are listed", `document.querySelectorAll(".saved-route").length === 3`)
	if lang := run[string](b, `document.querySelector(".saved-route a").lang`); lang != "en" {
		t.Errorf("the English route is marked %q", lang)
	}
	b.until("the first can be removed", `document.querySelector(".saved-route button:not([hidden])")`)
	for left := 2; left >= 0; left-- {
		run[bool](b, `([...document.querySelectorAll(".saved-route:not(.gone)")].pop().querySelector(".offline-row").lastChild.click(), true)`)
		b.until("one is removed", kept(left))
		b.until("it is listed as removed", `document.querySelectorAll(".saved-route:not(.gone)").length === `+string(rune('0'+left))+` && document.activeElement.textContent === "已从本机移除。"`)
		if left == 1 {
			whole(t, b, guide, "en/offline/north.json")
		}
	}
	b.until("it is said that there is none", `!document.getElementById("saved-none").hidden`)
}

// TestOfflineEvicted loses files that were kept, which is told, and fixed.
func TestOfflineEvicted(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := saveRoute(t, h, "routes/north/index.html")
	run[int](b, `fetch(document.querySelector(".offline").dataset.pack).then(r => r.json()).then(async pack => {
		const cache = await caches.open("wayside `+h.url("")+` files");
		for (const f of pack.files) if (/\.jpg$|pond/.test(f.url)) await cache.delete("`+h.url("offline/sha256/")+`" + f.sha256);
		return 0;
	})`)
	b.enter(h, "saved/index.html")
	b.says("个文件已不在本机")
	b.enter(h, "routes/north/index.html")
	b.says("个文件已不在本机")
	h.since()
	b.press("补齐缺少的文件")
	b.says("保存好了")
	for _, a := range h.since() {
		if filepath.Ext(a.address) == ".wav" {
			t.Errorf("%s came again", a.address)
		}
	}
	whole(t, b, guide, "offline/north.json")
}

// TestOfflineChanged puts another build in place in the middle of a save: the
// save ends with the new one, and keeps what it had.
func TestOfflineChanged(t *testing.T) {
	guide, edited := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := newTab(t)
	b.enter(h, "routes/north/index.html")
	b.says("个文件")
	h.publish(edited.dir)
	h.since()
	b.press("保存这条路线")
	b.says("保存好了")
	once(t, h.since())
	whole(t, b, edited, "offline/north.json")
}

// TestOfflineTabs saves a route in two tabs at once: one waits for the other.
func TestOfflineTabs(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	release := h.hold(late)
	first, second := newTab(t), newTab(t)
	first.enter(h, "routes/north/index.html")
	second.enter(h, "routes/north/index.html")
	second.says("个文件")
	h.since()
	first.press("保存这条路线")
	first.until("all is there but the recording", allButLate)
	second.press("保存这条路线")
	second.says("另一个页面正在保存")
	release()
	first.says("保存好了")
	second.says("保存好了")
	once(t, h.since())
	whole(t, second, guide, "offline/north.json")
}

// TestOfflineVersion publishes while a page is read: a quiet line tells it,
// and the page stays until its reader wants the new one.
func TestOfflineVersion(t *testing.T) {
	guide, edited := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := saveRoute(t, h, "routes/north/index.html")
	b.enter(h, "sites/pond/index.html")
	h.publish(edited.dir)
	run[bool](b, `(window.reading = true, navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => true))`)
	b.until("it is told", `document.querySelector(".news").innerText.includes("导览有新版本")`)
	if !run[bool](b, `window.reading && !document.querySelector("main").innerText.includes("七月最盛")`) {
		t.Error("the page changed under its reader's hands")
	}
	b.do(chromedp.Navigate(h.url("sites/gate/index.html")))
	b.until("it is told on the next page", `document.querySelector(".news").innerText.includes("导览有新版本")`)
	b.do(chromedp.Navigate(h.url("sites/pond/index.html")))
	b.until("it is told", `document.querySelector(".news button")`)
	if run[bool](b, `document.querySelector("main").innerText.includes("七月最盛")`) {
		t.Error("a saved page changed before its reader asked for it")
	}
	b.press("查看新版")
	b.turns("the new page is there", `!window.reading && document.querySelector("main").innerText.includes("七月最盛")`)
	h.stop()
	b.do(chromedp.Navigate(h.url("sites/pond/index.html")))
	if !run[bool](b, `document.querySelector("main").innerText.includes("池里有荷花")`) {
		t.Error("the saved page is gone")
	}
}

// TestOfflineLarge saves a route of the generated guide and opens all of it
// without a server.
func TestOfflineLarge(t *testing.T) {
	guide := generated(t)
	h := newHost(t, guide.dir, "/")
	route := ""
	for _, p := range guide.pages {
		if ok, _ := filepath.Match("routes/*/index.html", p.address); ok {
			route = p.address
			break
		}
	}
	b := newTab(t)
	b.enter(h, route)
	b.press("保存这条路线")
	b.says("保存好了")
	pages := run[[]string](b, `fetch(document.querySelector(".offline").dataset.pack).then(r => r.json()).then(p => p.files.map(f => f.url).filter(u => u.endsWith(".html")).map(u => u.slice(3)))`)
	if len(pages) < 5 {
		t.Fatalf("the route has only %q", pages)
	}
	h.stop()
	for _, address := range pages {
		b.do(chromedp.Navigate(h.url(address)))
		if at := run[string](b, `location.href`); at != h.url(address) {
			t.Errorf("%s leads to %s", address, at)
		}
		if _, err := os.Stat(filepath.Join(guide.dir, filepath.FromSlash(address))); err != nil {
			t.Error(err)
		}
	}
}

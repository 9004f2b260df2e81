package audit

import (
	"fmt"
	"strings"
	"testing"

	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// enter opens a page and waits until its worker controls it.
func (b *tab) enter(h *host, address string) {
	b.Helper()
	b.visit(h.url(address))
	b.until("the worker controls the page", `navigator.serviceWorker.controller`)
}

// panel scrolls to the page's panels, which do nothing out of view, and
// returns the text of the first.
const panel = `([...document.querySelectorAll(".offline, .saved")].forEach(e => e.scrollIntoView()), (document.querySelector(".offline, .saved-route") || document.body).innerText)`

// shows waits until the first panel of the page shows a text.
func (b *tab) shows(part string) {
	b.Helper()
	b.until("the panel shows "+part, panel+`.includes(`+asJSON(b, part)+`)`)
}

// hurries is like shows, and cuts the rests between attempts short: an
// "online" event makes the page try again at once.
func (b *tab) hurries(part string) {
	b.Helper()
	b.until("the panel shows "+part, `(dispatchEvent(new Event("online")), `+panel+`.includes(`+asJSON(b, part)+`))`)
}

// press clicks the panel's button of that name as soon as it is there.
func (b *tab) press(name string) {
	b.Helper()
	b.until("the button "+name, fmt.Sprintf(`(%s, (button => button && (button.focus(), button.click(), true))(
		[...document.querySelectorAll(".offline button, .saved-route button, .news button")].find(b => !b.hidden && b.textContent.split(" · ")[0] === %s)))`, panel, asJSON(b, name)))
}

// withRecordings chooses the recordings of the route that the page can save, if it has some.
func (b *tab) withRecordings() {
	b.Helper()
	b.until("the route can be saved", `(`+panel+`, [...document.querySelectorAll(".offline button")].some(b => !b.hidden && b.textContent.includes(" · ")))`)
	run[bool](b, `(box => !box || box.checked || (box.click(), true))(document.querySelector(".offline label:not([hidden]) input"))`)
}

// save saves the route of the page with its recordings.
func (b *tab) save() {
	b.Helper()
	b.withRecordings()
	b.press("保存这条路线")
}

// confirm accepts the page's questions.
func (b *tab) confirm() {
	b.Helper()
	err := chromedp.Listen(b.ctx, func(event any) {
		if _, asks := event.(*protocol.EventJavascriptDialogOpening); asks {
			go chromedp.Call(b.ctx, protocol.HandleJavaScriptDialog, protocol.HandleJavaScriptDialogParams{Accept: true})
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

// saveRoute saves a route.
func (b *tab) saveRoute(h *host, route string) {
	b.Helper()
	b.host = h.addr
	b.viewport(390, "light")
	b.enter(h, route)
	b.save()
	b.shows("保存好了")
}

// leadsTo checks where an address has led.
func (b *tab) leadsTo(h *host, address, want string) {
	b.Helper()
	b.visit(h.url(address))
	if at := run[string](b, `location.href`); at != h.url(want) {
		b.Errorf("%s leads to %s, want %s", address, at, h.url(want))
	}
}

// TestOfflineRoute saves a route, stops the server, and opens every page of
// the route: pictures, map and recording work. A page that was not saved leads
// to the list of saved routes, which names it.
func TestOfflineRoute(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.saveRoute(h, "routes/north/index.html")
	b.clean("the route")
	h.stop()
	for _, address := range []string{"routes/north/", "routes/north/handout/index.html", "sites/gate/index.html", "sites/pond/", "saved/index.html", "sites/gate/index.html?from=code"} {
		b.leadsTo(h, address, address)
		b.whole(address)
		if run[int](b, styled) == 0 {
			t.Errorf("%s has no styles", address)
		}
		if strings.HasPrefix(address, "routes/north/") && !run[bool](b, `!!document.querySelector("svg.routemap")`) {
			t.Errorf("%s has no map", address)
		}
	}
	if at := run[float64](b, `new Promise((ok, no) => {
		const a = document.querySelector("audio");
		a.onerror = () => no(a.error.message);
		a.onseeked = () => ok(a.currentTime);
		a.onloadedmetadata = () => a.currentTime = 60;
		a.load();
	})`); at < 59 || at > 61 {
		t.Errorf("the recording is at %.1f seconds after a seek to 60", at)
	}
	for part, want := range map[string]string{
		"bytes=0-99": "206 bytes 0-99/1280044 100", "bytes=1280000-": "206 bytes 1280000-1280043/1280044 44", "bytes=-10": "206 bytes 1280034-1280043/1280044 10",
		"bytes=1280040-9999999": "206 bytes 1280040-1280043/1280044 4", "bytes=1280044-": "416 bytes */1280044 0", "bytes=0-1,5-6": "200  1280044",
	} {
		got := run[string](b, `fetch(document.querySelector("audio").src, { headers: { Range: "`+part+`" } }).then(async r => [r.status, r.headers.get("Content-Range"), (await r.arrayBuffer()).byteLength].join(" "))`)
		if got != want {
			t.Errorf("%s: %s, want %s", part, got, want)
		}
	}
	b.leadsTo(h, "sites/tower/index.html", "saved/index.html#sites/tower/index.html")
	b.until("the missing page is named", `!document.getElementById("absent").hidden && document.querySelector("#absent a").href === "`+h.url("sites/tower/index.html")+`"`)
	b.shows("北线")
	b.leadsTo(h, "en/sites/tower/index.html", "en/saved/index.html#en/sites/tower/index.html")
}

// TestOfflineVisited opens pages, stops the server, and opens them again,
// among them the first page of a visit, which came before its worker.
func TestOfflineVisited(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/")
	b.enter(h, "sites/pond/index.html")
	b.until("the first page is kept", `(await caches.keys()).some(k => k.endsWith(" visited")) && (await (await caches.open("wayside `+h.url("")+` visited")).keys()).some(k => /pond\.[^/]*\.jpg$/.test(k.url))`)
	b.visit(h.url("en/sites/gate/"))
	h.stop()
	for _, address := range []string{"sites/pond/index.html", "en/sites/gate/index.html"} {
		b.leadsTo(h, address, address)
		b.whole(address)
	}
	b.leadsTo(h, "routes/north/index.html", "saved/index.html#routes/north/index.html")
}

package audit

import (
	"strings"
	"testing"

	permission "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	walkRoute = "en/routes/tsinghua-yuanmingyuan/index.html"
	walkShown = `(() => { const d = document.querySelector("dialog.walk"); return d && d.open ? d.querySelector("h2").textContent : ""; })()`
	walkSays  = `document.querySelector(".walk [role=status]").textContent`
)

// openWalk opens a route's page and its walk mode.
func (b *tab) openWalk(address string) {
	b.Helper()
	b.visit(address)
	run[bool](b, `(document.querySelector(".walk-start").click(), true)`)
	b.until("walk mode is open", walkShown)
}

// walkPress presses a button of walk mode, whose name is one of names.
func (b *tab) walkPress(names ...string) {
	b.Helper()
	if !run[bool](b, `(() => { const b = [...document.querySelectorAll(".walk button")].find(b => `+asJSON(b, names)+`.includes(b.textContent) && b.checkVisibility()); b && b.click(); return !!b; })()`) {
		b.Fatalf("walk mode has no button %q", names)
	}
}

// TestWalk walks a whole route that was opened from a file, without a network: it arrives
// everywhere, plays the recording of a stop, is resumed after a reload, keeps the route on
// the pages of sites, and is closed by Back.
func TestWalk(t *testing.T) {
	b := offlineTab(t)
	address := fileURL(sample(t), walkRoute)
	b.openWalk(address)
	b.becomes("the first stop", walkShown, "1West Gate of Tsinghua University")
	stops := run[int](b, `document.querySelectorAll("li.stop").length`)
	for n := 1; n <= stops; n++ {
		b.walkPress("I have arrived")
		if n == 5 {
			b.reload(walkShown)
			b.becomes("walk mode is open again at the same stop", walkShown+`.slice(0, 1)`, "5")
		}
		if n == 3 {
			b.until("the player is built", `(document.querySelector(".walk figure.player").scrollIntoView(), document.querySelector(".walk .player-play"))`)
			run[any](b, `document.querySelector(".walk audio").muted = true, document.querySelector(".walk .player-play").focus(), 1`)
			b.do(chromedp.KeyEvent(" "))
			b.until("the recording plays and is followed", `document.querySelector(".walk audio").currentTime > 0.3 && document.querySelector(".walk .cue.now")`)
		}
		if n < stops {
			b.walkPress("Next")
		}
	}
	b.becomes("the end", walkSays, "You have been at every stop.")
	if been := run[string](b, `document.querySelector(".walk progress").getAttribute("aria-label")`); been != "12 of 12 stops visited" {
		t.Errorf("the progress is %q", been)
	}

	run[bool](b, `(() => { const s = document.querySelector(".walk select"); s.selectedIndex = 2; return s.dispatchEvent(new Event("change")); })()`)
	run[bool](b, `(document.querySelector(".walk-stop a.button").click(), true)`)
	const along = `(document.querySelector("#along-route:not([hidden]) p") || { textContent: "" }).textContent`
	b.becomes("the route on a site's page", along, "Stop 3 of 12 · Tsinghua's early buildings and Yuanmingyuan")
	b.whole("a site's page")
	run[bool](b, `([...document.querySelectorAll("#along-route a")].find(a => a.textContent === "Previous").click(), true)`)
	b.until("the stop before is shown", along+`.startsWith("Stop 2 of 12")`)
	run[bool](b, `([...document.querySelectorAll("#along-route a")].find(a => a.textContent === "Back to the walk").click(), true)`)
	b.until("the way back leads to walk mode", walkShown)
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes walk mode that no page is behind", `location.hash === "" && !document.querySelector(".walk").open`)
	b.becomes("the button", `document.querySelector(".walk-start").textContent`, "Go on at stop 3")

	// A press by a script, before a page is complete, replaces the entry of the history.
	b.until("the page is complete", `document.readyState === "complete"`)
	run[bool](b, `(document.querySelector(".walk-start").click(), true)`)
	b.until("walk mode is open", walkShown)
	run[bool](b, `(setTimeout(() => history.back()), true)`)
	b.until("Back closes it", `location.hash === "" && !document.querySelector(".walk").open`)
	if focus := run[string](b, `document.activeElement.className`); focus != "button walk-start" {
		t.Errorf("the focus is on %q", focus)
	}
	b.clean("walk mode")
}

// TestWalkPosition follows a reader who walks to the next stop.
func TestWalkPosition(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.locate(server.URL, permission.PermissionSettingGranted)
	b.moveTo(39.9995, 116.3093) // north of the West Gate
	b.openWalk(server.URL + below + walkRoute)
	b.walkPress("Where am I?")
	b.until("the direction is shown", walkSays+`.includes("to the south; the position may be off by 30 m")`)
	if !run[bool](b, `document.querySelector(".walk-arrow").style.transform.startsWith("rotate(17") || document.querySelector(".walk-arrow").style.transform.startsWith("rotate(18")`) {
		t.Error("the arrow does not point south")
	}
	at := run[[]float64](b, `document.querySelector("li.stop").dataset.at.split(",").map(Number)`)
	b.moveTo(at[0], at[1])
	b.until("the stop is near", walkSays+`.startsWith("You are near stop 1")`)
	b.walkPress("I am at stop 1")
	b.becomes("the arrival", `document.querySelector(".walk progress").getAttribute("aria-label")`, "1 of 12 stops visited")
	b.moveTo(at[0]+0.001, at[1])
	b.until("the way to the next stop is shown", walkSays+`.includes("about")`)
	b.walkPress("Where am I?")
	b.locate(server.URL, permission.PermissionSettingDenied)
	b.walkPress("Where am I?")
	b.until("a refusal is explained", walkSays+`.includes("not allowed to use your location")`)
	b.clean("walk mode")
}

// TestWalkLegible measures walk mode for older visitors, at 320 px and with letters twice
// as large, in both schemes.
func TestWalkLegible(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	const small = `(() => {
		const found = new Set();
		const walker = document.createTreeWalker(document.querySelector(".walk"), NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const e = walker.currentNode.parentElement;
			if (walker.currentNode.data.trim() && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 18) found.add(e.tagName + " " + e.textContent.trim().slice(0, 20));
		}
		for (const e of document.querySelectorAll(".walk :is(button, select, summary, label, a[href])")) {
			const r = e.getBoundingClientRect();
			if (e.checkVisibility() && !e.closest(".text, .notice") && (r.width < 55.9 || r.height < 55.9)) found.add(e.tagName + " " + e.textContent.trim().slice(0, 20) + " " + r.width + "×" + r.height);
		}
		for (const e of document.querySelectorAll(".walk *")) if (e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5) found.add("too wide: " + e.tagName + "." + e.className);
		const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
		if (new Set(ids).size < ids.length) found.add("an id is there twice");
		for (const e of document.querySelectorAll(".walk :is(button, select, progress, nav)")) if (!(e.textContent.trim() || e.getAttribute("aria-label"))) found.add("no name: " + e.tagName);
		return [...found];
	})()`
	for _, page := range []string{walkRoute, "routes/xuzhou-day/index.html"} {
		b.viewport(320, "light")
		b.openWalk(server.URL + below + page)
		for range 5 {
			for _, size := range []string{"100%", "200%"} {
				run[bool](b, `(document.documentElement.style.fontSize = `+asJSON(t, size)+`, true)`)
				for _, d := range []string{"false", "true"} {
					run[bool](b, `(document.querySelectorAll(".walk details").forEach(d => { d.open = `+d+`; }), true)`)
					for _, found := range run[[]string](b, small) {
						t.Errorf("%s with letters of %s: %s", page, size, found)
					}
				}
			}
			for _, scheme := range []string{"dark", "light"} {
				b.scheme(scheme)
				for _, found := range run[[]string](b, tooFaint) {
					t.Errorf("%s, %s: too faint: %s", page, scheme, found)
				}
			}
			run[bool](b, `(document.documentElement.style.fontSize = "", true)`)
			b.do(chromedp.KeyEvent(kb.ArrowRight))
		}
		b.walkPress("Safety", "安全须知")
		b.until("the safety notes are shown", `document.querySelector(".walk [aria-expanded=true]") && document.querySelector(".walk-stop li")`)
		b.do(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowRight))
		b.until("another stop takes their place", `document.querySelector(".walk [aria-expanded=false]")`)
		if stop := run[string](b, walkShown); !strings.HasPrefix(stop, "6") {
			t.Errorf("five presses of the right arrow lead to %q", stop)
		}
	}
	b.clean("walk mode")
}

// locate sets whether pages may ask for the position.
func (b *tab) locate(origin string, setting permission.PermissionSetting) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, permission.SetPermission, permission.SetPermissionParams{
		Permission: &permission.PermissionDescriptor{Name: "geolocation"}, Setting: setting, Origin: origin,
		BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
	}); err != nil {
		b.Fatal(err)
	}
}

// moveTo sets the position, which may be off by 25 m.
func (b *tab) moveTo(lat, lon float64) {
	b.Helper()
	accuracy := 25.0
	if _, err := chromedp.Call(b.ctx, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Latitude: &lat, Longitude: &lon, Accuracy: &accuracy}); err != nil {
		b.Fatal(err)
	}
}

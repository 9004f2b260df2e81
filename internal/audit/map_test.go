package audit

import (
	"strings"
	"testing"

	permission "github.com/chromedp/cdproto/browser"
)

// TestMap zooms a route's map with buttons and keys, and shows the reader's
// position without a request to anybody.
func TestMap(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	press := func(name string) {
		t.Helper()
		if !run[bool](b, `(() => { const b = [...document.querySelectorAll(".map-tools button")].find(b => b.textContent === `+asJSON(t, name)+`); b && b.click(); return !!b; })()`) {
			t.Fatalf("there is no button %q", name)
		}
	}
	status := func(part string) {
		t.Helper()
		b.until("the map reports "+part, `document.querySelector(".map-tools [role=status]").textContent.includes(`+asJSON(t, part)+`)`)
	}
	b.locate(server.URL, permission.PermissionSettingGranted)
	b.moveTo(39.9986, 116.3093) // at the West Gate
	b.visit(server.URL + below + "en/routes/tsinghua-yuanmingyuan/index.html")

	const viewBox = `document.querySelector(".routemap").getAttribute("viewBox")`
	const disc = `document.querySelector(".routemap .disc").getBoundingClientRect().width`
	whole, before := run[string](b, viewBox), run[float64](b, disc)
	press("Zoom in")
	if run[string](b, viewBox) == whole {
		t.Error("the map is not enlarged")
	}
	if after := run[float64](b, disc); after < before*0.95 || after > before*1.05 {
		t.Errorf("a disc was %.1f px wide, and is %.1f in the larger map", before, after)
	}
	run[bool](b, `document.querySelector(".routemap").dispatchEvent(new KeyboardEvent("keydown", { key: "0" }))`)
	if now := run[string](b, viewBox); now != whole {
		t.Errorf("the whole map is %s, and was %s", now, whole)
	}

	for range 6 {
		press("Zoom in")
		if !run[bool](b, `(() => {
			const map = document.querySelector(".routemap").getBoundingClientRect();
			return [...document.querySelectorAll(".routemap .disc")].some(d => { const r = d.getBoundingClientRect(); return r.left < map.right && r.right > map.left && r.top < map.bottom && r.bottom > map.top; });
		})()`) {
			t.Fatal("no stop is left in the enlarged map")
		}
	}
	if !run[bool](b, `(() => { // the picture and the marks over it are enlarged alike
		const width = `+strings.Fields(whole)[2]+`, svg = document.querySelector(".drawn svg"), frame = svg.previousElementSibling.getBoundingClientRect(), whole = svg.getBoundingClientRect();
		return Math.abs(frame.width / whole.width - width / svg.viewBox.baseVal.width) < 0.01 && Math.abs(frame.left - whole.left + frame.width * svg.viewBox.baseVal.x / width) < 1;
	})()`) {
		t.Error("the picture is not where its marks are")
	}
	press("Whole map")

	press("Where am I?")
	status("Next stop: 2 Ruins of Jinchun Garden, about 450 m away; the position may be off by 30 m")
	if !run[bool](b, `document.querySelector(".map-tools a[href='#stop-2']") !== null`) {
		t.Error("the next stop is not linked")
	}
	if !run[bool](b, `document.querySelector(".here").compareDocumentPosition(document.querySelector(".mark")) === Node.DOCUMENT_POSITION_FOLLOWING`) {
		t.Error("the dot is above the numbers")
	}
	if off := run[float64](b, `(() => {
		const a = document.querySelector(".here").getBoundingClientRect(), d = document.querySelector('a[href="#stop-1"] .disc').getBoundingClientRect();
		return Math.hypot(a.left + a.width / 2 - d.left - d.width / 2, a.top + a.height / 2 - d.top - d.height / 2);
	})()`); off > 25 {
		t.Errorf("the dot is %.0f px away from its stop", off)
	}
	b.moveTo(39.9, 116.4)
	status("You are off this map, about")
	press("Where am I?")
	b.locate(server.URL, permission.PermissionSettingDenied)
	press("Where am I?")
	status("not allowed to use your location")

	if run[bool](b, `[...document.querySelectorAll(".map-tools button")].some(b => b.textContent === "High contrast" && !b.hidden)`) {
		t.Error("a picture has a switch for high contrast")
	}
	b.clean("the map")

	b.visit(server.URL + below + "en/routes/lianyungang-day/index.html") // a map that the program draws
	press("High contrast")
	if !run[bool](b, `document.querySelector(".routemap").classList.contains("outdoors") && document.querySelector('[aria-pressed=true]').textContent === "High contrast"`) {
		t.Error("the contrast does not change")
	}
	b.clean("the map")
}

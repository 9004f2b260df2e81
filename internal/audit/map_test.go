package audit

import (
	"strings"
	"testing"
	"time"

	permission "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestBrowserMap: a route's map is enlarged by buttons and keys, and shows
// where its reader stands without asking anybody for anything.
func TestBrowserMap(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.in(390, "light")
	grant := func(setting permission.PermissionSetting) {
		t.Helper()
		if _, err := chromedp.Call(b.ctx, permission.SetPermission, permission.SetPermissionParams{
			Permission: &permission.PermissionDescriptor{Name: "geolocation"}, Setting: setting, Origin: server.URL,
		}); err != nil {
			t.Fatal(err)
		}
	}
	grant(permission.PermissionSettingGranted)
	stand := func(lat, lon float64) {
		t.Helper()
		accuracy := 25.0
		if _, err := chromedp.Call(b.ctx, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Latitude: &lat, Longitude: &lon, Accuracy: &accuracy}); err != nil {
			t.Fatal(err)
		}
	}
	stand(40.0024, 116.3183) // by the Grand Auditorium
	b.do(chromedp.Navigate(server.URL + below + "en/routes/tsinghua-yuanmingyuan/index.html"))

	whole := run[string](b, `document.querySelector(".routemap").getAttribute("viewBox")`)
	press := func(text string) {
		t.Helper()
		if !run[bool](b, `(() => { const b = [...document.querySelectorAll(".map-tools button")].find(b => b.textContent === "`+text+`"); b && b.click(); return !!b; })()`) {
			t.Fatalf("there is no button %q", text)
		}
	}
	disc := `document.querySelector(".routemap .disc").getBoundingClientRect().width`
	before := run[float64](b, disc)
	press("Zoom in")
	if now := run[string](b, `document.querySelector(".routemap").getAttribute("viewBox")`); now == whole {
		t.Error("the map is not enlarged")
	}
	if after := run[float64](b, disc); after < before*0.95 || after > before*1.05 {
		t.Errorf("a disc was %.1f px wide, and is %.1f in the larger map", before, after)
	}
	run[bool](b, `(document.querySelector(".routemap").dispatchEvent(new KeyboardEvent("keydown", { key: "0" })), true)`)
	if now := run[string](b, `document.querySelector(".routemap").getAttribute("viewBox")`); now != whole {
		t.Errorf("the whole map is %s, and was %s", now, whole)
	}

	status := `document.querySelector(".map-tools [role=status]").textContent`
	wait := func(part string) {
		t.Helper()
		for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(settle) {
			said := run[string](b, status)
			if strings.Contains(said, part) {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("the map says %q, and not %q", said, part)
			}
		}
	}
	press("Where am I?")
	wait("from stop 5, Grand Auditorium; the position may be off by 30 m")
	if off := run[float64](b, `(() => {
		const a = document.querySelector(".here").getBoundingClientRect(), d = document.querySelector('a[href="#stop-5"] .disc').getBoundingClientRect();
		return Math.hypot(a.left + a.width / 2 - d.left - d.width / 2, a.top + a.height / 2 - d.top - d.height / 2);
	})()`); off > 25 {
		t.Errorf("the dot is %.0f px from the stop it stands at", off)
	}
	stand(39.9, 116.4)
	wait("You are off this map")
	press("Where am I?")
	grant(permission.PermissionSettingDenied)
	press("Where am I?")
	wait("This page is not allowed to use your location")

	press("High contrast")
	if !run[bool](b, `document.querySelector(".routemap").classList.contains("outdoors") && document.querySelector('[aria-pressed=true]').textContent === "High contrast"`) {
		t.Error("the contrast does not change")
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

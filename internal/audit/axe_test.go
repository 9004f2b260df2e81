package audit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"wayside/internal/build"
	"wayside/internal/guide"
)

// axeStates are the states of pages that scripts make, and that a check of the published
// HTML does not see.
var axeStates = []struct {
	name, address string
	enter         string // a script that brings the page into the state
	entered       string // the condition that it is there
}{
	{"a route", "routes/tsinghua-yuanmingyuan/index.html", ``, `true`},
	{"an audience", "routes/tsinghua-yuanmingyuan/index.html", `document.getElementById("audience").value = "adult", document.getElementById("audience").dispatchEvent(new Event("change"))`, `location.search === "?for=adult"`},
	{"walk mode", "routes/tsinghua-yuanmingyuan/index.html#walk", ``, walkShown},
	{"arrived", "routes/tsinghua-yuanmingyuan/index.html#walk", `document.querySelector(".walk [aria-pressed]").click()`, `document.querySelector(".walk [aria-pressed=true]")`},
	{"the stamp card", "routes/tsinghua-yuanmingyuan/index.html#walk", `[...document.querySelectorAll(".walk button")].find(b => b.textContent === "集章卡").click()`, `document.querySelector(".walk-stamps")`},
	{"contacts", "routes/tsinghua-yuanmingyuan/index.html#walk", `document.querySelector(".walk [aria-expanded]").click()`, `document.querySelector(".walk [aria-expanded=true]")`},
	{"notes", "routes/halls-in-turn/index.html", `document.getElementById("pairs").scrollIntoView()`, `document.querySelector("#pairs textarea")`},
	{"a picture", "sites/huaihai-memorial/index.html", `document.querySelector(".frame [role=button]").click()`, isOpen},
	{"numbers", "sites/xuzhou-training-centre/index.html", `document.getElementById("pad-number").value = "99", document.querySelector(".pad button").click()`, `document.querySelector(".pad [role=status]").textContent.includes("99")`},
	{"the practice of young guides", "sites/huaihai-memorial/index.html#practice", ``, `document.querySelector(".practice-pieces")`},
	{"a piece to say", "sites/huaihai-memorial/index.html#practice", `document.querySelector(".practice-pieces button").click(), document.querySelector(".practice-go").click()`, `document.querySelector(".practice-text")`},
	{"its rubric", "sites/huaihai-memorial/index.html#practice", `document.querySelector(".practice-pieces button").click(), document.querySelector(".practice-go").click(), document.querySelector(".practice-go + button").click()`, `document.querySelector(".practice-verdict")`},
	{"a player", "sites/kaishan-island/index.html", `document.querySelector("figure.player").scrollIntoView()`, `document.querySelector(".player-bar") && document.querySelector(".cue")`},
	{"then and now", "sites/old-gate/index.html", ``, `document.querySelector(".pair > input")`},
	{"a question", "routes/xuzhou-day/check/index.html", ``, `document.querySelector(".scripted")`},
	{"an answered question", "routes/xuzhou-day/check/index.html#stop-4", `document.querySelector("#question-4 input").click(), document.querySelector("#question-4 .actions button").click()`, checkVerdict + `(4)`},
	{"a result", "routes/xuzhou-day/check/index.html#hand-in", ``, `document.querySelector(".check-code") && document.querySelector(".check-code").textContent`},
	{"a handout's settings", "routes/xuzhou-day/handout/index.html", `document.getElementById("scripted").open = true`, `document.querySelector("#set-date")`},
	{"the programme", "programme/index.html", ``, `document.querySelector(".dates")`},
	{"an event", "programme/wednesday-class/index.html", ``, `document.querySelector(".dates")`},
	{"a series", "programme/series/six-parts/index.html", ``, `document.querySelector("h1")`},
	{"the menu", "programme/menu/index.html", ``, `document.querySelector("h1")`},
	{"standards", "standards/index.html", ``, `document.querySelector("h1")`},
	{"an audience's page", "for/primary/index.html", ``, `document.querySelector("h1")`},
	{"an evening at home", "routes/at-home/index.html", ``, `document.querySelector("h1")`},
	{"a search", "search/index.html?q=" + "门", ``, `document.querySelector("#search-results li")`},
}

// TestAxe runs axe, whose script is in WAYSIDE_AXE, on the states of pages, in both themes
// on the narrowest phone, where none is wider than the screen.
func TestAxe(t *testing.T) {
	script := os.Getenv("WAYSIDE_AXE")
	if script == "" {
		t.Skip("WAYSIDE_AXE is not set to axe.min.js")
	}
	axe, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(320, "light")
	for _, s := range axeStates {
		b.visit("about:blank") // a state may differ from the one before in the fragment alone
		b.visit(server.URL + below + s.address)
		if strings.Contains(s.address, "#walk") {
			b.until("walk mode is open", walkShown)
		}
		if strings.Contains(s.address, "#practice") {
			b.until("the practice is open", `document.querySelector(".practice-pieces")`)
		}
		if s.enter != "" {
			run[any](b, `void(`+s.enter+`)`)
		}
		b.until(s.name, s.entered)
		b.axe(axe, s.name)
	}

	b.staff(axe)

	// Lists and maps of a guide with many sites.
	list := serve(t, many(t), below)
	b.host = strings.TrimPrefix(list.URL, "http://")
	for _, s := range []struct{ address, shown string }{
		{"index.html", "#find"}, {"themes/index.html", ".themes"}, {"sites/index.html", "#finder"}, {"sites/index.html#q=s&theme=t0", "#finder-results li"},
		{"sites/index.html#q=nowhere", "#finder-without:not([hidden])"}, {"sites/map/index.html#part-2", "details[open]"}, {"sites/map/hai-zhou-qu/index.html", ".overview"},
	} {
		b.visit("about:blank")
		b.visit(list.URL + below + s.address)
		b.until(s.address, `document.querySelector(`+asJSON(t, s.shown)+`)`)
		run[any](b, `void document.querySelectorAll("main details").forEach((d, i) => d.open = i < 3)`)
		b.axe(axe, s.address)
	}
	b.host = strings.TrimPrefix(server.URL, "http://")

	// Browsers play a sound only after a real press.
	b.visit(server.URL + below + "sites/kaishan-island/index.html")
	b.until("the player is built", `(document.querySelector("figure.player").scrollIntoView(), document.querySelector(".player-play"))`)
	run[any](b, `void(document.querySelector("audio").muted = true, document.querySelector(".player-play").focus())`)
	b.do(chromedp.KeyEvent(" "))
	b.until("the recording plays", `!document.querySelector("audio").paused && document.querySelector(".cue.now")`)
	b.axe(axe, "a player that plays")
}

// staff runs axe on the pages of the sample's bookings of groups.
func (b *tab) staff(axe []byte) {
	b.Helper()
	o := teacherOptions()
	o.Teacher, o.Out = false, filepath.Join(scratch, "visits")
	days := build.VisitOptions{From: guide.Date{Year: 2026, Month: time.December, Day: 1}, To: guide.Date{Year: 2026, Month: time.December, Day: 31}}
	if _, _, err := build.Visits(b.Context(), o, days); err != nil {
		b.Fatal(err)
	}
	desk, err := read(o.Out)
	if err != nil {
		b.Fatal(err)
	}
	server := serve(b.T, desk, below)
	was := b.host
	b.host = strings.TrimPrefix(server.URL, "http://")
	for _, address := range []string{"index.html", "month/2026-12.html", "day/2026-12-02.html", "wall/2026-12.html", "year/2026.html"} {
		b.visit(server.URL + below + address)
		b.axe(axe, address)
	}
	b.host = was
}

// axe runs axe on what the tab shows on a screen of 320 pixels, in both themes.
func (b *tab) axe(script []byte, name string) {
	b.Helper()
	if wide := run[int](b, `document.documentElement.scrollWidth`); wide > 320 {
		b.Errorf("%s is %d pixels wide on a screen of 320", name, wide)
	}
	run[any](b, `void(() => {`+string(script)+`})()`)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		rules := ""
		if scheme == "dark" {
			rules = `, runOnly: ["color-contrast"]` // nothing else differs
		}
		for _, found := range run[[]string](b, `axe.run({ resultTypes: ["violations"]`+rules+` }).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message).join("; ")))`) {
			b.Errorf("%s, %s: %s", name, scheme, found)
		}
	}
}

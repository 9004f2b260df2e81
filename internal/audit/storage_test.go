package audit

import (
	"testing"

	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestNoStorage uses pages in a browser that keeps nothing: what a reader does lasts for
// the page.
func TestNoStorage(t *testing.T) {
	b := offlineTab(t)
	if _, err := chromedp.Call(b.ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{
		Source: `for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(self, name, { get() { throw new DOMException("refused", "SecurityError"); } })`,
	}); err != nil {
		t.Fatal(err)
	}
	site := sample(t)
	// Nothing is lost in silence: whatever a page would keep, it says at once that it cannot.
	says := func(where, selector, want string) {
		t.Helper()
		b.until(where+" says that nothing is kept", `[...document.querySelectorAll("`+selector+` p")].some(e => e.textContent === "`+want+`")`)
	}
	const unkept = "This browser keeps nothing: once you leave this page, you begin again."
	b.visit(fileURL(site, "sites/kaishan-island/index.html"))
	b.until("the player is built", `(document.querySelector("figure.player").scrollIntoView(), document.querySelector(".player-play"))`)
	run[any](b, `(s => { s.value = "1.5"; s.dispatchEvent(new Event("change", { bubbles: true })); })(document.querySelector(".player-speed")), 1`)
	run[any](b, `(document.querySelector("audio").muted = true, document.querySelectorAll(".cue")[3].focus(), 1)`)
	b.do(chromedp.KeyEvent(kb.Enter)) // a key, since browsers refuse to play what nobody asked for
	b.until("the recording begins at what was pressed", played+`.startsWith("19 playing")`)
	if speed := run[string](b, `document.querySelector("audio").playbackRate + " " + document.querySelector(".player-speed").value`); speed != "1.5 1.5" {
		t.Errorf("the speed and what the choice shows are %s", speed)
	}
	b.clean("a player")

	b.openWalk(fileURL(site, walkRoute))
	b.walkPress("I have arrived")
	b.walkPress("Next")
	b.becomes("the second stop", `document.querySelector(".walk progress").value + " " + `+walkShown+`.slice(0, 1)`, "1 2")
	b.choose("adult")
	b.becomes("the choice", `location.search`, "?for=adult")
	says("walk mode", ".walk", unkept)
	b.clean("walk mode")

	b.visit(fileURL(site, checkRoute))
	b.answerIt("4", `box.querySelectorAll("input")[1].click();`, "✓ Right: 5 points")
	b.handIn("1", "Li Ming")
	says("the self-check", "#check", unkept)
	b.clean("the self-check")

	b.visit(fileURL(site, "en/programme/series/six-parts/index.html"))
	says("a series", "#parts", unkept)
	b.visit(fileURL(site, "en/programme/series/six-parts/certificate/index.html"))
	says("a certificate", "#certificate-form", "This browser keeps nothing, so that the sheet does not show what you have heard. Print it, and tick the parts with a pen.")
	run[bool](b, `(i => { i.value = "Li Ming"; return i.dispatchEvent(new Event("input")) && dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })); })(document.getElementById("certificate-name"))`)
	b.becomes("the name", `document.getElementById("certificate-who").textContent + " " + document.getElementById("certificate-name").value`, "Li Ming Li Ming")
	b.visit(fileURL(site, "en/routes/at-home/index.html"))
	run[any](b, `(document.querySelector("button.evening-start").click(), 1)`)
	says("an evening at home", ".evening-bar", unkept)
	b.visit(fileURL(site, "en/sites/kaishan-island/index.html"))
	b.until("the practice is open", `(document.querySelector(".practice") || document.querySelector("button.practice-start").click(), document.querySelector(".practice"))`)
	says("the practice", ".practice", unkept)
	b.clean("what is kept")

	// What is chosen from the menu goes along from page to page.
	const talk = `document.querySelector("[data-order=keepers-talk] button")`
	b.visit(fileURL(site, "en/programme/menu/index.html"))
	b.until("there is a button", talk)
	run[any](b, `(`+talk+`.click(), document.querySelector("header a[data-carries]").click(), 1)`)
	b.becomes("the order", `[...document.querySelectorAll("#order-items b")].map(e => e.textContent).join(" | ")`, "Thirty-two years on an island: a talk with music")
	run[any](b, `(document.querySelector("header a[data-carries]").click(), 1)`)
	b.becomes("the menu once more", `[...document.querySelectorAll("[data-order] button")].filter(e => e.textContent === "Remove from the order").length + " " + (`+talk+` || {}).textContent`, "1 Remove from the order")
	b.clean("an order")

	b.visit(fileURL(site, "en/routes/halls-in-turn/index.html"))
	b.until("there is room to write", `(document.getElementById("pairs").scrollIntoView(), document.querySelector("#pairs textarea"))`)
	run[bool](b, `(a => { a.value = "water"; return a.dispatchEvent(new Event("input")); })(document.querySelector("#pairs textarea"))`)
	b.until("the page says that nothing is kept", `document.querySelector(".pairs-status").textContent === "This browser cannot keep it: print or copy it."`)
	b.clean("notes")
}

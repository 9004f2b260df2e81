package audit

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestPractice says a piece against the clock, pauses, assesses it, and finds the marks again
// on the page in another language. It uses the keyboard alone.
func TestPractice(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(320, "light")
	b.visit(server.URL + below + "sites/huaihai-memorial/")
	press := func(selector string) {
		t.Helper()
		b.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent(kb.Enter))
	}
	const lastPiece = ".practice-pieces li:last-child button"
	press(".practice-start")
	b.until("a piece can be chosen", `document.querySelector("`+lastPiece+`")`)
	b.becomes("the focus", `document.activeElement.textContent`, "小讲解员")
	press(lastPiece)
	b.until("the texts are large", `parseFloat(getComputedStyle(document.querySelector(".practice-text p")).fontSize) > 24`)
	b.legible("a piece", "light", "dark")
	press(".practice-go")
	b.until("the clock runs", `!document.querySelector(".practice-clock").textContent.startsWith("0:00")`)
	press(".practice-go")
	b.becomes("the clock is paused", `document.querySelector(".practice-go").textContent`, "继续")
	press(".practice-go + button")
	b.until("what the time means", `document.querySelector(".practice-verdict").textContent.includes("比计划少")`)
	b.until("no sideways scrolling", `document.querySelector(".practice-body").scrollWidth <= innerWidth`)
	b.do(chromedp.Focus(chromedp.CSS("[name=practice-0]")), chromedp.KeyEvent(" "))
	b.legible("the rubric", "light", "dark")
	press(".practice-foot button:last-child")
	b.until("the piece is marked as practised", `document.querySelector("`+lastPiece+`").textContent.includes("✓")`)
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes it", `!document.querySelector("dialog.practice").open && location.hash === "" && document.activeElement.matches(".practice-start")`)

	b.visit(server.URL + below + "en/sites/huaihai-memorial/#practice")
	b.until("other languages have the same times", `document.querySelector("`+lastPiece+`") && document.querySelector("`+lastPiece+`").textContent.includes("✓")`)
	run[any](b, `void(self.print = () => { self.printed = document.querySelector(".practice-sheet").textContent; }, document.querySelector(".practice-row button").click())`)
	b.until("the sheet has the mark", `(self.printed || "").includes("I myself3")`)
	b.clean("the practice")
}

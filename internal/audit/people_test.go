package audit

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestGloss opens what is said of a person with the keyboard, closes it, and goes to the
// person's page.
func TestGloss(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.visit(server.URL + below + "sites/kaishan-island/")
	b.until("the script runs", `document.querySelector(".gloss")`)
	run[any](b, `document.querySelector("a.person").focus()`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("the gloss is shown", `document.querySelector(".gloss").matches(":popover-open")`)
	b.becomes("its name", `document.getElementById(document.querySelector(".gloss").getAttribute("aria-labelledby")).textContent`, "王继才（1960—2018）")
	b.becomes("the focus is on the link", `document.activeElement.textContent`, "查看介绍")
	b.until("it is at the bottom of a phone", `document.querySelector(".gloss").getBoundingClientRect().bottom === innerHeight`)
	b.whole("the gloss")
	b.legible("the gloss", "light", "dark")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes it", `!document.querySelector(".gloss").matches(":popover-open")`)
	b.becomes("the focus is where it was", `document.activeElement.className`, "person")
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Enter))
	b.until("the person's page", `location.pathname.endsWith("/people/wang-jicai/index.html")`)
	b.legible("the person", "light", "dark")
	b.whole("the person")
	b.clean("the gloss")
}

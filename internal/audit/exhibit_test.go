package audit

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestNumbers types the numbers of labels on a site's page: of a photo, of a hall, and
// one that no label has.
func TestNumbers(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.visit(server.URL + below + "sites/xuzhou-training-centre/")
	enter := func(number string) {
		b.do(chromedp.Focus(chromedp.CSS("#pad-number")), chromedp.KeyEvent(number+kb.Enter))
	}
	enter("１２")
	b.until("a photo is shown large", isOpen)
	b.becomes("its number", `document.querySelector(".viewer-caption .label-number").textContent`, "12")
	b.becomes("numbered photos are in their order", shownNumber, "2 / 2")
	b.until("with what is said there", `document.querySelector(".viewer-caption .narration").checkVisibility()`)
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes it", isClosed)
	b.becomes("the focus is in the field", `document.activeElement.id`, "pad-number")

	enter("99")
	b.until("a wrong number is reported", `document.querySelector(".pad [role=status]").textContent.includes("99")`)
	b.legible("the field", "light", "dark")
	enter("3")
	b.becomes("the hall's address", `location.hash`, "#zengxin")
	b.becomes("the focus", `document.activeElement.parentNode.id`, "zengxin")
	b.becomes("no longer reported", `document.querySelector(".pad [role=status]").textContent`, "")
	b.do(chromedp.Click(chromedp.CSS("#exhibition")))
	b.until("the exhibition begins", isOpen)
	b.becomes("with the first number", `document.querySelector(".viewer-caption .label-number").textContent`, "11")
	b.clean("numbers")
}

// TestViewerInWalk enlarges a picture of walk mode, which shows copies, and closes it.
func TestViewerInWalk(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.visit(server.URL + below + "routes/tsinghua-yuanmingyuan/#walk")
	b.until("walk mode is open", `document.querySelector("dialog.walk") && document.querySelector("dialog.walk").open`)
	run[any](b, `document.querySelector("dialog.walk .frame [role=button]").focus()`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("the picture is large", isOpen)
	b.becomes("only those of the stop", shownNumber, "1 / 1")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes the picture", `!document.querySelector(".viewer").open`)
	b.until("walk mode is still open", `document.querySelector("dialog.walk").open && location.hash === "#walk" && document.activeElement.closest("dialog.walk .frame")`)
	b.clean("walk mode")
}

// TestThenNow moves the slider between two pictures, with keys, on the page and in
// text-first mode, where the pictures are next to each other.
func TestThenNow(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(320, "light")
	b.visit(server.URL + below + "sites/old-gate/")
	b.until("the pictures are over each other", `(([a, b]) => a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height)([...document.querySelectorAll(".pair .frame")].map(f => f.getBoundingClientRect()))`)
	b.legible("then and now", "light", "dark")
	b.do(chromedp.Focus(chromedp.CSS(".pair > input")), chromedp.KeyEvent(kb.Home))
	b.becomes("the end of the slider", `document.querySelector(".pair").style.getPropertyValue("--at")`, "0%")
	b.becomes("the picture on which a finger is", `(box => document.elementFromPoint(box.left + 20, box.top + 20).alt)(document.querySelectorAll(".pair .frame")[1].getBoundingClientRect())`,
		run[string](b, `document.querySelectorAll(".pair img[role]")[1].alt`))
	run[any](b, `document.getElementById("text-first").click()`)
	b.until("text-first mode has no slider", `!document.querySelector(".pair > input").checkVisibility()`)
	b.clean("then and now")
}

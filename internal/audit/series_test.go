package audit

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSeries ticks parts of a series with the keyboard, takes a tick back, answers the
// self-check, and finds all of it on the certificate in another language.
func TestSeries(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(320, "light")
	const dir = "programme/series/six-parts/"
	b.visit(server.URL + below + dir)
	tick := func(n string) {
		t.Helper()
		b.do(chromedp.Focus(chromedp.CSS(".series-parts > li:nth-child("+n+") input")), chromedp.KeyEvent(" "))
	}
	tick("1")
	tick("2")
	tick("4")
	b.until("three parts are heard", `document.querySelector(".series-progress").textContent.includes("已听 3 讲，共 6 讲，合计 2 小时 45 分钟")`)
	tick("2")
	b.until("a tick is taken back", `document.querySelector(".series-progress").textContent.includes("已听 2 讲，共 6 讲，合计 2 小时")`)
	b.until("one part is next", `document.querySelectorAll(".part-next:not([hidden])").length === 1`)
	b.until("no sideways scrolling", `document.documentElement.scrollWidth <= innerWidth`)
	b.legible("a series", "light", "dark")

	b.visit(server.URL + below + dir + "check/")
	b.do(chromedp.Focus(chromedp.CSS("#question-3 input")), chromedp.KeyEvent(" "), chromedp.Focus(chromedp.CSS("#question-3 .actions button")), chromedp.KeyEvent(kb.Enter))
	b.until("the answer is right", `document.querySelector("#question-3").classList.contains("good")`)

	b.visit(server.URL + below + "en/" + dir + "certificate/")
	b.do(chromedp.SendKeys("#certificate-name", "示例"))
	b.becomes("the name", `document.getElementById("certificate-who").textContent`, "示例")
	b.becomes("what was heard", `document.getElementById("certificate-heard").textContent`, "2 of 6 parts, 2 h")
	b.becomes("the result", `document.getElementById("certificate-points").textContent`, "10 of 30 points, 1 of 3 questions")
	b.becomes("the ticks", `String(document.querySelectorAll(".certificate-parts .heard").length)`, "2")
	b.legible("a certificate", "light", "dark")
	b.clean("the series")
}

package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	shownNumber = `document.querySelector(".viewer-status span").textContent`
	shownScale  = `String(new DOMMatrix(getComputedStyle(document.querySelector(".viewer-stage img")).transform).a)`
	isOpen      = `document.querySelector(".viewer") && document.querySelector(".viewer").open`
	isClosed    = `!document.querySelector(".viewer").open && !history.state`
)

// enlarge presses a picture of the page, counted from 0, with the Enter key.
func (b *tab) enlarge(n int) {
	b.Helper()
	run[any](b, fmt.Sprintf(`document.querySelectorAll(".frame [role=button]")[%d].focus()`, n))
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("the viewer is open", isOpen)
}

// touch sends fingers to the stage: each is an offset from its centre.
func (b *tab) touch(kind input.DispatchTouchEventType, fingers ...[2]float64) {
	b.Helper()
	at := run[[2]float64](b, `(box => [box.x + box.width / 2, box.y + box.height / 2])(document.querySelector(".viewer-stage").getBoundingClientRect())`)
	p := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	for i, f := range fingers {
		p.TouchPoints = append(p.TouchPoints, &input.TouchPoint{X: at[0] + f[0], Y: at[1] + f[1], ID: new(float64(i))})
	}
	if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, p); err != nil {
		b.Fatal(err)
	}
}

// TestViewer opens the pictures of a site's page large, with keys, buttons and fingers.
func TestViewer(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.visit(server.URL + below + "sites/huaihai-memorial/")
	if run[bool](b, `performance.getEntriesByType("resource").some(e => e.name.includes("/viewer."))`) {
		t.Error("the viewer is loaded before a picture is pressed")
	}
	b.enlarge(0)
	b.becomes("the focus", `document.activeElement.className`, "viewer-close")
	b.becomes("the number", shownNumber, "1 / 3")
	b.becomes("the caption", `document.querySelector(".viewer-caption .caption").textContent`, run[string](b, `document.querySelector("figcaption .caption").textContent`))
	b.until("the page behind does not scroll", `getComputedStyle(document.documentElement).overflowY === "hidden"`)
	b.legible("the viewer", "light", "dark")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	b.becomes("the next picture", shownNumber, "2 / 3")
	b.do(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	b.becomes("the picture before the first", shownNumber, "3 / 3")
	b.do(chromedp.Click(chromedp.CSS(".viewer-next")))
	b.becomes("the picture after the last", shownNumber, "1 / 3")
	b.becomes("what is announced", `document.querySelector(".viewer-spoken").textContent`, run[string](b, `document.querySelector(".frame [role=button]").alt`))

	b.do(chromedp.KeyEvent("+"))
	b.becomes("enlarged by a key", shownScale, "1.5")
	b.until("the widest copy is shown", `(picture => picture.src === new URL(document.querySelector(".frame [role=button]").srcset.split(", ").pop().split(" ")[0], location.href).href)(document.querySelector(".viewer-stage img"))`)
	b.do(chromedp.KeyEvent("-"))
	b.becomes("as before", shownScale, "1")

	b.touch("touchStart", [2]float64{100, 0})
	b.touch("touchMove", [2]float64{-20, 0})
	b.touch("touchEnd")
	b.becomes("swiped", shownNumber, "2 / 3")
	b.touch("touchStart", [2]float64{-50, 0}, [2]float64{50, 0})
	b.touch("touchMove", [2]float64{-100, 0}, [2]float64{100, 0})
	b.touch("touchEnd")
	b.becomes("pinched", shownScale, "2")
	b.becomes("a pinch is no swipe", shownNumber, "2 / 3")

	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("Escape closes it", isClosed)
	b.becomes("the focus is where it was", `String([...document.querySelectorAll(".frame [role=button]")].indexOf(document.activeElement))`, "0")
	b.clean("the viewer")
}

// TestViewerHistory closes the viewer with Back, opens it with Forward, and reloads it.
func TestViewerHistory(t *testing.T) {
	for _, from := range []string{"server", "file"} {
		t.Run(from, func(t *testing.T) {
			b := newTab(t)
			b.viewport(320, "dark")
			address := fileURL(sample(t), "sites/huaihai-memorial/index.html")
			if from == "server" {
				server := serve(t, sample(t), below)
				b.host = strings.TrimPrefix(server.URL, "http://")
				address = server.URL + below + "sites/huaihai-memorial/index.html"
			}
			b.visit(address)
			b.enlarge(1)
			b.becomes("the number", shownNumber, "2 / 3")
			b.legible("the viewer", "dark")
			run[any](b, `history.back()`)
			b.until("Back closes it", isClosed)
			b.becomes("the focus is where it was", `String([...document.querySelectorAll(".frame [role=button]")].indexOf(document.activeElement))`, "1")
			run[any](b, `history.forward()`)
			b.until("Forward opens it", isOpen)
			b.becomes("the number", shownNumber, "2 / 3")
			if back := run[bool](b, `new Promise(done => {
				const dialog = document.querySelector(".viewer");
				let back = false;
				history.back = () => { back = true; };
				dialog.addEventListener("close", () => setTimeout(() => done(back)), { once: true });
				dialog.close();
				dialog.showModal();
			})`); back {
				t.Error("a viewer that was opened again before the event of its closing is closed by it")
			}
			// The page reloads itself: the browser, asked from outside, may not know yet that Forward was reached.
			b.reload(isOpen)
			b.do(chromedp.Click(chromedp.CSS(".viewer-close")))
			b.until("the button closes it", isClosed)
			b.becomes("the page is the same", `location.href`, address)
			b.clean(from)
		})
	}
}

// TestViewerOf looks at which pictures enlarge: none in a link, and in text-first mode those
// that a reader has asked for.
func TestViewerOf(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	for _, page := range []string{"", "sites/", "routes/xuzhou-day/", "routes/xuzhou-day/handout/"} {
		b.visit(server.URL + below + page)
		if wrong := run[[]string](b, `[...document.querySelectorAll("[role=button]")].filter(e => !e.alt || e.closest("a, .hero, .map, .sheet")).map(e => e.outerHTML)`); len(wrong) > 0 {
			t.Errorf("/%s: %q", page, wrong)
		}
	}
	b.visit(server.URL + below + "sites/huaihai-memorial/")
	run[any](b, `document.getElementById("text-first").click()`)
	run[any](b, `document.querySelectorAll(".show-picture")[1].click()`)
	b.enlarge(1)
	b.becomes("the pictures of text-first mode", shownNumber, "1 / 1")
	b.until("no buttons lead to others", `!document.querySelector(".viewer-next").checkVisibility()`)
	b.clean("text-first mode")
}

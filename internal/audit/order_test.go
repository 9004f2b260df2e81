package audit

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestOrder chooses activities on a phone, from files: the order is still there after
// coming back, says what does not fit, and is one sheet on paper.
func TestOrder(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	b.viewport(390, "light")
	b.readAt("2026-12-01T09:00:00+08:00", "Asia/Shanghai")
	b.visit(fileURL(site, "en/programme/menu/index.html"))
	press := func(id string) {
		t.Helper()
		b.until("there is a button for "+id, `document.querySelector("[data-order=`+id+`] button")`)
		run[any](b, `(document.querySelector("[data-order=`+id+`] button").click(), 1)`)
	}
	press("keepers-talk")
	press("film-on-request")
	press("film-on-request")
	b.becomes("what is said", `document.querySelector("[data-order=film-on-request] .order-status").textContent`, "Removed. Activities in the order: 1.")
	b.whole("the menu")
	b.legible("the menu", "light", "dark")
	b.visit(fileURL(site, "programme/handcart-scene/index.html"))
	press("handcart-scene")

	b.visit(fileURL(site, "en/programme/order/index.html"))
	b.becomes("the order in another language", `[...document.querySelectorAll("#order-items b")].map(e => e.textContent).join(" | ")`,
		"Thirty-two years on an island: a talk with music | A scene to act: the handcart at the station")
	run[any](b, `(() => {
		for (const [id, value] of [["unit", "A school"], ["people", "50"], ["date", "2026-12-10"]]) {
			const e = document.getElementById("order-" + id);
			e.value = value;
			e.dispatchEvent(new Event("input", { bubbles: true }));
		}
		document.querySelector("#order-items li:last-child button").click();
		return 1;
	})()`)
	b.reload(`document.querySelector("#order-items b")`)
	b.becomes("the order after coming back", `[document.getElementById("order-unit").value, document.querySelector("#order-items b").textContent, document.getElementById("order-sum").textContent].join(" | ")`,
		"A school | A scene to act: the handcart at the station | 2 activities, 1 h 10 min in all")
	b.becomes("what does not fit", `[...document.querySelectorAll("#order-clashes li")].map(e => e.textContent).join(" | ")`,
		"A scene to act: the handcart at the station: for at most 40 people, and you are 50. | Thirty-two years on an island: a talk with music: to be ordered 14 days ahead, and the wished date is 9 days away.")
	b.becomes("the mails", `[...document.querySelectorAll("#order-ways a.button")].map(e => e.href.split("?")[0]).join(" ")`, "mailto:education@example.org mailto:talks@example.org")
	run[any](b, `(() => {
		const people = document.getElementById("order-people"), key = Object.keys(localStorage).find(k => k.startsWith("wayside order "));
		people.value = "５０人";
		for (const type of ["input", "change"]) people.dispatchEvent(new Event(type, { bubbles: true }));
		const kept = JSON.parse(localStorage.getItem(key));
		kept.items.push({ id: "film-on-request", at: "" });
		localStorage.setItem(key, JSON.stringify(kept)); // as another tab does
		dispatchEvent(new StorageEvent("storage", { key }));
		return 1;
	})()`)
	b.becomes("a number with a word, and an activity added in another tab", `[document.getElementById("order-people").value, document.querySelectorAll("#order-items li").length].join()`, "50,3")
	run[any](b, `(document.querySelector("#order-items li:last-child button:last-child").click(), 1)`)
	b.legible("the order", "light", "dark")

	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		t.Fatal(err)
	}
	if pages := len(pdfPage.FindAll(pdf, -1)); pages != 1 {
		t.Errorf("the order has %d pages", pages)
	}
	inked(t, "the order", pdf, 1)
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	b.becomes("what is printed", `[getComputedStyle(document.getElementById("order-form")).display, document.getElementById("sheet-unit").textContent, document.querySelectorAll("#sheet-rows tr").length, document.querySelectorAll("#sheet-clashes li").length].join()`, "none,A school,2,2")
	b.clean("the order")
}

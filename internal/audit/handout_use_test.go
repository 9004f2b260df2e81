package audit

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"wayside/internal/pdf"
)

// TestHandoutKeyboard changes the settings and applies a remedy with the
// keyboard alone: the focus is never lost and can always be seen.
func TestHandoutKeyboard(t *testing.T) {
	b := newTab(t)
	b.viewport(1280, "light")
	if _, err := chromedp.Call(b.ctx, emulation.SetLocaleOverride, emulation.SetLocaleOverrideParams{Locale: "en-US"}); err != nil {
		t.Fatal(err)
	}
	b.openHandout(fileURL(sample(t), "en/routes/lianyungang-day/handout/index.html"))
	tabTo := func(selector string) {
		t.Helper()
		for range 60 {
			b.do(chromedp.KeyEvent(kb.Tab))
			if run[bool](b, `document.activeElement.matches(`+asJSON(t, selector)+`)`) {
				if run[string](b, `getComputedStyle(document.activeElement).outlineStyle`) == "none" {
					t.Errorf("the focus on %s cannot be seen", selector)
				}
				return
			}
		}
		t.Fatalf("Tab never reaches %s", selector)
	}
	tabTo("#set-date")
	// The order of the date's fields is that of the browser's language.
	b.do(chromedp.KeyEvent(run[string](b, `new Intl.DateTimeFormat().formatToParts(new Date(2026, 10, 2)).filter(p => p.type !== "literal").map(p => p.value.padStart(2, "0")).join("")`)))
	b.becomes("the date that was typed", `$("#set-date").value + document.activeElement.id`, "2026-11-02set-date")
	tabTo("#set-group")
	b.do(chromedp.KeyEvent("Class 7b"))
	b.becomes("the group that was typed", `$("#field-group").textContent + document.activeElement.id`, "Class 7bset-group")
	tabTo("#keep-2")
	b.do(chromedp.KeyEvent(" "))
	b.becomes("a stop left out with the space bar", `$("#stop-2").hidden + document.activeElement.id`, "truekeep-2")
	remarks := run[string](b, `$("#remarks").textContent`)
	if remarks == "" {
		t.Fatal("there is nothing to fix")
	}
	b.until("the link to the remarks is there", `$("#setup-see").checkVisibility()`)
	tabTo("#setup-see")
	b.do(chromedp.KeyEvent(kb.Enter))
	tabTo(fixButton)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("the remedy changes the remarks", `$("#remarks").textContent !== `+asJSON(t, remarks))
	b.becomes("the focus after a remedy", `document.activeElement.id`, "remarks")
}

// TestHandoutSettingsLegible measures a handout with conflicts, as TestViews
// does without, and prints it: neither the controls nor what was left out are
// on paper.
func TestHandoutSettingsLegible(t *testing.T) {
	b := newTab(t)
	site := teacherEdition(t)
	const settings = "#date=2026-10-26&start=0900&without=2&group=x"
	for _, view := range []string{"routes/xuzhou-day/handout/index.html", "en/routes/xuzhou-day/handout/index.html"} {
		for _, width := range []int64{390, 1280} {
			b.viewport(width, "light")
			b.openHandout(fileURL(site, view) + settings)
			if n := run[int](b, `$$("`+fixButton+`").length`); n == 0 {
				t.Fatalf("%s: no remedies to measure", view)
			}
			b.legible(view, "light", "dark")
		}
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if got := run[[]string](b, `shown("#setup, #setup *, [data-stop='1']")`); len(got) > 0 {
		t.Errorf("on paper: %q", got)
	}
	if got := run[[]string](b, `shown("#remarks li, #field-group")`); len(got) != 2 || !slices.Contains(got, "x") {
		t.Errorf("on paper only %q", got)
	}
}

// TestHandoutNarrow shows handouts on small phones, and with letters of twice the
// size: nothing is wider than the screen, and the timetable is still a table for
// screen readers, with cells by the script, too.
func TestHandoutNarrow(t *testing.T) {
	b := newTab(t)
	for _, site := range []*publication{sample(t), teacherEdition(t)} {
		for _, width := range []int64{320, 390, 640} {
			b.viewport(width, "light")
			b.openHandout(fileURL(site, "en/routes/tsinghua-yuanmingyuan/handout/index.html"))
			for _, size := range []string{"100%", "200%"} {
				if got := run[int64](b, `document.documentElement.style.fontSize = "`+size+`"; document.documentElement.scrollWidth`); got > width {
					t.Errorf("%s: at %s the page is %d pixels wide on a screen of %d", filepath.Base(site.dir), size, got, width)
				}
			}
		}
		const cells = `$$(".times tbody td.when").map(e => e.dataset.label + e.getAttribute("role") + e.textContent).join()`
		before := run[string](b, cells)
		if !strings.HasPrefix(before, "Batch 1cell08:30–08:40,Batch 2cell") {
			t.Errorf("the cells are %s", before)
		}
		if after := run[string](b, `setTo("start", "09:30"); `+cells); after == before || !strings.HasPrefix(after, "Batch 1cell09:30–09:40,Batch 2cell") {
			t.Errorf("the script's cells are %s", after)
		}
	}
}

// TestHandoutPaper compares the paper that the settings measure with the pages that
// the browser prints.
func TestHandoutPaper(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	const view = "en/routes/tsinghua-yuanmingyuan/handout/index.html"
	b.viewport(1280, "light")
	for _, variant := range []string{"", "large", "map-only"} {
		b.openHandout(fileURL(site, view) + "#group=x&" + variant)
		var job pdf.Job
		if variant != "" {
			job.Tick = []string{variant}
		}
		job.Address = view
		_, report := printed(t, site, job)
		about := run[int](b, `parseInt($("#scripted").textContent.match(/about (\d+) page/)[1])`)
		if about < report.Pages-1 || about > report.Pages+1 {
			t.Errorf("%q: about %d pages are %d", variant, about, report.Pages)
		}
	}
	b.clean(view)
}

// TestHandoutOrder shows a carousel's handout as one of its groups sees it, and moves a
// stop: the timetable, the sections and the numbers follow.
func TestHandoutOrder(t *testing.T) {
	b := newTab(t)
	b.viewport(390, "light")
	b.openHandout(fileURL(sample(t), "routes/halls-in-turn/handout/index.html"))
	const (
		rows   = `shown("#times tbody .no").join()`
		sheets = `[...$$(".sheet:not([hidden]) .badge")].map(e => e.textContent).join()`
	)
	b.becomes("the rows", rows+`+ " " +`+sheets, "1,2,3,4,5,6,7 1,2,3,4,5,6,7")
	run[any](b, `const team = $("#set-team"); team.value = "3"; team.dispatchEvent(new Event("change")); void 0`)
	b.becomes("the rows of the third group", rows+`+ " " +`+sheets, "1,4,5,6,2,3,7 1,4,5,6,2,3,7")
	b.becomes("its times", `shown("#times td.when").slice(0, 2).join()`, "09:00–09:15,09:15–09:30")
	b.becomes("the address", `location.hash`, "#team=3")
	run[any](b, `team.value = "0"; team.dispatchEvent(new Event("change")); $("#keep-3").closest("li").querySelector(".step").click(); void 0`)
	b.becomes("the stops after the third was moved up", `[...$$(".sheet:not([hidden])")].map(e => e.id.slice(5) + "=" + e.querySelector(".badge").textContent).join()`, "1=1,3=2,2=3,4=4,5=5,6=6,7=7")
	b.becomes("the focus", `document.activeElement.textContent`, "↑")
	b.becomes("the address of the order", `location.hash`, "#order=1,3,2,4,5,6,7")
	run[any](b, `const stay = $("#stay-6"); stay.value = "40"; stay.dispatchEvent(new Event("input")); void 0`)
	b.becomes("the longer stay", `$('#times tr[data-stop="5"] .stay').textContent + $("#stop-6 .at .stay").textContent`, "40 分钟停留 40 分钟")
	run[any](b, `$("#setup-reset").click(); void 0`)
	b.becomes("everything as written", rows+`+ $('#times tr[data-stop="5"] .stay').textContent + location.hash`, "1,2,3,4,5,6,725 分钟")
	b.clean("handout")
}

package audit

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestInteractionTimes measures how long pages take from a press to the next picture on
// the screen, where the processor is four times as slow. It asserts nothing and runs where
// WAYSIDE_TIMES is set; see docs/benchmarks.md.
func TestInteractionTimes(t *testing.T) {
	if os.Getenv("WAYSIDE_TIMES") == "" {
		t.Skip("WAYSIDE_TIMES is not set")
	}
	b := openTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	b.slow()
	var all []float64
	for _, c := range []struct {
		address string
		presses []string // selectors, or scripts that return an element
	}{
		{"routes/tsinghua-yuanmingyuan/index.html", []string{
			`document.querySelector(".walk-start")`, `document.querySelector(".walk [aria-pressed]")`, `[...document.querySelectorAll(".walk button")].find(b => b.textContent === "下一站")`,
			`[...document.querySelectorAll(".walk button")].find(b => b.textContent === "集章卡")`, `document.querySelectorAll(".walk-stamps button")[6]`, `document.querySelector(".walk .frame [role=button]")`,
			`document.querySelector(".viewer-close")`,
		}},
		{"sites/xuzhou-training-centre/index.html", []string{`document.getElementById("exhibition")`, `document.querySelector(".viewer-close")`}},
		{"routes/xuzhou-day/check/index.html#stop-4", []string{`document.querySelector("#question-4 input")`, `document.querySelector("#question-4 .actions button")`}},
		{"routes/xuzhou-day/handout/index.html", []string{`document.querySelector("#scripted summary")`, `document.querySelector("#keep-2")`}},
	} {
		b.visit(server.URL + below + c.address)
		run[any](b, `void(self.presses = [], new PerformanceObserver(list => presses.push(...list.getEntries().filter(e => e.interactionId))).observe({ type: "event", durationThreshold: 16 }))`)
		for _, press := range c.presses {
			b.until(press, `(e => e && (e.scrollIntoView({ block: "center" }), true))(`+press+`)`)
			box := run[[2]float64](b, `(r => [r.x + r.width / 2, r.y + r.height / 2])(`+press+`.getBoundingClientRect())`)
			before := run[int](b, `new Set(presses.map(e => e.interactionId)).size`)
			b.do(chromedp.MouseClickXY(box[0], box[1]))
			run[any](b, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))))`)
			if took := run[float64](b, `presses.length ? Math.max(...presses.slice(-3).map(e => e.duration)) : 0`); run[int](b, `new Set(presses.map(e => e.interactionId)).size`) > before {
				all = append(all, took)
				t.Logf("%s %s: %.0f ms", c.address, press, took)
			}
		}
	}
	slices.Sort(all)
	t.Logf("%d presses, %.0f ms at the median, %.0f ms at most; faster ones than 16 ms are not counted", len(all), all[len(all)/2], all[len(all)-1])
}

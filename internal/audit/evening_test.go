package audit

import (
	"strings"
	"testing"
)

// heaviestEvening is how much the first evening of a route that is followed at home may load,
// in bytes as a file has them, before a picture is asked for.
const heaviestEvening = 150_000

// TestEvening follows a route at home: nothing but text is loaded, the clock goes from part to
// part, and a reader goes on where it was stopped, in another language too.
func TestEvening(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(320, "light")
	b.visit(server.URL + below + "routes/at-home/")
	const bar = `document.querySelector(".evening-bar")`
	const all = `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]`
	b.until("the page is complete", `document.readyState === "complete"`)
	if sum := run[int](b, all+`.reduce((sum, e) => sum + e.decodedBodySize, 0)`); sum == 0 || sum > heaviestEvening {
		t.Errorf("the first evening loads %d bytes", sum)
	} else {
		t.Logf("the first evening loads %d bytes", sum)
	}
	if pictures := run[[]string](b, all+`.map(e => e.name).filter(name => /\.(jpe?g|png|webp|avif)/.test(name))`); len(pictures) > 0 {
		t.Errorf("pictures are loaded: %q", pictures)
	}
	press := func(selector string) { run[any](b, `void document.querySelector("`+selector+`").click()`) }
	press(".evening-start")
	b.until("the clock runs", bar+`.textContent.includes("14:5") && document.querySelector("li.stop.at").id === "stop-1"`)
	b.until("the text is open", `document.querySelector("#stop-1 .reading").open`)
	b.legible("the clock", "light", "dark")
	b.until("no sideways scrolling", `document.documentElement.scrollWidth <= innerWidth`)
	if hidden := run[[]string](b, `(() => {
		document.documentElement.style.scrollBehavior = "auto";
		scrollTo(0, 0);
		return [...document.querySelectorAll("main a, main summary, main button")].filter(e => {
			e.focus();
			return document.activeElement === e && e.getBoundingClientRect().top >= `+bar+`.getBoundingClientRect().top;
		}).map(e => e.textContent.trim());
	})()`); len(hidden) > 0 {
		t.Errorf("what has the focus is behind the clock: %q", hidden)
	}
	press(".evening-bar button:last-child")
	b.becomes("the break", `document.querySelector(".evening-clock").textContent`, "先休息1分钟")
	b.becomes("the focus", `document.activeElement.textContent`, "抗日山烈士陵园")
	press(".evening-bar button:nth-child(2)")
	b.becomes("it is paused", `document.querySelector(".evening-bar button:nth-child(2)").textContent`, "继续")
	b.visit(server.URL + below + "en/routes/at-home/")
	b.becomes("it is kept", `document.querySelector(".evening-start").textContent`, "Continue at part 2")
	press(".evening-start")
	b.until("it goes on", bar+` && document.querySelector(".stop.at")`)
	press(".evening-bar button:last-child")
	b.becomes("the last part of the evening", `document.querySelector(".evening-bar button:last-child").textContent`, "Finish")
	press(".evening-bar button:last-child")
	b.until("the next evening", bar+`.hidden && document.querySelector(".evening-start").textContent === "Continue at part 4"`)
	b.clean("the evening")
}

package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// ask types a query into the search page.
func (b *tab) ask(query string) {
	b.Helper()
	run[bool](b, fmt.Sprintf(`(() => { const i = document.getElementById("search-input"); i.focus(); i.value = %s; i.dispatchEvent(new InputEvent("input")); return true; })()`, asJSON(b, query)))
}

// searchStatus is what the search page reports.
const searchStatus = `document.getElementById("search-status").textContent`

// reports waits until the search page reports a text.
func (b *tab) reports(part string) {
	b.Helper()
	b.until("the search reports "+part, searchStatus+`.includes(`+asJSON(b, part)+`)`)
}

// hits are the titles of the pages that are shown.
const hits = `[...document.querySelectorAll("#search-results .hit a")].map(a => a.textContent)`

// TestSearchPage types queries and walks through the hits.
func TestSearchPage(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	b.viewport(390, "light")
	b.visit(fileURL(site, "search/index.html"))
	for _, c := range []struct{ query, first, mark string }{
		{"开山岛", "开山岛", "开山岛"},
		{"開山島", "开山岛", "开山岛"}, // as it is written in Taipei and Hong Kong
		{"kaishan", "开山岛", "Kaishan"},
		{"ＫＡＩＳＨＡＮ　", "开山岛", "Kaishan"},
		{"清华 礼堂", "", "清华"},
	} {
		b.ask(c.query)
		b.until(c.query+" is found and marked", `[...document.querySelectorAll("#search-results mark")].some(m => m.textContent.includes(`+asJSON(t, c.mark)+`))
			&& new URL(location).searchParams.get("q") === `+asJSON(t, strings.TrimSpace(c.query))+`
			&& `+searchStatus+`.includes("找到 " + document.querySelectorAll("#search-results li").length)`)
		if first := run[[]string](b, hits); c.first != "" && (len(first) == 0 || first[0] != c.first) {
			t.Errorf("%s: %q", c.query, first)
		}
	}
	b.ask("没有这样的话")
	b.reports("没有找到")

	b.ask("岛")
	b.reports("找到 ")
	names := run[[]string](b, hits)
	for _, step := range []struct{ key, want string }{{kb.ArrowDown, names[0]}, {kb.ArrowDown, names[1]}, {kb.ArrowUp, names[0]}, {kb.ArrowUp, "search-input"}, {kb.ArrowDown, names[0]}, {kb.Escape, "search-input"}} {
		b.do(chromedp.KeyEvent(step.key))
		b.becomes("the focus after a key", `document.activeElement.id || document.activeElement.textContent`, step.want)
	}
	b.becomes("hits and status without a query", `document.querySelectorAll("#search-results li").length + `+searchStatus, "0")

	// A link with a query searches by itself, and its hits lead to their places.
	b.visit(fileURL(site, "en/search/index.html") + "?q=island")
	b.reports("page")
	for _, href := range run[[]string](b, `[...document.querySelectorAll("#search-results a")].map(a => decodeURIComponent(a.href.split("/en/")[1]))`) {
		name, id, _ := strings.Cut(href, "#")
		if p := site.byAddress["en/"+name]; p == nil || id != "" && p.ids[id] == 0 {
			t.Errorf("a hit leads to %s", href)
		}
	}
	for _, width := range []int64{390, 1280} {
		b.viewport(width, "light")
		b.visit(fileURL(site, "en/search/index.html") + "?q=the")
		b.until("the hits are there", hits+`.includes("The ruined bridge of Yuanmingyuan")`)
		b.legible("hits", "light", "dark")
	}
	b.clean("the search page")
}

// TestSearchComposition types with an input method: what is being composed is
// searched for after a longer rest, its keys are left alone, and a word that is
// begun ends the wait for the one before.
func TestSearchComposition(t *testing.T) {
	b := newTab(t)
	b.stopClock()
	b.visit(fileURL(sample(t), "search/index.html"))
	dispatch := func(value, event string) {
		t.Helper()
		run[bool](b, fmt.Sprintf(`(() => { const i = document.getElementById("search-input"); i.focus(); i.value = %s; return i.dispatchEvent(%s); })()`, asJSON(t, value), event))
	}
	dispatch("kai shan", `new InputEvent("input", { isComposing: true })`)
	b.advance(400) // longer than after a letter that is not composed
	if status := run[string](b, searchStatus+` + location.search`); status != "" {
		t.Errorf("in the middle of a word: %q", status)
	}
	b.advance(10_000)
	b.reports("找到 ")
	dispatch("开山", `new CompositionEvent("compositionend")`)
	b.advance(400)
	b.until("the composed word is searched for", `decodeURIComponent(location.search) === "?q=开山" && `+hits+`[0] === "开山岛"`)

	dispatch("开山", `new KeyboardEvent("keydown", { key: "Escape", keyCode: 229, bubbles: true })`)
	if value := run[string](b, `document.getElementById("search-input").value`); value != "开山" {
		t.Errorf("a key of the input method changes the query to %q", value)
	}
	dispatch("没有这样的话", `new InputEvent("input")`)
	dispatch("没有这样的话", `new CompositionEvent("compositionstart")`)
	b.advance(10_000)
	if search := run[string](b, `decodeURIComponent(location.search)`); search != "?q=开山" {
		t.Errorf("in the middle of a word the page searches for %q", search)
	}
	b.clean("the search page")
}

// TestSearchFocus: a list that is made again keeps the focus on its hit.
func TestSearchFocus(t *testing.T) {
	b := newTab(t)
	b.visit(fileURL(sample(t), "search/index.html"))
	b.ask("开山岛")
	b.reports("找到 ")
	run[any](b, `(() => { document.querySelector("#search-results li:nth-child(2) a").focus(); window.before = document.activeElement; document.getElementById("search-form").requestSubmit(); })()`)
	b.until("the focus is on the same hit of the new list", `document.activeElement !== before && document.activeElement.href === before.href`)
}

// TestSearchMore: each press shows twenty hits more, however fast they follow,
// and none after another query was typed.
func TestSearchMore(t *testing.T) {
	b := newTab(t)
	b.visit(fileURL(indexed(t), "search/index.html"))
	b.ask("Place")
	b.reports("约有 ")
	run[any](b, `(() => { const more = document.getElementById("search-more"); more.click(); more.click(); })()`)
	b.becomes("hits after two presses", `String(`+hits+`.length)`, "40")
	b.ask("tower")
	b.until("the next query shows its first hits", `new URL(location).searchParams.get("q") === "tower" && `+hits+`.length <= 20`)
}

// TestSearchSigns: signs alone are not found, and the page is empty again
// without a query.
func TestSearchSigns(t *testing.T) {
	b := newTab(t)
	b.visit(fileURL(indexed(t), "search/index.html"))
	for _, sign := range []string{"——", "😀"} {
		b.ask(sign)
		b.reports("没有找到")
		b.ask("")
		b.becomes("the status without a query", searchStatus, "")
	}
}

// TestSearchMarks: a query that is longer than an excerpt is marked in it, and a
// single letter is not marked inside words.
func TestSearchMarks(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	b.visit(fileURL(site, "search/index.html"))
	long := ""
	for _, s := range bodies(site, "") {
		for _, piece := range s.pieces {
			if runes := []rune(strings.TrimSpace(piece)); len(runes) > 90 && !strings.ContainsRune(piece, ' ') {
				long = string(runes[:90])
			}
		}
	}
	b.ask(long)
	b.reports("找到 ")
	if marked := run[int](b, `Math.max(...[...document.querySelectorAll(".excerpt")].map(e => [...e.querySelectorAll("mark")].reduce((n, m) => n + m.textContent.length, 0)))`); marked < 40 {
		t.Errorf("%d letters of %q are marked", marked, long)
	}
	b.visit(fileURL(site, "en/search/index.html"))
	b.ask("a")
	b.reports("page")
	within := run[[]string](b, `[...document.querySelectorAll("#search-results mark")].filter(m => [m.previousSibling, m.nextSibling].some((s, i) => s && /\p{L}/u.test(s.textContent.slice(i - 1, i || undefined)))).map(m => m.parentNode.textContent)`)
	if len(within) > 0 {
		t.Errorf("marked inside words: %q", within[0])
	}
	b.clean("the search page")
}

package audit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// buildMany builds a guide of 72 sites in three districts.
var buildMany = sync.OnceValues(func() (*publication, error) {
	var b strings.Builder
	b.WriteString("[guide]\ntitle = \"很多地点\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"zh-Hans\", \"en\"]\ncountry = \"CN\"\n")
	themes := []string{"守海", "石刻", "学堂", "古桥", "名人", "战事", "水路", "园林"}
	for i, name := range themes {
		fmt.Fprintf(&b, "\n[[theme]]\nid = \"t%d\"\nname = %q\n", i, name)
	}
	for i := range 72 {
		name := []string{"开山岛", "钟楼", "东门", "学堂"}[i%4] + string([]rune("一二三四五六七八九")[i%9])
		fmt.Fprintf(&b, "\n[[site]]\nid = \"s%02d\"\nname = { zh-Hans = %q, en = \"Place %d\" }\nkind = %q\nthemes = [%q]\n", i, name, i, []string{"museum", "monument"}[i%2], fmt.Sprintf("t%d", i%8))
		fmt.Fprintf(&b, "address = \"连云港市%s某街%d号\"\nopening_hours = %q\n", []string{"海州区", "赣榆区", "灌云县"}[i%3], i, []string{"Tu-Su 09:00-17:00; Mo off", "24/7"}[i/36])
		if i%3 == 0 {
			b.WriteString("step_free = true\n")
		}
		if i < 60 {
			fmt.Fprintf(&b, "location = { lat = %.4f, lon = %.4f }\n", 34.5+float64(i*37%60)/300, 119+float64(i*23%60)/200)
		}
	}
	project := filepath.Join(scratch, "many-project")
	if err := os.MkdirAll(project, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(project, "sites.toml"), []byte(b.String()), 0o644); err != nil {
		return nil, err
	}
	return publish(project, "many", false)
})

// many returns a guide of 72 sites in two languages.
func many(t *testing.T) *publication {
	t.Helper()
	return built(t, buildMany)
}

// TestManyLists checks the pages of a guide with more than a few sites as those of the
// sample guide are checked.
func TestManyLists(t *testing.T) {
	t.Parallel()
	site := many(t)
	crawl(t, site)
	pages(t, site, false)
	for _, address := range []string{"themes/index.html", "sites/map/index.html", "sites/map/hai-zhou-qu/index.html", "en/sites/map/index.html", "sites/list.js", "en/sites/ids.js"} {
		if !site.files[address] {
			t.Errorf("there is no %s", address)
		}
	}
}

const (
	finderStatus = `document.getElementById("finder-status").textContent`
	finderRows   = `String(document.querySelectorAll("#finder-results li").length)`
)

// facet presses a choice of the filter.
func (b *tab) facet(name, value string) {
	b.Helper()
	run[any](b, fmt.Sprintf(`void document.querySelector('#finder input[name="%s"][value="%s"]').click()`, name, value))
}

// TestFinder filters a list that is opened from a file: by words, choices and a day, with
// counts, the address and Back.
func TestFinder(t *testing.T) {
	b := newTab(t)
	site := many(t)
	b.viewport(390, "light")
	b.visit(fileURL(site, "sites/index.html"))
	count := func(facet, value string) string {
		return fmt.Sprintf(`document.querySelector('#finder input[name="%s"][value="%s"]').parentElement.querySelector("small").textContent`, facet, value)
	}
	b.becomes("the count of a choice before anything is loaded", count("theme", "t0"), "9")

	b.do(chromedp.Focus("#finder-q"), chromedp.KeyEvent("ksd"))
	b.becomes("the sites by the initials of their names", finderStatus, "72 个地点中的 18 个")
	b.becomes("the rows", finderRows, "18")
	b.becomes("a count that follows", count("kind", "monument"), "0")
	b.until("a choice of nothing is disabled", `document.querySelector('#finder input[value="monument"]').disabled && document.getElementById("sites-all").hidden`)
	b.facet("theme", "t0")
	b.becomes("both", finderStatus, "72 个地点中的 9 个")
	b.becomes("those of both without steps", count("access", "step-free"), "3")
	b.facet("district", "hai-zhou-qu")
	b.becomes("all three", finderStatus, "72 个地点中的 3 个")
	b.until("the address has them", `decodeURIComponent(location.hash) === "#district=hai-zhou-qu&theme=t0&q=ksd"`)
	first := run[string](b, `document.querySelector("#finder-results a").href`)
	if name, ok := strings.CutPrefix(first, fileURL(site, "sites/")); !ok || site.byAddress["sites"+name] == nil {
		t.Errorf("the first row leads to %s", first)
	}
	run[any](b, `void setTimeout(() => history.back())`)
	b.becomes("a step back", finderStatus, "72 个地点中的 9 个")
	b.until("the form follows", `document.querySelector('#finder input[name="district"]').checked`)

	// A Monday is not open at half of them.
	b.visit("about:blank")
	b.visit(fileURL(site, "sites/index.html") + "#open=2026-11-30")
	b.becomes("a list from its address", finderStatus, "72 个地点中的 36 个")
	b.do(chromedp.Focus("#finder-q"), chromedp.KeyEvent("哪里"))
	b.becomes("nothing", finderStatus, "72 个地点中没有符合全部条件的。")
	b.becomes("what to leave out", `document.getElementById("finder-without").textContent`, "去掉“哪里”：36 个")
	run[any](b, `document.getElementById("finder-without").click()`)
	b.becomes("without it", finderStatus+` + document.activeElement.id`, "72 个地点中的 36 个finder-q")
	run[any](b, `document.getElementById("finder-clear").click()`)
	b.until("all of it is cleared", finderStatus+` === "" && !location.hash && !document.getElementById("sites-all").hidden`)
	b.clean("the list")

	for _, width := range []int64{390, 1280} {
		b.viewport(width, "light")
		b.visit("about:blank")
		b.visit(fileURL(site, "en/sites/index.html") + "#q=place")
		b.becomes("the list in English", finderStatus, "72 of 72 sites")
		run[any](b, `document.querySelectorAll("#finder details").forEach(d => d.open = true)`)
		b.legible("a filtered list", "light", "dark")
		for _, page := range []string{"index.html", "themes/index.html", "sites/map/index.html", "sites/map/hai-zhou-qu/index.html"} {
			b.visit(fileURL(site, page))
			run[any](b, `document.querySelectorAll("main details").forEach((d, i) => d.open = i < 2)`)
			b.legible(page, "light", "dark")
		}
	}
	b.clean("the pages in both widths")
}

// TestFinderKeys opens a disc of the map with the keyboard, and searches from the home
// page.
func TestFinderKeys(t *testing.T) {
	b := newTab(t)
	site := many(t)
	b.visit(fileURL(site, "sites/map/index.html"))
	b.do(chromedp.Focus(`.overview > figure .mark a[href^="#part-"]`), chromedp.KeyEvent(kb.Enter))
	b.until("its part is open and has the focus", `document.querySelector(location.hash).open && document.activeElement.id === location.hash.slice(1)`)
	b.visit(fileURL(site, "index.html"))
	b.do(chromedp.Focus("#find-q"), chromedp.KeyEvent("东门"+kb.Enter))
	b.until("the search page finds it", `location.pathname.endsWith("/search/index.html") && document.querySelector("#search-results li")`)
	b.clean("the home page and the map")
}

// TestFinderTimes measures the filter of the published guides in the folders that
// WAYSIDE_FINDER lists, for docs/benchmarks.md, where the processor is four times as slow.
// It asserts nothing.
func TestFinderTimes(t *testing.T) {
	folders := filepath.SplitList(os.Getenv("WAYSIDE_FINDER"))
	if len(folders) == 0 {
		t.Skip("WAYSIDE_FINDER does not list published guides")
	}
	for _, folder := range folders {
		site, err := read(folder)
		if err != nil {
			t.Fatal(err)
		}
		b := openTab(t)
		server := serve(t, site, below)
		b.viewport(390, "light")
		b.slow()
		b.visit(server.URL + below + "sites/index.html")
		const measure = `(async () => {
			const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
			const status = document.getElementById("finder-status"), q = document.getElementById("finder-q");
			const until = change => new Promise(done => { const o = new MutationObserver(() => { o.disconnect(); done(); }); o.observe(status, { childList: true, characterData: true, subtree: true }); change(); });
			const began = performance.now();
			await until(() => document.querySelector('#finder input[name="theme"]:not([value=""])').click());
			const first = performance.now() - began;
			await new Promise(done => setTimeout(done, 3000));
			const times = [];
			const choices = [...document.querySelectorAll('#finder input:not([value=""])[type=radio]')].slice(1, 9);
			for (const c of choices) {
				const a = performance.now();
				await until(() => c.click());
				const answered = performance.now() - a;
				await frame();
				times.push(c.name + " " + c.value + ": " + status.textContent + " " + answered.toFixed(0) + " ms, painted after " + (performance.now() - a).toFixed(0) + " ms");
			}
			for (const word of ["门", "ta", "yongan", "gate"]) {
				document.getElementById("finder-clear").click();
				await frame();
				let a = 0;
				q.value = word;
				await until(() => { q.dispatchEvent(new InputEvent("input")); a = performance.now() + 120; });
				const answered = performance.now() - a;
				await frame();
				times.push(word + ": " + status.textContent + " " + answered.toFixed(0) + " ms, painted after " + (performance.now() - a).toFixed(0) + " ms");
			}
			return ["loaded and answered: " + first.toFixed(0) + " ms", ...times];
		})()`
		for _, line := range run[[]string](b, measure) {
			t.Log(line)
		}
	}
}

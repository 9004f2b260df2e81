package audit

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tools are what the tests of a handout do to it and ask of it.
const tools = `
	const $ = s => document.querySelector(s), $$ = s => [...document.querySelectorAll(s)];
	const setTo = (id, value) => { const e = $("#set-" + id); e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); };
	const leaflet = () => $(".leaflet").textContent.trim();
	const shown = s => $$(s).filter(e => e.checkVisibility()).map(e => e.textContent.trim());
	void 0`

// open loads a handout, gives it the tools and opens its settings. A new fragment alone would not
// load it again.
func (b *tab) open(address string) {
	b.Helper()
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	run[any](b, tools)
	run[any](b, `new Promise(there => {
		const look = () => $("#setup-reset") ? there() : setTimeout(look, 5);
		$("#scripted").open = true;
		look();
	})`)
}

// asked is how many requests there were but for pictures, which come when they
// are scrolled to.
func (b *tab) asked() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, to := range b.asks {
		if ext := path.Ext(to); ext != ".jpg" && ext != ".png" {
			n++
		}
	}
	return n
}

// written is how long the script waits before it writes the address.
const written = 700 * time.Millisecond

// TestHandoutSaysTheSame: for the route as written the script says on every
// handout of the sample, of both editions and in all languages, what the page
// said without it. The date is set to another first, so that every text is
// the script's. The half-translated guide has a route without a date.
func TestHandoutSaysTheSame(t *testing.T) {
	b, handouts := newTab(t), 0
	for _, site := range []*built{sample(t), teachers(t), half(t)} {
		for _, p := range site.pages {
			if path.Base(path.Dir(p.address)) != "handout" {
				continue
			}
			handouts++
			b.open(fileURL(site, p.address))
			want := text(p.first(func(n *html.Node) bool { return n.DataAtom == atom.Article && has(n, "class", "leaflet") }))
			if got := run[string](b, `leaflet()`); got != want {
				t.Errorf("%s: at once the script says\n%s\nnot\n%s", p.address, got, want)
			}
			other := run[string](b, `setTo("date", "2026-11-02"); setTo("start", "12:34"); setTo("pace", "1.5"); leaflet()`)
			if other == want {
				t.Errorf("%s: nothing follows the settings", p.address)
			}
			if got := run[string](b, `$("#setup-reset").click(); leaflet()`); got != want {
				t.Errorf("%s: after another date the script says\n%s\nnot\n%s", p.address, got, want)
			}
			for _, bad := range b.wrong() {
				t.Errorf("%s: %s", p.address, bad)
			}
		}
	}
	if handouts < 19 {
		t.Errorf("%d handouts", handouts)
	}
}

// TestHandoutSettings goes through a teacher's evening: a closed Monday, the
// way out of it, a stop left out, a link; over HTTP and from a file.
func TestHandoutSettings(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	const view = "routes/xuzhou-day/handout/index.html"
	for _, address := range []string{server.URL + below + view, fileURL(site, view)} {
		b.host = ""
		if strings.HasPrefix(address, "http") {
			b.host = strings.TrimPrefix(server.URL, "http://")
		}
		b.open(address)
		b.do(chromedp.Sleep(settle)) // for the icon
		asked := b.asked()
		t.Run(strings.SplitN(address, ":", 2)[0], func(t *testing.T) {
			expect := func(what, script, want string) {
				t.Helper()
				if got := run[string](b, script); got != want {
					t.Errorf("%s: %q, not %q", what, got, want)
				}
			}
			expect("no remark at first", `$("#remarks").textContent`, "")

			run[any](b, `setTo("date", "2026-10-26"); void 0`)
			expect("the closed stop", `$("#remarks .refused").firstChild.data`, "第 3 站当天不开放")
			expect("its ways out", `$$("#remarks .fix").map(m => m.textContent).join()`, "改到2026年10月27日（周二）")
			expect("the cover's date", `$("#field-date").textContent + $("#plan-date").textContent`, strings.Repeat("2026年10月26日（周一）", 2))
			b.do(chromedp.Sleep(written))
			expect("said beside the controls", `shown("#scripted [role=status] li").join()`, "第 3 站当天不开放,有的站点没有登记开放时间，出发前请逐一询问。")
			run[any](b, `$("#remarks .fix").click()`)
			expect("fixed", `$("#remarks").textContent + $("#set-date").value + document.activeElement.id`, "2026-10-27remarks")

			before := run[string](b, `$("#stop-4 .when").textContent`)
			run[any](b, `$("#keep-3").click()`)
			expect("a stop left out", `shown('[data-stop="2"]').join()`, "")
			expect("it is told on the map", `$$(".routemap .out").map(e => e.textContent).join("")`, "3")
			expect("its number stays", `shown(".times tbody .no").join()`, "1,2,4,5,6")
			if after := run[string](b, `$("#stop-4 .when").textContent`); after == before {
				t.Errorf("stop 4 stays at %s without stop 3", after)
			}
			run[any](b, `setTo("start", "09:05"); setTo("group", "<img src=x onerror=alert(1)> 初二&3%"); $("#large").click()`)
			expect("a name that is markup", `$("#field-group").textContent + $$(".leaflet [onerror]").length`, "<img src=x onerror=alert(1)> 初二&3%0")

			b.do(chromedp.Sleep(written))
			hash := run[string](b, `location.hash`)
			const want = "#date=2026-10-27&start=0905&group=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20%E5%88%9D%E4%BA%8C%263%25&without=3&large"
			if hash != want {
				t.Errorf("the address ends in %s, not %s", hash, want)
			}
			if now := b.asked(); now != asked {
				t.Errorf("%d requests but for pictures, %d at first", now, asked)
			}
			page := run[string](b, `$(".leaflet").innerText`)
			b.open(address + hash)
			expect("the same by the link", `$(".leaflet").innerText`, page)
			expect("its settings", `$("#large").checked + $("#set-start").value + $("#set-group").value`, "true09:05<img src=x onerror=alert(1)> 初二&3%")

			for i := range 5 {
				run[any](b, `$$("#scripted [type=checkbox]:checked:not(:disabled)").forEach((box, i) => i || box.click())`)
				if n := run[int](b, `$$(".times tbody tr:not([hidden])").length`); n != max(1, 4-i) {
					t.Errorf("%d stops are left after %d", n, i+1)
				}
			}
			run[any](b, `setTo("date", "2099-01-01")`)
			if got := run[string](b, `$("#keep-3").click(); $("#remarks li").textContent`); !strings.Contains(got, "须先询问") {
				t.Errorf("a day that nobody knows: %q", got)
			}
			expect("a copied link", `new Promise(r => { $("#setup-link").click(); setTimeout(() => r(String(!$("#link").hidden || $("#scripted p.live").textContent !== "")), 200); })`, "true")
			for _, bad := range b.wrong() {
				t.Error(bad)
			}
		})
	}
}

// TestHandoutAddresses: what is no setting changes nothing, in whatever it is
// wrapped.
func TestHandoutAddresses(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	address := fileURL(site, "en/routes/tsinghua-yuanmingyuan/handout/index.html")
	b.open(address)
	page := run[string](b, `leaflet()`)
	for _, hash := range []string{
		"#", "#stop-3", "#nothing", "#date=2026-02-30", "#date=20261015", "#date=%", "#date=2026-10-15T00:00", "#start=2460", "#start=-100", "#start=830", "#start=0000",
		"#pace=1e9", "#pace=0", "#pace=-3", "#pace=NaN", "#pace=Infinity", "#pace=4,5,6", "#without=0,99,-1,x,1.5", "#without=1,2,3,4,5,6,7,8,9,10,11,12",
		"#group=%E0%A4%A", "#group=%ED%A0%80", "#__proto__=1&constructor=2&toString", "#large=1&plain=0", "#group", "#&&&===", "#javascript:alert(1)",
	} {
		if got := run[string](b, `location.hash = `+string(asJSON(t, hash))+`; new Promise(r => setTimeout(() => r(leaflet()), 20))`); got != page {
			t.Errorf("%s changes the page:\n%s", hash, got)
		}
		for _, bad := range b.wrong() {
			t.Errorf("%s: %s", hash, bad)
		}
	}
	b.open(address + "#stop-3")
	b.do(chromedp.Sleep(written))
	if hash := run[string](b, `location.hash`); hash != "#stop-3" {
		t.Errorf("a way to a stop became %q", hash)
	}
	if got := run[string](b, `location.hash = "#pace=2&without=2&utm_source=x&plain"; new Promise(r => setTimeout(() => r([$("#set-pace").value, $("#keep-2").checked, $("#plain").checked].join()), 20))`); got != "2,false,true" {
		t.Errorf("settings among others: %s", got)
	}
}

// TestHandoutWithoutStart gives a start to a route that has none: the columns
// of times that the page then needs are as the program writes them.
func TestHandoutWithoutStart(t *testing.T) {
	site := half(t)
	b := newTab(t)
	const view = "routes/walk/handout/index.html"
	guide := serve(t, site, below).Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, view) {
			guide.ServeHTTP(w, r)
			return
		}
		page, _ := os.ReadFile(filepath.Join(site.dir, filepath.FromSlash(view)))
		w.Write(bytes.Replace(page, []byte(`"start":540`), []byte(`"start":-1`), 1))
	}))
	t.Cleanup(server.Close)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.open(server.URL + below + view)
	if n := run[int](b, `shown(".leaflet .when, #plan-length").length`); n != 0 {
		t.Errorf("%d times without a start", n)
	}
	want := text(site.byURL[view].first(func(n *html.Node) bool { return has(n, "class", "leaflet") }))
	if got := run[string](b, `setTo("start", "09:00"); leaflet()`); got != want {
		t.Errorf("with a start the script says\n%s\nnot\n%s", got, want)
	}
	if got := run[string](b, `setTo("group", "😀".repeat(29) + "a😀"); $("#field-group").textContent`); got != strings.Repeat("😀", 29)+"a " {
		t.Errorf("a long name became %q", got)
	}
	b.do(chromedp.Sleep(written))
	if hash := run[string](b, `location.hash`); !strings.HasPrefix(hash, "#start=0900&group=") {
		t.Errorf("the address ends in %q", hash)
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// TestHandoutKeyboard sets and fixes with the keyboard alone: the focus is
// never lost and always seen.
func TestHandoutKeyboard(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	b.in(1280, "light")
	b.open(fileURL(site, "en/routes/lianyungang-day/handout/index.html"))
	to := func(selector string) {
		t.Helper()
		for range 60 {
			b.do(chromedp.KeyEvent(kb.Tab))
			if run[bool](b, `document.activeElement.matches(`+string(asJSON(t, selector))+`)`) {
				if run[string](b, `getComputedStyle(document.activeElement).outlineStyle`) == "none" {
					t.Errorf("the focus on %s cannot be seen", selector)
				}
				return
			}
		}
		t.Fatalf("Tab never comes to %s", selector)
	}
	to("#set-date")
	b.do(chromedp.KeyEvent("11022026")) // as a browser in English takes a date
	if got := run[string](b, `$("#set-date").value + document.activeElement.id`); got != "2026-11-02set-date" {
		t.Fatalf("the date typed is %s", got)
	}
	to("#set-group")
	b.do(chromedp.KeyEvent("Class 7b"))
	if got := run[string](b, `$("#field-group").textContent + document.activeElement.id`); got != "Class 7bset-group" {
		t.Errorf("the group typed is %s", got)
	}
	to("#keep-2")
	b.do(chromedp.KeyEvent(" "))
	if got := run[string](b, `$("#stop-2").hidden + document.activeElement.id`); got != "truekeep-2" {
		t.Errorf("left out with the space bar: %s", got)
	}
	wrong := run[string](b, `$("#remarks").textContent`)
	b.do(chromedp.Sleep(written))
	to("#setup-see")
	b.do(chromedp.KeyEvent(kb.Enter))
	to("#remarks .fix")
	b.do(chromedp.KeyEvent(kb.Enter))
	if got := run[string](b, `$("#remarks").textContent`); got == wrong || wrong == "" {
		t.Errorf("a fix pressed changes nothing about %q", wrong)
	}
	if on := run[string](b, `document.activeElement.id`); on != "remarks" {
		t.Errorf("after a fix the focus is on %q", on)
	}
}

// TestHandoutSettingsLook measures a handout whose settings are wrong, as
// TestBrowserLooks does with those that are right, and prints it: none of the
// controls are on paper, nor is what was left out.
func TestHandoutSettingsLook(t *testing.T) {
	site := teachers(t)
	b := newTab(t)
	const settings = "#date=2026-10-26&start=0900&without=2&group=x"
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.in(width, scheme)
			for _, view := range []string{"routes/xuzhou-day/handout/index.html", "en/routes/xuzhou-day/handout/index.html"} {
				b.open(fileURL(site, view) + settings)
				if n := run[int](b, `$$("#remarks .fix").length`); n == 0 {
					t.Fatalf("%s: no fixes to look at", view)
				}
				for what, script := range map[string]string{"too wide": wide, "too small for a finger": small, "too faint": faint} {
					for _, found := range run[[]string](b, script) {
						t.Errorf("%s at %d px, %s: %s: %s", view, width, scheme, what, found)
					}
				}
			}
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
	// A hall of a stop that is left out must not stand under that stop's name.
	if got := run[string](b, `$("#keep-1").click(); $("#keep-2").click(); getComputedStyle($("#stop-2")).page`); got != "auto" {
		t.Errorf("stop 2 is on the pages %q of stop 1", got)
	}
}

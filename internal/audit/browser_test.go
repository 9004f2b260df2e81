package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"wayside/internal/await"
	"wayside/internal/pdf"
)

// One browser serves all tests. It starts with the first tab.
var (
	browser      context.Context
	closeBrowser = func() {}
	openBrowser  = sync.OnceValue(func() error {
		path, err := pdf.Find("")
		if err != nil {
			return err
		}
		browser, closeBrowser = chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
			chromedp.ExecPath(path), chromedp.Flag("disable-gpu", true), // drawing without one costs less than emulating it
			chromedp.Flag("disable-features", "Translate,SpareRendererForSitePerProcess"),
			chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "en-US"), chromedp.Flag("allow-file-access-from-files", false)))
		return chromedp.Do(browser, chromedp.Navigate("about:blank"))
	})
)

// needBrowser skips the test where no browser is installed and in short runs.
// With CI=true a missing browser is a failure.
func needBrowser(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser, which -short leaves out")
	}
	if _, err := pdf.Find(""); err != nil && os.Getenv("CI") != "true" {
		t.Skip("no Chromium, Chrome or Edge is installed")
	} else if err != nil {
		t.Fatal(err)
	}
}

// A tab is a tab of the browser in a profile of its own: no cache, storage,
// permission or worker is shared with another test.
type tab struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	host     string // the host that pages may ask; "" for files
	requests map[network.RequestID]string
	found    []string // complaints
}

// newTab marks the test as parallel and opens a tab.
func newTab(t *testing.T) *tab {
	t.Helper()
	needBrowser(t)
	t.Parallel()
	return openTab(t)
}

// openTab opens a tab for a test that is parallel already.
func openTab(t *testing.T) *tab {
	t.Helper()
	needBrowser(t)
	if err := openBrowser(); err != nil {
		t.Fatal("start the browser: ", err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return prepare(t, ctx)
}

// sibling opens a second tab in the same profile.
func (b *tab) sibling() *tab {
	b.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.Cleanup(cancel)
	return prepare(b.T, ctx)
}

func prepare(t *testing.T, ctx context.Context) *tab {
	t.Helper()
	b := &tab{T: t, ctx: ctx, requests: map[network.RequestID]string{}}
	b.do() // opens the tab
	// Keys and focus work as if this were the only window.
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if b.aboutManifest(e.Entry.Text) || b.aboutManifest(e.Entry.URL) {
			return
		}
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.found = append(b.found, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		b.found = append(b.found, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.found = append(b.found, "console: "+string(e.Type))
	case *network.EventLoadingFailed:
		if to := b.requests[e.RequestID]; !b.aboutManifest(to) && !(e.Canceled && e.BlockedReason == "") { // canceled by the browser itself
			b.found = append(b.found, "failed: "+e.ErrorText+" "+string(e.BlockedReason)+" "+to)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.found = append(b.found, fmt.Sprintf("%d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventRequestWillBeSent:
		b.requests[e.RequestID] = e.Request.URL
		u, err := url.Parse(e.Request.URL)
		switch {
		case err != nil:
			b.found = append(b.found, err.Error())
		case u.Scheme == "data", b.host == "" && u.Scheme == "file", u.Scheme == "http" && u.Host == b.host:
		default:
			b.found = append(b.found, "request to another host: "+e.Request.URL)
		}
	}
}

// aboutManifest reports whether a complaint in a page opened from a file is
// about the manifest: Chromium requests it with CORS, which no file can
// answer, and only the home screen's icon depends on it.
func (b *tab) aboutManifest(complaint string) bool {
	return b.host == "" && strings.Contains(complaint, "manifest.webmanifest")
}

// complaints returns what went wrong in the tab since the last call.
func (b *tab) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.found
	b.found = nil
	return all
}

// clean reports the complaints since the last call as errors.
func (b *tab) clean(where string) {
	b.Helper()
	for _, c := range b.complaints() {
		b.Errorf("%s: %s", where, c)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

// visit opens an address and waits until it has loaded.
func (b *tab) visit(address string) {
	b.Helper()
	b.do(chromedp.Navigate(address))
}

// reload loads the page again and waits until it is ready.
func (b *tab) reload(ready string) {
	b.Helper()
	run[bool](b, `(self.stale = true, location.reload(), true)`)
	b.until("the page is back", `!self.stale && (`+ready+`)`)
}

// run evaluates a script that returns a promise or a value.
func run[T any](b *tab, script string) T {
	b.Helper()
	value, err := evaluate[T](b, 2*await.Limit, script) // a promise may stay pending
	if err != nil {
		b.Fatal(err)
	}
	return value
}

func evaluate[T any](b *tab, limit time.Duration, script string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// until waits for a condition in the page. The condition may be a promise, and
// the page may be replaced by another meanwhile.
func (b *tab) until(what, condition string) {
	b.Helper()
	script := `(async () => Boolean(await (` + condition + `)))().catch(() => false)`
	if !await.Until(func() bool {
		// A page that is being left never answers.
		yes, err := evaluate[bool](b, 10*time.Second, script)
		return err == nil && yes
	}) {
		shown, _ := evaluate[string](b, 10*time.Second, `location.href + "\n" + document.body.innerText`)
		b.Fatalf("after %v still not true: %s. The page shows\n%s", await.Limit, what, shown)
	}
}

// becomes waits until a script returns a value.
func (b *tab) becomes(what, script, want string) {
	b.Helper()
	var last string
	if !await.Until(func() bool {
		now, err := evaluate[string](b, 10*time.Second, script)
		if err == nil {
			last = now
		}
		return err == nil && now == want
	}) {
		b.Fatalf("%s: %q, want %q", what, last, want)
	}
}

// slow makes the processor four times as slow for the tab, as that of a phone.
func (b *tab) slow() {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		b.Fatal(err)
	}
}

// viewport sets the width of the window and the reader's color scheme.
func (b *tab) viewport(width int64, scheme string) {
	b.Helper()
	b.scheme(scheme)
	b.do(chromedp.EmulateViewport(width, 844))
}

// scheme sets the reader's color scheme, without animations.
func (b *tab) scheme(scheme string) {
	b.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.Fatal(err)
	}
}

// stopClock stops the timers of the pages that the tab opens from here on.
// They run when advance moves the clock, so a test can look at what has not
// happened yet, or never will, without a wait.
func (b *tab) stopClock() {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: stoppedClock}); err != nil {
		b.Fatal(err)
	}
}

const stoppedClock = `(() => {
	const timers = new Map();
	let now = 0, last = 0;
	window.setTimeout = (work, ms = 0, ...values) => {
		timers.set(++last, { due: now + ms, work: () => work(...values) });
		return last;
	};
	window.clearTimeout = id => { timers.delete(id); };
	window.advanceClock = ms => {
		const end = now + ms;
		for (;;) {
			const next = [...timers].filter(([, t]) => t.due <= end).sort((a, b) => a[1].due - b[1].due)[0];
			if (!next) break;
			timers.delete(next[0]);
			now = next[1].due;
			next[1].work();
		}
		now = end;
	};
})()`

// advance moves a stopped clock, and runs the timers that are due.
func (b *tab) advance(milliseconds int) {
	b.Helper()
	run[any](b, fmt.Sprintf("advanceClock(%d)", milliseconds))
}

// loadAll scrolls through the page, has late pictures loaded and waits for
// them. It returns their number. What a page loads when a part of it comes
// into view is requested, too.
const loadAll = `(async () => {
	const frame = () => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
	for (const image of document.images) image.loading = "eager";
	for (let y = 0; y < document.documentElement.scrollHeight; y += 4 * innerHeight) { scrollTo(0, y); await frame(); }
	for (const part of document.querySelectorAll(".offline, .saved")) { part.scrollIntoView(); await frame(); }
	scrollTo(0, document.documentElement.scrollHeight);
	await Promise.all([...document.images].filter(i => !i.complete).map(i => new Promise(done => { i.onload = i.onerror = done; })));
	await frame();
	return document.images.length;
})()`

// broken lists the pictures that were not loaded.
const broken = `[...document.images].filter(i => !i.naturalWidth).map(i => i.currentSrc || i.src)`

// styled counts the style sheets that have rules.
const styled = `[...document.styleSheets].filter(s => s.cssRules.length).length`

// whole loads all of the page that the tab shows and reports broken pictures.
func (b *tab) whole(where string) {
	b.Helper()
	run[int](b, loadAll)
	if all := run[[]string](b, broken); len(all) > 0 {
		b.Errorf("%s: broken pictures %q", where, all)
	}
}

// fileURL returns the address of a published file on the disk.
func fileURL(b *publication, name string) string {
	path, _ := filepath.Abs(b.path(name))
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// asJSON returns a value as a JavaScript expression.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

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
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"wayside/internal/pdf"
)

// views are the pages that Chromium looks at: one of each kind, in both
// languages.
var views = []string{
	"index.html", "sites/index.html", "sites/kaishan-island/index.html", "sites/sundial/index.html", "routes/index.html",
	"routes/xuzhou-day/index.html", "routes/xuzhou-day/handout/index.html", "themes/guarding/index.html", "writing/index.html", "search/index.html", "404.html",
	"en/index.html", "en/sites/index.html", "en/sites/xuzhou-training-centre/index.html", "en/routes/index.html",
	"en/routes/tsinghua-yuanmingyuan/index.html", "en/routes/lianyungang-day/handout/index.html", "en/themes/teachers/index.html", "en/writing/index.html", "en/search/index.html",
}

var (
	browser      context.Context
	closeBrowser = func() {}
	openBrowser  = sync.OnceValue(func() error {
		path, err := pdf.Find("")
		if err != nil {
			return err
		}
		browser, closeBrowser = chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
			chromedp.ExecPath(path), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("allow-file-access-from-files", false)))
		return chromedp.Do(browser, chromedp.Navigate("about:blank"))
	})
)

// A tab is a tab of Chromium and what went wrong in it.
type tab struct {
	*testing.T
	ctx  context.Context
	mu   sync.Mutex
	host string // "" for files
	asks map[network.RequestID]string
	bad  []string
}

// newTab opens a tab. Without a browser the test is skipped, unless it runs
// where one was promised.
func newTab(t *testing.T) *tab {
	t.Helper()
	if err := openBrowser(); err == pdf.ErrNoBrowser && os.Getenv("CI") != "true" {
		t.Skip("no Chromium, Chrome or Edge is installed")
	} else if err != nil {
		t.Fatal("no browser: ", err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx, asks: map[network.RequestID]string{}}
	b.do(chromedp.Navigate("about:blank"))
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
		if b.ofManifest(e.Entry.Text) || b.ofManifest(e.Entry.URL) {
			return
		}
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.bad = append(b.bad, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		b.bad = append(b.bad, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.bad = append(b.bad, "console: "+string(e.Type))
	case *network.EventLoadingFailed:
		if to := b.asks[e.RequestID]; !b.ofManifest(to) && !(e.Canceled && e.BlockedReason == "") { // called off by the browser itself
			b.bad = append(b.bad, "failed: "+e.ErrorText+" "+string(e.BlockedReason)+" "+to)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.bad = append(b.bad, fmt.Sprintf("%d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventRequestWillBeSent:
		b.asks[e.RequestID] = e.Request.URL
		u, err := url.Parse(e.Request.URL)
		switch {
		case err != nil:
			b.bad = append(b.bad, err.Error())
		case u.Scheme == "data", b.host == "" && u.Scheme == "file", u.Scheme == "http" && u.Host == b.host:
		default:
			b.bad = append(b.bad, "a request to another host: "+e.Request.URL)
		}
	}
}

// ofManifest reports whether a complaint in a page opened from a file is about
// the manifest: Chromium asks for it by CORS, which no file can answer, and
// nothing but the home screen's icon depends on it.
func (b *tab) ofManifest(said string) bool {
	return b.host == "" && strings.Contains(said, "manifest.webmanifest")
}

// wrong returns what went wrong since the last call.
func (b *tab) wrong() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	bad := b.bad
	b.bad = nil
	return bad
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

// run evaluates a script that returns a promise or a value.
func run[T any](b *tab, script string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 3*time.Minute) // a promise may never be kept
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	return value
}

// asJSON is a value as a script takes it.
func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// in sets the window's width and the reader's colour scheme.
func (b *tab) in(width int64, scheme string) {
	b.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, 844))
}

// readThrough scrolls to the end, so that what loads late is loaded.
const readThrough = `(async () => {
	const rest = ms => new Promise(r => setTimeout(r, ms));
	for (let y = 0; y < document.documentElement.scrollHeight; y += 700) { scrollTo(0, y); await rest(10); }
	await Promise.all([...document.images].map(i => { i.loading = "eager"; return i.decode().catch(() => {}); }));
	await rest(60);
	return document.images.length;
})()`

// fileURL is a published file's address on the disk.
func fileURL(b *built, name string) string {
	path, _ := filepath.Abs(filepath.Join(b.dir, filepath.FromSlash(name)))
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// TestBrowserLoads opens the views over HTTP and from the disk: no violation
// of the policy, no complaint, no failed request, none to another host.
func TestBrowserLoads(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	b.in(390, "light")
	for _, from := range []string{server.URL + below, "file"} {
		b.host = strings.TrimPrefix(server.URL, "http://")
		if from == "file" {
			b.host = ""
		}
		for _, view := range views {
			address := from + view
			switch {
			case from == "file":
				address = fileURL(site, view)
			case view == "404.html":
				continue // a host shows it for an address that is not there, see TestBrowserNotFound
			}
			b.do(chromedp.Navigate(address))
			run[int](b, readThrough)
			for _, bad := range b.wrong() {
				t.Errorf("%s: %s", address, bad)
			}
			if broken := run[[]string](b, `[...document.images].filter(i => !i.naturalWidth).map(i => i.src)`); len(broken) > 0 {
				t.Errorf("%s: broken pictures %q", address, broken)
			}
			if styles := run[int](b, `document.styleSheets.length`); styles == 0 {
				t.Errorf("%s has no styles", address)
			}
		}
	}
}

// TestBrowserNotFound asks for addresses that are not there, on a host where
// the guide stands at its base_url's path.
func TestBrowserNotFound(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	base, err := url.Parse(site.base)
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t, site, base.Path)
	b.host = strings.TrimPrefix(server.URL, "http://")
	for _, missing := range []string{"nothing", "sites/nowhere/at/all/"} {
		b.do(chromedp.Navigate(server.URL + base.Path + missing))
		for _, bad := range b.wrong() {
			if !strings.Contains(bad, missing) { // that the page itself is not there is right
				t.Errorf("%s: %s", missing, bad)
			}
		}
		if home := run[string](b, `document.querySelector("main a").href`); home != server.URL+base.Path+"index.html" {
			t.Errorf("%s: the way home leads to %s", missing, home)
		}
		if styles := run[int](b, `[...document.styleSheets].filter(s => s.cssRules.length).length`); styles == 0 {
			t.Errorf("%s: no styles", missing)
		}
	}
}

// settle is how long a tab may take for a key or a click to show.
const settle = 100 * time.Millisecond

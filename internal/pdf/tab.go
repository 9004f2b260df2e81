package pdf

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"wayside/internal/output"
)

//go:embed prepare.js
var prepare string

// host is where the browser thinks the guide is. The name leads nowhere by
// RFC 6761, so a page that gets past us meets nobody.
const host = "wayside.invalid"

// A tab is a tab of the browser; it prints one page at a time.
type tab struct {
	ctx    context.Context
	cancel context.CancelFunc
	target *chromedp.Target
	files  func(address string) ([]byte, bool)
	fonts  Fonts

	mu     sync.Mutex
	loaded map[string]string // by the page that is printed now: address → hash
}

func openTab(root context.Context, o Options) (*tab, error) {
	t := &tab{files: o.Files, fonts: o.Fonts}
	t.ctx, t.cancel = chromedp.NewContext(root)
	err := chromedp.Do(t.ctx, chromedp.Func(func(_ context.Context, target *chromedp.Target) error {
		t.target = target
		return nil
	}))
	if err != nil {
		t.cancel()
		return nil, err
	}
	go t.answer()
	err = call(t, t.ctx, err, fetch.Enable, fetch.EnableParams{})
	// A page's scripts are of no use on paper, and one that never ends would
	// hold up all others. Without them a browser also loads at once what it
	// would load late: printing waits two seconds for each late picture.
	err = call(t, t.ctx, err, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	// Paper from the first: what only print shows is loaded with the page.
	err = call(t, t.ctx, err, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	// As wide as A4, and twice as fine: pictures for 200 dots an inch.
	err = call(t, t.ctx, err, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 794, Height: 1123, DeviceScaleFactor: 2})
	if err != nil {
		t.cancel()
		return nil, err
	}
	return t, nil
}

// call runs a command unless something went wrong before.
func call[P, R any](t *tab, ctx context.Context, err error, command cdp.Command[P, R], params P) error {
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, t.target, command, params)
	return err
}

// answer gives the page what it asks for, until the tab is closed.
func (t *tab) answer() {
	for e, err := range cdp.Events(t.ctx, t.target, fetch.RequestPaused) {
		if err != nil {
			return
		}
		go t.reply(e)
	}
}

func (t *tab) reply(e fetch.EventRequestPaused) {
	data, kind, ok := t.find(e.Request.URL)
	if !ok {
		// The page goes on without: an error here is the tab's end.
		cdp.Call(t.ctx, t.target, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	// Fonts are the same for all pages, and large: the browser may keep them.
	// All else has to be asked for again, so that we see what a page is of.
	keep := "no-store"
	if kind == fontKind {
		keep = "public, max-age=86400, immutable"
	}
	cdp.Call(t.ctx, t.target, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: e.RequestID, ResponseCode: 200, Body: data,
		ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: kind}, {Name: "Cache-Control", Value: keep}},
	})
}

const fontKind = "font/ttf"

// find looks up what an absolute address stands for.
func (t *tab) find(asked string) (data []byte, kind string, ok bool) {
	u, err := url.Parse(asked)
	if err != nil || u.Scheme != "http" || u.Host != host {
		return nil, "", false
	}
	address := strings.TrimPrefix(u.Path, "/")
	if name, ours := strings.CutPrefix(address, fontDir); ours {
		if data, ok = t.fonts.file(name); name == "style.css" {
			return data, "text/css; charset=utf-8", ok
		}
		return data, fontKind, ok
	}
	if address == "" || strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	data, ok = t.files(address)
	t.mu.Lock()
	t.loaded[address] = hashOf(data)
	t.mu.Unlock()
	kind = output.ContentType(address)
	if strings.HasPrefix(kind, "text/html") && t.fonts.style != nil {
		data = withFonts(data)
	}
	return data, kind, ok
}

// withFonts puts the fonts' stylesheet after the page's own.
func withFonts(html []byte) []byte {
	link := []byte(`<link rel="stylesheet" href="/` + fontDir + `style.css">`)
	at := bytes.Index(html, []byte("</head>"))
	if at < 0 {
		at = len(html) // the end of <head> need not be written
	}
	return bytes.Join([][]byte{html[:at], html[at:]}, link)
}

// prepared is what prepare.js tells of a page.
type prepared struct {
	Title      string   `json:"title"`
	Lang       string   `json:"lang"`
	Links      []Link   `json:"links"`
	Characters string   `json:"characters"` // each once
	Wanted     []string `json:"wanted"`     // ids whose pages are shown on the page
	Broken     []string `json:"broken"`     // pictures that cannot be shown
}

// A printing is a page as the browser printed it.
type printing struct {
	prepared
	document *document
	loaded   map[string]string
}

// mostPasses bounds how often a page is printed again because the numbers of
// its pages moved them.
const mostPasses = 3

func (t *tab) print(ctx context.Context, job Job) (*printing, error) {
	t.mu.Lock()
	t.loaded = map[string]string{}
	t.mu.Unlock()
	address := (&url.URL{Scheme: "http", Host: host, Path: "/" + job.Address}).String()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return nil, err
	}
	p := &printing{}
	var err error
	if p.prepared, err = run[prepared](ctx, prepare, job.script()); err != nil {
		return nil, err
	}
	if len(p.Broken) > 0 {
		return nil, fmt.Errorf("the picture %s cannot be shown", p.Broken[0])
	}
	numbers := map[string]int{}
	if len(p.Wanted) > 0 {
		if numbers, err = t.measure(ctx, job, p.Wanted); err != nil {
			return nil, err
		}
	}
	for range mostPasses {
		if p.document, err = t.press(ctx, job, true); err != nil {
			return nil, err
		}
		now := p.document.pagesOf(p.Wanted)
		if maps.Equal(now, numbers) {
			break
		}
		numbers = now
		if _, err = run[bool](ctx, fill, numbers); err != nil {
			return nil, err
		}
	}
	t.mu.Lock()
	p.loaded = t.loaded
	t.mu.Unlock()
	return p, nil
}

// script is what prepare.js is given.
func (j Job) script() map[string]any {
	half := ""
	if j.Booklet {
		half = "A5"
		if j.Letter {
			half = "5.5in 8.5in"
		}
	}
	return map[string]any{"tick": append([]string{}, j.Tick...), "half": half}
}

// fill writes page numbers where the page shows them.
const fill = `(numbers => {
	for (const e of document.querySelectorAll("[data-page-of]")) e.textContent = numbers[e.dataset.pageOf] ?? "";
	return true;
})`

// hide leaves the layout and shows nothing of it, or shows it again.
const hide = `(hidden => { document.body.style.setProperty("visibility", hidden ? "hidden" : "", "important"); return true; })`

// measure finds out on which pages elements begin, and writes that on the
// page. CSS has target-counter() for it, which no browser prints. An
// invisible page is printed in a fifth of the time.
func (t *tab) measure(ctx context.Context, job Job, wanted []string) (map[string]int, error) {
	if _, err := run[bool](ctx, hide, true); err != nil {
		return nil, err
	}
	d, err := t.press(ctx, job, false)
	if err != nil {
		return nil, err
	}
	numbers := d.pagesOf(wanted)
	if _, err = run[bool](ctx, fill, numbers); err == nil {
		_, err = run[bool](ctx, hide, false)
	}
	return numbers, err
}

// pagesOf are the pages on which the elements begin that are there.
func (d *document) pagesOf(wanted []string) map[string]int {
	all := d.starts(d.dict(d.trailer["Root"]))
	numbers := map[string]int{}
	for _, id := range wanted {
		if n, ok := all[id]; ok {
			numbers[id] = n
		}
	}
	return numbers
}

// press prints the page as it is. A draft is untagged and only measured.
func (t *tab) press(ctx context.Context, job Job, whole bool) (*document, error) {
	yes := true
	size := chromedp.PaperA4
	if job.Letter {
		size = chromedp.PaperLetter
	}
	printed, err := cdp.Call(ctx, t.target, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: size.Width, PaperHeight: size.Height, PreferCSSPageSize: &yes, PrintBackground: &yes,
		GenerateTaggedPDF: &whole, GenerateDocumentOutline: &whole,
	})
	if err != nil {
		return nil, err
	}
	return read(printed.Data)
}

// finish is what is published of a printing.
func (p *printing) finish(job Job) ([]byte, Report, error) {
	report := p.document.finish(Info{Title: p.Title, Lang: p.Lang, Links: p.Links, Characters: p.Characters})
	if job.Booklet {
		width, height := 841.89, 595.28
		if job.Letter {
			width, height = 792, 612
		}
		if err := p.document.impose(width, height); err != nil {
			return nil, report, err
		}
	}
	data, err := p.document.write()
	return data, report, err
}

// run calls a function of a script with an argument.
func run[T any](ctx context.Context, function string, argument any) (T, error) {
	given, err := json.Marshal(argument)
	if err != nil {
		var none T
		return none, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf("%s(%s)", strings.TrimSpace(function), given), chromedp.EvalAwaitPromise))
}

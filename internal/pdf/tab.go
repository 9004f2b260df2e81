package pdf

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"iter"
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

// host is the host name under which the browser loads the guide. RFC 6761
// guarantees that the name does not resolve, so a request that is not
// intercepted reaches no server.
const host = "wayside.invalid"

// A tab is a tab of the browser; it prints one page at a time.
type tab struct {
	ctx    context.Context
	cancel context.CancelFunc
	target *chromedp.Target
	files  func(address string) ([]byte, bool)
	fonts  Fonts

	mu     sync.Mutex
	loaded map[string]string // by the page being printed: address → hash
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
	// Subscribed before requests are paused: one that is paused unseen would hold up its page.
	go t.answer(cdp.Events(t.ctx, t.target, fetch.RequestPaused))
	err = call(t, t.ctx, err, fetch.Enable, fetch.EnableParams{})
	// Scripts are useless on paper, and one that never ends would block the tab.
	// With scripts disabled a browser also ignores loading="lazy": printing waits
	// two seconds for each lazy picture.
	err = call(t, t.ctx, err, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	// Set before the page loads, so that what only print shows is loaded too.
	err = call(t, t.ctx, err, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	// The width of A4 at twice the resolution: pictures for about 200 dpi.
	err = call(t, t.ctx, err, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 794, Height: 1123, DeviceScaleFactor: 2})
	if err != nil {
		t.cancel()
		return nil, err
	}
	return t, nil
}

// call runs a command unless err is not nil.
func call[P, R any](t *tab, ctx context.Context, err error, command cdp.Command[P, R], params P) error {
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, t.target, command, params)
	return err
}

// answer handles the requests of the page until the tab is closed.
func (t *tab) answer(requests iter.Seq2[fetch.EventRequestPaused, error]) {
	for e, err := range requests {
		if err != nil {
			return
		}
		go t.reply(e)
	}
}

func (t *tab) reply(e fetch.EventRequestPaused) {
	data, kind, ok := t.find(e.Request.URL)
	if !ok {
		// The page loads without the file. An error means that the tab was closed.
		cdp.Call(t.ctx, t.target, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	// Fonts are large and the same for all pages, so the browser may cache them.
	// All other files must be requested again, so that loaded is complete.
	caching := "no-store"
	if kind == fontKind {
		caching = "public, max-age=86400, immutable"
	}
	cdp.Call(t.ctx, t.target, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: e.RequestID, ResponseCode: 200, Body: data,
		ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: kind}, {Name: "Cache-Control", Value: caching}},
	})
}

const fontKind = "font/ttf"

// find returns the file at an absolute URL and its media type.
func (t *tab) find(address string) (data []byte, kind string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host != host {
		return nil, "", false
	}
	address = strings.TrimPrefix(u.Path, "/")
	if name, ok := strings.CutPrefix(address, fontDir); ok {
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

// withFonts adds the stylesheet of the fonts after those of the page.
func withFonts(html []byte) []byte {
	link := []byte(`<link rel="stylesheet" href="/` + fontDir + `style.css">`)
	at := bytes.Index(html, []byte("</head>"))
	if at < 0 {
		at = len(html) // HTML does not require the end tag
	}
	return bytes.Join([][]byte{html[:at], html[at:]}, link)
}

// prepared describes a page, as prepare.js returns it.
type prepared struct {
	Title      string   `json:"title"`
	Lang       string   `json:"lang"`
	Links      []Link   `json:"links"`
	Characters string   `json:"characters"` // each once
	Wanted     []string `json:"wanted"`     // ids of elements whose page numbers the page shows
	Pupils     []string `json:"pupils"`     // the same for their numbers in the pupils' handout
	Broken     []string `json:"broken"`     // sources of pictures that cannot be shown
}

// A printing is the result of printing a page in the browser.
type printing struct {
	prepared
	document *document
	loaded   map[string]string // address → hash
}

// mostPasses bounds how often a page is printed because the page numbers written
// on it changed the layout.
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
	if len(p.Pupils) > 0 {
		if err := t.measurePupils(ctx, job, p.Pupils); err != nil {
			return nil, err
		}
	}
	numbers := map[string]int{}
	if len(p.Wanted) > 0 {
		if numbers, err = t.measure(ctx, job, "pageOf", p.Wanted); err != nil {
			return nil, err
		}
	}
	for range mostPasses {
		if p.document, err = t.press(ctx, job, true); err != nil {
			return nil, err
		}
		actual := p.document.pagesOf(p.Wanted)
		if maps.Equal(actual, numbers) {
			break
		}
		numbers = actual
		if err = fill(ctx, "pageOf", numbers); err != nil {
			return nil, err
		}
	}
	t.mu.Lock()
	p.loaded = t.loaded
	t.mu.Unlock()
	return p, nil
}

// script returns the argument of prepare.js: the ids to tick, and the page size
// of a booklet, or "".
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

// fill writes page numbers to the elements that show them. key is the name in their
// dataset of the id of the element whose number they show.
func fill(ctx context.Context, key string, numbers map[string]int) error {
	_, err := run[bool](ctx, `(({ key, numbers }) => {
		for (const e of document.querySelectorAll("*")) if (e.dataset && e.dataset[key]) e.textContent = numbers[e.dataset[key]] ?? "";
		return true;
	})`, map[string]any{"key": key, "numbers": numbers})
	return err
}

// asPupils shows a teacher's handout as the pupils' one, or as it is.
const asPupils = `(pupils => { document.documentElement.toggleAttribute("data-pupils", pupils); return true; })`

// measurePupils writes the numbers of pages of the pupils' handout on a teacher's.
// The layout's styles show it as the pupils' one meanwhile, so that neither edition
// needs the other's PDF.
func (t *tab) measurePupils(ctx context.Context, job Job, wanted []string) error {
	if _, err := run[bool](ctx, asPupils, true); err != nil {
		return err
	}
	if _, err := t.measure(ctx, job, "pupilsPageOf", wanted); err != nil {
		return err
	}
	_, err := run[bool](ctx, asPupils, false)
	return err
}

// hide makes the page invisible without changing its layout, or visible again.
const hide = `(hidden => { document.body.style.setProperty("visibility", hidden ? "hidden" : "", "important"); return true; })`

// measure finds the pages on which elements begin and writes their numbers on
// the page. No browser supports target-counter(), which CSS has for that. The
// page is printed invisible, which takes a fifth of the time.
func (t *tab) measure(ctx context.Context, job Job, key string, wanted []string) (map[string]int, error) {
	if _, err := run[bool](ctx, hide, true); err != nil {
		return nil, err
	}
	d, err := t.press(ctx, job, false)
	if err != nil {
		return nil, err
	}
	numbers := d.pagesOf(wanted)
	if err = fill(ctx, key, numbers); err == nil {
		_, err = run[bool](ctx, hide, false)
	}
	return numbers, err
}

// pagesOf returns the numbers of the pages on which the given elements begin.
// Elements that the document does not have are omitted.
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

// press prints the page as it is, tagged and with an outline if tagged is true.
// The page numbers are the same without, and printing is faster.
func (t *tab) press(ctx context.Context, job Job, tagged bool) (*document, error) {
	yes := true
	size := chromedp.PaperA4
	if job.Letter {
		size = chromedp.PaperLetter
	}
	printed, err := cdp.Call(ctx, t.target, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: size.Width, PaperHeight: size.Height, PreferCSSPageSize: &yes, PrintBackground: &yes,
		GenerateTaggedPDF: &tagged, GenerateDocumentOutline: &tagged,
	})
	if err != nil {
		return nil, err
	}
	return read(printed.Data)
}

// finish returns the PDF that is published.
func (p *printing) finish(job Job) ([]byte, Report, error) {
	report := p.document.finish(Info{Title: p.Title, Lang: p.Lang, Links: p.Links, Characters: p.Characters})
	if job.Booklet {
		width, height := 841.89, 595.28 // points
		if job.Letter {
			width, height = 792, 612
		}
		if err := p.document.impose(width, height); err != nil {
			return nil, report, err
		}
	}
	report.Findings = conform(p.document)
	data, err := p.document.write()
	return data, report, err
}

// run calls a JavaScript function with an argument and returns its result.
func run[T any](ctx context.Context, function string, argument any) (T, error) {
	encoded, err := json.Marshal(argument)
	if err != nil {
		var zero T
		return zero, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf("%s(%s)", strings.TrimSpace(function), encoded), chromedp.EvalAwaitPromise))
}

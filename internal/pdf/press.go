// Package pdf prints handouts through an installed Chromium.
//
// It takes the address of a page and the edition to print, and returns a PDF
// that is tagged, searchable and the same on every run. The browser receives
// the page, its styles and its pictures through the pipe that controls it: no
// port is opened, so other users of the computer cannot read a teacher's
// answers, and a page can load only what the guide publishes. Scripts of the
// page do not run. What a browser gets wrong in a PDF is fixed afterwards,
// without the browser.
//
// A PDF is kept in the store, keyed by the contents of all files that its page
// loaded.
package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/chromedp/chromedp"

	"wayside/internal/diag"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// Options configure a press.
type Options struct {
	Browser string // the path of the program, as Find returns it
	// Files returns a published file by its address, or false if there is
	// none. It is called from many goroutines.
	Files func(address string) ([]byte, bool)
	Fonts Fonts
	Store store.Store   // of printed handouts
	Tabs  int           // pages printed at once; 0 means the number of cores
	Limit time.Duration // for one handout; 0 means one minute
}

// A Job is a handout to be printed.
type Job struct {
	Address string   // of the page in the published folder
	Tick    []string // ids of the checkboxes to tick before printing: they choose the edition
	Booklet bool     // lay out for half the paper size and impose on whole sheets
	Letter  bool     // the paper size is Letter, not A4, unless the page sets one
}

// A PageError means that one page could not be printed. Others still can be.
type PageError struct {
	Err  error
	Slow bool // printing exceeded the limit
}

func (e PageError) Error() string { return e.Err.Error() }

func (e PageError) Unwrap() error { return e.Err }

// Argument returns the reason as an argument of a diag message: a term that is
// translated, or the error.
func (e PageError) Argument() any {
	if e.Slow {
		return diag.Term("it took too long")
	}
	return e.Err
}

// A Press prints handouts. Its browser starts when the first page that is not in
// the store is printed. A Press is safe for concurrent use.
type Press struct {
	ctx     context.Context // its end stops the browser
	options Options
	memory  memory

	start sync.Once
	broke error           // why the browser did not start
	root  context.Context // the browser's
	stop  func()
	tabs  chan *tab // a fixed number; nil for a tab that is not open
}

// Open returns a press. Its browser ends with the context or with Close, which
// must be called in either case.
func Open(ctx context.Context, o Options) *Press {
	if o.Tabs <= 0 {
		o.Tabs = parallel.Cores()
	}
	if o.Limit <= 0 {
		o.Limit = time.Minute
	}
	if o.Store == nil {
		o.Store = (*store.Folder)(nil) // which keeps nothing
	}
	p := &Press{ctx: ctx, options: o, tabs: make(chan *tab, o.Tabs)}
	for range o.Tabs {
		p.tabs <- nil
	}
	p.memory = memory{store: o.Store, recipe: o.recipe(), files: o.Files}
	return p
}

// format is the version of the way PDFs are made. It is part of every key:
// any change to how pages are printed or finished must change it.
const format = "3"

// recipe returns a hash of what a PDF depends on other than the files of its
// page.
func (o Options) recipe() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%x", Printer(o.Browser), o.Fonts.hash))
	return fmt.Sprintf("%x", sum[:])
}

// Printer identifies a browser and the version of this package: what it prints is the
// same wherever it is the same. The browser is identified by its path and its file's size
// and time, because it would have to be started to report its version.
func Printer(browser string) string {
	if real, err := filepath.EvalSymlinks(browser); err == nil {
		browser = real
	}
	stat := ""
	if info, err := os.Stat(browser); err == nil {
		stat = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", format, browser, stat))
	return fmt.Sprintf("%x", sum[:])
}

// Recipe identifies what the press prints with: the browser and the fonts.
func (p *Press) Recipe() string { return p.memory.recipe }

// Known reports whether a handout is in the store.
func (p *Press) Known(job Job) bool {
	_, _, ok := p.memory.find(job)
	return ok
}

// Print returns a handout, from the store or newly printed. If the error is a
// PageError, it concerns this page alone; otherwise the browser or the context
// has ended.
func (p *Press) Print(job Job) ([]byte, Report, error) {
	if data, report, ok := p.memory.find(job); ok {
		return data, report, nil
	}
	t, err := p.take()
	if err != nil {
		return nil, Report{}, err
	}
	ctx, cancel := context.WithTimeout(t.ctx, p.options.Limit)
	raw, err := t.print(ctx, job)
	cancel()
	if err != nil {
		// A tab in which an error occurred is not used again.
		err = p.classify(err, errors.Is(err, context.DeadlineExceeded))
		t.cancel()
		p.tabs <- nil
		return nil, Report{}, err
	}
	p.tabs <- t
	data, report, err := raw.finish(job)
	if err != nil {
		return nil, report, PageError{Err: err}
	}
	p.memory.keep(job, raw.loaded, data, report)
	return data, report, nil
}

// classify distinguishes an error of one page from the end of the browser.
func (p *Press) classify(err error, slow bool) error {
	switch {
	case p.ctx.Err() != nil:
		return context.Cause(p.ctx)
	case p.root.Err() != nil:
		return fmt.Errorf("the browser ended: %w", err)
	}
	return PageError{err, slow}
}

// take returns a free tab, for which it may wait.
func (p *Press) take() (*tab, error) {
	if p.start.Do(p.launch); p.broke != nil {
		return nil, p.broke
	}
	t := <-p.tabs
	if t != nil {
		return t, nil
	}
	t, err := openTab(p.root, p.options)
	if err != nil {
		p.tabs <- nil
		return nil, p.classify(err, false)
	}
	return t, nil
}

// launch starts the browser. chromedp disables the sandbox if the user is root,
// for whom Chromium does not support it.
func (p *Press) launch() {
	home, err := openHome()
	if err != nil {
		p.broke = fmt.Errorf("the browser %s does not start: %w", p.options.Browser, err)
		return
	}
	begun, release := context.WithCancelCause(p.ctx)
	root, cancel := chromedp.NewContext(begun, chromedp.WithAllocatorOptions(
		chromedp.ExecPath(p.options.Browser),
		chromedp.UserDataDir(filepath.Join(home.dir, "profile")),
		chromedp.Env(scratch(home.dir)...),
		// No host name is resolved: a request that answer does not handle fails.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("font-render-hinting", "none"),
	))
	p.root = root
	p.stop = sync.OnceFunc(func() {
		// cancel waits until the browser has ended. If it did not start, it
		// would wait forever.
		if release(nil); p.broke == nil {
			cancel()
		}
		home.close()
	})
	late := time.AfterFunc(startLimit, func() { release(errLate) })
	defer late.Stop()
	// The browser runs until the context of this call ends.
	if err := chromedp.Do(root, chromedp.Navigate("about:blank")); err != nil {
		if context.Cause(begun) != nil {
			err = context.Cause(begun)
		}
		p.broke = fmt.Errorf("the browser %s does not start: %w", p.options.Browser, err)
	}
}

// socketLimit is the longest path of a socket, in bytes, on the system with the
// shortest, which is macOS.
const socketLimit = 103

// scratch returns the environment that makes a folder the browser's for
// temporary files, some of which it leaves behind when it is stopped. Chromium
// puts a socket there and does not start if the socket's path is too long; then
// it keeps the system's folder.
func scratch(dir string) []string {
	if len(filepath.Join(dir, "org.chromium.Chromium.abcdef", "SingletonSocket")) > socketLimit {
		return nil
	}
	return []string{"TMPDIR=" + dir, "TMP=" + dir, "TEMP=" + dir}
}

// startLimit is the time a browser has to start, which is slow on a cold disk.
const startLimit = time.Minute

var errLate = errors.New("it took too long")

// Close ends the browser and waits until it has exited.
func (p *Press) Close() {
	if p.stop != nil {
		p.stop()
	}
}

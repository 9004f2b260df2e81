// Package pdf prints handouts through an installed Chromium.
//
// A page's address comes in, with the edition that is wanted of it; a PDF goes
// out that is tagged, searchable and the same on every run. The browser gets
// the page, its styles and its pictures through the pipe that drives it: no
// port is opened, so no other user of the computer can read a teacher's
// answers, and a page can load nothing but what the guide publishes. Its
// scripts do not run. What a browser gets wrong in a PDF is mended afterwards,
// in Finish, which needs none.
//
// A PDF is kept in the store under the contents of all that its page loaded.
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

// Options are what a press is set up with.
type Options struct {
	Browser string // the program, as Find returns it
	// Files returns a published file by its address; false where there is
	// none. It is called from many goroutines.
	Files func(address string) ([]byte, bool)
	Fonts Fonts
	Store *store.Folder // of what was printed
	Tabs  int           // how many pages at once; 0 means as many as there are cores
	Limit time.Duration // for one handout; 0 means a minute
}

// A Job is a handout to be printed.
type Job struct {
	Address string   // of the page in the published folder
	Tick    []string // ids of the boxes to tick on the page first: its editions
	Booklet bool     // laid out for half the paper and imposed on whole sheets
	Letter  bool     // the paper is Letter, not A4, where the page does not say
}

// A PageError means that one page could not be printed, and others can.
type PageError struct {
	Err  error
	Slow bool // it took longer than the limit
}

func (e PageError) Error() string { return e.Err.Error() }

func (e PageError) Unwrap() error { return e.Err }

// Told is what was wrong, as an argument of a message.
func (e PageError) Told() any {
	if e.Slow {
		return diag.Term("it took too long")
	}
	return e.Err
}

// A Press prints. Its browser starts with the first page that is not in the
// store. It is safe for concurrent use.
type Press struct {
	ctx     context.Context // ends the browser
	options Options
	memory  memory

	start sync.Once
	broke error           // why there is no browser
	root  context.Context // the browser's
	stop  func()
	tabs  chan *tab // as many as may work at once; nil for one that is not open
}

// Open returns a press. Its browser ends with the context or with Close, which
// must be called in any case.
func Open(ctx context.Context, o Options) *Press {
	if o.Tabs <= 0 {
		o.Tabs = parallel.Cores()
	}
	if o.Limit <= 0 {
		o.Limit = time.Minute
	}
	p := &Press{ctx: ctx, options: o, tabs: make(chan *tab, o.Tabs)}
	for range o.Tabs {
		p.tabs <- nil
	}
	p.memory = memory{store: o.Store, recipe: o.recipe(), files: o.Files}
	return p
}

// format names the way a PDF is made. It is part of every key: a
// change of what is printed, or of how it is finished, must change it.
const format = "2"

// recipe is what a PDF depends on besides the files of its page. The browser
// is told by its file: asking it for its version would start it.
func (o Options) recipe() string {
	program := o.Browser
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	seen := ""
	if info, err := os.Stat(program); err == nil {
		seen = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%x", format, program, seen, o.Fonts.hash))
	return fmt.Sprintf("%x", sum[:])
}

// Print returns a handout, from the store or printed now. An error concerns
// this page alone if it is a PageError; otherwise the browser or the context
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
		// A tab in which something went wrong is not used again.
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

// take waits for a free tab.
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

// launch starts the browser. chromedp gives it a profile of its own, which is
// removed with it, and no sandbox where the user is root, who may not have one.
func (p *Press) launch() {
	begun, release := context.WithCancelCause(p.ctx)
	root, cancel := chromedp.NewContext(begun, chromedp.WithAllocatorOptions(
		chromedp.ExecPath(p.options.Browser),
		// No name is looked up: what we do not answer fails.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("font-render-hinting", "none"),
	))
	p.root = root
	p.stop = sync.OnceFunc(func() {
		// chromedp waits until the browser has ended, and for ever for one
		// that has not started.
		if release(nil); p.broke == nil {
			cancel()
		}
	})
	late := time.AfterFunc(startLimit, func() { release(errLate) })
	defer late.Stop()
	// The browser lives as long as the context of this call.
	if err := chromedp.Do(root, chromedp.Navigate("about:blank")); err != nil {
		if context.Cause(begun) != nil {
			err = context.Cause(begun)
		}
		p.broke = fmt.Errorf("the browser %s does not start: %w", p.options.Browser, err)
	}
}

// startLimit is how long a browser may take to start: longer than a cold disk
// needs.
const startLimit = time.Minute

var errLate = errors.New("it took too long")

// Close ends the browser and waits until it is gone.
func (p *Press) Close() {
	if p.stop != nil {
		p.stop()
	}
}

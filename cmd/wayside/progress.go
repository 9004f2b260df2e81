package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"wayside/internal/diag"
)

// progress shows the progress of a command on a terminal. If the output is not a
// terminal, it shows nothing.
type progress struct {
	w     io.Writer // nil: shows nothing
	lang  diag.Lang
	start time.Time

	mu    sync.Mutex
	last  time.Time // of the last update
	shown bool
}

// A command that takes less than progressAfter shows nothing; the line changes at
// most once per progressEvery.
const (
	progressAfter = 400 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

func newProgress(w io.Writer, lang diag.Lang, quiet bool) *progress {
	p := &progress{lang: lang, start: time.Now()}
	if f, ok := w.(*os.File); ok && !quiet && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

func (p *progress) show(done, total int) {
	if p.w == nil || time.Since(p.start) < progressAfter {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := time.Now(); now.Sub(p.last) >= progressEvery {
		p.last, p.shown = now, true
		fmt.Fprintf(p.w, say(p.lang, "\r\x1b[Kmade %d of %d", "\r\x1b[K已生成 %d / %d"), done, total)
	}
}

// clear removes the line.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		io.WriteString(p.w, "\r\x1b[K")
	}
}

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
	phase string    // the line's text
	began time.Time // of the phase
	last  time.Time // of the last update
	shown bool
}

// A command that takes less than progressAfter shows nothing; the line changes at
// most once per progressEvery. An estimate is shown once a phase has taken estimateAfter.
const (
	progressAfter = 400 * time.Millisecond
	progressEvery = 100 * time.Millisecond
	estimateAfter = 3 * time.Second
)

func newProgress(w io.Writer, lang diag.Lang, quiet bool) *progress {
	p := &progress{lang: lang, start: time.Now()}
	if f, ok := w.(*os.File); ok && !quiet && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

// show shows how many outputs have been made.
func (p *progress) show(done, total int) {
	p.update(say(p.lang, "made %d of %d", "已生成 %d / %d"), done, total)
}

// photos shows how many photos have been read.
func (p *progress) photos(done, total int) {
	p.update(say(p.lang, "photos: %d of %d", "照片 %d / %d"), done, total)
}

// uploads shows how many files have been uploaded.
func (p *progress) uploads(done, total int) {
	p.update(say(p.lang, "uploaded %d of %d", "已上传 %d / %d"), done, total)
}

func (p *progress) update(phase string, done, total int) {
	if p.w == nil || time.Since(p.start) < progressAfter {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.phase != phase {
		p.phase, p.began = phase, now
		if p.began.Sub(p.start) < estimateAfter { // the first phase began with the command
			p.began = p.start
		}
	}
	if now.Sub(p.last) >= progressEvery {
		p.last, p.shown = now, true
		fmt.Fprintf(p.w, "\r\x1b[K"+phase+"%s", done, total, remaining(p.lang, now.Sub(p.began), done, total))
	}
}

// remaining returns about how long the rest of a phase takes, in words: as long for each
// as for those that are done. It returns "" while that is not known, and near the end.
func remaining(lang diag.Lang, elapsed time.Duration, done, total int) string {
	if elapsed < estimateAfter || done <= 0 || done >= total {
		return ""
	}
	left := time.Duration(float64(elapsed) * float64(total-done) / float64(done))
	up := func(unit time.Duration) int { return int((left + unit - 1) / unit) }
	switch {
	case left < 5*time.Second:
		return ""
	case left <= time.Minute:
		return fmt.Sprintf(say(lang, ", about %d s left", "，大约还要 %d 秒"), 5*up(5*time.Second))
	case left <= 90*time.Minute:
		return fmt.Sprintf(say(lang, ", about %d min left", "，大约还要 %d 分钟"), up(time.Minute))
	}
	return fmt.Sprintf(say(lang, ", about %d h left", "，大约还要 %d 小时"), up(time.Hour))
}

// clear removes the line.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		io.WriteString(p.w, "\r\x1b[K")
	}
}

package pdf

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"wayside/internal/store"
)

// BenchmarkPrint prints handouts of thirteen pages with six pictures, one at
// a time: with the fonts of the computer and, if WAYSIDE_FONTSOURCE is set, with
// those of the guide.
func BenchmarkPrint(b *testing.B) {
	f := handouts(8)
	for _, with := range []string{"computer", "guide"} {
		b.Run(with, func(b *testing.B) {
			var fonts Fonts
			if with == "guide" {
				files, named := fontFiles(b)
				fonts, _ = ReadFonts(files, named)
			}
			p := open(b, Options{Files: f.file, Fonts: fonts, Tabs: 1})
			printed(b, p, Job{Address: address(0)})
			b.ResetTimer()
			for i := range b.N {
				printed(b, p, Job{Address: address(i % 8)})
			}
		})
	}
}

// BenchmarkFinish measures the part of BenchmarkPrint that follows the browser.
func BenchmarkFinish(b *testing.B) {
	p := open(b, Options{Files: handouts(1).file})
	t, err := p.take()
	if err != nil {
		b.Fatal(err)
	}
	raw, err := bare(t.ctx, "http://"+host+"/"+address(0), func() { t.loaded = map[string]string{} })
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, _, err := Finish(raw, Info{Title: "x"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheckUA measures the check of a finished handout, with the fonts that
// BenchmarkPrint uses.
func BenchmarkCheckUA(b *testing.B) {
	for _, with := range []string{"computer", "guide"} {
		b.Run(with, func(b *testing.B) {
			var fonts Fonts
			if with == "guide" {
				files, named := fontFiles(b)
				fonts, _ = ReadFonts(files, named)
			}
			p := open(b, Options{Files: handouts(1).file, Fonts: fonts})
			t, err := p.take()
			if err != nil {
				b.Fatal(err)
			}
			printed, err := t.print(t.ctx, Job{Address: address(0)})
			if err != nil {
				b.Fatal(err)
			}
			printed.document.finish(Info{Title: "x", Lang: "zh"})
			for b.Loop() {
				checkUA(printed.document)
			}
		})
	}
}

// BenchmarkMany prints WAYSIDE_HANDOUTS handouts (24 by default) in all tabs,
// and the same with chromedp alone: one navigation and one print each, without
// waiting for pictures or reading the PDF, with the fonts of the computer. The
// two alternate, four handouts each, so that both run under the same load.
func BenchmarkMany(b *testing.B) {
	n := 24
	if s := os.Getenv("WAYSIDE_HANDOUTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	f := handouts(n)
	for _, with := range []string{"computer", "guide"} {
		b.Run(with, func(b *testing.B) { printMany(b, n, f, with) })
	}
}

func printMany(b *testing.B, n int, f *folder, with string) {
	var fonts Fonts
	if with == "guide" {
		files, named := fontFiles(b)
		fonts, _ = ReadFonts(files, named)
	}
	for range b.N {
		dir := b.TempDir()
		p := open(b, Options{Files: f.file, Fonts: fonts, Store: store.Open(dir)})
		others := bareTabs(b, f, runtime.GOMAXPROCS(0))
		printed(b, p, Job{Address: address(0)})
		var ours, theirs []float64
		size, most, mine := 0, 0, uint64(0)
		var mu sync.Mutex
		for turn := range slices.Collect(slices.Chunk(slices.Collect(upTo(n)), 4)) {
			part := min(4, n-4*turn)
			start := time.Now()
			onAllCores(part, func(_, i int) {
				data, _, err := p.Print(Job{Address: address(4*turn + i), Tick: []string{"none"}})
				if err != nil {
					b.Error(err)
				}
				mu.Lock()
				size += len(data)
				mu.Unlock()
			})
			ours = append(ours, time.Since(start).Seconds()/float64(part))
			start = time.Now()
			onAllCores(part, func(worker, i int) {
				if _, err := bare(others[worker], "http://"+host+"/"+address(4*turn+i), func() {}); err != nil {
					b.Error(err)
				}
			})
			theirs = append(theirs, time.Since(start).Seconds()/float64(part))
			most = max(most, browserMemory(p))
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			mine = max(mine, m.HeapInuse)
		}
		start := time.Now()
		again := Open(b.Context(), Options{Browser: p.options.Browser, Files: f.file, Fonts: fonts, Store: store.Open(dir)})
		for i := range n {
			printed(b, again, Job{Address: address(i), Tick: []string{"none"}})
		}
		b.ReportMetric(1000*time.Since(start).Seconds()/float64(n), "ms/again")
		b.ReportMetric(1000*median(ours), "ms/handout")
		b.ReportMetric(1000*median(theirs), "ms/bare")
		b.ReportMetric(median(ours)/median(theirs), "ratio")
		b.ReportMetric(float64(size)/float64(n)/1e6, "MB/handout")
		b.ReportMetric(float64(most)/1e3, "browser-MB")
		b.ReportMetric(float64(mine)/1e6, "heap-MB")
	}
}

func upTo(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// onAllCores runs n jobs on as many workers as there are cores.
func onAllCores(n int, job func(worker, i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				job(worker, i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// bare navigates to a page and prints it.
func bare(ctx context.Context, url string, before func()) ([]byte, error) {
	before()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	yes := true
	printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes})
	return printed.Data, err
}

// bareTabs returns tabs of another browser with the same files. Its pages have no
// lazy pictures, each of which would take two seconds.
func bareTabs(b *testing.B, f *folder, n int) []context.Context {
	root, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(browser(b))))
	b.Cleanup(cancel)
	tabs := []context.Context{root}
	for len(tabs) < n {
		if len(tabs) == 1 {
			if err := chromedp.Do(root); err != nil {
				b.Fatal(err)
			}
		}
		ctx, _ := chromedp.NewContext(root)
		tabs = append(tabs, ctx)
	}
	for _, ctx := range tabs {
		t := &tab{ctx: ctx, files: func(a string) ([]byte, bool) {
			data, ok := f.file(a)
			return []byte(strings.ReplaceAll(string(data), ` loading="lazy"`, "")), ok
		}, loaded: map[string]string{}}
		err := chromedp.Do(ctx, chromedp.Func(func(_ context.Context, target *chromedp.Target) error {
			t.target = target
			return nil
		}))
		if err != nil {
			b.Fatal(err)
		}
		go t.answer(cdp.Events(ctx, t.target, fetch.RequestPaused))
		if _, err := cdp.Call(ctx, t.target, fetch.Enable, fetch.EnableParams{}); err != nil {
			b.Fatal(err)
		}
	}
	return tabs
}

// browserMemory returns the memory of all processes of a press's browser in KB,
// with shared memory counted once (PSS). It is zero if the system does not
// report it.
func browserMemory(p *Press) int {
	c := chromedp.FromContext(p.root)
	if c == nil || c.Browser == nil || c.Browser.Process() == nil {
		return 0
	}
	todo, sum := []string{fmt.Sprint(c.Browser.Process().Pid)}, 0
	for len(todo) > 0 {
		pid := todo[0]
		data, _ := os.ReadFile("/proc/" + pid + "/smaps_rollup")
		for line := range strings.Lines(string(data)) {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				kb, _ := strconv.Atoi(strings.Fields(rest)[0])
				sum += kb
			}
		}
		children, _ := exec.Command("pgrep", "-P", pid).Output()
		todo = append(todo[1:], strings.Fields(string(children))...)
	}
	return sum
}

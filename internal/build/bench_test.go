package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/heap"
)

// guideOf writes a guide with the given number of sites, a route of eight stops
// for every twenty sites, and pages of about three kilobytes. It returns the
// guide's folder. Its files are the same in every run.
func guideOf(b *testing.B, sites int) string {
	b.Helper()
	dir := b.TempDir()
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	const themes = 24
	var registry strings.Builder
	registry.WriteString("[guide]\ntitle = \"测试\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"zh-Hans\"]\ncountry = \"CN\"\n")
	for i := range themes {
		fmt.Fprintf(&registry, "\n[[theme]]\nid = \"theme-%d\"\nname = \"主题%d\"\n", i, i)
	}
	paragraph := strings.Repeat("东墙一侧的斗拱**保存完整**，测绘人员据此判断其年代应为明初；请背对大门清点开间数。", 4)
	for i := range sites {
		fmt.Fprintf(&registry, "\n[[site]]\nid = \"site-%d\"\nname = { zh-Hans = \"地点%d\", en = \"Site %d\" }\nkind = \"monument\"\nthemes = [\"theme-%d\", \"theme-%d\"]\n"+
			"location = { lat = %.6f, lon = %.6f }\naddress = \"某区某街%d号\"\nopening_hours = \"Tu-Su 09:00-17:00; Mo off\"\n",
			i, i, i, i%themes, i*7%themes, 39.6+float64(i%701)/1000, 115.9+float64(i%907)/1000, i)
		write(fmt.Sprintf("content/sites/site-%d.md", i), fmt.Sprintf("+++\nsummary = \"一句话。\"\ndate = 2026-01-%02d\n+++\n## 概览\n\n%s\n\n## 现场\n\n- 见[下一处](site:site-%d)\n- %s\n\n| 构件 | 年代 |\n|---|---:|\n| 斗拱 | 1420 |\n\n%s\n",
			i%28+1, paragraph, (i+1)%sites, paragraph, paragraph))
	}
	write("sites.toml", registry.String())
	for r := range sites / 20 {
		var route strings.Builder
		fmt.Fprintf(&route, "title = \"路线%d\"\nstart = 08:30:00\n", r)
		for s := range 8 {
			fmt.Fprintf(&route, "\n[[stop]]\nsite = \"site-%d\"\nstay = \"20m\"\nstory = \"%s\"\n", (r*20+s)%sites, "看一看，记一记。")
		}
		write(fmt.Sprintf("routes/route-%d.toml", r), route.String())
	}
	return dir
}

var benchSizes = []int{200, 2000}

// BenchmarkBuild measures a build into a new folder.
func BenchmarkBuild(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := guideOf(b, n)
			for b.Loop() {
				run(b, dir, b.TempDir())
			}
		})
	}
}

// BenchmarkProgramme measures how much longer a cold build takes with ten thousand events
// than without, as "more-s".
func BenchmarkProgramme(b *testing.B) {
	const events = 10_000
	bare, full := guideOf(b, 200), guideOf(b, 200)
	if err := os.MkdirAll(filepath.Join(full, "content/programme"), 0o755); err != nil {
		b.Fatal(err)
	}
	for i := range events {
		day := time.Date(2026, 1, 1+i%730, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		text := fmt.Sprintf("+++\ntitle = \"第%d场：在展厅里讲一件展品\"\nsummary = \"先看五分钟，再听二十分钟，最后讨论。\"\nkind = \"lecture\"\nstart = %sT%02d:00:00\nend = %[2]sT%02[3]d:45:00\n"+
			"place = \"社区文化中心%d号\"\ncapacity = %d\nbooking = { phone = \"0516-12345678\" }\n+++\n课前请想好一个问题，课后写下一句收获。第%[1]d场。\n", i, day, 9+i%9, i%97, 20+i%80)
		if err := os.WriteFile(filepath.Join(full, fmt.Sprintf("content/programme/event-%05d.md", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	heap.SetGrowth(heap.Usual) // as in the program, not as in other tests
	runtime.GC()
	var more time.Duration
	for b.Loop() {
		for sign, dir := range map[time.Duration]string{-1: bare, 1: full} {
			scratch := b.TempDir()
			begun := time.Now()
			_, problems, err := build.Build(b.Context(), build.Options{Project: dir, Out: filepath.Join(scratch, "out"), Cache: filepath.Join(scratch, "cache"), Theme: wayside.Theme})
			if errors, _ := problems.Count(); err != nil || errors > 0 {
				b.Fatal(err, problems[0])
			}
			more += sign * time.Since(begun)
		}
	}
	b.ReportMetric(more.Seconds()/float64(b.N), "more-s")
}

// BenchmarkAgain measures a build without changes.
func BenchmarkAgain(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir, out := guideOf(b, n), b.TempDir()
			run(b, dir, out)
			for b.Loop() {
				run(b, dir, out)
			}
		})
	}
}

func run(b *testing.B, dir, out string) {
	_, problems, err := build.Build(b.Context(), build.Options{Project: dir, Out: out, Theme: wayside.Theme})
	if errors, _ := problems.Count(); err != nil || errors > 0 {
		b.Fatal(err, problems[0])
	}
}

// BenchmarkEdit measures what the preview does after a page was edited: make a new
// plan and the page.
func BenchmarkEdit(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := guideOf(b, n)
			p, err := build.Open(b.Context(), build.Options{Project: dir, Theme: wayside.Theme})
			if err != nil {
				b.Fatal(err)
			}
			defer p.Close()
			if _, err := p.Plan(b.Context()); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				p.Forget("content/sites/site-7.md")
				planned, err := p.Plan(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				page, ok := planned.Plan.Find("sites/site-7/index.html")
				if !ok {
					b.Fatal("the plan does not have the page")
				}
				if _, err := page.Minified(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

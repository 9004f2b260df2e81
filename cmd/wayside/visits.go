package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/frontdesk"
	"wayside/internal/guide"
	"wayside/internal/toml"
)

var visitsVerb = verb{
	name: "visits", args: "[free DATE|DATE..DATE] [--from DATE] [--to DATE] [--out DIR] [--project DIR] [--all] [--strict] [--quiet]",
	help:      map[diag.Lang]string{diag.English: "make the pages of the bookings of groups, for the staff", diag.Chinese: "生成团体预约的内部页面和登记表"},
	run:       runVisits,
	publishes: true,
}

// A visit's pages are made for three months, and at most for so many days, each of which may
// have a page.
const (
	usualMonths = 3
	mostDays    = 1100
)

func runVisits(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme}
	c.flags.StringVar(&o.Out, "out", "", say(c.lang, "the `folder` to write (visits in the project)", "输出`文件夹`（默认是项目里的 visits）"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	from := c.flags.String("from", "", say(c.lang, "the first `day` of the overview and of the plans (the first of this month)", "总览和安排从哪`天`开始（默认是本月1日）"))
	to := c.flags.String("to", "", say(c.lang, "the last `day` (three months from the first)", "到哪`天`为止（默认连同开始的月份共三个月）"))
	strict := c.flags.Bool("strict", false, say(c.lang, "treat warnings as errors", "有警告也停止生成"))
	quiet := c.flags.Bool("quiet", false, say(c.lang, "print problems only", "只显示问题"))
	c.problemFlags()
	words, code, ok := c.parse(2)
	if !ok {
		return code
	}
	o.Project, o.Strict = c.project, *strict
	if len(words) > 0 {
		return freeSlots(ctx, c, o, words)
	}
	start := time.Now()
	v, ok := daysOf(c, *from, *to, dateOf(start))
	if !ok {
		return exitUsage
	}
	if c.langGiven {
		v.Lang = c.lang
	}
	report, problems, err := build.Visits(ctx, o, v)
	if err != nil {
		return noVisits(c, problems, err)
	}
	errors, warnings := c.problems(c.stderr, problems)
	if errors > 0 || *strict && warnings > 0 {
		fmt.Fprintln(c.stderr, diag.Counts(c.lang, errors, warnings)+say(c.lang, "; nothing was written", "；没有写任何文件"))
		return exitProblems
	}
	if !*quiet {
		out := o.Out
		if out == "" {
			out = filepath.Join(c.project, "visits")
		}
		fmt.Fprintf(c.stdout, say(c.lang, "%[2]s from %[3]s to %[4]s, %[5]s; open %[1]s\n", "%[3]s 至 %[4]s，共 %[2]s，%[5]s；请打开 %[1]s\n"),
			filepath.ToSlash(filepath.Join(out, "index.html")), filesOf(c, report.Files), v.From, v.To, diag.Counts(c.lang, 0, warnings))
	}
	return exitDone
}

func filesOf(c *command, n int) string {
	if c.lang == diag.Chinese {
		return fmt.Sprintf("%d 个文件", n)
	}
	return diag.Plural(n, "file")
}

func dateOf(t time.Time) guide.Date {
	return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// daysOf returns the days that the flags ask for.
func daysOf(c *command, from, to string, today guide.Date) (v build.VisitOptions, ok bool) {
	v.From, v.To = build.MonthsFrom(today, usualMonths)
	if from != "" {
		if v.From, ok = readDay(c, from); !ok {
			return v, false
		}
		_, v.To = build.MonthsFrom(v.From, usualMonths)
	}
	if to != "" {
		if v.To, ok = readDay(c, to); !ok {
			return v, false
		}
	}
	return v, inOrder(c, v.From, v.To)
}

// readDay reads a day as an editor writes it, 2026-12-9 and 2026年12月9日 too.
func readDay(c *command, text string) (guide.Date, bool) {
	if date, ok := toml.ReadDate(text); ok {
		if day, err := time.Parse(time.DateOnly, date); err == nil {
			return dateOf(day), true
		}
	}
	fmt.Fprintf(c.stderr, say(c.lang, "visits: %q is not a date; write for example 2026-12-09\n", "visits：%q 不是日期；请写例如 2026-12-09\n"), text)
	return guide.Date{}, false
}

func inOrder(c *command, from, to guide.Date) bool {
	switch days := int(to.Time().Sub(from.Time()).Hours()/24) + 1; {
	case days < 1:
		fmt.Fprintf(c.stderr, say(c.lang, "visits: %s is before %s\n", "visits：%s 早于 %s\n"), to, from)
		return false
	case days > mostDays:
		fmt.Fprintf(c.stderr, say(c.lang, "visits: from %s to %s are more than %d days\n", "visits：%s 至 %s 超过了 %d 天\n"), from, to, mostDays)
		return false
	}
	return true
}

// freeSlots prints what is free on some days.
func freeSlots(ctx context.Context, c *command, o build.Options, words []string) int {
	if words[0] != "free" {
		fmt.Fprintf(c.stderr, say(c.lang, "visits: unexpected argument %q; did you mean \"free\"?\n", "visits：多了参数 %q；是不是想写 \"free\"？\n"), words[0])
		return exitUsage
	}
	if len(words) < 2 {
		fmt.Fprintln(c.stderr, say(c.lang, "visits free: name a day, such as 2026-12-09, or days, such as 2026-12-09..2026-12-13", "visits free：请写明哪一天，例如 2026-12-09，或者从哪天到哪天，例如 2026-12-09..2026-12-13"))
		return exitUsage
	}
	first, last, several := strings.Cut(words[1], "..")
	from, ok := readDay(c, first)
	if !ok {
		return exitUsage
	}
	to := from
	if several {
		if to, ok = readDay(c, last); !ok {
			return exitUsage
		}
	}
	if !inOrder(c, from, to) {
		return exitUsage
	}
	g, book, problems, err := build.Book(ctx, o)
	if err != nil {
		return noVisits(c, problems, err)
	}
	if errors, _ := problems.Count(); errors > 0 {
		c.problems(c.stderr, problems)
		fmt.Fprintln(c.stderr, say(c.lang, "what is free is not known before these errors are corrected", "请先改正这些错误，才知道哪些场次空着"))
		return exitProblems
	}
	if len(book.Places) == 0 {
		fmt.Fprintln(c.stderr, say(c.lang, "visits.toml has no [[place]] yet, which says where groups are received", "visits.toml 里还没有 [[place]]，不知道在哪里接待"))
		return exitProblems
	}
	frontdesk.Free(c.stdout, frontdesk.Options{Guide: g, Book: book, From: from, To: to, Lang: c.lang})
	return exitDone
}

// noVisits reports why the bookings could not be read or written.
func noVisits(c *command, problems diag.List, err error) int {
	c.problems(c.stderr, problems)
	if errors.Is(err, build.ErrNoVisits) {
		fmt.Fprintln(c.stderr, say(c.lang, "there is no visits.toml in the guide's folder; wayside new visits writes one, and docs/visits.md explains it", "指南的文件夹里没有 visits.toml；可以用 wayside new visits 新建，写法见 docs/visits.md"))
		return exitProblems
	}
	return c.machine(err)
}

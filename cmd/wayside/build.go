package main

import (
	"context"
	stderrors "errors"
	"fmt"
	"time"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/pdf"
)

var buildVerb = verb{
	name: "build", args: "[--project DIR] [--out DIR] [--pdf[=booklet,large,plain,map]] [--browser PROGRAM] [--drafts] [--all] [--strict] [--quiet] [--cache DIR] [--store ADDRESS [--queue ADDRESS] [--part K/N]]",
	help:      map[diag.Lang]string{diag.English: "make the website", diag.Chinese: "生成网站"},
	run:       runBuild,
	publishes: true,
}

func runBuild(ctx context.Context, c *command) int {
	return c.publish(ctx, false, say(c.lang, "the `folder` to publish to (public in the project)", "输出`文件夹`（默认是项目里的 public）"))
}

// publish builds the website or the teacher's edition. out is the help for --out.
func (c *command) publish(ctx context.Context, teacher bool, out string) int {
	o := build.Options{Theme: wayside.Theme, Teacher: teacher}
	c.flags.StringVar(&o.Out, "out", "", out)
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	c.flags.BoolVar(&o.Drafts, "drafts", false, say(c.lang, "publish drafts too", "草稿也一起生成"))
	c.flags.BoolVar(&o.Strict, "strict", false, say(c.lang, "treat warnings as errors", "有警告也停止生成"))
	c.printing(&o.PDF, teacher)
	c.problemFlags()
	storeFlag(c, &o.Shared)
	var part build.Share
	if !teacher {
		queueFlag(c, &o.Shared)
		c.flags.Var(share{&part, c}, "part", say(c.lang, "only make photos' copies for the store, and only `K/N` of them, such as 2/4; publish nothing", "只为共用存储处理照片，而且只处理其中一份，如 `2/4`；不生成网站"))
	}
	quiet := c.flags.Bool("quiet", false, say(c.lang, "print problems only", "只显示问题"))
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	o.Project = c.project
	if code, ok := checkShared(c, o.Shared); !ok {
		return code
	}
	if part.N > 0 {
		return runPart(ctx, c, o, part, *quiet)
	}
	start := time.Now()
	progress := newProgress(c.stderr, c.lang, *quiet)
	o.Progress, o.Surveyed = progress.show, progress.photos
	report, problems, err := build.Build(ctx, o)
	progress.clear()
	browserless := stderrors.Is(err, pdf.ErrNoBrowser)
	if ctx.Err() != nil && err != nil && !browserless {
		return c.machine(err) // the list of problems is incomplete
	}
	errors, warnings := c.problems(c.stderr, problems)
	if err != nil && !browserless {
		return c.machine(err)
	}
	if errors > 0 || o.Strict && warnings > 0 {
		fmt.Fprintln(c.stderr, diag.Counts(c.lang, errors, warnings)+say(c.lang, "; nothing was published", "；没有生成网站"))
		return exitProblems
	}
	if !*quiet {
		size, took := megabytes(report.Bytes), seconds(time.Since(start))
		if c.lang == diag.Chinese {
			fmt.Fprintf(c.stdout, "共 %d 个文件，%s；更新 %d 个，移除 %d 个；警告 %d 个；用时 %s\n", report.Files, size, report.Changed, report.Removed, warnings, took)
		} else {
			fmt.Fprintf(c.stdout, "%s, %s, %d changed and %d removed, %s, in %s\n", diag.Plural(report.Files, "file"), size, report.Changed, report.Removed, diag.Plural(warnings, "warning"), took)
		}
	}
	if browserless {
		return c.browserless(o.PDF.Browser)
	}
	return exitDone
}

// runPart makes one part of the values that the shared store lacks.
func runPart(ctx context.Context, c *command, o build.Options, part build.Share, quiet bool) int {
	if o.Shared.Store == "" || o.Shared.Queue != "" {
		fmt.Fprintln(c.stderr, say(c.lang, "--part needs --store, and no --queue", "--part 要和 --store 一起用，不能再用 --queue"))
		return exitUsage
	}
	start := time.Now()
	photos, problems, err := build.Part(ctx, o, part)
	problems.Sort()
	errors, _ := c.problems(c.stderr, problems)
	if err != nil {
		return c.machine(err)
	}
	if !quiet {
		fmt.Fprintf(c.stdout, say(c.lang, "part %d of %d: %s, in %s\n", "第 %d 份（共 %d 份）：%s，用时 %s\n"), part.K, part.N, photosOf(c, photos), seconds(time.Since(start)))
	}
	if errors > 0 {
		return exitProblems
	}
	return exitDone
}

func photosOf(c *command, n int) string {
	if c.lang == diag.Chinese {
		return fmt.Sprintf("%d 张照片", n)
	}
	return diag.Plural(n, "photo")
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

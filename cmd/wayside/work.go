package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/queue"
)

var workVerb = verb{
	name: "work", args: "--store ADDRESS --queue ADDRESS [--originals DIR] [--browser PROGRAM] [--drain] [--quiet]",
	help: map[diag.Lang]string{diag.English: "make photos' copies and PDFs for builds on other machines", diag.Chinese: "为其他机器处理照片、打印讲义"},
	run:  runWork,
}

func runWork(ctx context.Context, c *command) int {
	var o build.WorkOptions
	storeFlag(c, &o.Shared)
	queueFlag(c, &o.Shared)
	c.flags.StringVar(&o.Originals, "originals", "", say(c.lang, "the `folder` with the project's pictures and fonts, at the same paths (the project)", "项目的图片和字体所在的`文件夹`，其中路径与项目相同（默认是项目本身）"))
	c.flags.StringVar(&o.Browser, "browser", "", say(c.lang, "the `program` that prints: Chromium, Chrome or Edge", "打印所用的`程序`：Chromium、Chrome 或 Edge"))
	c.flags.BoolVar(&o.Drain, "drain", false, say(c.lang, "end when there is nothing left to do", "没有任务时结束"))
	quiet := c.flags.Bool("quiet", false, say(c.lang, "print problems only", "只显示问题"))
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	if o.Shared.Store == "" || o.Shared.Queue == "" {
		fmt.Fprintln(c.stderr, say(c.lang, "work: --store and --queue are needed", "work：需要 --store 和 --queue"))
		return exitUsage
	}
	if code, ok := checkShared(c, o.Shared); !ok {
		return code
	}
	if o.Originals == "" {
		o.Originals = c.project
	}
	if info, err := os.Stat(o.Originals); err != nil || !info.IsDir() {
		fmt.Fprintf(c.stderr, say(c.lang, "no such folder: %q\n", "没有 %q 这个文件夹\n"), o.Originals)
		return exitUsage
	}
	var made atomic.Int64
	o.Report = func(e queue.Event) {
		if e.Err == nil && !e.Other {
			made.Add(1)
		}
		reportWork(c, e)
	}
	if !*quiet {
		fmt.Fprintln(c.stdout, say(c.lang, "waiting for work; press Ctrl+C to stop", "等待任务；按 Ctrl+C 结束"))
	}
	start := time.Now()
	if err := build.Work(ctx, o); err != nil {
		return c.machine(err)
	}
	if !*quiet {
		fmt.Fprintf(c.stdout, say(c.lang, "made %d in %s\n", "共完成 %d 项，用时 %s\n"), made.Load(), seconds(time.Since(start)))
	}
	return exitDone
}

// reportWork reports what this worker could not do.
func reportWork(c *command, e queue.Event) {
	var queueless queue.UnreachableError
	switch {
	case errors.As(e.Err, &queueless):
		what, _ := explainShared(c, e.Err)
		fmt.Fprintf(c.stderr, say(c.lang, "%s\n    this worker goes on when it answers\n", "%s\n    恢复后会继续\n"), what)
	case e.Other:
		fmt.Fprintf(c.stderr, say(c.lang, "there is work for another version of the program, which this worker leaves: %s %s\n", "队列里有其他版本程序的任务，本机不处理：%s %s\n"), e.Task.Kind, e.Task.Recipe)
	case e.Last:
		fmt.Fprintf(c.stderr, say(c.lang, "given up: %s\n", "已放弃：%s\n"), e.Err)
	case e.Err != nil:
		fmt.Fprintf(c.stderr, say(c.lang, "tried again later: %s\n", "稍后重试：%s\n"), e.Err)
	}
}

package main

import (
	"context"
	"fmt"
	"strings"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
)

var checkVerb = verb{
	name: "check", args: "[--project DIR] [--format text|json] [--all] [--strict] [--orders]",
	help: map[diag.Lang]string{diag.English: "report problems, and write nothing", diag.Chinese: "检查问题，不写任何文件"},
	run:  runCheck,
}

func runCheck(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme}
	format := c.flags.String("format", "text", say(c.lang, "`text` or json", "`text` 或 json"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	c.flags.BoolVar(&o.Drafts, "drafts", false, say(c.lang, "check drafts too", "草稿也一起检查"))
	strict := c.flags.Bool("strict", false, say(c.lang, "treat warnings as errors", "警告也算错误"))
	orders := c.flags.Bool("orders", false, say(c.lang, "also propose a shorter order of the stops of each route", "同时为每条路线找出更短的站序"))
	c.problemFlags()
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	if *format != "text" && *format != "json" {
		fmt.Fprintf(c.stderr, say(c.lang, "invalid value %q for --format: must be text or json\n", "--format 只能是 text 或 json，不能是 %q\n"), *format)
		return exitUsage
	}
	o.Project = c.project
	progress := newProgress(c.stderr, c.lang, false)
	o.Surveyed = progress.photos
	problems, err := build.Check(ctx, o)
	progress.clear()
	if err != nil {
		return c.machine(err)
	}
	errors, warnings := problems.Count()
	if *format == "json" {
		if err := c.json(problems); err != nil {
			return c.machine(err)
		}
	} else {
		c.problems(c.stdout, problems)
		fmt.Fprintln(c.stdout, diag.Counts(c.lang, errors, warnings))
	}
	if *orders {
		if err := printOrders(ctx, c, o); err != nil {
			return c.machine(err)
		}
	}
	if errors > 0 || *strict && warnings > 0 {
		return exitProblems
	}
	return exitDone
}

// printOrders proposes shorter orders of the stops of routes. They go to the standard
// error, so that the problems on the standard output can be read by programs.
func printOrders(ctx context.Context, c *command, o build.Options) error {
	all, err := build.ShorterOrders(ctx, o)
	if err != nil {
		return err
	}
	for _, s := range all {
		order := strings.Trim(fmt.Sprint(s.Stops), "[]")
		fmt.Fprintf(c.stderr, say(c.lang, "%s: in the order %s the way is %d m shorter, of %d m\n", "%s：按 %s 的顺序走，全程%[4]d米可以少走%[3]d米\n"), s.File, order, s.Saves, s.Metres)
	}
	if len(all) == 0 {
		fmt.Fprintln(c.stderr, say(c.lang, "no route has a shorter order", "没有哪条路线能换成更短的站序"))
	}
	return nil
}

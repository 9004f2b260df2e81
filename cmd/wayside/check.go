package main

import (
	"context"
	"fmt"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
)

var checkVerb = verb{
	name: "check", args: "[--project DIR] [--format text|json] [--all] [--strict]",
	help: map[diag.Lang]string{diag.English: "report problems, and write nothing", diag.Chinese: "检查问题，不写任何文件"},
	run:  runCheck,
}

func runCheck(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme}
	format := c.flags.String("format", "text", say(c.lang, "`text` or json", "`text` 或 json"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	c.flags.BoolVar(&o.Drafts, "drafts", false, say(c.lang, "check drafts too", "草稿也一起检查"))
	strict := c.flags.Bool("strict", false, say(c.lang, "treat warnings as errors", "警告也算错误"))
	c.problemFlags()
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	if *format != "text" && *format != "json" {
		fmt.Fprintf(c.stderr, say(c.lang, "invalid value %q for --format: must be text or json\n", "--format 只能是 text 或 json，不能是 %q\n"), *format)
		return exitUsage
	}
	o.Project = c.project
	problems, err := build.Check(ctx, o)
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
	if errors > 0 || *strict && warnings > 0 {
		return exitProblems
	}
	return exitDone
}

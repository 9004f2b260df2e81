package main

import (
	"context"
	"encoding/json"
	"fmt"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
)

var checkVerb = verb{
	name: "check", args: "[--project DIR] [--format text|json] [--strict]",
	help: map[diag.Lang]string{diag.English: "report problems, and write nothing", diag.Chinese: "检查问题，不写任何文件"},
	run:  runCheck,
}

func runCheck(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme}
	format := c.flags.String("format", "text", say(c.lang, "`text` or json", "`text` 或 json"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	c.flags.BoolVar(&o.Drafts, "drafts", false, say(c.lang, "check drafts too", "草稿也一起检查"))
	strict := c.flags.Bool("strict", false, say(c.lang, "treat warnings as errors", "警告也算错误"))
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
		fmt.Fprintln(c.stdout, c.counts(errors, warnings))
	}
	if errors > 0 || *strict && warnings > 0 {
		return exitProblems
	}
	return exitDone
}

// jsonProblem is the form of a problem in the output of --format json.
type jsonProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func (c *command) json(list diag.List) error {
	all := make([]jsonProblem, len(list))
	for i, p := range list {
		all[i] = jsonProblem{p.Place.File, p.Place.Line, p.Place.Column, p.Severity().String(), p.Rule(), p.Message(c.lang), p.Hint(c.lang)}
	}
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

package main

import (
	"context"
	"fmt"

	"wayside/internal/diag"
	"wayside/internal/schema"
)

var schemaVerb = verb{
	name: "schema", args: "[sites|route|photos|terms|page|person]",
	help: map[diag.Lang]string{diag.English: "print the format of the project's TOML files as JSON Schema", diag.Chinese: "以 JSON Schema 输出项目 TOML 文件的格式"},
	run:  runSchema,
}

func runSchema(_ context.Context, c *command) int {
	format := c.flags.String("format", "json", say(c.lang, "`json`, the only format", "只有 `json` 一种格式"))
	words, code, ok := c.parse(1)
	if !ok {
		return code
	}
	if *format != "json" {
		fmt.Fprintf(c.stderr, say(c.lang, "--format must be json, not %q\n", "--format 只能是 json，不能是 %q\n"), *format)
		return exitUsage
	}
	name := ""
	if len(words) > 0 {
		name = words[0]
	}
	document, ok := schema.JSON(name, func(w schema.Words) string { return say(c.lang, w.EN, w.ZH) })
	if !ok {
		fmt.Fprintf(c.stderr, say(c.lang, "unknown kind of file %q: it must be sites, route, photos, terms or page\n", "没有 %q 这种文件，可以是 sites、route、photos、terms 或 page\n"), name)
		return exitUsage
	}
	if _, err := c.stdout.Write(document); err != nil {
		return c.machine(err)
	}
	return exitDone
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/schema"
)

var schemaVerb = verb{
	name: "schema", args: "[sites|route|photos|terms|page|person|event|series|visits | cms sveltia|decap] [--write] [--project DIR]",
	help: map[diag.Lang]string{diag.English: "print the format of the TOML files as JSON Schema, or a CMS configuration", diag.Chinese: "以 JSON Schema 输出 TOML 文件的格式，或输出 CMS 的配置"},
	run:  runSchema,
}

func runSchema(ctx context.Context, c *command) int {
	format := c.flags.String("format", "json", say(c.lang, "`json`, the only format", "只有 `json` 一种格式"))
	write := c.flags.Bool("write", false, say(c.lang, "write the schemas to .schema in the project, and settings of editors that it does not have", "把格式说明写进项目的 .schema，并补上编辑器的设置"))
	words, code, ok := c.parse(2)
	if !ok {
		return code
	}
	if *format != "json" {
		fmt.Fprintf(c.stderr, say(c.lang, "--format must be json, not %q\n", "--format 只能是 json，不能是 %q\n"), *format)
		return exitUsage
	}
	if len(words) > 0 && words[0] == "cms" {
		return printCMS(ctx, c, words[1:])
	}
	if len(words) > 1 || *write && len(words) > 0 {
		fmt.Fprintf(c.stderr, say(c.lang, "%s: unexpected argument %q\n", "%s：多了参数 %q\n"), c.flags.Name(), words[len(words)-1])
		return exitUsage
	}
	if *write {
		if _, err := os.Stat(filepath.Join(c.project, "sites.toml")); err != nil {
			return c.created(errNoGuide)
		}
		return c.created(writeForEditors(c, c.project))
	}
	return printSchema(c, strings.Join(words, ""))
}

// printSchema prints the schema of a kind of file, or of all if name is "".
func printSchema(c *command, name string) int {
	document, ok := schema.JSON(name, func(w schema.Words) string { return say(c.lang, w.EN, w.ZH) })
	if !ok {
		fmt.Fprintf(c.stderr, say(c.lang, "unknown kind of file %q: it must be sites, route, photos, terms, page, person, event, series, visits or cms\n", "没有 %q 这种文件，可以是 sites、route、photos、terms、page、person、event、series、visits 或 cms\n"), name)
		return exitUsage
	}
	if _, err := c.stdout.Write(document); err != nil {
		return c.machine(err)
	}
	return exitDone
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"wayside"
	"wayside/internal/cms"
	"wayside/internal/load"
	"wayside/internal/schema"
)

// printCMS prints the configuration of a content management system for the project's
// pages. Problems of the project are left to check.
func printCMS(ctx context.Context, c *command, names []string) int {
	if _, err := os.Stat(filepath.Join(c.project, "sites.toml")); err != nil {
		return c.created(errNoGuide)
	}
	project := os.DirFS(c.project)
	g, _, err := load.New(project, wayside.Theme).Load(ctx)
	if err != nil {
		return c.machine(err)
	}
	name := strings.Join(names, "")
	front := func(file string) string { return load.Front(project, file) } // which was read a moment ago
	config, left, ok := cms.Config(name, g, front, func(w schema.Words) string { return say(c.lang, w.EN, w.ZH) })
	if !ok {
		fmt.Fprintf(c.stderr, say(c.lang, "unknown CMS %q: it must be sveltia or decap\n", "没有 %q 这种 CMS，可以是 sveltia 或 decap\n"), name)
		return exitUsage
	}
	if _, err := c.stdout.Write(config); err != nil {
		return c.machine(err)
	}
	for _, file := range left {
		fmt.Fprintf(c.stderr, say(c.lang, "left out: %s has a date in braces or brackets, which Decap cannot read\n", "未列入：%s 的大括号或方括号里有日期，Decap 读不了\n"), file)
	}
	return exitDone
}

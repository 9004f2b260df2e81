package main

import (
	"fmt"
	"slices"
	"strings"

	"wayside/internal/build"
	"wayside/internal/diag"
)

// printing defines the flags of a verb that prints handouts.
func (c *command) printing(o *build.PDF, teacher bool) {
	names := strings.Join(build.Editions(teacher)[1:], ",")
	c.flags.Var(editions{&o.Editions, build.Editions(teacher), c.lang}, "pdf", say(c.lang, "print the handouts too; --pdf=`"+names+"` adds these editions", "同时打印讲义；--pdf=`"+names+"` 另外打印小册、大字、省墨、一张路线图等版本"))
	c.flags.StringVar(&o.Browser, "browser", "", say(c.lang, "the `program` that prints: Chromium, Chrome or Edge", "打印所用的`程序`：Chromium、Chrome 或 Edge"))
	c.flags.DurationVar(&o.Limit, "pdf-limit", 0, say(c.lang, "how `long` a handout may take to print (1m)", "每份讲义打印的`时限`（默认 1m）"))
}

// editions is the value of --pdf, which is a boolean flag or a list of editions.
type editions struct {
	to    *[]string
	known []string
	lang  diag.Lang
}

func (e editions) String() string { return "" }

func (e editions) IsBoolFlag() bool { return true }

func (e editions) Set(s string) error {
	if s == "false" {
		*e.to = nil
		return nil
	}
	*e.to = e.known[:1:1]
	if s == "true" {
		return nil
	}
	for _, name := range strings.Split(s, ",") {
		if name = strings.TrimSpace(name); !slices.Contains(e.known, name) {
			return fmt.Errorf(say(e.lang, "unknown edition %q; known ones: %s", "没有 %q 这个版本；可选 %s"), name, strings.Join(e.known[1:], ", "))
		}
		if !slices.Contains(*e.to, name) {
			*e.to = append(*e.to, name)
		}
	}
	return nil
}

// browserless explains why there are no PDFs and what to do.
func (c *command) browserless(named string) int {
	if named != "" {
		fmt.Fprintf(c.stderr, say(c.lang, "no PDF was printed: no such program: %q\n    everything else is published; name Chromium, Chrome or Edge with --browser\n",
			"没有打印 PDF：找不到程序 %q\n    其余内容已生成；请用 --browser 指定 Chromium、Chrome 或 Edge\n"), named)
		return exitProblems
	}
	fmt.Fprintln(c.stderr, say(c.lang, "no PDF was printed: neither Chromium, Chrome nor Edge is installed\n    everything else is published; install one of them, or name it with --browser PROGRAM",
		"没有打印 PDF：电脑上没有 Chromium、Chrome 或 Edge\n    其余内容已生成；请安装其中之一，或用 --browser 指定程序"))
	return exitProblems
}

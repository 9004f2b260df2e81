package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"wayside/internal/preview"
)

// clickedArgs returns the arguments of a program that was opened by a double click:
// it shows the folder that it lies in.
func clickedArgs() []string {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	return []string{"serve", "--open", "--project", filepath.Dir(program)}
}

// waitForReader waits for the Enter key, before the window of a program that was opened
// by a double click is closed and its last message with it.
func waitForReader(in io.Reader, out io.Writer, args []string) {
	lang, _ := takeLang(args)
	fmt.Fprint(out, say(lang, "press Enter to close this window ", "按回车键关闭窗口 "))
	bufio.NewReader(in).ReadString('\n')
}

// buildScripts are the files of a release that make the website by a double click.
var buildScripts = []string{"build.cmd", "build.command"}

// released are the names of what a release contains, in lower case, next to names that
// begin with a dot. A new guide may be put next to them.
var released = append([]string{"wayside", "wayside.exe", "wayside.command", "readme.md", "license", "changelog.md", "docs", "public"}, buildScripts...)

// firstPage describes the project's folder for the first page of the preview.
func firstPage(c *command) *preview.Start {
	folder, err := filepath.Abs(c.project)
	if err != nil {
		folder = c.project
	}
	start := &preview.Start{Folder: folder}
	for _, script := range buildScripts {
		if _, err := os.Stat(filepath.Join(folder, script)); err == nil {
			start.Built = cmp.Or(start.Built, script)
		}
	}
	start.Guide = func() bool {
		_, err := os.Stat(filepath.Join(folder, "sites.toml"))
		return err == nil
	}
	start.Others = func() []string { return strangers(folder) }
	start.Create = func() error { return writeGuide(c, folder, titleFrom(filepath.Base(folder))) }
	return start
}

// strangers returns the names in a folder that are not of a release, sorted. A folder that
// cannot be read has none.
func strangers(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(released, strings.ToLower(name)) {
			names = append(names, name)
		}
	}
	return names
}

// titleFrom returns the title of a new guide in a folder of that name, which is written
// between quotation marks in TOML.
func titleFrom(folder string) string {
	if strings.ContainsFunc(folder, func(r rune) bool {
		return r == '"' || r == '\\' || unicode.IsControl(r) || r == unicode.ReplacementChar
	}) || strings.Trim(folder, `./ `) == "" {
		return "guide"
	}
	return folder
}

package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"wayside/internal/diag"
)

var versionVerb = verb{
	name: "version", args: "",
	help: map[diag.Lang]string{diag.English: "print the version", diag.Chinese: "显示版本"},
	run:  runVersion,
}

func runVersion(_ context.Context, c *command) int {
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	fmt.Fprintln(c.stdout, "wayside", versionOf(info))
	return exitDone
}

// versionOf describes a build: the module's version if it is a release, otherwise
// the commit, with a note if the source had uncommitted changes.
func versionOf(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, date, modified := "", "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.time":
			date = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				modified = ", modified"
			}
		}
	}
	if commit == "" {
		return "(no version information)"
	}
	return fmt.Sprintf("(commit %.12s of %.10s%s)", commit, date, modified)
}

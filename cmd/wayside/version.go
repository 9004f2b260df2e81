package main

import (
	"fmt"

	"wayside/internal/diag"
)

var versionVerb = verb{
	name: "version", args: "",
	help: map[diag.Lang]string{diag.English: "tell which version this is", diag.Chinese: "显示版本"},
	run:  runVersion,
}

func runVersion(c *command) int {
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	fmt.Fprintln(c.stdout, "wayside", version)
	return exitDone
}

//go:build !windows

package main

import (
	"cmp"
	"os"
	"os/exec"
	"runtime"
)

// browse opens an address in the user's browser, which the variable BROWSER may name.
func browse(address string) error {
	usual := "xdg-open"
	if runtime.GOOS == "darwin" {
		usual = "open"
	}
	return exec.Command(cmp.Or(os.Getenv("BROWSER"), usual), address).Run()
}

//go:build !windows

package main

import (
	"cmp"
	"os"
)

// locale returns the locale of messages, from the environment variables of POSIX.
func locale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
}

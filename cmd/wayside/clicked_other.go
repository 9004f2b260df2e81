//go:build !windows

package main

// clicked reports whether the program was opened by a double click. Elsewhere than on
// Windows a file of the release does that.
func clicked() bool { return false }

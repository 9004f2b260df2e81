package main

import (
	"cmp"
	"os"

	"golang.org/x/sys/windows"
)

// locale returns the locale of messages, from the environment variables of POSIX
// if they are set, otherwise the display language of Windows.
func locale() string {
	if l := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")); l != "" {
		return l
	}
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}

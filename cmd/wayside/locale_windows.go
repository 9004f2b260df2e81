package main

import (
	"cmp"
	"os"

	"golang.org/x/sys/windows"
)

// locale is what the variables of POSIX say where somebody set them, else
// the language that Windows speaks.
func locale() string {
	if set := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")); set != "" {
		return set
	}
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}

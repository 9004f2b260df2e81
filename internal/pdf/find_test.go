package pdf

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

// TestFind searches for a browser on simulated machines.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		what, os, named string
		env             map[string]string
		onPath, files   []string
		want            string // "" for none
	}{
		{what: "on the PATH", os: "linux", onPath: []string{"google-chrome-stable", "microsoft-edge"}, want: "google-chrome-stable"},
		{what: "open source first", os: "linux", onPath: []string{"google-chrome", "chromium"}, want: "chromium"},
		{what: "without windows first", os: "linux", onPath: []string{"chromium", "chrome-headless-shell"}, want: "chrome-headless-shell"},
		{what: "a snap", os: "linux", files: []string{"/snap/bin/chromium"}, want: "/snap/bin/chromium"},
		{what: "a flatpak of one user", os: "linux", env: map[string]string{"HOME": "/home/u"},
			files: []string{"/home/u/.local/share/flatpak/exports/bin/com.google.Chrome"}, want: "/home/u/.local/share/flatpak/exports/bin/com.google.Chrome"},
		{what: "on a Mac", os: "darwin", files: []string{"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"},
			want: "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"},
		{what: "of one user of a Mac", os: "darwin", env: map[string]string{"HOME": "/Users/u"},
			files: []string{"/Users/u/Applications/Chromium.app/Contents/MacOS/Chromium"}, want: "/Users/u/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{what: "on Windows", os: "windows", env: map[string]string{"ProgramFiles": `C:\Program Files`, "ProgramFiles(x86)": `C:\Program Files (x86)`},
			files: []string{`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`}, want: `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`},
		{what: "of one user of Windows", os: "windows", env: map[string]string{"LocalAppData": `C:\Users\u\AppData\Local`},
			files: []string{`C:\Users\u\AppData\Local\Google\Chrome\Application\chrome.exe`}, want: `C:\Users\u\AppData\Local\Google\Chrome\Application\chrome.exe`},
		{what: "named by a flag, over the environment", os: "linux", named: "one", env: map[string]string{"WAYSIDE_BROWSER": "two"}, onPath: []string{"one", "two", "chromium"}, want: "one"},
		{what: "named by the environment", os: "linux", env: map[string]string{"WAYSIDE_BROWSER": "two"}, onPath: []string{"two", "chromium"}, want: "two"},
		{what: "named and missing, though others exist", os: "linux", named: "gone", onPath: []string{"chromium"}},
		{what: "none", os: "linux"}, {what: "none", os: "darwin"}, {what: "none", os: "windows"},
	} {
		info := fstest.MapFS{"f": {}}
		m := machine{os: test.os, getenv: func(key string) string { return test.env[key] },
			lookPath: func(name string) (string, error) {
				if slices.Contains(test.onPath, name) {
					return name, nil
				}
				return "", fs.ErrNotExist
			},
			stat: func(name string) (fs.FileInfo, error) {
				if slices.Contains(test.files, name) {
					return info.Stat("f")
				}
				return nil, fs.ErrNotExist
			}}
		got, err := m.find(test.named)
		if got != test.want || (test.want == "") != errors.Is(err, ErrNoBrowser) {
			t.Errorf("%s (%s): found %q, %v; want %q", test.what, test.os, got, err, test.want)
		}
	}
}

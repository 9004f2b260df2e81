package pdf

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"runtime"
	"strings"
)

// ErrNoBrowser is returned if no browser is found, neither in the usual places
// nor at the path that was given.
var ErrNoBrowser = errors.New("no browser found")

// Find returns the path of an installed Chromium, Chrome or Edge. The user may
// choose one with named or, if that is empty, with the environment variable
// WAYSIDE_BROWSER: either is a path or the name of a program on the PATH. If the
// chosen browser does not exist, no other is searched for.
func Find(named string) (string, error) {
	m := machine{os: runtime.GOOS, getenv: os.Getenv, lookPath: exec.LookPath, stat: os.Stat}
	return m.find(named)
}

// A machine provides the operating system's functions that find needs.
type machine struct {
	os       string
	getenv   func(string) string
	lookPath func(string) (string, error)
	stat     func(string) (fs.FileInfo, error)
}

func (m machine) find(named string) (string, error) {
	if named == "" {
		named = m.getenv("WAYSIDE_BROWSER")
	}
	if named != "" {
		if found, err := m.lookPath(named); err == nil {
			return found, nil
		}
		return "", ErrNoBrowser
	}
	for _, name := range m.names() {
		if found, err := m.lookPath(name); err == nil {
			return found, nil
		}
	}
	for _, file := range m.paths() {
		if info, err := m.stat(file); err == nil && !info.IsDir() {
			return file, nil
		}
	}
	return "", ErrNoBrowser
}

// names returns the names of browsers on the PATH: first those without windows, which
// start and print in half the time, then open source.
func (m machine) names() []string {
	if m.os == "windows" {
		return []string{"chrome.exe", "msedge.exe"}
	}
	return []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge"}
}

// paths returns the files where installers put browsers that are not on the
// PATH.
func (m machine) paths() []string {
	home := m.getenv("HOME")
	var all []string
	switch m.os {
	case "windows":
		for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if dir := m.getenv(root); dir != "" {
				for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
					all = append(all, strings.TrimRight(dir, `\`)+`\`+program)
				}
			}
		}
	case "darwin":
		for _, root := range []string{"/Applications", path.Join(home, "Applications")} {
			for _, app := range []string{"Google Chrome", "Chromium", "Microsoft Edge"} {
				all = append(all, root+"/"+app+".app/Contents/MacOS/"+app)
			}
		}
	default:
		all = append(all, "/snap/bin/chromium")
		for _, root := range []string{"/var/lib", path.Join(home, ".local/share")} {
			for _, app := range []string{"org.chromium.Chromium", "com.google.Chrome", "com.microsoft.Edge"} {
				all = append(all, root+"/flatpak/exports/bin/"+app)
			}
		}
	}
	return all
}

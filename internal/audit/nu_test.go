package audit

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A message is one of the Nu HTML checker's.
type message struct {
	Type     string
	SubType  string
	URL      string
	LastLine int
	Message  string
	Extract  string
}

// mistaken reports whether the checker is known to be wrong: each case says why.
func (m message) mistaken() bool {
	switch {
	case strings.HasPrefix(m.Message, "Inline script violates Content Security Policy") && strings.Contains(m.Extract, `<script type="application/`):
		return true // a data block is no script; no policy applies to it, and Chromium says nothing
	case strings.HasPrefix(m.Message, "Resource violates Content Security Policy") && strings.Contains(m.Extract, `src="data:image/`):
		return true // the policy has img-src 'self' data:, which the checker reads as 'self'
	case strings.HasPrefix(m.Message, "CSS: “paint-order”: Property “paint-order” doesn't exist"):
		return true // it is CSS's since Fill and Stroke 3, and every browser has it
	}
	return false
}

func TestNuSample(t *testing.T) { nu(t, sample(t)) }
func TestNuHalf(t *testing.T)   { nu(t, half(t)) }

// nu has every page and stylesheet read by the Nu HTML checker. The files are
// fetched over HTTP: in a file the checker finds each picture to be of another
// origin than its page.
func nu(t *testing.T, b *built) {
	jar := os.Getenv("WAYSIDE_VNU")
	if jar == "" {
		t.Skip("WAYSIDE_VNU does not name the Nu HTML checker's jar")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		t.Fatal("WAYSIDE_VNU is set, but java is not on the PATH")
	}
	server := serve(t, b, below)
	args := []string{"-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all",
		"-jar", jar, "--format", "json", "--also-check-css", "--exit-zero-always"}
	read := 0
	for name := range b.files {
		if strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".css") {
			args = append(args, server.URL+below+name)
			read++
		}
	}
	var report struct{ Messages []message }
	for range 3 {
		command := exec.Command(java, args...)
		var said strings.Builder
		command.Stderr = &said // where the checker writes its findings
		if err := command.Run(); err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		report.Messages = nil
		if err := json.Unmarshal([]byte(said.String()), &report); err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		// On a busy machine the checker gives up waiting for a file after five
		// seconds: that says nothing about the file.
		if !slices.ContainsFunc(report.Messages, func(m message) bool { return strings.Contains(m.Message, "TimeoutException") }) {
			break
		}
	}
	for _, m := range report.Messages {
		if !m.mistaken() {
			t.Errorf("%s:%d: %s %s: %s\n    %s", strings.TrimPrefix(m.URL, server.URL+below), m.LastLine, m.Type, m.SubType, m.Message, m.Extract)
		}
	}
	t.Logf("%d files read", read)
}

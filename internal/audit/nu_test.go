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

// mistaken reports whether the checker is known to be wrong. Each case gives
// the reason.
func (m message) mistaken() bool {
	switch {
	case strings.HasPrefix(m.Message, "Inline script violates Content Security Policy") && strings.Contains(m.Extract, `<script type="application/`):
		return true // a data block is not a script: no policy applies to it
	case strings.HasPrefix(m.Message, "Resource violates Content Security Policy") && strings.Contains(m.Extract, `src="data:image/`):
		return true // the policy has img-src 'self' data:, which the checker reads as 'self'
	case strings.HasPrefix(m.Message, "CSS: “paint-order”: Property “paint-order” doesn't exist"):
		return true // it is part of CSS Fill and Stroke 3, and every browser has it
	}
	return false
}

func TestNuSample(t *testing.T) { t.Parallel(); nu(t, sample) }
func TestNuHalf(t *testing.T)   { t.Parallel(); nu(t, half) }

// nu runs the Nu HTML checker over every page and style sheet. It reads them
// over HTTP, since for a file the checker takes each picture to be of another
// origin than its page.
func nu(t *testing.T, get func(*testing.T) *publication) {
	jar := os.Getenv("WAYSIDE_VNU")
	if jar == "" {
		t.Skip("WAYSIDE_VNU is not set to the jar of the Nu HTML checker")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		t.Fatal("WAYSIDE_VNU is set, but java is not on the PATH")
	}
	b := get(t)
	server := serve(t, b, below)
	// In a run this short, compiling the checker thoroughly takes as long as checking.
	args := []string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all",
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
		var out strings.Builder
		command.Stderr = &out // where the checker writes its findings
		if err := command.Run(); err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
		report.Messages = nil
		if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
		// On a busy machine the checker stops waiting for a file after five
		// seconds, which says nothing about the file.
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
